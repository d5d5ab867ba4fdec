"""What follows `/openspace`: the first word leads to the feature that reads the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import (
    absences,
    choices,
    forgetting,
    hosting,
    messages,
    notices,
    numbers,
    people,
    requests,
    rooms,
    runs,
    schedule,
    slots,
    spaces,
    synonyms,
    talks,
    themes,
    timetable,
    windows,
)
from handlers.words.tokens import Token, tokens
from openspace import RuleViolation, voting
from openspace.spaces import TallySeenBy

_DOTS = "/openspace dots 5"
_WITHDRAW = "/openspace withdraw 7"
_TALLY = {seen_by.value: f"/openspace tally {seen_by}" for seen_by in TallySeenBy}
EXAMPLES = {
    "help": "/openspace help",
    "privacy": "/openspace privacy",
    **forgetting.EXAMPLES,
    "new": '/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26',
    "facilitators": "/openspace facilitators",
    "guests": "/openspace guests allow",
    "rooms": "/openspace rooms",
    "slots": "/openspace slots",
    "talks": "/openspace talks",
    "open": "/openspace open voting",
    "close": "/openspace close voting",
    "reopen": "/openspace reopen",
    "dots": _DOTS,
    "tally": "/openspace tally facilitators",
    "settings": "/openspace settings",
    "themes": "/openspace themes",
    "timetable": "/openspace timetable",
    "digest": "/openspace digest 09:00",
    "summary": "/openspace summary 16:30",
    "reminder": "/openspace reminder 15",
    "notices": "/openspace notices mine",
    "messages": "/openspace messages",
    **absences.EXAMPLES,
    "board": "/openspace board",
    "withdraw": _WITHDRAW,
    **hosting.EXAMPLES,
    **runs.EXAMPLES,
    "week": "/openspace week",
    **timetable.EXAMPLES,
    **requests.EXAMPLES,
}


@dataclass(frozen=True, slots=True)
class Status:
    """'Where do things stand, and what can I do next?'"""


@dataclass(frozen=True, slots=True)
class Help:
    """'Which commands are there?'"""


@dataclass(frozen=True, slots=True)
class Privacy:
    """'What is stored about me?'"""


@dataclass(frozen=True, slots=True)
class Budget:
    """'Everybody has this many dots.'"""

    dots: int


@dataclass(frozen=True, slots=True)
class TallyFor:
    """'The tally is seen by these.'"""

    seen_by: TallySeenBy


@dataclass(frozen=True, slots=True)
class Withdraw:
    """'Take this topic back.'"""

    number: int


@dataclass(frozen=True, slots=True)
class Board:
    """'The board is lost; post it anew.'"""


@dataclass(frozen=True, slots=True)
class Week:
    """'What can I get to of what I gave dots to?'"""


@dataclass(frozen=True, slots=True)
class Settings:
    """'Show me the form with all settings.'"""


@dataclass(frozen=True, slots=True)
class Close:
    """'The open space is over.'"""


@dataclass(frozen=True, slots=True)
class Reopen:
    """'The open space is not over after all.'"""


Alone: TypeAlias = Privacy | Reopen | Board | Settings | Week
OpenSpace: TypeAlias = (
    Status
    | Help
    | Privacy
    | Budget
    | TallyFor
    | Withdraw
    | Board
    | Week
    | Settings
    | Close
    | Reopen
    | spaces.New
    | spaces.NewForm
    | forgetting.Mine
    | people.Facilitators
    | people.Guests
    | rooms.Rooms
    | slots.Slots
    | talks.Talks
    | themes.Themes
    | windows.Windows
    | timetable.Timetable
    | schedule.Schedule
    | notices.NoticesWanted
    | absences.AwayWanted
    | messages.Messages
    | hosting.Hosting
    | requests.Requests
    | runs.Run
)


def openspace(text: str) -> OpenSpace:
    """Return what `/openspace` followed by *text* asks for.

    Raises:
        RuleViolation: *text* does not say it.
    """
    pieces = _understood(tokens(text))
    match pieces:
        case []:
            return Status()
        case [Token(word="help"), *_]:
            return Help()
        case [Token(word="privacy"), *rest]:
            return _alone(Privacy(), rest, example="/openspace privacy")
        case [Token(word="forget"), *rest]:
            return forgetting.forget(rest)
        case [Token(word="export"), *rest]:
            return forgetting.export(rest)
        case [Token(word="new"), *rest]:
            return spaces.new(rest)
        case [Token(word="facilitators"), *rest]:
            return people.facilitators(rest)
        case [Token(word="guests"), *rest]:
            return people.guests(rest)
        case [Token(word="rooms"), *rest]:
            return rooms.rooms(rest)
        case [Token(word="slots"), *rest]:
            return slots.slots(rest)
        case [Token(word="talks"), *rest]:
            return talks.talks(rest)
        case [Token(word="open"), *rest]:
            return windows.opening(rest)
        case [Token(word="close")]:
            return Close()
        case [Token(word="close"), *rest]:
            return windows.closing(rest)
        case [Token(word="reopen"), *rest]:
            return _alone(Reopen(), rest, example="/openspace reopen")
        case [Token(word="settings"), *rest]:
            return _alone(Settings(), rest, example="/openspace settings")
        case [Token(word="themes"), *rest]:
            return themes.themes(rest)
        case [Token(word="dots"), *rest]:
            return _budget(rest)
        case [Token(word="tally"), *rest]:
            return _tally(rest)
        case [Token(word="timetable"), *rest]:
            return timetable.timetable(rest)
        case [
            Token(word="move" | "pin" | "unpin" | "unplace" | "publish" | "swap" | "draft" | "why"),
            *_,
        ]:
            return timetable.timetable(pieces)
        case [Token(word="digest"), *rest]:
            return schedule.digest(rest)
        case [Token(word="summary"), *rest]:
            return schedule.summary(rest)
        case [Token(word="reminder"), *rest]:
            return schedule.reminder(rest)
        case [Token(word="notices"), *rest]:
            return notices.notices(rest)
        case [Token(word="away"), *rest]:
            return absences.away(rest)
        case [Token(word="messages"), *rest]:
            return messages.messages(rest)
        case [Token(word=word), *_] if word in requests.WORDS:
            return requests.requests(pieces, text)
        case [Token(word="board"), *rest]:
            return _alone(Board(), rest, example="/openspace board")
        case [Token(word="week"), *rest]:
            return _alone(Week(), rest, example="/openspace week")
        case [Token(word="run"), *rest]:
            return runs.run(rest)
        case [Token(word="edit"), *rest]:
            return hosting.edit(rest)
        case [Token(word="adopt"), *rest]:
            return hosting.adopt(rest)
        case [Token(word="cohost" | "co-host"), *rest]:
            return hosting.cohost(rest)
        case [Token(word="withdraw"), *rest]:
            return Withdraw(timetable.only_number(rest, example=_WITHDRAW))
        case _:
            raise choices.unknown(
                pieces[0].plain,
                EXAMPLES,
                same=synonyms.OPENSPACE,
                offered=synonyms.OPENSPACE_OFFERED,
            )


def _understood(pieces: Sequence[Token]) -> Sequence[Token]:
    match pieces:
        case [_, Token(word=word), *_] if word in windows.NAMES:
            return choices.understood(pieces, synonyms.BEFORE_A_WINDOW)
        case _:
            return choices.understood(pieces, synonyms.OPENSPACE)


def _alone(request: Alone, rest: Sequence[Token], *, example: str) -> Alone:
    if rest:
        raise choices.too_much(rest[0].plain, example)
    return request


def _budget(pieces: Sequence[Token]) -> Budget:
    match pieces:
        case []:
            raise RuleViolation(f"How many dots should everybody have? Type `{_DOTS}`.")
        case [piece]:
            budget = numbers.whole(piece.plain)
            lowest, highest = voting.BUDGET_RANGE
            if budget is None or not lowest <= budget <= highest:
                raise RuleViolation(
                    f"Everybody can have {lowest} to {highest} dots: type `{_DOTS}`."
                )
            return Budget(budget)
        case _:
            raise choices.too_much(pieces[1].plain, _DOTS)


def _tally(pieces: Sequence[Token]) -> TallyFor:
    match pieces:
        case []:
            raise RuleViolation(
                "Who should see the tally? Type `/openspace tally facilitators`, "
                "`/openspace tally everyone`, or `/openspace tally after` for when voting closed."
            )
        case [Token(word=word)] if word in _TALLY:
            return TallyFor(TallySeenBy(word))
        case [Token(word=word), extra, *_] if word in _TALLY:
            raise choices.too_much(extra.plain, _TALLY[word])
        case _:
            offered = synonyms.TALLY_FOR_OFFERED
            raise choices.unknown(pieces[0].plain, _TALLY, offered=offered)
