"""Does the steps of a rehearsal: looks how things stand, and types what a person would type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.rehearsal import people, placing
from bot.rehearsal.people import EVERYTHING, Invented
from bot.rehearsal.placing import Place
from bot.rehearsal.script import Look, Step
from openspace import RuleViolation, moments, timetable
from openspace.proposing import Topic
from openspace.spaces import Window
from sandbox.client import Person, Refused
from sandbox.sights import Answer
from services import agenda, proposing
from services import timetable as timetable_services
from services.agenda import Entry
from services.timetable import Draft
from services.visits import Visit
from storage.database import Database

T = TypeVar("T")

LEAST_NOTICE = timedelta(minutes=30)
"""How long before it begins a session is placed or given up, at least."""


@dataclass
class Deeds:
    """Invented people with what they need to act.

    Args:
        now: what time it is.
        acting: the people of the workspace, in the order of *cast*.
        refused: what somebody tried and was refused, as sentences.
    """

    database: Database
    now: Callable[[], datetime]
    team_id: str
    channel_id: str
    cast: Sequence[Invented]
    acting: Sequence[Person]
    seed: int
    refused: list[str] = field(default_factory=list)

    def do(self, step: Step) -> None:
        """Do what a step says, as the person who does it."""
        try:
            self._do(step)
        except RuleViolation as refusal:
            self.refused.append(f"A look was refused: {_plain(refusal.text)}")

    def _do(self, step: Step) -> None:
        match step.what:
            case str(text):
                self._types(step.who, text)
            case Look.VOTE:
                self._vote(step.who)
            case Look.DRAFT:
                self._draft(step.who)
            case Look.PUBLISH:
                self._publish(step.who)
            case Look.SIGN_UP_FOR_TALKS | Look.SIGN_UP:
                self._sign_up(step.who, is_for_talks=step.what is Look.SIGN_UP_FOR_TALKS)
            case Look.GIVE_UP:
                self._give_up(step.who)
            case Look.WITHDRAW:
                self._withdraw(step.who)
            case Look.MOVE_ONE:
                self._move_one(step.who)

    def _types(self, who: int, text: str) -> None:
        try:
            answer = self.acting[who].types(text, self.channel_id)
        except Refused as refusal:
            self.refused.append(f"{_command(text)} was not taken: {refusal}")
            return
        if not answer.ok:
            self.refused.append(f"{_command(text)} was not answered: {answer.error}.")
        elif _is_refusal(answer):
            # Not whose it was, nor what stood behind the command: that could be a ballot.
            self.refused.append(f"{_command(text)} was refused: {_plain(answer.text)}")

    def _looks(self, who: int, look: Callable[[Session, Visit], T]) -> T:
        visit = Visit(self.team_id, self.acting[who].id, self.channel_id, self.now())
        with self.database.reading() as db:
            return look(db, visit)

    def _weights(self, who: int, topics: Sequence[Topic]) -> dict[int, float]:
        return {one.number: self._appeal(who, one.title, one.theme) for one in topics}

    def _appeal(self, who: int, title: str, theme: str | None) -> float:
        return people.appeal(self.cast[who], title, theme, seed=self.seed)

    def _vote(self, who: int) -> None:
        listing = self._looks(who, proposing.listing)
        topics = [one for one in listing.topics if one.speakers is None]
        if not listing.here.space.is_open(Window.VOTING) or not topics:
            return
        weights = self._weights(who, topics)
        dots = people.ballot(self.cast[who], weights, budget=listing.here.space.budget)
        self._types(who, "/vote " + " ".join(f"{number} x{n}" for number, n in dots.items()))

    def _draft(self, who: int) -> None:
        draft = self._looks(who, timetable_services.draft)
        if any(topic.speakers is None and topic.hosts for topic in draft.unplaced):
            self._types(who, "/openspace timetable draft")

    def _publish(self, who: int) -> None:
        if self._looks(who, timetable_services.draft).changes:
            self._types(who, "/openspace timetable publish")

    def _move_one(self, who: int) -> None:
        """Move one session to another day, as always something comes up."""
        draft = self._looks(who, timetable_services.draft)
        zone = draft.here.space.zone
        tomorrow = moments.today(self.now(), zone) + timedelta(days=1)
        for session in draft.sessions:
            others = [one for one in draft.sessions if one is not session]
            is_later = moments.today(session.slot.starts_at, zone) >= tomorrow
            if session.speakers is not None or not is_later:
                continue
            found = placing.places(
                [_topic(session)],
                {session.number: session.room.capacity},
                others,
                slots=[slot for slot in draft.slots if slot.id != session.slot.id],
                rooms=draft.rooms,
                after=session.slot.starts_at,
            )
            if found:
                self._moves(who, found[0], draft)
                self._types(who, "/openspace timetable publish")
                return

    def _moves(self, who: int, place: Place, draft: Draft) -> None:
        when = timetable.slot_words(place.slot, draft.here.space.zone)
        room = place.room.name.replace('"', "'")
        self._types(who, f'/openspace timetable move {place.number} {when} "{room}"')

    def _sign_up(self, who: int, *, is_for_talks: bool) -> None:
        person, shown = self.cast[who], self._looks(who, agenda.show)
        has = shown.mine()
        free = [one for one in shown.entries if one not in has and self._is_to_come(one)]
        if is_for_talks:
            free = [one for one in free if one.session.speakers is not None]
        weights = {one.session.number: self._appeal(who, one.session.title, None) for one in free}
        room = max(0, person.sessions - len(has))
        most = -(-person.sessions // 3) if is_for_talks else room
        liked = people.chosen(
            person, weights, most=EVERYTHING, salt="talks" if is_for_talks else ""
        )
        if person.sessions == EVERYTHING:
            numbers = list(liked[:100])
        else:
            numbers = _apart(liked, free, has)[: min(most, room)]
        if numbers:
            anyway = " anyway" if person.sessions == EVERYTHING else ""
            self._types(who, f"/signup {' '.join(map(str, numbers))}{anyway}")

    def _give_up(self, who: int) -> None:
        shown = self._looks(who, agenda.show)
        mine = [one for one in shown.entries if one.mine is not None and self._is_to_come(one)]
        weights = {
            one.session.number: 1 / self._appeal(who, one.session.title, None) for one in mine
        }
        for number in people.chosen(self.cast[who], weights, most=1, salt="give up"):
            self._types(who, f"/signup cancel {number}")

    def _withdraw(self, who: int) -> None:
        me = self.acting[who].id
        own = [one.number for one in self._looks(who, proposing.listing).topics if me in one.hosts]
        if own:
            self._types(who, f"/openspace withdraw {own[-1]}")

    def _is_to_come(self, entry: Entry) -> bool:
        return entry.session.slot.starts_at > self.now() + LEAST_NOTICE


def _topic(session: timetable.Session) -> Topic:
    return Topic(
        id=session.topic_id,
        number=session.number,
        title=session.title,
        description="",
        theme=None,
        speakers=None,
        author_id=None,
        hosts=session.hosts,
    )


def _apart(liked: Sequence[int], free: Sequence[Entry], has: Sequence[Entry]) -> list[int]:
    """Return those of the *liked* that are at different times, also than what somebody has."""
    slots: Mapping[int, int] = {one.session.number: one.session.slot.id for one in free}
    taken = {one.session.slot.id for one in has}
    found = []
    for number in liked:
        if slots[number] not in taken:
            taken.add(slots[number])
            found.append(number)
    return found


def _command(text: str) -> str:
    """Return what was typed without what could be a secret: /vote, or /openspace open voting."""
    words = text.split()
    return " ".join(words[:3] if words[0] == "/openspace" else words[:1])


SAID_IN_ONE_PIECE = ("is withdrawn.", "is closed.", "working out a draft")
"""Words of the answers that are one paragraph though nothing was refused."""


def _is_refusal(answer: Answer) -> bool:
    """Say whether the bot did not do it: then it says so in one paragraph, with nothing to press.

    See handlers/blocks/errors.py.
    """
    is_one_piece = [block["type"] for block in answer.blocks] == ["section"]
    return is_one_piece and not any(words in answer.text for words in SAID_IN_ONE_PIECE)


def _plain(text: str) -> str:
    return " ".join(text.split())
