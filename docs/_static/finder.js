// Paste your error: the box, and the answers in place. The index is loaded on first use.
"use strict";

(() => {
const { prepare, answer, OPEN } = window.leakbookFinder;

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
  item.append(link(entry.n, base + entry.u));
  if (entry.m) item.append(make("p", entry.m));
  if (entry.p && entry.p !== entry.n) item.append(make("small", entry.p));
  if (entry.s) item.append(make("code", entry.s), make("small", entry.r ? "as recorded" : "known text"));
  if (!found.length || (entry.s && !sure)) return item;
  const list = make("ul", "", "lb-causes");
  const open = found[0].signs.length ? OPEN : OPEN + 2; // if nothing chooses, more of them are seen
  list.append(...found.slice(0, open).map((each) => causeItem(base, entry, each)));
  item.append(list);
  if (found.length > open) {
    const rest = make("details");
    const further = make("ul", "", "lb-causes");
    further.append(...found.slice(open).map((each) => causeItem(base, entry, each)));
    rest.append(make("summary", `${found.length - open} further causes of this text`), further);
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

document.querySelectorAll(".lb-finder").forEach(start);
})();
