// The field one types in: completion of the app's commands, sending, and what was typed before.
import { tell } from "./api.js";
import { announce, el } from "./dom.js";
import { channelTitle, state } from "./state.js";

const form = document.getElementById("composer");
const input = document.getElementById("words");
const list = document.getElementById("offers");
const hint = document.getElementById("hint");
const status = document.getElementById("sending");
const trouble = document.getElementById("composer-trouble");

const drafts = new Map(); // by person and channel
let offered = []; // the commands in the list, as shown
let active = -1; // which of them is chosen
let recalled = null; // how far back in what was typed before; null: not there
let unsent = ""; // what stood in the field before looking back

const draftKey = () => `${state.me} ${state.channel}`;
let place = null;

/** Brings the field to the channel and person shown now; what was typed elsewhere stays there. */
export function placeComposer() {
  if (place && place !== draftKey()) {
    drafts.set(place, input.value);
    setText(drafts.get(draftKey()) ?? "");
    trouble.textContent = "";
    status.textContent = "";
  }
  place = draftKey();
  const channel = state.channels.get(state.channel);
  const where = channel ? channelTitle(channel) : "this channel";
  input.placeholder = `Message ${where}, or / for a command`;
  input.setAttribute("aria-label", `Message ${where}`);
}

/** Puts *text* in the field, for the person to send or change. */
export function offerText(text) {
  setText(text);
  closeList();
  input.focus();
}

function setText(text) {
  input.value = text;
  recalled = null;
  grow();
  showHint();
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight + 2, 180)}px`;
}

function matching(text) {
  if (!/^\/\S*$/.test(text)) return [];
  const typed = text.toLowerCase();
  return state.app.commands.filter((entry) => entry.command.toLowerCase().startsWith(typed));
}

function showList() {
  const before = offered.length;
  offered = matching(input.value);
  if (offered.length === 1 && offered[0].command === input.value) offered = [];
  // A text field of several lines may not be a combobox (w3.org/TR/html-aria), so it is said instead.
  if (offered.length && offered.length !== before)
    announce(offered.length === 1 ? "1 command" : `${offered.length} commands`);
  active = offered.length ? 0 : -1;
  list.replaceChildren(...offered.map(offer));
  list.hidden = !offered.length;
  mark();
}

function offer(entry, index) {
  const node = el(
    "li",
    { role: "option", id: `offer-${index}`, class: "offer" },
    el(
      "span",
      { class: "offer-name" },
      entry.command,
      entry.usage_hint && el("span", { class: "quiet" }, ` ${entry.usage_hint}`),
    ),
    el("span", { class: "quiet" }, entry.description ?? ""),
  );
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus
    complete(entry);
  });
  return node;
}

function mark() {
  for (const [index, node] of [...list.children].entries()) {
    node.setAttribute("aria-selected", String(index === active));
    if (index === active) node.scrollIntoView({ block: "nearest" });
  }
  if (active < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", `offer-${active}`);
}

function closeList() {
  offered = [];
  active = -1;
  list.hidden = true;
  mark();
}

function complete(entry) {
  setText(`${entry.command} `);
  closeList();
  input.focus();
}

/** The usage of the command that is being typed, under the field. */
function showHint() {
  const word = /^\/\S+/.exec(input.value)?.[0].toLowerCase();
  const entry = state.app.commands.find(({ command }) => command.toLowerCase() === word);
  hint.textContent = entry
    ? [`${entry.command} ${entry.usage_hint ?? ""}`.trim(), entry.description].filter(Boolean).join(" – ")
    : "";
}

const saidKey = (person) => `said ${person}`;

function said() {
  return JSON.parse(sessionStorage.getItem(saidKey(state.me)) ?? "[]");
}

function remember(text) {
  const before = said().filter((entry) => entry !== text);
  sessionStorage.setItem(saidKey(state.me), JSON.stringify([...before, text].slice(-100)));
}

/** Goes back (-1) or forward (+1) in what this person typed before; whether there was somewhere to go. */
function recall(step) {
  const before = said();
  const from = recalled ?? before.length;
  const to = from + step;
  if (to < 0 || to > before.length || !before.length) return false;
  if (recalled === null) unsent = input.value;
  setText(to === before.length ? unsent : before[to]);
  recalled = to === before.length ? null : to;
  input.setSelectionRange(input.value.length, input.value.length);
  return true;
}

function isOnFirstLine() {
  return !input.value.slice(0, input.selectionStart).includes("\n");
}

input.addEventListener("input", () => {
  recalled = null;
  grow();
  showHint();
  showList();
});
// The list can be scrolled, and chosen from, while the field keeps the focus.
list.addEventListener("pointerdown", (event) => event.preventDefault());
input.addEventListener("blur", (event) => {
  if (event.relatedTarget === list) input.focus();
  else closeList();
});
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // an input method is at work
  const isOpen = offered.length > 0;
  if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length;
    mark();
  } else if (isOpen && event.key === "Escape") {
    event.preventDefault();
    closeList();
  } else if (isOpen && event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    complete(offered[active]);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (isOpen && offered[active].command !== input.value) complete(offered[active]);
    else send();
  } else if (event.key === "ArrowUp" && (recalled !== null || !input.value) && isOnFirstLine()) {
    if (recall(-1)) event.preventDefault();
  } else if (event.key === "ArrowDown" && recalled !== null) {
    if (recall(1)) event.preventDefault();
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});

async function send() {
  const text = input.value;
  if (!text.trim()) return;
  const { me, channel } = state;
  const here = draftKey();
  const isCommand = text.startsWith("/");
  remember(text);
  setText("");
  closeList();
  trouble.textContent = "";
  status.textContent = "Sending…";
  try {
    if (isCommand) await command(me, channel, text.trimEnd());
    else await tell("say", { as: me, channel, text: text.trim() });
    if (!isCommand && here === draftKey()) status.textContent = "";
  } catch (error) {
    if (here !== draftKey()) return;
    status.textContent = "";
    trouble.textContent = error.message;
    if (!input.value) setText(text);
  }
}

async function command(me, channel, text) {
  const result = await tell("command", { as: me, channel, text });
  if (me !== state.me) return;
  // What went wrong is said by Slackbot, among the messages.
  status.textContent = result.ok ? `Answered in ${Math.round(result.ack_ms)} ms` : "Not answered";
}
