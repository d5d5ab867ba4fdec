"""Gathers what a rehearsal has shown, from what was posted and from what is stored at its end."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session as DatabaseSession

from bot.proofbook import proofs
from bot.proofbook.proofs import Promised, Rehearsal, Sent, Unsent
from openspace.messages import Status
from openspace.setup import SetUp
from openspace.spaces import Space
from sandbox.wire import WireCall
from services import visits
from services.visits import Visit
from storage import ballots, outbox, signups, topics
from storage import people as stored_people
from storage import timetable as stored_timetable
from storage.database import Database
from storage.outbox import Fate
from storage.timetable import Edition

STILL_TO_COME = "It was still to come when the rehearsal ended."


class Posts:
    """What the bot has posted, in the order in which the workspace took it."""

    def __init__(self) -> None:
        self._taken: list[tuple[str, Sent]] = []

    @property
    def count(self) -> int:
        """How many messages were posted that nobody asked for."""
        return len(self._taken)

    def note(self, call: WireCall) -> None:
        """Keep a call if it posted such a message; called by the sandbox for each."""
        if call.name != "chat.postMessage" or not call.response.get("ok"):
            return
        token = _token(call.request)
        if token:
            at = datetime.fromtimestamp(float(call.response["ts"]), UTC)
            self._taken.append(
                (
                    token,
                    Sent(
                        at=at,
                        recipient=str(call.request["channel"]),
                        text=str(call.request.get("text", "")),
                        blocks=tuple(call.request.get("blocks") or ()),
                        promises=(),
                    ),
                )
            )

    def with_promises(self, told: Mapping[str, tuple[Promised, ...]]) -> tuple[Sent, ...]:
        """Return the messages, each with what it told, by its token."""
        return tuple(
            Sent(one.at, one.recipient, one.text, one.blocks, told.get(token, ()))
            for token, one in self._taken
        )


def gathered(
    database: Database,
    set_up: SetUp,
    posts: Posts,
    *,
    team_id: str,
    channel: tuple[str, str],
    bot_name: str,
    people: Mapping[str, str],
    facilitator: str,
    refused: tuple[str, ...],
    seed: int,
    took_s: float,
) -> Rehearsal:
    """Return what a rehearsal has shown; the arguments are those of `Rehearsal`."""
    with database.reading() as db:
        visit = Visit(team_id, facilitator, channel[0], datetime.now(UTC))
        space = visits.look(db, visit).space
        fates = outbox.fates(db, space)
        return Rehearsal(
            name=set_up.name,
            zone=set_up.zone,
            first_day=set_up.first_day,
            last_day=set_up.last_day,
            channel=channel,
            bot_name=bot_name,
            people=people,
            facilitator=facilitator,
            messages=posts.with_promises(_told(fates)),
            sent=sum(one.status is Status.SENT for one in fates),
            unsent=tuple(_unsent(one) for one in fates if one.status is not Status.SENT),
            topics=_topics(db, space),
            sessions=_sessions(db, space),
            wants=_wants(db, space, people),
            refused=refused,
            seed=seed,
            took_s=took_s,
        )


def _token(request: Mapping[str, Any]) -> str:
    metadata = request.get("metadata")
    return str(metadata["event_payload"].get("id", "")) if isinstance(metadata, dict) else ""


def _told(fates: tuple[Fate, ...]) -> dict[str, tuple[Promised, ...]]:
    found: defaultdict[str, list[Promised]] = defaultdict(list)
    for one in fates:
        if one.claim is not None and one.status is Status.SENT:
            found[one.claim].append(Promised(one.key, one.kind))
    return {token: tuple(promises) for token, promises in found.items()}


def _unsent(one: Fate) -> Unsent:
    is_settled = one.status in (Status.DROPPED, Status.FAILED)
    return Unsent(
        at=one.at,
        recipient=one.recipient,
        promise=Promised(one.key, one.kind),
        status=one.status.value if is_settled else Status.PENDING.value,
        reason=one.reason if is_settled else one.reason or STILL_TO_COME,
    )


def _topics(db: DatabaseSession, space: Space) -> tuple[proofs.Topic, ...]:
    dots = {one.number: one.dots for one in ballots.totals(db, space)}
    there = [(one, False) for one in topics.listed(db, space) if one.speakers is None] + [
        (one, True) for one in topics.withdrawn(db, space)
    ]
    return tuple(
        proofs.Topic(
            number=one.number,
            title=one.title,
            hosts=one.hosts,
            theme=one.theme,
            dots=dots.get(one.number, 0),
            is_withdrawn=is_withdrawn,
        )
        for one, is_withdrawn in sorted(there, key=lambda pair: pair[0].number)
    )


def _sessions(db: DatabaseSession, space: Space) -> tuple[proofs.Session, ...]:
    found = stored_timetable.sessions(db, space, Edition.PUBLISHED)
    orders = signups.orders(db, [one.topic_id for one in found])
    names = stored_people.user_ids(db, {who for order in orders.values() for who in order})
    sessions = []
    for one in found:
        listed = [names[who] for who in orders[one.topic_id]]
        seated, waiting = listed[: one.room.capacity], listed[one.room.capacity :]
        sessions.append(
            proofs.Session(
                number=one.number,
                title=one.title,
                is_talk=one.speakers is not None,
                starts_at=one.slot.starts_at,
                ends_at=one.slot.ends_at,
                room=one.room.name,
                capacity=one.room.capacity,
                hosts=one.hosts,
                seated=tuple(who for who in seated if who not in one.hosts),
                waiting=tuple(waiting),
            )
        )
    return tuple(sessions)


def _wants(
    db: DatabaseSession, space: Space, people: Mapping[str, str]
) -> dict[str, tuple[int, ...]]:
    found = {}
    for user_id in people:
        participant_id = stored_people.person(db, space, user_id).participant_id
        if participant_id is not None:
            found[user_id] = tuple(sorted(ballots.ballot(db, participant_id)))
    return {user_id: numbers for user_id, numbers in found.items() if numbers}
