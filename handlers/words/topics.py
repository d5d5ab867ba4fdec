"""What follows `/topics`."""

from dataclasses import dataclass

from handlers.words import pages
from handlers.words.tokens import title


@dataclass(frozen=True, slots=True)
class Topics:
    """'Which topics are there?': those with all of *words*, or all of them for ""."""

    words: str
    page: int = 1


def topics(text: str) -> Topics:
    """Return what `/topics` followed by *text* asks for."""
    words, page = pages.cut_off(text)
    return Topics(title(words), page)
