// Builds the page's elements from plain data: text is only ever set as text, never read as HTML.

/** An element with properties and children; children that are null or false are left out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "value" || name === "checked") node[name] = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SHAPES = {
  lock: "M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7zm2 0h4V5a2 2 0 0 0-4 0z",
  eye: "M8 3C4.5 3 1.8 5.3 0.8 8c1 2.7 3.7 5 7.2 5s6.2-2.3 7.2-5C14.2 5.3 11.5 3 8 3zm0 8a3 3 0 1 1 0-6 3 3 0 0 1 0 6z",
  down: "M3 5.5 8 10.5 13 5.5 14.2 6.7 8 12.9 1.8 6.700z",
  dots: "M3 6.500a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zm5 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zm5 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z",
  close: "m3.5 2.3 4.5 4.5 4.5-4.5 1.2 1.2L9.2 8l4.5 4.5-1.2 1.2L8 9.2l-4.5 4.5-1.2-1.2L6.800 8 2.3 3.500z",
  trash: "M6 1h4l1 1.500h3V4H2V2.500h3zM3 5h10l-.8 10H3.800zm3 2v6h1V7zm3 0v6h1V7z",
  plus: "M7 2h2v5h5v2H9v5H7V9H2V7h5z",
  file: "M3 1h7l3 3v11H3zm6 1.500V5h2.500z",
  send: "M1.5 1.8 15 8 1.5 14.2 3.3 8.9 9 8 3.3 7.100z",
  menu: "M2 3.500h12v1.600H2zm0 3.700h12v1.600H2zm0 3.700h12v1.600H2z",
};

/** A small decorative picture in the colour of the text; screen readers pass over it. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[name]);
  path.setAttribute("fill-rule", "evenodd");
  picture.append(path);
  return picture;
}

/** Text for screen readers alone. */
export function spoken(text) {
  return el("span", { class: "spoken" }, text);
}

/** Initials on a coloured tile. The colour is taken from the id, so that a person keeps it. */
export function avatar(name, id, isApp = false) {
  const tile = el("span", { class: isApp ? "avatar app" : "avatar", "aria-hidden": "true" }, initials(name));
  let sum = 0;
  for (const letter of id || name || "") sum = (sum * 31 + letter.codePointAt(0)) % 65_536;
  tile.style.setProperty("--hue", String(Math.round(sum * 137.5) % 360)); // neighbours lie far apart
  return tile;
}

function initials(name) {
  const words = (name || "?")
    .replace(/[^\p{L}\p{N} ]/gu, " ")
    .trim()
    .split(/\s+/);
  const letters = words.length > 1 ? words[0][0] + words[words.length - 1][0] : (words[0] || "?").slice(0, 2);
  return letters.toLocaleUpperCase("en-GB");
}

let sequence = 0;

/** An id no other element of this page has. */
export function freshId(prefix = "x") {
  sequence += 1;
  return `${prefix}-${sequence}`;
}

/** Has screen readers say *text* without moving the focus. */
export function announce(text) {
  const line = document.getElementById("announcer");
  line.textContent = "";
  requestAnimationFrame(() => {
    line.textContent = text;
  });
}

/** Elements of *root* that stand for the same thing as one with this data, whatever their block. */
function alike(root, { actionId, key, part }) {
  return [...root.querySelectorAll("[data-action-id], [data-key]")].filter(
    ({ dataset }) => dataset.actionId === actionId && dataset.key === key && dataset.part === part,
  );
}

/** What to call to find *node* again after it was redrawn: it, or what stands for the same thing. */
export function remembered(node) {
  const root = node?.closest("article, .home");
  const position = root ? alike(root, node.dataset).indexOf(node) : -1;
  const address = { ...node?.dataset };
  return () => {
    if (node?.isConnected || position < 0) return node;
    const again = root.isConnected ? root : document.querySelector(`[data-ts="${root.dataset.ts}"]`);
    return again && (nearest(alike(again, address), address, position) ?? again);
  };
}

function nearest(candidates, { blockId }, position) {
  return (
    candidates.find((node) => node.dataset.blockId === blockId) ??
    candidates[Math.min(position, candidates.length - 1)]
  );
}

/** Runs *rebuild* (which replaces what *root* holds) and focuses again what had the focus:
 * the element with the same block_id and action_id, else the one at the same place among those with
 * the same action_id (Slack makes up new block_ids for a changed message), else *fallback*. */
export function keepingFocus(root, rebuild, fallback = null) {
  const before = document.activeElement;
  if (!before || before === root || !root.contains(before)) return rebuild();
  const address = { ...before.dataset };
  const position = alike(root, address).indexOf(before);
  const caret =
    typeof before.selectionStart === "number" ? [before.selectionStart, before.selectionEnd] : null;
  const result = rebuild();
  if (before.isConnected) {
    if (document.activeElement !== before) before.focus({ preventScroll: true });
    return result;
  }
  const again = nearest(alike(root, address), address, position) ?? fallback;
  again?.focus({ preventScroll: true });
  if (again && caret && again.value !== undefined && again.type !== "number") {
    try {
      again.setSelectionRange(...caret);
    } catch {
      // Dates, numbers and drop-downs have no caret.
    }
  }
  return result;
}
