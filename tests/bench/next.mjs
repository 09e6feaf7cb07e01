// Measures the next click on a page that has been loaded: from the click to the next heading in the document, and to the frame that
// shows it.
//
// Reads {browser, runs, slowdown, press, pages: [{name, url, still}], links: [{what, selector}]} as JSON from standard input, and
// writes as JSON for every page its name and for each kind of link the two figures of every click in milliseconds. The pages take
// turns, so that whatever else the machine is doing meets them alike. Each visit has a browser and a profile of its own.

import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

// `require` looks into NODE_PATH, where the pinned packages are; `import` does not.
const { chromium } = createRequire(import.meta.url)('playwright-core');

const PATIENCE = 30000;
const REST = 600;

// Runs in the page before its own scripts.
function probe() {
  const bench = (window.bench = {});
  const title = () => [...document.querySelectorAll('h1')].find((one) => one.textContent.trim() && one.checkVisibility())?.textContent;
  addEventListener('click', (event) => {
    const before = title();
    const begin = event.timeStamp;
    delete bench.shown;
    const look = () => {
      if (!title() || title() === before) return;
      observer.disconnect();
      bench.built = performance.now() - begin;
      // The frame after the next callback is the one that shows it.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { bench.shown = performance.now() - begin; };
        port2.postMessage(0);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  }, true);
}

async function visit(job, page, link) {
  const browser = await chromium.launch({
    executablePath: job.browser,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: page.still ? 'reduce' : 'no-preference' });
    await tab.addInitScript(probe);
    const devtools = await tab.context().newCDPSession(tab);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: job.slowdown });
    await tab.goto(page.url, { waitUntil: 'load', timeout: PATIENCE });
    await tab.waitForSelector(link.selector, { timeout: PATIENCE });
    // Pages that are prerendered say when they answer.
    await tab.waitForSelector('#portal_root[data-running], #root > *', { timeout: PATIENCE });
    const place = await tab.$(link.selector);
    await place.scrollIntoViewIfNeeded();
    await tab.waitForTimeout(REST);
    // As a hand does it: there, down, and up a moment later.
    // Of a link that goes over two lines the middle is nobody's: its first line is pressed.
    const { x, y, width, height } = await place.evaluate((link) => link.getClientRects()[0].toJSON());
    await tab.mouse.move(x + width / 2, y + height / 2);
    await tab.mouse.down();
    await tab.waitForTimeout(job.press);
    await tab.mouse.up();
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      // Not `waitForFunction`, which evaluates strings in the page: the portal's policy forbids that.
      const seen = await tab.evaluate(() => window.bench);
      if (seen.shown !== undefined) return [seen.built, seen.shown];
      if (Date.now() > deadline) throw new Error(`${page.url}: the click on ${link.selector} showed no other page`);
      await tab.waitForTimeout(50);
    }
  } finally {
    await browser.close();
  }
}

const job = JSON.parse(await text(process.stdin));
const results = job.pages.map(({ name }) => ({ name, clicks: job.links.map(() => []) }));
for (let run = 0; run <= job.runs; run += 1) {
  for (const [at, page] of job.pages.entries()) {
    for (const [kind, link] of job.links.entries()) {
      process.stderr.write(`visit ${run} of ${job.runs}: ${page.name}, ${link.what}\n`);
      const clicked = await visit(job, page, link);
      // The host compresses each file when it is first asked for it: no counted visit is to wait for that.
      if (run > 0) results[at].clicks[kind].push(clicked);
    }
  }
}
process.stdout.write(JSON.stringify(results));
