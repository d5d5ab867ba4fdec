"""What the typed client returns: frozen pictures of messages, answers, channels and forms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from sandbox import elements
from sandbox.refusals import Json


@dataclass(frozen=True)
class Profile:
    """Somebody as the workspace lists them."""

    id: str
    name: str
    real_name: str
    kind: str
    deactivated: bool
    tz: str
    team_id: str

    @classmethod
    def read(cls, entry: Json) -> Self:
        """From the human side's JSON."""
        return cls(**entry)


@dataclass(frozen=True)
class Channel:
    """A conversation as somebody sees it."""

    id: str
    name: str
    is_private: bool
    is_im: bool
    is_member: bool
    is_archived: bool
    members: tuple[str, ...]
    topic: str
    unread: int
    read_ts: str | None
    last_ts: str | None

    @classmethod
    def read(cls, entry: Json) -> Self:
        """From the human side's JSON."""
        return cls(**{**entry, "members": tuple(entry["members"])})


@dataclass(frozen=True)
class Message:
    """A message as somebody sees it."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: tuple[Json, ...]
    is_app: bool
    is_ephemeral: bool
    is_edited: bool
    thread_ts: str | None
    reply_count: int
    metadata: Json | None
    files: tuple[Json, ...]

    @classmethod
    def read(cls, entry: Json) -> Self:
        """From the human side's JSON."""
        return cls(
            ts=entry["ts"],
            channel=entry["channel"],
            user=entry["user"],
            text=entry["text"],
            blocks=tuple(entry["blocks"]),
            is_app=entry["is_app"],
            is_ephemeral=entry["ephemeral"],
            is_edited=entry["edited"],
            thread_ts=entry["thread_ts"],
            reply_count=entry["reply_count"],
            metadata=entry["metadata"],
            files=tuple(entry["files"]),
        )

    @property
    def shown(self) -> str:
        """Every text in it, fallback and blocks, one a line: for looking for words."""
        return "\n".join([self.text, *texts(self.blocks)])

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return labels(self.blocks)


@dataclass(frozen=True)
class Answer:
    """What came of a command: *message* is what its ack showed, None for an empty ack."""

    ok: bool
    error: str | None
    ack_ms: float
    message: Message | None

    @classmethod
    def read(cls, entry: Json) -> Self:
        """From the human side's JSON."""
        shown = entry.get("message")
        message = Message.read(shown) if shown else None
        return cls(entry["ok"], entry["error"], entry["ack_ms"], message)

    @property
    def text(self) -> str:
        """The fallback text of the message, empty when there is none."""
        return self.message.text if self.message else ""

    @property
    def blocks(self) -> tuple[Json, ...]:
        """The blocks of the message, empty when there is none."""
        return self.message.blocks if self.message else ()


@dataclass(frozen=True)
class Outcome:
    """What came of a click or submission; *errors* are a form's field errors by block_id."""

    ok: bool
    error: str | None
    ack_ms: float
    errors: Json | None = None
    closed: bool = False

    @classmethod
    def read(cls, entry: Json) -> Self:
        """From the human side's JSON."""
        return cls(
            entry["ok"],
            entry["error"],
            entry["ack_ms"],
            entry.get("errors"),
            entry.get("closed", False),
        )


@dataclass(frozen=True)
class View:
    """A modal or Home tab as its person sees it."""

    id: str
    type: str
    callback_id: str
    title: str
    blocks: tuple[Json, ...]
    values: Json
    raw: Json = field(repr=False)

    @classmethod
    def read(cls, entry: Json) -> Self:
        """From the human side's JSON."""
        return cls(
            id=entry["id"],
            type=entry["type"],
            callback_id=entry["callback_id"],
            title=(entry.get("title") or {}).get("text", ""),
            blocks=tuple(entry["blocks"]),
            values=entry["state"]["values"],
            raw=entry,
        )

    @property
    def shown(self) -> str:
        """Every text in it, one a line: for looking for words."""
        return "\n".join([self.title, *texts(self.blocks)])

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return labels(self.blocks)


@dataclass(frozen=True)
class WireEntry:
    """One call between sandbox and app; *refused* is why Slack would not have taken it."""

    n: int
    at: float
    shown_at: float
    direction: str
    kind: str
    name: str
    request: Json = field(repr=False)
    response: Any = field(repr=False)
    status: int
    ms: float
    refused: str | None

    @classmethod
    def read(cls, entry: Json) -> Self:
        """From the human side's JSON."""
        return cls(**entry)


def texts(part: Any) -> Iterator[str]:
    """Every text that somebody reads in blocks, in reading order."""
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str):
                if name in ("text", "alt_text", "caption"):
                    yield value
            else:
                yield from texts(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from texts(one)


def labels(blocks: tuple[Json, ...]) -> list[str]:
    """The labels of the buttons in blocks, in reading order."""
    return [
        str(element["text"]["text"])
        for _, element in elements.interactive(blocks)
        if element["type"] == "button"
    ]
