"""App Home: what concerns the person who looks at it, and nothing that is not theirs to see."""

from datetime import UTC, datetime

import pytest

from handlers.blocks import agenda, home, home_timetable, notices
from sandbox.wire import WireCall
from tests.handlers import seen
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import buttons, words_of

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def arrived(week: Week) -> None:
    """Bo and cy have been seen in the private channel, so that they find its open space."""
    week.bo.types("topics")
    week.cy.types("topics")
    week.settled()


def published(week: Week, since: int = 0) -> list[WireCall]:
    return [call for call in week.world.calls[since:] if call.name == "views.publish"]


def at_home(person: Somebody) -> str:
    """What a person reads in their Home after all that is stale has been painted."""
    person.world.settle()
    return seen.as_read(words_of(person.home()))


def opens(person: Somebody) -> str:
    return seen.as_read(words_of(person.opens_home()))


# Newcomer, participant, facilitator


def test_a_newcomer_reads_what_this_is_and_three_things_to_do(week: Week) -> None:
    week.voting("Procurement")
    said = opens(week.cy)
    assert "Three things to do" in said
    assert "`/propose How do we start co-pro in procurement?`" in said
    assert "5 dots left" in said
    assert "What needs you now" not in said


def test_a_participant_reads_their_dots_topics_and_sessions(week: Week) -> None:
    week.voting("Procurement").published()
    week.ada.runs("close voting at thu 17:00")
    week.bo.votes("1 x2")
    week.bo.signs_up("2")
    said = opens(week.bo)
    assert "*3 dots left* of 5" in said
    assert "Voting closes by itself on Thu 25 Nov 17:00." in said
    assert "Tue 23 Nov 10:00 to 11:00, Room A: #2 *Opening*, you have a seat" in said
    assert "Your topics\n#1 *Procurement*" in said
    assert "Three things to do" not in said


def test_a_facilitator_reads_what_needs_them(week: Week) -> None:
    week.proposing()
    assert "Nothing needs a facilitator just now." in opens(week.ada)
    week.published(seats=1)
    week.bo.signs_up("1")
    week.cy.signs_up("1")
    assert "*More people than seats*\n#1 *Opening*: 1 waiting, 1 seat in Room A" in opens(week.ada)


def test_nobody_reads_whom_others_voted_for(week: Week) -> None:
    week.voting("Procurement", "Transport")
    week.cy.votes("1 x4")
    for person in (week.ada, week.bo):
        assert "4 dots" not in opens(person)
        assert week.cy.id not in opens(person)


# What stays hidden


def test_a_private_open_space_is_shown_to_nobody_who_may_not_find_it(week: Week) -> None:
    week.voting("Procurement")
    said = opens(week.mallory)
    assert "no open space that you can see" in said
    assert week.channel.id not in said
    assert "Procurement" not in said


def test_who_leaves_a_private_channel_reads_no_more_of_it(week: Week) -> None:
    week.proposing()
    week.cy.proposes("Transport")
    assert week.channel.id in opens(week.cy)
    start = len(week.world.calls)
    week.cy.person.leaves(week.channel)
    week.world.wait_for_event("member_left_channel", since=start)
    assert week.channel.id not in at_home(week.cy)


def test_a_guest_who_is_not_let_in_reads_nothing_of_it(week: Week) -> None:
    guest = week.newcomer("guest", kind="guest")
    guest.tries("topics")
    assert "no open space that you can see" in opens(guest)
    week.ada.runs("guests allow")
    guest.types("topics")
    week.world.settle()
    assert week.channel.id in opens(guest)


def test_nobody_who_has_not_opened_it_gets_a_home(week: Week) -> None:
    start = len(week.world.calls)
    week.voting("Procurement")
    week.cy.votes("1")
    week.world.settle()
    assert published(week, start) == []


def test_the_tab_with_messages_is_no_home(week: Week) -> None:
    start = len(week.world.calls)
    week.cy.person.opens_home("messages")
    week.world.wait_for_event("app_home_opened", since=start)
    assert week.cy.person.home() is None


# Kept up to date


def test_it_follows_what_the_person_does_and_what_everybody_is_told(week: Week) -> None:
    week.voting("Procurement")
    opens(week.cy)
    week.cy.votes("1 x2")
    assert "*3 dots left* of 5" in at_home(week.cy)
    week.ada.runs("close voting")
    assert "Voting is closed." in at_home(week.cy)
    week.published()
    assert "#2 *Opening*" in at_home(week.cy)


def test_what_does_not_concern_it_costs_slack_nothing(week: Week) -> None:
    week.voting("Procurement")
    opens(week.cy)
    week.world.settle()
    start = len(week.world.calls)
    week.bo.votes("1")
    week.bo.proposes("Transport")
    week.world.settle()
    assert published(week, start) == []


def test_a_seat_that_comes_free_shows_at_home(week: Week) -> None:
    week.published(seats=1)
    week.bo.signs_up("1")
    week.cy.signs_up("1")
    assert "you are first on the waiting list" in opens(week.cy)
    week.bo.signs_up("cancel 1")
    assert "you have a seat" in at_home(week.cy)


def test_many_changes_between_two_repaints_are_one_call(week: Week) -> None:
    week.voting("Procurement", "Transport")
    opens(week.cy)
    week.world.settle()
    start = len(week.world.calls)
    for words in ("1", "2", "1 x3", "clear", "2 x4"):
        week.cy.votes(words)
    assert "*1 dot left* of 5" in at_home(week.cy)
    assert len(published(week, start)) == 1


def test_a_home_that_slack_does_not_take_now_is_painted_later(week: Week) -> None:
    week.proposing()
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_429=1, methods=["views.publish"])
    start = len(week.world.calls)
    week.cy.person.opens_home()
    week.world.wait_for_event("app_home_opened", since=start)
    assert week.cy.person.home() is None
    week.world.workspace.faults(rate_429=0, methods=None)
    week.world.passes(minutes=1)
    assert "CoProWeekScot" in at_home(week.cy)


def test_a_home_that_nobody_looks_at_any_more_is_left_until_it_is_opened(week: Week) -> None:
    week.voting("Procurement")
    opens(week.cy)
    week.world.passes(hours=13)
    start = len(week.world.calls)
    week.ada.runs("close voting")
    week.world.settle()
    assert published(week, start) == []
    assert "Voting is closed." in opens(week.cy)


# Pressing


def test_a_seat_is_taken_and_given_up_at_home(week: Week) -> None:
    week.published()
    week.cy.opens_home()
    assert buttons(week.cy.presses_at_home(agenda.TAKE, 1), agenda.GIVE_UP) == [1]
    assert "you have a seat" in words_of(week.cy.home())
    assert "You have a seat" in week.cy.types("agenda mine").text
    assert buttons(week.cy.presses_at_home(agenda.GIVE_UP, 1), agenda.TAKE) == [1]
    assert "You have no sessions" in week.cy.types("agenda mine").text


def test_two_sessions_at_one_time_are_warned_of_at_home_and_can_both_be_taken(week: Week) -> None:
    week.published(("Opening", "10:00", "Room A"), ("Inclusion", "10:00", "Room B"))
    week.cy.opens_home()
    week.cy.presses_at_home(agenda.TAKE, 1)
    warned = week.cy.presses_at_home(agenda.TAKE, 2)
    assert "is at the same time as" in words_of(warned)
    both = week.cy.presses_at_home(agenda.TAKE_ANYWAY, 2)
    assert "is at the same time as" not in words_of(both)
    assert buttons(both, agenda.GIVE_UP) == [1, 2]


def test_a_refusal_is_read_at_home(week: Week) -> None:
    week.published()
    week.cy.opens_home()
    week.ada.runs("close")
    refused = week.cy.presses_at_home(agenda.TAKE, 1)
    assert "is closed: it can be read but not changed" in words_of(refused)


@pytest.mark.parametrize(
    ("action_id", "now"),
    [
        (notices.MINE, "You get only messages about your own sessions and topics from me."),
        (notices.NONE, "You get no messages from me."),
    ],
)
def test_which_messages_come_is_chosen_at_home(week: Week, action_id: str, now: str) -> None:
    week.cy.opens_home()
    assert now in words_of(week.cy.presses_at_home(action_id))
    assert "You get all messages" in words_of(week.cy.presses_at_home(notices.ALL))


def test_all_days_and_one_day_are_a_press_apart_and_stay_as_chosen(week: Week) -> None:
    week.published()
    week.ada.runs("slots add wed 10:00-11:00")
    week.ada.runs('talks add "Planning" wed 10:00 "Room B" by "Jo Lee"')
    week.ada.runs("timetable publish")
    week.cy.opens_home()
    assert buttons(week.cy.home(), agenda.TAKE) == [1]
    assert buttons(week.cy.presses_at_home(home_timetable.DAYS), agenda.TAKE) == [1, 2]
    week.cy.signs_up("2")
    week.world.settle()
    assert buttons(week.cy.home(), agenda.GIVE_UP) == [2]
    assert buttons(week.cy.presses_at_home(home_timetable.DAYS), agenda.TAKE) == [1]


def test_of_several_open_spaces_one_is_shown_and_the_others_are_a_press_away(week: Week) -> None:
    number = week.world.number()
    channel = week.world.workspace.add_channel(
        f"second-{number}", members=[week.ada.person, week.cy.person]
    )
    Somebody(week.world, week.ada.person, channel).runs('new "The second" 2027-11-22 to 2027-11-26')
    Somebody(week.world, week.cy.person, channel).types("topics")
    week.world.settle()
    first = opens(week.cy)
    assert first.startswith("CoProWeekScot")
    assert "*The second*" in first
    other = week.cy.presses_at_home(home.SPACE)
    assert words_of(other).startswith("The second")
    assert opens(week.cy).startswith("The second")


def test_a_button_of_an_older_version_is_answered_at_home(week: Week) -> None:
    week.cy.opens_home()
    week.world.interacts(
        {
            "type": "block_actions",
            "team": {"id": week.world.sandbox.team_id},
            "user": {"id": week.cy.id},
            "api_app_id": week.world.sandbox.app_id,
            "container": {"type": "view"},
            "view": {
                "id": "V1",
                "type": "home",
                "app_installed_team_id": week.world.sandbox.team_id,
            },
            "trigger_id": "1.1.1",
            "actions": [
                {"type": "button", "action_id": agenda.TAKE, "block_id": "b", "value": "[]"}
            ],
        }
    )
    assert "This button is from an older version" in words_of(week.cy.home())


def test_before_during_and_after_the_week(week: Week) -> None:
    week.proposing()
    week.world.clock.set(datetime(2027, 11, 21, 9, 0, tzinfo=UTC))
    assert "It begins tomorrow." in opens(week.cy)
    week.world.clock.set(datetime(2027, 11, 24, 9, 0, tzinfo=UTC))
    assert "It is on now." in opens(week.cy)
    week.world.clock.set(datetime(2027, 11, 29, 9, 0, tzinfo=UTC))
    assert "*It is over*" in opens(week.cy)


def test_what_failed_is_sent_again_from_home(week: Week) -> None:
    week.world.expects_refusals = True
    week.world.workspace.remove_app(week.channel)
    week.ada.runs("open proposals")
    week.world.settle()
    assert "*Not delivered*: 1 message" in opens(week.ada)
    week.world.workspace.invite_app(week.channel)
    again = week.ada.presses_at_home("messages_again")
    assert "*Not delivered*" not in words_of(again)
    week.world.settle()
    assert "*Proposing is open*" in week.bo.reads()[-1].text
