"""A message as parts, each of which is both seen as blocks and read out as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from handlers.blocks import mrkdwn
from handlers.blocks.mrkdwn import Mrkdwn

Block = dict[str, Any]

SHORT = 80
SECTION_LENGTH = 3000
HEADER_LENGTH = 150
BUTTON_LENGTH = 75
PLACEHOLDER_LENGTH = 150
MOST_OPTIONS = 100
MOST_BLOCKS = 50
MOST_BLOCKS_AT_HOME = 100
TEXT_LENGTH = 38_000
"""Characters of `text`: Slack cuts above 40,000 (docs.slack.dev, chat.postMessage)."""

T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """Blocks, and the same in words for a screen reader, which reads only `text`."""

    blocks: tuple[Block, ...]
    text: str


@dataclass(frozen=True)
class Button:
    """A button.

    Args:
        spoken: its label for screen readers, complete without what stands around it.
        confirm: a question to be answered first; None for none.
    """

    label: str
    action_id: str
    value: str
    spoken: str
    style: str | None = None
    confirm: str | None = None

    def element(self) -> Block:
        """Return it as Slack's button element."""
        element: Block = {
            "type": "button",
            "text": _plain(self.label, BUTTON_LENGTH),
            "action_id": self.action_id,
            "value": self.value,
            "accessibility_label": _cut(self.spoken, BUTTON_LENGTH),
        }
        if self.style:
            element["style"] = self.style
        if self.confirm:
            element["confirm"] = {
                "title": _plain("Are you sure?", 100),
                "text": _plain(self.confirm, 300),
                "confirm": _plain("Yes", 30),
                "deny": _plain("No", 30),
            }
        return element


@dataclass(frozen=True)
class Option:
    """One choice of a menu.

    Args:
        value: what it carries, at most 75 characters (@slack/types, option).
    """

    label: str
    value: str

    def element(self) -> Block:
        """Return it as Slack's option."""
        return {"text": _plain(self.label, BUTTON_LENGTH), "value": self.value}


@dataclass(frozen=True)
class Menu:
    """A menu to choose one thing from, which acts at once.

    Args:
        options: at least one, each with a value of its own; those beyond a hundred are left out.
        chosen: the option that it shows.
        spoken: what is chosen here, for screen readers.
    """

    action_id: str
    options: Sequence[Option]
    chosen: Option
    spoken: str

    def element(self) -> Block:
        """Return it as Slack's select element."""
        shown = self.options[:MOST_OPTIONS]
        element: Block = {
            "type": "static_select",
            "action_id": self.action_id,
            "placeholder": _plain(self.spoken, PLACEHOLDER_LENGTH),
            "options": [option.element() for option in shown],
        }
        if self.chosen in shown:
            element["initial_option"] = self.chosen.element()
        return element


@dataclass(frozen=True)
class Message:
    """What Slack shows, complete in `text` and complete in `blocks`.

    Args:
        plain: what to say instead where Slack does not know these blocks; None where it does.
    """

    text: str
    blocks: tuple[Block, ...]
    plain: "Message | None" = None

    def payload(self, prefix: str) -> dict[str, Any]:
        """Return the arguments for an answer or a post, commands named with *prefix*."""
        return {
            "text": mrkdwn.with_prefix(self.text, prefix),
            "blocks": [_prefixed(block, prefix) for block in self.blocks],
        }


@dataclass(frozen=True)
class Tab:
    """What somebody's Home shows, complete in `text` and complete in `blocks`."""

    text: str
    blocks: tuple[Block, ...]

    def view(self, prefix: str) -> Block:
        """Return the view as Slack publishes it, commands named with *prefix*."""
        return {"type": "home", "blocks": [_prefixed(block, prefix) for block in self.blocks]}


def tab(*parts: Part | None) -> Tab:
    """Return the Home that shows all *parts*; None parts are left out.

    Raises:
        ValueError: together they have more blocks than Slack takes.
    """
    whole = both(*parts)
    if len(whole.blocks) > MOST_BLOCKS_AT_HOME:
        raise ValueError(f"{len(whole.blocks)} blocks are more than Slack takes")
    return Tab(whole.text, whole.blocks)


def message(*parts: Part | None) -> Message:
    """Return the message that says all *parts*; None parts are left out."""
    said = [part for part in parts if part is not None]
    blocks = tuple(block for part in said for block in part.blocks)
    return _fitting([part.text for part in said], blocks, between="\n")


def joined(messages: Sequence[Message], last: Part | None = None) -> Message:
    """Return several messages as one, with a line drawn between them.

    Args:
        last: what comes below them all; None for nothing.

    Raises:
        ValueError: together they have more blocks than Slack takes.
    """
    texts = [one.text for one in messages]
    blocks: tuple[Block, ...] = ()
    for one in messages:
        blocks += ({"type": "divider"}, *one.blocks) if blocks else one.blocks
    if last is not None:
        texts.append(last.text)
        blocks += last.blocks
    return _fitting(texts, blocks, between="\n\n")


def header(words: str) -> Part:
    """Return a heading; *words* are shown as they are."""
    block = {"type": "header", "text": _plain(words, HEADER_LENGTH)}
    return Part((block,), mrkdwn.escape(words))


class Beside(Protocol):
    """A button or a menu."""

    def element(self) -> Block:
        """Return it as an element of Slack's."""


def paragraph(text: Mrkdwn, beside: Beside | None = None) -> Part:
    """Return a paragraph, with a button or menu beside it if one is given."""
    shown = mrkdwn.cut(text, SECTION_LENGTH)
    block: Block = {"type": "section", "text": _mrkdwn(shown)}
    if beside:
        block["accessory"] = beside.element()
    return Part((block,), shown)


def as_typed(words: str) -> Part:
    """Return words of a user, at most 3,000 characters, with their own lines and no markup."""
    block = {"type": "section", "text": _plain(words, SECTION_LENGTH)}
    return Part((block,), mrkdwn.escape(words))


def lines(several: Sequence[Mrkdwn]) -> Part:
    """Return *several* lines in as few paragraphs as hold them all."""
    texts: list[Mrkdwn] = []
    for line in several:
        if texts and len(texts[-1]) + 1 + len(line) <= SECTION_LENGTH:
            texts[-1] = mrkdwn.join([texts[-1], line])
        else:
            texts.append(line)
    return both(*(paragraph(text) for text in texts))


def line() -> Part:
    """Return a line drawn across."""
    return Part(({"type": "divider"},), "")


def note(text: Mrkdwn) -> Part:
    """Return small print."""
    shown = mrkdwn.cut(text, SECTION_LENGTH)
    return Part(({"type": "context", "elements": [_mrkdwn(shown)]},), shown)


def short(words: str) -> str:
    """Return a title or name, not escaped yet, cut for a list of many."""
    return _cut(words, SHORT)


def buttons(*several: Button | None) -> Part | None:
    """Return buttons in a row; None when there is none. Their deeds can also be typed."""
    elements = [button.element() for button in several if button]
    return Part(({"type": "actions", "elements": elements},), "") if elements else None


def both(*parts: Part | None) -> Part:
    """Return several parts as one."""
    said = [part for part in parts if part is not None]
    return Part(
        tuple(block for part in said for block in part.blocks),
        "\n".join(part.text for part in said if part.text),
    )


@dataclass(frozen=True)
class Page(Generic[T]):
    """A stretch of a long list.

    Args:
        number: 1 for the first page.
        last: the number of the last page.
    """

    entries: tuple[T, ...]
    number: int
    last: int


def page(entries: Sequence[T], number: int, *, size: int) -> Page[T]:
    """Return page *number* of *entries*, the nearest there is when there is no such page."""
    last = max(-(-len(entries) // size), 1)
    shown = min(max(number, 1), last)
    return Page(tuple(entries[(shown - 1) * size : shown * size]), shown, last)


def _fitting(texts: Sequence[str], blocks: tuple[Block, ...], *, between: str) -> Message:
    if len(blocks) > MOST_BLOCKS:
        raise ValueError(f"{len(blocks)} blocks are more than Slack takes")
    text = Mrkdwn(between.join(text for text in texts if text))
    return Message(str(mrkdwn.cut(text, TEXT_LENGTH)), blocks)


def _prefixed(value: Any, prefix: str) -> Any:
    if not prefix:
        return value
    if isinstance(value, Mapping):
        # Only our own markup names commands; headings and what buttons carry are people's words.
        if value.get("type") == "mrkdwn":
            text = Mrkdwn(mrkdwn.with_prefix(value["text"], prefix))
            return _mrkdwn(mrkdwn.cut(text, SECTION_LENGTH))
        return {key: _prefixed(inner, prefix) for key, inner in value.items()}
    if isinstance(value, list):
        return [_prefixed(inner, prefix) for inner in value]
    return value


def _plain(text: str, length: int) -> Block:
    return {"type": "plain_text", "text": _cut(text, length), "emoji": False}


def _mrkdwn(text: Mrkdwn) -> Block:
    # Without `verbatim` Slack makes links and mentions of bare words (docs.slack.dev, text object).
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
