// Streamlit hides the choice of light and dark in a menu, which is out of sight here, and keeps it by the path of a page.
// This keeps it for all pages and presses what the menu holds; a page without that is opened anew.

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

function press(look, tries = 20) {
  const item = document.querySelector(`[data-testid="stMainMenuItem-theme-${look}"]`);
  if (item) {
    item.click();
    document.querySelector('[data-testid="stMainMenuPopover"]')?.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Escape", bubbles: true })
    );
  } else if (tries) setTimeout(press, 50, look, tries - 1);
  else location.reload();
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
      document.querySelector('[data-testid="stMainMenuButton"]')?.click();
      press(input.value);
    };
  }
}
