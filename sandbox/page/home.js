// The app's Home tab in its direct messages.
import { read, tell } from "./api.js";
import { blocks } from "./blocks.js";
import { el, keepingFocus } from "./dom.js";
import { state } from "./state.js";
import { pressed } from "./surface.js";

const root = document.getElementById("home");
let shownJson = null;
let fields = [];
const trouble = el("p", { class: "trouble", role: "alert" }); // one for all redraws, so that none hides what it says

/** Opens the Home tab: the app hears of it and may draw it anew. */
export async function openHome() {
  shownJson = null;
  trouble.textContent = "";
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

/** Presses a button of the Home, also where it was drawn anew just then and its blocks have other ids. */
async function press(body) {
  try {
    return await tell("click", body);
  } catch (error) {
    if (error.word !== "no_such_element") throw error;
    const { view } = await read("home", { as: body.as });
    const isIt = (element) => element?.action_id === body.action_id && element.value === body.value;
    const block = view?.blocks.find((one) => isIt(one.accessory) || one.elements?.some(isIt));
    if (!block) throw error;
    return tell("click", { ...body, view_id: view.id, block_id: block.block_id });
  }
}

function draw(view, typed) {
  fields = [];
  if (!view) {
    root.replaceChildren(
      el("p", { class: "quiet empty" }, `${state.app.name} has nothing on its Home for you yet.`),
    );
    return;
  }
  const surface = {
    place: { view_id: view.id },
    fields,
    typed: (blockId, actionId) => typed[blockId]?.[actionId],
    press: (node, element, block, value) =>
      pressed(
        node,
        trouble,
        {
          as: state.me,
          view_id: view.id,
          block_id: block.block_id,
          action_id: element.action_id,
          value,
          state: valuesOf(),
        },
        press,
      ),
  };
  root.replaceChildren(el("div", { class: "home-page" }, blocks(view.blocks, surface), trouble));
}
