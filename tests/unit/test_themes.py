"""The themes that topics of an open space may have."""

import pytest

from handlers.words import themes as words
from openspace import RuleViolation, themes


def test_a_theme_that_is_there_already_is_not_added_again_whatever_its_capitals() -> None:
    assert themes.fresh(["Digital", "Power", "POWER"], ["digital"]) == ("Power",)


@pytest.mark.parametrize("name", ["ab", "x" * 101])
def test_a_theme_has_3_to_100_characters(name: str) -> None:
    with pytest.raises(RuleViolation, match="3 to 100 characters") as refused:
        themes.fresh([name], [])
    assert refused.value.field == "themes"


def test_an_open_space_has_at_most_20_themes() -> None:
    there = [f"Theme {n}" for n in range(19)]
    assert themes.fresh(["One more", "one MORE", "theme 3"], there) == ("One more",)
    with pytest.raises(RuleViolation, match="at most 20 themes; here are 19 so far"):
        themes.fresh(["One more", "And one"], there)


def test_each_line_of_a_field_is_a_theme_and_empty_lines_are_none() -> None:
    assert words.lines(" One  theme\n\n\u200b\nAnother\r\n") == ("One theme", "Another")
