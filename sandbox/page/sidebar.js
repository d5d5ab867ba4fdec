// The left column: who is acting, the channels and direct messages, and how to try the app.
import { avatar, el, icon, keepingFocus, spoken } from "./dom.js";
import { chooseBeside } from "./beside.js";
import { offerText } from "./composer.js";
import { addChannel } from "./members.js";
import { addPerson, showPeople } from "./people.js";
import { actors, channelTitle, fullName, hashFor, kindWords, state } from "./state.js";

const root = document.getElementById("sidebar");
const picker = document.getElementById("acting-as");
const face = document.getElementById("acting-face");
const note = document.getElementById("acting-note");
const channelList = document.getElementById("channel-list");
const directList = document.getElementById("direct-list");
const examples = document.getElementById("examples");
const toggle = document.getElementById("sidebar-toggle");

picker.addEventListener("change", () => {
  const isDirect = state.channels.get(state.channel)?.is_im;
  location.hash = hashFor({ me: picker.value, channel: isDirect ? "app" : state.channel, tab: state.tab });
});
document.getElementById("add-person").addEventListener("click", addPerson);
document.getElementById("show-people").addEventListener("click", showPeople);
document.getElementById("beside").addEventListener("click", chooseBeside);
document.getElementById("beside").hidden = window.top !== window; // it is one of two already
document.getElementById("add-channel").addEventListener("click", addChannel);
toggle.addEventListener("click", () => setOpen(!root.classList.contains("open")));
matchMedia("(max-width: 45rem)").addEventListener("change", () => setOpen(false));
root.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.classList.contains("open")) setOpen(false);
});

/** Opens or closes the column where the window is narrow. */
export function setOpen(isOpen) {
  root.classList.toggle("open", isOpen);
  toggle.setAttribute("aria-expanded", String(isOpen));
  document.querySelector("main").inert = isOpen; // it lies behind the column
  if (isOpen) picker.focus();
  else if (root.contains(document.activeElement)) toggle.focus();
}

let drawn = null; // what the column was drawn from

/** Draws the column from what is known now; where nothing has changed, nothing is touched. */
export function drawSidebar() {
  const people = actors();
  const source = JSON.stringify([
    state.me,
    state.channel,
    people,
    [...state.channels.values()],
    state.app.commands,
  ]);
  if (source === drawn) return;
  drawn = source;
  picker.replaceChildren(...people.map((person) => el("option", { value: person.id }, titleOf(person))));
  picker.value = state.me;
  const me = state.people.get(state.me);
  face.replaceChildren(me ? avatar(me.name, me.id) : "");
  const kind = !me || me.kind === "member" ? "" : `, ${kindWords(me)},`;
  note.textContent = me ? `You see what ${me.name}${kind} would see.` : "";
  const channels = [...state.channels.values()];
  keepingFocus(channelList, () =>
    channelList.replaceChildren(...channels.filter((one) => !one.is_im).map(entry)),
  );
  keepingFocus(directList, () =>
    directList.replaceChildren(...channels.filter((one) => one.is_im).map(entry)),
  );
  drawExamples();
}

function titleOf(person) {
  const full = fullName(person);
  const name = full ? `${person.name} (${full})` : person.name;
  return person.kind === "member" ? name : `${name}, ${kindWords(person)}`;
}

function entry(channel) {
  const isHere = channel.id === state.channel;
  const unread = isHere ? 0 : (channel.unread ?? 0);
  const sign = channel.is_im
    ? avatar(channel.name, channel.id, true)
    : channel.is_private
      ? icon("lock")
      : el("span", { class: "hash", "aria-hidden": "true" }, "#");
  const classes = ["place", unread && "unread", !channel.is_member && !channel.is_im && "not-joined"]
    .filter(Boolean)
    .join(" ");
  return el(
    "li",
    {},
    el(
      "a",
      {
        class: classes,
        href: hashFor({ channel: channel.id }),
        "aria-current": isHere ? "page" : null,
        data: { key: channel.id },
        onclick: () => setOpen(false),
      },
      sign,
      el("span", { class: "place-name" }, channel.name),
      channel.is_private && !channel.is_im && spoken(", private"),
      !channel.is_member && !channel.is_im && el("span", { class: "place-note" }, "not joined"),
      unread > 0 &&
        el(
          "span",
          { class: "badge" },
          String(unread),
          spoken(unread === 1 ? " unread message" : " unread messages"),
        ),
    ),
  );
}

/** The first words a command's usage hint offers, where they can be typed as they stand. */
function example({ command, usage_hint: usage }) {
  const first = (usage ?? "").split(/\s*[|·]\s*/)[0].trim();
  return /^[\w#@:., -]+$/.test(first) && first.length < 24 ? `${command} ${first}` : command;
}

function drawExamples() {
  const lines = state.app.commands.slice(0, 3).map((command) =>
    el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: "example",
          onclick: () => {
            setOpen(false);
            offerText(example(command));
          },
        },
        el("code", {}, example(command)),
      ),
      el("span", { class: "quiet" }, command.description ?? ""),
    ),
  );
  examples.replaceChildren(...lines);
}

/** What the window's title says: the place, the person, and how much is unread elsewhere. */
export function pageTitle() {
  const here = state.channels.get(state.channel);
  const unread = [...state.channels.values()]
    .filter((one) => one.id !== state.channel)
    .reduce((sum, one) => sum + (one.unread ?? 0), 0);
  const me = state.people.get(state.me);
  const words = [
    here ? channelTitle(here) : null,
    me ? `as ${me.name}` : null,
    state.team.name || "Sandbox",
  ].filter(Boolean);
  return `${unread ? `(${unread}) ` : ""}${words.join(" · ")}`;
}
