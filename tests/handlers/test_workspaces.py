"""Slack says that the bot was taken out of its workspace."""

import pytest

from services import workspaces
from storage import workspaces as stored
from tests.handlers.cast import Week


@pytest.mark.parametrize(
    ("event", "leaves"),
    [
        ({"type": "app_uninstalled"}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U1"]}}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}, False),
        ({"type": "tokens_revoked"}, False),
    ],
)
def test_the_workspace_counts_as_left_only_when_the_bots_own_token_is_gone(
    week: Week, event: dict[str, object], leaves: bool
) -> None:
    world = week.world
    team_id, now = world.sandbox.team_id, world.clock.now()
    with world.database.begin() as db:
        workspaces.install(db, team_id=team_id, enterprise_id=None, name="Sandbox", now=now)
    assert world.tells(event).status_code == 200
    with world.database.begin() as db:
        known = stored.find(db, team_id=team_id)
        assert known is not None
        assert (known.uninstalled_at is not None) is leaves
        workspaces.serve(db, team_id=team_id, enterprise_id=None, name="Sandbox", now=now)
        assert workspaces.find(db, team_id=team_id) is not None
