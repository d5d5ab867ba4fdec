// Block Kit's larger blocks: cards, carousels, containers, alerts, videos and remote files.
import { blocks, image } from "./blocks.js";
import { el, freshId, icon } from "./dom.js";
import { element } from "./elements.js";
import { link, textObject } from "./mrkdwn.js";

/** A picture, a title, some words and buttons. */
export function card(block, surface) {
  return el(
    "div",
    { class: "card" },
    block.hero_image && image(block.hero_image, "picture"),
    el(
      "div",
      { class: "card-head" },
      block.icon && image(block.icon, "tiny"),
      el(
        "div",
        {},
        block.title && el("div", { class: "card-title" }, textObject(block.title)),
        block.subtitle && el("div", { class: "quiet" }, textObject(block.subtitle)),
      ),
    ),
    block.body && el("div", {}, textObject(block.body)),
    block.actions && el("div", { class: "actions" }, block.actions.map((part) => element(part, block, surface))),
  );
}

/** Cards in a row. */
export function carousel(block, surface) {
  const cards = block.elements.map((one) => el("li", {}, card(one, surface)));
  return el("ul", { class: "carousel", tabindex: "0", "aria-label": "Cards" }, cards);
}

/** Blocks that belong together under a title; those that may be folded away are a disclosure. */
export function container(block, surface) {
  const inside = blocks(block.child_blocks ?? [], surface);
  const head = [
    block.icon && image(block.icon, "tiny"),
    block.title && el("strong", {}, block.title.text),
    block.subtitle && el("span", { class: "quiet" }, block.subtitle.text),
  ];
  if (!block.is_collapsible) return el("div", { class: "container" }, el("div", { class: "container-head" }, head), inside);
  const title = block.title ? head : [...head, el("strong", {}, "Details")];
  return el(
    "details",
    { class: "container", open: !block.default_collapsed },
    el("summary", { class: "container-head" }, title),
    el("div", { class: "content" }, inside),
  );
}

const LEVELS = { info: "For information", warning: "Warning", error: "Error", success: "Done" };

/** A notice; its level is said in words. */
export function alertBlock(block) {
  const level = LEVELS[block.level];
  return el(
    "div",
    { class: `notice ${block.level ?? "default"}`, role: "note" },
    level && el("strong", {}, level),
    textObject(block.text),
  );
}

/** A video: its picture and words, and the way to it, as nothing from elsewhere is played in this page. */
export function video(block) {
  const title = freshId("video");
  return el(
    "div",
    { class: "card", role: "group", "aria-labelledby": title },
    block.author_name && el("div", { class: "quiet" }, block.author_name),
    el("div", { class: "card-title", id: title }, link(block.title_url ?? block.video_url, block.title?.text ?? "")),
    block.description && el("div", {}, textObject(block.description)),
    image({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "picture"),
    block.provider_name && el("div", { class: "quiet" }, block.provider_name),
  );
}

/** A file that is kept elsewhere: Slack knows it by the app's own id. */
export function remoteFile(block) {
  return el("p", { class: "file" }, icon("file"), el("span", {}, `A file kept elsewhere: ${block.external_id}`));
}
