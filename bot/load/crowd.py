"""The simulated people: each does their deeds as a person would, and notes what became of them.

Each is a thread that sleeps most of the time, with the same typed client that tests use. Measured
on two cores, 500 people who think for two seconds, 155 deeds a second: this process took 0.3 of a
core, the sandbox 0.3 and the bot 0.6. So the crowd is not what makes anybody wait.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import httpx

from bot.load.deeds import Deed, Kind
from handlers.blocks import agenda, details, errors, voting
from handlers.blocks import proposing_form as form
from sandbox import elements
from sandbox.calls import Refused
from sandbox.client import Person
from sandbox.refusals import Json
from sandbox.sights import Answer, Channel, Message, Outcome

Fate = Literal["done", "refused", "failed", "nothing to press"]


@dataclass(frozen=True)
class Done:
    """What became of one deed.

    Args:
        reason: why it failed; "" where it did not.
        ack_ms: how long the bot took to answer; None where it did not, or was not asked.
    """

    kind: Kind
    fate: Fate
    reason: str = ""
    ack_ms: float | None = None


COMMANDS = {
    Kind.TOPICS: "/topics",
    Kind.BALLOT: "/vote",
    Kind.AGENDA: "/agenda",
    Kind.SESSIONS: "/signup",
    Kind.PROPOSE: "/propose",
    Kind.OPEN_FORM: "/propose",
}
PRESSES = {
    Kind.GIVE_DOT: (Kind.BALLOT, voting.MORE),
    Kind.TAKE_DOT_OFF: (Kind.BALLOT, voting.FEWER),
    Kind.TAKE_SEAT: (Kind.SESSIONS, agenda.TAKE),
    Kind.GIVE_SEAT_UP: (Kind.SESSIONS, agenda.GIVE_UP),
}
"""Which button is pressed, and what has been asked for to have it."""

NEAR, FAR = 5, 100
"""How many of the last messages are looked at: these, and more where a list is further up."""

TRIES = 3
"""How often a button is aimed at that has just been shown anew."""

BUSY = errors.busy().text
BROKEN = tuple(
    one("").text.split("reference")[0] for one in (errors.failed, errors.database_failed)
)


class Guest:
    """One simulated person."""

    def __init__(self, person: Person, channel: Channel, deeds: Iterator[Deed]) -> None:
        self._person = person
        self._channel = channel
        self._deeds = deeds
        self._held: dict[Kind, Message] = {}
        self._last_seen = ""
        self._is_pressed = False
        self.done: list[Done] = []

    def lives(self, stop: threading.Event, *, think_s: float) -> None:
        """Do one deed after another until *stop* is set."""
        for deed in self._deeds:
            if stop.wait(deed.pause * think_s):
                return
            self._notes(deed)

    def looks_back(self) -> None:
        """See what came of the last press."""
        if self._is_pressed:
            try:
                self._seen(NEAR)
            except (Refused, httpx.HTTPError):
                return  # What the press itself came to is known, and noted.

    @property
    def has_opened_home(self) -> bool:
        """Say whether this person has opened Home, as far as they know without failing."""
        return any(one.kind is Kind.HOME and one.fate == "done" for one in self.done)

    def sees_home(self) -> bool:
        """Say whether there is something in this person's Home."""
        try:
            return self._person.home() is not None
        except (Refused, httpx.HTTPError):
            return False

    def misses_home(self) -> None:
        """Note that the Home that was opened never came; only the first time shows that."""
        for place, one in enumerate(self.done):
            if one.kind is Kind.HOME and one.fate == "done":
                self.done[place] = replace(one, fate="failed", reason="never shown")
                return

    def _notes(self, deed: Deed) -> None:
        try:
            if deed.kind not in PRESSES:
                self.looks_back()
            self.done.append(self._does(deed))
        except Refused as refused:
            self.done.append(Done(deed.kind, "failed", refused.error))
        except httpx.HTTPError as error:
            self.done.append(Done(deed.kind, "failed", type(error).__name__))

    def _does(self, deed: Deed) -> Done:
        if deed.kind is Kind.HOME:
            self._person.opens_home()
            return Done(deed.kind, "done")
        if deed.kind is Kind.SEND_FORM:
            return self._sends(deed)
        if deed.kind in PRESSES:
            return self._presses(deed)
        text = f"{COMMANDS[deed.kind]} {deed.title}".strip()
        answer = self._person.types(text, self._channel)
        if answer.message:
            self._held[deed.kind] = answer.message
        return typed(deed.kind, answer)

    def _presses(self, deed: Deed) -> Done:
        held, action_id = PRESSES[deed.kind]
        for _ in range(TRIES):
            shown = self._again(held)
            buttons = [
                (block["block_id"], element["action_id"])
                for block, element in elements.interactive(shown.blocks if shown else ())
                if element["action_id"] == action_id
            ]
            if shown is None or not buttons:
                return Done(deed.kind, "nothing to press")
            block_id, _ = buttons[int(deed.pick * len(buttons))]
            try:
                outcome = self._person.presses(shown, action_id=action_id, block_id=block_id)
            except Refused as refused:
                if refused.error != "no_such_element":
                    raise
                continue  # The list was shown anew between the look and the press.
            self._is_pressed = outcome.ok
            return _pressed(deed.kind, outcome)
        return Done(deed.kind, "nothing to press")

    def _sends(self, deed: Deed) -> Done:
        """Send the form that was opened before; where similar topics are named, post it anyway."""
        open_now = [view for view in self._person.forms() if view.callback_id == form.CALLBACK]
        if not open_now:
            return Done(deed.kind, "nothing to press")
        outcome = self._person.submits(open_now[-1], {details.TITLE: deed.title})
        again = [view for view in self._person.forms() if view.callback_id == form.CALLBACK]
        if outcome.ok and again:
            outcome = self._person.submits(again[-1])
        for view in reversed(self._person.forms()):
            self._person.closes(view)
        return _pressed(deed.kind, outcome)

    def _again(self, held: Kind) -> Message | None:
        """Return the list that was asked for before, as it is now; None where it is gone."""
        before = self._held.get(held)
        if before is None:
            return None
        for limit in (NEAR, FAR):
            for message in self._seen(limit):
                if message.ts == before.ts:
                    return message
        return None

    def _seen(self, limit: int) -> list[Message]:
        """Look at the channel, and take note of what was said to the last press."""
        messages = self._person.sees(self._channel, limit=limit)
        news = [one for one in messages if one.is_ephemeral and one.ts > self._last_seen]
        # A press that the bot does is shown in its list; one that it refuses adds words below it.
        if self._is_pressed and news:
            self.done[-1] = _judged(self.done[-1], news[-1])
        self._is_pressed = False
        self._last_seen = max([self._last_seen, *(message.ts for message in messages)])
        return messages


def typed(kind: Kind, answer: Answer) -> Done:
    """Return what became of a typed command."""
    if not answer.ok:
        return Done(kind, "failed", answer.error or "unknown")
    done = Done(kind, "done", ack_ms=answer.ack_ms)
    return _judged(done, answer.message) if answer.message else done


def _pressed(kind: Kind, outcome: Outcome) -> Done:
    if outcome.error:
        return Done(kind, "failed", outcome.error)
    done = Done(kind, "done", ack_ms=outcome.ack_ms)
    for said in (outcome.errors or {}).values():
        done = _refused(done, said)
    return done


def _judged(done: Done, said: Message) -> Done:
    """Return *done* with the fate that the bot's words tell.

    A refusal is one sentence with nothing to press (`handlers.blocks.errors`); what is shown to
    those for whom it worked is always more.
    """
    is_words_alone = len(said.blocks) == 1 and _is_plain(said.blocks[0])
    return _refused(done, said.text) if is_words_alone else done


def _refused(done: Done, said: str) -> Done:
    """Return *done* as refused in words, which is right, or failed, if that is what they say."""
    if said == BUSY:
        return replace(done, fate="failed", reason="too busy")
    if said.startswith(BROKEN):
        return replace(done, fate="failed", reason="something went wrong in the bot")
    return replace(done, fate="refused")


def _is_plain(block: Json) -> bool:
    return block["type"] == "section" and "accessory" not in block


def act(guests: Sequence[Guest], stop: threading.Event, *, think_s: float, seconds: float) -> None:
    """Let all *guests* act at once for so many *seconds*, or until *stop* is set."""
    over = threading.Event()
    threads = [
        threading.Thread(target=guest.lives, args=(over,), kwargs={"think_s": think_s})
        for guest in guests
    ]
    for thread in threads:
        thread.start()
    stop.wait(seconds)
    over.set()
    for thread in threads:
        thread.join()


def fates(guests: Iterable[Guest]) -> list[Done]:
    """Return what became of all deeds of *guests*."""
    return [done for guest in guests for done in guest.done]
