"""The form with all settings, also when two facilitators have it open at the same time."""

from typing import Any

import pytest

from sandbox.sights import View
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_errors import locked
from tests.handlers.test_proposing_form import is_refused, opens, sends, typed

DATABASES = ("sqlite", "postgresql")


def opens_settings(somebody: Somebody) -> View:
    return opens(somebody, "openspace settings")


@pytest.fixture
def two(week: Week) -> Week:
    """Ada and bo both facilitate."""
    week.ada.runs(f"facilitators add {week.bo.mention}")
    return week.settled()


def schedule_of(week: Week) -> str:
    return week.cy.runs("digest").text


def test_the_form_shows_how_it_is_set(week: Week) -> None:
    form = opens_settings(week.ada)
    shown = typed(form)
    shown["tally"] = shown["tally"]["value"]
    assert shown == {
        "dots": "5",
        "tally": "facilitators",
        "digest": "09:00",
        "summary": "16:30",
        "reminder": "15",
        "facilitators": [week.ada.id],
    }


def test_all_settings_are_saved_and_it_says_what_changed(week: Week) -> None:
    done = sends(
        week.ada,
        opens_settings(week.ada),
        {
            "Dots for each person": "7",
            "Who sees the totals of the vote": "everyone",
            "guests": ["yes"],
            "Morning digest": "10",
            "Evening summary": "off",
            "Reminder of a session": "",
            "Facilitators": [week.ada.id, week.cy.id],
            "Themes to add": "Digital first\nInvest in showing it works",
        },
    )
    assert "• Dots for each person: 7 dots\n" in done.shown
    assert "• Who sees the totals: Everyone, at any time\n" in done.shown
    assert "• Guests: may take part\n" in done.shown
    assert "• Morning digest: 10:00\n• Evening summary: off\n" in done.shown
    assert "• Reminder of a session: off\n" in done.shown
    assert f"• Facilitators: {week.ada.mention} and {week.cy.mention}\n" in done.shown
    assert "• New themes: Digital first, Invest in showing it works" in done.shown
    assert "7 dots left of 7" in week.bo.runs().text
    assert "Guests may take part." in week.bo.runs().text
    assert "Morning digest: 10:00" in schedule_of(week)
    assert "Evening summary: off" in schedule_of(week)
    assert "Reminder of a session: off" in schedule_of(week)
    assert "You now help to run" in week.cy.last_letter()
    assert "• Digital first" in week.bo.runs("themes").text


def test_what_was_not_changed_is_not_written(week: Week) -> None:
    form = opens_settings(week.ada)
    before = dump.rows(week.settled().world.database)
    assert "You changed nothing" in sends(week.ada, form).shown
    after = dump.rows(week.settled().world.database)
    assert after["audit"] == before["audit"]
    assert after["open_spaces"] == before["open_spaces"]


def test_a_time_that_has_passed_today_begins_tomorrow(week: Week) -> None:
    done = sends(week.ada, opens_settings(week.ada), {"Morning digest": "8:30"})
    assert "has passed today, so it begins tomorrow" in done.shown


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"Morning digest": "soon"}, "digest.0", "“soon” is not a time I know"),
        ({"Evening summary": "25:00"}, "summary.0", "leave it empty"),
        ({"Reminder of a session": "241"}, "reminder.0", "240 or less"),
        ({"Dots for each person": "101"}, "dots.0", "100 or less"),
        ({"Themes to add": "x"}, "themes.0", "3 to 100 characters"),
        ({"Facilitators": []}, "facilitators.0", "this is the last one"),
    ],
)
def test_a_mistake_stands_at_its_field_and_changes_nothing(
    week: Week, wrong: dict[str, Any], field: str, says: str
) -> None:
    form = opens_settings(week.ada)
    before = dump.rows(week.settled().world.database)
    refused = is_refused(week.ada, form, {"guests": ["yes"], **wrong})
    assert refused.errors is not None
    assert list(refused.errors) == [field]
    assert says in refused.errors[field]
    assert dump.rows(week.settled().world.database) == before


def test_a_bot_is_no_facilitator(week: Week) -> None:
    robot = week.newcomer("robot", kind="bot")
    form = opens_settings(week.ada)
    refused = is_refused(week.ada, form, {"Facilitators": [week.ada.id, robot.id]})
    assert refused.errors is not None
    assert "cannot facilitate" in refused.errors["facilitators.0"]


def test_the_last_facilitator_can_hand_over(week: Week) -> None:
    assert (
        "Saved." in sends(week.ada, opens_settings(week.ada), {"Facilitators": [week.cy.id]}).shown
    )
    assert "Only facilitators" in week.ada.runs("settings").text
    assert opens_settings(week.cy).title == "Settings"


# What voters were told holds


def test_once_somebody_has_voted_only_what_shows_less_is_offered(week: Week) -> None:
    week.ada.runs("tally everyone")
    week.voting("Procurement")
    assert len(_choices(opens_settings(week.ada))) == 3
    week.cy.votes("1")
    form = opens_settings(week.ada)
    assert _choices(form) == ["everyone", "facilitators", "after"]
    assert "there can be more but not fewer" in str(form.blocks)
    refused = is_refused(week.ada, form, {"Dots for each person": "4"})
    assert refused.errors == {"dots.0": "Please enter 5 or more."}
    filled = {"Dots for each person": "6", "Who sees the totals of the vote": "facilitators"}
    assert "Saved." in sends(week.ada, week.ada.person.form(), filled).shown
    form = opens_settings(week.ada)
    assert _choices(form) == []
    assert "Only facilitators. People have voted knowing this, so it stays." in form.shown
    assert "7 dots" in sends(week.ada, form, {"Dots for each person": "7"}).shown


def _choices(form: View) -> list[str]:
    found = [block["element"]["options"] for block in form.blocks if block["block_id"] == "tally.0"]
    return [option["value"] for options in found for option in options]


def test_a_first_vote_while_the_form_is_open_is_said_at_the_field(week: Week) -> None:
    week.voting("Procurement")
    form = opens_settings(week.ada)
    week.cy.votes("1")
    refused = is_refused(week.ada, form, {"Who sees the totals of the vote": "everyone"})
    assert refused.errors is not None
    assert "People have already voted" in refused.errors["tally.0"]
    refused = is_refused(
        week.ada,
        week.ada.person.form(),
        {"Who sees the totals of the vote": "facilitators", "Dots for each person": "2"},
    )
    assert refused.errors is not None
    assert "no dot is taken back" in refused.errors["dots.0"]


# Two at once


def test_what_somebody_else_set_meanwhile_stays_where_this_person_changed_nothing(
    two: Week,
) -> None:
    first, second = opens_settings(two.ada), opens_settings(two.bo)
    sends(two.ada, first, {"Dots for each person": "7", "Morning digest": ""})
    done = sends(two.bo, second, {"Evening summary": "17:00"})
    assert "Saved." in done.shown
    assert "Dots" not in done.shown
    assert "7 dots left of 7" in two.cy.runs().text
    assert "Morning digest: off\nEvening summary: 17:00" in schedule_of(two)


def test_when_both_set_the_same_the_second_sees_both_and_decides(two: Week) -> None:
    first, second = opens_settings(two.ada), opens_settings(two.bo)
    sends(two.ada, first, {"Dots for each person": "7", "guests": ["yes"]})
    before = dump.rows(two.settled().world.database)
    anew = sends(
        two.bo,
        second,
        {
            "Dots for each person": "9",
            "Evening summary": "17:00",
            "Themes to add": "Digital first",
        },
    )
    assert "Somebody else changed the same settings" in anew.shown
    assert "Dots for each person: theirs is 7 dots. Yours is 9 dots" in anew.shown
    assert "Guests:" not in anew.shown
    assert dump.rows(two.settled().world.database) == before
    stands = typed(anew)
    assert (stands["dots"], stands["summary"], stands["themes"]) == ("9", "17:00", "Digital first")
    assert stands["guests"]
    done = sends(two.bo, anew)
    assert "• Dots for each person: 9 dots\n• Evening summary: 17:00\n" in done.shown
    assert "• New themes: Digital first" in done.shown
    assert "Guests may take part." in two.cy.runs().text


def test_two_who_set_the_same_to_the_same_are_told_nothing(two: Week) -> None:
    first, second = opens_settings(two.ada), opens_settings(two.bo)
    sends(two.ada, first, {"Dots for each person": "7"})
    assert "You changed nothing" in sends(two.bo, second, {"Dots for each person": "7"}).shown


def test_a_facilitator_added_meanwhile_is_not_taken_away(two: Week) -> None:
    form = opens_settings(two.bo)
    two.ada.runs(f"facilitators add {two.cy.mention}")
    sends(two.bo, form, {"Dots for each person": "7"})
    assert two.cy.mention in two.bo.runs("facilitators").text
    form = opens_settings(two.bo)
    two.ada.runs(f"facilitators remove {two.cy.mention}")
    anew = sends(two.bo, form, {"Facilitators": [two.bo.id, two.cy.id]})
    assert f"theirs is {two.ada.mention} and {two.bo.mention}." in anew.shown


# Who may, and when


def test_others_are_refused_in_words_and_no_form_opens(week: Week) -> None:
    assert "Only facilitators" in week.bo.runs("settings").text
    assert week.bo.person.forms() == []


def test_who_is_facilitator_no_more_is_refused_in_the_form(two: Week) -> None:
    form = opens_settings(two.bo)
    two.ada.runs(f"facilitators remove {two.bo.mention}")
    before = dump.rows(two.settled().world.database)
    refused = is_refused(two.bo, form, {"Dots for each person": "7"})
    assert refused.errors is not None
    assert "Only facilitators" in refused.errors["dots.0"]
    assert dump.rows(two.settled().world.database) == before
    assert typed(two.bo.person.form())["dots"] == "7"


def test_an_open_space_closed_meanwhile_is_said_in_the_form(two: Week) -> None:
    form = opens_settings(two.bo)
    two.ada.runs("close")
    refused = is_refused(two.bo, form, {"Dots for each person": "7"})
    assert refused.errors is not None
    assert "is closed" in refused.errors["dots.0"]
    two.ada.runs("reopen")
    assert "7 dots" in sends(two.bo, two.bo.person.form()).shown


def test_while_the_database_does_not_answer_the_form_stays(week: Week) -> None:
    form = opens_settings(week.ada)
    with locked(week):
        refused = is_refused(week.ada, form, {"Dots for each person": "7"})
    assert refused.errors is not None
    assert "did not answer in time" in refused.errors["dots.0"]
    assert "7 dots" in sends(week.ada, week.ada.person.form()).shown
