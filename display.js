// The appearance that a reader has chosen, before anything is painted: the browser asks for this script together with the style
// sheet, and paints nothing before it has run, but reads on. One that does not know `blocking` waits for the sheet alone, which is
// thirty times as long. The style sheet reads the words, and content/src/display.rs in the same way.

{
  const root = document.documentElement;
  const base = new URL('..', document.currentScript.src).pathname;
  // The same keys as those of content/src/stored.rs.
  const own = (key) => key + (base === '/' ? '' : `~${base}`);
  try {
    // Once, all portals of a host had one list and one appearance. Whoever comes first to one that does not stand at the root
    // finds them there, too. A list that ends its last line is of later.
    for (const key of ['display', 'saved']) {
      const before = localStorage[key];
      if (/.$/.test(before ?? '')) localStorage[own(key)] ??= before;
    }
    root.dataset.display = localStorage[own('display')] ?? '';
  } catch {
    // A browser that keeps nothing shows what the device asks for.
  }
  for (const scheme of ['light', 'dark']) {
    if (root.matches(`[data-display~=${scheme}]`)) document.querySelector('meta[name=color-scheme]').content = scheme;
  }
}
