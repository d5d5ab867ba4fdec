"""Every text that people can read, as a measure of readability can take it."""

import ast
import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import textstat  # type: ignore[import-untyped]

from handlers.blocks import home
from tests.unit import facts
from tests.unit.test_blocks_limits import SHOWN, shown
from tests.unit.test_forms_limits import SHOWN as FORMS
from tests.unit.worst_case_face import HOMES

ROOT = Path(__file__).parents[2]
SOURCES = (
    *(
        path
        for layer in ("openspace", "services", "handlers")
        for path in sorted((ROOT / layer).rglob("*.py"))
    ),
    ROOT / "bot" / "app.py",
)

_INVENTED = re.compile(r"\d*['*`…]*(?:&(?:amp|lt|gt);['*`…]*)+")
"""What stands for people's own words where they are as long as they can be (`worst_case.py`)."""
_DATE = re.compile(r"<!date\^[^>]*>")
_LINK = re.compile(r"<https?://[^>|]*\|([^>]*)>")
_MENTION = re.compile(r"<[@#][^>]*>")
_COMMAND = re.compile(r"`[^`]*`")
_QUOTED = re.compile(r"“[^”]*”")
_NUMBER = re.compile(r"#?\d(?:[\d:.,/=-]*\d)?")
_ZONE = re.compile(r"[A-Z]\w+(?:/\w+)+")


def messages() -> dict[str, str]:
    """What each renderer of a message, form or Home says with the most it can hold, by its name."""
    return {
        **{name: str(shown(name)["text"]) for name in SHOWN},
        **{f"form {name}": _words_of(make().blocks) for name, make in FORMS.items()},
        **{f"Home, {name}": home.home(found).text for name, found in HOMES.items()},
    }


def _words_of(blocks: Iterable[Any]) -> str:
    """All that a form says: paragraphs, labels, hints and what can be chosen."""
    return "\n".join(facts.texts(list(blocks)))


@cache
def literals() -> tuple[tuple[str, str], ...]:
    """Every sentence in the sources that somebody may read, with the file it is in.

    What is put into it stands as {}. A docstring is none, nor is what is logged.
    """
    return tuple((str(path.relative_to(ROOT)), text) for path in SOURCES for text in _in(path))


def _in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    unread = {id(node) for node in ast.walk(tree) for node in _not_read(node)}
    for node in ast.walk(tree):
        if id(node) in unread:
            continue
        text = _text(node)
        if re.search(r"\w\w+ \w.*[.?]$", text, re.DOTALL):
            yield text


def _not_read(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from (inner for inner in ast.walk(node) if inner is not node)
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("logger."):
        yield from ast.walk(node)
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error"):
        yield from ast.walk(node)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def own_words(text: str) -> str:
    """Return *text* without commands, markup and people's own words."""
    for found in (_DATE, _MENTION, _INVENTED, _COMMAND, _QUOTED, re.compile(r"<https?://[^>|]*\|")):
        text = found.sub("", text)
    return text


def sentences(text: str) -> str:
    """Return the sentences of *text*, without what no choice of words could make plainer."""
    for found, instead in (
        (_DATE, "now"),
        (_LINK, r"\1"),
        (_MENTION, "Ann"),
        (_ZONE, "London"),
        (_INVENTED, "this"),
        (_COMMAND, "this"),
        (_QUOTED, "this"),
        (re.compile(r"\{[^{}]*\}"), "this"),
        (_NUMBER, "two"),
        # A row of people or things counts once.
        (re.compile(r"\b(\w+(?: \w+){0,2})(?:, \1)+"), r"\1"),
    ):
        text = found.sub(instead, text)
    lines = [line.strip("*• ") for line in html.unescape(text).replace("*", "").splitlines()]
    # Clauses of a list, one a command, are list items and no sentence.
    lines = [line.replace(";", ".") if line.startswith("this") else line for line in lines]
    return "\n".join(line for line in lines if re.search(r"[.?]$", line) and " " in line)


def grade(text: str) -> float:
    """Return the school year, in America, in which *text* is read with ease."""
    return float(textstat.flesch_kincaid_grade(text))
