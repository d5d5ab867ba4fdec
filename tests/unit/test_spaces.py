"""What an open space must be like, and when it is over."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from openspace import RuleViolation, quoted, spaces
from openspace.spaces import Space, TallySeenBy, Window

NOW = datetime(2027, 11, 22, 9, 0, tzinfo=UTC)
MONDAY, FRIDAY = date(2027, 11, 22), date(2027, 11, 26)
SPACE = Space(
    id=1,
    team_id="T1",
    channel_id="C1",
    name="CoProWeekScot",
    first_day=MONDAY,
    last_day=FRIDAY,
    zone="Europe/London",
    budget=5,
    tally_seen_by=TallySeenBy.FACILITATORS,
    proposals_open=True,
    voting_open=False,
    guests_allowed=False,
    is_private=False,
    closed_at=None,
)


def refusal(
    *,
    name: str = "A week",
    first: date = MONDAY,
    last: date = FRIDAY,
    zone: str = "Europe/London",
) -> tuple[str, str | None]:
    with pytest.raises(RuleViolation) as refused:
        spaces.check_new(name, first, last, zone=zone, now=NOW)
    return refused.value.text, refused.value.field


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("abc", MONDAY, MONDAY),
        ("x" * 80, MONDAY, date(2027, 12, 22)),
        ("A week that has begun", date(2027, 11, 15), MONDAY),
    ],
)
def test_an_open_space_may_be_like_this(name: str, first: date, last: date) -> None:
    spaces.check_new(name, first, last, zone="Europe/London", now=NOW)


def test_a_name_has_3_to_80_characters() -> None:
    assert refusal(name="ab") == (
        (
            "The name needs 3 to 80 characters; “ab” has 2."
            ' Type for example `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`.'
        ),
        "name",
    )
    assert "has 81." in refusal(name="x" * 81)[0]


def test_a_zone_is_one_of_the_iana_database() -> None:
    text, field = refusal(zone="Scotland")
    assert (text.split(". ")[0], field) == ("“Scotland” is not a time zone I know", "zone")


def test_days_are_in_order_at_most_31_and_not_all_over() -> None:
    assert refusal(first=FRIDAY, last=MONDAY) == (
        (
            "The last day is before the first. Put the earlier day first:"
            " `2027-11-22 to 2027-11-26`."
        ),
        "days",
    )
    assert refusal(last=date(2027, 12, 23))[0].startswith("An open space lasts at most 31 days.")
    assert refusal(first=date(2027, 11, 15), last=date(2027, 11, 21))[0].startswith(
        "Mon 15 to Sun 21 Nov 2027 has passed: today is Mon 22 Nov 2027."
    )


@pytest.mark.parametrize(
    ("zone", "now", "is_over"),
    [
        ("Europe/London", datetime(2027, 11, 26, 23, 59, tzinfo=UTC), False),
        ("Europe/London", datetime(2027, 11, 27, 0, 0, tzinfo=UTC), True),
        ("Pacific/Apia", datetime(2027, 11, 26, 11, 0, tzinfo=UTC), True),
        ("America/New_York", datetime(2027, 11, 27, 4, 59, tzinfo=UTC), False),
    ],
)
def test_it_is_over_when_its_last_day_is_over_in_its_zone(
    zone: str, now: datetime, *, is_over: bool
) -> None:
    space = replace(SPACE, zone=zone)
    assert spaces.has_ended(space, now) is is_over
    if is_over:
        with pytest.raises(RuleViolation, match="ended on Fri 26 Nov"):
            spaces.check_live(space, now)
    else:
        spaces.check_live(space, now)


def test_nothing_is_open_in_one_that_was_closed() -> None:
    assert [SPACE.is_open(window) for window in Window] == [True, False]
    closed = replace(SPACE, voting_open=True, closed_at=NOW)
    assert [closed.is_open(window) for window in Window] == [False, False]
    assert spaces.has_ended(closed, NOW)
    with pytest.raises(RuleViolation, match="CoProWeekScot is closed: it can be read"):
        spaces.check_live(closed, NOW)


def test_words_of_a_user_stand_in_quotes_on_one_line_without_backticks_and_cut() -> None:
    assert quoted("  a\n`b`  c ") == "“a 'b' c”"
    assert quoted("x" * 60) == f"“{'x' * 60}”"
    assert quoted("x" * 61) == f"“{'x' * 59}…”"
