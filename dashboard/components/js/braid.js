/* The braid: one thread for each delegation over the sessions. Its edges come laid out; here they are drawn. */

/* `px`: height for the threads where the page knows better than the data; null: as laid out. */
function braidOf(model, width, narrow, calm, px = null) {
  const laid = narrow && !px ? model.data.braid.narrow : model.data.braid.wide, tall = px || laid.px;
  const room = narrow ? { l: 12, r: 22, t: 30, b: 6 } : { l: 124, r: width < 800 ? 112 : 168, t: calm ? 34 : 32, b: 6 };
  const scale = tall / model.data.braid.height;
  return {
    width, narrow, room, height: tall + room.t + room.b,
    X: (s) => room.l + (s / Math.max(1, model.last)) * (width - room.l - room.r),
    step: (width - room.l - room.r) / Math.max(1, model.last),
    top: transposed(laid.top.map(unpack)).map((row) => row.map((value) => room.t + value * scale)),
    thick: laid.thick.map((value) => value * scale),
  };
}

const STUB = 5; /* px: how far ropes go on, straight, after their last session */

/* A thread from one session to another, flat at the sessions, curved between: its outline, and its two edges alone. */
function ribbon(braid, i, start, end, stub) {
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
  const from = `${round(braid.X(start))},`, top = round(braid.top[start][i]), low = round(braid.top[start][i] + thick);
  const last = stub ? `H${round(braid.X(end) + STUB)}` : "";
  return {
    whole: `M${from}${top}${line(1, 0)}${last}V${round(braid.top[end][i] + thick)}${line(-1, thick)}Z`,
    edges: `M${from}${top}${line(1, 0)}${last}M${from}${low}${line(1, thick)}${last}`,
  };
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
    /* One that moves with its whole group is no change of side: the rope goes over into another. */
    const crosses = (s) => who.c[s] >= 0 && who.c[s] !== who.c[s + 1] && model.gone(s + 1).get(who.c[s]) !== who.c[s + 1];
    for (let start = 0; start < model.held;) {
      let end = start + 1;
      while (end < model.held && !crosses(start) && !crosses(end) && who.c[end + 1] === who.c[start + 1]) end++;
      const slot = model.slot(who.c[start + 1]);
      const layer = crosses(start) ? 2 : who.c[start + 1] >= 0 ? 1 : 0;
      const { whole, edges } = ribbon(braid, i, start, end, end === model.held);
      draw("path", { d: whole, style: `fill:${fill(slot)}`, "data-i": i, "data-from": start, "data-slot": slot }, layers[layer]);
      draw("path", { d: edges, class: "edge" }, layers[layer]);
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
  const size = 12.5, right = braid.X(model.held) + STUB + 5;
  model.groups.forEach((group, c) => {
    const rope = ropeAt(model, braid, c, model.held);
    if (!rope) return;
    const name = braid.narrow ? [group.letter] : lines(`${group.letter} ${isolated(group.short)}`, braid.room.r - 14, 2, (text) => measure(text, size, 650));
    const wide = Math.max(...name.map((line) => measure(line, size, 650))), high = 15 * name.length;
    for (const shift of [0, -8, 8, -16, 16, -24, 24, -36, 36, -48, 48, -64, 64]) {
      const y = (rope[0] + rope[1]) / 2 + shift - high / 2, x = braid.narrow ? right - 3 : right;
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

/* An ended coalition is named above or below its rope, where the name covers least of the others and nothing of it. */
function nameEnded(model, braid, measure, parent, taken, group, c) {
  const full = `${group.letter} ${clip(group.short, 34)}`;
  for (const text of braid.narrow ? [group.letter] : [full, group.letter]) {
    const wide = measure(text, 12.5, 650), best = besideRope(model, braid, taken, c, wide);
    if (!best || (text === full && best.cost > 40)) continue;
    taken.push(best.box);
    write(best.box[0] + 3, best.box[3] - 4, text, { class: "halo ropename", style: `fill:${tone(group.slot)}` }, parent);
    return;
  }
}

/* The cheapest box for a name beside its rope: how many threads of others it meets, and how far it is from its own. */
function besideRope(model, braid, taken, c, wide) {
  let best = null;
  for (let s = 0; s <= model.held; s++) {
    if (!ropeAt(model, braid, c, s)) continue;
    const left = bound(braid.X(s) - wide / 2, braid.room.l, braid.width - braid.room.r - wide);
    const spans = [];
    for (let at = 0; at <= model.held; at++) if (braid.X(at) >= left - braid.step && braid.X(at) <= left + wide + braid.step) spans.push(at);
    const ropes = spans.map((at) => ropeAt(model, braid, c, at)).filter(Boolean);
    const top = Math.min(...ropes.map((rope) => rope[0])), bottom = Math.max(...ropes.map((rope) => rope[1]));
    for (const far of [1, 6, 14]) {
      for (const y of [top - 14 - far, bottom + far]) {
        const box = [left - 3, y, left + wide + 3, y + 14];
        if (box[1] < braid.room.t - 2 || box[3] > braid.height + 2 || taken.some((other) => meets(box, other))) continue;
        const met = threadsIn(model, braid, box, spans);
        const cost = 6 * met.length + far + (met.some((i) => spans.some((at) => model.people[i].c[at] === c)) ? 200 : 0);
        if (!best || cost < best.cost) best = { cost, box };
      }
    }
  }
  return best;
}

/* Threads that a box meets at these sessions or on the way between them. */
const threadsIn = (model, braid, box, spans) => model.people.flatMap((_, i) => {
  const high = spans.map((at) => braid.top[at][i]);
  return Math.min(...high) < box[3] && Math.max(...high) + braid.thick[i] > box[1] ? [i] : [];
});

/* Ticks on top; as many as there is room for, the last one always. */
function drawSessions(model, braid, parent) {
  const every = [1, 2, 5, 10, 20, 50, 100].find((step) => braid.step * step >= 20) || 100;
  for (let s = 0; s <= model.last; s++) {
    const x = braid.X(s), named = s === model.last || (s % every === 0 && (model.last - s) * braid.step >= 18);
    if (named || braid.step >= 12) draw("line", { x1: round(x), x2: round(x), y1: braid.room.t - 3, y2: braid.height - braid.room.b + 3, class: "grid" }, parent);
    if (!named) continue;
    const starts = s === 0 && !braid.narrow;
    write(x, braid.room.t - 12, starts ? model.say("term.start") : String(s), { "text-anchor": "middle", class: "tick hour" }, parent);
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

/* The whole drawing; `pick` null: nothing to choose. Returns what moves with the clock. */
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
  set(veil, { x: round(x), width: round(Math.max(0, braid.X(model.last) - x + STUB + 2)) });
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
  if (drawn.nameless) return;
  const name = clip(model.people[selected].short, 16), wide = measure(name, 13, 650);
  const at = placeChosen(model, drawn, s, selected, wide);
  write(at[0] + 3, at[3] - 4, name, { class: "halo chosenname" }, chosen);
}

/* Where the name of the chosen thread stands: above or below its rope, right or left of the clock, where it meets no name of
   a rope and fewest threads. */
function placeChosen(model, { braid, names }, s, selected, wide) {
  const x = braid.X(s), c = model.people[selected].c[s], y = braid.top[s][selected];
  const [top, bottom] = (c >= 0 && ropeAt(model, braid, c, s)) || [y, y + braid.thick[selected]];
  const edge = braid.width - (braid.narrow ? 4 : braid.room.r);
  let best = null;
  for (const left of [x + 6, x - 12 - wide]) {
    const at = bound(left, 2, edge - wide - 6), spans = [];
    for (let k = 0; k <= model.held; k++) if (braid.X(k) >= at - braid.step && braid.X(k) <= at + wide + 6 + braid.step) spans.push(k);
    for (const low of [top - 3, top - 12, bottom + 18, bottom + 28]) {
      const foot = bound(low, braid.room.t + 15, braid.height), box = [at, foot - 15, at + wide + 6, foot];
      const met = threadsIn(model, braid, box, spans);
      const cost = met.length + 20 * met.filter((i) => i === selected || (c >= 0 && model.people[i].c[s] === c)).length
        + (names.some((other) => meets(box, other)) ? 500 : 0) + Math.abs(at - left) * 5 + Math.abs(foot - low);
      if (!best || cost < best.cost) best = { cost, box };
    }
  }
  return best.box;
}
