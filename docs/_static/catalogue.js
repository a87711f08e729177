// Filters the table of all examples; what is chosen is kept in the address, so that it can be shared.
"use strict";

const COLUMNS = { library: 1, unit: 2, bug: 3, caller: 4 };
const NAMES = { library: "Library", unit: "Unit", bug: "What the bug does", caller: "The next caller" };

const table = document.querySelector("table.lb-catalogue");
const form = document.querySelector("form.lb-filters");
const said = (cell) => cell.textContent.trim().slice(cell.querySelector(".lb-label")?.textContent.length || 0);
const rows = [...table.tBodies[0].rows].map((row) => ({
  row,
  text: row.textContent.toLowerCase(),
  values: Object.fromEntries(Object.entries(COLUMNS).map(([name, at]) => [name, said(row.cells[at]).split(", ")])),
}));
const status = Object.assign(document.createElement("p"), { role: "status" });

function field(name, control) {
  const label = document.createElement("label");
  control.name = name;
  label.append(NAMES[name] || "Words", control);
  form.append(label);
}

function choices(name) {
  const select = document.createElement("select");
  const counts = new Map();
  for (const { values } of rows) for (const value of values[name]) counts.set(value, (counts.get(value) || 0) + 1);
  select.append(new Option("all", ""));
  for (const [value, count] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
    if (value) select.append(new Option(`${value} (${count})`, value));
  }
  return select;
}

function filter() {
  const wanted = Object.fromEntries(new FormData(form));
  const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text, values } of rows) {
    row.hidden = !(Object.keys(COLUMNS).every((name) => !wanted[name] || values[name].includes(wanted[name]))
      && words.every((word) => text.includes(word)));
    shown += !row.hidden;
  }
  status.textContent = `${shown} of ${rows.length} examples`;
  return wanted;
}

function remember() {
  const chosen = Object.entries(filter()).filter(([, value]) => value);
  history.replaceState(null, "", chosen.length ? `#${new URLSearchParams(chosen)}` : location.pathname);
}

for (const name of Object.keys(COLUMNS)) field(name, choices(name));
field("words", Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" }));
form.append(status);
for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  if (form.elements[name]) form.elements[name].value = value;
}
filter();
form.addEventListener("input", remember);
form.addEventListener("submit", (event) => event.preventDefault());
