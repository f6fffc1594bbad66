// Streamlit keeps a page where it was scrolled to, also when something else stands there: each step opens at its top.

let shown;

export default function (component) {
  const { step } = component.data;
  if (shown !== undefined && shown !== step) document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0, behavior: "instant" });
  shown = step;
}
