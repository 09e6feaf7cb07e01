// Starts the portal: asks for the article while the WebAssembly is still arriving, and shows the failure
// text of index.html when the program cannot start or stops, so that a reader never sees a blank page.
// A page that press has painted can be read without the program: its lead picture goes first, and it stays as it
// is when the program does not come.

const own = document.querySelector('script[data-wasm]');
const root = new URL('.', own.src);
const here = location.pathname.slice(root.pathname.length);
const isFind = here.startsWith('find/');
const painted = paintedHere();
const PATIENCE = 3000; // milliseconds that a picture may keep the program waiting
const REST = 80; // milliseconds on a link that are no accident

// Some hosts answer every address with one file and 200, and neither a later page of a list nor a query has a file of its
// own: what is painted there must not be taken for what was asked for.
function paintedHere() {
  const portal = document.querySelector('#portal[data-painted]');
  if (!portal) return null;
  const file = portal.dataset.painted;
  const asked = here.endsWith('.html') ? here : here.replace(/([^/])$/, '$1/') + 'index.html';
  const isLater = isFind ? location.search : new URLSearchParams(location.search).has('page');
  const isMissing = file === '404.html' && performance.getEntriesByType('navigation')[0]?.responseStatus !== 200;
  if (isMissing || (file === asked && !isLater)) return portal;
  // The foot goes, too: it would stand where the page is going to be, and then move.
  for (const part of portal.querySelectorAll('main > *, footer')) part.remove();
  portal.querySelector('main').ariaBusy = 'true';
  delete portal.dataset.painted;
  return null;
}

function isStill() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function fail(reason) {
  console.error(reason);
  if (painted && !('running' in painted.dataset)) return;
  const failure = document.getElementById('failure');
  for (const other of [...document.body.children]) if (other !== failure) other.remove();
  failure.querySelector('button').onclick = () => location.reload();
  failure.hidden = false;
}

// The file of the article at a path of the site; none where another kind of page stands.
function articleFile(path) {
  const article = /^(?!(?:authors|archive)\/)[^/]+\/([a-z0-9-]+)\/$/.exec(path.slice(root.pathname.length));
  return article && new URL(`content/articles/${article[1]}.json`, root);
}

// One shell may stand for every address. A page that press wrote for one address goes up from it to find this
// script, and names itself what it needs.
function askEarly() {
  const file = !own.getAttribute('src').startsWith('../') && articleFile(location.pathname);
  if (!file) return;
  const link = document.createElement('link');
  link.rel = 'preload';
  link.as = 'fetch';
  link.crossOrigin = '';
  link.href = file;
  document.head.append(link);
}

// The link at a place of the page. All of a card leads where its title does.
function linkAt(place) {
  return place.closest('#portal a[href]') ?? place.closest('.card')?.querySelector('a');
}

// The words of a card can be selected: no link lies over them. Whoever does so does not want to leave.
addEventListener('click', (event) => {
  const { target } = event;
  if (target.closest('.card') && !target.closest('a, button') && getSelection().isCollapsed) linkAt(target).dispatchEvent(new MouseEvent('click', event));
});

// Whoever rests on a link to an article is about to read it; whoever presses it asks the program.
let resting;
for (const kind of ['pointerover', 'pointerdown']) {
  addEventListener(kind, ({ target }) => {
    clearTimeout(resting);
    const link = kind === 'pointerover' && linkAt(target);
    const file = link && link.origin === location.origin && articleFile(link.pathname);
    if (file && !navigator.connection?.saveData) resting = setTimeout(() => fetch(file, { priority: 'low' }).catch(() => {}), REST);
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

// With panic = "abort" a panic is a trap: the page would stand there dead.
for (const kind of ['error', 'unhandledrejection']) {
  addEventListener(kind, (event) => {
    const reason = event.error ?? event.reason;
    if (reason instanceof WebAssembly.RuntimeError) fail(reason);
  });
}

// The address changes as the reader goes on, and a relative icon would be looked for beside each new one.
for (const icon of document.querySelectorAll('link[rel~=icon]')) icon.href = new URL(icon.href);

// What the program asks of a script.
globalThis.feuilleton = {
  // Google's tag reads entries only where they are the arguments of a call, which WebAssembly cannot make.
  entry() { return arguments; },

  // Resolves when the browser has a picture of this page: with the function that says that the next one stands, or, where
  // there is to be no motion, with nothing.
  passage: () => new Promise((pictured) => {
    if (!document.startViewTransition || isStill()) return pictured();
    // It is skipped when the reader is quicker, which is no fault.
    document.startViewTransition(() => new Promise(pictured)).ready.catch(() => {});
  }),
};

function leadPicture() {
  const picture = painted?.querySelector('img[fetchpriority=high]');
  if (!picture || picture.complete) return;
  return new Promise((done) => {
    for (const event of ['load', 'error']) picture.addEventListener(event, done);
    setTimeout(done, PATIENCE);
  });
}

// The glue is small: its answer may be on the way while the lead picture arrives, and the program's takes one turn more.
async function start() {
  const [glueFile, programFile] = isFind ? [own.dataset.findGlue, own.dataset.findWasm] : [own.dataset.glue, own.dataset.wasm];
  const glue = import(new URL(glueFile, document.baseURI));
  await Promise.race([leadPicture(), new Promise((_, reject) => glue.catch(reject))]);
  const program = fetch(new URL(programFile, document.baseURI), { priority: 'low' });
  const [{ default: run }] = await Promise.all([glue, program]);
  await run({ module_or_path: program });
}

askEarly();
start().catch(fail);
