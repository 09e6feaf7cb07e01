/**
 * Draws the pictures of the demo magazine into content/media.
 *
 *   npm ci --prefix content/pictures
 *   node content/pictures/draw.mjs                       all pictures
 *   node content/pictures/draw.mjs kite-crate mud-boots  only these
 *   node content/pictures/draw.mjs --contact sheet.png [names]   one overview instead of the pictures
 *
 * The same scenes always give the same drawings. A picture is <name>.avif, and <name>-640.avif for small screens.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { Sheet } from './lib.mjs';
import { scenes } from './scenes/index.mjs';

const MEDIA = new URL('../media/', import.meta.url);
const SIZES = [
  { suffix: '', width: 1600, limit: 52_000 },
  { suffix: '-640', width: 640, limit: 20_000 },
];

sharp.concurrency(1);

const svgOf = (name) => {
  const { draw, ...options } = scenes[name];
  const sheet = new Sheet({ name, ...options });
  return Buffer.from(sheet.svg(...draw(sheet)));
};

/** The best AVIF of at most `limit` bytes, or the smallest one tried. */
async function encode(image, limit) {
  let data;
  for (const quality of [64, 58, 52, 46, 40, 34]) {
    data = await image.clone().avif({ quality, effort: 4, chromaSubsampling: '4:4:4' }).toBuffer();
    if (data.length <= limit) break;
  }
  return data;
}

async function picture(name) {
  const flat = await sharp(svgOf(name)).flatten().png({ compressionLevel: 1 }).toBuffer();
  const sizes = [];
  for (const { suffix, width, limit } of SIZES) {
    const data = await encode(sharp(flat).resize({ width: Math.min(width, scenes[name].width ?? 1600) }), limit);
    await writeFile(new URL(`${name}${suffix}.avif`, MEDIA), data);
    sizes.push(data.length);
  }
  console.log(`${name}  ${sizes.join('  ')}`);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** All drawings side by side, for looking at them together. */
async function contact(names, file, columns = Math.min(names.length, 3), cell = 620) {
  const tiles = await Promise.all(names.map((name) =>
    sharp(svgOf(name)).resize({ width: cell - 16, height: 440, fit: 'contain', background: '#777' }).png().toBuffer()));
  await sharp({ create: { width: columns * cell, height: Math.ceil(names.length / columns) * 456, channels: 3, background: '#777' } })
    .composite(tiles.map((input, i) => ({ input, left: (i % columns) * cell + 8, top: Math.floor(i / columns) * 456 + 8 })))
    .png().toFile(file);
}

const words = process.argv.slice(2);
const sheetAt = words.indexOf('--contact');
const [, file] = sheetAt < 0 ? [] : words.splice(sheetAt, 2);
const unknown = words.filter((name) => !scenes[name]);
if (unknown.length) {
  console.error(`No such picture: ${unknown.join(', ')}`);
  process.exit(1);
}
const names = words.length ? words : Object.keys(scenes);

if (file) {
  await contact(names, file);
} else {
  await mkdir(MEDIA, { recursive: true });
  let total = 0;
  for (const name of names) total += await picture(name);
  console.log(`${names.length} pictures, ${total} bytes`);
}
