"""Does docs/security.md tell the truth, and is what is installed what was looked at?"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TEXT.split("## Attacks")[1].split("## What is left")[0].splitlines()
    if line.startswith("| ") and not line.startswith("| who |")
]
SHIPPED = ("bot", "handlers", "services", "storage", "openspace", "sandbox", "benchmarks")
LOCKS = ("requirements.lock", "requirements-dev.lock")
WITHOUT_REASON = re.compile(r"# noqa: S\d+\s*$")


def all_tests() -> set[str]:
    """The names of all tests there are."""
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_each_attack_says_who_what_and_how_and_names_a_test_that_exists() -> None:
    tests = all_tests()
    assert len(ROWS) > 30
    for row in ROWS:
        assert len(row) == 4, row
        assert all(row), row
        named = re.findall(r"`(test_\w+)`", row[3])
        assert named, row
        assert [name for name in named if name not in tests] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash_and_every_installation_asks_for_it(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().replace("\\\n", " ").strip())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[\w.\[\]-]+==[\w.]+ ", package), package
        assert " --hash=sha256:" in package, package
    makefile = (ROOT / "Makefile").read_text()
    installations = [line for line in makefile.splitlines() if "pip install" in line]
    assert any(name in line for line in installations)
    assert [line for line in installations if "--require-hashes -r" not in line] == []


def test_no_rule_of_safety_is_left_out_without_a_reason() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for layer in SHIPPED
        for path in (ROOT / layer).rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if WITHOUT_REASON.search(line)
    ]
    assert found == []
