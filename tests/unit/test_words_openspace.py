"""What follows `/openspace` is understood or refused in words."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.words import forgetting as words_forgetting
from handlers.words import hosting, people, rooms, slots, spaces, talks, timetable, windows
from handlers.words import openspace as words
from handlers.words.moments import Date, EveryDay, Range, Tomorrow, Weekday
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
        ("forget me", words_forgetting.ForgetMe()),
        ("forget myself yes", words_forgetting.ForgetMeYes()),
        ("export me", words_forgetting.ExportMe()),
        ("export", words_forgetting.ExportAll()),
        ("dots 5", words.Budget(5)),
        ("tally everyone", words.TallyFor(TallySeenBy.EVERYONE)),
        ("tally After", words.TallyFor(TallySeenBy.AFTER)),
        ("withdraw #7", words.Withdraw(7)),
        ("edit 7", hosting.Edit(7)),
        ("Edit #7", hosting.Edit(7)),
        ("adopt 7", hosting.Adopt(7)),
        ("cohost 7", hosting.CoHost(7)),
        ("co-host #7 <@U012|bo>", hosting.CoHost(7, "U012")),
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
        ("rooms page 2", rooms.RoomsShow(2)),
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
        ("talks page 2", talks.TalksShow(2)),
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
        ("timetable grid", timetable.Grid()),
        ("timetable draft", timetable.Draft(is_fresh=False)),
        ("timetable draft afresh", timetable.Draft(is_fresh=True)),
        ("draft", timetable.Draft(is_fresh=False)),
        ("timetable swap 7 8", timetable.Swap(7, 8)),
        ("swap #7 with #8", timetable.Swap(7, 8)),
        ("timetable undo", timetable.Undo()),
        ("timetable discard", timetable.Discard()),
        ("timetable fairness 0.5", timetable.Fairness(5)),
        ("timetable fairness 1,5%", timetable.Fairness(15)),
        ("timetable fairness 0", timetable.Fairness(0)),
        ("timetable fairness 100", timetable.Fairness(1000)),
    ],
)
def test_talks_and_the_timetable_mean_this(typed: str, meant: words.OpenSpace) -> None:
    assert words.openspace(typed) == meant


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
