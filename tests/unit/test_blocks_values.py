"""What buttons carry is read as it was written, and anything else is refused in words."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.blocks import values
from handlers.blocks.form_values import AwayForm, Editing, Placing, Proposing, Setting
from handlers.blocks.values import (
    AboutTopic,
    Again,
    Chosen,
    Dots,
    InDraft,
    InList,
    NoticesWanted,
    Seat,
    Turn,
    View,
)
from openspace import RuleViolation
from openspace.editing import Prints, prints
from openspace.proposing import Details

KINDS: tuple[type[Any], ...] = (Dots, Seat, Turn, AboutTopic, Chosen, NoticesWanted, Again)
FORMS: tuple[type[Any], ...] = (Proposing, Editing, Setting, Placing, AwayForm)
KINDS = (*KINDS, InList, InDraft, *FORMS)
NUMBERS = st.integers(0, values.BIGGEST)
VIEWS = st.builds(View, st.text(max_size=20), st.text(max_size=60), NUMBERS)
WRITTEN = st.one_of(
    st.builds(Dots, NUMBERS, NUMBERS, NUMBERS, VIEWS),
    st.builds(Seat, NUMBERS, NUMBERS, VIEWS),
    st.builds(Turn, NUMBERS, VIEWS),
    st.builds(AboutTopic, NUMBERS, NUMBERS),
    st.builds(Chosen, NUMBERS, st.text(max_size=20), st.text(max_size=200)),
    st.builds(NoticesWanted, NUMBERS, st.text(max_size=20)),
    st.builds(Again, NUMBERS),
    st.builds(InList, NUMBERS, VIEWS, st.text(max_size=60)),
    st.builds(InDraft, NUMBERS, NUMBERS, st.text(max_size=20), VIEWS),
    st.builds(Setting, NUMBERS, VIEWS, NUMBERS),
    st.builds(Placing, NUMBERS, NUMBERS, VIEWS, st.text(max_size=100)),
    st.builds(Proposing, NUMBERS, st.booleans()),
    st.builds(AwayForm, NUMBERS, NUMBERS, st.text(max_size=12)),
    st.builds(Editing, NUMBERS, NUMBERS, NUMBERS, st.builds(Prints, *[st.text(max_size=12)] * 5)),
)


def refusal(kind: type[Any]) -> str:
    return values.OLD_FORM if kind in FORMS else values.OLD_BUTTON


def is_refused(text: str) -> None:
    for kind in KINDS:
        with pytest.raises(RuleViolation) as refused:
            values.read(kind, text)
        assert refused.value.text == refusal(kind)


@settings(max_examples=30)
@given(WRITTEN)
def test_a_value_is_read_as_it_was_written(value: Any) -> None:
    assert values.read(type(value), values.write(value)) == value


def test_a_value_is_short() -> None:
    view = View("ballot", "", 3)
    assert values.write(Dots(1, 7, 2, view)) == '[1,7,2,"ballot","",3]'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@settings(max_examples=30)
@given(st.one_of(st.text(max_size=40), JSON.map(json.dumps)))
def test_a_value_from_anywhere_else_is_refused_in_words_or_is_one_we_could_have_written(
    text: str,
) -> None:
    for kind in KINDS:
        try:
            value = values.read(kind, text)
        except RuleViolation as refused:
            assert refused.text == refusal(kind)  # noqa: PT017 - either way is right
        else:
            assert json.loads(values.write(value)) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{}",
        "[]",
        "[1,2,3",
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        f"[{'9' * 10_000},2]",
        f"[{values.BIGGEST + 1},2]",
        "[-1,2]",
        "[true,2]",
        "[1.0,2]",
        "[NaN,2]",
        "[Infinity,2]",
        '["1",2]',
        "[[1],2]",
        "[1,2,3,4,5,6,7,8,9]",
        '[1,{"kind":"ballot"}]',
        "1,2",
        "\ud800",
        "\x00",
    ],
)
def test_a_value_that_was_tampered_with_is_refused_in_words(text: str) -> None:
    is_refused(text)


def test_a_value_of_one_kind_is_not_read_as_another() -> None:
    view = View("ballot")
    written = (
        Dots(1, 2, 3, view),
        Seat(1, 2, view),
        Turn(1, view),
        AboutTopic(1, 2),
        Chosen(1, "vote", "3"),
        NoticesWanted(1, "none"),
        Again(1),
        InList(1, view, "Room A"),
        InDraft(1, 2, "pin", view),
        Setting(1, view, 2),
        Placing(1, 2, view, ""),
        Proposing(1, is_warned=True),
        AwayForm(1, 0, "0123456789ab"),
        Editing(1, 2, 0, prints(Details())),
    )
    for value in written:
        for kind in KINDS:
            if kind is not type(value):
                with pytest.raises(RuleViolation):
                    values.read(kind, values.write(value))


def test_a_time_is_read_as_it_was_written() -> None:
    times = datetime(2027, 11, 23, 10, tzinfo=UTC), datetime(2027, 11, 23, 11, tzinfo=UTC)
    assert values.write_times(*times) == "30449400-30449460"
    assert values.read_times(values.write_times(*times)) == times


@pytest.mark.parametrize(
    "text", ["", "1", "1-", "-1-2", "2-1", "1-1", "1-2-3", "a-b", "1.5-2", "9" * 30 + "-1", "¹-²"]
)
def test_a_time_that_was_tampered_with_is_refused_in_words(text: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        values.read_times(text)
    assert refused.value.text == values.OLD_FORM
