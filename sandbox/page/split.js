// Two of the ordinary page side by side, each as another person. The address keeps where both are.
import { read } from "./api.js";
import { el, icon } from "./dom.js";

const root = document.getElementById("halves");
const people = new Map();
let halves = []; // {node, frame, title, close}, left one first

/** Where both halves are to be: two addresses of the ordinary page, without the "#". */
function wanted() {
  const fields = new URLSearchParams(location.hash.slice(1));
  return [fields.get("left") ?? "", fields.get("right") ?? ""];
}

/** Where a half is now; where it was told to be while it is not there yet. */
function placeOf(half) {
  try {
    const { pathname, hash } = half.frame.contentWindow.location;
    if (pathname === "/" && hash) half.place = hash.slice(1);
  } catch {
    // It shows an error page of the browser: it stays where it was.
  }
  return half.place;
}

function nameIn(place) {
  const id = new URLSearchParams(place).get("as");
  return people.get(id)?.name ?? "nobody yet";
}

function makeHalf(place) {
  const title = el("h2", {});
  const close = el("button", { type: "button", class: "button plain", onclick: () => leave(half) }, icon("close"));
  const frame = el("iframe", { src: `/#${place}` });
  const half = { place, frame, title, close, node: null };
  half.node = el("section", { class: "half" }, el("div", { class: "half-head" }, title, close), frame);
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("place", placed);
    tellNames();
  });
  return half;
}

/** Says who is on which side, and keeps it in the address so that a reload brings both back. */
function tellNames() {
  const names = halves.map((half) => nameIn(placeOf(half)));
  for (const [index, { frame, title, close, node }] of halves.entries()) {
    title.textContent = `As ${names[index]}`;
    frame.title = `As ${names[index]}`;
    node.setAttribute("aria-label", `As ${names[index]}`);
    close.setAttribute("aria-label", `Close the side of ${names[index]}`);
  }
  document.getElementById("who").textContent = `Side by side: ${names.join(" and ")}`;
  document.title = `${names.join(" and ")}, side by side`;
  const [left, right] = halves.map(placeOf);
  history.replaceState(null, "", `#${new URLSearchParams({ left, right })}`);
}

/** A half shows another place, perhaps as somebody who was added only now. */
async function placed() {
  const isNew = halves.some((half) => !people.has(new URLSearchParams(placeOf(half)).get("as")));
  if (isNew) await learnPeople().catch(() => null);
  tellNames();
}

/** Closes one half: the other becomes the whole page. */
function leave(half) {
  const other = halves.find((one) => one !== half);
  location.assign(`/#${placeOf(other)}`);
}

document.getElementById("swap").addEventListener("click", () => {
  // Each half goes where the other is: moving an iframe would load it anew and lose what is typed.
  const [left, right] = halves.map(placeOf);
  go(halves[0], right);
  go(halves[1], left);
});

function go(half, place) {
  half.place = place;
  half.frame.contentWindow.location.hash = `#${place}`;
}

function start(places) {
  halves = places.map(makeHalf);
  root.replaceChildren(...halves.map(({ node }) => node));
  tellNames();
}

async function learnPeople() {
  const { people: all } = await read("workspace");
  for (const person of all) people.set(person.id, person);
}

addEventListener("hashchange", () => {
  const places = wanted();
  if (places.join() !== halves.map(placeOf).join()) start(places);
});
await learnPeople().catch(() => null); // the halves say what is wrong
start(wanted());
