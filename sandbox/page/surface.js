// What Block Kit's elements share: where they stand, what they are called, how the app is told.
//
// A *surface* says where an element stands: `press(node, element, block, value)` has the app told,
// `typed(block_id, action_id)` is what the person typed before a redraw (undefined: nothing),
// `place` names it for the sandbox, and `fields` (forms and Home only) collects how each value is
// read when the form is sent. An element's *context* is {description, block, surface, label}; label
// is null outside input blocks.
import { Refused, sentence, tell } from "./api.js";
import { confirmed } from "./dialogs.js";

/** The words of a Slack text object. */
export const plain = (object) => object?.text ?? "";

/** The data by which an element is found again after a redraw. */
export function address({ description, block }) {
  return { blockId: block.block_id ?? "", actionId: description.action_id ?? "" };
}

/** Whether a change is told to the app at once, and not only when a form is sent. */
export function isTold({ block }) {
  return block.type !== "input" || block.dispatch_action === true;
}

/** Has the app told, after the person said yes where the element asks first; whether it was told. */
export async function press(context, node, value) {
  const { description, block, surface } = context;
  if (description.confirm && !(await confirmed(description.confirm))) return false;
  await surface.press(node, description, block, value);
  return true;
}

/** Registers how to read the field's value, and returns what it starts with. */
export function starting(context, initial, get) {
  const { surface } = context;
  const { blockId, actionId } = address(context);
  surface.fields?.push({ blockId, actionId, read: get });
  const typed = surface.typed?.(blockId, actionId);
  return typed === undefined ? initial : typed;
}

/** The attributes that give an element its name. */
export function naming({ label, description }) {
  if (label) return { id: label.for, "aria-describedby": label.describedBy };
  return { "aria-label": description.accessibility_label || plain(description.placeholder) || "Choose" };
}

/** Has the app told of a press: shows that it is under way, and a sentence at *trouble* where it fails.
 * *send* tells the sandbox. */
export async function pressed(node, trouble, body, send = (press) => tell("click", press)) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  trouble.textContent = "";
  try {
    const result = await send(body);
    if (!result.ok) throw new Refused(result.error, sentence(result.error));
  } catch (error) {
    trouble.textContent = error.message;
    trouble.scrollIntoView({ block: "nearest" });
  } finally {
    node.removeAttribute("aria-busy");
  }
}
