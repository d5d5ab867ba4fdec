"""A payload of every kind that the bot answers: what well-meaning clients send."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlencode

from handlers import events, routes, shortcuts
from handlers.blocks import forgetting, spaces, starting, values
from handlers.blocks.form_values import Starting
from handlers.blocks.values import Chosen, Sure
from handlers.commands import COMMANDS
from tests.fuzz import mutations
from tests.fuzz.mutations import Json
from tests.handlers.test_permissions_in_forms import INSIDE
from tests.handlers.test_permissions_of_clicks import AT_HOME, TABLE, TO_START
from tests.handlers.test_permissions_of_forms import FORMS

BUTTONS: dict[str, Callable[[int], str]] = {
    **{action_id: write for action_id, (write, _) in TABLE.items()},
    **AT_HOME,
    forgetting.YES: lambda n: values.write(Sure(n)),
    starting.START: lambda _n: TO_START[starting.START],
    spaces.CHOOSE: lambda n: values.write(Chosen(n, "vote", "1")),
}
START: Json = {
    starting.NAME: {"value": "Mine"},
    starting.FIRST_DAY: {"selected_date": "2027-11-23"},
    starting.LAST_DAY: {"selected_date": "2027-11-24"},
    starting.ZONE: {"value": "Europe/London"},
    starting.DOTS: {"value": "5"},
    starting.TALLY: {"selected_option": {"value": "facilitators"}},
}
assert {*BUTTONS} == {*routes.ACTIONS, spaces.CHOOSE}
assert {*FORMS, starting.CALLBACK} == {*routes.FORMS}
assert {*INSIDE} == {*routes.FORM_ACTIONS}


@dataclass(frozen=True)
class Place:
    """Where people act.

    Args:
        people: the user ids of those who act, of both open spaces.
        channels: the channels in which they do.
        answers: where what is said later is posted.
    """

    team_id: str
    app_id: str
    people: Sequence[str]
    channels: Sequence[str]
    answers: str


class Payloads:
    """Makes payloads as Slack would send them if people changed what their clients let them change.

    Args:
        chance: the same seed makes the same payloads.
    """

    def __init__(self, place: Place, chance: Random) -> None:
        self.place = place
        self._chance = chance
        self._numbers = count(chance.randrange(10**9))
        self._kinds: tuple[tuple[int, Callable[[], Json]], ...] = (
            (30, self.command),
            (30, self.click),
            (18, self.form),
            (10, self.click_in_form),
            (4, self.shortcut),
            (8, self.event),
        )

    def any(self) -> Json:
        """A payload of any kind."""
        weights = [weight for weight, _ in self._kinds]
        (make,) = self._chance.choices([make for _, make in self._kinds], weights)
        return make()

    def command(self) -> Json:
        """Something typed."""
        chance = self._chance
        return {
            "command": f"/{chance.choice(COMMANDS).name}",
            "text": mutations.text(chance),
            "team_id": self.place.team_id,
            "user_id": self._person(),
            "channel_id": chance.choice(self.place.channels),
            "response_url": self.place.answers,
            "trigger_id": self._trigger(),
        }

    def click(self) -> Json:
        """A button or menu of a message, of Home or of a list in a form."""
        chance = self._chance
        action_id = chance.choice(list(BUTTONS))
        value = mutations.carried(BUTTONS[action_id](chance.choice((1, 1, 2, 3))), chance)
        action: Json = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
        if chance.random() < 0.1:
            action = {**action, "value": None, "selected_option": {"value": value}}
        where = chance.random()
        if where < 0.6:
            shown: Json = {
                "container": {"type": "message", "is_ephemeral": chance.random() < 0.8},
                "channel": {"id": chance.choice(self.place.channels)},
                "response_url": self.place.answers,
            }
        elif where < 0.8:
            home = {"type": "home", "app_installed_team_id": self.place.team_id, "blocks": []}
            shown = {"container": {"type": "view"}, "view": home}
        else:
            shown = {"view": {**self._view("", value), "previous_view_id": None}}
        return {**self._interaction("block_actions"), "actions": [action], **shown}

    def form(self) -> Json:
        """A form that is sent."""
        chance = self._chance
        callback_id = chance.choice(list(routes.FORMS))
        if callback_id == starting.CALLBACK:
            metadata, state = values.write(Starting(chance.choice(self.place.channels))), START
        else:
            write, state, _ = FORMS[callback_id]
            metadata = write(chance.choice((1, 1, 2, 3)))
        view = self._view(callback_id, mutations.carried(metadata, chance))
        held = mutations.filled(state, chance)
        view["blocks"] = [
            {"type": "input", "block_id": name, "element": {"type": "x", "action_id": name}}
            for name in held or {"times": {}}
        ]
        view["state"] = {"values": {name: {name: typed} for name, typed in held.items()}}
        return {**self._interaction("view_submission"), "view": view}

    def click_in_form(self) -> Json:
        """A button within a form."""
        chance = self._chance
        action_id = chance.choice(list(INSIDE))
        metadata, value, _ = INSIDE[action_id]
        n = chance.choice((1, 1, 2, 3))
        pressed = {
            "type": "button",
            "action_id": action_id,
            "value": mutations.carried(value(n), chance),
        }
        view = self._view("", mutations.carried(metadata(n), chance))
        return {**self._interaction("block_actions"), "view": view, "actions": [pressed]}

    def shortcut(self) -> Json:
        """A shortcut, on a message or on none."""
        chance = self._chance
        used = chance.choice(shortcuts.SHORTCUTS)
        if used.callback_id == "propose_topic":
            return {**self._interaction("shortcut"), "callback_id": used.callback_id}
        return {
            **self._interaction("message_action"),
            "callback_id": used.callback_id,
            "channel": {"id": chance.choice(self.place.channels)},
            "message": {"type": "message", "ts": "1.1", "text": mutations.text(chance)},
        }

    def event(self) -> Json:
        """Something that Slack tells."""
        chance = self._chance
        kind, user = chance.choice(events.EVENTS), self._person()
        told: Json = {
            "type": kind,
            "user": {"id": user} if kind == "user_change" else user,
            "channel": chance.choice(self.place.channels),
            "tab": chance.choice(("home", "messages")),
            "ts": "1.1",
            "event_ts": "1.1",
        }
        return {
            "type": "event_callback",
            "team_id": self.place.team_id,
            "api_app_id": self.place.app_id,
            "event_id": f"Ev{next(self._numbers)}",
            "event": told,
        }

    def _interaction(self, kind: str) -> Json:
        return {
            "type": kind,
            "team": {"id": self.place.team_id},
            "user": {"id": self._person(), "team_id": self.place.team_id},
            "api_app_id": self.place.app_id,
            "trigger_id": self._trigger(),
        }

    def _view(self, callback_id: str, metadata: str) -> Json:
        return {
            "id": "V1",
            "type": "modal",
            "title": {"type": "plain_text", "text": "A form"},
            "callback_id": callback_id,
            "private_metadata": metadata,
            "blocks": [],
            "state": {"values": {}},
        }

    def _person(self) -> str:
        return self._chance.choice(self.place.people)

    def _trigger(self) -> str:
        return f"1.1.{next(self._numbers)}"


def encoded(payload: Json) -> tuple[bytes, str]:
    """The body and content type with which Slack sends a payload."""
    if "command" in payload:
        fields = {
            name: part if isinstance(part, str) else json.dumps(part)
            for name, part in payload.items()
        }
        return urlencode(
            fields, errors="surrogatepass"
        ).encode(), "application/x-www-form-urlencoded"
    written = json.dumps(payload)
    if "event" in payload:
        return written.encode(), "application/json"
    return urlencode({"payload": written}).encode(), "application/x-www-form-urlencoded"


def doer_of(payload: Json) -> Any:
    """The user id of whoever acts; None for an event."""
    return payload.get("user_id") or payload.get("user", {}).get("id")
