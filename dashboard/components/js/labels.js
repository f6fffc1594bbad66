/* Names on the map: beside the mark, at the end of a leader, or in the list of a group; never over anything. */

const DIRECTIONS = 16;

function placeNames(model, layout, chart, s, selected, measure, before) {
  const { many } = chart, limit = chart.narrow ? 12 : many ? 34 : 99, named = new Set(), done = new Set();
  let count = 0;
  for (const { i, who, rank } of nameOrder(model, s, selected)) {
    const item = layout.marks[i].stack || layout.marks[i];
    if (item.out || done.has(item) || (count >= limit && rank > 1)) continue;
    done.add(item);
    if (count >= limit + 12) break;
    const bold = rank <= 1, size = bold ? 13 : chart.narrow ? 11.5 : 12, weight = bold ? 650 : 400;
    const letter = (chart.axis < 0 || chart.zoom >= 0) && who.c[s] >= 0 && who.c[s] !== chart.zoom && !item.members ? ` ${model.groups[who.c[s]].letter}` : "";
    const name = clip(who.short || who.name, 16) + letter;
    const text = item.members ? model.say("stack.label", { name, n: item.members.length - 1 }) : name;
    for (const member of item.members || []) named.add(member); /* the list of the stack names them */
    const found = placeName(layout, chart, item, measure(text, size, weight) + 1, size, many, before.names[i]);
    if (!found) continue;
    count++;
    named.add(i);
    layout.taken.push(found.box);
    layout.at.names[i] = found.place;
    layout.labels.push({ i, text, size, weight, bold, x: found.box[0] + 1, y: found.box[1] + size - 1, leader: found.leader });
  }
  layout.named = named;
}

function placeName(layout, chart, mark, w, size, many, wished) {
  const tries = namePlaces(mark, w, size + 2, many);
  const order = wished === undefined ? tries.keys() : [wished, ...tries.keys()];
  for (const place of order) {
    const one = tries[place];
    if (!one) continue;
    const box = [one[0] - 1, one[1], one[0] + w + 1, one[1] + size + 2];
    if (isFree(layout, chart, mark, box) && (!one[2] || isClear(layout, mark, one))) {
      return { box, place, leader: one[2] ? leaderOf(mark, one) : null };
    }
  }
  return null;
}

/* `[x, y]` of the box, with a third and fourth where a leader ends. */
function namePlaces(mark, w, h, many) {
  const { x, y, reach: r } = mark, beside = r + (mark.held ? mark.grip + 2.3 : 2.5);
  const places = [
    [x + beside, y - h / 2], [x - beside - w, y - h / 2], [x - w / 2, y - r - h - 1], [x - w / 2, y + r + 1.5],
    [x + beside * 0.7, y - r - h * 0.6], [x + beside * 0.7, y + r - h * 0.3],
    [x - beside * 0.7 - w, y - r - h * 0.6], [x - beside * 0.7 - w, y + r - h * 0.3],
  ];
  for (const far of many ? [18, 30] : [16, 26, 38, 52, 68, 86]) {
    for (let k = 0; k < DIRECTIONS; k++) {
      const angle = (k * 2 * Math.PI) / DIRECTIONS, cos = Math.cos(angle), sin = Math.sin(angle);
      const ex = x + (r + far) * cos, ey = y + (r + far) * sin;
      places.push([cos > 0.3 ? ex : cos < -0.3 ? ex - w : ex - w / 2, cos > 0.3 || cos < -0.3 ? ey - h / 2 : sin > 0 ? ey : ey - h, ex, ey]);
    }
  }
  return places;
}

function isFree(layout, chart, mark, box) {
  if (box[0] < 2 || box[2] > chart.width - 2 || box[1] < 2 || box[3] > chart.height - chart.room.b + 2) return false;
  for (const other of layout.taken) if (meets(box, other)) return false;
  for (let k = 0; k < layout.solid.length; k++) if (layout.items[k] !== mark && meets(box, layout.solid[k])) return false;
  return !layout.tags.some((tag) => tag.leader && touches(tag.leader, box));
}

/* A leader may cross no other mark, no text, no other leader. */
function isClear(layout, mark, [, , ex, ey]) {
  const dx = ex - mark.x, dy = ey - mark.y, square = dx * dx + dy * dy;
  for (const other of layout.items) {
    if (other === mark) continue;
    const t = bound(((other.x - mark.x) * dx + (other.y - mark.y) * dy) / square, 0, 1);
    if (t > 0.05 && Math.hypot(mark.x + t * dx - other.x, mark.y + t * dy - other.y) < other.reach + 0.5) return false;
  }
  for (const box of layout.taken) {
    for (let t = 0.2; t <= 1; t += 0.1) {
      const x = mark.x + t * dx, y = mark.y + t * dy;
      if (x > box[0] - 1 && x < box[2] + 1 && y > box[1] - 1 && y < box[3] + 1) return false;
    }
  }
  return ![...layout.labels, ...layout.tags].some((label) => label.leader && crosses(label.leader, [mark.x, mark.y, ex, ey]));
}

function leaderOf(mark, [, , ex, ey]) {
  const angle = Math.atan2(ey - mark.y, ex - mark.x);
  return [mark.x + mark.reach * Math.cos(angle), mark.y + mark.reach * Math.sin(angle), ex, ey];
}

/* Members without a place: one small list near their hull. */
function placeLists(model, layout, chart, s, measure) {
  for (const hull of layout.hulls) {
    const missing = model.people.map((_, i) => i).filter((i) => !layout.named.has(i) && !layout.marks[i].out && model.people[i].c[s] === hull.c);
    if (!missing.length) continue;
    const names = model.listed(missing.map((i) => clip(model.people[i].short || model.people[i].name, 16)));
    const text = model.say("map.also", { letter: hull.group.letter, names });
    const best = listPlace(layout, chart, hull, text, measure);
    if (!best || best.cost > 170) continue;
    layout.taken.push(best.box);
    layout.lists.push({ c: hull.c, x: best.box[0] + 3, y: best.box[1] + 13, lines: best.lines });
    for (const i of missing) layout.named.add(i);
  }
}

function listPlace(layout, chart, hull, text, measure) {
  const [x0, y0, x1, y1] = hull.box;
  let best = null;
  for (const width of [190, 250, 140]) {
    const broken = lines(text, width, 12, (part) => measure(part, 12));
    const w = Math.max(...broken.map((line) => measure(line, 12))) + 8, h = broken.length * 14 + 6;
    const bottom = Math.min(chart.height - chart.room.b - h - 1, y1 + 120);
    const right = Math.min(chart.width - w - 4, x1 + 150);
    for (let y = Math.max(chart.room.t - 24, y0 - h - 120); y <= bottom; y += 9) {
      for (let x = Math.max(chart.room.l + 3, x0 - w - 150); x <= right; x += 11) {
        const box = [x, y, x + w, y + h];
        let cost = Math.hypot(Math.max(0, x0 - box[2], box[0] - x1), Math.max(0, y0 - box[3], box[1] - y1)) + (width === 190 ? 0 : 8);
        if (best && cost >= best.cost) continue;
        if (layout.taken.some((other) => meets(box, other)) || layout.solid.some((other) => meets(box, other))) continue;
        if ([...layout.labels, ...layout.tags].some((label) => label.leader && touches(label.leader, box))) continue;
        for (const other of layout.hulls) cost += overlap(box, other.box) * (other === hull ? 0.02 : 0.05);
        if (!best || cost < best.cost) best = { cost, box, lines: broken };
      }
    }
  }
  return best;
}

function touches([ax, ay, bx, by], box) {
  for (let t = 0; t <= 1; t += 0.125) {
    const x = ax + t * (bx - ax), y = ay + t * (by - ay);
    if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) return true;
  }
  return false;
}
