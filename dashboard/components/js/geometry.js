/* Geometry without a page: cores, hulls, differences of words. Deterministic throughout. */

const median = (values) => {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1];
};

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
      points.push([mark.x + (mark.round + around) * Math.cos(angle), mark.y + (mark.round + around) * Math.sin(angle)]);
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
