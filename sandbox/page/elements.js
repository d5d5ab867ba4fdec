// Block Kit's interactive elements: buttons, overflow menus, ticks, dates and text fields.
import { el, freshId, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { textObject } from "./mrkdwn.js";
import { choice, initialValues, select } from "./selects.js";
import { state, zone } from "./state.js";
import { address, isTold, naming, plain, press, starting } from "./surface.js";
import { instantOf, wallTime } from "./times.js";

/** The element as a node. *label* names it in an input block: {for, labelId, describedBy}, all ids. */
export function element(description, block, surface, label = null) {
  const draw = KINDS[description.type];
  if (!draw) return el("p", { class: "unknown" }, `Element type ${description.type} is not shown here yet.`);
  if (description.visible_to_user_ids?.includes(state.me) === false) return "";
  return draw({ description, block, surface, label });
}

function button(context) {
  const { description } = context;
  const style = { primary: "button primary", danger: "button danger" }[description.style] ?? "button";
  const attributes = {
    class: style,
    data: address(context),
    "aria-label": description.accessibility_label,
    onclick: () => press(context, node, description.value),
  };
  let node;
  if (description.url) {
    node = el(
      "a",
      {
        ...attributes,
        href: /^https?:/i.test(description.url) ? description.url : null,
        target: "_blank",
        rel: "noopener noreferrer",
      },
      plain(description.text),
    );
  } else {
    node = el("button", { ...attributes, type: "button" }, plain(description.text));
  }
  return node;
}

/** A button with a picture (Slack has one: the bin) and its words. */
function iconButton(context) {
  const { description } = context;
  const node = el(
    "button",
    {
      type: "button",
      class: "button small",
      data: address(context),
      "aria-label": description.accessibility_label,
      onclick: () => press(context, node, description.value),
    },
    icon(description.icon),
    plain(description.text),
  );
  return node;
}

/** Two buttons that say whether something was helpful. */
function feedback(context) {
  const { description } = context;
  const one = (half, part) => {
    const node = el(
      "button",
      {
        type: "button",
        class: "button small",
        data: { ...address(context), part },
        "aria-label": half.accessibility_label,
        onclick: () => press(context, node, half.value),
      },
      plain(half.text),
    );
    return node;
  };
  const { positive_button: yes, negative_button: no } = description;
  return el("div", { class: "actions" }, one(yes, "yes"), one(no, "no"));
}

/** Files cannot be attached in the sandbox: it says so where Slack would offer it. */
function fileInput(context) {
  starting(context, [], () => []);
  const value = "Files cannot be attached in the sandbox.";
  return el("input", {
    type: "text",
    class: "field",
    data: address(context),
    ...naming(context),
    readonly: true,
    value,
  });
}

function overflow(context) {
  const { description } = context;
  const node = el(
    "button",
    {
      type: "button",
      class: "button plain",
      data: address(context),
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": description.accessibility_label || "More actions",
    },
    icon("dots"),
  );
  node.addEventListener("click", () => {
    const options = description.options.map(choice);
    openMenu(node, {
      label: "More actions",
      options,
      kind: "act",
      onDone: (value, option) => {
        if (/^https?:/i.test(option.url ?? "")) window.open(option.url, "_blank", "noopener");
        press(context, node, value);
      },
    });
  });
  return node;
}

function ticks(context) {
  const { description } = context;
  const isMany = description.type === "checkboxes";
  const group = freshId("ticks");
  const read = () => {
    const values = boxes.filter((box) => box.checked).map((box) => box.value);
    return isMany ? values : (values[0] ?? null);
  };
  const start = [starting(context, initialValues(description), read)].flat().filter(Boolean);
  const boxes = [];
  const rows = description.options.map((option) => {
    const box = el("input", {
      type: isMany ? "checkbox" : "radio",
      name: group,
      value: option.value,
      checked: start.includes(option.value),
      data: { ...address(context), part: option.value },
      onchange: async () => {
        if (isTold(context) && !(await press(context, box, read())))
          for (const [index, other] of boxes.entries()) other.checked = before[index]; // the person said no
        before = boxes.map((other) => other.checked);
      },
    });
    boxes.push(box);
    return el(
      "label",
      { class: "tick" },
      box,
      el(
        "span",
        {},
        textObject(option.text),
        option.description && el("span", { class: "quiet" }, textObject(option.description)),
      ),
    );
  });
  let before = boxes.map((box) => box.checked);
  const { label } = context;
  return el(
    "div",
    {
      class: "ticks",
      role: isMany ? "group" : "radiogroup",
      "aria-labelledby": label?.labelId,
      "aria-describedby": label?.describedBy,
      "aria-label": label ? null : description.accessibility_label || "Choices",
    },
    rows,
  );
}

/** Text, number and date fields. A change of a told field goes out when the person has finished it. */
function field(context) {
  const { description } = context;
  const spec = FIELDS[description.type];
  const isLong = description.multiline || spec.isLong;
  const start = starting(context, description[spec.initial] ?? null, () => value());
  const node = el(isLong ? "textarea" : "input", {
    type: isLong ? null : spec.type,
    class: "field",
    data: address(context),
    ...naming(context),
    placeholder: plain(description.placeholder),
    minlength: description.min_length,
    maxlength: description.max_length,
    min: description.min_value,
    max: description.max_value,
    step: spec.type === "number" ? (description.is_decimal_allowed ? "any" : "1") : null,
    rows: isLong ? "4" : null,
  });
  node.value = start === null ? "" : (spec.show?.(start) ?? start);
  const value = () => (node.value === "" ? null : spec.read ? spec.read(node.value) : node.value);
  if (!isTold(context)) return node;
  let told = node.value;
  const tellIt = async () => {
    if (node.value === told) return;
    const before = told;
    told = node.value;
    if (await press(context, node, value())) return;
    told = before; // the person said no
    node.value = before;
  };
  node.addEventListener("blur", tellIt);
  if (description.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered"))
    node.addEventListener("input", tellIt);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isLong) return;
    event.preventDefault();
    tellIt();
  });
  return node;
}

/** What was typed into a rich text field: a Slack object, of which the words are shown. */
function wordsOf(rich) {
  if (typeof rich === "string") return rich;
  return (rich.elements ?? []).map((part) => (part.elements ?? []).map(plain).join("")).join("\n");
}

const FIELDS = {
  plain_text_input: { type: "text", initial: "initial_value" },
  email_text_input: { type: "email", initial: "initial_value" },
  url_text_input: { type: "url", initial: "initial_value" },
  number_input: { type: "number", initial: "initial_value" },
  datepicker: { type: "date", initial: "initial_date" },
  timepicker: { type: "time", initial: "initial_time" },
  datetimepicker: {
    type: "datetime-local",
    initial: "initial_date_time",
    show: (epoch) => wallTime(epoch, zone()),
    read: (text) => instantOf(text, zone()),
  },
  rich_text_input: { initial: "initial_value", isLong: true, show: wordsOf },
};

const KINDS = {
  button,
  overflow,
  checkboxes: ticks,
  radio_buttons: ticks,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedback,
  file_input: fileInput,
};
for (const kind of [
  "static_select",
  "external_select",
  "users_select",
  "channels_select",
  "conversations_select",
]) {
  KINDS[kind] = select;
  KINDS[`multi_${kind}`] = select;
}
for (const kind of Object.keys(FIELDS)) KINDS[kind] = field;
