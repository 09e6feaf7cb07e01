// Starts the portal: asks for the content while the WebAssembly is still arriving. When the program cannot start or stops,
// what can be read stays, and where that is nothing the failure text of index.html is shown: a reader never sees a blank page.
// A page that press has painted can be read without the program: its lead picture goes first.

const own = document.querySelector('script[data-wasm]');
const root = new URL('.', own.src);
const here = location.pathname.slice(root.pathname.length);
let aside = []; // what is painted for the same address without its query
let files; // what the page of the address is made from beside the site, as far as it is known
const painted = paintedHere();

// The file that the article at a path of the site is made from; none for other addresses. press says which are those of articles,
// and what their files are called.
function articleFile(path) {
  const [addresses, file] = document.querySelector('[data-articles]')?.dataset.articles.split(' ') ?? [];
  const slug = addresses && path.match(addresses)?.[1];
  return slug && file.replace('*', slug);
}

// Some hosts answer every address with one file and 200, and a query has no file of its own, nor had a later page of a list
// when its number stood there: what is painted must not be taken for what was asked for. press says which file it has written,
// what a query has that makes it another page, and what the page is made from.
function paintedHere() {
  const portal = document.querySelector('[data-painted]');
  if (!portal) return null;
  const { painted: file, query } = portal.dataset;
  const bare = (path) => path.replace(/\/?(index\.html)?$/, '');
  const isOwn = bare(file) === bare(here);
  const isQuery = query && location.search.match(query);
  const isMissing = file === '404.html' && performance.getEntriesByType('navigation')[0]?.responseStatus !== 200;
  files = isOwn ? portal.dataset.files : articleFile(here);
  if (isMissing || (isOwn && !isQuery)) return portal;
  const main = portal.querySelector('main');
  if (isOwn) aside = [...main.children];
  main.replaceChildren();
  main.ariaBusy = true;
  delete portal.dataset.painted;
  return null;
}

function isStill() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

// The app keeps how far each entry is scrolled, and what is rendered can be put there before it comes: whoever has scrolled by
// then is not thrown back.
const place = painted && !scrollY && history.state?.[1];
if (place) scrollTo({ top: place, behavior: 'instant' });
else if (painted) focus(document.getElementById(decode(location.hash.slice(1))));

let isDead = false;
let passage;
let next; // says that the page stands which the passage leads to

// Nothing of the program is entered any more, so links are the browser's again. What it was in the middle of ends first.
function fail() {
  if (!isDead) queueMicrotask(end);
  isDead = true;
}

// The browser loads what was asked for; else the page stays as it is, without what nobody answers.
function end() {
  const running = document.querySelector('[data-running]');
  const again = () => location.reload();
  if (running?.querySelector('main[aria-busy=true]')) return again();
  passage?.skipTransition();
  const stands = location.href.split('#')[0];
  addEventListener('popstate', () => stands === location.href.split('#')[0] || again());
  for (const own of document.querySelectorAll('[data-running] :is(dialog, .consent-banner)')) own.remove();
  for (const own of document.querySelectorAll('[data-running] :is(button, .display)')) own.setAttribute('hidden', 'hidden');
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

// What the program asks for first is on its way before it. A preload would be told in the console wherever the program comes
// late, or needs something else.
const early = {};
for (const file of ['content/site.json', ...(files?.split(' ') ?? [])]) {
  early[root.pathname + file] = askLow(file);
}

function askLow(file) {
  const answer = fetch(root.pathname + file, { priority: 'low' });
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

// Whoever rests on a card is about to read its article; whoever presses it asks the program. A link in a text may be one of
// before, or lead nowhere.
let resting;
for (const kind of ['pointerover', 'pointerdown']) {
  addEventListener(kind, ({ target }) => {
    clearTimeout(resting);
    const link = kind === 'pointerover' && target.closest('.card') && linkAt(target);
    const file = link && articleFile(link.href.replace(root, ''));
    // So many milliseconds on a link are no accident.
    if (file && !navigator.connection?.saveData) resting = setTimeout(() => askLow(file), 80);
  });
}

// Letters of another size move all that stands above their choice, which stays under the hand. Where the page has become too
// short for that, its foot is made longer.
addEventListener('change', ({ target }) => {
  if (!target.matches('[data-display]')) return;
  const place = () => target.getBoundingClientRect().top;
  const before = place();
  requestAnimationFrame(() => {
    const { style } = target.closest('.colophon-tools');
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

// Tells a script that counts readers: by the list that it reads, which waits until it has come, or by what it has put in the
// place of the list. Either is others' code, and what it throws must not end the program.
function tell(name, entry) {
  try {
    const known = globalThis[name] ??= [];
    if (known.call) known(...entry);
    else (known.push ? known : known.q ??= []).push(entry);
  } catch {}
}

// Google's tag reads entries only where they are the arguments of a call.
function google() {
  tell('dataLayer', arguments);
}

// How each kind of counter is told of the site, before its script is there, and that a page is read.
const counters = {
  matomo: [
    (site, endpoint) => {
      tell('_paq', ['setTrackerUrl', endpoint]);
      tell('_paq', ['setSiteId', site]);
    },
    (address, title, before) => {
      if (before) tell('_paq', ['setReferrerUrl', before]);
      tell('_paq', ['setCustomUrl', address]);
      tell('_paq', ['setDocumentTitle', title]);
      tell('_paq', ['trackPageView']);
    },
  ],
  // The newer script of Plausible starts with the settings that it finds, and would count by itself as well. What goes by its
  // name may be an element with that id.
  plausible: [
    (site, endpoint) => {
      try {
        const known = Object.hasOwn(globalThis, 'plausible') && globalThis.plausible;
        Object.assign((globalThis.plausible = known || {}).o ??= {}, { autoCapturePageviews: false }, endpoint && { endpoint });
      } catch {}
    },
    (u) => tell('plausible', ['pageview', { u }]),
  ],
  ga4: [
    (site) => {
      google('js', new Date());
      google('config', site, { send_page_view: false });
    },
    (page_location, page_title, before) =>
      google('event', 'page_view', { page_location, page_title, ...(before && { page_referrer: before }) }),
  ],
};

// What may be forbidden, refused for coming too often, or others' code by now: what it throws must not end the program.
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

// The policy that vouches for addresses where the browser demands one (Trusted Types).
let policy;

// Says something to scripts of the site.
function fire(kind, detail) {
  document.dispatchEvent(new CustomEvent(kind, { detail }));
}

// What the program asks of a script: what is shorter here, and what calls others' code, which may throw.
globalThis.feuilleton = {
  count: (kind, isPage, ...given) => counters[kind]?.[+isPage](...given),
  google,

  consent(allowed) {
    document.documentElement.dataset.consent = allowed;
    fire('consent', { allowed: allowed.match(/\S+/g) ?? [] });
  },
  navigate: (title) => fire('navigate', { path: location.pathname, title }),

  // Gives a script that the program has a grant for the nonce of the page and its address.
  load(script, address) {
    const carrier = document.querySelector('script[nonce]');
    if (carrier) script.nonce = carrier.nonce;
    attempt(() => {
      policy ??= trustedTypes.createPolicy('feuilleton', { createScriptURL: String });
    });
    attempt(() => {
      script.src = policy ? policy.createScriptURL(address) : address;
      document.head.append(script);
    });
  },

  // Posts a text of JSON, and says whether the host has taken it. The address of the page is not sent, and the post outlives it.
  post: async (address, body) =>
    (await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body, referrer: '', keepalive: true })).ok,

  here: () => local(location),

  // Is it a plain click that nobody has answered?
  isPlain: ({ button, defaultPrevented, metaKey, ctrlKey, shiftKey, altKey }) =>
    !(button || defaultPrevented || metaKey || ctrlKey || shiftKey || altKey),

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

  ask(address, cache) {
    const asked = cache === 'default' && early[address];
    delete early[address];
    return asked || fetch(address, { cache });
  },

  // What stands for all addresses stands at one of those that the other program shows.
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
    history.replaceState([number, top], '');
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

  // Year, month and day as one number: 20261129.
  today() {
    const now = new Date();
    return (now.getFullYear() * 100 + now.getMonth() + 1) * 100 + now.getDate();
  },

  isSetAside: ({ persisted }) => persisted,

  // In a tab that nobody looks at nothing is painted.
  afterPaint: (then) => (document.hidden ? then() : requestAnimationFrame(() => setTimeout(then))),

  // Resolves when the browser has a picture of this page, or there is to be no motion.
  passage: () => new Promise((pictured) => {
    if (!document.startViewTransition || isStill()) return pictured();
    passage = document.startViewTransition(() => new Promise((stands) => {
      next = stands;
      pictured();
    }));
    // It is skipped when the reader is quicker, which is no fault.
    passage.ready.catch(() => {});
  }),

  // The next page stands.
  stands: () => next?.(),

  // The ways into the program, as press makes its glue take them. With panic = "abort" a panic is a trap, and whatever is
  // thrown through the program leaves it half done: from then on nothing of it is entered.
  guarded: (exports) => Object.fromEntries(Object.entries(exports).map(([name, own]) => [name, own.call ? (...given) => {
    if (isDead) return;
    try {
      return own(...given);
    } catch (error) {
      fail();
      throw error;
    }
  } : own])),
};

function leadPicture() {
  const picture = painted?.querySelector('img[fetchpriority=high]');
  if (!picture || picture.complete) return;
  return new Promise((done) => {
    for (const event of ['load', 'error']) picture.addEventListener(event, done);
    // So many milliseconds a picture may keep the program waiting.
    setTimeout(done, 3000);
  });
}

// The sheet of the pages that few open, where one file stands for all addresses: nothing of them is shown without it.
function styled() {
  const sheet = document.querySelector('link[disabled]');
  return sheet && new Promise((done) => {
    sheet.onload = sheet.onerror = done;
    sheet.disabled = false;
  });
}

// The glue is small: its answer may be on the way while the lead picture arrives, and the program's takes one turn more.
async function start(sheet) {
  try {
    const { glue: glueFile, wasm: programFile } = own.dataset;
    const glue = import(new URL(glueFile, document.baseURI));
    await Promise.race([leadPicture(), new Promise((_, reject) => glue.catch(reject))]);
    const program = fetch(new URL(programFile, document.baseURI), { priority: 'low' });
    const [{ default: run }] = await Promise.all([glue, program, sheet]);
    await run({ module_or_path: program });
  } catch (reason) {
    console.error(reason);
    fail();
  }
}

start();
