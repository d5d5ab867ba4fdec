// A window with a list of people, which one can search, and something to do about each.
import { showDialog } from "./dialogs.js";
import { avatar, el, freshId, keepingFocus } from "./dom.js";
import { fullName, kindWords } from "./state.js";

const SHOWN = 100; // more are found by typing

/** Opens it. parts: () => [{title?, people, act?: (person) => [label, deed] or null}], foot: nodes.
 * What *deed* throws is said in the window; after it the list is drawn anew. */
export function openRoster({ title, parts, foot = [] }) {
  const heading = el("h2", { id: freshId("roster") }, title);
  const trouble = el("p", { class: "trouble", role: "alert" });
  const body = el("div", { class: "roster" });
  const search = el("input", { type: "search", class: "field", "aria-label": "Find a person", placeholder: "Find a person" });
  const dialog = el("dialog", { class: "window small", "aria-labelledby": heading.id });

  const button = (person, [label, deed]) =>
    el(
      "button",
      {
        type: "button",
        class: "button small",
        "aria-label": `${label} ${person.name}`,
        data: { key: person.id },
        onclick: async () => {
          trouble.textContent = "";
          try {
            await deed();
          } catch (error) {
            trouble.textContent = error.message;
          }
          draw();
        },
      },
      label,
    );

  const row = (person, act) => {
    const deed = act?.(person);
    const kind = person.deactivated ? "deactivated" : person.kind === "bot" ? "an app" : kindWords(person);
    const words = [fullName(person), kind, person.kind === "bot" ? null : person.tz].filter(Boolean);
    return el(
      "li",
      { class: "roster-row" },
      avatar(person.name, person.id, person.kind === "bot"),
      el("div", { class: "roster-words" }, person.name, el("span", { class: "quiet" }, words.join(", "))),
      deed && button(person, deed),
    );
  };

  function draw() {
    const wanted = search.value.trim().toLowerCase();
    const matches = ({ name, real_name: full }) => `${name} ${full}`.toLowerCase().includes(wanted);
    const nodes = parts().flatMap(({ title: words, people, act }) => {
      const found = people.filter(matches);
      if (!found.length) return [];
      const id = freshId("part");
      const more = found.length - SHOWN;
      return [
        words && el("h3", { class: "side-title", id }, words),
        el("ul", { "aria-labelledby": words ? id : heading.id }, found.slice(0, SHOWN).map((one) => row(one, act))),
        more > 0 && el("p", { class: "quiet" }, `${more} more. Type a name to find them.`),
      ].filter(Boolean);
    });
    keepingFocus(body, () => body.replaceChildren(...nodes), search);
    if (!nodes.length) body.append(el("p", { class: "quiet" }, "Nobody has that name."));
  }

  search.addEventListener("input", draw);
  const done = el("button", { type: "button", class: "button primary", onclick: () => dialog.close() }, "Done");
  dialog.append(
    heading,
    el("div", { class: "window-body" }, search, trouble, body),
    el("div", { class: "window-foot" }, foot.map((make) => make(dialog, trouble)), done),
  );
  draw();
  showDialog(dialog);
}
