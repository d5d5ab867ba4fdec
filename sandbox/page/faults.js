// The faults: Slack's misbehaviour as fields and switches that take effect at once.
import { read, tell } from "./api.js";
import { announce, el } from "./dom.js";
import { faultLine, faultsOn, GROUPS, readFrom, shownIn } from "./fault_words.js";

const part = (id) => document.getElementById(id);
let controls = null; // what GET /sandbox/controls answered last

/** Asks how everything stands and shows it. */
export async function loadControls() {
  learn(await read("controls"));
}

/** Shows how everything stands, in a view that was just opened. */
export function refreshFaults() {
  attempt(loadControls);
}

function learn(answer) {
  controls = answer;
  drawLine();
  if (part("faults-form")) draw();
}

/** The line on the page that says which faults are on. */
function drawLine() {
  const line = part("faults-on");
  const text = faultsOn(controls).length ? faultLine(controls) : "";
  if (line.dataset.text === text) return;
  if (text || line.dataset.text) announce(text || "All is as usual.");
  line.dataset.text = text;
  nameTab();
  const look = () => dispatchEvent(new CustomEvent("open-faults"));
  const button = el("button", { type: "button", class: "button small", onclick: look }, "Look at the faults");
  line.replaceChildren(...(text ? [el("span", {}, text), button] : []));
}

/** The tab says how many faults are on, as the panel may cover the line. */
export function nameTab() {
  const count = controls ? faultsOn(controls).length : 0;
  const tab = part("panel-tab-faults");
  if (tab) tab.textContent = count ? `Faults (${count} on)` : "Faults";
}

/** What stands in the panel. */
export function faultsView() {
  const usual = el("button", { type: "button", class: "button primary", onclick: allAsUsual }, "All as usual");
  return [
    el("div", { class: "faults-top" }, el("p", { id: "faults-state" }), usual),
    el("p", { id: "faults-trouble", class: "trouble", role: "alert" }),
    el(
      "form",
      { id: "faults-form", class: "faults-form", onsubmit: (event) => event.preventDefault() },
      el("p", { class: "quiet" }, "What you change here takes effect at once, for everybody in this workspace."),
      GROUPS.map(({ title, fields }) =>
        el("fieldset", { class: "faults-group" }, el("legend", {}, title), fields.map(numberRow)),
      ),
      el("fieldset", { class: "faults-group" }, el("legend", {}, "Which calls"), methodsRow()),
      el(
        "fieldset",
        { class: "faults-group" },
        el("legend", {}, "Limits and token"),
        switchRow("enforce", "Enforce Slack's rate limits", "Slack's own numbers of calls a minute. Usually on.", (on) =>
          tell("faults", { enforce_rate_limits: on }),
        ),
        switchRow("revoked", "Revoke the bot's token", "Slack refuses every call with it. Switch off to restore it.", (on) =>
          tell(on ? "token/revoke" : "token/restore"),
        ),
      ),
      el(
        "fieldset",
        { class: "faults-group" },
        el("legend", {}, "The app's sockets"),
        el("p", { id: "faults-sockets", class: "quiet" }),
        el(
          "div",
          { id: "faults-socket-deeds", class: "faults-deeds" },
          deed("Cut the sockets now", cut),
          deed("Renew the sockets now", renew),
        ),
        el("p", { id: "faults-done", class: "quiet" }),
      ),
    ),
  ];
}

function row(id, label, hint, input, more = {}) {
  const error = el("p", { class: "trouble", id: `${id}-error` });
  input.setAttribute("aria-describedby", `${id}-error ${id}-hint`);
  return el(
    "div",
    { class: "fault-row", ...more },
    el("label", { for: id }, label),
    input,
    error,
    el("p", { class: "quiet", id: `${id}-hint` }, hint),
  );
}

function numberRow(field) {
  const id = `fault-${field.name}`;
  const change = (event) => {
    const value = readFrom(field, event.target.value);
    event.target.defaultValue = event.target.value;
    const kind = field.whole ? "a whole number" : "a number";
    say(event.target, value === null ? `Type ${kind} from 0 to ${field.most}.` : "");
    if (value !== null) attempt(() => set({ [field.name]: value }));
  };
  const input = el("input", {
    id,
    class: "field short",
    inputmode: "decimal",
    autocomplete: "off",
    onchange: change,
    onblur: draw,
  });
  return row(id, field.label, field.hint, input);
}

function methodsRow() {
  const change = async (event) => {
    const input = event.target;
    input.defaultValue = input.value;
    const named = input.value.split(/[\s,]+/).filter(Boolean);
    try {
      await set({ methods: named.length ? named : null });
      say(input, "");
    } catch (error) {
      say(input, error.message);
    }
  };
  const input = el("input", {
    id: "fault-methods",
    class: "field",
    autocomplete: "off",
    spellcheck: "false",
    list: "fault-method-names",
    onchange: change,
    onblur: draw,
  });
  const hint = "Names with commas between them, for example chat.postMessage, response_url. Empty: all calls.";
  return [row("fault-methods", "Only these methods", hint, input), el("datalist", { id: "fault-method-names" })];
}

function switchRow(name, label, hint, change) {
  const id = `fault-${name}`;
  const turn = (event) => {
    const { checked } = event.target;
    attempt(async () => {
      await change(checked);
      await loadControls();
    });
  };
  const input = el("input", { id, type: "checkbox", role: "switch", onchange: turn });
  return row(id, label, hint, input, { class: "fault-row switch" });
}

function deed(label, act) {
  return el("button", { type: "button", class: "button", onclick: () => attempt(act) }, label);
}

async function set(change) {
  await tell("faults", change);
  await loadControls();
}

async function allAsUsual() {
  await attempt(async () => {
    if (!faultsOn(controls).length) announce("All is as usual."); // else the line's end says so
    learn(await tell("controls/as_usual"));
    for (const input of part("faults-form").querySelectorAll("[aria-invalid]")) say(input, "");
    draw();
  });
}

const sockets = (count) => (count === 1 ? "1 socket" : `${count} sockets`);

async function cut() {
  const { dropped } = await tell("drop_sockets");
  done(dropped ? `Cut ${sockets(dropped)} without a goodbye.` : "There was no socket to cut.");
}

async function renew() {
  const { renewed } = await tell("refresh_sockets");
  const warning = `The app is warned now, and the old ones close in ${controls.socket_warning_s} s.`;
  done(renewed ? `Renewing ${sockets(renewed)}. ${warning}` : "There was no socket to renew.");
}

function done(sentence) {
  part("faults-done").textContent = sentence;
  announce(sentence);
}

/** Runs a deed; what goes wrong is said above the fields. */
async function attempt(act) {
  try {
    await act();
    part("faults-trouble").textContent = "";
  } catch (error) {
    part("faults-trouble").textContent = error.message;
    draw(); // a switch shows again what is so
  }
}

function say(input, sentence) {
  if (sentence) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  part(`${input.id}-error`).textContent = sentence;
}

/** Shows what is set. A field that is wrong, or in which somebody types what is not set yet (it
 * differs from its defaultValue then), keeps what was typed. */
function draw() {
  if (!controls) return;
  const { faults } = controls;
  const put = (id, text) => {
    const input = part(id);
    const isTypedIn = input === document.activeElement && input.value !== input.defaultValue;
    if (isTypedIn || input.hasAttribute("aria-invalid")) return;
    input.defaultValue = text;
    input.value = text;
  };
  for (const field of GROUPS.flatMap((group) => group.fields))
    put(`fault-${field.name}`, shownIn(field, faults));
  put("fault-methods", (faults.methods ?? []).join(", "));
  part("fault-enforce").checked = faults.enforce_rate_limits;
  part("fault-revoked").checked = controls.is_token_revoked;
  const names = part("fault-method-names");
  if (!names.firstChild) names.append(...controls.methods.map((value) => el("option", { value })));
  const byHttp = controls.sockets === null;
  part("faults-socket-deeds").hidden = byHttp;
  part("faults-sockets").textContent = byHttp
    ? "The app is reached by HTTP, so it has no sockets."
    : `${sockets(controls.sockets)} open. Cut: they break without a goodbye. Renew: as Slack does every few hours.`;
  const line = faultLine(controls);
  if (part("faults-state").textContent !== line) part("faults-state").textContent = line;
}
