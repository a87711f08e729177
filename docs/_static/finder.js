// Paste your error: ranks the pages for a text, offline. The index is loaded on first use.
// Normal form and ranking are those of docs/_ext/leakbook/finder/index.py; a test compares the two.
"use strict";

const CLEAN = [
  [/file "[^"]*", line \d+(, in \S+)?/g, " "],
  [/\(background on this error at[^)]*\)/g, " "],
  [/\[(sql|parameters): [^\]]*\]/g, " "],
  [/errno[ =:]*(\d+)/g, " errno$1 "],
  [/\b\w+:\/\/\S+/g, " "],
  [/0x[0-9a-f]+/g, " "],
  [/(?<![\w.])(?:[a-z]:)?(?:~|\.{1,2})?(?:[/\\][\w.+~-]+){2,}/g, " "],
  [/(?<!\w)(['"`])[^\s'"`]*\1(?!\w)/g, " "],
  [/[\u2018\u2019]/g, "'"],
];
const LEAST = 0.12;
const LOW = 1.0;
const FAR = 0.2;
const SURE = 0.55;
const MOST = 6;

function words(text) {
  let clean = text.toLowerCase();
  for (const [pattern, instead] of CLEAN) clean = clean.replace(pattern, instead);
  return (clean.match(/[a-z_][a-z0-9_']*/g) || [])
    .map((word) => word.replace(/^[_']+|[_']+$/g, ""))
    .filter((word) => word.length > 1 && /^(errno\d+|[a-z_']+\d?)$/.test(word));
}

const features = (found) => new Set([...found, ...found.slice(1).map((word, n) => `${found[n]} ${word}`)]);

function prepare(entries) {
  const counts = new Map();
  for (const entry of entries) {
    entry.features = entry.t.map((text) => features(text.split(" ")));
    for (const each of new Set(entry.features.flatMap((set) => [...set]))) counts.set(each, (counts.get(each) || 0) + 1);
  }
  const weight = new Map([...counts].map(([each, count]) => [each, Math.log(1 + entries.length / count)]));
  return { entries, weight };
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

function result(base, { entry: { u, n, m, s, r } }) {
  const item = make("li");
  const link = make("a", n);
  link.href = base + u;
  item.append(link, make("p", m));
  if (s) item.append(make("code", s), make("small", r ? "as recorded" : "known text"));
  return item;
}

function start(form) {
  const field = form.querySelector("textarea");
  const list = form.querySelector("ol");
  const status = form.querySelector("[role=status]");
  const { base, index: source } = form.dataset;

  async function find() {
    const query = field.value.trim();
    if (!query) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const found = rank(query, await load(source)).slice(0, MOST);
      if (query !== field.value.trim()) return;
      list.replaceChildren(...found.map((each) => result(base, each)));
      const near = found.length ? "these are the nearest in words:" : "look below by what you see.";
      const places = found.length === 1 ? "1 place, with what was verified there" : `${found.length} places, the likeliest first`;
      status.textContent = found.length && found[0].cover >= SURE ? `${places}:` : `No recorded or known text is like this one; ${near}`;
    } catch {
      status.textContent = "The index could not be loaded. The list below has the same texts.";
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (list) find();
    else location.assign(`${form.getAttribute("action")}#find=${encodeURIComponent(field.value.slice(0, 20000))}`); // a fragment stays in the browser
  });
  if (!list) return;
  field.addEventListener("focus", () => load(source).catch(() => {}), { once: true });
  field.addEventListener("input", find);
  const given = /^#find=(.+)/.exec(location.hash);
  if (given) {
    field.value = decodeURIComponent(given[1]);
    history.replaceState(null, "", location.pathname);
    find();
  }
}

document.querySelectorAll(".lb-finder").forEach(start);
window.leakbookFinder = { words, rank, prepare, SURE }; // for the tests
