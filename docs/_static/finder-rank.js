// Paste your error: knows the text, orders its causes by what else is in the paste, and searches
// causes and headings by words. `words` and `rank` are those of docs/_ext/leakbook/finder/index.py;
// a test compares the two. `expand` reads what finder/compact.py has written.
//
// Why no library: on the 91 texts that the tests had when this was begun, over one index, right page
// first (among the first three) for 73 messages and 18 descriptions, and the script's size:
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

// --- Words: BM25 over causes and sections; stems, pairs, and the words that people use.

const DULL = new Set("request requests call calls called time times a an and are as at be but by can do does for from get has have how i if in into is it its me my no not of on only or our so some than that the their them then there these they this to too up was we what when where which who why will with you your after all also any been before being each even ever every few here just many more most much never once one other out over same since still such through under until very while without again always another because both during first found given gives like made make makes now per set take takes used uses use using two three although though whole own itself himself".split(" "));
const ALIKE = [
  "hang freeze stall stuck block unresponsive deadlock deaf", "leak grow climb accumulate pile increase add collect rise",   "permit slot token semaphore", "kill die crash terminate oom sigkill", "cancel abort disconnect", "exhaust starve deplete full",
  "memory rss ram oom", "descriptor fd handle", "process child subprocess chromium browser", "websocket sse stream event", "timeout deadline expire",
  "idle sleep", "lambda serverless invocation", "test pytest fixture", "deploy restart", "fail raise error except exception", "cleanup teardown finally",
  "dispose shutdown stop close end finish", "connection session", "limit maximum cap", "slow latency", "lock mutex", "request call caller client user",
  "database postgres postgresql mysql server", "fork preload prefork child", "gevent eventlet greenlet", "temporary tmp temp tmpdir tempfile", "thread executor",
  "async asyncio await coroutine", "blocking synchronous sync", "wait forever hang", "flask django fastapi starlette", "zombie defunct", "exit quit end terminate",
  "nobody none", "remain stay leave keep", "reuse share global", "handler endpoint route view", "interrupt ctrl-c exception",
];
const FORMS = { left: "leave", hung: "hang", froze: "freeze", frozen: "freeze", grew: "grow", grown: "grow", held: "hold", kept: "keep", lost: "lose", ran: "run", died: "die", dead: "die", dies: "die", gone: "go", goes: "go", went: "go", sent: "send", threw: "throw", began: "begin", broke: "break", broken: "break", thread: "thread", sqlite3: "sqlite", psycopg2: "psycopg", redis: "redis", celery: "celery", async: "async" };
const NEAR = 0.3; // what a kindred word counts
const PAIR = 0.5; // what two neighbours count

function stem(word) {
  if (FORMS[word]) return FORMS[word];
  let made = word.replace(/'s?$/, "");
  if (made.length > 4) made = made.replace(/(ies)$/, "y").replace(/(sses)$/, "ss").replace(/([^aeious])s$/, "$1").replace(/([ae])s$/, "$1");
  if (made.length > 5) made = made.replace(/(ations?|ingly|edly|ments?|ness)$/, "").replace(/(?:ions?)$/, "");
  if (made.length > 4) made = made.replace(/(ing|ed|ly|er|or)$/, "");
  return made.replace(/([b-df-hj-np-tv-z])\1$/, "$1").replace(/[ey]$/, (end) => (end === "y" ? "i" : "")) || word;
}

const KIN = new Map();
for (const group of ALIKE.map((words) => words.split(" ").map(stem))) for (const each of group) KIN.set(each, [...(KIN.get(each) || []), ...group.filter((other) => other !== each)]);

const split = (text) => text.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2").toLowerCase();
const stems = (text) => (split(text).match(/[a-z][a-z0-9']*/g) || []).filter((word) => word.length > 1 && !DULL.has(word)).map(stem);
const pairs = (found) => found.slice(1).map((term, n) => `${found[n]} ${term}`);

function collect(documents) {
  const counts = new Map();
  let total = 0;
  for (const each of documents) {
    each.terms = new Map();
    each.length = 0;
    for (const [text, weight] of each.fields) {
      const found = stems(text);
      for (const term of found) each.terms.set(term, (each.terms.get(term) || 0) + weight);
      for (const term of pairs(found)) each.terms.set(term, (each.terms.get(term) || 0) + weight);
      each.length += found.length;
    }
    total += each.length;
    for (const term of each.terms.keys()) counts.set(term, (counts.get(term) || 0) + 1);
  }
  const rare = (term) => Math.log(1 + (documents.length - counts.get(term) + 0.5) / (counts.get(term) + 0.5));
  return { documents, rare, known: counts, mean: total / Math.max(1, documents.length) };
}

function wanted(query, known) {
  const asked = new Map();
  const found = stems(query);
  for (const term of found) if (known.has(term)) asked.set(term, 1);
  for (const term of pairs(found)) if (known.has(term)) asked.set(term, PAIR);
  for (const term of found) for (const kin of KIN.get(term) || []) if (known.has(kin) && !asked.has(kin)) asked.set(kin, NEAR);
  return asked;
}

function points({ terms, length }, asked, { rare, mean }) {
  let sum = 0;
  for (const [term, weight] of asked) {
    const here = terms.get(term);
    if (here) sum += (weight * rare(term) * here * 3) / (here + 2 * (0.5 + (0.5 * length) / mean));
  }
  return sum;
}

function search(query, pages) {
  const asked = wanted(query, pages.known);
  return pages.documents.map((each) => ({ ...each, points: points(each, asked, pages) })).filter((each) => each.points > 0).sort((a, b) => b.points - a.points);
}

// --- The index as it is sent has nothing twice; `expand` is the other half of finder/compact.py.

const anchor = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");

function expand({ texts, prose, places }) {
  const fields = (lines) => (lines ? lines.split("\n").map((each) => each.split("\t")) : []);
  const told = fields(places);
  const copied = (name) => (!name || name.endsWith(".py") ? name : `${name}/fixed.py`);
  const cause = ([, n, m, place, g]) => ({ n, m, g, a: anchor(n), u: told[place][0], x: copied(told[place][1]), w: told[place][2] || "" });
  const rows = [];
  for (const found of fields(texts)) {
    if (!found[0]) rows[rows.length - 1].c.push(cause(found));
    else {
      const [place, n, m, shown, rest, marks = "", like] = found;
      const s = shown === "=" ? n : shown || "";
      const t = [...(marks.includes("k") ? [words(s).join(" ")] : []), ...(rest ? rest.split("|") : [])];
      const u = place.includes(".html") ? place : `symptoms/${place}.html`;
      rows.push({ u, n, m, s, t, r: marks.includes("r") ? 1 : 0, c: like ? rows[like].c : [] });
    }
  }
  for (const row of rows) if (!row.c.length) delete row.c;
  const said = new Map();
  for (const [u, , w] of told) said.set(u, `${said.get(u) || ""} ${w || ""}`);
  const sections = [];
  let page;
  for (const found of fields(prose)) {
    if (found[0]) page = found;
    else {
      const [, own, n] = found;
      const u = own ? `${page[0]}#${own === "=" ? anchor(n) : own}` : page[0];
      sections.push({ n, m: "", w: said.get(u) || "", p: page[1], u });
    }
  }
  return { texts: rows, prose: sections };
}

// --- The answer: the text if it is known, its causes in the order of the evidence, then the rest.

function prepare(data) {
  const { texts, prose } = Array.isArray(data) ? { texts: data, prose: [] } : expand(data);
  const causes = texts.flatMap((row) => {
    const silent = row.s ? 0.5 : 1.5;
    const shared = [[row.n, silent], [row.m, 0.6], [row.t.join(" "), silent / 2]];
    return (row.c || [null]).map((cause) => ({ row, cause, fields: cause ? [...shared, [cause.n, 3], [cause.m, 1], [cause.w || "", 1.2]] : shared }));
  });
  const sections = prose.map((section) => ({ section, fields: [[section.n, 2.5], [section.p, 1], [section.w, 1]] }));
  const pages = collect([...causes, ...sections]);
  return { entries: texts, weight: weigh(texts), pages, documents: new Map(causes.map((each) => [each.cause, each])) };
}

function evidence(cause, row, raw) {
  if (!cause.g) return [];
  const own = row.t.join(" "); // what every paste of this text has chooses nothing
  const found = [...raw.matchAll(new RegExp(cause.g, "gi"))].map(([text]) => text.trim().toLowerCase());
  return [...new Set(found)].filter((text) => text && !own.includes(text));
}

const libraries = (raw) => [...new Set([...raw.matchAll(/(?:site|dist)-packages[\/\\](\w+)/g)].map(([, name]) => name.toLowerCase()))];

function used(cause, row, raw) {
  const has = ({ w }, name) => (w || "").split(" ").includes(name);
  return libraries(raw).filter((name) => has(cause, name) && row.c.filter((each) => has(each, name)).length <= row.c.length / 3);
}

// What was said beyond the text itself, for each cause; a log line's other words are noise.
function near(row, raw, { pages, documents }) {
  if (isMessage(raw) || !row.c) return () => 0;
  const own = new Set(row.t.flatMap(stems));
  const asked = new Map([...wanted(raw, pages.known)].filter(([term]) => !row.s || !term.split(" ").every((each) => own.has(each))));
  return (cause) => points(documents.get(cause), asked, pages);
}

function causes(row, raw, index) {
  if (!row.c) return [];
  const told = near(row, raw, index);
  const most = Math.max(6, ...row.c.map(told));
  return row.c
    .map((cause, n) => ({ cause, signs: [...new Set([...evidence(cause, row, raw), ...used(cause, row, raw)])], n }))
    .map((each) => ({ ...each, points: 2 * Math.min(3, each.signs.length) + (2 * told(each.cause)) / most - each.n / 20 }))
    .sort((a, b) => b.points - a.points);
}

const isMessage = (text) => /(\b\w*(Error|Exception|Warning|Timeout)\b|Traceback|FATAL|Errno|WARN|<\w|0x[0-9a-f]|==|\w\(\)|: )/.test(text);

function byText({ last, whole }, index) {
  const first = rank(last, index);
  const sure = new Set(first.filter(({ cover, entry }) => cover >= SURE && entry.s).map(({ entry }) => entry));
  const rest = last === whole ? [] : rank(whole, index).filter(({ entry }) => !first.some((each) => each.entry.u === entry.u));
  const found = [...first, ...rest];
  const told = new Set(found.flatMap(({ entry }) => (entry.c || []).map(({ u }) => u))); // a row tells of that place
  return found.filter(({ entry }) => entry.c || !told.has(entry.u)).map((each) => ({ entry: each.entry, cover: each.cover, points: each.points, sure: sure.has(each.entry) }));
}

const AGAIN = 0.6; // what an answer keeps of its points whose likeliest cause has been told

function byWords(found) {
  const best = new Map();
  for (const { row, section, cause, points } of found) {
    const entry = row || section;
    const known = best.get(entry);
    if (!known) best.set(entry, { entry: row || { u: section.u, n: section.n, m: section.m, p: section.p }, points, at: cause ? cause.u : entry.u, sure: false });
  }
  const waiting = [...best.values()];
  const told = new Map();
  const chosen = [];
  while (waiting.length && chosen.length < 2 * MOST) {
    const now = ({ points, at }) => points * AGAIN ** (told.get(at) || 0);
    waiting.sort((a, b) => now(b) - now(a));
    const next = waiting.shift();
    told.set(next.at, (told.get(next.at) || 0) + 1);
    chosen.push(next);
  }
  return chosen;
}

function answer(query, index) {
  const asked = parse(query);
  const message = isMessage(asked.whole);
  const texts = byText(asked, index);
  const said = search(asked.whole, index.pages);
  const known = texts.filter((each) => each.sure || (!each.entry.s && each.cover >= SURE && !message))
    .sort((a, b) => Number(Boolean(b.entry.c)) - Number(Boolean(a.entry.c))); // rows before further records
  const similar = texts.filter((each) => !known.includes(each));
  const found = byWords(said);
  const mixed = [];
  const [one, two] = message ? [similar, found] : [found, similar];
  for (let n = 0; n < Math.max(one.length, two.length); n += 1) mixed.push(...[one[n], two[n]].filter(Boolean));
  const places = new Set();
  return [...known, ...(message ? mixed : [...found, ...similar])]
    .filter(({ entry: { u } }) => !places.has(u) && places.add(u))
    .slice(0, MOST)
    .map((each) => ({ ...each, causes: causes(each.entry, asked.raw, index) }));
}

const exported = { words, rank, prepare, expand, answer, parse, stems, search, SURE, OPEN };
if (typeof document === "undefined") module.exports = exported;
else window.leakbookFinder = exported;
