// Shows what press has made anew: served by `press preview` alone, with each page of the site. It touches nothing of the page
// but its end, because the app takes over what press has prerendered.
(() => {
  const own = document.currentScript;
  const at = (name) => new URL(name, own.src);
  const PLACE = 'press-preview';
  let path = location.pathname;
  let stands = own.dataset.stands;
  let isFirst = true;

  const host = document.createElement('div');
  host.id = 'press_preview';
  const root = host.attachShadow({ mode: 'open' });
  const look = new CSSStyleSheet();
  look.replaceSync(`
    :host { all: initial; position: fixed; inset: 0 0 auto; z-index: 2147483647; font: 15px/1.45 system-ui, sans-serif; }
    section { box-sizing: border-box; max-height: 50vh; overflow: auto; padding: 10px 16px; color: #fff; background: #8a1c1c; }
    section.warnings { background: #5a4300; } section.early { background: #123f5c; }
    h2 { margin: 0 0 4px; font-size: 15px; } summary { cursor: pointer; } p { margin: 6px 0; overflow-wrap: anywhere; }
    code { font: 13px/1.45 ui-monospace, monospace; } .remedy { opacity: .85; }
  `);
  root.adoptedStyleSheets = [look];
  document.body.append(host);

  // Links to what no build would publish by now are marked by rules alone, and what is told above the page covers nothing of it.
  const marks = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];

  const element = (name, words, className) => {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (className) made.className = className;
    return made;
  };

  const faultOf = (fault) => {
    const line = element('p');
    const place = [fault.file, fault.line, fault.column].filter(Boolean).join(':');
    line.append(element('code', place), ` ${fault.reason} `, element('span', `(${fault.remedy})`, 'remedy'));
    return line;
  };

  const number = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

  const tell = ({ failure, errors, warnings, early }) => {
    const parts = [];
    const here = early.find((page) => location.pathname === `/${page.path}`);
    if (here) {
      const words = here.why === 'draft' ? 'This is a draft: no build publishes it.' : `This is not published yet: ${here.why}.`;
      parts.push(element('section', words, 'early'));
    }
    if (failure || errors.length) {
      const section = element('section', '', 'errors');
      section.setAttribute('role', 'alert');
      section.append(element('h2', failure ? 'The site cannot be made' : `${number(errors.length, 'error')}: what is below is as it was before`));
      if (failure) section.append(element('p', failure));
      section.append(...errors.map(faultOf));
      parts.push(section);
    }
    if (warnings.length) {
      const section = element('section', '', 'warnings');
      const details = element('details');
      details.append(element('summary', number(warnings.length, 'warning')), ...warnings.map(faultOf));
      section.append(details);
      parts.push(section);
    }
    root.replaceChildren(...parts);
    const rules = early.map(({ path: page, why }) =>
      `a[href$="${page}"]:not(:has(img)):not(:empty)::after { content: " (${why})"; font-size: .75em; font-style: italic; }`);
    marks.replaceSync([...rules, `html { padding-block-start: ${host.offsetHeight}px }`].join('\n'));
  };

  const showAnew = () => {
    sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollY]));
    location.reload();
  };

  const goBack = () => {
    const [where, place] = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]');
    sessionStorage.removeItem(PLACE);
    if (where !== location.pathname) return;
    const go = () => scrollTo({ top: place, behavior: 'instant' });
    go();
    addEventListener('load', go, { once: true });
  };

  const hear = async (event) => {
    const told = JSON.parse(event.data);
    tell(told);
    const there = location.pathname;
    const answer = await fetch(at(`stands?${encodeURIComponent(there)}`));
    const stood = await answer.text();
    if (there !== location.pathname) return;
    // The app has gone on to another page by itself since: what it had loaded may be old.
    const isOther = there !== path && !isFirst;
    isFirst = false;
    if (stood !== stands && there === path || isOther) showAnew();
  };

  // A tab that nobody looks at holds no connection.
  let stream;
  const listen = () => {
    if (document.visibilityState === 'hidden') {
      stream?.close();
      stream = undefined;
    } else if (!stream) {
      stream = new EventSource(at('events'));
      stream.onmessage = hear;
    }
  };
  goBack();
  document.addEventListener('visibilitychange', listen);
  listen();
})();
