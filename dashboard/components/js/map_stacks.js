/* Stacks on the map: one tile for delegations that stand too close to be told apart, in the colours of their groups, with
   their number; it opens a list of them. */

/* Draw the stacks of a session anew; the one that had the focus gives it to what stands there now. */
function drawStacks(view, map, layout) {
  const had = map.piles.contains(view.root.getRootNode().activeElement);
  map.piles.replaceChildren();
  map.stackNodes = new Map();
  for (const stack of layout.stacks) map.stackNodes.set(stack, stackNode(view, map, stack));
  if (map.opened && !sameMembers(map.opened.stack, layout.stacks)) closeStack(map, false);
  if (had) itemNode(map, layout, map.focus).focus();
}

const sameMembers = (stack, stacks) => stacks.some((other) => String(other.members) === String(stack.members));

/* What stands for a delegation on the map: its mark, or the stack that it is in. */
const itemNode = (map, layout, i) => map.stackNodes.get(layout.marks[i].stack) || map.marks[i].node;

function stackNode(view, map, stack) {
  const { model, s } = view, n = stack.members.length, chosen = stack.members.includes(view.selected);
  const node = draw("g", {
    class: "stack", role: "option", tabindex: "-1", "data-i": stack.i, "aria-selected": chosen ? "true" : "false", "aria-label": nameOfStack(model, stack, s),
    style: `transform:translate(${round(stack.x)}px,${round(stack.y)}px)`,
  }, map.piles);
  const r = stack.round, side = round(2 * r), shares = sharesOf(model, stack, s), out = r + stack.grip;
  draw("circle", { class: "focus", r: round(out + 4) }, node);
  draw("rect", { x: round(-r + 2.6), y: round(-r - 2.6), width: side, height: side, rx: 4, class: "pile", style: `fill:${fill(shares[0].slot)};stroke:${edge(shares[0].slot)}` }, node);
  draw("rect", { x: -r, y: -r, width: side, height: side, rx: 4, class: "tile", style: `fill:${fill(shares[0].slot)}` }, node);
  let left = r;
  shares.slice(1).reverse().forEach(({ slot, n: own }, k, rest) => {
    left -= Math.max(3, (2 * r * own) / n);
    rest[k] = draw("path", { d: tilePart(left, r), style: `fill:${fill(slot)}` });
    node.insertBefore(rest[k], rest[k - 1] || null);
  });
  draw("rect", { x: -r, y: -r, width: side, height: side, rx: 4, class: "rim", style: `stroke:${edge(shares[0].slot)}` }, node);
  if (stack.held) drawBrackets(node, out, Math.min(r, 9) + 0.5, 1.4);
  if (chosen) draw("rect", { x: round(-r - 5), y: round(-r - 5), width: round(side + 10), height: round(side + 10), rx: 7, class: "selected" }, node);
  write(0, 4.2, String(n), { "text-anchor": "middle", class: "halo many" }, node);
  put(draw("title", {}, node), nameOfStack(model, stack, s));
  node.addEventListener("click", (event) => { event.stopPropagation(); map.focus = stack.i; openStack(view, map, stack); });
  node.addEventListener("keydown", (event) => moveBetween(view, map, stack.i, event));
  node.addEventListener("focus", () => { map.focus = stack.members.includes(map.focus) ? map.focus : stack.i; });
  return node;
}

/* From where a group begins to the right edge of the tile; the groups after it are drawn over it. */
function tilePart(left, r) {
  const x = round(left), end = round(r - 4);
  return x >= end ? `M${x},${-r + 2}H${r}V${r - 2}H${x}Z` : `M${x},${-r}H${end}Q${r},${-r} ${r},${-end}V${end}Q${r},${r} ${end},${r}H${x}Z`;
}

/* How many of a stack are in which group, the most first. */
function sharesOf(model, stack, s) {
  const found = new Map();
  for (const i of stack.members) found.set(model.people[i].c[s], (found.get(model.people[i].c[s]) || 0) + 1);
  return [...found].map(([c, n]) => ({ c, n, slot: model.slot(c) })).sort((a, b) => b.n - a.n || a.c - b.c);
}

function nameOfStack(model, stack, s) {
  const groups = model.listed(sharesOf(model, stack, s).map(({ c, n }) => `${n} ${model.groupName(c)}`));
  const names = model.listed(byCapability(model, stack).slice(0, 3).map((i) => clip(model.people[i].name, 40)));
  return model.say("stack.name", { n: stack.members.length, groups, names });
}

const byCapability = (model, stack) => stack.members.slice().sort((a, b) => model.people[b].cap - model.people[a].cap || a - b);

/* Open the list of a stack beside it, or close it if it is open. */
function openStack(view, map, stack) {
  const again = map.opened && String(map.opened.stack.members) === String(stack.members);
  closeStack(map, false);
  if (again) return;
  const { model, s } = view, { say } = model, title = say("stack.title", { n: stack.members.length });
  const shut = button(say("close"), () => closeStack(map, true), { class: "button shut" });
  const list = make("ul", {}, byCapability(model, stack).map((i) => make("li", {}, memberButton(view, map, i, s))));
  const box = make("div", { class: "stacklist", role: "group", "aria-label": title }, make("div", { class: "bar spread" }, make("b", {}, title), shut), list);
  box.addEventListener("keydown", (event) => keyInList(map, box, event));
  map.opened = { stack, box };
  map.box.append(box);
  const room = map.chart.height - 8, wide = Math.min(box.offsetWidth, map.chart.width), right = stack.x + stack.r + 12;
  box.style.maxHeight = `${room}px`;
  box.style.left = `${Math.round(right + wide <= map.chart.width ? right : stack.x - stack.r - 12 - wide >= 0 ? stack.x - stack.r - 12 - wide : bound(stack.x - wide / 2, 0, map.chart.width - wide))}px`;
  box.style.top = `${Math.round(bound(stack.y - 40, 4, Math.max(4, room - box.offsetHeight)))}px`;
  list.querySelector("button").focus({ preventScroll: true });
}

function memberButton(view, map, i, s) {
  const { model } = view, who = model.people[i], c = who.c[s];
  const group = c >= 0 ? ` ${model.groups[c].letter}` : "", held = model.holders[s].has(i);
  const one = button("", () => { map.focus = i; closeStack(map, true); view.select(i, true); }, { class: "button holder", "data-i": i, "aria-label": model.describe(i, s) });
  one.append(nameChip({ ...who, short: clip(who.name, 34) }, model.slot(c), `${group}${held ? " [ ]" : ""}`));
  return one;
}

/* Up and down go along the list, Escape closes it. */
function keyInList(map, box, event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.key !== "Escape" && !step) return;
  event.preventDefault();
  event.stopPropagation();
  if (!step) { closeStack(map, true); return; }
  const all = Array.from(box.querySelectorAll("li button")), at = all.indexOf(event.target);
  all[bound(at + step, 0, all.length - 1)].focus();
}

function closeStack(map, back) {
  if (!map.opened) return;
  const { box } = map.opened;
  map.opened = null;
  box.remove();
  if (back) map.itemOf(map.focus).focus({ preventScroll: true });
}

/* A list that the focus has left is of no more use. */
function leaveStack(map, event) {
  if (map.opened && map.opened.box.contains(event.target) && event.relatedTarget && !map.opened.box.contains(event.relatedTarget)) closeStack(map, false);
}
