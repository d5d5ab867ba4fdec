"""What follows `/openspace notices` or `messages` is understood or refused in words."""

import pytest

from handlers.words import openspace as words
from handlers.words.messages import MessagesAgain, MessagesShow
from handlers.words.notices import NoticesSet, NoticesShow
from openspace import RuleViolation
from openspace.notices import Notices

ONE_OF = "`/openspace notices all` or `/openspace notices mine` or `/openspace notices none`"
LISTS = "`/openspace help` lists everything."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("notices", NoticesShow()),
        ("notices all", NoticesSet(Notices.ALL)),
        ("Notice MINE", NoticesSet(Notices.MINE)),
        ("notices none", NoticesSet(Notices.NONE)),
        ("notices on", NoticesSet(Notices.ALL)),
        ("notices off", NoticesSet(Notices.NONE)),
    ],
)
def test_the_notices_a_person_wants_mean_this(typed: str, meant: words.OpenSpace) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("messages", MessagesShow()),
        ("messages page 2", MessagesShow(2)),
        ("Message Again", MessagesAgain()),
    ],
)
def test_the_messages_of_the_bot_mean_this(typed: str, meant: words.OpenSpace) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("notices some", f"“some” is not something I know. Type {ONE_OF}."),
        (
            "notices mien",
            f"“mien” is not something I know. Did you mean `/openspace notices mine`? {LISTS}",
        ),
        ("notices mine please", "“please” is too much here: type `/openspace notices mine`."),
        ("notices off please", "“please” is too much here: type `/openspace notices none`."),
        ("messages page", "Which page? Type `/openspace messages page 2`."),
        ("messages page two", "Which page? Type `/openspace messages page 2`."),
        ("messages again 5", "“5” is too much here: type `/openspace messages again`."),
        (
            "messages failed",
            (
                "“failed” is not something I know. "
                "Type `/openspace messages again` or `/openspace messages page 2`."
            ),
        ),
        (
            "mesages",
            f"“mesages” is not something I know. Did you mean `/openspace messages`? {LISTS}",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_way_out(typed: str, sentence: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        words.openspace(typed)
    assert refused.value.text == sentence
