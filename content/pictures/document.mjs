/**
 * Lays out the festival programme by hand: content/media/programme.pdf, one A4 page.
 *
 * Needs only Node: node content/pictures/document.mjs. The page is drawn with PDF operators and set in the
 * standard PDF fonts, so no font is embedded.
 */
import { writeFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { along, chance, palettes, swell, times } from './lib.mjs';

const [WIDTH, HEIGHT, MARGIN] = [595, 842, 48];
const c = palettes.harbour;
const fonts = { title: 'Times-Bold', text: 'Helvetica', strong: 'Helvetica-Bold', slanted: 'Times-Italic' };
const page = [];

const number = (value) => String(Math.round(value * 100) / 100);
const rgb = (hex) => [1, 3, 5].map((i) => number(parseInt(hex.slice(i, i + 2), 16) / 255)).join(' ');
const put = (...words) => page.push(words.map((word) => typeof word === 'number' ? number(word) : word).join(' '));
const fill = (color) => put(rgb(color), 'rg');

/** The page is laid out from the top, as one reads it; PDF counts from the bottom. */
const up = (y) => HEIGHT - y;
const box = (x, y, width, height, color) => { fill(color); put(x, up(y + height), width, height, 're f'); };
const area = (points, color) => {
  fill(color);
  points.forEach(([x, y], i) => put(x, up(y), i ? 'l' : 'm'));
  put('h f');
};
const rule = (x0, y0, x1, y1, color, width = 0.8) => put(rgb(color), 'RG', width, 'w', x0, up(y0), 'm', x1, up(y1), 'l S');
const disc = (x, y, r, color) => {
  const k = r * 0.5523;
  fill(color);
  put(x + r, up(y), 'm', x + r, up(y - k), x + k, up(y - r), x, up(y - r), 'c', x - k, up(y - r), x - r, up(y - k), x - r,
    up(y), 'c');
  put(x - r, up(y + k), x - k, up(y + r), x, up(y + r), 'c', x + k, up(y + r), x + r, up(y + k), x + r, up(y), 'c f');
};

/** Text in the WinAnsi encoding, which has typographic quotes and dashes at their own places. */
const ANSI = { '–': 0x96, '’': 0x92, '“': 0x93, '”': 0x94, '·': 0xb7 };
const encode = (text) => [...text].map((char) => {
  const code = ANSI[char] ?? char.codePointAt(0);
  if (code > 255) throw new Error(`Not in WinAnsi: ${char}`);
  return code < 128 ? char.replace(/[\\()]/g, '\\$&') : `\\${code.toString(8)}`;
}).join('');
const say = (text, x, y, { font = 'text', size = 9.5, color = c.ink, spread = 0 } = {}) => {
  fill(color);
  put('BT', `/${font}`, size, 'Tf', spread, 'Tc', x, up(y), 'Td', `(${encode(text)})`, 'Tj ET');
};

/** The head of the page: a low sun, the sea drawn back, a stage on stilts and its bunting. */
function head() {
  const { between } = chance('programme');
  const line = 196;
  box(0, 0, WIDTH, 300, c.warm);
  times(6, (i) => box(0, 18 + i * 30, WIDTH, 9, '#efbe5c'));
  disc(446, 150, 58, c.paper);
  box(0, line, WIDTH, 104, '#dfb78d');
  box(0, line - 4, WIDTH, 9, c.cool);
  area([[0, 232], ...along(swell(0, WIDTH, 230, 6, 240), 6), [WIDTH, 300], [0, 300]], '#b7998c');
  area([[0, 262], ...along(swell(0, WIDTH, 264, 6, 300, 0.4), 6), [WIDTH, 300], [0, 300]], '#7a7284');
  times(9, () => box(between(0, WIDTH - 70), between(206, 290), between(30, 80), 2.2, c.mist));
  times(4, (i) => box(446 - 46 + i * 9, 206 + i * 9, 92 - i * 18, 3, c.paper));
  // The lighthouse.
  area([[66, line], [72, 110], [92, 110], [98, line]], c.paper);
  const side = (y) => (y - 110) / 14.3;
  [128, 164].forEach((y) => area([[72 - side(y), y], [92 + side(y), y], [92 + side(y + 20), y + 20],
    [72 - side(y + 20), y + 20]],
    c.hot));
  box(66, 106, 32, 5, c.ink);
  box(74, 90, 16, 16, c.paper);
  area([[70, 90], [82, 76], [94, 90]], c.ink);
  area([[30, line], [56, 186], [112, 188], [136, line]], c.ink);
  // The stage.
  [178, 220, 262, 304, 346].forEach((x) => box(x, 230, 6, 46, c.ink));
  area([[160, 222], [370, 222], [366, 238], [164, 238]], c.hot);
  area([[160, 222], [182, 212], [348, 212], [370, 222]], c.paper);
  [[172, 218], [358, 218]].forEach(([x, y]) => box(x - 1.5, y - 84, 3, 84, c.ink));
  const flags = (x0, y0, x1, y1, sag, count) => {
    const point = (t) => [x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 4 * sag * t * (1 - t)];
    times(16, (i) => rule(...point(i / 16), ...point((i + 1) / 16), c.ink, 1));
    times(count, (i) => {
      const [x, y] = point((i + 0.5) / count);
      area([[x - 5, y], [x + 5, y], [x, y + 12]], [c.hot, c.paper, c.cool][i % 3]);
    });
  };
  flags(0, 92, 172, 134, 16, 9);
  flags(172, 134, 358, 134, 18, 10);
  flags(358, 134, WIDTH, 76, 18, 12);
}

const DAYS = [
  { day: 'Friday 21', low: '09:30', next: '21:55', depth: '0.5 m', items: [
    ['plus 10', 'Opening, by whoever has arrived', ''],
    ['plus 20', 'Quartet in boots: the slow movement', 'concert'],
    ['plus 55', 'Three harbour bells and a tuba', 'concert'],
    ['plus 80', 'Heel and toe', 'dance'],
  ] },
  { day: 'Saturday 22', low: '10:19', next: '22:43', depth: '0.4 m', items: [
    ['plus 10', 'What the sea put up overnight', 'sculpture walk'],
    ['plus 30', 'Songs for carrying', 'concert'],
    ['plus 60', 'Gongs on dry ground', 'concert'],
    ['plus 85', 'Nets', 'dance'],
  ] },
  { day: 'Sunday 23', low: '11:07', next: '23:31', depth: '0.3 m', items: [
    ['plus 15', 'Fish hall against town hall', 'wrestling'],
    ['plus 45', 'Choir of the two coasts', 'concert'],
    ['plus 75', 'A very short waltz', 'dance'],
  ] },
  { day: 'Monday 24', low: '11:56', next: '–', depth: '0.4 m', items: [
    ['plus 10', 'Hardanger fiddle, facing the wind', 'concert'],
    ['plus 40', 'Bamboo, for eleven players', 'concert'],
    ['plus 70', 'Lines', 'dance'],
  ] },
  { day: 'Tuesday 25', low: '12:46', next: '–', depth: '0.6 m', items: [
    ['plus 10', 'Duet for concertina and tide gauge', 'concert'],
    ['plus 35', 'Everybody, with what is left', 'concert'],
    ['plus 60', 'Taking down, which is also an event', ''],
  ] },
];

function titles() {
  say('THE PROGRAMME OF THE LOW TIDE FESTIVAL 2027', MARGIN, 338, { font: 'strong', size: 8.5, color: c.hot, spread: 1.4 });
  say('Low Water Days', MARGIN - 2, 384, { font: 'title', size: 46 });
  say('The bay below the lighthouse, Port Avel · 21–25 May', MARGIN, 406, { font: 'slanted', size: 14 });
}

function programme() {
  const [left, right] = [MARGIN, 316];
  let y = 446;
  let x = left;
  DAYS.forEach(({ day, low, items }, i) => {
    if (i === 3) [x, y] = [right, 446];
    rule(x, y - 13, x + 231, y - 13, c.ink, 1.2);
    say(day, x, y + 3, { font: 'title', size: 14 });
    say(`low water ${low}`, x + 152, y + 3, { font: 'slanted', size: 11.5, color: c.hot });
    items.forEach(([when, what, kind]) => {
      y += 18;
      say(when, x, y + 3, { font: 'strong', size: 8.5, color: c.cool });
      say(what, x + 40, y + 3, { size: 9 });
      if (kind) say(kind, x + 230 - 4.5 * kind.length, y + 3, { font: 'slanted', size: 9.5, color: '#6d6a78' });
    });
    y += 40;
  });
  tides(right, y - 4);
}

function tides(x, y) {
  box(x, y - 13, 231, 139, '#e3e2d0');
  box(x, y - 13, 231, 20, c.ink);
  [['Tides, Port Avel', 10], ['low', 104], ['low again', 146], ['depth', 196]].forEach(([word, across]) => {
    say(word, x + across, y + 1, { font: 'strong', size: 8.5, color: c.paper });
  });
  DAYS.forEach(({ day, low, next, depth }, i) => {
    const line = y + 23 + i * 17;
    [[day, 10], [low, 104], [next, 146], [depth, 196]].forEach(([word, across]) => say(word, x + across, line,
      { size: 9 }));
    rule(x + 10, line + 5, x + 221, line + 5, '#c5c6b6', 0.6);
  });
  say('Three long blasts: walk towards the lighthouse.', x + 10, y + 115, { font: 'slanted', size: 11, color: c.hot });
}

function foot() {
  box(0, 786, WIDTH, 56, c.ink);
  area([[0, 792], ...along(swell(0, WIDTH, 786, 4, 90), 6), [WIDTH, 800], [0, 800]], c.ink);
  say('Times are counted from low water: “plus 10” is ten minutes after it. Whoever misses it by an hour will be wading.',
    MARGIN, 812, { size: 8.5, color: c.paper });
  say('Day ticket 18 euros · boots 4 euros a pair · bring a hat, and nothing you’d miss.', MARGIN, 826,
    { size: 8.5, color: c.warm });
}

box(0, 0, WIDTH, HEIGHT, c.paper);
head();
titles();
programme();
foot();

const content = deflateSync(Buffer.from(page.join('\n'), 'latin1'), { level: 9 });
const fontNames = Object.keys(fonts);
const fontList = fontNames.map((name, i) => `/${name} ${6 + i} 0 R`).join(' ');
const objects = [
  '<< /Type /Catalog /Pages 2 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R /Resources << /Font << ${fontList} >> >> >>`,
  Buffer.concat([Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`), content,
    Buffer.from('\nendstream')]),
  '<< /Title (Low Water Days: the programme of the Low Tide Festival 2027) /Author (Low Tide Festival) >>',
  ...fontNames.map((name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${fonts[name]} /Encoding /WinAnsiEncoding >>`),
];

const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
const starts = objects.map((body, i) => {
  const start = parts.reduce((sum, part) => sum + part.length, 0);
  parts.push(Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]));
  return start;
});
const table = parts.reduce((sum, part) => sum + part.length, 0);
parts.push(Buffer.from([
  'xref', `0 ${objects.length + 1}`, '0000000000 65535 f ',
  ...starts.map((start) => `${String(start).padStart(10, '0')} 00000 n `),
  'trailer', `<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>`, 'startxref', String(table), '%%EOF', '',
].join('\n')));
await writeFile(new URL('../media/programme.pdf', import.meta.url), Buffer.concat(parts));
