/** Pictures of the Resources section. */
import {
  along, at, curve, disc, faint, group, oval, over, polar, poly, rect, ring, shape, straight, stroke, times,
} from '../lib.mjs';
import { cloud, rays, ridge } from '../props.mjs';

/** Five ports on two coasts, joined past two capitals. */
function portCities(s) {
  const c = s.colors;
  const west = [[-40, -40], [420, -40], [470, 90], [400, 190], [500, 300], [440, 420], [540, 520], [450, 640], [500, 760],
    [420, 860], [460, 960], [-40, 960]];
  const east = [[1640, -40], [1150, -40], [1210, 80], [1120, 200], [1190, 310], [1080, 430], [1160, 560], [1090, 660],
    [1180, 780], [1130, 960], [1640, 960]];
  const ports = [[440, 130], [500, 500], [450, 790], [1140, 230], [1120, 690]];
  const links = [[0, 3, -60], [0, 4, 120], [1, 3, -40], [1, 4, 60], [2, 3, 60], [2, 4, 150]];
  const lines = links.map(([a, b, bend], i) => {
    const [[ax, ay], [bx, by]] = [ports[a], ports[b]];
    return stroke(`M${ax} ${ay}C${ax + 240} ${ay + bend} ${bx - 240} ${by + bend} ${bx} ${by}`,
      [c.hot, c.warm, c.ink][i % 3], 11);
  });
  // Along each coast the lines swing wide of the capital.
  const around = [stroke('M440 130C120 150 60 330 130 470C180 590 320 640 450 790', c.hot, 11),
    stroke('M1140 230C1480 160 1570 300 1540 470C1510 620 1330 640 1120 690', c.ink, 11)];
  const icons = [
    stroke('M-26 22L-6 -30L14 22M-18 0H8M-34 -22L36 -40M30 -36V-6', c.ink, 6),
    shape('M-34 2H38L26 24H-22ZM-2 -2V-36L26 -6Z', c.ink),
    group({}, rect(-10, -30, 20, 54, c.ink), rect(-16, -38, 32, 12, c.ink), rect(-22, 20, 44, 8, c.ink)),
    stroke('M0 -34V28M-28 6C-24 30 24 30 28 6M-14 -16H14', c.ink, 7),
    group({}, rect(-30, -8, 26, 34, c.ink), rect(0, -26, 28, 52, c.ink), poly([[-34, -8], [-17, -28], [0, -8]], c.ink)),
  ];
  const capital = (x, y) => at(x, y, {}, rect(-78, -78, 156, 156, '#8b979c'),
    rect(-78, -78, 156, 156, s.hatch('#75828a', { gap: 22, width: 8, angle: 45 })), rect(-52, 24, 104, 16, c.paper),
    times(4, (i) => rect(-46 + i * 26, -22, 14, 44, c.paper)), poly([[-58, -26], [0, -62], [58, -26]], c.paper));
  const land = (points, tone) => shape(curve(points, true), tone);
  return [
    s.ground(c.cool), rect(0, 0, 1600, 900, s.ripples('#5b9a96', { gap: 54, length: 140, height: 5, width: 5 })),
    [46, 24].map((grow, i) => [group({ transform: `translate(${grow} 0)` }, land(west, ['#5b9a96', c.mist][i])),
      group({ transform: `translate(${-grow} 0)` }, land(east, ['#5b9a96', c.mist][i]))]),
    land(west, c.paper), land(east, c.paper),
    over(faint(0.7, s.inside(land(west, '#000'), rect(-40, 0, 640, 900, s.dots('#e5d0a8', { gap: 44, r: 6 }))),
      s.inside(land(east, '#000'), rect(1000, 0, 640, 900, s.dots('#e5d0a8', { gap: 44, r: 6 }))))),
    capital(270, 400), capital(1370, 430), around, lines,
    ports.map(([x, y], i) => at(x, y, {}, disc(0, 0, 72, c.ink), disc(0, 0, 60, [c.warm, c.hot, c.paper, c.warm, c.hot][i]),
      icons[i])),
    at(800, 820, { scale: 0.9 }, poly([[0, -60], [14, -14], [0, 0]], c.paper), poly([[0, -60], [-14, -14], [0, 0]], c.ink),
      poly([[0, 60], [14, 14], [0, 0]], c.ink), poly([[0, 60], [-14, 14], [0, 0]], c.paper),
      stroke('M-46 0H46', c.paper, 5)),
  ];
}

/** A loaded van on a road that loops. */
function touringVan(s) {
  const c = s.colors;
  const road = [[-80, 880], [240, 870], [560, 872], [980, 880], [1300, 820], [1420, 640], [1300, 470], [1080, 470],
    [1000, 620], [1130, 740], [1330, 700], [1480, 560], [1700, 470]];
  const fine = along(road, 10);
  const lane = (part) => [[126, c.paper], [112, c.ink]].map(([width, tone]) => stroke(straight(part), tone, width,
    { 'stroke-linecap': 'butt' }));
  const dashes = (part) => stroke(straight(part), c.warm, 7, { 'stroke-dasharray': '44 40', 'stroke-linecap': 'butt' });
  const tuba = group({}, stroke('M-40 60C-90 60 -90 -60 -40 -60H40C90 -60 90 60 40 60H-10V-130', c.warm, 30),
    shape('M-26 -120C-26 -170 -70 -190 -96 -210H76C50 -190 6 -170 6 -120Z', c.warm), oval(-10, -210, 88, 16, c.ink),
    stroke('M-30 10H44M-30 -16H44', c.ink, 8), stroke('M40 60C70 60 96 40 100 0', c.warm, 16));
  const kettle = group({}, shape('M-70 0C-90 -70 -50 -110 0 -110C50 -110 90 -70 70 0Z', c.paper),
    rect(-30, -124, 60, 18, c.ink, { rx: 8 }), disc(0, -130, 12, c.ink),
    stroke('M62 -40C100 -50 100 -90 124 -100', c.paper, 20), stroke('M-58 -84C-60 -170 60 -170 58 -84', c.ink, 13),
    stroke('M138 -120c-16 -24 16 -30 4 -56', c.paper, 8));
  const tree = (x, y, k) => at(x, y, { scale: k }, rect(-8, -60, 16, 60, c.ink),
    shape('M0 -260C60 -200 76 -120 60 -60H-60C-76 -120 -60 -200 0 -260Z', c.cool),
    stroke('M0 -210V-60M0 -120L28 -150M0 -150L-26 -180', c.ink, 6));
  return [
    s.ground(c.mist), times(5, (i) => rect(0, 40 + i * 70, 1600, 16, '#efd3a6')), disc(300, 250, 120, c.paper),
    cloud(560, 130, 240, c.paper), cloud(1200, 90, 200, c.paper),
    ridge(0, 1600, 1000, [520, 430, 480, 400, 330, 380, 300, 360], '#d8a85f'),
    ridge(0, 1600, 1000, [640, 560, 600, 520, 430, 420, 400, 390], c.hot),
    over(ridge(0, 1600, 1000, [640, 560, 600, 520, 430, 420, 400, 390],
      s.hatch('#e7876b', { gap: 34, width: 10, angle: 30 }))),
    ridge(0, 1600, 1000, [760, 720, 690, 660, 520, 480, 470, 440], c.cool),
    ridge(0, 1600, 1000, [800, 790, 770, 740, 640, 560, 540, 520], '#5d9b83'),
    lane(fine.slice(69)), dashes(fine.slice(69)), lane(fine.slice(0, 71)), dashes(fine.slice(0, 71)),
    tree(1190, 640, 0.55), tree(820, 690, 0.9), tree(120, 790, 1), tree(1530, 780, 1.1),
    at(520, 860, {}, oval(20, 24, 390, 26, '#2a1310'),
      // The load: three flats, a tuba, a kettle, one rope over all.
      poly([[-120, -340], [-150, -640], [60, -660], [70, -340]], c.paper),
      rect(-104, -600, 136, 230, c.mist, { transform: 'rotate(-4 -40 -480)' }),
      shape('M-90 -360V-480A50 56 0 0 1 10 -484V-360Z', c.ink, { transform: 'rotate(-2 -40 -420)' }),
      poly([[-310, -340], [-330, -560], [-110, -580], [-100, -340]], c.cool),
      poly([[-300, -350], [-240, -490], [-200, -430], [-160, -520], [-116, -350]], '#3d745f'), disc(-270, -520, 22, c.warm),
      poly([[-20, -340], [0, -540], [130, -528], [116, -340]], c.hot), disc(62, -440, 36, c.warm),
      rays(62, -440, 44, 62, 10, c.warm, { share: 0.4 }),
      at(190, -412, { scale: 0.98 }, tuba), stroke('M-330 -334C-240 -470 -60 -420 60 -400S200 -380 262 -334', c.ink, 8),
      shape('M-350 -300C-350 -330 -336 -346 -310 -346H170C230 -346 260 -320 290 -250L310 -200C350 -190 372 -170 374 -130V-20H-350Z',
        c.warm),
      rect(-350, -170, 724, 26, c.paper), rect(-350, -144, 724, 124, c.hot),
      shape('M130 -318H180C220 -318 236 -300 260 -240L272 -206H130Z', c.ink), rect(-310, -310, 170, 104, c.ink, { rx: 14 }),
      rect(-110, -310, 200, 104, c.ink, { rx: 14 }),
      poly([[-280, -206], [-220, -310], [-180, -310], [-240, -206]], '#5f352c'), stroke('M110 -330V-24', c.ink, 6),
      rect(130, -150, 44, 10, c.ink, { rx: 5 }),
      [-210, 210].map((x) => [disc(x, -12, 78, c.ink), disc(x, -12, 44, c.paper), disc(x, -12, 16, c.ink)]),
      disc(352, -110, 22, c.paper), rect(-366, -50, 30, 24, c.ink), rect(346, -50, 44, 24, c.ink),
      at(-214, -344, { scale: 0.8 }, kettle)),
  ];
}

/** One clause under a glass, nine speech marks above it. */
function glossary(s) {
  const c = s.colors;
  const mark = 'M0 0C-34 0 -44 -26 -40 -54C-36 -92 -8 -118 22 -126L30 -108C8 -98 -4 -82 -4 -66C24 -64 38 -48 38 -30C38 -10 22 0 0 0Z';
  const pair = (x, y, turn, scale, tone) => at(x, y, { turn, scale }, shape(mark, tone, { transform: 'translate(-52 0)' }),
    shape(mark, tone, { transform: 'translate(52 0)' }));
  const tones = [c.hot, c.warm, c.cool, c.ink, c.paper, c.hot, c.cool, c.warm, c.ink];
  const spots = [[900, 440, -18, 0.8], [1080, 540, 10, 0.85], [990, 310, -8, 0.95], [1240, 420, 8, 1.1],
    [1410, 610, 20, 1.05], [880, 170, -14, 0.85], [1210, 190, 2, 1.15], [1440, 390, 14, 1.1], [1420, 160, 10, 0.95]];
  const row = (y, from, to) => {
    const words = [];
    for (let x = from; x < to - 30;) {
      const width = Math.min(to - x, s.chance.between(30, 96));
      words.push(rect(x, y, width, 13, c.ink, { rx: 3 }));
      x += width + 16;
    }
    return words;
  };
  return [
    s.ground(c.mist), disc(1180, 300, 560, '#f4c9ba'), faint(0.8, disc(1180, 300, 560, s.dots(c.mist, { gap: 52, r: 8 }))),
    rect(0, 880, 1600, 120, c.cool),
    at(430, 520, { turn: -5 }, over(faint(0.4, rect(-290, -420, 660, 880, c.cool))), rect(-320, -450, 660, 890, '#fffaf4'),
      rect(-260, -390, 320, 30, c.ink, { rx: 4 }), rect(-260, -340, 180, 14, c.hot, { rx: 3 }),
      times(14, (j) => j === 3 || j === 8 ? '' : [disc(-250, -284 + j * 42, 6, c.hot),
          row(-290 + j * 42, -226, j % 5 === 4 ? 60 : 280)]),
      stroke('M60 380C80 340 100 400 120 370S160 350 180 384S230 360 270 380', c.ink, 7), stroke('M40 404H290', c.ink, 3),
      rect(-250, 330, 96, 96, c.hot, { rx: 48 }), ring(-202, 378, 34, '#fffaf4', 5)),
    spots.map(([x, y, turn, k], i) => [over(faint(0.25, pair(x + 10, y + 12, turn, k * 1.1, c.cool))),
      pair(x, y, turn, k * 1.1, tones[i])]),
    // The glass over one clause.
    stroke('M870 770L1210 960', c.ink, 64), stroke('M880 776L930 804', c.warm, 64, { 'stroke-linecap': 'butt' }),
    disc(690, 650, 226, c.ink), disc(690, 650, 196, '#fff3dc'),
    s.inside(disc(690, 650, 196, '#000'), rect(480, 560, 500, 84, c.warm),
      [[500, 150], [676, 90], [790, 140]].map(([x, w]) => rect(x, 586, w, 34, c.ink, { rx: 7 })),
      [[500, 90], [616, 170], [812, 80]].map(([x, w]) => rect(x, 676, w, 34, c.ink, { rx: 7 })),
      rect(500, 490, 400, 34, c.mist, { rx: 7 }), rect(500, 764, 300, 34, c.mist, { rx: 7 }),
      poly([[560, 440], [660, 440], [500, 860], [400, 860]], '#ffffff', { opacity: 0.5 })),
  ];
}

/** Ticked boxes, a passport and a bow for a ruler. */
function checklist(s) {
  const c = s.colors;
  const row = (y, i) => group({}, rect(-236, y, 66, 66, '#fffdf6', { stroke: c.ink, 'stroke-width': 8 }),
    i !== 4 && stroke(`M-224 ${y + 32}L-200 ${y + 56}L-150 ${y - 14}`, [c.hot, c.cool][i % 2], 15),
    rect(-130, y + 8, 220 + ((i * 67) % 150), 18, c.ink, { rx: 4 }),
    rect(-130, y + 42, 140 + ((i * 43) % 120), 14, c.mist, { rx: 4 }));
  return [
    s.ground(c.hot), rect(0, 0, 1600, 1000, s.hatch('#cf4326', { gap: 130, width: 60, angle: 0 })),
    at(560, 530, { turn: -6 }, over(faint(0.35, rect(-300, -430, 680, 930, c.ink))),
      rect(-340, -470, 680, 930, c.ink, { rx: 30 }), rect(-300, -400, 600, 820, '#fffdf6'),
      times(6, (i) => row(-300 + i * 114, i)), rect(-130, -510, 260, 92, c.warm, { rx: 16 }), disc(0, -486, 34, c.warm),
      disc(0, -486, 15, c.ink), rect(-100, -440, 200, 14, c.ink, { rx: 6 })),
    at(1220, 400, { turn: 10 }, over(faint(0.35, rect(-180, -270, 420, 580, c.ink))),
      rect(-210, -290, 420, 580, c.cool, { rx: 26 }),
      rect(-196, -276, 392, 552, 'none', { rx: 18, stroke: '#5da19d', 'stroke-width': 5 }), ring(0, -50, 112, c.warm, 12),
      oval(0, -50, 50, 112, 'none', { stroke: c.warm, 'stroke-width': 8 }),
      stroke('M-108 -50H108M-92 -104H92M-92 4H92', c.warm, 8), rect(-110, -230, 220, 22, c.warm, { rx: 6 }),
      rect(-80, 140, 160, 18, c.warm, { rx: 6 }), rect(-44, 190, 88, 50, c.warm, { rx: 10 }), disc(0, 215, 15, c.cool),
      rect(-230, -180, 24, 360, c.warm)),
    // The bow, its stick marked off like a ruler.
    at(1010, 800, { turn: -16 }, over(faint(0.4, rect(-560, 26, 1160, 60, c.ink))), rect(-540, 20, 1010, 24, c.paper),
      times(4, (i) => stroke(`M-536 ${25 + i * 5}H466`, '#d8c7a2', 1.5)),
      shape('M-590 -20C-300 14 200 14 600 -26V-4C200 40 -300 36 -560 22L-566 50C-600 50 -610 -10 -590 -20Z', '#7a3420'),
      shape('M440 6H520V58H440C424 44 424 20 440 6Z', c.ink), disc(478, 32, 10, c.paper), rect(540, -24, 70, 26, c.warm),
      rect(600, -22, 26, 22, c.ink),
      times(29, (i) => stroke(`M${-520 + i * 32} ${58}v${i % 5 ? 20 : 38}`, c.paper, 5))),
  ];
}

/** A tent weighed against a cloud. */
function carbonScale(s) {
  const c = s.colors;
  const tent = group({}, poly([[-170, 0], [-140, -130], [140, -130], [170, 0]], c.paper),
    times(3, (i) => poly([[-170 + i * 136, 0], [-140 + i * 112, -130], [-84 + i * 112, -130], [-102 + i * 136, 0]], c.hot)),
    poly([[-190, -120], [0, -270], [190, -120]], c.paper), poly([[-190, -120], [0, -270], [-110, -120]], c.hot),
    poly([[-36, -120], [0, -270], [36, -120]], c.hot), poly([[110, -120], [0, -270], [190, -120]], c.hot),
    times(8, (i) => shape(`M${-190 + i * 47.5} -122A23.7 22 0 0 0 ${-142.5 + i * 47.5} -122Z`, i % 2 ? c.paper : c.warm)),
    poly([[-34, 0], [0, -100], [34, 0]], c.ink), stroke('M0 -266V-330', c.ink, 8),
    poly([[0, -334], [70, -312], [0, -290]], c.warm));
  const puff = '#8a9494';
  const column = group({},
    [[-60, -40, 80], [60, -46, 84], [0, -120, 92], [-66, -196, 70], [56, -214, 84], [-10, -300, 84], [70, -356, 58],
      [-60, -372, 66], [10, -440, 62]].map(([x, y, r]) => disc(x,
      y, r, puff)),
    [[-60, -40, 52], [0, -130, 56], [56, -214, 50], [-18, -310, 48],
      [10, -440, 34]].map(([x, y, r]) => stroke(curve(times(8, (i) => polar(x, y, r, 180 + i * 24))),
      '#6c7777', 8)),
    rect(-150, -20, 300, 24, puff));
  const pan = (x, y) => group({},
    shape(`M${x - 230} ${y}H${x + 230}C${x + 190} ${y + 80} ${x - 190} ${y + 80} ${x - 230} ${y}Z`, c.warm),
    rect(x - 244, y - 12, 488, 22, c.ink, { rx: 11 }));
  return [
    s.ground(c.mist), disc(800, 420, 390, c.paper), faint(0.8, rays(800, 420, 400, 1000, 24, '#b9d8c4', { share: 0.5 })),
    rect(0, 900, 1600, 100, c.cool), shape('M640 900C660 850 740 850 760 840H840C860 850 940 850 960 900Z', c.ink),
    rect(776, 250, 48, 600, c.ink), disc(800, 520, 34, c.warm), rect(760, 690, 80, 24, c.warm, { rx: 12 }),
    at(800, 230, { turn: 7 },
      shape('M-470 -12C-300 -40 -120 -20 0 -34C120 -20 300 -40 470 -12V12C300 0 120 24 0 24C-120 24 -300 0 -470 12Z',
        c.ink)),
    disc(800, 226, 48, c.warm), disc(800, 226, 20, c.ink), poly([[784, 180], [816, 180], [800, 110]], c.ink),
    stroke('M336 174L150 640M336 174L522 640', c.ink, 7), stroke('M1264 288L1080 790M1264 288L1450 790', c.ink, 7),
    at(1265, 790, { scale: 0.98 }, column), pan(1265, 796), at(336, 640, {}, tent), pan(336, 648),
    [[120, 130], [1480, 120], [1420, 190]].map(([x, y]) => stroke(`M${x - 30} ${y}q15 -20 30 0q15 -20 30 0`, c.ink, 6)),
    times(7, (i) => stroke(`M${40 + i * 240} 950h120`, '#58a597', 8)),
  ];
}

export const resources = {
  'port-cities-foreign-policy': { palette: 'harbour', height: 900, draw: portCities },
  'touring-handbook': { palette: 'spice', draw: touringVan },
  'glossary-of-residency-contracts': { palette: 'dusk', draw: glossary },
  'visa-checklist': { palette: 'harbour', draw: checklist },
  'carbon-ledger': { palette: 'lagoon', draw: carbonScale },
};
