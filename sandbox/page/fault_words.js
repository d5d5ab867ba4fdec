// The faults as fields with their words, and which of them are on in a sentence.

const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const percent = (rate) => `${number.format(rate * 100)}\u00a0%`;

/** The number fields of a group. A *share* is shown in percent and stored from 0 to 1. */
export const GROUPS = [
  {
    title: "Slow answers",
    fields: [
      {
        name: "latency_ms",
        label: "Wait before each call, in ms",
        hint: "Slack waits this long before it does what the app asks.",
        most: 600_000,
      },
      {
        name: "answer_latency_ms",
        label: "Wait after each call, in ms",
        hint: "Slack does what the app asks, and answers this much later. An app that stops waiting does not learn that it was done.",
        most: 600_000,
      },
    ],
  },
  {
    title: "Failures",
    fields: [
      {
        name: "rate_429",
        label: "Too many calls (429), in %",
        hint: "Slack answers 429 to this share of calls, and does not do what they ask.",
        most: 100,
        share: true,
      },
      {
        name: "retry_after_s",
        label: "Retry-After, in seconds",
        hint: "How long such an answer 429 tells the app to wait.",
        most: 3600,
        whole: true,
      },
      {
        name: "rate_500",
        label: "Failure in Slack (500), in %",
        hint: "Slack answers 500 to this share of calls, and does not do what they ask.",
        most: 100,
        share: true,
      },
      {
        name: "drop_after_accept",
        label: "Connection lost, in %",
        hint: "For this share of calls Slack does what the app asks, and then the connection is cut without an answer.",
        most: 100,
        share: true,
      },
    ],
  },
];

/** What is not as usual, a phrase each; empty when all is. */
export function faultsOn(controls) {
  const { faults, is_token_revoked: isRevoked, taken_scopes: taken } = controls;
  const only = faults.methods ? ` (only ${faults.methods.join(", ")})` : "";
  const calls = [
    faults.latency_ms > 0 && `each call waits ${number.format(faults.latency_ms)} ms`,
    faults.answer_latency_ms > 0 && `each answer comes ${number.format(faults.answer_latency_ms)} ms late`,
    faults.rate_429 > 0 &&
      `Slack answers 429 to ${percent(faults.rate_429)} of calls (Retry-After ${faults.retry_after_s} s)`,
    faults.rate_500 > 0 && `Slack answers 500 to ${percent(faults.rate_500)} of calls`,
    faults.drop_after_accept > 0 &&
      `the connection is cut after ${percent(faults.drop_after_accept)} of calls`,
  ].filter(Boolean);
  return [
    ...calls.map((phrase) => phrase + only),
    !faults.enforce_rate_limits && "rate limits are not enforced",
    isRevoked && "the bot's token is revoked",
    taken.length > 0 && `the app lacks ${taken.join(", ")}`,
  ].filter(Boolean);
}

/** The same in one sentence. */
export function faultLine(controls) {
  const on = faultsOn(controls);
  return on.length ? `Faults are on: ${on.join("; ")}.` : "All is as usual.";
}

/** The text of a number field for what is set. */
export function shownIn(field, faults) {
  const value = faults[field.name];
  return String(field.share ? Number((value * 100).toFixed(4)) : value);
}

/** What a number field's text sets; null where it is no number that fits. */
export function readFrom(field, text) {
  const value = text.trim() === "" ? NaN : Number(text);
  const fits = value >= 0 && value <= field.most && (!field.whole || Number.isInteger(value));
  if (!fits) return null;
  return field.share ? value / 100 : value;
}
