"""The draft by clicking: placing, moving, pinning, publishing, in a message."""

import pytest

from handlers.blocks import timetable, values
from handlers.blocks.values import InDraft
from handlers.blocks.values import View as Listed
from sandbox import elements
from sandbox.sights import Message, View
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.in_forms import chosen, refusal
from tests.handlers.seen import as_read, button
from tests.handlers.test_errors import locked
from tests.handlers.test_proposing_form import sends, typed
from tests.handlers.test_timetable import prepared
from tests.handlers.test_voting import space_id
from tests.handlers.wire_rules import outgoing

DATABASES = ("sqlite", "postgresql")
TEN_A, TEN_B = "Tue 23 Nov 10:00, Room A", "Tue 23 Nov 10:00, Room B"
ELEVEN_A, ELEVEN_B = "Tue 23 Nov 11:00, Room A", "Tue 23 Nov 11:00, Room B"


def draft(week: Week) -> Message:
    return week.ada.runs("timetable")


def chooses(somebody: Somebody, message: Message, label: str) -> Message:
    """Do the same in a message; return it as it is once that is answered."""
    chosen(somebody, message, label)
    now = somebody.person.again(message)
    assert now is not None
    return now


def placing_of(week: Week, message: Message, number: int) -> View:
    assert week.ada.pushes(message, timetable.PLACE_BUTTON, number).error is None
    return week.ada.person.form()


def places(form: View) -> dict[str, dict[str, str]]:
    """The places that a form offers, values by label, by group."""
    (element,) = [block["element"] for block in form.blocks if "element" in block]
    return {
        group["label"]["text"]: {one["text"]["text"]: one["value"] for one in group["options"]}
        for group in element["option_groups"]
    }


def at(form: View, label: str) -> dict[str, str]:
    """What to fill in for the one place whose label begins so."""
    offered = [each for group in places(form).values() for each in group.items()]
    (value,) = [value for name, value in offered if name.startswith(label)]
    return {"Slot and room": value}


def asked(shown: Message) -> str:
    """What is asked before the draft is published."""
    _, element = button(shown, timetable.PUBLISH)
    return str(element["confirm"]["text"]["text"])


def again(week: Week, message: Message) -> Message:
    week.world.wait_for_lanes()
    now = week.ada.person.again(message)
    assert now is not None
    return now


def test_a_topic_is_placed_and_the_draft_shows_it_where_the_button_was(week: Week) -> None:
    shown = draft(prepared(week))
    form = placing_of(week, shown, 1)
    assert (form.title, form.raw["submit"]["text"]) == ("Place session", "Place it")
    assert f"#1 *Procurement*, hosted by {week.bo.mention}\nIt has no place yet." in form.shown
    done = sends(week.ada, form, at(form, TEN_A))
    assert "Saved.\n#1 *Procurement*: Tue 23 Nov 10:00 to 11:00, Room A." in as_read(done.shown)
    now = as_read(again(week, shown).text)
    assert "#1 *Procurement*: Tue 23 Nov 10:00 to 11:00, Room A." in now
    assert "*Tue 23 Nov 10:00 to 11:00*\nRoom A (2): #1 *Procurement*" in now
    assert "*Without a place*\n#2 *Transport*" in now


def test_a_session_is_moved_from_where_it_stands(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    shown = draft(week)
    chosen(week.ada, shown, "Move or swap: #1 Procurement")
    form = week.ada.person.form()
    assert form.raw["submit"]["text"] == "Move it"
    assert "Now: Tue 23 Nov 10:00 to 11:00, Room A." in as_read(form.shown)
    sends(week.ada, form, at(form, ELEVEN_A))
    assert "*Tue 23 Nov 11:00 to 12:00*\nRoom A (2): #1" in as_read(again(week, shown).text)


def test_the_form_offers_only_possible_places_and_swaps_and_says_what_is_not(week: Week) -> None:
    prepared(week)
    week.ada.runs("slots add tue 13:00-14:00")
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs('timetable move 3 tue 11:00 "Room A"')
    form = placing_of(week, draft(week), 2)
    assert {group: list(offered) for group, offered in places(form).items()} == {
        "Possible": [
            "Tue 23 Nov 11:00, Room B (1 seat)",
            "Tue 23 Nov 13:00, Room A (2 seats)",
            "Tue 23 Nov 13:00, Room B (1 seat)",
        ]
    }
    assert "Not possible: Tue 23 Nov 10:00-11:00, a host is in #1 then." in form.shown
    week.ada.person.closes(form)
    chosen(week.ada, draft(week), "Move or swap: #1 Procurement")
    assert list(places(week.ada.person.form())["Swap with another"]) == [
        "Tue 23 Nov 11:00, Room A, for #3"
    ]


def test_two_change_places_by_the_form_unless_one_has_gone_meanwhile(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs('timetable move 3 tue 11:00 "Room B"')
    shown = draft(week)
    chosen(week.ada, shown, "Move or swap: #1 Procurement")
    form = week.ada.person.form()
    week.ada.runs('timetable move 3 tue 11:00 "Room A"')
    gone = refusal(week.ada, form, at(form, ELEVEN_B))
    assert "#3 does not stand there any more" in gone["place"]
    week.ada.runs('timetable move 3 tue 11:00 "Room B"')
    done = as_read(sends(week.ada, form, at(form, ELEVEN_B)).shown)
    assert "#1 *Procurement*: Tue 23 Nov 11:00 to 12:00, Room B." in done
    assert "#3 *Digital*: Tue 23 Nov 10:00 to 11:00, Room A." in done


def test_what_cannot_be_any_more_is_refused_and_what_is_chosen_stays(week: Week) -> None:
    shown = draft(prepared(week))
    form = placing_of(week, shown, 3)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    before = dump.rows(week.settled().world.database)
    wanted = at(form, TEN_A)
    taken = refusal(week.ada, form, wanted)
    assert "Room A already holds #1 “Procurement” on Tue 23 Nov 10:00" in taken["place"]
    assert typed(week.ada.person.form())["place"]["value"] == wanted["Slot and room"]
    assert dump.rows(week.settled().world.database) == before


def test_where_nothing_is_possible_no_form_opens_and_the_answer_says_what_to_do(week: Week) -> None:
    prepared(week)
    week.ada.runs("slots remove tue 11:00")
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    said = week.ada.presses(draft(week), timetable.PLACE_BUTTON, 2, add=True).text
    assert said.startswith("#2 can go nowhere else")
    assert week.ada.person.forms() == []


def test_what_is_gone_or_over_meanwhile_is_refused_at_its_field(week: Week) -> None:
    form = placing_of(week, draft(prepared(week)), 1)
    week.ada.runs('rooms remove "Room B"')
    assert "That room is not there" in refusal(week.ada, form, at(form, TEN_B))["place"]
    week.ada.runs("slots remove tue 11:00")
    gone = refusal(week.ada, form, at(form, ELEVEN_A))
    assert "No slot begins on Tue 23 Nov 11:00" in gone["place"]
    week.world.passes(hours=26)
    over = refusal(week.ada, form, at(form, TEN_A))
    assert "Tue 23 Nov 10:00-11:00 is over" in over["place"]


def test_a_topic_withdrawn_meanwhile_is_said_in_the_form(week: Week) -> None:
    form = placing_of(week, draft(prepared(week)), 1)
    week.bo.runs("withdraw 1")
    errors = refusal(week.ada, form, at(form, TEN_A))
    assert "#1 was withdrawn" in errors["place"]


def test_without_slots_or_rooms_no_form_opens_and_the_answer_says_what_to_do(week: Week) -> None:
    week.proposing().bo.proposes("Procurement")
    shown = draft(week)
    said = week.ada.presses(shown, timetable.PLACE_BUTTON, 1, add=True).text
    assert said.startswith("There are no slots to come")
    week.ada.runs("slots add tue 10:00-11:00")
    said = week.ada.presses(shown, timetable.PLACE_BUTTON, 1, add=True).text
    assert said.startswith("There are no rooms yet")
    assert week.ada.person.forms() == []


def test_a_session_is_pinned_let_go_and_taken_off(week: Week) -> None:
    prepared(week)
    shown = week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    pinned = chooses(week.ada, shown, "Pin: #1 Procurement")
    assert "#1 is pinned" in pinned.text
    assert "#1 *Procurement*, pinned" in pinned.text
    free = chooses(week.ada, pinned, "Unpin: #1 Procurement")
    assert "#1 is no longer pinned." in free.text
    out = chooses(week.ada, free, "Leave out: #1 Procurement")
    assert "#1 has no place any more." in out.text
    assert "*Without a place*\n#1 *Procurement*" in out.text


def test_a_click_delivered_twice_does_nothing_the_second_time(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    value = values.write(InDraft(space_id(week), 1, "pin", Listed("timetable")))
    first = week.ada.clicks_raw(timetable.CHANGE, value)
    assert week.ada.clicks_raw(timetable.CHANGE, value).text == first.text


def test_a_draft_that_changed_meanwhile_is_decided_upon_at_that_moment(week: Week) -> None:
    prepared(week)
    shown = week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs("timetable unplace 1")
    chosen(week.ada, shown, "Pin: #1 Procurement")
    newest = week.ada.person.last_answer(week.channel)
    assert newest is not None
    assert newest.text.startswith("#1 has no place in the draft. Give it one:")


def test_publishing_asks_first_and_tells_what_it_published(week: Week) -> None:
    prepared(week)
    shown = week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    assert asked(shown) == (
        "Everyone then sees this timetable, with 1 session. The channel hears of it, and those"
        " whose sessions change are told."
    )
    # Meanwhile another one gets a place; the answer names both.
    week.ada.runs('timetable move 3 tue 10:00 "Room B"')
    done = week.ada.presses(shown, timetable.PUBLISH)
    assert "The timetable is published. 2 people are told." in done.text
    assert "New: #1 *Procurement*" in done.text
    assert "New: #3 *Digital*" in done.text
    assert "#1 *Procurement*" in week.cy.types("agenda week").text
    again = week.ada.clicks_raw(
        timetable.PUBLISH, values.write(values.Turn(space_id(week), Listed("timetable")))
    )
    assert "Everyone already sees the timetable as it is" in again.text


def test_a_published_timetable_says_how_much_changed_and_offers_nothing_without_changes(
    week: Week,
) -> None:
    week.published()
    assert "Publish" not in draft(week).labels
    moved = week.ada.runs('timetable move 1 tue 11:00 "Room A"')
    assert asked(moved) == (
        "Everyone then sees this timetable, with 1 session and 1 change. The channel hears of it,"
        " and those whose sessions change are told."
    )


def test_long_drafts_turn_their_pages_and_stay_on_the_page_of_the_click(week: Week) -> None:
    prepared(week)
    for number in range(4, 26):
        week.cy.proposes(f"Topic called {number}")
    first = draft(week)
    second = week.ada.presses(first, "page_later")
    assert "#25 *Topic called 25*" in second.text
    form = placing_of(week, second, 25)
    sends(week.ada, form, at(form, TEN_A))
    now = again(week, second)
    assert "Page 2 of 2" in now.text
    assert "#24 *Topic called 24*" in now.text


def test_who_facilitates_no_longer_changes_nothing(week: Week) -> None:
    prepared(week)
    shown = week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    form = placing_of(week, shown, 2)
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.bo.runs(f"facilitators remove {week.ada.mention}")
    before = dump.rows(week.settled().world.database)
    assert "Only facilitators" in refusal(week.ada, form, at(form, ELEVEN_B))["place"]
    chosen(week.ada, shown, "Leave out: #1 Procurement")
    newest = week.ada.person.last_answer(week.channel)
    assert newest is not None
    assert "Only facilitators" in newest.text
    assert dump.rows(week.settled().world.database) == before


def test_once_it_is_over_the_draft_is_read_and_nothing_in_it_is_offered(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    form = placing_of(week, draft(week), 2)
    week.ada.runs("close")
    assert list(elements.interactive(draft(week).blocks)) == []
    errors = refusal(week.ada, form, at(form, ELEVEN_B))
    assert "is closed: it can be read" in errors["place"]


def test_while_the_database_does_not_answer_the_form_stays(week: Week) -> None:
    form = placing_of(week, draft(prepared(week)), 1)
    with locked(week):
        errors = refusal(week.ada, form, at(form, TEN_A))
    assert "did not answer in time" in errors["place"]
    assert "Saved." in sends(week.ada, week.ada.person.form()).shown


@pytest.mark.parametrize("deed", ["", "publish", "cancel"])
def test_a_deed_that_no_button_carries_is_refused_in_words(week: Week, deed: str) -> None:
    prepared(week)
    value = values.write(InDraft(space_id(week), 1, deed, Listed("timetable")))
    assert "older version" in week.ada.clicks_raw(timetable.CHANGE, value).text


def test_nobody_else_is_ever_shown_the_draft(week: Week) -> None:
    prepared(week)
    start = len(week.world.payloads_since(0))
    shown = draft(week)
    form = placing_of(week, shown, 1)
    sends(week.ada, form, at(form, TEN_A))
    chosen(week.ada, again(week, shown), "Pin: #1 Procurement")
    for call in week.world.payloads_since(start):
        if call.kind == "web_api" and call.name.startswith("chat."):
            assert "Without a place" not in str(outgoing(call))
            assert "Room A (2): #1" not in str(outgoing(call))
