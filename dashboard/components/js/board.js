/* The clause board: one row a clause with its status and who wants which wording; wordings and holders on demand. */

function clauseBoard(view) {
  const { model } = view, { say } = model;
  const heading = make("h3", {}), list = make("div", { class: "clauses" });
  const caption = make("p", { class: "caption" }, say("text.bar"), " ", make("span", { class: "ofcells" }, say("text.cells")));
  const board = { box: make("section", { class: "board", "aria-label": say("term.text") }), whole: false, unfolded: new Set() };
  const filters = ["open", "whole"].map((key) => button(say(`filter.${key}`), () => { board.whole = key === "whole"; board.show(); }, { class: "part" }));
  const all = button("", () => { board.turn(shownIn(view, board), !all.every); }, { class: "button all", "data-key": "all" });
  all.hidden = true;  // it has no words before the first session is shown
  board.box.append(make("div", { class: "bar spread" }, make("div", {}, heading), make("div", { class: "bar" }, all, make("div", { class: "parts", role: "group", "aria-label": say("filter.label") }, filters))), caption, list);
  board.turn = (clauses, open) => {
    clauses.forEach((clause) => board.unfolded[open ? "add" : "delete"](clause.id));
    keepFocus(board.box, board.show);
  };
  board.show = () => {
    const { s } = view, open = model.clauses.filter((clause) => isOpen(clause, s)).length;
    filters.forEach((one, k) => one.setAttribute("aria-pressed", String((k === 1) === board.whole)));
    put(heading, s === 0 ? say("text.before") : model.counted("text.title", open, { of: model.clauses.length }));
    const shown = shownIn(view, board);
    all.every = shown.length > 0 && shown.every((clause) => board.unfolded.has(clause.id));
    all.hidden = !shown.length;
    put(all, say(all.every ? "text.fold" : "text.unfold"));
    list.replaceChildren(...shown.map((clause) => clauseRow(view, clause)));
    if (!shown.length) list.append(make("p", { class: "caption" }, say("text.none")));
  };
  return board;
}

/* Clauses that are listed: all, or those that are open or changed in this session. */
function shownIn(view, board) {
  const { s } = view;
  return view.model.clauses.filter((clause) => board.whole || s === 0 || isOpen(clause, s) || clause.changed.includes(s));
}

function clauseRow(view, clause) {
  const { model, s, board } = view, state = stateOf(clause, s), open = board.unfolded.has(clause.id);
  const words = state ? model.text(state.brief) : model.say("status.waiting");
  const id = `clause-${view.id}-${model.clauses.indexOf(clause)}`;
  const turn = button("", () => board.turn([clause], !open), { class: "turn", "data-key": clause.id, "aria-expanded": String(open), "aria-controls": open ? id : null });
  turn.append(make("span", { class: "wedge", "aria-hidden": "true" }, open ? "▾" : "▸"), make("span", { class: "label" }, make("b", {}, clip(clause.reference || clause.label, 60)), clause.title === clause.reference ? null : [" ", make("span", {}, clip(clause.title, 90))], make("span", { class: "brief" }, words)));
  const row = make("div", { class: "clause", "data-clause": clause.id }, make("h4", {}, turn), make("div", { class: "stand" }, ...standOf(view, clause, state)),
    make("div", { class: "state" }, cellsOf(model, clause, s), make("span", { class: "words" }, words)));
  if (open) row.append(make("div", { class: "wordings", id }, ...wordingsOf(view, clause, state)));
  return row;
}

/* Beside the title: who wants which wording, and how many block; of a clause that is closed how it reads. */
function standOf(view, clause, state) {
  const { model, s } = view;
  if (!state) return [];
  if (isOpen(clause, s) || clause.cells[s] === "o") return [standBar(view, state), make("span", { class: "tally" }, tallyOf(model, state).join(" · "))];
  const text = state.wordings.length ? model.text(state.wordings[0].text) : "";
  return text ? [make("span", { class: "wording small line" }, text)] : [];
}

/* How many block a clause, wait for its call, and would only rather have other words. */
function tallyOf(model, state) {
  const parts = [["blocks", state.blocks], ["waits", state.waits], ["prefers", state.prefers]].map(([key, some]) => [key, model.set(some).length]).filter((part) => part[1]);
  const found = parts.map(([key, n]) => model.counted(`tally.${key}`, n));
  if (state.blocks >= 0 && model.set(state.blocks).length && !state.stops) found.push(model.say("tally.outvoted"));
  return found;
}

/* One cell a delegation in the colour of its group, by the wording that it stands for; the first, between brackets, is on
   the table. A line below: it blocks. */
function standBar(view, state) {
  const { model, s } = view, blocks = new Set(model.set(state.blocks)), wide = 240, gap = 6;
  const groups = state.wordings.map((wording) => ordered(model, s, model.set(wording.holders), blocks));
  const loose = [...blocks].filter((i) => !groups.some((some) => some.includes(i)));
  const all = sum(groups.map((some) => some.length)) + loose.length;
  const step = Math.min(9, (wide - 16 - gap * groups.length) / Math.max(1, all));
  const svg = draw("svg", { width: wide, height: 20, viewBox: `0 0 ${wide} 20`, class: "standbar", role: "img" });
  let x = 5;
  [...groups, loose].forEach((some, k) => {
    const from = x;
    for (const i of some) {
      const slot = model.slot(model.people[i].c[s]);
      draw("rect", { x: round(x), y: 3, width: round(Math.max(0.8, step - 0.8)), height: 10, style: `fill:${fill(slot)};stroke:${slot < 0 ? edge(slot) : "none"};stroke-width:0.6` }, svg);
      if (blocks.has(i)) draw("rect", { x: round(x), y: 15.5, width: round(Math.max(0.8, step - 0.8)), height: 3, class: "stop" }, svg);
      x += step;
    }
    if (k === 0) {
      if (!some.length) x += 4;
      drawBrackets(draw("g", { transform: `translate(${round((from + x - 0.8) / 2)},8)` }, svg), (x - from) / 2 + 3.4, 7.5);
      x += 4;
    }
    if (some.length || k === 0) x += gap;
  });
  set(svg, { "aria-label": model.apart(state.wordings.map((wording, k) => model.say(k ? "stand.other" : "stand.table", { text: clip(model.text(wording.option), 60), n: groups[k].length }))) });
  return svg;
}

/* Delegations: those who block first, then group by group. */
const ordered = (model, s, some, blocks) => some.slice().sort((a, b) => (blocks.has(b) - blocks.has(a)) || model.people[a].c[s] - model.people[b].c[s] || model.people[b].cap - model.people[a].cap);

/* What an open row holds: the wordings with their holders, what it depends on, how it ended. */
function wordingsOf(view, clause, state) {
  const { model, s } = view, open = isOpen(clause, s), found = [];
  const changed = state && state.from === s && s > 0;
  if (clause.depends_on.length) found.push(make("p", { class: "caption" }, model.say("text.depends", { clauses: dependsOn(model, clause) })));
  if (state && state.words !== state.brief) found.push(make("p", { class: "caption" }, model.text(state.words)));
  if (state) {
    const shown = open ? state.wordings : state.wordings.slice(0, 1);
    if (changed && shown.some((wording) => wording.diff >= 0)) found.push(make("p", { class: "caption" }, model.say("text.caption"), " ", make("ins", {}, model.say("text.new")), " ", make("del", {}, model.say("text.old"))));
    for (const wording of shown) found.push(wordingBlock(view, clause, state, wording, open, changed));
    if (open) found.push(...looseBlock(view, clause, state));
    else found.push(...wantedBefore(view, clause, state));
    const why = model.text(state.falls_with);
    if (why) found.push(make("p", { class: "caption" }, why));
  }
  if (s === model.last && clause.final) found.push(...finalBlock(model, clause, state));
  return found;
}

/* Of a clause that is closed: who stood for other words up to then. */
function wantedBefore(view, clause, state) {
  const { model } = view, before = clause.history[clause.history.findIndex((entry) => entry.status === state.status && entry.from <= view.s) - 1];
  const agreed = state.wordings.length ? state.wordings[0].option : -1;
  const others = before ? before.wordings.filter((wording) => wording.option !== agreed && model.set(wording.holders).length) : [];
  if (!others.length) return [];
  const until = clause.history[clause.history.indexOf(before) + 1].from - 1;
  return [make("p", { class: "caption" }, model.say("text.wanted", { s: until })), ...others.map((wording) => make("div", { class: "loosely" },
    make("p", { class: "caption" }, model.say("list.quoted", { text: model.text(wording.option) })), holdersRow(view, before, model.set(wording.holders), `${until}/${clause.id}/${wording.option}`)))];
}

const dependsOn = (model, clause) => model.listed(clause.depends_on
  .map((id) => model.clauses.find((other) => other.id === id)).filter(Boolean).map((other) => other.reference || other.label));

function wordingText(model, wording, changed) {
  const text = model.text(wording.text);
  if (!text) return [make("span", { class: "notext" }, model.say("no_text"))];
  const runs = changed && wording.diff >= 0 ? model.data.diffs[wording.diff] : null;
  if (!runs) return [clean(text)];
  return runs.map(([kind, words]) => (kind === 0 ? clean(words) : make(kind === 1 ? "ins" : "del", {}, words)));
}

function wordingBlock(view, clause, state, wording, open, changed) {
  const { model, s } = view, body = make("span", { class: "wording" });
  body.append(...wordingText(model, wording, changed));
  spaced(body);
  if (!open) return make("div", { class: "agreed" }, body);
  const row = holdersRow(view, state, model.set(wording.holders), `${s}/${clause.id}/${wording.option}`);
  if (wording.holders < 0 || !model.set(wording.holders).length) row.append(make("span", {}, model.say("holders.none")));
  else row.prepend(make("span", {}, model.say("term.for_it")));
  return make("div", { class: "alternative" }, make("span", { class: "big", "aria-hidden": "true" }, "["), make("span", {}, body, make("span", { class: "big", "aria-hidden": "true" }, " ]")), row);
}

/* Those who stand for a wording: all who block by name, of the others the first; the rest on demand. */
function holdersRow(view, state, some, place) {
  const { model, s } = view, blocks = new Set(model.set(state.blocks)), holders = ordered(model, s, some, blocks);
  const first = Math.max(6, holders.filter((i) => blocks.has(i)).length), most = view.opened.has(place) ? holders.length : first;
  const row = make("div", { class: "holders" }, holders.slice(0, most).map((i) => holderChip(view, i, blocks.has(i))));
  if (holders.length > most) row.append(moreHolders(view, holders.slice(first), place));
  return row;
}

/* Delegations that stand for no wording on the floor; the bar has no block for them unless they block. */
function looseBlock(view, clause, state) {
  const { model, s } = view, held = new Set(state.wordings.flatMap((wording) => model.set(wording.holders)));
  const loose = model.people.map((_, i) => i).filter((i) => !held.has(i) && !model.people[i].chair);
  if (!loose.length) return [];
  return [make("div", { class: "loosely" }, make("p", { class: "caption" }, model.counted("holders.loose", loose.length)), holdersRow(view, state, loose, `${s}/${clause.id}/-`))];
}

/* Text nodes and marked words need a space between them. */
function spaced(body) {
  for (const node of Array.from(body.childNodes).slice(1)) body.insertBefore(document.createTextNode(" "), node);
}

function holderChip(view, i, blocks = false) {
  const chip = button("", () => view.select(i), { class: "holder", "data-i": i, "data-slot": view.model.slot(view.model.people[i].c[view.s]) });
  if (blocks) {
    const who = view.model.people[i], told = view.model.say("holders.blocks", { name: called(who, 40, who.short || who.name) });
    set(chip, { "aria-label": told, title: told });
    chip.append(make("b", { class: "blocker", "aria-hidden": "true" }, "["));
  }
  chip.append(nameChip(view.model.people[i], view.model.slot(view.model.people[i].c[view.s])));
  return chip;
}

function moreHolders(view, others, place) {
  const more = button(view.model.say("holders.more", { n: others.length }), () => {
    const rest = others.map((i) => holderChip(view, i));
    view.opened.add(place);
    more.replaceWith(...rest);
    focusOn(rest[0]);
  }, { class: "holder more", "aria-label": view.model.say("holders.all", { n: others.length }) });
  return more;
}

function finalBlock(model, clause, state) {
  const text = model.text(clause.final.text), same = state && state.wordings.length && model.text(state.wordings[0].text) === text;
  const found = [make("p", { class: "caption final" }, model.text(clause.final.words))];
  if (text && !same) found.push(make("div", { class: "agreed" }, make("span", { class: "wording" }, text)));
  return found;
}

/* One cell for each session: bracket, low bar = agreed, dash = not yet, dot = open, cross = deleted. */
function cellsOf(model, clause, s) {
  const step = Math.max(4, Math.min(8, 150 / (model.last + 1))), width = step * (model.last + 1);
  const svg = draw("svg", { width: round(width), height: 18, viewBox: `0 0 ${round(width)} 18`, "aria-hidden": "true", class: "cells" });
  Array.from(clause.cells).forEach((cell, k) => {
    const x = k * step + step / 2, now = k === s, look = `cell${now ? " now" : ""}${k > s ? " coming" : ""}`;
    const w = Math.min(2.4, step * 0.32);
    if (cell === "[") draw("path", { d: `M${round(x + w)},2H${round(x - w)}V16H${round(x + w)}`, class: look }, svg);
    else if (cell === "=") draw("rect", { x: round(x - w), y: now ? 10 : 13, width: round(2 * w), height: now ? 6 : 3, class: `${look} solid` }, svg);
    else if (cell === "o") draw("circle", { cx: round(x), cy: 12, r: round(Math.min(2, w)), class: look }, svg);
    else if (cell === "x") draw("path", { d: `M${round(x - w)},9L${round(x + w)},15M${round(x + w)},9L${round(x - w)},15`, class: look }, svg);
    else if (cell === ">") draw("path", { d: `M${round(x - w * 0.6)},9L${round(x + w)},12.5L${round(x - w * 0.6)},16`, class: look }, svg);
    else draw("rect", { x: round(x - w), y: 15, width: round(2 * w), height: 1, class: `${look} faint` }, svg);
  });
  return svg;
}
