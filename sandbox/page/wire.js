// The wire: what went between sandbox and app, newest first, asked for only while it is looked at.
import { read } from "./api.js";
import { announce, el } from "./dom.js";
import { inMs, rowOf, trouble, words } from "./wire_row.js";

const EVERY_MS = 1000;
const STEP = 200; // how many rows are shown at first, and how many more each time
const MANY = 1000; // more new rows than that are drawn with the whole list
const part = (id) => document.getElementById(id);

let calls = []; // all that are kept, oldest first, without what was said
let next = 0; // the number to ask for
let showing = STEP;
let timer = null;
let round = 0; // which opening of the view an answer belongs to
let isPaused = false;
const wanted = { text: "", way: "all", onlyRefused: false };

/** What stands in the panel. */
export function wireView() {
  const way = (value, label) =>
    el(
      "label",
      { class: "tick" },
      el("input", {
        type: "radio",
        name: "wire-way",
        value,
        checked: wanted.way === value,
        onchange: () => filter({ way: value }),
      }),
      label,
    );
  return [
    el("p", { id: "wire-sums", class: "wire-sums" }),
    el(
      "div",
      { class: "wire-filter", role: "search", "aria-label": "The wire" },
      el("label", { for: "wire-words" }, "Find in name, kind or error"),
      el("input", {
        id: "wire-words",
        class: "field",
        autocomplete: "off",
        spellcheck: "false",
        oninput: (event) => filter({ text: event.target.value.trim().toLowerCase() }),
      }),
      el(
        "fieldset",
        {},
        el("legend", { class: "spoken" }, "Which way"),
        way("all", "All"),
        way("to_app", "To the app"),
        way("from_app", "From the app"),
      ),
      el(
        "label",
        { class: "tick" },
        el("input", { type: "checkbox", onchange: (event) => filter({ onlyRefused: event.target.checked }) }),
        "Only refused or lost",
      ),
    ),
    el(
      "div",
      { class: "wire-bar" },
      el("p", { id: "wire-shown", class: "quiet" }),
      el("button", { type: "button", id: "wire-pause", class: "button small", "aria-pressed": "false", onclick: pause }, "Pause"),
    ),
    el("p", { id: "wire-trouble", class: "trouble", role: "alert" }),
    el(
      "div",
      { id: "wire-scroll", class: "wire-scroll" },
      el("ol", { id: "wire-rows", class: "wire-rows", "aria-label": "Calls, newest first" }),
      el("p", { id: "wire-empty", class: "quiet", hidden: true }),
      el("button", { type: "button", id: "wire-older", class: "button small", hidden: true, onclick: showOlder }, "Show older"),
    ),
    el("p", { class: "quiet wire-note" }, "Times are real ones, on this computer's clock: when the answer came. Tokens and signatures are left out."),
  ];
}

/** Begins to ask once a second. */
export function followWire() {
  stopWire();
  round += 1;
  if (!isPaused) ask(round);
}

/** Asks no more. */
export function stopWire() {
  clearTimeout(timer);
  round += 1;
}

function pause() {
  isPaused = !isPaused;
  part("wire-pause").setAttribute("aria-pressed", String(isPaused));
  followWire();
}

async function ask(mine) {
  try {
    if (document.visibilityState === "visible") {
      const answer = await read("wire/rows", { since: next });
      if (mine !== round) return;
      take(answer);
    }
    part("wire-trouble").textContent = "";
  } catch (error) {
    if (mine !== round) return;
    part("wire-trouble").textContent = error.message;
  }
  timer = setTimeout(() => ask(mine), EVERY_MS);
}

function take({ rows, next: following, oldest }) {
  if (following < next) {
    // Another sandbox, which counts from one again.
    calls = [];
    next = 0;
    drawAll();
    return;
  }
  const isFirst = next === 0;
  next = following;
  if (!rows.length && !isFirst) return;
  calls = calls.filter((call) => call.n >= oldest).concat(rows);
  if (isFirst) drawAll();
  else drawNew(rows.filter(isWanted), oldest);
  drawSums();
}

function isWanted(call) {
  if (wanted.way !== "all" && call.direction !== wanted.way) return false;
  if (wanted.onlyRefused && !trouble(call)) return false;
  if (!wanted.text) return true;
  call.words ??= words(call);
  return call.words.includes(wanted.text);
}

function filter(change) {
  Object.assign(wanted, change);
  part("wire-scroll").scrollTop = 0;
  drawAll();
  clearTimeout(filter.saying); // said once the person has stopped typing
  filter.saying = setTimeout(() => announce(part("wire-shown").textContent), 700);
}

function showOlder() {
  const list = part("wire-rows");
  const last = list.lastElementChild;
  const found = calls.filter(isWanted);
  const older = found.filter((call) => call.n < Number(last.dataset.n)).slice(-STEP);
  showing = list.childElementCount + older.length;
  const rows = older.reverse().map(rowOf);
  for (const row of rows) row.className = "older-row";
  list.append(...rows);
  drawFoot(found.length);
  rows[0]?.querySelector("summary").focus();
}

/** Draws the list anew, its newest part; a row that stays is moved, not drawn. */
function drawAll() {
  showing = STEP;
  const list = part("wire-rows");
  const known = new Map([...list.children].map((row) => [Number(row.dataset.n), row]));
  const found = calls.filter(isWanted);
  const rows = found.slice(-showing).reverse();
  const focused = document.activeElement;
  list.replaceChildren(...rows.map((call) => known.get(call.n) ?? rowOf(call)));
  if (focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  drawFoot(found.length);
  drawSums();
}

/** Puts new rows on top, and keeps what is read where it is. */
function drawNew(rows, oldest) {
  if (rows.length > MANY) {
    drawAll();
    return;
  }
  const list = part("wire-rows");
  const anchor = whatIsRead();
  const before = anchor?.getBoundingClientRect().top;
  list.prepend(...rows.reverse().map(rowOf));
  const holds = (row) =>
    row.contains(document.activeElement) || (row.firstChild.open && list.childElementCount < showing + MANY);
  while (list.childElementCount > showing && !holds(list.lastElementChild)) list.lastElementChild.remove();
  while (Number(list.lastElementChild?.dataset.n) < oldest) list.lastElementChild.remove();
  if (anchor?.isConnected) part("wire-scroll").scrollTop += anchor.getBoundingClientRect().top - before;
  drawFoot(calls.filter(isWanted).length);
}

/** The row that has the focus, is opened or is the first in sight; null at the top of the list. */
function whatIsRead() {
  const list = part("wire-rows");
  const top = part("wire-scroll").getBoundingClientRect().top;
  const focused = document.activeElement.closest("#wire-rows > li");
  if (focused) return focused;
  const inSight = [...list.children].find((row) => row.getBoundingClientRect().bottom > top);
  if (part("wire-scroll").scrollTop > 0) return inSight;
  return [...list.children].find((row) => row.firstChild.open) ?? null;
}

const count = new Intl.NumberFormat("en-GB");

function drawFoot(found) {
  const shown = part("wire-rows").childElementCount;
  part("wire-older").hidden = shown >= found;
  part("wire-empty").hidden = shown > 0;
  part("wire-empty").textContent = calls.length ? "No call fits." : "Nothing has gone over the wire yet.";
  const of = found < calls.length ? `${count.format(found)} that fit` : count.format(found);
  part("wire-shown").textContent = `Showing ${count.format(shown)} of ${of}`;
}

function drawSums() {
  const refused = calls.filter((call) => call.refused).length;
  const lost = calls.filter((call) => !call.refused && call.status === 0).length;
  const acked = calls.filter((call) => call.direction === "to_app" && call.kind !== "socket" && !call.refused);
  const slowest = acked.reduce((most, call) => (call.ms > (most?.ms ?? -1) ? call : most), null);
  const sum = (label, value) => el("span", { class: "sum" }, el("strong", {}, value), ` ${label}`);
  const sums = [
    sum(calls.length === 1 ? "call" : "calls", count.format(calls.length)),
    sum("refused", count.format(refused)),
    lost > 0 && sum("lost", count.format(lost)),
    slowest && sum(`slowest ack (#${slowest.n})`, inMs(slowest.ms)),
  ];
  part("wire-sums").replaceChildren(...sums.filter(Boolean));
}
