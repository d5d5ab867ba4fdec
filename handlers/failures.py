"""How failures are written down: their kind and their place, never their words."""

import traceback
from logging import Logger
from pathlib import Path


def described(error: BaseException) -> str:
    """Return the kind of *error* and the line it came from, like `KeyError at app.py:12`.

    An error's own words are left out: they may hold what a person wrote (an SQL statement's
    values, a request's body), and nothing of that belongs into a log.
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def note(logger: Logger, what: str, error: BaseException) -> None:
    """Log *what* failed, with the kind and the place of *error*."""
    logger.error("%s: %s", what, described(error))
