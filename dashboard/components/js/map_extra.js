/* What goes with the map: lines of the selected delegation, legend, table of where everyone stands. */

/* Deals of a delegation at a session: `[index, accepted]`, strongest partners first, at most twelve. */
function agreementsOf(model, i, s) {
  const links = model.data.links[s], found = new Map();
  if (!links) return [];
  const note = (other, accepted, what) => {
    if (other < 0 || other === i) return;
    const entry = found.get(other) || { other, accepted, what: [] };
    entry.accepted = entry.accepted || accepted;
    entry.what.push([accepted, what]);
    found.set(other, entry);
  };
  const trades = unpack(links.trades);
  for (let k = 0; k < trades.length; k += 2) {
    if (trades[k] === i) note(trades[k + 1], true, "trade");
    else if (trades[k + 1] === i) note(trades[k], true, "trade");
  }
  for (const proposal of links.proposals) {
    const yes = model.set(proposal.yes), no = model.set(proposal.no);
    if (proposal.by === i) {
      yes.forEach((other) => note(other, true, proposal.what));
      no.forEach((other) => note(other, false, proposal.what));
    } else if (yes.includes(i)) note(proposal.by, true, proposal.what);
    else if (no.includes(i)) note(proposal.by, false, proposal.what);
  }
  return [...found.values()].sort((a, b) => model.people[b.other].cap - model.people[a.other].cap || a.other - b.other);
}

/* Where the selected one stands in 90 of 100 runs, and its lines: solid accepted, dashed refused. */
function drawSelection(view, map, layout, s) {
  const { model } = view, i = view.selected;
  map.ties.replaceChildren();
  if (i < 0) return;
  const mark = layout.marks[i], who = model.people[i];
  if (mark.out) return;
  if (who.band) {
    const left = map.chart.X(who.band[0][s]), right = map.chart.X(who.band[1][s]), around = mark.r + 9;
    const from = Math.min(left, mark.x) - around, to = Math.max(right, mark.x) + around;
    draw("rect", {
      x: round(from), y: round(mark.y - around), width: round(to - from), height: round(2 * around), rx: round(around), class: "band90",
    }, map.ties);
  }
  for (const { other, accepted } of agreementsOf(model, i, s).slice(0, 12)) {
    const end = layout.marks[other];
    if (end.out) continue;
    draw("line", {
      x1: round(mark.x), y1: round(mark.y), x2: round(end.x), y2: round(end.y),
      class: accepted ? "tie accepted" : "tie refused",
    }, map.ties);
  }
}

function legendEntry(width, words, fillIn) {
  const picture = draw("svg", { width, height: 16, viewBox: `${-width / 2} -8 ${width} 16`, "aria-hidden": "true" });
  fillIn(picture);
  return make("span", { class: "chip" }, picture, make("span", {}, words));
}

function legendOf(model) {
  const { say } = model, grey = "fill:var(--ink2);stroke:var(--ink2)", hollow = "fill:none;stroke:var(--ink2);stroke-width:1.8";
  const legend = make("div", { class: "legend" });
  const add = (words, fillIn) => legend.append(legendEntry(28, words, fillIn));
  for (const kind of model.data.kinds) {
    const solid = model.people.some((who) => who.kind === kind.key && who.blocks);
    add(kind.word, (svg) => draw("path", { d: outline(kind.key, 5), style: solid ? grey : hollow }, svg));
  }
  if (model.people.some((who) => who.bloc)) {
    add(say("legend.bloc"), (svg) => { draw("circle", { r: 5.6, style: hollow }, svg); draw("circle", { r: 2.4, style: hollow }, svg); });
  }
  if (model.people.some((who) => who.chair)) add(say("kind.chair"), (svg) => draw("path", { d: outline("chair", 5.4), style: hollow }, svg));
  add(say("legend.blocks"), (svg) => { draw("circle", { cx: -6, r: 4.6, style: grey }, svg); draw("circle", { cx: 6, r: 4.4, style: hollow }, svg); });
  if (model.data.asked) {
    add(say(`legend.${model.holding}`), (svg) => { draw("circle", { r: 4.4, style: grey }, svg); drawBrackets(svg, 9, 6, 1.5); });
    add(say("legend.left"), (svg) => {
      draw("circle", { r: 6.8, style: "fill:none;stroke:var(--c3);stroke-width:2.2" }, svg);
      draw("circle", { r: 4, style: "fill:var(--c4)" }, svg);
    });
  }
  add(say("legend.stack"), (svg) => {
    draw("rect", { x: -6, y: -7.5, width: 14, height: 14, rx: 3, style: "fill:var(--page);stroke:var(--ink2)" }, svg);
    draw("rect", { x: -8, y: -5.5, width: 14, height: 14, rx: 3, style: grey }, svg);
  });
  add(say("legend.tail"), (svg) => {
    draw("path", { d: "M-12,0L4,-4V4Z", style: "fill:var(--ink2);fill-opacity:.35" }, svg);
    draw("circle", { cx: 5, r: 4.4, style: grey }, svg);
  });
  return legend;
}

/* The legend goes into the corner that stays emptiest over all sessions, else below the map. */
function placeLegend(view, map, fixed) {
  const { model } = view, { chart } = map;
  const legend = legendOf(model);
  view.legend?.replaceChildren();
  map.box.append(legend);
  if (chart.narrow) return;
  legend.classList.add("inside");
  const w = legend.offsetWidth, h = legend.offsetHeight, { room, width, height } = chart;
  const corners = [
    [width - room.r - w - 6, height - room.b - h - 10], [width - room.r - w - 6, room.t + 2],
    [room.l + 8, room.t + 2], [room.l + 8, height - room.b - h - 10],
  ];
  const crowd = corners.map(([x, y]) => crowdIn(model, chart, [x - 12, y - 12, x + w + 12, y + h + 12]));
  const best = crowd.indexOf(Math.min(...crowd));
  if (crowd[best] > 0.012 * model.people.length * (model.last + 1)) {
    legend.classList.remove("inside");
    view.legend?.append(legend);
    return;
  }
  const [x, y] = corners[best];
  legend.style.left = `${Math.round(x)}px`;
  legend.style.top = `${Math.round(y)}px`;
  fixed.push([x - 4, y - 2, x + w + 4, y + h + 2]);
}

function crowdIn(model, chart, box) {
  let found = 0;
  for (let s = 0; s <= model.last; s++) {
    for (const who of model.people) {
      const [x, y] = chart.at(who, s);
      if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) found++;
    }
  }
  return found;
}

/* The map as a table: the exact positions of a session. */
function mapTable(view) {
  const { model, s } = view, { say } = model;
  const axis = model.data.axes.y[Math.max(0, view.map.axis)];
  const head = ["term.delegation", "term.kind", "term.group", "table.cap"].map((key) => make("th", { scope: "col" }, say(key)));
  head.push(make("th", { scope: "col", class: "number" }, model.data.axes.x.title || say("term.position")));
  head.push(make("th", { scope: "col", class: "number" }, axis.title));
  head.push(make("th", { scope: "col", class: "number" }, say("table.brackets")));
  const rows = model.people.map((who, i) => make("tr", {},
    make("th", { scope: "row" }, nameChip({ ...who, short: who.name }, model.slot(who.c[s]))), make("td", {}, kindName(model, who)),
    make("td", {}, groupChip(model, who.c[s])), make("td", { class: "number" }, String(who.cap)),
    make("td", { class: "number" }, model.figure(who.x[s])), make("td", { class: "number" }, model.figure(who.y[Math.max(0, view.map.axis)][s])),
    make("td", { class: "number" }, String(Math.max(0, who.b[s])))));
  return make("div", { class: "tablebox", tabindex: "0", "data-key": "table", role: "region", "aria-label": say("table.map", { s }) },
    make("table", {}, make("caption", {}, say("table.map", { s })), make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows)));
}
