/* The coalition map: position against a second issue; draws the places that map_layout.js found. */

const TICK_LINE = 13.5;
const POLE_LINE = 14;
const TICK_LEAST = 22; /* px: a wording with less room than this goes without */
const NARROW = 460; /* px: a map below this has no margin for wordings */

function coalitionMap(view) {
  const { model } = view;
  const box = make("div", { class: "mapbox" });
  const map = { box, axis: model.data.y_default ?? 0, zoom: -1, marks: [], focus: 0, opened: null, stackNodes: new Map() };
  map.resize = () => buildMap(view, map);
  map.show = (glide) => drawMap(view, map, glide);
  map.prepare = (s) => layoutAt(view, map, s);
  map.itemOf = (i) => itemNode(map, layoutAt(view, map, view.s), i);
  box.addEventListener("focusout", (event) => leaveStack(map, event));
  return map;
}

/* Frame, axes and one node for each mark; called when the size, the axis or the fonts change. */
function buildMap(view, map) {
  const { model } = view;
  const width = Math.max(260, map.box.clientWidth), narrow = width < NARROW;
  const tall = narrow ? model.people.length <= FEW : model.people.length > LEGIBLE; // a phone's page of many is long
  const height = view.mapHeight ?? (narrow ? (tall ? 530 : 420) : tall ? 540 : 440);
  map.chart = chartOf(model, width, height, map.axis, map.zoom);
  map.places = new Map();
  map.layouts = new Map();
  map.opened = null;
  map.box.replaceChildren();
  map.svg = draw("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", class: "map" }, map.box);
  map.svg.addEventListener("click", (event) => pickNear(view, map, event));
  const layer = (name, attributes = {}) => draw("g", { class: name, ...attributes }, map.svg);
  const ground = layer("ground", { "aria-hidden": "true" });
  map.hulls = layer("hulls", { "aria-hidden": "true" });
  map.tails = layer("tails", { "aria-hidden": "true" });
  map.ties = layer("ties", { "aria-hidden": "true" });
  map.leaders = layer("leaders", { "aria-hidden": "true" });
  map.list = layer("all", { role: "listbox", "aria-label": model.say("map.marks") });
  map.dots = draw("g", { class: "dots", role: "presentation" }, map.list);
  map.piles = draw("g", { class: "piles", role: "presentation" }, map.list);
  map.names = layer("names", { "aria-hidden": "true" });
  const fixed = drawAxes(view, map, ground);
  map.marks = model.people.map((_, i) => markNode(view, map, i));
  placeLegend(view, map, fixed);
  map.fixedBoxes = fixed;
}

/* Ticks are wordings of options; returns the boxes that their texts take. What is cut is whole under the pointer. */
function drawAxes(view, map, ground) {
  const { model, measure } = view, { chart } = map;
  const { room, width, height, narrow } = chart, x = model.data.axes.x, boxes = [];
  const label = (at, y, text, anchor, size, weight, look, whole = "") => {
    const node = write(at, y, text, { "text-anchor": anchor, class: look, style: `font-size:${size}px;font-weight:${weight}` }, ground);
    if (whole && !text.includes(clean(whole).trim())) put(draw("title", {}, node), whole);
    const w = measure(text, size, weight), left = anchor === "end" ? at - w : anchor === "middle" ? at - w / 2 : at;
    boxes.push([left - 2, y - size, left + w + 2, y + 4]);
  };
  const base = height - room.b, right = width - room.r;
  const short = (text, most, size = 12, weight = 400) => isolated(fitted(text, most, (part) => measure(part, size, weight)));
  const inside = ([v]) => chart.X(v) >= room.l && chart.X(v) <= right;
  const ticks = (x.ticks.length ? x.ticks : [[0, ""], [250, ""], [500, ""], [750, ""], [1000, ""]]).filter(inside);
  ticks.forEach(([v, text], k) => {
    draw("line", { x1: round(chart.X(v)), x2: round(chart.X(v)), y1: room.t - 4, y2: base, class: "grid" }, ground);
    if (!text || (narrow && k > 0 && k < ticks.length - 1)) return;
    const anchor = v < 80 ? "start" : v > 920 ? "end" : "middle", at = v < 80 ? room.l : v > 920 ? right : chart.X(v);
    const [before, after] = [[narrow ? 0 : k - 1, room.l], [narrow ? ticks.length - 1 : k + 1, right]].map(([other, end]) => (ticks[other] && other !== k ? Math.abs(chart.X(ticks[other][0]) - chart.X(v)) / 2 - 4 : Math.abs(end - chart.X(v))));
    const most = Math.min(anchor === "middle" ? 2 * Math.min(before, after) : anchor === "start" ? after : before, (right - room.l) / 2);
    if (most >= TICK_LEAST) label(at, base + 15, short(text, most), anchor, 12, 400, "tick", text);
  });
  const title = narrow ? "" : short(x.title, (right - room.l) / 3, 12.5), most = (right - room.l - (title ? measure(title, 12.5) + 40 : 16)) / 2 - measure("← ", 13, 650);
  const pole = (text, at, anchor, arrow) => {
    const parts = lines(text, most / 1.15, 2, (part) => measure(part, 13, 650)), cut = parts.at(-1)?.endsWith("…");
    parts.forEach((part, k) => label(at, base + 33 + k * POLE_LINE, k ? part : arrow(part), anchor, 13, 650, "pole", parts.length > 1 && !cut ? "" : text));
  };
  pole(x.low, room.l, "start", (part) => `← ${part}`);
  pole(x.high, right, "end", (part) => `${part} →`);
  if (title) label((room.l + right) / 2, base + 33, title, "middle", 12.5, 400, "quiet", x.title);
  secondAxis(view, map, ground, label, short);
  return boxes;
}

function secondAxis(view, map, ground, label, short) {
  const { model } = view, { chart } = map, { room, width, narrow } = chart;
  const level = (y, text, line, most = 3) => {
    if (line) draw("line", { x1: room.l, x2: width - room.r, y1: round(y), y2: round(y), class: "grid" }, ground);
    if (narrow) {
      const right = map.axis >= 0 && emptier(view, map, y);
      label(right ? width - room.r : room.l, y - 15, short(text, 130), right ? "end" : "start", 12, 400, "tick", text);
      return;
    }
    const parts = lines(text, (room.l - 12) / 1.15, most, (part) => view.measure(part, 12));  // it lets a line be longer by that
    parts.forEach((part, k) => label(room.l - 8, y + 4 + (k - (parts.length - 1) / 2) * TICK_LINE, part, "end", 12, 400, "tick", parts.length > 1 && !parts.at(-1).endsWith("…") ? "" : text));
  };
  if (map.axis < 0) {
    label(narrow ? room.l : 0, 14, model.say("map.kind"), "start", 13, 650, "pole");
    model.data.kinds.forEach((kind, k) => {
      const [top, bottom] = chart.rows.get(kind.key);
      if (k) draw("line", { x1: room.l, x2: width - room.r, y1: round(top), y2: round(top), class: "grid" }, ground);
      level(narrow ? top + 18 : (top + bottom) / 2, kind.word, false);
    });
    return;
  }
  const axis = model.data.axes.y[map.axis];
  label(narrow ? room.l : 0, 14, `↑ ${short(axis.title, width * 0.6, 13, 650)}`, "start", 13, 650, "pole", axis.title);
  const shown = axis.ticks.filter(([v]) => chart.Y(v) >= room.t - 8 && chart.Y(v) <= chart.height - room.b);
  let last = Infinity;
  shown.forEach(([v, text], k) => {
    const beside = [shown[k - 1], shown[k + 1]].filter(Boolean).map(([other]) => Math.abs(chart.Y(other) - chart.Y(v)));
    const most = Math.min(3, Math.floor(Math.min(...beside, Infinity) / TICK_LINE));  // as many lines as its neighbours leave
    const fits = last - chart.Y(v) >= TICK_LINE;
    if (narrow ? k === 0 || k === axis.ticks.length - 1 : fits) {
      level(chart.Y(v), text, true, Math.max(1, most));
      last = chart.Y(v);
    } else draw("line", { x1: room.l, x2: width - room.r, y1: round(chart.Y(v)), y2: round(chart.Y(v)), class: "grid" }, ground);
  });
}

/* Whether fewer marks stand at the right of a level than at its left, over all sessions: its name goes there. */
function emptier({ model }, { chart }, y) {
  let more = 0;
  for (let s = 0; s <= model.last; s++) {
    for (const who of model.people) {
      const [x, at] = chart.at(who, s);
      if (at > y - 40 && at < y + 4) more += x < chart.width / 2 ? 1 : -1;
    }
  }
  return more > 0;
}

function markNode(view, map, i) {
  const node = draw("g", { class: "mark", role: "option", tabindex: "-1", "data-i": i }, map.dots);
  node.addEventListener("click", (event) => { event.stopPropagation(); map.focus = i; view.select(i); });
  node.addEventListener("keydown", (event) => moveBetween(view, map, i, event));
  node.addEventListener("focus", () => { map.focus = i; });
  return { node, look: "", focus: draw("circle", { class: "focus" }, node), drawing: draw("g", {}, node), title: draw("title", {}, node) };
}

/* Arrows go to the nearest mark or stack in their direction; Enter selects the mark, or lists who is in the stack. */
function moveBetween(view, map, i, event) {
  const layout = layoutAt(view, map, view.s), { stack } = layout.marks[i];
  if (event.key === "Enter" || (stack && event.key === " ")) {
    event.preventDefault();
    event.stopPropagation();
    if (stack) openStack(view, map, stack); else view.select(i);
    return;
  }
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!way) return;
  event.preventDefault();
  event.stopPropagation();
  const here = layout.marks[i];
  let best = -1, least = Infinity;
  for (const item of layout.items) {
    const dx = item.x - here.x, dy = item.y - here.y, along = dx * way[0] + dy * way[1];
    const cost = along + 2.5 * Math.abs(dx * way[1] + dy * way[0]);
    if (along > 0.5 && cost < least) [best, least] = [item.i, cost];
  }
  if (best < 0) return;
  map.focus = best;
  showStop(map, layout);
  itemNode(map, layout, best).focus();
}

/* One stop for the Tab key on the map: what stands for the delegation that has the focus. */
function showStop(map, layout) {
  const stop = itemNode(map, layout, map.focus);
  map.list.querySelectorAll("[tabindex='0']").forEach((node) => node.setAttribute("tabindex", "-1"));
  stop.setAttribute("tabindex", "0");
}

/* The layout of a session, from memory if it was made before. Every sixth starts afresh, so that any can be had soon. */
function layoutAt(view, map, s) {
  const key = `${s}/${view.selected}`;
  if (map.layouts.has(key)) return map.layouts.get(key);
  const before = s % 6 === 0 ? { tags: {}, names: {} } : layoutAt(view, map, s - 1).at;
  if (!map.places.has(s)) map.places.set(s, placeMarks(view.model, map.chart, s));
  const layout = layOut(view.model, map.chart, s, view.selected, map.places.get(s), view.measure, map.fixedBoxes, before);
  if (map.layouts.size > 400) map.layouts.clear();
  map.layouts.set(key, layout);
  return layout;
}

function drawMap(view, map, glide) {
  const { model, s } = view;
  const layout = layoutAt(view, map, s);
  map.svg.setAttribute("aria-label", model.data.sentences[s].alt);
  map.dots.classList.toggle("glide", Boolean(glide));
  drawHulls(model, map, layout);
  drawTails(model, map, layout, s);
  drawSelection(view, map, layout, s);
  layout.marks.forEach((mark) => updateMark(view, map, mark, s));
  drawNames(model, map, layout);
  drawStacks(view, map, layout);
  const stop = view.selected >= 0 ? view.selected : map.focus;
  if (stop !== map.focus && !map.svg.contains(view.root.getRootNode().activeElement)) map.focus = stop;
  showStop(map, layout);
}

function drawHulls(model, map, layout) {
  map.hulls.replaceChildren();
  for (const hull of layout.hulls) {
    if (hull.bare) continue;
    draw("path", {
      d: hull.d, class: "hull", "data-group": hull.group.letter,
      style: `fill:${fill(hull.group.slot)};stroke:${edge(hull.group.slot)}${hull.ninth ? ";stroke-dasharray:4 3" : ""}`,
    }, map.hulls);
    for (const [mark, corner] of hull.tethers) {
      draw("line", {
        x1: round(mark.x), y1: round(mark.y), x2: round(corner[0]), y2: round(corner[1]), class: "tether",
        style: `stroke:${edge(hull.group.slot)}`,
      }, map.hulls);
    }
  }
  for (const former of layout.former) {
    if (!former.bare) draw("path", { d: former.d, class: "former", style: `stroke:${edge(model.slot(former.c))}` }, map.hulls);
  }
}

/* Tails taper back to where the marks came from. */
function drawTails(model, map, layout, s) {
  map.tails.replaceChildren();
  if (s === 0) return;
  for (const mark of layout.marks) {
    const who = model.people[mark.i], [bx, by] = map.chart.at(who, s - 1);
    const ox = bx + mark.x - mark.tx, oy = by + mark.y - mark.ty, far = Math.hypot(ox - mark.x, oy - mark.y);
    if (mark.out || far <= mark.round + 5) continue;
    const nx = (-(oy - mark.y) / far) * mark.r * 0.8, ny = ((ox - mark.x) / far) * mark.r * 0.8;
    draw("path", {
      d: `M${round(ox)},${round(oy)}L${round(mark.x + nx)},${round(mark.y + ny)}L${round(mark.x - nx)},${round(mark.y - ny)}Z`,
      class: "tail", style: `fill:${edge(model.slot(who.c[s]))}`,
    }, map.tails);
  }
}

/* Names for screen readers and the pointer; in a large room they follow when the picture stands. */
function nameMarks(view, map) {
  const { model, s } = view, names = model.people.map((_, i) => model.describe(i, s));
  map.marks.forEach((entry, i) => {
    if (entry.name !== names[i]) set(entry.node, { "aria-label": names[i] });
    entry.name = names[i];
    put(entry.title, view.inWords ? names[i] : `${names[i]} · ${exactly(view, model.people[i], s)}`);
  });
  view.line.drawn?.paths.forEach((path, i) => set(path, { "aria-label": names[i] }));
}

/* Where a delegation stands on both axes, for the pointer. */
function exactly(view, who, s) {
  const { x, y } = view.model.data.axes, k = view.map.axis, { figure } = view.model;
  return `${clip(x.title, 40)} ${figure(who.x[s])}${k < 0 ? "" : ` · ${clip(y[k].title, 40)} ${figure(who.y[k][s])}`}`;
}

/* A click beside the marks takes the nearest within a finger's width. */
function pickNear(view, map, event) {
  const frame = map.svg.getBoundingClientRect(), x = event.clientX - frame.left, y = event.clientY - frame.top;
  let best = -1, least = 18;
  const layout = layoutAt(view, map, view.s);
  for (const item of layout.items) {
    const far = Math.hypot(item.x - x, item.y - y) - item.round;
    if (far < least) [best, least] = [item.i, far];
  }
  if (best < 0) { closeStack(map, false); return; }
  map.focus = best;
  if (layout.marks[best].stack) openStack(view, map, layout.marks[best].stack); else view.select(best);
}

/* Draw a mark anew only if something about it has changed. */
function updateMark(view, map, mark, s) {
  const { model } = view, who = model.people[mark.i], entry = map.marks[mark.i], c = who.c[s];
  const place = `${mark.out || mark.stack ? "display:none;" : ""}transform:translate(${round(mark.x)}px,${round(mark.y)}px)`;
  if (entry.place !== place) entry.node.style.cssText = place;
  entry.place = place;
  const { ring } = mark;
  const look = `${c}/${mark.held}/${ring && who.c[s - 1]}/${view.selected === mark.i}`;
  if (entry.look === look) return;
  entry.look = look;
  set(entry.node, { "aria-selected": view.selected === mark.i ? "true" : "false", "data-slot": model.slot(c) });
  const { many } = map.chart, out = mark.r + mark.grip;
  entry.drawing.replaceChildren();
  set(entry.focus, { r: round(out + (mark.held ? 5 : 3)) });
  if (ring) draw("circle", { r: round(mark.r + 3.4), class: "ring", style: `stroke:${fill(model.slot(who.c[s - 1]))}` }, entry.drawing);
  drawMark(entry.drawing, who, mark.r, model.slot(c));
  if (mark.held) drawBrackets(entry.drawing, out, Math.min(mark.r, 9) + 0.5, many ? 1.1 : 1.4);
  if (view.selected === mark.i) {
    draw("circle", { r: round(mark.r + (mark.held ? (ring ? 11 : 8) : ring ? 8 : 5.5)), class: "selected" }, entry.drawing);
  }
}

/* A bracket above the map over those of a group that has no hull of its own, and its name. */
function drawSpan(model, map, span, halo) {
  const slot = model.slot(span.c), [x0, x1] = [round(span.x0), round(span.x1)], whose = { "data-group": model.groups[span.c].letter };
  draw("path", { d: `M${x0},${span.y + 5}V${span.y - 4}H${x1}V${span.y + 5}`, class: span.old ? "span old" : "span", style: `stroke:${edge(slot)}`, ...whose }, map.leaders);
  halo(span.x, span.y + 3, span.first, "spanname", `font-size:${span.size}px;fill:${tone(slot)}`, whose);
  if (span.second) halo(span.next, span.y + 3, span.second, "count", "", whose);
}

function drawNames(model, map, layout) {
  map.leaders.replaceChildren();
  map.names.replaceChildren();
  const halo = (x, y, text, look, style, more = {}) => write(x, y, text, { class: `halo ${look}`, style, ...more }, map.names);
  const leaderLine = (leader, more) => {
    const [x1, y1, x2, y2] = leader.map(round);
    draw("line", { x1, y1, x2, y2, class: "leader", ...more }, map.leaders);
  };
  for (const span of layout.spans) drawSpan(model, map, span, halo);
  if (layout.more) put(draw("title", {}, halo(1, layout.more.y, layout.more.text, "count more", `font-size:${layout.more.size}px`)), layout.more.whole);
  for (const tag of layout.tags) {
    const whose = { "data-group": model.groups[tag.c].letter };
    halo(tag.x, tag.y, tag.first, "tag", `font-size:${tag.size}px;fill:${tone(model.slot(tag.c))}`, whose);
    halo(tag.x, tag.y + 14, tag.second, "count", "", whose);
    if (tag.leader) leaderLine(tag.leader, { ...whose, style: `stroke:${tone(model.slot(tag.c))}` });
  }
  for (const tag of layout.formerTags) halo(tag.x, tag.y, tag.text, "was", `fill:${tone(model.slot(tag.c))}`);
  for (const label of layout.labels) {
    if (label.leader) leaderLine(label.leader);
    halo(label.x, label.y, label.text, label.bold ? "name bold" : "name", `font-size:${label.size}px`);
  }
  for (const list of layout.lists) {
    list.lines.forEach((line, k) => halo(list.x, list.y + k * 14, line, "also", `fill:${tone(model.slot(list.c))}`));
  }
}
