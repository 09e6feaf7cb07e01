// The appearance that a reader has chosen, before anything is painted: the parser waits for this script, which the browser
// asks for together with the style sheet. content/src/display.rs says what is stored, and reads it in the same way.

try {
  const root = document.documentElement;
  for (const word of (localStorage.getItem('display') ?? '').split(' ')) {
    if (/^(light|dark|system)$/.test(word)) root.dataset.theme = word;
    if (/^(small|normal|large|largest)$/.test(word)) root.dataset.text = word;
  }
  const { theme } = root.dataset;
  if (/light|dark/.test(theme)) document.querySelector('meta[name=color-scheme]').content = theme;
} catch {
  // A browser that keeps nothing shows what the device asks for.
}
