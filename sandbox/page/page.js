// Ties the page together: the address says who acts and what is shown; events keep it up to date.
import { follow, read, tell } from "./api.js";
import { drawClock, loadClock, takeClock } from "./clock.js";
import { loadControls } from "./faults.js";
import { loadHome, openHome } from "./home.js";
import { changeMessage, countReplies, dropMessage, loadMessages, takeMessage } from "./messages.js";
import { placePanel } from "./panel.js";
import { drawHeader, drawPlace } from "./place.js";
import { actors, hashFor, learnChannels, learnWorkspace, state } from "./state.js";
import { countInThread, drawThread, dropFromThread, showThread, takeIntoThread } from "./threads.js";
import { forgetViews, loadViews } from "./views.js";

const part = (id) => document.getElementById(id);
let stopFollowing = null;

function wanted() {
  const fields = new URLSearchParams(location.hash.slice(1));
  const people = actors();
  const me = people.find((person) => person.id === fields.get("as"))?.id ?? people[0]?.id ?? null;
  const tab = fields.get("tab") === "home" ? "home" : "messages";
  return { me, channel: fields.get("channel"), tab, thread: fields.get("thread") };
}

/** The channel with that id ("app": the direct messages with the app), or else the person's first. */
function pickChannel(id) {
  if (state.channels.has(id)) return id;
  const all = [...state.channels.values()];
  const first = all.find((channel) => (id === "app" ? channel.is_im : channel.is_member && !channel.is_im));
  return (first ?? all[0])?.id ?? null;
}

async function route() {
  const next = wanted();
  if (next.me !== state.me) {
    stopFollowing?.();
    seen.clear();
    forgetViews();
    state.me = next.me;
    state.channels = new Map();
    setPlacesInert(true); // they still are those of whoever acted before
    if (state.me) followMe(); // the new connection loads everything
    return;
  }
  const { channel, tab } = state;
  learnPlace();
  drawPlace(join);
  // Opening or closing a thread leaves the channel beside it as it is.
  await Promise.all([
    channel === state.channel && tab === state.tab && tab === "messages" ? null : loadPlace(),
    showThread(),
  ]);
}

function setPlacesInert(isInert) {
  for (const id of ["channel-list", "direct-list", "tabs"]) part(id).inert = isInert;
}

function followMe() {
  stopFollowing = follow(state.me, {
    onOpen: () => {
      part("lost").hidden = true;
      attempt(refresh);
    },
    onEvent: handle,
    onLost: (isOver) => {
      part("lost").hidden = false;
      if (isOver) startAgain();
    },
  });
}

/** After the sandbox was restarted, perhaps with other people: begins as if the page was opened. */
function startAgain() {
  setTimeout(async () => {
    try {
      learnWorkspace(await read("workspace"));
      state.me = null;
      await route();
    } catch {
      startAgain(); // it is not back yet, as the page says
    }
  }, 2000);
}

/** Runs a load; what goes wrong is said at the top of the page, and the next event tries again. */
async function attempt(load) {
  try {
    await load();
    part("failed").textContent = "";
  } catch (error) {
    part("failed").textContent = error.message;
  }
}

async function refresh() {
  const me = state.me;
  const [workspace, channels] = await Promise.all([read("workspace"), read("channels", { as: me })]);
  if (me !== state.me) return;
  learnWorkspace(workspace);
  learnChannels(channels);
  drawHeader();
  setPlacesInert(false);
  await Promise.all([showPlace(), loadViews(), loadControls(), loadClock(() => attempt(refresh))]);
}

async function loadChannels() {
  const me = state.me;
  const channels = await read("channels", { as: me });
  if (me !== state.me) return;
  learnChannels(channels);
  if (!state.channels.has(state.channel)) return showPlace();
  drawPlace(join);
  drawThread();
}

async function loadWorkspace() {
  learnWorkspace(await read("workspace"));
  drawHeader();
  if (actors().some((person) => person.id === state.me)) drawPlace(join);
  else await route(); // nobody acts yet, or who acted was deactivated
}

/** Takes over from the address which channel, tab and thread are shown. */
function learnPlace() {
  const next = wanted();
  state.channel = pickChannel(next.channel);
  const channel = state.channels.get(state.channel);
  state.tab = channel?.is_im ? next.tab : "messages";
  state.thread = state.tab === "messages" && state.channel === next.channel ? next.thread : null;
  const address = hashFor({ tab: state.tab, thread: state.thread });
  if (location.hash !== address) history.replaceState(null, "", address);
  dispatchEvent(new Event("place")); // for the page that shows two of these side by side
}

async function showPlace() {
  learnPlace();
  drawPlace(join);
  await Promise.all([loadPlace(), showThread()]);
}

async function loadPlace() {
  if (state.tab === "home") await openHome();
  else if (state.channel) {
    const channel = state.channel;
    const newest = await loadMessages();
    if (newest) markRead(channel, newest);
  }
}

const seen = new Map(); // by channel: the newest message that the person has had before their eyes

/** Notes that the person sees the channel up to *ts*; the sandbox hears of it soon. */
function markRead(channelId, ts) {
  if (document.visibilityState !== "visible") return;
  if (ts > (seen.get(channelId) ?? "")) seen.set(channelId, ts);
  const channel = state.channels.get(channelId);
  if (channel) channel.unread = 0;
  soon(tellRead);
}

async function tellRead() {
  const marks = [...seen];
  seen.clear();
  for (const [id, ts] of marks) await tell(`channels/${encodeURIComponent(id)}/read`, { as: state.me, ts });
}

/** Brings *person* into the channel shown. */
function join(person) {
  return attempt(async () => {
    await tell(`channels/${encodeURIComponent(state.channel)}/join`, { as: person });
    await loadChannels();
    part("words").focus(); // the button is gone
  });
}

const waiting = new Set();

/** Runs *load* once soon, however many events ask for it. */
function soon(load) {
  if (waiting.has(load)) return;
  waiting.add(load);
  setTimeout(() => {
    waiting.delete(load);
    attempt(load);
  }, 50);
}

function handle(event) {
  switch (event.type) {
    case "message":
    case "message_changed":
    case "message_deleted":
    case "ephemeral":
      handleMessage(event);
      break;
    case "channels":
      soon(loadChannels);
      break;
    case "people":
      soon(loadWorkspace);
      break;
    case "app":
      soon(loadWorkspace);
      soon(loadControls);
      break;
    case "controls":
      soon(loadControls);
      break;
    case "clock":
      takeClock(event);
      break;
    case "home":
      if (state.tab === "home") soon(loadHome);
      break;
    case "views":
      soon(loadViews);
      break;
    default: // a newer sandbox may tell of more
  }
}

function handleMessage(event) {
  const { type, ts, message, thread_ts: thread } = event;
  const isHere = event.channel === state.channel && state.tab === "messages";
  if (!isHere) {
    if (type !== "message_deleted" && !thread) soon(loadChannels);
  } else if (type === "message_deleted") {
    dropMessage(ts);
    dropFromThread(ts);
  } else {
    if (thread) takeIntoThread(message);
    else if (type === "message_changed") changeMessage(message);
    else takeMessage(message);
    if (!thread) takeIntoThread(message);
    if (!thread && type === "message") markRead(event.channel, ts);
  }
  if (isHere && thread && type !== "ephemeral") {
    countReplies(thread, event.reply_count);
    countInThread(thread, event.reply_count);
  }
}

// A hidden tab gives its connection back: a browser allows only six to one address.
document.addEventListener("visibilitychange", () => {
  if (!state.me) return;
  stopFollowing?.();
  if (document.visibilityState === "visible") followMe();
});
part("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address is taken by the person and the channel
  part(state.tab === "home" ? "home" : "log").focus();
});
placePanel();
addEventListener("hashchange", () => attempt(route));
setInterval(drawClock, 1000);
setInterval(() => document.visibilityState === "visible" && attempt(loadWorkspace), 30_000);
attempt(loadWorkspace);
