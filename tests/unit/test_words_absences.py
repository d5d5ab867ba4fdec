"""What follows `/openspace away` is understood or refused in words."""

from datetime import date, time

import pytest

from handlers.words import absences as words
from handlers.words import openspace
from handlers.words.moments import Date, EveryDay, Range, Tomorrow, Weekday
from openspace import RuleViolation

TUE, WED, THU = (Weekday(n) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("away", words.AwayShow()),
        ("away show", words.AwayShow()),
        ("absences", words.AwayShow()),
        ("away tue", words.AwayAdd((TUE,))),
        ("away tue 10:00-11:00", words.AwayAdd((TUE,), ((time(10), time(11)),))),
        ("Away on Tuesday from 10 to 11", words.AwayAdd((TUE,), ((time(10), time(11)),))),
        ("away wed,thu", words.AwayAdd((WED, THU))),
        ("away wed and thu 2-3pm", words.AwayAdd((WED, THU), ((time(14), time(15)),))),
        ("away tue-thu", words.AwayAdd((Range(TUE, THU),))),
        ("away tomorrow", words.AwayAdd((Tomorrow(),))),
        ("away all 9-10", words.AwayAdd((EveryDay(),), ((time(9), time(10)),))),
        ("away 2027-11-23", words.AwayAdd((Date(date(2027, 11, 23)),))),
        ("away add tue", words.AwayAdd((TUE,))),
        ("away remove tue 10-11", words.AwayRemove((TUE,), ((time(10), time(11)),))),
        ("away clear", words.AwayClear()),
        ("away none", words.AwayClear()),
    ],
)
def test_these_words_mean_this(typed: str, meant: openspace.OpenSpace) -> None:
    assert openspace.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("away 10:00-11:00", "On which days?"),
        ("away remove", "On which days? Type `/openspace away remove tue`"),
        ("away tue 10:00", "Until when, from “10:00”?"),
        ("away clear tue", "“tue” is too much here: type `/openspace away clear`."),
        ("away 2027-11-31", "There is no 31 November 2027."),
        ("away somewhere", "“somewhere” is not something I know."),
        ("away remve tue", "Did you mean `/openspace away remove tue`?"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_to_type(typed: str, said: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        openspace.openspace(typed)
    assert said in refused.value.text
