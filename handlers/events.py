"""Ties what Slack tells without being asked for an answer to what notices it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest

from handlers import home, mentions, people
from handlers.deliveries import Deliveries
from handlers.desk import Desk, Desks
from handlers.introductions import Introductions
from handlers.welcome import Welcome
from services import visits
from services.visits import Visit

Body = dict[str, Any]

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "member_left_channel",
    "tokens_revoked",
    "user_change",
)


def register(app: App, desks: Desks, introductions: Introductions) -> None:
    """Add a listener to *app* for each of `EVENTS`; `handlers/workspaces.py` has two of them."""
    deliveries = Deliveries()
    welcome = Welcome(introductions)
    app.event("app_home_opened")(_home_opened(desks, introductions))
    app.event("app_mention")(_mentioned(desks, introductions, deliveries))
    app.event("member_joined_channel")(_joined(desks, welcome, deliveries))
    app.event("member_left_channel")(_left(desks))
    app.event("user_change")(_user_changed(desks))


def _home_opened(desks: Desks, introductions: Introductions) -> Callable[[Body, BoltContext], None]:
    def listener(event: Body, context: BoltContext) -> None:
        desk = desks.of(context)
        if event.get("tab") != "home":
            return  # the tab with our direct messages, which has nothing to paint
        visit = Visit(people.workspace(context), event["user"], "", desk.now())
        introductions.meet(desk, visit.team_id, visit.user_id, stored=False)
        desk.later(visit.user_id, lambda: home.opened(desk, visit))

    return listener


def _joined(
    desks: Desks, welcome: Welcome, deliveries: Deliveries
) -> Callable[[Body, Body, BoltContext, BoltRequest], None]:
    def listener(event: Body, body: Body, context: BoltContext, request: BoltRequest) -> None:
        desk = desks.of(context)
        if event["user"] != context.bot_user_id:
            welcome.joined(desk, _seen(desk, event, context))
        # Where nobody invited the bot there is nobody to answer.
        elif event.get("inviter") and deliveries.is_new(body["event_id"], request.headers):
            inviter = {**event, "user": event["inviter"]}
            welcome.brought(desk, _seen(desk, inviter, context))

    return listener


def _left(desks: Desks) -> Callable[[Body, BoltContext], None]:
    def listener(event: Body, context: BoltContext) -> None:
        desk = desks.of(context)
        with desk.database.begin() as db:
            visits.depart(db, _seen(desk, event, context))

    return listener


def _user_changed(desks: Desks) -> Callable[[Body, BoltContext], None]:
    def listener(event: Body, context: BoltContext) -> None:
        desk = desks.of(context)
        people.changed(desk, event["user"], team_id=people.workspace(context))

    return listener


def _mentioned(
    desks: Desks, introductions: Introductions, deliveries: Deliveries
) -> Callable[[Body, Body, BoltContext, BoltRequest], None]:
    def listener(event: Body, body: Body, context: BoltContext, request: BoltRequest) -> None:
        desk = desks.of(context)
        if mentions.is_by_person(event) and deliveries.is_new(body["event_id"], request.headers):
            visit = _seen(desk, event, context)
            mentions.mentioned(desk, introductions, visit, thread_ts=event.get("thread_ts"))

    return listener


def _seen(desk: Desk, event: Body, context: BoltContext) -> Visit:
    return Visit(people.workspace(context), event["user"], event["channel"], desk.now())
