"""Reminders, and the news that came with the clock, read well."""

from dataclasses import replace

import pytest

from handlers.blocks import news, reminders
from openspace.spaces import Window
from services import news as told
from services.reminders import BeginsSoon, HostsTomorrow, VotingCloses
from tests.unit.typical_case import CALL, FREE, FULL, QUIET, SPACE, TUESDAY, at, read_out

SOON = BeginsSoon("UBO", SPACE, FREE, is_host=False, in_min=15)


def test_a_participant_is_reminded_with_the_way_to_give_the_seat_up() -> None:
    assert read_out(reminders.begins_soon(SOON)) == (
        f"#7 *Co-pro in &lt;procurement&gt;* begins in 15 minutes, at 10:00, Room A ({CALL}).\n"
        "If you cannot come, give your seat to the next: `/signup cancel 7`."
    )


@pytest.mark.parametrize(
    ("signed_up", "coming"),
    [
        (0, "Nobody has a seat yet."),
        (1, "1 person has a seat."),
        (12, "12 people have a seat."),
        (13, "12 people have a seat, 1 waits."),
        (15, "12 people have a seat, 3 wait."),
    ],
)
def test_a_host_is_told_how_many_come(signed_up: int, coming: str) -> None:
    entry = replace(FREE, signed_up=signed_up)
    soon = replace(SOON, entry=entry, is_host=True, in_min=1)
    assert read_out(reminders.begins_soon(soon)) == (
        f"You host #7 *Co-pro in &lt;procurement&gt;* in 1 minute, at 10:00, Room A ({CALL})."
        f" {coming}"
    )
    tomorrow = HostsTomorrow("UBO", SPACE, TUESDAY, (entry, FULL))
    assert read_out(reminders.hosts_tomorrow(tomorrow)) == (
        "*Tomorrow you host* in Week &amp; more, Tue 23 Nov:\n"
        f"10:00 to 11:00, Room A ({CALL}): #7 *Co-pro in &lt;procurement&gt;*. {coming}\n"
        "10:00 to 11:00, Room B: #4 *Sharing power*. 1 person has a seat, 2 wait.\n"
        "`/agenda mine` shows all your sessions."
    )


def test_a_host_of_many_sessions_reads_of_the_first_eight() -> None:
    text = reminders.hosts_tomorrow(HostsTomorrow("UBO", SPACE, TUESDAY, (FULL,) * 10)).text
    assert text.count("#4 ") == 8
    assert text.endswith("\nAnd 2 more: `/agenda mine` shows them all.")


@pytest.mark.parametrize(("left", "dots"), [(1, "1 dot"), (3, "3 dots")])
def test_who_has_dots_left_is_told_when_voting_closes(left: int, dots: str) -> None:
    said = VotingCloses("UBO", SPACE, at(17), left)
    assert read_out(reminders.voting_closes(said)) == (
        f"Voting in *Week &amp; more* closes soon: Tue 23 Nov 17:00. You have {dots} left: `/vote`."
    )


def test_an_announcement_says_when_it_changes_again() -> None:
    closing = told.WindowChanged(SPACE, Window.PROPOSALS, is_open=True, next_at=at(17, day=25))
    assert read_out(news.told(closing)).endswith(" It closes on Thu 25 Nov 17:00.")
    opening = told.WindowChanged(QUIET, Window.VOTING, is_open=False, next_at=at(9, day=25))
    assert news.told(opening).text == (
        "*Voting is closed* in Week &amp; more. Thank you to everyone who voted. It opens again on"
        f" <!date^{int(at(9, day=25).timestamp())}^{{date_short}} {{time}}"
        "|Thu 25 Nov 09:00 Europe/London>."
    )


def test_whoever_was_named_host_is_told_by_whom_and_what_to_do() -> None:
    assert news.told(told.NamedHost("UBO", SPACE, 9, "Inclusion <now>")).text == (
        "A facilitator named you as host of #9 *Inclusion &lt;now&gt;* in *Week &amp; more*."
        " `/agenda mine` shows when and where, once that is published.\n"
        "If that is not right, `/openspace facilitators` shows whom you can ask."
    )


def test_facilitators_are_told_what_was_not_delivered_and_what_to_do() -> None:
    channel = told.Trouble("UADA", SPACE, True, "I am not in the channel.", TUESDAY)
    assert news.told(channel).text == (
        "Messages of *Week &amp; more* cannot be posted in <#C1>. The reason: I am not in the"
        " channel. If I am not in it, type `/invite @openspace` there. `/openspace messages` shows"
        " what was not sent."
    )
    some = told.Trouble("UADA", SPACE, False, "the account is closed", TUESDAY)
    assert news.told(some).text == (
        "Some people could not be reached with messages of *Week &amp; more*. The reason: the"
        " account is closed. `/openspace messages` shows what was not sent."
    )


@pytest.mark.parametrize(
    "item",
    [
        told.Digest(SPACE, TUESDAY),
        told.Summary(SPACE, TUESDAY),
        told.Reminder("UBO", SPACE, 7, 7, at(10)),
        told.Briefing("UBO", SPACE, TUESDAY),
        told.ClosesSoon("UBO", SPACE, at(17)),
    ],
)
def test_what_is_only_due_is_never_told_as_it_is(item: told.News) -> None:
    with pytest.raises(LookupError, match="what it has become"):
        news.told(item)
