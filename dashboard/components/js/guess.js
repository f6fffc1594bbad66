/* Two guesses before the run is played, and the run and its like beside them at the end. Until then what is to come is out
   of sight. The browser alone knows what was guessed, for this tab, and whether somebody never wants to be asked. */

const NEVER = "delegation-sim.guess", GUESSES = "delegation-sim.guesses";
const FIRST_SEEN = 1; /* the session at which one is asked: groups are there, and nobody can have left one */

function fromBrowser(area, key) {
  try { return window[area].getItem(key); } catch { return null; }
}

function toBrowser(area, key, text) {
  try {
    if (text === null) window[area].removeItem(key);
    else window[area].setItem(key, text);
  } catch { /* It keeps nothing: then it holds as long as the page is open. */ }
}

function guessedBefore(id) {
  try {
    const found = JSON.parse(fromBrowser("sessionStorage", GUESSES));
    return found && found.id === id ? { open: found.open === true, clause: found.clause ?? null, first: found.first ?? null } : null;
  } catch { return null; }
}

/* Whether one is asked: `fresh` if nobody asked for a session. Then the run is shown from its first session on. */
function openGuess(view, fresh) {
  const { data } = view.model, { guess } = data;
  if (!guess || guess.clause < 0) { view.suspense = null; return; }
  const id = [data.case, data.seed, data.run, data.version].join(" "), before = guessedBefore(id);
  view.suspense = { id, never: fromBrowser("localStorage", NEVER) === "off", open: false, clause: null, first: null, ...before };
  const { suspense } = view;
  suspense.open = !suspense.never && (before ? before.open : fresh);
  if (suspense.open && fresh) view.s = FIRST_SEEN;
}

/* The last session of which anything may be told. */
const shownUpTo = (view, last) => (view.suspense?.open ? view.s : last);

function guessCard(view) {
  const box = make("section", { class: "guess", "aria-label": view.model.say("guess.region"), hidden: true });
  const card = { box, turn: make("div", { class: "bar" }), mode: "" };
  card.show = () => {
    const { suspense, s, model } = view;
    if (!suspense) return;
    if (suspense.open && s === model.last) { suspense.open = false; keepGuess(view); }
    const mode = modeOf(view), was = card.mode, now = JSON.stringify([mode, suspense]);
    view.root.classList.toggle("veiled", suspense.open);
    document.documentElement.toggleAttribute("data-guess", suspense.open);
    if (now === card.shown) return;
    Object.assign(card, { shown: now, mode });
    box.hidden = !mode;
    ["ask", "slip"].forEach((one) => view.root.classList.toggle(`guess-${one}`, mode === one));
    keepFocus(box, () => box.replaceChildren(...(mode === "ask" ? asking(view) : mode === "slip" ? slip(view) : [])), view.bar.box.querySelector(".play"));
    keepFocus(card.turn, () => card.turn.replaceChildren(...turning(view, mode)), view.bar.box.querySelector(".play"));
    if (mode !== was && view.width) { view.renew = true; resize(view); }
  };
  card.end = () => document.documentElement.removeAttribute("data-guess");
  return card;
}

/* Asked before the run moves; then what was guessed stands beside it, unless nothing was. */
function modeOf(view) {
  const { suspense, s } = view, some = suspense.clause !== null || suspense.first !== null;
  if (suspense.never) return "";
  const both = suspense.clause !== null && suspense.first !== null;
  return suspense.open && s <= FIRST_SEEN && !view.playing && !both ? "ask" : some ? "slip" : "";
}

function keepGuess(view) {
  const { id, open, clause, first } = view.suspense;
  toBrowser("sessionStorage", GUESSES, JSON.stringify({ id, open, clause, first }));
}

function changeGuess(view, change) {
  Object.assign(view.suspense, change);
  keepGuess(view);
  view.refresh(false);
}

const neverAgain = (view) => {
  toBrowser("localStorage", NEVER, "off");
  changeGuess(view, { never: true, open: false, clause: null, first: null });
};

function guessFirst(view) {
  toBrowser("localStorage", NEVER, null);
  view.stop();
  view.go(FIRST_SEEN);
  changeGuess(view, { never: false, open: true, clause: null, first: null });
  view.guess.box.scrollIntoView({ block: "center" });
  focusOn(view.guess.box.querySelector(".answers button"));
}

const offButton = (view) => button(view.model.say("guess.off"), () => neverAgain(view), { "data-key": "off", title: view.model.say("guess.off.about") });

/* Below the picture: the way to the whole run and out of all guesses, or back to them. */
function turning(view, mode) {
  const { say } = view.model, found = [];
  if (mode === "ask") return [];
  if (view.suspense.open) found.push(button(say("guess.skip"), () => changeGuess(view, { open: false }), { "data-key": "whole" }));
  if (view.suspense.open || mode === "slip") found.push(offButton(view));
  return found.length ? found : [button(say("guess.again"), () => guessFirst(view), { "data-key": "again" })];
}

function asking(view) {
  const { model, suspense } = view, { say } = model, { guess } = model.data;
  const head = make("div", { class: "bar spread" }, make("h3", {}, say("guess.title")), make("div", { class: "bar" },
    button(say("guess.skip"), () => changeGuess(view, { open: false, clause: null, first: null }), { "data-key": "skip" }), offButton(view)));
  const yes = [[true, say("guess.yes")], [false, say("guess.no")]].map(([is, told]) => answer(told, `clause${is}`, suspense.clause?.yes === is, () => changeGuess(view, { clause: { id: model.clauses[guess.clause].id, yes: is } })));
  const who = guess.choices.map((row) => answer(row < 0 ? say("guess.nobody") : clip(model.people[row].short, 24), `first${row}`, suspense.first === keyOf(model, row), () => changeGuess(view, { first: keyOf(model, row) })));
  return [head, make("div", { class: "guesses" }, asked(view, "clause", questionOf(model), yes), asked(view, "first", say("guess.first"), who))];
}

const keyOf = (model, row) => (row < 0 ? "" : model.people[row].id);

const titleOf = ({ reference, label, title }) => clip(title || reference || label, 90);

function questionOf(model) {
  const clause = model.clauses[model.data.guess.clause];
  return model.say("guess.clause", { title: titleOf(clause), reference: clip(clause.reference || clause.label, 40) });
}

function answer(told, key, pressed, act) {
  return button(told, act, { class: "button answer", "data-key": key, "aria-pressed": String(pressed) });
}

/* One question and its answers; arrows go from answer to answer, and not through the sessions. */
function asked(view, name, question, answers) {
  const id = `guess-${name}-${view.id}`, box = make("div", { class: "answers", role: "group", "aria-labelledby": id }, answers);
  box.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key], at = answers.indexOf(event.target);
    if (!way || at < 0) return;
    event.preventDefault();
    answers[(at + way + answers.length) % answers.length].focus();
  });
  return make("div", {}, make("p", { class: "question", id }, question), box);
}

/* What was guessed; what came of it stands there too, out of sight until it is known, so that nothing moves then. */
function slip(view) {
  const { model, suspense } = view, { say } = model, later = suspense.open ? "later" : null;
  const parts = [clauseTold(model, suspense.clause), firstTold(model, suspense.first)].map(([question, guessed, right, told]) => make("div", {},
    make("p", { class: "question" }, question),
    make("p", {}, guessed === null ? say("guess.none") : say("guess.yours", { answer: guessed }), make("b", { class: later }, guessed === null ? null : ` ${say(right ? "guess.right" : "guess.wrong")}`)),
    told.map((line) => make("p", { class: later }, line))));
  return [make("div", { class: "guesses" }, parts), make("p", { class: `caption luck ${later || ""}` }, say("guess.luck"))];
}

/* The question, the guess, whether it is right, and how it went. */
function clauseTold(model, guessed) {
  const { say } = model, { guess } = model.data;
  const known = guessed ? model.clauses.findIndex((clause) => clause.id === guessed.id) : -1, clause = known < 0 ? guess.clause : known;
  const is = guess.written[clause] === 1;
  const told = [say(is ? "guess.run.in" : "guess.run.out"), guess.hits ? say("guess.share.in", shareOf(model, guess.hits[clause])) : say("guess.share.none")];
  return [say("guess.short", { title: titleOf(model.clauses[clause]) }), known < 0 ? null : say(guessed.yes ? "guess.yes" : "guess.no"), known >= 0 && guessed.yes === is, told];
}

function firstTold(model, guessed) {
  const { say, people } = model, { guess } = model.data;
  const row = guessed ? model.index.get(guessed) ?? -1 : -1, isGuess = guessed !== null;
  const nobody = !guess.first.length, right = nobody ? row < 0 : guess.first.includes(row);
  const name = (one) => clip(people[one].short, 24);
  const more = guess.first.slice(0, 3).map(name).join(", ") + (guess.first.length > 3 ? ` ${say("holders.more", { n: guess.first.length - 3 })}` : "");
  const told = [nobody ? say("guess.run.nobody") : say("guess.run.first", { names: more, s: guess.session })];
  if (!guess.first_hits) return [say("guess.first"), isGuess ? nameOrNobody(model, row) : null, right, [...told, say("guess.share.none")]];
  const run = nobody ? -1 : right && isGuess ? row : guess.choices.find((one) => guess.first.includes(one)) ?? guess.first[0];
  const lines = isGuess && row !== run ? [run, row] : [run];
  return [say("guess.first"), isGuess ? nameOrNobody(model, row) : null, right, [...told, ...lines.map((one) => firstShare(model, one))]];
}

const nameOrNobody = (model, row) => (row < 0 ? model.say("guess.nobody") : clip(model.people[row].short, 24));

function firstShare(model, row) {
  const { first_hits, nobody_hits } = model.data.guess;
  return model.say("guess.share.first", { name: nameOrNobody(model, row), ...shareOf(model, row < 0 ? nobody_hits : first_hits[row]) });
}

function shareOf(model, hits) {
  const { n, value, low, high } = model.data.interval;
  return { n, p: value[hits], lo: low[hits], hi: high[hits] };
}
