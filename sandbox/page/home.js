// The app's Home tab in its direct messages.
import { read, tell } from "./api.js";
import { blocks } from "./blocks.js";
import { el, keepingFocus } from "./dom.js";
import { state } from "./state.js";
import { pressed } from "./surface.js";

const root = document.getElementById("home");
let shownJson = null;
let fields = [];

/** Opens the Home tab: the app hears of it and may draw it anew. */
export async function openHome() {
  shownJson = null;
  root.replaceChildren(el("p", { class: "quiet empty" }, "Opening…"));
  const me = state.me;
  await tell("home", { as: me, tab: "home" }).catch(() => null); // an app that is away still has its last Home
  if (me === state.me) await loadHome();
}

/** Shows the Home the app last made for the person acting. */
export async function loadHome() {
  const me = state.me;
  const { view } = await read("home", { as: me });
  if (me !== state.me) return;
  const json = JSON.stringify([me, view?.id, view?.blocks]);
  if (json === shownJson) return;
  shownJson = json;
  const typed = valuesOf();
  keepingFocus(root, () => draw(view, typed), root);
}

function valuesOf() {
  const values = {};
  for (const { blockId, actionId, read: value } of fields) (values[blockId] ??= {})[actionId] = value();
  return values;
}

function draw(view, typed) {
  fields = [];
  if (!view) {
    root.replaceChildren(
      el("p", { class: "quiet empty" }, `${state.app.name} has nothing on its Home for you yet.`),
    );
    return;
  }
  const trouble = el("p", { class: "trouble", role: "alert" });
  const surface = {
    place: { view_id: view.id },
    fields,
    typed: (blockId, actionId) => typed[blockId]?.[actionId],
    press: (node, element, block, value) =>
      pressed(node, trouble, {
        as: state.me,
        view_id: view.id,
        block_id: block.block_id,
        action_id: element.action_id,
        value,
        state: valuesOf(),
      }),
  };
  root.replaceChildren(el("div", { class: "home-page" }, blocks(view.blocks, surface), trouble));
}
