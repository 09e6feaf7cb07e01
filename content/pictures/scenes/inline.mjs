/** Pictures inside the long reads. */
import {
  at, curve, disc, faint, group, oval, over, polar, poly, rect, ring, shape, straight, stroke, times, wavyBand,
} from '../lib.mjs';
import { fiddle, gull, lighthouse, palm, rays, ridge, rope } from '../props.mjs';

/** The floor of the ropewalk from above: planks, rails, coils. */
function ropeFloor(s) {
  const c = s.colors;
  const planks = times(16, (i) => rect(-500, -700 + i * 110, 2800, 108, [c.mist, '#e2b982', '#efcf9f', '#dcb074'][(i * 7) % 4]));
  const joints = times(16, (i) => times(4,
      (j) => [rect(-300 + j * 640 + ((i * 271) % 500), -700 + i * 110, 6, 108, '#a87b4a'),
        disc(-324 + j * 640 + ((i * 271) % 500), -680 + i * 110, 5, c.ink),
        disc(-324 + j * 640 + ((i * 271) % 500), -612 + i * 110, 5, c.ink)]));
  const grain = times(30,
    () => { const [x, y] = [s.chance.between(-400, 2100),
      s.chance.between(-650, 1000)]; return stroke(`M${x} ${y}q90 -16 180 0t160 4`, '#c99b62', 4); });
  const coil = (x, y, turns, body) => group({}, over(faint(0.35, disc(x + 22, y + 26, turns * 34 + 30, c.ink))),
    times(turns, (k) => {
    const r = (turns - k) * 34 + 12;
    return [ring(x, y, r, c.ink, 38), ring(x, y, r, body, 31),
      times(Math.round(r / 4.6),
        (i,
          n = Math.round(r / 4.6)) => { const a = (360 * i) / n + k * 9; return stroke(straight([polar(x, y, r - 13, a),
            polar(x, y, r + 13, a + 700 / r)]),
            c.ink, 4); })];
  }), disc(x, y, 30, c.ink));
  return [
    s.ground(c.ink), at(0, 0, { turn: 24 }, planks, joints, grain,
      [120, 420].map((y) => [rect(-500, y + 14, 2800, 40, '#a87b4a'), rect(-500, y, 2800, 34, c.ink),
        rect(-500, y + 8, 2800, 8, '#8f6a55'), times(22, (i) => rect(-400 + i * 120, y - 14, 34, 62, '#6d3a2c'))]),
      // The sledge on its rails.
      over(faint(0.35, rect(770, 90, 330, 440, c.ink))), rect(740, 70, 330, 440, c.hot),
      rect(740, 70, 330, 440, s.hatch('#b03819', { gap: 55, width: 6, angle: 90 })), rect(760, 150, 290, 40, c.ink),
      rect(760, 390, 290, 40, c.ink), disc(905, 290, 74, c.ink), ring(905, 290, 52, c.warm, 10),
      times(6, (i) => stroke(straight([polar(905, 290, 0, 0), polar(905, 290, 52, i * 60)]), c.warm, 7)),
      disc(905, 290, 16, c.warm),
      times(3, (i) => stroke(`M740 ${240 + i * 50}H-500`, c.ink, 22)),
      times(3,
        (i) => stroke(`M740 ${240 + i * 50}H-500`, c.paper, 14, { 'stroke-dasharray': '22 5', 'stroke-linecap': 'butt' }))),
    coil(1360, 220, 6, c.warm), coil(1310, 800, 5, c.paper), coil(180, 880, 5, c.cool),
    rope([[1150, 240], [1080, 330], [1130, 420], [1240, 470], [1330, 560], [1316, 640]], c.warm, c.ink, 31, 20),
  ];
}

/** An iron twisting head, a yellow strand on each hook. */
function twistingHead(s) {
  const c = s.colors;
  const hooks = [[520, 230], [330, 440], [560, 560], [360, 760]];
  const meet = [1500, 500];
  const strand = ([x, y]) => {
    const lineOf = times(15, (i) => { const t = i / 14; return [x + 150 + (meet[0] + 260 - x - 150) * t,
        y + (meet[1] - y) * (1 - (1 - t) ** 1.5) + 20 * Math.sin(t * 3)]; });
    return group({},
      times(7, (k) => stroke(curve([[x + 84, y - 6 + k * 2], [x + 120, y - 22 + k * 7],
          ...lineOf.slice(2).map(([px, py], i) => [px, py + (k - 3) * Math.max(1.6, 9 - i * 0.7)])]),
          [c.warm, '#f6cf74', '#c98a26'][k % 3], 9)),
      stroke(`M${x + 92} ${y - 14}q-26 14 -4 30`, '#f6cf74', 16));
  };
  const hook = ([x, y]) => group({}, rect(x - 150, y - 22, 120, 44, '#6f8a9c'), disc(x - 150, y, 66, '#3e5a70'),
    times(12, (i) => at(x - 150, y, { turn: i * 30 }, rect(-10, -82, 20, 26, '#3e5a70'))), disc(x - 150, y, 30, c.ink),
    disc(x - 150, y, 12, c.hot),
    stroke(`M${x - 40} ${y}H${x + 30}C${x + 120} ${y} ${x + 120} ${y - 76} ${x + 56} ${y - 70}`, '#8ea6b4', 24));
  const spin = ([x, y]) => stroke(curve(times(9, (i) => polar(x - 150, y, 104, 120 + i * 14))), c.hot, 10);
  return [
    s.ground(c.ink), faint(0.8, rect(0, 0, 1600, 1000, s.hatch('#1c3c57', { gap: 90, width: 44, angle: 90 }))),
    disc(420, 500, 480, '#22455f'),
    shape('M60 40H560C660 60 720 200 720 500C720 800 660 940 560 960H60Z', c.hot),
    shape('M60 40H560C660 60 720 200 720 500C720 800 660 940 560 960H60Z',
      s.hatch('#c63f24', { gap: 60, width: 26, angle: 0 })),
    shape('M100 90H530C610 110 664 230 664 500C664 770 610 890 530 910H100Z', '#29475f'),
    [[100, 70], [560, 70], [690, 300], [690, 700], [560, 930], [100, 930]].map(([x, y]) => [disc(x, y, 18, c.ink),
      disc(x, y, 8, c.warm)]),
    disc(250, 520, 130, '#16324b'), times(16, (i) => at(250, 520, { turn: i * 22.5 }, rect(-13, -152, 26, 34, '#16324b'))),
    disc(250, 520, 46, c.hot),
    hooks.map(hook), hooks.map(spin), hooks.map(strand),
    rope([[1380, 500], [1440, 502], [1500, 505], [1560, 505], [1640, 505]], c.warm, '#8a5a12', 74, 34),
  ];
}

/** A striped tide staff beside harbour steps. */
function tideGauge(s) {
  const c = s.colors;
  const steps = times(7, (i) => [rect(880 + i * 96, 940 - i * 118, 900, 1000, ['#d9d4bc', '#e7e3cc'][i % 2]),
      rect(880 + i * 96, 940 - i * 118, 900, 20, c.paper), rect(880 + i * 96, 960 - i * 118, 12, 118, '#b9b69b')]);
  const staff = times(14, (i) => rect(470, 60 + i * 80, 150, 80, i % 2 ? '#fffdf2' : c.hot));
  return [
    s.ground(c.mist), disc(230, 230, 120, c.warm), rect(0, 330, 1600, 40, '#87bda6'),
    ridge(0, 700, 360, [330, 300, 320, 280, 330], '#87bda6'), at(130, 330, { scale: 0.34 }, lighthouse(c)),
    rect(0, 360, 1600, 840, c.cool),
    rect(0, 360, 1180, 500, s.ripples('#58a896', { gap: 46, length: 140, height: 5, width: 5 })),
    poly([[1180, 220], [1640, 220], [1640, 1200], [1180, 1200]], '#cbc7ad'), steps,
    over(faint(0.5,
      s.inside(rect(880, 232, 720, 970, '#000'),
        rect(880, 232, 720, 970, s.repeat(190, 118, stroke('M0 0H190M70 0V118', '#c9c4a6', 5)))))),
    times(3, (i) => shape(`M${880 + i * 96} ${960 - i * 118}q40 26 96 4v-10h-96Z`, '#7aa58a')),
    ring(1420, 520, 46, c.ink, 15), rect(1400, 440, 40, 50, c.ink, { rx: 8 }),
    over(faint(0.35, rect(520, 60, 150, 1000, c.ink))), rect(440, 30, 30, 1100, c.ink), staff,
    rect(620, 60, 16, 1120, c.ink),
    times(28, (i) => rect(i % 2 ? 560 : 520, 72 + i * 40, i % 2 ? 60 : 100, 10, c.ink)),
    times(7, (i) => disc(498, 117 + i * 160, 14, c.ink)), rect(424, 24, 228, 40, c.ink, { rx: 12 }),
    // Water over the foot of both.
    over(faint(0.94, wavyBand(-20, 1640, 880, 1220, 12, 230, '#8fcdbb', 0.1))),
    faint(0.72, wavyBand(-20, 1640, 890, 1220, 12, 230, c.cool, 0.1)),
    faint(0.8, wavyBand(-20, 1640, 1010, 1220, 14, 300, '#23766a', 0.4)),
    wavyBand(-20, 1640, 1110, 1220, 14, 340, c.ink, 0.8),
    [[545, 888, 150], [545, 916, 210],
      [545, 950, 280]].map(([x, y, w]) => stroke(`M${x - w / 2} ${y}q${w / 4} 14 ${w / 2} 0t${w / 2} 0`,
      c.paper, 7)),
    times(7, (i) => stroke(`M${60 + i * 230} ${1060 + (i % 2) * 50}q26 -16 52 0t52 0`, '#8fcdbb', 7)),
    at(760, 180, {}, gull(c.ink)), at(880, 120, { scale: 0.6 }, gull(c.ink)),
  ];
}

/** Curved shelves in a hold, each closed with a cord. */
function holdShelves(s) {
  const c = s.colors;
  const bow = [800, 430];
  const spot = (side, t, v) => {
    const near = [bow[0] + side * (920 - 260 * v ** 2), -180 + 1220 * v];
    const depth = 1 - 0.78 * t;
    const swing = Math.sin(t * Math.PI * 0.5);
    return [bow[0] + (near[0] - bow[0]) * (1 - swing * 0.9), bow[1] + (near[1] - bow[1]) * depth];
  };
  const strip = (side, v0, v1, t0, t1, fill) => {
    const ts = times(9, (i) => t0 + ((t1 - t0) * i) / 8);
    return poly([...ts.map((t) => spot(side, t, v0)), ...ts.toReversed().map((t) => spot(side, t, v1))], fill);
  };
  const rows = [0.12, 0.3, 0.48, 0.66, 0.84];
  const tones = [c.hot, c.warm, c.cool, c.paper, '#8f4a2a', c.mist];
  const books = [-1, 1].map((side) => rows.slice(0, 4).map((v, j) => {
    const list = [];
    for (let t = 0.02; t < 0.95;) {
      const wide = s.chance.between(0.014, 0.026);
      const tall = s.chance.between(0.09, 0.14);
      if (s.chance.odds(0.93)) list.push(strip(side, rows[j + 1] - 0.012 - tall, rows[j + 1] - 0.012, t, t + wide * 0.9,
        s.chance.pick(tones)));
      t += wide;
    }
    return list;
  }));
  return [
    s.ground('#2c1410'),
    [-1, 1].map((side) => [strip(side, -0.1, 1.1, 0, 1, side < 0 ? '#6b3524' : '#5a2b1e'),
      rows.slice(0, 4).map((v, j) => strip(side, v, rows[j + 1], 0, 0.97, '#35180f'))]),
    poly([spot(-1, 0, 0.84), ...times(9, (i) => spot(-1, i / 8, 0.92)), ...times(9, (i) => spot(1, 1 - i / 8, 0.92)),
      spot(1, 0, 0.84), [1700, 1100], [-100, 1100]],
      '#8a5230'),
    times(9, (i) => stroke(straight([[-240 + i * 260, 1020], [760 + i * 10, 560]]), '#6b3a20', 6)),
    books, [-1, 1].map((side) => rows.map((v) => strip(side, v - 0.014, v + 0.014, 0, 0.98, c.warm))),
    [-1, 1].map((side) => rows.slice(0,
      4).map((v, j) => { const line = times(13,
          (i) => spot(side, i / 12.5, rows[j + 1] - 0.062)); return [stroke(curve(line), '#2c1410', 13),
          stroke(curve(line), '#fff3d6', 8)]; })),
    [-1, 1].map((side) => [0.02, 0.24, 0.45, 0.64, 0.8, 0.93].map((t, i) => stroke(curve(times(6,
      (k) => spot(side, t, -0.08 + k * 0.2))),
      '#4a2215', 40 - i * 6))),
    poly([[776, 180], [824, 180], [816, 620], [784, 620]], '#a8672f'),
    times(5, (i) => stroke(`M-60 ${-60 + i * 60}Q800 ${60 + i * 44} 1660 ${-60 + i * 60}`, ['#4a2215', '#6b3524'][i % 2],
        34 - i * 5)),
    // The swinging lamp and its light.
    oval(860, 350, 300, 230, c.warm, { opacity: 0.2 }), oval(860, 350, 180, 150, c.warm, { opacity: 0.3 }),
    at(780, 30, { turn: -16 }, stroke('M0 0V180', c.ink, 7), stroke('M-44 214C-44 170 44 170 44 214', c.paper, 8),
      rect(-50, 206, 100, 26, c.hot, { rx: 8 }), rect(-42, 232, 84, 110, '#ffe9a8', { rx: 22 }),
      shape('M0 250C26 284 22 322 0 326C-22 322 -26 284 0 250Z', c.hot), rect(-60, 340, 120, 44, c.hot, { rx: 14 }),
      stroke('M-42 240V336M42 240V336', c.ink, 6)),
  ];
}

/** Children reading in a row over the water. */
function jettyReaders(s) {
  const c = s.colors;
  const covers = [c.hot, c.warm, c.cool, '#fffdf2', c.hot, c.ink, c.warm];
  const skins = ['#b0734c', '#8a5638', '#c98a62', '#9c6342', '#b0734c', '#8a5638', '#c98a62'];
  const child = (i) => {
    const [skin, shirt] = [skins[i], [c.warm, c.paper, c.hot, c.ink, c.paper, c.hot, c.mist][i]];
    const swing = [-10, 6, 14, -4, 10, -12, 4][i];
    const hair = [
      shape('M-50 -272C-60 -350 60 -350 50 -272Z', '#1b1a22'),
      group({}, shape('M-50 -262C-60 -350 60 -350 50 -262Z', '#1b1a22'), disc(-52, -262, 22, '#1b1a22'),
        disc(52, -262, 22, '#1b1a22')),
      shape('M-54 -220C-66 -350 66 -350 54 -220Z', '#1b1a22'),
      shape('M-52 -280C-60 -350 60 -350 52 -280L66 -274V-264H-60Z', c.hot),
    ][i % 4];
    return group({}, stroke(`M-26 -30L${-34 + swing} 60L${-32 + swing * 2} 150`, skin, 30),
      stroke(`M28 -30L${34 + swing * 0.4} 60L${34 - swing} 150`, skin, 30), oval(-38 + swing * 2, 160, 24, 14, skin),
      oval(40 - swing, 160, 24, 14, skin),
      shape('M-66 0C-70 -40 -56 -60 0 -60C56 -60 70 -40 66 0L60 40H10L0 4L-10 40H-58Z',
        [c.ink, c.cool, c.ink, c.hot, c.cool, c.ink, c.cool][i]),
      shape('M-56 -40C-70 -150 -60 -206 -24 -214H24C60 -206 70 -150 56 -40Z', shirt),
      i % 3 === 0 && shape('M-56 -40C-70 -150 -60 -206 -24 -214H24C60 -206 70 -150 56 -40Z',
        s.hatch(c.cool, { gap: 30, width: 9, angle: 0 })),
      disc(0, -264, 50, skin), hair, stroke('M-50 -176L-66 -110L-36 -92M50 -176L66 -110L36 -92', skin, 24),
      at(0, -176, {}, shape('M0 10L-86 -10V74L0 92L86 74V-10Z', covers[i]),
        stroke('M0 10V92', i === 5 ? c.paper : c.ink, 5),
        stroke('M-80 -14C-50 -16 -20 -8 0 8C20 -8 50 -16 80 -14', '#fffdf2', 9)));
  };
  const bamboo = (x, y, height) => group({}, rect(x - 14, y, 28, height, c.warm),
    times(Math.ceil(height / 96), (i) => rect(x - 17, y + 30 + i * 96, 34, 9, '#b8872c')));
  return [
    s.ground('#f6d9c4'), disc(1260, 230, 130, c.hot), rect(0, 60, 1600, 16, '#f2c9ae'), rect(0, 120, 1600, 22, '#f2c9ae'),
    ridge(0, 1600, 480, [400, 330, 380, 350, 410, 370, 420, 380], c.mist),
    ridge(0, 640, 490, [420, 430, 440, 470, 480], '#6fae98'),
    [60, 190, 300].map((x, i) => at(x, 470, { scale: 0.7 - i * 0.12 },
      palm(c.ink, c.ink, { height: 300, lean: 60 - i * 50 }))),
    rect(0, 470, 1600, 540, c.cool),
    rect(0, 470, 1600, 130, s.ripples('#5cb09f', { gap: 36, length: 120, height: 4, width: 4 })),
    wavyBand(-20, 1640, 810, 1020, 10, 280, '#277a6e', 0.3), wavyBand(-20, 1640, 910, 1020, 12, 340, c.ink, 0.6),
    [90, 420, 760, 1100, 1450].map((x) => [bamboo(x, 560, 330), faint(0.4, rect(x - 12, 886, 24, 90, c.warm))]),
    [[90, 420], [420, 760], [760, 1100], [1100, 1450]].map(([a, b]) => stroke(`M${a} 830L${b} 690`, '#b8872c', 13)),
    rect(-20, 612, 1640, 34, c.warm), times(15, (i) => rect(20 + i * 114, 612, 8, 34, '#b8872c')),
    rect(-20, 646, 1640, 24, '#b8872c'), rect(-20, 590, 1640, 22, '#f0cb72'),
    times(7, (i) => at(180 + i * 207, 624, { scale: [0.95, 1.05, 0.9, 1.08, 0.92, 1, 0.86][i] }, child(i))),
    times(7, (i) => stroke(`M${140 + i * 207} ${836 + (i % 2) * 34}q22 -14 44 0t44 0`, c.paper, 6)),
  ];
}

const LEAF = 'M0 -430C120 -320 200 -160 190 0C180 150 90 250 0 320C-90 250 -180 150 -190 0C-200 -160 -120 -320 0 -430Z';

/** A crate with a leaf-shaped hollow, the kite lifted half out. */
function kiteCrate(s) {
  const c = s.colors;
  const foam = '#7d8891';
  return [
    s.ground('#cfa565'), rect(0, 0, 1600, 1000, s.hatch('#c39757', { gap: 140, width: 8, angle: 90 })),
    at(740, 520, { turn: -4 }, over(faint(0.4, rect(-620, -390, 1320, 860, '#8a5a2a'))),
      rect(-660, -430, 1320, 860, c.warm), rect(-660, -430, 1320, 860, s.hatch('#d6ad62', { gap: 90, width: 5, angle: 0 })),
      rect(-600, -370, 1200, 740, foam), rect(-600, -370, 1200, 740, s.dots('#6d7881', { gap: 40, r: 6 })),
      rect(-600, -370, 1200, 26, '#5a646d'), rect(-600, -370, 26, 740, '#5a646d'),
      [[-630, -400], [630, -400], [-630, 400], [630, 400]].map(([x, y]) => [disc(x, y, 15, c.ink),
        stroke(`M${x - 8} ${y}h16`, c.warm, 4)]),
      at(-120, 0, { turn: 90 }, shape(LEAF, '#3d4750', { transform: 'scale(0.94 1.16)' }),
        s.inside(shape(LEAF, '#000', { transform: 'scale(0.94 1.16)' }),
          shape(LEAF, '#525d66', { transform: 'translate(26 -30) scale(0.94 1.16)' }))),
      rect(380, 180, 160, 120, '#3d4750', { rx: 14 }), rect(396, 200, 144, 100, '#525d66', { rx: 10 }),
      stroke('M410 250q20 -30 40 0t40 0t40 0', c.hot, 9)),
    // The kite, tilted up out of its hollow.
    at(760, 420, { turn: 68 },
      over(faint(0.45, shape(LEAF, '#29313a', { transform: 'translate(90 60) scale(0.96 1.14)' }))),
      group({ transform: 'scale(0.96 1.14)' }, shape(LEAF, c.hot),
        s.inside(shape(LEAF, '#000'), poly([[0, -430], [200, -430], [200, 330], [0, 330]], '#c5402a'),
      [-330, -180, -20,
        140].map((y,
          i) => shape(`M0 ${y + 96}C70 ${y + 70} 150 ${y - 20} 200 ${y - 70}V${y - 20}C150 ${y + 40} 80 ${y + 110} 0 ${y + 140}C-80 ${y + 110} -150 ${y + 40} -200 ${y - 20}V${y - 70}C-150 ${y - 20} -70 ${y + 70} 0 ${y + 96}Z`,
        i % 2 ? c.paper : c.warm)),
      disc(0, -40, 76, c.ink), disc(0, -40, 52, c.warm), times(8, (i) => disc(...polar(0, -40, 64, i * 45), 7, c.paper)),
      disc(0, -40, 20, c.hot)),
        stroke('M0 -460V330', c.ink, 9), stroke('M-186 -40Q0 -110 186 -40', c.ink, 7))),
    // Two gloved hands at its edges.
    [[1010, 40, 196, false], [560, 20, 164, true]].map(([x, y, turn, flip]) => at(x, y, { turn, scale: 0.78, flip },
      shape('M-74 300C-70 180 -70 60 -60 0H56C66 60 66 180 70 300Z', c.cool),
      shape('M-58 30C-62 -40 -82 -90 -74 -140H70C80 -80 58 -40 54 30Z', '#ffffff'),
      [[-52, -142, -12], [-16, -152, -4], [20, -150, 4], [52, -138, 12]].map(([fx, fy, a], i) => { const [tx,
        ty] = polar(fx, fy, [90, 112, 106, 82][i],
          -90 + a); return stroke(`M${fx} ${fy + 30}L${tx} ${ty}`, '#ffffff', 34); }),
      stroke('M50 -60C80 -80 96 -110 100 -150', '#ffffff', 36),
      stroke('M-34 -140V-200M2 -146V-210M36 -140V-200', c.mist, 5), rect(-66, 14, 128, 26, c.mist))),
  ];
}

/** A furnace mouth in the dark, six pipes in a rack. */
function furnace(s) {
  const c = s.colors;
  const dark = '#26110f';
  const bricks = [300, 372, 444].map((r, k) => times(18 + k * 4, (i, n = 18 + k * 4) => {
    const [a, b] = [(360 * i) / n + 1.4 + k * 6, (360 * (i + 1)) / n - 1.4 + k * 6];
    return poly([polar(560, 480, r, a), polar(560, 480, r + 62, a), polar(560, 480, r + 62, b), polar(560, 480, r, b)],
      [['#b5472a', '#a23c24'], ['#7a2d1f', '#6c281c'], ['#4f1f18', '#471c16']][k][i % 2]);
  }));
  return [
    s.ground(dark), rays(560, 480, 300, 1500, 30, '#3a1812', { share: 0.5 }), bricks,
    disc(560, 480, 292, c.hot), disc(560, 480, 244, '#ea7a26'), disc(560, 480, 190, c.warm), disc(560, 500, 130, '#f8cf6a'),
    disc(560, 520, 74, '#fff3cf'),
    s.inside(disc(560, 480, 292, '#000'),
      shape('M250 700C300 560 360 640 400 520C440 600 470 560 520 440C560 560 600 520 640 460C660 560 720 540 750 620C800 600 830 660 870 700V800H250Z',
        '#ea7a26'),
      shape('M300 760C380 640 420 700 480 590C520 660 570 640 620 560C660 650 720 660 800 760Z', c.warm)),
    rect(0, 900, 1600, 100, '#190a08'), poly([[300, 900], [820, 900], [1100, 1000], [60, 1000]], c.hot, { opacity: 0.6 }),
    poly([[420, 900], [700, 900], [820, 1000], [330, 1000]], c.warm, { opacity: 0.7 }),
    rect(240, 790, 640, 40, '#190a08'), rect(270, 830, 50, 80, '#190a08'), rect(800, 830, 50, 80, '#190a08'),
    // The rack with its six pipes.
    rect(1120, 330, 400, 28, '#7a3a22'), rect(1100, 800, 440, 34, '#7a3a22'), rect(1130, 260, 26, 650, '#5a2a1c'),
    rect(1484, 260, 26, 650, '#5a2a1c'),
    times(6, (i) => group({}, stroke(`M${1186 + i * 44 + 26} 120L${1186 + i * 50} 800`, '#0f0605', 26),
        stroke(`M${1182 + i * 44 + 26} 120L${1182 + i * 50} 800`, [c.mist, '#c9985c'][i % 2], 15),
        stroke(`M${1182 + i * 44 + 26} 120L${1182 + i * 44 + 20} 250`, [c.cool, c.hot, c.warm][i % 3], 24),
        disc(1182 + i * 50, 796, [30, 0, 24, 0, 34, 0][i], ['#f0a83c', '', '#6fbfa6', '', c.hot, ''][i] || 'none'))),
    rect(1120, 336, 400, 10, '#a35a33'), rect(1100, 804, 440, 10, '#a35a33'),
    // One pipe in the fire.
    stroke('M980 700L640 540', '#190a08', 22), stroke('M1180 794L640 540', '#190a08', 22),
    oval(600, 522, 62, 46, '#fffbe6', { transform: 'rotate(25 600 522)' }),
    times(18, () => disc(s.chance.between(200, 1000), s.chance.between(40, 330), s.chance.between(3, 8), c.warm)),
  ];
}

/** A quartet in rubber boots on wet sand. */
function mudQuartet(s) {
  const c = s.colors;
  const player = (coat, boots, arms, instrument, hair) => group({}, stroke('M-50 0V-150', c.ink, 10),
    stroke('M60 0V-150', c.ink, 10), rect(-64, -164, 136, 18, c.ink),
    stroke('M-10 -176L80 -172L92 -60', c.ink, 46), stroke('M-10 -166L56 -150L52 -60', '#3a3068', 42),
    shape('M72 -96H114V-20C150 -20 152 8 146 8H72Z', boots), shape('M30 -90H72V-14C108 -14 110 14 104 14H30Z', boots),
    rect(70, -98, 46, 13, c.paper), rect(28, -92, 46, 13, c.paper),
    shape('M-52 -160C-64 -250 -50 -320 0 -330C50 -324 58 -250 44 -160Z', coat), stroke('M0 -330V-352', '#d99a78', 28),
    disc(6, -382, 44, '#d99a78'), hair, instrument, arms.map((joints) => stroke(curve(joints), coat, 32)),
    arms.map((joints) => disc(...joints.at(-1), 19, '#d99a78')));
  const violin = (turn) => [at(70, -290, { turn, scale: 0.36 }, fiddle(c.warm, c.ink, c.paper)),
    stroke('M20 -270L190 -330', c.paper, 7)];
  const cello = [at(96, -170, { turn: 12, scale: 0.72 }, fiddle(c.hot, c.ink, c.paper)),
    stroke('M10 -150L210 -190', c.paper, 8)];
  const hairs = [shape('M-42 -376C-50 -446 60 -446 52 -384C30 -404 -10 -404 -42 -376Z', c.ink),
    group({}, shape('M-44 -340C-60 -450 66 -450 52 -384C30 -410 0 -410 -10 -380C-20 -360 -30 -344 -44 -340Z', '#8a3b2e'),
      disc(-40, -412, 24, '#8a3b2e')),
    shape('M-40 -370C-50 -440 60 -450 52 -380L20 -404Z', c.paper),
    shape('M-46 -320C-64 -450 70 -460 52 -384C20 -410 -6 -390 -16 -320Z', c.ink)];
  const band = [
    at(350, 650, {},
      player(c.hot, c.warm, [[[10, -300], [70, -250], [110, -320]], [[30, -300], [60, -240], [120, -306]]], violin(62),
        hairs[0])),
    at(640, 650, {},
      player(c.cool, c.hot, [[[10, -300], [70, -250], [110, -320]], [[30, -300], [60, -240], [120, -306]]], violin(60),
        hairs[1])),
    at(960, 650, { flip: true },
      player(c.warm, c.cool, [[[10, -300], [70, -250], [110, -320]], [[30, -300], [60, -240], [120, -306]]], violin(62),
        hairs[2])),
    at(1270, 650, { flip: true },
      player(c.ink, c.hot, [[[0, -300], [90, -300], [122, -350]], [[20, -300], [60, -200], [110, -172]]], cello, hairs[3])),
  ];
  const stands = [[500, 640], [800, 640], [1100, 640]].map(([x, y]) => at(x, y, {},
    stroke('M0 0V-140M0 -30L-40 0M0 -30L40 0', c.ink, 7), rect(-50, -200, 100, 66, c.paper),
    stroke('M-36 -184H36M-36 -168H36M-36 -152H16', c.ink, 4)));
  const scene = group({}, band, stands);
  return [
    s.ground('#f7c9ae'), disc(800, 330, 240, c.warm),
    rect(0, 0, 1600, 400, s.hatch('#f3b99e', { gap: 70, width: 22, angle: 0 }), { opacity: 0.7 }),
    disc(800, 330, 240, c.warm), rect(0, 400, 1600, 24, c.cool), rect(0, 424, 1600, 600, '#dba392'),
    shape('M0 540C300 510 600 570 900 540C1200 510 1400 560 1600 540V1000H0Z', '#c08a8c'),
    shape('M0 690C400 660 900 730 1600 680V1000H0Z', '#8d6d8c'),
    oval(800, 840, 720, 130, '#f2c0a6'), oval(260, 610, 200, 16, '#f7d3bd'), oval(1420, 600, 180, 14, '#f7d3bd'),
    s.inside(oval(800, 840, 720, 130, '#000'), faint(0.42, group({ transform: 'translate(0 1380) scale(1 -1)' }, scene)),
      times(9, (i) => stroke(`M80 ${746 + i * 26}q90 -8 180 0t180 0t180 0t180 0t180 0t180 0t180 0t180 0`, '#f2c0a6', 7))),
    poly([[190, 640], [1410, 640], [1470, 700], [130, 700]], '#f5dcc4'),
    poly([[190, 640], [1410, 640], [1470, 700], [130, 700]], s.hatch('#e5bfa5', { gap: 80, width: 6, angle: 90 })),
    rect(130, 700, 1340, 34, c.ink), [200, 500, 800, 1100, 1400].map((x) => rect(x - 14, 730, 28, 50, c.ink)),
    scene, at(300, 160, { scale: 0.9 }, gull(c.ink)), at(1330, 210, { scale: 0.7 }, gull(c.ink)),
  ];
}

/** Boots in many sizes on a rack before a striped tent. */
function bootRack(s) {
  const c = s.colors;
  const boot = (tone, sole) => group({}, shape('M-46 -210H40V-70C90 -62 104 -36 102 -8H-46Z', tone),
    rect(-54, -222, 102, 24, sole, { rx: 10 }), rect(-54, -16, 164, 20, sole, { rx: 8 }),
    stroke('M-26 -180V-80', '#ffffff', 7, { opacity: 0.35 }), stroke('M40 -70C20 -66 10 -60 0 -50', sole, 5));
  const tones = [c.hot, c.cool, c.warm, c.ink, '#f4f0e2', c.hot, '#8fb8ad', c.warm];
  const soles = { [c.ink]: c.hot };
  const tag = (x, y, count) => group({}, rect(x - 38, y, 76, 34, c.paper, { rx: 6 }),
    times(Math.min(4, count), (i) => stroke(`M${x - 20 + i * 10} ${y + 8}v18`, c.ink, 4)),
    count > 4 && stroke(`M${x - 26} ${y + 26}L${x + 18} ${y + 8}`, c.ink, 4));
  const shelf = (y, count, scale, shift) => times(count, (i) => {
    const x = 120 + (1360 / count) * (i + 0.5);
    const k = scale * [1, 0.8, 1.1, 0.62, 0.92, 1.06, 0.7, 0.86][(i * 3 + shift) % 8];
    const tone = tones[(i * 5 + shift) % 8];
    const sole = soles[tone] ?? c.ink;
    return [at(x + 20 * k, y, { scale: k }, boot(tone, sole), faint(0.34, boot(c.ink, c.ink))),
      at(x - 46 * k, y, { scale: k }, boot(tone, sole))];
  });
  return [
    s.ground(c.mist), rect(0, 0, 1600, 110, '#d3dfd3'),
    times(13, (i) => poly([[800 + (i - 6.5) * 70, -60], [800 + (i - 5.5) * 70, -60], [800 + (i - 5.5) * 240, 900],
        [800 + (i - 6.5) * 240, 900]],
        i % 2 ? c.hot : c.paper)),
    shape('M520 900C600 620 700 300 800 60C900 300 1000 620 1080 900Z', '#0f2438'),
    shape('M520 900C640 700 760 400 800 60C700 300 600 620 520 900Z', c.warm),
    shape('M1080 900C960 700 840 400 800 60C900 300 1000 620 1080 900Z', c.warm),
    times(14, (i) => shape(`M${-40 + i * 122} 0H${82 + i * 122}V56A61 46 0 0 1 ${-40 + i * 122} 56Z`, i % 2 ? c.cool : c.paper)),
    rect(0, 0, 1600, 14, c.ink),
    shape('M0 890C400 860 1000 910 1600 880V1000H0Z', '#8f7f78'),
    times(6, (i) => oval(130 + i * 280, 950 + (i % 2) * 16, 90, 9, '#a99b93')),
    [84, 1484].map((x) => rect(x, 250, 34, 690, c.ink)),
    [[470, 8, 0.82, 0], [690, 7, 0.86, 3], [900, 6, 0.92, 5]].map(([y, n, k, shift]) => [over(faint(0.35,
      rect(84, y + 20, 1434, 40, c.ink))),
      shelf(y, n, k, shift)]),
    [470, 690, 900].map((y, j) => group({}, rect(70, y + 2, 1462, 16, '#8a5a2e'),
      times([8, 7, 6][j], (i) => tag(120 + (1360 / [8, 7, 6][j]) * (i + 0.5), y + 4, ((i + [0, 3, 5][j]) % 5) + 1)))),
  ];
}

export const inline = {
  'ropeworks-floor': { palette: 'spice', draw: ropeFloor },
  'ropeworks-hook': { palette: 'harbour', draw: twistingHead },
  'tide-gauge': { palette: 'lagoon', height: 1200, draw: tideGauge },
  'boat-library-shelves': { palette: 'spice', draw: holdShelves },
  'boat-library-jetty': { palette: 'lagoon', draw: jettyReaders },
  'kite-crate': { palette: 'salt', draw: kiteCrate },
  'glass-furnace': { palette: 'spice', draw: furnace },
  'mud-stage': { palette: 'dusk', draw: mudQuartet },
  'mud-boots': { palette: 'harbour', draw: bootRack },
};
