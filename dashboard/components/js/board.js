/* The clause board: wordings in brackets with their holders, what changed by words, status in words, a cell a session. */

function clauseBoard(view) {
  const { model } = view, { say } = model;
  const heading = make("h3", {}), list = make("div", { class: "clauses" });
  const caption = make("p", { class: "caption" }, say("text.caption"), " ", make("ins", {}, say("text.new")), " ", make("del", {}, say("text.old")), make("br"), say("text.cells"));
  const board = { box: make("section", { class: "board", "aria-label": say("term.text") }), whole: false };
  const filters = ["open", "whole"].map((key) => button(say(`filter.${key}`), () => { board.whole = key === "whole"; board.show(); }, { class: "part" }));
  board.box.append(make("div", { class: "bar spread" }, make("div", {}, heading, caption), make("div", { class: "parts", role: "group", "aria-label": say("filter.label") }, filters)), list);
  board.show = () => {
    const { s } = view, open = model.clauses.filter((clause) => isOpen(clause, s)).length;
    filters.forEach((one, k) => one.setAttribute("aria-pressed", String((k === 1) === board.whole)));
    put(heading, s === 0 ? say("text.before") : model.counted("text.title", open, { of: model.clauses.length }));
    const shown = model.clauses.filter((clause) => board.whole || s === 0 || isOpen(clause, s) || clause.changed.includes(s));
    list.replaceChildren(...shown.map((clause) => clauseRow(view, clause)));
    if (!shown.length) list.append(make("p", { class: "caption" }, say("text.none")));
  };
  return board;
}

function clauseRow(view, clause) {
  const { model, s } = view, state = stateOf(clause, s), open = isOpen(clause, s);
  const middle = make("div", { class: "wordings" });
  const changed = state && state.from === s && s > 0;
  if (state) {
    const shown = open ? state.wordings : state.wordings.slice(0, 1);
    for (const wording of shown) middle.append(wordingBlock(view, clause, state, wording, open, changed));
    const why = model.text(state.falls_with);
    if (why) middle.append(make("p", { class: "caption" }, why));
  }
  if (s === model.last && clause.final) middle.append(...finalBlock(model, clause, state));
  const words = state ? model.text(state.words) : model.say("status.waiting");
  return make("div", { class: "clause", "data-clause": clause.id },
    make("div", { class: "label" }, make("b", {}, clip(clause.reference || clause.label, 60)), make("span", {}, clip(clause.title, 90)),
      clause.depends_on.length ? make("span", {}, model.say("text.depends", { clauses: dependsOn(model, clause) })) : null),
    middle,
    make("div", { class: "state" }, cellsOf(model, clause, s), make("span", { class: "words" }, words)));
}

const dependsOn = (model, clause) => clause.depends_on
  .map((id) => model.clauses.find((other) => other.id === id)).filter(Boolean).map((other) => other.reference || other.label).join(", ");

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
  const keeping = new Set(model.set(state.by));
  const holders = model.set(wording.holders).slice().sort((a, b) => (keeping.has(b) - keeping.has(a)) || model.people[b].cap - model.people[a].cap);
  const place = `${s}/${clause.id}/${wording.option}`, most = view.opened.has(place) ? holders.length : 6;
  const row = make("div", { class: "holders" }, holders.slice(0, most).map((i) => holderChip(view, i)));
  if (holders.length > most) row.append(moreHolders(view, holders, place));
  if (!holders.length) row.append(make("span", {}, model.say("holders.none")));
  return make("div", { class: "alternative" }, make("span", { class: "big", "aria-hidden": "true" }, "["), make("span", {}, body, make("span", { class: "big", "aria-hidden": "true" }, " ]")), row);
}

/* Text nodes and marked words need a space between them. */
function spaced(body) {
  for (const node of Array.from(body.childNodes).slice(1)) body.insertBefore(document.createTextNode(" "), node);
}

function holderChip(view, i) {
  const chip = button("", () => view.select(i), { class: "holder", "data-i": i, "data-slot": view.model.slot(view.model.people[i].c[view.s]) });
  chip.append(nameChip(view.model.people[i], view.model.slot(view.model.people[i].c[view.s])));
  return chip;
}

function moreHolders(view, holders, place) {
  const more = button(view.model.say("holders.more", { n: holders.length - 6 }), () => {
    const rest = holders.slice(6).map((i) => holderChip(view, i));
    view.opened.add(place);
    more.replaceWith(...rest);
    focusOn(rest[0]);
  }, { class: "holder more", "aria-label": view.model.say("holders.all", { n: holders.length - 6 }) });
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
