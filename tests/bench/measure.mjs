// Measures article pages in a real Chromium with a slow processor and a slow network.
//
// Reads {browser, runs, heading, cards, pages: [{name, url}]} as JSON from standard input and writes, as JSON,
// for every page its name and the values of all visits. The pages take turns, so that whatever else
// the machine is doing meets them alike. Each visit has a browser and a profile of its own.

import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

// `require` looks into NODE_PATH, where the pinned packages are; `import` does not.
const { chromium } = createRequire(import.meta.url)('playwright-core');

const CPU_SLOWDOWN = 4;
// Slow 4G as Lighthouse applies it: 150 ms and 1.6 Mbit/s, adjusted for throttling per request.
const NETWORK = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6e6 * 0.9) / 8,
  uploadThroughput: (750e3 * 0.9) / 8,
};
const QUIET = 1000;
const PATIENCE = 30000;
const LONG_TASK = 50;

// Runs in the page before its own scripts. Times count from the start of the first navigation, also on the
// page that a click leads to: a click that leaves the page is answered when the next page shows its heading.
function probe({ heading, cards, click }) {
  const kept = JSON.parse(sessionStorage.getItem('bench') ?? 'null');
  const begin = kept?.begin ?? performance.timeOrigin;
  const now = () => performance.timeOrigin + performance.now() - begin;
  const seen = (window.bench = { layoutShift: 0, longTasks: [], clickedTitle: kept?.clickedTitle });
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('paint', (entry) => { if (entry.name === 'first-contentful-paint') seen.firstPaint = entry.startTime; });
  observe('largest-contentful-paint', (entry) => { seen.largestPaint = entry.startTime; });
  observe('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.layoutShift += entry.value; });
  observe('longtask', (entry) => seen.longTasks.push([entry.startTime, entry.duration]));

  // Pages hold hidden headings too, for when something fails.
  const shown = (selector) =>
    [...document.querySelectorAll(selector)].find((element) => element.textContent.trim() && element.checkVisibility());
  // A frame in which an element stands is a frame that paints it.
  const look = () => {
    const title = shown(heading);
    const card = shown(cards);
    if (document.querySelector('[data-running]')) seen.running ??= now();
    if (title) seen.heading ??= now();
    if (card) seen.cards ??= now();
    if (click && seen.clickedTitle === undefined && title && card) {
      seen.clickedTitle = title.textContent;
      sessionStorage.setItem('bench', JSON.stringify({ begin, clickedTitle: seen.clickedTitle }));
      card.click();
    } else if (click && title && seen.clickedTitle !== undefined && title.textContent !== seen.clickedTitle) {
      seen.answered ??= now();
    }
    if (!click || seen.answered === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(job, url, click) {
  const browser = await chromium.launch({
    executablePath: job.browser,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(probe, { heading: job.heading, cards: job.cards, click });
    const devtools = await page.context().newCDPSession(page);
    const open = new Set();
    let received = 0;
    let lastTraffic = Date.now();
    const closed = ({ requestId, encodedDataLength = 0 }) => {
      open.delete(requestId);
      received += encodedDataLength;
      lastTraffic = Date.now();
    };
    devtools.on('Network.requestWillBeSent', ({ requestId }) => open.add(requestId));
    devtools.on('Network.loadingFinished', closed);
    devtools.on('Network.loadingFailed', closed);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });

    await page.goto(url, { waitUntil: 'commit', timeout: PATIENCE });
    const deadline = Date.now() + PATIENCE;
    // Not `waitForFunction`, which evaluates strings in the page: the portal's policy forbids that.
    for (;;) {
      // A page that is just being left has no answer yet.
      const seen = await page.evaluate(() => window.bench).catch(() => undefined);
      if (click && seen?.answered !== undefined) return { answered: seen.answered };
      if (!click && seen?.heading !== undefined && seen?.cards !== undefined) break;
      if (Date.now() > deadline) throw new Error(`${url} showed no heading and cards, or no answer to a click: ${JSON.stringify(seen)}`);
      await page.waitForTimeout(100);
    }

    for (;;) {
      const lastTask = await page.evaluate(() => Math.max(0, ...window.bench.longTasks.map(([start, length]) => start + length)));
      const idle = (await page.evaluate(() => performance.now())) - lastTask;
      if (open.size === 0 && Date.now() - lastTraffic > QUIET && idle > QUIET) break;
      if (Date.now() > deadline) throw new Error(`${url} did not come to rest within ${PATIENCE} ms`);
      await page.waitForTimeout(100);
    }
    const seen = await page.evaluate(() => window.bench);
    const blocked = seen.longTasks
      .filter(([start, length]) => start + length > seen.firstPaint)
      .map(([start, length]) => Math.max(0, length - Math.max(0, seen.firstPaint - start) - LONG_TASK));
    return {
      firstPaint: seen.firstPaint,
      largestPaint: seen.largestPaint,
      heading: seen.heading,
      running: seen.running,
      cards: seen.cards,
      layoutShift: seen.layoutShift,
      blocked: blocked.reduce((sum, length) => sum + length, 0),
      received,
    };
  } finally {
    await browser.close();
  }
}

const job = JSON.parse(await text(process.stdin));
const results = job.pages.map(({ name }) => ({ name, visits: [] }));
// The server compresses each file when it is first asked for it: no counted visit is to wait for that.
for (const { url } of job.pages) await visit(job, url, true);
for (let run = 1; run <= job.runs; run += 1) {
  for (const [index, { name, url }] of job.pages.entries()) {
    process.stderr.write(`visit ${run} of ${job.runs}: ${name}\n`);
    const loaded = await visit(job, url, false);
    results[index].visits.push({ ...loaded, ...(await visit(job, url, true)) });
  }
}
process.stdout.write(JSON.stringify(results));
