"""Trigger ids and response URLs: how long they live and how often they may be used."""

import secrets
import time
from dataclasses import dataclass

from sandbox.refusals import SlackError

USES = 5  # docs.slack.dev, handling user interaction
FORGOTTEN_AFTER_S = 3600.0


@dataclass
class Trigger:
    """Lets the app open a modal for *person_id*; *view_id* is the modal it came from, or None."""

    person_id: str
    view_id: str | None
    made_at: float
    used: bool = False


@dataclass
class ResponseUrl:
    """Lets the app answer one interaction; *original_ts* is the message clicked, or None."""

    person_id: str
    channel_id: str
    original_ts: str | None
    made_at: float
    uses_left: int = USES


class Interactions:
    """Makes and redeems trigger ids and response URLs, in real time."""

    def __init__(self, *, trigger_life_s: float, response_url_life_s: float) -> None:
        self._trigger_life_s = trigger_life_s
        self._response_url_life_s = response_url_life_s
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def new_trigger(self, person_id: str, *, view_id: str | None = None) -> str:
        """A trigger id for one interaction."""
        self._forget_old()
        trigger_id = (
            f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        )
        self._triggers[trigger_id] = Trigger(person_id, view_id, time.monotonic())
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use a trigger id up.

        Raises:
            SlackError: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.made_at > self._trigger_life_s:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(self, person_id: str, channel_id: str, original_ts: str | None) -> str:
        """The secret last part of a response URL for one interaction."""
        key = secrets.token_hex(16)
        self._urls[key] = ResponseUrl(person_id, channel_id, original_ts, time.monotonic())
        return key

    def use_response_url(self, key: str) -> ResponseUrl:
        """Count one use.

        Raises:
            SlackError: `used_url`, `expired_url` or, for an unknown one, `invalid_url`.
        """
        found = self._urls.get(key)
        if found is None:
            raise SlackError("invalid_url")
        if time.monotonic() - found.made_at > self._response_url_life_s:
            raise SlackError("expired_url")
        if found.uses_left == 0:
            raise SlackError("used_url")
        found.uses_left -= 1
        return found

    def _forget_old(self) -> None:
        """Drop what is long past, oldest first (dictionaries keep their order)."""
        horizon = time.monotonic() - FORGOTTEN_AFTER_S
        while self._triggers and next(iter(self._triggers.values())).made_at < horizon:
            del self._triggers[next(iter(self._triggers))]
        while self._urls and next(iter(self._urls.values())).made_at < horizon:
            del self._urls[next(iter(self._urls))]
