// Streamlit leaves <html lang="en"> whatever the page says, marks no link as current, and lets nobody reach a wide table
// by keyboard. The page comes piece by piece, so it is looked at again whenever something is added. Of a file that the
// server has no room for it shows a number: the server is told, and says it in words. Its box for files speaks English.

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

// What Streamlit says in a box for files, and what is said in its place; {what} is what stands in it, such as "1MB".
const UPLOADER = [
  [/^Upload$/, "do"],
  [/^Add files$/, "add"],
  [/^Drag and drop a file here$/, "here"],
  [/^Drag and drop files here$/, "several"],
  [/^(\S+) per file$/, "each"],
  [/^File must be (\S+) or smaller\.$/, "large"],
  [/^(.*) files are not allowed\.$/, "type"],
  [/^Remove (.+)$/, "remove"],
  [/^Error:$/, "error"],
  [/^([\d.]+[KMG]?B)$/, "size"],
];
const originals = new WeakMap();

// React writes a text again only when it changes: so the English is remembered, for readers who change the language.
function translated(owner, part, now, said) {
  const known = originals.get(owner)?.[part];
  const english = known && known.shown === now ? known.english : now;
  const found = UPLOADER.find(([pattern]) => pattern.test(english.trim()));
  if (!found) return now;
  const inside = english.trim().match(found[0])[1] ?? "";
  const size = inside.replace(/^([\d.]+)([KMG]?)B$/, (_, n, unit) => `${n.replace(".", said.decimal)}\u00a0${unit}${said.byte}`);
  const shown = said[found[1]].replace("{what}", size);
  originals.set(owner, { ...originals.get(owner), [part]: { english, shown } });
  return shown;
}

function sayUploaders(said) {
  for (const box of document.querySelectorAll('[data-testid="stFileUploader"]')) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const shown = translated(node, "text", node.nodeValue, said);
      if (shown !== node.nodeValue) node.nodeValue = shown;
    }
    for (const button of box.querySelectorAll("button[aria-label]")) {
      const shown = translated(button, "label", button.ariaLabel, said);
      if (shown !== button.ariaLabel) button.ariaLabel = shown;
    }
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
  const { lang, dir, uploader } = component.data;
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(mend, 120);
    sayUploaders(uploader);
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
