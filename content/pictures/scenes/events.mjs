/** Pictures of the Events section. */
import {
  along, at, curve, disc, faint, group, onward, oval, over, polar, poly, rect, ring, shape, stroke, times, towards,
  wavyBand,
} from '../lib.mjs';
import { arch, cloud, figure, garland, houses, lamp, lighthouse, rays, ridge } from '../props.mjs';

/** A round stage on stilts over the mud. */
function mudStageFar(s) {
  const c = s.colors;
  const pool = (x, y, rx, ry, tone) => oval(x, y, rx, ry, tone);
  const flag = (i) => poly([[-20, 0], [20, 0], [0, 46]], [c.hot, c.warm, c.cool, c.paper][i % 4]);
  const stilts = [-330, -210, -70, 70, 210, 330];
  return [
    s.ground(c.warm), disc(1180, 270, 150, c.paper),
    rect(0, 0, 1600, 330, s.hatch('#efbe5c', { gap: 46, width: 20, angle: 0 })), disc(1180, 270, 150, c.paper),
    at(260, 330, { scale: 0.56 }, lighthouse(c)), poly([[60, 334], [160, 312], [360, 312], [470, 334]], c.ink),
    rect(0, 328, 1600, 20, c.cool), rect(0, 346, 1600, 8, c.paper),
    rect(0, 354, 1600, 560, '#dfb78d'),
    shape('M0 430C300 400 500 470 800 440C1100 420 1300 460 1600 430V900H0Z', '#b7998c'),
    shape('M0 640C300 600 700 700 1000 650C1300 610 1500 660 1600 640V900H0Z', '#7a7284'),
    pool(1180, 392, 240, 12, c.paper), pool(1150, 430, 170, 10, '#f3d79b'), pool(1210, 470, 210, 13, c.paper),
    pool(180, 560, 230, 18, c.mist), pool(1420, 600, 200, 16, c.mist), pool(760, 800, 640, 62, c.mist),
    pool(260, 740, 180, 14, c.mist), pool(1440, 850, 170, 18, c.mist),
    // The stage mirrored in the wet.
    s.inside(oval(760, 800, 640, 62, '#000'),
      faint(0.55, stilts.map((x) => rect(760 + x - 8, 720, 16, 160, c.ink)), oval(760, 860, 440, 40, c.hot))),
    stilts.map((x, i) => rect(760 + x - 11, 560, 22, 210 + (i === 0 || i === 5 ? -20 : 14), c.ink)),
    stroke('M430 590L550 760M550 590L430 740M970 590L1090 740M1090 590L970 760', c.ink, 8),
    shape('M320 530V570C320 650 1200 650 1200 570V530Z', c.hot),
    shape('M320 530V570C320 650 1200 650 1200 570V530Z', s.hatch('#b93a20', { gap: 40, width: 8, angle: 90 })),
    oval(760, 530, 440, 66, c.paper),
    oval(760, 530, 400, 54, 'none', { stroke: c.warm, 'stroke-width': 7 }),
    stroke('M330 600L240 770M368 612L278 782', c.ink, 12),
    times(5, (i) => stroke(`M${308 - i * 18} ${640 + i * 34}h40`, c.ink, 9)),
    [[370, 520], [1150, 520], [620, 484], [900, 484]].map(([x, y], i) => stroke(`M${x} ${y}V${[140, 140, 110, 110][i]}`,
      c.ink, 12)),
    at(760, 522, { scale: 0.4 }, stroke('M0 0V-260M-50 0L0 -60L50 0', c.ink, 14),
      rect(-16, -320, 32, 70, c.ink, { rx: 16 })),
    garland(370, 146, 620, 116, 46, 6, (i) => flag(i), c.ink),
    garland(620, 116, 900, 116, 60, 7, (i) => flag(i + 1), c.ink),
    garland(900, 116, 1150, 146, 46, 6, (i) => flag(i + 2), c.ink),
    garland(1150, 146, 1640, 40, 60, 9, (i) => flag(i + 3), c.ink),
    garland(-40, 50, 370, 146, 60, 8, (i) => flag(i), c.ink),
    [[1330, 520, 0.28], [1376, 530, 0.3], [1450, 500, 0.24], [180, 486, 0.25]].map(([x, y, k], i) => at(x, y, { scale: k },
      figure(i % 2 ? c.ink : c.hot, c.ink, { legs: c.warm, hat: c.ink }))),
    times(12, (i) => stroke(`M${60 + i * 134} ${690 + (i * 53) % 170}q24 -12 48 0`, '#5d5a70', 6)),
  ];
}

/** Stalls of small books under bare bulbs. */
function nightMarket(s) {
  const c = s.colors;
  const dome = (x, y, r, tone) => group({},
    shape(`M${x - r} ${y}C${x - r * 1.25} ${y - r * 0.8} ${x - r * 0.5} ${y - r * 1.15} ${x} ${y - r * 1.7}C${x + r * 0.5} ${y - r * 1.15} ${x + r * 1.25} ${y - r * 0.8} ${x + r} ${y}Z`,
      tone),
    rect(x - r, y, r * 2, 300, tone), stroke(`M${x} ${y - r * 1.7}V${y - r * 2.1}`, tone, 6),
    disc(x, y - r * 2.15, 7, tone));
  const stall = (x, width, stripe, pale) => {
    const top = 420;
    const strips = 7;
    const each = width / strips;
    const piles = [];
    for (let px = x + 26; px < x + width - 70; px += 84) {
      let y = 742;
      for (let k = s.chance.whole(3, 8); k > 0; k--) {
        const thick = s.chance.between(12, 20);
        y -= thick + 2;
        piles.push(rect(px + s.chance.between(-6, 6), y, 72, thick,
          s.chance.pick([c.hot, c.warm, c.paper, c.cool, c.mist])));
      }
    }
    return group({}, rect(x, top, width, 330, '#3b2c33'), rect(x, top + 20, width, 310, c.warm, { opacity: 0.55 }),
      times(5, (i) => rect(x + 40 + i * ((width - 100) / 5), 530, 56, 76, [c.hot, c.cool, c.paper, c.mist, c.hot][i])),
      rect(x, 606, width, 10, c.ink), piles,
      rect(x - 16, 740, width + 32, 22, c.paper), rect(x, 762, width, 160, stripe),
      rect(x, 762, width, 160, s.hatch(c.ink, { gap: 40, width: 5, angle: 45 }), { opacity: 0.5 }),
      rect(x, top, 12, 500, c.ink), rect(x + width - 12, top, 12, 500, c.ink),
      times(strips,
        (i) => shape(`M${x - 20 + (i * (width + 40)) / strips} ${top + 40}L${x + 24 + (i * (width - 48)) / strips} ${top - 60}H${x + 24 + ((i + 1) * (width - 48)) / strips}L${x - 20 + ((i + 1) * (width + 40)) / strips} ${top + 40}A${each / 2} 26 0 0 1 ${x - 20 + (i * (width + 40)) / strips} ${top + 40}Z`,
          i % 2 ? pale : stripe)));
  };
  const bulb = () => group({}, disc(0, 34, 44, c.warm, { opacity: 0.22 }), rect(-7, 0, 14, 18, c.ink),
    disc(0, 32, 19, '#fff4c4'));
  return [
    s.ground(c.ink), disc(436, 104, 60, c.paper), disc(462, 90, 54, c.ink),
    times(30, () => disc(s.chance.between(0, 1600), s.chance.between(0, 260), 3, c.mist)),
    dome(330, 360, 130, c.mist), dome(800, 330, 180, c.mist), dome(1240, 370, 120, c.mist),
    [140, 540, 1060, 1440].map((x) => [rect(x - 16, 150, 32, 400, c.mist), rect(x - 26, 210, 52, 14, c.mist),
      poly([[x - 20, 152], [x, 80], [x + 20, 152]], c.mist)]),
    dome(600, 420, 70, '#1d4063'), dome(1010, 420, 74, '#1d4063'), dome(70, 430, 80, '#1d4063'),
    dome(1530, 430, 90, '#1d4063'),
    rect(0, 900, 1600, 100, '#1a2f4f'),
    [[260, 300], [800, 320], [1340, 300]].map(([x, rx]) => oval(x, 950, rx, 30, c.warm, { opacity: 0.35 })),
    stall(20, 480, c.hot, c.paper), stall(560, 480, c.cool, c.paper), stall(1100, 480, c.hot, c.paper),
    garland(-40, 250, 530, 270, 60, 5, bulb, c.paper), garland(530, 270, 1080, 270, 60, 5, bulb, c.paper),
    garland(1080, 270, 1660, 240, 60, 5, bulb, c.paper),
    [[230, 970, 1.05, c.mist, c.hot], [470, 986, 1.15, c.ink, c.warm], [900, 976, 1.1, c.ink, ''],
      [1180, 990, 1.2, c.mist, c.paper],
      [1310, 980, 1.05, c.ink, c.hot]].map(([x, y, k, coat, hat]) => at(x, y, { scale: k },
        figure(coat, '#0a1526', { hat, legs: '#0a1526' }))),
  ];
}

/** A saw-tooth factory stitched across its middle. */
function seam(s) {
  const c = s.colors;
  const [brick, joint, thread] = ['#e9b99a', '#d49a7b', '#d3341d'];
  const teeth = times(6, (i) => at(90 + i * 215, 0, {}, poly([[0, 400], [0, 180], [215, 400]], c.ink),
      poly([[14, 380], [14, 214], [48, 248], [48, 380]], c.warm),
      poly([[62, 262], [196, 400], [62, 400]], s.hatch('#2c5a63', { gap: 18, width: 6, angle: 45 }))));
  const tear = [[60, 640], [200, 612], [360, 650], [520, 618], [680, 654], [840, 622], [1000, 652], [1160, 620],
    [1400, 640]];
  const stitch = (x) => [stroke(`M${x} 728L${x + 92} 536`, joint, 34, { transform: 'translate(10 12)' }),
    stroke(`M${x} 728L${x + 92} 536`, thread, 34),
    disc(x, 732, 20, c.ink), disc(x + 92, 532, 20, c.ink), stroke(`M${x} 728l14 -30M${x + 92} 536l-14 30`, thread, 34)];
  return [
    s.ground(c.mist), disc(300, 190, 120, c.paper), rect(0, 880, 1600, 120, c.cool),
    rect(0, 880, 1600, 120, s.hatch('#277a6e', { gap: 60, width: 28, angle: 70 })), rect(1240, 50, 90, 400, brick),
    rect(1240, 110, 90, 26, joint), rect(1226, 40, 118, 28, c.ink), cloud(1330, 20, 200, c.paper),
    teeth, rect(90, 400, 1290, 500, brick),
    rect(90, 400, 1290, 500, s.repeat(68, 40, stroke('M0 2H68M0 22H68M16 2V22M50 22V42', joint, 4))),
    rect(90, 392, 1290, 22, c.ink),
    times(8, (i) => [430, 740].map((y) => group({}, shape(arch(176 + i * 160, y + 118, 84, y > 500 ? 134 : 112), c.ink),
        stroke(`M${176 + i * 160} ${y + 16}V${y + 118}M${136 + i * 160} ${y + 66}h80`, brick, 6)))),
    rect(90, 876, 1290, 26, c.ink),
    shape(`${curve(tear)}${onward(tear.toReversed().map(([x, y], i) => [x, y + (i % 2 ? 30 : 16)]))}Z`, c.ink),
    times(7, (i) => stitch(110 + i * 170)),
    stroke('M1222 536C1300 420 1420 470 1400 580C1380 690 1240 700 1262 600C1280 520 1390 470 1450 400', thread, 26),
    at(1416, 440, { turn: -48 },
      shape('M-80 0C-80 -44 -10 -44 60 -34L440 -2L60 34C-10 44 -80 44 -80 0Z', c.ink,
        { transform: 'translate(-8 16)', opacity: 0.35 }),
      shape('M-80 0C-80 -44 -10 -44 60 -34L440 -2L60 34C-10 44 -80 44 -80 0Z', '#ffffff'),
      shape('M-50 0C-40 -16 40 -16 64 0C40 16 -40 16 -50 0Z', c.ink), stroke('M-10 0L-40 30', thread, 22)),
  ];
}

/** Two half-tables joined by a plank over water. */
function halfTables(s) {
  const c = s.colors;
  const seat = (x, flip, tone) => at(x, 800, { flip, scale: 1.15 }, stroke('M-60 0L-46 -150M70 0L56 -150', c.ink, 14),
    rect(-66, -168, 140, 24, tone, { rx: 10 }), stroke('M-56 -160L-80 -330', c.ink, 14),
    rect(-104, -350, 34, 130, tone, { rx: 16, transform: 'rotate(-7 -88 -290)' }));
  const side = (flip, tone) => at(flip ? 1600 : 0, 0, { flip },
    rect(-20, 800, 560, 220, tone), rect(-20, 800, 560, 22, c.ink),
    rect(-20, 822, 560, 200, s.repeat(110, 60, stroke('M0 2H110M0 32H110M30 2V32M86 32V62', c.ink, 4)), { opacity: 0.35 }),
    stroke('M420 560L452 800M60 560L50 800', c.ink, 20), poly([[-20, 520], [560, 520], [544, 566], [-20, 566]], c.warm),
    rect(-20, 520, 576, 14, '#f7dfae'));
  return [
    s.ground(c.mist),
    // A wide window on the harbour.
    rect(140, 70, 1320, 660, c.paper),
    s.inside(rect(164, 94, 1272, 612, '#000'), rect(164, 94, 1272, 612, '#f6ddc0'), disc(800, 372, 150, c.hot),
      at(150, 400, { scale: 1.1 },
        houses(s, 0, 440, { walls: [c.ink, '#2f4a6d'], roof: c.ink, pane: c.warm, low: 60, high: 170 })),
      at(980, 400, { scale: 1.1 },
        houses(s, 0, 460, { walls: [c.ink, '#2f4a6d'], roof: c.ink, pane: c.warm, low: 60, high: 170 })),
      rect(164, 398, 1280, 320, c.cool),
      times(4, (i) => rect(800 - 110 + i * 22, 420 + i * 26, 220 - i * 44, 11, c.hot, { rx: 5 })),
      faint(0.5, rect(164, 540, 1280, 180, s.ripples(c.ink, { gap: 44, length: 130, height: 5, width: 4 })))),
    [480, 1120].map((x) => rect(x - 9, 80, 18, 640, c.paper)),
    [300, 1300].map((x) => at(x, 0, { scale: 0.8 }, lamp(c.hot, c.ink, 120))),
    rect(0, 860, 1600, 140, c.cool), wavyBand(-20, 1640, 880, 1020, 12, 220, '#3a6f94', 0.3),
    wavyBand(-20, 1640, 940, 1020, 12, 260, c.ink, 0.1),
    times(4, (i) => stroke(`M${600 + i * 110} ${916 - (i % 2) * 26}q18 -12 36 0t36 0`, c.paper, 6)),
    seat(170, false, c.hot), seat(1430, true, c.cool), side(false, '#d9c6a5'), side(true, '#b9cdd6'),
    over(faint(0.3, rect(450, 520, 700, 16, c.ink, { transform: 'translate(0 12)' }))),
    poly([[430, 494], [1170, 486], [1172, 514], [432, 522]], c.ink), stroke('M470 508L1130 500', '#3c5678', 4),
    at(800, 490, {}, oval(0, -2, 78, 10, c.hot),
      shape('M-54 -84H54C54 -30 36 -6 20 -4H-20C-36 -6 -54 -30 -54 -84Z', '#ffffff'),
      stroke('M52 -68C92 -72 90 -26 42 -28', '#ffffff', 13), oval(0, -84, 54, 8, c.ink),
      stroke('M-16 -110c-16 -26 16 -36 0 -66M18 -112c-14 -22 14 -32 0 -56', c.paper, 8)),
    [[250, 516], [1330, 516]].map(([x, y], i) => at(x, y, {}, rect(-70, -12, 150, 14, '#ffffff'),
      rect(-60, -24, 140, 14, i ? c.hot : c.cool), stroke('M110 -6l70 -10', c.ink, 9))),
  ];
}

/** Two shadow puppets on a lit cloth. */
function shadowPlay(s) {
  const c = s.colors;
  const hole = (points, r = 7) => points.map(([x, y]) => disc(x, y, r, '#fff3cf'));
  const karagoz = group({},
    stroke('M-30 -250L-150 200', c.ink, 8),
    shape('M-70 -190C-110 -110 -90 -60 -60 -40H-6L0 -150L30 -40H92C110 -80 100 -140 70 -190Z', c.cool),
    shape('M-64 -42H-10L30 -6C30 8 0 10 -70 6ZM34 -42H90L140 -14C146 6 120 10 30 6Z', c.ink),
    stroke('M136 -10c20 -10 20 -34 4 -36', c.ink, 9),
    shape('M-78 -380C-110 -300 -100 -230 -84 -180H84C104 -240 96 -320 60 -382Z', c.hot),
    shape('M-84 -206H88V-172H-86Z', c.warm), stroke('M-6 -376V-210', c.ink, 7),
    hole([[-50, -340], [-58, -300], [-56, -260], [46, -340], [56, -300], [58, -260]]),
    hole([[-60, -190], [-20, -190], [20, -190], [60, -190]], 6),
    shape('M-70 -470C-80 -410 -60 -350 10 -342C70 -338 96 -370 84 -400C100 -404 96 -420 84 -424C112 -430 118 -448 86 -462C80 -490 60 -500 50 -504H-60Z',
      c.ink),
    shape('M30 -410C60 -420 84 -414 84 -400C96 -370 70 -336 10 -340C-20 -342 -44 -356 -56 -376C-20 -370 10 -380 30 -410Z',
      '#2b1512'),
    stroke('M28 -462Q48 -474 66 -460', '#fff3cf', 6), disc(46, -448, 7, '#fff3cf'),
    shape('M-82 -490C-112 -600 -40 -640 6 -632C70 -624 92 -560 66 -490Z', c.warm),
    rect(-88, -508, 164, 30, c.hot, { rx: 12 }), hole([[-40, -560], [0, -580], [36, -556], [-10, -540]]),
    stroke('M40 -350L120 -300L196 -370', c.hot, 36), disc(120, -300, 13, c.ink), disc(40, -346, 13, c.ink),
    stroke('M204 -378l30 -40M208 -376l44 -16M206 -372l40 12', c.ink, 15), disc(204, -376, 22, c.ink),
    stroke('M204 -370L120 220', c.ink, 6));
  const petruk = group({},
    stroke('M10 -260L40 240', c.ink, 9),
    shape('M-50 -30L-30 -210H66L86 -30C70 -12 40 -20 20 -60C6 -20 -30 -10 -50 -30Z', c.hot),
    shape('M-50 -30L-30 -210H66L86 -30Z', s.scales(c.warm, { size: 36, width: 5, rings: 2 })),
    shape('M-52 -34H-16L-14 4H-100C-104 -14 -70 -20 -52 -34ZM48 -36H88V4H10C8 -14 40 -20 48 -36Z', c.ink),
    shape('M-20 -430C-90 -380 -110 -270 -50 -206H70C100 -270 80 -380 40 -436Z', c.ink),
    hole([[-56, -300], [-40, -260], [-60, -340]], 6), disc(-62, -300, 4, c.ink), shape('M-46 -230H76L70 -200H-40Z', c.warm),
    stroke('M-10 -428C20 -380 30 -330 20 -240', c.warm, 9),
    stroke('M4 -420L-6 -500', c.ink, 34),
    shape('M40 -590C60 -540 40 -486 0 -478C-40 -474 -64 -492 -60 -512L-84 -516C-74 -528 -66 -534 -62 -542L-190 -570C-150 -588 -100 -592 -56 -590C-50 -630 0 -640 40 -590Z',
      c.ink),
    stroke('M-46 -566Q-28 -578 -12 -562', '#fff3cf', 6), disc(-30, -554, 6, '#fff3cf'),
    shape('M30 -604C50 -640 40 -690 80 -700C90 -660 70 -610 48 -580Z', c.ink),
    rect(-24, -628, 60, 18, c.hot, { rx: 8, transform: 'rotate(14 0 -620)' }), disc(44, -540, 12, c.warm),
    hole([[44, -540]], 5),
    stroke('M-14 -414L-150 -290L-210 -110', c.ink, 24), disc(-150, -290, 13, c.warm),
    stroke('M-212 -104l-18 40M-210 -104l-2 46M-206 -106l18 38', c.ink, 10), stroke('M-210 -108L-160 240', c.ink, 6),
    stroke('M34 -416L160 -330L120 -150', c.ink, 24), disc(160, -330, 13, c.warm), disc(34, -414, 12, c.warm),
    stroke('M120 -146l-10 42M120 -146l8 42M122 -148l24 34', c.ink, 10), stroke('M120 -150L170 240', c.ink, 6));
  return [
    s.ground(c.ink), faint(0.5, rect(0, 0, 1600, 1000, s.hatch('#57302a', { gap: 50, width: 22, angle: 90 }))),
    rect(150, 70, 1300, 800, c.warm), rect(176, 96, 1248, 748, c.paper),
    s.inside(rect(176, 96, 1248, 748, '#000'), disc(800, 470, 560, '#fbe3a6'), disc(800, 470, 380, '#fdeec2'),
      disc(800, 470, 190, '#fff7dd'),
      faint(0.5, rays(800, 470, 190, 900, 28, '#f7d488', { share: 0.32 })),
      over(at(500, 800, { scale: 1.08 }, karagoz), at(1080, 800, { scale: 1.06 }, petruk))),
    shape('M0 0H1600V130C1400 70 1200 150 1000 90C860 60 740 60 600 90C400 150 200 70 0 130Z', c.hot),
    stroke('M0 130C200 70 400 150 600 90C740 60 860 60 1000 90C1200 150 1400 70 1600 130', c.warm, 12),
    times(17, (i) => stroke(`M${50 + i * 94} 0V${60 + (i % 3) * 10}`, '#a3331a', 6)),
    rect(0, 880, 1600, 120, '#2a1310'), [260, 420, 800, 1180, 1340].map((x, i) => disc(x, 1000, 70 + (i % 2) * 16, c.ink)),
    rect(120, 866, 1360, 26, c.warm),
  ];
}

/** Footprints that become sound along a quay. */
function soundWalk(s) {
  const c = s.colors;
  const print = (x, y, turn, k) => at(x, y, { turn, scale: k },
    shape('M-20 -66C-34 -30 -22 -10 -20 4C-18 16 22 18 24 4C28 -20 34 -40 22 -66C12 -84 -12 -84 -20 -66Z', c.ink),
    shape('M-18 22C-18 16 20 16 22 22C26 46 14 58 2 58C-12 58 -22 46 -18 22Z', c.ink));
  const crane = (x, k, flip) => at(x, 470, { scale: k, flip },
    stroke('M-60 0L-30 -300M60 0L30 -300M-48 -120L40 -200M48 -120L-40 -200', c.ink, 12), rect(-60, -330, 130, 44, c.ink),
    stroke('M-110 -310L330 -420M0 -330V-460L300 -412M0 -460L-110 -310', c.ink, 11), stroke('M280 -408V-200', c.ink, 5),
    rect(244, -200, 74, 46, c.hot));
  const bars = times(24, (i) => {
    const x = 720 + i * 38;
    const height = (40 + 240 * Math.abs(Math.sin(i * 0.62)) * (0.4 + 0.6 * Math.abs(Math.sin(i * 0.21 + 0.6)))) * Math.min(1,
      0.3 + i / 9);
    return rect(x - 9, 760 - height / 2, 18, height, i % 5 === 2 ? c.paper : c.hot, { rx: 9 });
  });
  return [
    s.ground('#f6d9a6'), disc(360, 250, 130, c.hot), cloud(700, 110, 230, c.paper), cloud(1180, 180, 200, c.paper),
    ridge(0, 1600, 480, [440, 420, 446, 410, 440, 424, 450], c.mist), crane(1130, 0.9, false), crane(1370, 1.05, false),
    crane(940, 0.66, true),
    rect(0, 466, 1600, 130, c.cool),
    rect(0, 466, 1600, 130, s.ripples('#7fb3a9', { gap: 34, length: 110, height: 5, width: 4 })),
    at(430, 520, { scale: 0.9 },
      poly([[-330, -40], [330, -40], [400, -86], [410, -70], [300, 14], [-300, 14], [-400, -70], [-392, -86]], c.ink),
      rect(-330, -52, 660, 12, c.hot), rect(-70, -190, 140, 140, c.paper), rect(-90, -206, 180, 20, c.ink),
      rect(-52, -172, 104, 40, c.cool), stroke('M0 -206V-270', c.ink, 7), poly([[0, -270], [54, -254], [0, -238]], c.hot),
      at(-230, -52, {}, rect(-60, -60, 120, 60, c.warm, { rx: 12 }), disc(-34, 0, 15, '#0c2236'),
        disc(34, 0, 15, '#0c2236')),
      times(5, (i) => at(130 + i * 42, -50, { scale: 0.24 }, figure([c.hot, c.cool, c.warm, c.paper, c.hot][i], '#0c2236')))),
    poly([[0, 590], [1600, 570], [1600, 1000], [0, 1000]], c.warm),
    poly([[0, 590], [1600, 570], [1600, 596], [0, 620]], c.ink),
    rect(0, 610, 1600, 400, s.repeat(230, 130, stroke('M0 0H230M60 0V130', '#d0952c', 5), -2), { opacity: 0.8 }),
    [[210, 588], [900, 580]].map(([x, y]) => group({}, rect(x - 22, y - 46, 44, 60, c.ink, { rx: 8 }),
      oval(x, y - 48, 34, 14, c.ink))),
    [[60, 880, 84, 1.2], [190, 770, 82, 1.16], [320, 850, 84, 1.1], [440, 740, 84, 1.04], [550, 812, 86, 0.98],
      [650, 722, 88, 0.9]].map((step) => print(...step)),
    bars,
  ];
}

/** A reel rolls down a snowy gangway. */
function lateFilms(s) {
  const c = s.colors;
  const reel = (r) => group({}, disc(0, 0, r, c.hot), ring(0, 0, r - 10, c.ink, 12),
    times(5, (i) => disc(...polar(0, 0, r * 0.56, 20 + i * 72), r * 0.24, c.paper)), disc(0, 0, r * 0.15, c.ink),
    times(5, (i) => disc(...polar(0, 0, r * 0.3, 56 + i * 72), r * 0.06, c.ink)));
  const track = [[372, 700], [470, 632], [610, 610], [720, 524], [860, 470], [960, 400], [1100, 330], [1180, 260],
    [1300, 200]];
  const fine = along(track, 6);
  const frames = fine.slice(0, -1).map(([x, y], i) => {
    const turn = (Math.atan2(fine[i + 1][1] - y, fine[i + 1][0] - x) * 180) / Math.PI;
    return at(x, y, { turn }, rect(-3, -29, 9, 9, c.paper), rect(-3, 20, 9, 9, c.paper),
      i % 2 && rect(-12, -15, 30, 30, i % 4 === 1 ? c.warm : c.mist));
  });
  return [
    s.ground(c.mist), faint(0.8, disc(250, 220, 120, c.paper)),
    shape('M860 -20H1640V760C1500 790 1300 800 1180 790C1020 640 900 380 860 -20Z', c.ink),
    shape('M868 90C960 70 1300 60 1640 80V130C1300 110 980 116 876 140Z', c.hot),
    shape('M1090 700C1280 730 1460 720 1640 690V780H1160Z', c.hot),
    times(4, (i) => group({}, ring(1190 + i * 130, 420, 34, c.warm, 12), disc(1190 + i * 130, 420, 24, c.cool))),
    shape('M850 -20H1640V24C1500 50 1400 14 1260 36C1100 60 1000 20 860 44Z', c.paper),
    rect(0, 820, 1600, 200, c.cool), rect(900, 790, 700, 40, c.cool),
    wavyBand(860, 1700, 850, 1020, 10, 200, '#3a6f94', 0.1),
    // The gangway.
    poly([[240, 800], [1330, 150], [1440, 250], [420, 880]], '#ffffff'),
    poly([[420, 880], [1440, 250], [1440, 282], [440, 912]], c.ink),
    times(11, (i) => stroke(`M${308 + i * 98} ${768 - i * 58.5}l152 76`, '#cfdce3', 7)),
    stroke('M250 790V660L1320 20M520 634V500M790 472V340M1060 310V180', '#8fb0c6', 10),
    shape('M-20 830C140 780 420 800 560 870C680 900 820 860 900 900V1010H-20Z', '#ffffff'),
    shape('M-20 920C200 880 500 930 700 940C800 950 860 930 900 950V1010H-20Z', '#dfe8ec'),
    over(faint(0.35, stroke(curve(fine), c.cool, 66, { transform: 'translate(8 26)' }))),
    stroke(curve(fine), '#0f2038', 66, { 'stroke-linecap': 'butt' }), frames,
    over(faint(0.4, oval(330, 880, 190, 26, c.cool))), at(300, 690, { turn: -24 }, reel(186)),
    stroke('M92 560C70 600 60 650 66 700M44 590C30 630 26 660 30 690M134 530l-14 18', c.ink, 9),
    times(70, () => disc(s.chance.between(0, 1600), s.chance.between(0, 960), s.chance.between(4, 10), '#ffffff')),
  ];
}

/** A wall of drawers pulled out like stairs. */
function drawers(s) {
  const c = s.colors;
  const [w, h] = [178, 142];
  const tones = ['#f3b95c', '#e9a75a', '#f6c678', '#e4573f', '#eeb5a4'];
  const front = (x, y, tone, dark = c.ink) => group({}, rect(x + 4, y + 4, w - 8, h - 8, tone),
    rect(x + 16, y + 16, w - 32, h - 32, 'none', { stroke: dark, 'stroke-width': 4, opacity: 0.35 }),
    rect(x + w / 2 - 34, y + 38, 68, 30, '#fff6ea'), stroke(`M${x + w / 2 - 20} ${y + 52}h40`, dark, 4),
    shape(`M${x + w / 2 - 24} ${y + 88}h48a24 18 0 0 1 -48 0Z`, dark));
  const wall = times(7, (j) => times(9, (i) => front(i * w - 4, j * h, s.chance.pick(tones.slice(0, 3)))));
  const pulled = (i, j, out, tone) => {
    const [x, y] = [i * w - 4 + 4, j * h + 4];
    const [dx, dy] = [-out * 0.72, out * 0.5];
    const [bw, bh] = [w - 8, h - 8];
    return group({}, rect(x, y, bw, bh, c.ink),
      over(faint(0.3,
        poly([[x, y + bh], [x + bw, y + bh], [x + bw + dx * 0.2, y + bh + dy + 60], [x + dx, y + bh + dy + 60]], c.cool))),
      poly([[x, y], [x + bw, y], [x + bw + dx, y + dy], [x + dx, y + dy]], '#3a2f63'),
      [0.2, 0.36, 0.52, 0.68, 0.84].map((t, k) => poly([[x + dx * t + 14, y + dy * t], [x + dx * t + bw - 14, y + dy * t],
          [x + dx * t + bw - 14, y + dy * t - 26], [x + dx * t + 14, y + dy * t - 26]],
        k % 2 ? '#fff6ea' : c.mist)),
      poly([[x + bw, y], [x + bw, y + bh], [x + bw + dx, y + bh + dy], [x + bw + dx, y + dy]], '#c9772f'),
      front(x + dx - 4, y + dy - 4, tone));
  };
  const steps = [[3, 5, 200, c.hot], [4, 4, 170, c.warm], [5, 3, 190, c.hot], [6, 2, 150, c.mist], [7, 1, 190, c.cool]];
  return [
    s.ground(c.cool), rect(0, 0, 1600, 1000, '#8c4a34'), wall,
    over(faint(0.45, poly([[0, 0], [900, 0], [0, 1000]], c.mist))),
    pulled(1, 2, 70, c.cool), pulled(8, 5, 110, c.hot), pulled(1, 6, 90, c.hot),
    steps.slice(4).map((step) => pulled(...step)),
    steps.slice(0, 4).toReversed().map((step) => pulled(...step)),
    // The child on the fourth step, head over the fifth drawer.
    at(1030, 372, { scale: 1 }, stroke('M-30 0L-24 -90M34 -6L16 -90', c.ink, 34),
      rect(-58, -16, 56, 26, '#fff6ea', { rx: 12 }), rect(10, -22, 56, 26, '#fff6ea', { rx: 12 }),
      shape('M-54 -74C-56 -160 -30 -216 20 -220C58 -214 60 -140 46 -74Z', c.cool),
      shape('M-54 -74C-56 -160 -30 -216 20 -220C58 -214 60 -140 46 -74Z',
        s.hatch('#fff6ea', { gap: 28, width: 8, angle: 0 })),
      stroke('M20 -196L86 -206L120 -176', c.cool, 30), disc(122, -174, 18, '#c98a62'), disc(48, -258, 46, '#c98a62'),
      shape('M0 -262C-4 -320 90 -330 96 -268C70 -276 40 -276 30 -240C10 -236 0 -244 0 -262Z', c.ink),
      stroke('M4 -262C-30 -260 -40 -230 -34 -204', c.ink, 16)),
  ];
}

/** Garage doors, every second one open and glowing. */
function garages(s) {
  const c = s.colors;
  const p = towards(1480, 470);
  const z = (i) => 0.86 + i * 0.5;
  const face = (i, share, y0, y1, x = -420) => [p(x, y0, z(i)), p(x, y0, z(i + share)), p(x, y1, z(i + share)),
    p(x, y1, z(i))];
  const glows = ['#ffd36b', '#ff8f6b', '#8fd0c8', '#ffe9b0', '#f7a1b5', '#ffd36b'];
  const pips = [[[0, 0]], [[-1, -1], [1, 1]], [[-1, -1], [0, 0], [1, 1]], [[-1, -1], [1, -1], [-1, 1], [1, 1]],
    [[-1, -1], [1, -1], [0, 0], [-1, 1], [1, 1]], [[-1, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [1, 1]]];
  const doors = times(11, (i) => {
    const open = i % 2 === 1;
    const glow = glows[Math.floor(i / 2) % 6];
    const [ax, ay] = p(-420, 250, z(i + 0.4));
    const k = 1 / z(i + 0.4);
    const plate = at(ax, ay - 150 * k, { scale: k },
      group({ transform: 'scale(0.7 1)' }, rect(-70, -70, 140, 140, c.paper, { rx: 14 }),
        (pips[i % 6]).map(([x, y]) => disc(x * 36, y * 36, 14, c.ink))));
    if (!open) return [poly(face(i, 0.78, 260, 1120), '#6f6aa5'),
      times(9, (j) => poly(face(i, 0.78, 300 + j * 92, 314 + j * 92), '#4a447f')), plate];
    return [poly(face(i, 0.78, 260, 1120), glow),
      poly([p(-420, 1120, z(i)), p(-420, 1120, z(i + 0.78)), p(260, 1120, z(i + 0.86)), p(160, 1120, z(i - 0.02))], glow,
        { opacity: 0.55 }),
      poly(face(i, 0.78, 260, 330), '#4a447f'), plate];
  });
  const inside = (i, y, draw) => { const [x, top] = p(-420, y, z(i)); return at(x, top, { scale: 1 / z(i) },
      group({ transform: 'scale(0.72 1)' }, draw)); };
  return [
    s.ground(c.mist), shape('M0 0H1600V560H0Z', '#f4a58d'), rect(0, 0, 1600, 240, c.cool),
    rect(0, 240, 1600, 110, '#b98ba8'), disc(1440, 420, 110, c.hot), rect(0, 470, 1600, 540, '#493f73'),
    rect(1200, 462, 400, 22, c.cool),
    ridge(900, 1600, 474, [474, 452, 460, 440, 470], c.ink),
    poly([p(-420, 1120, 0.7), p(-420, 1120, 14), p(2400, 1120, 14), p(2400, 1120, 0.7)], '#3b335f'),
    poly([p(-420, -40, 0.7), p(-420, -40, 14), p(-420, 1120, 14), p(-420, 1120, 0.7)], c.ink),
    poly([p(-420, -40, 0.7), p(-420, -40, 14), p(-420, 20, 14), p(-420, 20, 0.7)], c.hot),
    doors.toReversed(),
    inside(1.46, 1100,
      [stroke('M-120 0L0 -520L120 0M0 -520L30 -20', c.ink, 22), rect(-150, -480, 300, 250, c.paper),
        disc(30, -360, 70, c.hot), rect(-130, -300, 260, 50, c.cool)]),
    inside(3.44, 1100,
      [rect(-90, -260, 180, 260, c.ink), shape('M-60 -260C-130 -420 20 -420 -30 -560C60 -560 130 -400 60 -260Z', c.paper)]),
    inside(5.44, 1100,
      [rect(-140, -300, 280, 24, c.ink), stroke('M-110 -290V0M110 -290V0', c.ink, 24),
        times(3, (i) => shape(`M${-90 + i * 80} -300c-40 -60 -10 -110 20 -120c30 10 50 60 20 120Z`,
            [c.hot, c.cool, c.paper][i]))]),
    at(1010, 930, { scale: 0.9 }, over(faint(0.5, poly([[0, 0], [60, -6], [560, 70], [480, 90]], c.ink))),
      figure(c.ink, c.ink, { hat: c.warm })),
    at(1100, 920, { scale: 0.84 }, figure(c.hot, c.ink, { legs: c.ink })),
  ];
}

export const events = {
  'low-tide-festival-2027': { palette: 'harbour', height: 900, draw: mudStageFar },
  'night-market-of-small-presses': { palette: 'night', draw: nightMarket },
  'seam-textile-triennial': { palette: 'lagoon', draw: seam },
  'two-coasts-forum-2027': { palette: 'salt', draw: halfTables },
  'karagoz-meets-wayang': { palette: 'spice', draw: shadowPlay },
  'tieng-ben-sound-walk': { palette: 'harbour', draw: soundWalk },
  'films-that-arrived-late': { palette: 'salt', draw: lateFilms },
  'open-drawers-day': { palette: 'dusk', draw: drawers },
  'caspian-open-studios': { palette: 'dusk', draw: garages },
};
