"""The people of a workspace, the app's own user among them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sandbox.refusals import Json

Kind = Literal["member", "guest", "external", "bot"]
KINDS: tuple[Kind, ...] = ("member", "guest", "external", "bot")
SLACKBOT_ID = "USLACKBOT"


@dataclass(frozen=True)
class Person:
    """Someone with a user id; *name* is the handle that others type after an @."""

    id: str
    name: str
    real_name: str
    kind: Kind
    team_id: str
    tz: str
    deactivated: bool = False


def as_seen(person: Person) -> Json:
    """The person as the human side shows them."""
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "kind": person.kind,
        "deactivated": person.deactivated,
        "tz": person.tz,
        "team_id": person.team_id,
    }


def as_slack(person: Person, *, now: float) -> Json:
    """The person as `users.info` shows them (docs.slack.dev, user object)."""
    user: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deactivated,
        "real_name": person.real_name,
        "profile": {
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.name,
            "display_name_normalized": person.name,
            "team": person.team_id,
        },
        "is_bot": person.kind == "bot",
        "is_app_user": False,
        "updated": int(now),
    }
    if person.deactivated:
        return user
    offset = datetime.fromtimestamp(now, ZoneInfo(person.tz)).utcoffset()
    return {
        **user,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.kind == "guest",
        "is_ultra_restricted": False,
        "is_stranger": person.kind == "external",
    }
