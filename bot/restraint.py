"""How much one person may ask for, so that whoever types or clicks without end harms nobody else.

Nothing here waits or asks the database: what is refused costs next to nothing.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar

from slack_bolt import BoltResponse

from handlers.blocks import errors as blocks
from handlers.blocks import filled, mrkdwn
from handlers.blocks import forms as form_blocks
from openspace import RuleViolation

Body = dict[str, Any]
Person = tuple[str, str]
"""Workspace and user id, as Slack tells them."""

AT_ONCE = 4
"""How many requests of one person are answered at the same time; more of theirs wait their turn.
Somebody quick has one or two under way, and of the usual 50 threads 46 are left to others."""

REMEMBERED = 10_000
"""Of how many people it is remembered what they did last, some 3 MB; a rest of seconds fills any
bucket again, so whoever is forgotten had nothing to lose."""

SAY_AGAIN_S = 5.0
"""How long after one refusal of a click the next is answered without words, in seconds. Each takes
a call to Slack, which takes few of them."""

TOO_FAST = "too_fast"
"""What a refused click or shortcut is taken for: the listener of that says why."""

SENTENCE = (
    "That was very much at once, so I left this one out and nothing was changed."
    " Please wait a few seconds and try again."
)

T = TypeVar("T")


@dataclass
class _Bucket:
    """What somebody may still do.

    Args:
        left: how many deeds, at *at*.
        told_at: when a refused click was last answered in words.
    """

    left: float
    at: float
    told_at: float = float("-inf")


class Restraint:
    """Counts what each person does; safe to ask from many threads.

    Args:
        burst: how many deeds somebody may do at once after a rest.
        per_s: how many a second may follow.
        now: seconds that only grow.
    """

    def __init__(self, *, burst: int, per_s: float, now: Callable[[], float] = monotonic) -> None:
        self._burst = burst
        self._per_s = per_s
        self._now = now
        self._lock = Lock()
        self._buckets: OrderedDict[Person, _Bucket] = OrderedDict()

    def takes(self, person: Person) -> bool:
        """Say whether *person* may do one more thing now, and count it."""
        now = self._now()
        with self._lock:
            bucket = self._buckets.get(person)
            if bucket is None:
                bucket = self._buckets[person] = _Bucket(self._burst, now)
                if len(self._buckets) > REMEMBERED:
                    self._buckets.popitem(last=False)
            else:
                self._buckets.move_to_end(person)
            bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_s)
            bucket.at = now
            if bucket.left < 1:
                return False
            bucket.left -= 1
            return True

    def tells(self, person: Person) -> bool:
        """Say whether a refused click of *person* is to be answered in words, and count it."""
        now = self._now()
        with self._lock:
            bucket = self._buckets.get(person)
            if bucket is None or now - bucket.told_at < SAY_AGAIN_S:
                return False
            bucket.told_at = now
            return True


@dataclass
class _Turn(Generic[T]):
    under_way: int = 0
    waiting: deque[T] = field(default_factory=deque)


class Turns(Generic[T]):
    """Lets a few requests of each person begin, and the others when those have ended.

    It is for a caller that holds a lock of its own.
    """

    def __init__(self) -> None:
        self._people: dict[Person, _Turn[T]] = {}

    def begins(self, person: Person, request: T) -> bool:
        """Say whether *request* may begin now; if not, it waits, and `ended` returns it later."""
        turn = self._people.setdefault(person, _Turn())
        if turn.under_way >= AT_ONCE:
            turn.waiting.append(request)
            return False
        turn.under_way += 1
        return True

    def ended(self, person: Person) -> T | None:
        """Take in that one of theirs has ended; return the next, which begins; None for none."""
        turn = self._people[person]
        if turn.waiting:
            return turn.waiting.popleft()
        turn.under_way -= 1
        if not turn.under_way:
            del self._people[person]
        return None

    def waiting(self, person: Person) -> int:
        """Return how many of theirs wait."""
        turn = self._people.get(person)
        return len(turn.waiting) if turn else 0


def doer(body: Body) -> Person | None:
    """Return whose deeds *body* counts among; None for what is never left out.

    Events tell what has happened in Slack, and to leave one out would lose it; Slack bounds how
    many there are (30,000 an hour; docs.slack.dev, Events API). Only of those who open their Home
    again and again some may be left out: it was painted seconds ago, and what has changed since is
    painted by the clock. They are counted by themselves, so that this is true.
    """
    event = body.get("event")
    if isinstance(event, dict):
        if event.get("type") != "app_home_opened":
            return None
        return (_text(body.get("team_id")), f"Home of {_text(event.get('user'))}")
    user, team = body.get("user"), body.get("team")
    user_id = user.get("id") if isinstance(user, dict) else body.get("user_id")
    team_id = team.get("id") if isinstance(team, dict) else body.get("team_id")
    return (_text(team_id), user_id) if isinstance(user_id, str) else None


def _text(part: object) -> str:
    return part if isinstance(part, str) else ""


def refusal(body: Body, prefix: str) -> BoltResponse | None:
    """Return what answers *body*, which came too fast; None where Slack takes no words for it.

    Slack keeps a form that is answered so, with all that was typed.
    """
    message = blocks.refusal(RuleViolation(SENTENCE))
    if "command" in body:
        said = {"response_type": "ephemeral", **message.payload(prefix)}
        return BoltResponse(status=200, body=said)
    if "event" in body:
        return BoltResponse(status=200, body="")
    if body.get("type") != "view_submission":
        return None
    view = body.get("view")
    block_id = filled.block_for(view, None) if isinstance(view, dict) else None
    if block_id is None:
        above = form_blocks.saying("That did not work", message).view(prefix)
        return BoltResponse(status=200, body={"response_action": "push", "view": above})
    text = mrkdwn.unmarked(mrkdwn.with_prefix(message.text, prefix))
    return BoltResponse(status=200, body={"response_action": "errors", "errors": {block_id: text}})


def in_words(body: Body) -> Body:
    """Return a click or shortcut that came too fast as one whose only answer is to say so."""
    if body.get("type") == "block_actions":
        return {**body, "actions": [{"type": "button", "action_id": TOO_FAST, "block_id": "b"}]}
    return {**body, "callback_id": TOO_FAST}


def say() -> None:
    """Answer what `in_words` made of a click.

    Raises:
        RuleViolation: always; the error handler says it where the person is looking.
    """
    raise RuleViolation(SENTENCE)
