"""`/openspace` as a whole: starting, standing, windows, ends, and which open space is meant."""

from datetime import timedelta

import pytest

from handlers.blocks import spaces as blocks
from handlers.blocks import values
from handlers.blocks import voting as voting_blocks
from handlers.blocks.values import Chosen
from sandbox.sights import Channel
from tests.handlers import cast, dump
from tests.handlers.cast import NEW, Somebody, Week
from tests.handlers.seen import buttons
from tests.handlers.test_voting import space_id
from tests.handlers.world import MONDAY, World


def empty_channel(week: Week, **more: bool) -> Channel:
    """Another private channel of ada, bo and cy."""
    number = week.world.number()
    people = [week.ada.person, week.bo.person, week.cy.person]
    return week.world.workspace.add_channel(
        f"other-{number}", members=people, is_private=True, **more
    )


def test_an_open_space_starts_and_the_channel_is_told(week: Week) -> None:
    told = [message.text for message in week.cy.reads()]
    assert len(told) == 1
    assert "*CoProWeekScot*" in told[0]
    assert "Mon 22 to Fri 26 Nov 2027" in told[0]
    standing = week.ada.runs()
    assert "CoProWeekScot" in standing.text
    assert "`/openspace open proposals`" in standing.text
    assert "5 dots left of 5" in standing.text
    assert "Europe/London" in standing.text
    assert "`/openspace open proposals`" not in week.bo.runs().text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ('new "Past" 2027-11-01 to 2027-11-05', "has passed"),
        ('new "Turned" 2027-11-26 to 2027-11-22', "before the first"),
        ('new "Long" 2027-11-22 to 2028-11-22', "at most 31 days"),
        ('new "ab" 2027-11-22 to 2027-11-26', "3 to 80"),
        ('new "Zone" 2027-11-22 to 2027-11-26 Scotland/Leith', "not a time zone"),
    ],
)
def test_an_open_space_that_cannot_be_is_refused(week: Week, typed: str, says: str) -> None:
    channel = empty_channel(week)
    week.bo.runs()
    before = dump.rows(week.settled().world.database)
    assert says in week.bo.types(f"openspace {typed}", at=channel).text
    assert dump.rows(week.settled().world.database) == before


def test_a_channel_holds_one_at_a_time(week: Week) -> None:
    assert "already here" in week.bo.runs(NEW).text
    week.ada.runs("close")
    assert "only its facilitators can start another one" in week.bo.runs(NEW).text
    week.ada.runs("reopen")
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.ada.runs("close")
    assert "*CoProWeekScot*" in week.bo.runs(NEW).text
    # What is typed here now is meant for bo's.
    assert "Only facilitators" in week.ada.runs("reopen").text


def test_in_a_channel_without_the_bot_nothing_starts_and_the_way_out_is_said(week: Week) -> None:
    week.world.expects_refusals = True
    channel = empty_channel(week, with_app=False)
    said = week.bo.types(f"openspace {NEW}", at=channel).text
    assert "`/invite" in said
    week.world.workspace.invite_app(channel)
    assert "*CoProWeekScot*" in week.bo.types(f"openspace {NEW}", at=channel).text


def test_in_a_direct_message_nothing_starts(week: Week) -> None:
    said = week.bo.types(f"openspace {NEW}", at=week.bo.person.dm()).text
    assert "`/openspace new`" in said
    assert "channel" in said


@pytest.mark.parametrize("fault", ["rate_500", "drop_after_accept", "rate_429"])
def test_while_slack_does_not_describe_the_channel_nothing_starts(week: Week, fault: str) -> None:
    week.world.expects_refusals = True
    channel = empty_channel(week)
    week.world.workspace.faults(methods=["conversations.info"], **{fault: 1.0})
    assert "Slack did not answer" in week.bo.types(f"openspace {NEW}", at=channel).text
    week.world.workspace.faults(methods=None, **{fault: 0.0})
    assert "*CoProWeekScot*" in week.bo.types(f"openspace {NEW}", at=channel).text


def test_windows_are_announced_once(week: Week) -> None:
    for words in ("open proposals", "open proposals", "open voting", "close voting"):
        week.ada.runs(words)
        week.settled()
    told = [message.text for message in week.cy.reads()][1:]
    starts = ["*Proposing is open*", "*Voting is open*", "*Voting is closed*"]
    assert [start in text for start, text in zip(starts, told, strict=True)] == [True] * 3
    assert "5 dots" in told[1]


def test_who_opens_a_window_is_told_when_the_channel_cannot_be(week: Week) -> None:
    week.world.expects_refusals = True
    week.world.workspace.remove_app(week.channel)
    assert "open" in week.ada.runs("open voting").text
    assert f"<#{week.channel.id}>" in week.ada.last_letter()
    assert "`/invite" in week.ada.last_letter()
    assert week.bo.letters() == []


def test_an_announcement_that_slack_puts_off_is_told_when_slack_takes_it(week: Week) -> None:
    week.world.expects_refusals = True
    week.world.settle()
    week.world.workspace.faults(rate_429=1.0, retry_after_s=7, methods=["chat.postMessage"])
    week.ada.runs("open voting")
    week.world.settle()
    week.world.workspace.faults(rate_429=0.0, methods=None)
    week.world.passes(seconds=6)
    assert len(week.cy.reads()) == 1
    week.world.passes(seconds=2)
    assert "*Voting is open*" in week.cy.reads()[-1].text


def test_what_changed_back_before_it_could_be_told_is_not_told(week: Week) -> None:
    week.world.settle()
    week.ada.runs("open voting")
    week.ada.runs("close voting")
    assert [message.text[:18] for message in week.cy.reads()[1:]] == ["*Voting is closed*"]


def test_a_closed_open_space_can_be_read_but_not_changed(week: Week) -> None:
    week.voting("Procurement")
    ballot = week.cy.votes("1")
    week.ada.runs("close")
    before = dump.rows(week.settled().world.database)
    for words in ("vote 1 x2", "propose Another", "signup 1"):
        assert "closed" in week.cy.types(words).text
    pressed = week.cy.presses(ballot, voting_blocks.MORE, 1, add=True)
    assert "closed" in pressed.text
    assert "closed" in week.ada.runs('rooms add "Room A" 30').text
    assert dump.rows(week.settled().world.database) == before
    assert "#1 *Procurement*" in week.cy.types("topics").text
    assert "already closed" in week.ada.runs("close").text
    week.ada.runs("reopen")
    assert "not closed" in week.ada.runs("reopen").text
    assert "3 dots left" in week.cy.votes("1 x2").text


def test_after_its_last_day_it_can_be_read_but_not_changed(week: Week) -> None:
    week.voting("Procurement")
    week.world.clock.set(MONDAY + timedelta(days=5))
    assert "ended on Fri 26 Nov" in week.cy.votes("1").text
    assert "ended" in week.cy.runs().text
    assert "#1 *Procurement*" in week.cy.types("topics").text


def test_dots_cannot_fall_once_somebody_voted(week: Week) -> None:
    week.voting()
    week.cy.votes("1 x4")
    assert "no dot is taken back" in week.ada.runs("dots 4").text
    assert "7 dots" in week.ada.runs("dots 7").text
    assert "3 dots left" in week.cy.votes().text
    for words in ("dots 0", "dots 101", "dots many"):
        assert "`/openspace dots 5`" in week.ada.runs(words).text


# Elsewhere


@pytest.fixture
def public(world: World) -> Week:
    """An open space in a public channel; the other tests here leave none behind."""
    world.clock.set(MONDAY)
    return cast.week(world, is_private=False)


def test_somebody_in_its_channel_finds_it_from_a_direct_message(week: Week) -> None:
    week.voting("Procurement")
    assert "#1 *Procurement*" in week.bo.types("topics", at=week.bo.person.dm()).text
    assert "4 dots left" in week.bo.types("vote 1", at=week.bo.person.dm()).text


def test_somebody_outside_a_private_channel_learns_nothing_of_it(week: Week) -> None:
    week.voting("Procurement").published()
    week.mallory.channel = week.mallory.person.dm()
    for words in (
        "topics",
        "vote 1",
        "agenda week",
        "signup 2",
        "tally",
        "openspace rooms",
        "propose Mine",
        "openspace",
        "openspace facilitators",
    ):
        said = week.mallory.types(words).text
        assert "no open space" in said
        assert "CoProWeekScot" not in said.replace('new "CoProWeekScot"', "")
    assert week.mallory.letters() == []


def test_who_leaves_the_channel_no_longer_finds_it(week: Week) -> None:
    week.voting("Procurement")
    dm = week.cy.person.dm()
    week.cy.types("topics")
    week.world.settle()
    assert "#1 *Procurement*" in week.cy.types("topics", at=dm).text
    week.world.tells(
        {"type": "member_left_channel", "user": week.cy.id, "channel": week.channel.id}
    )
    assert "no open space" in week.cy.types("topics", at=dm).text
    week.world.tells(
        {"type": "member_joined_channel", "user": week.cy.id, "channel": week.channel.id}
    )
    assert "#1 *Procurement*" in week.cy.types("topics", at=dm).text


def test_a_public_one_is_found_by_members_but_not_by_guests(public: Week) -> None:
    try:
        dm = public.mallory.person.dm()
        assert "CoProWeekScot" in public.mallory.types("openspace", at=dm).text
        guest = Somebody(
            public.world,
            public.world.workspace.add_person(f"guest-{public.world.number()}", kind="guest"),
            dm,
        )
        assert "no open space" in guest.types("openspace", at=guest.person.dm()).text
    finally:
        public.ada.runs("close")


def test_of_several_the_person_chooses_and_the_choice_answers_what_was_typed(week: Week) -> None:
    week.voting("Procurement")
    second = empty_channel(week)
    week.ada.types('openspace new "Second week" 2027-11-22 to 2027-11-26', at=second)
    week.ada.types("openspace open proposals", at=second)
    week.ada.types("propose Something else", at=second)
    question = week.ada.types("topics", at=week.ada.person.dm())
    assert "*CoProWeekScot*" in question.text
    assert "*Second week*" in question.text
    answered = week.ada.presses(question, blocks.CHOOSE)
    assert answered.ts == question.ts
    assert ("#1 *Procurement*" in answered.text) != ("#1 *Something else*" in answered.text)
    assert buttons(answered, voting_blocks.MORE) in ([1], [])
    # Typed in one of the two channels, nobody is asked.
    assert "#1 *Something else*" in week.ada.types("topics", at=second).text


def test_a_choice_carries_also_text_with_quotes_and_commands(week: Week) -> None:
    week.voting("Procurement")
    week.ada.types('openspace new "Second week" 2027-11-22 to 2027-11-26', at=empty_channel(week))
    for text in ('R&D "quoted" `/vote 3` <b>', "x" * 3000):
        question = week.ada.types(f"topics {text}", at=week.ada.person.dm())
        assert "*Second week*" in question.text


def test_a_forged_choice_is_refused(week: Week) -> None:
    value = values.write(Chosen(space_id(week), "rm -rf", ""))
    assert "older version" in week.cy.clicks_raw(blocks.CHOOSE, value).text
    chosen = values.write(Chosen(space_id(week), "topics", ""))
    assert "no open space" in week.mallory.clicks_raw(blocks.CHOOSE, chosen).text
    deed = values.write(Chosen(space_id(week), "openspace", "close"))
    assert "Only facilitators" in week.cy.clicks_raw(blocks.CHOOSE, deed).text
    gone = values.write(Chosen(values.BIGGEST, "topics", ""))
    assert "no open space" in week.cy.clicks_raw(blocks.CHOOSE, gone).text
