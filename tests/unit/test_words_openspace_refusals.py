"""What cannot be understood behind `/openspace` is refused with a way out."""

import pytest

from handlers.words import openspace as words
from openspace import RuleViolation

ROOM = '`/openspace rooms add "Room A" 30`'
ROOM_WITH_LINK = '`/openspace rooms add "Room A" 30 https://example.org/call`'
NEW = '`/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`'
TALK_ADD = (
    '`/openspace talks add "Inclusion in practice" tue 10:00 "Room A" by "Name, Organisation"`'
)
MOVE = '`/openspace timetable move 7 wed 10:00 "Room B"`'
LISTS = "`/openspace help` lists everything."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("xyzzy", f"“xyzzy” is not something I know. {LISTS}"),
        (
            "ooen voting",
            f"“ooen” is not something I know. Did you mean `/openspace open voting`? {LISTS}",
        ),
        ("privacy please", "“please” is too much here: type `/openspace privacy`."),
        ("themes add", "Which theme? Type `/openspace themes add Invest in showing it works`."),
        ("settings dots", "“dots” is too much here: type `/openspace settings`."),
        ("new 2027-11-22", f"A new open space needs a name and its days: type {NEW}."),
        ("new X", f"Which days? Type the first and the last as year-month-day: {NEW}."),
        ("new X 1927-11-22", f"“1927-11-22” is not a first and a last day: type {NEW}."),
        (
            "new X 2027-11-22 to 2027-11-26 in Europe/Paris",
            (
                "“europe/paris” is too much here: "
                'type `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26 Europe/London`.'
            ),
        ),
        ("facilitators add", "Who is meant? Type `/openspace facilitators add @ada`."),
        (
            "facilitators add @bo",
            (
                "I cannot tell who “@bo” is. Pick the person from the list that Slack shows after "
                "the @ sign, as in `/openspace facilitators add @ada`."
            ),
        ),
        (
            "facilitators add &lt;@U012&gt;",
            (
                "I cannot tell who “<@U012>” is. Pick the person from the list that Slack shows "
                "after the @ sign, as in `/openspace facilitators add @ada`."
            ),
        ),
        (
            "facilitators remove <@U1> <@U2>",
            "One person at a time: type `/openspace facilitators remove @ada`.",
        ),
        (
            "guests",
            "May guests take part? Type `/openspace guests allow` or `/openspace guests refuse`.",
        ),
        (
            "guests deny",
            (
                "“deny” is not something I know. "
                "Type `/openspace guests allow` or `/openspace guests refuse`."
            ),
        ),
        ("rooms add", f"The room's name is missing: type {ROOM}."),
        ('rooms add "" 30', f"The room's name is missing: type {ROOM}."),
        (
            'rooms add "Room 3"',
            (
                "How many people fit into “Room 3”? The number of seats, in digits, is missing:"
                f" type {ROOM}."
            ),
        ),
        (
            'rooms add "Big" ten',
            (
                "The number of seats of “Big” is missing: “ten” is not a number in digits."
                f" Type {ROOM}."
            ),
        ),
        ("rooms page two", "Which page? Type `/openspace rooms page 2`."),
        ("talks page", "Which page? Type `/openspace talks page 2`."),
        ("timetable page 2 3", "Which page? Type `/openspace timetable page 2`."),
        (
            "new Bad 2027-02-30 to 2027-03-01",
            f"There is no 30 February 2027. Type for example {NEW}.",
        ),
        ("new Bad 2027-03-01 2027-13-01", f"There is no month 13. Type for example {NEW}."),
        ('rooms add "A" 30 call', f"“call” is not the address of a call: type {ROOM_WITH_LINK}."),
        (
            "rooms add A 30 <mailto:a@x.org|a@x.org>",
            f"“mailto:a@x.org” is not the address of a call: type {ROOM_WITH_LINK}.",
        ),
        (
            "rooms add A 30 <http://[|x>",
            f"“http://[” is not the address of a call: type {ROOM_WITH_LINK}.",
        ),
        (
            f"rooms add A 30 https://x.org/{'x' * 1000}",
            f"The link of a room has at most 1000 characters: type {ROOM_WITH_LINK}.",
        ),
        (
            "rooms ad A 3",
            f"“ad” is not something I know. Did you mean {ROOM}? {LISTS}",
        ),
        (
            "slots add tue 10:00",
            "When does the slot at “10:00” end? Type `/openspace slots add tue,wed 10:00-11:00`.",
        ),
        ("slots add tue", "At what time? Type `/openspace slots add tue,wed 10:00-11:00`."),
        (
            "slots add 10-11",
            (
                "On which days? Type `/openspace slots add tue,wed 10:00-11:00`, "
                "or `all` instead of the days."
            ),
        ),
        (
            "slots add soon 10-11",
            (
                "“soon” is neither a day nor a time I know: "
                "type `/openspace slots add tue,wed 10:00-11:00`."
            ),
        ),
        (
            "slots remove tue",
            "Which slot? Type its day and its start: `/openspace slots remove tue 10:00`.",
        ),
        (
            "slots remove tue 10:00 11:00",
            "One slot at a time: type `/openspace slots remove tue 10:00`.",
        ),
        ("talks add", f"The talk's title is missing: type {TALK_ADD}."),
        ('talks add "T"', f"The day is missing: type {TALK_ADD}."),
        ('talks add "T" soon', f"“soon” is not a day I know: type {TALK_ADD}."),
        ('talks add "T" tue', f"The time is missing: type {TALK_ADD}."),
        ('talks add "T" tue 25', f"“25” is not a time I know: type {TALK_ADD}."),
        ('talks add "T" tue 10 by Jo', f"In which room is it? Type {TALK_ADD}."),
        ('talks add "T" tue 10 A', f"Who speaks? Type it behind `by`: {TALK_ADD}."),
        (
            "open",
            "What should open? Type `/openspace open proposals` or `/openspace open voting`.",
        ),
        (
            "open vtoing",
            f"“vtoing” is not something I know. Did you mean `/openspace open voting`? {LISTS}",
        ),
        ("close voting now", "“now” is too much here: type `/openspace close voting`."),
        ("dots", "How many dots should everybody have? Type `/openspace dots 5`."),
        ("dots 101", "Everybody can have 1 to 100 dots: type `/openspace dots 5`."),
        ("dots five", "Everybody can have 1 to 100 dots: type `/openspace dots 5`."),
        (
            "tally",
            (
                "Who should see the tally? Type `/openspace tally facilitators`, "
                "`/openspace tally everyone`, or `/openspace tally after` for when voting closed."
            ),
        ),
        ("move", f"Which topic? Type its number: {MOVE}."),
        ("move x", f"“x” is not a topic's number. Type the number in digits: {MOVE}."),
        ("move 7", f"The day is missing: type {MOVE}."),
        ("move 7 wed 10", f"To which room? Type {MOVE}."),
        ("unplace 7 8", "“8” is too much here: type `/openspace timetable unplace 7`."),
        ("swap 7", "Which two sessions? Type their numbers: `/openspace timetable swap 7 8`."),
        ("swap 7 8 9", "“9” is too much here: type `/openspace timetable swap 7 8`."),
        (
            "timetable draft soon",
            (
                "“soon” is too much here: type `/openspace timetable draft` or"
                " `/openspace timetable draft afresh`."
            ),
        ),
        (
            "timetable draft afresh 7",
            "“7” is too much here: type `/openspace timetable draft afresh`.",
        ),
        ("timetable undo 7", "“7” is too much here: type `/openspace timetable undo`."),
        (
            "timetable fairness 101",
            (
                "Fairness is from 0 to 100 percent of the wishes, with one digit behind the point"
                " at most. Type for example `/openspace timetable fairness 0.5`."
            ),
        ),
        ("withdraw", "Which topic? Type its number: `/openspace withdraw 7`."),
        ("forget me now", "“now” is too much here: type `/openspace forget me`."),
        ("forget me yes please", "“please” is too much here: type `/openspace forget me yes`."),
        (
            "forget bo",
            (
                "Everybody can have themselves forgotten, and nobody else: type"
                " `/openspace forget me`. It says first what will go."
            ),
        ),
        ("export me now", "“now” is too much here: type `/openspace export me`."),
        (
            "export bo",
            (
                "Type `/openspace export me` for your own data. As facilitator,"
                " `/openspace export` sends you the whole open space, without ballots."
            ),
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_way_out(typed: str, sentence: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        words.openspace(typed)
    assert refused.value.text == sentence
