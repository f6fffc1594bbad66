/* The braid: one thread for each delegation over the sessions. Its edges come laid out; here they are drawn. */

function braidOf(model, width, narrow, calm) {
  const laid = narrow ? model.data.braid.narrow : model.data.braid.wide;
  const room = narrow ? { l: 12, r: 14, t: 30, b: 6 } : { l: 124, r: 168, t: calm ? 34 : 32, b: 6 };
  const scale = laid.px / model.data.braid.height;
  return {
    width, narrow, room, height: laid.px + room.t + room.b,
    X: (s) => room.l + (s / Math.max(1, model.last)) * (width - room.l - room.r),
    step: (width - room.l - room.r) / Math.max(1, model.last),
    top: transposed(laid.top.map(unpack)).map((row) => row.map((value) => room.t + value * scale)),
    thick: laid.thick.map((value) => value * scale),
  };
}

/* Path of a thread from one session to another: flat at the sessions, curved between. */
function ribbon(braid, i, start, end) {
  const flat = Math.min(braid.step * 0.12, 7), thick = braid.thick[i];
  const line = (way, lower) => {
    let path = "";
    for (let s = way > 0 ? start : end; s !== (way > 0 ? end : start); s += way) {
      const x0 = braid.X(s), x1 = braid.X(s + way), y0 = round(braid.top[s][i] + lower), y1 = round(braid.top[s + way][i] + lower);
      const middle = round((x0 + x1) / 2);
      path += `H${round(x0 + way * flat)}C${middle},${y0} ${middle},${y1} ${round(x1 - way * flat)},${y1}H${round(x1)}`;
    }
    return path;
  };
  return `M${round(braid.X(start))},${round(braid.top[start][i])}${line(1, 0)}V${round(braid.top[end][i] + thick)}${line(-1, thick)}Z`;
}

function centreLine(braid, i) {
  const flat = Math.min(braid.step * 0.12, 7), half = braid.thick[i] / 2;
  let path = `M${round(braid.X(0))},${round(braid.top[0][i] + half)}`;
  for (let s = 1; s < braid.top.length; s++) {
    const x0 = braid.X(s - 1), x1 = braid.X(s), middle = round((x0 + x1) / 2);
    const y0 = round(braid.top[s - 1][i] + half), y1 = round(braid.top[s][i] + half);
    path += `H${round(x0 + flat)}C${middle},${y0} ${middle},${y1} ${round(x1 - flat)},${y1}H${round(x1)}`;
  }
  return path;
}

/* Loose threads, then ropes, then changes of side on top, full strength. */
function drawThreads(model, braid, parent) {
  const layers = ["loose", "rope", "cross"].map((name) => draw("g", { class: name }, parent));
  const mean = sum(braid.thick) / braid.thick.length;
  parent.style.setProperty("--edge", String(round(Math.min(1, mean / 3)))); /* an edge must not cover a thin thread */
  parent.style.setProperty("--seam", mean < 1.4 ? "0" : "0.35");
  model.people.forEach((who, i) => {
    const crosses = (s) => who.c[s] >= 0 && who.c[s] !== who.c[s + 1];
    for (let start = 0; start < model.held;) {
      let end = start + 1;
      while (end < model.held && !crosses(start) && !crosses(end) && who.c[end + 1] === who.c[start + 1]) end++;
      const slot = model.slot(who.c[start + 1]);
      const layer = crosses(start) ? 2 : who.c[start + 1] >= 0 ? 1 : 0;
      draw("path", { d: ribbon(braid, i, start, end), style: `fill:${fill(slot)}`, "data-i": i, "data-from": start, "data-slot": slot }, layers[layer]);
      start = end;
    }
  });
}

/* Upper and lower edge of a rope at a session; null if the coalition is not there. */
function ropeAt(model, braid, coalition, s) {
  let top = Infinity, bottom = -Infinity;
  model.people.forEach((who, i) => {
    if (who.c[s] !== coalition) return;
    top = Math.min(top, braid.top[s][i]);
    bottom = Math.max(bottom, braid.top[s][i] + braid.thick[i]);
  });
  return top === Infinity ? null : [top, bottom];
}

/* Names of the ropes: at the right end, or where an ended coalition was thickest. Returns the boxes that they take. */
function drawRopeNames(model, braid, measure, parent) {
  const taken = [];
  const size = 12.5, right = braid.X(model.held) + 8;
  model.groups.forEach((group, c) => {
    const rope = ropeAt(model, braid, c, model.held);
    if (!rope) return;
    const name = braid.narrow ? [group.letter] : lines(`${group.letter} ${group.short}`, braid.room.r - 14, 2, (text) => measure(text, size, 650));
    const wide = Math.max(...name.map((line) => measure(line, size, 650))), high = 15 * name.length;
    for (const shift of [0, -8, 8, -16, 16, -24, 24, -36, 36, -48, 48, -64, 64]) {
      const y = (rope[0] + rope[1]) / 2 + shift - high / 2, x = braid.narrow ? right - 22 : right;
      const box = [x, y, x + wide, y + high];
      if (taken.some((other) => meets(box, other))) continue;
      taken.push(box);
      name.forEach((line, k) => write(x, y + 12 + 15 * k, line, { class: "halo ropename", style: `fill:${tone(group.slot)}` }, parent));
      break;
    }
  });
  model.groups.forEach((group, c) => {
    if (ropeAt(model, braid, c, model.held)) return;
    nameEnded(model, braid, measure, parent, taken, group, c);
  });
  return taken;
}

function nameEnded(model, braid, measure, parent, taken, group, c) {
  const sessions = [];
  for (let s = 1; s < model.held; s++) {
    const rope = ropeAt(model, braid, c, s);
    if (rope) sessions.push([rope[1] - rope[0], s, rope[0]]);
  }
  sessions.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const text = braid.narrow ? group.letter : `${group.letter} ${clip(group.short, 34)}`, wide = measure(text, 12.5, 650);
  for (const [, s, top] of sessions.slice(0, 8)) {
    const x = bound(braid.X(s) - wide / 2, braid.room.l, braid.width - braid.room.r - wide);
    for (const y of braid.narrow ? [top + 12, top - 3] : [top - 3, top + 11]) {
      const box = [x - 3, y - 12, x + wide + 3, y + 4];
      if (y < braid.room.t + 6 || taken.some((other) => meets(box, other))) continue;
      taken.push(box);
      write(x, y, text, { class: "halo ropename", style: `fill:${tone(group.slot)}` }, parent);
      return;
    }
  }
}

/* Ticks on top; as many as there is room for, the last one always. */
function drawSessions(model, braid, parent) {
  const every = [1, 2, 5, 10, 20, 50, 100].find((step) => braid.step * step >= 20) || 100;
  for (let s = 0; s <= model.last; s++) {
    const x = braid.X(s), named = s === model.last || (s % every === 0 && (model.last - s) * braid.step >= 18);
    if (named || braid.step >= 12) draw("line", { x1: round(x), x2: round(x), y1: braid.room.t - 3, y2: braid.height - braid.room.b + 3, class: "grid" }, parent);
    if (!named) continue;
    const starts = s === 0 && !braid.narrow;
    write(x, braid.room.t - 12, starts ? model.say("term.start") : String(s), { "text-anchor": "middle", class: "tick" }, parent);
  }
}

function drawPoles(model, braid, measure, parent) {
  if (braid.narrow) return;
  const axis = model.data.axes.x;
  const of = (text) => lines(text, braid.room.l - 12, 3, (part) => measure(part, 12.5, 650));
  const first = of(axis.low), last = of(axis.high);
  first.forEach((line, k) => write(braid.room.l - 12, braid.room.t + 12 + 14 * k, line, { "text-anchor": "end", class: "pole" }, parent));
  last.forEach((line, k) => write(braid.room.l - 12, braid.height - braid.room.b - 4 - 14 * (last.length - 1 - k), line, { "text-anchor": "end", class: "pole" }, parent));
}

/* The whole drawing; `pick` null: nothing to choose (miniature). Returns what moves with the clock. */
function buildBraid(model, braid, measure, pick) {
  const svg = draw("svg", { width: braid.width, height: braid.height, viewBox: `0 0 ${braid.width} ${braid.height}`, role: pick ? "group" : "img", class: "braid" });
  const ground = draw("g", { "aria-hidden": "true" }, svg);
  drawSessions(model, braid, ground);
  drawPoles(model, braid, measure, ground);
  const threads = draw("g", { class: "threads", "aria-hidden": "true" }, svg);
  drawThreads(model, braid, threads);
  const veil = draw("rect", { y: braid.room.t - 4, height: braid.height - braid.room.t - braid.room.b + 8, class: "veil" }, svg);
  const above = draw("g", { "aria-hidden": "true" }, svg);
  const names = drawRopeNames(model, braid, measure, above);
  const chosen = draw("g", { class: "chosen", "aria-hidden": "true" }, svg);
  const hits = pick ? draw("g", { class: "hits", role: "listbox", "aria-label": model.say("braid.threads") }, svg) : null;
  const paths = pick ? model.people.map((_, i) => {
    const path = draw("path", { d: centreLine(braid, i), class: "hit", role: "option", tabindex: "-1", "data-i": i, style: `stroke-width:${round(Math.max(4, braid.thick[i] + 1))}` }, hits);
    put(draw("title", {}, path), clip(model.people[i].name, 80));
    path.addEventListener("click", (event) => { event.stopPropagation(); pick(i); });
    return path;
  }) : [];
  const head = draw("g", { class: "playhead", "aria-hidden": "true" }, svg);
  draw("line", { y1: braid.room.t - 6, y2: braid.height - braid.room.b + 4 }, head);
  const plate = draw("rect", { y: braid.room.t - 27, height: 20, rx: 3 }, head);
  const number = write(0, braid.room.t - 12.5, "", { "text-anchor": "middle" }, head);
  return { svg, veil, chosen, paths, head, plate, number, braid, names };
}

/* Move the clock of a drawn braid. */
function showBraid(model, drawn, s, selected, measure) {
  const { braid, veil, head, chosen } = drawn, x = braid.X(s);
  set(veil, { x: round(x), width: round(Math.max(0, braid.X(model.last) - x + 2)) });
  head.style.transform = `translateX(${round(x)}px)`;
  const now = s === 0 && !braid.narrow ? model.say("term.start") : String(s), half = Math.max(26, measure(now, 13, 650) + 12) / 2;
  put(drawn.number, now);
  set(drawn.plate, { x: round(-half), width: round(2 * half) });
  chosen.replaceChildren();
  if (selected < 0) return;
  const path = centreLine(braid, selected);
  draw("path", { d: path, class: "under" }, chosen);
  draw("path", { d: path, class: "line" }, chosen);
  const y = braid.top[s][selected] + braid.thick[selected] / 2;
  draw("circle", { cx: round(x), cy: round(y), r: 3.6, class: "spot" }, chosen);
  const name = clip(model.people[selected].short, 16), wide = measure(name, 13, 650);
  const at = placeChosen(drawn, x, y, wide);
  write(at.left ? x - 9 : x + 9, at.y, name, { class: "halo chosenname", "text-anchor": at.left ? "end" : "start" }, chosen);
}

/* Where the name of the chosen thread stands: right of its spot if it fits and meets no name of a rope, else left. */
function placeChosen({ braid, names }, x, y, wide) {
  const above = Math.max(braid.room.t + 10, y - 7), below = Math.min(braid.height - braid.room.b, y + 17);
  const edge = braid.width - (braid.narrow ? 4 : braid.room.r);
  const places = [[false, above], [true, above], [true, below], [false, below]].map(([left, at]) => ({ left, y: at }));
  const box = ({ left, y: at }) => (left ? [x - 9 - wide, at - 11, x - 9, at + 4] : [x + 9, at - 11, x + 9 + wide, at + 4]);
  const fits = places.filter((place) => (place.left ? x - 9 - wide > 0 : x + 9 + wide <= edge));
  return fits.find((place) => !names.some((other) => meets(box(place), other))) || fits[0] || places[0];
}
