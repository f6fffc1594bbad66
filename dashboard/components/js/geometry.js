/* Geometry without a page: marks pushed apart, cores, hulls, differences of words. Deterministic throughout. */

const median = (values) => {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1];
};

/* Push discs apart until they are `gap` clear, each drawn back to where it belongs; `steps` is the most it tries once
   nothing draws back any more. Changes `x` and `y` of the marks. */
function pushApart(marks, gap, frame, steps = 80) {
  const cell = 2 * Math.max(...marks.map((mark) => mark.room), 1) + gap;
  for (let step = 0; step < 80 + steps; step++) {
    const moved = pushOnce(marks, gap, cell);
    if (step >= 80 && moved < gap / 6) break;
    for (const mark of marks) {
      if (step < 80) {
        mark.x += (mark.tx - mark.x) * 0.05;
        mark.y += (mark.ty - mark.y) * 0.05;
      }
      mark.x = bound(mark.x, frame[0] + mark.room, frame[2] - mark.room);
      mark.y = bound(mark.y, mark.top ?? frame[1] + mark.r, mark.bottom ?? frame[3] - mark.r);
    }
  }
}

/* One round of pushes over neighbouring cells; returns the largest overlap met. */
function pushOnce(marks, gap, cell) {
  const cells = new Map();
  marks.forEach((mark, index) => {
    const key = Math.floor(mark.x / cell) * 4096 + Math.floor(mark.y / cell);
    if (cells.has(key)) cells.get(key).push(index);
    else cells.set(key, [index]);
  });
  let worst = 0;
  for (const [key, here] of cells) {
    for (const beside of [0, 1, 4095, 4096, 4097]) {
      const there = beside ? cells.get(key + beside) : here;
      if (!there) continue;
      for (let i = 0; i < here.length; i++) {
        for (let j = beside ? 0 : i + 1; j < there.length; j++) {
          worst = Math.max(worst, pushPair(marks, here[i], there[j], gap), pushBoxes(marks[here[i]], marks[there[j]], gap / 2));
        }
      }
    }
  }
  return worst;
}

function pushPair(marks, one, other, gap) {
  const a = marks[one], b = marks[other];
  let dx = b.x - a.x, dy = b.y - a.y;
  const least = a.room + b.room + gap;
  let distance = Math.hypot(dx, dy);
  if (distance >= least) return 0;
  const over = least - distance;
  if (distance < 0.01) {
    const angle = ((one * 7 + other * 13) % 628) / 100;
    [dx, dy, distance] = [Math.cos(angle), Math.sin(angle), 1];
  }
  const push = (over / distance) * 0.5;
  a.x -= dx * push; a.y -= dy * push;
  b.x += dx * push; b.y += dy * push;
  return over;
}

/* Brackets are no discs: where one of two marks has them, push their boxes apart the shorter way. */
function pushBoxes(a, b, gap) {
  if (!a.half || !b.half || !(a.held || b.held)) return 0;
  const dx = b.x - a.x, dy = b.y - a.y;
  const wide = a.half[0] + b.half[0] + gap - Math.abs(dx), high = a.half[1] + b.half[1] + gap - Math.abs(dy);
  if (wide <= 0 || high <= 0) return 0;
  const x = wide < high ? (dx < 0 ? -wide : wide) / 2 : 0, y = wide < high ? 0 : (dy < 0 ? -high : high) / 2;
  a.x -= x; a.y -= y;
  b.x += x; b.y += y;
  return Math.min(wide, high);
}

function convexHull(points) {
  const sorted = points.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const chain = (list) => {
    const found = [];
    for (const point of list) {
      while (found.length > 1 && turn(found[found.length - 2], found[found.length - 1], point) <= 0) found.pop();
      found.push(point);
    }
    return found.slice(0, -1);
  };
  return chain(sorted).concat(chain(sorted.reverse()));
}

/* Hull of discs, `around` px clear of them. */
function hullRound(marks, around) {
  const points = [];
  for (const mark of marks) {
    for (let k = 0; k < 18; k++) {
      const angle = (k * Math.PI) / 9;
      points.push([mark.x + (mark.r + around) * Math.cos(angle), mark.y + (mark.r + around) * Math.sin(angle)]);
    }
  }
  const corners = convexHull(points);
  const xs = corners.map((corner) => corner[0]), ys = corners.map((corner) => corner[1]);
  return { corners, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}

/* Members near their median point are the core; the others stand apart. */
function coreOf(members, least) {
  const cx = median(members.map((mark) => mark.x)), cy = median(members.map((mark) => mark.y));
  const far = members.map((mark) => Math.hypot(mark.x - cx, mark.y - cy));
  const limit = Math.max(least, 2.15 * median(far));
  return [members.filter((_, k) => far[k] <= limit), members.filter((_, k) => far[k] > limit)];
}

const outlineOf = (corners) => `M${corners.map((corner) => `${round(corner[0])},${round(corner[1])}`).join("L")}Z`;

function nearest(corners, mark) {
  let best = corners[0], least = Infinity;
  for (const corner of corners) {
    const distance = Math.hypot(corner[0] - mark.x, corner[1] - mark.y);
    if (distance < least) [best, least] = [corner, distance];
  }
  return best;
}

function crosses([ax, ay, bx, by], [cx, cy, dx, dy]) {
  const side = (px, py, qx, qy, rx, ry) => (qx - px) * (ry - py) - (qy - py) * (rx - px);
  return side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0
    && side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0;
}

/* How far a box is from the inside of a convex outline; 0 where they meet. */
function gapTo(corners, [x0, y0, x1, y1]) {
  const inside = corners.length > 2 && corners.every(([ax, ay], k) => {
    const [bx, by] = corners[(k + 1) % corners.length];
    return (bx - ax) * ((y0 + y1) / 2 - ay) - (by - ay) * ((x0 + x1) / 2 - ax) >= 0;
  });
  if (inside) return 0;
  let least = Infinity;
  corners.forEach(([ax, ay], k) => {
    const [bx, by] = corners[(k + 1) % corners.length], edge = [ax, ay, bx, by];
    if (crosses(edge, [x0, y0, x1, y1]) || crosses(edge, [x0, y1, x1, y0])) least = 0;
    least = Math.min(least, Math.hypot(Math.max(x0 - ax, 0, ax - x1), Math.max(y0 - ay, 0, ay - y1)));
    const square = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    for (const [px, py] of [[x0, y0], [x1, y0], [x0, y1], [x1, y1]]) {
      const t = bound(((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / square, 0, 1);
      least = Math.min(least, Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay)));
    }
  });
  return least;
}

/* Words of `after` as runs `[kind, words]` against `before`: "=" kept, "+" new, "-" removed. */
function wordDifference(before, after) {
  const a = before.split(/\s+/).filter(Boolean), b = after.split(/\s+/).filter(Boolean);
  const wide = b.length + 1;
  const common = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * wide + j] = a[i] === b[j]
        ? common[(i + 1) * wide + j + 1] + 1 : Math.max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
    }
  }
  const runs = [];
  const add = (kind, word) => {
    const last = runs[runs.length - 1];
    if (last && last[0] === kind) last[1] += ` ${word}`;
    else runs.push([kind, word]);
  };
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { add("=", b[j]); i++; j++; }
    else if (i < a.length && (j === b.length || common[(i + 1) * wide + j] >= common[i * wide + j + 1])) add("-", a[i++]);
    else add("+", b[j++]);
  }
  return runs;
}

/* Share of words two texts have in common, 0 to 1. */
function likeness(one, other) {
  const a = new Set(one.split(/\s+/)), b = new Set(other.split(/\s+/));
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return both / Math.max(a.size, b.size);
}
