// The messages of the channel shown: the newest at first, older ones when asked for.
import { read } from "./api.js";
import { el } from "./dom.js";
import { MessageList } from "./messagelist.js";
import { hashFor, state } from "./state.js";

const PAGE = 200; // how many messages are asked for at first, and each time for older ones
const log = document.getElementById("log");
const newer = document.getElementById("newer");
const list = new MessageList(log, {
  emptyText: "Nothing has been said here yet.",
  onThread: (ts) => {
    location.hash = hashFor({ thread: ts });
  },
});
let place = null; // person and channel of what is shown

newer.addEventListener("click", () => {
  list.toBottom();
  log.focus({ preventScroll: true });
});
log.addEventListener("scroll", () => {
  if (list.isAtBottom) newer.hidden = true;
});

/** Loads what the channel shown has now; the ts of its newest message, null where the person has gone
 * elsewhere or there is none. */
export async function loadMessages() {
  const { me, channel } = state;
  const here = `${me} ${channel}`;
  const isNew = here !== place;
  const limit = isNew ? PAGE : Math.max(PAGE, list.size);
  const mark = state.channels.get(channel).read_ts;
  const unread = state.channels.get(channel).unread;
  const { answer, told } = await list.during(
    read("messages", { as: me, channel, limit, outside_threads: 1 }),
  );
  if (me !== state.me || channel !== state.channel) return null;
  if (isNew) {
    list.clear();
    newer.hidden = true;
  }
  place = here;
  list.show(answer.messages, told);
  if (unread) list.markNew(firstNew(answer.messages, mark));
  offerOlder(answer.is_cut);
  if (isNew) list.toBottom();
  return answer.messages.at(-1)?.ts ?? null;
}

/** The first message of somebody else that came after the person last looked. */
function firstNew(messages, mark) {
  const isNews = (message) => message.ts > (mark ?? "") && message.user !== state.me && !message.ephemeral;
  return messages.find(isNews)?.ts ?? null;
}

function offerOlder(isCut) {
  const shown = log.querySelector(".older");
  if (!isCut) {
    if (shown?.contains(document.activeElement)) log.focus({ preventScroll: true });
    shown?.remove();
  } else if (!shown) {
    const label = "Show older messages";
    log.prepend(el("button", { type: "button", class: "button small older", onclick: showOlder }, label));
  } else log.prepend(shown); // what was added stands above it
}

async function showOlder(event) {
  const button = event.currentTarget;
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const { me, channel } = state;
  try {
    const answer = await read("messages", {
      as: me,
      channel,
      limit: PAGE,
      outside_threads: 1,
      before: list.oldest,
    });
    if (me !== state.me || channel !== state.channel) return;
    const hadFocus = document.activeElement === button;
    list.addOlder(answer.messages);
    offerOlder(answer.is_cut);
    if (hadFocus && answer.is_cut) button.focus({ preventScroll: true });
  } catch (error) {
    document.getElementById("failed").textContent = error.message;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** Adds or changes one message of the channel shown. */
export function takeMessage(message) {
  const follows = list.isAtBottom || message.user === state.me || message.ephemeral;
  if (!list.put(message)) return;
  if (follows) list.reveal(message.ts);
  else newer.hidden = false;
}

/** Changes a message if it is shown: an old one that is not shown stays so. */
export function changeMessage(message) {
  if (list.has(message.ts)) list.put(message);
}

/** Takes a message away. */
export function dropMessage(ts) {
  list.drop(ts);
}

/** Shows how many replies a message has now. */
export function countReplies(ts, count) {
  list.countReplies(ts, count);
}

/** The message as it is shown, null where it is not. */
export function messageShown(ts) {
  return list.message(ts);
}

/** Puts the focus on a message. */
export function focusMessage(ts) {
  (list.node(ts) ?? log).focus({ preventScroll: true });
}
