/* Entry of a film: a drawing of the library that moves by its own rules; a button stops it where it is, another goes on to
   the next scene. Where less motion is asked for it stands still at its last scene until somebody plays it. */

const BROAD = 760;

/* Seconds of a film, from the first scene, in which the next scene after some time stands still. */
function nextStill(seconds, { stay, begun, glide, scenes }) {
  const at = Math.floor((seconds + begun) / stay) + 1;
  return (at % scenes) * stay - begun + glide;
}

function film(root, data) {
  const { words, times } = data, view = { stamp: data.stamp, goes: !matchMedia(STILL).matches, played: false };
  const play = button("", () => { view.goes = !view.goes; show(); }, { class: "button main play" });
  const next = button(words.next, () => { view.goes = false; show(true); forward(); });
  const picture = make("div", { class: "picture" });
  root.replaceChildren(make("div", { class: "bar" }, play, next), picture);
  const show = (must = false) => {
    view.played = view.played || view.goes || must;
    put(play, view.goes ? words.pause : words.play);
    root.style.setProperty("--film", view.goes ? "running" : "paused");
    if (view.drawn) view.drawn.classList.toggle("played", view.played);
  };
  const moving = () => view.drawn.getAnimations({ subtree: true });
  const forward = () => {
    const all = moving();
    if (!all.length) return;
    const at = nextStill((all[0].currentTime || 0) / 1000 % (times.stay * times.scenes), times);
    for (const one of all) one.currentTime = 1000 * Math.max(0, at);
  };
  view.resize = () => {
    const width = root.clientWidth, narrow = width < BROAD;
    if (!width || view.narrow === narrow) return;
    const since = view.drawn ? moving()[0]?.currentTime : null;
    view.narrow = narrow;
    picture.replaceChildren();
    view.drawn = plant(narrow ? data.narrow : data.wide, picture);
    show();
    if (since) for (const one of moving()) one.currentTime = since;
    root.dataset.ready = "2";
  };
  return keepSized(root, view);
}

export default entryOf(".cinema", film);
