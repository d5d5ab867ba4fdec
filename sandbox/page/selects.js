// Block Kit's drop-downs, in messages and in forms: a button that opens a menu.
import { tell } from "./api.js";
import { el, freshId, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { actors, fullName, personName, state } from "./state.js";
import { address, isTold, naming, plain, press, starting } from "./surface.js";

/** An option object as a line of a menu. */
export function choice(option, group) {
  return {
    value: option.value,
    label: plain(option.text),
    description: plain(option.description),
    url: option.url,
    group: typeof group === "string" ? group : undefined,
  };
}

/** Whether a list of conversations offers this one (docs.slack.dev, conversation filter). */
function isOffered(channel, kind, filter) {
  const sort = channel.is_im ? "im" : channel.is_private ? "private" : "public";
  if (channel.is_archived) return false;
  if (kind === "channels_select") return sort === "public";
  if (filter?.exclude_bot_users && sort === "im") return false; // the one direct message is with the app
  return filter?.include?.includes(sort) ?? true;
}

/** What a select offers: its own options, or the workspace's people or channels. */
function choices(description) {
  const kind = description.type.replace(/^multi_/, "");
  if (kind === "users_select")
    return actors().map((person) => ({
      value: person.id,
      label: person.name,
      description: fullName(person),
    }));
  if (kind === "channels_select" || kind === "conversations_select") {
    return [...state.channels.values()]
      .filter((channel) => isOffered(channel, kind, description.filter))
      .map((channel) => ({ value: channel.id, label: channel.is_im ? channel.name : `#${channel.name}` }));
  }
  if (description.option_groups) {
    return description.option_groups.flatMap((group) =>
      group.options.map((option) => choice(option, plain(group.label))),
    );
  }
  return (description.options ?? []).map(choice);
}

/** The conversation that is shown, where a list starts with it and offers it; else null. */
function currentConversation(description) {
  if (!description.default_to_current_conversation) return null;
  return choices(description).find(({ value }) => value === state.channel)?.value ?? null;
}

/** The values a select or tick list starts with, as a list. */
export function initialValues(description) {
  const one =
    description.initial_option?.value ??
    description.initial_user ??
    description.initial_channel ??
    description.initial_conversation ??
    currentConversation(description);
  const many =
    description.initial_options?.map((option) => option.value) ??
    description.initial_users ??
    description.initial_channels ??
    description.initial_conversations;
  return many ?? (one ? [one] : []);
}

/** A drop-down: one choice or several, of options, people, channels or what the app suggests. */
export function select(context) {
  const { description, surface, block } = context;
  const isMany = description.type.startsWith("multi_");
  const isExternal = description.type.endsWith("external_select");
  const labels = new Map();
  for (const option of [...(description.initial_options ?? []), description.initial_option].filter(Boolean)) {
    labels.set(option.value, plain(option.text));
  }
  let values = [starting(context, initialValues(description), () => (isMany ? values : (values[0] ?? null)))]
    .flat()
    .filter(Boolean);
  const shown = el("span", { id: freshId("chosen") });
  const name = naming(context);
  const node = el(
    "button",
    {
      type: "button",
      class: "button select",
      data: address(context),
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      id: name.id,
      // A label alone would hide from screen readers what is chosen.
      "aria-labelledby": context.label && `${context.label.labelId} ${shown.id}`,
      "aria-describedby": name["aria-describedby"],
    },
    shown,
    icon("down"),
  );
  const show = () => {
    const known = new Map(choices(description).map((option) => [option.value, option.label]));
    const chosen = values
      .map((value) => known.get(value) ?? labels.get(value) ?? personName(value) ?? value)
      .join(", ");
    shown.textContent = chosen || plain(description.placeholder) || "Choose";
    shown.className = chosen ? "" : "quiet";
    if (name["aria-label"])
      node.setAttribute("aria-label", chosen ? `${name["aria-label"]}: ${chosen}` : name["aria-label"]);
  };
  const take = async (value, option) => {
    const before = values;
    values = isMany ? value : [value];
    if (option) labels.set(option.value, option.label);
    show();
    if (isTold(context) && !(await press(context, node, value))) {
      values = before;
      show();
    }
  };
  node.addEventListener("click", () => {
    const options = choices(description).map((option) => ({
      ...option,
      checked: values.includes(option.value),
    }));
    const look = async (text) => {
      const found = await tell("suggest", {
        as: state.me,
        ...surface.place,
        block_id: block.block_id,
        action_id: description.action_id,
        value: text,
      });
      const offered = choices({
        type: "static_select",
        ...(found.option_groups ? { option_groups: found.option_groups } : { options: found.options }),
      });
      for (const option of offered) labels.set(option.value, option.label);
      return offered;
    };
    openMenu(node, {
      label: plain(description.placeholder) || "Choose",
      options,
      kind: isMany ? "many" : "one",
      most: description.max_selected_items ?? Infinity,
      look: isExternal ? look : null,
      onDone: take,
    });
  });
  show();
  return node;
}
