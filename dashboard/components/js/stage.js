/* Where the parts of the replay stand: map and braid side by side, both in the first screen; what a click opens beside the
   map, or as a sheet from below where there is no room; the play bar always in sight. */

const ABREAST = 840; /* px: map and braid side by side from here on */
const THREE = 1030; /* px: and the reasons between them, before which the braid makes way to below */
const TIGHT = 430; /* px: below this the braid has letters for names */
const LEAST = 330, MOST = 520; /* px: height of the map beside the braid */
const FLATTEST = 110; /* px: height of the threads beside the map */
const SAYING = 118; /* px: least height of the sentence that is reckoned with */
const ROUND = 82 + 62; /* px: the heading above the map and the play bar below it */

const sizeOfSentence = (text) => (text.length > 190 ? " longest" : text.length > 110 ? " long" : "");

function resize(view) {
  const width = view.root.clientWidth;
  if (!width || (width === view.width && !view.renew)) return;
  view.width = width;
  view.renew = false;
  view.narrow = width < 700;
  view.sheet = width < ABREAST;
  view.root.classList.toggle("narrow", view.narrow);
  view.root.classList.toggle("sheet", view.sheet);
  view.root.classList.toggle("abreast", !view.sheet);
  view.root.classList.toggle("medium", width < THREE);
  const { left } = view.root.getBoundingClientRect();
  view.root.style.setProperty("--aside", `${left > 60 ? Math.round(left - 14) : 0}px`); /* beside a sidebar that stays */
  view.tall = window.innerHeight;
  view.mapHeight = view.sheet ? undefined : bound(Math.floor((view.tall - topOf(view.root) - tallestSaying(view) - ROUND - (width < THREE ? 40 : 0)) / 20) * 20, LEAST, MOST);
  view.bar.arrange(view.narrow);
  arrange(view, true);
  view.map.resize();
  fitBraid(view);
  view.refresh(false);
  view.root.style.setProperty("--foot", `${view.sheet ? Math.round(view.bar.box.offsetHeight) : 0}px`); /* a sheet leaves the play bar free */
}

/* A window that grew or shrank by more than what a phone hides and shows of its own. */
function growTaller(view) {
  if (view.sheet || Math.abs(window.innerHeight - view.tall) < 40) return;
  view.renew = true;
  resize(view);
}

/* The height of the longest sentence of the run at this width, with the gap below it: the charts stand below any. */
function tallestSaying(view) {
  const { head, sub } = view, now = [head.className, head.textContent, sub.textContent], box = head.parentNode;
  const sorted = [...view.model.data.sentences].sort((a, b) => b.head.length + b.sub.length + b.usual.length - (a.head.length + a.sub.length + a.usual.length));
  const high = sorted.slice(0, 6).map((sentence) => {
    head.className = `sentence${sizeOfSentence(sentence.head)}`;
    put(head, sentence.head);
    put(sub, [sentence.sub, sentence.usual].filter(Boolean).join(" "));
    return box.offsetHeight;
  });
  [head.className, head.textContent, sub.textContent] = now;
  return Math.max(SAYING, view.guess.box.offsetHeight + 8, ...high.map((one) => one + 8));
}

/* Where an element begins when nothing is scrolled. */
function topOf(node) {
  let top = node.getBoundingClientRect().top;
  for (let at = node.parentNode; at; at = at.parentNode || at.host) top += at.scrollTop || 0;
  return top;
}

/* Open or close the reasons; the map stays, the braid makes way. */
function arrange(view, renew = false) {
  const open = view.selected >= 0;
  if (open === view.open && !renew) return;
  const changed = open !== view.open;
  view.open = open;
  view.root.classList.toggle("open", open);
  view.why.box.hidden = !open;
  if (changed && !view.sheet && view.line.drawn) fitBraid(view);
}

/* Draw the braid for the room that it has, and put the range below it; the thread that had the focus keeps it. */
function fitBraid(view) {
  const { line, bar } = view, held = view.root.getRootNode().activeElement;
  const at = line.drawn ? line.drawn.paths.indexOf(held) : -1;
  line.narrow = view.narrow || line.box.clientWidth < TIGHT;
  line.px = view.sheet ? null : Math.max(170, view.mapHeight - 210);
  line.resize();
  const alone = line.box.clientWidth > 0.7 * view.width;
  if (!view.sheet && !alone) endWithMap(view);
  bar.box.style.gridTemplateColumns = view.narrow || alone ? "" : `minmax(0, 1fr) ${line.box.clientWidth}px`;
  bar.box.classList.toggle("alone", alone);
  if (at >= 0) line.drawn.paths[at].focus({ preventScroll: true });
}

/* What stands below the threads, down to the legend, ends where the map does: above the play bar. */
function endWithMap(view) {
  const { line } = view, over = line.box.getBoundingClientRect().bottom - view.map.box.querySelector("svg.map").getBoundingClientRect().bottom;
  if (over <= 0 || line.px <= FLATTEST) return;
  line.px = Math.max(FLATTEST, line.px - Math.ceil(over));
  line.resize();
}

/* Remember what had the focus when the reasons were opened; tell whether they have it. */
function noteFocus(view) {
  const held = view.root.getRootNode().activeElement, inside = Boolean(held) && view.why.box.contains(held);
  if (!inside && view.selected < 0) view.from = held && view.root.contains(held) ? held : null;
  return inside;
}

/* Closed: what led to it has the focus again, or what stands for the delegation on the map. */
function giveFocusBack(view, held, was) {
  if (!held) return;
  const { from } = view, seen = from && from.isConnected && from.getClientRects().length;
  const thread = from && from.classList.contains("hit") ? view.line.drawn.paths[was] : null;
  (seen ? from : thread || view.map.itemOf(was)).focus({ preventScroll: true });
}

/* A sheet takes the focus, and what it is about stays in sight above it. */
function showOpened(view) {
  if (!view.sheet) return;
  view.why.show();
  const mark = view.map.itemOf(view.selected), box = mark.getBoundingClientRect();
  const below = box.bottom + 24 - view.why.box.getBoundingClientRect().top, above = box.top - 70;
  const by = below > 0 ? below : above < 0 ? above : 0;
  if (by) scrollPage(view.root, by);
  focusOn(view.why.box.querySelector("h3"));
}

function scrollPage(node, by) {
  for (let at = node; at; at = at.parentNode || at.host) {
    if (at.scrollHeight > at.clientHeight + 1 && at.scrollTop !== undefined && /auto|scroll/.test(getComputedStyle(at).overflowY)) { at.scrollTop += by; return; }
    if (at === document.documentElement) { window.scrollBy(0, by); return; }
  }
}

/* Pull a sheet down by its head to close it. */
function swipes(view, box, head) {
  let from = null;
  head.addEventListener("pointerdown", (event) => {
    if (!view.sheet || event.target.closest("button")) return;
    from = event.clientY;
    head.setPointerCapture(event.pointerId);
  });
  head.addEventListener("pointermove", (event) => {
    if (from !== null) box.style.transform = `translateY(${Math.max(0, event.clientY - from)}px)`;
  });
  const end = (event) => {
    if (from === null) return;
    const far = event.clientY - from;
    from = null;
    box.style.transform = "";
    if (event.type === "pointerup" && far > 50) view.close();
  };
  head.addEventListener("pointerup", end);
  head.addEventListener("pointercancel", end);
}
