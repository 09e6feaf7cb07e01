/** Pictures of the Opportunities section. */
import {
  at, curve, disc, faint, group, oval, over, polar, poly, rect, ring, shape, straight, stroke, times, wavyBand,
} from '../lib.mjs';
import { arch, bell, cloud, ferry, glitter, gull, openBook, palm, ridge, rope, sea } from '../props.mjs';

/** Two work stools joined by a slack rope. */
function stools(s) {
  const c = s.colors;
  const stool = (tone, dark) => group({}, stroke('M-96 0L-60 -300M96 0L60 -300', dark, 24),
    stroke('M-84 -100H84M-72 -190H72', dark, 15), rect(-120, -336, 240, 44, tone, { rx: 22 }),
    stroke('M-96 -314H40', dark, 5, { opacity: 0.5 }));
  const line = times(25, (i) => {
    const t = i / 24;
    return [360 + 880 * t, 560 + 4 * 250 * t * (1 - t) + Math.sin(t * 9) * 6];
  });
  return [
    rect(0, 0, 800, 1000, c.hot), rect(800, 0, 800, 1000, c.cool),
    over(shape('M0 780H800V1000H0Z', s.hatch('#f0a58f', { gap: 30, width: 12, angle: 60 })),
      shape('M800 780H1600V1000H800Z', s.hatch('#9cc4bd', { gap: 30, width: 12, angle: -60 }))),
    shape('M0 780H800V1000H0Z', c.ink, { opacity: 0.25 }), shape('M800 780H1600V1000H800Z', c.ink, { opacity: 0.25 }),
    disc(800, 330, 230, c.warm), s.inside(rect(800, 0, 400, 700, '#000'), disc(800, 330, 230, c.paper)),
    oval(340, 886, 170, 24, c.ink, { opacity: 0.5 }), oval(1260, 886, 170, 24, c.ink, { opacity: 0.5 }),
    oval(800, 900, 330, 22, c.ink, { opacity: 0.35 }),
    at(340, 880, {}, stool(c.paper, c.ink)), at(1260, 880, {}, stool(c.warm, c.ink)),
    rope(line, c.paper, c.ink, 34, 24),
    [[352, 548], [1248, 548]].map(([x, y], i) => at(x, y, { flip: i === 1 },
      rope([[-46, -30], [0, -46], [34, -12], [10, 36], [-40, 30], [-60, -6], [-40, -34]], c.paper, c.ink, 30, 22),
      stroke('M-34 20C-60 90 -40 130 -64 190', c.ink, 34), stroke('M-34 20C-60 90 -40 130 -64 190', c.paper, 26))),
    times(3, (i) => [stroke(`M${286 - i * 8} 738l${-16 + i * 8} 40`, c.paper, 7),
        stroke(`M${1312 + i * 8} 738l${16 - i * 8} 40`, c.paper, 7)]),
  ];
}

/** Four open books as a compass rose. */
function compassBooks(s) {
  const c = s.colors;
  const marks = [
    (x, y) => stroke(`M${x} ${y}c0 -22 26 -22 26 0s-26 22 -26 0M${x + 30} ${y + 12}v-22`, c.ink, 6),
    (x, y) => stroke(`M${x - 4} ${y - 14}h36M${x + 4} ${y - 14}l0 28l20 -20M${x + 26} ${y - 14}v26`, c.ink, 6),
    (x, y) => stroke(`M${x} ${y - 12}c4 30 28 30 30 0M${x + 15} ${y + 10}v10`, c.ink, 6),
    (x, y) => stroke(`M${x} ${y + 10}c-8 -26 16 -30 16 -8c0 -22 22 -18 16 8`, c.ink, 6),
  ];
  const covers = [c.hot, c.warm, c.cool, c.ink];
  const book = (k) => group({}, openBook('#fffdf2', covers[k], c.mist, { width: 200, height: 170, rows: 0 }),
    [-1, 1].map((sign) => times(3, (j) => times(3,
        (i) => marks[k](sign < 0 ? -170 + i * 50 : 26 + i * 50, 56 + j * 44 - (sign < 0 ? (3 - i) * 3 : i * 3))))),
    stroke('M0 26V190', c.ink, 4));
  const arrow = (from, to, bend, color) => {
    const [ax, ay] = polar(800, 500, 330, from);
    const [bx, by] = polar(800, 500, 330, to);
    const [mx, my] = polar(800, 500, bend, (from + to) / 2);
    const turn = (Math.atan2(by - my, bx - mx) * 180) / Math.PI;
    return group({}, stroke(`M${ax} ${ay}Q${mx} ${my} ${bx} ${by}`, color, 14),
      at(bx, by, { turn }, poly([[-16, -30], [32, 0], [-16, 30]], color)));
  };
  return [
    s.ground(c.mist), faint(0.7, rect(0, 0, 1600, 1000, s.repeat(160, 160, stroke('M0 0H160M0 0V160', c.paper, 4)))),
    disc(800, 500, 430, c.paper), ring(800, 500, 430, c.cool, 8), ring(800, 500, 404, c.cool, 3),
    times(32,
      (i) => stroke(straight([polar(800, 500, 404, i * 11.25), polar(800, 500, i % 4 ? 388 : 372, i * 11.25)]), c.cool, 5)),
    times(4, (i) => at(800, 500, { turn: i * 90 + 45 }, poly([[0, -210], [34, 0], [0, 0]], c.cool),
        poly([[0, -210], [-34, 0], [0, 0]], c.mist))),
    times(4, (i) => at(800, 500, { turn: i * 90 }, poly([[0, -250], [44, -44], [0, 0]], c.ink),
        poly([[0, -250], [-44, -44], [0, 0]], c.hot))),
    disc(800, 500, 26, c.warm), disc(800, 500, 10, c.ink),
    times(4, (i) => [arrow(i * 90 - 66, i * 90 - 24, 470, covers[i]), arrow(i * 90 - 28, i * 90 - 62, 270, covers[(i + 1) % 4])]),
    at(800, 26, {}, book(0)), at(1260, 404, {}, book(1)), at(800, 772, {}, book(2)), at(340, 404, {}, book(3)),
  ];
}

/** Train, ferry and bicycle along one winding line over a map. */
function slowRoute(s) {
  const c = s.colors;
  const land = 'M-40 -20H620C660 90 560 150 600 250C640 340 520 400 560 500C590 590 480 640 420 720C380 790 420 860 380 940H-40Z';
  const east = 'M1640 -20H1180C1120 60 1220 140 1150 240C1090 330 1190 420 1120 520C1080 600 1160 680 1130 760C1100 830 1140 880 1120 940H1640Z';
  const route = [[-40, 700], [90, 560], [250, 640], [330, 480], [200, 340], [330, 210], [520, 270], [640, 420], [820, 470],
    [960, 350], [1110, 360], [1230, 470], [1340, 380], [1300, 220], [1430, 160], [1500, 290], [1460, 480]];
  const contour = (points, tone) => stroke(curve(points, true), tone, 5);
  const hill = (x, y, k) => times(3,
    (i) => contour(times(8, (j) => polar(x, y, (90 - i * 28) * k * (1 + 0.18 * Math.sin(j * 2.3 + x)), j * 45)),
      '#d8b673'));
  const train = group({}, rect(-150, -96, 120, 84, c.hot, { rx: 10 }), rect(-20, -96, 120, 84, c.hot, { rx: 10 }),
    shape('M110 -96H180C230 -92 250 -60 254 -12H110Z', c.ink), times(3, (i) => rect(-138 + i * 36, -80, 26, 30, c.paper)),
    times(3, (i) => rect(-8 + i * 36, -80, 26, 30, c.paper)),
    poly([[180, -80], [206, -76], [224, -48], [180, -48]], c.mist), stroke('M-30 -30H-20M100 -30H110', c.ink, 10),
    [-120, -60, 10, 70, 140, 210].map((x) => disc(x, -8, 17, c.ink)));
  const bike = group({}, ring(-66, -46, 44, c.ink, 9), ring(76, -46, 44, c.ink, 9),
    stroke('M-66 -46L-20 -120H52L10 -46ZM10 -46L-28 -140M-48 -142H-8M76 -46L46 -150l34 -8', c.hot, 11),
    rect(-106, -128, 64, 34, c.cool, { rx: 6 }));
  const snail = group({},
    shape('M-110 0C-60 -30 40 -20 80 -40C96 -70 110 -110 130 -104C150 -98 150 -40 130 -16C110 4 40 4 -110 0Z', c.ink),
    stroke('M126 -96L116 -140M138 -96L150 -138', c.ink, 7), disc(116, -142, 9, c.ink), disc(150, -140, 9, c.ink),
    disc(0, -78, 76, c.hot), stroke(curve(times(22, (i) => polar(0, -78, 66 - i * 2.9, i * 42 + 90))), c.paper, 11));
  return [
    s.ground(c.mist), rect(0, 0, 1600, 900, s.ripples('#a4bfb6', { gap: 56, length: 150, height: 5, width: 5 })),
    shape(land, '#a4bfb6', { transform: 'translate(22 16)' }), shape(east, '#a4bfb6', { transform: 'translate(-22 16)' }),
    shape(land, c.paper), shape(east, c.paper),
    hill(140, 150, 1.3), hill(430, 560, 0.9), hill(1480, 660, 1.4), hill(1280, 70, 0.8), hill(60, 860, 0.9),
    [[470, 120], [80, 420], [1250, 760], [1560, 60]].map(([x, y]) => times(4,
      (i) => poly([[x + i * 30 - 13, y + (i % 2) * 16], [x + i * 30, y - 44 + (i % 2) * 16],
        [x + i * 30 + 13, y + (i % 2) * 16]],
        c.cool))),
    stroke('M533 0V900M1066 0V900M0 450H1600', c.ink, 2, { opacity: 0.25 }),
    stroke(curve(route), c.warm, 26), stroke(curve(route), c.ink, 6, { 'stroke-dasharray': '4 22' }),
    [[200, 340], [640, 420], [1110, 360]].map(([x, y]) => [disc(x, y, 22, c.ink), disc(x, y, 11, c.paper)]),
    at(300, 216, { turn: -14, scale: 0.95 }, train), at(850, 486, { scale: 0.42, turn: -4 }, ferry(c)),
    stroke('M690 506q24 -14 48 0t48 0t48 0t48 0t48 0t48 0', c.paper, 8), at(1330, 400, { turn: -34, scale: 0.9 }, bike),
    oval(1420, 622, 150, 18, '#d8b673'), at(1396, 620, { scale: 1.15 }, snail), at(1460, 470, {}, disc(0, 0, 20, c.ink)),
  ];
}

/** Two keys crossed between a blue door and a carved one. */
function twoDoors(s) {
  const c = s.colors;
  const key = (tone, dark) => group({}, ring(0, -300, 96, tone, 40), ring(0, -300, 36, tone, 14),
    rect(-20, -204, 40, 520, tone), rect(-40, -190, 80, 34, tone, { rx: 8 }), rect(-32, -140, 64, 20, tone, { rx: 6 }),
    shape('M20 190H120V230H84V262H120V310H20Z', tone), stroke('M-8 -110V300', dark, 6));
  const wood = '#6b3a24';
  const panel = (x, y, w, h) => group({}, rect(x, y, w, h, '#4b2718'),
    s.inside(rect(x, y, w, h, '#000'), rect(x, y, w, h, s.scales(c.warm, { size: 58, width: 5, rings: 2 }))),
    rect(x, y, w, h, 'none', { stroke: c.warm, 'stroke-width': 5 }));
  return [
    rect(0, 0, 800, 1000, '#fbfaf4'), rect(800, 0, 800, 1000, c.hot), rect(0, 880, 800, 120, c.mist),
    rect(800, 880, 800, 120, '#8f3322'),
    faint(0.5, rect(800, 0, 800, 880, s.hatch('#c2402a', { gap: 70, width: 30, angle: 90 }))),
    // Blue door in a whitewashed wall.
    shape(arch(330, 880, 420, 760), c.mist), shape(arch(330, 880, 370, 730), '#2f6fa3'),
    stroke('M330 150V880', '#1d4f7d', 8),
    [[168, 360], [350, 360], [168, 640], [350, 640]].map(([x, y]) => rect(x + 8, y, 126, 220, '#1d4f7d', { rx: 6 })),
    [[168, 360], [350, 360], [168, 640], [350, 640]].map(([x, y]) => rect(x + 22, y + 16, 98, 188, '#4d87ad')),
    shape('M168 330A162 162 0 0 1 320 188V330ZM340 188A162 162 0 0 1 492 330H340Z', '#4d87ad'), disc(300, 600, 13, c.warm),
    disc(360, 600, 13, c.warm),
    poly([[100, 880], [560, 880], [590, 920], [70, 920]], '#fff'),
    at(40, 890, {}, rect(-40, -110, 100, 110, c.hot, { rx: 8 }),
      times(5, (i) => stroke(`M10 -110C${-40 + i * 26} -190 ${-60 + i * 34} -230 ${-70 + i * 40} -${240 + (i % 2) * 50}`,
          '#3f7c66', 12)),
      times(4, (i) => disc(-56 + i * 42, -250 - (i % 2) * 36, 20, '#d9688c'))),
    // Carved wooden door.
    rect(1040, 130, 460, 750, '#4b2718'), rect(1066, 158, 408, 722, wood), stroke('M1270 158V880', '#4b2718', 10),
    [[1090, 360], [1290, 360]].map(([x, y]) => panel(x, y, 160, 240)),
    [[1090, 640], [1290, 640]].map(([x, y]) => panel(x, y, 160, 200)), panel(1090, 184, 360, 140),
    disc(1244, 620, 14, c.warm), disc(1296, 620, 14, c.warm), poly([[1000, 130], [1270, 40], [1540, 130]], wood),
    poly([[1080, 118], [1270, 58], [1460, 118]], c.warm),
    stroke('M1010 130L1270 40L1530 130M1250 50L1230 10M1290 50L1310 10', '#4b2718', 16),
    rect(1010, 880, 520, 34, '#4b2718'),
    // The exchange.
    at(800, 520, { turn: 52 }, key(c.warm, '#b98b3c')), at(800, 520, { turn: -52 }, key(c.ink, '#46628a')),
  ];
}

/** A typed sheet on a line, a pencil as tall as a ladder. */
function criticSheet(s) {
  const c = s.colors;
  const peg = (x, y, turn) => at(x, y, { turn }, rect(-15, -44, 13, 92, c.warm, { rx: 5 }),
    rect(2, -44, 13, 92, c.warm, { rx: 5 }), rect(-17, -14, 34, 9, c.ink));
  const lines = times(13, (j) => {
    let x = 0;
    const words = [];
    while (x < (j === 12 || j === 5 ? 240 : 470)) {
      const width = s.chance.between(26, 90);
      if (x + width > 510) break;
      words.push(rect(x, j * 44, width, 15, c.ink, { rx: 3 }));
      x += width + 18;
    }
    return words;
  });
  return [
    s.ground(c.mist), rect(0, 0, 1600, 1000, s.hatch('#f2c3b4', { gap: 80, width: 34, angle: 90 })),
    disc(1270, 300, 190, c.warm), cloud(130, 260, 220, c.paper), cloud(1180, 170, 260, c.paper),
    shape('M0 860C300 830 700 880 1000 850C1300 830 1450 860 1600 840V1000H0Z', c.cool),
    shape('M0 860C300 830 700 880 1000 850C1300 830 1450 860 1600 840V1000H0Z',
      s.hatch('#65639c', { gap: 34, width: 12, angle: 70 })),
    stroke('M-20 90C300 160 1100 180 1620 60', c.ink, 9),
    at(150, 116, { turn: 4 }, shape('M-60 6L-40 190C-10 200 30 200 60 190L80 6Z', c.hot), stroke('M-40 60h90', c.paper, 8)),
    peg(110, 112, 4), peg(200, 128, 4),
    at(450, 150, { turn: -2 },
      over(faint(0.35, shape('M30 20H660L640 640C560 700 300 640 50 690Z', c.cool, { transform: 'translate(26 26)' }))),
      shape('M0 0H640C650 220 630 420 640 660C520 700 320 650 10 690C-6 460 16 220 0 0Z', '#fffdf8'),
      shape('M640 660C620 600 580 590 520 610C530 640 524 660 520 682C560 684 600 676 640 660Z', '#e9d3c6'),
      at(66, 76, {}, rect(0, 0, 300, 30, c.ink, { rx: 4 }), at(0, 66, { scale: 0.98 }, lines)),
      stroke('M60 206C140 190 200 212 290 200M300 300l40 34M340 300l-40 34M420 370C520 350 590 380 590 400C590 424 440 430 420 400C410 384 430 366 470 364',
        c.hot, 9),
      stroke('M40 540q20 -16 40 0t40 0t40 0t40 0', c.hot, 8), stroke('M600 250c20 30 20 70 0 100', c.hot, 8)),
    peg(520, 150, -2), peg(1010, 148, -4),
    // The pencil, with rungs of bands, leaning on the sheet.
    at(1400, 930, { turn: -34 }, over(faint(0.3, rect(-40, -820, 130, 830, c.ink))), rect(-54, -760, 36, 730, '#f7c96f'),
      rect(-18, -760, 36, 730, c.warm), rect(18, -760, 36, 730, '#d9992f'),
      poly([[-54, -760], [0, -900], [54, -760], [18, -778], [-18, -778]], '#f6dcb8'),
      poly([[-18, -853], [0, -900], [18, -853]], c.ink), rect(-56, -60, 112, 44, c.mist),
      rect(-54, -20, 108, 60, c.hot, { rx: 18 }), times(9, (i) => rect(-74, -720 + i * 70, 148, 14, c.ink, { rx: 7 }))),
    at(1190, 610, { turn: -16, scale: 0.66 }, stroke('M-6 0L-26 -70L14 -130M40 20L50 -60L30 -130', c.ink, 28),
      shape('M-30 -110C-36 -180 -20 -230 20 -236C60 -230 66 -170 56 -110Z', c.hot),
      stroke('M30 -216L-40 -250L-70 -300', c.hot, 26), disc(18, -274, 34, c.ink)),
  ];
}

/** Three bells on a stave of mooring ropes. */
function bellStave(s) {
  const c = s.colors;
  const ropeY = (x, j) => 190 + j * 74 + 58 * Math.sin(x / 330 + 0.5) + (x - 800) * -0.05;
  const line = (j) => times(21, (i) => [-60 + i * 86, ropeY(-60 + i * 86, j)]);
  const post = (x) => group({}, rect(x - 48, 130, 96, 900, c.ink, { rx: 20 }), oval(x, 134, 62, 26, '#2c5a5a'),
    times(5, (j) => [rect(x - 56, ropeY(x, j) - 16, 112, 32, c.paper, { rx: 12 }),
        stroke(`M${x - 40} ${ropeY(x, j) + 12}l18 -24M${x - 8} ${ropeY(x, j) + 12}l18 -24M${x + 24} ${ropeY(x, j) + 12}l18 -24`,
          c.ink, 4)]));
  const hung = (x, j, scale, body, shine) => group({}, stroke(`M${x} ${ropeY(x, j)}V${ropeY(x, j) + 40}`, c.ink, 16),
    at(x, ropeY(x, j) + 34, { scale }, bell(body, c.ink, shine)));
  return [
    s.ground(c.mist), disc(1180, 660, 260, c.hot, { opacity: 0.9 }), rect(0, 760, 1600, 250, c.cool),
    sea(s, 790, ['#2f8f7f', '#277a6e', c.ink], { height: 10, length: 300 }),
    glitter(s, 1180, 790, 6, c.hot, { width: 420, gap: 24 }),
    poly([[0, 764], [0, 700], [120, 690], [140, 640], [170, 690], [330, 720], [420, 764]], c.ink),
    times(5, (j) => rope(line(j), c.paper, c.ink, 22, 20)), post(96), post(1510),
    hung(480, 1, 1.18, c.warm, '#fbe8b0'), hung(880, 2, 0.84, c.hot, '#f8c2b6'), hung(1210, 0, 0.58, c.warm, '#fbe8b0'),
    at(680, 90, { scale: 0.8 }, gull(c.ink)), at(770, 130, { scale: 0.5 }, gull(c.ink)),
  ];
}

/** A tiled façade and a jeepney in one pattern. */
function tilesAndJeepney(s) {
  const c = s.colors;
  const tile = (size) => s.repeat(size, size,
    [rect(0, 0, size, size, '#fbfaf4'), poly([[size / 2, 0], [size, size / 2], [size / 2, size], [0, size / 2]], c.cool),
      disc(size / 2, size / 2, size * 0.24, '#fbfaf4'), disc(size / 2, size / 2, size * 0.13, c.hot),
      [[0, 0], [size, 0], [0, size], [size, size]].map(([x, y]) => [disc(x, y, size * 0.26, c.ink),
        disc(x, y, size * 0.12, c.warm)])]);
  const big = tile(92);
  const small = tile(66);
  const window = (x, y, tall) => group({}, rect(x - 14, y - 14, 178, tall + 28, '#fbfaf4'), rect(x, y, 150, tall, c.ink),
    stroke(`M${x + 75} ${y}V${y + tall}M${x} ${y + tall * 0.4}h150`, '#fbfaf4', 9));
  return [
    s.ground(c.warm), disc(1240, 290, 190, c.hot),
    faint(0.6, rect(700, 0, 900, 700, s.hatch('#eed09a', { gap: 40, width: 10, angle: 0 }))),
    at(1500, 780, { scale: 1.2 }, palm(c.ink, c.ink, { height: 430, lean: -70 })),
    rect(0, 0, 730, 860, big), rect(730, 0, 34, 860, c.ink), rect(0, 0, 764, 40, c.ink), rect(0, 40, 764, 14, '#fbfaf4'),
    window(110, 130, 260), window(440, 130, 260),
    stroke('M80 410H290M80 410V320M290 410V320M115 410V330M150 410V330M185 410V330M220 410V330M255 410V330', c.ink, 8),
    stroke('M410 410H620M410 410V320M620 410V320M445 410V330M480 410V330M515 410V330M550 410V330M585 410V330', c.ink, 8),
    shape(arch(185, 860, 210, 330), '#fbfaf4'), shape(arch(185, 860, 170, 306), c.hot), stroke('M185 560V860', c.ink, 6),
    rect(420, 540, 190, 320, '#fbfaf4'), rect(436, 556, 158, 304, c.ink),
    rect(0, 860, 1600, 140, c.ink), rect(0, 860, 1600, 12, c.paper),
    times(7, (i) => rect(60 + i * 250, 930, 130, 14, c.warm)),
    at(640, 890, {}, oval(420, 14, 470, 26, '#0e1d33'),
      shape('M30 -380H640C660 -380 666 -360 660 -340L690 -230H880C916 -228 926 -200 926 -170V-60H0V-350C0 -370 10 -380 30 -380Z',
        c.mist),
      rect(10, -210, 670, 150, small), rect(10, -226, 900, 18, c.hot), rect(0, -64, 930, 34, c.ink, { rx: 10 }),
      times(4, (i) => rect(40 + i * 142, -350, 122, 118, c.ink, { rx: 8 })),
      poly([[610, -350], [640, -350], [676, -232], [610, -232]], c.ink),
      shape('M690 -208H890C906 -206 910 -190 910 -176V-70H690Z', small), rect(-14, -404, 690, 30, c.hot, { rx: 14 }),
      times(9, (i) => poly([[10 + i * 72, -374], [70 + i * 72, -374], [40 + i * 72, -344]], c.warm)),
      rect(60, -446, 130, 44, c.warm, { rx: 6 }), rect(210, -436, 90, 34, c.cool, { rx: 6 }),
      rect(330, -456, 160, 54, c.ink, { rx: 6 }), stroke('M30 -402V-420H620V-402', c.ink, 8),
      disc(914, -150, 30, c.paper), ring(914, -150, 30, c.ink, 8), rect(890, -86, 56, 22, c.warm, { rx: 8 }),
      stroke('M780 -232l20 -44l34 0', c.ink, 8), shape('M800 -276c10 -30 40 -20 60 -4c-20 14 -40 14 -60 4Z', c.hot),
      times(4, (i) => [disc(100 + i * 142, -282, 22, ['#c98a62', '#8a5a3c', '#c98a62', '#8a5a3c'][i]),
          shape(`M${66 + i * 142} -232c0 -40 68 -40 68 0Z`, [c.hot, c.warm, c.cool, c.paper][i])]),
      [160, 760].map((x) => [disc(x, -30, 74, '#0e1d33'), disc(x, -30, 44, c.mist),
        times(6, (i) => disc(...polar(x, -30, 28, i * 60), 6, c.ink)), disc(x, -30, 14, c.hot)])),
  ];
}

/** An office chair in the bow of a rowing boat. */
function bowChair(s) {
  const c = s.colors;
  return [
    s.ground(c.ink), disc(360, 210, 92, c.paper), disc(396, 190, 84, c.ink),
    times(40, () => disc(s.chance.between(0, 1600), s.chance.between(0, 430), s.chance.between(2, 4), c.paper)),
    ridge(0, 1600, 560, [520, 500, 530, 470, 500, 440, 490, 520], '#17304f'),
    times(8, (i) => rect(100 + i * 190, 524 - (i % 3) * 10, 8, 10, c.warm)),
    rect(0, 556, 1600, 460, c.mist), glitter(s, 360, 580, 9, c.paper, { width: 240, gap: 32 }),
    wavyBand(-20, 1640, 690, 1020, 8, 300, '#22466d', 0.2),
    poly([[1268, 330], [1120, 1000], [1640, 1000], [1640, 620], [1370, 396]], c.warm, { opacity: 0.42 }),
    oval(1380, 880, 250, 60, c.warm, { opacity: 0.6 }),
    // The boat, bow to the right.
    at(720, 800, { turn: 2 },
      shape('M-560 -150C-300 -70 200 -70 520 -210C540 -200 530 -170 520 -150L-540 -120Z', '#0a1526'),
      rect(-380, -150, 130, 30, c.cool),
      // Chair.
      at(200, -120, {}, stroke('M0 0V-110M0 -6L-90 24M0 -6L90 20', c.paper, 16), disc(-92, 30, 17, c.paper),
        disc(92, 26, 17, c.paper), rect(-120, -146, 250, 46, c.hot, { rx: 22 }),
        stroke('M-96 -126C-150 -140 -150 -190 -136 -240', c.paper, 16),
        shape('M-176 -470C-180 -500 -110 -506 -104 -476L-88 -230C-88 -206 -160 -200 -164 -226Z', c.hot),
        stroke('M-150 -440L-136 -250', '#b93a20', 8), stroke('M-70 -130V-216H40', c.paper, 14),
        rect(-60, -230, 130, 22, c.paper, { rx: 11 })),
      shape('M-560 -150C-300 -60 220 -60 520 -210C500 -60 420 60 300 80H-360C-480 60 -540 -30 -560 -150Z', c.hot),
      stroke('M-554 -146C-300 -58 220 -58 516 -206', c.paper, 16),
      over(shape('M-540 -80C-300 10 220 10 500 -130C480 -40 420 60 300 80H-360C-460 60 -510 0 -540 -80Z',
        s.hatch('#e98a6c', { gap: 44, width: 16, angle: 0 }))),
      stroke('M-180 -130L-420 110', c.warm, 18),
      shape('M-400 80L-430 100L-520 210C-540 240 -500 250 -480 226L-408 128Z', c.warm), disc(-200, -106, 20, c.paper),
      // Desk lamp on the gunwale.
      stroke('M430 -176L410 -330L500 -440', c.paper, 15), disc(410, -330, 17, c.warm),
      rect(400, -186, 66, 32, c.paper, { rx: 8 }),
      at(506, -446, { turn: 34 }, shape('M-34 -24H34L84 74H-84Z', c.cool), rect(-22, -50, 44, 30, c.cool, { rx: 8 }),
        oval(0, 76, 84, 16, '#fff4c4'))),
    wavyBand(-20, 1640, 868, 1020, 12, 340, '#1c3b5f', 0.6), wavyBand(-20, 1640, 935, 1020, 12, 380, '#0f2038', 0.1),
    times(6, (i) => stroke(`M${110 + i * 250} ${905 + (i % 2) * 44}q24 -16 48 0t48 0`, c.paper, 6, { opacity: 0.7 })),
  ];
}

/** A stage door at night, framed by a viewfinder. */
function viewfinder(s) {
  const c = s.colors;
  const [frame, dark] = ['#f7e6bd', '#0a1526'];
  const corner = (x, y, sx, sy) => stroke(`M${x + sx * 120} ${y}H${x}V${y + sy * 120}`, frame, 14,
    { 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter' });
  return [
    s.ground('#1b2c4a'),
    rect(0, 0, 1600, 1000, s.repeat(120, 60, stroke('M0 2H120M0 32H120M30 2V32M90 32V62', '#162440', 5))),
    rect(0, 840, 1600, 160, dark),
    poly([[620, 840], [980, 840], [1330, 1000], [330, 1000]], c.warm),
    over(faint(0.5,
      poly([[620, 840], [980, 840], [1330, 1000], [330, 1000]], s.hatch('#d99a36', { gap: 40, width: 8, angle: 0 })))),
    rect(590, 250, 420, 590, dark), rect(620, 280, 360, 560, c.warm),
    rect(620, 280, 360, 560, s.hatch('#f5c770', { gap: 60, width: 26, angle: 90 })),
    poly([[980, 280], [1120, 330], [1120, 880], [980, 840]], c.hot),
    poly([[1004, 330], [1096, 362], [1096, 560], [1004, 540]], '#b53d1c'), disc(1086, 620, 11, frame),
    poly([[560, 226], [1040, 226], [1070, 258], [530, 258]], c.hot), rect(764, 120, 72, 30, dark),
    disc(800, 176, 46, c.warm, { opacity: 0.25 }), shape('M760 150H840L856 186H744Z', c.hot),
    oval(800, 188, 56, 9, '#fff4c4'),
    // Posters beside the door, without words.
    at(300, 330, { turn: -2 }, rect(0, 0, 190, 270, c.cool), disc(95, 100, 56, frame), rect(30, 190, 130, 14, frame),
      rect(30, 220, 90, 14, frame)),
    at(1210, 360, { turn: 2 }, rect(0, 0, 180, 250, frame), poly([[20, 230], [90, 40], [160, 230]], c.hot)),
    // The cleaner and the trolley.
    at(740, 842, { scale: 1.15 }, stroke('M-20 -6L-14 -140M34 -6L16 -140', dark, 30),
      shape('M-56 -110C-56 -200 -50 -250 -10 -262H20C56 -250 58 -190 54 -110Z', dark), disc(6, -304, 36, dark),
      shape('M-34 -312C-40 -356 50 -360 46 -310Z', c.hot), stroke('M24 -230L90 -180L136 -190', dark, 26)),
    at(960, 846, { scale: 1.1 }, stroke('M-70 -210L-52 -40H80', dark, 14), rect(-56, -130, 140, 90, c.cool),
      rect(-46, -166, 50, 40, frame), rect(14, -180, 60, 54, c.hot), stroke('M70 -130L110 -380M96 -380h40', dark, 11),
      stroke('M94 -376l-14 46M108 -376v50M122 -376l14 46M132 -376l26 40', frame, 9), disc(-40, -12, 22, dark),
      disc(66, -12, 22, dark), disc(-40, -12, 8, frame), disc(66, -12, 8, frame)),
    over(faint(0.55, poly([[690, 850], [790, 850], [640, 1000], [430, 1000]], '#7a5a2a'),
      poly([[910, 850], [1050, 850], [1200, 1000], [960, 1000]], '#7a5a2a'))),
    // The viewfinder.
    shape('M0 0H1600V1000H0ZM150 90V910H1450V90Z', '#000000', { 'fill-rule': 'evenodd', opacity: 0.55 }),
    rect(150, 90, 1300, 820, 'none', { stroke: frame, 'stroke-width': 4, opacity: 0.5 }), corner(190, 130, 1, 1),
    corner(1410, 130, -1, 1), corner(190, 870, 1, -1), corner(1410, 870, -1, -1),
    stroke('M583 130V870M1017 130V870M190 377H1410M190 623H1410', frame, 2, { opacity: 0.35 }),
    rect(700, 460, 200, 150, 'none', { stroke: c.hot, 'stroke-width': 8 }), stroke('M800 520v30M785 535h30', c.hot, 5),
    disc(250, 190, 17, c.hot), rect(1290, 176, 70, 34, 'none', { stroke: frame, 'stroke-width': 6 }),
    rect(1298, 184, 40, 18, frame), rect(1362, 186, 8, 14, frame),
    times(21, (i) => stroke(`M${600 + i * 20} 890v${i % 5 ? -10 : -22}`, frame, 4)),
    poly([[800, 850], [790, 836], [810, 836]], c.hot),
  ];
}

export const opportunities = {
  'ropeworks-residency-2027': { palette: 'harbour', draw: stools },
  'translation-grants-four-languages': { palette: 'lagoon', draw: compassBooks },
  'slow-routes-travel-fund': { palette: 'harbour', height: 900, draw: slowRoute },
  'curators-exchange-athens-makassar': { palette: 'salt', draw: twoDoors },
  'young-critics-workshop': { palette: 'dusk', draw: criticSheet },
  'call-for-composers-harbour-bells': { palette: 'lagoon', draw: bellStave },
  'design-fellowship-lisbon-manila': { palette: 'salt', draw: tilesAndJeepney },
  'managing-editor-part-time': { palette: 'night', draw: bowChair },
  'photo-commission-the-other-shift': { palette: 'night', draw: viewfinder },
};
