/* Builds a drawing of the library from its elements, as plain data: nothing in it can run. */

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
