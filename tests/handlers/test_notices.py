"""Which messages a person gets: chosen by typing or below each message, obeyed at delivery."""

from datetime import UTC, datetime

import pytest

from handlers.blocks import notices as blocks
from handlers.blocks import values
from handlers.blocks.values import NoticesWanted
from sandbox.sights import Message
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import button, carried, labels
from tests.handlers.test_reminders import at, begins, hosted, letters
from tests.handlers.test_reminders_others import SOON
from tests.handlers.test_voting import space_id

DATABASES = ("sqlite", "postgresql")

CHOICES = (
    "`/openspace notices all`: all messages\n"
    "`/openspace notices mine`: only messages about your own sessions and topics\n"
    "`/openspace notices none`: no messages\n"
    "This holds for this open space only, and for what I write to you directly. What you type is"
    " always answered."
)


def promise(week: Week, day: int, hour: int, minute: int = 0) -> None:
    """Let it be that time, and let the clock promise what is due, but not send it."""
    week.world.clock.set(datetime(2027, 11, day, hour, minute, tzinfo=UTC))
    week.world.ticks.windows()
    week.world.ticks.promise()


def eventful(week: Week) -> Week:
    """Cy has a seat in #1 on Tuesday at 10:00, hosted by bo, and 5 dots; voting closes at 11:45."""
    hosted(week)
    week.ada.runs("open voting until tue 11:45")
    week.cy.votes()
    week.cy.signs_up("1")
    return week.settled()


def test_what_one_gets_is_asked_and_changes_nothing(week: Week) -> None:
    week.bo.runs()
    before = dump.rows(week.settled().world.database)
    assert week.bo.runs("notices").text == f"You get all messages in CoProWeekScot.\n{CHOICES}"
    assert dump.rows(week.settled().world.database) == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("mine", "only messages about your own sessions and topics"),
        ("none", "no messages"),
        ("off", "no messages"),
        ("NONE", "no messages"),
        ("all", "all messages"),
        ("on", "all messages"),
    ],
)
def test_what_one_gets_is_chosen_by_typing(week: Week, typed: str, words: str) -> None:
    assert week.bo.runs(f"notices {typed}").text == (
        f"From now on you get {words} in CoProWeekScot.\n{CHOICES}"
    )
    assert week.bo.runs("notices").text == f"You get {words} in CoProWeekScot.\n{CHOICES}"
    assert week.cy.runs("notices").text == f"You get all messages in CoProWeekScot.\n{CHOICES}"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("all", ["begins", "closes"]),
        ("mine", ["begins"]),
        ("none", []),
    ],
)
def test_each_gets_what_they_chose_also_of_what_was_promised_before(
    week: Week, wanted: str, told: list[str]
) -> None:
    eventful(week)
    promise(week, 23, 9, 45)
    week.cy.runs(f"notices {wanted}")
    at(week, 23, 9, 45)
    parts = {
        "begins": begins(1, "Procurement", "10:00", "Room A"),
        "closes": SOON.format(when="Tue 23 Nov 11:45", dots="5 dots"),
    }
    together = "\n\n".join(parts[name] for name in told)
    assert letters(week.cy) == [[together] if together else []]
    dropped = "They do not want such messages."
    assert (dropped in week.ada.runs("messages").text) is (wanted != "all")


def test_who_wants_nothing_is_told_nothing_by_others_deeds_either(week: Week) -> None:
    hosted(week)
    for one in (week.bo, week.cy):
        one.runs("notices none")
    week.cy.signs_up("1")
    week.ada.runs('timetable move 1 tue 11:00 "Room A"')
    week.ada.runs("timetable publish")
    week.ada.runs(f'talks add "Named" tue 10:00 "Room A" by {week.cy.mention}')
    week.ada.runs(f"facilitators add {week.cy.mention}")
    week.ada.runs("withdraw 1")
    at(week, 22, 15)
    at(week, 23, 11)
    assert letters(week.bo, week.cy) == [[], []]


def test_who_wants_only_their_own_hears_of_their_topic_but_not_of_their_dots(week: Week) -> None:
    week.voting("Procurement", "Transport")
    week.cy.votes("1")
    for one in (week.bo, week.cy):
        one.runs("notices mine")
    week.ada.runs("withdraw 1")
    assert letters(week.cy, week.bo) == [
        [],
        [
            (
                "#1 *Procurement* in CoProWeekScot was withdrawn."
                " You were to host it; you need do nothing."
            )
        ],
    ]


# The button


def shown(somebody: Somebody) -> list[Message]:
    """What the bot has written to somebody; the clock does not tick."""
    return [one for one in somebody.person.dms() if not one.is_ephemeral]


def stops(somebody: Somebody, after: str) -> None:
    """Press the button below the last message, and see what it says."""
    letter = shown(somebody)[-1]
    assert "Stop these messages" in letter.labels
    assert labels(letter)[-1] == "Stop these messages from CoProWeekScot"
    assert carried(button(letter, blocks.STOP)[1])[1] == after
    answered = somebody.presses(letter, "Stop these messages", add=True)
    assert answered.is_ephemeral
    words = {"none": "no messages", "mine": "only messages about your own sessions and topics"}
    assert answered.text == (f"From now on you get {words[after]} in CoProWeekScot.\n{CHOICES}")
    # What it stood below can still be read.
    assert shown(somebody)[-1].text == letter.text


def test_the_button_below_what_concerns_ones_own_sessions_stops_everything(week: Week) -> None:
    eventful(week)
    week.cy.runs("notices mine")
    at(week, 23, 9, 45)
    stops(week.cy, "none")
    week.cy.signs_up("2")
    at(week, 23, 10, 45)
    assert len(letters(week.cy)[0]) == 1


def test_the_button_below_what_concerns_everybody_stops_only_such_messages(week: Week) -> None:
    eventful(week)
    week.cy.signs_up("2")
    at(week, 23, 9, 45)
    # A reminder and news of the vote, as one: what is one's own is not stopped by it.
    assert letters(week.cy)[0][0].count("\n\n") == 1
    stops(week.cy, "mine")
    at(week, 23, 10, 45)
    assert [len(some) for some in letters(week.cy)] == [2]
    assert "#2 *Opening* begins in 15 minutes" in letters(week.cy)[0][1]


def test_the_button_is_obeyed_for_what_was_promised_before_it_was_pressed(week: Week) -> None:
    eventful(week)
    week.cy.signs_up("2")
    at(week, 23, 9, 45)
    promise(week, 23, 10, 45)
    stops(week.cy, "mine")
    week.cy.runs("notices none")
    at(week, 23, 10, 45)
    assert len(letters(week.cy)[0]) == 1


def test_messages_can_be_stopped_in_an_open_space_that_has_ended(week: Week) -> None:
    eventful(week)
    at(week, 23, 9, 45)
    week.ada.runs("close")
    stops(week.cy, "mine")
    assert "no messages" in week.cy.runs("notices none").text
    at(week, 27, 12)
    assert "all messages" in week.bo.runs("notices all").text


def test_a_guest_who_is_let_in_no_longer_can_still_stop_messages(week: Week) -> None:
    hosted(week)
    week.ada.runs("guests allow")
    guest = week.newcomer("guest", kind="guest")
    guest.signs_up("1")
    at(week, 23, 9, 45)
    week.ada.runs("guests refuse")
    stops(guest, "none")


def test_a_button_of_another_open_space_stops_nothing_here(week: Week) -> None:
    week.cy.runs()
    forged = values.write(NoticesWanted(space_id(week), "everything"))
    assert "older version" in week.cy.clicks_raw(blocks.STOP, forged).text
    outside = values.write(NoticesWanted(space_id(week), "none"))
    assert "no open space" in week.mallory.clicks_raw(blocks.STOP, outside).text
    assert "You get all messages" in week.cy.runs("notices").text


def test_the_choice_holds_in_one_open_space_only(week: Week) -> None:
    other = week.world.workspace.add_channel(
        f"other-{week.world.number()}", members=[week.ada.person, week.cy.person], is_private=True
    )
    week.ada.types('openspace new "Second week" 2027-11-22 to 2027-11-26', at=other)
    week.cy.types("openspace notices none", at=other)
    assert "You get all messages in CoProWeekScot" in week.cy.runs("notices").text
    week.world.settle()
    question = week.cy.types("openspace notices", at=week.cy.person.dm())
    assert "*Second week*" in question.text
