"""Cuts the text of a slash command into words, quotations, mentions and links."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

# Characters that nobody sees: they would hide words from people or turn the writing direction.
# Lone surrogates go as well, because no database can store them.
_UNSEEN: dict[int, str | None] = {
    code: " " if chr(code).isspace() else None
    for first, last in (
        (0x00, 0x1F),
        (0x7F, 0x9F),
        (0x061C, 0x061C),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2066, 0x2069),
        (0xD800, 0xDFFF),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
}

# docs.slack.dev, slash commands: with should_escape, mentions arrive as <@U012|name> or <@U012>,
# channels as <#C012|name> or <#C012|>, links in angle brackets.
_MARKUP = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_PERSON_ID = re.compile(r"[UW][A-Z0-9]+")
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]+")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)

_DOUBLE = '"“”„«»'
_OPENS_AT_WORD_START = "“„«"
_DOUBLE_OR_MARKUP = re.compile(rf"<[^<>]*>|[{_DOUBLE}]")
_SINGLE = "'‘’"
_SINGLE_END = re.compile(rf"[{_SINGLE}](?!\w)")
_BETWEEN = " ,;"
_WORD = re.compile(r"<?[^\s<]*")


class Kind(Enum):
    """What a token was typed as."""

    WORD = auto()
    QUOTED = auto()
    PERSON = auto()
    CHANNEL = auto()
    LINK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a command.

    *text* is the word, the words between the quotes, the Slack id of a person or channel, or the
    address of a link; *plain* is how a reader would write the piece without any markup.
    """

    kind: Kind
    text: str
    plain: str

    @property
    def word(self) -> str:
        """The word in lower case; empty for all that is not a bare word."""
        return self.text.lower() if self.kind is Kind.WORD else ""


def clean(text: str) -> str:
    """Return *text* as the person meant it: unescaped once, nothing unseen, single spaces, NFC."""
    return _tidy(_unescaped(text))


def line(text: str) -> str:
    """Return *text*, not escaped by Slack, as one line: nothing unseen, single spaces, NFC."""
    return _tidy(text)


def lines(text: str) -> str:
    """Return the same with its line breaks, of which no more than two follow each other."""
    rows = [_tidy(row) for row in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def unmarked(text: str, *, someone: str) -> str:
    """Return a message's *text*, escaped as Slack sends it, as a reader sees it, with its lines.

    Args:
        someone: stands for people whose names Slack did not send.
    """

    def shown(markup: re.Match[str]) -> str:
        sigil, _, label = markup.groups()
        return someone if sigil == "@" and not label else _shown(markup)

    return _unescaped(_MARKUP.sub(shown, text))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the pieces of a command's *text*, which is still escaped as Slack sent it.

    Commas and semicolons between pieces are dropped; those inside or behind a word stay.
    A double quotation that is never closed runs to the end of the text.
    """
    text = _tidy(text)
    last_single_end = max((end.start() for end in _SINGLE_END.finditer(text)), default=-1)
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at] in _BETWEEN:
            at += 1
            continue
        if markup := _MARKUP.match(text, at):
            token, end = _marked(markup), markup.end()
        elif text[at] in _DOUBLE:
            token, end = _quotation(text, at)
        elif text[at] in _SINGLE and at < last_single_end:
            closing = _SINGLE_END.search(text, at + 1)
            end = closing.end() if closing else len(text)
            token = _quoted(text[at + 1 : end - 1])
        else:
            token, end = _word(text, at)
        found.append(token)
        at = end
    return tuple(found)


def title(text: str) -> str:
    """Return the whole *text* as one plain line, without markup or quotes around all of it."""
    match tokens(text):
        case [Token(kind=Kind.QUOTED, text=inside)]:
            return inside
        case _:
            return _plain(text)


def is_help(text: str) -> bool:
    """Return whether *text* is the one word `help`; in quotes it may be a title."""
    return [token.word for token in tokens(text)] == ["help"]


def joined(pieces: Iterable[Token]) -> str:
    """Return *pieces* as one plain line: a name that was typed with or without quotes."""
    return " ".join(piece.plain for piece in pieces if piece.plain)


def _unescaped(text: str) -> str:
    # docs.slack.dev, formatting text: Slack escapes these three characters and no others.
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())


def _word(text: str, at: int) -> tuple[Token, int]:
    found = _WORD.match(text, at)
    end = found.end() if found else len(text)
    word = clean(text[at:end])
    kind = Kind.LINK if _WEB_ADDRESS.match(word) else Kind.WORD
    return Token(kind, word, word), end


def _quotation(text: str, at: int) -> tuple[Token, int]:
    depth = 1
    for found in _DOUBLE_OR_MARKUP.finditer(text, at + 1):
        if found[0] not in _DOUBLE:
            continue
        before, behind = text[found.start() - 1], text[found.end() : found.end() + 1]
        starts_word = before == " " and behind not in ("", " ")
        nested = starts_word and found[0] in _OPENS_AT_WORD_START
        depth += 1 if nested else -1
        if depth == 0:
            return _quoted(text[at + 1 : found.start()]), found.end()
    return _quoted(text[at + 1 :]), len(text)


def _quoted(inside: str) -> Token:
    plain = _plain(inside)
    return Token(Kind.QUOTED, plain, plain)


def _plain(text: str) -> str:
    return clean(_MARKUP.sub(_shown, text))


def _marked(markup: re.Match[str]) -> Token:
    sigil, target, _ = markup.groups()
    plain = clean(_shown(markup))
    if sigil == "@" and _PERSON_ID.fullmatch(target):
        return Token(Kind.PERSON, target, plain)
    if sigil == "#" and _CHANNEL_ID.fullmatch(target):
        return Token(Kind.CHANNEL, target, plain)
    if not sigil and _ADDRESS.match(target):
        return Token(Kind.LINK, clean(target), plain)
    return Token(Kind.WORD, plain, plain)


def _shown(markup: re.Match[str]) -> str:
    sigil, target, label = markup.groups()
    if sigil:
        return sigil.replace("!", "@") + (label or target).lstrip("@#")
    return label or target
