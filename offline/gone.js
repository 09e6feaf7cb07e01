// Takes itself away, and all that was kept: press puts it in the place of worker.js where a site is not to be read without a network.

const root = new URL('.', location.href).pathname;
// What the other worker is in the middle of may end so many seconds later, and would keep it once more.
const TURNS = 5;

addEventListener('install', () => skipWaiting());

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    await registration.unregister();
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const name of await caches.keys()) if (/^feuilleton-\d+~/.test(name) && name.endsWith(`~${root}`)) await caches.delete(name);
      await new Promise((done) => setTimeout(done, 1000));
    }
  })());
});
