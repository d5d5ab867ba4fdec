// Messages in order of time, in a channel or a thread: added at their place, changed where they stand.
import { announce, el, keepingFocus } from "./dom.js";
import { countReplies, drawn, fill, wasPressed } from "./message.js";
import { now, zone } from "./state.js";
import { longDay, nearDay } from "./times.js";

/** The messages in *log*. *onThread* opens the thread of a message; null in a thread. */
export class MessageList {
  #log;
  #onThread;
  #emptyText;
  #entries = new Map(); // by ts, what message.js draws
  #order = []; // the same ts, oldest first
  #today = null; // the day by which lines say "Today"
  #quietUntil = 0;
  #readings = new Set(); // of each reading on its way, what was told meanwhile

  constructor(log, { onThread = null, emptyText = "" }) {
    this.#log = log;
    this.#onThread = onThread;
    this.#emptyText = emptyText;
    log.addEventListener("focusin", (event) => this.#stopAt(event.target.closest("article")));
    log.addEventListener("keydown", (event) => this.#walk(event));
  }

  get size() {
    return this.#order.length;
  }

  get oldest() {
    return this.#order[0] ?? null;
  }

  has(ts) {
    return this.#entries.has(ts);
  }

  message(ts) {
    return this.#entries.get(ts)?.message ?? null;
  }

  node(ts) {
    return this.#entries.get(ts)?.node ?? null;
  }

  clear() {
    this.#entries.clear();
    this.#order = [];
    this.#log.replaceChildren();
  }

  /** Waits for *reading*: what it answered, and what was told of meanwhile, which it may not know of. */
  async during(reading) {
    const told = [];
    this.#readings.add(told);
    try {
      return { answer: await reading, told };
    } finally {
      this.#readings.delete(told);
    }
  }

  /** Shows exactly these messages and then does what was *told*, touching only what differs. */
  show(messages, told = []) {
    this.#quietly(() => {
      const kept = new Set(messages.map((message) => message.ts));
      for (const ts of [...this.#order]) if (!kept.has(ts)) this.#remove(ts);
      for (const message of messages) this.#put(message);
      for (const change of told) change();
      this.#tellEmpty();
    });
  }

  #note(change) {
    for (const told of this.#readings) told.push(change);
  }

  /** Adds older messages, and keeps in sight what the person looks at. */
  addOlder(messages) {
    this.#quietly(() => {
      const below = this.#log.scrollHeight - this.#log.scrollTop;
      for (const message of [...messages].reverse()) this.#put(message);
      // What is far above is laid out when one comes near it: blocks.css.
      for (const { ts } of messages) this.#entries.get(ts).node.classList.add("far");
      this.#log.scrollTop = this.#log.scrollHeight - below;
    });
  }

  /** Adds or changes one message; whether it is new here. */
  put(message) {
    this.#note(() => this.#put(message));
    const isNew = this.#put(message);
    this.#tellEmpty();
    return isNew;
  }

  /** Takes a message away; a focus in it goes to the list. */
  drop(ts) {
    this.#note(() => this.drop(ts));
    const entry = this.#entries.get(ts);
    if (!entry) return;
    if (entry.node.contains(document.activeElement)) this.#log.focus({ preventScroll: true });
    this.#remove(ts);
    this.#tellEmpty();
  }

  countReplies(ts, count) {
    this.#note(() => this.countReplies(ts, count));
    const entry = this.#entries.get(ts);
    if (!entry) return;
    countReplies(entry, count);
    entry.json = JSON.stringify(entry.message);
  }

  /** Puts the line "New" above that message; null takes it away. */
  markNew(ts) {
    this.#log.querySelector(".new-line")?.remove();
    const line = el("div", { class: "new-line" }, el("span", {}, "New"));
    this.#entries.get(ts)?.node.before(line);
  }

  get isAtBottom() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 48;
  }

  toBottom() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Brings a new message into sight, the beginning of one that is taller than the window. */
  reveal(ts) {
    const { node } = this.#entries.get(ts);
    if (node.offsetHeight > this.#log.clientHeight) node.scrollIntoView({ block: "start" });
    else this.toBottom();
  }

  /** What was here before is not read out; what comes later is. */
  #quietly(work) {
    this.#log.setAttribute("aria-live", "off");
    work();
    const mine = (this.#quietUntil += 1);
    setTimeout(() => mine === this.#quietUntil && this.#log.setAttribute("aria-live", "polite"), 300);
  }

  /** Where a message stands or would stand in the order; nearly all come at the end. */
  #placeOf(ts) {
    const order = this.#order;
    if (!order.length || ts > order[order.length - 1]) return order.length;
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order[middle] < ts) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #put(message) {
    const known = this.#entries.get(message.ts);
    const json = JSON.stringify(message);
    if (known) {
      if (known.json !== json) this.#change(known, message, json);
      return false;
    }
    const entry = drawn(message, { onThread: this.#onThread });
    entry.json = json;
    const place = this.#placeOf(message.ts);
    const next = this.#entries.get(this.#order[place]);
    this.#entries.set(message.ts, entry);
    this.#order.splice(place, 0, message.ts);
    this.#log.insertBefore(entry.node, next ? (next.lines.day ?? next.node) : null);
    this.#drawDay(place);
    this.#drawDay(place + 1);
    return true;
  }

  #remove(ts) {
    const entry = this.#entries.get(ts);
    const place = this.#placeOf(ts);
    entry.lines.day?.remove();
    entry.node.remove();
    this.#entries.delete(ts);
    this.#order.splice(place, 1);
    this.#drawDay(place);
  }

  /** Draws a changed message anew without moving what the person looks at or has focused. */
  #change(entry, message, json) {
    const log = this.#log;
    const wasAtBottom = this.isAtBottom;
    const anchor = () => (entry.node.contains(document.activeElement) ? document.activeElement : entry.node);
    const topBefore = anchor().getBoundingClientRect().top;
    const heightBefore = entry.node.offsetHeight;
    const isAbove = entry.node.getBoundingClientRect().bottom < log.getBoundingClientRect().top;
    const hadFocus = anchor() !== entry.node;
    entry.message = message;
    entry.json = json;
    keepingFocus(entry.node, () => fill(entry), entry.node);
    if (hadFocus) log.scrollTop += anchor().getBoundingClientRect().top - topBefore;
    else if (isAbove) log.scrollTop += entry.node.offsetHeight - heightBefore;
    else if (wasAtBottom) this.toBottom();
    if (wasPressed(message.ts)) announce(`Changed: ${message.text.slice(0, 160)}`);
  }

  /** Puts a line with the day above the message at *place* if it is the first of its day. */
  #drawDay(place) {
    const entry = this.#entries.get(this.#order[place]);
    if (!entry) return;
    const before = this.#entries.get(this.#order[place - 1]);
    const today = longDay(now(), zone());
    if (before?.day === entry.day) {
      entry.lines.day?.remove();
      entry.lines.day = null;
    } else if (!entry.lines.day) {
      entry.lines.day = el("div", { class: "day" }, el("span", { title: entry.day }, dayWords(entry)));
      const above = entry.node.previousElementSibling;
      (above?.matches(".new-line") ? above : entry.node).before(entry.lines.day);
    }
    if (today === this.#today) return;
    this.#today = today;
    for (const one of this.#entries.values())
      if (one.lines.day) one.lines.day.firstChild.textContent = dayWords(one);
  }

  #tellEmpty() {
    const told = this.#log.querySelector(":scope > .empty");
    if (this.size) told?.remove();
    else if (!told && this.#emptyText) this.#log.append(el("p", { class: "empty quiet" }, this.#emptyText));
  }

  /** The menu of the message one is at is the only one that Tab stops at. */
  #stopAt(node) {
    if (!node) return;
    for (const old of this.#log.querySelectorAll('.message-actions[tabindex="0"]'))
      old.setAttribute("tabindex", "-1");
    node.querySelector(":scope > .message-actions")?.setAttribute("tabindex", "0");
  }

  /** Arrow keys go from message to message, Enter opens a message's menu. */
  #walk(event) {
    const { target, key } = event;
    const isHere = target === this.#log || target.matches("article");
    if (!isHere || event.ctrlKey || event.metaKey || event.altKey || !this.size) return;
    const last = this.size - 1;
    const at = target === this.#log ? last + 1 : this.#placeOf(target.dataset.ts);
    const goal = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last }[key];
    if (key === "Enter" && target !== this.#log) target.querySelector(":scope > .message-actions")?.click();
    else if (goal === undefined) return;
    else this.#entries.get(this.#order[Math.max(0, Math.min(last, goal))]).node.focus();
    event.preventDefault();
  }
}

function dayWords(entry) {
  const near = nearDay(Number(entry.message.ts), zone(), now());
  return near === "today" || near === "yesterday" ? near[0].toUpperCase() + near.slice(1) : entry.day;
}
