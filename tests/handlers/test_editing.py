"""The form in which a topic is changed, also by two people at the same time."""

import pytest

from handlers.blocks import proposing, values
from handlers.blocks.values import AboutTopic
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_proposing_form import is_refused, opens, sends, typed, with_themes
from tests.handlers.test_voting import space_id

DATABASES = ("sqlite", "postgresql")


@pytest.fixture
def both(week: Week) -> Week:
    """Bo's topic, with cy as co-host."""
    week.proposing().bo.proposes("Rural transport")
    week.bo.runs(f"cohost 1 {week.cy.mention}")
    return week


@pytest.mark.parametrize("who", ["bo", "cy", "ada"])
def test_author_co_hosts_and_facilitators_edit_a_topic(both: Week, who: str) -> None:
    somebody: Somebody = getattr(both, who)
    form = opens(somebody, "openspace edit 1")
    done = sends(somebody, form, {"Title": "Rural buses", "Description": "Both\n\nlines"})
    assert "Saved.\n#1 *Rural buses*" in done.shown
    listed = both.bo.types("topics").text
    assert "#1 *Rural buses*" in listed
    assert "Both lines" in listed


def test_others_are_refused_in_words_and_no_form_opens(both: Week) -> None:
    dee = both.newcomer("dee")
    said = dee.runs("edit 1").text
    assert said.startswith("Only whoever proposed #1, its hosts and facilitators can change it.")
    assert "`/openspace cohost 1`" in said
    shown = both.bo.proposes("Another one")
    button = both.bo.pushes(shown, proposing.EDIT, 2)
    assert button.error is None
    assert "Only whoever proposed" in dee.clicks_raw(proposing.EDIT, _about(both)).text
    assert dee.person.forms() == []


def _about(week: Week) -> str:
    return values.write(AboutTopic(space_id(week), 1))


def test_who_lost_the_right_meanwhile_is_refused_in_the_form(both: Week) -> None:
    form = opens(both.cy, "openspace edit 1")
    sends(both.bo, opens(both.bo, "openspace edit 1"), {"Hosts": [both.bo.id]})
    before = dump.rows(both.settled().world.database)
    refused = is_refused(both.cy, form, {"Title": "Mine now"})
    assert refused.errors is not None
    assert "Only whoever proposed #1" in refused.errors["title.0"]
    assert dump.rows(both.settled().world.database) == before
    assert typed(both.cy.person.form())["title"] == "Mine now"


def test_a_topic_withdrawn_meanwhile_is_said_in_the_form(both: Week) -> None:
    form = opens(both.cy, "openspace edit 1")
    both.bo.runs("withdraw 1")
    refused = is_refused(both.cy, form, {"Title": "Still there"})
    assert refused.errors is not None
    assert "#1 was withdrawn" in refused.errors["title.0"]


def test_the_second_of_two_is_told_what_changed_and_loses_nothing(both: Week) -> None:
    first, second = opens(both.bo, "openspace edit 1"), opens(both.cy, "openspace edit 1")
    sends(both.bo, first, {"Title": "Rural buses", "Description": "Words of bo"})
    before = dump.rows(both.settled().world.database)
    anew = sends(both.cy, second, {"Description": "Words of cy", "Hosts": [both.cy.id]})
    assert "Somebody else changed this topic while you had the form open" in anew.shown
    assert "Title: changed, and taken over below. It now reads:\nRural buses" in anew.shown
    assert (
        "Description: yours stands below and is saved if you save. Theirs reads:\nWords of bo"
        in anew.shown
    )
    assert "Hosts:" not in anew.shown
    assert typed(anew) == {
        "title": "Rural buses",
        "description": "Words of cy",
        "hosts": [both.cy.id],
    }
    assert dump.rows(both.settled().world.database) == before
    assert "Saved." in sends(both.cy, anew).shown
    assert typed(opens(both.bo, "openspace edit 1")) == typed(anew)


def test_somebody_else_changing_it_once_more_is_told_once_more(both: Week) -> None:
    second = opens(both.cy, "openspace edit 1")
    sends(both.bo, opens(both.bo, "openspace edit 1"), {"Title": "Rural buses"})
    anew = sends(both.cy, second, {"Description": "Words of cy"})
    sends(both.ada, opens(both.ada, "openspace edit 1"), {"Title": "Rural trains"})
    again = sends(both.cy, anew)
    assert "It now reads:\nRural trains" in again.shown
    assert typed(again)["description"] == "Words of cy"
    assert "*Rural trains*" in sends(both.cy, again).shown


def test_two_who_wanted_the_same_are_told_nothing(both: Week) -> None:
    first, second = opens(both.bo, "openspace edit 1"), opens(both.cy, "openspace edit 1")
    sends(both.bo, first, {"Title": "Rural buses"})
    assert "Saved." in sends(both.cy, second, {"Title": "Rural buses"}).shown


def test_a_title_that_the_author_used_already_is_refused_at_the_title(both: Week) -> None:
    both.bo.proposes("Housing")
    refused = is_refused(both.bo, opens(both.bo, "openspace edit 2"), {"Title": "RURAL transport"})
    assert refused.errors is not None
    assert "proposed #1 with that title already" in refused.errors["title.0"]


def test_new_hosts_are_told_and_those_who_stay_are_not(both: Week) -> None:
    both.settled()
    told = len(both.cy.letters())
    dee = both.newcomer("dee")
    sends(both.bo, opens(both.bo, "openspace edit 1"), {"Hosts": [both.cy.id, dee.id]})
    assert f"{both.bo.mention} named you as host of #1 *Rural transport*" in dee.last_letter()
    assert (len(both.cy.letters()), both.bo.letters()) == (told, [])
    assert f"hosted by {both.cy.mention} and {dee.mention}" in both.ada.types("topics").text


def test_without_hosts_the_topic_looks_for_one_and_its_author_may_still_edit(both: Week) -> None:
    sends(both.bo, opens(both.bo, "openspace edit 1"), {"Hosts": []})
    assert "looking for a host" in both.cy.types("topics").text
    assert opens(both.bo, "openspace edit 1").title == "Edit topic 1"


def test_access_notes_are_seen_by_author_and_facilitators_alone(both: Week) -> None:
    notes = "A quiet room, please"
    sends(both.bo, opens(both.bo, "openspace edit 1"), {"Access notes": notes})
    start = len(both.world.payloads_since(0))
    form = opens(both.cy, "openspace edit 1")
    assert "access_notes" not in [action for fields in form.values.values() for action in fields]
    assert "Saved." in sends(both.cy, form, {"Title": "Rural buses"}).shown
    for words in ("topics", "topics buses", "vote", "agenda week", "openspace", "openspace edit 1"):
        both.cy.tries(words)
    assert notes not in str([call.request for call in both.world.payloads_since(start)])
    assert notes not in str([call.response for call in both.world.payloads_since(start)])
    for somebody in (both.ada, both.bo):
        assert typed(opens(somebody, "openspace edit 1"))["access_notes"] == notes


def test_a_theme_can_be_chosen_and_taken_back(both: Week) -> None:
    with_themes(both, "Showing", "Power & <time>")
    form = opens(both.bo, "openspace edit 1")
    option = next(b for b in form.blocks if b["block_id"] == "theme.0")["element"]["options"][1]
    sends(both.bo, form, {"Theme": option["value"]})
    assert "Theme: Power &amp; &lt;time&gt;" in both.cy.types("topics").text
    form = opens(both.bo, "openspace edit 1")
    assert typed(form)["theme"] == option
    sends(both.bo, form, {"Theme": None})
    assert "Theme:" not in both.cy.types("topics").text


def test_a_host_who_would_be_in_two_sessions_at_once_is_refused_at_the_hosts(both: Week) -> None:
    both.ada.proposes("Housing")
    both.published()
    both.ada.runs('timetable move 1 tue 11:00 "Room A"')
    both.ada.runs('timetable move 2 tue 11:00 "Room B"')
    refused = is_refused(
        both.bo,
        opens(both.bo, "openspace edit 1"),
        {"Hosts": [both.bo.id, both.cy.id, both.ada.id]},
    )
    assert refused.errors is not None
    assert "hosts #2 “Housing”" in refused.errors["hosts.0"]


def test_a_facilitators_change_is_noted(both: Week) -> None:
    sends(both.ada, opens(both.ada, "openspace edit 1"), {"Title": "Rural buses"})
    assert "#1 Rural buses" in str(dump.rows(both.world.database)["audit"])


def test_a_hosts_own_talk_can_be_edited_and_keeps_its_speakers(both: Week) -> None:
    both.published()
    form = opens(both.ada, "openspace edit 2")
    assert "Saved." in sends(both.ada, form, {"Title": "Opening together"}).shown
    assert "#2 *Opening together*" in both.cy.types("agenda week").text
    assert "Morag Tennant" in both.cy.types("agenda week").text
