/* Ground of the drawings: elements, text, words, colours, shapes. Data reach the page through `put` alone, as text. */
const SVG = "http://www.w3.org/2000/svg";
const STILL = "(prefers-reduced-motion: reduce)";
const EVENTFUL = 1400; /* milliseconds for a session in which something happens */
let mounted = 0;

/* Text of a case as it may be shown: no control characters, nothing that turns the direction of what follows. */
function clean(text) {
  return String(text ?? "").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

/* Letters written from right to left; and what holds a name of such letters together inside other text. Until it is shown
   it is held by two letters that no case can bring along. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const HELD = /[\ue000\ue001]/g;

/* A name that may stand inside other text without turning it: only one that is written from right to left needs it. */
function isolated(text) {
  const own = clean(text).replace(HELD, "");
  return FROM_RIGHT.test(own) ? `\ue000${own}\ue001` : own;
}

/* A text as it is shown, the names in it held together. */
const asShown = (text) => clean(text).replace(/\ue000/g, "\u2068").replace(/\ue001/g, "\u2069");

function clip(text, length) {
  const letters = Array.from(clean(text).replace(HELD, ""));
  return isolated(letters.length <= length ? letters.join("") : letters.slice(0, length - 1).join("").trimEnd() + "…");
}

function put(node, text) {
  node.textContent = asShown(text);
  return node;
}

/* Set attributes; nothing that would run as code. */
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : asShown(value));
  }
  return node;
}

function draw(tag, attributes = {}, parent = null) {
  const node = set(document.createElementNS(SVG, tag), attributes);
  if (parent) parent.appendChild(node);
  return node;
}

function write(x, y, text, attributes = {}, parent = null) {
  return put(draw("text", { x: round(x), y: round(y), ...attributes }, parent), text);
}

/* Return an HTML element; children are nodes or text. */
function make(tag, attributes = {}, ...children) {
  const node = set(document.createElement(tag), attributes);
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === "") continue;
    node.append(child instanceof Node ? child : asShown(child));
  }
  return node;
}

function button(words, act, attributes = {}) {
  const node = make("button", { type: "button", class: "button", ...attributes }, words);
  node.addEventListener("click", act);
  return node;
}

/* Show a pane anew; what had the focus in it gives it to the like of it (same `data-i` or `data-key`), else to the
   heading, or elsewhere where there is none. */
function keepFocus(box, show, elsewhere = null) {
  const held = box.getRootNode().activeElement;
  if (!held || !box.contains(held)) { show(); return; }
  const { i, key } = held.dataset;
  const like = i !== undefined ? `[data-i="${i}"]` : key !== undefined ? `[data-key="${key}"]` : null;
  const alike = () => (like ? Array.from(box.querySelectorAll(like)) : []);
  const place = alike().indexOf(held);
  show();
  if (held.isConnected) return;
  const now = alike();
  focusOn(now[Math.min(Math.max(place, 0), now.length - 1)] || box.querySelector("h2, h3") || elsewhere);
}

/* Note whether the fold of a pane is open, before the pane is shown anew: the browser tells of it only some time after
   the click. */
function learnFold(pane) {
  if (pane.fold) pane.open = pane.fold.open;
}

/* Give the focus to a node, also to one that no key leads to. */
function focusOn(node) {
  if (!node) return;
  if (node.tabIndex < 0) node.tabIndex = -1;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
}

const round = (value) => Math.round(value * 10) / 10;
const bound = (value, low, high) => Math.max(low, Math.min(high, value));
const sum = (values) => values.reduce((total, value) => total + value, 0);
const fill = (slot) => (slot >= 0 && slot < 8 ? `var(--c${slot})` : "var(--cu)");
const edge = (slot) => (slot >= 0 && slot < 8 ? `var(--c${slot})` : "var(--cuo)");
const tone = (slot) => (slot >= 0 && slot < 8 ? `var(--t${slot})` : "var(--tu)");

/* A template with its gaps filled in. A gap may ask for a form of a name, `{name:de}`, or for a verb that agrees with it,
   `{name:quitte|quittent}`: only what `called` gives knows them. */
function filled(template, values, figures = null) {
  return template.replace(/\{(\w+)(?::([^}]*))?\}/g, (whole, name, form) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (typeof value === "number") return figures ? figures.format(value) : String(value);
    if (form && value.as) return value.as(form);
    return String(value).search(HELD) < 0 ? isolated(value) : String(value);
  });
}

/* What a delegation is called, of at most so many letters: its name, and its forms in a language that has some. */
function called(who, length, name = who.name) {
  const forms = who.forms || {};
  const as = (form) => {
    if (form.includes("|")) return form.split("|")[forms.many ? 1 : 0];
    const told = forms[form.toLowerCase()] ?? name;
    return clip(form[0] === form[0].toLowerCase() ? told : told[0].toUpperCase() + told.slice(1), length);
  };
  return { as, toString: () => clip(name, length) };
}

/* Return what says the templates of the catalogue: `say(key, values)`, `counted(key, n, values)`; `figure`, which writes
   thousandths with the decimal mark of the language; `listed` and `apart`, which list as the library does: the latter
   what may hold commas itself. */
function speaker(templates, language) {
  const figures = new Intl.NumberFormat(language || "en", { maximumFractionDigits: 3 });
  const forms = new Intl.PluralRules(language || "en");
  const say = (key, values = {}) => {
    const template = templates[key];
    if (template === undefined) {
      console.error(`The catalogue has no words for ${key}`);
      return key;
    }
    return filled(template, values, figures);
  };
  const counted = (key, n, values = {}) => {
    if (n === 0 && templates[`${key}.none`] !== undefined) return say(`${key}.none`, { n, ...values });
    const form = `${key}.${forms.select(n)}`, template = templates[form];
    /* A form for one that does not hold the number speaks of one thing: not of 0 or 21. */
    const fits = template !== undefined && (n === 1 || !form.endsWith(".one") || template.includes("{n"));
    return say(fits ? form : `${key}.other`, { n, ...values });
  };
  const has = (key) => templates[key] !== undefined;
  const figure = (thousandths, digits = 2) => (thousandths / 1000).toFixed(digits).replace("-", "−").replace(".", say("decimal"));
  const chained = (key) => (items) => (items.length ? items.reduce((first, last) => say(key, { first, last })) : "");
  return { say, counted, figure, has, listed: chained("list.next"), apart: chained("list.apart") };
}

/* Return a measure of text in the font of the page; it remembers. */
function measurer(family) {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map();
  return (text, size, weight = 400) => {
    const key = `${weight} ${size} ${text}`;
    if (!known.has(key)) {
      context.font = `${weight} ${size}px ${family}`;
      known.set(key, context.measureText(asShown(text)).width);
    }
    return known.get(key);
  };
}

function polygon(corners, turn, radius) {
  const points = [];
  for (let k = 0; k < corners; k++) {
    const angle = turn + (k * 2 * Math.PI) / corners;
    points.push(`${round(radius * Math.cos(angle))},${round(radius * Math.sin(angle))}`);
  }
  return `M${points.join("L")}Z`;
}

/* Return the outline of a kind; all of about the same area. */
function outline(kind, r) {
  switch (kind) {
    case "intergovernmental": return polygon(4, Math.PI / 4, r * 1.25);
    case "private_sector": return polygon(4, 0, r * 1.25);
    case "civil_society": return polygon(3, -Math.PI / 2, r * 1.45);
    case "technical_community": return polygon(6, 0, r * 1.1);
    case "chair": return polygon(5, -Math.PI / 2, r * 1.15);
    case "academia": {
      const thin = round(r * 0.45), long = round(r * 1.15);
      return `M${-thin},${-long}H${thin}V${-thin}H${long}V${thin}H${thin}V${long}H${-thin}V${thin}H${-long}V${-thin}H${-thin}Z`;
    }
    default: { const q = round(r); return `M${-q},0A${q},${q} 0 1 1 ${q},0A${q},${q} 0 1 1 ${-q},0Z`; }
  }
}

/* How far an outline goes from its centre, for a radius of 1. */
const REACH = { private_sector: 1.25, civil_society: 1.45, technical_community: 1.1, academia: 1.23 };
const reachOf = (who) => (who.chair ? 1.15 : REACH[who.kind] || 1);

/* Draw the mark of a delegation: shape = kind, solid = may block, inner ring = speaks for a bloc. */
function drawMark(parent, who, r, slot) {
  const own = who.chair ? -1 : slot;
  const width = who.blocks ? (own < 0 ? 1.3 : 1) : 2;
  draw("path", {
    d: outline(who.chair ? "chair" : who.kind, r), class: "shape",
    style: `fill:${who.blocks ? fill(own) : "var(--page)"};stroke:${who.blocks && own >= 0 ? "var(--page)" : edge(own)};stroke-width:${width}`,
  }, parent);
  if (who.bloc && !who.chair) {
    draw("circle", {
      r: round(Math.max(1.5, r * 0.52)),
      style: `fill:none;stroke:${who.blocks ? "var(--page)" : edge(own)};stroke-width:1.5`,
    }, parent);
  }
}

function drawBrackets(parent, half, height, width = 1.4) {
  for (const way of [-1, 1]) {
    draw("path", {
      d: `M${round(way * (half - 2.6))},${round(-height)}H${round(way * half)}V${round(height)}H${round(way * (half - 2.6))}`,
      class: "bracket", style: `stroke-width:${width}`,
    }, parent);
  }
}

/* Mark and name side by side, for text. */
function nameChip(who, slot, extra = "") {
  const picture = draw("svg", { width: 15, height: 14, viewBox: "-8 -7.5 16 15", "aria-hidden": "true" });
  drawMark(picture, who, 5.2, slot);
  return make("span", { class: "chip" }, picture, make("span", { class: "chipname" }, clip(who.short || who.name, 40) + extra));
}

/* A coalition in text: swatch, letter, name; "no group" for -1. */
function groupChip(model, coalition) {
  const slot = model.slot(coalition);
  const picture = draw("svg", { width: 12, height: 12, viewBox: "0 0 12 12", "aria-hidden": "true" });
  draw("rect", { x: 1, y: 1, width: 10, height: 10, rx: 2, style: `fill:${fill(slot)};stroke:${edge(slot)}` }, picture);
  return make("span", { class: "chip group", style: `color:${tone(slot)}` }, picture, model.groupName(coalition));
}

const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function overlap(a, b) {
  const wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const high = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/* Break text into at most `most` lines of a width; the last one is clipped. */
function lines(text, width, most, measure) {
  const found = [""];
  for (const word of clean(text).split(/\s+/).filter(Boolean)) {
    const longer = `${found[found.length - 1]} ${word}`.trim();
    if (found[found.length - 1] && measure(longer) > width) found.push(word);
    else found[found.length - 1] = longer;
  }
  const kept = found.slice(0, most);
  for (let k = 0; k < kept.length; k++) {
    const cut = k === most - 1 && found.length > most;
    if (!cut && measure(kept[k]) <= width * 1.15) continue;
    while (kept[k].length > 2 && measure(`${kept[k]}…`) > width) kept[k] = kept[k].slice(0, -1).trimEnd();
    kept[k] += "…";
  }
  return kept.filter(Boolean);
}

/* Return as much of a text as a width holds. */
function fitted(text, width, measure) {
  let kept = clean(text).trim();
  if (measure(kept) <= width) return kept;
  while (kept.length > 1 && measure(`${kept}…`) > width) kept = kept.slice(0, -1).trimEnd();
  return `${kept}…`;
}

/* Light or dark, by the lightness of the page's ground. */
function theme(root) {
  const colour = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = colour || "#ffffff";
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  root.dataset.theme = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110 ? "dark" : "light";
}
