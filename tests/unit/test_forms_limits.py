"""The longest forms there can be fit into what Slack takes, and are read back as they were filled.

What Slack takes is known to the sandbox (`sandbox/limits.py`), with the places where it is said.
"""

import ast
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.blocks import (
    absences,
    details,
    editing,
    errors,
    forms,
    lists,
    messages,
    proposing,
    proposing_form,
    requests,
    similar,
    tally,
    values,
    voting,
    windows_form,
)
from handlers.blocks import filled as filled_blocks
from handlers.blocks.details import Typed
from handlers.blocks.filled import Filled
from handlers.blocks.form_values import Editing, Proposing
from handlers.blocks.forms import Form
from openspace import RuleViolation, moments
from openspace import proposing as rules
from openspace.editing import Prints, prints
from openspace.proposing import Details
from sandbox import elements, limits
from services.editing import Edited, Meanwhile
from services.hosting import Hosted
from services.proposing import Beginning, Proposed
from tests.unit.worst_case import ALL_TOPICS, HERE, HOSTS, LISTING, SENTENCE, SPACE, longest
from tests.unit.worst_case_mine import ASKING, AWAY, STATED, TIMES
from tests.unit.worst_case_requests import FORMS_OF_REQUESTS
from tests.unit.worst_case_running import FORMS_TO_RUN
from tests.unit.worst_case_setting_up import SETTING_UP
from tests.unit.worst_case_votes import CLOSED

BLOCKS = Path(__file__).parents[2] / "handlers" / "blocks"
PREFIX = "w" * 22
THEMES = {values.BIGGEST - n: longest(100, n) for n in range(100)}
TYPED = Typed(
    title=longest(rules.TITLE_LENGTH[1]),
    description=longest(rules.DESCRIPTION_LENGTH),
    theme=str(values.BIGGEST),
    hosts=HOSTS[1:],
    is_for_others=True,
    access_notes=longest(rules.ACCESS_NOTES_LENGTH),
    away=tuple(values.write_times(one.starts_at, one.ends_at) for one in STATED),
)
BEGINNING = Beginning(HERE, THEMES, TIMES)
ALIKE = replace(LISTING, topics=ALL_TOPICS[:3])
WRITTEN = Details(TYPED.title, TYPED.description, THEMES[values.BIGGEST], HOSTS, TYPED.access_notes)
TOPIC = replace(ALL_TOPICS[-1], number=9999)
EDITED = Edited(HERE, TOPIC, WRITTEN, THEMES, TIMES)
EVERY_FIELD = ("title", "description", "theme", "hosts", "access_notes")
HOSTED = Hosted(HERE, TOPIC, "U1", was_host=False)

SHOWN: dict[str, Callable[[], Form]] = {
    "forms.saying": lambda: forms.saying("That did not work", errors.refusal(_refused())),
    "proposing.posted": lambda: proposing.posted(Proposed(HERE, TOPIC, was_there=False)),
    "proposing_form.empty": lambda: proposing_form.empty(BEGINNING, TYPED),
    "proposing_form.choosing": lambda: proposing_form.choosing(
        [replace(SPACE, id=n) for n in range(200)], TYPED
    ),
    "proposing_form.warned": lambda: proposing_form.warned(BEGINNING, TYPED, ALIKE),
    "proposing_form.warned after joining": lambda: proposing_form.warned(
        BEGINNING, TYPED, ALIKE, proposing_form.joined(HOSTED)
    ),
    "proposing_form.warned after a dot": lambda: proposing_form.warned(
        BEGINNING, TYPED, ALIKE, proposing_form.dotted(9999, "100 dots")
    ),
    "editing.opened": lambda: editing.opened(EDITED),
    "editing.opened to add details": lambda: editing.opened(EDITED, adds_details=True),
    "editing.meanwhile": lambda: editing.meanwhile(_meanwhile(()), showing=999_999),
    "editing.meanwhile where nothing was typed": lambda: editing.meanwhile(
        _meanwhile(EVERY_FIELD), showing=999_999
    ),
    "absences.form": lambda: absences.form(ASKING),
    "absences.form anew": lambda: absences.form(ASKING, showing=999_999),
    "absences.saved": lambda: absences.saved(AWAY),
    "voting.form": lambda: voting.form(LISTING),
    "voting.form on its last page": lambda: voting.form(LISTING, page=99),
    "voting.form of a theme": lambda: voting.form(replace(LISTING, theme=LISTING.themes[3])),
    "voting.form when voting is closed": lambda: voting.form(CLOSED),
    "editing.saved": lambda: editing.saved(EDITED),
    **FORMS_TO_RUN,
    **FORMS_OF_REQUESTS,
    **SETTING_UP,
}
ABOUT_THE_WHOLE = (
    windows_form.OPEN_NOW,
    windows_form.CLOSE_NOW,
    windows_form.TIME_OFF,
    tally.FILE,
    messages.AGAIN,
    requests.SHOW,
)
"""Buttons that are about an open space and not about one topic."""


def _refused() -> RuleViolation:
    return RuleViolation(SENTENCE)


def _meanwhile(kept: tuple[str, ...]) -> Meanwhile:
    return Meanwhile(EDITED, EVERY_FIELD, kept, WRITTEN)


def renderers() -> Iterator[str]:
    """Every public function of handlers/blocks that returns a form."""
    for file in sorted(BLOCKS.glob("*.py")):
        for node in ast.parse(file.read_text()).body:
            is_public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if is_public and ast.unparse(node).splitlines()[0].endswith("-> Form:"):
                yield f"{file.stem}.{node.name}"  # type: ignore[attr-defined] # a FunctionDef


def test_every_form_is_tried_here() -> None:
    assert {name.split()[0] for name in SHOWN} == set(renderers())


@pytest.mark.parametrize("name", SHOWN)
def test_the_worst_there_can_be_fits_into_slacks_limits(name: str) -> None:
    for prefix in ("", PREFIX):
        view = SHOWN[name]().view(prefix)
        assert limits.view_problems(view, kind="modal") == []
        assert len(json.dumps(view)) < 250_000
        assert len(view["private_metadata"]) <= 3000


@pytest.mark.parametrize("name", SHOWN)
def test_every_text_of_a_form_is_shown_as_it_is_written(name: str) -> None:
    assert list(_as_markup(SHOWN[name]().view(""))) == []


def _as_markup(part: Any) -> Iterator[Any]:
    """Texts in which Slack would make links, mentions or pictures of words."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn" and part.get("verbatim") is not True:
            yield part
        if part.get("type") == "plain_text" and part.get("emoji") is not False:
            yield part
        for inner in part.values():
            yield from _as_markup(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _as_markup(inner)


@pytest.mark.parametrize("name", SHOWN)
def test_every_button_in_a_form_says_by_itself_what_it_does(name: str) -> None:
    for _, element in elements.interactive(SHOWN[name]().view("")["blocks"]):
        if element["type"] != "button":
            continue
        name = element["accessibility_label"]
        # A sign like + is a picture of what it does, and no text to be spoken.
        if re.search(r"\w", element["text"]["text"]):
            assert name.startswith(element["text"]["text"])
        if element["action_id"] in ABOUT_THE_WHOLE:
            assert SPACE.name[:20] in name
        elif element["action_id"] not in (lists.EARLIER, lists.LATER):
            assert _named(json.loads(element["value"])[1:]) in name


def _named(about: list[Any]) -> str:
    """What the name of a button says it is about: a page, a topic, a slot or a room."""
    match about:
        case ["topic", number, _]:
            return f"#{number} "
        case [str(), str(), page]:
            return f"page {page} of "
        case ["slots", str(), int(), begins]:
            day = date.fromisoformat(begins[:10])
            return f"{moments.day_label(day)} {begins[11:]}"
        case ["rooms", str(), int(), name]:
            return str(name)
        case [int(number), *_]:
            return f"#{number} "
        case _:
            raise LookupError(about)


def filled(form: Form) -> Filled:
    return Filled(elements.state(form.view("")["blocks"], {}))


def test_a_form_is_read_back_as_it_was_filled_in() -> None:
    assert details.read(filled(proposing_form.empty(BEGINNING, TYPED))) == TYPED
    assert details.read(filled(proposing_form.warned(BEGINNING, TYPED, ALIKE))) == TYPED
    not_away = Beginning(HERE, THEMES)
    assert details.read(filled(proposing_form.empty(not_away, Typed()))) == Typed()
    assert details.read(filled(proposing_form.empty(BEGINNING, Typed()))) == Typed(away=TYPED.away)
    assert absences.chosen(filled(absences.form(ASKING))) == STATED
    assert absences.chosen(filled(proposing_form.empty(not_away, Typed()))) is None
    as_edited = replace(TYPED, hosts=HOSTS, is_for_others=False)
    assert details.read(filled(editing.opened(EDITED))) == as_edited
    assert details.read(filled(editing.meanwhile(_meanwhile(()), showing=1))) == as_edited


def test_a_form_carries_what_it_was_opened_with() -> None:
    carried = values.read(Editing, editing.opened(EDITED).metadata)
    assert carried == Editing(SPACE.id, 9999, 0, prints(WRITTEN))
    assert carried.opened != Prints("", "", "", "", "")
    again = values.read(Editing, editing.meanwhile(_meanwhile(()), showing=2).metadata)
    assert again.showing == 2
    warned = proposing_form.warned(BEGINNING, TYPED, ALIKE)
    assert values.read(Proposing, warned.metadata) == Proposing(SPACE.id, is_warned=True)
    empty = proposing_form.empty(BEGINNING, TYPED)
    assert values.read(Proposing, empty.metadata) == Proposing(SPACE.id, is_warned=False)


def test_the_form_anew_has_new_fields_where_both_versions_must_be_seen() -> None:
    again = editing.meanwhile(_meanwhile(()), showing=1)
    assert _ids(editing.opened(EDITED)) & _ids(again) <= {None}
    assert _ids(proposing_form.empty(BEGINNING, TYPED)) == _ids(
        proposing_form.warned(BEGINNING, TYPED, ALIKE)
    )


def _ids(form: Form) -> set[str | None]:
    return {block.get("block_id") for block in form.blocks}


NOTES = replace(EDITED, details=replace(WRITTEN, access_notes=None))


def test_who_may_not_see_access_notes_has_no_field_for_them() -> None:
    assert details.ACCESS_NOTES not in json.dumps(editing.opened(NOTES).view(""))
    assert details.ACCESS_NOTES in json.dumps(editing.opened(EDITED).view(""))


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"b": None},
        {"b": {"title": None}},
        {"b": {"title": {"value": None}}},
        {"b": {"title": {"value": 7}, "hosts": {"selected_users": "U1"}}},
        {"b": {"theme": {"selected_option": None}, "nobody": {"selected_options": None}}},
        {"b": {"theme": {"selected_option": {}}}},
    ],
)
def test_a_state_that_slack_would_not_send_reads_as_empty(state: dict[str, Any]) -> None:
    assert details.read(Filled(state)) == Typed()
    assert absences.chosen(Filled(state)) is None


def test_an_error_stands_at_its_field_else_at_the_first() -> None:
    view = proposing_form.empty(BEGINNING, TYPED).view("")
    assert filled_blocks.block_for(view, "hosts") == "hosts.0"
    assert filled_blocks.block_for(view, "elsewhere") == "title.0"
    assert filled_blocks.block_for(view, None) == "title.0"
    assert filled_blocks.block_for(editing.saved(EDITED).view(""), "title") is None


def test_similar_topics_that_one_hosts_cannot_be_joined_again() -> None:
    mine = replace(ALIKE, topics=(replace(TOPIC, hosts=(HERE.person.user_id,)),))
    named = similar.named(mine, similar.IN_FORM)
    assert named is not None
    ids = [element["action_id"] for _, element in elements.interactive(named.blocks)]
    assert ids == [similar.FORM_DOT]
