"""Facilitators offer another run, hosts say yes or no, and nobody votes for it."""

import pytest
from sqlalchemy.orm import Session

from openspace.runs import Answer, Crowded
from openspace.spaces import Window
from services import proposing, runs, signup, spaces, suggesting, tally, timetable, voting
from services.news import News, RunAccepted, RunOffered
from services.visits import Visit
from tests.storage.promised import mark, promised
from tests.storage.week import NOON, Week, user_id


@pytest.fixture
def week(week: Week) -> Week:
    """Bo hosts topics 1 and 2, of which 1 stands in a room with one seat and has two voters."""
    week.has_topics("First topic", "Second topic")
    week.has_slots()
    week.has_room("Room A", 1)
    week.opens(Window.VOTING)
    week.cy(voting.set_dots, {1: 2})
    week["dee"](voting.set_dots, {1: 1})
    week.has_session(1, "Room A")
    return week


def told(week: Week, after: int) -> list[News]:
    return [
        item
        for item in promised(week.database, after=after)
        if isinstance(item, RunOffered | RunAccepted)
    ]


def suggested(db: Session, visit: Visit) -> tuple[runs.Suggestion, ...]:
    return timetable.draft(db, visit).runs


def with_run(week: Week) -> None:
    """Let #3 be another run of #1."""
    week.ada(runs.offer, 1)
    week.bo(runs.answer, 1, Answer.YES)


def test_a_topic_with_more_voters_than_seats_is_suggested_until_it_has_another_run(
    week: Week,
) -> None:
    assert week.ada.sees(suggested) == ()  # while people vote, nothing is told
    week.closes(Window.VOTING)
    (found,) = week.ada.sees(suggested)
    assert (found.topic.number, found.reason, found.was_offered) == (1, Crowded(1, 2, 1), False)
    week.ada(runs.offer, 1)
    assert week.ada.sees(suggested)[0].was_offered
    week.bo(runs.answer, 1, Answer.NO)
    assert week.ada.sees(suggested)[0].answer is Answer.NO
    week.bo(runs.answer, 1, Answer.YES)
    assert week.ada.sees(suggested) == ()


def test_how_many_voted_is_not_told_while_the_tally_is_hidden(week: Week) -> None:
    with week.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE open_spaces SET tally_seen_by = 'after'")
    assert week.ada.sees(suggested) == ()


def test_hosts_are_asked_once_and_facilitators_told_of_a_yes_alone(week: Week) -> None:
    before = mark(week.database)
    assert week.ada(runs.offer, 1).was_offered is False
    assert week.ada(runs.offer, 1).was_offered is True
    space = week.ada.sees(tally.show).here.space
    offered = RunOffered(user_id("bo"), space, 1, "First topic")
    assert told(week, before) == [offered]
    week.bo(runs.answer, 1, Answer.NO)
    assert told(week, before) == [offered]
    added = week.bo(runs.answer, 1, Answer.YES)
    assert told(week, before) == [
        offered,
        RunAccepted(user_id("ada"), space, 1, "First topic", run=3),
    ]
    assert added.run is not None
    assert (added.run.run_of, added.run.hosts, added.run.title) == (
        1,
        (user_id("bo"),),
        "First topic (another run of #1)",
    )
    again = week.bo(runs.answer, 1, Answer.YES)
    assert (again.was_there, again.run) == (True, added.run)


def test_what_cannot_be_is_refused_in_a_sentence(week: Week) -> None:
    assert week.bo.is_refused(runs.answer, 1, Answer.YES).startswith("Nobody has asked")
    week.ada(runs.offer, 1)
    for other in ("ada", "cy"):
        assert week[other].is_refused(runs.answer, 1, Answer.YES).startswith("Only its hosts")
    assert week.cy.is_refused(runs.offer, 1).startswith("Only facilitators")
    week.bo(runs.answer, 1, Answer.YES)
    assert week.ada.is_refused(runs.offer, 1).startswith("#1 has another run already, #3.")
    assert week.ada.is_refused(runs.offer, 3).startswith("#3 is another run of #1 itself")
    week.bo(proposing.withdraw, 2)
    assert week.ada.is_refused(runs.offer, 2).startswith("#2 was withdrawn.")
    week.ada(spaces.close)
    assert "closed" in week.ada.is_refused(runs.offer, 2)


def test_two_topics_of_one_person_can_both_have_another_run(week: Week) -> None:
    with_run(week)
    week.ada(runs.offer, 2)
    week.bo(runs.answer, 2, Answer.YES)
    listed = week.ada.sees(proposing.listing).topics
    assert [(topic.number, topic.run_of) for topic in listed[2:]] == [(3, 1), (4, 2)]


def test_nobody_votes_for_another_run_and_no_tally_lists_it(week: Week) -> None:
    with_run(week)
    assert week.cy.is_refused(voting.set_dots, {3: 1}) == (
        "#3 is another run of #1, and dots on #1 count for both. Vote for that: `/vote 1`."
    )
    assert [one.number for one in week.cy.sees(voting.show).topics if one.number == 3] == []
    assert [row.total.number for row in week.ada.sees(tally.show).rows] == [1, 2]


def test_the_same_title_again_still_shows_the_first(week: Week) -> None:
    with_run(week)
    assert week.bo(proposing.propose, "First topic").topic.number == 1
    title = "First topic (another run of #1)"
    assert week.bo(proposing.propose, title).was_there is False


def test_whoever_wants_the_first_can_get_to_either_run(week: Week) -> None:
    with_run(week)
    week.cy(voting.set_dots, {2: 3})
    week.has_room("Room B", 5)
    week.has_session(3, "Room A", start=NOON)
    week.ada(timetable.publish)
    found = week.cy.sees(suggesting.show)
    assert found.met == 1
    week.cy(signup.join, (3,), anyway=False)
    assert [one.entry.session.number for one in week.cy.sees(suggesting.show).planned] == [3]


def test_another_run_stays_when_the_first_is_withdrawn_and_is_then_a_topic_of_its_own(
    week: Week,
) -> None:
    with_run(week)
    week.bo(proposing.withdraw, 1)
    assert week.cy(voting.set_dots, {3: 1}).mine == {3: 1}
    assert [row.total.number for row in week.ada.sees(tally.show).rows] == [3, 2]


def test_a_withdrawn_run_can_be_offered_and_added_anew(week: Week) -> None:
    with_run(week)
    week.bo(proposing.withdraw, 3)
    before = mark(week.database)
    week.ada(runs.offer, 1)
    assert len(told(week, before)) == 1
    added = week.bo(runs.answer, 1, Answer.YES)
    assert added.run is not None
    assert added.run.number == 4
