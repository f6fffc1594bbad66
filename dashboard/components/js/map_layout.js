/* Where everything on the coalition map goes at a session. Pure: same session, size and selection, same places. */

const AT_MOST = 24; /* px between a hull and a tag without a line */
const LEGIBLE = 90; /* with more delegations than this the groups carry the names */
const FEW = 20; /* on a phone the map of so many is taller: the rest of their page is short */
const SPAN = 16; /* px: height of the bracket above the map of a group without a hull */

/* Size, margins, scales, radii; `axis` is the second axis, -1: lanes by kind; `zoom` a coalition to fill it, -1: none. */
function chartOf(model, width, height, axis, zoom) {
  const lanes = model.data.kinds.map((kind) => kind.key);
  const narrow = width < NARROW, rows = axis < 0 ? 0 : spanRows(model), t = (rows ? 26 + SPAN * rows : 34) + (narrow ? (rows ? 22 : 12) : 0); /* on a phone with a level name above */
  const room = narrow ? { l: 8, r: 8, t, b: 54 } : { l: 100, r: 14, t, b: 60 };
  const n = model.people.length;
  const k = Math.min(1.06, Math.max(0.52, Math.sqrt(64 / n))) * (narrow ? 0.74 : 1) * (width < 900 && !narrow ? Math.sqrt(width / 900) : 1);
  const [x0, y0, x1, y1] = zoom < 0 || axis < 0 ? [-20, -20, 1020, 1020] : domainOf(model, zoom, axis);
  const X = (v) => room.l + ((v - x0) / (x1 - x0)) * (width - room.l - room.r);
  const Y = (v) => height - room.b - ((v - y0) / (y1 - y0)) * (height - room.t - room.b);
  const lanesOf = laneRows(model, lanes, room.t, height - room.b);
  const lane = (who) => (lanesOf.get(who.kind)[0] + lanesOf.get(who.kind)[1]) / 2;
  return {
    width, height, room, narrow, k: zoom < 0 ? k : Math.max(k, 0.8), X, Y, axis, rows: lanesOf, zoom,
    slack: [SLACK * (width - room.l - room.r) / 1.04, SLACK * (height - room.t - room.b) / 1.04], spans: rows,
    radius: model.people.map((who) => (1.2 + 1.2 * Math.sqrt(who.cap)) * (zoom < 0 ? k : Math.max(k, 0.8))),
    many: model.people.length > LEGIBLE && zoom < 0,
    at: (who, s) => [X(who.x[s]), axis < 0 ? lane(who) : Y(who.y[axis][s])],
    frame: [room.l, room.t - 8, width - room.r, height - room.b],
  };
}

/* What a coalition covers over all its sessions: the scale stays while the clock moves. */
function domainOf(model, coalition, axis) {
  const found = [1000, 1000, 0, 0];
  for (let s = 0; s <= model.last; s++) {
    for (const i of model.members(coalition, s)) {
      const x = model.people[i].x[s], y = model.people[i].y[axis][s];
      found[0] = Math.min(found[0], x); found[2] = Math.max(found[2], x);
      found[1] = Math.min(found[1], y); found[3] = Math.max(found[3], y);
    }
  }
  return [found[0] - 30, found[1] - 30, found[2] + 30, found[3] + 30];
}

/* Upper and lower edge of the lane of each kind; more delegations, more room. */
function laneRows(model, lanes, top, bottom) {
  const weight = lanes.map((kind) => Math.max(1, model.people.filter((who) => who.kind === kind).length) ** 0.6);
  const unit = (bottom - top) / sum(weight), rows = new Map();
  let y = top;
  lanes.forEach((kind, k) => { rows.set(kind, [y, y + weight[k] * unit]); y += weight[k] * unit; });
  return rows;
}

/* As many brackets above the map as groups are there at once, three at most; none where no two can cover each other. */
function spanRows(model) {
  let most = 0;
  for (let s = 0; s <= model.last; s++) most = Math.max(most, new Set(model.people.map((who) => who.c[s]).filter((c) => c >= 0)).size);
  return most > 1 ? Math.min(3, most) : 0;
}

/* Marks at their places, the stacks among them, and both as things that may be named or met. */
function placeMarks(model, chart, s) {
  const gone = model.gone(s), marks = model.people.map((who, i) => markOf(model, chart, s, i, gone));
  const [left, top, right, bottom] = chart.frame;
  for (const mark of marks) mark.out = chart.zoom >= 0 && (mark.x < left || mark.x > right || mark.y < top || mark.y > bottom);
  const shown = marks.filter((mark) => !mark.out), half = (n) => stackHalf(n, chart.narrow);
  const grip = (members) => (members.some((k) => shown[k].held) ? 5 : 2);
  const cells = standApart(shown, chart.many ? 1.5 : 2.5, (members) => [half(members.length) + grip(members), half(members.length) + 1]);
  const items = [], stacks = [];
  for (const cell of cells) {
    const inside = cell.members.map((k) => shown[k]);
    for (const mark of inside) [mark.x, mark.y] = [cell.x, cell.y];
    if (inside.length === 1) { items.push(inside[0]); continue; }
    const held = inside.some((mark) => mark.held), members = inside.map((mark) => mark.i), r = half(members.length);
    const stack = { i: members[0], members, x: cell.x, y: cell.y, r, reach: r + 1, round: r, grip: 3.2, held, out: false };
    for (const mark of inside) Object.assign(mark, { stack, reach: r + 1, round: r });
    stacks.push(stack);
    items.push(stack);
  }
  return { marks, stacks, items };
}

/* Half the side of a stack of so many. */
const stackHalf = (n, narrow) => (narrow ? Math.min(11, 7 + 0.7 * Math.sqrt(n)) : Math.min(14, 8 + Math.sqrt(n)));

/* A mark at its true place, with what it takes and how far it may be moved. */
function markOf(model, chart, s, i, gone) {
  const { many, narrow } = chart, who = model.people[i], [x, y] = chart.at(who, s), r = chart.radius[i], c = who.c[s];
  const held = model.holders[s].has(i), ring = model.left(i, s) && !gone.has(who.c[s - 1]), reach = r * reachOf(who);
  const grip = (ring ? 6.5 : many ? 2.4 : 3.2) - (narrow ? 1 : 0);
  const w = held ? r + grip + 0.7 : ring ? r + 3.4 : reach, h = ring ? r + 3.4 : held ? Math.max(reach, Math.min(r, 9) + 1.2) : reach;
  const [left, top, right, bottom] = chart.frame, [dx, dy] = chart.slack;
  const within = (low, high, from, to) => (Math.max(low, from) <= Math.min(high, to) ? [Math.max(low, from), Math.min(high, to)] : [low, high]);
  const [x0, x1] = within(x - dx, x + dx, left + w, right - w);
  const lane = chart.axis < 0 ? chart.rows.get(who.kind) : null;
  const [y0, y1] = lane ? [Math.min(y, lane[0] + h + 1), Math.max(y, lane[1] - h - 1)] : within(y - dy, y + dy, top + h, bottom - h);
  return { i, c, x, y, tx: x, ty: y, w, h, box: [x0, y0, x1, y1], r, round: r, reach, held, ring, grip, stack: null };
}

/* A hull round the core of each group; `bare` where it would cover another: a bracket above the map stands for it. */
function hullsOf(model, chart, marks, s) {
  const found = [];
  model.groups.forEach((group, c) => {
    const inside = marks.filter((mark) => !mark.out && model.people[mark.i].c[s] === c);
    if (!inside.length || (chart.zoom >= 0 && chart.zoom !== c)) return;
    const [core, apart] = coreOf(inside, 46 * chart.k + 14);
    const hull = hullRound(core, chart.narrow ? 6 : 9);
    found.push({
      c, group, core, n: inside.length, box: hull.box, corners: hull.corners, d: outlineOf(hull.corners), ninth: group.slot > 7,
      share: model.share(inside.map((mark) => mark.i)), bare: false,
      tethers: apart.map((mark) => [mark, nearest(hull.corners, mark)]),
    });
  });
  for (const one of found) one.bare = found.some((other) => other !== one && outlinesMeet(one.corners, other.corners));
  return found;
}

/* Groups that moved as a body this session: a dashed hull in their old colour, or a dashed bracket where that would
   cover another. */
function formerHulls(model, marks, s, hulls) {
  return [...model.gone(s)].map(([c, into]) => {
    const core = marks.filter((mark) => model.people[mark.i].c[s - 1] === c && model.people[mark.i].c[s] === into && !mark.out);
    if (!core.length) return null;
    const hull = hullRound(core, 5), bare = hulls.some((other) => outlinesMeet(hull.corners, other.corners));
    return { c, core, bare, box: hull.box, d: outlineOf(hull.corners), text: model.say("map.was", { group: model.groupName(c) }) };
  }).filter(Boolean);
}

/* Brackets above the map, from the first to the last of the core of each group without a hull, its name beside it. Of more
   than there is room for, the last row tells the smaller groups by name. */
function placeSpans(model, layout, chart, measure) {
  const all = [...layout.former, ...layout.hulls].filter((one) => one.bare).map((one) => ({
    c: one.c, old: one.text !== undefined, x0: Math.min(...one.core.map((mark) => mark.x - mark.round)), x1: Math.max(...one.core.map((mark) => mark.x + mark.round)),
    first: one.text ?? model.groupName(one.c), second: one.text === undefined ? one.words : "", n: one.core.length,
  }));
  const byPlace = (a, b) => a.x0 + a.x1 - b.x0 - b.x1 || a.c - b.c, size = chart.narrow ? 12 : 13;
  const ranked = all.slice().sort((a, b) => a.old - b.old || b.n - a.n || byPlace(a, b));
  const most = Math.max(1, chart.spans), bare = ranked.slice(0, all.length > most ? most - 1 : most).sort(byPlace), rest = ranked.slice(bare.length);
  const rows = bare.length + (rest.length ? 1 : 0);
  if (rest.length) {
    const whole = model.counted("map.more", rest.length, { names: model.listed(rest.map((span) => span.first)) }), y = chart.room.t - 12;
    layout.more = { whole, text: lines(whole, chart.width - 2, 1, (text) => measure(text, size))[0], y: y + 3, size };
    layout.taken.push([0, y - 11, Math.min(measure(layout.more.text, size), chart.width), y + 5]);
  }
  bare.forEach((span, row) => {
    const y = chart.room.t - (chart.narrow ? 30 : 12) - SPAN * (rows - 1 - row), more = span.second ? measure(span.second, 12) + 7 : 0;
    const most = Math.max(span.x0, chart.width - span.x1) - 8 - more;
    span.first = lines(span.first, Math.max(most, 60), 1, (text) => measure(text, size, 650))[0];
    const wide = measure(span.first, size, 650), w = wide + more;
    const right = span.x1 + 6 + w <= chart.width, left = span.x0 - 6 - w >= 0;
    const x = right && (!left || span.x0 + span.x1 < chart.width) ? span.x1 + 6 : left ? span.x0 - 6 - w : bound((span.x0 + span.x1 - w) / 2, 1, chart.width - w - 1);
    layout.spans.push({ ...span, y, x, size, next: x + wide + 7 });
    layout.taken.push([Math.min(x, span.x0) - 2, y - 11, Math.max(x + w, span.x1) + 2, y + 5]);
  });
}

/* Tags of coalitions: the cheapest of 21 places round the hull that meet no other tag; the last place has a bonus. One
   that must stand far from its own hull, or about as near to another, gets a line to its own. */
function placeTags(layout, chart, measure, before) {
  const size = chart.narrow ? 12.5 : 14;
  const order = layout.hulls.filter((hull) => !hull.bare).sort((a, b) => b.n - a.n || a.c - b.c);
  for (const hull of order) {
    const first = `${hull.group.letter} ${clip(hull.group.short, chart.narrow ? 22 : 34)}`, second = hull.words;
    const w = Math.max(measure(first, size, 700), measure(second, 12)) + 2, h = chart.narrow ? 28 : 32;
    const others = layout.taken.slice(layout.fixed);
    let best = null;
    tagPlaces(hull, w, h).forEach(([px, py], place) => {
      const x = bound(px, 2, chart.width - w - 2), y = bound(py, 2, chart.height - chart.room.b - h);
      const box = [x, y, x + w, y + h];
      if (others.some((other) => meets(box, other))) return;
      let cost = place * 2 + Math.hypot(x - px, y - py) * 0.5 - (before.tags[hull.c] === place ? 14 : 0);
      for (const other of layout.solid) cost += overlap(box, other) * 0.5;
      for (const other of layout.taken) cost += overlap(box, other) * 3;
      for (const other of layout.hulls) if (other !== hull) cost += overlap(box, other.box) * 0.06;
      const astray = strays(layout, hull, box);
      if (astray > 0) cost += 30 + astray * 0.5;
      if (!best || cost < best.cost) best = { cost, box, place, astray };
    });
    if (!best) continue;
    layout.taken.push(best.box);
    layout.at.tags[hull.c] = best.place;
    layout.tags.push({ c: hull.c, x: best.box[0] + 1, y: best.box[1] + size - 1, size, first, second, leader: best.astray > 0 ? tagLeader(hull, best.box) : null });
  }
}

/* By how much a box is too far from its own hull to be taken for its tag; from 0 down it clearly belongs to it. */
function strays(layout, hull, box) {
  const own = gapTo(hull.corners, box);
  const others = layout.hulls.filter((other) => other !== hull).map((other) => 1.5 * own + 4 - gapTo(other.corners, box));
  return Math.max(-1, own - AT_MOST, ...others);
}

/* From a tag to the nearest mark of its coalition. */
function tagLeader(hull, [x0, y0, x1, y1]) {
  const from = (mark) => [bound(mark.x, x0, x1), bound(mark.y, y0, y1)];
  const far = (mark) => Math.hypot(mark.x - from(mark)[0], mark.y - from(mark)[1]) - mark.reach;
  const mark = hull.core.reduce((best, one) => (far(one) < far(best) ? one : best));
  const [x, y] = from(mark), angle = Math.atan2(y - mark.y, x - mark.x);
  return [x, y, mark.x + mark.reach * Math.cos(angle), mark.y + mark.reach * Math.sin(angle)];
}

function tagPlaces({ box: [x0, y0, x1, y1], corners }, w, h) {
  const cx = (x0 + x1) / 2, cy = (y0 + y1) / 2;
  const tip = (axis, end) => corners.reduce((best, one) => ((one[axis] - best[axis]) * end > 0 ? one : best));
  return [
    [cx - w / 2, y0 - h - 2], [cx - w / 2, y1 + 3], [x1 + 5, cy - h / 2], [x0 - w - 5, cy - h / 2],
    [x1 - w, y0 - h - 2], [x0, y0 - h - 2], [x0, y1 + 3], [x1 - w, y1 + 3], [x0 - w - 3, y0], [x1 + 3, y0],
    [x0 - w - 3, y1 - h], [x1 + 3, y1 - h], [cx - w / 2, y0 - h - 26], [cx - w / 2, y1 + 26],
    [x1 + 26, y0 - 20], [x0 - w - 24, y1 - 4], [x1 + 24, y1 - 4],
    [tip(1, -1)[0] - w / 2, y0 - h - 2], [tip(1, 1)[0] - w / 2, y1 + 3],
    [x1 + 5, tip(0, 1)[1] - h / 2], [x0 - w - 5, tip(0, -1)[1] - h / 2],
  ];
}

function placeFormer(layout, chart, measure) {
  for (const former of layout.former.filter((one) => !one.bare)) {
    const w = measure(former.text, 13, 650) + 2, [x0, y0, x1, y1] = former.box;
    const places = [[x1 - w * 0.4, y1 + 2], [x1 + 4, y1 - 16], [x1 - w, y0 - 17], [x0 - w - 4, y0], [x0, y1 + 3], [x0, y0 - 18], [x1 + 4, y0]];
    for (const [px, py] of places) {
      const x = bound(px, 2, chart.width - w - 2), box = [x, py, x + w, py + 16];
      if (py < 2 || box[3] > chart.height - chart.room.b) continue;
      if (layout.taken.some((other) => meets(other, box)) || layout.solid.some((other) => meets(other, box))) continue;
      layout.taken.push(box);
      layout.formerTags.push({ c: former.c, x, y: py + 12, text: former.text });
      break;
    }
  }
}

/* Names in order: selected, changed side, holders of brackets, unaligned, the rest by capability. */
function nameOrder(model, s, selected) {
  const gone = model.gone(s);
  const rank = (who, i) => {
    if (i === selected) return 0;
    if (model.left(i, s) && !gone.has(who.c[s - 1])) return 1;
    if (model.holders[s].has(i)) return 2;
    return who.c[s] < 0 ? 3 : 4;
  };
  return model.people.map((who, i) => ({ i, who, rank: rank(who, i) }))
    .sort((a, b) => a.rank - b.rank || b.who.cap - a.who.cap || a.i - b.i);
}

/* Everything at a session. `before`: places taken at the session before, kept where they are still free. */
function layOut(model, chart, s, selected, placed, measure, fixedBoxes, before) {
  const lanes = chart.axis < 0, { marks, items, stacks } = placed, hulls = lanes ? [] : hullsOf(model, chart, marks, s);
  const layout = {
    s, marks, items, stacks, hulls, former: lanes ? [] : formerHulls(model, marks, s, hulls),
    spans: [], more: null, tags: [], formerTags: [], labels: [], lists: [], taken: fixedBoxes.slice(), fixed: fixedBoxes.length,
    solid: items.map((item) => {
      const wide = Math.max(item.reach + 0.6, item.held ? item.r + item.grip + 0.9 : 0);
      return [item.x - wide, item.y - item.reach - 1, item.x + wide, item.y + item.reach + 1];
    }),
    at: { tags: {}, names: {} },
  };
  for (const hull of layout.hulls) hull.words = model.say("map.tag", { n: hull.n, share: hull.share });
  placeSpans(model, layout, chart, measure);
  placeTags(layout, chart, measure, before);
  placeFormer(layout, chart, measure);
  placeNames(model, layout, chart, s, selected, measure, before);
  if (!chart.narrow && !lanes && !chart.many) placeLists(model, layout, chart, s, measure);
  return layout;
}
