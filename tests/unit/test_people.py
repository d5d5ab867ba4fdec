"""Who may do what: person by deed, written out."""

from dataclasses import replace

import pytest

from openspace import people
from openspace.people import Kind, Person
from openspace.spaces import TallySeenBy
from tests.unit.test_spaces import NOW, SPACE

Y, N = True, False

# Columns: take part, facilitate, find it elsewhere; edit and withdraw as a host, and as another.
# Lines with "guests" are in an open space that lets guests and people of other organisations in.
TABLE = """
                                part facil find | edit wdraw | edit wdraw
member                           y    .    y   |  y    y    |  .    .
member facilitates               y    y    y   |  y    y    |  y    y
unknown                          y    .    y   |  y    y    |  .    .
unknown facilitates              y    y    y   |  y    y    |  y    y
guest                            .    .    .   |  .    y    |  .    .
guest guests                     y    .    .   |  y    y    |  .    .
guest present guests             y    .    y   |  y    y    |  .    .
guest present                    .    .    y   |  .    y    |  .    .
guest facilitates                y    y    y   |  y    y    |  y    y
external                         .    .    .   |  .    y    |  .    .
external guests                  y    .    .   |  y    y    |  .    .
external present guests          y    .    y   |  y    y    |  .    .
external facilitates             y    y    y   |  y    y    |  y    y
bot                              .    .    .   |  .    .    |  .    .
bot guests                       .    .    .   |  .    .    |  .    .
bot facilitates guests           .    .    y   |  .    .    |  .    .
deactivated                      .    .    .   |  .    .    |  .    .
deactivated guests               .    .    .   |  .    .    |  .    .
deactivated facilitates guests   .    .    y   |  .    .    |  .    .
member private                   y    .    .   |  y    y    |  .    .
member present private           y    .    y   |  y    y    |  .    .
member facilitates private       y    y    .   |  y    y    |  y    y
unknown private                  y    .    .   |  y    y    |  .    .
guest present private guests     y    .    y   |  y    y    |  .    .
external private guests          y    .    .   |  y    y    |  .    .
"""
LINES = [line.replace("|", " ").split() for line in TABLE.strip().splitlines()[1:]]


@pytest.mark.parametrize("line", LINES, ids=[" ".join(line[:-7]) for line in LINES])
def test_who_may_do_what(line: list[str]) -> None:
    kind, *words = line[:-7]
    person = Person(
        "U1",
        Kind(kind),
        1,
        is_facilitator="facilitates" in words,
        is_present="present" in words,
    )
    space = replace(SPACE, guests_allowed="guests" in words, is_private="private" in words)
    assert [
        people.may_take_part(person, space),
        people.may_facilitate(person, space),
        people.may_find(person, space),
        people.may_edit(person, space, is_host=True),
        people.may_withdraw(person, space, is_author=True),
        people.may_edit(person, space, is_host=False),
        people.may_withdraw(person, space, is_author=False),
    ] == [mark == "y" for mark in line[-7:]]


@pytest.mark.parametrize(
    ("kind", "is_person", "may_create", "may_become_facilitator"),
    [
        (Kind.MEMBER, Y, Y, Y),
        (Kind.UNKNOWN, Y, N, N),
        (Kind.GUEST, Y, N, Y),
        (Kind.EXTERNAL, Y, N, Y),
        (Kind.BOT, N, N, N),
        (Kind.DEACTIVATED, N, N, N),
    ],
)
def test_what_each_kind_may_be(
    kind: Kind, *, is_person: bool, may_create: bool, may_become_facilitator: bool
) -> None:
    assert (
        people.is_person(kind),
        people.may_create(kind),
        people.may_become_facilitator(kind),
    ) == (is_person, may_create, may_become_facilitator)


# Columns: while voting is open, and once it is closed, by who sees the tally.
TALLY = """
                        everyone   facilitators   after
member                   y  y         .  .         .  y
member facilitates       y  y         y  y         .  y
unknown                  y  y         .  .         .  y
guest                    .  .         .  .         .  .
guest guests             y  y         .  .         .  y
guest facilitates        y  y         y  y         .  y
external                 .  .         .  .         .  .
external guests          y  y         .  .         .  y
bot facilitates guests   .  .         .  .         .  .
deactivated facilitates  .  .         .  .         .  .
"""
TALLY_LINES = [line.split() for line in TALLY.strip().splitlines()[1:]]


@pytest.mark.parametrize("line", TALLY_LINES, ids=[" ".join(line[:-6]) for line in TALLY_LINES])
def test_who_may_see_the_tally(line: list[str]) -> None:
    kind, *words = line[:-6]
    person = Person("U1", Kind(kind), 1, is_facilitator="facilitates" in words)
    space = replace(SPACE, guests_allowed="guests" in words)
    assert [
        people.may_see_tally(person, replace(space, tally_seen_by=seen_by, voting_open=is_open))
        for seen_by in (TallySeenBy.EVERYONE, TallySeenBy.FACILITATORS, TallySeenBy.AFTER)
        for is_open in (True, False)
    ] == [mark == "y" for mark in line[-6:]]


def test_a_closed_open_space_shows_its_tally_as_after_the_vote() -> None:
    person = Person("U1", Kind.MEMBER, 1, is_facilitator=False)
    space = replace(SPACE, tally_seen_by=TallySeenBy.AFTER, voting_open=True)
    assert not people.may_see_tally(person, space)
    assert people.may_see_tally(person, replace(space, closed_at=NOW))
