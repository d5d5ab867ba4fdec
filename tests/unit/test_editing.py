"""What changed while a form was open is known by prints, and nobody's words are lost."""

from dataclasses import replace
from typing import Any

import pytest

from openspace.editing import kept, meanwhile, merged, prints
from openspace.proposing import Details

OPENED = Details("Procurement", "Old words", "Power", ("UBO", "UCY"), "Captions")
FIELDS: dict[str, Any] = {
    "title": "Transport",
    "description": "New words",
    "theme": None,
    "hosts": ("UBO",),
    "access_notes": "",
}


@pytest.mark.parametrize("field", FIELDS)
def test_what_one_changed_the_other_is_told_and_gets_where_they_wrote_nothing(field: str) -> None:
    now = replace(OPENED, **{field: FIELDS[field]})
    mine = replace(OPENED, title="Mine") if field != "title" else replace(OPENED, theme="Mine")
    assert meanwhile(prints(OPENED), now, mine) == (field,)
    assert field in kept(prints(OPENED), mine)
    both = merged(prints(OPENED), now, mine)
    assert getattr(both, field) == FIELDS[field]
    assert "Mine" in (both.title, both.theme)


def test_where_both_wrote_my_words_stay() -> None:
    now, mine = replace(OPENED, title="Theirs"), replace(OPENED, title="Mine")
    assert meanwhile(prints(OPENED), now, mine) == ("title",)
    assert kept(prints(OPENED), mine) == ("description", "theme", "hosts", "access_notes")
    assert merged(prints(OPENED), now, mine) == mine


def test_both_wanting_the_same_is_no_conflict() -> None:
    wanted = replace(OPENED, title="Same")
    assert meanwhile(prints(OPENED), wanted, wanted) == ()


def test_nothing_changed_meanwhile_is_nothing_to_tell() -> None:
    assert meanwhile(prints(OPENED), OPENED, replace(OPENED, title="Mine")) == ()


def test_the_order_of_hosts_is_no_change() -> None:
    turned = replace(OPENED, hosts=("UCY", "UBO"))
    assert prints(turned) == prints(OPENED)


def test_notes_that_somebody_may_not_see_are_no_change() -> None:
    unseen = replace(OPENED, access_notes=None)
    assert meanwhile(prints(unseen), unseen, replace(unseen, title="Mine")) == ()
