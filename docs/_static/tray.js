// Steps through the recorded frames of a tray; the frames are the rows of its table.
"use strict";

const PACE = 900;

function framesOf(tray) {
  return [...tray.querySelectorAll("tbody tr")].map((row) => ({
    at: row.cells[0].textContent,
    cells: [...row.cells].slice(1).map(({ dataset, lastElementChild }) => ({
      slots: dataset.slots,
      who: dataset.who || "nobody",
      queue: Number(dataset.queue || 0),
      text: lastElementChild.textContent,
    })),
  }));
}

function fit(parent, count, tag) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  while (parent.children.length < count) parent.append(document.createElement(tag));
}

function draw(counter, { slots, who, queue, text }) {
  const places = counter.querySelector(".lb-slots");
  const waiting = counter.querySelector(".lb-queue");
  fit(places, slots.length, "i");
  // Only a class that changes starts its animation.
  [...slots].forEach((letter, n) => { places.children[n].className = `lb-${letter}`; });
  fit(waiting, queue, "b");
  for (const person of waiting.children) person.className = "lb-person";
  counter.querySelector(".lb-person").className = `lb-person lb-${who}`;
  counter.querySelector(".lb-free").textContent = [...slots].filter((letter) => "fr".includes(letter)).length;
  counter.querySelector(".lb-said").textContent = text;
}

function whenSeen(tray, act) {
  const watch = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    watch.disconnect();
    act();
  }, { threshold: 0.6 });
  watch.observe(tray);
}

function start(tray) {
  const frames = framesOf(tray);
  const counters = [...tray.querySelectorAll(".lb-counter")];
  const names = counters.map((each) => each.querySelector(".lb-name").textContent);
  const range = tray.querySelector("input[type=range]");
  const playButton = tray.querySelector("button[value=play]");
  const status = tray.querySelector("[role=status]");
  let at = Number(range.value);
  let timer = 0;
  let quiet = tray.matches(".lb-plays"); // until a reader steps: nobody asked to hear it

  function show(step) {
    at = Math.max(0, Math.min(frames.length - 1, step));
    const frame = frames[at];
    counters.forEach((counter, n) => draw(counter, frame.cells[n]));
    tray.querySelector(".lb-at span").textContent = frame.at;
    tray.querySelector(".lb-at small").textContent = `${at + 1} of ${frames.length}`;
    range.value = at;
    range.setAttribute("aria-valuetext", frame.at);
    if (!quiet) status.textContent = `${frame.at}. ${frame.cells.map((each, n) => `${names[n]}: ${each.text}`).join(" ")}`;
    if (at === frames.length - 1) pause();
  }

  function pause() {
    clearInterval(timer);
    timer = 0;
    playButton.textContent = "Play";
  }

  function play() {
    if (timer) return pause();
    show(at === frames.length - 1 ? 0 : at + 1);
    playButton.textContent = "Pause";
    timer = setInterval(() => show(at + 1), PACE);
  }

  function go(step) {
    quiet = false;
    pause();
    show(step);
  }

  const act = { restart: () => go(0), back: () => go(at - 1), play, step: () => go(at + 1) };
  const keys = { ArrowRight: act.step, ArrowLeft: act.back, Home: act.restart, End: () => go(frames.length - 1), " ": act.play };

  tray.addEventListener("click", ({ target }) => {
    const button = target.closest(".lb-bar button");
    if (button) act[button.value]();
  });
  range.addEventListener("input", () => go(Number(range.value)));
  tray.addEventListener("keydown", (event) => {
    const own = event.target.matches("input, summary, .table-wrapper") || (event.key === " " && event.target.matches("button"));
    if (own && !(event.key === " " && event.target === range)) return;
    if (!keys[event.key] || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  range.setAttribute("aria-valuetext", frames[at].at);
  if (quiet && matchMedia("(prefers-reduced-motion: no-preference)").matches) whenSeen(tray, play);
}

document.querySelectorAll(".lb-tray").forEach(start);
document.addEventListener("leakbook-tray", ({ target }) => start(target)); // one that was opened later
