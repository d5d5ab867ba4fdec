"""The board: one message in the channel that shows what is true, posted once, and never lost."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from sandbox.wire import WireCall
from storage.tables import BoardRow, MessageRow
from tests.handlers.cast import Week
from tests.handlers.seen import as_read

DATABASES = ("sqlite", "postgresql")


def board(week: Week) -> str:
    return as_read(week.cy.board().text)


def updates(week: Week, since: int = 0) -> list[WireCall]:
    return [call for call in week.world.calls[since:] if call.name == "chat.update"]


def pins(week: Week) -> list[str]:
    return list(week.world.sandbox._world.workspace.channels[week.channel.id].pins)


def test_it_is_there_from_the_start_and_pinned(week: Week) -> None:
    shown = week.cy.board()
    assert "Proposing is closed." in shown.text
    assert "There are no topics yet." in shown.text
    assert pins(week) == [shown.ts]


def test_it_shows_topics_with_their_hosts_as_they_come_and_go(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Procurement")
    week.cy.proposes("Transport & <roads>")
    shown = board(week)
    assert "*Proposing is open*" in shown
    assert f"#1 *Procurement*, hosted by {week.bo.mention}" in shown
    assert "#2 *Transport &amp; &lt;roads&gt;*" in shown
    week.bo.runs("withdraw 1")
    assert "Procurement" not in board(week)


def test_without_a_change_slack_is_asked_nothing(week: Week) -> None:
    week.voting("Procurement").settled()
    start = len(week.world.calls)
    week.cy.votes()
    week.cy.votes("1")  # the totals are for facilitators, so that the board says nothing of it
    week.settled()
    assert updates(week, start) == []


@pytest.mark.parametrize(
    ("seen_by", "while_open", "afterwards"),
    [
        ("everyone", ": 3 dots", ": 3 dots"),
        ("facilitators", None, None),
        ("after", None, ": 3 dots"),
    ],
)
def test_dots_stand_there_only_where_everybody_may_see_totals(
    week: Week, seen_by: str, while_open: str | None, afterwards: str | None
) -> None:
    week.ada.runs(f"tally {seen_by}")
    week.voting("Procurement")
    week.cy.votes("1 x3")
    line = f"#1 *Procurement*, hosted by {week.bo.mention}"
    assert f"{line}{while_open or ''}\n" in board(week)
    week.ada.runs("close voting")
    assert f"{line}{afterwards or ''}\n" in board(week)


def test_once_published_it_shows_the_sessions_of_the_day_and_their_free_seats(week: Week) -> None:
    week.published(("Opening", "10:00", "Room A"), ("Inclusion", "11:00", "Room B"))
    assert "*Next sessions: Tue 23 Nov*" in board(week)
    week.world.clock.set(datetime(2027, 11, 23, 9, 0, tzinfo=UTC))
    shown = board(week)
    assert "*Today, Tue 23 Nov*" in shown
    assert "10:00 to 11:00, Room A: #1 *Opening*" in shown
    assert "2 seats free." in shown
    week.cy.signs_up("1")
    assert "1 seat free." in board(week)
    week.world.clock.set(datetime(2027, 11, 23, 11, 30, tzinfo=UTC))
    assert "Morag Tennant, Network. Over." in board(week)
    week.world.clock.set(datetime(2027, 11, 23, 13, 0, tzinfo=UTC))
    assert "No more sessions are to come." in board(week)


def test_it_says_when_the_open_space_is_closed_and_when_it_is_open_again(week: Week) -> None:
    week.settled().ada.runs("close")
    assert "*CoProWeekScot is closed.*" in board(week)
    week.ada.runs("reopen")
    assert "is closed.*" not in board(week)


def test_what_was_closed_before_its_board_came_gets_one_when_it_is_open_again(week: Week) -> None:
    week.ada.runs("close")
    assert week.cy.boards() == []
    week.ada.runs("reopen")
    assert "Proposing is closed." in board(week)


def test_once_the_last_day_is_over_it_says_so_by_itself(week: Week) -> None:
    week.settled()
    for day in range(23, 28):  # each midnight it looks for what the day brings
        week.world.clock.set(datetime(2027, 11, day, 0, 1, tzinfo=UTC))
        week.settled()
    assert "*CoProWeekScot is over.*" in board(week)


def test_however_many_vote_between_two_repaints_there_is_one_call(week: Week) -> None:
    week.ada.runs("tally everyone")
    week.voting("Procurement").settled()
    start = len(week.world.calls)
    for person in (week.ada, week.bo, week.cy):
        person.votes("1 x2")
    assert ": 6 dots" in board(week)
    assert len(updates(week, start)) == 1


# What can go wrong


def deleted(week: Week) -> None:
    """Let somebody delete the board in Slack."""
    inside = week.world.sandbox._world.workspace
    message = inside.message(week.channel.id, week.cy.board().ts)
    assert message is not None
    inside.forget(message)


def test_a_board_that_was_deleted_is_posted_anew_once(week: Week) -> None:
    week.proposing().settled()
    week.world.expects_refusals = True
    deleted(week)
    assert week.cy.boards() == []
    week.bo.proposes("Procurement")
    week.settled()
    assert "#1 *Procurement*" in board(week)
    assert pins(week)[-1] == week.cy.board().ts
    week.cy.proposes("Transport")
    assert "#2 *Transport*" in board(week)


def test_without_the_permission_to_pin_it_is_there_all_the_same(week: Week) -> None:
    week.world.expects_refusals = True
    week.world.workspace.take_scopes("pins:write")
    week.proposing()
    assert "*Proposing is open*" in board(week)
    assert pins(week) == []


def test_while_slack_wants_to_wait_nothing_is_painted_and_then_what_is_true(week: Week) -> None:
    week.proposing().settled()
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_429=1, methods=["chat.update"])
    week.bo.proposes("Procurement")
    week.settled()
    start = len(week.world.calls)
    week.cy.proposes("Transport")
    week.settled()
    assert updates(week, start) == []
    week.world.workspace.faults(rate_429=0, methods=None)
    week.world.passes(minutes=1)
    assert "#2 *Transport*" in board(week)


def test_what_a_dead_painter_had_taken_is_painted_once_its_time_is_over(week: Week) -> None:
    week.proposing().settled()
    now = week.world.clock.now()
    with week.world.database.begin() as db:
        db.execute(
            update(BoardRow).values(
                unpainted=BoardRow.unpainted + 1, shown="", claim="dead", claimed_until=now
            )
        )
    start = len(week.world.calls)
    week.settled()
    assert len(updates(week, start)) == 1


def test_two_processes_paint_it_once(week: Week) -> None:
    week.proposing().settled()
    other = week.world._new_ticks()
    start = len(week.world.calls)
    week.bo.proposes("Procurement")
    with week.world.database.begin() as db:  # what one has taken, the other leaves alone
        db.execute(
            update(BoardRow).values(
                claim="other", claimed_until=datetime(2027, 11, 22, 9, 41, tzinfo=UTC)
            )
        )
    other.repaint()
    week.world.ticks.repaint()
    assert updates(week, start) == []
    week.world.passes(minutes=1)
    assert "#1 *Procurement*" in board(week)


def test_a_board_whose_posting_was_interrupted_is_found_and_not_posted_twice(week: Week) -> None:
    shown = week.cy.board()
    with week.world.database.begin() as db:
        key = MessageRow.kind == "board_posted"
        claim = {"status": "sending", "settled_at": None, "slack_ts": None}
        db.execute(update(MessageRow).where(key).values(**claim, look_at=week.world.clock.now()))
        db.execute(update(BoardRow).values(slack_ts=None))
    week.proposing()
    assert week.cy.board().ts == shown.ts
    assert "*Proposing is open*" in board(week)


# By typing


def test_a_facilitator_has_it_posted_anew_and_the_one_before_goes(week: Week) -> None:
    before = week.cy.board()
    said = week.ada.runs("board").text
    assert "posted again at the end of the channel" in said
    assert "on its way" in week.ada.runs("board").text
    after = week.cy.board()
    assert after.ts != before.ts
    assert week.cy.reads()[-1].ts < after.ts
    assert pins(week)[-1] == after.ts


def test_only_facilitators_have_it_posted_anew(week: Week) -> None:
    assert "Only facilitators" in week.bo.runs("board").text


def test_it_leads_to_home(week: Week) -> None:
    week.proposing()
    assert f"id={week.world.sandbox.app_id}&amp;tab=home|Open your Home>" in board(week)


def test_what_is_painted_says_in_text_what_it_says_in_blocks(week: Week) -> None:
    week.voting("Procurement", "Transport").settled()
    request = updates(week)[-1].request
    blocks = request["blocks"]
    blocks = json.loads(blocks) if isinstance(blocks, str) else blocks
    said = [block["text"]["text"] for block in blocks if "text" in block]
    assert [text for text in said if text not in request["text"]] == []
