/** Pictures of the Magazine section, second part. */
import {
  at, curve, disc, faint, group, oval, over, polar, poly, rect, shape, straight, stroke, times, towards, wavyBand,
} from '../lib.mjs';
import { cloud, gull, palm, ridge, stripedSun } from '../props.mjs';

/** A small boat whose cargo is bookshelves, bound for a bay. */
function boatLibrary(s) {
  const c = s.colors;
  const shelf = (x, y, width, rows) => group({}, rect(x, y - rows * 92 - 14, width, rows * 92 + 14, c.ink),
    times(rows, (j) => {
      const base = y - j * 92 - 8;
      const books = [];
      for (let bx = x + 12; bx < x + width - 34;) {
        const thick = s.chance.between(16, 30);
        const height = s.chance.between(52, 74);
        books.push(rect(bx, base - height, thick, height, s.chance.pick([c.hot, c.warm, c.paper, c.mist, c.cool])),
          rect(bx, base - height + 12, thick, 6, c.ink));
        bx += thick + 3;
      }
      return [books, rect(x, base, width, 8, c.warm), stroke(`M${x} ${base - 34}H${x + width}`, '#fff8e6', 4)];
    }));
  return [
    s.ground(c.mist), stripedSun(1180, 330, 170, c.warm, c.mist, 0.2), cloud(120, 150, 220, c.paper),
    cloud(1310, 110, 150, c.paper),
    ridge(760, 1660, 560, [520, 440, 400, 440, 360, 330, 400], '#6fae98'),
    ridge(980, 1660, 590, [580, 520, 490, 450, 460, 420], c.cool),
    [[1130, 560, 0.5, -60], [1230, 556, 0.62, 50], [1350, 560, 0.72, -40], [1460, 570, 0.84, 60],
      [1560, 590, 0.95, -70]].map(([x, y, scale, lean]) => at(x, y, { scale }, palm(c.ink, c.ink, { height: 320, lean }))),
    shape('M940 580C1100 548 1400 540 1660 570V640H940Z', c.paper),
    wavyBand(-40, 1700, 566, 1020, 4, 300, c.cool),
    at(610, 770, { turn: -3 },
      stroke('M-30 0V-700', c.ink, 16), shape('M0 -690C190 -600 330 -420 380 -180C260 -150 110 -150 0 -170Z', c.paper),
      over(shape('M0 -690C190 -600 330 -420 380 -180C260 -150 110 -150 0 -170Z',
        s.hatch(c.mist, { gap: 110, width: 46, angle: 58 }))),
      shape('M-60 -660C-200 -520 -300 -340 -340 -180C-240 -160 -140 -160 -60 -176Z', c.hot),
      poly([[-30, -700], [-130, -676], [-30, -650]], c.warm),
      shelf(-300, 0, 220, 2), shelf(-70, 0, 230, 2), shelf(170, 0, 190, 1),
      shape('M-470 -110C-420 -50 -360 -20 -300 -16H340C420 -20 480 -60 540 -130C520 20 420 130 330 150H-300C-400 130 -460 20 -470 -110Z',
        c.hot),
      stroke('M-452 -44C-380 20 -340 34 -280 36H330C400 30 460 0 522 -56', c.warm, 20),
      stroke('M-430 30C-380 84 -340 90 -280 92H320C380 88 440 60 490 10', c.paper, 10),
      disc(430, -10, 26, c.paper), disc(434, -10, 12, c.ink)),
    wavyBand(-40, 1700, 866, 1020, 20, 330, '#277a6e', 0.2), wavyBand(-40, 1700, 930, 1020, 22, 380, c.ink, 0.7),
    times(9, (i) => stroke(`M${90 + i * 180} ${905 + (i % 3) * 26}q30 -18 60 0t60 0`, c.mist, 6)),
    at(1010, 210, { scale: 0.8 }, gull(c.ink)), at(1090, 160, { scale: 0.5 }, gull(c.ink)),
  ];
}

/** Four dancers between two rows of cars in a ferry's hold. */
function carDeck(s) {
  const c = s.colors;
  const p = towards(800, 330);
  const wall = (points, fill) => poly([...points.map(([x, y]) => p(x, y)),
    ...points.toReversed().map(([x, y]) => p(x, y, 9))],
    fill);
  const depths = [1, 1.45, 2.1, 3, 4.3, 6.2];
  const car = (x, z, tone, inner) => {
    const [px, py] = p(x, 1010, z);
    const [ix] = p(x + inner * 235, 1010, z);
    const [bx, by] = p(x + inner * 235, 1010, z * 1.32);
    const k = 1 / z;
    return group({},
      poly([[ix, py - 60 * k], [ix, py - 230 * k], [bx, by - (230 * k) / 1.32], [bx, by - (60 * k) / 1.32]], c.ink),
      at(px, py, { scale: k }, oval(0, -6, 270, 24, '#0d2a29'), rect(-200, -70, 70, 70, '#0d2a29', { rx: 12 }),
        rect(130, -70, 70, 70, '#0d2a29', { rx: 12 }),
        shape('M-170 -230L-130 -370C-126 -390 126 -390 130 -370L170 -230Z', tone),
        shape('M-142 -240L-110 -350H110L142 -240Z', c.mist),
        poly([[-60, -240], [20, -350], [70, -350], [-10, -240]], c.paper),
        rect(-236, -240, 472, 190, tone, { rx: 34 }), rect(-110, -180, 220, 40, c.ink, { rx: 14 }),
        disc(-176, -166, 32, c.paper), disc(176, -166, 32, c.paper), rect(-236, -96, 472, 22, c.ink)));
  };
  const overall = '#ef7a35';
  const dancer = (x, y, scale, { legs, arms, back, head }, flip) => at(x, y, { scale, flip },
    arms.map((joints) => [stroke(curve(joints), overall, 40),
      stroke(straight([joints.at(-1),
        [joints.at(-1)[0] * 2 - joints.at(-2)[0],
          joints.at(-1)[1] * 2 - joints.at(-2)[1]].map((v, i) => joints.at(-1)[i] + (v - joints.at(-1)[i]) * 0.2)]),
        '#7a4a34', 26)]),
    legs.map((joints) => [stroke(curve(joints), overall, 54), disc(...joints.at(-1), 24, c.paper)]),
    stroke(curve(back), overall, 96), stroke(straight([back.at(-1), head]), '#7a4a34', 28), disc(...head, 42, '#7a4a34'),
    shape(`M${head[0] - 44} ${head[1] - 4}A44 44 0 0 1 ${head[0] + 44} ${head[1] - 4}Z`, c.ink),
    stroke(`M${back[0][0] - 40} ${back[0][1] + 6}L${back[0][0] + 44} ${back[0][1] + 6}`, c.warm, 14));
  const lunge = { legs: [[[-10, -230], [-150, -150], [-260, -10]], [[10, -230], [140, -190], [180, -10]]],
    arms: [[[20, -400], [-130, -440], [-270, -520]], [[20, -400], [180, -400], [310, -330]]],
    back: [[0, -240], [10, -320], [30, -400]], head: [54, -490] };
  const arabesque = { legs: [[[0, -270], [0, -140], [-6, -10]], [[0, -270], [-150, -330], [-300, -400]]],
    arms: [[[90, -380], [190, -440], [300, -500]], [[90, -380], [180, -340], [270, -280]]],
    back: [[0, -280], [50, -340], [90, -390]], head: [150, -460] };
  const leap = { legs: [[[0, -300], [140, -330], [270, -260]], [[0, -300], [-150, -250], [-280, -170]]],
    arms: [[[0, -460], [-90, -560], [-160, -660]], [[0, -460], [110, -560], [200, -640]]],
    back: [[0, -310], [-6, -390], [0, -460]], head: [0, -560] };
  const bend = { legs: [[[-20, -230], [-90, -120], [-90, -10]], [[20, -230], [90, -140], [190, -10]]],
    arms: [[[130, -370], [210, -260], [290, -160]], [[130, -370], [100, -500], [40, -620]]],
    back: [[0, -240], [60, -320], [130, -370]], head: [220, -410] };
  const tones = [c.paper, c.mist, c.warm, c.cool];
  return [
    s.ground(c.ink), wall([[-200, 1080], [1800, 1080]], '#23504c'), wall([[-200, 1080], [-200, -60]], c.cool),
    wall([[1800, 1080], [1800, -60]], '#267a6d'), wall([[-200, -60], [1800, -60]], '#123230'),
    poly([p(-200, 1080, 9), p(-200, -60, 9), p(1800, -60, 9), p(1800, 1080, 9)], c.paper),
    rect(...p(400, 300, 9), 90, 68, c.mist),
    [1.1, 1.6, 2.4, 3.6, 5.4].map((z) => stroke(straight([p(-200, 1080, z), p(-200, -60, z), p(1800, -60, z),
      p(1800, 1080, z)]),
      '#1c5a52', 30 / z, { 'stroke-linejoin': 'miter' })),
    [520, 1080].map((x) => poly([p(x - 9, 1080), p(x + 9, 1080), p(x + 9, 1080, 9), p(x - 9, 1080, 9)], c.warm)),
    [500, 1100].map((x) => [1, 1.5, 2.3, 3.5, 5.3].map((z) => poly([p(x - 50, -60, z), p(x + 50, -60, z),
      p(x + 50, -60, z * 1.25), p(x - 50, -60, z * 1.25)],
      '#fff6c9'))),
    depths.map((z, i) => [z, i]).toReversed().map(([z, i]) => [car(110, z, tones[i % 4], 1),
      car(1490, z, tones[(i + 2) % 4], -1)]),
    [[880, 560, 0.3], [770, 704, 0.44], [1130, 912, 0.8], [545, 978, 0.9]].map(([x, y, k]) => over(faint(0.4,
      oval(x, y, 230 * k, 26 * k, c.ink)))),
    dancer(870, 530, 0.32, leap), dancer(770, 700, 0.44, bend), dancer(1130, 905, 0.76, arabesque, true),
    dancer(545, 972, 0.86, lunge),
  ];
}

/** A lit boat on a dark river, three windows reflected as bars. */
function nightBoat(s) {
  const c = s.colors;
  const black = '#0a1526';
  const windows = [430, 600, 770];
  const waterline = 560;
  const bar = (x) => {
    const edge = (sign) => times(34, (i) => [
      x + sign * (42 + i * 0.2) + Math.sin(i * 1.15 + x) * (1 + i * 0.42) + s.chance.between(-1, 1) * i * 0.3,
      waterline + 6 + i * 21]);
    const gaps = times(15, (i) => {
      const y = 720 + i * 36 + s.chance.between(-8, 8);
      return stroke(`M${x - 70} ${y}q35 -10 70 0t70 0`,
        ['#22466d', '#1c3b5f', '#173152', c.ink][y < 800 ? 0 : y < 1000 ? 1 : y < 1230 ? 2 : 3], 3 + i * 0.5);
    });
    const last = times(5,
      (i) => rect(x - 36 + i * 4 + s.chance.between(-14, 14), 1290 + i * 38, 76 - i * 11, 14 - i, c.warm, { rx: 7 }));
    return [shape(`${straight(edge(-1))}L${straight(edge(1).toReversed()).slice(1)}Z`, c.warm), gaps, last];
  };
  return [
    s.ground(c.ink), faint(0.9, rect(0, 0, 1200, 430, s.dots('#30507a', { gap: 110, r: 3.5 }))),
    ridge(0, 1200, waterline, [400, 372, 410, 366, 380, 350, 400, 380], '#17304f'),
    times(9, (i) => rect(60 + i * 134 + s.chance.between(-30, 30), s.chance.between(430, 510), 7, 10, c.warm)),
    rect(0, 500, 1200, 1000, c.mist), wavyBand(-20, 1220, 640, 1520, 5, 240, '#22466d', 0.2),
    wavyBand(-20, 1220, 800, 1520, 8, 320, '#1c3b5f', 0.5), wavyBand(-20, 1220, 1000, 1520, 11, 400, '#173152', 0.1),
    wavyBand(-20, 1220, 1230, 1520, 13, 460, c.ink, 0.8),
    over(faint(0.6, poly([[210, 560], [1000, 560], [940, 800], [290, 800]], black))),
    windows.map(bar),
    rect(300, 280, 640, 170, c.cool), rect(270, 262, 720, 24, c.paper), rect(820, 150, 80, 116, c.hot),
    rect(820, 180, 80, 26, c.paper), stroke('M390 264V120M390 140L250 262M390 140L560 262', black, 6),
    disc(390, 116, 12, c.warm),
    windows.map((x) => [rect(x - 52, 314, 104, 104, black), rect(x - 44, 322, 88, 88, c.warm)]),
    shape('M562 410C562 372 580 360 600 360C620 360 638 372 638 410Z', black), disc(600, 346, 16, black),
    shape('M150 440H1060C1050 500 1010 552 960 566H260C200 552 164 500 150 440Z', black), rect(152, 456, 900, 16, c.hot),
    stroke('M170 440V396H300M1046 440V396H940', c.paper, 5),
  ];
}

/** A handloom whose cloth turns into spreadsheet cells. */
function loom(s) {
  const c = s.colors;
  const columns = 14;
  const cell = 60;
  const left = 800 - (columns * cell) / 2;
  const rows = 13;
  const cloth = times(rows, (j) => times(columns, (i) => {
    const x = left + i * cell;
    const y = 392 + j * 48;
    const share = Math.min(1, Math.max(0, (j - 3.4 + s.chance.between(-1.6, 1.6)) / 4));
    if (share < 0.5) {
      const fill = (i + j) % 2 ? c.hot : (i % 4 === 0 ? c.warm : '#8f2f1c');
      return [rect(x, y, cell + 1, 49, fill),
        (i + j) % 2 ? rect(x, y + 18, cell, 12, c.warm) : rect(x + 24, y, 12, 48, c.hot)];
    }
    const head = i === 0 || j === 8;
    const fill = head ? c.mist : (i * 7 + j * 5) % 11 === 0 ? c.cool : (i * 3 + j) % 13 === 0 ? c.warm : '#fffaf0';
    return [rect(x, y, cell, 48, c.ink), rect(x + 1.5, y + 1.5, cell - 3, 45, fill),
      s.chance.odds(0.72) && rect(x + cell - 12 - (i % 3 ? 26 : 34), y + 18, i % 3 ? 26 : 34, 11,
        fill === c.cool ? c.paper : c.ink, { rx: 3 })];
  }));
  const warp = times(57, (i) => stroke(`M${left + 2 + i * 14.9} 120L${left + 2 + i * 14.9} 400`, i % 8 < 4 ? c.hot : c.ink, 4));
  return [
    s.ground(c.mist), shape('M0 0H1600V830H0Z', '#efd3a4'), faint(0.9, disc(800, 440, 600, c.paper)),
    rect(0, 850, 1600, 150, c.cool), rect(0, 850, 1600, 150, s.hatch('#3d745f', { gap: 70, width: 34, angle: 90 })),
    rect(240, 40, 70, 920, c.ink), rect(1290, 40, 70, 920, c.ink), rect(170, 930, 210, 36, c.ink),
    rect(1220, 930, 210, 36, c.ink), poly([[310, 200], [310, 130], [380, 90], [360, 90]], c.ink),
    rect(200, 60, 1200, 64, c.ink), rect(360, 70, 880, 44, c.warm), warp,
    // Heddles, beater and the shuttle.
    rect(330, 178, 940, 18, c.ink), rect(330, 250, 940, 18, c.ink),
    times(29, (i) => stroke(`M${left + i * 29.8} 186V260`, c.ink, 3)), stroke('M480 124V180M1120 124V180', c.ink, 6),
    rect(220, 330, 1160, 56, '#6a3a2c'), rect(220, 376, 1160, 14, c.ink),
    over(faint(0.35, rect(left + 22, 410, columns * cell, 610, c.ink))), cloth,
    at(1180, 356, { turn: -6 }, shape('M-130 0C-70 -36 70 -36 130 0C70 36 -70 36 -130 0Z', c.warm),
      rect(-60, -12, 120, 24, c.ink, { rx: 12 }), rect(-44, -8, 88, 16, c.hot, { rx: 8 }),
      stroke('M-60 0C-140 40 -200 60 -300 34', c.hot, 5)),
  ];
}

/** Folding chairs before a whitewashed wall in a projector's light. */
function summerCinema(s) {
  const c = s.colors;
  const chair = (x, y, scale) => at(x, y, { scale }, stroke('M-44 10L-52 -150M44 10L52 -150', '#14294a', 12),
    rect(-66, -156, 132, 62, c.mist, { rx: 10 }), rect(-66, -128, 132, 8, '#14294a'),
    rect(-60, -70, 120, 26, '#3a6b9c', { rx: 8 }), stroke('M-40 -50L36 60M40 -50L-36 60', '#14294a', 9));
  const stars = times(60, () => [s.chance.between(20, 1580), s.chance.between(10, 280), s.chance.between(1.6, 4.6)]);
  const cat = at(1000, 262, {},
    shape('M-58 0C-70 -50 -40 -92 -6 -96C-14 -116 -12 -138 -10 -156L8 -140H34L50 -158C56 -126 52 -100 36 -86C56 -50 60 -20 56 0Z',
      '#0a1526'),
    stroke('M-50 -6C-110 0 -112 60 -84 90C-70 106 -92 124 -108 110', '#0a1526', 15));
  const rowsOf = [[690, 0.62, 11, 138], [786, 0.84, 9, 182], [906, 1.14, 8, 246]];
  return [
    s.ground(c.ink), stars.map(([x, y, r]) => disc(x, y, r, c.paper)), disc(1010, 186, 118, c.warm),
    [[70, 0.9], [160, 1.15], [1510, 1.2], [1420, 0.85]].map(([x, k]) => at(x, 640, { scale: k },
      shape('M0 0C-60 -60 -70 -200 0 -520C70 -200 60 -60 0 0Z', '#0a1526'))),
    rect(230, 262, 1140, 380, '#cfd6d6'), rect(210, 250, 1180, 26, c.paper),
    over(faint(0.6, poly([[230, 276], [1370, 276], [1370, 300], [230, 300]], c.mist))),
    rect(0, 620, 1600, 300, '#1d3a5e'), poly([[0, 620], [1600, 620], [1600, 660], [0, 650]], '#264a72'),
    poly([[360, 310], [1180, 310], [1180, 600], [360, 600]], '#fffbea'),
    over(faint(0.7,
      s.inside(rect(360, 310, 820, 290), disc(770, 600, 150, c.warm), rect(360, 520, 820, 80, '#bcd7d6'),
        poly([[520, 520], [620, 420], [720, 520]], '#c8d8dc')))),
    cat,
    rowsOf.map(([y, scale, count, gap], j) => times(count, (i) => chair(800 + (i - (count - 1) / 2) * gap + (j % 2 ? 12 : -10), y,
        scale)).filter((_, i) => !(j === 2 && i === 6))),
    // The light, from the lower right to the wall.
    poly([[1440, 812], [1180, 310], [360, 310], [360, 600]], c.warm, { opacity: 0.26 }),
    at(1500, 830, {}, stroke('M0 20L-50 110M0 20L50 110', '#0a1526', 12), rect(-60, -40, 130, 76, c.hot, { rx: 10 }),
      rect(-84, -20, 30, 36, '#0a1526'), disc(-30, -66, 40, '#0a1526'), disc(48, -74, 34, '#0a1526'),
      disc(-30, -66, 12, c.warm), disc(48, -74, 10, c.warm)),
  ];
}

/** A leaf-shaped kite buckled into a window seat. */
function kiteSeat(s) {
  const c = s.colors;
  const pane = (x) => {
    const hole = rect(x - 120, 170, 240, 330, '#000', { rx: 110 });
    return group({}, rect(x - 150, 138, 300, 394, '#ffffff', { rx: 140 }),
      rect(x - 128, 162, 256, 346, '#d6dfe2', { rx: 118 }),
      s.inside(hole, rect(x - 130, 160, 260, 350, c.cool), disc(x + 60, 240, 36, c.warm),
        cloud(x - 150, 330, 130, '#ffffff'), cloud(x - 40, 420, 150, '#ffffff'),
        poly([[x - 130, 460], [x + 130, 430], [x + 130, 510], [x - 130, 510]], '#8fb4cd')));
  };
  const leaf = 'M0 -430C120 -320 200 -160 190 0C180 150 90 250 0 320C-90 250 -180 150 -190 0C-200 -160 -120 -320 0 -430Z';
  const tail = [[790, 880], [900, 980], [1060, 930], [1150, 1010], [1040, 1100], [880, 1060], [780, 1130], [560, 1140],
    [380, 1080], [220, 1130], [40, 1090], [-60, 1120]];
  return [
    s.ground(c.mist), rect(0, 0, 1600, 70, c.paper), rect(0, 66, 1600, 14, c.cool),
    faint(0.55, rect(0, 600, 1600, 600, s.hatch('#a9c2cf', { gap: 46, width: 5, angle: 0 }))),
    [190, 800, 1410].map(pane),
    rect(0, 1090, 1600, 120, c.ink),
    // Seat in front, cropped.
    at(1330, 0, {}, shape('M150 320C90 320 70 360 84 430L150 980H420V320Z', c.ink),
      rect(110, 620, 190, 26, c.cool, { rx: 10 }), rect(130, 420, 170, 130, '#2d4a72', { rx: 14 }),
      rect(190, 980, 40, 130, c.ink)),
    // The seat itself.
    rect(560, 1000, 44, 110, c.ink), rect(900, 1000, 44, 110, c.ink),
    shape('M300 300C290 230 420 210 450 280L560 840H980C1030 840 1040 940 990 960L960 1010H500C450 1000 430 970 420 930Z',
      c.ink),
    shape('M318 310C320 260 400 250 424 300L470 500L360 520Z', c.hot),
    over(shape('M376 540L480 520L560 860H980C1020 870 1024 920 986 940H520C470 930 450 910 440 880Z',
      s.hatch(c.cool, { gap: 26, width: 6, angle: 78 }))),
    // The kite.
    at(690, 540, { turn: -12 },
      over(faint(0.3, shape(leaf, c.ink, { transform: 'translate(34 20)' }))),
      shape(leaf, c.hot), s.inside(shape(leaf, '#000'), poly([[0, -430], [200, -430], [200, 330], [0, 330]], '#c5402a'),
        [-330, -180, -20,
          140].map((y,
            i) => [shape(`M0 ${y + 96}C70 ${y + 70} 150 ${y - 20} 200 ${y - 70}V${y - 20}C150 ${y + 40} 80 ${y + 110} 0 ${y + 140}C-80 ${y + 110} -150 ${y + 40} -200 ${y - 20}V${y - 70}C-150 ${y - 20} -70 ${y + 70} 0 ${y + 96}Z`,
            i % 2 ? c.paper : c.warm)]),
        disc(0, -40, 76, c.ink), disc(0, -40, 52, c.warm), times(8, (i) => disc(...polar(0, -40, 64, i * 45), 7, c.paper)),
        disc(0, -40, 20, c.hot)),
      stroke('M0 -460V330', c.ink, 9), stroke('M-186 -40Q0 -110 186 -40', c.ink, 7)),
    // Belt and buckle over it.
    stroke('M520 800C640 740 800 740 905 850', c.ink, 62), stroke('M520 800C640 740 800 740 905 850', c.cool, 48),
    at(736, 758, { turn: 4 }, rect(-56, -46, 112, 92, c.paper, { rx: 12 }), rect(-38, -28, 76, 56, c.warm, { rx: 8 }),
      rect(-12, -28, 24, 56, c.ink)),
    rect(470, 800, 360, 48, '#2d4a72', { rx: 24 }), rect(560, 840, 40, 70, '#2d4a72'),
    // The tail, bowed along its length.
    stroke(curve(tail), c.paper, 10),
    times(10, (i) => at(...tail[i + 1], { turn: i * 37 }, poly([[0, 0], [-52, -28], [-52, 28]], i % 2 ? c.warm : c.hot),
        poly([[0, 0], [52, -28], [52, 28]], i % 2 ? c.warm : c.hot), disc(0, 0, 11, c.paper))),
  ];
}

export const magazineMore = {
  'boat-library-of-teluk-randu': { palette: 'lagoon', draw: boatLibrary },
  'car-deck-b': { palette: 'lagoon', draw: carDeck },
  'three-poems-from-the-night-boat': { palette: 'night', width: 1200, height: 1500, draw: nightBoat },
  'loom-and-spreadsheet': { palette: 'spice', draw: loom },
  'psaronisi-cinema': { palette: 'night', height: 900, draw: summerCinema },
  'kite-comes-home': { palette: 'salt', height: 1200, draw: kiteSeat },
};
