// MiniSearch with its whole index, loaded with the first query.

let index;

const load = async () => {
  const [{ default: MiniSearch }, { options }, text] = await Promise.all([
    import('./minisearch.js'),
    import('./minisearch-options.mjs'),
    fetch('index.json').then((answer) => answer.text()),
  ]);
  return MiniSearch.loadJSON(text, options);
};

// Resolves when the first ten results stand on the page: how many there are, and the addresses of those.
globalThis.search = async (query) => {
  index ??= await load();
  const results = index.search(query);
  const first = results.slice(0, 10);
  document.querySelector('ol').replaceChildren(...first.map(({ url, title, lead }) => {
    const item = document.createElement('li');
    item.append(Object.assign(document.createElement('a'), { href: url, textContent: title }), ` ${lead}`);
    return item;
  }));
  return { count: results.length, urls: first.map(({ url }) => url) };
};
