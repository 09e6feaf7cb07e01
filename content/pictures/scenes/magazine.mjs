/** Pictures of the Magazine section, first part. */
import {
  along, at, blob, brush, curve, disc, faint, group, onward, oval, over, polar, poly, rect, ring, shape, straight, stroke,
  times, towards, wavyBand,
} from '../lib.mjs';
import { arch, bell, cloud, figure, flatBook, gull, houses, palm, ridge } from '../props.mjs';

/** A long shed to a vanishing point, five strands, one walker. */
function ropeworks(s) {
  const c = s.colors;
  const p = towards(980, 430);
  const face = (corners, fill) => poly([...corners.map(([x, y]) => p(x, y)),
    ...corners.toReversed().map(([x, y]) => p(x, y, 26))],
    fill);
  const [left, right, floor, eave, apex] = [-320, 1960, 1120, 40, [820, -420]];
  const depths = [0.92, 1.3, 1.85, 2.65, 3.8, 5.5, 8, 12, 18];
  const plank = (x) => stroke(straight([p(x, floor), p(x, floor, 26)]), c.warm, 3);
  const windows = depths.slice(1).map((z) => poly([p(left, 260, z), p(left, 260, z * 1.2), p(left, 640, z * 1.2),
    p(left, 640, z)],
    c.paper));
  const light = depths.slice(1).map((z) => poly([p(left + 420, floor, z), p(left + 420, floor, z * 1.2),
    p(left + 980, floor, z * 1.28), p(left + 1080, floor, z * 1.06)],
    c.paper));
  const truss = depths.toReversed().map((z) => group({},
    stroke(straight([p(left, floor, z), p(left, eave, z), p(...apex, z), p(right, eave, z), p(right, floor, z)]), c.ink,
      46 / z, { 'stroke-linejoin': 'miter' }),
    stroke(straight([p(left, eave, z), p(right, eave, z)]), c.ink, 36 / z),
    stroke(straight([p(820, eave, z), p(...apex, z)]), c.ink, 24 / z)));
  const strand = (x) => {
    const near = 0.5;
    return group({},
      over(faint(0.3, poly([p(x - 40, floor, near), p(x + 30, floor, near), p(x, floor, 26)], c.hot))),
      poly([p(x - 26, 800, near), p(x + 26, 800, near), p(x + 18, 800, 26), p(x - 18, 800, 26)], c.ink),
      poly([p(x - 19, 800, near), p(x + 19, 800, near), p(x + 12, 800, 26), p(x - 12, 800, 26)], c.paper),
      times(54, (i) => near * 1.065 ** i).map((z) => stroke(straight([p(x - 17, 800, z), p(x + 17, 800, z * 1.035)]), c.ink,
          Math.max(1.2, 6 / z))));
  };
  return [
    s.ground(c.ink),
    face([[left, floor], [right, floor]], c.mist), times(17, (i) => plank(left + 140 * i)), faint(0.85, light),
    face([[left, floor], [left, eave]], c.cool), face([[right, floor], [right, eave]], c.hot),
    face([[right, floor], [right, 820]], '#a93318'), face([[left, floor], [left, 820]], '#38705c'),
    windows, face([[left, eave], apex], '#5a2f26'), face([[right, eave], apex], '#6d382c'),
    poly([p(left, floor, 26), p(left, eave, 26), p(...apex, 26), p(right, eave, 26), p(right, floor, 26)], c.paper),
    truss,
    at(...p(1010, floor, 5), { scale: 0.5 }, figure(c.ink, c.ink, { hat: c.warm })),
    [200, 520, 840, 1160, 1480].map(strand),
  ];
}

/** A booklet whose columns of figures become waves. */
function tideTables(s) {
  const c = s.colors;
  const lift = (x) => -46 * Math.sin((Math.PI * (x < 800 ? x - 170 : x - 800)) / 630);
  const page = (x0, x1, grow = 0) => {
    const xs = times(9, (i) => x0 + ((x1 - x0) * i) / 8);
    const edge = (y) => curve(xs.map((x) => [x, y + lift(x)]));
    return `${edge(330 - grow)}${onward(xs.toReversed().map((x) => [x, 900 + grow + lift(x)]))}Z`;
  };
  const rows = times(12, (j) => 394 + j * 41);
  const figures = rows.map((y, j) => [210, 300, 400, 480, 580, 670].map((x, i) => {
    const width = i % 2 ? s.chance.between(34, 52) : s.chance.between(52, 70);
    return j === 0 && i === 0 ? '' : rect(x, y + lift(x + width / 2), width, 14, i % 3 === 0 ? c.hot : c.ink, { rx: 3 });
  }));
  const tones = [c.mist, c.cool, c.ink, c.mist, c.cool, c.hot, c.mist, c.ink, c.cool, c.mist, c.cool, c.ink];
  const bands = rows.map((y, j) => {
    const grown = (x) => Math.min(1, Math.max(0, (x - 800) / 640)) ** 1.3;
    const at = (x, thick) => [x,
      y + (x < 1430 ? lift(Math.max(x,
        800)) : 0) * (1 - grown(x)) - grown(x) * 34 * Math.sin((x - 800) / 78 + j * 0.9) + thick];
    const xs = times(27, (i) => 820 + i * 32);
    return shape(`${curve(xs.map((x) => at(x, 0)))}L${straight(xs.toReversed().map((x) => at(x, 14 + 34 * grown(x)))).slice(1)}Z`,
      tones[j]);
  });
  return [
    s.ground(c.ink), faint(0.5, rect(0, 0, 1600, 420, s.dots(c.mist, { gap: 64, r: 3 }))),
    disc(1130, 175, 118, c.warm), disc(1180, 150, 104, c.ink),
    wavyBand(-20, 1660, 860, 1010, 14, 300, c.mist, 0.2), wavyBand(-20, 1660, 930, 1010, 16, 360, c.cool, 0.6),
    shape(page(150, 800, 16), c.hot), shape(page(800, 1450, 16), c.hot),
    shape(page(170, 800), c.paper), shape(page(800, 1430), c.paper),
    rect(210, 372 + lift(240), 150, 26, c.ink, { rx: 4 }), figures, bands,
    over(shape(`M800 336C776 320 752 300 720 296V868C752 872 776 886 800 904Z`, '#d8c8a4')),
    stroke('M800 330V906', c.ink, 4),
  ];
}

/** A bell in a white arch at the end of a jetty, its sound spreading over the sea. */
function bellArch(s) {
  const c = s.colors;
  const wave = [1, 1.75, 2.6, 3.6, 4.8, 6.2].map((k) => oval(1040, 640, 190 * k, 62 * k, 'none',
    { stroke: c.paper, 'stroke-width': 15 - k * 1.7 }));
  return [
    s.ground(c.mist), disc(330, 250, 96, c.hot), rect(0, 250, 1600, 110, c.mist),
    poly([[0, 250], [180, 214], [330, 232], [560, 188], [760, 250]], '#9dbccc'),
    rect(0, 250, 1600, 750, c.cool),
    s.inside(rect(0, 252, 1600, 748), wave,
      faint(0.35, rect(0, 250, 1600, 130, s.ripples(c.ink, { gap: 26, length: 90, height: 4, width: 3 })))),
    poly([[-60, 1000], [520, 1000], [1330, 684], [850, 648]], c.warm),
    poly([[520, 1000], [640, 1000], [1330, 726], [1330, 684]], c.ink),
    over(faint(0.5,
      poly([[-60, 1000], [520, 1000], [1330, 684], [850, 648]], s.hatch(c.warm, { gap: 54, width: 5, angle: -8 })))),
    over(faint(0.4, poly([[850, 690], [940, 690], [560, 858], [430, 858]], c.cool),
      poly([[1140, 690], [1240, 690], [800, 880], [660, 880]], c.cool))),
    shape(`M840 690V120H1240V690H1150V370A110 110 0 0 0 930 370V690Z`, '#ffffff'),
    shape('M1240 120L1300 160V676L1240 690ZM930 370A110 110 0 0 1 960 300A110 110 0 0 0 968 340V676L930 690Z', c.ink),
    poly([[812, 92], [1268, 92], [1316, 136], [1300, 160], [1240, 122], [812, 122]], c.hot),
    at(1052, 262, { scale: 0.88 }, bell(c.warm, c.ink, '#fff1cf')),
    at(420, 420, { scale: 0.9 }, gull(c.paper)), at(560, 346, { scale: 0.6 }, gull(c.paper)),
  ];
}

/** A customs house behind a ledger whose lines carry freight. */
function ledger(s) {
  const c = s.colors;
  const shutter = (x, y) => group({}, rect(x - 20, y, 40, 92, c.ink), rect(x - 54, y, 34, 92, c.cool),
    rect(x + 20, y, 34, 92, c.cool),
    times(5, (i) => [stroke(`M${x - 48} ${y + 14 + i * 16}h22M${x + 26} ${y + 14 + i * 16}h22`, c.ink, 3)]));
  const line = (i) => 640 + i * 88 + i * i * 3;
  const crate = (x, y, size, tone) => group({}, rect(x, y - size, size, size, tone),
    stroke(`M${x + 6} ${y - size + 6}H${x + size - 6}V${y - 6}H${x + 6}ZL${x + size - 6} ${y - 6}`, c.ink, 5));
  const sack = (x, y, tone) => group({},
    shape(`M${x} ${y}C${x - 22} ${y - 40} ${x + 4} ${y - 60} ${x + 20} ${y - 66}L${x + 12} ${y - 84}H${x + 44}L${x + 36} ${y - 66}C${x + 56} ${y - 58} ${x + 78} ${y - 36} ${x + 56} ${y}Z`,
      tone),
    stroke(`M${x + 16} ${y - 66}h24`, c.ink, 5));
  const bicycle = (x, y) => group({}, ring(x, y - 32, 30, c.ink, 6), ring(x + 104, y - 32, 30, c.ink, 6),
    stroke(`M${x} ${y - 32}L${x + 34} ${y - 84}H${x + 86}L${x + 48} ${y - 32}ZM${x + 48} ${y - 32}L${x + 30} ${y - 98}M${x + 16} ${y - 98}h30M${x + 104} ${y - 32}L${x + 82} ${y - 104}l24 -6`,
      c.hot, 7));
  return [
    s.ground(c.mist), disc(1380, 150, 84, c.paper), cloud(90, 130, 190, c.paper),
    at(170, 600, { scale: 1.15 }, palm(c.ink, c.ink, { height: 400, lean: -50 })),
    rect(330, 190, 940, 420, c.warm), rect(330, 380, 940, 14, c.paper), rect(330, 190, 940, 16, c.paper),
    poly([[290, 190], [400, 84], [1200, 84], [1310, 190]], c.hot),
    poly([[290, 190], [400, 84], [1200, 84], [1310, 190]], s.scales('#b9504f', { size: 34, width: 4, rings: 1 })),
    poly([[680, 190], [800, 60], [920, 190]], c.paper), disc(800, 140, 34, c.ink),
    stroke('M800 140V118M800 140L816 146', c.paper, 5),
    times(7, (i) => shutter(410 + i * 130, 250)),
    times(7, (i) => shape(arch(410 + i * 130, 600, 88, 170), c.ink)),
    at(1440, 610, { scale: 0.85 }, palm(c.ink, c.ink, { height: 360, lean: 60 })),
    shape('M-60 560C200 500 560 520 800 600C1040 520 1400 500 1660 560V1040H-60Z', c.ink),
    shape('M-60 540C200 486 560 506 800 586V1040H-60Z', c.paper),
    shape('M1660 540C1400 486 1040 506 800 586V1040H1660Z', c.paper),
    over(faint(0.7, shape('M800 586C740 566 700 556 660 548V1040H800Z', c.mist))),
    times(4, (i) => [stroke(`M-20 ${line(i)}H744M856 ${line(i)}H1620`, c.cool, 4)]),
    stroke('M150 520V1000M1330 518V1000', c.hot, 4), stroke('M800 588V1000', c.ink, 4),
    crate(210, line(0), 62, c.warm), crate(282, line(0), 48, c.hot), sack(400, line(0), c.mist), sack(480, line(0), c.mist),
    crate(600, line(0), 66, c.warm),
    bicycle(920, line(1)), crate(1110, line(0), 54, c.hot), crate(1174, line(0), 70, c.warm), sack(1220, line(1), c.hot),
    sack(220, line(2), c.warm), crate(330, line(2), 84, c.cool), crate(424, line(2), 60, c.hot),
    crate(560, line(1), 72, c.mist), sack(640, line(1), c.warm),
    crate(1000, line(2), 80, c.warm), crate(1090, line(2), 64, c.cool), sack(1180, line(2), c.mist),
    sack(1410, line(1), c.warm), crate(1450, line(2), 88, c.hot),
    crate(240, line(3), 70, c.hot), sack(340, line(3), c.mist), sack(430, line(3), c.warm), crate(920, line(3), 90, c.hot),
    crate(1024, line(3), 60, c.warm), sack(1120, line(3), c.cool),
    times(4, (i) => rect(40, line(i) - 30, 70, 12, c.ink, { rx: 3 })),
  ];
}

/** A reader in an armchair that is a comma. */
function comma(s) {
  const c = s.colors;
  const pile = (x, floor, heights) => {
    let y = floor;
    return heights.map(([height, width, tone], i) => {
      y -= height;
      return at(x - width / 2 + s.chance.between(-16, 16), y, {},
        flatBook(width, height, tone, i % 2 ? c.paper : '#fff6ea'));
    });
  };
  const tones = [c.hot, c.cool, c.warm, c.ink, c.mist];
  const stack = (count, shift) => times(count,
    (i) => [s.chance.between(46, 84), s.chance.between(230, 310), tones[(i * 2 + shift) % 5]]);
  return [
    s.ground(c.mist), faint(0.55, rect(0, 0, 1600, 1010, s.dots(c.paper, { gap: 50, r: 6 }))),
    rect(0, 1010, 1600, 190, c.ink),
    poly([[760, 258], [1010, 258], [1290, 1010], [330, 1010]], c.warm, { opacity: 0.5 }),
    oval(810, 1080, 620, 70, c.cool),
    stroke('M1330 1080V360C1330 170 1120 90 890 130', c.ink, 14), rect(1240, 1070, 180, 22, c.ink, { rx: 11 }),
    shape('M810 130H960L1030 262H740Z', c.hot), oval(885, 262, 145, 16, c.paper),
    pile(215, 1070, stack(9, 0)), pile(1440, 1110, stack(7, 3)),
    shape('M1150 690C1170 900 1000 1090 560 1112C520 1113 512 1086 548 1078C700 1040 800 990 820 950C690 960 590 850 600 716C608 560 720 470 880 470C1050 470 1140 570 1150 690Z',
      c.ink),
    over(faint(0.5,
      shape('M1150 690C1170 900 1000 1090 560 1112C900 1060 1060 900 1050 690C1046 600 1000 520 930 474C1060 486 1140 570 1150 690Z',
        s.hatch(c.cool, { gap: 16, width: 6, angle: 60 })))),
    // The reader: hips in the round of the comma, feet along its tail.
    stroke('M890 770C800 760 740 740 668 716', c.hot, 92), stroke('M668 716C640 800 600 880 566 980', c.hot, 66),
    stroke('M860 800C790 800 730 790 690 770', '#b93a2b', 60), stroke('M690 770C668 850 650 900 640 990', '#b93a2b', 50),
    shape('M500 962H600V1004H512C486 1004 476 978 500 962ZM580 980H672V1020H590C566 1020 560 996 580 980Z', c.paper),
    shape('M826 800C810 680 820 560 880 520H960C1010 580 1000 720 960 820Z', c.paper),
    shape('M826 800C810 680 820 560 880 520H960C1010 580 1000 720 960 820Z',
      s.hatch(c.cool, { gap: 30, width: 8, angle: 0 })),
    stroke('M920 580C900 660 850 690 770 640', '#e9a27e', 40), stroke('M910 500V540', '#e9a27e', 44),
    disc(896, 440, 62, '#e9a27e'),
    shape('M836 420C850 350 960 340 976 420C996 470 980 520 940 520C950 470 930 440 900 420Z', c.ink),
    disc(982, 400, 34, c.ink),
    poly([[640, 590], [740, 640], [760, 560], [664, 506]], c.warm),
    poly([[740, 640], [760, 560], [838, 540], [826, 622]], c.paper), stroke('M740 640L760 560', c.ink, 5),
  ];
}

/** Six cases in a queue under a long receipt. */
function visaQueue(s) {
  const c = s.colors;
  const floor = 850;
  const handle = (x, y) => stroke(`M${x - 26} ${y}C${x - 26} ${y - 30} ${x + 26} ${y - 30} ${x + 26} ${y}`, c.ink, 10);
  const clasp = (x, y) => rect(x - 9, y - 14, 18, 28, c.warm, { rx: 4 });
  const cello = group({},
    shape('M-34 -520C-34 -560 34 -560 34 -520L46 -390C92 -370 96 -300 70 -250C120 -200 120 -40 60 0H-60C-120 -40 -120 -200 -70 -250C-96 -300 -92 -370 -46 -390Z',
      c.hot),
    clasp(-82, -300), clasp(-98, -110), stroke('M60 -250C100 -200 104 -50 56 -12', c.ink, 6), rect(-40, -4, 20, 14, c.ink),
    rect(24, -4, 20, 14, c.ink));
  const fiddleCase = group({},
    shape('M-30 -330H30C44 -330 46 -290 40 -230C84 -210 84 -160 66 -130C92 -90 84 0 40 0H-40C-84 0 -92 -90 -66 -130C-84 -160 -84 -210 -40 -230C-46 -290 -44 -330 -30 -330Z',
      c.ink),
    clasp(-62, -180), clasp(-72, -60), stroke('M52 -200C96 -180 96 -110 62 -90', c.warm, 9));
  const squeeze = group({}, handle(0, -236), rect(-120, -240, 240, 240, c.cool, { rx: 18 }),
    rect(-120, -150, 240, 12, c.ink), clasp(-60, -144), clasp(60, -144),
    [[-120, -240], [88, -240], [-120, -32], [88, -32]].map(([x, y]) => rect(x, y, 32, 32, c.ink, { rx: 8 })));
  const drumCase = group({}, disc(0, -150, 150, c.warm), ring(0, -150, 128, c.ink, 6), disc(0, -150, 40, c.ink),
    handle(0, -296), rect(-50, -8, 100, 10, c.ink));
  const guitar = group({},
    shape('M-36 -480H36L40 -300C104 -300 104 -220 72 -180C130 -130 116 0 50 0H-50C-116 0 -130 -130 -72 -180C-104 -220 -104 -300 -40 -300Z',
      c.ink),
    over(shape('M-36 -480H-8V0H-50C-116 0 -130 -130 -72 -180C-104 -220 -104 -300 -40 -300Z', c.cool)), clasp(88, -250),
    clasp(98, -80), rect(-44, -330, 88, 12, c.hot));
  const horn = group({}, handle(0, -168), shape('M-130 -170H70C120 -170 150 -130 150 -85V0H-130Z', c.hot),
    stroke('M-130 -96H150', c.ink, 7), clasp(-70, -96), clasp(80, -96));
  const track = [[1250, 330], [1120, 250], [960, 176], [760, 232], [560, 176], [360, 110], [180, 190], [40, 130],
    [-60, 160]];
  const path = curve(track);
  const fine = along(track, 5);
  const marks = fine.slice(0, -1).map(([x, y], i) => {
    const [nx, ny] = fine[i + 1];
    return at((x + nx) / 2, (y + ny) / 2, { turn: (Math.atan2(ny - y, nx - x) * 180) / Math.PI + 180 },
      i % 6 === 5 ? rect(-6, -40, 12, 80, c.hot) : [rect(-8, -34, 8, s.chance.between(26, 46), c.ink),
        rect(-8, 20, 8, 16, c.ink)]);
  });
  return [
    s.ground(c.mist), rect(0, floor, 1600, 150, c.ink),
    rect(0, floor, 1600, 150, s.hatch('#2a4a63', { gap: 60, width: 30, angle: 60 })),
    rect(1230, 150, 400, floor - 150, c.ink),
    rect(1230, 150, 400, floor - 150, s.hatch('#234460', { gap: 40, width: 3, angle: 0 })),
    rect(1290, 250, 270, 300, c.paper), rect(1290, 250, 270, 300, c.warm, { opacity: 0.55 }),
    times(5, (i) => rect(1335 + i * 45, 250, 8, 190, c.ink)),
    rect(1262, 548, 330, 26, c.hot), rect(1310, 200, 230, 22, c.hot, { rx: 11 }),
    over(faint(0.35, stroke(path, c.cool, 110, { transform: 'translate(-14 34)' }))),
    stroke(path, '#fffaf0', 110, { 'stroke-linecap': 'butt' }), marks,
    [[120, cello], [330, fiddleCase], [545, squeeze], [770, guitar], [975, horn]].map(([x, item]) => [oval(x, floor + 6,
      120, 16, '#0d2236'),
      at(x, floor, {}, item)]),
    oval(1190, floor + 70, 170, 18, '#0d2236'), at(1190, floor + 68, { scale: 0.9 }, drumCase),
  ];
}

/** Photographs fall into code brackets and leave in rows. */
function sorting(s) {
  const c = s.colors;
  const views = [
    () => [rect(-44, -34, 88, 68, c.mist), disc(18, -8, 14, c.hot), poly([[-44, 34], [-14, -10], [14, 34]], c.cool),
      poly([[0, 34], [24, 6], [44, 34]], c.ink)],
    () => [rect(-44, -34, 88, 68, c.warm), rect(-44, 10, 88, 24, c.ink), poly([[-6, 8], [-6, -26], [24, 8]], c.paper),
      shape('M-24 10H30L20 22H-14Z', c.hot)],
    () => [rect(-44, -34, 88, 68, c.ink), disc(0, -8, 15, c.mist), shape('M-28 34C-28 4 28 4 28 34Z', c.hot)],
    () => [rect(-44, -34, 88, 68, c.hot), shape(arch(-18, 34, 26, 50), c.paper), shape(arch(18, 34, 26, 50), c.ink)],
    () => [rect(-44, -34, 88, 68, c.cool), stroke('M-44 12Q-22 0 0 12T44 12', c.paper, 5),
      stroke('M-44 26Q-22 14 0 26T44 26', c.paper, 5), disc(-18, -14, 11, c.warm)],
  ];
  const photo = (x, y, turn, i, scale = 1) => at(x, y, { turn, scale }, over(faint(0.3, rect(-48, -34, 112, 96, c.ink))),
    rect(-54, -44, 108, 96, '#fffdf6'), views[i % views.length]());
  const fall = [[250, 360, -30], [360, 330, 18], [300, 470, 42], [430, 440, -14], [390, 570, 26], [520, 520, 60],
    [330, 640, -48], [500, 640, -8], [600, 600, 14], [450, 740, 34], [620, 720, -22]];
  return [
    s.ground(c.paper), shape('M0 0H860L560 1000H0Z', c.mist),
    faint(0.5, shape('M0 0H860L560 1000H0Z', s.hatch(c.paper, { gap: 30, width: 4, angle: -45 }))),
    at(190, 190, { turn: 152 }, rect(-170, -120, 340, 200, c.ink), rect(-190, -130, 380, 46, c.hot),
      rect(-90, -40, 180, 70, c.warm, { rx: 6 })),
    at(330, 80, { turn: 20 }, rect(-20, -60, 380, 56, c.hot)),
    fall.map(([x, y, turn], i) => photo(x, y, turn, i * 3)),
    stroke('M900 240L690 560L900 880', c.ink, 62, { 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter' }),
    photo(800, 520, 10, 1), photo(880, 600, -4, 4), photo(900, 470, 0, 2, 0.9),
    stroke('M940 240L1150 560L940 880', c.hot, 62, { 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter' }),
    times(3, (i) => times(6, (j) => photo(1255 + i * 124, 175 + j * 130, 0, i * 2 + j))),
  ];
}

/** A bookbinder's bench before a window on a harbour. */
function bookbinder(s) {
  const c = s.colors;
  const view = arch(1090, 640, 520, 560);
  const boat = (x, y, scale, sail) => at(x, y, { scale }, shape('M-70 0H74L48 30H-48Z', c.ink),
    stroke('M0 0V-110', c.ink, 6), poly([[6, -108], [6, -10], [66, -10]], sail),
    poly([[-6, -90], [-6, -10], [-46, -10]], sail));
  const sheets = times(9, (i) => rect(620 + (i % 2) * 6, 730 - 12 - i * 15, 330, 13, i % 3 ? '#fff8e6' : c.mist));
  return [
    s.ground(c.hot), faint(0.35, rect(0, 0, 1600, 720, s.hatch('#b53a1e', { gap: 44, width: 20, angle: 90 }))),
    shape(arch(1090, 650, 600, 606), c.paper),
    s.inside(shape(view, '#000'), rect(800, 60, 600, 600, c.mist), disc(1210, 250, 70, c.warm),
      ridge(800, 1400, 700, [400, 340, 380, 330, 392], c.cool),
      at(800, 414, { scale: 0.55 }, houses(s, 0, 420, { walls: [c.paper, '#fff6e0', c.warm], roof: c.hot, pane: c.ink })),
      rect(800, 412, 600, 300, '#7db09a'),
      rect(800, 412, 600, 300, s.ripples(c.paper, { gap: 40, height: 5, length: 100, width: 4 })),
      boat(1240, 490, 0.95, c.paper), boat(980, 540, 1.3, c.hot), boat(1180, 590, 0.7, c.warm)),
    stroke('M1090 80V640M830 400H1350', c.paper, 12), rect(770, 636, 640, 30, c.paper),
    // Shelf with finished books.
    rect(60, 250, 600, 22, c.ink), times(12, (i) => {
      const height = s.chance.between(130, 210);
      return group({}, rect(80 + i * 46, 250 - height, 42, height, [c.warm, c.cool, c.paper, c.ink, c.mist][(i * 3) % 5]),
        rect(80 + i * 46, 270 - height, 42, 10, i % 2 ? c.ink : c.warm));
    }),
    // Bench.
    rect(0, 730, 1600, 60, c.warm), rect(0, 790, 1600, 210, c.ink),
    rect(0, 790, 1600, 210, s.hatch('#56302a', { gap: 90, width: 6, angle: 90 })),
    // Press with its screw.
    rect(120, 690, 380, 40, c.ink), rect(140, 400, 40, 300, c.ink), rect(440, 400, 40, 300, c.ink),
    rect(110, 400, 400, 46, c.ink),
    rect(292, 330, 36, 240, c.warm), times(8, (i) => stroke(`M292 ${450 + i * 15}l36 -9`, c.ink, 5)),
    rect(210, 336, 200, 24, c.warm, { rx: 12 }), rect(150, 566, 320, 34, c.mist),
    rect(190, 600, 240, 44, c.cool), rect(204, 608, 240, 28, '#fff8e6'), rect(200, 646, 240, 44, c.hot),
    rect(214, 654, 240, 28, '#fff8e6'),
    // The half-sewn book and its thread.
    sheets, times(4, (i) => stroke(`M${690 + i * 64} 596V720`, c.hot, 5)),
    times(4, (i) => times(9, (j) => rect(678 + i * 64, 600 + j * 15, 24, 4, c.ink))),
    stroke(curve([[950, 640], [1010, 560], [1090, 620], [1220, 700], [1400, 690]]), c.ink, 4),
    stroke('M1000 590L1090 520', c.paper, 6),
    at(1460, 730, {}, rect(-64, -14, 128, 14, c.ink), rect(-64, -170, 128, 14, c.ink), rect(-50, -156, 100, 142, c.paper),
      times(8, (i) => stroke(`M-50 ${-146 + i * 18}l100 8`, c.hot, 4)), rect(-14, -190, 28, 24, c.ink)),
    at(1180, 730, {}, poly([[-20, 0], [120, -10], [124, -28], [-10, -30]], c.paper),
      stroke('M-10 -20L-120 -10', c.ink, 22)),
  ];
}

/** Seven puppet heads on a shelf over a house with a swallowtail ridge. */
function puppetHeads(s) {
  const c = s.colors;
  const hats = [
    (t) => shape('M-70 -150C-70 -230 70 -230 70 -150Z', t) + disc(0, -222, 16, c.hot),
    (t) => shape('M-72 -140C-76 -220 -40 -226 -34 -260H34C40 -226 76 -220 72 -140Z', t) + rect(-150, -176, 300, 20, t,
      { rx: 10 }) + rect(-16, -200, 32, 40, c.warm, { rx: 6 }),
    (t) => poly([[-74, -146], [-60, -236], [-24, -190], [0, -262], [24, -190], [60, -236], [74, -146]], t),
    (t) => group({}, disc(-46, -188, 38, t), disc(46, -188, 38, t), shape('M-76 -140C-60 -200 60 -200 76 -140Z', t)),
    (t) => shape('M-72 -130C-110 -220 -20 -280 0 -214C20 -280 110 -220 72 -130Z', t),
    (t) => group({}, shape('M-72 -140C-72 -210 72 -210 72 -140Z', t),
      stroke('M-60 -180C-130 -260 -150 -200 -130 -160M60 -180C130 -260 150 -200 130 -160', t, 9)),
    (t) => group({}, shape('M-74 -130C-74 -220 74 -220 74 -130Z', t), disc(0, -214, 34, t)),
  ];
  const head = (i) => {
    const bare = i === 4;
    const skin = bare ? c.mist : ['#f7d9b4', c.hot, '#fff3dd', c.warm, c.mist, c.cool, '#f7d9b4'][i];
    const hat = bare ? '#d3a570' : [c.ink, c.cool, c.warm, c.ink, '', c.ink, c.hot][i];
    const dark = bare ? '#b98a55' : c.ink;
    return group({}, rect(-14, -20, 28, 60, '#d3a570'),
      shape('M-70 -140C-84 -40 -40 0 0 0C40 0 84 -40 70 -140C70 -180 -70 -180 -70 -140Z', skin),
      hats[i](hat),
      bare ? [stroke('M-50 -90C-30 -70 -30 -40 -20 -22M-30 -130C-6 -100 -8 -50 2 -14M10 -138C30 -100 26 -60 22 -26M48 -120C54 -90 48 -60 40 -44',
        dark, 4)] : [
        stroke('M-46 -100Q-28 -116 -12 -102M12 -102Q28 -116 46 -100', dark, 8),
        stroke('M-42 -78Q-28 -68 -14 -78M14 -78Q28 -68 42 -78', dark, 5),
        stroke('M0 -80V-52', dark, 4), stroke('M-14 -28Q0 -18 14 -28', i === 1 ? c.ink : c.hot, 7),
        i === 1 && shape('M-40 -20C-40 60 -10 90 0 110C10 90 40 60 40 -20C20 4 -20 4 -40 -20Z', c.ink),
        (i === 0 || i === 6) && [disc(-44, -52, 13, c.hot), disc(44, -52, 13, c.hot)],
        i === 5 && [stroke('M-60 -120L-20 -60M60 -120L20 -60', c.paper, 7)], i === 3 && disc(0, -132, 10, c.hot)]);
  };
  const roof = (x, y, width,
    rise) => shape(`M${x - width / 2} ${y - rise}C${x - width * 0.44} ${y - rise * 0.5} ${x - width * 0.3} ${y} ${x} ${y}C${x + width * 0.3} ${y} ${x + width * 0.44} ${y - rise * 0.5} ${x + width / 2} ${y - rise}L${x + width * 0.485} ${y - rise + 6}L${x + width / 2 + 22} ${y - rise + 26}C${x + width * 0.45} ${y} ${x + width * 0.35} ${y + 34} ${x} ${y + 34}C${x - width * 0.35} ${y + 34} ${x - width * 0.45} ${y} ${x - width / 2 - 22} ${y - rise + 26}L${x - width * 0.485} ${y - rise + 6}Z`,
    c.ink);
  const wing = (x) => [rect(x - 160, 760, 320, 260, c.hot),
    poly([[x - 190, 764], [x - 160, 694], [x + 160, 694], [x + 190, 764]], '#8a4a2c'), roof(x, 672, 380, 54)];
  return [
    s.ground(c.paper), disc(800, 560, 330, c.warm, { opacity: 0.55 }),
    faint(0.6, rect(0, 0, 1600, 330, s.dots(c.mist, { gap: 44, r: 5 }))),
    wing(330), wing(1270),
    rect(470, 700, 660, 320, c.hot),
    times(2, (i) => rect([170, 1110][i], 764, 320, 240,
        s.repeat(56, 44, stroke('M0 2H56M0 24H56M14 2V24M42 24V44', '#a5341a', 4)))),
    rect(490, 720, 620, 280, s.repeat(56, 44, stroke('M0 2H56M0 24H56M14 2V24M42 24V44', '#a5341a', 4))),
    poly([[420, 716], [490, 606], [1110, 606], [1180, 716]], '#8a4a2c'),
    rect(440, 618, 720, 96, s.hatch(c.ink, { gap: 32, width: 6, angle: 90 }), { opacity: 0.6 }), roof(800, 576, 800, 96),
    rect(690, 780, 220, 230, c.ink), rect(708, 798, 88, 212, c.cool), rect(804, 798, 88, 212, c.cool),
    disc(786, 900, 7, c.warm), disc(814, 900, 7, c.warm), rect(670, 752, 260, 28, c.paper),
    [[570, 830], [1030, 830], [330, 830], [1270, 830]].map(([x, y]) => group({}, disc(x, y + 44, 52, c.paper),
      times(5, (i) => rect(x - 34 + i * 15, y - 2, 7, 92, c.ink)))),
    rect(0, 400, 1600, 26, c.ink), over(faint(0.25, rect(0, 426, 1600, 22, c.ink))),
    times(7, (i) => at(150 + i * 217, 362, { scale: 1.12 }, head(i))),
    [260, 800, 1340].map((x) => poly([[x - 14, 426], [x + 14, 426], [x, 490]], c.ink)),
  ];
}

/** A lighthouse built of books over a rough sea. */
function bookLighthouse(s) {
  const c = s.colors;
  const tones = [c.paper, c.hot, c.warm, c.cool];
  let y = 1180;
  const tower = times(15, (i) => {
    const height = s.chance.between(48, 62);
    const width = 400 - i * 13 + s.chance.between(-16, 16);
    y -= height;
    const flip = s.chance.odds(0.4);
    return at(600 + s.chance.between(-16, 16) + (flip ? width / 2 : -width / 2), y, { flip },
      flatBook(width * 0.94, height, tones[(i * 3) % 4], i % 4 === 0 ? c.mist : '#fff8e4'));
  });
  const top = y;
  const wave = (base, size, fill, shift) => times(7, (i) => at(i * size * 1.15 - size + shift, base, {},
    shape(`M${-size} ${size}C${-size * 0.6} ${size * 0.2} ${-size * 0.2} ${-size * 0.3} ${size * 0.34} ${-size * 0.24}C${size * 0.1} ${-size * 0.12} ${size * 0.06} ${size * 0.1} ${size * 0.3} ${size * 0.24}C${size * 0.5} ${size * 0.36} ${size} ${size * 0.4} ${size * 1.2} ${size}Z`,
      fill)));
  return [
    s.ground(c.ink),
    faint(0.6, rect(0, 0, 1200, 1000, s.hatch('#1b3150', { gap: 44, width: 9, angle: 68 }))),
    poly([[600, top - 70], [-40, top - 330], [-40, top + 120]], c.warm),
    poly([[600, top - 70], [1240, top - 250], [1240, top + 40]], c.warm, { opacity: 0.75 }),
    poly([[600, top - 70], [-40, top - 200], [-40, top - 40]], c.paper),
    wave(1020, 210, c.mist, 60),
    poly([[180, 1260], [330, 1150], [520, 1176], [760, 1140], [900, 1186], [1040, 1300]], '#0a1526'),
    tower,
    over(faint(0.35, poly([[600, top], [790, top], [830, 1180], [660, 1180]], c.mist))),
    rect(460, top - 20, 280, 24, c.paper), rect(520, top - 124, 160, 104, c.warm), disc(600, top - 70, 40, '#fffbe8'),
    stroke(`M520 ${top - 124}V${top - 20}M680 ${top - 124}V${top - 20}M600 ${top - 124}V${top - 20}`, c.hot, 9),
    shape(`M496 ${top - 120}L600 ${top - 220}L704 ${top - 120}Z`, c.hot), disc(600, top - 224, 14, c.hot),
    stroke(`M466 ${top - 20}v-46H520M734 ${top - 20}v-46H680`, c.paper, 6),
    wave(1150, 200, c.cool, -40), wave(1260, 240, c.mist, 90), wave(1360, 250, '#17304f', -60),
    times(16, (i) => disc(s.chance.between(40, 1160), s.chance.between(960, 1240), s.chance.between(5, 12), c.paper)),
    [[140, 1150], [420, 1280], [820, 1260], [1050, 1150]].map(([x, y]) => stroke(`M${x} ${y}c30 -40 80 -50 120 -46`,
      c.paper, 9)),
  ];
}

/** Two crossed blowing pipes with their bubbles, mountains and waves. */
function glassPipes(s) {
  const c = s.colors;
  const bubble = (x, y, r, fill, light) => group({},
    over(disc(x, y, r, fill, { opacity: 0.88 }), faint(0.5, disc(x + r * 0.14, y + r * 0.12, r * 0.74, fill))),
    brush(times(7, (i) => polar(x, y, r * 0.74, 190 + i * 15)), [2, 22, 2], light),
    disc(x + r * 0.44, y + r * 0.5, r * 0.08, light));
  return [
    s.ground(c.paper), disc(800, 420, 360, c.mist),
    faint(0.7, disc(800, 420, 360, s.hatch(c.paper, { gap: 30, width: 5, angle: 0 }))),
    poly([[-40, 1000], [-40, 560], [120, 430], [260, 590], [420, 380], [640, 700], [780, 1000]], c.ink),
    poly([[120, 430], [160, 476], [120, 520], [84, 480], [40, 500]], c.paper),
    poly([[420, 380], [484, 472], [430, 500], [400, 460], [356, 500], [366, 450]], c.paper),
    poly([[-40, 1000], [-40, 800], [160, 680], [360, 830], [520, 740], [760, 1000]], c.cool),
    over(poly([[-40, 1000], [-40, 800], [160, 680], [360, 830], [520, 740], [760, 1000]],
      s.hatch(c.mist, { gap: 26, width: 8, angle: 60 }))),
    s.inside(shape('M820 1010C860 900 960 830 1060 760C1240 640 1420 600 1640 590V1010Z', '#000'),
      rect(780, 560, 860, 460, c.cool),
      rect(780, 560, 860, 460, s.scales(c.paper, { size: 150, width: 9, rings: 3 }))),
    // The pipes, crossing at the centre.
    stroke('M300 960L1090 250M1300 960L510 250', c.paper, 42), stroke('M300 960L1090 250', c.ink, 26),
    stroke('M330 934L470 808', c.hot, 34), stroke('M1300 960L510 250', c.ink, 26), stroke('M1270 934L1130 808', c.warm, 34),
    bubble(500, 236, 178, '#f0a83c', '#fff6df'), bubble(1110, 246, 190, '#5fb79c', '#f2fff6'),
    stroke('M596 328L560 296M1000 332L1036 298', c.ink, 26),
  ];
}

/** Empty chairs and stands in a half circle by an inland sea. */
function steppeOrchestra(s) {
  const c = s.colors;
  const seat = (x, y, scale, flip) => at(x, y, { scale, flip },
    stroke('M-46 0V-92M46 0V-92M-46 -92V-210M-30 0V-88M30 0V-88', c.ink, 11), rect(-56, -104, 112, 22, c.hot, { rx: 8 }),
    rect(-56, -216, 60, 60, c.hot, { rx: 8 }));
  const stand = (x, y, scale, flip) => at(x, y, { scale, flip }, stroke('M0 0V-170M0 -30L-38 0M0 -30L38 0', c.ink, 8),
    poly([[-60, -160], [44, -196], [60, -262], [-44, -226]], c.paper),
    stroke('M-36 -186L30 -208M-32 -206L32 -228', c.ink, 5));
  const players = times(12, (i) => {
    const angle = 180 + (180 * i) / 11;
    const [dx, dy] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    return { x: 790 + dx * 640, y: 830 + dy * 290, dx, dy };
  }).sort((a, b) => a.y - b.y);
  return [
    s.ground(c.mist), disc(1180, 190, 100, c.paper), rect(0, 300, 1600, 120, c.cool),
    rect(0, 300, 1600, 120, s.ripples(c.mist, { gap: 30, length: 120, height: 4, width: 4 })),
    at(420, 304, { scale: 0.62 }, stroke('M-60 0L0 -150L60 0M-36 -60H36', c.ink, 12),
      stroke('M-150 -120L150 -190', c.ink, 20), shape('M140 -226C190 -200 190 -150 168 -120L136 -150Z', c.ink),
      stroke('M166 -128V0M-140 -118V-20', c.ink, 7), disc(-130, -40, 40, c.ink), rect(-190, -8, 400, 12, c.ink)),
    shape('M0 410C300 390 500 430 800 408C1100 388 1300 424 1600 400V900H0Z', c.warm),
    over(faint(0.6, shape('M0 520C400 480 900 560 1600 500V900H0Z', s.dots('#d8a860', { gap: 46, r: 6 })))),
    oval(790, 850, 520, 90, '#d9ac62'),
    players.map(({ x, y, dx }) => {
      const scale = 0.5 + (y - 540) / 620;
      return group({},
        over(faint(0.4,
          poly([[x - 40 * scale, y], [x + 50 * scale, y], [x + 210 * scale, y + 46 * scale],
            [x + 110 * scale, y + 50 * scale]],
            c.cool))),
        seat(x, y, scale, dx > 0), stand(x - dx * 120 * scale, y + 46 * scale, scale * 0.92, dx > 0));
    }),
    at(790, 876, {}, rect(-90, -22, 180, 34, c.ink, { rx: 6 }), rect(-80, -30, 160, 12, c.hot)),
    [[90, 470], [1490, 480], [1540, 620], [60, 800],
      [1380, 450]].map(([x, y]) => stroke(`M${x} ${y}l-14 -40M${x} ${y}l2 -52M${x} ${y}l18 -38`,
      c.cool, 6)),
  ];
}

/** Untouched wine glasses before pictures turned to the wall. */
function openingNight(s) {
  const c = s.colors;
  const back = (x, y, width, height, tone) => group({}, over(faint(0.4, rect(x + 14, y + 18, width, height, c.cool))),
    rect(x, y, width, height, tone), rect(x + 26, y + 26, width - 52, height - 52, '#f3d2b0'),
    rect(x + width / 2 - 13, y, 26, height, tone),
    stroke(`M${x + 10} ${y + 10}l46 46M${x + width - 10} ${y + 10}l-46 46M${x + 10} ${y + height - 10}l46 -46M${x + width - 10} ${y + height - 10}l-46 -46`,
      tone, 16),
    stroke(`M${x + 20} ${y + height * 0.3}Q${x + width / 2} ${y + height * 0.3 + 34} ${x + width - 20} ${y + height * 0.3}`,
      c.ink, 4));
  const glass = (wine) => group({}, oval(0, -4, 44, 9, c.paper), stroke('M0 -6V-120', c.paper, 9),
    shape('M-50 -250C-60 -160 -40 -120 0 -120C40 -120 60 -160 50 -250Z', c.paper, { opacity: 0.55 }),
    shape('M-53 -200C-52 -148 -34 -128 0 -128C34 -128 52 -148 53 -200Z', wine), oval(0, -200, 53, 8, '#f5846b'),
    stroke('M-36 -236C-42 -190 -36 -166 -26 -152', c.paper, 5));
  return [
    s.ground(c.mist), rect(0, 0, 1600, 660, s.hatch('#e9aa98', { gap: 120, width: 60, angle: 90 })),
    back(80, 70, 330, 430, c.warm), back(480, 130, 500, 340, '#d98a4e'), back(1050, 50, 290, 390, c.warm),
    back(1400, 160, 330, 300, '#d98a4e'),
    rect(0, 560, 1600, 100, c.hot), rect(0, 552, 1600, 14, c.paper),
    poly([[0, 620], [1600, 620], [1680, 780], [-80, 780]], c.ink), rect(-80, 778, 1760, 240, '#3d3468'),
    rect(-80, 778, 1760, 240, s.hatch(c.ink, { gap: 130, width: 30, angle: 90 })),
    times(8, (i) => at(120 + i * 205, 660, { scale: 0.62 }, oval(34, 2, 78, 12, c.cool, { opacity: 0.45 }), glass(c.hot))),
    s.inside(rect(0, 640, 1600, 400),
      blob([[900, 758], [1010, 742], [1130, 752], [1190, 774], [1176, 830], [1150, 900], [1128, 830], [1050, 790],
        [940, 782]],
        c.hot)),
    times(7, (i) => i === 3 || i === 4 ? '' : at(60 + i * 250, 752, {}, oval(40, 2, 96, 13, c.cool, { opacity: 0.45 }),
        glass(c.hot))),
    at(740, 736, { turn: 84 }, stroke('M0 -6V-120', c.paper, 9), oval(0, -4, 46, 9, c.paper),
      shape('M-50 -250C-60 -160 -40 -120 0 -120C40 -120 60 -160 50 -250Z', c.paper, { opacity: 0.85 }),
      shape('M20 -250C44 -200 50 -150 20 -132C46 -140 60 -180 50 -250Z', c.hot),),
  ];
}

export const magazine = {
  'the-ropeworks': { palette: 'spice', draw: ropeworks },
  'tide-tables-of-port-avel': { palette: 'night', draw: tideTables },
  'bell-of-yelkenkoy': { palette: 'salt', draw: bellArch },
  'customs-house-ledger': { palette: 'lagoon', draw: ledger },
  'the-comma-is-where-i-get-paid': { palette: 'dusk', height: 1200, draw: comma },
  'who-pays-for-the-visa': { palette: 'harbour', draw: visaQueue },
  'forty-lines-of-code': { palette: 'lagoon', draw: sorting },
  'bookbinder-of-al-mina': { palette: 'spice', draw: bookbinder },
  'quanzhou-puppet-workshop': { palette: 'harbour', draw: puppetHeads },
  'la-bibliotheque-du-phare': { palette: 'night', width: 1200, height: 1500, draw: bookLighthouse },
  'glassmakers-of-hrebenov': { palette: 'salt', draw: glassPipes },
  'orchestra-without-a-hall': { palette: 'salt', height: 900, draw: steppeOrchestra },
  'against-the-opening-night': { palette: 'dusk', draw: openingNight },
};
