// Starts the portal: asks for the article while the WebAssembly is still arriving, and shows the failure
// text of index.html when the program cannot start or stops, so that a reader never sees a blank page.

const own = document.querySelector('script[data-wasm]');

function fail(reason) {
  const failure = document.getElementById('failure');
  for (const other of [...document.body.children]) if (other !== failure) other.remove();
  failure.querySelector('button').onclick = () => location.reload();
  failure.hidden = false;
  console.error(reason);
}

// One shell may stand for every address. A page that press wrote for one address goes up from it to find this
// script, and names itself what it needs.
function askEarly() {
  if (own.getAttribute('src').startsWith('../')) return;
  const root = new URL('.', own.src);
  const article = /^[^/]+\/([a-z0-9-]+)\/$/.exec(location.pathname.slice(root.pathname.length));
  if (!article) return;
  const link = document.createElement('link');
  link.rel = 'preload';
  link.as = 'fetch';
  link.crossOrigin = '';
  link.href = new URL(`content/articles/${article[1]}.json`, root);
  document.head.append(link);
}

// With panic = "abort" a panic is a trap: the page would stand there dead.
for (const kind of ['error', 'unhandledrejection']) {
  addEventListener(kind, (event) => {
    const reason = event.error ?? event.reason;
    if (reason instanceof WebAssembly.RuntimeError) fail(reason);
  });
}

// The address changes as the reader goes on, and a relative icon would be looked for beside each new one.
for (const icon of document.querySelectorAll('link[rel~=icon]')) icon.href = new URL(icon.href);

askEarly();
try {
  const glue = await import(new URL(own.dataset.glue, document.baseURI));
  await glue.default({ module_or_path: new URL(own.dataset.wasm, document.baseURI) });
} catch (reason) {
  fail(reason);
}
