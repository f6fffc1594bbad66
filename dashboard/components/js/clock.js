/* One clock for everything: play, back, forward, range, speed, pin, keys. It never asks the server. */

const PACES = [["slow", 2 * EVENTFUL], ["normal", EVENTFUL], ["fast", EVENTFUL / 2]];
const GLIDE = 600;

/* How long a session stays while it plays: a quiet one half as long, but until the marks have arrived. */
function staysFor(view) {
  const pace = PACES[view.bar.pace][1];
  return view.model.quiet(view.s) && !matchMedia(STILL).matches ? Math.max(GLIDE, pace / 2) : pace;
}

function replayBar(view) {
  const { model } = view, { say } = model;
  const picture = (path) => { const svg = draw("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }); draw("path", { d: path, class: "sign" }, svg); return svg; };
  const signs = { play: "M2,1L13,7L2,13Z", pause: "M2,1H6V13H2ZM8,1H12V13H8Z" };
  const bar = { box: make("div", { class: "replaybar bar" }), pace: 1 };
  const play = button("", () => (view.playing ? view.stop() : view.play()), { class: "button main square play" });
  const back = button("", () => view.go(view.s - 1, true), { class: "button square", "aria-label": say("back") });
  const forward = button("", () => view.go(view.s + 1, true), { class: "button square", "aria-label": say("forward") });
  back.append(picture("M9.5,1.5L4,7L9.5,12.5"));
  forward.append(picture("M4.5,1.5L10,7L4.5,12.5"));
  [back, forward].forEach((one) => one.querySelector("path").setAttribute("class", "sign line"));
  const where = make("output", { class: "where" });
  bar.range = make("input", { type: "range", min: "0", max: String(model.last), step: "1", class: "clock", "aria-label": say("term.session") });
  bar.range.addEventListener("input", () => view.go(Number(bar.range.value)));
  const paces = make("div", { class: "parts", role: "group", "aria-label": say("speed") }, PACES.map(([name], k) => button(say(`speed.${name}`), () => { bar.pace = k; bar.show(); view.again(); }, { class: "part" })));
  /* A sign and a word; in a window that is not wide the sign alone. */
  const word = make("span", { class: "word" }), pin = button("", () => view.pin(view.s), { class: "button pin" });
  pin.append(picture("M5,1H9V6L11.5,8.5V9.5H7.6V13.5H6.4V9.5H2.5V8.5L5,6Z"), word);
  bar.pin = pin;
  const table = button("", () => view.toggle("time"), { class: "button table" });
  bar.title = make("div", { class: "heads" }, make("div", { class: "bar spread" }, make("h3", {}, say("braid.title")), table), make("p", { class: "caption" }, say("braid.caption")));
  const moves = make("div", { class: "bar moves" }, play, back, forward, where);
  bar.box.append(moves);
  bar.more = make("div", { class: "bar more" });
  bar.pad = make("div", { class: "pad" });
  /* On a phone the bar at the bottom keeps what moves the clock; the rest stands above the braid. */
  bar.arrange = (narrow) => {
    (narrow ? bar.more : moves).append(paces, pin);
    if (narrow) moves.insertBefore(bar.range, where);
    else { view.line.rangebox.append(bar.range); bar.box.append(view.line.rangebox); }
  };
  bar.show = () => {
    const { s } = view;
    play.replaceChildren(picture(view.playing ? signs.pause : signs.play));
    set(play, { "aria-label": say(view.playing ? "term.pause" : "play") });
    back.disabled = s === 0;
    forward.disabled = s === model.last;
    /* Who still predicts is not told how long it takes. */
    const now = s === 0 ? say("term.start") : say(view.suspense?.open ? "term.session_short" : "session", { s, n: model.last });
    put(where, now);
    bar.range.value = String(s);
    set(bar.range, { "aria-valuetext": now });
    paces.querySelectorAll("button").forEach((one, k) => one.setAttribute("aria-pressed", String(k === bar.pace)));
    const pinned = view.pinned.includes(s), told = say(pinned ? "unpin" : "pin");
    put(word, told);
    set(pin, { "aria-label": told, title: told });
    pin.classList.toggle("down", pinned);
    put(table, say(view.tables.time ? "table.hide" : "term.as_table"));
  };
  return bar;
}

/* Give the view its clock: `go`, `play`, `stop`, `again`, and the keys. */
function giveClock(view) {
  const { model } = view;
  let timer = null;
  const stop = () => { clearTimeout(timer); timer = null; if (view.playing) { view.playing = false; view.refresh(false); view.report(); } };
  const tick = () => {
    timer = setTimeout(() => {
      if (!view.root.isConnected) { stop(); return; }
      view.go(view.s + 1, true, true);
      if (view.s >= model.last) stop();
      else tick();
    }, staysFor(view));
  };
  view.stop = stop;
  view.play = () => {
    view.playing = true;
    if (view.s >= model.last) view.go(0, false, true);
    view.refresh(false);
    tick();
  };
  view.again = () => { if (view.playing) { clearTimeout(timer); tick(); } };
  view.go = (s, glide = false, playing = false) => {
    const to = bound(Math.round(s), 0, model.last);
    if (!playing && view.playing) stop();
    if (to === view.s) return;
    view.s = to;
    view.refresh(glide && !matchMedia(STILL).matches);
    view.report();
  };
}

/* Space, arrows, Home, End, Esc: where the reader is not busy with a control, and the page has nothing else in focus. */
function onKey(view, event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.composedPath()[0], inside = event.composedPath().includes(view.root);
  const idle = target === document.body || target === document.documentElement;
  if (!inside && !idle) return;
  const tag = target.tagName, range = tag === "INPUT" && target.type === "range";
  if (["SELECT", "TEXTAREA"].includes(tag) || (tag === "INPUT" && !range)) return;
  const act = {
    " ": () => (view.playing ? view.stop() : view.play()), ArrowRight: () => view.go(view.s + 1, true), ArrowLeft: () => view.go(view.s - 1, true),
    Home: () => view.go(0), End: () => view.go(view.model.last), Escape: () => view.select(-1),
  }[event.key];
  if (!act || (tag === "BUTTON" && event.key === " ") || (range && !["Escape", " "].includes(event.key))) return;
  if (idle && ["Home", "End"].includes(event.key)) return;
  event.preventDefault();
  act();
}
