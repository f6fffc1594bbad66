/* Entry of the replay: builds once, keeps its picture through reruns, reports round, selected and pinned. */

const AFTER = 250;
const QUICK = 50; /* ms from one session to the next while the clock is dragged: names for screen readers follow when it stands */

function newView(root, data, words) {
  const view = { root, id: ++mounted, data, s: 0, selected: -1, pinned: [], playing: false, tables: { map: false, time: false }, visible: new Set(), opened: new Set() };
  view.model = modelOf(data, words);
  view.select = (i, keep = false) => {
    const next = i === view.selected && !keep ? -1 : i;
    if (next === view.selected) return;
    const held = noteFocus(view), was = view.selected;
    view.selected = next;
    view.refresh(false);
    view.report();
    if (next < 0) giveFocusBack(view, held, was);
    else if (was < 0) showOpened(view);
  };
  view.pin = (s) => {
    view.pinned = view.pinned.includes(s) ? view.pinned.filter((other) => other !== s) : [...view.pinned, s].slice(-2).sort((a, b) => a - b);
    view.refresh(false);
    view.report();
  };
  view.toggle = (name) => { view.tables[name] = !view.tables[name]; view.refresh(false); };
  giveClock(view);
  return view;
}

function build(view) {
  const { model, root } = view, { say } = model;
  view.measure = measurer(getComputedStyle(root).fontFamily || "sans-serif");
  view.map = coalitionMap(view);
  view.why = whyPane(view);
  view.hint = view.why.hint;
  view.line = timeline(view);
  view.bar = replayBar(view);
  view.guess = guessCard(view);
  view.board = clauseBoard(view);
  view.block = blockPane(view);
  view.log = logPane(view);
  view.compare = comparePane(view);
  view.head = make("h2", { class: "sentence", "aria-live": "polite" });
  view.sub = make("p", { class: "sub" });
  view.note = make("p", { class: "caption" });
  view.mapTable = make("div");
  view.timeTable = make("div");
  view.legend = make("div", { class: "legendrow" });
  view.stage = make("div", { class: "stage" },
    make("section", { class: "mapside", "aria-label": say("map.region") }, mapBar(view), view.map.box, view.mapTable), view.why.box,
    make("section", { class: "braidside", "aria-label": say("time.region") }, view.bar.title, view.line.box, view.timeTable));
  root.replaceChildren(
    make("div", { class: "opening" }, make("div", { class: "saying" }, view.head, view.sub), view.guess.box), view.stage, view.bar.box, view.bar.more,
    make("div", { class: "under" }, make("div", {}, view.legend, view.note, view.guess.turn), view.hint.box), view.compare.box,
    make("div", { class: "twocolumns" }, view.board.box, make("div", {}, view.block.box, view.log.box)), view.bar.pad,
  );
}

function mapBar(view) {
  const { model } = view, { say } = model, id = `up-${view.id}`;
  const axes = model.data.axes.y;
  const up = make("select", { id }, axes.map((axis, k) => make("option", { value: k }, clip(axis.title, 60))), make("option", { value: -1 }, say("map.kind")));
  up.value = String(view.map.axis);
  up.addEventListener("change", () => { view.map.axis = Number(up.value); view.map.resize(); view.refresh(false); });
  const table = button("", () => view.toggle("map"), { class: "button table" });
  view.mapButton = table;
  return make("div", { class: "heads" }, make("div", { class: "bar spread" }, make("h3", {}, say("term.together")), table),
    make("div", { class: "bar" }, view.why.find, make("div", { class: "find" }, make("label", { for: id }, say("map.up")), up), zoomOf(view)));
}

/* In a large room a group can be opened: the axes then show what it covers, and its members are named. */
function zoomOf(view) {
  const { model } = view, { say } = model, id = `zoom-${view.id}`;
  if (model.people.length <= LEGIBLE || !model.groups.length) return [];
  const list = make("select", { id }, make("option", { value: -1 }, say("map.everyone")), model.groups.map((_, c) => make("option", { value: c }, model.groupName(c))));
  list.addEventListener("change", () => { view.map.zoom = Number(list.value); view.map.resize(); view.refresh(false); });
  return [make("label", { for: id }, say("map.open")), list];
}

/* Draw the session: what is in sight at once, the rest when it comes into sight. */
function refresh(view, glide) {
  const { model, s } = view, sentence = model.data.sentences[s];
  view.guess.show();
  arrange(view);
  set(view.head, { class: `sentence${sizeOfSentence(sentence.head)}` });
  if (view.head.textContent !== clean(sentence.head)) put(view.head, sentence.head);
  put(view.sub, [sentence.sub, sentence.usual].filter(Boolean).join(" "));
  view.map.show(glide);
  view.line.show();
  view.bar.show();
  clearTimeout(view.naming);
  const began = performance.now(), quick = began - (view.drawn ?? 0) < QUICK;
  view.drawn = began;
  if (quick || model.people.length > LEGIBLE) view.naming = setTimeout(() => nameMarks(view, view.map), 60);
  else nameMarks(view, view.map);
  view.stale = new Set(["why", "hint", "board", "block", "log", "compare"]);
  view.fresh();
  const axis = view.map.axis < 0 ? null : model.data.axes.y[view.map.axis];
  const { mixed, note } = model.data.axes.x;
  put(view.note, axis ? [mixed ? note : "", axis.note].filter(Boolean).join(" ") : model.groups.map((group, c) => [c, model.members(c, s).length]).filter((entry) => entry[1]).map(([c, n]) => `${model.groupName(c)} (${n})`).join(" · "));
  put(view.mapButton, model.say(view.tables.map ? "table.hide" : "term.as_table"));
  keepFocus(view.mapTable, () => view.mapTable.replaceChildren(...(view.tables.map ? [mapTable(view)] : [])));
  keepFocus(view.timeTable, () => view.timeTable.replaceChildren(...(view.tables.time ? [timeTable(view)] : [])));
}

/* Panes below the fold are drawn when they are seen, or when nothing else is to do. */
function watchPanes(view) {
  const names = new Map(["why", "hint", "board", "block", "log", "compare"].map((name) => [view[name].box, name]));
  view.fresh = (all = false) => {
    for (const name of [...view.stale]) {
      if (!all && name !== "compare" && !view.visible.has(name)) continue;
      keepFocus(view[name].box, view[name].show, view.bar.pin);
      view.stale.delete(name);
    }
    clearTimeout(view.later);
    if (view.stale.size) view.later = setTimeout(() => view.fresh(true), 200);
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) view.visible[entry.isIntersecting ? "add" : "delete"](names.get(entry.target));
    view.fresh();
  });
  names.forEach((_, box) => seen.observe(box));
  return seen;
}

/* Find the places of the other sessions while nothing else is to do. */
function prepare(view) {
  clearTimeout(view.preparing);
  let s = 0;
  const next = () => {
    const until = performance.now() + 12;
    while (s <= view.model.last && performance.now() < until) view.map.prepare(s++);
    if (s <= view.model.last && view.root.isConnected) view.preparing = setTimeout(next, 8);
  };
  view.preparing = setTimeout(next, 60);
}

const lookedAt = (view) => ({ round: view.s, selected: view.selected < 0 ? null : view.model.people[view.selected].id, pinned: view.pinned });

/* Tell Python what is looked at, once the clock has stood still; all of it at once, so that the page runs once. */
function reporter(view) {
  let timer = null;
  view.report = () => {
    clearTimeout(timer);
    if (view.playing) return; /* the page follows when the clock stands still */
    timer = setTimeout(() => {
      const now = lookedAt(view);
      if (JSON.stringify(view.said) === JSON.stringify(now)) return;
      view.said = now;
      view.send("seen", now);
    }, AFTER);
  };
}

/* What Python asks for counts only when it asks for something new, or anew: its echo of what was reported does not. */
function obey(view, wish) {
  const { model } = view, before = view.wish || {};
  const fresh = (name) => wish[name] !== undefined && JSON.stringify(wish[name]) !== JSON.stringify(before[name]) && JSON.stringify(wish[name]) !== JSON.stringify(view.said[name]);
  if ((fresh("session") || wish.asked !== before.asked) && wish.session !== null) view.s = bound(wish.session, 0, model.last);
  if (fresh("selected")) view.selected = wish.selected === null ? -1 : model.index.get(wish.selected) ?? -1;
  if (fresh("pinned")) view.pinned = wish.pinned.filter((s) => s >= 0 && s <= model.last).slice(0, 2);
  view.wish = wish;
}

function start(parent, root, data) {
  const began = performance.now();
  const words = speaker(data.run.words, data.run.lang);
  const view = newView(root, data.run, words);
  view.stamp = data.stamp;
  view.said = {};
  view.s = view.model.last;
  obey(view, data.wish);
  view.said = lookedAt(view);
  reporter(view);
  openGuess(view, data.wish.fresh);
  view.stale = new Set();
  view.refresh = (glide) => { refresh(view, glide); prepare(view); };
  view.fresh = () => {};
  build(view);
  const seen = watchPanes(view), sized = new ResizeObserver(() => resize(view)), high = () => growTaller(view), key = (event) => onKey(view, event);
  resize(view);
  if (view.suspense?.open) view.report();
  sized.observe(root);
  document.addEventListener("keydown", key);
  window.addEventListener("resize", high);
  root.dataset.ready = "1";
  root.dataset.drawn = String(Math.round(performance.now() - began));
  const family = getComputedStyle(root).fontFamily;
  Promise.all([400, 650, 700].map((weight) => document.fonts.load(`${weight} 13px ${family}`))).then(() => {
    view.measure = measurer(family);
    view.renew = true;
    resize(view);
    root.dataset.ready = "2";
  }, () => {});
  view.end = () => {
    view.stop();
    view.guess.end();
    seen.disconnect();
    sized.disconnect();
    clearTimeout(view.later);
    clearTimeout(view.preparing);
    clearTimeout(view.naming);
    document.removeEventListener("keydown", key);
    window.removeEventListener("resize", high);
  };
  return view;
}

const views = new WeakMap();

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".replay");
  theme(root);
  let view = views.get(root);
  if (view && view.stamp !== data.stamp) {
    const kept = data.run.case === view.data.case && data.run.seed === view.data.seed ? { s: view.s, who: lookedAt(view).selected, pinned: view.pinned, suspense: view.suspense, axis: view.map.axis, whole: view.board.whole, unfolded: view.board.unfolded } : null;
    view.end();
    const said = view.said, wish = view.wish;
    view = start(parentElement, root, data);
    if (kept) {
      Object.assign(view, { s: Math.min(kept.s, view.model.last), selected: view.model.index.get(kept.who) ?? -1, pinned: kept.pinned.filter((s) => s <= view.model.last), said, wish, suspense: view.suspense && kept.suspense });
      view.map.axis = Math.min(kept.axis, data.run.axes.y.length - 1);
      Object.assign(view.board, { whole: kept.whole, unfolded: kept.unfolded });
      obey(view, data.wish);
      view.renew = true;
      resize(view);
    }
    views.set(root, view);
  } else if (!view) {
    view = start(parentElement, root, data);
    views.set(root, view);
  } else {
    const before = JSON.stringify([view.s, view.selected, view.pinned]);
    view.model.take(data.run);
    obey(view, data.wish);
    if (before !== JSON.stringify([view.s, view.selected, view.pinned])) view.refresh(true);
    else keepFocus(view.why.box, view.why.show);
  }
  view.send = setStateValue;
  const living = view;
  return () => { if (views.get(root) === living) { living.end(); views.delete(root); } };
}
