"""The sandbox's page knows every block, element and rich text part that an app may send."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import limits_blocks, limits_elements

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "sandbox" / "page"
# What is no block and no element: texts, surfaces, kinds of chart and cells, which the page reads
# where they stand.
PARTS = {"mrkdwn", "plain_text", "modal", "home", "bar", "raw_text", "raw_number"}


def table(module: str, name: str) -> set[str]:
    """The names in an object of the page, `const NAME = {…};`."""
    source = (PAGE / module).read_text()
    body = re.search(rf"const {name} = \{{(.*?)\n\}};", source, re.DOTALL)
    assert body is not None, f"{module} has no {name} any more"
    return set(re.findall(r"^  (\w+)(?=[,:]|: )", body[1], re.MULTILINE))


def elements_known() -> set[str]:
    selects = set(re.findall(r'^  "(\w+_select)",$', (PAGE / "elements.js").read_text(), re.M))
    return {
        *table("elements.js", "KINDS"),
        *table("elements.js", "FIELDS"),
        *selects,
        *(f"multi_{one}" for one in selects),
    }


def types_made(source: str) -> Iterator[str]:
    """Every value of a "type" that a module of the bot writes down."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == "type":
                assert isinstance(value, ast.Constant), ast.unparse(node)
                yield str(value.value)


def test_the_page_draws_every_type_that_the_bot_makes() -> None:
    modules = sorted((ROOT / "handlers" / "blocks").rglob("*.py"))
    made = {kind for path in modules for kind in types_made(path.read_text())}
    assert made - PARTS - table("blocks.js", "KINDS") - elements_known() == set()
    assert {"section", "button", "data_table", "users_select"} - made == {"users_select"}


def test_the_page_draws_every_block_that_slack_would_take() -> None:
    assert set(limits_blocks.BLOCKS) - table("blocks.js", "KINDS") == set()


def test_the_page_draws_every_element_that_slack_would_take() -> None:
    # An image as an element is drawn by the block around it.
    assert set(limits_elements.ELEMENTS) - elements_known() == {"image"}


@pytest.mark.parametrize("kind", ["PIECES", "PARTS"])
def test_the_page_draws_every_part_of_rich_text(kind: str) -> None:
    limits = (ROOT / "sandbox" / "limits_rich_text.py").read_text()
    found = re.search(r"_INLINE = (.*?)_PARTS = (.*?)RICH_TEXT", limits, re.DOTALL)
    assert found is not None
    named = set(re.findall(r'^        "(\w+)": shape', found[1 if kind == "PIECES" else 2], re.M))
    named |= {"rich_text_section"} if kind == "PARTS" else set()
    assert len(named) >= 3
    assert named - table("richtext.js", kind) == set()


def test_a_type_that_the_page_does_not_know_is_noticed() -> None:
    made = set(types_made('{"type": "hologram"}'))
    assert made - PARTS - table("blocks.js", "KINDS") - elements_known() == {"hologram"}
