"""Who may press what, and what events say to whom: a table of people and deeds.

People of other organisations cannot type our commands, so their buttons are all they have.
"""

from collections.abc import Callable

import pytest

from handlers.blocks import (
    absences,
    agenda,
    drafting,
    forgetting,
    home,
    home_timetable,
    hosting,
    lists,
    messages,
    notices,
    proposing,
    requests,
    running,
    runs,
    setting_up,
    similar,
    spaces,
    starting,
    suggesting,
    tally,
    timetable,
    values,
    voting,
    why,
)
from handlers.blocks.form_values import Starting
from handlers.blocks.values import (
    AboutRequest,
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
    View,
)
from sandbox.calls import id_of
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_contract import ACTIONS
from tests.handlers.test_permissions import (
    Make,
    bot,
    deactivated,
    external,
    external_let_in,
    guest,
    guest_let_in,
    participant,
)
from tests.handlers.test_voting import space_id
from tests.unit import facts

MAY: dict[Make, str | None] = {
    participant: None,
    guest_let_in: None,
    external_let_in: None,
    guest: "own staff",
    external: "own staff",
    bot: "Only people take part",
    deactivated: "Only people take part",
}
"""People, and the words with which they are refused; None for those who take part."""

LIST = View("ballot")
TABLE: dict[str, tuple[Callable[[int], str], str | None]] = {
    voting.MORE: (lambda n: values.write(Dots(n, 1, 1, LIST)), None),
    voting.FEWER: (lambda n: values.write(Dots(n, 1, 0, LIST)), None),
    voting.THEME: (lambda n: values.write(Turn(n, LIST)), None),
    voting.DETAILS: (lambda n: values.write(Turn(n, View("topic", "1"))), None),
    voting.OPEN: (lambda n: values.write(Turn(n, LIST)), None),
    proposing.PROPOSE: (lambda n: values.write(Chosen(n, "propose", "")), None),
    absences.OPEN: (lambda n: values.write(Chosen(n, "openspace", "away")), None),
    agenda.TAKE: (lambda n: values.write(Seat(n, 2, View("agenda", "week"))), None),
    agenda.TAKE_ANYWAY: (lambda n: values.write(Seat(n, 2, View("agenda", "week"))), None),
    agenda.GIVE_UP: (lambda n: values.write(Seat(n, 2, View("agenda", "week"))), None),
    agenda.DAY_BEFORE: (lambda n: values.write(Turn(n, View("agenda", "mon"))), None),
    agenda.DAY_AFTER: (lambda n: values.write(Turn(n, View("agenda", "tue"))), None),
    agenda.WEEK: (lambda n: values.write(Turn(n, View("agenda", "week"))), None),
    agenda.MINE: (lambda n: values.write(Turn(n, View("agenda", "mine"))), None),
    agenda.CALENDAR: (lambda n: values.write(Turn(n, View("agenda", "only 2"))), None),
    suggesting.TAKE_ALL: (lambda n: values.write(AboutSpace(n)), None),
    suggesting.SHOW: (lambda n: values.write(Turn(n, View("suggested"))), None),
    runs.OFFER: (lambda n: values.write(AboutTopic(n, 1)), "Only facilitators"),
    runs.YES: (lambda n: values.write(AboutTopic(n, 1)), "Only its hosts"),
    runs.NO: (lambda n: values.write(AboutTopic(n, 1)), "Only its hosts"),
    proposing.WITHDRAW: (lambda n: values.write(AboutTopic(n, 1)), "Only whoever proposed"),
    proposing.EDIT: (lambda n: values.write(AboutTopic(n, 1)), "Only whoever proposed"),
    proposing.DETAILS: (lambda n: values.write(AboutTopic(n, 1)), "Only whoever proposed"),
    similar.DOT: (lambda n: values.write(Dots(n, 1, 1, LIST)), None),
    tally.CHART: (lambda n: values.write(Turn(n, View("chart"))), "only facilitators can"),
    tally.WORDS: (lambda n: values.write(Turn(n, View("tally"))), "only facilitators can"),
    tally.FILE: (lambda n: values.write(Turn(n, View("tally"))), "only facilitators can"),
    hosting.ADOPT: (lambda n: values.write(AboutTopic(n, 1)), "has a host already"),
    hosting.JOIN: (lambda n: values.write(AboutTopic(n, 2)), "is a talk"),
    notices.STOP: (lambda n: values.write(NoticesWanted(n, "none")), None),
    notices.ALL: (lambda n: values.write(NoticesWanted(n, "all")), None),
    notices.MINE: (lambda n: values.write(NoticesWanted(n, "mine")), None),
    notices.NONE: (lambda n: values.write(NoticesWanted(n, "none")), None),
    messages.AGAIN: (lambda n: values.write(Again(n)), "Only facilitators"),
    lists.EARLIER: (lambda n: values.write(Turn(n, View("topics"))), None),
    lists.LATER: (lambda n: values.write(Turn(n, View("talks"))), None),
    lists.TOPICS: (lambda n: values.write(Turn(n, View("topics"))), None),
    lists.BALLOT: (lambda n: values.write(Turn(n, LIST)), None),
    lists.AGENDA: (lambda n: values.write(Turn(n, View("agenda", "week"))), None),
    notices.SHOW: (lambda n: values.write(AboutSpace(n)), None),
    running.SETTINGS: (lambda n: values.write(AboutSpace(n)), "Only facilitators"),
    running.WINDOWS: (lambda n: values.write(AboutSpace(n)), "Only facilitators"),
    running.TALLY: (lambda n: values.write(Turn(n, View("tally"))), "not shown to you"),
    running.MESSAGES: (lambda n: values.write(Turn(n, View("messages"))), "Only facilitators"),
    running.CLOSE: (lambda n: values.write(AboutSpace(n)), "Only facilitators"),
    running.REOPEN: (lambda n: values.write(AboutSpace(n)), "Only facilitators"),
    setting_up.ROOMS: (lambda n: values.write(Turn(n, View("rooms"))), "Only facilitators"),
    setting_up.SLOTS: (lambda n: values.write(Turn(n, View("slots"))), "Only facilitators"),
    setting_up.TALKS: (lambda n: values.write(Turn(n, View("talks"))), "Only facilitators"),
    setting_up.TIMETABLE: (
        lambda n: values.write(Turn(n, View("timetable"))),
        "Only facilitators",
    ),
    timetable.CHANGE: (
        lambda n: values.write(InDraft(n, 2, "pin", View("timetable"))),
        "Only facilitators",
    ),
    timetable.PLACE_BUTTON: (
        lambda n: values.write(InDraft(n, 1, "place", View("timetable"))),
        "Only facilitators",
    ),
    timetable.AS_GRID: (
        lambda n: values.write(Turn(n, View("timetable", "grid"))),
        "Only facilitators",
    ),
    timetable.AS_LIST: (lambda n: values.write(Turn(n, View("timetable"))), "Only facilitators"),
    drafting.AGAIN: (lambda n: values.write(Turn(n, View("timetable"))), "Only facilitators"),
    drafting.AFRESH: (lambda n: values.write(Turn(n, View("timetable"))), "Only facilitators"),
    drafting.DISCARD: (lambda n: values.write(Turn(n, View("timetable"))), "Only facilitators"),
    drafting.UNDO: (
        lambda n: values.write(StepBack(n, 1, View("timetable"))),
        "Only facilitators",
    ),
    timetable.PUBLISH: (
        lambda n: values.write(Turn(n, View("timetable"))),
        "Only facilitators",
    ),
    why.OPEN: (lambda n: values.write(AboutTopic(n, 1)), None),
    why.CHOOSE: (lambda n: values.write(AboutTopic(n, 2)), None),
    requests.ASK: (lambda n: values.write(AboutSpace(n)), None),
    requests.SHOW: (lambda n: values.write(Turn(n, View("requests"))), None),
    requests.BACK: (lambda n: values.write(AboutRequest(n, 1, View("requests"))), None),
    requests.NO_LONGER: (lambda n: values.write(AboutRequest(n, 1, View("requests"))), None),
    requests.TAKE_BACK: (
        lambda n: values.write(AboutRequest(n, 1, View("requests"))),
        "Somebody else asked",
    ),
    requests.GRANT: (
        lambda n: values.write(AboutRequest(n, 1, View("requests"))),
        "Only facilitators",
    ),
    requests.DECLINE: (
        lambda n: values.write(AboutRequest(n, 1, View("requests"))),
        "Only facilitators",
    ),
    spaces.CHOOSE: (lambda n: values.write(Chosen(n, "vote", "1")), None),
    # The last, for from then on the topic is theirs.
    similar.JOIN: (lambda n: values.write(AboutTopic(n, 1)), None),
}
"""What each button carries, and the words that refuse whoever takes part; None where it works."""


AT_HOME: dict[str, Callable[[int], str]] = {
    home.SPACE: lambda n: values.write(Turn(n, View("home"))),
    home_timetable.DAYS: lambda n: values.write(Turn(n, View("home", "week"))),
}
"""What each button carries that is in Homes alone."""

TO_START = {starting.START: values.write(Starting(""))}
"""What each button carries that is about no open space yet, and for our own staff alone."""

OF_ONES_OWN = {forgetting.YES}
"""What everybody may press, whoever they are (`test_forgetting.py`)."""


def pressed(somebody: Somebody, action_id: str, value: str) -> str:
    """What Slack is told to show to somebody who presses a button, whoever they are."""
    world = somebody.world
    before = len(world.calls)
    _press(
        somebody,
        action_id,
        value,
        container={"type": "message", "is_ephemeral": True},
        channel={"id": id_of(somebody.channel)},
        response_url=somebody.response_url(),
    )
    said = [call.request["text"] for call in world.calls[before:] if call.kind == "response_url"]
    assert len(said) == 1, "every click gets one visible answer"
    return str(said[0])


def pressed_at_home(somebody: Somebody, action_id: str, value: str) -> str:
    """What the Home shows of somebody who presses a button there, whoever they are."""
    world = somebody.world
    before = len(world.calls)
    view = {"type": "home", "app_installed_team_id": world.sandbox.team_id, "blocks": []}
    _press(somebody, action_id, value, container={"type": "view"}, view=view)
    shown = [call.request for call in world.calls[before:] if call.name == "views.publish"]
    assert [one["user_id"] for one in shown] == [somebody.id], "every click gets one answer"
    return "\n".join(facts.texts(shown[0]["view"]["blocks"]))


def _press(somebody: Somebody, action_id: str, value: str, **where: object) -> None:
    world = somebody.world
    answer = world.interacts(
        {
            "type": "block_actions",
            "team": {"id": world.sandbox.team_id},
            "user": {"id": somebody.id, "team_id": somebody.person.profile.team_id},
            "api_app_id": world.sandbox.app_id,
            "trigger_id": "1.1.1",
            "actions": [{"type": "button", "action_id": action_id, "value": value}],
            **where,
        }
    )
    assert (answer.status_code, answer.text) == (200, "")
    world.wait_for_lanes()


def test_the_tables_have_every_button() -> None:
    assert {*TABLE, *AT_HOME, *TO_START, *OF_ONES_OWN} == set(ACTIONS)


@pytest.mark.parametrize("make", MAY, ids=lambda make: make.__name__)
def test_the_form_for_a_new_open_space_opens_for_this_organisations_own_staff_alone(
    week: Week, make: Make
) -> None:
    somebody = make(week)
    pressed(somebody, lists.TOPICS, TABLE[lists.TOPICS][0](space_id(week)))
    week.world.settle()
    # The trigger of this press is none, so that nothing opens and it is said.
    week.world.expects_refusals = make is participant
    for action_id, value in TO_START.items():
        said = pressed(somebody, action_id, value)
        expected = "did not open" if make is participant else "own staff can start"
        assert expected in said


@pytest.mark.parametrize("make", MAY, ids=lambda make: make.__name__)
@pytest.mark.parametrize("action_id", AT_HOME)
def test_a_home_shows_the_open_space_to_those_who_take_part_and_to_nobody_else(
    week: Week, action_id: str, make: Make
) -> None:
    week.voting("Procurement").published()
    somebody = make(week)
    pressed(somebody, lists.TOPICS, TABLE[lists.TOPICS][0](space_id(week)))
    week.world.settle()
    shown = pressed_at_home(somebody, action_id, AT_HOME[action_id](space_id(week)))
    assert (f"<#{week.channel.id}>" in shown) is (MAY[make] is None)
    # Home has topics of one's own alone, and the timetable has only a talk.
    assert "Procurement" not in shown


@pytest.mark.parametrize("make", MAY, ids=lambda make: make.__name__)
def test_every_button_works_for_those_who_take_part_and_for_nobody_else(
    week: Week, make: Make
) -> None:
    week.voting("Procurement").published()
    week.bo.runs('ask 2 tue 11:00 "Room B"')
    week.world.expects_refusals = True  # the trigger is invented, so Slack opens no form
    somebody = make(week)
    refused_with = MAY[make]
    # From now on it is remembered what Slack says they are.
    pressed(somebody, lists.TOPICS, TABLE[lists.TOPICS][0](space_id(week)))
    week.world.settle()
    for action_id, (write, not_theirs) in TABLE.items():
        before = dump.rows(week.world.database)
        said = pressed(somebody, action_id, write(space_id(week)))
        expected = refused_with or not_theirs
        if expected is None:
            assert not any(words and words in said for words in MAY.values()), (action_id, said)
            assert "Something went wrong" not in said, action_id
        else:
            assert expected in said, (action_id, said)
            assert dump.rows(week.settled().world.database) == before, action_id
        assert "Procurement" not in said or refused_with is None, action_id


@pytest.mark.parametrize("make", [guest_let_in, external_let_in], ids=lambda make: make.__name__)
def test_who_is_let_in_no_more_takes_back_by_button_and_nothing_else(
    week: Week, make: Make
) -> None:
    week.voting("Procurement").published()
    visitor = make(week)
    for action_id in (voting.MORE, agenda.TAKE):
        pressed(visitor, action_id, TABLE[action_id][0](space_id(week)))
    week.ada.runs("guests refuse")
    for action_id in (voting.MORE, agenda.TAKE, lists.BALLOT, spaces.CHOOSE):
        said = pressed(visitor, action_id, TABLE[action_id][0](space_id(week)))
        assert "own staff" in said, action_id
    for action_id in (voting.FEWER, agenda.GIVE_UP):
        before = dump.rows(week.settled().world.database)
        pressed(visitor, action_id, TABLE[action_id][0](space_id(week)))
        assert dump.rows(week.settled().world.database) != before, action_id
