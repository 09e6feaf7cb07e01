// The appearance that a reader has chosen, before anything is painted: the parser waits for this script, which the browser
// asks for together with the style sheet. The style sheet reads the words, and content/src/display.rs in the same way.

{
  const root = document.documentElement;
  const base = new URL('..', document.currentScript.src).pathname;
  // The same keys as those of content/src/stored.rs.
  const own = (key) => (base === '/' ? key : `${key}~${base}`);
  const stored = (key) => localStorage.getItem(key);
  try {
    root.dataset.display = stored(own('display')) ?? stored('display') ?? '';
    // Once, all portals of a host had one list and one appearance. Whoever comes first to one that does not stand at the root
    // finds them there, too. A list that ends its last line is of later.
    for (const key of ['display', 'saved']) {
      if (stored(own(key)) === null && /.$/.test(stored(key) ?? '')) localStorage.setItem(own(key), stored(key));
    }
  } catch {
    // A browser that keeps nothing shows what the device asks for.
  }
  for (const scheme of ['light', 'dark']) {
    if (root.matches(`[data-display~=${scheme}]`)) document.querySelector('meta[name=color-scheme]').content = scheme;
  }
}
