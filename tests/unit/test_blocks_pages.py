"""Does every long list have all its entries on its pages?"""

from collections.abc import Callable

import pytest

from handlers.blocks import (
    lists,
    messages,
    mrkdwn,
    rooms,
    talks,
    tally,
    timetable,
    topics,
    voting,
)
from handlers.blocks.message import Message
from sandbox import elements, limits
from services.rooms import Rooms
from services.talks import Talks
from tests.unit.test_blocks_limits import PREFIX
from tests.unit.worst_case import (
    ALL_TALKS,
    ALL_TOPICS,
    HERE,
    LISTING,
    ROOMS,
    SPREAD,
    TOGETHER,
    a_draft,
    an_agenda,
    the_tally,
)
from tests.unit.worst_case_clock import LINES, OVERVIEW

EVERY_LIST: dict[str, tuple[Callable[[int], Message], list[str]]] = {
    "topics": (
        lambda page: topics.listing(LISTING, page=page),
        [f"#{topic.number} *{mrkdwn.escape(topic.title)}*" for topic in ALL_TOPICS],
    ),
    "ballot": (
        lambda page: voting.ballot(LISTING, page=page),
        [f"#{topic.number} *{mrkdwn.escape(topic.title)}*" for topic in ALL_TOPICS],
    ),
    "tally": (
        lambda page: tally.tally(the_tally(), page=page),
        [f"#{topic.number} *{mrkdwn.escape(topic.title)}*" for topic in ALL_TOPICS],
    ),
    "chart": (
        lambda page: tally.chart(the_tally(), page=page),
        [f"#{topic.number} *{mrkdwn.escape(topic.title)}*" for topic in ALL_TOPICS],
    ),
    "agenda": (
        lambda page: an_agenda(page=page),
        [f"#{one.number} *{mrkdwn.escape(one.title)}*" for one in SPREAD],
    ),
    "talks": (
        lambda page: talks.talks(Talks(HERE, ALL_TALKS), page=page),
        [f"#{one.number} *{mrkdwn.escape(one.title)}*" for one in ALL_TALKS],
    ),
    "rooms": (
        lambda page: rooms.rooms(Rooms(HERE, ROOMS), page=page),
        [f"*{mrkdwn.escape(room.name)}*: 10000 seats" for room in ROOMS],
    ),
    "draft, one a slot": (
        lambda page: timetable.draft(a_draft(SPREAD), page=page),
        [
            *(f"{mrkdwn.escape(one.room.name)} (10000): #{one.number} " for one in SPREAD),
            *(f"#{topic.number} *{mrkdwn.escape(topic.title[:70])}" for topic in ALL_TOPICS),
        ],
    ),
    "draft, all in one slot": (
        lambda page: timetable.draft(a_draft(TOGETHER), page=page),
        [f"{mrkdwn.escape(one.room.name)} (10000): #{one.number} " for one in TOGETHER],
    ),
    "messages": (
        lambda page: messages.overview(OVERVIEW, page=page),
        [f"{messages.KINDS[line.kind]}, #{line.number} *" for line in LINES],
    ),
}


@pytest.mark.parametrize("name", EVERY_LIST)
def test_the_pages_of_a_list_hold_every_entry_and_each_fits(name: str) -> None:
    make, entries = EVERY_LIST[name]
    missing = set(entries)
    page = 1
    while True:
        payload = make(page).payload(PREFIX)
        assert limits.message_problems(payload["blocks"]) == []
        missing = {entry for entry in missing if entry not in payload["text"]}
        actions = {button["action_id"] for _, button in elements.interactive(payload["blocks"])}
        if lists.LATER not in actions:
            break
        page += 1
    assert missing == set()
