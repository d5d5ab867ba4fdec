// What can be done with a message (reply, the app's shortcuts), and the app's shortcuts for everywhere.
import { Refused, sentence, tell } from "./api.js";
import { el, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { state } from "./state.js";

/** The shortcuts of that type ("message" or "global") that the person acting has: nobody of another
 * organisation has any (docs.slack.dev, shortcuts). */
function shortcuts(type) {
  if (state.people.get(state.me)?.kind === "external") return [];
  return state.app.shortcuts.filter((one) => one.type === type);
}

function choices(entry) {
  const { message, onThread } = entry;
  if (message.ephemeral) return []; // Slack offers nothing on what only one person sees
  const reply = { value: "reply", label: "Reply in thread" };
  return [onThread && reply, ...shortcuts("message").map(asOption)].filter(Boolean);
}

function asOption({ callback_id: id, name, description }) {
  return { value: `shortcut ${id}`, label: name, description };
}

/** The button that opens a message's menu; null where nothing can be done with it. */
export function actionsButton(entry) {
  if (entry.message.ephemeral) return null;
  const node = el(
    "button",
    {
      type: "button",
      class: "button plain message-actions",
      tabindex: "-1", // reached from its message, so that a long channel is not one long row of stops
      data: { key: "actions" },
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": "Message actions",
      onclick: () =>
        openMenu(node, {
          label: "Message actions",
          options: choices(entry),
          kind: "act",
          onDone: (value) => {
            const { ts, channel } = entry.message;
            if (value === "reply") entry.onThread(ts);
            else useShortcut(value.slice("shortcut ".length), entry.trouble, { channel, ts });
          },
        }),
    },
    icon("dots"),
  );
  return node;
}

async function useShortcut(callbackId, trouble, place = {}) {
  trouble.textContent = "";
  try {
    const result = await tell("shortcut", { as: state.me, callback_id: callbackId, ...place });
    if (!result.ok) throw new Refused(result.error, sentence(result.error));
  } catch (error) {
    trouble.textContent = error.message;
  }
}

const everywhere = document.getElementById("shortcuts");
everywhere.addEventListener("click", () =>
  openMenu(everywhere, {
    label: "Shortcuts",
    options: shortcuts("global").map(asOption),
    kind: "act",
    onDone: (value) =>
      useShortcut(value.slice("shortcut ".length), document.getElementById("composer-trouble")),
  }),
);

/** Shows the button for shortcuts where the person acting has some. */
export function drawShortcuts() {
  everywhere.hidden = shortcuts("global").length === 0;
}
