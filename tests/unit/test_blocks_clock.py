"""What the bot says by itself, and what is said about that, reads well."""

from dataclasses import replace
from datetime import time

import pytest

from handlers.blocks import (
    message,
    messages,
    notices,
    schedule,
    values,
    windows,
)
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import Again, NoticesWanted
from openspace.messages import Status
from openspace.notices import Notices
from openspace.people import Kind, Person
from openspace.schedule import Schedule
from openspace.spaces import Window
from openspace.windows import SetTime
from sandbox import elements
from services import letters
from services.messages import Line, Overview
from services.notices import Wanted
from services.schedule import Spoken
from services.visits import Here
from services.windows import SetWindow
from tests.unit.test_documents import COMMAND, PARSERS
from tests.unit.typical_case import QUIET, SPACE, TUESDAY, at, read_out
from tests.unit.worst_case_clock import SHOWN_BY_THE_CLOCK

ADA = Here(SPACE, Person("UADA", Kind.MEMBER, 1, is_facilitator=True), at(9))
BO = Here(SPACE, Person("UBO", Kind.MEMBER, 2, is_facilitator=False), at(9))


def carried(shown: Message) -> list[tuple[str, str, str]]:
    """Action, value and spoken label of each of its buttons."""
    return [
        (button["action_id"], button["value"], button["accessibility_label"])
        for _, button in elements.interactive(list(shown.blocks))
    ]


def test_several_messages_become_one_with_a_line_between_them_and_one_end() -> None:
    first, second = (message.message(message.paragraph(Mrkdwn(text))) for text in ("one", "two"))
    end = message.note(Mrkdwn("the end"))
    joined = message.joined([first, second], end)
    assert joined.text == "one\n\ntwo\n\nthe end"
    assert joined.blocks == (*first.blocks, {"type": "divider"}, *second.blocks, *end.blocks)
    assert message.joined([first]) == first


def test_messages_that_are_too_much_together_are_cut_or_not_joined() -> None:
    long = message.message(*[message.paragraph(Mrkdwn("&amp;" * 600))] * 8)
    joined = message.joined([long, long])
    assert message.TEXT_LENGTH - 10 < len(joined.text) <= message.TEXT_LENGTH
    assert joined.text.endswith("&amp;…")
    with pytest.raises(ValueError, match="53 blocks"):
        message.joined([long] * 6)


@pytest.mark.parametrize(
    ("after", "text"),
    [
        (
            Notices.NONE,
            (
                "To stop these messages, type `/openspace notices none`. In Week &amp; more you"
                " then get no messages."
            ),
        ),
        (
            Notices.MINE,
            (
                "To stop these messages, type `/openspace notices mine`. In Week &amp; more you"
                " then get only messages about your own sessions and topics."
            ),
        ),
    ],
)
def test_every_direct_message_ends_with_the_way_to_stop_it(after: Notices, text: str) -> None:
    end = message.message(notices.stop(SPACE, after))
    assert end.text == text
    value = f'[1,"{after}"]'
    assert carried(end) == [(notices.STOP, value, "Stop these messages from Week & more")]
    assert values.read(NoticesWanted, value) == NoticesWanted(SPACE.id, after.value)


@pytest.mark.parametrize(("was_set", "begin"), [(True, "From now on you get"), (False, "You get")])
def test_which_messages_somebody_gets_and_the_other_choices(was_set: bool, begin: str) -> None:
    assert notices.wanted(Wanted(BO, Notices.MINE, was_set=was_set)).text == (
        f"{begin} only messages about your own sessions and topics in Week &amp; more.\n"
        "`/openspace notices all`: all messages\n"
        "`/openspace notices mine`: only messages about your own sessions and topics\n"
        "`/openspace notices none`: no messages\n"
        "This holds for this open space only, and for what I write to you directly. What you type"
        " is always answered."
    )


CLOSES = SetTime(Window.VOTING, is_open=False, at=at(17, day=25))
OPENS = SetTime(Window.VOTING, is_open=True, at=at(9, day=24))
CLOSES_TEXT = (
    "It closes by itself on Thu 25 Nov 17:00. To take that back: `/openspace close voting at off`."
)
OPENS_TEXT = (
    "It opens by itself on Wed 24 Nov 09:00. To take that back: `/openspace open voting at off`."
)


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (SetWindow(SPACE, Window.VOTING, True, ()), "Voting is open. The channel is told."),
        (
            SetWindow(QUIET, Window.PROPOSALS, False, ()),
            (
                "Proposing is closed. It was so before; nobody is told twice. No time is set for"
                " it to change."
            ),
        ),
        (
            SetWindow(SPACE, Window.VOTING, True, (CLOSES,)),
            f"Voting is open. The channel is told.\n{CLOSES_TEXT}",
        ),
        (
            SetWindow(QUIET, Window.VOTING, False, (OPENS, CLOSES)),
            (
                "Voting is closed for now. The channel is told when that changes.\n"
                f"{OPENS_TEXT}\n{CLOSES_TEXT}"
            ),
        ),
    ],
)
def test_how_a_window_stands_and_when_it_changes(result: SetWindow, text: str) -> None:
    assert read_out(windows.set_window(result)) == text


CHANGE = (
    "`/openspace digest 09:00` or `/openspace digest off`\n"
    "`/openspace summary 16:30` or `/openspace summary off`\n"
    "`/openspace reminder 15` or `/openspace reminder off`\n"
    "I write to you directly from 08:00 to 18:00 only. If a session of yours begins soon, I do so"
    " at any time."
)
DAYS = "All of it on the days of the event, Mon 22 to Fri 26 Nov 2027, with times of Europe/London."


def test_a_facilitator_reads_when_the_bot_speaks_and_how_to_change_it() -> None:
    assert schedule.spoken(Spoken(ADA)).text == (
        "*When I speak by myself in Week &amp; more*\n"
        "Morning digest: 09:00, in the channel\n"
        "Evening summary: 16:30, in the channel\n"
        "Reminder of a session: 15 minutes before, to those who have a seat or host it\n"
        f"{DAYS}\nTo change this, type:\n{CHANGE}"
    )


def test_others_read_when_the_bot_speaks_and_who_can_change_it() -> None:
    silent = replace(SPACE, schedule=Schedule(None, time(17), None))
    assert schedule.spoken(Spoken(replace(BO, space=silent))).text == (
        "*When I speak by myself in Week &amp; more*\n"
        "Morning digest: off\nEvening summary: 17:00, in the channel\nReminder of a session: off\n"
        f"{DAYS}\n"
        "Only facilitators can change this; `/openspace facilitators` shows who they are. They"
        f" type:\n{CHANGE}"
    )


def test_what_comes_too_late_for_today_begins_tomorrow_if_there_is_one() -> None:
    text = schedule.spoken(Spoken(ADA, not_today=True)).text
    assert f"{DAYS}\nThat time has passed today, so it begins tomorrow.\n" in text
    last = replace(ADA, now=at(17, day=26))
    text = schedule.spoken(Spoken(last, not_today=True)).text
    assert f"{DAYS}\nThat time has passed today, and today is the last day.\n" in text


NAMELESS = (
    "Names are left out on purpose: what somebody gets could tell how they voted or what they"
    " signed up for."
)
LINES = (
    Line("seat_changed", Status.FAILED, at(8), 1, False, 7, "Sharing <power>", reason="It broke."),
    Line("topic_withdrawn", Status.PENDING, at(9), None, False),
    Line("digest", Status.SENT, at(9), None, True, day=TUESDAY),
    Line("reminder", Status.DROPPED, at(10), 12, False, 4, "Inclusion", reason="It moved."),
    Line("summary", Status.SENDING, at(16, 30), None, True, day=TUESDAY),
)


def test_the_overview_shows_what_became_of_messages_and_names_nobody() -> None:
    shown = messages.overview(Overview(ADA, LINES, can_send_again=1))
    assert read_out(shown) == (
        "Messages of Week &amp; more\n"
        "*Not delivered*\n"
        "Change of a seat, #7 *Sharing &lt;power&gt;*, to 1 person: Tue 23 Nov 08:00. It broke.\n"
        "*Due next*\n"
        "Withdrawn topic, to those concerned: Tue 23 Nov 09:00\n"
        "Evening summary, Tue 23 Nov, to the channel: Tue 23 Nov 16:30\n"
        "*Dropped*\n"
        "Reminder of a session, #4 *Inclusion*, to 12 people: Tue 23 Nov 10:00. It moved.\n"
        "*Sent*\n"
        "Morning digest, Tue 23 Nov, to the channel: Tue 23 Nov 09:00\n"
        f"`/openspace messages again` sends again what failed.\n{NAMELESS}"
    )
    assert carried(shown) == [(messages.AGAIN, "[1]", "Send again what failed in Week & more")]
    assert values.read(Again, "[1]") == Again(SPACE.id)


@pytest.mark.parametrize(
    ("again", "text"),
    [
        (0, "Nothing that failed is still of use, so nothing is sent again."),
        (1, "1 message is in line to be sent again."),
        (12, "12 messages are in line to be sent again."),
    ],
)
def test_the_overview_says_how_many_are_sent_again(again: int, text: str) -> None:
    assert messages.overview(Overview(ADA, (), again=again)).text == (
        f"Messages of Week &amp; more\n{text}\nNo messages yet.\n{NAMELESS}"
    )


def test_a_long_overview_is_turned_by_typing_too() -> None:
    shown = messages.overview(Overview(ADA, LINES[2:3] * 31), page=2)
    assert "Page 2 of 3; `/openspace messages page 3` shows the next." in shown.text


def test_every_kind_of_message_has_its_words() -> None:
    assert set(messages.KINDS) == set(letters.KINDS)


def test_every_command_that_the_clock_names_can_be_typed() -> None:
    said = "\n".join(make().text for make in SHOWN_BY_THE_CLOCK.values())
    commands = set(COMMAND.findall(said)) - {"/openspace facilitators add @someone"}
    assert len(commands) > 15
    for command in commands:
        name, _, rest = command[1:].partition(" ")
        PARSERS[name](rest)
