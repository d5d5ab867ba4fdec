"""One claim becomes one letter: what is true is said, the rest put aside with the reason."""

from dataclasses import replace

import pytest

from openspace.notices import Notices
from openspace.spaces import Window
from services import delivery, letters, people, proposing, visits, voting, windows
from services.current import CHANGED_AGAIN
from services.delivery import Letter
from services.news import ClosesSoon, MadeFacilitator
from services.reminders import VotingCloses
from storage.claims import Claim
from storage.database import Database
from tests.storage import clockwork, post
from tests.storage.post import FAST, HOUR, claim, note, put, rows
from tests.storage.week import NOW, TEAM, Week, user_id


@pytest.fixture
def week(week: Week) -> Week:
    """Nothing is to be sent."""
    post.send_all(week.database)
    return week


def letter(database: Database, one: Claim) -> Letter:
    with database.reading() as db:
        return delivery.letter(db, one, team_id=TEAM, now=NOW)


def claim_of(week: Week, name: str) -> Claim:
    """Return all that is due to somebody, claimed at once."""
    claimed = claim(week.database, now=NOW, pace=FAST, most=100)
    return next(one for one in claimed if one.recipient == user_id(name))


def number(week: Week, kind: str, name: str) -> int:
    """Return the number of the only message of a kind to somebody."""
    to = user_id(name)
    (found,) = (
        row.id for row in rows(week.database).values() if (row.kind, row.recipient) == (kind, to)
    )
    return int(found)


def test_what_is_dropped_due_later_and_broken_is_kept_apart(week: Week) -> None:
    week.ada(people.add_facilitator, user_id("cy"))
    week.ada(people.remove_facilitator, user_id("cy"))
    closes_at = NOW + 3 * HOUR
    week.ada(windows.set_window, Window.VOTING, is_open=True, until=closes_at)
    broken = [
        note("not that", "UCY", kind="seat_changed"),
        note("unheard of", "UCY", kind="unheard_of"),
        replace(note("no JSON", "UCY"), subject="{"),
    ]
    early = letters.written(ClosesSoon(user_id("cy"), week.space, closes_at), NOW)
    put(week.database, week.space, *broken, early)
    one = claim_of(week, "cy")
    found = letter(week.database, one)
    made, soon = number(week, "made_facilitator", "cy"), number(week, "closes_soon", "cy")
    ids = tuple(rows(week.database)[promise.key].id for promise in broken)
    assert found == Letter(
        one,
        week.ada.sees(visits.look).space,
        said=(),
        dropped=((made, CHANGED_AGAIN.reason),),
        later=((soon, NOW + HOUR),),
        broken=ids,
    )
    with week.database.begin() as db:
        delivery.put_aside(db, found, now=NOW)
    after = {row.id: (row.status, row.reason) for row in rows(week.database).values()}
    assert {number: after[number] for number in (made, soon, *ids)} == {
        made: ("dropped", CHANGED_AGAIN.reason),
        soon: ("pending", ""),
        **dict.fromkeys(ids, ("failed", delivery.UNREADABLE)),
    }
    assert rows(week.database)[early.key].not_before == NOW + HOUR


def test_what_is_true_is_said_together_with_a_stop_for_what_is_in_it(week: Week) -> None:
    week.ada(people.add_facilitator, user_id("cy"))
    week.ada(windows.set_window, Window.VOTING, is_open=True, until=NOW + HOUR)
    clockwork.tick(week.database, NOW)
    claimed = claim(week.database, pace=FAST, most=100)
    found = [letter(week.database, one) for one in claimed]
    assert [[type(said) for _, said in one.said] for one in found] == [
        [MadeFacilitator, VotingCloses],  # cy, in the order in which it was promised
        [VotingCloses],
    ]
    assert [one.ids for one in found] == [tuple(row.id for row in one.rows) for one in claimed]
    # Who wants to hear of their own things only still hears those.
    assert [one.stop_to for one in found] == [Notices.MINE, Notices.MINE]


def test_what_is_about_their_own_can_be_stopped_only_with_all_and_a_channel_stops_nothing(
    week: Week,
) -> None:
    week.has_topics("A topic")
    week.cy(voting.set_dots, {1: 1})
    week.ada(people.add_facilitator, user_id("bo"))
    week.ada(proposing.withdraw, 1)
    week.closes(Window.VOTING)
    found = {one.recipient: letter(week.database, one) for one in claim(week.database, pace=FAST)}
    assert {recipient: one.stop_to for recipient, one in found.items()} == {
        user_id("bo"): Notices.NONE,
        user_id("cy"): Notices.MINE,
        week.space.channel_id: None,
    }


def test_the_message_of_an_open_space_that_is_gone_cannot_be_read(week: Week) -> None:
    put(week.database, week.space, note("a", "UCY"))
    one = replace(claim_of(week, "cy"), space_id=week.space.id + 1)
    with pytest.raises(LookupError):
        letter(week.database, one)
