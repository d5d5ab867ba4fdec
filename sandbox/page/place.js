// Draws what stands around the messages: header, left column, the place's heading, the composer.
import { drawShortcuts } from "./actions.js";
import { placeComposer } from "./composer.js";
import { el, keepingFocus } from "./dom.js";
import { showMembers } from "./members.js";
import { drawSidebar, pageTitle } from "./sidebar.js";
import { channelTitle, hashFor, personName, state, whyClosed } from "./state.js";

const part = (id) => document.getElementById(id);

/** Draws the left column, the channel's heading and the composer. *onJoin* brings somebody into it. */
export function drawPlace(onJoin) {
  drawSidebar();
  const channel = state.channels.get(state.channel);
  const isHome = state.tab === "home";
  const closed = whyClosed(channel);
  part("place-title").textContent = channel ? channelTitle(channel) : "Nothing to show";
  part("place-topic").textContent = channel?.topic || (isSecret(channel) ? "Private: only its members see it." : "");
  part("log").setAttribute("aria-label", channel ? `Messages in ${channelTitle(channel)}` : "Messages");
  part("messages").hidden = isHome;
  part("home").hidden = !isHome;
  part("composer").hidden = isHome || closed !== null || !channel;
  part("closed").hidden = isHome || closed === null;
  drawTabs(channel);
  drawMembership(channel, closed, onJoin);
  drawShortcuts();
  placeComposer();
  document.title = pageTitle();
  if (window.top !== window) nameParts();
}

/** Says whose parts these are, where two of this page stand side by side. */
function nameParts() {
  const who = `as ${personName(state.me)}`;
  const name = (node, words) => {
    node.removeAttribute("aria-labelledby");
    node.setAttribute("aria-label", words);
  };
  name(document.querySelector("header"), who);
  name(part("sidebar"), `People and channels, ${who}`);
  name(document.querySelector("main"), `${part("place-title").textContent}, ${who}`);
  name(part("thread"), `Thread, ${who}`);
}

const isSecret = (channel) => channel?.is_private && !channel.is_im;

/** The button that says how many people are in the channel and shows them. */
function membersButton(channel) {
  const count = channel.members.filter((id) => state.people.get(id)?.kind !== "bot").length;
  const words = count === 1 ? "1 person" : `${count} people`;
  return el(
    "button",
    {
      type: "button",
      class: "button plain small",
      data: { key: "members" },
      "aria-label": `${words} in ${channelTitle(channel)}`,
      onclick: () => showMembers(channel.id),
    },
    words,
  );
}

function drawTabs(channel) {
  const tab = (name, label) =>
    el(
      "a",
      {
        href: hashFor({ tab: name }),
        data: { key: name },
        "aria-current": state.tab === name ? "page" : null,
      },
      label,
    );
  part("tabs").hidden = !channel?.is_im;
  refill("tabs", [tab("home", "Home"), tab("messages", "Messages")]);
}

function drawMembership(channel, closed, onJoin) {
  const join = (label, as) =>
    el(
      "button",
      {
        type: "button",
        class: "button small",
        data: { key: label },
        onclick: () => onJoin(as),
      },
      label,
    );
  const bot = state.app.bot_user_id;
  const needsApp = channel && !channel.is_im && !closed && bot && !channel.members?.includes(bot);
  refill("membership", [
    needsApp && join(`Invite ${state.app.name}`, bot),
    channel && !channel.is_im && membersButton(channel),
  ]);
  const canJoin = closed && !channel.is_member && !channel.is_archived;
  refill("closed", [el("p", {}, closed ?? ""), canJoin && join("Join the channel", state.me)]);
}

function refill(id, nodes) {
  keepingFocus(part(id), () => part(id).replaceChildren(...nodes.filter(Boolean)));
}

/** Draws the workspace's name and whether the app is connected. */
export function drawHeader() {
  part("team-name").textContent = state.team.name || "Sandbox";
  const { connected, name } = state.app;
  const words = connected ? "connected" : "not connected";
  if (part("app-state").textContent !== `${name} is ${words}`) {
    part("app-state").replaceChildren(
      el(
        "span",
        {},
        el("span", { class: "app-name" }, `${name} is `),
        el("span", { class: "app-word" }, words),
      ),
    );
    part("app-state").className = connected ? "app-state on" : "app-state off";
  }
}
