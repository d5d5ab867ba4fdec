// Slack's mrkdwn as elements: bold, italic, strike, code, quotes, links, mentions and dates.
import { el } from "./dom.js";
import { hashFor, now, personName, state, zone } from "./state.js";
import { slackDate } from "./times.js";

// docs.slack.dev, deep linking, "Open an app": there is one app here.
const HOME_ADDRESS = /^slack:\/\/app\?(?:.*&)?tab=home(?:&|$)/;
const SAFE_ADDRESS = /^(https?:\/\/|mailto:|tel:)/i;

/** A link that opens elsewhere, or plain text where the address is not one of the web, mail or telephone. */
export function link(address, label) {
  if (HOME_ADDRESS.test(address)) return homeLink(label);
  if (!SAFE_ADDRESS.test(address)) return document.createTextNode(label);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** A link to the app's Home of the person acting. */
function homeLink(label) {
  const direct = [...state.channels.values()].find((channel) => channel.is_im);
  if (!direct) return document.createTextNode(label);
  return el("a", { href: hashFor({ channel: direct.id, tab: "home" }) }, label);
}

/** "@bo", marked where it is the person acting. */
export function personMention(id, label = null) {
  const name = personName(id) ?? label ?? id;
  return el("span", { class: id === state.me ? "mention me" : "mention" }, `@${name}`);
}

/** "#general", a link where the person acting can see it. */
export function channelMention(id, label = null) {
  const known = state.channels.get(id);
  if (!known) return el("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  const address = `#as=${encodeURIComponent(state.me)}&channel=${encodeURIComponent(id)}`;
  return el("a", { class: "mention", href: address }, `#${known.name}`);
}

/** An instant in the viewer's time zone, or the fallback where the template is not one of Slack's. */
export function instant(epoch, template, { address = "", fallback = "" } = {}) {
  if (Number.isNaN(new Date(epoch * 1000).getTime())) return document.createTextNode(fallback);
  const text = slackDate(epoch, template, zone(), now()) ?? fallback;
  const time = el("time", { datetime: new Date(epoch * 1000).toISOString(), title: fallback }, text);
  if (!SAFE_ADDRESS.test(address)) return time;
  const around = link(address, "");
  around.append(time);
  return around;
}

/** Undoes exactly the three entities Slack uses (docs.slack.dev, escaping text). */
export function decoded(text) {
  const characters = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => characters[entity]);
}

// Control sequences are found first: what they hold is not looked at again.
const ANGLE = /<([@#!][^<>]*|[a-zA-Z][a-zA-Z+.-]*:[^<>]*)>/;

function angle(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : decoded(inside.slice(bar + 1));
  if (target.startsWith("@")) return personMention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (!target.startsWith("!"))
    return link(decoded(target), label || decoded(target).replace(/^(mailto|tel):/, ""));
  const date = /^!date\^(-?\d+)\^([^^]*)(?:\^(.*))?$/.exec(target);
  if (date) {
    return instant(Number(date[1]), decoded(date[2]), {
      address: decoded(date[3] ?? ""),
      fallback: label ?? "",
    });
  }
  const name = label?.replace(/^@/, "") ?? target.slice(1).split("^")[0];
  return el("span", { class: "mention loud" }, `@${name}`);
}

// What Slack also makes a mention or link of where the text is not `verbatim`.
const AUTOMATIC = /(^|[\s(])(@(?:here|channel|everyone)\b|https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"])/;

function words(text, settings) {
  if (settings.verbatim) return [decoded(text)];
  const found = AUTOMATIC.exec(text);
  if (!found) return [decoded(text)];
  const [whole, before, hit] = found;
  const node = hit.startsWith("@")
    ? el("span", { class: "mention loud" }, hit)
    : link(decoded(hit), decoded(hit));
  return [
    decoded(text.slice(0, found.index) + before),
    node,
    ...words(text.slice(found.index + whole.length), settings),
  ];
}

const MARKS = { "*": "strong", _: "em", "~": "s" };
// An opening mark stands at the start of a word, its closing mark at the end of one.
const MARKED = /(^|[^\p{L}\p{N}*_~`])([*_~])(?=\S)((?:(?!\2)[^\n])*?(?!\2)\S)\2(?![\p{L}\p{N}*_~`])/u;
const CODE = /`([^`\n]+)`/;

/** One line or more of inline mrkdwn as nodes and strings. */
function inline(text, settings) {
  if (!text) return [];
  const code = CODE.exec(text);
  const control = ANGLE.exec(text);
  const marked = MARKED.exec(text);
  const first = [code, control, marked && { ...marked, index: marked.index + marked[1].length, marked }]
    .filter(Boolean)
    .sort((one, other) => one.index - other.index)[0];
  if (!first) return words(text, settings);
  const before = words(text.slice(0, first.index), settings);
  if (first.marked) {
    const [whole, , mark, body] = first.marked;
    const after = text.slice(first.marked.index + whole.length);
    return [...before, el(MARKS[mark], {}, inline(body, settings)), ...inline(after, settings)];
  }
  const after = inline(text.slice(first.index + first[0].length), settings);
  if (first === code) return [...before, el("code", {}, codeText(code[1])), ...after];
  return [...before, angle(control[1]), ...after];
}

/** Code shows links and mentions as what they say, unformatted. */
function codeText(text) {
  return decoded(text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (whole, target, label) => label ?? target));
}

function paragraph(text, settings) {
  return el("p", { class: "lines" }, inline(text, settings));
}

const QUOTED = /^(?:>|&gt;) ?/;

function blocksOf(text, settings) {
  const nodes = [];
  let lines = [];
  let quoted = false;
  const flush = () => {
    const body = lines.join("\n");
    if (quoted) nodes.push(el("blockquote", {}, paragraph(body, settings)));
    else if (body.trim()) nodes.push(paragraph(body.replace(/^\n|\n$/g, ""), settings));
    lines = [];
  };
  const all = text.split("\n");
  for (const [index, line] of all.entries()) {
    const rest = /^(?:>>>|&gt;&gt;&gt;) ?/.exec(line);
    if (rest) {
      flush();
      const body = [line.slice(rest[0].length), ...all.slice(index + 1)].join("\n");
      return [...nodes, el("blockquote", {}, paragraph(body, settings))];
    }
    if (QUOTED.test(line) !== quoted) {
      flush();
      quoted = !quoted;
    }
    lines.push(quoted ? line.replace(QUOTED, "") : line);
  }
  flush();
  return nodes;
}

/** mrkdwn as block-level nodes. *verbatim*: bare addresses and @here stay plain text. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const pieces = (text ?? "").split("```");
  const isClosed = pieces.length % 2 === 1;
  const source = isClosed ? pieces : [text]; // a fence that never closes is plain text
  return source.flatMap((piece, index) =>
    index % 2
      ? [el("pre", {}, codeText(piece.replace(/^\n/, "").replace(/\n$/, "")))]
      : blocksOf(piece, { verbatim }),
  );
}

/** A Slack text object as nodes: mrkdwn is read, plain text is shown as it is. */
export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text, { verbatim: object.verbatim === true });
  return [el("p", { class: "lines" }, object.text ?? "")];
}
