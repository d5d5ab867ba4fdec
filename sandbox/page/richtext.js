// Rich text (sections, lists, quotes, code) and the table blocks, whose cells may hold rich text.
import { el } from "./dom.js";
import { channelMention, instant, link, personMention } from "./mrkdwn.js";
import { state } from "./state.js";

const STYLES = {
  bold: "strong",
  italic: "em",
  strike: "s",
  underline: "u",
  highlight: "mark",
  client_highlight: "mark",
  code: "code",
};

function styled(node, style = {}) {
  let inner = node;
  for (const [name, tag] of Object.entries(STYLES)) if (style[name]) inner = el(tag, {}, inner);
  return inner;
}

const PIECES = {
  text: (piece) => document.createTextNode(piece.text ?? ""),
  link: (piece) => link(piece.url ?? "", piece.text || piece.url || ""),
  user: (piece) => personMention(piece.user_id),
  channel: (piece) => channelMention(piece.channel_id),
  usergroup: (piece) => el("span", { class: "mention" }, `@${piece.usergroup_id}`),
  broadcast: (piece) => el("span", { class: "mention loud" }, `@${piece.range}`),
  team: (piece) =>
    el("span", { class: "mention" }, `@${piece.team_id === state.team.id ? state.team.name : piece.team_id}`),
  emoji,
  color: (piece) => el("code", {}, piece.value ?? ""),
  date: (piece) =>
    instant(Number(piece.timestamp), piece.format ?? "{date}", {
      address: piece.url ?? "",
      fallback: piece.fallback ?? "",
    }),
};

/** The character that the block says it is, else the emoji's name. */
function emoji({ name, unicode }) {
  const points = /^[0-9a-f-]+$/i.test(unicode ?? "") ? unicode.split("-").map((hex) => parseInt(hex, 16)) : [];
  const isOne = points.length > 0 && points.every((point) => point <= 0x10ffff);
  if (!isOne) return document.createTextNode(`:${name}:`);
  return el("span", { role: "img", "aria-label": name.replaceAll("_", " ") }, String.fromCodePoint(...points));
}

function pieces(elements = []) {
  return elements.map((piece) =>
    styled(PIECES[piece.type]?.(piece) ?? document.createTextNode(piece.text ?? ""), piece.style),
  );
}

function list(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const node = el(tag, { class: "rich-list", start: part.offset ? part.offset + 1 : null });
  node.style.setProperty("--indent", String(part.indent ?? 0));
  node.append(...part.elements.map((item) => el("li", {}, pieces(item.elements))));
  return node;
}

const PARTS = {
  rich_text_section: (part) => el("p", { class: "lines" }, pieces(part.elements)),
  rich_text_list: list,
  rich_text_quote: (part) => el("blockquote", {}, el("p", { class: "lines" }, pieces(part.elements))),
  rich_text_preformatted: (part) => el("pre", {}, pieces(part.elements)),
};

/** A rich_text block's parts as nodes. */
export function richText(block) {
  return (block.elements ?? []).map(
    (part) =>
      PARTS[part.type]?.(part) ??
      el("p", { class: "unknown" }, `Rich text part ${part.type} is not shown here yet.`),
  );
}

function cellContent(cell) {
  if (!cell) return [];
  if (cell.type === "rich_text") return richText(cell);
  return [String(cell.text || (cell.value ?? ""))];
}

/** A `table` or `data_table` block. A data_table has a caption, a header row and perhaps a header column. */
export function table(block) {
  const [head = [], ...body] = block.rows ?? [];
  const headColumn = block.row_header_column_index ?? -1;
  const setting = (column) => block.column_settings?.[column] ?? {};
  const cells = (row, isHead) =>
    row.map((cell, column) => {
      const kind = cell?.type === "raw_number" || setting(column).align === "right" ? "number" : null;
      if (isHead) return el("th", { scope: "col", class: kind }, cellContent(cell));
      return el(
        column === headColumn ? "th" : "td",
        { scope: column === headColumn ? "row" : null, class: kind },
        cellContent(cell),
      );
    });
  const rows = body.map((row) => el("tr", {}, cells(row, false)));
  const frame = el(
    "div",
    {
      class: "table-frame",
      tabindex: "0",
      role: "group",
      "aria-label": block.caption?.text ?? block.caption ?? "Table",
    },
    el(
      "table",
      {},
      block.caption && el("caption", {}, block.caption.text ?? block.caption),
      el("thead", {}, el("tr", {}, cells(head, true))),
      el("tbody", {}, rows),
    ),
  );
  if (!block.page_size || rows.length <= block.page_size) return frame;
  return el("div", {}, frame, pager(rows, block.page_size));
}

/** Shows *size* rows at a time, as Slack does with a data table, and the buttons for the others. */
function pager(rows, size) {
  const last = Math.ceil(rows.length / size);
  const where = el("span", { class: "quiet", role: "status" });
  let page = 1;
  const turn = (to) => {
    page = to;
    for (const [index, row] of rows.entries()) row.hidden = Math.floor(index / size) !== page - 1;
    const until = Math.min(rows.length, page * size);
    where.textContent = `Rows ${(page - 1) * size + 1} to ${until} of ${rows.length}`;
    // Not `disabled`, which would take the focus away.
    back.setAttribute("aria-disabled", String(page === 1));
    on.setAttribute("aria-disabled", String(page === last));
  };
  const button = (label, step) =>
    el(
      "button",
      {
        type: "button",
        class: "button small",
        onclick: () => page + step >= 1 && page + step <= last && turn(page + step),
      },
      label,
    );
  const back = button("Earlier rows", -1);
  const on = button("Further rows", 1);
  turn(1);
  return el("div", { class: "actions" }, back, on, where);
}
