// Measures how sites answer the same queries in a real Chromium.
//
// Reads {browser, sites, cold, warm, found} as JSON from standard input. A site is {name, url, is_portal}; `cold` has queries
// by name, each of which a new reader asks first; `warm` is asked one query after the other; so is `found`, without looking at
// the clock. Writes, as JSON and by site: cold answers {bytes, requests, steps, milliseconds}, by name; milliseconds of warm
// ones without and with a processor that is four times as slow; bytes of memory; and what was found, {count, urls}.

import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

// `require` looks into NODE_PATH, where the pinned packages are; `import` does not.
const { chromium } = createRequire(import.meta.url)('playwright-core');

const PATIENCE = 60_000;

// A phone on slow 4G: 1.6 Mbit/s and 150 ms for each request.
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };

// Runs in the portal's page: what a reader does who types a query into the field.
function searchInPortal() {
  const settled = (query) => document.title.startsWith(`${query.trim()} |`) && !document.querySelector('.card-skeleton');
  globalThis.search = (query) => new Promise((done) => {
    const field = document.querySelector('[role=search] input');
    field.focus();
    field.value = query;
    const look = () => {
      if (!settled(query)) return;
      observer.disconnect();
      const links = [...document.querySelectorAll('.find-results .card-title a')].slice(0, 10);
      const count = Number(document.querySelector('.list-count')?.textContent.replace(/\D/g, '') ?? 0);
      done({ count, urls: links.map(({ pathname }) => pathname) });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

// So many requests follow one another: each can begin only once one that came before it has ended.
function steps(requests) {
  const depths = [];
  for (const one of requests) {
    const before = requests.map((other, at) => (other.end <= one.start ? (depths[at] ?? 0) : 0));
    depths.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...depths);
}

async function open(browser, site, slow) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  if (slow) {
    await tools.send('Network.emulateNetworkConditions', SLOW);
    // What a worker asks for is neither slowed down nor seen from here: Pagefind does without one where there is none.
    await context.addInitScript(() => delete globalThis.Worker);
  }
  await page.goto(site.url, { waitUntil: 'networkidle' });
  if (site.is_portal) {
    await page.waitForSelector('#portal_root[data-running]');
    await page.evaluate(searchInPortal);
  }
  return { context, page, tools };
}

async function cold(browser, site, query) {
  const { context, page, tools } = await open(browser, site, true);
  const requests = new Map();
  tools.on('Network.requestWillBeSent', ({ requestId, timestamp }) => requests.set(requestId, { start: timestamp, end: Infinity, bytes: 0 }));
  tools.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) Object.assign(request, { end: timestamp, bytes: encodedDataLength });
  });
  const milliseconds = await page.evaluate(async (query) => {
    const start = performance.now();
    await globalThis.search(query);
    return performance.now() - start;
  }, query);
  const ended = [...requests.values()].filter(({ end }) => end < Infinity);
  await context.close();
  const bytes = ended.reduce((sum, request) => sum + request.bytes, 0);
  return { bytes, requests: ended.length, steps: steps(ended), milliseconds };
}

const ask = (page, queries) => page.evaluate(async (queries) => {
  const answers = [];
  for (const query of queries) {
    const start = performance.now();
    const answer = await globalThis.search(query);
    answers.push({ ...answer, milliseconds: performance.now() - start });
  }
  return answers;
}, queries);

async function measure(browser, site, job) {
  const result = { name: site.name, cold: {}, warm: {}, memory: 0, found: [] };
  for (const [name, queries] of Object.entries(job.cold)) {
    result.cold[name] = [];
    for (const query of queries) result.cold[name].push(await cold(browser, site, query));
  }
  const { context, page, tools } = await open(browser, site, false);
  // Once without a clock: what is warm has its files.
  await ask(page, job.warm);
  for (const rate of [1, 4]) {
    await tools.send('Emulation.setCPUThrottlingRate', { rate });
    result.warm[rate] = (await ask(page, job.warm)).map(({ milliseconds }) => milliseconds);
  }
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await tools.send('Runtime.getHeapUsage');
  result.memory = usedSize + backingStorageSize;
  result.found = (await ask(page, job.found)).map(({ count, urls }) => ({ count, urls }));
  await context.close();
  return result;
}

const job = JSON.parse(await text(process.stdin));
const results = [];
const browser = await chromium.launch({ executablePath: job.browser, args: ['--no-sandbox'] });
try {
  for (const site of job.sites) results.push(await measure(browser, site, job));
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(results));
