/* Entry of the miniature: the braid alone, its sentence, and one button that plays it within a minute. */

const MINUTE = 60000;
const QUIET = 350;
const FIRST = 2500; /* at most this long until something happens */

/* How long each session stays, in milliseconds: one in which something happens 1.4 s, quiet ones less unless less motion is
   asked for; something happens soon, and all is over in a minute. */
function staysOf(model, still) {
  const stays = Array.from({ length: model.last }, (_, s) => (model.quiet(s) && !still ? QUIET : EVENTFUL));
  const first = Math.max(1, stays.findIndex((_, s) => !model.quiet(s + 1)) + 1), lead = sum(stays.slice(0, first));
  const soon = stays.map((stay, s) => (s < first ? stay * Math.min(1, FIRST / lead) : stay));
  return soon.map((stay) => stay * Math.min(1, MINUTE / sum(soon)));
}

function miniature(root, data) {
  const words = speaker({ ...data.run.words, ...data.words }, data.run.lang), model = modelOf(data.run, words);
  const mini = { root, stamp: data.stamp, s: model.last, timer: null };
  const said = make("p", { class: "said", "aria-live": "polite" });
  const play = button("", () => (mini.timer ? stop() : begin()), { class: "button main play" });
  const box = make("div");
  root.replaceChildren(make("div", { class: "bar" }, play, said), box);
  const show = () => {
    put(play, words.say(mini.timer ? "mini.stop" : "mini.play"));
    put(said, model.data.sentences[mini.s].head);
    showBraid(model, mini.drawn, mini.s, -1, mini.measure);
    set(mini.drawn.svg, { "aria-label": words.say("braid.alt", { n: model.people.length, sessions: model.last, alt: model.data.sentences[mini.s].alt }) });
  };
  const stop = () => { clearTimeout(mini.timer); mini.timer = null; show(); };
  const tick = () => {
    mini.timer = setTimeout(() => {
      if (!root.isConnected) return;
      mini.s++;
      if (mini.s >= model.last) stop();
      else { show(); tick(); }
    }, mini.stays[mini.s]);
  };
  const begin = () => {
    if (mini.s >= model.last) mini.s = 0;
    mini.stays = staysOf(model, matchMedia(STILL).matches);
    tick();
    show();
  };
  mini.resize = (renew) => {
    const width = root.clientWidth;
    if (!width || (width === mini.width && !renew)) return;
    mini.width = width;
    root.classList.toggle("narrow", width < 700);
    mini.measure = measurer(getComputedStyle(root).fontFamily);
    mini.drawn = buildBraid(model, braidOf(model, width, width < 700, true), mini.measure, null);
    box.replaceChildren(mini.drawn.svg, ...(mini.drawn.braid.narrow ? legend(model) : []));
    show();
  };
  mini.resize(true);
  const sized = new ResizeObserver(() => mini.resize(false));
  sized.observe(root);
  document.fonts.load(`650 13px ${getComputedStyle(root).fontFamily}`).then(() => { mini.resize(true); root.dataset.ready = "2"; }, () => {});
  root.dataset.ready = "1";
  mini.end = () => { clearTimeout(mini.timer); sized.disconnect(); };
  return mini;
}

/* On a phone only letters stand in the drawing: what they are called, and what its upper and lower ends are. */
function legend(model) {
  const { low, high } = model.data.axes.x;
  const names = model.groups.slice(0, 10).map((group) => make("li", {}, make("b", { style: `color:${tone(group.slot)}` }, group.letter), " ", clip(group.name, 80)));
  return [make("p", { class: "caption" }, `↑ ${clip(low, 30)} · ${clip(high, 30)} ↓`), make("ul", { class: "legend" }, names)];
}

const shown = new WeakMap();

export default function (component) {
  const { data, parentElement } = component, root = parentElement.querySelector(".miniature");
  theme(root);
  let mini = shown.get(root);
  if (!mini || mini.stamp !== data.stamp) {
    if (mini) mini.end();
    mini = miniature(root, data);
    shown.set(root, mini);
  }
  return () => { if (shown.get(root) === mini) { mini.end(); shown.delete(root); } };
}
