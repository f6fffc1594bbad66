// Streamlit leaves <html lang="en"> whatever the page says, marks no link as current, and lets nobody reach a wide table
// by keyboard. The page comes piece by piece, so it is looked at again whenever something is added. Of a file that the
// server has no room for it shows a number: the server is told, and says it in words.

const PHONE = 768;

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

// On a phone the navigation lies over the page: it goes once a page is chosen.
function leave(event) {
  const link = event.target.closest?.('[data-testid="stSidebar"] a[data-testid="stPageLink-NavLink"]');
  if (!link || innerWidth > PHONE) return;
  setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 60);
}

function hearRefusals(tell) {
  const heard = new PerformanceObserver((list) => {
    const isRefused = ({ name, responseStatus }) =>
      name.includes("/_stcore/upload_file/") && (responseStatus === 413 || responseStatus === 429);
    if (list.getEntries().some(isRefused)) tell();
  });
  heard.observe({ type: "resource" });
  return heard;
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
  document.addEventListener("click", leave, true);
  later();
  const heard = hearRefusals(() => component.setTriggerValue("refused", true));
  return () => {
    watched.disconnect();
    heard.disconnect();
    removeEventListener("resize", later);
    document.removeEventListener("click", leave, true);
    clearTimeout(waiting);
  };
}
