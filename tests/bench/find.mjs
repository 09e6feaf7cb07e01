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

// Runs in the page: chooses in one list after another what most articles have, and then takes it all away.
async function choose() {
  const count = () => document.querySelector('.list-count').textContent;
  const weight = (option) => Number(option.querySelector('.tally').textContent.replace(/\D/g, ''));
  const steps = [];
  const press = async (step, link) => {
    const before = count();
    const begin = performance.now();
    const changed = new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (count() === before) return;
        observer.disconnect();
        done(performance.now() - begin);
      }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
    });
    link.click();
    const counted = await changed;
    await new Promise(requestAnimationFrame);
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
    steps.push({ chosen: step, found: count(), counted, painted: performance.now() - begin });
    while (document.querySelector('.card-waiting')) await new Promise(requestAnimationFrame);
  };
  for (const list of document.querySelectorAll('.axis')) list.open = true;
  for (const list of document.querySelectorAll('.axis')) {
    const options = [...list.querySelectorAll('a.option')].sort((one, other) => weight(other) - weight(one));
    await press(list.querySelector('summary').firstChild.textContent, options[0]);
  }
  await press('all taken away', [...document.querySelectorAll('.chip')].at(-1));
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
    await page.waitForSelector('#portal[data-running]');
    visits.push(await page.evaluate(choose));
    await context.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(visits));
