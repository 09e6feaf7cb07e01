// Measures how soon /find/ answers in a real Chromium.
//
// Reads {browser, runs, url} as JSON from standard input and writes, as JSON, for every visit its answers: {chosen, found,
// counted, painted}, with milliseconds from the click to the changed count in the page, and to the frame that shows it.
// Each visit has a profile of its own.

import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

// `require` looks into NODE_PATH, where the pinned packages are; `import` does not.
const { chromium } = createRequire(import.meta.url)('playwright-core');

const PATIENCE = 30000;

// Runs in the page: answers, later, how long the next click takes from the press to the changed count, and to the frame
// that shows it.
function watch() {
  const count = () => document.querySelector('.list-count').textContent;
  const before = count();
  window.answer = new Promise((done) => {
    addEventListener('click', ({ timeStamp }) => {
      new MutationObserver(async (_, observer) => {
        if (count() === before) return;
        observer.disconnect();
        const counted = performance.now() - timeStamp;
        await new Promise(requestAnimationFrame);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done({ found: count(), counted, painted: performance.now() - timeStamp });
        port2.postMessage(null);
      }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
    }, { capture: true, once: true });
  });
}

// Chooses in one list after another what most articles have, and then takes it all away.
async function choose(page) {
  const steps = [];
  const press = async (chosen, link) => {
    await page.evaluate(watch);
    await link.click();
    steps.push({ chosen, ...(await page.evaluate(() => window.answer)) });
    await page.waitForFunction(() => !document.querySelector('.card-skeleton'));
  };
  const lists = page.locator('.axis');
  for (const list of await lists.all()) await list.locator('summary').click();
  for (const list of await lists.all()) {
    const options = list.locator('a.option');
    const tallies = await options.locator('.tally').allTextContents();
    const weights = tallies.map((tally) => Number(tally.replace(/\D/g, '')));
    const heaviest = weights.indexOf(Math.max(...weights));
    await press(await list.locator('summary').evaluate(({ firstChild }) => firstChild.textContent), options.nth(heaviest));
  }
  await press('all taken away', page.locator('.chip').last());
  return steps;
}

const job = JSON.parse(await text(process.stdin));
const visits = [];
const browser = await chromium.launch({ executablePath: job.browser, args: ['--no-sandbox'] });
try {
  for (let run = 0; run < job.runs; run += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(job.url);
    await page.waitForSelector('#portal_root[data-running]');
    visits.push(await choose(page));
    await context.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(visits));
