"""A person of the sandbox, driven from Python: what they do and what they see."""

from collections.abc import Mapping
from typing import Any

from sandbox import elements
from sandbox.calls import Calls, ChannelOrId, id_of
from sandbox.refusals import Json
from sandbox.sights import Answer, Channel, Message, Outcome, Profile, View

Place = Message | View | Answer


class Person:
    """Somebody in the workspace, and what they do there."""

    def __init__(self, calls: Calls, profile: Profile) -> None:
        self._calls = calls
        self.profile = profile
        self.id = profile.id
        self.name = profile.name

    def __repr__(self) -> str:
        return f"Person({self.name})"

    def _do(self, path: str, **body: Any) -> Json:
        given = {name: value for name, value in body.items() if value is not None}
        return self._calls.post(path, **{"as": self.id}, **given)

    def _look(self, path: str, **query: Any) -> Json:
        given = {name: value for name, value in query.items() if value is not None}
        return self._calls.get(path, **{"as": self.id}, **given)

    # Writing and reading

    def types(self, text: str, channel: ChannelOrId) -> Answer:
        """Type a slash command and wait for its ack."""
        return Answer.read(self._do("command", channel=id_of(channel), text=text))

    def says(self, text: str, channel: ChannelOrId, *, thread_ts: str | None = None) -> str:
        """Post an ordinary message; its ts."""
        done = self._do("say", channel=id_of(channel), text=text, thread_ts=thread_ts)
        return str(done["ts"])

    def sees(
        self, channel: ChannelOrId, *, thread_ts: str | None = None, limit: int = 200
    ) -> list[Message]:
        """The last *limit* messages of a channel, oldest first, own ephemerals included."""
        found = self._look("messages", channel=id_of(channel), thread_ts=thread_ts, limit=limit)
        return [Message.read(entry) for entry in found["messages"]]

    def last_answer(self, channel: ChannelOrId) -> Message | None:
        """The newest message for this person alone in a channel, None when there is none."""
        own = [message for message in self.sees(channel) if message.is_ephemeral]
        return own[-1] if own else None

    def again(self, message: Message | Answer) -> Message | None:
        """The message as it is now, None when it is gone."""
        place = _at(message)
        for found in reversed(self.sees(place["channel"])):
            if found.ts == place["ts"]:
                return found
        return None

    def channels(self) -> list[Channel]:
        """The conversations that this person sees."""
        return [Channel.read(entry) for entry in self._look("channels")["channels"]]

    def dm(self) -> Channel:
        """The DM with the app."""
        return next(channel for channel in self.channels() if channel.is_im)

    def dms(self) -> list[Message]:
        """What stands in the DM with the app, oldest first."""
        return self.sees(self.dm())

    def joins(self, channel: ChannelOrId) -> None:
        """Join a channel."""
        self._do(f"channels/{id_of(channel)}/join")

    def leaves(self, channel: ChannelOrId) -> None:
        """Leave a channel."""
        self._do(f"channels/{id_of(channel)}/leave")

    def reads(self, channel: ChannelOrId) -> None:
        """Mark a channel as read."""
        self._do(f"channels/{id_of(channel)}/read")

    def fetches(self, file: Json) -> bytes:
        """The bytes of a file that a message showed."""
        return self._calls.fetch(file["url"], **{"as": self.id})

    # Clicking

    def clicks(
        self, place: Place, what: str, value: Any = None, *, block_id: str | None = None
    ) -> Outcome:
        """Press or choose in the element with that label or action_id.

        Args:
            value: what to choose: option values, a date, a time; None for a button.
            block_id: says which, where several blocks have the same action_id.

        Raises:
            LookupError: there is no such element.
            Refused: it is no longer there.
        """
        block, element = _element(place, what, block_id)
        return self.presses(
            place, action_id=element["action_id"], block_id=block["block_id"], value=value
        )

    def presses(
        self, place: Place, *, action_id: str, block_id: str | None, value: Any = None
    ) -> Outcome:
        """Press an element by its ids, whether or not *place* showed it."""
        done = self._do("click", **_at(place), action_id=action_id, block_id=block_id, value=value)
        return Outcome.read(done)

    def is_offered(self, place: Place, action_id: str, typed: str) -> list[Json]:
        """The options that an external select offers for what is typed."""
        done = self._do("suggest", **_at(place), action_id=action_id, value=typed)
        return list(done["options"])

    def uses(self, callback_id: str, on: Message | Answer | None = None) -> Outcome:
        """Use a shortcut, global or *on* a message."""
        return Outcome.read(
            self._do("shortcut", callback_id=callback_id, **(_at(on) if on else {}))
        )

    # Home and forms

    def opens_home(self, tab: str = "home") -> None:
        """Open the app's Home; the app hears of it."""
        self._do("home", tab=tab)

    def home(self) -> View | None:
        """The Home tab as last published, None when it never was."""
        found = self._look("home")["view"]
        return View.read(found) if found else None

    def forms(self) -> list[View]:
        """The open modals, the top one last."""
        return [View.read(entry) for entry in self._look("views")["views"]]

    def form(self) -> View:
        """The modal on top.

        Raises:
            LookupError: none is open.
        """
        open_now = self.forms()
        if not open_now:
            raise LookupError(f"{self.name} has no form open.")
        return open_now[-1]

    def fills(self, view: View, values: Mapping[str, Any]) -> View:
        """Fill in a form (or Home) and leave it open; the view with what is in it now.

        Args:
            values: by label, block_id or action_id; option values, dates, texts.
        """
        done = self._do("views/type", view_id=view.id, state=_state(view, values))
        return View.read(done["view"])

    def submits(self, view: View, values: Mapping[str, Any] | None = None) -> Outcome:
        """Submit a form, filled in with *values* (as for `fills`) first."""
        state = _state(view, values or {})
        return Outcome.read(self._do("views/submit", view_id=view.id, state=state))

    def closes(self, view: View) -> None:
        """Close a form without submitting it."""
        self._do("views/close", view_id=view.id)


def _shown(place: Place) -> Message | View:
    """The message or view in *place*.

    Raises:
        LookupError: it is an answer that showed nothing.
    """
    if not isinstance(place, Answer):
        return place
    if place.message is None:
        raise LookupError(f"The answer showed no message: {place}.")
    return place.message


def _at(place: Place) -> Json:
    shown = _shown(place)
    if isinstance(shown, View):
        return {"view_id": shown.id}
    return {"channel": shown.channel, "ts": shown.ts}


def _state(view: View, values: Mapping[str, Any]) -> Json:
    """The values of a form by block_id and action_id."""
    state: Json = {}
    for what, value in values.items():
        block, element = _element(view, what, None)
        state.setdefault(block["block_id"], {})[element["action_id"]] = value
    return state


def _element(place: Place, what: str, block_id: str | None) -> tuple[Json, Json]:
    """The first element with that label, action_id or block_id."""
    blocks = _shown(place).blocks
    for block, element in elements.interactive(blocks):
        label = element.get("text", {}).get("text")
        names = (element.get("action_id"), label, block.get("label", {}).get("text"))
        if block_id in (None, block["block_id"]) and what in (*names, block["block_id"]):
            return block, element
    shown = [e.get("text", {}).get("text") for _, e in elements.interactive(blocks)]
    raise LookupError(f"There is no {what!r}; there are {shown}.")
