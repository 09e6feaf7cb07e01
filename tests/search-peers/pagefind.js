// Pagefind by its own API, loaded with the first query.

let pagefind;

// Resolves when the first ten results stand on the page: how many there are, and the addresses of those.
globalThis.search = async (query) => {
  pagefind ??= await import('./pagefind/pagefind.js');
  const { results } = await pagefind.search(query);
  const first = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  document.querySelector('ol').replaceChildren(...first.map(({ url, meta, plain_excerpt: excerpt }) => {
    const item = document.createElement('li');
    item.append(Object.assign(document.createElement('a'), { href: url, textContent: meta.title }), ` ${excerpt}`);
    return item;
  }));
  return { count: results.length, urls: first.map(({ url }) => url) };
};
