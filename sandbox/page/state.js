// What this page knows: who is acting, who and what is in the workspace, and the workspace's clock.

export const state = {
  me: null, // the id of the person acting; null until the workspace is known
  channel: null, // the id of the channel shown
  thread: null, // the ts of the message whose thread is open beside the channel
  tab: "messages", // or "home", in the app's direct messages
  team: { id: "", name: "" },
  app: { connected: false, name: "App", bot_user_id: null, commands: [], shortcuts: [] },
  people: new Map(),
  channels: new Map(), // those the person acting can see, in the sandbox's order
  clock: { shows: 0, readAt: 0, speed: 1 }, // what the workspace's clock showed when, in epoch seconds
};

/** Takes over what GET /sandbox/workspace answered. */
export function learnWorkspace(answer) {
  state.team = answer.team;
  state.app = { ...state.app, ...answer.app };
  state.people = new Map(answer.people.map((person) => [person.id, person]));
  learnClock(answer);
}

/** Takes over what the workspace's clock showed just now. */
export function learnClock({ now: shows, speed }) {
  state.clock = { shows, readAt: Date.now() / 1000, speed };
}

/** Takes over what GET /sandbox/channels answered. */
export function learnChannels(answer) {
  state.channels = new Map(answer.channels.map((channel) => [channel.id, channel]));
}

/** The workspace's time, in epoch seconds. */
export function now() {
  const { shows, readAt, speed } = state.clock;
  return shows + (Date.now() / 1000 - readAt) * speed;
}

/** The time zone of the person acting; where they have none, this browser's. */
export function zone() {
  return state.people.get(state.me)?.tz || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The people one can act as, in the sandbox's order. */
export function actors() {
  return [...state.people.values()].filter((person) => person.kind !== "bot" && !person.deactivated);
}

/** The name people know somebody by; null where nobody has this id. */
export function personName(id) {
  const person = state.people.get(id);
  if (person) return person.kind === "bot" ? person.real_name || person.name : person.name;
  return id && id === state.app.bot_user_id ? state.app.name : null;
}

/** Somebody's full name where it says more than their handle, else "". */
export function fullName({ name, real_name: full }) {
  return full && full.toLowerCase() !== name.toLowerCase() ? full : "";
}

/** What a direct message or channel is called in lists: "#general" or the app's name. */
export function channelTitle(channel) {
  return channel.is_im ? channel.name : `#${channel.name}`;
}

const KINDS = { member: "a member", guest: "a guest", external: "from another organisation" };

/** What somebody is, in words: "a guest". */
export function kindWords(person) {
  return KINDS[person.kind] ?? person.kind;
}

/** The word beside the name of somebody who is no member, else null. */
export function kindTag(person) {
  return { guest: "Guest", external: "Other organisation" }[person?.kind] ?? null;
}

/** Why the person acting cannot write in *channel*, in a sentence; null where they can. */
export function whyClosed(channel) {
  if (!channel) return null;
  if (channel.is_archived) return "This channel is archived.";
  if (channel.is_im && state.app.messages_tab_is_writable !== false) return null;
  if (channel.is_im) return `${state.app.name} takes no messages here. Commands work in channels.`;
  return channel.is_member ? null : `${personName(state.me)} is not in ${channelTitle(channel)}.`;
}

/** The address of a place in this page. */
export function hashFor({ me = state.me, channel = state.channel, tab = "messages", thread = null } = {}) {
  const fields = new URLSearchParams({ as: me });
  if (channel) fields.set("channel", channel);
  if (tab === "home") fields.set("tab", "home");
  if (thread) fields.set("thread", thread);
  return `#${fields}`;
}
