// The workspace's people: adding somebody of any kind, and the list from which one is deactivated.
import { tell } from "./api.js";
import { askForm, confirmed } from "./dialogs.js";
import { openRoster } from "./roster.js";
import { hashFor, state } from "./state.js";

const HOME_ZONE = "Europe/London";

/** Every time zone this browser knows, London first. */
function zones() {
  return [HOME_ZONE, ...Intl.supportedValuesOf("timeZone").filter((name) => name !== HOME_ZONE)];
}

/** The zone somebody means by what they typed: its name, or the end of it ("new york"). */
function zoneMeant(typed) {
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  if (!wanted) return HOME_ZONE;
  const found = zones().find((name) => name.toLowerCase() === wanted || name.toLowerCase().endsWith(`/${wanted}`));
  return found ?? typed.trim();
}

/** Asks for somebody new, and acts as them. */
export function addPerson() {
  askForm({
    title: "Add a person",
    submit: "Add",
    fields: [
      { name: "name", label: "Name", hint: "As others mention them, for example dee.", required: true },
      { name: "full", label: "Full name", hint: "For example Dee Okafor. May stay empty." },
      {
        name: "kind",
        label: "Kind",
        options: [
          ["member", "Member"],
          ["guest", "Guest"],
          ["external", "From another organisation"],
        ],
      },
      {
        name: "zone",
        label: "Time zone",
        hint: `A city, for example Athens. Empty means ${HOME_ZONE}.`,
        suggestions: zones(),
      },
    ],
    onSubmit: async ({ name, full, kind, zone }) => {
      const { person } = await tell("people", {
        name: name.replace(/^@/, ""),
        real_name: full,
        kind,
        tz: zoneMeant(zone),
      });
      if (!state.people.has(person.id)) state.people.set(person.id, person);
      location.hash = hashFor({ me: person.id });
    },
  });
}

async function deactivate(person) {
  const isSure = await confirmed({
    title: { text: `Deactivate ${person.name}?` },
    text: { type: "plain_text", text: `${person.name} can no longer do or see anything. This cannot be undone here.` },
    confirm: { text: "Deactivate" },
    deny: { text: "Keep" },
    style: "danger",
  });
  if (!isSure) return;
  const answer = await tell(`people/${encodeURIComponent(person.id)}/deactivate`);
  state.people.set(person.id, answer.person);
}

/** Lists everybody with their kind and time zone. */
export function showPeople() {
  openRoster({
    title: "People",
    parts: () => {
      const all = [...state.people.values()];
      return [
        {
          people: all.filter((person) => !person.deactivated),
          act: (person) => (person.kind === "bot" ? null : ["Deactivate", () => deactivate(person)]),
        },
        { title: "Deactivated", people: all.filter((person) => person.deactivated) },
      ];
    },
  });
}
