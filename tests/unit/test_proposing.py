"""What a topic must be like, and when two are the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import RuleViolation, proposing


def refusal(title: str) -> str:
    with pytest.raises(RuleViolation) as refused:
        proposing.check_title(title)
    assert refused.value.field == "title"
    return refused.value.text


def test_a_title_has_3_to_150_characters() -> None:
    proposing.check_title("abc")
    proposing.check_title("x" * 150)
    assert refusal("").startswith("A topic needs a title.")
    assert refusal("ab").startswith("A title needs at least 3 characters.")
    assert refusal("x" * 151) == (
        "A title has at most 150 characters; this one has 151."
        " Shorten it and type `/propose` again with the shorter one."
    )


def test_a_description_has_at_most_2000_characters() -> None:
    proposing.check_description("x" * 2000)
    with pytest.raises(RuleViolation) as refused:
        proposing.check_description("x" * 2345)
    assert (refused.value.text, refused.value.field) == (
        (
            "A description has at most 2,000 characters; this one has 2,345."
            " Shorten it, or put the rest behind a link."
        ),
        "description",
    )


def test_an_open_space_holds_a_thousand_topics() -> None:
    proposing.check_room_for_another(999)
    with pytest.raises(RuleViolation, match="already has 1000 topics"):
        proposing.check_room_for_another(1000)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("How do we start?", "  how  DO we START", True),
        ("Straße", "STRASSE…", True),
        ("Money", "Money, again", False),
        ("Is it?", "Is it not?", False),
        ("A.B", "A B", False),
    ],
)
def test_two_titles_are_the_same_when_a_reader_would_say_so(
    one: str, other: str, *, is_same: bool
) -> None:
    assert (proposing.same_title_key(one) == proposing.same_title_key(other)) is is_same


@settings(max_examples=30)
@given(st.text(max_size=150))
def test_what_titles_share_fits_its_column(title: str) -> None:
    key = proposing.same_title_key(title)
    assert len(key) <= 450
    assert proposing.same_title_key(key) == key
