// Small windows of the page itself: a question with two answers, and short forms.
import { el, freshId, remembered } from "./dom.js";
import { textObject } from "./mrkdwn.js";

/** Shows *dialog* above the page; when it closes it is removed and the focus goes back.
 * Returns what finds the element that had the focus, for a dialog that takes this one's place. */
export function showDialog(dialog, before = remembered(document.activeElement)) {
  dialog.addEventListener("close", () => {
    dialog.remove();
    before()?.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  return before;
}

/** Asks what a Block Kit confirm object says; resolves to true for its "confirm" answer. */
export function confirmed(question) {
  const heading = el("h2", { id: freshId("ask") }, question.title?.text ?? "Are you sure?");
  const dialog = el("dialog", { class: "window small", "aria-labelledby": heading.id });
  return new Promise((resolve) => {
    const answer = (value) => {
      dialog.returnValue = value;
      dialog.close(value);
    };
    const style = question.style === "danger" ? "button danger" : "button primary";
    dialog.append(
      heading,
      el("div", { class: "window-body" }, textObject(question.text)),
      el(
        "div",
        { class: "window-foot" },
        el(
          "button",
          { type: "button", class: "button", onclick: () => answer("no") },
          question.deny?.text ?? "Cancel",
        ),
        el(
          "button",
          { type: "button", class: style, onclick: () => answer("yes") },
          question.confirm?.text ?? "Yes",
        ),
      ),
    );
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"));
    showDialog(dialog);
  });
}

/** A short form. fields: [{name, label, hint?, options? [[value, label]], check? (a tick box), suggestions? [value],
 * required?}].
 * *onSubmit* gets the values; a sentence it throws is shown and the form stays open. */
export function askForm({ title, submit, fields, onSubmit }) {
  const heading = el("h2", { id: freshId("form") }, title);
  const trouble = el("p", { class: "trouble", role: "alert" });
  const inputs = fields.map((field) => ({ field, id: freshId("field"), input: null }));
  for (const row of inputs) {
    const { field, id } = row;
    if (field.options)
      row.input = el(
        "select",
        { id, class: "field" },
        field.options.map(([value, label]) => el("option", { value }, label)),
      );
    else if (field.check) row.input = el("input", { id, type: "checkbox" });
    else {
      const list = field.suggestions ? `${id}-list` : null;
      row.input = el("input", { id, class: "field", required: field.required, autocomplete: "off", list });
      row.list =
        list && el("datalist", { id: list }, field.suggestions.map((value) => el("option", { value })));
    }
    if (field.hint) row.input.setAttribute("aria-describedby", `${id}-hint`);
  }
  const dialog = el("dialog", { class: "window small", "aria-labelledby": heading.id });
  const form = el(
    "form",
    { method: "dialog" },
    heading,
    el("div", { class: "window-body" }, inputs.map(fieldRow), trouble),
    el(
      "div",
      { class: "window-foot" },
      el("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel"),
      el("button", { class: "button primary" }, submit),
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(
      inputs.map(({ field, input }) => [field.name, field.check ? input.checked : input.value.trim()]),
    );
    try {
      await onSubmit(values);
      dialog.close();
    } catch (error) {
      trouble.textContent = error.message;
    }
  });
  dialog.append(form);
  showDialog(dialog);
}

function fieldRow({ field, id, input, list }) {
  const label = el("label", { for: id }, field.label);
  const hint = field.hint && el("p", { class: "quiet", id: `${id}-hint` }, field.hint);
  return el(
    "div",
    { class: field.check ? "form-row tick" : "form-row" },
    field.check ? [input, label] : [label, input],
    hint,
    list,
  );
}
