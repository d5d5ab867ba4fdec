"""What follows `/openspace run`."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.words import choices, synonyms, timetable
from handlers.words.tokens import Token
from openspace.runs import Answer

_RUN = "/openspace run 7"
EXAMPLES = {"run": _RUN}
_ANSWERS = {answer.value: f"{_RUN} {answer}" for answer in Answer}


@dataclass(frozen=True, slots=True)
class Run:
    """'Ask for another run of this topic', or with an *answer* what its host says to that."""

    number: int
    answer: Answer | None = None


def run(pieces: Sequence[Token]) -> Run:
    """Return what `/openspace run` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* are not a topic number, alone or with yes or no.
    """
    number = timetable.only_number(pieces[:1], example=_RUN)
    match choices.understood(pieces[1:], synonyms.RUN):
        case []:
            return Run(number)
        case [Token(word="yes" | "no" as word)]:
            return Run(number, Answer(word))
        case [Token(word="yes" | "no" as word), extra, *_]:
            raise choices.too_much(extra.plain, _ANSWERS[word])
        case behind:
            raise choices.unknown(behind[0].plain, _ANSWERS)
