// Beside the pages of a site that can be read without a network: starts the worker once a first view is done, tells it what is read
// and saved, and says so. boot.js asks for it, and press puts the words of the site before it.

const root = new URL('..', import.meta.url);
const address = new URL('offline.js', root).href;
const list = 'saved' + (root.pathname === '/' ? '' : `~${root.pathname}`); // the key of content/src/saved.rs
const container = navigator.serviceWorker;

// The worker, where the browser lets one run. The policy of Trusted Types vouches for this one address, whatever it is asked for.
let started;
const worker = () => started ??= (async () => {
  let trusted = address;
  try {
    trusted = trustedTypes.createPolicy('feuilleton-offline', { createScriptURL: () => address }).createScriptURL('');
  } catch {
    // A browser that demands none, or a host without that policy: then the next line throws.
  }
  await container.register(trusted);
  return (await container.ready).active;
})();

async function tell(what) {
  try {
    (await worker()).postMessage(what);
  } catch {
    // A browser that keeps nothing reads from the network.
  }
}

function stored() {
  try {
    return localStorage[list] ?? '';
  } catch {
    return '';
  }
}

// The saved articles by the paths of their pages.
function saved() {
  const lines = stored().split('\n').map((line) => line.split('\t')).filter(([slug, , , , title]) => slug && title);
  return lines.map(([slug, section, , lang, title]) => ({ path: `${section && `${section}/`}${slug}/`, title, lang }));
}

const here = () => location.pathname.slice(root.pathname.length);

// Tells what the page shows, unless it is none.
function visited(loaded = []) {
  const heading = document.querySelector('main:not([aria-busy=true]) h1');
  if (!heading || heading.closest('.notice-page')) return;
  const [addresses, file] = document.querySelector('[data-articles]')?.dataset.articles.split(' ') ?? [];
  const slug = addresses && here().match(addresses)?.[1];
  const article = slug && { title: heading.textContent, lang: heading.closest('[lang]')?.lang, file: file.replace('*', slug) };
  tell({ visited: { path: here(), loaded, ...article } });
}

let before = stored();
let kept = []; // the paths of what can be read
const hand = () => tell({ saved: saved(), width: Math.min(innerWidth * devicePixelRatio, 1600) });

// The list has changed. Whoever saves wants it to stay: the browser is asked to remove nothing by itself.
function look() {
  const now = stored();
  if (now === before) return;
  if (!before) navigator.storage?.persist?.().catch(() => {});
  before = now;
  hand();
}

// Says on the page of saved articles that they are kept, where all of them are.
function mark() {
  const words = document.querySelector('.list-words');
  if (here() !== 'saved/' || !words || words.dataset.kept || !before || !saved().every(({ path }) => kept.includes(path))) return;
  words.dataset.kept = '';
  words.append(` ${said.list}`);
}

// Adds to a page that could not be loaded what can be read.
function offer(articles) {
  const place = document.querySelector('main .notice-page[role=alert]');
  if (!place || place.dataset.kept || !articles.length) return;
  place.dataset.kept = '';
  const links = articles.map(([href, title, lang]) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: title, dir: 'auto' });
    if (lang) link.lang = lang;
    const item = document.createElement('li');
    item.append(link);
    return item;
  });
  const words = Object.assign(document.createElement('p'), { textContent: said.these });
  const ways = Object.assign(document.createElement('ul'), { className: 'ways' });
  ways.append(...links);
  place.append(words, ways);
}

container.addEventListener('message', ({ data }) => {
  if (data.kept) {
    const path = here();
    const isNew = data.kept.includes(path) && !kept.includes(path) && isAsked;
    kept = data.kept;
    if (isNew) globalThis.feuilleton?.tell(said.saved, 'span');
    mark();
  }
  if (data.articles) offer(data.articles);
});
container.startMessages();

let isAsked = false;
addEventListener('click', ({ target }) => {
  if (!target.closest?.('[data-tool=save], [data-tool=remove]')) return;
  // The app has answered by then.
  setTimeout(() => {
    isAsked = true;
    look();
  });
});
addEventListener('storage', look);

document.addEventListener('navigate', () => {
  mark();
  if (started || container.controller) visited();
});

// No event tells that a page could not be loaded.
new MutationObserver(() => {
  if (container.controller && document.querySelector('main .notice-page[role=alert]:not([data-kept])')) tell({ articles: true });
}).observe(document.body, { childList: true, subtree: true });

// Whoever saves data has the worker from the first saved article on.
if (before || !navigator.connection?.saveData) {
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  // So many milliseconds a busy browser has.
  const begin = () => idle(() => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    visited([location.href, ...loaded]);
    if (before) hand();
  }, { timeout: 5000 });
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin);
}
