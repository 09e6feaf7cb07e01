/**
 * Films the laying of a three-strand rope: content/media/rope-laying.mp4, five seconds, without sound.
 *
 * Needs ffmpeg with libx264 on the PATH, and the packages: npm ci --prefix content/pictures
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import sharp from 'sharp';
import { at, brush, curve, disc, group, palettes, poly, polar, rect, Sheet, shape, stroke, straight,
  times } from './lib.mjs';

const [WIDTH, HEIGHT, RATE, FRAMES] = [640, 360, 25, 125];
const AXIS = 184;
const JACK = 78;
const PITCH = 96;
const c = palettes.harbour;
const YARNS = [c.warm, c.paper, c.hot];
const EDGES = ['#b07a1e', '#c9b58f', '#9c2f19'];

const ease = (t) => t * t * (3 - 2 * t);

/** The middle of hook `i` on the jack. */
const hookAt = (i) => [JACK + (i === 1 ? 14 : 0), AXIS + (i - 1) * 66];

/** The laid part from `x` to the right edge: slanting lobes that move along as the rope turns. */
function laid(sheet, x, phase) {
  const half = 31;
  const step = PITCH / 3;
  const shift = (phase * PITCH) % PITCH;
  const lobes = times(Math.ceil((WIDTH - x + 3 * PITCH) / step), (k) => {
    const cx = x - PITCH + shift + k * step;
    const d = `M${cx - 27} ${AXIS + half}C${cx + 2} ${AXIS + half} ${cx - 2} ${AXIS - half} ${cx + 27} ${AXIS - half}`;
    const strand = k % 3;
    return group({}, stroke(d, EDGES[strand], 31), stroke(d, YARNS[strand], 26),
      [-7, 0, 7].map((aside) => stroke(d, EDGES[strand], 1.6, { transform: `translate(${aside} 0)` })));
  });
  const outline = `M${x + 60} ${AXIS - half}Q${x + 26} ${AXIS - half} ${x} ${AXIS - 22}V${AXIS + 22}Q${x + 26} ${AXIS + half} ${x + 60} ${AXIS + half}H${WIDTH}V${AXIS - half}Z`;
  return sheet.inside(shape(outline, '#000'),
    rect(0, 0, WIDTH, HEIGHT, c.ink), lobes);
}

/** Strand `i` from its hook to the top at `x`, turning on itself. */
function strand(i, x, phase) {
  const [hx, hy] = hookAt(i);
  const end = AXIS + (i - 1) * 27;
  const points = times(9, (k) => [hx + 26 + ((x - hx - 26) * k) / 8, hy + (end - hy) * ease(k / 8)]);
  const ticks = times(Math.floor((x - hx - 40) / 15), (k) => {
    const t = ((k * 15 + ((phase * 90) % 15)) / (x - hx - 26));
    const [px, py] = [hx + 26 + (x - hx - 26) * t, hy + (end - hy) * ease(Math.min(1, t))];
    return stroke(`M${px - 5} ${py + 8}Q${px} ${py} ${px + 5} ${py - 8}`, EDGES[i], 2.4);
  });
  return group({}, stroke(curve(points), EDGES[i], 22), stroke(curve(points), YARNS[i], 17), ticks);
}

/** The iron head with its three turning hooks. */
const jack = (phase) => group({},
  rect(0, 60, 34, 250, c.hot), rect(0, 60, 34, 12, c.ink), rect(0, 298, 34, 12, c.ink),
  rect(28, AXIS - 14, 40, 28, '#5d7688'),
  rect(JACK - 44, AXIS - 104, 92, 208, '#29475f', { rx: 22 }),
  rect(JACK - 36, AXIS - 96, 76, 192, 'none', { rx: 16, stroke: '#3e5a70', 'stroke-width': 4 }),
  times(3, (i) => {
    const [x, y] = hookAt(i);
    return at(x, y, {},
      group({ transform: `rotate(${(phase * 360 + i * 40) % 360})` },
        times(8,
          (k) => poly([[17, -10], [25, -6], [25, 6], [17, 10]].map(([r, a]) => polar(0, 0, r, k * 45 + a)), '#8ea6b4')),
        disc(0, 0, 19, '#8ea6b4'), stroke('M-11 0H11', c.ink, 3)),
      disc(0, 0, 7, c.hot), stroke('M0 0H24', '#8ea6b4', 7));
  }));

/** The grooved cone between the strands, with the hands' handle. */
const top = (x) => group({},
  stroke(`M${x - 8} ${AXIS - 20}V${AXIS - 92}M${x - 8} ${AXIS + 20}V${AXIS + 92}`, '#7a4a2a', 11),
  shape(`M${x - 56} ${AXIS - 42}Q${x - 66} ${AXIS} ${x - 56} ${AXIS + 42}L${x + 22} ${AXIS + 17}Q${x + 30} ${AXIS} ${x + 22} ${AXIS - 17}Z`,
    '#a8672f'),
  brush([[x - 52, AXIS - 32], [x - 16, AXIS - 22], [x + 18, AXIS - 12]], [3, 7, 2], '#d39a5a'));

function frame(n) {
  const sheet = new Sheet({ name: 'rope-laying', width: WIDTH, height: HEIGHT, palette: 'harbour' });
  const t = n / (FRAMES - 1);
  const phase = t * 5;
  const x = 470 - 200 * ease(t);
  return sheet.svg(
    sheet.ground(c.ink), times(11, (i) => rect(i * 60, 0, 30, 292, '#1b3a55')), rect(0, 292, WIDTH, 68, c.warm),
    times(9, (i) => stroke(straight([[i * 92 - 40, 360], [i * 92 + 10, 292]]), '#c98f2b', 3)),
    rect(0, 288, WIDTH, 6, '#0d2236'),
    rect(0, 320, WIDTH, 7, '#8a5a2a'), shape(`M${x - 70} 318H${WIDTH}V330H${x - 110}Z`, '#c98f2b'),
    jack(phase), [0, 1, 2].map((i) => strand(i, x - 40, phase)),
    laid(sheet, x + 14, phase), top(x));
}

const file = new URL('../media/rope-laying.mp4', import.meta.url).pathname;
const film = spawn('ffmpeg', [
  '-loglevel', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(RATE), '-i',
  '-',
  '-c:v', 'libx264', '-preset', 'slow', '-crf', '31', '-threads', '1', '-pix_fmt', 'yuv420p', '-an',
  '-movflags', '+faststart', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', file,
], { stdio: ['pipe', 'inherit', 'inherit'] });
for (let n = 0; n < FRAMES; n++) {
  const pixels = await sharp(Buffer.from(frame(n))).removeAlpha().raw().toBuffer();
  if (!film.stdin.write(pixels)) await once(film.stdin, 'drain');
}
film.stdin.end();
const [code] = await once(film, 'close');
process.exitCode = code;
