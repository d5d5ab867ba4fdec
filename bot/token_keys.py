"""Encrypts what opens a workspace, with the keys of the settings (cryptography's MultiFernet)."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage import workspaces
from storage.database import Database


class WrongKeys(Exception):
    """None of the keys fits what is kept."""


class TokenKeys:
    """Encrypts with the newest key, and decrypts with any.

    Args:
        keys: the newest first, with commas between them.
    """

    def __init__(self, keys: str) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys.split(",")])
        self._newest = Fernet(keys.split(",")[0])

    def locked(self, text: str) -> str:
        """Return *text* encrypted."""
        return self._fernet.encrypt(text.encode()).decode()

    def opened(self, text: str) -> str:
        """Return what was encrypted.

        Raises:
            WrongKeys: by none of these keys.
        """
        try:
            return self._fernet.decrypt(text).decode()
        except InvalidToken:
            raise WrongKeys from None

    def renewed(self, text: str) -> str:
        """Return *text* such that the newest key opens it; itself if that one does already.

        Raises:
            WrongKeys: none of these keys opens it.
        """
        try:
            self._newest.decrypt(text)
        except InvalidToken:
            return self.locked(self.opened(text))
        return text


def new_key() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode()


def renew(database: Database, keys: TokenKeys) -> int:
    """Let the newest key open all that is kept, as far as any key does.

    Returns:
        how much none of the keys opens.
    """
    with database.reading() as db:
        found = workspaces.kept(db)
    lost = 0
    for old in found:
        try:
            text = keys.renewed(old.text)
        except WrongKeys:
            lost += 1
            continue
        if text != old.text:
            with database.begin() as db:
                workspaces.keep_anew(db, old, text)
    return lost
