"""When many new people come at once, nobody waits for Slack, and all of them become known."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from handlers import introductions
from handlers.desk import Desk
from handlers.introductions import Introductions
from openspace.people import Kind
from openspace.retention import Keeping
from storage import people
from tests.handlers.cast import Somebody, Week

A_MINUTE = timedelta(minutes=1)


class Met:
    """Introductions of their own beside the bot's, with what they would do after an answer."""

    def __init__(self, week: Week) -> None:
        sandbox = week.world.sandbox
        client = WebClient(
            token=sandbox.bot_token, base_url=sandbox.api_url, timeout=5, retry_handlers=[]
        )
        self.later: list[Callable[[], None]] = []
        self._desk = Desk(
            database=week.world.database,
            now=week.world.clock.now,
            later=lambda _key, call: self.later.append(call),
            client=client,
            patient=client,
            prefix="",
            keeping=Keeping(),
        )
        self._week = week
        self._met = Introductions()

    def does_something(self, somebody: Somebody) -> None:
        self._met.meet(self._desk, self._week.world.sandbox.team_id, somebody.id, stored=False)

    def goes_on(self) -> None:
        """Do what was left for after the answers."""
        while self.later:
            self.later.pop(0)()

    def kind(self, somebody: Somebody) -> Kind:
        team_id = self._week.world.sandbox.team_id
        with self._week.world.database.reading() as db:
            found, _ = people.kind(db, team_id=team_id, user_id=somebody.id)
        return found

    def asked(self) -> int:
        return sum(call.name == "users.info" for call in self._week.world.payloads_since(0))


@pytest.fixture
def met(week: Week, monkeypatch: pytest.MonkeyPatch) -> Met:
    monkeypatch.setattr(introductions, "ASKED_A_MINUTE", 2)
    return Met(week)


def strangers(week: Week, *kinds: str) -> list[Somebody]:
    """People whom the bot has not heard of."""
    return [week.newcomer(f"new{number}", kind=kind) for number, kind in enumerate(kinds)]


def test_more_than_slack_tells_about_are_let_in_and_asked_about_a_minute_later(
    week: Week, met: Met
) -> None:
    first, second, third, guest = strangers(week, "member", "member", "member", "guest")
    before = met.asked()
    for somebody in (first, second, third, guest):
        met.does_something(somebody)
    met.goes_on()
    assert met.asked() == before + 2
    assert met.kind(first) is Kind.MEMBER
    assert met.kind(guest) is Kind.UNKNOWN
    week.world.clock.set(week.world.clock.now() + A_MINUTE)
    met.does_something(first)
    assert met.asked() == before + 2, "nobody waits for it"
    met.goes_on()
    assert met.asked() == before + 4
    assert (met.kind(third), met.kind(guest)) == (Kind.MEMBER, Kind.GUEST)


def test_a_guest_who_comes_alone_is_known_before_the_answer(week: Week, met: Met) -> None:
    (guest,) = strangers(week, "guest")
    met.does_something(guest)
    assert met.kind(guest) is Kind.GUEST
    assert met.later == []


def test_when_slack_says_that_it_was_asked_too_often_nobody_is_asked_about_for_a_minute(
    week: Week, met: Met
) -> None:
    first, second = strangers(week, "member", "member")
    week.world.expects_refusals = True
    week.world.workspace.faults(methods=["users.info"], rate_429=1.0)
    before = met.asked()
    met.does_something(first)
    met.does_something(second)
    met.goes_on()
    assert met.asked() == before + 1
