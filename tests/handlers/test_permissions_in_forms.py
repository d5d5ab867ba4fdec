"""Who may press what button within a form: a table of people and deeds."""

import json
from collections.abc import Callable

import pytest

from handlers import routes
from handlers.blocks import (
    rooms_form,
    setting_up,
    similar,
    slots_form,
    talks_form,
    values,
    windows_form,
)
from handlers.blocks.form_values import (
    Planning,
    Proposing,
    Setting,
)
from handlers.blocks.values import AboutTopic, Dots, InList, Turn, View, WindowWanted
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.test_permissions import Make, bot, external, guest, participant
from tests.handlers.test_permissions_of_clicks import MAY
from tests.handlers.test_permissions_of_forms import NOT_THEIRS, ONLY, interacts, known
from tests.handlers.test_voting import space_id

ROOMS, SLOTS, TALKS = View("rooms"), View("slots"), View("talks")
INSIDE: dict[str, tuple[Callable[[int], str], Callable[[int], str], str | None]] = {
    similar.FORM_JOIN: (
        lambda n: values.write(Proposing(n, is_warned=True)),
        lambda n: values.write(AboutTopic(n, 1)),
        None,
    ),
    similar.FORM_DOT: (
        lambda n: values.write(Proposing(n, is_warned=True)),
        lambda n: values.write(Dots(n, 1, 1, View("ballot"))),
        None,
    ),
    **{
        action_id: (
            lambda n: values.write(Planning(n, 0, "{}")),
            lambda n: values.write(WindowWanted(n, "voting", is_open=False)),
            ONLY,
        )
        for action_id in (
            windows_form.OPEN_NOW,
            windows_form.CLOSE_NOW,
            windows_form.TIME_OFF,
        )
    },
    **{
        action_id: (
            lambda n: values.write(Setting(n, ROOMS, 0)),
            lambda n: values.write(Turn(n, ROOMS)),
            ONLY,
        )
        for action_id in (setting_up.FORM_EARLIER, setting_up.FORM_LATER)
    },
    rooms_form.REMOVE: (
        lambda n: values.write(Setting(n, ROOMS, 0)),
        lambda n: values.write(InList(n, ROOMS, "Room B")),
        ONLY,
    ),
    slots_form.REMOVE: (
        lambda n: values.write(Setting(n, SLOTS, 0)),
        lambda n: values.write(InList(n, SLOTS, "2027-11-23 11:00")),
        ONLY,
    ),
    **{
        action_id: (
            lambda n: values.write(Setting(n, TALKS, 0)),
            lambda n: values.write(AboutTopic(n, 2)),
            "facilitator",
        )
        for action_id in (talks_form.EDIT, talks_form.WITHDRAW)
    },
}
"""What the form and the button in it carry, and the words that refuse whoever takes part."""


def test_the_table_has_every_button_in_a_form() -> None:
    assert set(INSIDE) == set(routes.FORM_ACTIONS)


@pytest.mark.parametrize("make", [participant, guest, external, bot], ids=lambda one: one.__name__)
@pytest.mark.parametrize("action_id", INSIDE)
def test_every_button_in_a_form_is_for_those_who_may_and_for_nobody_else(
    public: Week, action_id: str, make: Make
) -> None:
    public.voting("Procurement").published(seats=30)
    public.ada.runs("slots add tue 11:00-12:00")
    public.ada.runs('rooms add "Room B" 5')
    somebody = known(public, make)
    public.world.expects_refusals = True  # the trigger is invented, so Slack shows no form
    metadata, value, not_theirs = INSIDE[action_id]
    n = space_id(public)
    view = {
        "id": "V1",
        "type": "modal",
        "title": {"type": "plain_text", "text": "A form"},
        "private_metadata": metadata(n),
        "blocks": [],
    }
    before, start = dump.rows(public.world.database), len(public.world.calls)
    pressed_in = [{"type": "button", "action_id": action_id, "value": value(n)}]
    interacts(somebody, "block_actions", view=view, actions=pressed_in)
    expected = NOT_THEIRS if MAY[make] else (not_theirs,) if not_theirs else ()
    said = [
        json.dumps(call.request["view"], ensure_ascii=False)
        for call in public.world.calls[start:]
        if call.name in ("views.push", "views.update")
    ]
    if expected:
        assert any(words in said[0] for words in expected), said
        assert dump.rows(public.settled().world.database) == before
    else:
        assert dump.rows(public.settled().world.database) != before
