"""Talks by clicking: the form that lists them, adds one, changes one and takes one back."""

from typing import Any

import pytest

from sandbox.sights import View as Form
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.in_forms import buttons_of, named, opened_from, presses, refusal
from tests.handlers.test_errors import locked
from tests.handlers.test_proposing_form import sends, typed

DATABASES = ("sqlite", "postgresql")
TALK = {
    "Title": "Inclusion in practice",
    "Speakers": "Jo Lee, SCN & others",
    "Slot": "2027-11-23 11:00",
    "Room": "Room B",
}


def talks(week: Week) -> Form:
    return opened_from(week, "talks", "Change talks")


def test_a_talk_is_added_and_the_form_shows_it_with_empty_fields(week: Week) -> None:
    week.published()
    again = sends(week.ada, talks(week), TALK)
    assert "The talk is #2. Everyone sees it after `/openspace timetable publish`." in again.shown
    assert "#2 *Inclusion in practice*, talk by Jo Lee, SCN &amp; others\n" in again.shown
    assert "Room B" in again.shown
    assert typed(again) == {}
    draft = week.ada.runs("timetable").text
    assert "Room B (30): #2 *Inclusion in practice*, pinned" in draft


def test_hosts_lead_a_talk_with_or_without_speakers_and_are_told(week: Week) -> None:
    week.published()
    again = sends(week.ada, talks(week), {**TALK, "Speakers": "", "Hosts": [week.bo.id]})
    assert f"#2 *Inclusion in practice*, talk by {week.bo.mention}" in again.shown
    assert "#2 *Inclusion in practice*" in week.settled().bo.last_letter()


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"Title": "\u200b\u200b\u200b"}, "title", "at least 3 characters that can be seen"),
        ({"Speakers": ""}, "speakers", "Who speaks? Write a name here, or choose hosts."),
        ({"Slot": "2027-11-23 10:00", "Room": "Room A"}, "room", "Room A already holds #1"),
    ],
)
def test_a_mistake_in_a_talk_stands_at_its_field_and_all_that_is_typed_stays(
    week: Week, wrong: dict[str, str], field: str, said: str
) -> None:
    form = talks(week.published())
    before = dump.rows(week.settled().world.database)
    errors = refusal(week.ada, form, {**TALK, **wrong})
    assert list(errors) == [field]
    assert said in errors[field]
    assert {"slot", "room"} <= set(typed(week.ada.person.form()))
    assert dump.rows(week.settled().world.database) == before


def test_a_bot_among_the_hosts_is_refused_at_that_field(week: Week) -> None:
    robot = week.newcomer("robot", kind="bot")
    errors = refusal(week.ada, talks(week.published()), {**TALK, "Hosts": [robot.id]})
    assert list(errors) == ["hosts"]
    assert "Bots and closed accounts do not take part" in errors["hosts"]


def test_a_host_who_has_a_session_then_is_refused_at_the_slot(week: Week) -> None:
    week.published().proposing().bo.proposes("Procurement")
    week.ada.runs('timetable move 2 tue 11:00 "Room A"')
    errors = refusal(week.ada, talks(week), {**TALK, "Hosts": [week.bo.id]})
    assert list(errors) == ["slot"]
    assert "A host of #3 already hosts #2 “Procurement”" in errors["slot"]
    assert "#3" not in week.ada.runs("talks").text


def test_a_room_or_slot_that_is_gone_meanwhile_is_refused_at_its_field(week: Week) -> None:
    form = talks(week.published())
    week.ada.runs('rooms remove "Room B"')
    assert "There is no room “Room B”" in refusal(week.ada, form, TALK)["room"]
    week.ada.runs("slots remove tue 11:00")
    assert "No slot begins on Tue 23 Nov 11:00" in refusal(week.ada, form, TALK)["slot"]


def test_without_rooms_or_slots_the_form_says_what_is_missing(week: Week) -> None:
    form = talks(week)
    assert "There are no talks yet." in form.shown
    assert "A talk needs a slot to come and a room." in form.shown
    assert form.raw.get("submit") is None


def test_a_talk_is_edited_above_the_list_in_its_usual_form(week: Week) -> None:
    form = talks(week.published())
    half = week.ada.person.fills(form, {"Title": "Half a title"})
    edit = presses(week.ada, half, "Edit: #1 Opening")
    assert (edit.title, edit.id != form.id) == ("Edit topic 1", True)
    sends(week.ada, edit, {"Title": "Opening together"})
    week.ada.person.closes(week.ada.person.form())
    assert typed(week.ada.person.form()) == {"title": "Half a title"}
    assert "#1 *Opening together*" in week.ada.runs("talks").text


def test_when_slack_opens_nothing_above_the_list_the_list_stays(week: Week) -> None:
    form = talks(week.published())
    week.world.expects_refusals = True
    week.world.workspace.faults(methods=["views.push"], rate_500=1.0)
    presses(week.ada, form, "Edit: #1 Opening")
    assert [one.title for one in week.ada.person.forms()] == ["Talks"]


def test_a_talk_is_withdrawn_after_a_question_and_who_signed_up_is_told(week: Week) -> None:
    week.published()
    week.bo.signs_up("1")
    form = talks(week)
    assert buttons_of(form) == ["Edit: #1 Opening", "Withdraw: #1 Opening"]
    _, button = named(form, "Withdraw: #1 Opening")
    assert "takes the talk #1 Opening back" in button["confirm"]["text"]["text"]
    half = week.ada.person.fills(form, {"Title": "Half a title"})
    after = presses(week.ada, half, "Withdraw: #1 Opening")
    assert "#1 *Opening* is withdrawn." in after.shown
    assert typed(after) == {"title": "Half a title"}
    assert "#1 *Opening*" in week.settled().bo.last_letter()


def test_a_talk_without_a_place_is_in_the_form_too(week: Week) -> None:
    week.published()
    week.ada.runs("timetable unplace 1")
    assert "It has no place in the timetable." in talks(week).shown


def test_who_facilitates_no_longer_adds_and_withdraws_nothing(week: Week) -> None:
    form = talks(week.published())
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.bo.runs(f"facilitators remove {week.ada.mention}")
    before = dump.rows(week.settled().world.database)
    assert "Only facilitators" in refusal(week.ada, form, TALK)["title"]
    for name in ("Withdraw: #1 Opening", "Edit: #1 Opening"):
        above = presses(week.ada, form, name)
        assert above.title == "That did not work"
        week.ada.person.closes(above)
    assert dump.rows(week.settled().world.database) == before


def test_while_the_database_does_not_answer_the_form_stays(week: Week) -> None:
    form = talks(week.published())
    with locked(week):
        errors: dict[str, Any] = refusal(week.ada, form, TALK)
    assert "did not answer in time" in errors["title"]
    assert "The talk is #2." in sends(week.ada, week.ada.person.form()).shown
