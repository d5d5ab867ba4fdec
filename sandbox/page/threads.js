// The thread beside the channel: a message, the replies to it, and the field to write one.
import { read, tell } from "./api.js";
import { MessageList } from "./messagelist.js";
import { focusMessage, messageShown } from "./messages.js";
import { channelTitle, hashFor, state, whyClosed } from "./state.js";

const part = (id) => document.getElementById(id);
const pane = part("thread");
const log = part("thread-log");
const words = part("thread-words");
const trouble = part("thread-trouble");
const list = new MessageList(log, { emptyText: "This thread is not there any more." });
const covers = matchMedia("(max-width: 62rem)"); // the thread then lies over the channel: threads.css
const drafts = new Map(); // by person and thread
let place = null; // person, channel and thread of what is shown

part("thread-close").addEventListener("click", closeThread);
covers.addEventListener("change", keepApart);
pane.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) closeThread();
});
part("thread-form").addEventListener("submit", (event) => {
  event.preventDefault();
  reply();
});
words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  reply();
});
words.addEventListener("input", grow);

function closeThread() {
  location.hash = hashFor();
}

const draftKey = () => (state.thread ? `${state.me} ${state.channel} ${state.thread}` : null);

/** Shows the thread that the address names, or none; the focus goes there and back. */
export async function showThread() {
  const here = draftKey();
  if (here === place) {
    if (here) await loadThread();
    return;
  }
  const [me, channel, ts] = place?.split(" ") ?? [];
  const isBack = me === state.me && channel === state.channel && !here;
  if (place) drafts.set(place, words.value);
  place = here;
  list.clear();
  trouble.textContent = "";
  pane.hidden = !here;
  document.querySelector("main").classList.toggle("with-thread", Boolean(here));
  keepApart();
  if (isBack) focusMessage(ts);
  if (!here) return;
  drawThread();
  words.value = drafts.get(here) ?? "";
  grow();
  const known = messageShown(state.thread);
  if (known) list.show([known]); // at once; its replies follow
  (part("thread-form").hidden ? log : words).focus({ preventScroll: true });
  await loadThread();
  list.toBottom();
}

/** Draws what stands around the replies. */
export function drawThread() {
  const channel = state.channels.get(state.channel);
  if (!state.thread || !channel) return;
  const where = channelTitle(channel);
  part("thread-place").textContent = where;
  log.setAttribute("aria-label", `Thread in ${where}`);
  const closed = whyClosed(channel);
  part("thread-form").hidden = closed !== null;
  part("thread-closed").textContent = closed ?? "";
}

async function loadThread() {
  const mine = place;
  const { me, channel, thread } = state;
  const { answer, told } = await list.during(
    read("messages", { as: me, channel, thread_ts: thread, limit: 5000 }),
  );
  if (mine !== place) return;
  list.show(answer.messages, told);
  countThem();
}

function countThem() {
  list.node(state.thread)?.classList.add("parent");
  const count = list.message(state.thread)?.reply_count ?? 0;
  part("thread-count").textContent = count === 1 ? "1 reply" : count ? `${count} replies` : "No replies yet";
}

/** Where the thread covers the channel, nothing behind it can be reached. */
function keepApart() {
  const behind = document.querySelectorAll("main > :not(#thread)");
  for (const node of behind) node.inert = covers.matches && place !== null;
}

/** Takes in a new or changed message, if it belongs to the thread shown. */
export function takeIntoThread(message) {
  if (!place || (message.thread_ts ?? message.ts) !== state.thread || message.channel !== state.channel) return;
  const follows = list.isAtBottom || message.user === state.me;
  if (list.put(message) && follows) list.reveal(message.ts);
  countThem();
}

/** Takes a message away, if it belongs to the thread shown. */
export function dropFromThread(ts) {
  if (ts === state.thread) list.show([]);
  else list.drop(ts);
}

/** Says how many replies a thread has now, if it is the one shown. */
export function countInThread(ts, count) {
  if (ts !== state.thread) return;
  list.countReplies(ts, count);
  countThem();
}

function grow() {
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight + 2, 180)}px`;
}

async function reply() {
  const text = words.value.trim();
  const mine = place;
  if (!text) return;
  trouble.textContent = "";
  if (/^\/\w/.test(text)) {
    // Slack: "/topics is not supported in threads. Sorry!"
    trouble.textContent = `${text.split(/\s/)[0]} does not work in threads. Type it in the channel.`;
    return;
  }
  words.value = "";
  grow();
  try {
    await tell("say", { as: state.me, channel: state.channel, thread_ts: state.thread, text });
  } catch (error) {
    if (mine !== place) return;
    trouble.textContent = error.message;
    if (!words.value) words.value = text;
  }
}
