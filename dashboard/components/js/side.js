/* What blocks the text, the log of the session, and what changed between two pinned sessions. */

function blockPane(view) {
  const { model } = view, { say } = model;
  const pane = { box: make("section", { class: "block", "aria-label": say("block.region") }), open: false };
  pane.show = () => {
    const { s } = view, { count, blocked } = model.data.brackets;
    const told = () => (blocked[s] === count[s] ? model.counted("block.all", count[s]) : model.counted("block.clauses", blocked[s], { of: count[s] }));
    learnFold(pane);
    const title = model.data.asked && count[s] ? told() : model.text(model.power.title[s]) || say("block.title");
    pane.box.replaceChildren(make("h3", {}, title), ...clauseBars(view), ...powerRows(view, pane));
  };
  return pane;
}

/* Each clause in brackets: how many block it, wait for its call, and would only rather have other words. */
function clauseBars(view) {
  const { model, s, measure } = view, { say } = model;
  const rows = model.clauses.filter((clause) => isOpen(clause, s)).map((clause) => ({ clause, state: stateOf(clause, s) }))
    .map((row) => ({ ...row, n: ["blocks", "waits", "prefers"].map((key) => model.set(row.state[key]).length) })).sort((a, b) => b.n[0] - a.n[0]);
  if (!rows.length || !model.data.asked) return [];
  const width = bound(view.narrow ? view.root.clientWidth - 4 : 336, 260, 420), left = 118, right = width - 66, tall = 24;
  const most = Math.max(...rows.map((row) => sum(row.n)), 1), X = (v) => (v / most) * (right - left);
  const svg = draw("svg", { width, height: rows.length * tall + 4, viewBox: `0 0 ${width} ${rows.length * tall + 4}`, role: "img", class: "clausebars" });
  const words = rows.map(({ clause, state, n }, k) => {
    const y = k * tall + 4, name = clause.reference || clause.label;
    write(0, y + 12, shortClause(name, left - 10, (text) => measure(text, 13)), { class: "who" }, svg);
    let x = left;
    n.forEach((some, kind) => { if (some) draw("rect", { x: round(x), y: y + 1, width: round(X(some)), height: 13, class: ["stop", "waitbar", "preferbar"][kind] }, svg); x += X(some); });
    write(x + 6, y + 12, n.join(" · "), { class: "quiet" }, svg);
    return say("list.told", { name: clip(name, 60), what: model.listed(tallyOf(model, state)) });
  });
  set(svg, { "aria-label": model.apart(words) });
  const legend = [["blocks", "stop"], ["waits", "waitbar"], ["prefers", "preferbar"]].map(([key, look]) => {
    const picture = draw("svg", { width: 14, height: 12, viewBox: "0 0 14 12", "aria-hidden": "true" });
    draw("rect", { x: 1, y: 1, width: 12, height: 10, class: look }, picture);
    return make("span", { class: "chip" }, picture, make("span", {}, say(`block.legend.${key}`)));
  });
  return [make("div", { class: "legend" }, legend), svg];
}

/* The reference of a clause in the room of one line: its letter, which alone tells two of one heading apart, stays. */
function shortClause(name, width, measure) {
  const letter = (clean(name).match(/\s\S{1,3}$/) || [""])[0], heading = clean(name).slice(0, -letter.length || undefined);
  return `${lines(heading, width - measure(letter), 1, measure)[0] || ""}${letter}`;
}

/* Delegation by delegation, folded. */
function powerRows(view, pane) {
  const { model, s } = view, { say } = model, rows = model.set(model.power.order[s]).slice(0, 10);
  if (!rows.length) return [];
  const notes = model.power.low ? say("block.caption", { n: model.data.n_runs, s }) : say("block.alone");
  const fold = pane.fold = make("details", { class: "behind", open: pane.open }, make("summary", { "data-key": "who" }, say("block.who")),
    make("p", { class: "caption" }, model.text(model.power.title[s])), make("p", { class: "caption" }, notes), model.power.low ? powerChart(view, rows) : powerList(view, rows));
  const sole = model.people.map((_, i) => i).filter((i) => model.power.sole[s][i] > 0).sort((a, b) => model.power.sole[s][b] - model.power.sole[s][a]);
  if (sole.length) fold.append(make("h4", {}, say("block.sole")), make("div", { class: "ties" }, sole.slice(0, 10).map((i) => holderChip(view, i))));
  return [fold];
}

/* Clauses each keeps in brackets: dot = now, line = 90 of 100 runs; hollow and grey where the line touches 0. */
function powerChart(view, rows) {
  const { model, s, measure } = view, { low, high } = model.power, tall = 30, base = rows.length * tall;
  const width = bound(view.narrow ? view.root.clientWidth - 4 : 336, 260, 420), left = 132, right = width - 40;
  const top = Math.max(4, model.clauses.length), X = (v) => left + (v / top) * (right - left);
  const svg = draw("svg", { width, height: base + 28, viewBox: `0 0 ${width} ${base + 28}`, role: "img", class: "power" });
  const every = [1, 2, 5, 10, 20].find((step) => top / step <= 5) || 50;
  for (let v = 0; v <= top; v += every) {
    draw("line", { x1: round(X(v)), x2: round(X(v)), y1: 2, y2: base, class: "grid" }, svg);
    write(X(v), base + 17, String(v), { "text-anchor": "middle", class: "tick" }, svg);
  }
  const words = rows.map((i, k) => {
    const who = model.people[i], [from, to, now] = [low[s][i], high[s][i], who.b[s]], y = k * tall + 15, none = from <= 0, slot = model.slot(who.c[s]);
    drawMark(draw("g", { transform: `translate(10,${y})` }, svg), who, 6, slot);
    write(24, y + 4.5, lines(who.short, left - 34, 1, (text) => measure(text, 13))[0] || "", { class: "who" }, svg);
    draw("line", { x1: round(X(from)), x2: round(X(to)), y1: y, y2: y, style: `stroke:${none ? "var(--ink3)" : edge(slot)};stroke-width:2.2` }, svg);
    draw("circle", { cx: round(X(now)), cy: y, r: 5.2, style: `fill:${none ? "var(--page)" : fill(slot)};stroke:${none ? "var(--ink3)" : slot < 0 ? "var(--cuo)" : "var(--page)"};stroke-width:${none ? 1.8 : 1}` }, svg);
    write(X(Math.max(to, now)) + 9, y + 4.5, String(now), { class: "quiet" }, svg);
    return model.say("block.row", { name: clip(who.name, 60), n: now, low: from, high: to });
  });
  set(svg, { "aria-label": model.apart(words) });
  return svg;
}

function powerList(view, rows) {
  const { model, s } = view;
  return make("ul", { class: "plain" }, rows.map((i) => make("li", {}, holderChip(view, i), " ", model.counted("block.holds", model.people[i].b[s]))));
}

function logPane(view) {
  const { model } = view, { say } = model;
  const pane = { box: make("section", { class: "log", "aria-label": say("log.region") }) }, heading = make("h3", {}), body = make("div");
  pane.box.append(heading, body);
  pane.show = () => {
    const { s } = view, entries = model.data.log[s] || [];
    put(heading, say("log.title", { s }));
    const rows = entries.map(([by, text, all]) => {
      const others = model.set(all), mine = view.selected >= 0 && (by === view.selected || others.includes(view.selected));
      const speaker = by < 0 ? make("b", {}, say("kind.chair")) : holderChip(view, by);
      const also = others.filter((i) => i !== by);
      return make("li", { class: mine ? "mine" : null }, speaker, also.length ? make("span", { class: "also" }, say("holders.more", { n: also.length })) : null, " ", make("span", {}, model.text(text)));
    });
    body.replaceChildren(rows.length ? make("ol", { class: "entries", tabindex: "0", "data-key": "entries", "aria-label": say("log.title", { s }) }, rows) : make("p", { class: "caption" }, say("log.none")));
  };
  return pane;
}

/* Two pinned sessions side by side: who changed group, who moved furthest, what became of the text. */
function comparePane(view) {
  const { model } = view, { say } = model;
  const pane = { box: make("section", { class: "compare", "aria-label": say("pin.region"), hidden: true }) };
  pane.show = () => {
    pane.box.hidden = view.pinned.length === 0;
    if (pane.box.hidden) { pane.box.replaceChildren(); return; }
    const chips = view.pinned.map((s) => make("span", { class: "pinned" }, button(say("term.session_short", { s }), () => view.go(s), { "data-key": `go${s}` }), button("×", () => view.pin(s), { "data-key": `off${s}`, "aria-label": say("pin.remove", { s }) })));
    pane.box.replaceChildren(make("div", { class: "bar" }, make("h3", {}, view.pinned.length === 2 ? say("pin.title", { a: view.pinned[0], b: view.pinned[1] }) : say("pin.one")), chips));
    if (view.pinned.length === 2) pane.box.append(comparison(view, ...view.pinned));
  };
  return pane;
}

function comparison(view, a, b) {
  const { model } = view, { say, people } = model;
  const switched = people.map((_, i) => i).filter((i) => people[i].c[a] !== people[i].c[b]);
  const ways = new Map();
  for (const i of switched) {
    const key = `${people[i].c[a]}/${people[i].c[b]}`;
    ways.set(key, [...(ways.get(key) || []), i]);
  }
  const groups = [...ways.values()].sort((one, other) => other.length - one.length).map((some) => make("li", {},
    groupChip(model, people[some[0]].c[a]), make("span", { class: "arrow" }, " → "), groupChip(model, people[some[0]].c[b]),
    make("span", { class: "names" }, model.listed(some.slice(0, 12).map((i) => clip(people[i].short, 16))) + (some.length > 12 ? ` ${say("holders.more", { n: some.length - 12 })}` : ""))));
  const far = people.map((_, i) => i).filter((i) => Math.abs(people[i].x[b] - people[i].x[a]) >= 10)
    .sort((i, j) => Math.abs(people[j].x[b] - people[j].x[a]) - Math.abs(people[i].x[b] - people[i].x[a])).slice(0, 6)
    .map((i) => make("li", { class: "pair" }, holderChip(view, i), `${model.figure(people[i].x[a])} → ${model.figure(people[i].x[b])}`));
  const clauses = model.clauses.filter((clause) => clause.cells[a] !== clause.cells[b] || onTheTable(model, clause, a) !== onTheTable(model, clause, b)).map((clause) => clauseChange(model, clause, a, b));
  const column = (title, rows) => make("div", {}, make("h4", {}, title), rows.length ? make("ul", { class: "plain" }, rows) : make("p", { class: "caption" }, say("pin.nothing")));
  return make("div", { class: "columns" }, column(model.counted("pin.groups", switched.length), groups), column(say("pin.moved", { axis: model.data.axes.x.title }), far), column(model.counted("pin.clauses", clauses.length), clauses));
}

function onTheTable(model, clause, s) {
  const state = stateOf(clause, s);
  return state && state.wordings.length ? model.text(state.wordings[0].text) : "";
}

function clauseChange(model, clause, a, b) {
  const before = stateOf(clause, a), after = stateOf(clause, b);
  const [old, now] = [onTheTable(model, clause, a), onTheTable(model, clause, b)];
  const words = (state) => (state ? model.text(state.words) : model.say("status.waiting"));
  const text = make("span", { class: "wording small" });
  if (old && now && old !== now && likeness(old, now) >= 0.34) {
    text.append(...wordDifference(clean(old), clean(now)).map(([kind, part]) => (kind === "=" ? part : make(kind === "+" ? "ins" : "del", {}, part))));
    spaced(text);
  } else if (old !== now) text.append(...[old ? make("del", {}, old) : null, " ", now ? make("ins", {}, now) : null].filter(Boolean));
  return make("li", {}, make("b", {}, clip(clause.reference || clause.label, 60)), " ", `${words(before)} → ${words(after)}`, old !== now ? make("div", {}, text) : null);
}
