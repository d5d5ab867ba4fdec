"""Do the text, the blocks and the names of all controls of a message tell the same facts?

Screen readers read only `text`, and of a control only its accessible name. So each fact that is
seen must be in the text, each fact of the text must be seen, and each control must say by itself
what it does to which topic or session.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from handlers.blocks import (
    agenda,
    digests,
    mrkdwn,
    news,
    rooms,
    slots,
    spaces,
    talks,
    tally,
    timetable,
    topics,
    values,
    voting,
    welcome,
)
from handlers.blocks.message import Message
from handlers.blocks.values import Dots, View
from openspace.people import Kind, Person
from openspace.proposing import Topic
from openspace.signup import Place
from openspace.tally import Ranked, Total
from openspace.timetable import Change
from sandbox import elements
from services import news as told
from services.agenda import Agenda
from services.proposing import Listing
from services.rooms import Rooms
from services.slots import Slots
from services.spaces import Standing
from services.talks import Talks
from services.tally import Tally
from services.timetable import Draft
from services.visits import Here
from tests.unit import facts
from tests.unit.facts import Fact
from tests.unit.test_blocks_digests import AHEAD_OF_US, DONE
from tests.unit.test_blocks_limits import SHOWN, shown
from tests.unit.typical_case import FREE, FULL, ROOM_A, ROOM_B, SPACE, TALK, TUESDAY, at

BO = Here(SPACE, Person("UBO", Kind.MEMBER, 2, is_facilitator=True), at(9))
ENTRIES = (
    replace(FULL, mine=Place(3, has_seat=False, capacity=1)),
    replace(FREE, mine=Place(2, has_seat=True, capacity=12)),
    TALK,
)
SESSIONS = tuple(entry.session for entry in ENTRIES)
TOPICS = tuple(
    Topic(n, n, title, "What could go better?", "Digital first", None, 1, ("UCY",))
    for n, title in ((3, "Procurement & law"), (12, "Sharing <power>"), (41, "Rural transport"))
)
LISTING = Listing(BO, "", TOPICS, {3: 2, 41: 1}, 3, order=(3, 12, 41))
RANKED = tuple(
    Ranked(n, Total(topic.number, topic.title, dots=30 - n, voters=20 - n))
    for n, topic in enumerate(TOPICS, start=1)
)
STANDING = Standing(
    BO,
    topics=3,
    example_topic=3,
    sessions=7,
    rooms=2,
    slots=6,
    dots_left=2,
    is_published=True,
    has_ended=False,
)


def instant(hour: int) -> str:
    return str(int(at(hour).timestamp()))


SESSION_FACTS = (
    *(f"#{one.number} *{mrkdwn.escape(one.title)}*" for one in SESSIONS),
    "Room A",
    "Room B",
    *(instant(hour) for hour in (10, 11, 14, 15)),
)
TOPIC_FACTS = tuple(f"#{one.number} *{mrkdwn.escape(one.title)}*" for one in TOPICS)

TYPICAL: dict[str, tuple[Callable[[], Message], tuple[str, ...]]] = {
    "agenda": (
        lambda: agenda.agenda(
            Agenda(BO, ENTRIES, TUESDAY, is_published=True),
            ENTRIES,
            day=TUESDAY,
            view=View("agenda", str(TUESDAY)),
        ),
        (
            *SESSION_FACTS,
            "Week &amp; more, today Tue 23 Nov",
            "You are number 2 on the waiting list",
            "no seat free, 2 waiting",
            "You have a seat",
            "3 seats free",
            "1 seat free",
            "<@UBO>",
            "Jo Lee, SCN &amp; others",
        ),
    ),
    "ballot": (
        lambda: voting.ballot(LISTING),
        (*TOPIC_FACTS, "*2 dots*", "*1 dot*", "no dots", "*2 dots left* of 5"),
    ),
    "topics": (
        lambda: topics.listing(LISTING, page=1),
        (*TOPIC_FACTS, "3 in all", "Digital first", "What could go better?", "Your dots: 2"),
    ),
    "tally": (
        lambda: tally.tally(Tally(BO, RANKED, 19, is_voting_open=True)),
        (
            *TOPIC_FACTS,
            "29 dots from 19 people",
            "28 dots from 18 people",
            "27 dots from 17 people",
            "19 people have voted",
        ),
    ),
    "draft": (
        lambda: timetable.draft(
            Draft(
                BO,
                SESSIONS,
                TOPICS[:1],
                tuple({one.slot.starts_at: one.slot for one in SESSIONS}.values()),
                (ROOM_A, ROOM_B),
                (),
                is_published=False,
            )
        ),
        ("#4 ", "#7 ", "#9 ", "#3 ", "Room A (12)", "Room B (1)", "Sharing power"),
    ),
    "rooms": (
        lambda: rooms.rooms(Rooms(BO, (ROOM_A, ROOM_B))),
        ("Room A", "12 seats", "https://meet.example.org/a", "Room B", "1 seat"),
    ),
    "slots": (
        lambda: slots.slots(Slots(BO, (FULL.session.slot, TALK.session.slot))),
        ("Tue 23 Nov", "10:00-11:00", "14:00-15:00", "Europe/London"),
    ),
    "talks": (
        lambda: talks.talks(Talks(BO, (TALK.session,))),
        ("#9 *Inclusion*", "Room A", "Jo Lee, SCN &amp; others", instant(14)),
    ),
    "standing": (
        lambda: spaces.standing(STANDING),
        ("3 topics", "2 dots left of 5", "7 sessions", "Mon 22 to Fri 26 Nov 2027", "<#C1>"),
    ),
    "which one": (
        lambda: spaces.choose([SPACE], command="vote", text="3"),
        ("Week &amp; more", "<#C1>", "Mon 22 to Fri 26 Nov 2027"),
    ),
    "welcome": (
        lambda: welcome.newcomer(STANDING),
        ("Week &amp; more", "Mon 22 to Fri 26 Nov 2027", "`/vote`", "`/openspace`"),
    ),
    "digest": (lambda: digests.day_ahead(AHEAD_OF_US), SESSION_FACTS),
    "summary": (
        lambda: digests.day_done(DONE),
        ("#7 *Co-pro in &lt;procurement&gt;*", "#4 *Sharing power*", "12 people", "<@UCY>"),
    ),
    "a session that moved": (
        lambda: news.told(
            told.SessionChanged(
                "UCY", SPACE, Change(FULL.session, TALK.session), is_host=False, back=None
            )
        ),
        ("#9 *Inclusion*", "Room A", instant(14)),
    ),
}


def everything() -> dict[str, dict[str, Any]]:
    worst = {name: shown(name) for name in SHOWN}
    return worst | {f"typical {name}": make().payload("") for name, (make, _) in TYPICAL.items()}


MESSAGES = everything()


@pytest.mark.parametrize("name", MESSAGES)
def test_text_and_blocks_tell_the_same_facts(name: str) -> None:
    payload = MESSAGES[name]
    assert facts.facts(payload["text"]) == facts.facts_in_blocks(payload["blocks"])


@pytest.mark.parametrize("name", TYPICAL)
def test_the_facts_are_there_to_be_heard_and_to_be_seen(name: str) -> None:
    make, wanted = TYPICAL[name]
    payload = make().payload("")
    seen = "\n".join(facts.texts(payload["blocks"]))
    assert [fact for fact in wanted if fact not in payload["text"]] == []
    assert [fact for fact in wanted if fact not in seen] == []


@pytest.mark.parametrize("name", MESSAGES)
def test_every_control_names_a_topic_or_session_that_the_text_names_too(name: str) -> None:
    payload = MESSAGES[name]
    for control in facts.spoken(payload["blocks"]):
        named = facts.topic_named(facts.name_of(control))
        if named is not None:
            number, title = named
            assert Fact("topic", number) in facts.facts(payload["text"])
            assert title in payload["text"], control


@pytest.mark.parametrize("name", MESSAGES)
def test_the_name_of_a_control_begins_with_what_is_seen_on_it(name: str) -> None:
    # WCAG 2.2, 2.5.3 Label in Name: whoever speaks to the screen says what they see.
    for control in facts.spoken(MESSAGES[name]["blocks"]):
        # A sign like + is a picture of what it does, and no text to be spoken.
        if re.search(r"\w", control.get("text", {}).get("text", "")):
            assert facts.name_of(control).startswith(control["text"]["text"]), control


@pytest.mark.parametrize("name", MESSAGES)
def test_no_two_controls_of_a_message_have_the_same_name(name: str) -> None:
    names = [facts.name_of(one) for one in facts.spoken(MESSAGES[name]["blocks"])]
    assert all(names)
    # A hundred times the same open space stands there.
    if not name.startswith("spaces.choose"):
        assert len(set(names)) == len(names)


def test_a_button_for_dots_says_how_many_it_makes() -> None:
    said = {0: "Take my dot off", 1: "Give a dot|Make it 1 dot"}
    found = [
        (values.read(Dots, control["value"]), facts.name_of(control))
        for payload in MESSAGES.values()
        for _, control in elements.interactive(payload["blocks"])
        if control["action_id"] in (voting.MORE, voting.FEWER)
    ]
    assert len(found) > 20
    for wanted, name in found:
        words = said.get(wanted.dots, f"Make it {wanted.dots} dots").split("|")
        assert name.startswith(tuple(f"{one}: #{wanted.number} " for one in words))


def test_a_fact_that_is_only_seen_or_only_heard_would_be_noticed() -> None:
    one = facts.facts("#7 *Sharing* in <@U1>, 10:00, 3 seats <!date^60^{time}|now Europe/London>")
    assert one == {
        Fact("topic", "7"),
        Fact("title", "Sharing"),
        Fact("person", "U1"),
        Fact("time", "10:00"),
        Fact("number", "3"),
        Fact("instant", "60 now Europe/London"),
    }
    cells = [{"type": "data_table", "rows": [[{"type": "raw_text", "text": "17 dots"}]]}]
    assert facts.facts_in_blocks(cells) == {Fact("number", "17")}
    picture = [{"type": "image", "alt_text": "Room 9"}]
    assert facts.facts_in_blocks(picture) == {Fact("number", "9")}
