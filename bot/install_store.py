"""Where installations are kept: slack_sdk's own stores, with what opens a workspace encrypted."""

import copy
from datetime import UTC, datetime
from typing import TypeVar

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

from bot.token_keys import TokenKeys
from storage import workspaces
from storage.database import Database
from storage.tables import BotRow, InstallationRow
from storage.workspaces import TokenTable, Workspace

T = TypeVar("T", Bot, Installation)

STATE_S = 600
"""How long an installation may take from its first page to its last, in seconds."""


class InstallStore(SQLAlchemyInstallationStore):
    """Keeps installations; its tables are made by our migrations.

    Args:
        database: where they are.
        client_id: of the app.
        keys: encrypt what opens a workspace.
    """

    def __init__(self, database: Database, client_id: str, keys: TokenKeys) -> None:
        super().__init__(client_id=client_id, engine=database.engine)
        self._database = database
        self._keys = keys
        # On SQLite a transaction that only reads must not wait for writers (storage/database.py).
        self._reader = SQLAlchemyInstallationStore(
            client_id, database.engine.execution_options(reading=True)
        )

    def save(self, installation: Installation) -> None:
        """Keep an installation, and the bot's token by itself.

        Raises:
            Busy: others held the database for too long.
        """
        with self._database.turn():
            super().save(self._locked(installation, InstallationRow))

    def bot_of(self, workspace: Workspace) -> Bot | None:
        """Return the bot in a workspace, with its token as Slack wants it; None if there is none.

        Raises:
            WrongKeys: none of the keys opens its token.
        """
        found = self._reader.find_bot(
            enterprise_id=workspace.enterprise_id,
            team_id=workspace.team_id,
            is_enterprise_install=workspace.is_organisation,
        )
        return None if found is None else self._opened(found, BotRow)

    def _locked(self, found: T, table: TokenTable) -> T:
        changed = copy.copy(found)
        for name in workspaces.SECRETS[table]:
            text = getattr(found, name)
            setattr(changed, name, self._keys.locked(text) if text else None)
        return changed

    def _opened(self, found: T, table: TokenTable) -> T:
        changed = copy.copy(found)
        for name in workspaces.SECRETS[table]:
            text = getattr(found, name)
            setattr(changed, name, self._keys.opened(text) if text else None)
        return changed


class States(SQLAlchemyOAuthStateStore):
    """Installations that were begun; each state is good once, whoever asks at the same moment.

    slack_sdk's own `consume` reads and then deletes, so that two could use one state, and takes
    a database that does not answer for a wrong state.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(expiration_seconds=STATE_S, engine=database.engine)
        self._database = database

    def issue(self, *_args: object, **_more: object) -> str:
        """Return a new state, and forget those that nobody used in time.

        Raises:
            Busy: others held the database for too long.
        """
        with self._database.begin() as db:
            workspaces.delete_states(db, before=_now())
        with self._database.turn():
            return str(super().issue())

    def consume(self, state: str) -> bool:
        """Use a state up; False if it is unknown, used or too old.

        Raises:
            Busy: others held the database for too long.
        """
        with self._database.begin() as db:
            return workspaces.take_state(db, state, now=_now())


def _now() -> datetime:
    # The real time, as that store writes it, whatever clock the bot shows.
    return datetime.now(UTC).replace(tzinfo=None)
