/* Entry of a drawing of a report: built from its elements, the narrow one where there is little room. */

const ENOUGH = 560;
const ACTS = /^on|href$/i;

/* Build an element, `[name, attributes, ...children]`, whose children are elements or text. */
function plant(tree, parent) {
  const [name, attributes, ...children] = tree;
  const node = draw(name, Object.fromEntries(Object.entries(attributes).filter(([key]) => !ACTS.test(key))), parent);
  for (const child of children) {
    if (typeof child === "string") node.append(clean(child));
    else plant(child, node);
  }
  return node;
}

function drawing(root, data) {
  const view = { stamp: data.stamp };
  view.resize = () => {
    const width = root.clientWidth, narrow = width < ENOUGH;
    if (!width || view.narrow === narrow) return;
    view.narrow = narrow;
    root.replaceChildren();
    plant(narrow ? data.narrow : data.wide, root);
    root.dataset.ready = "2";
  };
  view.resize();
  const sized = new ResizeObserver(view.resize);
  sized.observe(root);
  view.end = () => sized.disconnect();
  return view;
}

const drawings = new WeakMap();

export default function (component) {
  const { data, parentElement } = component, root = parentElement.querySelector(".drawing");
  theme(root);
  let view = drawings.get(root);
  if (!view || view.stamp !== data.stamp) {
    if (view) view.end();
    view = drawing(root, data);
    drawings.set(root, view);
  }
  return () => { if (drawings.get(root) === view) { view.end(); drawings.delete(root); } };
}
