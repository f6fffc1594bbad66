// Streamlit hides the choice of light and dark in a menu, and keeps it by the path of a page: this keeps it for all pages
// and opens the page again at its link. What a visitor made comes back, see keeper.js.

const VERSION = 2; // of what Streamlit keeps

function storeKeys(pages) {
  const base = location.pathname.replace(/[^/]*$/, "");
  return ["", ...pages].map((page) => `stActiveTheme-${base}${page}-v${VERSION}`);
}

function kept(keys) {
  for (const key of keys) {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      if (["Light", "Dark"].includes(found)) return found;
    } catch {
      // Not ours, or nothing may be kept here: it is as the system has it.
    }
  }
  return "System";
}

export default function (component) {
  const { data, parentElement } = component;
  const keys = storeKeys(data.pages);
  const box = parentElement.querySelector(".look");
  box.querySelector("legend").textContent = data.label;
  for (const input of box.querySelectorAll("input")) {
    input.nextElementSibling.textContent = data.names[input.value];
    input.checked = input.value === kept(keys);
    input.onchange = () => {
      for (const key of keys) {
        if (input.value === "System") localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(input.value));
      }
      location.assign(data.link || location.href);
      if (!data.link || data.link === location.href) location.reload();
    };
  }
}
