"""`/openspace messages`: what facilitators see of what was sent, is due, was dropped or failed."""

import pytest

from handlers.blocks import lists, values
from handlers.blocks.values import Again, Turn, View
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.seen import as_read
from tests.handlers.test_reminders import at, hosted
from tests.handlers.test_voting import space_id

NO_NAMES = (
    "Names are left out on purpose: what somebody gets could tell how they voted or what they"
    " signed up for."
)


def overview(week: Week, words: str = "") -> str:
    return as_read(week.ada.runs(f"messages {words}").text)


def test_what_is_due_next_was_dropped_and_sent_is_shown_in_lines_without_names(week: Week) -> None:
    hosted(week, seats=1)
    week.ada.runs("open voting until tue 17:00")
    for one in (week.cy, week.newcomer("second")):
        one.signs_up("1")
    week.cy.votes("1")
    week.world.settle()
    week.cy.signs_up("cancel 1")
    at(week, 22, 16, 30)
    at(week, 23, 9, 45)
    week.ada.runs("summary off")
    shown = overview(week)
    assert shown.splitlines()[0] == "Messages of CoProWeekScot"
    assert shown.splitlines()[-1] == NO_NAMES
    due, dropped = shown.split("*Due next*\n")[1].split("*Dropped*\n")
    assert due.splitlines() == [
        "Reminder of a session, #2 *Opening*, to those concerned: Tue 23 Nov 10:45",
        "Voting closes, to the channel: Tue 23 Nov 17:00",
        "Morning digest, Wed 24 Nov, to the channel: Wed 24 Nov 09:00",
    ]
    dropped, sent = dropped.split("*Sent*\n")
    assert dropped.splitlines() == [
        (
            "Morning digest, Mon 22 Nov, to the channel: Mon 22 Nov 09:40."
            " Its time of that day had passed when it was set."
        )
    ]
    _, more = overview(week, "page 2").split("*Sent*\n")
    # What was sent at the same moment may stand in any order.
    assert sorted(
        [*sent.splitlines()[:-2], *more.splitlines()[:-2]],
        key=lambda line: (line[-16:], line),
        reverse=True,
    ) == [
        "Reminder of a session, #1 *Procurement*, to 2 people: Tue 23 Nov 09:45",
        "Morning digest, Tue 23 Nov, to the channel: Tue 23 Nov 09:45",
        "Sessions to host on the next day, Tue 23 Nov, to 1 person: Mon 22 Nov 16:30",
        "Evening summary, Mon 22 Nov, to the channel: Mon 22 Nov 16:30",
        "Change of a seat, #1 *Procurement*, to 1 person: Mon 22 Nov 16:30",
        "Voting opens, to the channel: Mon 22 Nov 09:40",
        "Start of the open space, to the channel: Mon 22 Nov 09:40",
        "Published timetable, to the channel: Mon 22 Nov 09:40",
        "Published timetable, to the channel: Mon 22 Nov 09:40",
        "Proposing opens, to the channel: Mon 22 Nov 09:40",
        "Change of a session, #1 *Procurement*, to 1 person: Mon 22 Nov 09:40",
        "Board, to the channel: Mon 22 Nov 09:40",
    ]


def test_what_could_tell_how_somebody_voted_has_neither_topic_nor_number_of_people(
    week: Week,
) -> None:
    week.voting("Procurement", "Transport")
    for one in (week.cy, week.newcomer("second"), week.newcomer("third")):
        one.votes("1 x2")
    week.bo.votes("2 x5")
    week.world.settle()
    week.ada.runs("withdraw 1")
    week.world.settle()
    week.ada.runs("close voting at mon 12:00")
    at(week, 22, 10)
    said = overview(week)
    assert "Withdrawn topic, to those concerned: Mon 22 Nov 09:40" in said.splitlines()
    assert "Voting closes soon, to those concerned: Mon 22 Nov 10:00" in said.splitlines()
    assert "Procurement" not in said
    assert "people" not in said.replace("people signed", "")
    assert [one.id for one in (week.ada, week.bo, week.cy) if one.id in said] == []


def test_a_long_list_has_pages_by_typing_and_by_button(week: Week) -> None:
    for _ in range(20):
        for words in ("open voting", "close voting"):
            week.ada.runs(words)
            week.world.passes(minutes=1)
    for one in (week.bo, week.mallory):
        one.runs()
    before = dump.rows(week.settled().world.database)
    first = week.ada.runs("messages")
    assert "Page 1 of 3; `/openspace messages page 2` shows the next." in first.text
    lines = [line for line in as_read(first.text).splitlines() if "to the channel" in line]
    assert len(lines) == 15
    second = week.ada.runs("messages page 2")
    assert week.ada.presses(first, lists.LATER).text == second.text
    assert "Page 2 of 3" in second.text
    assert week.ada.runs("messages page 99").text == week.ada.runs("messages page 3").text
    shown = "".join(overview(week, f"page {n}") for n in range(1, 4))
    assert shown.count("Voting opens, ") == 20
    assert shown.count("Voting closes, ") == 20
    assert dump.rows(week.settled().world.database) == before


def test_where_nothing_failed_nothing_is_sent_again_and_no_button_is_shown(week: Week) -> None:
    week.settled()
    shown = week.ada.runs("messages")
    assert shown.labels == []
    before = len(week.world.calls)
    said = week.ada.runs("messages again").text
    assert "Nothing that failed is still of use, so nothing is sent again." in said
    week.world.settle()
    assert [c for c in week.world.calls[before:] if c.name == "chat.postMessage"] == []


def test_a_new_open_space_has_its_first_messages_before_it(week: Week) -> None:
    assert (
        "Start of the open space, to the channel: Mon 22 Nov 09:40"
        in (overview(week).split("*Due next*")[1].split("*Dropped*")[0])
    )


@pytest.mark.parametrize("words", ["messages", "messages page 2", "messages again"])
def test_only_facilitators_see_them_and_send_again(week: Week, words: str) -> None:
    week.voting()
    for one in (week.bo, week.mallory):
        one.runs()
    before = dump.rows(week.settled().world.database)
    said = week.bo.runs(words).text
    assert said.startswith("Only facilitators can do that.")
    assert "no open space" in week.mallory.runs(words).text
    assert dump.rows(week.settled().world.database) == before


def test_forged_buttons_show_nothing_and_send_nothing(week: Week) -> None:
    week.voting()
    for one in (week.bo, week.mallory):
        one.runs()
    number = space_id(week)
    before = dump.rows(week.settled().world.database)
    for action, value in (
        (lists.LATER, values.write(Turn(number, View("messages")))),
        ("messages_again", values.write(Again(number))),
    ):
        assert "Only facilitators" in week.bo.clicks_raw(action, value).text
        assert "no open space" in week.mallory.clicks_raw(action, value).text
    assert dump.rows(week.settled().world.database) == before


def test_they_can_be_read_and_sent_again_when_the_open_space_has_ended(week: Week) -> None:
    week.world.expects_refusals = True
    week.settled()
    week.world.workspace.remove_app(week.channel)
    week.ada.runs("close")
    week.world.settle()
    week.world.workspace.invite_app(week.channel)
    said = as_read(week.ada.runs("messages").text).splitlines()
    assert (
        "Closing or reopening of the open space, to the channel: Mon 22 Nov 09:40."
        " I am not in the channel, or it is gone."
    ) in said
    assert "*Due next*" not in said
    week.ada.runs("messages again")
    assert "*CoProWeekScot is closed.*" in week.cy.reads()[-1].text
    at(week, 27, 12)
    assert "Messages of CoProWeekScot" in week.ada.runs("messages").text
