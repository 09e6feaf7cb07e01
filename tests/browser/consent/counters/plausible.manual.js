// What plausible.io and hosts of one's own serve as /js/script.manual.js, around the tracker that Plausible publishes on npm:
// both are built of the same source (github.com/plausible/analytics, tracker/ARCHITECTURE.md). This part is written after
// config.js and plausible.js there: the site and where it reports to are read from the script's element, the calls that
// wait are made, and `plausible` is the tracker from then on.
(() => {
  const { dataset, src } = document.currentScript;
  TRACKER
  init({ domain: dataset.domain, endpoint: dataset.api ?? `${new URL(src).origin}/api/event`, autoCapturePageviews: false, bindToWindow: false });
  for (const call of window.plausible?.q ?? []) track.apply(this, call);
  window.plausible = track;
  window.plausible.l = true;
})();
