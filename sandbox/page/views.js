// The app's modal windows: shown one above the other, filled in, submitted or closed.
import { Refused, read, sentence, tell } from "./api.js";
import { blocks } from "./blocks.js";
import { el, freshId, keepingFocus } from "./dom.js";
import { showDialog } from "./dialogs.js";
import { state } from "./state.js";
import { pressed } from "./surface.js";

const typedIn = new Map(); // by view id: {block_id: {action_id: value}} as typed so far
const leftAt = new Map(); // by view id: the data of what had the focus when another view came above it
const FIELDS = ":is(input, textarea, select, button, a)";
let open = null; // {view, json, dialog, fields, opener}: the topmost window as it is on the screen

/** Shows the topmost window the person has open; none closes what is shown. */
export async function loadViews() {
  const me = state.me;
  const { views } = await read("views", { as: me });
  if (me !== state.me) return;
  const top = views[views.length - 1];
  if (!top) {
    typedIn.clear();
    leftAt.clear();
    leave();
    return;
  }
  if (open?.view.id === top.id) {
    if (open.json !== looksOf(top)) redraw(top);
    return;
  }
  enter(top, leave());
}

/** Closes the window on the screen without telling the app: another person is acting now. */
export function forgetViews() {
  typedIn.clear();
  leftAt.clear();
  leave();
}

/** What decides how a view looks; what was typed is the page's own affair. */
function looksOf(view) {
  return JSON.stringify([view.title, view.blocks, view.submit, view.close]);
}

/** Closes what is shown, if anything is; returns what finds the element that opened it. */
function leave() {
  if (!open) return undefined;
  typedIn.set(open.view.id, valuesOf(open));
  leftAt.set(open.view.id, { ...document.activeElement?.dataset });
  const { dialog, opener } = open;
  open = null;
  dialog.close();
  return opener;
}

/** Shows *view*; *opener* finds what opened the first of these windows, unless this is the first. */
function enter(view, opener) {
  const dialog = el("dialog", { class: "window", "aria-labelledby": freshId("view") });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault(); // Escape: the app hears of it first
    dismiss();
  });
  open = { view, dialog, fields: [], json: null };
  draw(view);
  open.opener = showDialog(dialog, opener);
  const asked = view.blocks.find((block) => block.element?.focus_on_load);
  const first =
    (asked && row(dialog, asked.block_id)?.querySelector(FIELDS)) ??
    dialog.querySelector(`.window-body ${FIELDS}`);
  (left(dialog, view.id) ?? first ?? dialog.querySelector(".window-foot button"))?.focus();
}

function left(dialog, viewId) {
  const { blockId, actionId } = leftAt.get(viewId) ?? {};
  return [...dialog.querySelectorAll("[data-action-id]")].find(
    ({ dataset }) => dataset.blockId === blockId && dataset.actionId === actionId,
  );
}

function redraw(view) {
  typedIn.set(view.id, valuesOf(open));
  const scrolled = open.dialog.querySelector(".window-body").scrollTop;
  keepingFocus(open.dialog, () => draw(view), open.dialog);
  open.dialog.querySelector(".window-body").scrollTop = scrolled;
}

function draw(view) {
  const { dialog } = open;
  const mine = open;
  Object.assign(open, { view, json: looksOf(view), fields: [] });
  const trouble = el("p", { class: "trouble", role: "alert" });
  const surface = {
    place: { view_id: view.id },
    fields: mine.fields,
    typed: (blockId, actionId) => typedIn.get(view.id)?.[blockId]?.[actionId],
    press: (node, element, block, value) =>
      pressed(node, trouble, {
        as: state.me,
        view_id: view.id,
        block_id: block.block_id,
        action_id: element.action_id,
        value,
        state: valuesOf(mine),
      }),
  };
  const close = el(
    "button",
    { type: "button", class: "button", data: { key: "close" }, onclick: dismiss },
    view.close?.text ?? "Cancel",
  );
  const submit =
    view.submit && el("button", { class: "button primary", data: { key: "submit" } }, view.submit.text);
  const form = el(
    "form",
    { method: "dialog", novalidate: true },
    el("h2", { id: dialog.getAttribute("aria-labelledby") }, view.title?.text ?? state.app.name),
    el("div", { class: "window-body" }, blocks(view.blocks, surface), trouble),
    el("div", { class: "window-foot" }, close, submit),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (submit && submit.getAttribute("aria-busy") !== "true") send(mine, submit, trouble);
  });
  dialog.replaceChildren(form);
  const body = form.querySelector(".window-body");
  if (!body.querySelector(FIELDS)) body.setAttribute("tabindex", "0"); // else no key could scroll it
}

function valuesOf({ fields }) {
  const values = {};
  for (const { blockId, actionId, read: value } of fields) (values[blockId] ??= {})[actionId] = value();
  return values;
}

/** What Slack's own client finds wrong before anything is sent: {block_id: sentence}. */
function missing({ view, dialog }, values) {
  const wrong = {};
  for (const block of view.blocks) {
    if (block.type !== "input") continue;
    const value = values[block.block_id]?.[block.element.action_id];
    const isEmpty = value === null || value === undefined || value.length === 0;
    if (isEmpty && !block.optional) wrong[block.block_id] = "Please fill this in.";
    const field = row(dialog, block.block_id)?.querySelector("input, textarea");
    if (!isEmpty && field && !field.checkValidity()) wrong[block.block_id] = field.validationMessage;
  }
  return wrong;
}

function row(dialog, blockId) {
  return [...dialog.querySelectorAll("[data-input-block]")].find(
    (node) => node.dataset.inputBlock === blockId,
  );
}

function showErrors(dialog, errors) {
  for (const node of dialog.querySelectorAll("[data-input-block]")) {
    const text = errors[node.dataset.inputBlock] ?? "";
    node.querySelector(":scope > .trouble").textContent = text;
    const field = node.querySelector("input, textarea, button");
    if (text) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
  dialog.querySelector("[aria-invalid]")?.focus();
}

async function send(shown, submit, trouble) {
  const values = valuesOf(shown);
  const before = shown.json;
  trouble.textContent = "";
  const wrong = missing(shown, values);
  showErrors(shown.dialog, wrong);
  if (Object.keys(wrong).length) return;
  submit.setAttribute("aria-busy", "true");
  try {
    const result = await tell("views/submit", { as: state.me, view_id: shown.view.id, state: values });
    if (result.errors && Object.keys(result.errors).length) showErrors(shown.dialog, result.errors);
    else if (!result.ok) throw new Refused(result.error, sentence(result.error));
    else await showNext(shown.view.id, before);
  } catch (error) {
    trouble.textContent = error.message;
  } finally {
    submit.removeAttribute("aria-busy");
  }
}

/** Shows what came of a form that was sent: where it came back changed, from its beginning. */
async function showNext(viewId, before) {
  await loadViews();
  if (open?.view.id !== viewId || open.json === before) return;
  const body = open.dialog.querySelector(".window-body");
  body.scrollTop = 0;
  const words = el("p", { class: "spoken", role: "status" });
  body.append(words); // what stands outside of an open dialog is not read out
  requestAnimationFrame(() => {
    words.textContent = body.firstElementChild.textContent;
  });
}

async function dismiss() {
  if (!open) return;
  const { view } = open;
  typedIn.delete(view.id);
  open.fields = [];
  await tell("views/close", { as: state.me, view_id: view.id }).catch(() => null); // gone already is as good
  await loadViews();
}
