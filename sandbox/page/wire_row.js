// One call between sandbox and app: as a row, and opened as what was asked and answered.
import { read } from "./api.js";
import { announce, el } from "./dom.js";
import { zone } from "./state.js";
import { longDay, timeOfDay } from "./times.js";

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});
const toTheMs = (epoch) => clock.format(new Date(epoch * 1000));
const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** "1,250 ms"; what is below a millisecond is said so. */
export const inMs = (ms) => (ms > 0 && ms < 1 ? "under 1 ms" : `${number.format(ms)} ms`);

const WAYS = { to_app: "To the app", from_app: "From the app" };
const WHY = {
  operation_timeout: "the app did not ack in time",
  dispatch_failed: "the app could not be reached, or answered with an error",
  ratelimited: "too many calls at once",
  internal_error: "Slack failed",
  token_revoked: "the bot's token is revoked",
};

/** What went wrong with a call in a sentence; null when nothing did. */
export function trouble({ refused, status }) {
  if (refused) {
    const [word, ...places] = refused.split("; ");
    const why = [...(WHY[word] ? [WHY[word]] : []), ...places.map(plainPlace)];
    return why.length ? `Refused: ${word}, ${why.join(", ")}` : `Refused: ${word}`;
  }
  return status === 0 ? "Lost: the connection was cut after Slack took the call" : null;
}

/** "[ERROR] no more than 50 items allowed [json-pointer:/blocks]", as Slack says it, in plain words. */
function plainPlace(text) {
  return text.replace("[ERROR] ", "").replace(/\[json-pointer:(.*)\]/, "at $1");
}

/** How long it took until the app's ack or Slack's answer; null for what nobody answers. */
export function taken({ kind, direction, ms, refused, status }) {
  if (kind === "socket" || (kind === "view_submission" && direction === "from_app")) return null;
  if (direction === "from_app") return `${status ? "answered" : "cut"} in ${inMs(ms)}`;
  return `${refused ? "no ack" : "acked"} in ${inMs(ms)}`;
}

function howItEnded(call) {
  const status = call.status && call.kind !== "socket" ? `status ${call.status}` : null;
  return [taken(call), status].filter(Boolean).join(", ");
}

/** Everything about a call that the text filter looks at, in lower case. */
export function words(call) {
  return [WAYS[call.direction], call.kind, call.name, trouble(call) ?? ""].join(" ").toLowerCase();
}

/** A list item that opens to what was asked and answered. */
export function rowOf(call) {
  const wrong = trouble(call);
  const details = el(
    "details",
    { class: "call" },
    el(
      "summary",
      {},
      el(
        "span",
        { class: "call-line" },
        el("span", { class: "call-number" }, `#${call.n} `),
        el("span", { class: "call-at" }, `${toTheMs(call.at)} `),
        el("span", { class: `call-way ${call.direction}` }, `${WAYS[call.direction]} `),
        el("span", { class: "call-kind" }, `${call.kind} `),
      ),
      el(
        "span",
        { class: "call-line" },
        el("span", { class: "call-name" }, `${call.name || "no name"} `),
        el("span", { class: "call-taken" }, howItEnded(call)),
      ),
      wrong && el("span", { class: "call-trouble" }, ` ${wrong}`),
    ),
  );
  details.addEventListener("toggle", () => details.open && fill(details, call.n));
  return el("li", { data: { n: call.n } }, details);
}

/** Fetches and shows what was said, once. */
async function fill(details, n) {
  if (details.querySelector(".call-body")) return;
  const body = el("div", { class: "call-body" }, el("p", { class: "quiet" }, "Looking it up…"));
  details.append(body);
  try {
    const { call } = await read(`wire/calls/${n}`);
    body.replaceChildren(...opened(call));
  } catch (error) {
    body.replaceChildren(el("p", { class: "trouble" }, error.message));
  }
}

function opened(call) {
  const began = toTheMs(call.at - call.ms / 1000);
  const inWorkspace = `${longDay(call.shown_at, zone())}, ${timeOfDay(call.shown_at, zone())}`;
  return [
    el("p", { class: "quiet" }, `Began at ${began}. On the workspace's clock it was ${inWorkspace}.`),
    ...written("Request", call.request, call.n),
    ...written("Response", call.response, call.n),
    copyRow(call),
  ];
}

function written(title, value, n) {
  const text = value === null ? "Nothing" : JSON.stringify(value, null, 2);
  return [
    el("h3", {}, title),
    el("pre", { tabindex: "0", role: "group", "aria-label": `${title} of call ${n}` }, text),
  ];
}

function copyRow(call) {
  const said = el("span", { class: "quiet" });
  const row = el("div", { class: "call-copy" });
  const copy = async () => {
    const text = JSON.stringify(call, null, 2);
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
      announce(`Call ${call.n} is copied as JSON.`);
    } catch {
      // The browser does not let pages copy: then the person can, from a field that is selected.
      const field = row.querySelector("textarea") ?? el("textarea", { class: "field", readonly: true, rows: 4 });
      field.setAttribute("aria-label", `Call ${call.n} as JSON`);
      field.value = text;
      row.append(field);
      field.focus();
      field.select();
      said.textContent = "This browser does not let the page copy. The text below is selected: copy it with Ctrl+C or Cmd+C.";
      announce(said.textContent);
    }
  };
  row.append(el("button", { type: "button", class: "button small", onclick: copy }, "Copy as JSON"), said);
  return row;
}
