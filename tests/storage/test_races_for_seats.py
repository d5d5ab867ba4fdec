"""Two hundred want ten seats at the same moment: is nobody told what isn't so?"""

from collections.abc import Iterator, Sequence
from functools import partial
from random import Random

import pytest
from sqlalchemy import select

from services import agenda, signup
from services.news import SeatChanged
from services.signup import SignedUp
from storage import people, signups
from storage.tables import SessionRow
from tests import databases
from tests.databases import PostgresServer
from tests.storage import week as weeks
from tests.storage.at_once import at_once, happens, problems, without_row_lock
from tests.storage.promised import mark, promised
from tests.storage.week import Week, user_id

SEATS = 10
GUESTS = tuple(f"g{n}" for n in range(200))


def with_ten_seats(week: Week) -> Week:
    week.has_topics("Ten seats")
    week.has_slots()
    week.has_room("Room A", SEATS)
    week.has_published(1, "Room A")
    return week


@pytest.fixture
def week(week: Week) -> Week:
    return with_ten_seats(week)


@pytest.fixture
def on_postgres(postgres: PostgresServer) -> Iterator[Week]:
    """The same on PostgreSQL only, where each lock can be taken away by itself."""
    with databases.opened(postgres.new_database()) as database:
        yield with_ten_seats(weeks.open_week(database))


def join(week: Week, guests: Sequence[str]) -> dict[str, int]:
    """Let all *guests* sign up at once; return the position that each was told, by user id."""
    deeds = [partial(week[guest], signup.join, (1,), anyway=False) for guest in guests]
    told: dict[str, int] = {}
    for guest, answer in zip(guests, at_once(deeds), strict=True):
        assert isinstance(answer, SignedUp), answer
        place = answer.entries[0].mine
        assert place is not None
        told[user_id(guest)] = place.position
    return told


def leave(week: Week, guests: Sequence[str]) -> list[str]:
    """Let all *guests* leave at once; return who were told that a seat is theirs."""
    before = mark(week.database)
    results = at_once([partial(week[guest], signup.leave, (1,)) for guest in guests])
    assert problems(results) == []
    told = promised(week.database, after=before)
    return [item.user_id for item in told if isinstance(item, SeatChanged) and item.has_seat]


def in_order(week: Week) -> list[str]:
    """Return the user ids on the list, first come first."""
    with week.database.reading() as db:
        order = signups.order(db, db.scalars(select(SessionRow.topic_id)).one())
        names = people.user_ids(db, order)
    return [names[one] for one in order]


def test_of_two_hundred_who_race_for_ten_seats_ten_get_one_and_all_hear_their_true_place(
    week: Week,
) -> None:
    told = join(week, GUESTS)
    assert told == {guest: place for place, guest in enumerate(in_order(week), start=1)}
    assert sorted(told.values()) == list(range(1, 201))
    entry = week.ada.sees(agenda.show).entries[0]
    assert (entry.free, entry.waiting) == (0, 190)


def test_when_all_leave_at_once_each_who_moves_up_is_told_exactly_once(week: Week) -> None:
    join(week, GUESTS[:80])
    first = in_order(week)
    names = {user_id(guest): guest for guest in GUESTS}
    leavers = [*first[:6], *first[20:60]]
    Random(7).shuffle(leavers)
    told = leave(week, [names[one] for one in leavers])
    stayed = in_order(week)
    assert stayed == [one for one in first if one not in leavers]
    # Somebody who left at that moment may have been given a seat just before.
    assert set(stayed[:SEATS]) - set(first[:SEATS]) <= set(told)
    assert set(told) <= set(stayed[:SEATS]) | set(leavers)
    told += leave(week, [names[one] for one in stayed])
    assert in_order(week) == []
    assert len(told) == len(set(told))


def test_without_its_lock_the_race_is_lost_for_seats(on_postgres: Week) -> None:
    def somebody_hears_what_is_not_so() -> bool:
        told = join(on_postgres, GUESTS[:30])
        is_wrong = sorted(told.values()) != list(range(1, 31))
        leave(on_postgres, GUESTS[:30])
        return is_wrong

    with without_row_lock(on_postgres.database, "sessions"):
        assert happens(somebody_hears_what_is_not_so)


def test_without_its_lock_the_race_is_lost_for_the_waiting_list(on_postgres: Week) -> None:
    def somebody_hears_it_twice_or_never() -> bool:
        join(on_postgres, GUESTS[:30])
        names = {user_id(guest): guest for guest in GUESTS}
        order = in_order(on_postgres)
        told = leave(on_postgres, [names[one] for one in order[:SEATS]])
        is_wrong = sorted(told) != sorted(order[SEATS : 2 * SEATS])
        leave(on_postgres, [names[one] for one in order[SEATS:]])
        return is_wrong

    with without_row_lock(on_postgres.database, "sessions"):
        assert happens(somebody_hears_it_twice_or_never)
