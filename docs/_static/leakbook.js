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

function copyButton(pre, shown) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "lb-copy";
  button.textContent = shown;
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
    setTimeout(() => { button.textContent = shown; said.textContent = ""; }, 2000);
  });
  return [button, said];
}

// The fix can be copied from every tab and comes first; the bug only from its own, and quietly.
function addCopyButtons(block) {
  const row = document.createElement("div"), own = block.querySelector("pre");
  const fix = block.closest(".lb-tabs")?.querySelector('pre[aria-label^="fixed"]');
  const copied = block.matches(".lb-diff") ? [fix] : [fix && own.ariaLabel === "buggy.py" && fix, own];
  row.className = "lb-copies";
  for (const pre of copied) {
    if (pre) row.append(...copyButton(pre, block.matches(".lb-code") ? `Copy ${pre.ariaLabel}` : "Copy"));
  }
  block.append(row);
}

for (const block of document.querySelectorAll(
  ".lb-code, .lb-session .highlight, .lb-file .highlight",
)) addCopyButtons(block);

// A link to a page with a tray: the tray is opened here instead.
let stepper; // a promise, from the first use on

function loadStepper(source) {
  stepper ||= document.querySelector('script[src*="tray.js"]') ? Promise.resolve() : new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src: source, onload: resolve, onerror: reject }));
  });
  return stepper;
}

async function openSteps(link) {
  const answer = await fetch(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  await loadStepper(new URL(page.querySelector('script[src*="tray.js"]').getAttribute("src"), link.href));
  const tray = page.querySelector(".lb-tray");
  link.parentElement.replaceWith(tray);
  tray.dispatchEvent(new Event("leakbook-tray", { bubbles: true }));
  tray.querySelector(".lb-stage").focus({ preventScroll: true });
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".lb-steps > a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await openSteps(link);
  } catch {
    location.assign(link.href); // a saved copy may not fetch
  }
});

document.addEventListener("change", ({ target }) => {
  if (target.matches(".lb-tabs > input")) {
    choose(target.value, target);
    remembered(target.value);
  }
});

const last = remembered();
if (last) choose(last);
