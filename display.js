// The appearance that a reader has chosen, before anything is painted: the parser waits for this script, which the browser
// asks for together with the style sheet. The style sheet reads the words, and content/src/display.rs in the same way.

const root = document.documentElement;
try {
  root.dataset.display = localStorage.getItem('display') ?? '';
} catch {
  // A browser that keeps nothing shows what the device asks for.
}
for (const scheme of ['light', 'dark']) {
  if (root.matches(`[data-display~=${scheme}]`)) document.querySelector('meta[name=color-scheme]').content = scheme;
}
