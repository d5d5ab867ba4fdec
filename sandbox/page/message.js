// One message as it stands in a channel or thread: who said it, what it says, what can be done with it.
import { actionsButton } from "./actions.js";
import { blocks, files } from "./blocks.js";
import { avatar, el, freshId, icon } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { kindTag, personName, state, zone } from "./state.js";
import { pressed } from "./surface.js";
import { longDay, timeOfDay } from "./times.js";

const pressedAt = new Map(); // by ts: when a button of it was last pressed, so that the change is told

/** Whether a button of that message was pressed just now. */
export function wasPressed(ts) {
  return Date.now() - (pressedAt.get(ts) ?? 0) < 10_000;
}

/** Draws a message: {message, node, ...parts}. *onThread* opens its thread; null where it is open. */
export function drawn(message, { onThread }) {
  const name = personName(message.user) ?? (message.is_app ? state.app.name : "Slackbot");
  const person = state.people.get(message.user);
  const isBot = message.is_app || person?.kind === "bot";
  const author = el("span", { class: "author", id: freshId("by") }, name);
  const at = Number(message.ts);
  const clock = timeOfDay(at, zone());
  const day = longDay(at, zone());
  const time = el("time", { datetime: new Date(at * 1000).toISOString(), title: `${day}, ${clock}` }, clock);
  const tag = isBot ? "App" : kindTag(person);
  const entry = {
    message,
    day,
    json: null,
    onThread,
    edited: el("span", { class: "quiet" }),
    content: el("div", { class: "content", "aria-live": "off" }),
    replies: el("div", { class: "replies" }),
    trouble: el("p", { class: "trouble", role: "alert" }),
    lines: {}, // what stands above it: the day, "New"
  };
  entry.node = el(
    "article",
    {
      class: `message${message.ephemeral ? " ephemeral" : ""}${message.user === state.me ? " own" : ""}`,
      tabindex: "-1",
      "aria-labelledby": author.id,
      data: { key: message.ts, ts: message.ts },
    },
    avatar(name, message.user, isBot),
    el(
      "div",
      { class: "message-main" },
      message.ephemeral && el("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      el("div", { class: "byline" }, author, tag && el("span", { class: "tag" }, tag), time, entry.edited),
      entry.content,
      entry.replies,
      entry.trouble,
    ),
    actionsButton(entry),
  );
  fill(entry);
  return entry;
}

/** Fills in what a message says now. */
export function fill(entry) {
  const { message, content, edited } = entry;
  content.replaceChildren(
    ...(message.blocks?.length ? blocks(message.blocks, surfaceOf(entry)) : mrkdwn(message.text)),
    ...files(message.files),
  );
  edited.textContent = message.edited && !message.ephemeral ? "(edited)" : "";
  countReplies(entry, message.reply_count ?? 0);
}

/** Shows how many replies stand below a message, as the way to them. */
export function countReplies(entry, count) {
  const { replies, message, onThread } = entry;
  entry.message = { ...message, reply_count: count };
  if (!onThread || !count) {
    replies.replaceChildren();
    return;
  }
  const label = count === 1 ? "1 reply" : `${count} replies`;
  if (replies.firstChild) replies.firstChild.textContent = label;
  else
    replies.append(
      el(
        "button",
        { type: "button", class: "button small", data: { key: "replies" }, onclick: () => onThread(message.ts) },
        label,
      ),
    );
}

function surfaceOf(entry) {
  const { ts, channel } = entry.message;
  return {
    place: { channel, ts },
    press: (node, element, block, value) => {
      pressedAt.set(ts, Date.now());
      const body = {
        as: state.me,
        channel,
        ts,
        block_id: block.block_id,
        action_id: element.action_id,
        value,
      };
      return pressed(node, entry.trouble, body);
    },
  };
}
