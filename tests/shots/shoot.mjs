// Takes pictures of pages in a real Chromium.
//
// Reads {browser, sandbox, url, folder, language, asks, screens, schemes, directions, pages} as JSON from standard input,
// as crates/xtask/src/shots.rs writes it. Writes the pictures into the folder and, as JSON, for every page which
// pictures there are and what was wrong. A page that fails does not keep the others from being shown.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

// `require` looks into NODE_PATH, where the pinned packages are; `import` does not.
const { chromium } = createRequire(import.meta.url)('playwright-core');

const PATIENCE = 30000;
// Chromium paints no larger surfaces.
const TALLEST = 16384;

// Runs in the page. Everything in view, or on the whole page, is there as it will stay: fonts, pictures, and whatever
// moved. Returns the pictures that did not come.
async function settle({ everything }) {
  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  };
  const frame = () => new Promise(requestAnimationFrame);
  if (everything) for (const image of document.images) image.loading = 'eager';
  await frame();
  await frame();
  await document.fonts.ready;
  const broken = new Set();
  const images = [...document.images].filter((image) => (everything ? image.checkVisibility() : inView(image)));
  const posters = [...document.querySelectorAll('video[poster]')].map(({ poster }) => Object.assign(new Image(), { src: poster }));
  for (const image of [...images, ...posters]) {
    await image.decode().catch(() => broken.add(image.currentSrc || image.src));
  }
  // Out of sight, the browser may let what moves stand still for good.
  const ending = document.getAnimations().filter(({ effect }) => effect?.target && effect.getComputedTiming().endTime !== Infinity && inView(effect.target));
  await Promise.all(ending.map(({ finished }) => finished.catch(() => {})));
  await frame();
  return [...broken];
}

// Runs in the page: from now on, it is read from right to left.
function turn(language) {
  document.documentElement.dir = 'rtl';
  for (const element of document.querySelectorAll('[dir=ltr]')) {
    if (!element.lang || element.lang === language) element.dir = 'rtl';
  }
}

// Runs in the page: what is drawn only where it can be seen would change its height when a picture needs a higher window.
function drawAll() {
  for (const element of document.querySelectorAll('main, main *')) {
    if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible';
  }
}

// Runs in the page: to where the page's footer is about to come into view; to the very end where something stands in
// front of the page. Returns whether anything was out of sight, and how high the page's foot is.
function scrollToFoot() {
  const dialog = document.querySelector('dialog[open] .consent-words');
  const page = document.scrollingElement;
  const scroller = dialog ?? page;
  const footer = !dialog && !document.querySelector('#portal_consent-banner') && document.querySelector('#portal_root > footer');
  const isMore = scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight;
  const end = footer ? page.scrollTop + footer.getBoundingClientRect().top - innerHeight : scroller.scrollHeight;
  scroller.scrollTo({ top: end, behavior: 'instant' });
  return { isMore, height: footer ? page.scrollHeight - Math.floor(page.scrollTop) : innerHeight };
}

// Runs in the page.
function scrollToEnd() {
  const scroller = document.querySelector('dialog[open] .consent-words') ?? document.scrollingElement;
  scroller.scrollTo({ top: scroller.scrollHeight, behavior: 'instant' });
}

// Runs in the page.
function scrollToStart(at) {
  document.querySelector('dialog[open] .consent-words')?.scrollTo({ top: 0, behavior: 'instant' });
  const place = at && document.querySelector(at);
  if (place) place.scrollIntoView({ block: 'center', behavior: 'instant' });
  else scrollTo({ top: 0, behavior: 'instant' });
}

function patiently(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${PATIENCE} ms for ${what}`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// The first line says what; the rest is the driver's own log.
function words(error) {
  return String(error.message ?? error).split('\n')[0];
}

async function shootPage(page, job, wanted, screen, pictures, fault) {
  const stands = (selector, state = 'attached') => page.locator(selector).first().waitFor({ state, timeout: PATIENCE });
  const rest = async (everything = false) => {
    const broken = await patiently('fonts and pictures', page.evaluate(settle, { everything }));
    for (const address of broken) fault(`the picture ${address} cannot be shown`);
  };
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const said = `${message.location().url ?? ''} ${message.text()}`.trim();
    if (!wanted.expected.some((part) => said.includes(part))) fault(`the console says: ${said}`);
  });
  page.on('pageerror', (error) => {
    if (!wanted.expected.some((part) => error.message.includes(part))) fault(`a script failed: ${words(error)}`);
  });
  if (wanted.blocked) await page.route(wanted.blocked, (route) => route.abort());

  await page.setViewportSize(screen);
  await page.goto(new URL(wanted.path, job.url).href, { timeout: PATIENCE });
  for (const selector of wanted.ready) await stands(selector);
  if (wanted.press) {
    const [button, opens] = wanted.press;
    await page.locator(button).click({ timeout: PATIENCE });
    await stands(opens, 'visible');
    // Nothing is to look as if a hand were over it.
    await page.mouse.move(0, 0);
  }

  for (const direction of job.directions) {
    if (direction === 'rtl') await page.evaluate(turn, job.language);
    for (const scheme of job.schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      const shoot = async (part) => {
        const file = `${wanted.kind}/${screen.width}-${scheme}-${direction}${part === 'foot' ? '-foot' : ''}.png`;
        // The page's policy forbids the styles by which the driver would hide carets and stop animations.
        await page.screenshot({ caret: 'initial', animations: 'allow', timeout: PATIENCE, path: join(job.folder, file) });
        pictures.push({ file, screen: screen.width, scheme, direction, part, ...page.viewportSize() });
      };
      // What is as high as the window grows with it, and the page's end moves on.
      const resize = async (size) => {
        await page.setViewportSize(size);
        await page.waitForFunction(
          (height) => innerHeight === height && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))),
          size.height,
        );
      };
      // A picture of more than the window now and then comes out blank, so the window is made to fit.
      const shootHigher = async (part, height, scroll) => {
        if (height > TALLEST) process.stderr.write(`${wanted.kind}: cut at ${TALLEST} of ${height} px\n`);
        await resize({ width: screen.width, height: Math.min(height, TALLEST) });
        await page.evaluate(scroll);
        await rest(part === 'whole');
        await shoot(part);
        await resize(screen);
      };
      await page.evaluate(scrollToStart, wanted.at);
      await rest();
      if (wanted.whole && !(await page.locator('dialog[open]').count())) {
        await page.evaluate(drawAll);
        await rest(true);
        await shootHigher('whole', await page.evaluate(() => document.documentElement.scrollHeight), scrollToStart);
        continue;
      }
      await shoot('screen');
      await page.evaluate(drawAll);
      if ((await page.evaluate(scrollToFoot)).isMore) {
        await rest();
        // What came into view may have made the page longer.
        const { height } = await page.evaluate(scrollToFoot);
        await shootHigher('foot', height, scrollToEnd);
      }
    }
  }
}

async function refuseServices(context, job) {
  const page = await context.newPage();
  await page.goto(job.url, { timeout: PATIENCE });
  await page.locator('#portal_consent-banner [data-consent=functional-only]').click({ timeout: PATIENCE });
  await page.locator('#portal_consent-banner').waitFor({ state: 'detached', timeout: PATIENCE });
  await page.close();
}

const job = JSON.parse(await text(process.stdin));
const browser = await chromium.launch({
  executablePath: job.browser,
  chromiumSandbox: job.sandbox,
  args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
});
try {
  // Readers who have answered, and readers who have not.
  const options = { reducedMotion: 'reduce', deviceScaleFactor: 1 };
  const [answered, fresh] = [await browser.newContext(options), await browser.newContext(options)];
  const isAsked = job.asks && job.pages.some((page) => page.answered);
  const refusal = isAsked ? await refuseServices(answered, job).catch((error) => `the banner was not answered: ${words(error)}`) : undefined;

  const results = [];
  for (const [index, wanted] of job.pages.entries()) {
    process.stderr.write(`${wanted.kind} (${index + 1} of ${job.pages.length})\n`);
    const pictures = [];
    const faults = new Set(wanted.answered && refusal ? [refusal] : []);
    for (const screen of job.screens) {
      const page = await (wanted.answered ? answered : fresh).newPage();
      const fault = (what) => faults.add(what);
      await shootPage(page, job, wanted, screen, pictures, fault).catch((error) => fault(`at ${screen.width} px: ${words(error)}`));
      await page.close();
    }
    results.push({ kind: wanted.kind, path: wanted.path, pictures, faults: [...faults] });
  }
  process.stdout.write(JSON.stringify(results));
} finally {
  await browser.close();
}
