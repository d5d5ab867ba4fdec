// The pop-up list behind a button: choices of selects and overflows, by mouse and by keyboard.
import { el, freshId } from "./dom.js";

const SEARCH_FROM = 12; // longer lists get a field to search them
const SHOWN = 100; // of longer ones still the first are shown, and those that match what is typed

/** Opens a list under *trigger*.
 *
 * options: [{value, label, description?, group?, checked?}]
 * kind: "one" (closes with the choice), "many" (ticks; *onDone* gets all values at closing) or "act" (no ticks)
 * most: how many of "many" may be chosen
 * look: async (typed text) => options, for lists the app makes while one types
 */
export function openMenu(trigger, { label, options, kind = "one", most = Infinity, look = null, onDone }) {
  const list = el("div", { role: "menu", "aria-label": label, class: "menu-list" });
  const box = el("div", { class: "menu", popover: "auto" });
  const limit = el("p", { class: "quiet menu-empty", role: "status" });
  const search = look || options.length > SEARCH_FROM ? searchField(label) : null;
  const before = options.filter((option) => option.checked).map((option) => option.value);
  const chosen = new Set(before);
  box.append(...[search, list].filter(Boolean));
  if (kind === "many") {
    box.append(limit, el("button", { type: "button", class: "button small", onclick: () => close() }, "Done"));
  }
  trigger.after(box);
  trigger.setAttribute("aria-expanded", "true");

  function close() {
    box.hidePopover();
  }

  function pick(option, item) {
    if (kind !== "many") {
      close();
      onDone(option.value, option);
      return;
    }
    if (!chosen.delete(option.value)) {
      if (chosen.size >= most) {
        limit.textContent = most === 1 ? "One can be chosen." : `No more than ${most} can be chosen.`;
        return;
      }
      chosen.add(option.value);
    }
    limit.textContent = "";
    item.setAttribute("aria-checked", String(chosen.has(option.value)));
  }

  function itemFor(option) {
    const role = { one: "menuitemradio", many: "menuitemcheckbox", act: "menuitem" }[kind];
    const item = el(
      "button",
      { type: "button", role, tabindex: "-1", class: "menu-item", onclick: () => pick(option, item) },
      el("span", {}, option.label),
      option.description && el("span", { class: "quiet" }, option.description),
    );
    if (kind !== "act") item.setAttribute("aria-checked", String(chosen.has(option.value)));
    return item;
  }

  function fill(shown, emptyText = "Nothing matches.") {
    const groups = new Map();
    for (const option of shown.slice(0, SHOWN)) {
      const name = option.group ?? "";
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(itemFor(option));
    }
    list.replaceChildren();
    for (const [name, items] of groups) {
      if (!name) list.append(...items);
      else
        list.append(
          el("div", { role: "group", "aria-label": name }, el("div", { class: "menu-group" }, name), items),
        );
    }
    list.querySelector(".menu-item")?.setAttribute("tabindex", "0"); // Tab comes into the list; arrows move in it
    const more = shown.length - SHOWN;
    if (more > 0) list.append(el("p", { class: "quiet menu-empty" }, `${more} more. Type to find them.`));
    if (!shown.length) list.append(el("p", { class: "quiet menu-empty" }, emptyText));
  }

  const items = () => [...list.querySelectorAll(".menu-item")];

  function step(key) {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const goal = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? all.length - 1 : at - 1,
      Home: 0,
      End: all.length - 1,
    }[key];
    all[(goal + all.length) % all.length]?.focus();
  }

  box.addEventListener("keydown", (event) => {
    const inField = event.target === search;
    if (["ArrowDown", "ArrowUp"].includes(event.key) || (!inField && ["Home", "End"].includes(event.key))) {
      event.preventDefault();
      step(event.key);
    } else if (inField && event.key === "Enter") {
      event.preventDefault(); // it chooses, and does not send the form around the list
      items()[0]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation(); // it closes the list, not the form around it
      close();
    } else if (event.key === "Tab" && kind !== "many" && !search) {
      close();
    } else if (!inField && /^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const wanted = event.key.toLowerCase();
      items()
        .find((item) => item.textContent.trim().toLowerCase().startsWith(wanted))
        ?.focus();
    }
  });

  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
    trigger.setAttribute("aria-expanded", "false");
    box.remove();
    if (hadFocus && trigger.isConnected) trigger.focus({ preventScroll: true });
    const after = [...chosen];
    if (
      kind === "many" &&
      (after.length !== before.length || after.some((value) => !before.includes(value)))
    ) {
      onDone(after);
    }
  });

  if (look) searchWith(search, look, fill);
  else if (search) {
    search.addEventListener("input", () => {
      const wanted = search.value.trim().toLowerCase();
      const words = ({ label: name, description }) => `${name} ${description ?? ""}`.toLowerCase();
      fill(options.filter((option) => words(option).includes(wanted)));
    });
  }
  // What is chosen already must be in sight, to be taken back.
  if (options.length > SHOWN)
    options = [...options.filter((one) => one.checked), ...options.filter((one) => !one.checked)];
  fill(options, look ? "Type to search." : "There is nothing to choose.");
  box.showPopover();
  place(box, trigger);
  (search ?? items().find((item) => item.getAttribute("aria-checked") === "true") ?? items()[0])?.focus();
}

function searchField(label) {
  return el("input", {
    type: "search",
    class: "field",
    "aria-label": `Search: ${label}`,
    id: freshId("search"),
  });
}

function searchWith(search, look, fill) {
  let latest = 0;
  search.addEventListener("input", async () => {
    const mine = (latest += 1);
    const found = await look(search.value).catch(() => []);
    if (mine === latest) fill(found); // an answer overtaken by a later one is not shown
  });
}

function place(box, trigger) {
  const from = trigger.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = from.bottom + 4 + size.height <= innerHeight;
  const top = below ? from.bottom + 4 : Math.max(8, from.top - 4 - size.height);
  box.style.left = `${Math.max(8, Math.min(from.left, innerWidth - size.width - 8))}px`;
  box.style.top = `${top}px`;
}
