// Stands in for matomo.js, which no registry ships. Written after what Matomo publishes of it: the guides
// developer.matomo.org/guides/tracking-javascript-guide and /guides/spa-tracking, and what js/piwik.js of Matomo 5.2
// (github.com/matomo-org/matomo) does:
// - the list `_paq` is worked off, the tracker's address and the site first, and then replaced by an object with `push` and
//   nothing else, which is no list;
// - without such a list there is no tracker: what is pushed is lost, with an error on the console;
// - a method that it does not know throws;
// - what is set stays set until it is set anew; without a title or an address of their own, views have the page's;
// - a view is a beacon without a body, all of it in the address.
(() => {
  const settings = { referrer: document.referrer };
  const methods = {
    setTrackerUrl(url) { settings.tracker = url; },
    setSiteId(id) { settings.site = id; },
    setReferrerUrl(url) { settings.referrer = url; },
    setCustomUrl(url) { settings.url = new URL(url, location.href).href; },
    setDocumentTitle(title) { settings.title = title; },
    trackPageView(title) {
      const view = new URLSearchParams({
        action_name: title ?? settings.title ?? document.title,
        idsite: settings.site,
        rec: 1,
        url: settings.url ?? location.href,
        urlref: settings.referrer,
      });
      const form = { type: 'application/x-www-form-urlencoded; charset=UTF-8' };
      navigator.sendBeacon(`${settings.tracker}?${view}`, new Blob([], form));
    },
  };
  const apply = (line) => {
    const [name, ...values] = line.slice();
    if (!methods[name]) throw new TypeError(`The method '${name}' was not found in "_paq"`);
    methods[name](...values);
  };
  const list = typeof _paq === 'object' && _paq.length ? _paq : null;
  if (list) {
    const isFirst = ([name]) => ['setTrackerUrl', 'setSiteId'].includes(name);
    for (const line of [...list.filter(isFirst), ...list.filter((line) => !isFirst(line))]) apply(line);
    window._paq = { push: (...lines) => lines.forEach(apply) };
  } else {
    window._paq = { push: () => console.error('_paq.push() was used but Matomo tracker was not initialized') };
  }
})();
