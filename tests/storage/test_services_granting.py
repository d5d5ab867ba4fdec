"""A facilitator grants or declines a request: under which rules, and who is told."""

from datetime import timedelta
from functools import partial

import pytest

from openspace import RuleViolation
from openspace.absences import Absence
from openspace.requests import Status
from openspace.spaces import Window
from services import (
    absences,
    drafting,
    granting,
    home,
    people,
    placing,
    proposing,
    request_places,
    requesting,
    requests,
    rooms,
    signup,
    timetable,
    visits,
    voting,
)
from services.granting import Answered
from services.news import ChangeAsked, RequestAnswered, SeatChanged
from services.requesting import Outcome
from services.requests import ToAnswer
from storage.database import Database
from tests.storage.at_once import at_once, problems
from tests.storage.promised import mark, promised
from tests.storage.requested import drafted, places, seen, swap, to_noon, told, two_published
from tests.storage.week import NOON, NOW, TEN, TUESDAY, Week, user_id


@pytest.fixture
def week(week: Week) -> Week:
    return two_published(week)


# What is in the way


def test_an_absence_is_told_to_facilitators_alone(week: Week) -> None:
    away = Absence(NOW + timedelta(days=1, hours=2), NOW + timedelta(days=1, hours=4))
    week.bo(absences.add, lambda _here: [away])
    to_noon(week)
    swap(week)
    obstacle = seen(week, "ada").obstacle
    assert obstacle is not None
    assert obstacle.text == ("<@UBO> hosts #1 and cannot be there on Tue 23 Nov 12:00-13:00.")
    assert [one.obstacle for one in week.mallory.sees(requests.show).listed] == [None, None]
    week.ada(people.add_facilitator, user_id("cy"))
    assert all(one.obstacle is None for one in week.cy.sees(request_places.places, 1).choices[:1])
    assert "cannot be there" in week.ada.is_refused(granting.grant, 1, word="")


def test_what_is_possible_comes_first_among_the_places(week: Week) -> None:
    found = week.mallory.sees(request_places.places, 1).choices
    labels = [
        (one.change.session.room.name, one.change.session.slot.starts_at.hour, bool(one.obstacle))
        for one in found
    ]
    assert labels == [("Room B", 10, False), ("Room A", 12, False), ("Room B", 12, True)]
    swaps = week.mallory.sees(request_places.swaps, 1).choices
    assert [one.other and one.other.number for one in swaps] == [2]


def test_a_taken_place_is_refused_when_granting_and_nothing_changes(week: Week) -> None:
    to_noon(week, room="Room B")
    obstacle = seen(week, "mallory").obstacle
    assert obstacle is not None
    assert obstacle.text == "Room B holds #2 “Second topic” on Tue 23 Nov 12:00-13:00."
    assert week.ada.is_refused(granting.grant, 1, word="") == (
        "Room B holds #2 “Second topic” on Tue 23 Nov 12:00-13:00. So request 1 cannot be granted."
        " Change that first: `/openspace timetable`. Or decline it: `/openspace decline 1`."
    )


def test_a_request_whose_session_changed_meanwhile_is_overtaken(week: Week) -> None:
    to_noon(week)
    swap(week)
    week.has_published(1, "Room B")
    assert [seen(week, "cy", n).is_overtaken for n in (1, 2)] == [True, True]
    assert week.ada.is_refused(granting.grant, 1, word="").startswith("Request 1 is overtaken")
    # What was overtaken is no reason not to ask again.
    assert to_noon(week) is Outcome.NEW
    week.ada(granting.decline, 1, word="")
    week.cy(proposing.withdraw, 2)
    assert seen(week, "ada", 2).is_overtaken
    later = week.ada.at(NOW + timedelta(days=1, hours=1)).sees(requests.show).listed
    assert [one.is_overtaken for one in later] == [True, True]


# Granting


def test_what_else_the_draft_holds_stays_unpublished(week: Week) -> None:
    to_noon(week)
    week.ada(placing.pin, 1, is_pinned=True)
    week.has_session(3, "Room B")
    answered = week.ada(granting.grant, 1, word="Yes")
    assert [change.session.number for change in answered.changes] == [1]
    assert places(week) == {1: ("Room A", 12), 2: ("Room B", 12)}
    assert drafted(week) == {**places(week), 3: ("Room B", 10)}
    draft = week.ada.sees(timetable.draft)
    assert [change.session.number for change in draft.changes] == [3]
    assert [one.number for one in draft.sessions if one.is_pinned] == [1]
    assert (seen(week, "mallory").request.status, seen(week, "mallory").request.answer) == (
        Status.GRANTED,
        "Yes",
    )


def test_granting_a_swap_changes_both_places(week: Week) -> None:
    swap(week)
    week.ada(granting.grant, 1, word="")
    assert places(week) == {1: ("Room B", 12), 2: ("Room A", 10)} == drafted(week)
    assert week.ada.is_refused(timetable.publish).startswith("Everyone already sees")


def test_a_draft_in_the_way_is_refused_with_the_way_out(week: Week) -> None:
    to_noon(week)
    week.has_session(3, "Room A", start=NOON)
    assert week.ada.is_refused(granting.grant, 1, word="").startswith(
        "In the draft, something else is there. Room A holds #3 “Third topic” on Tue 23 Nov"
        " 12:00-13:00. Publish the draft first, or move that one: `/openspace timetable`."
    )
    week.ada(placing.unplace, 3)
    week.has_session(1, "Room B")
    assert week.ada.is_refused(granting.grant, 1, word="").startswith(
        "In the draft #1 is not where people see it now."
    )
    week.has_session(1, "Room A", start=NOON)
    assert week.ada(granting.grant, 1, word="").is_granted


def test_exactly_those_are_told_whom_a_granted_change_affects(week: Week) -> None:
    for name in ("g1", "g2", "g3", "dee"):
        week[name](signup.join, (1,), anyway=False)
    to_noon(week, "dee")
    week["g3"](requesting.back, 1)
    week["other"](requesting.back, 1)
    assert told(week, lambda: week.ada(granting.grant, 1, word="")) == [
        ("RequestAnswered", user_id("dee")),
        ("RequestAnswered", user_id("g3")),
        ("RequestAnswered", user_id("other")),
        ("SessionChanged", user_id("bo")),
        ("SessionChanged", user_id("g1")),
        ("SessionChanged", user_id("g2")),
        ("TimetablePublished", ""),
    ]
    assert to_noon_back(week) == ["g1", "g2", "g3", "dee"]


def to_noon_back(week: Week) -> list[str]:
    """Let session 1 go to a room for four; return who has a seat there, as they are told."""
    week["g1"](requesting.ask_move, 1, day=TUESDAY, start=TEN, room_name="Room B", reason="")
    before = mark(week.database)
    week.ada(granting.grant, 2, word="")
    news = promised(week.database, after=before)
    gained = [item.user_id for item in news if isinstance(item, SeatChanged)]
    assert gained == [user_id("g3"), user_id("dee")]
    return ["g1", "g2", *(one.removeprefix("U").lower() for one in gained)]


def test_declining_tells_who_asked_and_who_backs_it_and_nobody_else(week: Week) -> None:
    to_noon(week)
    week.cy(requesting.back, 1)
    before = mark(week.database)
    answered = week.ada(granting.decline, 1, word="The room is booked.")
    assert (answered.is_granted, answered.told) == (False, 2)
    news = promised(week.database, after=before)
    assert [(i.user_id, i.word, i.has_asked) for i in news if isinstance(i, RequestAnswered)] == [
        (user_id("mallory"), "The room is booked.", True),
        (user_id("cy"), "The room is booked.", False),
    ]
    assert len(news) == 2
    assert places(week) == {1: ("Room A", 10), 2: ("Room B", 12)}


def test_only_facilitators_answer_and_each_request_once(week: Week) -> None:
    to_noon(week)
    for deed in (granting.grant, granting.decline):
        assert week.bo.is_refused(deed, 1, word="").startswith("Only facilitators")
    assert week.ada.is_refused(granting.grant, 1, word="x" * 301).startswith("Your word has")
    week.ada(granting.decline, 1, word="")
    assert week.ada.is_refused(granting.grant, 1, word="") == (
        "Request 1 was declined already, so nothing was changed. `/openspace requests` lists those"
        " that are open."
    )


def test_of_two_who_grant_and_decline_at_once_the_first_wins(week: Week) -> None:
    week.ada(people.add_facilitator, user_id("cy"))
    for number in range(1, 5):
        # Here and there, so that each round begins with something that can be granted.
        start = NOON if places(week)[1] == ("Room A", 10) else TEN
        week.mallory(
            requesting.ask_move, 1, day=TUESDAY, start=start, room_name="Room A", reason=""
        )
        results = at_once(
            [
                partial(week.ada, granting.grant, number, word=""),
                partial(week.cy, granting.decline, number, word=""),
                partial(week.cy, granting.grant, number, word=""),
            ]
        )
        won = [one for one in results if isinstance(one, Answered)]
        lost = problems(results)
        assert (len(won), [type(one) for one in lost]) == (1, [RuleViolation] * 2), results
        hour = places(week)[1][1]
        assert (hour == start.hour) is won[0].is_granted


# Told


def test_a_facilitators_home_counts_the_requests_that_wait(week: Week) -> None:
    def counted() -> int:
        inside = week.ada.sees(home.show).inside
        assert inside is not None
        assert inside.needs is not None
        return inside.needs.requests

    assert counted() == 0
    to_noon(week)
    swap(week)
    assert counted() == 2
    week.ada(granting.decline, 1, word="")
    week.mallory(requesting.take_back, 2)
    assert counted() == 0


def test_a_facilitator_is_told_of_what_still_waits_and_of_nothing_else(week: Week) -> None:
    to_noon(week)
    item = ChangeAsked(user_id("ada"), week.space, 1)
    with week.database.reading() as db:
        here = visits.look(db, week.ada.visit)
        told_now = requests.to_answer(db, here, item)
        bo = requests.to_answer(db, visits.look(db, week.bo.visit), item)
    assert isinstance(told_now, ToAnswer)
    assert bo is None
    week.mallory(requesting.take_back, 1)
    with week.database.reading() as db:
        assert requests.to_answer(db, here, item) is None


def test_an_answer_says_only_what_still_holds(week: Week, database: Database) -> None:
    to_noon(week)
    before = mark(week.database)
    week.ada(granting.grant, 1, word="")
    (item,) = [one for one in promised(database, after=before) if isinstance(one, RequestAnswered)]
    with database.reading() as db:
        assert requests.as_it_is(db, item) == item
    week.has_published(1, "Room B")
    with database.reading() as db:
        assert requests.as_it_is(db, item).changes == ()


def test_a_room_that_is_gone_overtakes_a_request(week: Week) -> None:
    week.has_room("Room C", 5)
    to_noon(week, room="Room C")
    week.ada(rooms.remove, "Room C")
    assert (seen(week, "ada").is_overtaken, seen(week, "ada").place) == (True, None)


def test_facilitators_alone_read_what_a_request_does_to_peoples_wishes(week: Week) -> None:
    week.has_published(2, "Room B", start=TEN)
    for n in range(12):
        week[f"v{n}"](voting.set_dots, {1: 1, 2: 1})
    to_noon(week, "cy")
    assert seen(week, "ada").effect == ""  # while people vote, nothing of it is told
    week.closes(Window.VOTING)
    assert seen(week, "ada").effect == "about 5 more wishes are met"
    assert seen(week, "cy").effect == ""
    told_to_ada = week.ada.sees(granting.begin, 1).listed
    assert told_to_ada.effect == "about 5 more wishes are met"


def test_undoing_a_granted_change_puts_the_draft_back_and_leaves_what_people_see(
    week: Week,
) -> None:
    to_noon(week)
    week.ada(granting.grant, 1, word="")
    week.ada(drafting.undo)
    assert (drafted(week)[1], places(week)[1]) == (("Room A", 10), ("Room A", 12))
