/* Guesses before the run is played, and the run and its like beside them at the end. Until then what is to come is out of
   sight. The browser alone knows what was guessed, for this tab, and whether somebody never wants to be asked. */

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
    return found && found.id === id ? { open: found.open === true, mine: found.mine ?? {} } : null;
  } catch { return null; }
}

/* Whether one is asked: `fresh` if nobody asked for a session. Then the run is shown from its first session on. */
function openGuess(view, fresh) {
  const { data } = view.model, { guess } = data;
  if (!guess || !guess.asked.length) { view.suspense = null; return; }
  const id = [data.case, data.seed, data.run, data.version].join(" "), before = guessedBefore(id);
  view.suspense = { id, never: fromBrowser("localStorage", NEVER) === "off", open: false, mine: {}, ...before };
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
  const { suspense, s, model } = view, { asked } = model.data.guess;
  if (suspense.never) return "";
  const every = asked.every((id) => suspense.mine[id] !== undefined);
  return suspense.open && s <= FIRST_SEEN && !view.playing && !every ? "ask" : Object.keys(suspense.mine).length ? "slip" : "";
}

function keepGuess(view) {
  const { id, open, mine } = view.suspense;
  toBrowser("sessionStorage", GUESSES, JSON.stringify({ id, open, mine }));
}

function changeGuess(view, change) {
  Object.assign(view.suspense, change);
  keepGuess(view);
  view.refresh(false);
}

const neverAgain = (view) => {
  toBrowser("localStorage", NEVER, "off");
  changeGuess(view, { never: true, open: false, mine: {} });
};

function guessFirst(view) {
  toBrowser("localStorage", NEVER, null);
  view.stop();
  view.go(FIRST_SEEN);
  changeGuess(view, { never: false, open: true, mine: {} });
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
    button(say("guess.skip"), () => changeGuess(view, { open: false, mine: {} }), { "data-key": "skip" }), offButton(view)));
  const questions = guess.asked.map((id) => guess.questions.find((one) => one.id === id)).map((one, k) => asked(view, `question${k}`, one.ask, one.answers.map(({ key, told }) =>
    answer(clip(told, 40), `${k} ${key}`, suspense.mine[one.id] === key, () => changeGuess(view, { mine: { ...suspense.mine, [one.id]: key } })))));
  return [head, make("div", { class: "guesses" }, questions)];
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
  const { model, suspense } = view, { say } = model, { guess } = model.data, later = suspense.open ? "later" : null;
  /* What was answered first, also if another question is asked now; then what was not. */
  const isMine = (one) => suspense.mine[one.id] !== undefined, [guessed, others] = [guess.questions.filter(isMine), guess.questions.filter((one) => !isMine(one) && guess.asked.includes(one.id))];
  const shown = [...guessed, ...others].slice(0, Math.max(guessed.length, guess.asked.length)).sort((one, other) => guess.questions.indexOf(one) - guess.questions.indexOf(other));
  const parts = shown.map((one) => {
    const mine = one.answers.find(({ key }) => key === suspense.mine[one.id]), right = mine?.right ? mine : one.answers.find((each) => each.right);
    const told = new Set([one.run, right?.share, mine?.share].filter(Boolean));
    return make("div", {}, make("p", { class: "question" }, one.short),
      make("p", {}, mine ? mine.yours : say("guess.none"), make("b", { class: later }, mine ? ` ${say(mine.right ? "guess.right" : "guess.wrong")}` : null)),
      [...told].map((line) => make("p", { class: later }, line)));
  });
  return [make("div", { class: "guesses" }, parts), make("p", { class: `caption luck ${later || ""}` }, say("guess.luck"))];
}
