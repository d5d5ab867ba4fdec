"""Topics are proposed, found and taken back."""

from openspace.spaces import Window
from services import proposing, signup, talks, timetable, voting
from services.news import TopicWithdrawn
from tests.storage.promised import mark, promised
from tests.storage.week import NOON, TEN, TUESDAY, Week, user_id


def test_topics_are_numbered_in_sequence_and_talks_with_them(week: Week) -> None:
    week.has_topics("First topic")
    week.has_slots()
    week.has_room("Room A", 10)
    week.ada(
        talks.add,
        title="A talk",
        day=TUESDAY,
        start=TEN,
        room_name="Room A",
        speakers="Una Galbraith",
    )
    week.has_topics("Second topic", by="cy")
    listing = week.bo.sees(proposing.listing)
    assert [(t.number, t.title, t.speakers, t.hosts) for t in listing.topics] == [
        (1, "First topic", None, (user_id("bo"),)),
        (2, "A talk", "Una Galbraith", ()),
        (3, "Second topic", None, (user_id("cy"),)),
    ]


def test_a_number_is_not_given_again_once_its_topic_is_withdrawn(week: Week) -> None:
    week.has_topics("First topic", "Second topic")
    week.bo(proposing.withdraw, 2)
    assert week.bo(proposing.propose, "Second topic").topic.number == 3


def test_who_proposes_the_same_title_twice_is_shown_the_first(week: Week) -> None:
    first = week.bo(proposing.propose, "How do we start?")
    again = week.bo(proposing.propose, "  how do  WE start ")
    assert (again.topic, again.was_there) == (first.topic, True)
    assert week.cy(proposing.propose, "How do we start?").topic.number == 2
    week.closes(Window.PROPOSALS)
    assert week.bo(proposing.propose, "How do we start?").was_there


def test_nothing_is_proposed_while_proposing_is_closed(week: Week) -> None:
    week.closes(Window.PROPOSALS)
    assert week.bo.is_refused(proposing.propose, "A topic") == (
        "Proposing is closed just now, so nothing can be added. The channel is told when it opens;"
        " a facilitator opens it with `/openspace open proposals`."
    )


def test_a_title_that_cannot_be_changes_nothing(week: Week) -> None:
    for title in ("", "ab", "x" * 151):
        week.bo.is_refused(proposing.propose, title)
    week.bo.is_refused(proposing.propose, "A title", description="x" * 2001)
    longest = week.bo(proposing.propose, "ΐ" * 150, description="x" * 2000)
    assert longest.topic.title == "ΐ" * 150


def test_topics_are_found_by_all_of_the_words_in_any_case(week: Week) -> None:
    week.has_topics("Money for participation", "Time for participation", "Something else")

    def numbers(words: str) -> list[int]:
        return [topic.number for topic in week.bo.sees(proposing.listing, words=words).topics]

    assert [numbers(words) for words in ("", "PARTICIPATION", "time part", "money else")] == [
        [1, 2, 3],
        [1, 2],
        [2],
        [],
    ]
    assert week.bo.sees(proposing.listing, words="money").total == 3


def test_a_withdrawn_topic_gives_its_dots_back_and_tells_exactly_whom_it_concerns(
    week: Week,
) -> None:
    week.has_topics("The topic that goes", "Another topic")
    week.has_slots()
    week.has_room("Room A", 10)
    week.has_published(1, "Room A")
    week.has_published(2, "Room A", start=NOON)
    week["voter"](voting.set_dots, {1: 3, 2: 2})
    week["guest"](signup.join, (1,), anyway=False)
    week["both"](voting.set_dots, {1: 1})
    week["both"](signup.join, (1,), anyway=False)
    week["neither"](voting.set_dots, {2: 5})
    week["neither"](signup.join, (2,), anyway=False)
    week.ada(voting.set_dots, {1: 1})

    before = mark(week.database)
    gone = week.ada(proposing.withdraw, 1)
    news = promised(week.database, after=before)

    def told(name: str, *, dots_back: int = 0, seat: bool = False, host: bool = False) -> object:
        return TopicWithdrawn(
            user_id=user_id(name),
            space=gone.here.space,
            number=1,
            title="The topic that goes",
            dots_back=dots_back,
            had_signed_up=seat,
            was_host=host,
        )

    assert set(news) == {
        told("voter", dots_back=3),
        told("guest", seat=True),
        told("both", dots_back=1, seat=True),
        told("bo", host=True),
    }
    assert len(news) == 4
    assert week["voter"].sees(proposing.listing).mine == {2: 2}
    assert week["neither"].sees(proposing.listing).mine == {2: 5}
    assert [topic.number for topic in week.bo.sees(proposing.listing).topics] == [2]
    assert [session.number for session in week.ada.sees(timetable.draft).sessions] == [2]


def test_only_its_author_or_a_facilitator_withdraws_a_topic(week: Week) -> None:
    week.has_topics("A topic")
    assert week.mallory.is_refused(proposing.withdraw, 1) == (
        "Only whoever proposed #1 or a facilitator can withdraw it. `/openspace facilitators` shows"
        " whom to ask."
    )
    before = mark(week.database)
    assert week.bo(proposing.withdraw, 1).title == "A topic"
    assert promised(week.database, after=before) == []


def test_a_topic_that_is_not_there_is_named_with_the_range_that_is(week: Week) -> None:
    assert week.bo.is_refused(proposing.withdraw, 7) == (
        "There are no topics yet. Propose the first: `/propose Your title`."
    )
    week.has_topics("Only topic")
    assert week.bo.is_refused(proposing.withdraw, 7) == (
        "Topic 7 isn't there: the numbers begin with 1. `/topics` lists them."
    )
    week.has_topics("Second topic", "Third topic")
    week.bo(proposing.withdraw, 1)
    assert week.bo.is_refused(proposing.withdraw, 1) == (
        "#1 was withdrawn. `/topics` lists those there are."
    )
    assert week.bo.is_refused(proposing.withdraw, 9) == (
        "Topic 9 isn't there: the numbers go from 2 to 3. `/topics` lists them."
    )
