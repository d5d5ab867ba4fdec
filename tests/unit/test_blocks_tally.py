"""Cells of the tally's file stay words in every spreadsheet."""

import pytest

from handlers.blocks import tally


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_begins_like_a_formula_is_marked_as_words(sign: str) -> None:
    assert tally.cell(f"{sign}SUM(A1)") == f"'{sign}SUM(A1)"
