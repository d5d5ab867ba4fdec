// A block of standard Markdown (which is not Slack's mrkdwn) as elements.
import { el } from "./dom.js";
import { link } from "./mrkdwn.js";

const INLINE = [
  [/`([^`\n]+)`/, ([, code]) => el("code", {}, code)],
  [/\[([^\]\n]+)\]\(([^)\s]+)\)/, ([, label, address]) => link(address, label)],
  [/\*\*(\S(?:[^\n]*?\S)?)\*\*/, ([, words]) => el("strong", {}, inline(words))],
  [/__(\S(?:[^\n]*?\S)?)__/, ([, words]) => el("strong", {}, inline(words))],
  [/~~(\S(?:[^\n]*?\S)?)~~/, ([, words]) => el("s", {}, inline(words))],
  [/(?<![\w*])\*(\S(?:[^*\n]*?\S)?)\*(?!\w)/, ([, words]) => el("em", {}, inline(words))],
  [/(?<!\w)_(\S(?:[^_\n]*?\S)?)_(?!\w)/, ([, words]) => el("em", {}, inline(words))],
];

function inline(text) {
  let first = null;
  for (const [pattern, make] of INLINE) {
    const found = pattern.exec(text);
    if (found && (!first || found.index < first.found.index)) first = { found, make };
  }
  if (!first) return text ? [text] : [];
  const { found, make } = first;
  const after = text.slice(found.index + found[0].length);
  return [text.slice(0, found.index), make(found), ...inline(after)].filter((piece) => piece !== "");
}

// How a line begins says what it belongs to; the first that fits counts.
const LINES = [
  ["rule", /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/],
  ["heading", /^#{1,6} +/],
  ["bullet", /^ *[-*+] +/],
  ["number", /^ *\d+[.)] +/],
  ["quote", /^> ?/],
  ["empty", /^\s*$/],
];

const items = (lines) => lines.map((line) => el("li", {}, inline(line)));

const MAKE = {
  rule: () => el("hr"),
  heading: (lines) => lines.map((line) => el("h3", { class: "block-header" }, inline(line))),
  bullet: (lines) => el("ul", { class: "rich-list" }, items(lines)),
  number: (lines) => el("ol", { class: "rich-list" }, items(lines)),
  quote: (lines) => el("blockquote", {}, el("p", { class: "lines" }, inline(lines.join("\n")))),
  words: (lines) => el("p", { class: "lines" }, inline(lines.join("\n"))),
  empty: () => [],
};

function paragraphs(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const [kind, pattern] = LINES.find(([, one]) => one.test(line)) ?? ["words", /^/];
    if (runs.at(-1)?.kind !== kind) runs.push({ kind, lines: [] });
    runs.at(-1).lines.push(line.replace(pattern, ""));
  }
  return runs.flatMap(({ kind, lines }) => MAKE[kind](lines));
}

/** The block as a node. */
export function markdown(block) {
  const pieces = (block.text ?? "").split(/^```[^\n]*$/m);
  const nodes = pieces.flatMap((piece, index) =>
    index % 2 ? [el("pre", {}, piece.replace(/^\n|\n$/g, ""))] : paragraphs(piece),
  );
  return el("div", { class: "section-text" }, nodes);
}
