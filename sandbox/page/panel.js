// The panel beside the main area (on a narrow window it takes all of it): the wire, and the faults.
import { el } from "./dom.js";
import { faultsView, nameTab, refreshFaults } from "./faults.js";
import { followWire, stopWire, wireView } from "./wire.js";

const part = (id) => document.getElementById(id);
// The same as in wire.css: where the panel takes the whole window, nothing below it may be reached.
const whole = matchMedia("(max-width: 45rem), (max-width: 70rem) and (max-height: 36rem)");
const TABS = [
  { name: "wire", label: "The wire", view: wireView },
  { name: "faults", label: "Faults", view: faultsView },
];
let chosen = "wire";
let opener = null; // what had the focus when it was opened

const tabOf = (name) => part(`panel-tab-${name}`);
const isOpen = () => !part("panel").hidden;

/** Makes the header's button open the panel. */
export function placePanel() {
  part("panel-toggle").addEventListener("click", () => (isOpen() ? closePanel() : openPanel(chosen)));
  part("panel").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    closePanel();
  });
  addEventListener("open-faults", () => openPanel("faults")); // the line that says which are on
  whole.addEventListener("change", placeAround);
}

function openPanel(name) {
  if (!part("panel").firstChild) build();
  if (!isOpen()) opener = document.activeElement;
  part("panel").hidden = false;
  placeAround();
  choose(name);
  tabOf(name).focus({ preventScroll: true });
}

function closePanel() {
  part("panel").hidden = true;
  stopWire();
  placeAround();
  const back = opener?.isConnected && opener !== document.body && opener.checkVisibility();
  (back ? opener : part("panel-toggle")).focus({ preventScroll: true });
}

/** Makes room for the panel, and closes off what it covers. */
function placeAround() {
  const covers = isOpen() && whole.matches;
  document.body.classList.toggle("with-panel", isOpen());
  part("panel-toggle").setAttribute("aria-expanded", String(isOpen()));
  for (const other of document.body.children) {
    if (other.matches("#panel, #announcer, dialog, script")) continue;
    other.inert = covers;
  }
}

function choose(name) {
  chosen = name;
  for (const tab of TABS) {
    const isChosen = tab.name === name;
    tabOf(tab.name).setAttribute("aria-selected", String(isChosen));
    tabOf(tab.name).tabIndex = isChosen ? 0 : -1;
    part(`panel-${tab.name}`).hidden = !isChosen;
  }
  if (name === "wire") followWire();
  else {
    stopWire();
    refreshFaults();
  }
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

function moveBetweenTabs(event) {
  const names = TABS.map((tab) => tab.name);
  const step = STEPS[event.key];
  const next = step
    ? names.at((names.indexOf(chosen) + step) % names.length)
    : { Home: names[0], End: names.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  choose(next);
  tabOf(next).focus();
}

function build() {
  const tab = ({ name, label }) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `panel-tab-${name}`,
        class: "panel-tab",
        "aria-controls": `panel-${name}`,
        onclick: () => choose(name),
      },
      label,
    );
  part("panel").append(
    el(
      "div",
      { class: "panel-head" },
      el("h2", { id: "panel-title" }, "Wire and faults"),
      el(
        "div",
        { class: "panel-tabs", role: "tablist", "aria-labelledby": "panel-title", onkeydown: moveBetweenTabs },
        TABS.map(tab),
      ),
      el("button", { type: "button", class: "button small", onclick: closePanel }, "Close"),
    ),
    ...TABS.map(({ name, view }) =>
      el(
        "div",
        { id: `panel-${name}`, class: "panel-view", role: "tabpanel", "aria-labelledby": `panel-tab-${name}` },
        view(),
      ),
    ),
  );
  nameTab();
}
