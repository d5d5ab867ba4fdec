// The clock above the page: what it shows, how fast it runs, and turning it on.
import { read, tell } from "./api.js";
import { announce, el } from "./dom.js";
import { learnClock, now, state, zone } from "./state.js";
import { longDay, timeOfDay } from "./times.js";

const part = (id) => document.getElementById(id);
const bar = part("clock-bar");
const toggle = part("clock-toggle");
const speed = part("clock-speed");
const stops = part("clock-stop");
const play = part("clock-play");
const SPEEDS = [1, 10, 60]; // faster, reminders would be due and over between two looks of the bot
let doing = null; // what is being played, in words
let onChange = () => {}; // told when time has been played forward

toggle.addEventListener("click", () => setOpen(!bar.classList.contains("open")));
bar.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && bar.classList.contains("open")) {
    setOpen(false);
    toggle.focus();
  }
});
speed.addEventListener("change", () => turn({ speed: Number(speed.value) }));
part("clock-go").addEventListener("click", () => stops.value && turn({ to: Number(stops.value) }));
part("clock-next").addEventListener("click", () => turn({ play: "next" }));
play.addEventListener("click", () => turn({ play: doing ? "stop" : "week" }));

/** Opens or closes the controls where the window is narrow. */
function setOpen(isOpen) {
  bar.classList.toggle("open", isOpen);
  toggle.setAttribute("aria-expanded", String(isOpen));
}

/** Reads what can be done with the clock; *onPlayed* is called whenever time was played forward. */
export async function loadClock(onPlayed = onChange) {
  onChange = onPlayed;
  const clock = await read("clock");
  takeClock(clock);
  const chosen = stops.value;
  stops.replaceChildren(...clock.stops.map(({ label, at }) => el("option", { value: String(at) }, label)));
  if (clock.stops.some(({ at }) => String(at) === chosen)) stops.value = chosen;
  for (const node of bar.querySelectorAll("[data-needs-player]")) node.hidden = !clock.can_play;
  part("clock-jump").hidden = !clock.can_play || clock.stops.length === 0;
}

/** Takes over what the sandbox says its clock shows. */
export function takeClock(clock) {
  learnClock(clock);
  const before = doing;
  doing = clock.doing;
  drawClock();
  drawControls(clock.speed);
  if (before === doing) return;
  const words = doing ? `Playing ${doing}…` : clock.trouble ? "" : "Played.";
  part("clock-trouble").textContent = doing ? "" : (clock.trouble ?? "");
  part("clock-doing").textContent = words;
  if (doing) return;
  announce(`${words} It is ${shown()}.`.trim());
  onChange();
}

function drawControls(runs) {
  if (!doing) {
    const all = SPEEDS.includes(runs) ? SPEEDS : [...SPEEDS, runs].sort((a, b) => a - b);
    speed.replaceChildren(...all.map((one) => el("option", { value: String(one) }, speedName(one))));
    speed.value = String(runs);
  }
  play.textContent = doing ? "Stop" : "Play the week";
  play.classList.toggle("primary", !doing);
  // Not `disabled`: that would take the focus away from whoever just pressed one.
  for (const node of bar.querySelectorAll("[data-rests]")) node.setAttribute("aria-disabled", String(doing !== null));
}

function speedName(one) {
  if (one === 0) return "Standing still";
  return one === 1 ? "As usual" : `${one} times as fast`;
}

async function turn(change) {
  if (doing && change.play !== "stop") return;
  part("clock-trouble").textContent = "";
  try {
    takeClock(await tell("clock", change));
  } catch (error) {
    part("clock-trouble").textContent = error.message;
    await loadClock().catch(() => null); // the controls show what is true
  }
}

function shown() {
  return `${longDay(now(), zone())}, ${timeOfDay(now(), zone())}`;
}

/** Draws what the workspace's clock shows. */
export function drawClock() {
  if (!state.people.size) return;
  const text = `It is ${shown()}`;
  if (part("clock").textContent !== text) part("clock").textContent = text;
}
