/** A small drawing kit: seeded chance, palettes, SVG strings and print textures. */

/** Each palette has a paper, a dark ink, a mid tone for skies and grounds, and three spot colours. */
export const palettes = {
  harbour: { paper: '#f4e8d1', ink: '#16324b', mist: '#bcd0c6', hot: '#dc4a2c', warm: '#e8ac3e', cool: '#3f8583' },
  dusk: { paper: '#f8e3d2', ink: '#2c2450', mist: '#eeb5a4', hot: '#e4573f', warm: '#f3b95c', cool: '#7472ad' },
  night: { paper: '#f7e6bd', ink: '#101f38', mist: '#27507a', hot: '#e4572e', warm: '#efb244', cool: '#2f8086' },
  spice: { paper: '#f7e9c9', ink: '#43211c', mist: '#e9c491', hot: '#cf4424', warm: '#e29c2a', cool: '#4c8a73' },
  lagoon: { paper: '#f0efdc', ink: '#173e3c', mist: '#a9cdb8', hot: '#e2766f', warm: '#e6b84c', cool: '#2f8f7f' },
  salt: { paper: '#f2efe6', ink: '#1d3557', mist: '#bfd3dd', hot: '#e0533a', warm: '#e5c07a', cool: '#4d87ad' },
};

/** Chance that repeats: the same seed always gives the same numbers. */
export function chance(seed) {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ char.codePointAt(0), 16777619);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => Math.floor(low + next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
    odds: (share) => next() < share,
  };
}

/** The whole numbers from 0 to count − 1, passed through `make`. */
export const times = (count, make = (i) => i) => Array.from({ length: count }, (_, i) => make(i));

/** A point at an angle in degrees (0 is right, 90 is down). */
export const polar = (x, y, radius, angle) => [
  x + radius * Math.cos((angle * Math.PI) / 180),
  y + radius * Math.sin((angle * Math.PI) / 180),
];

const short = (value) => (typeof value === 'number' ? String(Math.round(value * 10) / 10) : value);

/** A projection towards a vanishing point: depth 1 is the picture plane. */
export const towards = (vx, vy) => (x, y, depth = 1) => [vx + (x - vx) / depth, vy + (y - vy) / depth];

/** An element; attributes that are undefined are left out, children are flattened. */
export function el(name, attributes = {}, ...children) {
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${short(value)}"`)
    .join('');
  const inner = children.flat(Infinity).filter(Boolean).join('');
  return inner ? `<${name}${text}>${inner}</${name}>` : `<${name}${text}/>`;
}

export const rect = (x, y, width, height, fill, more) => el('rect', { x, y, width, height, fill, ...more });
export const disc = (cx, cy, r, fill, more) => el('circle', { cx, cy, r, fill, ...more });
export const oval = (cx, cy, rx, ry, fill, more) => el('ellipse', { cx, cy, rx, ry, fill, ...more });
export const ring = (cx, cy, r, stroke, width, more) =>
  el('circle', { cx, cy, r, fill: 'none', stroke, 'stroke-width': width, ...more });
export const shape = (d, fill, more) => el('path', { d, fill, ...more });
export const poly = (points, fill, more) => shape(`${straight(points)}Z`, fill, more);
/** A stroke along a path, with round ends. */
export const stroke = (d, color, width, more) =>
  el('path', {
    d, fill: 'none', stroke: color, 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', ...more,
  });
export const group = (attributes, ...children) => el('g', attributes, ...children);

/** Moves, then turns (degrees), then scales its children. */
export const at = (x, y, { turn = 0, scale = 1, flip = false } = {}, ...children) =>
  group({ transform: `translate(${short(x)} ${short(y)}) rotate(${short(turn)}) scale(${flip ? -scale : scale} ${scale})` }, ...children);

/** Overprint: the ink beneath shows through, as in a two-colour print. */
export const over = (...children) => group({ style: 'mix-blend-mode:multiply' }, ...children);
export const faint = (opacity, ...children) => group({ opacity: opacity.toFixed(2) }, ...children);

/** Path data for straight segments through the points. */
export const straight = (points) => `M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join('L')}`;

/** Path data for a smooth curve through the points. */
export function curve(points, closed = false) {
  const n = points.length;
  const get = (i) => (closed ? points[(i + n) % n] : points[Math.min(n - 1, Math.max(0, i))]);
  let d = `M${short(points[0][0])} ${short(points[0][1])}`;
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [p0, p1, p2, p3] = [get(i - 1), get(i), get(i + 1), get(i + 2)];
    const control = (k) => [p1[k] + (p2[k] - p0[k]) / 6, p2[k] - (p3[k] - p1[k]) / 6];
    const [[x1, x2], [y1, y2]] = [control(0), control(1)];
    d += `C${[x1, y1, x2, y2, p2[0], p2[1]].map(short).join(' ')}`;
  }
  return closed ? `${d}Z` : d;
}

/** Points on the smooth curve through `points`, `per` for each stretch. */
export function along(points, per = 8) {
  const get = (i) => points[Math.min(points.length - 1, Math.max(0, i))];
  const mix = (a, b, c, d, t) => 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 + (3 * b - a - 3 * c + d) * t ** 3);
  return [...times((points.length - 1) * per, (k) => {
    const i = Math.floor(k / per);
    return [0, 1].map((axis) => mix(...[-1, 0, 1, 2].map((step) => get(i + step)[axis]), (k % per) / per));
  }), points.at(-1)];
}

/** Path data of a smooth curve that carries on from the point before it. */
export const onward = (points) => `L${curve(points).slice(1)}`;

export const blob = (points, fill, more) => shape(curve(points, true), fill, more);

/** Points of a swell from x0 to x1. */
export const swell = (x0, x1, y, height, length, phase = 0) =>
  times(Math.ceil((x1 - x0) / (length / 4)) + 1, (i) => {
    const x = x0 + (i * length) / 4;
    return [x, y + height * Math.sin(((x - x0) / length + phase) * 2 * Math.PI)];
  });

/** A band from a wavy upper edge down to `bottom`. */
export const wavyBand = (x0, x1, y, bottom, height, length, fill, phase = 0) => {
  const edge = swell(x0, x1, y, height, length, phase);
  return shape(`${curve(edge)}L${short(edge.at(-1)[0])} ${short(bottom)}L${short(x0)} ${short(bottom)}Z`, fill);
};

/** The tapering outline of a brush stroke along points; `widths` runs from start to end. */
export function brush(points, widths, fill) {
  const side = (sign) => points.map(([x, y], i) => {
    const [ax, ay] = points[Math.max(0, i - 1)];
    const [bx, by] = points[Math.min(points.length - 1, i + 1)];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const place = (i / (points.length - 1)) * (widths.length - 1);
    const low = Math.floor(place);
    const width = widths[low] + ((widths[low + 1] ?? widths[low]) - widths[low]) * (place - low);
    return [x - (sign * (by - ay) * width) / length / 2, y + (sign * (bx - ax) * width) / length / 2];
  });
  const back = side(-1).reverse();
  return shape(`${curve(side(1))}${onward(back)}Z`, fill);
}

/** One picture: its size, palette and chance, and the patterns and clips it has used. */
export class Sheet {
  #defs = [];

  constructor({ name, width = 1600, height = 1000, palette = 'harbour' }) {
    Object.assign(this, { name, width, height, colors: palettes[palette], chance: chance(name) });
  }

  #define(make) {
    const id = `d${this.#defs.length}`;
    this.#defs.push(make(id));
    return id;
  }

  #pattern(width, height, angle, content, [x, y] = [0, 0]) {
    const id = this.#define((name) => el('pattern', {
      id: name, x, y, width, height, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${angle})`,
    }, content));
    return `url(#${id})`;
  }

  /** Parallel lines. */
  hatch(color, { gap = 16, width = 4, angle = 45 } = {}) {
    return this.#pattern(gap, gap, angle, rect(0, 0, gap, width, color));
  }

  /** Dots in a staggered grid. */
  dots(color, { gap = 26, r = 5, angle = 0 } = {}) {
    const spots = [[0, 0], [gap, 0], [0, gap], [gap, gap], [gap / 2, gap / 2]];
    return this.#pattern(gap, gap, angle, spots.map(([x, y]) => disc(x, y, r, color)));
  }

  /** Rows of small waves. */
  ripples(color, { gap = 28, height = 6, length = 70, width = 4, angle = 0 } = {}) {
    const y = gap / 2;
    const d = `M0 ${y}Q${length / 4} ${y - height * 2} ${length / 2} ${y}T${length} ${y}`;
    return this.#pattern(length, gap, angle, stroke(d, color, width, { 'stroke-linecap': 'butt' }));
  }

  /** Overlapping scales, as on woven cloth or roof tiles. */
  scales(color, { size = 60, width = 4, rings = 2 } = {}) {
    const half = size / 2;
    const arcs = (cx, cy) => times(rings, (k) => {
      const r = half * (1 - k / rings) - width / 2;
      return stroke(`M${cx - r} ${cy}A${r} ${r} 0 0 1 ${cx + r} ${cy}`, color, width, { 'stroke-linecap': 'butt' });
    });
    return this.#pattern(size, size, 0, [arcs(half, half), arcs(0, size), arcs(size, size)]);
  }

  /** Any motif repeated in a grid. */
  repeat(width, height, content, angle = 0, origin) {
    return this.#pattern(width, height, angle, content, origin);
  }

  /** Shows `children` only inside `outline` (one or more elements). */
  inside(outline, ...children) {
    const id = this.#define((name) => el('clipPath', { id: name }, outline));
    return group({ 'clip-path': `url(#${id})` }, ...children);
  }

  /** A fill for the whole sheet. */
  ground(fill) {
    return rect(0, 0, this.width, this.height, fill);
  }

  /** The finished drawing. */
  svg(...content) {
    const { width, height } = this;
    return el('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      el('defs', {}, ...this.#defs), this.ground(this.colors.paper), ...content);
  }
}
