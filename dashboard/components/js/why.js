/* Why the selected delegation moved: one sentence, reasons as signed bars, what was said; the rest is folded. */

function whyPane(view) {
  const { model } = view, { say } = model;
  const pane = { box: make("section", { class: "why", "aria-label": say("why.region") }) };
  const body = make("div", { class: "whybody", tabindex: "0", role: "group", "aria-label": say("why.title") });
  const find = finder(view), shut = button(say("close"), () => view.close(), { class: "button shut" });
  const head = make("div", { class: "whyhead" }, make("span", { class: "grip", "aria-hidden": "true" }), shut);
  /* Say that there is more below: where scrollbars hide, a cut line alone does not. */
  const cue = () => pane.box.classList.toggle("below", body.scrollHeight - body.scrollTop - body.clientHeight > 8);
  body.addEventListener("scroll", cue, { passive: true });
  new ResizeObserver(cue).observe(body);
  pane.cue = cue;
  view.close = () => { if (!pane.box.contains(view.root.getRootNode().activeElement)) focusOn(shut); view.select(-1); };
  swipes(view, pane.box, head);
  pane.find = find.box;
  pane.hint = { box: make("section", { class: "hint", "aria-label": say("why.title") }) };
  pane.hint.show = () => pane.hint.box.replaceChildren(...emptyWhy(view));
  pane.box.append(head, body);
  pane.show = () => {
    find.show();
    learnFold(pane);
    body.replaceChildren(...(view.selected < 0 ? [] : whyOf(view, view.selected)));
    if (pane.who !== view.selected) body.scrollTop = 0;
    pane.who = view.selected;
    cue();
  };
  return pane;
}

function finder(view) {
  const { model } = view, id = `find-${view.id}`;
  const list = make("select", { id }, make("option", { value: "-1" }, model.say("term.none")));
  model.people.map((who, i) => [clip(who.name, 60), i]).sort((a, b) => a[0].localeCompare(b[0]) || a[1] - b[1])
    .forEach(([name, i]) => list.append(make("option", { value: i }, name)));
  list.addEventListener("change", () => view.select(Number(list.value), true));
  return { box: make("div", { class: "find" }, make("label", { for: id }, model.say("find")), list), show: () => { list.value = String(view.selected); } };
}

/* Nobody selected: whom to look at this session. */
function emptyWhy(view) {
  const { model, s } = view, { say, people } = model;
  const found = [make("h3", {}, say("why.title")), make("p", { class: "caption" }, say("why.choose"))];
  if (s === 0) return found;
  const row = (title, some) => some.length && found.push(make("h4", {}, title), make("div", { class: "ties" }, some.slice(0, 8).map((i) => holderChip(view, i)),
    some.length > 8 ? make("span", {}, say("holders.more", { n: some.length - 8 })) : null));
  const everyone = people.map((_, i) => i), step = (i) => Math.abs(people[i].x[s] - people[i].x[s - 1]);
  row(say("why.furthest"), everyone.filter((i) => step(i) >= 5).sort((a, b) => step(b) - step(a) || a - b).slice(0, 6));
  row(say("why.changed"), everyone.filter((i) => model.left(i, s)).sort((a, b) => people[b].cap - people[a].cap || a - b));
  return found;
}

/* One sentence, the bars, one quotation, its agreements; how that was worked out is folded. */
function whyOf(view, i) {
  const { model, s } = view, { say } = model, who = model.people[i];
  const facts = (model.data.reasons.by[String(i)] || {})[String(s)];
  const found = [make("p", { class: "caption" }, say("why.session", { s })), make("h3", { class: "long" }, headingOf(view, i, facts)), make("p", { class: "fromto" }, ...fromTo(model, who, s))];
  if (facts) {
    const said = model.text(facts.public);
    found.push(...reasonRows(view, facts));
    if (said) found.push(make("blockquote", {}, say("list.quoted", { text: said }), " ", make("span", { class: "by" }, say("why.public"))));
  } else if (s > 0 && !model.data.reasons.all && !model.data.reasons.by[String(i)]) found.push(make("p", { class: "caption" }, say("why.coming")));
  found.push(...alikeRows(view, i), ...groupRow(view, who), ...agreementRows(view, i), foldedWhy(view, i, facts));
  return found;
}

/* With whom it agrees most now, as groups are read: a bar and its number for each. */
function alikeRows(view, i) {
  const { model, s } = view, { say } = model, all = model.people[i].agrees, k = all.length / (model.last + 1), found = [];
  for (let at = s * k; at < (s + 1) * k; at += 2) if (all[at] >= 0) found.push([all[at], all[at + 1]]);
  const rows = found.map(([other, n]) => {
    const svg = draw("svg", { width: 84, height: 14, viewBox: "0 0 84 14", "aria-hidden": "true" });
    draw("rect", { x: 0, y: 2, width: round(Math.max(1, 0.84 * n)), height: 10, style: `fill:${fill(model.slot(model.people[other].c[s]))}` }, svg);
    return make("li", { class: "alike" }, holderChip(view, other), svg, make("span", { class: "number" }, String(n)));
  });
  return all.length ? [make("h4", {}, say("why.alike")), rows.length ? make("ul", { class: "plain" }, rows) : make("p", { class: "caption" }, say("why.alike.none"))] : [];
}

/* The groups that it was in, each with its sessions; a click goes to the first of them. */
function groupRow(view, who) {
  const { model } = view, { say } = model, spells = [];
  for (let s = 1; s <= shownUpTo(view, model.held); s++) {
    const last = spells.at(-1);
    if (last && last.c === who.c[s]) last.to = s;
    else spells.push({ c: who.c[s], from: s, to: s });
  }
  const chips = spells.map(({ c, from, to }) => {
    const chip = button("", () => view.go(from), { class: "holder spell", "data-key": `spell${from}` });
    chip.append(groupChip(model, c), make("span", {}, from === to ? ` ${from}` : ` ${from}–${to}`));
    return chip;
  });
  return chips.length ? [make("h4", {}, say("why.groups")), make("div", { class: "ties" }, chips)] : [];
}

/* What stands behind it: where it stands on the axis, each cause with its figures, how its group is read, what it refused
   and did besides, how usual it is, where its positions come from. It stays open once opened. */
function foldedWhy(view, i, facts) {
  const { model, s } = view, { say } = model, who = model.people[i];
  const fold = view.why.fold = make("details", { class: "behind", open: view.why.open }, make("summary", { "data-key": "behind" }, say("why.behind")), whyAxis(view, who));
  fold.addEventListener("toggle", () => view.why.cue());
  if (facts) {
    const refused = model.text(facts.refused), own = model.text(facts.private), often = howOften(model, facts, s);
    const notes = facts.parts.map(([label, note]) => [model.text(label), model.text(note)]).filter((pair) => pair[1]);
    if (notes.length) fold.append(make("ul", { class: "grouped" }, notes.map(([label, note]) => make("li", {}, make("b", {}, label), " ", note))));
    if (facts.group.length) fold.append(make("h4", {}, say("why.group")), make("ul", { class: "grouped" }, facts.group.map((text) => make("li", {}, model.text(text)))));
    if (refused) fold.append(make("p", { class: "refused" }, make("b", {}, say("why.refused")), " ", refused, " ", model.text(facts.because)));
    if (own) fold.append(make("p", { class: "caption" }, make("b", {}, say("why.private")), " ", own));
    if (often) fold.append(make("p", { class: "caption" }, often));
  }
  if (who.origin) fold.append(make("p", { class: "caption" }, say("why.origin", { origin: who.origin })));
  return fold;
}

function howOften(model, facts, s) {
  const { interval } = model.power, hits = facts.freq;
  if (!interval || hits === null || hits === undefined) return "";
  return model.say(facts.with < 0 ? "freq_alone" : "freq_with", {
    s, name: facts.with < 0 ? "" : called(model.people[facts.with], 60), n: interval.n,
    p: interval.value[hits], lo: interval.low[hits], hi: interval.high[hits],
  });
}

/* The sentence; without reasons told that it stayed, or, before the first session, only its name. */
function headingOf(view, i, facts) {
  const { model, s } = view, name = called(model.people[i], 80);
  if (s === 0) return String(name);
  if (facts) return filled(clean(model.text(facts.told)), { name });
  return model.data.reasons.all || model.data.reasons.by[String(i)] ? model.say("why.held", { name }) : String(name);
}

function fromTo(model, who, s) {
  const now = groupChip(model, who.c[s]);
  if (s === 0 || who.c[s - 1] === who.c[s]) return [now];
  return [groupChip(model, who.c[s - 1]), make("span", { class: "arrow" }, "→"), now];
}

/* Main axis of one delegation: ideal a diamond, before hollow, now solid, red lines upright bars, shaded beyond. */
function whyAxis(view, who) {
  const { model, s, measure } = view, { say, figure } = model, width = view.narrow ? 320 : 290, y = 30;
  const X = (v) => 10 + (v / 1000) * (width - 20);
  const slot = model.slot(who.c[s]), before = Math.max(0, s - 1), [low, high] = who.red || [0, 1000];
  const svg = draw("svg", { width, height: 64, viewBox: `0 0 ${width} 64`, class: "axis", role: "img" });
  set(svg, { "aria-label": say("why.axis", { now: figure(who.x[s]), before: figure(who.x[before]), ideal: figure(who.ideal[s]), low: model.data.axes.x.low, high: model.data.axes.x.high }) });
  draw("line", { x1: X(0), x2: X(1000), y1: y, y2: y, class: "rule" }, svg);
  const limits = [[low, 0, low > 0], [high, 1000, high < 1000]].filter((limit) => limit[2]);
  for (const [at, end] of limits) {
    draw("rect", { x: round(Math.min(X(at), X(end))), width: round(Math.abs(X(end) - X(at))), y: y - 4, height: 8, class: "beyond" }, svg);
    draw("line", { x1: round(X(at)), x2: round(X(at)), y1: y - 10, y2: y + 10, class: "redline" }, svg);
  }
  draw("line", { x1: round(X(who.x[before])), x2: round(X(who.x[s])), y1: y, y2: y, class: "way", style: `stroke:${edge(slot)}` }, svg);
  draw("circle", { cx: round(X(who.x[before])), cy: y, r: 5, style: `fill:var(--page);stroke:${edge(model.slot(who.c[before]))};stroke-width:2` }, svg);
  draw("circle", { cx: round(X(who.x[s])), cy: y, r: 6.5, style: `fill:${fill(slot)};stroke:${slot < 0 ? "var(--cuo)" : "var(--page)"}` }, svg);
  draw("path", { d: `M${round(X(who.ideal[s]))},${y - 8}l5,8l-5,8l-5,-8Z`, class: "ideal" }, svg);
  axisWords(svg, X, width, measure, [[who.x[s], say("why.now"), 14, "now"], ...limits.map(([at]) => [at, say("term.red_line"), 14, "quiet"])], 14);
  axisWords(svg, X, width, measure, [[who.ideal[s], say("term.ideal"), 54, "quiet"]], 54, [clip(model.data.axes.x.low, 22), clip(model.data.axes.x.high, 22)]);
  return svg;
}

/* Words above or below the axis; a word that would meet another is left out. */
function axisWords(svg, X, width, measure, words, y, ends = null) {
  const taken = [];
  const place = (x, text, look, anchor) => {
    const w = measure(text, 12), left = anchor === "start" ? x : anchor === "end" ? x - w : bound(x - w / 2, 0, width - w);
    if (taken.some(([from, to]) => left < to + 5 && left + w > from - 5)) return;
    taken.push([left, left + w]);
    write(left, y, text, { class: look }, svg);
  };
  words.forEach(([v, text, , look]) => place(X(v), text, look, "middle"));
  if (ends) { place(X(0), ends[0], "quiet", "start"); place(X(1000), ends[1], "quiet", "end"); }
}

function reasonRows(view, facts) {
  const { model } = view, { say } = model;
  if (!facts.parts.length) return [];
  const most = Math.max(...facts.parts.map((part) => Math.abs(part[2])), 1);
  const rows = facts.parts.slice(0, 5).map(([label, , amount]) => {
    const svg = draw("svg", { width: 76, height: 22, viewBox: "0 0 76 22", role: "img", "aria-label": model.figure(amount, 3) });
    const long = (Math.abs(amount) / most) * 36;
    draw("line", { x1: 38, x2: 38, y1: 1, y2: 21, class: "rule" }, svg);
    draw("rect", { x: round(amount < 0 ? 38 - long : 38), width: round(Math.max(1, long)), y: 6, height: 10, class: "bar" }, svg);
    return make("li", { class: "reason" }, make("span", {}, model.text(label)), svg);
  });
  return [make("ul", { class: "reasons" }, rows), make("p", { class: "ways" }, `← ${clip(model.data.axes.x.low, 22)} · ${clip(model.data.axes.x.high, 22)} →`)];
}

/* Whom it agreed with this session, and who refused: the lines on the map, in words. */
function agreementRows(view, i) {
  const { model, s } = view, { say } = model;
  if (!model.data.asked || s === 0) return [];
  const found = agreementsOf(model, i, s);
  if (!found.length) return [];
  const list = (accepted) => {
    const some = found.filter((entry) => entry.accepted === accepted);
    if (!some.length) return null;
    const line = draw("svg", { width: 26, height: 8, viewBox: "0 0 26 8", "aria-hidden": "true" });
    draw("line", { x1: 1, x2: 25, y1: 4, y2: 4, class: accepted ? "tie accepted" : "tie refused" }, line);
    const shown = some.slice(0, 8);
    return make("div", { class: "ties" }, make("span", { class: "chip" }, line, say(accepted ? "ties.accepted" : "ties.refused")),
      ...shown.map((entry) => holderChip(view, entry.other)), some.length > shown.length ? make("span", {}, say("holders.more", { n: some.length - shown.length })) : null);
  };
  return [make("h4", {}, say("ties.title")), ...[list(true), list(false)].filter(Boolean)];
}
