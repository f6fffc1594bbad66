/* Entry of a drawing of a report: built from its elements, the narrow one where there is little room. What an element
   says of itself (its title) is shown under the pointer, and one after the other by the arrow keys. */

const ENOUGH = 560;
const LEGIBLE = 0.85; /* of the size that the letters of the wide one are drawn for: where they would be smaller, it is the narrow one */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/* Take what elements say of themselves out of a picture; the name of the picture stays. */
function tellers(picture) {
  return Array.from(picture.querySelectorAll("title")).filter((title) => title.parentNode !== picture).map((title) => {
    const node = title.parentNode;
    title.remove();
    return { node, words: title.textContent };
  });
}

/* Show the words of one element at a time beside it. */
function telling(root, picture, keys) {
  const found = tellers(picture);
  if (!found.length) return;
  const ring = make("div", { class: "ring", hidden: true }), words = make("div", { class: "told", role: "status" });
  root.append(ring, words);
  let at = -1;
  const show = (place, by_key) => {
    at = place;
    const one = found[place], box = one.node.getBoundingClientRect(), frame = root.getBoundingClientRect();
    put(words, one.words);
    const left = bound(box.left - frame.left + box.width / 2 - words.offsetWidth / 2, 0, Math.max(0, frame.width - words.offsetWidth));
    const above = box.top - frame.top - words.offsetHeight - 6;
    words.style.left = `${round(left)}px`;
    words.style.top = `${round(above < -words.offsetHeight ? box.bottom - frame.top + 6 : above)}px`;
    ring.hidden = !by_key;
    Object.assign(ring.style, {
      left: `${round(box.left - frame.left - 3)}px`, top: `${round(box.top - frame.top - 3)}px`,
      width: `${round(box.width + 6)}px`, height: `${round(box.height + 6)}px`,
    });
  };
  const hide = () => { put(words, ""); ring.hidden = true; };
  found.forEach((one, place) => {
    one.node.addEventListener("pointerenter", () => show(place, false));
    one.node.addEventListener("pointerleave", hide);
  });
  set(root, { tabindex: 0, role: "group", "aria-label": `${picture.querySelector("title").textContent}. ${keys}` });
  root.onfocus = () => { if (root.matches(":focus-visible")) show(Math.max(at, 0), true); };
  root.onblur = hide;
  root.onkeydown = (event) => {
    const step = STEPS[event.key];
    if (event.key === "Escape") hide();
    else if (step) show((at + step + found.length) % found.length, true);
    else if (event.key === "Home") show(0, true);
    else if (event.key === "End") show(found.length - 1, true);
    else return;
    event.preventDefault();
  };
}

function drawing(root, data) {
  const view = { stamp: data.stamp };
  view.resize = () => {
    const width = root.clientWidth, narrow = width < Math.max(ENOUGH, LEGIBLE * data.wide[1].width);
    if (!width || view.narrow === narrow) return;
    view.narrow = narrow;
    root.classList.toggle("roomy", narrow && width >= ENOUGH);
    root.replaceChildren();
    telling(root, plant(narrow ? data.narrow : data.wide, root), data.keys);
    root.dataset.ready = "2";
  };
  return keepSized(root, view);
}

export default entryOf(".drawing", drawing);
