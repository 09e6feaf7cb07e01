// What plausible.io serves as /js/pa-….js, a script for each site, around the tracker that Plausible publishes on npm. This
// part is written after config.js, plausible.js and web-snippet.js of the same source: it starts when settings wait in
// `plausible.o`, or when `plausible.init()` is called; its site is its own, and whoever serves it has set where it reports to.
(() => {
  const { src } = document.currentScript;
  TRACKER
  const start = (settings = {}) => {
    if (window.plausible.l) return;
    const { q: calls = [] } = window.plausible;
    init({ endpoint: `${new URL(src).origin}/api/event`, ...settings, domain: 'tide.example', bindToWindow: false });
    for (const call of calls) track.apply(this, call);
    window.plausible = track;
    window.plausible.init = start;
    window.plausible.l = true;
  };
  window.plausible ??= {};
  const { o: waiting } = window.plausible;
  window.plausible.init = start;
  if (waiting) start(waiting);
})();
