// Channels and who is in them: adding one, inviting somebody, taking somebody out, leaving.
import { tell } from "./api.js";
import { askForm } from "./dialogs.js";
import { el } from "./dom.js";
import { openRoster } from "./roster.js";
import { channelTitle, hashFor, state } from "./state.js";

/** Asks for a new channel, and goes there. */
export function addChannel() {
  askForm({
    title: "Add a channel",
    submit: "Add",
    fields: [
      { name: "name", label: "Name", hint: "Small letters, figures and hyphens.", required: true },
      { name: "is_private", label: "Private: only people who are invited see it", check: true },
    ],
    onSubmit: async ({ name, is_private: isPrivate }) => {
      const members = [state.me, state.app.bot_user_id].filter(Boolean);
      const { channel } = await tell("channels", { name: name.replace(/^#/, ""), is_private: isPrivate, members });
      if (!state.channels.has(channel.id))
        state.channels.set(channel.id, { unread: 0, ...channel, is_member: true });
      location.hash = hashFor({ channel: channel.id });
    },
  });
}

const path = (channel, deed) => `channels/${encodeURIComponent(channel.id)}/${deed}`;

async function invite(channel, person) {
  await tell(path(channel, "join"), { as: person.id, by: state.me });
  if (!channel.members.includes(person.id)) channel.members.push(person.id);
}

async function takeOut(channel, person) {
  await tell(path(channel, "leave"), { as: person.id });
  channel.members = channel.members.filter((id) => id !== person.id);
}

function leaveButton(channel) {
  return (dialog, trouble) =>
    el(
      "button",
      {
        type: "button",
        class: "button",
        onclick: async () => {
          try {
            await tell(path(channel, "leave"), { as: state.me });
            dialog.close();
          } catch (error) {
            trouble.textContent = error.message;
          }
        },
      },
      "Leave the channel",
    );
}

/** Shows who is in the channel; its members may invite others and take people out. */
export function showMembers(id) {
  const here = () => state.channels.get(id);
  const isMember = here().is_member && !here().is_archived;
  openRoster({
    title: `People in ${channelTitle(here())}`,
    parts: () => {
      const channel = here();
      if (!channel) return [];
      const isIn = new Set(channel.members);
      const all = [...state.people.values()].filter((person) => !person.deactivated);
      const remove = (person) =>
        isMember && person.id !== state.me ? ["Remove", () => takeOut(channel, person)] : null;
      const members = { people: all.filter((person) => isIn.has(person.id)), act: remove };
      const others = all.filter((person) => !isIn.has(person.id));
      const act = (person) => ["Invite", () => invite(channel, person)];
      return isMember ? [members, { title: "Not in the channel", people: others, act }] : [members];
    },
    foot: isMember ? [leaveButton(here())] : [],
  });
}
