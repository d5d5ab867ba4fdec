"""Does docs/privacy.md name every column of every table, and the keys of the file about oneself?"""

import re
from dataclasses import fields
from pathlib import Path

from openspace.exporting import Mine, OwnPart
from storage.tables import Base

DOCUMENT = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text()
COLUMNS = {
    f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.c
}


def personal() -> list[str]:
    """The columns in the first cell of the table, field by field."""
    part = DOCUMENT.split("## Field by field", 1)[1].split("### Columns", 1)[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return [name for cell in cells for name in re.findall(r"`(\w+\.\w+)`", cell)]


def others() -> list[str]:
    part = DOCUMENT.split("### Columns that hold nothing personal", 1)[1].split("\n## ", 1)[0]
    listed = re.findall(r"^- \*\*(\w+)\*\*: (.+)$", part, re.MULTILINE)
    return [f"{table}.{name}" for table, names in listed for name in names.split(", ")]


def test_every_column_is_in_one_of_the_two_lists_and_none_is_in_both() -> None:
    named = personal() + others()
    assert len(named) == len(set(named))
    assert set(named) == COLUMNS


def test_whatever_leads_to_a_person_is_among_the_personal_ones() -> None:
    leads = {
        name
        for name in COLUMNS
        if re.search(r"\.(user_id|person_id|participant_id|author_id|answered_by|recipient)$", name)
    }
    assert leads - set(personal()) == set()


def test_every_key_of_the_file_about_oneself_is_explained() -> None:
    keys = [field.name for kind in (Mine, OwnPart) for field in fields(kind)]
    assert [key for key in keys if f"`{key}`" not in DOCUMENT] == []
