/* What became of the text, on the clock: a mark for each session in which something did, its words, and a legend. */

const TEXT_SIGNS = {
  agreed: (x, group) => draw("rect", { x: x - 4, y: -4, width: 8, height: 8, class: "sign" }, group),
  package: (x, group) => draw("path", { d: `M${x - 5.5},-5H${x + 1.5}V-1.5H${x + 5.5}V5H${x - 1.5}V1.5H${x - 5.5}Z`, class: "sign" }, group),
  struck: (x, group) => draw("path", { d: `M${x - 4},-4L${x + 4},4M${x + 4},-4L${x - 4},4`, class: "sign line" }, group),
  put_off: (x, group) => draw("path", { d: `M${x - 4.5},-4.5L${x},0L${x - 4.5},4.5M${x + 0.5},-4.5L${x + 5},0L${x + 0.5},4.5`, class: "sign line" }, group),
  chair_text: (x, group) => draw("path", { d: `M${x},-5.5L${x + 5.5},-1.2L${x + 3.4},5H${x - 3.4}L${x - 5.5},-1.2Z`, class: "sign line" }, group),
};

/* The signs of a session side by side, for a width: the first alone where there is no room for more. */
function textSigns(kinds, width) {
  const shown = kinds.slice(0, Math.max(1, Math.floor(width / 13)));
  const svg = draw("svg", { width: 13 * shown.length, height: 14, viewBox: `${-6.5} -7 ${13 * shown.length} 14`, "aria-hidden": "true" });
  shown.forEach((kind, k) => TEXT_SIGNS[kind](13 * k, svg));
  return svg;
}

function textMarks(view) {
  const { model } = view, { say } = model;
  const box = make("div", { class: "marks", role: "group", "aria-label": say("marks.region") });
  const label = make("span", { class: "markslabel", "aria-hidden": "true" }, say("marks.title"));
  const tip = make("div", { class: "tip", "aria-hidden": "true", hidden: true });
  const row = { box, buttons: [], focus: -1 };
  const hide = () => { tip.hidden = true; };
  const tell = (one) => {
    put(tip, model.text(model.data.marks[one.s].text));
    tip.hidden = false;
    const wide = tip.offsetWidth;
    tip.style.left = `${Math.round(bound(one.x - wide / 2, 0, Math.max(0, box.clientWidth - wide)))}px`;
  };
  const step = (one, event) => {
    if (event.key === "Escape" && !tip.hidden) { hide(); event.stopPropagation(); return; }
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = way && row.buttons[row.buttons.indexOf(one) + way];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    if (next) { row.focus = next.s; row.show(); next.node.focus(); }
  };
  box.addEventListener("mouseleave", hide);
  row.resize = (braid) => {
    const width = bound(braid.step, 16, 34);
    row.buttons = model.data.marks.map((mark, s) => ({ s, kinds: mark.kinds, x: braid.X(s) })).filter((one) => one.kinds.length);
    for (const one of row.buttons) {
      one.node = button("", () => view.go(one.s), { class: "textmark", "data-key": `mark${one.s}`, "aria-label": model.text(model.data.marks[one.s].text) });
      one.node.style.left = `${Math.round(one.x - width / 2)}px`;
      one.node.style.width = `${Math.round(width)}px`;
      one.node.append(textSigns(one.kinds, width));
      one.node.addEventListener("mouseenter", () => tell(one));
      one.node.addEventListener("focus", () => { row.focus = one.s; row.show(); if (one.node.matches(":focus-visible")) tell(one); });
      one.node.addEventListener("blur", hide);
      one.node.addEventListener("keydown", (event) => step(one, event));
    }
    label.style.width = `${Math.max(0, Math.round(braid.room.l - 12))}px`;
    box.hidden = !row.buttons.length;
    box.replaceChildren(...(braid.narrow ? [] : [label]), ...row.buttons.map((one) => one.node), tip);
    hide();
  };
  row.show = () => {
    const known = row.buttons.some((one) => one.s === row.focus) ? row.focus : (row.buttons.find((one) => one.s >= view.s) || row.buttons[row.buttons.length - 1] || { s: -1 }).s;
    for (const one of row.buttons) {
      set(one.node, { tabindex: one.s === known ? "0" : "-1", "aria-current": one.s === view.s ? "step" : null });
      one.node.classList.toggle("coming", one.s > view.s);
    }
  };
  return row;
}

/* What the signs mean: those that this run has. */
function marksLegend(model) {
  const kinds = Object.keys(TEXT_SIGNS).filter((kind) => model.data.marks.some((mark) => mark.kinds.includes(kind)));
  return make("div", { class: "legend markslegend" }, kinds.map((kind) => make("span", { class: "chip" }, textSigns([kind], 13), make("span", {}, model.say(`marks.${kind}`)))));
}
