// What the program of the privacy settings asks of a script: what calls others' code, which may throw. It stands at the head of the
// program's glue, and boot.js has what both need.

const { attempt, fire } = feuilleton;

// Tells a script that counts readers: by the list that it reads, which waits until it has come, or by what it has put in the
// place of the list. Either is others' code, and what it throws must not end the program.
function tell(name, entry) {
  try {
    const known = globalThis[name] ??= [];
    if (known.call) known(...entry);
    else (known.push ? known : known.q ??= []).push(entry);
  } catch {}
}

// Google's tag reads entries only where they are the arguments of a call.
function google() {
  tell('dataLayer', arguments);
}

// How each kind of counter is told of the site, before its script is there, and that a page is read.
const counters = {
  matomo: [
    (site, endpoint) => {
      tell('_paq', ['setTrackerUrl', endpoint]);
      tell('_paq', ['setSiteId', site]);
    },
    (address, title, before) => {
      if (before) tell('_paq', ['setReferrerUrl', before]);
      tell('_paq', ['setCustomUrl', address]);
      tell('_paq', ['setDocumentTitle', title]);
      tell('_paq', ['trackPageView']);
    },
  ],
  // The newer script of Plausible starts with the settings that it finds, and would count by itself as well. What goes by its
  // name may be an element with that id.
  plausible: [
    (site, endpoint) => {
      try {
        const known = Object.hasOwn(globalThis, 'plausible') && globalThis.plausible;
        Object.assign((globalThis.plausible = known || {}).o ??= {}, { autoCapturePageviews: false }, endpoint && { endpoint });
      } catch {}
    },
    (u) => tell('plausible', ['pageview', { u }]),
  ],
  ga4: [
    (site) => {
      google('js', new Date());
      google('config', site, { send_page_view: false });
    },
    (page_location, page_title, before) =>
      google('event', 'page_view', { page_location, page_title, ...(before && { page_referrer: before }) }),
  ],
};

// The policy that vouches for addresses where the browser demands one (Trusted Types).
let policy;

Object.assign(feuilleton, {
  // What readers search is nobody else's business.
  count(kind, isPage, address, title, before) {
    const bare = isPage ? address.replace(/[?&]q=.*/, '') : address;
    counters[kind]?.[+isPage](bare, bare === address ? title : '', before.replace(/[?&]q=.*/, ''));
  },
  google,

  consent(allowed) {
    document.documentElement.dataset.consent = allowed;
    fire('consent', { allowed: allowed.match(/\S+/g) ?? [] });
  },

  // Gives a script that the program has a grant for the nonce of the page and its address.
  load(script, address) {
    const carrier = document.querySelector('script[nonce]');
    if (carrier) script.nonce = carrier.nonce;
    attempt(() => {
      policy ??= trustedTypes.createPolicy('feuilleton', { createScriptURL: String });
    });
    attempt(() => {
      script.src = policy ? policy.createScriptURL(address) : address;
      document.head.append(script);
    });
  },

  // Posts a text of JSON, and says whether the host has taken it. The address of the page is not sent, and the post outlives it.
  post: async (address, body) =>
    (await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body, referrer: '', keepalive: true })).ok,
});
