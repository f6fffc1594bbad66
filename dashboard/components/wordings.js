// Marks the wording that a number on the axis means, while its slider is dragged.

const ROUNDED = 1e-9;

function nearest(wordings, place) {
  return wordings.reduce((best, one) => (Math.abs(one.at - place) < Math.abs(best.at - place) - ROUNDED ? one : best));
}

function line(...texts) {
  const item = document.createElement("li");
  for (const text of texts) {
    const part = document.createElement("span");
    part.textContent = text;
    item.append(part);
  }
  return item;
}

function draw(box, data, place) {
  const list = box.querySelector("ol"), several = data.issues.length > 1;
  const near = data.issues.map((issue) => (place === null ? null : nearest(issue.wordings, place)));
  list.className = several ? "several" : "";
  list.replaceChildren(
    ...(several
      ? data.issues.map((issue, at) => line(near[at] ? `${issue.name}: ${near[at].label}` : issue.name))
      : data.issues[0].wordings.map((one) => {
          const item = line(one.place, one.label);
          if (one === near[0]) {
            item.className = "near";
            item.setAttribute("aria-current", "true");
          }
          return item;
        })),
  );
  const told = !several && near[0] ? `${data.near} ${near[0].label}` : "";
  const now = box.querySelector(".now");
  if (now.textContent !== told) now.textContent = told;
}

export default function (component) {
  const { data, parentElement } = component;
  const box = parentElement.querySelector(".wordings");
  box.querySelector(".ends").textContent = data.ends || "";
  draw(box, data, data.place);
  const holder = data.slider && document.querySelector(`.st-key-${data.slider}`);
  if (!holder) return undefined;
  const look = () => {
    const slider = holder.querySelector("input[type=range]");
    if (slider) draw(box, data, Number(slider.value));
  };
  const watch = new MutationObserver(look);
  watch.observe(holder, { attributes: true, childList: true, subtree: true, characterData: true });
  holder.addEventListener("input", look);
  return () => {
    watch.disconnect();
    holder.removeEventListener("input", look);
  };
}
