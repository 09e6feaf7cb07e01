/** Things that appear in more than one picture, each drawn around its own origin. `c` is a palette. */
import { at, brush, curve, disc, group, oval, polar, poly, rect, ring, shape, stroke, times, wavyBand } from './lib.mjs';

/** A disc cut by horizontal gaps that grow towards the horizon. */
export const stripedSun = (x, y, r, fill, gapFill, from = 0.1) =>
  group({}, disc(x, y, r, fill), times(5, (i) => {
    const top = y + r * (from + i * 0.17);
    const half = Math.sqrt(Math.max(0, r * r - (top - y) ** 2)) + 4;
    return rect(x - half, top, half * 2, r * (0.025 + i * 0.017), gapFill);
  }));

/** Rays around a centre, as wedges between two radii. */
export const rays = (x, y, inner, outer, count, fill, { from = 0, sweep = 360, share = 0.5 } = {}) =>
  times(count, (i) => {
    const a = from + (sweep * i) / count;
    const b = a + (sweep / count) * share;
    return poly([polar(x, y, inner, a), polar(x, y, outer, a), polar(x, y, outer, b), polar(x, y, inner, b)], fill);
  });

/** Swells down to the lower edge, one colour each, growing towards the viewer. */
export const sea = (s, y, colors, { height = 10, length = 260 } = {}) =>
  colors.map((fill, i) => {
    const top = y + ((s.height - y) * i) / colors.length;
    const grow = 1 + i * 0.5;
    return wavyBand(-40, s.width + length * grow, top, s.height + 20, i === 0 ? height * 0.3 : height * grow, length * grow,
      fill, i * 0.31);
  });

/** A ridge through heights spread evenly across the sheet, filled down to `bottom`. */
export const ridge = (x0, x1, bottom, heights, fill) => {
  const points = heights.map((y, i) => [x0 + ((x1 - x0) * i) / (heights.length - 1), y]);
  return shape(`${curve(points)}L${x1} ${bottom}L${x0} ${bottom}Z`, fill);
};

/** A pill-shaped cloud of two or three bars. */
export const cloud = (x, y, width, fill) => group({},
  rect(x, y, width, 34, fill, { rx: 17 }),
  rect(x + width * 0.18, y - 28, width * 0.55, 44, fill, { rx: 22 }),
  rect(x + width * 0.34, y + 20, width * 0.86, 30, fill, { rx: 15 }));

/** A gull seen from the side, wings up; about 100 wide. */
export const gull = (fill, width = 9) =>
  group({}, stroke('M-52 -22C-34 -34 -14 -20 0 0C14 -22 34 -38 56 -28', fill, width));

/** A row of houses standing on y = 0 from x0 to x1. */
export const houses = (s, x0, x1, { walls, roof, pane, low = 90, high = 220, min = 70, max = 130 }) => {
  const { chance } = s;
  const row = [];
  for (let x = x0, last; x < x1 - min * 0.6;) {
    const width = Math.min(chance.between(min, max), Math.max(min * 0.6, x1 - x));
    const height = chance.between(low, high);
    const wall = chance.pick(walls.filter((tone) => tone !== last));
    last = wall;
    const kind = chance.pick(['gable', 'flat', 'gable', 'shed', 'dome']);
    row.push(rect(x, -height, width + 1, height, wall));
    if (kind === 'gable') row.push(poly([[x - 6, -height], [x + width / 2, -height - width * 0.5],
      [x + width + 6, -height]],
      roof));
    if (kind === 'shed') row.push(poly([[x - 4, -height], [x - 4, -height - 34], [x + width + 4, -height]], roof));
    if (kind === 'flat') row.push(rect(x - 5, -height - 10, width + 10, 14, roof));
    if (kind === 'dome') row.push(shape(`M${x + 8} ${-height}A${width / 2 - 8} ${width / 2 - 8} 0 0 1 ${x + width - 8} ${-height}Z`,
      roof));
    const across = Math.max(1, Math.floor(width / 40));
    const down = Math.max(1, Math.floor((height - 30) / 52));
    for (let i = 0; i < across; i++) {
      for (let j = 0; j < down; j++) {
        if (chance.odds(0.2)) continue;
        const wx = x + (width * (i + 0.5)) / across - 8;
        const wy = -height + 24 + j * 52;
        row.push(chance.odds(0.3)
          ? shape(`M${wx} ${wy + 28}V${wy + 8}A8 8 0 0 1 ${wx + 16} ${wy + 8}V${wy + 28}Z`, pane)
          : rect(wx, wy, 16, 26, pane));
      }
    }
    x += width;
  }
  return group({}, row);
};

/** A car ferry seen from the side, bow to the right; 700 long, waterline at y = 0. */
export const ferry = (c, { hull = c.ink, deck = c.paper, band = c.hot } = {}) => group({},
  rect(-60, -300, 90, 120, band), rect(-60, -270, 90, 24, deck), rect(-66, -306, 102, 16, hull),
  stroke('M170 -200V-330M170 -300L250 -190M170 -300L60 -200', hull, 5),
  rect(-190, -200, 420, 60, deck), rect(-270, -146, 540, 66, deck),
  times(9, (i) => rect(-165 + i * 42, -184, 22, 22, hull)),
  times(12, (i) => disc(-240 + i * 42, -112, 10, hull)),
  shape('M-350 -84H390C372 -40 346 -10 316 24H-318C-336 -10 -346 -44 -350 -84Z', hull),
  rect(-348, -70, 728, 14, band));

/** A tapering light tower standing on y = 0, 420 high. */
export const lighthouse = (c, { wall = c.paper, band = c.hot, dark = c.ink } = {}) => {
  const edge = (y) => 88 - (y / 360) * 34;
  const slab = (top, bottom, fill) => poly([[-edge(top), -top], [edge(top), -top], [edge(bottom), -bottom],
    [-edge(bottom), -bottom]],
    fill);
  return group({}, slab(340, 0, wall), slab(110, 40, band), slab(220, 160, band), slab(320, 270, band),
    rect(-74, -356, 148, 18, dark), rect(-44, -412, 88, 58, c.warm),
    stroke('M-44 -412V-356M0 -412V-356M44 -412V-356', dark, 7), shape('M-58 -410Q0 -486 58 -410Z', dark),
    disc(0, -458, 8, dark));
};

/** A ribbed paper lantern hanging from (0, 0). */
export const lantern = (body, dark, { width = 120, height = 150, ribs = 4 } = {}) => {
  const top = 46;
  return group({},
    stroke(`M0 0V${top}`, dark, 4), rect(-width * 0.22, top - 8, width * 0.44, 16, dark),
    oval(0, top + height / 2, width / 2, height / 2, body),
    times(ribs, (i) => {
      const y = top + (height * (i + 1)) / (ribs + 1);
      const half = (width / 2) * Math.sqrt(1 - ((2 * (i + 1)) / (ribs + 1) - 1) ** 2);
      return stroke(`M${-half} ${y}Q0 ${y + 12} ${half} ${y}`, dark, 3);
    }),
    rect(-width * 0.22, top + height - 8, width * 0.44, 16, dark),
    stroke(`M0 ${top + height + 8}V${top + height + 48}`, dark, 5));
};

/** Path data of a round arch opening standing on y, centred on x. */
export const arch = (x, y, width, height) => {
  const r = width / 2;
  return `M${x - r} ${y}V${y - height + r}A${r} ${r} 0 0 1 ${x + r} ${y - height + r}V${y}Z`;
};

/** A bell hanging from (0, 0), about 300 high. */
export const bell = (body, dark, shine) => group({},
  ring(0, 18, 22, dark, 14),
  shape('M-36 44Q0 24 36 44C84 84 88 170 104 226C112 250 136 262 148 284H-148C-136 262 -112 250 -104 226C-88 170 -84 84 -36 44Z',
    body),
  shape('M-58 84C-74 140 -72 190 -88 240L-62 240C-52 190 -52 140 -40 84Z', shine),
  rect(-152, 280, 304, 18, dark, { rx: 9 }), disc(0, 312, 30, dark));

/** An open book seen from the front, spine at (0, 0), 2 × width wide. */
export const openBook = (page, cover, line, { width = 280, height = 190, rows = 6 } = {}) => {
  const leaf = (sign) => group({},
    shape(`M0 20C${sign * width * 0.3} -20 ${sign * width * 0.7} -20 ${sign * width} 8V${height}C${sign * width * 0.7} ${height - 28} ${sign * width * 0.3} ${height - 28} 0 ${height + 14}Z`,
      page),
    times(rows, (i) => {
      const y = 36 + i * ((height - 60) / rows);
      return stroke(`M${sign * width * 0.14} ${y - 8}C${sign * width * 0.35} ${y - 24} ${sign * width * 0.6} ${y - 22} ${sign * width * (i === rows - 1 ? 0.6 : 0.86)} ${y - 12}`,
        line, 5);
    }));
  return group({},
    shape(`M${-width - 18} 24L0 40L${width + 18} 24V${height + 22}L0 ${height + 34}L${-width - 18} ${height + 22}Z`, cover),
    leaf(-1), leaf(1));
};

/** A closed book lying flat, its spine towards the viewer; top left at (0, 0). */
export const flatBook = (width, height, cover, page) => group({},
  rect(0, 0, width, height, cover, { rx: 8 }), rect(width * 0.06, height * 0.18, width, height * 0.64, page),
  rect(0, 0, width * 0.08, height, cover, { rx: 8 }), rect(0, 0, width, height * 0.18, cover),
  rect(0, height * 0.82, width, height * 0.18, cover));

/** Two gathered stage curtains that leave the middle open. */
export const curtains = (s, fill, fold, { open = 0.5, drop = s.height } = {}) => {
  const reach = s.width * (1 - open) * 0.5;
  const side = (flip) => at(flip ? s.width : 0, 0, { flip },
    shape(`M0 0H${reach * 1.25}C${reach * 1.2} ${drop * 0.4} ${reach * 0.9} ${drop * 0.62} ${reach * 0.55} ${drop * 0.7}C${reach * 0.75} ${drop * 0.8} ${reach * 0.8} ${drop * 0.9} ${reach * 0.82} ${drop}H0Z`,
      fill),
    times(5, (i) => {
      const x = reach * (0.16 + i * 0.2);
      return stroke(`M${x} 0C${x} ${drop * 0.35} ${x * 0.8} ${drop * 0.58} ${x * 0.52} ${drop * 0.7}C${x * 0.7} ${drop * 0.8} ${x * 0.74} ${drop * 0.9} ${x * 0.76} ${drop}`,
        fold, 6);
    }),
    rect(0, drop * 0.685, reach * 0.58, 22, fold));
  return [side(false), side(true)];
};

/** A fiddle, scroll up, its body centred on (0, 0); about 620 high. */
export const fiddle = (body, dark, pale) => group({},
  rect(-13, -400, 26, 300, dark), shape('M-14 -396C-34 -420 -20 -456 8 -450C30 -444 28 -414 8 -416', dark),
  times(2, (i) => rect(-44, -386 + i * 34, 88, 9, dark, { rx: 4 })),
  shape('M0 -150C70 -158 116 -120 108 -72C104 -40 74 -40 74 0C74 34 128 44 128 104C128 172 66 196 0 196C-66 196 -128 172 -128 104C-128 44 -74 34 -74 0C-74 -40 -104 -40 -108 -72C-116 -120 -70 -158 0 -150Z',
    body),
  shape('M-16 -140H16L22 30H-22Z', dark), poly([[-18, 108], [18, 108], [10, 186], [-10, 186]], dark),
  rect(-38, 60, 76, 10, pale),
  stroke('M-62 10C-50 30 -74 60 -58 88M62 10C50 30 74 60 58 88', dark, 8),
  times(4, (i) => stroke(`M${-9 + i * 6} -380L${-14 + i * 9.3} 110`, pale, 2)));

/** A palm standing on y = 0. */
export const palm = (trunk, leaf, { height = 420, lean = 60 } = {}) => {
  const crown = [lean, -height];
  return group({},
    brush(times(6, (i) => [lean * (i / 5) ** 2, -height * (i / 5)]), [34, 20, 18], trunk),
    [-168, -140, -108, -70, -38, -8, 18, 160].map((turn) => {
      const [ex, ey] = polar(...crown, 190, turn);
      const [mx, my] = polar(...crown, 120, turn - (Math.cos((turn * Math.PI) / 180) > 0 ? 26 : -26));
      return brush([crown, [mx, my], [ex, ey + 40]], [10, 46, 4], leaf);
    }));
};

/** A hanging lamp with a conical shade, cord from (0, 0). */
export const lamp = (shade, cord, drop = 180) => group({},
  stroke(`M0 0V${drop}`, cord, 5), shape(`M-24 ${drop}H24L92 ${drop + 92}H-92Z`, shade), disc(0, drop + 98, 24, cord));

/** Laid rope along points: a thick line with slanting strands. */
export const rope = (points, body, strand, width = 34, step = 26) => {
  const d = curve(points);
  const marks = [];
  for (let i = 0; i < points.length - 1; i++) {
    const [ax, ay] = points[i];
    const [bx, by] = points[i + 1];
    const length = Math.hypot(bx - ax, by - ay);
    const turn = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
    const count = Math.max(1, Math.round(length / step));
    for (let k = 0; k < count; k++) {
      const t = (k + 0.5) / count;
      marks.push(at(ax + (bx - ax) * t, ay + (by - ay) * t, { turn },
        stroke(`M${-width * 0.28} ${width * 0.4}C0 ${width * 0.2} 0 ${-width * 0.2} ${width * 0.28} ${-width * 0.4}`,
          strand, width * 0.14)));
    }
  }
  return group({}, stroke(d, strand, width + 8), stroke(d, body, width), marks);
};

/** A flat figure without a face, standing on y = 0, about 320 high. */
export const figure = (coat, skin, { hat, legs = coat, lean = 0 } = {}) => at(0, 0, { turn: lean },
  stroke('M-22 -6L-18 -130M22 -6L18 -130', legs, 26),
  shape('M-54 -90C-58 -170 -52 -230 -30 -246H30C52 -230 58 -170 54 -90Z', coat),
  disc(0, -284, 32, skin),
  hat && group({}, shape('M-34 -292A34 34 0 0 1 34 -292Z', hat), rect(-46, -298, 92, 10, hat, { rx: 5 })));

/** A suspension of small flags or lights along a sagging line. */
export const garland = (x0, y0, x1, y1, sag, count, make, color, width = 4) => {
  const point = (t) => [x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 4 * sag * t * (1 - t)];
  return group({}, stroke(curve(times(13, (i) => point(i / 12))), color, width),
    times(count, (i) => at(...point((i + 0.5) / count), {}, make(i))));
};

/** A bolt of moonlight or sunlight on water: short bars that narrow with distance. */
export const glitter = (s, x, y, rows, fill, { width = 180, gap = 26 } = {}) =>
  times(rows, (i) => {
    const half = (width * (0.25 + (0.75 * i) / rows)) * s.chance.between(0.5, 1) * 0.5;
    return rect(x - half + s.chance.between(-20, 20), y + i * gap, half * 2, 6 + i * 0.7, fill, { rx: 4 });
  });
