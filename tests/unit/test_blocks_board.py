"""Does the board say what everybody needs, and nothing that not everybody may see?"""

from dataclasses import replace

from handlers.blocks import board
from openspace.proposing import Topic
from services.board import Board
from tests.unit.typical_case import FREE, FULL, QUIET, SPACE, TALK, TUESDAY, at, read_out

TOPICS = (
    Topic(1, 1, "Procurement", "", None, None, 1, ("UBO",)),
    Topic(2, 2, "Digital & more", "", None, None, 2, ("UBO", "UCY", "UDEE", "UEWAN", "UFAY")),
    Topic(3, 3, "Transport", "", None, None, None),
    Topic(4, 4, "Opening", "", None, "Morag Tennant", None),
)
BOARD = Board(
    space=SPACE,
    topics=TOPICS,
    dots={1: 4, 2: 1, 3: 0},
    entries=(),
    day=None,
    today=TUESDAY,
    is_published=False,
    has_ended=False,
    times=(),
    changes_at=at(23),
)
PUBLISHED = replace(BOARD, space=QUIET, entries=(FULL, FREE, TALK), day=TUESDAY, is_published=True)


def lines(found: Board) -> list[str]:
    return read_out(board.board(found)).split("\n")


def test_before_the_timetable_it_lists_the_topics_with_hosts_and_dots() -> None:
    assert lines(BOARD) == [
        "Week &amp; more: the board",
        "Mon 22 to Fri 26 Nov 2027, times of Europe/London.".replace(" Europe/London", ""),
        "*Proposing is open*: `/propose Your title` adds a topic.",
        "*Voting is open*: `/vote` shows your ballot with 5 dots. Nobody else sees it.",
        "*4 topics*",
        "#1 *Procurement*, hosted by <@UBO>: 4 dots",
        "#2 *Digital &amp; more*, hosted by <@UBO>, <@UCY> and <@UDEE> and 2 more: 1 dot",
        "#3 *Transport*, looking for a host: 0 dots",
        "#4 *Opening*, talk by Morag Tennant",
        (
            "This board repaints itself. `/openspace` shows where things stand, `/openspace help`"
            " lists all commands."
        ),
    ]


def test_where_not_everybody_may_see_totals_it_shows_no_dots() -> None:
    hidden = board.board(replace(BOARD, dots=None)).text
    assert "#1 *Procurement*, hosted by <@UBO>\n" in hidden
    assert "dots" not in hidden.replace("ballot with 5 dots", "")


def test_once_published_it_shows_the_sessions_of_the_day_with_free_seats() -> None:
    assert lines(PUBLISHED)[4:-1] == [
        "*The timetable is published*: `/agenda` shows it, `/signup` takes a seat.",
        "*Today, Tue 23 Nov*",
        "10:00 to 11:00, Room B: #4 *Sharing power*, hosted by <@UBO>. No seat free, 2 waiting.",
        (
            "10:00 to 11:00, Room A: #7 *Co-pro in &lt;procurement&gt;*, hosted by <@UBO>."
            " 3 seats free."
        ),
        "14:00 to 15:00, Room A: #9 *Inclusion*, talk by Jo Lee, SCN &amp; others. 1 seat free.",
    ]


def test_while_people_propose_and_vote_topics_stand_below_the_sessions_that_are_set() -> None:
    both = lines(replace(PUBLISHED, space=SPACE))
    assert both.index("*Today, Tue 23 Nov*") < both.index("*3 topics*")
    assert "#4 *Opening*, talk by Morag Tennant" not in both


def test_before_the_first_day_it_shows_the_first_sessions() -> None:
    early = replace(PUBLISHED, today=TUESDAY.replace(day=20))
    assert "*Next sessions: Tue 23 Nov*" in board.board(early).text


def test_of_very_many_topics_the_first_are_shown_and_the_rest_is_counted() -> None:
    many = tuple(replace(TOPICS[0], number=n) for n in range(1, 201))
    shown = board.board(replace(BOARD, topics=many, dots=None)).text
    assert shown.count("*Procurement*") == board.MOST_TOPICS
    assert f"And {200 - board.MOST_TOPICS} more: `/topics`" in shown


def test_what_was_closed_says_so_and_what_to_read() -> None:
    closed = replace(PUBLISHED, space=replace(QUIET, closed_at=at(12)), has_ended=True)
    assert lines(closed) == [
        "Week &amp; more: the board",
        (
            "*Week &amp; more is closed.* It was held Mon 22 to Fri 26 Nov 2027. Thank you to"
            " everyone who took part."
        ),
        "To read it: `/topics` and `/agenda week`.",
        "All sessions are over.",
        "This board does not change any more.",
    ]


def test_it_leads_to_home_where_slack_has_said_which_app_this_is() -> None:
    address = "slack://app?team=T1&id=A1&tab=home"
    assert "<slack://app?team=T1&amp;id=A1&amp;tab=home|Open your Home>" in (
        board.board(BOARD, home=address).text
    )
