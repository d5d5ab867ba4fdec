"""Dots are given and taken back in secret, and the tally is seen by whom people were told."""

import pytest
from sqlalchemy import delete

from openspace.spaces import TallySeenBy, Window
from openspace.tally import Coverage
from services import proposing, spaces, talks, tally, voting
from storage import ballots
from storage import spaces as stored_spaces
from storage.tables import HostRow
from tests.storage.week import TEN, TUESDAY, Week

F, E, A = TallySeenBy.FACILITATORS, TallySeenBy.EVERYONE, TallySeenBy.AFTER


@pytest.fixture
def week(week: Week) -> Week:
    week.has_topics("First topic", "Second topic", "Third topic")
    return week


def test_dots_are_set_and_not_added(week: Week) -> None:
    week.bo(voting.set_dots, {1: 2})
    week.bo(voting.set_dots, {1: 2, 3: 1})
    listing = week.bo(voting.set_dots, {3: 0})
    assert (listing.mine, listing.dots_left) == ({1: 2}, 3)


def test_a_sixth_dot_is_refused_and_changes_nothing(week: Week) -> None:
    week.bo(voting.set_dots, {1: 3, 2: 2})
    assert week.bo.is_refused(voting.set_dots, {2: 2, 3: 1}) == (
        "That is 1 more than your 5 dots. Take some off another topic first: `/vote remove 1`."
    )
    assert week.bo.is_refused(voting.set_dots, {1: 3, 2: 9}) == (
        "That is 7 more than your 5 dots. Name fewer topics, or give fewer dots to each: `/vote`."
    )
    assert week.bo.sees(proposing.listing).mine == {1: 3, 2: 2}


def test_dots_are_taken_off_some_topics_or_all(week: Week) -> None:
    week.bo(voting.set_dots, {1: 1, 2: 2, 3: 2})
    assert week.bo(voting.remove, (1, 3)).mine == {2: 2}
    assert week.bo(voting.clear).mine == {}


def test_each_person_sees_their_own_ballot_only(week: Week) -> None:
    week.bo(voting.set_dots, {1: 5})
    week.cy(voting.set_dots, {2: 1})
    assert [week[name].sees(proposing.listing).mine for name in ("bo", "cy", "ada", "mallory")] == [
        {1: 5},
        {2: 1},
        {},
        {},
    ]


def test_no_ballot_changes_while_voting_is_closed(week: Week) -> None:
    week.bo(voting.set_dots, {1: 5})
    week.closes(Window.VOTING)
    sentence = (
        "Voting is closed, so your dots stay as they are. `/vote` shows them; the channel is told"
        " when voting opens."
    )
    assert week.bo.is_refused(voting.set_dots, {1: 4}) == sentence
    assert week.bo.is_refused(voting.remove, (1,)) == sentence
    assert week.bo.is_refused(voting.clear) == sentence
    assert week.bo.sees(proposing.listing).mine == {1: 5}


def test_numbers_that_are_not_there_are_named_with_the_range_that_is(week: Week) -> None:
    assert week.bo.is_refused(voting.set_dots, {1: 1, 99: 1, 98: 1}) == (
        "Topic 99 isn't there: the numbers go from 1 to 3. `/topics` lists them."
    )
    week.ada(proposing.withdraw, 2)
    assert week.bo.is_refused(voting.remove, (2,)) == (
        "#2 was withdrawn. `/topics` lists those there are."
    )


def test_nobody_votes_for_a_talk(week: Week) -> None:
    week.has_slots()
    week.has_room("Room A", 10)
    week.ada(talks.add, title="A talk", day=TUESDAY, start=TEN, room_name="Room A", speakers="Una")
    assert week.bo.is_refused(voting.set_dots, {1: 1, 4: 1}) == (
        "#4 is a talk: nobody votes for it, everybody may come. `/agenda week` shows when it is."
    )


def test_the_budget_may_fall_only_until_somebody_votes(week: Week) -> None:
    assert week.ada(spaces.set_budget, 4).space.budget == 4
    week.bo(voting.set_dots, {1: 1})
    for dots in (1, 3):  # the same words, so that trying tells nothing about any ballot
        assert week.ada.is_refused(spaces.set_budget, dots) == (
            "People have begun to vote with 4 dots each, and no dot is taken back. More are"
            " possible: `/openspace dots 5`."
        )
    for dots in (0, 101, -1):
        assert week.ada.is_refused(spaces.set_budget, dots) == (
            "Everyone can have 1 to 100 dots. Type for example `/openspace dots 5`."
        )
    week.ada(spaces.set_budget, 100)
    assert week.bo(voting.set_dots, {3: 99}).dots_left == 0


def test_the_tally_counts_dots_voters_and_turnout(week: Week) -> None:
    week.bo(voting.set_dots, {1: 2, 2: 3})
    week.cy(voting.set_dots, {2: 1})
    week["dee"](voting.set_dots, {1: 2})
    shown = week.ada.sees(tally.show)
    rows = [(row.rank, row.total.number, row.total.dots, row.total.voters) for row in shown.rows]
    assert rows == [(1, 1, 4, 2), (1, 2, 4, 2), (3, 3, 0, 0)]
    assert (shown.turnout, shown.dots, shown.is_voting_open) == (3, 8, True)


@pytest.mark.parametrize(
    ("seen_by", "is_voting_open", "by_facilitator", "by_participant"),
    [
        (F, True, True, False),
        (F, False, True, False),
        (E, True, True, True),
        (E, False, True, True),
        (A, True, False, False),
        (A, False, True, True),
    ],
)
def test_the_tally_is_seen_by_whom_people_were_told(
    week: Week,
    seen_by: TallySeenBy,
    *,
    is_voting_open: bool,
    by_facilitator: bool,
    by_participant: bool,
) -> None:
    week.ada(spaces.set_tally_seen_by, seen_by)
    week.bo(voting.set_dots, {1: 2})
    if not is_voting_open:
        week.closes(Window.VOTING)
    for who, sees in ((week.ada, by_facilitator), (week.bo, by_participant)):
        if sees:
            assert who.sees(tally.show).dots == 2
        else:
            assert who.is_refused(tally.show).startswith("The tally is not ")


@pytest.mark.parametrize(
    ("now", "wanted", "is_allowed"),
    [
        (F, F, True),
        (F, E, False),
        (F, A, False),
        (E, F, True),
        (E, E, True),
        (E, A, True),
        (A, F, False),
        (A, E, False),
        (A, A, True),
    ],
)
def test_who_sees_the_tally_is_tightened_only_once_a_dot_is_given(
    week: Week, now: TallySeenBy, wanted: TallySeenBy, *, is_allowed: bool
) -> None:
    week.ada(spaces.set_tally_seen_by, wanted)
    week.ada(spaces.set_tally_seen_by, now)
    week.bo(voting.set_dots, {1: 1})
    if is_allowed:
        assert week.ada(spaces.set_tally_seen_by, wanted).space.tally_seen_by is wanted
    else:
        assert week.ada.is_refused(spaces.set_tally_seen_by, wanted).endswith(
            f"That promise holds, so it stays at `/openspace tally {now.value}`."
        )


def themed(week: Week) -> Week:
    """Topics 4 to 6, of which the last has no theme; 1 to 3 have none either."""
    with week.database.begin() as db:
        stored_spaces.add_themes(db, week.space, ("Time", "Digital", "Nobody's"))
    for title, theme in (("Wifi", "Digital"), ("Pace", "Time"), ("Tea", None)):
        week.bo(proposing.propose, title, theme=theme)
    return week


def test_the_tally_says_what_each_theme_has_and_who_lacks_a_host(week: Week) -> None:
    themed(week)
    week.bo(voting.set_dots, {4: 2, 5: 1, 6: 1})
    week.cy(voting.set_dots, {4: 3})
    with week.database.begin() as db:
        found = ballots.topic_ids(db, week.space, (2, 6))
        db.execute(delete(HostRow).where(HostRow.topic_id.in_(found.values())))
    shown = week.ada.sees(tally.show)
    assert shown.coverage == (
        Coverage("Time", topics=1, dots=1),
        Coverage("Digital", topics=1, dots=5),
        Coverage("Nobody's", topics=0, dots=0),
        Coverage(None, topics=4, dots=1),
    )
    assert shown.without_host == (2, 6)
    assert (shown.turnout, shown.dots) == (2, 7)


def test_a_ballot_is_narrowed_to_a_theme_and_keeps_all_dots_in_mind(week: Week) -> None:
    themed(week)
    week.cy(voting.set_dots, {4: 2, 6: 1})
    narrowed = week.cy.sees(voting.show, theme="digital")
    assert [topic.number for topic in narrowed.topics] == [4]
    assert (narrowed.theme, narrowed.themes) == ("Digital", ("Digital", "Time"))
    assert (narrowed.mine, narrowed.dots_left) == ({4: 2, 6: 1}, 2)
    whole = week.cy.sees(voting.show)
    assert sorted(topic.number for topic in whole.topics) == [1, 2, 3, 4, 5, 6]
    assert week.cy(voting.set_dots, {4: 2}).topics == whole.topics
