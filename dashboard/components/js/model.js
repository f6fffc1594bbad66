/* What the views ask about a run: who is where, who holds what, what happened. Built once for each run. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Int16Array(128);
Array.from(LETTERS).forEach((letter, value) => { VALUES[letter.charCodeAt(0)] = value; });

/* Numbers written as two letters each, -1 to 4094. */
function unpack(packed) {
  const found = new Int16Array((packed || "").length >> 1);
  for (let k = 0; k < found.length; k++) {
    found[k] = 64 * VALUES[packed.charCodeAt(2 * k)] + VALUES[packed.charCodeAt(2 * k + 1)] - 1;
  }
  return found;
}

function personOf(raw) {
  return {
    ...raw, x: unpack(raw.x), y: raw.y.map(unpack), b: unpack(raw.b), k: unpack(raw.k ?? raw.b), ideal: unpack(raw.ideal), agrees: unpack(raw.agrees),
    band: raw.band ? raw.band.map(unpack) : null,
  };
}

function modelOf(data, words) {
  const { say, counted, figure, has, listed, apart } = words;
  const people = data.delegations.map(personOf);
  const groups = data.coalitions;
  const setsOf = (some) => some.map((packed) => Array.from(unpack(packed)));
  let sets = setsOf(data.sets);
  const clauses = data.clauses;
  const model = {
    data, people, groups, clauses, say, counted, figure, has, listed, apart, last: data.sessions, held: data.live ?? data.sessions,
    index: new Map(people.map((who, i) => [who.id, i])),
    capability: sum(people.map((who) => who.cap)) || 1,
    text: (k) => (k >= 0 ? data.texts[k].map((phrase) => data.phrases[phrase]).join(" ") : ""),
    set: (k) => (k >= 0 ? sets[k] : []),
    slot: (coalition) => (coalition >= 0 ? groups[coalition].slot : -1),
    groupName: (coalition) => (coalition >= 0
      ? `${groups[coalition].letter} ${clip(groups[coalition].short, 34)}` : say("unaligned")),
    /* Who wears brackets: those who block a clause; in a room that still sits, where that is not known, all who hold one. */
    holders: Array.from({ length: data.sessions + 1 }, (_, s) => new Set(people.flatMap((who, i) => (who.k[s] > 0 ? [i] : [])))),
    holding: data.delegations.some((raw) => raw.k !== undefined) ? "blocks_now" : "holds",
    members: (coalition, s) => people.flatMap((who, i) => (who.c[s] === coalition ? [i] : [])),
    left: (i, s) => s > 0 && people[i].c[s - 1] >= 0 && people[i].c[s] !== people[i].c[s - 1],
    power: powerOf(data),
    /* Nobody changes group, nothing closes, and it is not the end: nothing to stop and read. */
    quiet: (s) => s < data.sessions && !data.sentences[s].lines.length,
  };
  const gone = new Map();
  model.gone = (s) => {
    if (!gone.has(s)) gone.set(s, goneInto(people, groups.length, s));
    return gone.get(s);
  };
  /* Reasons that came later, with the texts and sets that they name; all numbers from before stay what they were. */
  model.take = (run) => {
    if (run.sets.length !== sets.length) sets = setsOf(run.sets);
    Object.assign(data, { reasons: run.reasons, texts: run.texts, phrases: run.phrases, sets: run.sets });
  };
  model.describe = (i, s) => describe(model, i, s);
  model.share = (inside) => Math.round((100 * sum(inside.map((i) => people[i].cap))) / model.capability);
  return model;
}

/* Rows by moment from rows by delegation. */
const transposed = (rows) => Array.from(rows[0] || [], (_, s) => rows.map((row) => row[s]));

function powerOf(data) {
  const { interval, power } = data, rows = (packed) => (packed ? transposed(packed.map(unpack)) : null);
  return {
    interval,
    title: power.title, order: power.order, low: rows(power.low), high: rows(power.high), sole: rows(power.sole),
  };
}

/* State of a clause at a session: the last entry of its history that began by then. */
function stateOf(clause, s) {
  let found = null;
  for (const entry of clause.history) {
    if (entry.from > s) break;
    found = entry;
  }
  return found;
}

const isOpen = (clause, s) => clause.cells[s] === "[";

/* Coalitions of which three or more, and at least 60 of 100, went into the same other one: they moved as a body. */
function goneInto(people, groups, s) {
  const gone = new Map();
  if (s < 1) return gone;
  for (let c = 0; c < groups; c++) {
    const to = new Map();
    let before = 0;
    for (const who of people) {
      if (who.c[s - 1] !== c) continue;
      before++;
      to.set(who.c[s], (to.get(who.c[s]) || 0) + 1);
    }
    if (before < 3) continue;
    const [where, n] = [...to].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [-1, 0]);
    if (where >= 0 && where !== c && n / before >= 0.6) gone.set(c, where);
  }
  return gone;
}

const kindName = (model, who) => (who.chair ? model.say("kind.chair")
  : who.bloc ? model.say("kind.bloc", { kind: who.kind_word }) : who.kind_word);

/* "Brazil, government, in group D UN process, holds a bracket": the name of a mark for a screen reader. */
function describe(model, i, s) {
  const who = model.people[i], c = who.c[s];
  const parts = [clip(who.name, 120), kindName(model, who),
    c >= 0 ? model.say("mark.in", { group: model.groupName(c) }) : model.say("mark.loose")];
  if (model.holders[s].has(i)) parts.push(model.say(`mark.${model.holding}`));
  if (model.left(i, s)) parts.push(model.say("mark.left", { group: model.groupName(who.c[s - 1]) }));
  if (!who.blocks) parts.push(model.say("mark.voice"));
  return model.listed(parts);
}
