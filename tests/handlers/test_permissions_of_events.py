"""What events say to whom: a table of people and events."""

import pytest

from sandbox.calls import id_of
from tests.handlers.cast import Week
from tests.handlers.test_contract import EVENTS
from tests.handlers.test_permissions import (
    Make,
    bot,
    deactivated,
    external,
    external_let_in,
    guest,
    guest_let_in,
    participant,
)
from tests.handlers.test_permissions_of_clicks import MAY

SAID_BY_EVENTS: dict[str, dict[Make, int]] = {
    "member_joined_channel": {participant: 1, guest_let_in: 1, external_let_in: 1},
    # Who asks is answered, if only with the refusal; bots and closed accounts do not ask.
    "app_mention": {participant: 1, guest_let_in: 1, external_let_in: 1, guest: 1, external: 1},
    "app_home_opened": {},
    "member_left_channel": {},
    "user_change": {},
    # Nothing can be said any more where the bot is not.
    "app_uninstalled": {},
    "tokens_revoked": {},
}
"""How many private answers an event brings to whom; nobody else gets one."""


def test_the_table_has_every_event() -> None:
    assert set(SAID_BY_EVENTS) == set(EVENTS)


@pytest.mark.parametrize("make", MAY, ids=lambda make: make.__name__)
@pytest.mark.parametrize("event", EVENTS)
def test_every_event_answers_whom_it_should_and_nobody_else(
    week: Week, event: str, make: Make
) -> None:
    somebody = week.newcomer("dee") if make is participant else make(week)
    user: object = somebody.id
    if event == "user_change":
        user = {"id": somebody.id, "deleted": make is deactivated, "is_bot": make is bot}
    calls = len(week.world.payloads_since(0))
    told = week.world.tells({"type": event, "user": user, "channel": id_of(somebody.channel)})
    assert told.status_code == 200
    sent = [call for call in week.world.payloads_since(calls) if call.name.startswith("chat.")]
    assert {call.name for call in sent} <= {"chat.postEphemeral"}
    assert {call.request["user"] for call in sent} <= {somebody.id}
    assert len(sent) == SAID_BY_EVENTS[event].get(make, 0)
