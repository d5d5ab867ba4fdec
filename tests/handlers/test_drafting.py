"""The draft made by the bot: asked for by typing and by clicking, shown, undone, discarded."""

import shutil
import sys
from datetime import timedelta

import pytest

from bot.planning import TRIES
from handlers.blocks import drafting, setting_up, timetable, values
from handlers.blocks.values import StepBack, Turn, View
from openspace.planning import Place, Plan
from sandbox.sights import Message
from services import planning
from services.planning import Result
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.in_forms import chosen
from tests.handlers.seen import as_read, labels, words_of
from tests.handlers.test_timetable import prepared
from tests.handlers.test_voting import space_id

DATABASES = ("sqlite", "postgresql")
SPREAD = {0: Place(0, 0), 1: Place(1, 0), 2: Place(0, 1)}
"""#1 and #3 at ten, #2 at eleven."""


def voted(week: Week) -> Week:
    """Three topics, of which cy wants two; voting is closed."""
    prepared(week)
    week.ada.runs("open voting")
    week.cy.votes("1 2")
    week.ada.runs("close voting")
    return week


def searched(week: Week, places: dict[int, Place] | None = None) -> None:
    """Let a search come to this, and tell those who wait for it."""
    world = week.world
    now, team_id, token = world.clock.now(), world.sandbox.team_id, "a-token"
    with world.database.begin() as db:
        assert planning.claim(db, space_id(week), token, now=now, lease=timedelta(minutes=1))
    with world.database.reading() as db:
        job = planning.begin(db, space_id(week), token, team_id=team_id, now=now)
    assert job is not None
    with world.database.begin() as db:
        settled = planning.settle(
            db, job, Plan(places or SPREAD), team_id=team_id, now=now, result=Result()
        )
    assert settled is not None
    for asker in settled.askers:
        world.ticks._planner._tell(settled, asker)


def newest(somebody: Somebody) -> Message:
    message = somebody.person.last_answer(somebody.channel)
    assert message is not None
    return message


def again(week: Week, message: Message) -> Message:
    now = week.ada.person.again(message)
    assert now is not None
    return now


def drafted(week: Week) -> Message:
    """A draft that ada asked for; what she is shown once it is there."""
    voted(week).ada.runs("timetable draft")
    searched(week)
    return newest(week.ada)


def test_looking_at_an_empty_timetable_after_the_vote_begins_a_draft_that_the_search_makes(
    week: Week,
) -> None:
    said = voted(week).ada.runs("timetable").text
    assert said.startswith("I am working out a draft, and show it here in a moment.")
    # The one search of these tests that is real.
    week.world.ticks.plan()
    shown = newest(week.ada)
    assert "The draft is ready: 3 sessions changed their place." in shown.text
    assert "3 sessions have a place, 0 of the topics and talks have none." in shown.text
    (table,) = [block for block in shown.blocks if block["type"] == "data_table"]
    cells = [cell["text"] for row in table["rows"] for cell in row]
    assert cells[:3] == ["Slot", "Room A, 2 seats", "Room B, 1 seat"]
    assert {cell for cell in cells if "#" in cell} == {
        "#1 Procurement",
        "#2 Transport",
        "#3 Digital",
    }
    assert week.ada.runs("timetable").text.startswith("Timetable of CoProWeekScot")


def test_a_timetable_that_somebody_began_by_hand_is_shown_and_begins_nothing(week: Week) -> None:
    voted(week).ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs("timetable pin 1")
    assert "1 session has a place" in week.ada.runs("timetable").text


def test_a_search_that_breaks_off_again_and_again_is_given_up_and_said(
    week: Week, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    voted(week).ada.runs("timetable draft")
    # A process that ends at once, as one does for which there is no memory.
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    for _ in range(TRIES):
        week.world.ticks.plan()
    said = newest(week.ada).text
    assert "There is no new draft, as something is in the way. Nothing was changed." in said
    assert "The search broke off several times." in said
    assert caplog.messages.count("A search for a draft broke off.") == TRIES


def test_before_the_vote_is_closed_it_is_shown_and_begins_nothing(week: Week) -> None:
    prepared(week).ada.runs("open voting")
    week.cy.votes("1")
    shown = week.ada.runs("timetable").text
    assert "No session has a place" in shown
    assert "How well it fits what people want is told once voting is closed." in shown
    assert "is working out" not in shown


def test_the_table_says_in_words_what_it_shows(week: Week) -> None:
    said = drafted(week).text.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Sessions by slot and room\n"
        "Tue 23 Nov 10:00-11:00: Room A: #1 Procurement; Room B: #3 Digital\n"
        "Tue 23 Nov 11:00-12:00: Room A: #2 Transport; free: Room B"
    ) in said
    assert "Fewer than 10 people voted. So I do not say how many get what they want" in said


def test_table_and_list_show_each_other_and_typing_brings_the_table_too(week: Week) -> None:
    drawn = drafted(week)
    listed = week.ada.presses(drawn, timetable.AS_LIST)
    assert "Room A (2): #1 *Procurement*" in listed.text
    assert [block for block in listed.blocks if block["type"] == "data_table"] == []
    assert "Sessions by slot and room" in week.ada.presses(listed, timetable.AS_GRID).text
    before = {message.ts for message in week.ada.whispers()}
    coming = week.ada.runs("timetable grid").text
    week.world.wait_for_lanes()
    assert coming.startswith("The table comes as a message of its own.")
    # Either may come first: the answer to the command, or what follows it.
    (table,) = [
        message.text
        for message in week.ada.whispers()
        if message.ts not in before and message.text != coming
    ]
    assert "Sessions by slot and room" in table


def test_drafting_again_happens_in_the_message_which_says_how_far_it_is(week: Week) -> None:
    drawn = drafted(week)
    waiting = week.ada.presses(drawn, drafting.AGAIN)
    assert "I am working out a draft" in waiting.text
    assert "*A draft is being worked out.* Until it is there, this is the draft as it was." in (
        waiting.text
    )
    assert "#1 Procurement" in waiting.text
    assert not {"Draft again", "Undo", "Discard"} & {
        label.split(":")[0] for label in labels(waiting)
    }
    assert [label for label in labels(waiting) if label.startswith("Publish")]
    searched(week, {**SPREAD, 2: Place(1, 1)})
    ready = again(week, drawn)
    assert "The draft is ready: 1 session changed its place." in ready.text
    assert "*Since the draft before*\n#3 *Digital* moved to Tue 23 Nov 11:00, Room B" in ready.text


def test_a_second_facilitator_who_asks_meanwhile_is_shown_the_same_draft(week: Week) -> None:
    voted(week).ada.runs(f"facilitators add {week.bo.mention}")
    week.ada.runs("timetable draft")
    said = week.bo.runs("timetable draft").text
    assert said == "A draft is being worked out already. I show it here too, in a moment."
    searched(week)
    assert "The draft is ready" in newest(week.ada).text
    assert "The draft is ready" in newest(week.bo).text


def test_who_facilitates_no_longer_is_not_shown_the_draft(week: Week) -> None:
    voted(week).ada.runs(f"facilitators add {week.bo.mention}")
    week.bo.runs("timetable draft")
    week.ada.runs(f"facilitators remove {week.bo.mention}")
    before = newest(week.bo).ts
    searched(week)
    assert newest(week.bo).ts == before


def test_a_step_is_undone_by_its_button_and_by_typing(week: Week) -> None:
    drawn = drafted(week)
    chosen(week.ada, drawn, "Leave out: #1 Procurement")
    out = again(week, drawn)
    assert "Facilitators left it out, so drafts do too." in out.text
    assert "`/openspace timetable undo` takes back: leave out #1." in out.text
    back = week.ada.presses(out, drafting.UNDO)
    assert "Undone: leave out #1." in back.text
    assert "Room A: #1 Procurement" in back.text
    assert "Undone: the last draft." in week.ada.runs("timetable undo").text
    assert "There is nothing to undo" in week.ada.runs("timetable undo").text


def test_a_button_to_undo_something_takes_back_nothing_that_came_after_it(week: Week) -> None:
    drawn = drafted(week)
    week.ada.runs("timetable pin 1")
    before = dump.rows(week.settled().world.database)
    said = week.ada.presses(drawn, drafting.UNDO, add=True).text
    assert said.startswith(
        "The draft has changed since this button was shown, so nothing was undone."
    )
    assert dump.rows(week.settled().world.database) == before


def test_what_was_left_out_can_be_placed_by_drafts_again(week: Week) -> None:
    drawn = drafted(week)
    chosen(week.ada, drawn, "Leave out: #1 Procurement")
    chosen(week.ada, again(week, drawn), "Let drafts place it: #1 Procurement")
    now = again(week, drawn)
    assert "left it out" not in now.text
    assert "Place: #1 Procurement" in labels(now)


def test_the_draft_is_discarded_back_to_what_everyone_sees(week: Week) -> None:
    drawn = drafted(week)
    week.ada.runs("timetable pin 1")
    first = week.ada.presses(drawn, drafting.DISCARD)
    assert "The draft is discarded. Talks and pinned sessions stay." in first.text
    assert "#1 Procurement, pinned" in first.text
    assert "1 session has a place" in first.text
    week.ada.runs("timetable publish")
    week.ada.runs('timetable move 2 tue 11:00 "Room B"')
    assert "The draft is what everyone sees again." in week.ada.runs("timetable discard").text
    assert "nothing to discard" in week.ada.runs("timetable discard").text


def test_two_sessions_change_places_by_typing(week: Week) -> None:
    drafted(week)
    said = as_read(week.ada.runs("swap 1 3").text)
    assert "#1 *Procurement*: Tue 23 Nov 10:00 to 11:00, Room B." in said
    assert "#3 *Digital*: Tue 23 Nov 10:00 to 11:00, Room A." in said
    assert "`/openspace timetable undo` takes back: swap #1 and #3." in said


def test_at_home_a_draft_is_asked_for_and_home_shows_it_by_itself(week: Week) -> None:
    voted(week)
    week.ada.opens_home()
    week.ada.presses_at_home(setting_up.TIMETABLE)
    asked = words_of(week.ada.presses_at_home(drafting.AGAIN))
    assert asked.startswith("I am working out a draft")
    assert "*A draft is being worked out.*" in asked
    searched(week)
    week.settled()
    now = words_of(week.ada.home())
    assert "Room A (2): #1 *Procurement*" in now
    assert "being worked out" not in now
    undone = words_of(week.ada.presses_at_home(drafting.UNDO))
    assert undone.startswith("Undone: the last draft.")


def test_starting_afresh_asks_first_and_says_what_stays(week: Week) -> None:
    drawn = drafted(week)
    (afresh,) = [
        element
        for block in drawn.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == drafting.AFRESH
    ]
    assert (
        "Pinned sessions, talks and sessions that have begun stay where they are"
        in (afresh["confirm"]["text"]["text"])
    )
    assert "being worked out" in week.ada.presses(drawn, drafting.AFRESH).text


def test_what_drafting_needs_is_said_to_those_who_click_an_old_button(week: Week) -> None:
    prepared(week).ada.runs("tally after")
    week.ada.runs("open voting")
    turn = values.write(Turn(space_id(week), View("timetable")))
    said = week.ada.clicks_raw(drafting.AGAIN, turn).text
    assert said.startswith("A draft would show how people voted")
    back = values.write(StepBack(space_id(week), 1, View("timetable")))
    assert "There is nothing to undo" in week.ada.clicks_raw(drafting.UNDO, back).text
