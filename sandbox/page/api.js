// Speaks to the sandbox: JSON over HTTP for deeds, server-sent events for what changes.

/** A request the sandbox refused or never answered; its message is a sentence for the person. */
export class Refused extends Error {
  constructor(word, sentence) {
    super(sentence);
    this.word = word;
  }
}

const SENTENCES = {
  operation_timeout:
    "The app did not answer within 3 seconds. It may still have done what you asked: look before you try again.",
  dispatch_failed: "The app could not be reached. Is it running?",
  no_such_command: "The app has no such command.",
};

/** A sentence for the error word the sandbox gave. */
export function sentence(word) {
  return (
    SENTENCES[word] ??
    `The app could not do that (${String(word ?? "no reason given").replaceAll("_", " ")}).`
  );
}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Refused("unreachable", "The sandbox did not answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? "http_error", body.message ?? sentence(body.error));
  return body;
}

/** Reads from the sandbox; parameters that are null are left out. */
export function read(path, parameters = {}) {
  const query = new URLSearchParams(
    Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined),
  );
  return answer(fetch(`/sandbox/${path}?${query}`, { headers: { accept: "application/json" } }));
}

/** Has the sandbox do something. */
export function tell(path, body = {}) {
  const headers = { "content-type": "application/json", accept: "application/json" };
  return answer(fetch(`/sandbox/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Where *person* can fetch a file: the address the sandbox gave, asked for as that person. */
export function fileAddress(file, person) {
  const address = new URL(`/sandbox/files/${encodeURIComponent(file.id)}`, location.origin);
  address.searchParams.set("as", person);
  return address.pathname + address.search;
}

/** What changes for *person*, as it happens. *onOpen* runs at each (re)connection, so that nothing
 * that happened in between is missed; *onLost* is told whether the browser has given up trying.
 * Returns a function that stops it. */
export function follow(person, { onOpen, onEvent, onLost }) {
  const source = new EventSource(`/sandbox/events?as=${encodeURIComponent(person)}`);
  source.onopen = onOpen;
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
  source.onerror = () => onLost(source.readyState === EventSource.CLOSED);
  return () => source.close();
}
