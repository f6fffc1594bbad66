/* The entry of what is drawn whole into one element: drawn again for other data, drawn to size as the element is. */

function entryOf(selector, build) {
  const views = new WeakMap();
  return ({ data, parentElement }) => {
    const root = parentElement.querySelector(selector);
    theme(root);
    let view = views.get(root);
    if (!view || view.stamp !== data.stamp) {
      if (view) view.end();
      view = build(root, data);
      views.set(root, view);
    }
    return () => { if (views.get(root) === view) { view.end(); views.delete(root); } };
  };
}

/* Draws now, and whenever the element may have another width; `end` stops it. */
function keepSized(root, view) {
  view.resize();
  const sized = new ResizeObserver(() => view.resize());
  sized.observe(root);
  view.end = () => sized.disconnect();
  return view;
}
