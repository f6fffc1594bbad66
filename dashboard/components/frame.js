// Streamlit leaves <html lang="en"> whatever the page says, marks no link as current, and lets nobody reach a wide table
// by keyboard. The page comes piece by piece, so it is looked at again whenever something is added.

function mend() {
  const here = location.pathname.replace(/\/start$/, "/");
  for (const link of document.querySelectorAll('[data-testid="stSidebar"] a[data-testid="stPageLink-NavLink"]')) {
    // The first page has the empty address.
    if (`/${link.getAttribute("href")}` === here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const table of document.querySelectorAll('[data-testid="stTable"] table')) {
    const box = table.parentElement;
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

export default function (component) {
  const { lang, dir } = component.data;
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(mend, 120);
  };
  const watched = new MutationObserver(later);
  watched.observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", later);
  later();
  return () => {
    watched.disconnect();
    removeEventListener("resize", later);
    clearTimeout(waiting);
  };
}
