"""Rooms and slots by clicking: the forms that list them, and what leads there."""

from itertools import count

import pytest

from handlers.blocks import rooms_form, setting_up, values
from handlers.blocks.form_values import Setting
from handlers.blocks.values import View
from sandbox.sights import View as Form
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.in_forms import buttons_of, named, opened_from, presses, refusal
from tests.handlers.seen import labels
from tests.handlers.test_errors import locked
from tests.handlers.test_proposing_form import sends, typed
from tests.handlers.test_voting import space_id

DATABASES = ("sqlite", "postgresql")
ROOM = {"Name": "Room A", "Seats": "30", "Call link": "https://meet.example.org/a?b=1&c=2"}
SLOT = {"Days": ["2027-11-23", "2027-11-24"], "From": "10:00", "To": "11:00"}

TRIGGERS = count(1)


def rooms(week: Week) -> Form:
    return opened_from(week, "rooms", "Change rooms")


def slots(week: Week) -> Form:
    return opened_from(week, "slots", "Change slots")


# What leads there


def test_facilitators_find_the_panel_in_the_answer_and_at_home_and_others_do_not(
    week: Week,
) -> None:
    wanted = [f"{what} of CoProWeekScot" for what in ("Rooms", "Slots", "Talks", "Timetable")]
    assert labels(week.ada.runs())[-4:] == wanted
    assert [name for name in labels(week.ada.opens_home()) if name in wanted] == wanted
    assert set(labels(week.bo.runs())) & set(wanted) == set()
    assert set(labels(week.bo.opens_home())) & set(wanted) == set()


def test_the_lists_lead_facilitators_alone_to_the_forms(week: Week) -> None:
    for words in ("rooms", "slots", "talks"):
        assert f"Change {words} of CoProWeekScot" in labels(week.ada.runs(words))
        assert labels(week.bo.runs(words)) == []


@pytest.mark.parametrize(
    ("action_id", "title"),
    [
        (setting_up.ROOMS, "Rooms"),
        (setting_up.SLOTS, "Slots"),
        (setting_up.TALKS, "Talks"),
    ],
)
def test_the_panel_opens_the_forms_in_a_message_and_at_home(
    week: Week, action_id: str, title: str
) -> None:
    assert week.ada.pushes(week.ada.runs(), action_id).error is None
    assert week.ada.person.form().title == title
    week.ada.person.closes(week.ada.person.form())
    week.ada.opens_home()
    week.ada.presses_at_home(action_id)
    assert week.ada.person.form().title == title


def test_once_it_is_over_nothing_leads_there_and_an_old_button_says_why(week: Week) -> None:
    shown = week.ada.runs()
    week.ada.runs("close")
    assert "Rooms of CoProWeekScot" not in labels(week.ada.runs())
    assert "Change rooms of CoProWeekScot" not in labels(week.ada.runs("rooms"))
    assert "is closed: it can be read" in week.ada.presses(shown, setting_up.ROOMS, add=True).text
    assert week.ada.person.forms() == []


def test_when_slack_opens_no_form_the_answer_says_so(week: Week) -> None:
    shown = week.ada.runs("rooms")
    week.world.expects_refusals = True
    week.world.workspace.faults(methods=["views.open"], rate_500=1.0)
    said = week.ada.presses(shown, setting_up.ROOMS, add=True).text
    assert said.startswith("Slack did not open the form in time")


# Rooms


def test_a_room_is_added_and_the_form_shows_it_with_empty_fields(week: Week) -> None:
    form = rooms(week)
    assert "There are no rooms yet." in form.shown
    again = sends(week.ada, form, ROOM)
    assert again.id == form.id
    assert "Saved: *Room A*, 30 seats." in again.shown
    assert "*Room A*: 30 seats, <https://meet.example.org/a?b=1&amp;c=2|call link>" in again.shown
    assert typed(again) == {}
    both = sends(week.ada, again, {"Name": "Room B", "Seats": "1"})
    assert "*Room B*: 1 seat" in both.shown
    assert "*Room A*: 30 seats, <https://meet" in week.cy.runs("rooms").text


def test_the_name_of_a_room_that_is_there_gives_it_other_seats(week: Week) -> None:
    again = sends(week.ada, sends(week.ada, rooms(week), ROOM), {"Name": "room a", "Seats": "12"})
    assert "*room a*: 12 seats, <https://meet" in again.shown
    assert "*Room A*" not in again.shown


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"Name": "\u200b"}, "name", "A room's name has 1 to 60 characters."),
        ({"Call link": "room a"}, "link", "“room a” is not the address of a call"),
    ],
)
def test_a_mistake_in_a_room_stands_at_its_field_and_all_that_is_typed_stays(
    week: Week, wrong: dict[str, str], field: str, said: str
) -> None:
    form = rooms(week)
    before = dump.rows(week.settled().world.database)
    errors = refusal(week.ada, form, {**ROOM, **wrong})
    assert list(errors) == [field]
    assert said in errors[field]
    assert sorted(typed(week.ada.person.form())) == ["link", "name", "seats"]
    assert dump.rows(week.settled().world.database) == before


def test_a_room_is_removed_after_a_question_and_what_is_typed_stays(week: Week) -> None:
    sends(week.ada, rooms(week), ROOM)
    form = rooms(week)
    _, button = named(form, "Remove: Room A")
    assert button["confirm"]["text"]["text"] == "This removes Room A. You can add it again."
    half = week.ada.person.fills(form, {"Name": "Room B"})
    after = presses(week.ada, half, "Remove: Room A")
    assert "*Room A* is removed." in after.shown
    assert typed(after) == {"name": "Room B"}
    assert "no rooms" in week.ada.runs("rooms").text


def test_a_room_in_use_stays_and_that_is_said_above_the_form(week: Week) -> None:
    week.published()
    form = rooms(week)
    above = presses(week.ada, form, "Remove: Room A")
    assert above.title == "That did not work"
    assert "Room A still holds #1" in above.shown
    assert "*Room A*" in week.ada.runs("rooms").text


def test_fewer_seats_than_people_have_are_refused_at_the_seats(week: Week) -> None:
    week.published()
    week.bo.signs_up("1")
    week.cy.signs_up("1")
    errors = refusal(week.ada, rooms(week), {"Name": "Room A", "Seats": "1"})
    assert "2 people have a seat in #1 there" in errors["seats"]


def test_many_rooms_have_pages_within_the_form(week: Week) -> None:
    for number in range(1, 22):
        week.ada.runs(f'rooms add "Hall {number:02}" 10')
    first = rooms(week)
    half = week.ada.person.fills(first, {"Name": "Room B"})
    last = presses(
        week.ada, presses(week.ada, half, "Next page, page 2 of 3"), "Next page, page 3 of 3"
    )
    assert "*Hall 21*: 10 seats" in last.shown
    assert typed(last) == {"name": "Room B"}
    back = presses(week.ada, last, "Earlier page, page 2 of 3")
    assert "Remove: Hall 20" in buttons_of(back)
    assert "Remove: Hall 20" not in buttons_of(presses(week.ada, back, "Remove: Hall 20"))
    assert "Remove: Room B" in buttons_of(sends(week.ada, week.ada.person.form(), {"Seats": "3"}))


def test_who_facilitates_no_longer_is_refused_in_the_form_and_keeps_what_they_typed(
    week: Week,
) -> None:
    form = rooms(week)
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.bo.runs(f"facilitators remove {week.ada.mention}")
    before = dump.rows(week.settled().world.database)
    assert "Only facilitators" in refusal(week.ada, form, ROOM)["name"]
    assert typed(week.ada.person.form())["name"] == "Room A"
    assert dump.rows(week.settled().world.database) == before


def test_an_open_space_that_ended_meanwhile_is_said_in_the_form(week: Week) -> None:
    form = rooms(week)
    week.ada.runs("close")
    assert "is closed: it can be read" in refusal(week.ada, form, ROOM)["name"]


def test_while_the_database_does_not_answer_the_form_stays(week: Week) -> None:
    form = rooms(week)
    with locked(week):
        errors = refusal(week.ada, form, ROOM)
    assert "did not answer in time" in errors["name"]
    assert "*Room A*: 30 seats" in sends(week.ada, week.ada.person.form()).shown


def test_a_form_sent_by_somebody_who_does_not_facilitate_changes_nothing(week: Week) -> None:
    week.bo.types("topics")
    for somebody, said in ((week.bo, "Only facilitators"), (week.mallory, "no open space here")):
        _sent_raw(week, somebody, seats="3")  # from now on it is remembered what they are
        before = dump.rows(week.settled().world.database)
        assert said in _sent_raw(week, somebody, seats="3")["name.0"]
        assert dump.rows(week.settled().world.database) == before


@pytest.mark.parametrize(
    ("seats", "said"),
    [("many", "in digits, like 30"), ("0", "A room has 1 to 10,000 seats"), ("", "in digits")],
)
def test_seats_that_slack_would_not_send_are_refused_at_their_field(
    week: Week, seats: str, said: str
) -> None:
    assert said in _sent_raw(week, week.ada, seats=seats)["seats.0"]
    assert "no rooms" in week.ada.runs("rooms").text


def _sent_raw(week: Week, somebody: Somebody, *, seats: str) -> dict[str, str]:
    metadata = values.write(Setting(space_id(week), View("rooms"), 0))
    fields = {"name": "Room M", "seats": seats}
    blocks = [
        {"type": "input", "block_id": f"{one}.0", "element": {"action_id": one}} for one in fields
    ]
    state = {f"{one}.0": {one: {"value": text}} for one, text in fields.items()}
    answer = week.world.interacts(
        {
            "type": "view_submission",
            "team": {"id": week.world.sandbox.team_id},
            "user": {"id": somebody.id, "team_id": week.world.sandbox.team_id},
            "trigger_id": f"1.1.{next(TRIGGERS)}",  # as Slack's, never the same again
            "view": {
                "type": "modal",
                "callback_id": rooms_form.CALLBACK,
                "private_metadata": metadata,
                "blocks": blocks,
                "state": {"values": state},
            },
        }
    )
    errors: dict[str, str] = answer.json()["errors"]
    return errors


# Slots


def test_slots_are_added_on_several_days_and_the_form_lists_them_by_day(week: Week) -> None:
    form = slots(week)
    assert "There are no slots yet." in form.shown
    again = sends(week.ada, form, SLOT)
    assert "2 slots are added." in again.shown
    assert "*Tue 23 Nov*\n10:00 to 11:00" in again.shown
    assert "*Wed 24 Nov*\n10:00 to 11:00" in again.shown
    assert typed(again) == {}
    one = sends(week.ada, again, {"Days": ["2027-11-23"], "From": "14:00", "To": "15:00"})
    assert "1 slot is added." in one.shown
    assert buttons_of(one) == [
        "Remove: Tue 23 Nov 10:00-11:00",
        "Remove: Tue 23 Nov 14:00-15:00",
        "Remove: Wed 24 Nov 10:00-11:00",
    ]


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"To": "09:00"}, "ends", "would end before it begins"),
        ({"From": "10:00", "To": "23:00"}, "ends", "lasts at most 12 hours"),
        ({"From": "14:30", "To": "15:30"}, "starts", "There is already a slot on Tue 23 Nov 14:00"),
    ],
)
def test_a_mistake_in_a_slot_stands_at_its_field_and_all_that_is_chosen_stays(
    week: Week, wrong: dict[str, str], field: str, said: str
) -> None:
    week.ada.runs("slots add tue 14:00-15:00")
    form = slots(week)
    before = dump.rows(week.settled().world.database)
    errors = refusal(week.ada, form, {**SLOT, **wrong})
    assert list(errors) == [field]
    assert said in errors[field]
    assert sorted(typed(week.ada.person.form())) == ["days", "ends", "starts"]
    assert dump.rows(week.settled().world.database) == before


def test_a_slot_is_removed_after_a_question_unless_something_stands_in_it(week: Week) -> None:
    week.published()
    form = slots(week)
    _, button = named(form, "Remove: Tue 23 Nov 11:00-12:00")
    assert "Tue 23 Nov 11:00-12:00" in button["confirm"]["text"]["text"]
    after = presses(week.ada, form, "Remove: Tue 23 Nov 11:00-12:00")
    assert "The slot on Tue 23 Nov at 11:00 is removed." in after.shown
    above = presses(week.ada, after, "Remove: Tue 23 Nov 10:00-11:00")
    assert "still holds #1" in above.shown
    assert "*Tue 23 Nov*: 10:00-11:00" in week.ada.runs("slots").text


def test_a_long_open_space_offers_its_days_in_a_menu(week: Week) -> None:
    week.ada.runs("close")
    week.world.begins_anew()
    week.ada.runs('new "Three weeks" 2027-11-22 to 2027-12-12')
    form = slots(week)
    kinds = {b["element"]["action_id"]: b["element"]["type"] for b in form.blocks if "element" in b}
    assert kinds["days"] == "multi_static_select"
    again = sends(week.ada, form, {**SLOT, "Days": ["2027-12-12", "2027-11-22"]})
    assert "*Mon 22 Nov*\n10:00 to 11:00" in again.shown
    assert "*Sun 12 Dec*\n10:00 to 11:00" in again.shown
