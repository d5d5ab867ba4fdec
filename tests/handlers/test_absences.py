"""When somebody cannot be there: typed, in forms, in Home; seen by them alone."""

import pytest

from handlers.blocks import absences as blocks
from sandbox import elements
from sandbox.sights import View
from tests.handlers import dump, seen
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import words_of
from tests.handlers.test_errors import locked
from tests.handlers.test_proposing_form import is_refused, opens, sends, typed

DATABASES = ("sqlite", "postgresql")
TEN, ELEVEN = "Tue 23 Nov 10:00-11:00", "Tue 23 Nov 11:00-12:00"


@pytest.fixture(autouse=True)
def arrived(week: Week) -> None:
    """Bo and cy have been seen in the private channel; there are two slots on Tuesday."""
    week.published()
    for somebody in (week.bo, week.cy):
        somebody.types("topics")
    week.settled()


def option(form: View, label: str) -> str:
    """The value of one choice of the field."""
    (field,) = [one for _, one in elements.interactive(form.blocks) if one["action_id"] == "away"]
    offered = {one["text"]["text"]: str(one["value"]) for one in elements.options(field)}
    return offered[label]


def marked(form: View) -> list[str]:
    """What is chosen in the field."""
    chosen = [fields["away"] for fields in form.values.values() if "away" in fields]
    return [one["text"]["text"] for field in chosen for one in field["selected_options"]]


def opens_form(somebody: Somebody) -> View:
    somebody.opens_home()
    somebody.presses_at_home(blocks.OPEN)
    return somebody.person.form()


# Typed


def test_it_is_typed_shown_and_taken_back(week: Week) -> None:
    assert "You can be at *CoProWeekScot* at all times" in week.bo.runs("away").text
    said = week.bo.runs("away tue 10:00-11:00").text
    assert "You cannot be at *CoProWeekScot* then:\n• Tue 23 Nov 10:00-11:00" in said
    assert (
        "• Tue 23 Nov 10:00-11:00\n• Wed 24 Nov to Thu 25 Nov" in week.bo.runs("away wed,thu").text
    )
    left = week.bo.runs("away remove wed").text
    assert "• Tue 23 Nov 10:00-11:00\n• Thu 25 Nov" in left
    assert "at all times" in week.bo.runs("away clear").text


def test_a_day_outside_of_the_week_is_refused_and_changes_nothing(week: Week) -> None:
    before = dump.rows(week.settled().world.database)
    assert "The open space runs from Mon 22 to Fri 26 Nov" in week.bo.runs("away 2027-12-01").text
    assert "ends before it begins" in week.bo.runs("away tue 11:00-10:00").text
    assert dump.rows(week.settled().world.database) == before


def test_nobody_else_sees_it_but_facilitators_where_a_session_is_in_its_way(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.ada.runs('timetable move 2 tue 11:00 "Room A"')
    week.bo.runs("away tue 11:00-12:00")
    week.bo.runs("away wed")
    for somebody in (week.cy, week.ada):
        start = len(week.world.payloads_since(0))
        somebody.runs("away")
        for words in ("topics", "topics 2", "agenda week", "openspace", "vote"):
            somebody.types(words)
        somebody.opens_home()
        calls = week.world.payloads_since(start)
        sent = str([(call.request, call.response) for call in calls])
        assert "Wed 24 Nov" not in sent
        assert ("cannot be there" in sent) is (somebody is week.ada)
    assert f"{week.bo.mention} cannot be there then" in week.ada.runs("timetable").text
    assert "Wed 24" not in week.ada.runs("timetable").text


def test_the_host_is_named_where_a_session_cannot_be_put(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.bo.runs("away tue 11:00-12:00")
    said = week.ada.runs('timetable move 2 tue 11:00 "Room A"').text
    assert said.startswith(f"{week.bo.mention} hosts #2 “Transport” and cannot be there on Tue 23")
    assert "`/openspace slots` lists them." in said


def test_a_title_that_looks_like_a_mention_names_nobody(week: Week) -> None:
    week.proposing().bo.proposes(f"Ask &lt;@{week.cy.id}&gt; about it")
    week.bo.runs("away tue 11:00-12:00")
    said = week.ada.runs('timetable move 2 tue 11:00 "Room A"').text
    assert week.bo.mention in said
    assert week.cy.mention not in said


def test_publishing_waits_until_the_session_is_moved(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.ada.runs('timetable move 2 tue 11:00 "Room A"')
    week.bo.runs("away tue 11:00-12:00")
    refused = week.ada.runs("timetable publish").text
    assert "`/openspace timetable unplace 2`" in refused
    week.ada.opens_home()
    needs = seen.as_read(words_of(week.ada.home()))
    assert "*A host cannot be there*\n#2 *Transport*, Tue 23 Nov 11:00 to 12:00" in needs
    draft = week.ada.runs("timetable").text
    assert "*To be mended before you publish*\n#2 *Transport*" in draft
    week.ada.runs("timetable unplace 2")
    assert "To be mended" not in week.ada.runs("timetable").text


def test_who_hosts_then_is_told_so_and_what_to_do(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.ada.runs('timetable move 2 tue 11:00 "Room A"')
    week.ada.runs("timetable publish")
    said = seen.as_read(week.bo.runs("away tue").text)
    assert "*You are to host then.* Please ask a facilitator to move it:" in said
    assert "• #2 *Transport*, Tue 23 Nov 11:00 to 12:00" in said


# The form in Home


def test_times_are_chosen_in_a_form_and_show_at_home(week: Week) -> None:
    form = opens_form(week.bo)
    assert marked(form) == []
    done = sends(week.bo, form, {"When I cannot": [option(form, ELEVEN)]})
    assert f"Saved.\nYou cannot be at *CoProWeekScot* then:\n• {ELEVEN}" in done.shown
    week.world.settle()
    assert f"• {ELEVEN}" in words_of(week.bo.home())
    again = opens_form(week.bo)
    assert marked(again) == [ELEVEN]
    assert "at all times" in sends(week.bo, again, {"When I cannot": []}).shown


def test_what_was_typed_meanwhile_is_not_undone_by_an_older_form(week: Week) -> None:
    form = opens_form(week.bo)
    week.bo.runs("away tue 10:00-11:00")
    anew = sends(week.bo, form, {"When I cannot": [option(form, ELEVEN)]})
    assert "You changed this somewhere else while you had the form open" in anew.shown
    assert marked(anew) == [TEN]
    both = {"When I cannot": [option(anew, TEN), option(anew, ELEVEN)]}
    assert "• Tue 23 Nov 10:00-12:00" in sends(week.bo, anew, both).shown


def test_without_slots_half_days_are_offered(week: Week) -> None:
    week.ada.runs("withdraw 1")
    for start in ("10:00", "11:00"):
        week.ada.runs(f"slots remove tue {start}")
    form = opens_form(week.bo)
    morning = option(form, "Tue 23 Nov, morning (until 12:00)")
    assert "• Tue 23 Nov 00:00-12:00" in sends(week.bo, form, {"When I cannot": [morning]}).shown


def test_the_form_outlives_a_database_that_does_not_answer(week: Week) -> None:
    form = opens_form(week.bo)
    before = dump.rows(week.settled().world.database)
    with locked(week):
        refused = is_refused(week.bo, form, {"When I cannot": [option(form, TEN)]})
    assert "did not answer in time" in str(refused.errors)
    assert dump.rows(week.settled().world.database) == before
    assert marked(week.bo.person.form()) == [TEN]
    assert f"• {TEN}" in sends(week.bo, week.bo.person.form()).shown


def test_an_open_space_that_ended_meanwhile_is_said_in_the_form(week: Week) -> None:
    form = opens_form(week.bo)
    week.ada.runs("close")
    refused = is_refused(week.bo, form, {"When I cannot": [option(form, TEN)]})
    assert "is closed" in str(refused.errors)


def test_who_may_take_part_no_more_is_refused_in_the_form_and_may_still_clear(week: Week) -> None:
    week.ada.runs("guests allow")
    guest = week.newcomer("guest", kind="guest")
    guest.runs("away wed")
    guest.types("topics")
    week.settled()
    form = opens_form(guest)
    week.ada.runs("guests refuse")
    refused = is_refused(guest, form, {"When I cannot": [option(form, TEN)]})
    assert "own staff" in str(refused.errors)
    assert "own staff" in guest.runs("away tue").text
    assert "at all times" in guest.runs("away clear").text


def test_a_trigger_that_is_too_old_is_said_at_home_and_nothing_breaks(week: Week) -> None:
    week.bo.opens_home()
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1, methods=["views.open"])
    home = week.bo.presses_at_home(blocks.OPEN)
    week.world.workspace.faults(rate_500=0, methods=None)
    assert "did not open the form in time" in words_of(home)
    assert week.bo.person.forms() == []


# In the forms of topics


def test_who_proposes_says_it_in_the_same_form(week: Week) -> None:
    form = opens(week.proposing().bo)
    sends(week.bo, form, {"Title": "Transport", "When I cannot": [option(form, TEN)]})
    assert f"• {TEN}" in week.bo.runs("away").text
    assert marked(opens(week.bo)) == [TEN]
    assert marked(opens(week.bo, "openspace edit 2")) == [TEN]
    assert marked(opens(week.ada, "openspace edit 2")) == []


def test_it_is_kept_while_similar_topics_are_shown_and_saved_with_the_topic(week: Week) -> None:
    week.proposing().cy.proposes("Rural transport")
    form = opens(week.bo)
    warned = sends(
        week.bo, form, {"Title": "Transport in rural areas", "When I cannot": [option(form, TEN)]}
    )
    assert marked(warned) == [TEN]
    assert "at all times" in week.bo.runs("away").text
    sends(week.bo, warned)
    assert f"• {TEN}" in week.bo.runs("away").text


def test_it_is_kept_while_somebody_elses_change_is_shown(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    form = opens(week.bo, "openspace edit 2")
    sends(week.ada, opens(week.ada, "openspace edit 2"), {"Title": "Rural transport"})
    anew = sends(week.bo, form, {"Description": "Buses", "When I cannot": [option(form, TEN)]})
    assert "Somebody else changed this topic" in anew.shown
    assert marked(anew) == [TEN]
    sends(week.bo, anew)
    assert f"• {TEN}" in week.bo.runs("away").text


def test_a_form_sent_as_it_was_changes_nothing_that_was_typed(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.bo.runs("away tue 10:15-10:30")
    form = opens(week.bo, "openspace edit 2")
    assert marked(form) == [TEN]
    sends(week.bo, form, {"Title": "Rural transport"})
    assert "• Tue 23 Nov 10:15-10:30" in week.bo.runs("away").text
    assert typed(opens(week.bo, "openspace edit 2"))["title"] == "Rural transport"
