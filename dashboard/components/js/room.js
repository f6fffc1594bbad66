/* Entry of the room as a seat sees it: the map of now, or the braid so far; the future is empty paper.
   People in training read no places as figures. */

function roomMap(view, box) {
  const { model } = view;
  view.map = coalitionMap(view);
  box.append(view.map.box);
  view.draw = () => {
    view.map.resize();
    view.map.show(false);
    nameMarks(view, view.map);
  };
  view.select = (i) => { view.selected = i === view.selected ? -1 : i; view.map.show(false); };
  view.s = model.data.live;
}

function roomBraid(view, box) {
  const { model } = view;
  view.draw = () => {
    const drawn = buildBraid(model, braidOf(model, view.width, view.narrow, true), view.measure, null);
    box.replaceChildren(drawn.svg);
    showBraid(model, drawn, view.s, view.selected, view.measure);
    set(drawn.svg, { "aria-label": model.say("braid.alt", { n: model.people.length, sessions: model.data.live, alt: model.data.sentences[view.s].alt }) });
  };
}

function room(root, data) {
  const words = speaker(data.run.words, data.run.lang), model = modelOf(data.run, words);
  const view = { root, id: ++mounted, model, data: data.run, stamp: data.stamp, s: data.run.live, selected: model.index.get(data.own) ?? -1, line: {}, inWords: true };
  const box = make("div", { class: "mapbox" });
  root.replaceChildren(box);
  if (data.show === "map") roomMap(view, box); else roomBraid(view, box);
  view.resize = (renew) => {
    const width = root.clientWidth;
    if (!width || (width === view.width && !renew)) return;
    view.width = width;
    view.narrow = width < 700;
    root.classList.toggle("narrow", view.narrow);
    view.measure = measurer(getComputedStyle(root).fontFamily);
    view.draw();
  };
  keepSized(root, view);
  const family = getComputedStyle(root).fontFamily;
  Promise.all([400, 650, 700].map((weight) => document.fonts.load(`${weight} 13px ${family}`))).then(() => { view.resize(true); root.dataset.ready = "2"; }, () => {});
  root.dataset.ready = "1";
  return view;
}

export default entryOf(".room", room);
