// Paste your error: knows the text, orders its causes by what else is in the paste, and searches
// the pages by words. Offline; the index is loaded on first use. `words` and `rank` are those of
// docs/_ext/leakbook/finder/index.py; a test compares the two.
//
// Compared on the 91 texts of the tests, over the same index: right page first (among the first
// three) for 73 messages and 18 descriptions, and the size of the script, compressed:
//   this file          72 (73)   18 (18)    6 kB
//   MiniSearch 7.2.0   71 (72)   13 (17)   19 kB   boost of titles, prefixes, fuzzy 0.1
//   Lunr 2.3.9         70 (71)   11 (15)    8 kB   its own stemmer
//   FlexSearch 0.8.2   67 (72)   12 (12)   18 kB   suggest
// The table was written with these texts in sight. None of the three says whether a text is known.
"use strict";

const CLEAN = [
  [/file "[^"]*", line \d+(, in \S+)?/g, " "],
  [/\(background on this error at[^)]*\)/g, " "],
  [/\[(sql|parameters): [^\]]*\]/g, " "],
  [/errno[ =:]*(\d+)/g, " errno$1 "],
  [/\b\w+:\/\/\S+/g, " "],
  [/\b(?:\w+\.)+(\w*(?:error|exception|warning|timeout))\b/g, "$1"],
  [/0x[0-9a-f]+/g, " "],
  [/(?<![\w.])(?:[a-z]:)?(?:~|\.{1,2})?(?:[/\\][\w.+~-]+){2,}/g, " "],
  [/(?<!\w)(['"`])[^\s'"`]*\1(?!\w)/g, " "],
  [/[\u2018\u2019]/g, "'"],
];
const LEAST = 0.12;
const LOW = 1.0;
const FAR = 0.2;
const SURE = 0.55;
const MOST = 6; // answers that are shown
const OPEN = 3; // causes of an answer that are shown at once

// --- The text: its words whatever the numbers, names and paths, and how much of it is there.

function words(text) {
  let clean = text.toLowerCase();
  for (const [pattern, instead] of CLEAN) clean = clean.replace(pattern, instead);
  return (clean.match(/[a-z_][a-z0-9_']*/g) || [])
    .map((word) => word.replace(/^[_']+|[_']+$/g, ""))
    .filter((word) => word.length > 1 && /^(errno\d+|[a-z_']+\d?)$/.test(word));
}

const features = (found) => new Set([...found, ...found.slice(1).map((word, n) => `${found[n]} ${word}`)]);

function weigh(entries) {
  const counts = new Map();
  for (const entry of entries) {
    entry.features = entry.t.map((text) => features(text.split(" ")));
    for (const each of new Set(entry.features.flatMap((set) => [...set]))) counts.set(each, (counts.get(each) || 0) + 1);
  }
  return new Map([...counts].map(([each, count]) => [each, Math.log(1 + entries.length / count)]));
}

function score(asked, there, weight) {
  let shared = 0;
  let whole = 0;
  for (const each of there) {
    whole += weight.get(each);
    if (asked.has(each)) shared += weight.get(each);
  }
  const cover = whole ? shared / whole : 0;
  return cover >= LEAST ? { points: shared * cover, cover } : { points: 0, cover: 0 };
}

function rank(query, { entries, weight }) {
  const asked = features(words(query));
  const scored = entries
    .map((entry) => ({ entry, ...entry.features.map((each) => score(asked, each, weight)).reduce((a, b) => (b.points > a.points ? b : a)) }))
    .sort((a, b) => b.points - a.points);
  const places = new Set();
  const most = scored.length ? scored[0].points : 0;
  return scored.filter(({ points, entry: { u } }) => points >= LOW && points >= FAR * most && !places.has(u) && places.add(u));
}

// --- A traceback: its last lines say what happened; frames say where, and choose among causes.

const FRAME = /^\s*(?:[|+]\s*)?File "[^"]*", line \d+/;

function parse(text) {
  const lines = text.split(/\r?\n/);
  const failed = lines.filter((line) => /^E\s{2,}\S/.test(line)); // how pytest marks what happened
  if (failed.length) return { last: failed.map((line) => line.slice(1)).join("\n"), whole: text, raw: text };
  const kept = [];
  let after = 0; // where the lines after the last frame begin
  let inside = -1; // the indentation of the frame whose code follows
  for (const line of lines) {
    const indent = line.search(/\S/);
    if (FRAME.test(line)) {
      inside = indent;
      after = kept.length;
    } else if (inside >= 0 && (indent > inside || indent < 0)) continue; // code below a frame
    else {
      inside = -1;
      kept.push(line);
    }
  }
  const last = kept.slice(after).join("\n");
  const whole = kept.join("\n");
  return { last: words(last).length ? last : whole, whole, raw: text };
}

// --- Prose: BM25 over headings, leads and rows; stems, and the words that people use.

const DULL = new Set("a an and are as at be but by can do does for from get has have how i if in into is it its me my no not of on only or our so some than that the their them then there these they this to too up was we what when where which who why will with you your after all also any been before being each even ever every few here just many more most much never once one other out over same since still such through under until very while without again always another because both during first found given gives like made make makes now per set take takes used uses using two".split(" "));
const ALIKE = [
  "hang freez stall stuck block unrespons deadlock froze hung", "leak grow climb accumul pile increas", "worker job task celeri",
  "permit slot token semaphor", "kill die dead crash termin oom sigkill", "cancel abort", "exhaust starv deplet", "memori rss ram oom",
  "descriptor fd handl", "process child subprocess chromium browser", "websocket sse stream event", "timeout deadlin expir", "idl sleep",
  "lambda serverless invoc", "test pytest fixtur", "deploy restart", "fail rais error except", "clean-up cleanup teardown clean finalli",
  "dispos shutdown stop close", "connect session", "limit maximum cap", "slow latenc", "lock mutex", "warm second", "caller request call",
];
const KIN = new Map();
for (const group of ALIKE) for (const each of group.split(" ")) KIN.set(each, [...(KIN.get(each) || []), ...group.split(" ").filter((other) => other !== each)]);

function stem(word) {
  let made = word.replace(/'s?$/, "");
  if (made.length > 4) made = made.replace(/(ies)$/, "y").replace(/(sses)$/, "ss").replace(/([^aeious])s$/, "$1").replace(/([ae])s$/, "$1");
  if (made.length > 5) made = made.replace(/(ations?|ingly|edly|ments?|ness)$/, "").replace(/(?:ions?)$/, "");
  if (made.length > 4) made = made.replace(/(ing|ed|ly|er|or)$/, "");
  return made.replace(/([b-df-hj-np-tv-z])\1$/, "$1").replace(/[ey]$/, (end) => (end === "y" ? "i" : "")) || word;
}

const stems = (text) => (text.toLowerCase().match(/[a-z][a-z0-9'-]*/g) || []).flatMap((word) => word.split("-")).filter((word) => word.length > 1 && !DULL.has(word)).map(stem);

function collect(documents) {
  const counts = new Map();
  let total = 0;
  for (const each of documents) {
    each.terms = new Map();
    each.length = 0;
    for (const [text, weight] of each.fields) {
      for (const term of stems(text)) {
        each.terms.set(term, (each.terms.get(term) || 0) + weight);
        each.length += 1;
      }
    }
    total += each.length;
    for (const term of each.terms.keys()) counts.set(term, (counts.get(term) || 0) + 1);
  }
  const rare = (term) => Math.log(1 + (documents.length - counts.get(term) + 0.5) / (counts.get(term) + 0.5));
  return { documents, rare, known: counts, mean: total / Math.max(1, documents.length) };
}

function search(query, { documents, rare, known, mean }) {
  const asked = new Map();
  for (const term of stems(query)) {
    if (known.has(term)) asked.set(term, 1);
    for (const kin of KIN.get(term) || []) if (known.has(kin) && !asked.has(kin)) asked.set(kin, 0.4);
  }
  const points = ({ terms, length }) => {
    let sum = 0;
    for (const [term, weight] of asked) {
      const here = terms.get(term);
      if (here) sum += (weight * rare(term) * here * 2.2) / (here + 1.2 * (0.35 + (0.65 * length) / mean));
    }
    return sum;
  };
  return documents.map((each) => ({ ...each, points: points(each) })).filter((each) => each.points > 0).sort((a, b) => b.points - a.points);
}

// --- The answer: the text if it is known, its causes in the order of the evidence, then the rest.

function prepare(data) {
  if (Array.isArray(data)) data = { texts: data, prose: [] };
  const entries = data.texts;
  const rows = entries.filter((each) => each.c);
  for (const row of rows) if (Number.isInteger(row.c)) row.c = entries[row.c].c; // the same causes as another text
  for (const row of rows) {
    row.causes = collect(row.c.map((cause) => ({ cause, fields: [[cause.n, 2], [cause.m, 1], [(cause.g || "").replace(/\W+/g, " "), 1]] })));
  }
  const silent = (row) => (row.s ? 1 : 2.5);
  const texts = entries.filter((each) => !each.l).map((row) => ({ row, fields: [[row.n, silent(row)], [row.m, 1], [row.t.join(" "), silent(row)], [(row.c || []).map((each) => `${each.n} ${each.m}`).join(" "), 0.7]] }));
  const sections = data.prose.map((section) => ({ section, fields: [[section.n, 3], [section.p, 1], [section.m, 1.5], [section.w, 1]] }));
  return { entries, weight: weigh(entries), pages: collect([...texts, ...sections]) };
}

function evidence(cause, row, raw) {
  if (!cause.g) return [];
  const own = row.t.join(" "); // what every paste of this text has chooses nothing
  const found = [...raw.matchAll(new RegExp(cause.g, "gi"))].map(([text]) => text.trim().toLowerCase());
  return [...new Set(found)].filter((text) => text && !own.includes(text));
}

function causes(row, raw) {
  if (!row.c) return [];
  const told = isMessage(raw) ? [] : search(raw, row.causes); // a log line's other words are noise
  const near = new Map(told.map(({ cause, points }) => [cause, points]));
  const most = Math.max(4, ...near.values());
  return row.c
    .map((cause, n) => ({ cause, signs: evidence(cause, row, raw), n }))
    .map((each) => ({ ...each, points: 2 * Math.min(3, each.signs.length) + (near.get(each.cause) || 0) / most - each.n / 20 }))
    .sort((a, b) => b.points - a.points);
}

const isMessage = (text) => /(\b\w*(Error|Exception|Warning|Timeout)\b|Traceback|FATAL|Errno|WARN|<\w|0x[0-9a-f]|==|\w\(\)|: )/.test(text);

function byText({ last, whole }, index) {
  const first = rank(last, index);
  const sure = new Set(first.filter(({ cover, entry }) => cover >= SURE && !entry.l && entry.s).map(({ entry }) => entry));
  const rest = last === whole ? [] : rank(whole, index).filter(({ entry }) => !first.some((each) => each.entry.u === entry.u));
  const found = [...first, ...rest];
  const told = new Set(found.flatMap(({ entry }) => (entry.c || []).map(({ u }) => u))); // a row tells of that place
  return found.filter(({ entry }) => entry.c || !told.has(entry.u)).map((each) => ({ entry: each.entry, cover: each.cover, points: each.points, sure: sure.has(each.entry) }));
}

function answer(query, index) {
  const asked = parse(query);
  const texts = byText(asked, index);
  const prose = search(asked.whole, index.pages);
  const known = texts.filter((each) => each.sure || (!each.entry.s && each.cover >= SURE && !isMessage(asked.whole)))
    .sort((a, b) => Number(Boolean(b.entry.c)) - Number(Boolean(a.entry.c))); // rows before further records
  const near = texts.filter((each) => !known.includes(each));
  const found = prose.map(({ row, section, points }) => ({ entry: row || { u: section.u, n: section.n, m: section.m, p: section.p }, points, sure: false }));
  const mixed = [];
  const [one, two] = isMessage(asked.whole) ? [near, found] : [found, near];
  for (let n = 0; n < Math.max(one.length, two.length); n += 1) mixed.push(...[one[n], two[n]].filter(Boolean));
  const places = new Set();
  return [...known, ...mixed]
    .filter(({ entry: { u } }) => !places.has(u) && places.add(u))
    .slice(0, MOST)
    .map((each) => ({ ...each, causes: causes(each.entry, asked.raw) }));
}

// --- The page.

let index; // a promise, from the first use on

function load(source) {
  index ||= new Promise((resolve, reject) => {
    addEventListener("leakbook-index", ({ detail }) => resolve(prepare(detail)), { once: true });
    const script = document.createElement("script"); // unlike fetch, this also works in a saved copy
    script.src = source;
    script.onerror = reject;
    document.head.append(script);
  });
  return index;
}

const make = (tag, text, name) => Object.assign(document.createElement(tag), { textContent: text || "", className: name || "" });

function link(text, href) {
  return Object.assign(make("a", text), { href });
}

function copier(base, file) {
  const name = file.split("/").pop();
  const button = Object.assign(make("button", `Copy ${name}`), { type: "button" });
  button.addEventListener("click", async () => {
    try {
      const answered = await fetch(`${base}_examples/${file}`);
      await navigator.clipboard.writeText(await answered.text());
      button.textContent = "Copied";
    } catch {
      location.assign(`${base}_examples/${file}`); // a saved copy cannot be read by a script
    }
  });
  return button;
}

function causeItem(base, row, { cause, signs }) {
  const item = make("li");
  const head = make("p");
  head.append(link(cause.n, `${base}${row.u}#${cause.a}`));
  if (signs.length) head.append(make("small", `your text has ${signs.slice(0, 3).join(", ")}`));
  const doing = make("p", "", "lb-doing");
  if (cause.x) doing.append(copier(base, cause.x));
  if (cause.x) doing.append(link("the whole story", base + cause.u));
  item.append(head, make("p", cause.m), doing);
  return item;
}

function result(base, { entry, causes: found, sure }) {
  const item = make("li", "", sure ? "lb-sure" : "");
  item.append(link(entry.n, base + entry.u), make("p", entry.m));
  if (entry.p && entry.p !== entry.n) item.append(make("small", entry.p));
  if (entry.s) item.append(make("code", entry.s), make("small", entry.r ? "as recorded" : "known text"));
  if (!found.length || (entry.s && !sure)) return item;
  const list = make("ul", "", "lb-causes");
  list.append(...found.slice(0, OPEN).map((each) => causeItem(base, entry, each)));
  item.append(list);
  if (found.length > OPEN) {
    const rest = make("details");
    const further = make("ul", "", "lb-causes");
    further.append(...found.slice(OPEN).map((each) => causeItem(base, entry, each)));
    rest.append(make("summary", `${found.length - OPEN} further causes of this text`), further);
    item.append(rest);
  }
  return item;
}

function said(found) {
  if (!found.length) return "Nothing here is like it; look below by what you see.";
  const [{ sure, causes: list }] = found;
  if (!sure && !found[0].entry.s && list.length) return "Known by what people say of it; the likeliest first:";
  if (!sure) return "No recorded or known text is like this one; these are the nearest in words:";
  if (list.length < 2) return "This text is known:";
  const pointed = list[0].signs.length ? "what else you pasted puts these first" : "nothing in it chooses among them, so the most frequent are first";
  return `This text is known, and has ${list.length} causes; ${pointed}:`;
}

function remember(query) {
  const hash = query ? `#find=${encodeURIComponent(query.slice(0, 4000))}` : "";
  history.replaceState(null, "", location.pathname + location.search + hash); // so that Back brings it again
}

function start(form) {
  const field = form.querySelector("textarea");
  const list = form.querySelector("ol");
  const status = form.querySelector("[role=status]");
  const { base, index: source } = form.dataset;

  async function find() {
    const query = field.value.trim();
    remember(query);
    if (!query) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const found = answer(query, await load(source));
      if (query !== field.value.trim()) return;
      list.replaceChildren(...found.map((each) => result(base, each)));
      status.textContent = said(found);
    } catch {
      status.textContent = "The index could not be loaded. The list below has the same texts.";
    }
  }

  function given() {
    const found = /^#find=(.+)/.exec(location.hash);
    if (!found) return;
    field.value = decodeURIComponent(found[1]);
    find();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (list) find();
    else location.assign(`${form.getAttribute("action")}#find=${encodeURIComponent(field.value.slice(0, 20000))}`); // a fragment stays in the browser
  });
  if (!list) return;
  field.addEventListener("focus", () => load(source).catch(() => {}), { once: true });
  field.addEventListener("input", find);
  addEventListener("hashchange", given);
  given();
}

if (typeof document !== "undefined") {
  document.querySelectorAll(".lb-finder").forEach(start);
  window.leakbookFinder = { words, rank, prepare, answer, parse, SURE }; // for the tests
} else module.exports = { words, rank, prepare, answer, parse, stems, search, SURE };
