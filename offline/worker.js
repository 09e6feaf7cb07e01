// Keeps what is read for when there is no network: docs/adr/0029-offline.md says what, for how long, and why so. It stands at the
// root of the site under a name that never changes; press puts it there, or gone.js in its place.

const root = new URL('.', location.href).pathname;
// Two portals of one host have each their own.
const STORE = `feuilleton-1~${root}`;
// What is known of the files in the store stands in it, at an address that no file has.
const LEDGER = `${root}content/ ledger`;
const OFFLINE = `${root}offline.html`;

// So many bytes are kept in all, and of one file.
const ROOM = 50e6;
const LARGEST = 10e6;
// So many milliseconds a network has where something is kept, and so long one is remembered that was late.
const PATIENCE = 3000;
const LATE = 30_000;
// After so many milliseconds the portal itself is looked at again.
const RENEWED = 3_600_000;
// So many pages are remembered by their titles.
const PAGES = 500;

const open = () => caches.open(STORE);
const match = async (key) => (await open()).match(key);

// Which files are kept: bytes, when each was used, whether the portal needs it, and which saved pages do; which pages have been read.
let known;
const ledger = () => known ??= match(LEDGER).then((kept) => kept?.json()).catch(() => {}).then((kept) => ({ files: {}, pages: {}, saved: [], ...kept }));

// Writes it down once, however much changes at a time.
let writing;
function write() {
  return writing ??= (async () => {
    const now = await ledger();
    writing = undefined;
    await (await open()).put(LEDGER, new Response(JSON.stringify(now)));
  })().catch(() => {});
}

// The path of an address from the root of the site; none where it is somebody else's.
function within(address) {
  const { origin, pathname, search } = new URL(address, location.href);
  if (origin !== location.origin || !pathname.startsWith(root)) return [];
  return [pathname.slice(root.length), search];
}

const isPage = (path) => /(^|\/|\.html)$/.test(path);
const bare = (path) => path.replace(/(^|\/)index\.html$/, '$1');
// Their names change with their bytes.
const isLasting = (path) => /^(assets|content\/pictures|content\/lists\/chunks|content\/search\/parts)\//.test(path);
// Whatever else stands on the host may be personal.
const isOwn = (path) => /^(assets|content)\/|^[^/]+\.(js|css|svg|png|ico|woff2)$/.test(path) && path !== 'offline.js';

// Is it a whole answer of this host, for everybody, and of the kind that was asked for? An error page under the name of an app would
// stay for ever. Whether an answer sets a cookie is told to no script, and hosts that set one say that it is private.
function mayStay(answer, path) {
  const says = (name) => answer.headers.get(name) ?? '';
  const isHtml = says('content-type').startsWith('text/html');
  return answer.status === 200 && answer.type === 'basic' && !answer.redirected && isHtml === isPage(path) &&
    !/no-store|private/i.test(says('cache-control')) && says('vary') !== '*';
}

// Keeps an answer. One that breaks off is not kept, and neither is a page that is not of the portal.
async function put(path, answer, more) {
  const bytes = await answer.arrayBuffer();
  const size = bytes.byteLength;
  if (size > LARGEST || (isPage(path) && !new TextDecoder().decode(bytes).includes('id="portal_root"'))) return false;
  const headers = new Headers(answer.headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name);
  const kept = () => new Response(bytes, { headers });
  const store = await open();
  const { files } = await ledger();
  try {
    await store.put(root + path, kept());
  } catch {
    // The device has no more room than this.
    await tidy(Object.values(files).reduce((sum, file) => sum + file.size, 0) / 2);
    return false;
  }
  files[path] = { ...files[path], size, used: Date.now() };
  mark(files[path], more);
  await write();
  return true;
}

// Notes of a file which pictures it stands for, whether the portal needs it, or for which saved page it is kept.
function mark(file, { of, ...more } = {}) {
  Object.assign(file, more);
  if (of) file.of = [...new Set([...(file.of ?? []), of])];
}

// Removes what was used longest ago until the rest has room: of what was saved only when there is nothing else, and of the portal last.
async function tidy(room = ROOM) {
  const [store, now] = [await open(), await ledger()];
  for (const { url } of await store.keys()) {
    const [path] = within(url);
    // Whoever ended the worker in between has left it.
    if (root + path !== new URL(LEDGER, location.href).pathname && !now.files[path]) await store.delete(url);
  }
  const rank = ({ of, isPortal }) => (isPortal ? 2 : of?.length ? 1 : 0);
  const files = Object.entries(now.files).sort(([, one], [, other]) => rank(one) - rank(other) || one.used - other.used);
  let size = files.reduce((sum, [, file]) => sum + file.size, 0);
  for (const [path, file] of files) {
    if (size <= room) break;
    size -= file.size;
    delete now.files[path];
    await store.delete(root + path);
  }
  const pages = Object.entries(now.pages).sort(([, one], [, other]) => other.used - one.used);
  now.pages = Object.fromEntries(pages.slice(0, PAGES));
  await write();
}

// When a network was late for the last time.
let late = 0;

// Asks the network, and keeps what it answers, also where nobody waits for it any more.
function ask(event, path, network) {
  let stored;
  const answer = network().then((answer) => {
    late = 0;
    if (mayStay(answer, path)) stored = put(path, answer.clone());
    return answer;
  });
  event.waitUntil(answer.then(() => stored).catch(() => {}));
  return answer;
}

// What the network answers, or what is kept where it does not, or fails, or is late.
async function either(network, kept) {
  if (!kept) return network;
  let timer;
  const waited = new Promise((done) => {
    const isLate = Date.now() < late;
    timer = setTimeout(() => {
      if (!isLate) late = Date.now() + LATE;
      done();
    }, isLate ? 0 : PATIENCE);
  });
  try {
    const answer = await Promise.race([network, waited]);
    if (answer && answer.status < 500) return answer;
  } catch {
    // Nobody has answered.
  } finally {
    clearTimeout(timer);
  }
  return kept;
}

// The same page at any address: what it names begins with the root.
async function anywhere(kept, change = (html) => html) {
  const html = (await kept.text()).replace(/="[^"]*"/g, (value) => value.replace(/(^="|[\s,])\.\//g, `$1${root}`));
  return [change(html), kept.headers];
}

// The front page without its text, in which the app shows what it was on an earlier page.
async function shell(path) {
  const { pages } = await ledger();
  const front = (pages[path] || path === 'saved/') && await match(root);
  if (!front) return;
  const [html, headers] = await anywhere(front, (html) => html.replace(/(<main\b[^>]*>)[^]*<\/main>/, '$1</main>'));
  return new Response(html, { headers });
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt()};`);

// The articles that can be read without a network, the latest first.
async function articles() {
  const { files, pages } = await ledger();
  const kept = Object.entries(pages).filter(([path, { file }]) => file && (files[path] || files[file]));
  return kept.sort(([, one], [, other]) => other.used - one.used).map(([path, { title, lang }]) => [root + path, title, lang]);
}

// The page that says that there is no network, and what can be read.
async function nothing() {
  const kept = await match(OFFLINE);
  if (!kept) return Response.error();
  const links = (await articles()).map(([address, title, lang]) =>
    `<li><a href="${escaped(address)}"${lang ? ` lang="${escaped(lang)}"` : ''} dir="auto">${escaped(title)}</a></li>`);
  const [html, headers] = await anywhere(kept, (html) => links.length
    ? html.replace(/<div data-kept=""[^>]*>/, '<div>').replace(/(<ul\b[^>]*data-kept=""[^>]*>)/, (list) => list + links.join(''))
    : html);
  return new Response(html, { status: 503, headers });
}

async function page(event, path) {
  const { request, preloadResponse } = event;
  const network = async () => (await preloadResponse) ?? fetch(request);
  // What a reader looks for in the query is written down nowhere.
  const answer = ask(event, path, network);
  answer.catch(() => {});
  const kept = await match(root + path) ?? await shell(path);
  try {
    return await either(answer, kept);
  } catch {
    return nothing();
  }
}

// What is no page, such as a feed, is the network's alone. A host leads from the name of a folder into it.
async function other({ request, preloadResponse }, path) {
  try {
    return (await preloadResponse) ?? await fetch(request);
  } catch {
    return /\.[^/]*$/.test(path) ? Response.error() : Response.redirect(`${root}${path}/`);
  }
}

async function lasting(event, path) {
  const kept = await match(root + path);
  if (!kept) return ask(event, path, () => fetch(event.request)).catch(async () => await twin(path) ?? Response.error());
  const { files } = await ledger();
  if (files[path]) files[path].used = Date.now();
  event.waitUntil(write());
  return kept;
}

// The same picture in another width.
async function twin(path) {
  const { files } = await ledger();
  const found = Object.keys(files).find((other) => files[other].twins?.includes(path));
  return found && match(root + found);
}

async function fresh(event, path) {
  const answer = ask(event, path, () => fetch(event.request));
  answer.catch(() => {});
  return either(answer, await match(root + path)).catch(async () => await twin(path) ?? Response.error());
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const [path, query] = within(request.url);
  if (path === undefined || request.method !== 'GET' || request.headers.has('range')) return;
  if (request.mode === 'navigate') {
    event.respondWith(isPage(path) ? page(event, bare(path)) : other(event, path));
  } else if (!query && isOwn(path) && !/no-store|only-if-cached/.test(request.cache)) {
    event.respondWith(isLasting(path) ? lasting(event, path) : fresh(event, path));
  }
});

// Fetches a file and keeps it, unless its name says that what is kept is right.
async function keep(path, more) {
  const { files } = await ledger();
  if (files[path] && isLasting(path)) {
    mark(files[path], more);
    return true;
  }
  const answer = await fetch(root + path);
  return mayStay(answer, path) && put(path, answer, more);
}

// Picks of a picture's widths the first that is as wide as the window.
const pick = (widths, width) => (widths.find(([, wide]) => wide >= width) ?? widths.at(-1))[0];

// Keeps a page with all that it takes to read it; pictures where a width is told.
async function keepWhole(path, more, width) {
  if (!await keep(path, more)) return false;
  const html = await (await match(root + path)).text();
  const base = new URL(root + path, location.href);
  const { files } = await ledger();
  const needed = new Map();
  const need = (name, twins) => {
    const [file, query] = within(new URL(name, base).href);
    if (file && !query && isOwn(file)) needed.set(file, twins);
    return file;
  };
  let sources = []; // the files of the picture that its image ends, those first that the browser asks for first
  for (const [tag, kind] of html.matchAll(/<(script|link|picture|source|img)\b[^>]*>/g)) {
    const of = (name) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1].replaceAll('&amp;', '&');
    if (kind === 'script') {
      for (const name of ['src', 'data-glue', 'data-wasm', 'data-offline']) if (of(name)) need(of(name));
    } else if (kind === 'link') {
      if (/stylesheet|icon/.test(of('rel')) && !/\sdisabled\b/.test(tag)) need(of('href'));
    } else if (width) {
      if (kind === 'picture') sources = [];
      const set = (of('srcset') ?? '').split(',').map((source) => source.trim().split(/\s+/)).filter(([name]) => name);
      if (kind === 'img' && of('src')) set.push([of('src')]);
      sources.push(set.map(([name, wide]) => [within(new URL(name, base).href)[0], parseInt(wide) || 1e9]).filter(([name]) => name));
      if (kind !== 'img') continue;
      const twins = sources.flat().map(([name]) => name);
      const first = sources.find((set) => set.length)?.sort(([, one], [, other]) => one - other);
      const chosen = twins.find((name) => files[name]) ?? (first && pick(first, width));
      if (chosen) need(root + chosen, twins);
      sources = [];
    }
  }
  for (const file of html.match(/data-files="([^"]*)"/)?.[1].split(' ') ?? []) need(root + file);
  const kept = await Promise.all([...needed].map(([file, twins]) => keep(file, twins ? { ...more, twins } : more).catch(() => false)));
  return kept.every(Boolean);
}

// The portal itself: what any page needs, and the pages that stand for others.
async function renew() {
  const now = await ledger();
  if (Date.now() - (now.renewed ?? 0) < RENEWED) return;
  const before = Object.values(now.files).filter(({ isPortal }) => isPortal);
  for (const file of before) delete file.isPortal;
  try {
    const all = ['', 'offline.html', 'saved/'].map((path) => keepWhole(path, { isPortal: true }));
    const kept = await Promise.all([...all, keep('content/site.json', { isPortal: true })]);
    if (!kept.every(Boolean)) throw new Error('the portal is not whole');
    now.renewed = Date.now();
  } catch (reason) {
    for (const file of before) file.isPortal = true;
    throw reason;
  } finally {
    await write();
  }
}

addEventListener('install', (event) => {
  skipWaiting();
  // What does not come now is asked for again by the next page.
  event.waitUntil(renew().catch(() => {}));
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const [name] = STORE.split('-');
    for (const other of await caches.keys()) {
      if (other !== STORE && other.startsWith(`${name}-`) && other.endsWith(`~${root}`)) await caches.delete(other);
    }
    await registration.navigationPreload?.enable();
    await clients.claim();
  })());
});

// A page tells what it shows: what has come before the worker is asked for once more, mostly of the browser's own cache.
async function visited({ path, title, lang, file, loaded }) {
  const now = await ledger();
  now.pages[path] = { title, lang, file, used: Date.now() };
  const files = new Set(loaded.map((address) => within(address)).filter(([path, query]) => path && !query && isOwn(path)).map(([path]) => path));
  if (loaded.length && !now.files[path]) await keep(path).catch(() => {});
  if (file && now.files[path]) files.add(file);
  for (const file of files) if (!now.files[file]) await keep(file).catch(() => {});
  await renew().catch(() => {});
  await tidy();
}

// A page tells what its reader has saved. Answers with the paths of what is kept whole.
async function saved(list, width) {
  const now = await ledger();
  const paths = list.map(({ path }) => path);
  for (const file of Object.values(now.files)) if (file.of) file.of = file.of.filter((path) => paths.includes(path));
  now.saved = now.saved.filter((path) => paths.includes(path));
  for (const { path, title, lang } of list) {
    if (now.saved.includes(path) && now.files[path]) continue;
    const isWhole = await keepWhole(path, { of: path }, width).catch(() => false);
    if (!isWhole) continue;
    now.pages[path] = { file: path, used: Date.now(), ...now.pages[path], title, lang: lang || undefined };
    now.saved.push(path);
  }
  await tidy();
  return now.saved.filter((path) => now.files[path]);
}

addEventListener('message', (event) => {
  const { data, source } = event;
  event.waitUntil((async () => {
    if (data.visited) await visited(data.visited);
    if (data.saved) source.postMessage({ kept: await saved(data.saved, data.width) });
    if (data.articles) source.postMessage({ articles: await articles() });
  })());
});
