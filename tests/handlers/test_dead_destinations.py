"""Where nothing can be delivered: noted, told facilitators once a day, sent when mended."""

import pytest

from handlers.blocks import messages as blocks
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import as_read, labels
from tests.handlers.test_outage import posts, told
from tests.handlers.test_reminders import at, begins, hosted, letters

DATABASES = ("sqlite", "postgresql")

NOT_IN_IT = "I am not in the channel, or it is gone."


@pytest.fixture(autouse=True)
def refusals_are_expected(week: Week) -> None:
    week.world.expects_refusals = True


def overview(week: Week) -> str:
    """All messages as ada reads them, where nobody else has to be."""
    return as_read(week.ada.types("openspace messages", at=week.ada.person.dm()).text)


def section(text: str, name: str) -> list[str]:
    """The lines of one section of the overview."""
    lines = text.splitlines()
    if f"*{name}*" not in lines:
        return []
    behind = lines[lines.index(f"*{name}*") + 1 :]
    last = next((n for n, line in enumerate(behind) if " to " not in line), len(behind))
    return behind[:last]


def is_quiet(week: Week) -> bool:
    """Whether nothing is tried in ten more ticks of the clock, and in ten more minutes."""
    before = len(week.world.calls)
    for _ in range(10):
        week.world.settle()
    for _ in range(10):
        week.world.passes(minutes=1)
    return posts(week, before) == 0


def breaks(week: Week, how: str) -> str:
    """Take the channel away; return the reason that is told."""
    if how == "removed":
        week.world.workspace.remove_app(week.channel)
        return NOT_IN_IT
    week.world.workspace.archive(week.channel)
    return "The channel is archived."


def mends(week: Week, how: str) -> None:
    if how == "removed":
        week.world.workspace.invite_app(week.channel)
    else:
        week.world.workspace.unarchive(week.channel)


def trouble(week: Week, reason: str) -> str:
    return (
        f"Messages of *CoProWeekScot* cannot be posted in <#{week.channel.id}>. The reason:"
        f" {reason} If I am not in it, type `/invite @openspace` there. `/openspace messages` shows"
        " what was not sent."
    )


@pytest.mark.parametrize("way", ["typed", "pressed"])
@pytest.mark.parametrize("how", ["removed", "archived"])
def test_what_the_channel_cannot_be_told_is_told_once_it_can(
    week: Week, how: str, way: str
) -> None:
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.settled()
    week.ada.channel = week.ada.person.dm()
    reason = breaks(week, how)
    week.ada.runs("open voting")
    week.ada.runs("open proposals")
    week.world.settle()
    # Each facilitator hears of it once a day, however much cannot be told.
    assert letters(week.ada, week.cy) == [[trouble(week, reason)], []]
    assert letters(week.bo)[0][1:] == [trouble(week, reason)]
    assert is_quiet(week)
    assert section(overview(week), "Not delivered") == [
        f"{what} opens, to the channel: Mon 22 Nov 09:40. {reason}"
        for what in ("Voting", "Proposing")
    ]
    week.ada.runs("digest 10:00")
    at(week, 22, 10)
    assert "Morning digest" in "".join(section(overview(week), "Not delivered"))
    assert len(letters(week.ada)[0]) == 1
    # Sent again without mending anything, it fails again once.
    before = len(week.world.calls)
    assert "3 messages are in line to be sent again." in week.ada.runs("messages again").text
    week.world.settle()
    assert posts(week, before) == 3
    assert is_quiet(week)
    mends(week, how)
    if way == "typed":
        said = week.ada.runs("messages again")
    else:
        shown = week.ada.runs("messages")
        assert labels(shown)[-1] == "Send again what failed in CoProWeekScot"
        said = week.ada.presses(shown, "Send again", add=True)
    assert "3 messages are in line to be sent again." in said.text
    week.world.settle()
    assert len(told(week, "*Voting is open*")) == 1
    assert len(told(week, "*Proposing is open*")) == 1
    assert len(told(week, "Good morning")) == 1
    assert section(overview(week), "Not delivered") == []
    assert is_quiet(week)


def test_the_next_day_facilitators_hear_of_it_once_more(week: Week) -> None:
    hosted(week)
    breaks(week, "removed")
    week.ada.runs("close proposals")
    week.world.settle()
    at(week, 23, 9)
    at(week, 23, 16, 30)
    at(week, 24, 9)
    assert letters(week.ada) == [[trouble(week, NOT_IN_IT)] * 2]


def test_what_is_of_no_use_any_more_is_not_sent_again(week: Week) -> None:
    hosted(week)
    week.world.settle()
    breaks(week, "removed")
    at(week, 23, 9)
    mends(week, "removed")
    at(week, 23, 15)
    said = week.ada.runs("messages again")
    assert "Nothing that failed is still of use, so nothing is sent again." in said.text
    at(week, 23, 15, 30)
    assert told(week, "Good morning") == []


def test_what_is_not_true_any_more_is_not_sent_again(week: Week) -> None:
    week.settled()
    breaks(week, "removed")
    week.ada.runs("open voting")
    week.world.settle()
    mends(week, "removed")
    week.ada.runs("close voting")
    assert "1 message is in line to be sent again." in week.ada.runs("messages again").text
    assert [text.split("*")[1] for text in told(week, "*Voting")] == ["Voting is closed"]


def test_the_button_of_an_older_list_sends_nothing_twice(week: Week) -> None:
    week.settled()
    breaks(week, "removed")
    week.ada.runs("open voting")
    week.world.settle()
    mends(week, "removed")
    shown = week.ada.runs("messages")
    first = week.ada.presses(shown, blocks.AGAIN, add=True)
    assert "1 message is in line to be sent again." in first.text
    week.world.settle()
    second = week.ada.presses(shown, blocks.AGAIN, add=True)
    assert "Nothing that failed is still of use, so nothing is sent again." in second.text
    week.world.settle()
    assert len(told(week, "*Voting is open*")) == 1


def test_that_a_facilitator_could_not_be_told_of_it_is_neither_told_nor_sent_again(
    week: Week,
) -> None:
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.settled()
    breaks(week, "removed")
    deactivated_unheard(week, week.bo)
    week.ada.runs("open voting")
    week.world.settle()
    assert letters(week.ada) == [[trouble(week, NOT_IN_IT)]]
    assert "News of messages that were not delivered, to 1 person" in overview(week)
    before = len(week.world.calls)
    assert "1 message is in line to be sent again." in week.ada.runs("messages again").text
    week.world.settle()
    assert posts(week, before) == 1
    assert is_quiet(week)


# People


def deactivated_unheard(week: Week, person: Somebody) -> None:
    """Close an account so that the bot does not hear of it from Slack by itself."""
    week.world.sandbox._world.workspace.deactivate(person.id)


def test_who_has_no_account_any_more_is_noted_once_and_not_written_to_again(week: Week) -> None:
    hosted(week)
    week.cy.signs_up("1 2")
    week.world.settle()
    deactivated_unheard(week, week.cy)
    before = len(week.world.calls)
    at(week, 23, 9, 45)
    to_cy = [
        call for call in week.world.calls[before:] if call.request.get("channel") == week.cy.id
    ]
    assert [call.refused for call in to_cy] == ["user_disabled"]
    assert section(overview(week), "Not delivered") == [
        (
            "Reminder of a session, #1 *Procurement*, to 1 person: Tue 23 Nov 09:45."
            " The account is closed."
        )
    ]
    assert letters(week.ada) == [
        [
            (
                "Some people could not be reached with messages of *CoProWeekScot*. The reason: The"
                " account is closed. `/openspace messages` shows what was not sent."
            )
        ]
    ]
    assert week.cy.id not in overview(week) + week.ada.last_letter()
    assert is_quiet(week)
    at(week, 23, 10, 45)
    dropped = section(overview(week), "Dropped")
    assert (
        "Reminder of a session, #2 *Opening*, to 1 person: Tue 23 Nov 10:45. The account is closed."
        in dropped
    )
    assert [call for call in week.world.calls[before:] if call.request.get("channel") == week.cy.id]
    assert len(letters(week.ada)[0]) == 1


def test_who_is_known_to_have_no_account_any_more_is_not_written_to_at_all(week: Week) -> None:
    hosted(week)
    week.cy.signs_up("1")
    week.world.settle()
    week.world.workspace.deactivate(week.cy.person)
    week.world.tells({"type": "user_change", "user": {"id": week.cy.id, "deleted": True}})
    before = len(week.world.calls)
    at(week, 23, 9, 45)
    assert [c for c in week.world.calls[before:] if c.request.get("channel") == week.cy.id] == []
    assert letters(week.ada) == [[]]
    assert "The account is closed." in "".join(section(overview(week), "Dropped"))


def test_sending_again_to_a_closed_account_ends_it(week: Week) -> None:
    hosted(week)
    week.cy.signs_up("1")
    week.world.settle()
    deactivated_unheard(week, week.cy)
    at(week, 23, 9, 45)
    before = len(week.world.calls)
    assert "1 message is in line to be sent again." in week.ada.runs("messages again").text
    week.world.settle()
    assert posts(week, before) == 0
    assert section(overview(week), "Not delivered") == []
    assert is_quiet(week)


# The bot's token


def test_without_a_token_that_slack_accepts_messages_wait_and_come_when_there_is_one(
    week: Week,
) -> None:
    hosted(week)
    late = week.newcomer("late")
    week.cy.signs_up("1")
    late.signs_up("2")
    week.world.settle()
    at(week, 23, 8, 50)
    week.world.workspace.revoke_token()
    before = len(week.world.calls)
    at(week, 23, 9)
    for _ in range(10):
        week.world.settle()
    assert posts(week, before) == 1, "nothing is tried again before its time"
    for minute in range(15, 60, 15):
        at(week, 23, 9, minute)
    assert posts(week, before) < 10
    assert section(overview(week), "Not delivered") == []
    waiting = "Slack does not let the bot in any more: token_revoked."
    assert [line for line in section(overview(week), "Due next") if waiting in line]
    at(week, 23, 10, 50)
    week.world.workspace.restore_token()
    at(week, 23, 10, 52)
    assert len(told(week, "Good morning")) == 1
    assert letters(week.cy)[0] == []
    link = "Room B (<https://meet.example.org/b|join the call>)"
    assert letters(late) == [[begins(2, "Opening", "11:00", link, minutes=8)]]
    assert [line.rsplit(": ", 1)[0] for line in section(overview(week), "Dropped")][:1] == [
        "Reminder of a session, #1 *Procurement*, to 2 people"
    ]
    assert is_quiet(week)
