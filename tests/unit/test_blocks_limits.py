"""The longest lists and texts there can be fit into what Slack takes, on every page, in words too.

What Slack takes is known to the sandbox (`sandbox/limits.py`), with the places where it is said.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from handlers.blocks import (
    errors,
    hosting,
    mentions,
    mrkdwn,
    news,
    people,
    proposing,
    rooms,
    signup,
    similar,
    slots,
    spaces,
    talks,
    themes,
    timetable,
    welcome,
    what_if,
    why,
)
from handlers.blocks import help as help_blocks
from handlers.blocks.message import Message
from openspace import RuleViolation
from openspace import people as people_rules
from openspace.people import Kind
from openspace.retention import Keeping
from openspace.why import Cause, Reason, Why
from sandbox import limits
from services.hosting import Hosted
from services.people import Facilitators
from services.proposing import Proposed, Withdrawn
from services.rooms import Rooms
from services.slots import Slots
from services.talks import Talks
from services.themes import Themes
from services.timetable import Published
from services.welcome import Invited
from services.why import Explained
from tests.unit.worst_case import (
    A_CHOICE,
    ALL_TALKS,
    ALL_TOPICS,
    CHANGED,
    CHANGES,
    FROM_ELSEWHERE,
    HERE,
    LISTING,
    ME,
    NEWS,
    NOW,
    ONE_WARNING,
    PEOPLE,
    ROOMS,
    SENTENCE,
    SESSIONS,
    SLOTS,
    SPACE,
    SPREAD,
    STANDING,
    THEMES,
    TOGETHER,
    WARNING,
    a_draft,
    longest,
)
from tests.unit.worst_case_clock import SHOWN_BY_THE_CLOCK
from tests.unit.worst_case_drafts import SHOWN_OF_DRAFTS
from tests.unit.worst_case_face import BOARDS
from tests.unit.worst_case_mine import SHOWN_OF_MINE
from tests.unit.worst_case_privacy import SHOWN_OF_PRIVACY
from tests.unit.worst_case_requests import SHOWN_OF_REQUESTS
from tests.unit.worst_case_votes import SHOWN_OF_VOTES
from tests.unit.worst_case_weeks import SHOWN_OF_WEEKS, suggestions

BECAUSE = Why(9999, SPREAD[0], (Reason(Cause.LEADS_ANOTHER, other=SPREAD[1]),))
BLOCKS = Path(__file__).parents[2] / "handlers" / "blocks"
PREFIX = "w" * 22

Make = Callable[[], Message]

SHOWN: dict[str, Make] = {
    "errors.refusal": lambda: errors.refusal(RuleViolation(SENTENCE)),
    "errors.busy": errors.busy,
    "errors.unknown": errors.unknown,
    "errors.database_away": lambda: errors.database_away("01234567"),
    "errors.database_failed": lambda: errors.database_failed("01234567"),
    "errors.failed": lambda: errors.failed("01234567"),
    "help.commands": help_blocks.commands,
    **{f"help.usage of {name}": partial(help_blocks.usage, name) for name in help_blocks.USAGE},
    "help.privacy": lambda: help_blocks.privacy(Keeping()),
    "mentions.standing": lambda: mentions.standing(STANDING),
    "mentions.standing from elsewhere": lambda: mentions.standing(FROM_ELSEWHERE),
    "mentions.standing of a facilitator from elsewhere": lambda: mentions.standing(
        replace(STANDING, here=replace(HERE, person=replace(ME, kind=Kind.EXTERNAL)))
    ),
    "people.facilitators": lambda: people.facilitators(
        Facilitators(HERE, tuple(f"U00000{n:05}" for n in range(PEOPLE)))
    ),
    "proposing.proposed": lambda: proposing.proposed(
        Proposed(HERE, ALL_TOPICS[-1], was_there=False)
    ),
    "proposing.proposed among similar topics": lambda: proposing.proposed(
        Proposed(HERE, ALL_TOPICS[-1], was_there=False),
        similar.named(replace(LISTING, topics=ALL_TOPICS[:3]), similar.IN_MESSAGE),
    ),
    "hosting.hosted": lambda: hosting.hosted(
        Hosted(HERE, ALL_TOPICS[-1], "U00000000001", was_host=True)
    ),
    "proposing.withdrawn": lambda: proposing.withdrawn(Withdrawn(HERE, 9999, longest(150))),
    "rooms.rooms": lambda: rooms.rooms(Rooms(HERE, ROOMS)),
    "rooms.rooms on page 2": lambda: rooms.rooms(Rooms(HERE, ROOMS), page=2),
    "signup.clash": lambda: signup.clash(ONE_WARNING, A_CHOICE),
    "signup.clash of many": lambda: signup.clash(WARNING, A_CHOICE),
    "slots.slots": lambda: slots.slots(Slots(HERE, SLOTS)),
    "spaces.standing": lambda: spaces.standing(STANDING),
    "spaces.standing at the end": lambda: spaces.standing(replace(STANDING, has_ended=True)),
    "spaces.standing when it is closed": lambda: spaces.standing(
        replace(
            STANDING, has_ended=True, here=replace(HERE, space=replace(SPACE, closed_at=HERE.now))
        )
    ),
    "spaces.standing at the start": lambda: spaces.standing(
        replace(STANDING, topics=0, example_topic=None, rooms=0, slots=0, is_published=False)
    ),
    "spaces.created": lambda: spaces.created(CHANGED),
    "spaces.budget": lambda: spaces.budget(CHANGED),
    "spaces.tally_seen_by": lambda: spaces.tally_seen_by(CHANGED),
    "spaces.guests": lambda: spaces.guests(CHANGED),
    "spaces.closed": lambda: spaces.closed(CHANGED, Keeping()),
    "spaces.reopened": lambda: spaces.reopened(CHANGED),
    "spaces.choose": lambda: spaces.choose([SPACE] * 100, command="openspace", text='"\\' * 900),
    "spaces.choose after a huge text": lambda: spaces.choose(
        [SPACE] * 100, command="propose", text=longest(30_000)
    ),
    "talks.talks": lambda: talks.talks(Talks(HERE, ALL_TALKS)),
    "talks.talks after one was added": lambda: talks.talks(Talks(HERE, ALL_TALKS, SESSIONS)),
    "themes.themes": lambda: themes.themes(Themes(HERE, THEMES, THEMES)),
    "what_if.helping": lambda: what_if.helping([SENTENCE] * 3),
    "why.explained": lambda: why.explained(Explained(HERE, ALL_TOPICS[-1], BECAUSE, True, True)),
    "why.explained without a place": lambda: why.explained(
        Explained(HERE, ALL_TOPICS[-1], Why(9999, None), False, True)
    ),
    "themes.themes without any": lambda: themes.themes(Themes(HERE, ())),
    "timetable.draft": lambda: timetable.draft(
        a_draft(SPREAD), said=timetable.moved(a_draft(SPREAD), 7)
    ),
    "timetable.draft on page 2": lambda: timetable.draft(a_draft(SPREAD), page=2),
    "timetable.draft all in one slot": lambda: timetable.draft(a_draft(TOGETHER)),
    "timetable.draft of one who may only look": lambda: timetable.draft(
        replace(a_draft(SPREAD), here=replace(HERE, space=replace(SPACE, closed_at=NOW)))
    ),
    "timetable.draft where nothing has a place": lambda: timetable.draft(a_draft(())),
    "timetable.done": lambda: timetable.done(timetable.moved(a_draft(SPREAD), 7)),
    "timetable.published": lambda: timetable.published(Published(HERE, CHANGES, told=PEOPLE)),
    "welcome.newcomer": lambda: welcome.newcomer(STANDING),
    "welcome.newcomer from elsewhere": lambda: welcome.newcomer(FROM_ELSEWHERE),
    **{
        f"welcome.invited {may_start}": partial(welcome.invited, Invited(may_start))
        for may_start in (True, False)
    },
    **{
        f"news.told {n} {type(item).__name__}": partial(news.told, item)
        for n, item in enumerate(NEWS)
    },
    **SHOWN_OF_DRAFTS,
    **SHOWN_BY_THE_CLOCK,
    **BOARDS,
    **SHOWN_OF_VOTES,
    **SHOWN_OF_MINE,
    **SHOWN_OF_REQUESTS,
    **SHOWN_OF_PRIVACY,
    **SHOWN_OF_WEEKS,
}


@cache
def shown(name: str, prefix: str = "") -> dict[str, Any]:
    return SHOWN[name]().payload(prefix)


def renderers() -> Iterator[str]:
    """Every public function of handlers/blocks that returns a message."""
    for file in sorted(BLOCKS.glob("*.py")):
        for node in ast.parse(file.read_text()).body:
            is_renderer = (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and node.returns is not None
                and ast.unparse(node.returns) == "Message"
            )
            if is_renderer and file.stem != "message":
                yield f"{file.stem}.{node.name}"  # type: ignore[attr-defined] # a FunctionDef


def test_every_renderer_is_tried_here() -> None:
    assert {name.split()[0] for name in SHOWN} == set(renderers())


@pytest.mark.parametrize("name", SHOWN)
def test_the_worst_there_can_be_fits_into_slacks_limits(name: str) -> None:
    for prefix in ("", PREFIX):
        payload = shown(name, prefix)
        assert limits.message_problems(payload["blocks"]) == []
        assert 0 < len(payload["text"]) <= 40_000


@pytest.mark.parametrize("name", SHOWN)
def test_text_says_everything_that_blocks_say(name: str) -> None:
    payload = shown(name)
    assert [text for text in said_in(payload["blocks"]) if text not in payload["text"]] == []


def said_in(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """What blocks say; headings are plain there and escaped in the text."""
    for block in blocks:
        if block["type"] == "header":
            yield str(mrkdwn.escape(block["text"]["text"]))
        elif block["type"] == "section":
            is_plain = block["text"]["type"] == "plain_text"
            text = block["text"]["text"]
            yield str(mrkdwn.escape(text)) if is_plain else text
        elif block["type"] == "data_table":
            yield block["caption"]
            cells = [cell for row in block["rows"][1:] for cell in row]
            yield from (mrkdwn.escape(str(cell.get("text", cell.get("value")))) for cell in cells)
        elif block["type"] == "data_visualization":
            points = block["chart"]["series"][0]["data"]
            yield from (f"{point['label']} " for point in points)
            yield from (f": {point['value']} dots" for point in points)
        elif block["type"] == "context":
            yield from (element["text"] for element in block["elements"])


def test_what_stands_below_a_draft_of_other_runs_fits_too() -> None:
    payload = suggestions().payload(PREFIX)
    assert limits.message_problems(payload["blocks"]) == []
    assert [text for text in said_in(payload["blocks"]) if text not in payload["text"]] == []


def test_markup_of_people_is_escaped_and_none_of_ours_is_cut_in_half() -> None:
    for text in (text for name in SHOWN for text in said_in(shown(name)["blocks"])):
        assert text.count("<") == text.count(">"), text
        assert "&<" not in text
        assert "&>" not in text


def test_slack_makes_no_links_and_mentions_of_bare_words() -> None:
    texts = [
        part
        for name in SHOWN
        for block in shown(name)["blocks"]
        for part in [block.get("text"), *block.get("elements", [])]
        if part and part["type"] == "mrkdwn"
    ]
    assert [part for part in texts if part.get("verbatim") is not True] == []


def test_only_facilitators_is_a_sentence_that_fits() -> None:
    assert errors.refusal(RuleViolation(people_rules.ONLY_FACILITATORS)).text
