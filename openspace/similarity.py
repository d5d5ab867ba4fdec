"""Which topics have titles with similar words, so that people may join forces."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from openspace.proposing import Topic

MOST = 3
"""How many similar topics are named at once."""

ALIKE = 75
"""From here on two titles count as similar, of 100; found by trying titles of the example week."""

STEM_LENGTH = 5
"""Words that share so many first letters count as one: “procuring” and “procurement”."""

COMMON_FROM = 12
COMMON_SHARE = 0.25
"""Among so many topics, a word in a quarter of the titles tells none of them apart."""

_WORDS = re.compile(r"\w+(?:[-’']\w+)*")
_JOINTS = re.compile(r"[-’']")
_SAY_LITTLE = frozenset(
    re.findall(
        r"\w+",
        "a about after all an and are as at be by can could do does for from get have how i if"
        " in into is it its let make more my new not of on or our out should so start than that"
        " the their them there this to up us use we what when where which who why will with"
        " without would you your",
    )
)


def similar(
    title: str, topics: Iterable[Topic], *, besides: int | None = None
) -> tuple[Topic, ...]:
    """Return the topics, not talks, whose titles have words similar to *title*, nearest first.

    Args:
        besides: the number of a topic that is left out; None for none.
    """
    known = [topic for topic in topics if topic.is_votable and topic.number != besides]
    stems = [_stems(topic.title) for topic in known]
    common = _common(stems)
    mine = _telling(_stems(title), common)
    if not mine:
        return ()
    scored = [
        (fuzz.token_set_ratio(mine, _telling(words, common)), topic)
        for topic, words in zip(known, stems, strict=True)
    ]
    near = sorted(
        ((score, topic) for score, topic in scored if score >= ALIKE),
        key=lambda one: (-one[0], one[1].number),
    )
    return tuple(topic for _, topic in near[:MOST])


def _stems(title: str) -> tuple[str, ...]:
    words = (_JOINTS.sub("", word) for word in _WORDS.findall(title.casefold()))
    return tuple(dict.fromkeys(word[:STEM_LENGTH] for word in words if word not in _SAY_LITTLE))


def _common(titles: Sequence[tuple[str, ...]]) -> frozenset[str]:
    if len(titles) < COMMON_FROM:
        return frozenset()
    counts = Counter(stem for stems in titles for stem in stems)
    return frozenset(s for s, count in counts.items() if count > len(titles) * COMMON_SHARE)


def _telling(stems: tuple[str, ...], common: frozenset[str]) -> str:
    """Return the stems that tell a title apart, all of them when each is common."""
    return " ".join([stem for stem in stems if stem not in common] or stems)
