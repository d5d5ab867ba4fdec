"""A whole open space, held without typing one command: from its start to its end by clicking."""

from collections.abc import Mapping
from typing import Any

from sandbox import elements
from sandbox.sights import Message, View
from tests.handlers.cast import Somebody, Week
from tests.handlers.in_forms import chosen, presses, pushes
from tests.handlers.seen import is_board, words_of
from tests.handlers.test_proposing_form import sends
from tests.handlers.test_spaces import empty_channel

DATABASES = ("sqlite", "postgresql")
NAME = "Autumn week"
THEME = "Digital first"
PROCUREMENT, TRANSPORT = "Co-pro in procurement", "Buses nobody asked for"


def clicks(somebody: Somebody, place: Message | View, name: str) -> None:
    """Press the button with that name for screen readers, and wait until all is answered."""
    assert pushes(somebody, place, name).error is None  # type: ignore[arg-type] # a message has blocks too
    somebody.world.settle()


def opens(somebody: Somebody, place: Message | View, name: str) -> View:
    """Press a button that opens a form."""
    clicks(somebody, place, name)
    return somebody.person.form()


def fills(somebody: Somebody, form: View, fields: Mapping[str, Any]) -> str:
    """Send a form and close what takes its place; what that says."""
    done = sends(somebody, form, dict(fields))
    somebody.person.closes(done)
    somebody.world.settle()
    return done.shown


def answered(somebody: Somebody, channel: Any) -> Message:
    """The last answer that only they see in the channel."""
    return [one for one in somebody.person.sees(channel) if one.is_ephemeral][-1]


def board_of(somebody: Somebody, channel: Any) -> Message:
    somebody.world.settle()
    (board,) = [one for one in somebody.person.sees(channel) if is_board(one)]
    return board


def announced(somebody: Somebody, channel: Any, words: str) -> Message:
    somebody.world.settle()
    return next(one for one in somebody.person.sees(channel) if words in one.text)


def option(form: View, label: str) -> str:
    """The value of the option with that label, in whichever field has it."""
    return next(
        str(one["value"])
        for block in form.blocks
        for one in elements.options(block.get("element", {}))
        if one["text"]["text"].startswith(label)
    )


def test_a_week_is_held_by_clicking_alone(week: Week) -> None:
    ada, bo, cy = week.ada, week.bo, week.cy
    ada.runs("close")  # the one that every test begins with
    week.world.settle()
    channel = empty_channel(week)
    before = len(week.world.calls)

    # Ada starts it from her Home, and sets it up.
    form = opens(ada, ada.opens_home(), "Start an open space: opens a form")
    days = {"First day": "2027-11-22", "Last day": "2027-11-24"}
    where = {"Channel": channel.id, "Name": NAME, "Themes": THEME, **days}
    assert f"*{NAME}* starts in <#{channel.id}>" in fills(ada, form, where)

    form = opens(ada, ada.opens_home(), f"Rooms of {NAME}")
    form = sends(ada, form, {"Name": "Room A", "Seats": "1"})
    form = sends(ada, form, {"Name": "Room B", "Seats": "30"})
    ada.person.closes(presses(ada, form, "Remove: Room B"))
    form = opens(ada, ada.home(), f"Slots of {NAME}")
    ada.person.closes(sends(ada, form, {"Days": ["2027-11-23"], "From": "10:00", "To": "11:00"}))
    form = opens(ada, ada.home(), f"Slots of {NAME}")
    ada.person.closes(sends(ada, form, {"Days": ["2027-11-23"], "From": "11:00", "To": "12:00"}))
    form = opens(ada, ada.home(), f"Talks of {NAME}")
    talk = {
        "Title": "Opening",
        "Speakers": "Jo Lee, SCN",
        "Slot": option(form, "Tue 23 Nov 10:00"),
        "Room": option(form, "Room A"),
    }
    ada.person.closes(sends(ada, form, talk))
    form = opens(ada, ada.home(), f"Settings: {NAME}")
    fills(ada, form, {"Dots for each person": "3", "Reminder of a session": "10"})

    # She opens proposing, and people propose from the board.
    form = opens(ada, ada.home(), f"Open or close proposing, voting: {NAME}")
    ada.person.closes(presses(ada, form, f"Open now: proposing in {NAME}"))
    form = opens(bo, announced(bo, channel, "Proposing is open"), f"Propose a topic in {NAME}")
    fills(bo, form, {"Title": PROCUREMENT, "Theme": option(form, THEME)})
    form = opens(cy, board_of(cy, channel), f"Propose a topic in {NAME}")
    assert f"#3 *{TRANSPORT}*" in fills(cy, form, {"Title": TRANSPORT})

    # They vote, change their minds, and read what a topic is about.
    form = opens(ada, ada.opens_home(), f"Open or close proposing, voting: {NAME}")
    ada.person.closes(presses(ada, form, f"Open now: voting in {NAME}"))
    form = opens(bo, board_of(bo, channel), f"Vote: my ballot in {NAME}")
    form = presses(bo, form, f"Give a dot: #2 {PROCUREMENT}")
    form = presses(bo, form, f"Make it 2 dots: #2 {PROCUREMENT}")
    form = presses(bo, form, f"Give a dot: #3 {TRANSPORT}")
    assert form.title == "0 of 3 dots left"
    bo.person.closes(presses(bo, form, f"Details of #3 {TRANSPORT}"))
    form = presses(bo, bo.person.form(), f"Take my dot off: #3 {TRANSPORT}")
    assert form.title == "1 of 3 dots left"
    bo.person.closes(form)

    # Bo says when he cannot, edits his topic and takes cy in; cy finds that in her Home.
    form = opens(bo, bo.opens_home(), f"Choose times when I cannot be at {NAME}")
    fills(bo, form, {"When I cannot": [option(form, "Tue 23 Nov 10:00")]})
    form = opens(bo, bo.home(), f"Edit: #2 {PROCUREMENT}")
    fills(bo, form, {"Description": "For beginners", "Hosts": [bo.id, cy.id]})
    assert f"#2 *{PROCUREMENT}*" in words_of(cy.opens_home())

    # Ada looks at the tally, drafts and publishes.
    ada.opens_home()
    form = opens(ada, ada.home(), f"Tally of {NAME}")
    assert "2 dots from 1 person" in form.shown
    ada.person.closes(form)
    clicks(ada, ada.home(), f"Timetable of {NAME}")
    form = opens(ada, ada.home(), f"Place: #2 {PROCUREMENT}")
    fills(ada, form, {"Slot and room": option(form, "Tue 23 Nov 11:00, Room A")})
    chosen(ada, ada.home(), f"Pin: #2 {PROCUREMENT}")
    clicks(ada, ada.home(), f"Publish the timetable of {NAME}")
    clicks(ada, ada.home(), f"Back to your Home of {NAME}")

    # Seats: bo takes the one there is, cy waits, bo gives it up and cy moves up.
    clicks(bo, announced(bo, channel, "timetable of Autumn week is published"), f"Agenda of {NAME}")
    clicks(bo, answered(bo, channel), "Take a seat: #1 Opening")
    clicks(cy, board_of(cy, channel), f"Agenda of {NAME}")
    clicks(cy, answered(cy, channel), "Join waiting list: #1 Opening")
    clicks(bo, answered(bo, channel), "Calendar file: #1 Opening")
    clicks(bo, bo.opens_home(), "Give up seat: #1 Opening")
    moved_up = next(one for one in cy.letters() if one.text.startswith("A seat came free"))
    clicks(cy, moved_up, "Give up seat: #1 Opening")
    assert "#1 *Opening*" in answered(cy, moved_up.channel).text

    # Cy wants fewer messages and takes her topic back; ada ends the week and opens it again.
    clicks(cy, cy.opens_home(), f"Only about my own, please, from {NAME}")
    clicks(cy, cy.home(), f"Withdraw: #3 {TRANSPORT}")
    form = opens(ada, ada.opens_home(), f"Open or close proposing, voting: {NAME}")
    ada.person.closes(presses(ada, form, f"Close now: voting in {NAME}"))
    clicks(ada, ada.home(), f"Close the open space {NAME}")
    assert "is closed" in announced(cy, channel, f"*{NAME} is closed.*").text
    clicks(ada, ada.opens_home(), f"Reopen the open space {NAME}")

    commands = [call for call in week.world.calls[before:] if call.kind == "command"]
    assert commands == []
