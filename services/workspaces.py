"""The bot comes into a workspace, and is taken out of it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage import workspaces
from storage.workspaces import Workspace

RESTLESS_FOR = timedelta(days=7)
"""How long after its end something can still be due in an open space."""


def find(db: Session, *, team_id: str) -> Workspace | None:
    """Return a workspace with the bot in it; None if the bot is not, or no longer, in it."""
    found = workspaces.find(db, team_id=team_id)
    return found if found is not None and found.uninstalled_at is None else None


def install(
    db: Session, *, team_id: str, enterprise_id: str | None, name: str, now: datetime
) -> None:
    """Take in that the bot is in a workspace from now on; what was kept of it counts again."""
    workspaces.put_installed(db, team_id=team_id, enterprise_id=enterprise_id, name=name, now=now)
    workspaces.delete_older_tokens(db, team_id=team_id)


def serve(
    db: Session, *, team_id: str, enterprise_id: str | None, name: str, now: datetime
) -> None:
    """Take in that the program runs for a workspace; since when is kept if it was known."""
    known = find(db, team_id=team_id)
    if known is None:
        workspaces.put_installed(
            db, team_id=team_id, enterprise_id=enterprise_id, name=name, now=now
        )


def uninstall(db: Session, *, team_id: str, told_at: datetime, now: datetime) -> bool:
    """Take in that the bot was taken out of a workspace; its tokens are deleted at once.

    Args:
        told_at: when Slack said so, in whole seconds. What was said before the bot was installed
            again comes late and changes nothing.

    Returns:
        False if it came late, or the bot was never in that workspace.
    """
    known = workspaces.find(db, team_id=team_id)
    if known is None or told_at < known.installed_at.replace(microsecond=0):
        return False
    workspaces.put_uninstalled(db, team_id=team_id, now=now)
    workspaces.delete_tokens(db, team_id=team_id)
    return True


def awake(db: Session, *, now: datetime) -> tuple[str, ...]:
    """Return the workspaces with the bot in them in which anything can be due."""
    return workspaces.awake(db, since=now - RESTLESS_FOR)
