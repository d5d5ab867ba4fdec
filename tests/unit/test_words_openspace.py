"""What follows `/openspace` is understood or refused in words."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.words import openspace as words
from handlers.words import people, rooms, slots, spaces, talks, timetable, windows
from handlers.words.moments import Date, EveryDay, Range, Tomorrow, Weekday
from openspace import RuleViolation
from openspace.spaces import TallySeenBy, Window

MON, TUE, WED, THU = (Weekday(n) for n in range(4))
FIRST, LAST = date(2027, 11, 22), date(2027, 11, 26)
TALK = talks.TalkAdd("Inclusion in practice", TUE, time(10), "Room A", speakers="Jo, NHS", hosts=())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", words.Status()),
        ("help", words.Help()),
        ("HELP voting", words.Help()),
        ("privacy", words.Privacy()),
        ("dots 5", words.Budget(5)),
        ("tally everyone", words.TallyFor(TallySeenBy.EVERYONE)),
        ("tally After", words.TallyFor(TallySeenBy.AFTER)),
        ("withdraw #7", words.Withdraw(7)),
        ("close", words.Close()),
        ("reopen", words.Reopen()),
        ("open proposals", windows.WindowOpen(Window.PROPOSALS)),
        ("Open Voting", windows.WindowOpen(Window.VOTING)),
        ("close voting", windows.WindowClose(Window.VOTING)),
        ("guests allow", people.Guests(allowed=True)),
        ("guests refuse", people.Guests(allowed=False)),
        ("facilitators", people.FacilitatorsShow()),
        ("facilitators add <@U012|bo>", people.FacilitatorAdd("U012")),
        ("facilitators remove <@W012>", people.FacilitatorRemove("W012")),
    ],
)
def test_these_words_mean_this(typed: str, meant: words.OpenSpace) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            'new "CoProWeekScot" 2027-11-22 to 2027-11-26',
            spaces.New("CoProWeekScot", FIRST, LAST, None),
        ),
        (
            "new Co Pro Week from 2027-11-22 - 2027-11-26, europe/paris",
            spaces.New("Co Pro Week", FIRST, LAST, "Europe/Paris"),
        ),
        (
            "new “Week of 2027-01-01” 2027-11-22–2027-11-26 America/Port-au-Prince",
            spaces.New("Week of 2027-01-01", FIRST, LAST, "America/Port-au-Prince"),
        ),
        ("new X 2027-11-22 2027-11-26", spaces.New("X", FIRST, LAST, None)),
        ("new X 2027-11-22", spaces.New("X", FIRST, FIRST, None)),
        ("new X 2027-11-22 Foo/Bar", spaces.New("X", FIRST, FIRST, "Foo/Bar")),
        ("new X 2027-11-26 to 2027-11-22", spaces.New("X", LAST, FIRST, None)),
    ],
)
def test_a_new_open_space_means_this(typed: str, meant: spaces.New) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rooms", rooms.RoomsShow()),
        ('rooms add "Room A" 30', rooms.RoomAdd("Room A", 30, None)),
        ("rooms add Room A, 30", rooms.RoomAdd("Room A", 30, None)),
        ("room add Room 3 30", rooms.RoomAdd("Room 3", 30, None)),
        (
            "rooms add “Room A” 30 <https://x.org/?a&amp;b|x.org>",
            rooms.RoomAdd("Room A", 30, "https://x.org/?a&b"),
        ),
        ("rooms add A http://x.org 30", rooms.RoomAdd("A", 30, "http://x.org")),
        ('rooms remove "Room A"', rooms.RoomRemove("Room A")),
        ("rooms remove Room A", rooms.RoomRemove("Room A")),
        ("slots", slots.SlotsShow()),
        (
            "slots add tue,wed 10:00-11:00",
            slots.SlotsAdd((TUE, WED), ((time(10), time(11)),)),
        ),
        (
            "slots add tue to thu 10 to 11, 2-3pm",
            slots.SlotsAdd((Range(TUE, THU),), ((time(10), time(11)), (time(14), time(15)))),
        ),
        ("slots add all 9 – 10", slots.SlotsAdd((EveryDay(),), ((time(9), time(10)),))),
        ("slots add all midnight-1", slots.SlotsAdd((EveryDay(),), ((time(0), time(1)),))),
        ("slots remove tue 10:00", slots.SlotRemove(TUE, time(10))),
        ("slots remove 10:00-11:00 on tue", slots.SlotRemove(TUE, time(10))),
        ("slots remove tomorrow midnight", slots.SlotRemove(Tomorrow(), time(0))),
    ],
)
def test_rooms_and_slots_mean_this(typed: str, meant: words.OpenSpace) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("talks", talks.TalksShow()),
        ('talks add "Inclusion in practice" tue 10:00 "Room A" by "Jo, NHS"', TALK),
        ("talks add “Inclusion in practice”, tue, 10:00, “Room A”, by “Jo, NHS”", TALK),
        ("talks add Inclusion in practice on Tuesday at 10 am in Room A by Jo, NHS", TALK),
        (
            'talks add "By and by" 2027-11-23 2pm Room by <@U1|ada>, Jo of the NHS and <@U2>',
            talks.TalkAdd(
                "By and by",
                Date(date(2027, 11, 23)),
                time(14),
                "Room",
                "Jo of the NHS",
                ("U1", "U2"),
            ),
        ),
        (
            'talks add "T" tue 10 A by <@U1>',
            talks.TalkAdd("T", TUE, time(10), "A", "", ("U1",)),
        ),
        ("timetable", timetable.TimetableShow()),
        ('timetable move 7 wed 10:00 "Room B"', timetable.Move(7, WED, time(10), "Room B")),
        ("move #7 to wed at 2 pm in Room B", timetable.Move(7, WED, time(14), "Room B")),
        ("move 7, wed, 10:00, Room B", timetable.Move(7, WED, time(10), "Room B")),
        ("timetable pin 7", timetable.Pin(7)),
        ("unpin 7", timetable.Unpin(7)),
        ("timetable unplace #7", timetable.Unplace(7)),
        ("Timetable Publish", timetable.Publish()),
    ],
)
def test_talks_and_the_timetable_mean_this(typed: str, meant: words.OpenSpace) -> None:
    assert words.openspace(typed) == meant


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
        ("new", f"A new open space needs a name and its days: type {NEW}."),
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
        ('rooms add "Room 3"', f"How many people fit into “Room 3”? Type {ROOM}."),
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
        (
            "open proposals until thu 17:00",
            "Set times are not available. Type `/openspace close proposals` when it is time.",
        ),
        (
            "close voting at 17:00",
            "Set times are not available. Type `/openspace close voting` when it is time.",
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
        ("withdraw", "Which topic? Type its number: `/openspace withdraw 7`."),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_way_out(typed: str, sentence: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        words.openspace(typed)
    assert refused.value.text == sentence


@pytest.mark.parametrize(
    "typed", ["digest 09:00", "summary off", "reminder 15", "notices all", "export me", "forget me"]
)
def test_what_is_not_built_is_an_unknown_word(typed: str) -> None:
    with pytest.raises(RuleViolation, match="is not something I know"):
        words.openspace(typed)


NAMES = st.lists(
    st.sampled_from(["Room", "A", "3b", "12", "Café", "People's", "&", "(first)", "floor", "by"]),
    max_size=4,
).map(lambda parts: " ".join(["The", *parts]))
QUOTES = st.sampled_from(['"{}"', "“{}”", "„{}“", "«{}»", '“{}"', "{}"])
CASES = st.sampled_from([str.lower, str.upper, str.title])


@settings(max_examples=40)
@given(NAMES, st.integers(1, 10_000), QUOTES, CASES)
def test_a_room_written_in_any_way_reads_back(
    name: str, capacity: int, quotes: str, case: type[str]
) -> None:
    typed_name = quotes.format(name.replace("&", "&amp;"))
    typed = f"{case('rooms')}  {case('add')} {typed_name} {capacity}"
    assert words.openspace(typed) == rooms.RoomAdd(name, capacity, None)


@settings(max_examples=30)
@given(st.integers(1, 9999), NAMES, QUOTES, CASES, st.sampled_from(["", "#"]))
def test_a_move_written_in_any_way_reads_back(
    number: int, room: str, quotes: str, case: type[str], sign: str
) -> None:
    typed_room = quotes.format(room.replace("&", "&amp;"))
    typed = f"{case('move')} {sign}{number} {case('wed')} 9:30 {typed_room}"
    assert words.openspace(typed) == timetable.Move(number, WED, time(9, 30), room)
