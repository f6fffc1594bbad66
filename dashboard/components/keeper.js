// Keeps the work of a visitor in the browser: for this tab until it is closed, the last drafts also for tabs to come.
// The server forgets a session when the page is reloaded or it is started anew: then it is told what is kept here.

const TAB = "delegation-sim.tab";
const DRAFTS = "delegation-sim.drafts";
const MOST = 5; // Drafts that are kept, as the server says too.
const OFFERED = 1_000_000; // Characters of drafts that the server is told of at once.
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

// What this tab knows of the drafts: under which key it keeps each (a draft of another tab is never written over), and
// when the one that it last saw under a key was written.
function known(tab) {
  return { keys: { ...tab?.keys }, seen: { ...tab?.seen } };
}

// The drafts for tabs to come, the last one first.
function drafts() {
  const all = parsed(localStorage.getItem(DRAFTS));
  return Array.isArray(all) ? all.filter((one) => one?.draft && Date.now() - one.written < DAYS) : [];
}

// Where there is no room for all of them, the oldest go.
function write(list) {
  list.sort((one, other) => other.written - one.written);
  for (let most = MOST; ; most -= 1) {
    try {
      localStorage.setItem(DRAFTS, JSON.stringify(list.slice(0, most)));
      return;
    } catch (error) {
      if (most <= 1) throw error;
    }
  }
}

const same = (one, other) => one?.text === other?.text && JSON.stringify(one?.about) === JSON.stringify(other?.about);

function store(draft, { keys, seen }) {
  const list = drafts();
  const key = keys[draft.mark] ?? draft.mark;
  const there = list.find((one) => one.key === key);
  if (there && same(there.draft, draft)) return;
  const isOthers = there && there.written !== seen[key];
  const own = isOthers ? `${draft.mark}.${Date.now()}` : key;
  const written = Math.max(Date.now(), (there?.written ?? 0) + 1);
  keys[draft.mark] = own;
  seen[own] = written;
  write([{ key: own, written, draft }, ...list.filter((one) => one.key !== own)]);
}

function forget(marks, { keys, seen }) {
  const gone = new Set(marks.map((mark) => keys[mark] ?? mark));
  const list = drafts(), left = list.filter((one) => !gone.has(one.key) || one.written !== seen[one.key]);
  if (left.length < list.length) write(left);
}

// The drafts to offer, and from now on known as they are.
function offered(draft, language, { keys, seen }) {
  const own = draft && (keys[draft.mark] ?? draft.mark);
  let room = OFFERED;
  const found = [];
  for (const { key, written, draft: other } of drafts()) {
    if (key === own || typeof other !== "object") continue;
    room -= JSON.stringify(other).length;
    if (found.length && room < 0) break;
    seen[key] = written;
    const when = new Date(written).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
    found.push({ key, when, draft: other });
  }
  return found;
}

// What the server has to be told; null: nothing is kept, or it was this session that kept it.
function found({ session, language }) {
  const tab = parsed(sessionStorage.getItem(TAB));
  if (tab?.session === session) return null;
  const knows = known(tab), kept = offered(tab?.draft, language, knows);
  sessionStorage.setItem(TAB, JSON.stringify({ ...tab, ...knows }));
  // A link that was opened in this tab says itself what it is about.
  const isLink = session === first && performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const chosen = isLink || !tab ? "" : tab.case;
  const results = Object.keys(tab?.results ?? {}).length ? tab.results : null;
  const any = kept.length || tab?.draft || tab?.cases?.length || chosen || results;
  const draft = tab?.draft && { ...tab.draft, mark: knows.keys[tab.draft.mark] ?? tab.draft.mark };
  return any ? { draft, kept, cases: tab?.cases ?? [], case: chosen, results } : null;
}

function keep({ session, draft, forgotten, cases, case: chosen, results }) {
  const before = parsed(sessionStorage.getItem(TAB)), knows = known(before), was = before?.draft;
  // A case that is only looked at is no work; one that did not change here may have changed in another tab.
  const isWork = draft && (draft.edited || !draft.origin);
  if (isWork && !(was?.mark === draft.mark && same(was, draft))) store(draft, knows);
  if (forgotten.length) forget(forgotten, knows);
  const record = JSON.stringify({ session, draft, cases, case: chosen, results, ...knows });
  if (record !== sessionStorage.getItem(TAB)) sessionStorage.setItem(TAB, record);
}

export default function (component) {
  const { data, setStateValue, setTriggerValue } = component;
  try {
    first ??= data.session;
    const kept = data.back ? null : found(data) ?? (data.waits ? { kept: [] } : null);
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
