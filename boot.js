// Starts the portal: asks for the content while the WebAssembly is still arriving. When the app cannot start or stops,
// what can be read stays, and where that is nothing the failure text of index.html is shown: a reader never sees a blank page.
// A page that press has prerendered can be read without the app: its lead picture goes first.

const own = document.querySelector('script[data-wasm]');
const root = new URL('.', own.src);
own.dataset.root = root.pathname;
const here = location.pathname.slice(root.pathname.length);
let aside = []; // what is prerendered for the same address without its query
let files; // what the page of the address is made from beside the site, as far as it is known
const prerendered = prerenderedHere();

// The file that the article at a path of the site is made from; none for other addresses. press says which are those of articles,
// and what their files are called.
function articleFile(path) {
  const [addresses, file] = document.querySelector('[data-articles]')?.dataset.articles.split(' ') ?? [];
  const slug = addresses && path.match(addresses)?.[1];
  return slug && file.replace('*', slug);
}

// Some hosts answer every address with one file and 200, and a query has no file of its own, nor had a later page of a list
// when its number stood there: what is prerendered must not be taken for what was asked for. press says which file it has written,
// what a query has that makes it another page, what the page is made from, and whether the app can adopt it as it is.
function prerenderedHere() {
  const portal = document.querySelector('[data-prerendered]');
  if (!portal) return null;
  const { prerendered: file, query } = portal.dataset;
  const bare = (path) => path.replace(/\/?(index\.html)?$/, '');
  const isOwn = bare(file) === bare(here);
  const isQuery = query && location.search.match(query);
  const isMissing = file === '404.html' && performance.getEntriesByType('navigation')[0]?.responseStatus !== 200;
  files = isOwn ? portal.dataset.files : articleFile(here);
  if (isMissing || (isOwn && !isQuery)) {
    if ('lasting' in portal.dataset) files = '';
    return portal;
  }
  const main = portal.querySelector('main');
  if (isOwn) aside = [...main.children];
  main.replaceChildren();
  main.ariaBusy = true;
  delete portal.dataset.prerendered;
  return null;
}

function isStill() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

// The app keeps how far each entry is scrolled, and what is rendered can be put there before it comes: whoever has scrolled by
// then is not thrown back.
const place = prerendered && !scrollY && history.state?.[1];
if (place) scrollTo({ top: place, behavior: 'instant' });
else if (prerendered) focus(document.getElementById(decode(location.hash.slice(1))));

let isDead = false;
let left = []; // what stood on the page that the app has adopted

// Nothing of the app is entered any more, so links are the browser's again. What it was in the middle of ends first.
function fail() {
  if (!isDead) queueMicrotask(end);
  isDead = true;
}

// The browser loads what was asked for; else the page stays as it is, without what nobody answers.
function end() {
  const running = document.querySelector('[data-running]');
  const again = () => location.reload();
  if (running?.querySelector('main[aria-busy=true]')) return again();
  const stands = location.href.split('#')[0];
  addEventListener('popstate', () => stands === location.href.split('#')[0] || again());
  for (const own of document.querySelectorAll('[data-running] dialog, .consent-banner')) own.remove();
  for (const own of document.querySelectorAll('[data-running] :is(button:not([type=submit]), .display)')) own.setAttribute('hidden', 'hidden');
  const main = document.querySelector('main');
  const failure = document.querySelector('.failure');
  failure.querySelector('button').onclick = again;
  if (!main?.innerText.trim()) {
    if (main) main.ariaBusy = false;
    (main ?? document.body).replaceChildren(failure, ...(running ? [] : aside));
  } else if (running && navigator.userActivation?.isActive) {
    failure.role = 'status';
    failure.firstElementChild.hidden = true;
  } else return;
  failure.hidden = false;
}

// What the app asks for first is on its way before it. A preload would be told in the console wherever the app comes
// late, or needs something else.
const early = {};
const index = document.querySelector('[data-index]')?.dataset.index;
// The address changes as the reader goes on, and what these are beside would, too.
const beside = (...files) => files.filter(Boolean).map((file) => new URL(file, document.baseURI));
const finder = beside(own.dataset.findGlue, own.dataset.findWasm);
const consent = beside(own.dataset.consentGlue, own.dataset.consentWasm);
const offline = beside(own.dataset.offline);
const asked = !finder.length && new URLSearchParams(location.search).get('q');
for (const file of ['content/site.json', ...(files?.split(' ') ?? []), asked && index]) if (file) {
  early[root.pathname + file] = askLow(file);
}

function askLow(file) {
  const answer = fetch(new URL(file, root), { priority: 'low' });
  answer.catch(() => {});
  return answer;
}

// The link at a place of the page. All of a card leads where its title does.
function linkAt(place) {
  return place.closest('#portal_root a[href]') ?? place.closest('.card')?.querySelector('a');
}

// The words of a card can be selected: no link lies over them. Whoever does so does not want to leave.
addEventListener('click', (event) => {
  const { target } = event;
  if (target.closest('.card') && !target.closest('a, button') && getSelection().isCollapsed) linkAt(target).dispatchEvent(new MouseEvent('click', event));
});

// Whoever rests on a card is about to read its article, and whoever presses a link is about to follow it: the app makes ready
// what it leads to. A link in a text may be one of before, or lead nowhere: to rest on it says too little.
let resting;
for (const kind of ['pointerover', 'pointerdown']) {
  addEventListener(kind, (event) => {
    clearTimeout(resting);
    const { target } = event;
    const isPress = kind === 'pointerdown';
    const link = (isPress ? isPlain(event) : target.closest('.card')) && linkAt(target);
    const file = link && articleFile(link.href.replace(root, ''));
    if (!(isPress ? link : file) || navigator.connection?.saveData) return;
    // So many milliseconds on a link are no accident.
    resting = setTimeout(() => link.dispatchEvent(new Event('near', { bubbles: true })), isPress ? 0 : 80);
  });
}

// The field in the head of every page leads to its answers by itself. Whoever comes near it is about to search: what that needs
// is asked for, once.
const field = () => document.querySelector('.search input');
if (asked) field().value ||= asked;
let isNear;
for (const kind of ['focusin', 'pointerover']) {
  addEventListener(kind, ({ target }) => {
    if (isNear || !target.closest?.('.search') || (kind === 'pointerover' && navigator.connection?.saveData)) return;
    isNear = true;
    for (const file of [...finder, index]) if (file) askLow(file);
  });
}
addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (altKey || !(ctrlKey || metaKey ? /^k$/i : /^\/$/).test(key) || target.closest('input, textarea, select, [contenteditable]')) return;
  field()?.select();
  focus(field());
  if (document.activeElement === field()) event.preventDefault();
});
addEventListener('click', (event) => {
  // Where there is little room, the field opens first.
  if (!event.target.closest('.search button') || field().checkVisibility({ opacityProperty: true })) return;
  event.preventDefault();
  field().focus();
}, true);
addEventListener('submit', ({ target }) => {
  // The address changes as the reader goes on.
  if (target.matches('.search')) target.action = new URL('find/', root);
}, true);

// Letters of another size move all that stands above their choice, which stays under the hand. Where the page has become too
// short for that, its footer is made longer.
addEventListener('change', ({ target }) => {
  if (!target.matches('[data-display]')) return;
  const place = () => target.getBoundingClientRect().top;
  const before = place();
  requestAnimationFrame(() => {
    const { style } = target.closest('.footer-tools');
    style.paddingBottom = '';
    scrollBy(0, place() - before);
    style.paddingBottom = `${place() - before}px`;
    scrollBy(0, place() - before);
  });
}, true);

// A picture further down comes out of its neutral box softly.
addEventListener('load', ({ target }) => {
  if (target.loading === 'lazy' && !isStill()) target.animate({ opacity: [0, 1] }, 200);
}, true);

// What is wider than its place can be moved by keyboard and says so; what fits is no stop.
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth + 1;
    target.ariaLabel = (scrolls && target.dataset.scrolls) || null;
    target.role = target.ariaLabel && 'region';
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute('tabindex');
  }
});
function measure() {
  for (const place of document.querySelectorAll('[data-scrolls]')) widths.observe(place);
}
new MutationObserver(measure).observe(document.body, { childList: true, subtree: true });
measure();

// The address changes as the reader goes on, and a relative icon would be looked for beside each new one.
for (const icon of document.querySelectorAll('link[rel~=icon]')) icon.href = new URL(icon.href);

// What may be forbidden, refused for coming too often, or others' code by now: what it throws must not end the app.
function attempt(work, otherwise) {
  try {
    work();
  } catch {
    otherwise?.();
  }
}

// Where a link or the address bar leads, from the root of its host.
function local(link) {
  return link.href.slice(link.origin.length);
}

// A fragment as it was before a URL was made of it.
function decode(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

// Moves the focus without scrolling. What cannot take it yet is made able to, but not put into the tab order.
function focus(element) {
  if (element?.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element?.focus({ preventScroll: true });
}

const utc = { timeZone: 'UTC' };
const day = { ...utc, calendar: 'gregory' };
// What is written in the words of a locale.
const kinds = {
  number: ['NumberFormat'],
  digits: ['NumberFormat', { minimumIntegerDigits: 2, useGrouping: false }],
  plural: ['PluralRules'],
  month: ['DateTimeFormat', { ...day, month: 'short' }],
  whole: ['DateTimeFormat', { ...day, day: 'numeric', month: 'long', year: 'numeric' }],
  time: ['DateTimeFormat', { ...utc, timeStyle: 'short' }],
};
const writers = {};

// What writes them; none where the browser does not take that for a locale. Each takes it about a tenth of a millisecond to make,
// and a list has dozens of days and numbers.
function writer(kind, locale) {
  const [name, options] = kinds[kind];
  attempt(() => {
    writers[kind + locale] ??= new Intl[name](locale, options);
  });
  return writers[kind + locale];
}

// Gives an element attributes that say something else: a page that press has prerendered right is not touched.
function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

// The live region, which a screen reader reads out when its words change. It is in the language of the interface.
const live = () => document.getElementById('portal_live');
function said(words, tag, lang) {
  const place = document.createElement(tag);
  place.textContent = words;
  if (lang) place.lang = lang;
  const region = live();
  region?.classList.toggle('unseen', tag !== 'span');
  region?.replaceChildren(place);
}

// Says something to scripts of the site.
function fire(kind, detail) {
  document.dispatchEvent(new CustomEvent(kind, { detail }));
}

// The privacy settings are an app of their own. Whether anything may be loaded is decided there alone: here it is said when
// there may be something to decide. Until then no grant is known, and nothing of others is asked for.
let site; // the text of site.json that it starts with
let settings; // what it answers with, or promises to
let channel; // what other tabs say of it on
const pressed = []; // buttons that wait for it
// What has run before a reload may have left something behind on its way out.
const isReload = performance.getEntriesByType('navigation')[0]?.type === 'reload';
const isFresh = isNew();

// Who has nothing stored here has not been asked, and nothing is to be cleaned up. press has put the banner into the page.
function isNew() {
  const banner = document.querySelector('.consent-banner');
  let isKnown = true;
  attempt(() => {
    isKnown = document.cookie || localStorage.length || sessionStorage.length || navigator.globalPrivacyControl || isReload;
  });
  if (isKnown) banner?.remove();
  else if (banner) banner.hidden = false;
  return !!banner && !isKnown;
}

function loadSettings() {
  if (settings) return;
  const words = () => isFresh && document.querySelector('.consent-banner')?.textContent;
  const [glue, wasm] = consent;
  settings = [];
  (async () => {
    const app = fetch(wasm, { priority: 'low' });
    const [{ default: run }] = await Promise.all([import(glue), app]);
    site ??= await (await askLow('content/site.json')).text();
    const before = words();
    await run({ module_or_path: app });
    // Nobody has agreed to other words than those that stood there.
    const waiting = pressed.splice(0);
    if (words() === before) for (const button of waiting) settings[0]?.(button);
    for (const button of waiting) button.ariaBusy = null;
  })().catch((reason) => {
    console.error(reason);
    settings = undefined;
    // What could not be imported once is never asked for again under the same name.
    glue.hash += 1;
    for (const button of pressed.splice(0)) button.ariaBusy = null;
  });
}

// Something has changed that a page without the settings does not know.
let known;
function look() {
  if (known !== undefined && known !== document.cookie) loadSettings();
}
addEventListener('pageshow', look);
document.addEventListener('visibilitychange', look);

// The page that explains the settings shows what is kept.
function explains() {
  return document.getElementById('portal_consent-record');
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-consent]');
  if (!button || !isPlain(event)) return;
  event.preventDefault();
  if (settings?.[0]) return settings[0](button);
  button.ariaBusy = true;
  pressed.push(button);
  loadSettings();
});

// Whoever comes near a button may press it.
for (const kind of ['pointerover', 'focusin']) {
  addEventListener(kind, ({ target }) => {
    if (target.closest?.('button[data-consent]') && !navigator.connection?.saveData) loadSettings();
  });
}

// Is it a plain click that nobody has answered?
function isPlain({ button, defaultPrevented, metaKey, ctrlKey, shiftKey, altKey }) {
  return !(button || defaultPrevented || metaKey || ctrlKey || shiftKey || altKey);
}

// What the apps ask of a script: what is shorter here, and what calls others' code, which may throw.
globalThis.feuilleton = {
  attempt,
  fire,

  // A page is shown that has services of others, or the site has got its first ones.
  privacy(text, name, isSettled) {
    site = text;
    if (settings) return;
    if (isReload || explains() || !(isFresh || isSettled)) return loadSettings();
    known = document.cookie;
    if (!channel) attempt(() => {
      channel = new BroadcastChannel(name);
      channel.onmessage = loadSettings;
    });
  },

  // The value of the one cookie of that name. Of several nobody can tell here whose each is.
  cookie(name) {
    let found = [];
    attempt(() => {
      found = document.cookie.split('; ').filter((cookie) => cookie.startsWith(`${name}=`));
    });
    return found.length === 1 ? found[0].slice(name.length + 1) : undefined;
  },
  site: () => site,
  // The settings answer from now on, and come once.
  settings(...answers) {
    settings = answers;
    delete feuilleton.settings;
  },

  navigate(title) {
    settings?.[1]?.();
    if (explains() && known !== undefined) loadSettings();
    fire('navigate', { path: location.pathname, title });
  },
  leave: () => settings?.[2]?.(),

  here: () => local(location),

  isPlain,

  // The address of a link from the root of this host; none where it leads to another, into another window or to a download.
  addressOf: (link) =>
    link.origin === location.origin && !link.target && !link.hasAttribute('download') ? local(link) : undefined,

  // Links that press wrote relative to the page's address are made to hold at any, and what was hidden until now is shown.
  run(portal) {
    for (const found of portal.querySelectorAll("a[href^='.'], [hidden=hidden]")) {
      found.removeAttribute('hidden');
      if (found.href) found.href = local(found);
    }
    portal.dataset.running = '';
  },

  // What stands in the place of a page that the app has not made is kept for the way back. Frames would load anew, and what the
  // reader allows by then is not known here.
  setAside(main) {
    for (const open of main.querySelectorAll('dialog[open]')) open.close();
    left = main.querySelector('iframe') ? [] : [...main.childNodes];
  },
  isAside: () => !!left.length,
  bringBack: (main) => main.replaceChildren(...left),

  // What the host answers, as the browser has it.
  answer(address, cache) {
    const asked = cache === 'default' && early[address];
    delete early[address];
    return asked || fetch(address, { cache });
  },

  // The same taken apart: status, content type and body.
  async ask(address, cache) {
    const answer = await feuilleton.answer(address, cache);
    return [answer.status, answer.headers.get('content-type') ?? '', await answer.text()];
  },

  // What stands for all addresses stands at one of those that the other app shows.
  find() {
    const { findGlue: glue, findWasm: wasm } = own.dataset;
    Object.assign(own.dataset, { glue, wasm });
    start(styled());
  },

  // What an entry of the history keeps: its number, and how far it was scrolled. From then on the app restores it.
  kept: (part) => history.state?.[part],
  push: (number, url) => attempt(() => history.pushState([number, 0], '', url), () => location.assign(url)),
  keep: (number, top) => attempt(() => {
    history.scrollRestoration = 'manual';
    // Writing costs a millisecond or two before the next page, and most often it stands there since the last scrolling.
    if (history.state?.[0] !== number || history.state[1] !== top) history.replaceState([number, top], '');
  }),
  respell: (page) => attempt(() => history.replaceState(history.state, '', page + location.hash)),

  decode,

  // At once, whatever the style sheet says of smoothness.
  scroll: (top) => scrollTo({ top, behavior: 'instant' }),

  focus,

  // Brings the element of that id into sight, unfolds what it stands in, and moves the focus to it; false where there is none.
  arrive(id) {
    const element = document.getElementById(id);
    for (let fold = element; fold; fold = fold.parentElement) if (fold.localName === 'details') fold.open = true;
    element?.scrollIntoView();
    focus(element);
    return !!element;
  },

  // Has nothing the focus, because what had it is gone?
  isLost: () => document.activeElement === document.body,

  // Names the document: its title, the language of the article that it shows, or else that of the site, and its canonical address,
  // which some pages have not.
  name(title, canonical) {
    if (document.title !== title) document.title = title;
    const { lang, dir } = document.querySelector('main > article[lang]') ?? document.querySelector('header');
    put(document.documentElement, { lang, dir });
    let link = document.querySelector('link[rel=canonical]');
    if (!canonical) return link?.remove();
    if (!link) document.head.append((link = document.createElement('link')));
    put(link, { rel: 'canonical', href: canonical });
  },
  look(words, schemes) {
    put(document.documentElement, { 'data-display': words });
    put(document.querySelector('meta[name=color-scheme]'), { content: schemes });
  },

  // A browser that has translated the page says so at the root, or with elements and attributes that no page of ours has, or the
  // page is in another language than its parts.
  isTranslated() {
    const part = document.querySelector('main > [lang]') ?? document.querySelector('header');
    return !!document.querySelector('html[class*=translated], #portal_root font, [_msttexthash]') || document.documentElement.lang !== part?.lang;
  },

  // What those hear who do not see the page: words of the interface, or the title in the language of the page.
  silence: () => live()?.replaceChildren(),
  tell: said,
  tellTitle: (title) => said(title, 'bdi', document.documentElement.lang),

  // A number, or a day as it is written in JSON, in the words of a locale: where the browser takes it for none, of the site's language,
  // and else of the browser's own.
  write(kind, locale, value) {
    const made = writer(kind, locale) ?? writer(kind, document.querySelector('header')?.lang) ?? writer(kind);
    let words = '';
    attempt(() => {
      words = kind === 'plural' ? made.select(value) : made.format(typeof value === 'string' ? new Date(value) : value);
    });
    return words;
  },

  // Puts the player there that waits in a place, and starts it. The first captions are shown until somebody turns them off. The
  // button that was pressed is gone, and the focus must not go with it.
  play(place) {
    const { player: kind, file, captions } = place.dataset;
    const player = document.createElement(kind);
    for (const name of ['controls', 'autoplay', 'playsinline']) player.setAttribute(name, '');
    player.src = file;
    const parts = (captions ?? '').split('\n');
    for (let at = 0; at + 2 < parts.length; at += 3) {
      const [src, srclang, label] = parts.slice(at);
      player.append(Object.assign(document.createElement('track'), { kind: 'captions', src, srclang, label, default: !at }));
    }
    place.replaceChildren(player);
    player.focus();
  },

  // Shows the slide that a button names, in the dialog of its gallery. One that is open already stays so.
  slide(button) {
    const dialog = button.closest('.gallery')?.querySelector('dialog');
    const slide = dialog?.querySelector(`figure:nth-child(${button.dataset.slide})`);
    attempt(() => dialog.showModal());
    slide?.scrollIntoView();
    focus(slide);
  },

  // Makes the button of a tool say the second of its words or the first.
  say(tool, isSecond) {
    const button = document.querySelector(`[data-tool=${tool}]`);
    if (!button) return;
    button.firstElementChild.toggleAttribute('hidden', isSecond);
    button.lastElementChild.toggleAttribute('hidden', !isSecond);
  },

  // Hands an address on as the reader's system does it. What the reader makes of it stays there.
  shares: () => !!navigator.share,
  share: (url) => attempt(() => navigator.share({ url }).catch(() => {})),
  // Promises whether the browser has put it where it can be pasted from: over http there is no clipboard.
  copy: async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  },

  // Year, month and day as one number: 20261129.
  today() {
    const now = new Date();
    return (now.getFullYear() * 100 + now.getMonth() + 1) * 100 + now.getDate();
  },

  isSetAside: ({ persisted }) => persisted,

  // In a tab that nobody looks at nothing is painted.
  afterPaint: (then) => (document.hidden ? then() : requestAnimationFrame(() => setTimeout(then))),

  // Empties a place. Chromium holds what a list of contents marks for as long as the tab lives, where that goes while it marks.
  clear(place) {
    const contents = place.querySelector('.contents');
    if (contents) {
      contents.className = '';
      contents.checkVisibility();
    }
    place.textContent = '';
  },

  // The next page is there at once, and fades in where the reader wants motion.
  fade: () => isStill() || document.querySelector('main')?.animate({ opacity: [.4, 1] }, 150),

  // The ways into the app, as press makes its glue take them. With panic = "abort" a panic is a trap, and whatever is
  // thrown through the app leaves it half done: from then on nothing of it is entered, and whoever asks for a value and its
  // error gets neither.
  guarded: (exports) => Object.fromEntries(Object.entries(exports).map(([name, own]) => [name, own.call ? (...given) => {
    if (isDead) return [];
    try {
      return own(...given);
    } catch (error) {
      fail();
      throw error;
    }
  } : own])),
};

function leadPicture() {
  const picture = prerendered?.querySelector('img[fetchpriority=high]');
  if (!picture || picture.complete) return;
  return new Promise((done) => {
    for (const event of ['load', 'error']) picture.addEventListener(event, done);
    // So many milliseconds a picture may keep the app waiting.
    setTimeout(done, 3000);
  });
}

// The sheet of the pages that few open, where one file stands for all addresses: nothing of them is shown without it.
function styled() {
  const template = document.querySelector('head > template');
  return template && new Promise((done) => {
    const sheet = template.content.firstElementChild;
    sheet.onload = sheet.onerror = done;
    template.replaceWith(sheet);
  });
}

// The glue is small: its answer may be on the way while the lead picture arrives, and the app's takes one turn more.
async function start(sheet) {
  try {
    const { glue: glueFile, wasm: wasmFile } = own.dataset;
    const glue = import(new URL(glueFile, document.baseURI));
    await Promise.race([leadPicture(), new Promise((_, reject) => glue.catch(reject))]);
    const app = fetch(new URL(wasmFile, document.baseURI), { priority: 'low' });
    const [{ default: run }] = await Promise.all([glue, app, sheet]);
    await run({ module_or_path: app });
  } catch (reason) {
    console.error(reason);
    return fail();
  }
  // What is read is kept for when there is no network, where the site wants it.
  if (navigator.serviceWorker) for (const script of offline) import(script).catch(() => {});
}

start();
