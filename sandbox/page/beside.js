// Opens the page that shows two people side by side.
import { askForm } from "./dialogs.js";
import { actors, hashFor, state } from "./state.js";

/** Asks who is to stand beside the person acting, and goes there. */
export function chooseBeside() {
  const others = actors().filter((person) => person.id !== state.me);
  askForm({
    title: "Side by side",
    submit: "Show both",
    fields: [
      { name: "person", label: "Who else", options: others.map((person) => [person.id, person.name]) },
    ],
    onSubmit: ({ person }) => {
      if (!person) throw new Error("There is nobody else yet. Add a person first.");
      // The app's direct messages are each person's own.
      const isDirect = state.channels.get(state.channel)?.is_im;
      const left = hashFor({ tab: state.tab }).slice(1);
      const right = hashFor({ me: person, channel: isDirect ? "app" : state.channel, tab: state.tab }).slice(1);
      location.assign(`/split#${new URLSearchParams({ left, right })}`);
    },
  });
}
