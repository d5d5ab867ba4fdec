"""What follows `/topics`."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import pages
from handlers.words.tokens import title

_NUMBER = re.compile(r"\s*#?(\d{1,4})\s*")


@dataclass(frozen=True, slots=True)
class Topics:
    """'Which topics are there?': those with all of *words*, or all of them for ""."""

    words: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class Whole:
    """'What is topic 7 about?'"""

    number: int


Wanted: TypeAlias = Topics | Whole


def topics(text: str) -> Wanted:
    """Return what `/topics` followed by *text* asks for.

    A bare number is a topic's; in quotes it is searched for.
    """
    if (bare := _NUMBER.fullmatch(text)) and int(bare[1]):
        return Whole(int(bare[1]))
    words, page = pages.cut_off(text)
    return Topics(title(words), page)
