"""Looks whether a bot that any workspace may install could run with what is stored."""

from sqlalchemy.exc import SQLAlchemyError

from bot import run
from bot.findings import Finding
from bot.settings import Settings
from bot.token_keys import TokenKeys, WrongKeys
from storage import schema, workspaces
from storage.database import open_database


def findings(settings: Settings) -> list[Finding]:
    """Return what there is to say about keys and workspaces; changes nothing."""
    installed = Finding(
        good=True, text=f"Workspaces install the bot at {settings.public_url}/slack/install."
    )
    try:
        database = open_database(settings.database_url, synchronous=settings.sqlite_synchronous)
        try:
            if not schema.is_current(database):
                return [installed]
            with database.reading() as db:
                count = len(workspaces.all_installed(db))
                kept = workspaces.kept(db)
        finally:
            database.close()
    except (SQLAlchemyError, OSError) as error:
        return [Finding(good=False, text=run.unusable(settings, error))]
    return [_keys(settings, [one.text for one in kept]), _count(count), installed]


def _keys(settings: Settings, texts: list[str]) -> Finding:
    keys = TokenKeys(settings.token_keys)
    lost = 0
    for text in texts:
        try:
            keys.opened(text)
        except WrongKeys:
            lost += 1
    if lost:
        return Finding(
            good=False,
            text=f"TOKEN_KEYS: they do not open {lost} of {len(texts)} stored tokens. Add the key"
            " that they were encrypted with behind the others, or let those workspaces install"
            " the bot again.",
        )
    return Finding(good=True, text=f"TOKEN_KEYS: they open all stored tokens ({len(texts)}).")


def _count(count: int) -> Finding:
    said = "1 workspace has" if count == 1 else f"{count} workspaces have"
    return Finding(good=True, text=f"{said} the bot.")
