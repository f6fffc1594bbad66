/* What stands on the clock around the braid: events in words, brackets with their band, keyboard, table. */

const WEIGHTY = ["merged", "split", "switched", "founded", "ended", "left", "joined"];

function timeline(view) {
  const { model } = view;
  const box = make("div", { class: "timebox" });
  const line = { box, focus: 0, events: make("div", { class: "events", "aria-hidden": "true" }), braidbox: make("div"), rangebox: make("div", { class: "rangebox" }), brackets: make("div") };
  line.marks = textMarks(view);
  box.append(line.events, line.braidbox, line.rangebox, line.marks.box, line.brackets, legendBelow(model));
  line.resize = () => {
    line.braid = braidOf(model, Math.max(180, box.clientWidth), line.narrow, false, line.px);
    line.drawn = buildBraid(model, line.braid, view.measure, view.select);
    line.drawn.nameless = line.narrow && !view.narrow; /* the reasons beside it say who is chosen */
    line.drawn.svg.addEventListener("click", (event) => pickThread(view, line, event));
    line.drawn.paths.forEach((path, i) => path.addEventListener("keydown", (event) => moveAlong(view, line, i, event)));
    line.braidbox.replaceChildren(line.drawn.svg);
    line.events.replaceChildren();
    line.notes = line.narrow ? [] : eventNotes(view, line);
    line.marks.resize(line.braid);
    line.counts = drawBracketRow(view, line);
    line.rangebox.style.marginLeft = `${Math.round(line.braid.X(0) - 9)}px`;
    line.rangebox.style.width = `${Math.round(line.braid.X(model.last) - line.braid.X(0) + 18)}px`;
  };
  line.show = () => {
    const { s } = view;
    showBraid(model, line.drawn, s, view.selected, view.measure);
    set(line.drawn.svg, { "aria-label": model.say("braid.alt", { n: model.people.length, sessions: shownUpTo(view, model.last), alt: model.data.sentences[s].alt }) });
    if (view.selected >= 0 && !line.drawn.svg.contains(view.root.getRootNode().activeElement)) line.focus = view.selected;
    line.drawn.paths.forEach((path, i) => set(path, {
      "aria-selected": i === view.selected ? "true" : "false", tabindex: i === line.focus ? "0" : "-1",
    }));
    showEvents(view, line);
    line.marks.show();
    showCounts(view, line);
  };
  return line;
}

/* A click on the ticks goes to that session; one beside the threads takes the nearest within a finger's width. */
function pickThread(view, line, event) {
  const frame = line.drawn.svg.getBoundingClientRect(), x = event.clientX - frame.left, y = event.clientY - frame.top, { braid } = line;
  const s = bound(Math.round((x - braid.X(0)) / braid.step), 0, view.model.last);
  if (Math.abs(x - braid.X(s)) > braid.step / 2 + 12) return;
  if (y < braid.room.t - 4) { view.go(s); return; }
  let best = -1, least = 12;
  braid.top[s].forEach((top, i) => {
    const far = Math.abs(top + braid.thick[i] / 2 - y);
    if (far < least) [best, least] = [i, far];
  });
  if (best >= 0) view.select(best);
}

/* Up and down go along the threads as they lie at this session; Enter selects. */
function moveAlong(view, line, i, event) {
  if (event.key === "Enter") { view.select(i); event.preventDefault(); event.stopPropagation(); return; }
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way) return;
  event.preventDefault();
  event.stopPropagation();
  const top = line.braid.top[view.s];
  const order = view.model.people.map((_, k) => k).sort((a, b) => top[a] - top[b] || a - b);
  const next = order[bound(order.indexOf(i) + way, 0, order.length - 1)];
  set(line.drawn.paths[line.focus], { tabindex: "-1" });
  line.focus = next;
  set(line.drawn.paths[next], { tabindex: "0" });
  line.drawn.paths[next].focus();
}

/* Place the events of all sessions; where there is no room for the words a dot says that something happened. */
function eventNotes(view, line) {
  const { model, measure } = view, { braid } = line, high = 48;
  const svg = draw("svg", { width: braid.width, height: high, viewBox: `0 0 ${braid.width} ${high}` });
  line.events.replaceChildren(svg);
  write(braid.room.l - 12, high - 6, model.say("term.happened"), { "text-anchor": "end", class: "quiet" }, svg);
  const ranks = new Map();
  for (const event of model.data.events) {
    ranks.set(event.s, Math.min(ranks.get(event.s) ?? 99, WEIGHTY.indexOf(event.type)));
  }
  /* What becomes of the text is told before who stands with whom. */
  model.data.marks.forEach((mark, s) => { if (mark.kinds.length) ranks.set(s, -1); });
  const notes = [];
  for (let s = 1; s <= model.last; s++) {
    const words = model.data.sentences[s].lines.slice(0, 3);
    if (!words.length) continue;
    const half = (weight) => Math.max(...words.map((word) => measure(word, 12, weight))) / 2 + 5;
    /* Beside the label of the row, also in bold. */
    const x = bound(braid.X(s), braid.room.l - 8 + half(650), braid.width - 60);
    const box = (weight) => [x - half(weight), 0, x + half(weight), 1];
    notes.push({ s, words, x, box: box(400), wide: box(650), rank: ranks.get(s) ?? 50 });
  }
  const placed = [];
  for (const note of notes.slice().sort((a, b) => a.rank - b.rank || a.s - b.s)) {
    note.fits = !placed.some((other) => meets(note.box, other.box));
    if (note.fits) placed.push(note);
  }
  for (const note of notes) {
    note.group = draw("g", {}, svg);
    note.dot = draw("circle", { cx: round(braid.X(note.s)), cy: high - 4, r: 1.8, class: "eventdot" }, svg);
    note.words.forEach((word, k) => write(note.x, high - 6 - (note.words.length - 1 - k) * 13.5, word, { "text-anchor": "middle", class: "event" }, note.group));
  }
  return notes;
}

function showEvents(view, line) {
  const current = line.notes.find((note) => note.s === view.s);
  const shownAt = line.notes.filter((note) => note === current || (note.fits && !(current && meets(note.box, current.wide))));
  for (const note of line.notes) {
    const now = note === current, shown = shownAt.includes(note), x = line.braid.X(note.s);
    const covered = shownAt.some((other) => x > other.wide[0] && x < other.wide[2]);
    note.group.style.display = shown ? "" : "none";
    note.dot.style.display = shown || covered ? "none" : "";
    note.group.setAttribute("class", now ? "now" : note.s > view.s ? "coming" : "past");
    note.dot.setAttribute("class", note.s > view.s ? "eventdot coming" : "eventdot");
  }
}

/* One stacked pair of brackets for each clause in brackets; behind it where 90 of 100 runs lie. */
function drawBracketRow(view, line) {
  const { model } = view, { braid } = line, { count, blocked, low, high } = model.data.brackets;
  line.brackets.replaceChildren();
  if (!model.data.asked) return [];
  const most = Math.max(1, ...count, ...(high || []));
  const unit = Math.min(5, 66 / most), tall = Math.round(unit * most) + 30;
  const svg = draw("svg", { width: braid.width, height: tall, viewBox: `0 0 ${braid.width} ${tall}`, role: "img", class: "bracketrow" }, line.brackets);
  const Y = (v) => tall - 10 - v * unit, beside = braid.step >= 30;
  if (low && high) {
    const up = high.map((v, s) => `${round(braid.X(s))},${round(Y(v))}`), down = low.map((v, s) => `${round(braid.X(s))},${round(Y(v))}`).reverse();
    draw("path", { d: `M${up.join("L")}L${down.join("L")}Z`, class: "band" }, svg);
  }
  draw("line", { x1: round(braid.X(0)), x2: round(braid.X(model.last)), y1: Y(0), y2: Y(0), class: "grid" }, svg);
  const half = Math.min(6, braid.step * 0.3);
  const columns = count.map((n, s) => {
    const group = draw("g", {}, svg), x = braid.X(s);
    /* At the bottom those that somebody blocks; above, lighter, those that only wait for their call. */
    const paths = ["", ""];
    for (let k = 0; k < n; k++) {
      const y = Y(k + 0.5), arm = unit * 0.36;
      for (const way of [-1, 1]) paths[k < blocked[s] ? 0 : 1] += `M${round(x + way * half * 0.5)},${round(y - arm)}H${round(x + way * half)}V${round(y + arm)}H${round(x + way * half * 0.5)}`;
    }
    draw("path", { d: paths[1], class: "stacked waits" }, group);
    draw("path", { d: paths[0], class: "stacked" }, group);
    const label = n > 0 && (braid.step >= 14 || s % 2 === 0) ? write(beside ? x + 10 : x, beside ? Y(n) + 8 : Y(n) - 4, String(n), { "text-anchor": beside ? "start" : "middle", class: "halo number" }, group) : null;
    return { group, label };
  });
  labelBracketRow(view, line, svg, tall);
  return columns;
}

function labelBracketRow(view, line, svg, tall) {
  const { model, measure } = view, { braid } = line;
  if (braid.narrow) return;
  lines(model.say("term.brackets"), braid.room.l - 14, 2, (text) => measure(text, 12.5, 650)).forEach((text, k, all) => {
    write(braid.room.l - 12, tall - 12 - 14 * (all.length - 1 - k), text, { "text-anchor": "end", class: "pole" }, svg);
  });
}

/* Below the chart: what the signs of the text mean, and the strength and the band of the brackets. */
function legendBelow(model) {
  const legend = marksLegend(model), { say } = model;
  if (!model.data.asked) return legend;
  const band = model.data.brackets.high ? say("brackets.band", { n: model.data.n_runs }) : say("brackets.noband");
  legend.append(make("span", { class: "bracketnote" }, `${say("brackets.dark")} ${band}`));
  return legend;
}

function showCounts(view, line) {
  line.counts.forEach(({ group }, s) => group.setAttribute("class", s === view.s ? "now" : s > view.s ? "coming" : "past"));
  const svg = line.brackets.firstChild;
  if (!svg) return;
  const { count, blocked, low, high } = view.model.data.brackets, { s } = view;
  set(svg, { "aria-label": high ? view.model.say("brackets.alt", { s, n: count[s], k: blocked[s], low: low[s], high: high[s] }) : view.model.say("brackets.alone", { s, n: count[s], k: blocked[s] }) });
}

/* Braid and brackets as a table: members of each coalition, clauses in brackets. */
function timeTable(view) {
  const { model } = view, { say } = model, { count, blocked, low, high } = model.data.brackets;
  const head = [make("th", { scope: "col" }, say("term.session")), ...model.groups.map((_, c) => make("th", { scope: "col", class: "number" }, model.groupName(c))),
    make("th", { scope: "col", class: "number" }, say("unaligned")), make("th", { scope: "col", class: "number" }, say("term.brackets")), make("th", { scope: "col", class: "number" }, say("brackets.blocked")),
    high ? make("th", { scope: "col", class: "number" }, say("brackets.band", { n: model.data.n_runs })) : null];
  const rows = Array.from({ length: shownUpTo(view, model.last) + 1 }, (_, s) => make("tr", {}, make("th", { scope: "row" }, s === 0 ? say("term.start") : String(s)),
    ...model.groups.map((_, c) => make("td", { class: "number" }, String(model.members(c, s).length || "–"))),
    make("td", { class: "number" }, String(model.members(-1, s).length)), make("td", { class: "number" }, String(count[s])), make("td", { class: "number" }, String(blocked[s])),
    high ? make("td", { class: "number" }, `${low[s]}–${high[s]}`) : null));
  return make("div", { class: "tablebox", tabindex: "0", "data-key": "table", role: "region", "aria-label": say("table.braid") },
    make("table", {}, make("caption", {}, say("table.braid")), make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows)));
}
