"""Who may send what form, and use what shortcut: a table of people and deeds.

A form was opened by somebody who might then; whoever sends it, or forges one, is asked again.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from handlers import routes, shortcuts
from handlers.blocks import (
    absences,
    editing,
    lists,
    placing,
    proposing_form,
    requests_form,
    rooms_form,
    settings,
    slots_form,
    starting,
    talks_form,
    values,
    windows_form,
)
from handlers.blocks.form_values import (
    AnswerForm,
    AskingForm,
    AwayForm,
    Editing,
    PlaceForm,
    PlaceWanted,
    Placing,
    Planning,
    Proposing,
    Setting,
    Starting,
)
from handlers.blocks.values import Turn, View
from openspace import absences as absence_rules
from openspace.editing import Prints
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_permissions import Make, participant
from tests.handlers.test_permissions_of_clicks import MAY, pressed
from tests.handlers.test_spaces import empty_channel
from tests.handlers.test_voting import space_id

NOTHING_OPENED = Prints("", "", "", "", "")
TITLE = {"title": {"type": "plain_text_input", "value": "A title nobody has"}}
SLOT = {"type": "static_select", "selected_option": {"value": "2027-11-23 11:00"}}
PLACE = {
    "type": "static_select",
    "selected_option": {"value": values.write(PlaceWanted("2027-11-23 11:00", 1, 0))},
}
ROOM = {"type": "static_select", "selected_option": {"value": "Room B"}}
ONLY = "Only facilitators"
NOT_THEIRS = ("There is no open space", "Only people take part", "own staff")
"""What somebody reads who may not take part: outside its channel guests do not learn that it is."""

FORMS: dict[str, tuple[Callable[[int], str], dict[str, Any], str | None]] = {
    proposing_form.CALLBACK: (
        lambda n: values.write(Proposing(n, is_warned=True)),
        {**TITLE},
        None,
    ),
    editing.CALLBACK: (
        lambda n: values.write(Editing(n, 1, 0, NOTHING_OPENED)),
        {**TITLE},
        "Only whoever proposed",
    ),
    absences.CALLBACK: (
        lambda n: values.write(AwayForm(n, 0, absence_rules.print_of(()))),
        {absences.FIELD: {"type": "multi_static_select", "selected_options": []}},
        None,
    ),
    settings.CALLBACK: (
        lambda n: values.write(Planning(n, 0, json.dumps({"dots": "5"}))),
        {
            settings.DOTS: {"value": "9"},
            settings.TALLY: {"selected_option": {"value": "everyone"}},
            settings.DIGEST: {"value": "09:00"},
            settings.SUMMARY: {"value": "16:30"},
            settings.REMINDER: {"value": "15"},
        },
        ONLY,
    ),
    windows_form.CALLBACK: (lambda n: values.write(Planning(n, 0, "{}")), {}, ONLY),
    rooms_form.CALLBACK: (
        lambda n: values.write(Setting(n, View("rooms"), 0)),
        {rooms_form.NAME: {"value": "Room C"}, rooms_form.SEATS: {"value": "5"}},
        ONLY,
    ),
    slots_form.CALLBACK: (
        lambda n: values.write(Setting(n, View("slots"), 0)),
        {
            slots_form.DAYS: {"selected_options": [{"value": "2027-11-24"}]},
            slots_form.STARTS: {"selected_time": "10:00"},
            slots_form.ENDS: {"selected_time": "11:00"},
        },
        ONLY,
    ),
    talks_form.CALLBACK: (
        lambda n: values.write(Setting(n, View("talks"), 0)),
        {
            **TITLE,
            talks_form.SPEAKERS: {"value": "Me"},
            placing.SLOT: SLOT,
            placing.ROOM: ROOM,
        },
        ONLY,
    ),
    placing.CALLBACK: (
        lambda n: values.write(Placing(n, 1, View("timetable"), "")),
        {placing.PLACE: PLACE},
        ONLY,
    ),
    requests_form.CALLBACK: (
        lambda n: values.write(AskingForm(n)),
        {requests_form.SESSION: {"selected_option": {"value": "2"}}},
        None,
    ),
    requests_form.PLACE_CALLBACK: (
        lambda n: values.write(PlaceForm(n, 2, is_swap=True)),
        {requests_form.PLACE: {"selected_option": {"value": "3"}}},
        None,
    ),
    requests_form.ANSWER_CALLBACK: (
        lambda n: values.write(AnswerForm(n, 1, True, View("requests"), "", "")),
        {requests_form.WORD: {"value": "Why not"}},
        ONLY,
    ),
}
"""What each form carries and holds, and the words that refuse whoever takes part; None where it
works."""


def sent(somebody: Somebody, callback_id: str, metadata: str, state: dict[str, Any]) -> str:
    """What Slack is answered to a form that somebody sends, whoever they are."""
    fields = [
        {"type": "input", "block_id": name, "element": {"type": "x", "action_id": name}}
        for name in state or {"times": {}}
    ]
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "blocks": fields,
        "state": {"values": {name: {name: typed} for name, typed in state.items()}},
    }
    answer = interacts(somebody, "view_submission", view=view)
    return json.dumps(answer, ensure_ascii=False)


def interacts(somebody: Somebody, kind: str, **more: Any) -> Any:
    world = somebody.world
    answer = world.interacts(
        {
            "type": kind,
            "team": {"id": world.sandbox.team_id},
            "user": {"id": somebody.id, "team_id": somebody.person.profile.team_id},
            "api_app_id": world.sandbox.app_id,
            "trigger_id": "1.1.1",
            **more,
        }
    )
    assert answer.status_code == 200
    world.wait_for_lanes()
    return answer.json() if answer.text else {}


def known(week: Week, make: Make) -> Somebody:
    """Somebody of whom it is known what Slack says they are."""
    somebody = make(week)
    pressed(somebody, lists.TOPICS, values.write(Turn(space_id(week), View("topics"))))
    week.world.settle()
    return somebody


def test_the_table_has_every_form_but_the_one_that_needs_no_open_space() -> None:
    assert {*FORMS, starting.CALLBACK} == set(routes.FORMS)


@pytest.mark.parametrize("make", MAY, ids=lambda make: make.__name__)
@pytest.mark.parametrize("callback_id", FORMS)
def test_every_form_is_taken_from_those_who_may_and_from_nobody_else(
    public: Week, callback_id: str, make: Make
) -> None:
    public.proposing().voting("Procurement").published(seats=30)
    public.ada.runs("slots add tue 11:00-12:00")
    public.ada.runs('rooms add "Room B" 5')
    public.ada.runs('talks add "Closing" tue 11:00 "Room A" by "Ewan"')
    public.ada.runs("timetable publish")
    public.bo.runs('ask 2 tue 11:00 "Room B"')
    somebody = known(public, make)
    write, state, not_theirs = FORMS[callback_id]
    before = dump.rows(public.world.database)
    said = sent(somebody, callback_id, write(space_id(public)), state)
    expected = NOT_THEIRS if MAY[make] else (not_theirs,) if not_theirs else ()
    if not expected:
        assert '"response_action": "update"' in said, said
    else:
        assert any(words in said for words in expected), said
        assert dump.rows(public.settled().world.database) == before


@pytest.mark.parametrize("make", MAY, ids=lambda make: make.__name__)
def test_only_this_organisations_own_staff_start_an_open_space(public: Week, make: Make) -> None:
    somebody = known(public, make)
    channel = empty_channel(public)
    state = {
        starting.NAME: {"value": "Mine"},
        starting.FIRST_DAY: {"selected_date": "2027-11-23"},
        starting.LAST_DAY: {"selected_date": "2027-11-24"},
        starting.ZONE: {"value": "Europe/London"},
        starting.DOTS: {"value": "5"},
        starting.TALLY: {"selected_option": {"value": "facilitators"}},
    }
    before = dump.rows(public.world.database)
    said = sent(somebody, starting.CALLBACK, values.write(Starting(channel.id)), state)
    if make is participant:
        assert "*Mine* starts in" in said
    else:
        assert '"response_action": "errors"' in said, said
        assert dump.rows(public.settled().world.database) == before


@pytest.mark.parametrize("make", MAY, ids=lambda make: make.__name__)
@pytest.mark.parametrize("callback_id", [one.callback_id for one in shortcuts.SHORTCUTS])
def test_a_shortcut_opens_the_form_to_those_who_take_part_and_to_nobody_else(
    public: Week, callback_id: str, make: Make
) -> None:
    public.proposing()
    somebody = known(public, make)
    public.world.expects_refusals = True  # the trigger is invented, so Slack opens no form
    start = len(public.world.calls)
    is_global = callback_id == "propose_topic"
    place = (
        {}
        if is_global
        else {
            "channel": {"id": public.channel.id},
            "message": {"type": "message", "ts": "1.1", "text": "Procurement, please"},
        }
    )
    kind = "shortcut" if is_global else "message_action"
    interacts(somebody, kind, callback_id=callback_id, **place)
    shown = [
        json.dumps(call.request["view"], ensure_ascii=False)
        for call in public.world.calls[start:]
        if call.name == "views.open"
    ]
    takes_part = MAY[make] is None
    assert [proposing_form.CALLBACK in view for view in shown[:1]] == [takes_part]
    assert takes_part or any(words in shown[0] for words in NOT_THEIRS), shown
