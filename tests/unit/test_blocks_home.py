"""Does somebody's Home fit, and say what concerns them in words that stand by themselves?"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.blocks import (
    absences,
    agenda,
    drafting,
    home,
    home_timetable,
    lists,
    messages,
    notices,
    proposing,
    requests,
    running,
    setting_up,
    signup,
    starting,
    timetable,
    values,
    voting,
)
from handlers.blocks.form_values import Starting
from handlers.blocks.message import Message
from handlers.blocks.values import (
    AboutSpace,
    AboutTopic,
    Again,
    Chosen,
    Dots,
    InDraft,
    NoticesWanted,
    Seat,
    StepBack,
    Turn,
)
from openspace import moments
from openspace.notices import Notices
from openspace.people import Kind, Person
from openspace.proposing import Topic
from openspace.signup import Place
from sandbox import elements, limits
from services.agenda import Agenda
from services.home import Home, Inside, Needs
from services.proposing import Listing
from services.visits import Here
from tests.unit.typical_case import FREE, FULL, QUIET, SPACE, TALK, TUESDAY, at
from tests.unit.worst_case import A_CHOICE, ONE_WARNING
from tests.unit.worst_case_face import HOMES

LONGEST_VIEW = 250_000
PREFIX = "w" * 22
CARRIED = {
    agenda.TAKE: Seat,
    agenda.GIVE_UP: Seat,
    agenda.TAKE_ANYWAY: Seat,
    messages.AGAIN: Again,
    notices.ALL: NoticesWanted,
    notices.MINE: NoticesWanted,
    notices.NONE: NoticesWanted,
    agenda.CALENDAR: Turn,
    lists.EARLIER: Turn,
    lists.LATER: Turn,
    home.SPACE: Turn,
    running.SETTINGS: AboutSpace,
    running.WINDOWS: AboutSpace,
    running.TALLY: Turn,
    running.MESSAGES: Turn,
    requests.SHOW: Turn,
    running.CLOSE: AboutSpace,
    running.REOPEN: AboutSpace,
    starting.START: Starting,
    setting_up.ROOMS: Turn,
    setting_up.SLOTS: Turn,
    setting_up.TALKS: Turn,
    setting_up.TIMETABLE: Turn,
    timetable.CHANGE: InDraft,
    timetable.PLACE_BUTTON: InDraft,
    timetable.PUBLISH: Turn,
    drafting.AGAIN: Turn,
    drafting.AFRESH: Turn,
    drafting.DISCARD: Turn,
    drafting.UNDO: StepBack,
    home_timetable.DAYS: Turn,
    voting.OPEN: Turn,
    voting.DETAILS: Turn,
    voting.MORE: Dots,
    voting.FEWER: Dots,
    proposing.PROPOSE: Chosen,
    proposing.EDIT: AboutTopic,
    proposing.WITHDRAW: AboutTopic,
    absences.OPEN: Chosen,
}
SAID: dict[str, Message | None] = {
    "": None,
    ", after a clash": signup.clash(ONE_WARNING, A_CHOICE),
}


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("words", ["", home_timetable.WEEK, home.DRAFT])
@pytest.mark.parametrize("name", HOMES)
def test_the_longest_home_fits_into_slacks_limits(name: str, words: str, said: str) -> None:
    for page in (1, 2, 99):
        shown = home.home(HOMES[name], words=words, page=page, said=SAID[said])
        view = shown.view(PREFIX)
        assert limits.view_problems(view, kind="home") == []
        assert len(str(view).encode()) < LONGEST_VIEW


def said_in(blocks: list[dict[str, Any]]) -> list[str]:
    return [
        part["text"]
        for block in blocks
        for part in [block.get("text"), *block.get("elements", [])]
        if part and isinstance(part.get("text"), str)
    ]


@pytest.mark.parametrize("name", HOMES)
def test_every_button_at_home_is_read_back_and_says_what_it_does(name: str) -> None:
    for words in ("", home_timetable.WEEK, home.DRAFT):
        view = home.home(HOMES[name], words=words, said=SAID[", after a clash"]).view("")
        for _, button in elements.interactive(view["blocks"]):
            for option in button.get("options", []):
                wanted: Any = values.read(CARRIED[button["action_id"]], option["value"])
                assert values.write(wanted) == option["value"]
            if button["type"] == "overflow":
                continue
            carried: Any = values.read(CARRIED[button["action_id"]], button["value"])
            assert values.write(carried) == button["value"]
            assert len(button["accessibility_label"]) > len(button["text"]["text"])


def test_home_says_all_that_its_blocks_say_also_in_words() -> None:
    for found in HOMES.values():
        shown = home.home(found)
        said = [text for text in said_in(list(shown.blocks)) if "<" not in text]
        assert [text for text in said if text not in shown.text and "&" not in text] == []


# What it says

CY = Person("UCY", Kind.MEMBER, 2, is_facilitator=False, is_present=True)
TOPIC = Topic(4, 4, "Sharing power", "", None, None, author_id=2, hosts=("UCY",))


def inside(*entries: Any, space: Any = SPACE, now: Any = None, person: Person = CY) -> Inside:
    here = Here(space, person, now or at(9))
    today = moments.today(here.now, space.zone)
    return Inside(
        here=here,
        agenda=Agenda(here, tuple(entries), today, is_published=bool(entries)),
        listing=Listing(here, "", (TOPIC,), {4: 2}, 1),
        times=(),
        needs=None,
    )


def text(found: Inside, **how: Any) -> str:
    return home.home(Home(found, ()), **how).text


WITH_SEAT = replace(FREE, mine=Place(1, has_seat=True, capacity=12))


def test_a_participant_reads_sessions_dots_topics_and_settings() -> None:
    said = text(inside(WITH_SEAT, TALK))
    assert "you have *3 dots left* of 5" in said
    assert "#7 *Co-pro in &lt;procurement&gt;*, you have a seat" in said
    assert "#4 *Sharing power*" in said
    assert "You get all messages from me." in said
    assert "Three things to do" not in said
    assert "What needs you now" not in said


def test_who_has_done_nothing_yet_is_welcomed() -> None:
    new = replace(inside(FREE), listing=Listing(Here(SPACE, CY, at(9)), "", (), {}, 0))
    assert "Three things to do" in text(new)
    assert "Your sessions" not in text(new)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (15, "It begins in 7 days."),
        (21, "It begins tomorrow."),
        (23, "It is on now."),
        (26, "Today is the last day."),
        (27, "*It is over*"),
    ],
)
def test_it_says_when_the_week_is(day: int, said: str) -> None:
    assert said in text(inside(FREE, now=at(9, day=day)))


def test_of_the_sessions_to_come_those_of_today_and_the_next_one_are_named() -> None:
    tomorrow = replace(
        WITH_SEAT,
        session=replace(
            FREE.session,
            number=8,
            slot=replace(
                FREE.session.slot,
                starts_at=at(10) + timedelta(days=1),
                ends_at=at(11) + timedelta(days=1),
            ),
        ),
    )
    later = replace(tomorrow, session=replace(tomorrow.session, number=9))
    over = replace(WITH_SEAT, session=replace(FREE.session, number=6), is_over=True)
    found = inside(over, WITH_SEAT, tomorrow, later)
    assert [entry.session.number for entry in found.my_next] == [7, 8]


def test_today_is_shown_during_the_week_and_all_days_on_request_and_before_it() -> None:
    found = inside(WITH_SEAT)
    assert f"Timetable: today, {moments.day_label(TUESDAY)}" in text(found)
    assert "`/agenda today`" in text(found, words=home_timetable.WEEK)
    assert "Timetable: today" not in text(inside(WITH_SEAT, now=at(9, day=15)))


def test_a_facilitator_reads_what_needs_them() -> None:
    needs = Needs((replace(TOPIC, hosts=()),), (FULL,), failed=2)
    said = text(replace(inside(WITH_SEAT), needs=needs))
    assert "*Topics without a host*\n#4 *Sharing power*" in said
    assert "#4 *Sharing power*: 2 waiting, 1 seat in Room B" in said
    assert "*Not delivered*: 2 messages" in said
    quiet = text(replace(inside(WITH_SEAT), needs=Needs((), (), failed=0)))
    assert "Nothing needs a facilitator just now." in quiet


@pytest.mark.parametrize("now", Notices)
def test_the_two_other_choices_of_messages_have_a_button_each(now: Notices) -> None:
    found = inside(space=QUIET, person=replace(CY, notices=now))
    buttons = elements.interactive(list(home.home(Home(found, ())).blocks))
    wanted = [
        values.read(NoticesWanted, button["value"]).notices
        for _, button in buttons
        if button["action_id"].startswith("notices_")
    ]
    assert wanted == [one.value for one in Notices if one is not now]


def test_who_may_start_an_open_space_has_a_button_for_it_where_there_is_none() -> None:
    def ids(found: Home) -> list[str]:
        blocks = list(home.home(found).blocks)
        return [element["action_id"] for _, element in elements.interactive(blocks)]

    assert ids(Home(None, (), may_start=True)) == [starting.START]
    assert ids(Home(None, ())) == []


def test_facilitators_alone_have_the_buttons_to_run_it() -> None:
    def ids(found: Inside) -> set[str]:
        blocks = list(home.home(Home(found, ())).blocks)
        found_ids = {element["action_id"] for _, element in elements.interactive(blocks)}
        return {one for one in found_ids if one.startswith("run_")}

    runs_it = replace(inside(WITH_SEAT), needs=Needs((), (), failed=0))
    lists_too = {running.TALLY, running.MESSAGES}
    assert ids(inside(WITH_SEAT)) == set()
    assert ids(runs_it) == {running.SETTINGS, running.WINDOWS, running.CLOSE, *lists_too}
    closed = replace(runs_it, here=replace(runs_it.here, space=replace(SPACE, closed_at=at(9))))
    assert ids(closed) == {running.REOPEN, *lists_too}


def test_the_draft_at_home_stands_alone_with_a_way_back_and_others_never_see_it() -> None:
    shown = home.home(HOMES["facilitator"], words=home.DRAFT, page=2)
    actions = [one["action_id"] for _, one in elements.interactive(shown.blocks)]
    assert "Page 2 of" in shown.text
    assert (timetable.CHANGE in actions, actions[-1]) == (True, home.SPACE)
    assert not set(actions) & {agenda.TAKE, agenda.GIVE_UP, notices.ALL}
    assert home.home(HOMES["newcomer"], words=home.DRAFT) == home.home(HOMES["newcomer"])
