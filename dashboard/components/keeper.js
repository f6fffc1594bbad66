// Keeps the work of a visitor in the browser: for this tab until it is closed, the last draft also for tabs to come.
// The server forgets a session when the page is reloaded or it is started anew: then it is told what is kept here.

const TAB = "delegation-sim.tab";
const LAST = "delegation-sim.draft";
const DAYS = 30 * 24 * 3600 * 1000;

let first = null; // The session that the page was opened with.
let told = ""; // When the server was told last what is kept: it asks again if it did not hear.

function parsed(text) {
  try {
    const found = JSON.parse(text);
    return found && typeof found === "object" ? found : null;
  } catch {
    return null;
  }
}

// What the server has to be told; null: nothing is kept, or it was this session that kept it.
function found(session) {
  const tab = parsed(sessionStorage.getItem(TAB));
  if (tab) {
    if (tab.session === session) return null;
    // A link that was opened in this tab says itself what it is about.
    const isLink = session === first && performance.getEntriesByType("navigation")[0]?.type === "navigate";
    const chosen = isLink ? "" : tab.case;
    const results = Object.keys(tab.results ?? {}).length ? tab.results : null;
    const any = tab.draft || tab.cases?.length || chosen || results;
    return any ? { draft: tab.draft, cases: tab.cases, case: chosen, results } : null;
  }
  const last = parsed(localStorage.getItem(LAST));
  if (!last) return null;
  if (!(Date.now() - last.written < DAYS)) {
    localStorage.removeItem(LAST);
    return null;
  }
  return { draft: { ...last.draft, away: true }, cases: [], case: "" };
}

function keep({ session, draft, forgotten, cases, case: chosen, results }) {
  const record = JSON.stringify({ session, draft, cases, case: chosen, results });
  const before = sessionStorage.getItem(TAB);
  if (record === before) return;
  const was = parsed(before)?.draft;
  sessionStorage.setItem(TAB, record);
  // Another tab may have a draft of its own, which is newer than one that did not change here.
  const isOther = draft && (draft.text !== was?.text || JSON.stringify(draft.about) !== JSON.stringify(was?.about));
  if (isOther) localStorage.setItem(LAST, JSON.stringify({ written: Date.now(), draft }));
  if (forgotten && was) localStorage.removeItem(LAST);
}

export default function (component) {
  const { data, setStateValue, setTriggerValue } = component;
  try {
    first ??= data.session;
    const kept = data.back ? null : found(data.session);
    if (kept) {
      const now = `${data.session} ${data.asked}`;
      if (told !== now) setTriggerValue("found", kept);
      told = now;
      return;
    }
    keep(data);
    if (data.fails) setStateValue("fails", false);
  } catch {
    // No room, or a browser that keeps nothing: what is old would come back in place of what is new.
    try {
      sessionStorage.removeItem(TAB);
    } catch {
      // It keeps nothing at all.
    }
    if (!data.fails) setStateValue("fails", true);
  }
}
