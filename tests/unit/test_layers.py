"""The house: who may import whom, how long a file may be, and which names say nothing."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ("bot", "handlers", "services", "storage", "openspace", "sandbox")
LONGEST = 320
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "shared"}
ANY = {"*"}

# docs/architecture.md, "The house": what a layer may import, of ours and of others. The longest
# name that fits a module counts.
OURS: dict[str, set[str]] = {
    "openspace": {"openspace"},
    "storage": {"storage", "openspace"},
    "services": {"services", "storage", "openspace"},
    # What people type is read without knowing of Slack or the database.
    "handlers.words": {"handlers.words", "openspace"},
    # What people see is made from what services return.
    "handlers.blocks": {"handlers.blocks", "services", "openspace"},
    # A handler opens the transaction in which it calls a service, and knows when that failed.
    "handlers": {"handlers", "services", "openspace", "storage.database"},
    "bot": {"bot", "handlers", "services", "storage", "openspace"},
    # Where the bot and its stand-in for Slack meet.
    "bot.demo": {"bot", "handlers", "services", "storage", "openspace", "sandbox"},
    "bot.example_deeds": {"bot", "openspace", "sandbox", "storage"},
    "bot.shared_clock": {"sandbox"},
    "bot.turning": {"bot", "handlers", "services", "openspace", "storage", "sandbox"},
    "bot.load": {"bot", "handlers", "services", "storage", "openspace", "sandbox"},
    "bot.rehearsal": {"bot", "handlers", "services", "storage", "openspace", "sandbox"},
    "sandbox": {"sandbox"},
}
OTHERS: dict[str, set[str]] = {
    "openspace": set(),
    "openspace.search": {"numpy"},
    "openspace.similarity": {"rapidfuzz"},
    "storage": {"sqlalchemy", "alembic"},
    # What is promised is kept as JSON until it is told.
    "services": {"sqlalchemy.orm.Session", "cattrs"},
    "handlers.words": set(),
    "handlers.blocks": set(),
    "handlers": {"slack_bolt", "slack_sdk", "sqlalchemy.orm.Session"},
    "handlers.calendar": {"icalendar"},
    "bot": ANY,
    "sandbox": ANY,
}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


def row(table: dict[str, set[str]], module: str) -> set[str]:
    fitting = [part for part in table if within(module, part)]
    return table[max(fitting, key=len)]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything imported, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def trespasses(path: Path) -> Iterator[str]:
    module = name_of(path)
    ours, others = row(OURS, module), row(OTHERS, module)
    for line, name in imports(path):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names:
            continue
        allowed = ours if top in LAYERS else others
        if allowed != ANY and not any(within(name, part) for part in allowed):
            yield f"{path.relative_to(ROOT)}:{line} imports {name}"


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_run_downwards_only(layer: str) -> None:
    found = [trespass for path in modules(layer) for trespass in trespasses(path)]
    assert found == []


def test_every_layer_is_there() -> None:
    assert [layer for layer in LAYERS if not modules(layer)] == []


def test_a_wrong_import_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "openspace").mkdir()
    wrong = tmp_path / "openspace" / "voting.py"
    wrong.write_text(
        "import json\nfrom storage import ballots\n\ndef f():\n    import sqlalchemy\n"
    )
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert list(trespasses(wrong)) == [
        "openspace/voting.py:2 imports storage.ballots",
        "openspace/voting.py:5 imports sqlalchemy",
    ]


def test_no_file_is_two_features() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in modules(*LAYERS, "tests", "benchmarks")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_name_says_what_it_is_about() -> None:
    named = [
        str(path.relative_to(ROOT))
        for path in modules(*LAYERS, "tests", "benchmarks")
        if EMPTY_NAMES & {part.removeprefix("test_") for part in name_of(path).split(".")}
    ]
    assert named == []


def test_only_the_command_line_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for path in modules(*LAYERS)
        for _line, name in imports(path)
        if name in ("os", "os.environ", "os.getenv") or within(name, "dotenv")
    ]
    assert set(readers) <= {"bot/__main__.py"}
