// The messages of the channel shown: drawn one by one, changed in place, told to screen readers once.
import { Refused, read, sentence, tell } from "./api.js";
import { blocks, files } from "./blocks.js";
import { announce, avatar, el, freshId, icon, keepingFocus } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { now, personName, state, zone } from "./state.js";
import { longDay, nearDay, timeOfDay } from "./times.js";

const log = document.getElementById("log");
const newer = document.getElementById("newer");
const shown = new Map(); // by ts: {message, node, content, trouble}
let place = null; // person and channel of what is shown
const pressedAt = new Map(); // by ts: when a button of it was last pressed, so that the change is told

newer.addEventListener("click", () => {
  log.scrollTo({ top: log.scrollHeight });
  log.focus({ preventScroll: true });
});
log.addEventListener("scroll", () => {
  if (isAtBottom()) newer.hidden = true;
});

/** Shows these messages, oldest first, touching only those that differ from what is shown already. */
export function showMessages(messages, { isCut, onOlder }) {
  const here = `${state.me} ${state.channel}`;
  const isNew = here !== place;
  place = here;
  if (isNew) clear();
  log.setAttribute("aria-live", "off"); // what was here before is not read out; what comes later is
  log.querySelector(".older")?.remove();
  const wanted = messages.filter(isOutsideThread);
  const kept = new Set(wanted.map((message) => message.ts));
  for (const ts of [...shown.keys()]) if (!kept.has(ts)) drop(ts);
  for (const message of wanted) put(message);
  if (isCut)
    log.prepend(
      el("button", { type: "button", class: "button small older", onclick: onOlder }, "Show older messages"),
    );
  tidy();
  if (isNew) log.scrollTop = log.scrollHeight;
  setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
}

/** Adds or changes one message of the channel shown. */
export function takeMessage(message) {
  if (!isOutsideThread(message)) {
    reloadReplies(message);
    return;
  }
  const isNew = !shown.has(message.ts);
  const follows = isAtBottom() || message.user === state.me || message.ephemeral;
  put(message);
  if (!isNew) return;
  tidy();
  if (follows) reveal(shown.get(message.ts).node);
  else newer.hidden = false;
}

/** Takes a message away; a focus in it goes to the list. */
export function dropMessage(ts) {
  if (shown.get(ts)?.node.contains(document.activeElement)) log.focus({ preventScroll: true });
  drop(ts);
  tidy();
}

function clear() {
  shown.clear();
  newer.hidden = true;
  log.replaceChildren();
}

function drop(ts) {
  shown.get(ts)?.node.remove();
  shown.delete(ts);
}

function isOutsideThread(message) {
  return message.ephemeral || !message.thread_ts || message.thread_ts === message.ts;
}

function isAtBottom() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 48;
}

function reveal(node) {
  const isTall = node.offsetHeight > log.clientHeight;
  if (isTall) log.scrollTop = node.offsetTop - log.offsetTop;
  else log.scrollTop = log.scrollHeight;
}

function put(message) {
  const known = shown.get(message.ts);
  if (!known) {
    const entry = drawn(message);
    shown.set(message.ts, entry);
    const next = [...shown.keys()].filter((ts) => ts > message.ts).sort()[0];
    log.insertBefore(entry.node, next ? shown.get(next).node : null);
  } else if (JSON.stringify(known.message) !== JSON.stringify(message)) {
    change(known, message);
  }
}

/** Draws a changed message anew without moving what the person looks at or has focused. */
function change(entry, message) {
  const wasAtBottom = isAtBottom();
  const anchor = () => (entry.node.contains(document.activeElement) ? document.activeElement : entry.node);
  const topBefore = anchor().getBoundingClientRect().top;
  const heightBefore = entry.node.offsetHeight;
  const isAbove = entry.node.getBoundingClientRect().bottom < log.getBoundingClientRect().top;
  const hadFocus = anchor() !== entry.node;
  entry.message = message;
  keepingFocus(entry.node, () => fill(entry), entry.node);
  if (hadFocus) log.scrollTop += anchor().getBoundingClientRect().top - topBefore;
  else if (isAbove) log.scrollTop += entry.node.offsetHeight - heightBefore;
  else if (wasAtBottom) log.scrollTop = log.scrollHeight;
  if (Date.now() - (pressedAt.get(message.ts) ?? 0) < 10_000)
    announce(`Changed: ${message.text.slice(0, 160)}`);
}

function drawn(message) {
  const isOwn = message.user === state.me;
  const name = personName(message.user) ?? (message.is_app ? state.app.name : "Slackbot");
  const author = el("span", { class: "author", id: freshId("by") }, name);
  const at = Number(message.ts);
  const time = el(
    "time",
    {
      datetime: new Date(at * 1000).toISOString(),
      title: `${longDay(at, zone())}, ${timeOfDay(at, zone())}`,
    },
    timeOfDay(at, zone()),
  );
  const edited = el("span", { class: "quiet" });
  const content = el("div", { class: "content", "aria-live": "off" });
  const trouble = el("p", { class: "trouble", role: "alert" });
  const replies = el("div", { class: "replies" });
  const isBot = message.is_app || state.people.get(message.user)?.kind === "bot";
  const node = el(
    "article",
    {
      class: `message${message.ephemeral ? " ephemeral" : ""}${isOwn ? " own" : ""}`,
      tabindex: "-1",
      "aria-labelledby": author.id,
      data: { key: message.ts, ts: message.ts },
    },
    avatar(name, message.user, isBot),
    el(
      "div",
      { class: "message-main" },
      message.ephemeral && el("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      el("div", { class: "byline" }, author, isBot && el("span", { class: "tag" }, "App"), time, edited),
      content,
      replies,
      trouble,
    ),
  );
  const entry = { message, node, content, trouble, edited, replies };
  fill(entry);
  return entry;
}

function fill(entry) {
  const { message, content, edited, replies } = entry;
  const surface = surfaceOf(entry);
  content.replaceChildren(
    ...(message.blocks?.length ? blocks(message.blocks, surface) : mrkdwn(message.text)),
    ...files(message.files),
  );
  edited.textContent = message.edited && !message.ephemeral ? "(edited)" : "";
  const count = message.reply_count ?? 0;
  if (!count) replies.replaceChildren();
  else if (!replies.querySelector(".reply")) {
    const label = count === 1 ? "1 reply" : `${count} replies`;
    replies.replaceChildren(
      el(
        "button",
        {
          type: "button",
          class: "button small",
          data: { key: "replies" },
          onclick: () => openReplies(entry),
        },
        label,
      ),
    );
  }
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

/** Presses an element: shows that it is under way, and a sentence at *trouble* where it fails. */
export async function pressed(node, trouble, body, send = (press) => tell("click", press)) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  trouble.textContent = "";
  try {
    const result = await send(body);
    if (!result.ok) throw new Refused(result.error, sentence(result.error));
  } catch (error) {
    trouble.textContent = error.message;
    trouble.scrollIntoView({ block: "nearest" });
  } finally {
    node.removeAttribute("aria-busy");
  }
}

async function openReplies(entry) {
  const { ts, channel } = entry.message;
  const answer = await read("messages", { as: state.me, channel, thread_ts: ts });
  const found = answer.messages.filter((message) => message.ts !== ts);
  entry.replies.replaceChildren(
    ...found.map((message) => {
      const reply = drawn(message);
      reply.node.classList.add("reply");
      return reply.node;
    }),
  );
}

function reloadReplies(message) {
  const entry = shown.get(message.thread_ts);
  if (!entry) return;
  if (entry.replies.querySelector(".reply")) openReplies(entry);
}

/** Puts a line with the day before each day's first message, and a word where there are none. */
function tidy() {
  for (const old of log.querySelectorAll(".day, .empty")) old.remove();
  let last = null;
  for (const ts of [...shown.keys()].sort()) {
    const day = longDay(Number(ts), zone());
    if (day !== last) {
      const near = nearDay(Number(ts), zone(), now());
      const label = near === "today" || near === "yesterday" ? near[0].toUpperCase() + near.slice(1) : day;
      shown.get(ts).node.before(el("div", { class: "day" }, el("span", { title: day }, label)));
    }
    last = day;
  }
  if (!shown.size) log.append(el("p", { class: "empty quiet" }, "Nothing has been said here yet."));
}
