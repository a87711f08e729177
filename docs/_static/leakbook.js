// Adds to pages that are complete without it: tabs in step, a remembered choice, copy buttons.
"use strict";

const KEY = "leakbook-tab";

function remembered(value) {
  try {
    if (value) localStorage.setItem(KEY, value);
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be forbidden; the tabs still work
  }
}

function choose(value, source) {
  const before = source && source.getBoundingClientRect().top;
  for (const tab of document.querySelectorAll(".lb-tabs > input")) {
    if (tab.value === value) tab.checked = true;
  }
  // Panes above may have changed height: keep the tab that was used where it was.
  if (source) scrollBy({ top: source.getBoundingClientRect().top - before, behavior: "instant" });
}

function addCopyButton(block) {
  const pre = block.querySelector("pre");
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "lb-copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${pre.getAttribute("aria-label") || "this"}`);
  said.className = "lb-hidden";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    let done = "Copied";
    try {
      await navigator.clipboard.writeText(pre.textContent);
    } catch {
      getSelection().selectAllChildren(pre);
      done = "Selected";
    }
    button.textContent = said.textContent = done;
    setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 2000);
  });
  block.append(button, said);
}

for (const block of document.querySelectorAll(
  ".lb-code:not(.lb-diff), .lb-session .highlight, .lb-file .highlight",
)) addCopyButton(block);

document.addEventListener("change", ({ target }) => {
  if (target.matches(".lb-tabs > input")) {
    choose(target.value, target);
    remembered(target.value);
  }
});

const last = remembered();
if (last) choose(last);
