/* Where marks are drawn: nowhere farther from the truth than a box round each allows. Those that would still cover each
   other become a stack. Step by step what simulation/drawing/stacks.py does: a test compares the two. */

const SLACK = 0.03; /* of an axis: the most that a mark may be drawn off its true place */
const CALM = 40; /* steps in which marks are drawn back to where they belong */
const STEPS = 90;
const TOUCH = 0.75; /* px: two marks that cover each other by less are told apart */
const STUCK = 0.35; /* of the smaller of two: as much may be covered of marks too far from each other to be one stack */
const SORTED = 8; /* times that members of such are sorted anew */

/* Places of marks that have `tx`, `ty` (true place), `box` (where it may be drawn), `w`, `h` (half its width and height)
   and `c` (its group). `sizeOf` tells `[w, h]` of a stack of members. Returns cells: members, place, size. */
function standApart(marks, gap, sizeOf) {
  let cells = marks.map((mark, k) => cellOf(marks, [k], mark.box, [mark.w, mark.h]));
  for (let sorted = 0; ;) {
    const pairs = neighbours(cells, gap);
    settle(cells, pairs, gap);
    const { crowded, stuck } = covering(cells, pairs);
    if (crowded.length) cells = joined(marks, cells, crowded, sizeOf);
    else if (stuck.length && sorted++ < SORTED) cells = parted(marks, cells, stuck, sizeOf);
    else return drawnBack(cells, stuck);
  }
}

/* What no sorting parts was pushed onto each other by others: it goes back to its true places, which are apart. */
function drawnBack(cells, stuck) {
  for (const [, a, b] of stuck) for (const cell of [cells[a], cells[b]]) [cell.x, cell.y] = [cell.tx, cell.ty];
  return cells;
}

function cellOf(marks, members, box, [w, h]) {
  let x = 0, y = 0;
  for (const k of members) { x += marks[k].tx; y += marks[k].ty; }
  x = bound(x / members.length, box[0], box[2]);
  y = bound(y / members.length, box[1], box[3]);
  const { c } = marks[members[0]];
  return { members, box, w, h, c: members.every((k) => marks[k].c === c) ? c : -2, tx: x, ty: y, x, y };
}

/* Pairs that could come to cover each other within their boxes. */
function neighbours(cells, gap) {
  const found = [];
  for (let a = 0; a < cells.length; a++) {
    const p = cells[a];
    for (let b = a + 1; b < cells.length; b++) {
      const q = cells[b], wide = p.w + q.w + gap, high = p.h + q.h + gap;
      if (p.box[0] - q.box[2] < wide && q.box[0] - p.box[2] < wide && p.box[1] - q.box[3] < high && q.box[1] - p.box[3] < high) found.push([a, b]);
    }
  }
  return found;
}

/* Push cells apart along the way that is shorter for the room they have, and draw them back. */
function settle(cells, pairs, gap) {
  for (let step = 0; step < STEPS; step++) {
    let worst = 0;
    for (const [a, b] of pairs) worst = Math.max(worst, pushPair(cells[a], cells[b], gap));
    for (const cell of cells) {
      if (step < CALM) {
        cell.x += (cell.tx - cell.x) * 0.05;
        cell.y += (cell.ty - cell.y) * 0.05;
      }
      cell.x = bound(cell.x, cell.box[0], cell.box[2]);
      cell.y = bound(cell.y, cell.box[1], cell.box[3]);
    }
    if (step >= CALM && worst < gap / 4) return;
  }
}

function pushPair(p, q, gap) {
  const wide = p.w + q.w + gap - Math.abs(q.x - p.x), high = p.h + q.h + gap - Math.abs(q.y - p.y);
  if (wide <= 0 || high <= 0) return 0;
  const across = p.box[2] - p.box[0] + q.box[2] - q.box[0], along = p.box[3] - p.box[1] + q.box[3] - q.box[1];
  if (wide * along <= high * across) {
    const push = (q.x < p.x ? -wide : wide) / 2;
    p.x -= push;
    q.x += push;
  } else {
    const push = (q.y < p.y ? -high : high) / 2;
    p.y -= push;
    q.y += push;
  }
  return Math.min(wide, high);
}

/* Pairs that cover each other, the worst first: those that may be one stack, those of one group before others; and those
   that may not. */
function covering(cells, pairs) {
  const crowded = [], stuck = [];
  for (const [a, b] of pairs) {
    const p = cells[a], q = cells[b];
    const wide = p.w + q.w - Math.abs(q.x - p.x), high = p.h + q.h - Math.abs(q.y - p.y), over = Math.min(wide, high);
    if (over <= TOUCH) continue;
    const box = common(p.box, q.box);
    if (box[0] <= box[2] && box[1] <= box[3]) crowded.push([p.c === q.c && p.c !== -2 ? 2 * over : over, a, b]);
    else if (wide > 2 * STUCK * Math.min(p.w, q.w) && high > 2 * STUCK * Math.min(p.h, q.h)) stuck.push([over, a, b]);
  }
  const worst = (one, other) => other[0] - one[0] || one[1] - other[1] || one[2] - other[2];
  return { crowded: crowded.sort(worst), stuck: stuck.sort(worst) };
}

const common = (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];

/* The worst third of the pairs become stacks, each cell at most once. */
function joined(marks, cells, crowded, sizeOf) {
  const used = new Set(), made = [];
  for (const [, a, b] of crowded.slice(0, Math.ceil(crowded.length / 3))) {
    if (used.has(a) || used.has(b)) continue;
    used.add(a).add(b);
    const members = [...cells[a].members, ...cells[b].members].sort((one, other) => one - other);
    made.push(cellOf(marks, members, common(cells[a].box, cells[b].box), sizeOf(members)));
  }
  const kept = cells.filter((_, k) => !used.has(k));
  for (const cell of kept) [cell.x, cell.y] = [cell.tx, cell.ty];
  return [...kept, ...made];
}

/* Members of two that cover each other are sorted anew, into those on one side and those on the other: apart by as much as
   their places allow. */
function parted(marks, cells, stuck, sizeOf) {
  const used = new Set(), made = [];
  for (const [, a, b] of stuck) {
    if (used.has(a) || used.has(b)) continue;
    const halves = halvesOf(marks, [...cells[a].members, ...cells[b].members]);
    if (!halves) continue;
    used.add(a).add(b);
    for (const members of halves) {
      const size = members.length > 1 ? sizeOf(members) : [marks[members[0]].w, marks[members[0]].h];
      made.push(cellOf(marks, members, boxOf(marks, members), size));
    }
  }
  const kept = cells.filter((_, k) => !used.has(k));
  for (const cell of kept) [cell.x, cell.y] = [cell.tx, cell.ty];
  return [...kept, ...made];
}

const boxOf = (marks, members) => members.map((k) => marks[k].box).reduce(common);

/* The two sides, each of which may be one mark or stack, that can be drawn farthest from each other; null: there are none. */
function halvesOf(marks, members) {
  let best = null, most = -Infinity;
  for (const [axis, of] of [[0, "tx"], [1, "ty"]]) {
    const order = members.slice().sort((one, other) => marks[one][of] - marks[other][of] || one - other);
    for (let cut = 1; cut < order.length; cut++) {
      const sides = [order.slice(0, cut), order.slice(cut)], [low, high] = sides.map((side) => boxOf(marks, side));
      if (low[0] > low[2] || low[1] > low[3] || high[0] > high[2] || high[1] > high[3]) continue;
      const far = high[axis + 2] - low[axis];
      if (far > most) [best, most] = [sides, far];
    }
  }
  return best && best.map((side) => side.sort((one, other) => one - other));
}

/* Whether two convex outlines cover each other: no edge of either has all of the other beyond it. */
function outlinesMeet(one, other) {
  const apart = (a, b) => a.some(([ax, ay], k) => {
    const [bx, by] = a[(k + 1) % a.length];
    return b.every(([x, y]) => (bx - ax) * (y - ay) - (by - ay) * (x - ax) <= 0);
  });
  return !apart(one, other) && !apart(other, one);
}
