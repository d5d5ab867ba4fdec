"""Do the documents, and the sentences that users read, name only commands that exist?"""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handlers.commands import COMMANDS
from handlers.words import agenda, openspace, signup, tally, tokens, topics, voting
from openspace import RuleViolation

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SOURCES = tuple(
    path
    for layer in ("openspace", "services", "handlers")
    for path in sorted((ROOT / layer).rglob("*.py"))
)
COMMAND = re.compile(r"`(/(?:propose|topics|vote|signup|agenda|tally|openspace)\b[^`\n]*)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")

PARSERS: dict[str, Callable[[str], object]] = {
    "propose": tokens.title,
    "topics": topics.topics,
    "vote": voting.dots,
    "signup": signup.signup,
    "agenda": agenda.agenda,
    "tally": tally.tally,
    "openspace": openspace.openspace,
}
UNFINISHED = {
    "/openspace guests": "is what a parser's docstring is about",
    "/openspace open": "is what a parser's docstring is about",
    "/openspace edit": "is what a docstring is about",
    "/openspace adopt": "is what a docstring is about",
    "/openspace cohost": "is what a docstring is about",
    "/openspace run": "is what a docstring is about",
    "/openspace new": "is completed by an example beside it",
    "/openspace cohost 7 @someone": "Slack makes a mention of it",
    "/openspace cohost 7 @bo": "Slack makes a mention of it",
    "/openspace facilitators add @someone": "Slack makes a mention of it",
    "/openspace facilitators remove @someone": "Slack makes a mention of it",
    "/openspace slots add": "is the beginning of an example with a day from the data",
    "/openspace slots remove": "is the beginning of an example with a day from the data",
}


def _commands() -> Iterator[tuple[str, str]]:
    for path in (*DOCUMENTS, *SOURCES):
        # Adjacent string literals are one sentence.
        text = re.sub(r"[\"']\s*\n\s*f?[\"']", "", path.read_text())
        for command in COMMAND.findall(text):
            yield path.name, command.replace('\\"', '"')


@pytest.mark.parametrize(("where", "command"), sorted(set(_commands())))
def test_every_command_that_is_named_can_be_typed(where: str, command: str) -> None:
    if "{" in command or "…" in command or command.strip() in UNFINISHED:
        return
    name, _, rest = command[1:].partition(" ")
    try:
        PARSERS[name](rest)
    except RuleViolation as refused:
        pytest.fail(f"{where} says `{command}`, which is refused: {refused.text}")


def test_every_command_has_a_parser_and_is_in_the_readme() -> None:
    names = {command.name for command in COMMANDS}
    assert names == set(PARSERS)
    readme = (ROOT / "README.md").read_text()
    assert [name for name in names if f"/{name}" not in readme] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_in_documents_lead_somewhere(path: Path) -> None:
    missing = [
        target for target in LINK.findall(path.read_text()) if not (path.parent / target).exists()
    ]
    assert missing == []


def test_make_targets_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"`make (\w+)`", (ROOT / "README.md").read_text()))
    assert [target for target in named if f"\n{target}:" not in makefile] == []


def test_every_dependency_is_explained() -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text().lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split(r"[\[<>=]", dependency)[0] for dependency in listed]
    assert [name for name in names if name.lower() not in explained] == []
