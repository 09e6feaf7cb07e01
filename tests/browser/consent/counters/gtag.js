// Stands in for Google's tag, which no registry ships. Written after what Google publishes of it:
// - developers.google.com/tag-platform/gtagjs/reference and /tag-platform/devguides/datalayer: `dataLayer` stays a list with
//   a `push` of the tag's own; entries are commands where they are the arguments of a call;
// - developers.google.com/analytics/devguides/collection/ga4/views: `config` sends a view unless `send_page_view` is false;
//   where the data stream's enhanced measurement counts “page changes based on browser history events”, each change of the
//   address is counted besides, whatever `config` says. The settings of a data stream come with its script: here by its
//   address, `history` in place of the stream's own settings;
// - developers.google.com/tag-platform/security/guides/consent: without consent pings say so (`gcs`);
// - `page_location`, `page_title` and `page_referrer` are, unless the event says otherwise, those of the document.
// A view is posted to /g/collect, all of it in the address. The list is kept short, at 300 entries at most.
(() => {
  const { origin, searchParams } = new URL(document.currentScript.src);
  const streams = [];
  let mayStore = true;
  const send = (name, { page_location = location.href, page_title = document.title, page_referrer = document.referrer } = {}) => {
    for (const stream of streams) {
      const hit = { v: 2, tid: stream, gcs: mayStore ? 'G101' : 'G100', dl: page_location, dt: page_title, dr: page_referrer, en: name };
      fetch(`${origin}/g/collect?${new URLSearchParams(hit)}`, { method: 'POST', mode: 'no-cors', keepalive: true }).catch(() => {});
    }
  };
  const commands = {
    js() {},
    consent(_, { analytics_storage }) { mayStore = analytics_storage !== 'denied'; },
    config(stream, settings = {}) {
      streams.push(stream);
      if (settings.send_page_view !== false) send('page_view', settings);
    },
    event: send,
  };
  const take = (entry) => {
    if (Object.prototype.toString.call(entry) !== '[object Arguments]') return;
    const [command, ...rest] = entry;
    commands[command]?.(...rest);
  };
  const list = window.dataLayer ??= [];
  list.forEach(take);
  const { push } = list;
  list.push = (...entries) => {
    const length = push.apply(list, entries);
    entries.forEach(take);
    while (list.length > 300) list.shift();
    return length;
  };
  if (searchParams.has('history')) {
    let last = location.href;
    const look = () => {
      if (location.href !== last) send('page_view', { page_location: location.href, page_referrer: last });
      last = location.href;
    };
    for (const name of ['pushState', 'replaceState']) {
      const own = history[name];
      history[name] = (...given) => {
        own.apply(history, given);
        look();
      };
    }
    addEventListener('popstate', look);
  }
})();
