"""What follows `/openspace talks`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import TypeAlias

from handlers.words import choices, moments, pages, rooms, synonyms
from handlers.words.tokens import Kind, Token, joined
from openspace import RuleViolation

_PAGE = "/openspace talks page 2"
_ADD = '/openspace talks add "Inclusion in practice" tue 10:00 "Room A" by "Name, Organisation"'
_AND = ("and", "&", ",")


@dataclass(frozen=True, slots=True)
class TalksShow:
    """'Which talks are there?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class TalkAdd:
    """'This talk is held then and there.'

    *speakers* is what was typed behind `by` without the people mentioned there, whose ids are
    *hosts*; one of the two may be empty.
    """

    title: str
    day: moments.Day
    start: time
    room: str
    speakers: str
    hosts: tuple[str, ...]


Talks: TypeAlias = TalksShow | TalkAdd


def talks(pieces: Sequence[Token]) -> Talks:
    """Return what `/openspace talks` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.TALKS)
    match pieces:
        case []:
            return TalksShow()
        case [Token(word="page"), *rest]:
            return TalksShow(pages.number([piece.word for piece in rest], example=_PAGE))
        case [Token(word="add"), *rest]:
            return _talk(rest)
        case _:
            raise choices.unknown(pieces[0].plain, {"add": _ADD}, offered=synonyms.TALKS_OFFERED)


def _talk(pieces: Sequence[Token]) -> TalkAdd:
    title_end = _title_end(pieces)
    title = joined(pieces[:title_end])
    if not title:
        raise RuleViolation(f"The talk's title is missing: type `{_ADD}`.")
    day, start, behind = moments.day_and_time(pieces[title_end:], example=_ADD)
    by = next((n for n, piece in enumerate(behind) if piece.word == "by"), len(behind))
    room = rooms.name(behind[:by])
    if not room:
        raise RuleViolation(f"In which room is it? Type `{_ADD}`.")
    hosts = tuple(dict.fromkeys(p.text for p in behind[by:] if p.kind is Kind.PERSON))
    speakers = _speakers(behind[by + 1 :])
    if not speakers and not hosts:
        raise RuleViolation(f"Who speaks? Type it behind `by`: `{_ADD}`.")
    return TalkAdd(title, day, start, room, speakers, hosts)


def _title_end(pieces: Sequence[Token]) -> int:
    """Return where the title ends: behind its quotes, or else before the day with its time."""
    if pieces and pieces[0].kind is Kind.QUOTED:
        return 1
    for n, (piece, behind) in enumerate(pairwise(pieces)):
        if _is_day(piece) and (behind.word == "at" or moments.wall_time(behind.word) is not None):
            return n - 1 if n and pieces[n - 1].word == "on" else n
    return next((n for n, piece in enumerate(pieces) if _is_day(piece)), len(pieces))


def _is_day(piece: Token) -> bool:
    return bool(piece.word) and moments.day(piece.word) is not None


def _speakers(pieces: Sequence[Token]) -> str:
    """Return the names between the people mentioned, without the commas and “and” around those."""
    names: list[str] = []
    run: list[Token] = []
    for piece in pieces:
        if piece.kind is Kind.PERSON:
            names.append(joined(run))
            run = []
        else:
            run.append(piece)
    names.append(joined(run))
    bare = (_bare(name) for name in names)
    return ", ".join(name for name in bare if name)


def _bare(name: str) -> str:
    words = name.strip(" ,;").split()
    while words and words[0].lower() in _AND:
        del words[0]
    while words and words[-1].lower() in _AND:
        del words[-1]
    return " ".join(words).strip(" ,;")
