// Block Kit's layout blocks as elements of the page.
import { fileAddress } from "./api.js";
import { alertBlock, card, carousel, container, remoteFile, video } from "./cards.js";
import { chart } from "./charts.js";
import { el, freshId, icon } from "./dom.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { textObject } from "./mrkdwn.js";
import { richText, table } from "./richtext.js";
import { state } from "./state.js";

/** All blocks as nodes. For *surface* see elements.js. */
export function blocks(list, surface) {
  return (list ?? []).map((block) => {
    const draw = KINDS[block.type];
    if (!draw) return el("p", { class: "unknown" }, `Block type ${block.type} is not shown here yet.`);
    try {
      return draw(block, surface);
    } catch (error) {
      // one misshapen block must not take the other messages with it
      console.warn(error);
      return el("p", { class: "unknown" }, `This ${block.type} block could not be shown.`);
    }
  });
}

function section(block, surface) {
  const fields =
    block.fields &&
    el(
      "div",
      { class: "fields" },
      block.fields.map((text) => el("div", {}, textObject(text))),
    );
  const body = el("div", { class: "section-text" }, textObject(block.text), fields);
  if (!block.accessory) return el("div", { class: "section" }, body);
  const extra =
    block.accessory.type === "image"
      ? image(block.accessory, "thumb")
      : element(block.accessory, block, surface);
  return el("div", { class: "section" }, body, el("div", { class: "accessory" }, extra));
}

function header(block) {
  // Levels begin below the page's own headings.
  return el(`h${Math.min(6, (block.level ?? 1) + 2)}`, { class: "block-header" }, block.text?.text ?? "");
}

/** An image; *kind* says how large: "picture" (with its title), "thumb" or "tiny". */
export function image(block, kind = "picture") {
  const node = el("img", {
    class: kind,
    alt: block.alt_text ?? "",
    src: block.image_url ?? block.slack_file?.url,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  if (kind !== "picture") return node;
  return el("figure", {}, block.title && el("figcaption", { class: "quiet" }, block.title.text), node);
}

function context(block) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? image(part, "tiny") : el("div", {}, textObject(part)),
  );
  return el("div", { class: "context" }, parts);
}

function actions(block, surface) {
  return el(
    "div",
    { class: "actions" },
    block.elements.map((part) => element(part, block, surface)),
  );
}

const GROUPED = new Set(["checkboxes", "radio_buttons"]);

function input(block, surface) {
  const id = freshId("input");
  const label = { for: id, labelId: `${id}-label`, describedBy: `${id}-hint ${id}-error` };
  const isGroup = GROUPED.has(block.element.type);
  const words = [block.label?.text ?? "", block.optional && el("span", { class: "quiet" }, " (optional)")];
  const node = element(block.element, block, surface, label);
  if (!block.optional && /^(INPUT|TEXTAREA)$/.test(node.tagName)) node.setAttribute("aria-required", "true");
  return el(
    "div",
    { class: "input-block", data: { inputBlock: block.block_id ?? "" } },
    isGroup
      ? el("div", { class: "label", id: label.labelId }, words)
      : el("label", { class: "label", id: label.labelId, for: id }, words),
    node,
    el("p", { class: "quiet", id: `${id}-hint` }, block.hint?.text ?? ""),
    el("p", { class: "trouble", id: `${id}-error` }),
  );
}

const KINDS = {
  section,
  header,
  context,
  actions,
  input,
  markdown,
  table,
  card,
  carousel,
  container,
  video,
  file: remoteFile,
  alert: alertBlock,
  context_actions: actions,
  data_table: table,
  data_visualization: chart,
  divider: () => el("hr"),
  image: (block) => image(block),
  rich_text: (block) => el("div", {}, richText(block)),
};

/** A message's files as links that download them. */
export function files(list) {
  return (list ?? []).map((file) => {
    const name = file.title || file.name;
    return el(
      "a",
      { class: "file", href: fileAddress(file, state.me), download: file.name },
      icon("file"),
      el(
        "span",
        {},
        el("span", { class: "file-name" }, name),
        el("span", { class: "quiet" }, `${file.name !== name ? `${file.name}, ` : ""}${size(file.size)}`),
      ),
    );
  });
}

function size(bytes) {
  if (bytes === undefined || bytes === null) return "download";
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
