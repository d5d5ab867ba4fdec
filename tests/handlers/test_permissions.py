"""What only facilitators may do is refused to everybody else in words, and nothing changes."""

from collections.abc import Callable

import pytest

from handlers.blocks import lists, messages, proposing, spaces, values
from handlers.blocks.values import AboutTopic, Again, Chosen, Turn, View
from sandbox.calls import id_of
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_voting import space_id

DATABASES = ("sqlite", "postgresql")

DEEDS = (
    "open proposals",
    "open voting",
    "close proposals",
    "close voting",
    "close",
    "reopen",
    "dots 7",
    "tally everyone",
    "tally after",
    "tally facilitators",
    "guests allow",
    "guests refuse",
    "facilitators add {me}",
    "facilitators add {other}",
    "facilitators remove {ada}",
    'rooms add "Room C" 30',
    'rooms add "Room A" 300',
    'rooms remove "Room B"',
    "slots add wed 10:00-11:00",
    "slots remove tue 11:00",
    'talks add "Mine" tue 11:00 "Room B" by "Me"',
    'talks add "Mine" tue 11:00 "Room B" by {me}',
    "timetable",
    'timetable move 1 tue 11:00 "Room B"',
    'move 1 tue 11:00 "Room B"',
    "timetable pin 2",
    "timetable unpin 2",
    "timetable unplace 2",
    "timetable publish",
    "timetable grid",
    "timetable draft",
    "draft afresh",
    "timetable undo",
    "timetable discard",
    "timetable fairness 5",
    "swap 1 2",
    "edit 1",
    "edit 2",
    "adopt 2",
    "cohost 2",
    "cohost 1 {other}",
    "run 1",
    "withdraw 2",
    "withdraw 1",
    "open proposals until thu 17:00",
    "open voting at tue 9:00 until thu 17:00",
    "open voting at off",
    "close voting at thu 17:00",
    "close voting at off",
    "digest 10:00",
    "digest off",
    "summary 17:00",
    "summary off",
    "reminder 30",
    "reminder off",
    "messages",
    "messages page 2",
    "messages again",
    "grant 1",
    "decline 1 no",
)


Make = Callable[[Week], Somebody]


def participant(week: Week) -> Somebody:
    return week.cy


def guest(week: Week) -> Somebody:
    return week.newcomer("guest", kind="guest")


def external(week: Week) -> Somebody:
    return week.newcomer("external", kind="external")


def guest_let_in(week: Week) -> Somebody:
    week.ada.runs("guests allow")
    return guest(week)


def external_let_in(week: Week) -> Somebody:
    week.ada.runs("guests allow")
    return external(week)


def bot(week: Week) -> Somebody:
    return week.newcomer("robot", kind="bot")


def deactivated(week: Week) -> Somebody:
    gone = week.newcomer("gone")
    gone.runs()
    week.world.workspace.deactivate(gone.person)
    week.world.tells({"type": "user_change", "user": {"id": gone.id, "deleted": True}})
    return gone


def facilitator_of_another(week: Week) -> Somebody:
    other = week.world.workspace.add_channel(
        f"other-{week.world.number()}",
        members=[week.ada.person, week.cy.person],
        is_private=True,
    )
    week.cy.types('openspace new "Second week" 2027-11-22 to 2027-11-26', at=other)
    return week.cy


EVERYBODY: dict[Make, str] = {
    participant: "facilitator",
    facilitator_of_another: "facilitator",
    guest: "facilitator|own staff",
    external: "facilitator|own staff",
    guest_let_in: "facilitator",
    external_let_in: "facilitator",
    bot: "only people",
    deactivated: "only people",
}
"""Who is not a facilitator, and which words the refusal has; one of them is enough."""

CREATING = (
    'new "Second" 2027-11-22 to 2027-11-26',
    "already here|only people|member|own staff|can start|facilitator",
)


def said_to(somebody: Somebody, command: str, text: str) -> str:
    """The answer to a command that Slack sends, also for those who cannot type in the sandbox."""
    answer = somebody.world.posts(
        {
            "command": f"/{command}",
            "text": text,
            "team_id": somebody.world.sandbox.team_id,
            "user_id": somebody.id,
            "channel_id": id_of(somebody.channel),
            "response_url": somebody.response_url(),
        }
    )
    assert answer.status_code == 200
    return str(answer.json()["text"])


def has_one_of(text: str, words: str) -> bool:
    return any(word in text.lower() for word in words.split("|"))


@pytest.mark.parametrize("make", EVERYBODY, ids=lambda make: make.__name__)
def test_who_is_no_facilitator_is_refused_in_words_and_nothing_changes(
    week: Week, make: Make
) -> None:
    week.voting("Procurement").published()
    somebody = make(week)
    week.cy.votes("1")
    other = week.newcomer("other")
    said_to(somebody, "openspace", "")
    before = dump.rows(week.settled().world.database)
    calls = len(week.world.payloads_since(0))
    for deed in DEEDS:
        words = deed.format(me=somebody.mention, other=other.mention, ada=week.ada.mention)
        said = said_to(somebody, "openspace", words)
        assert has_one_of(said, EVERYBODY[make]), (deed, said)
        assert "Something went wrong" not in said, deed
        assert dump.rows(week.settled().world.database) == before, deed
    assert has_one_of(said_to(somebody, "openspace", CREATING[0]), CREATING[1])
    assert dump.rows(week.settled().world.database) == before
    sent = [call for call in week.world.payloads_since(calls) if call.direction == "from_app"]
    assert [call.name for call in sent if call.name.startswith("chat.")] == []


@pytest.mark.parametrize("make", EVERYBODY, ids=lambda make: make.__name__)
def test_who_is_no_facilitator_sees_neither_tally_nor_draft_nor_messages(
    week: Week, make: Make
) -> None:
    week.voting("Procurement")
    week.cy.votes("1")
    somebody = make(week)
    said_to(somebody, "openspace", "")
    before = dump.rows(week.settled().world.database)
    for command, text in (
        ("tally", ""),
        ("tally", "csv"),
        ("tally", "page 2"),
        ("openspace", "timetable page 2"),
        ("openspace", "messages"),
        ("openspace", "messages again"),
    ):
        said = said_to(somebody, command, text)
        assert has_one_of(said, EVERYBODY[make]), said
        assert "Procurement" not in said
        assert "Messages of" not in said
    assert dump.rows(week.settled().world.database) == before


@pytest.mark.parametrize(
    "make",
    # The sandbox lets neither bots nor closed accounts press anything.
    [make for make in EVERYBODY if make not in (bot, deactivated)],
    ids=lambda make: make.__name__,
)
def test_buttons_of_facilitators_do_nothing_for_others(week: Week, make: Make) -> None:
    week.voting("Procurement").published()
    somebody = make(week)
    said_to(somebody, "openspace", "")
    number = space_id(week)
    presses = (
        (proposing.WITHDRAW, values.write(AboutTopic(number, 1))),
        (proposing.WITHDRAW, values.write(AboutTopic(number, 2))),
        (lists.LATER, values.write(Turn(number, View("tally")))),
        (lists.LATER, values.write(Turn(number, View("timetable")))),
        (lists.LATER, values.write(Turn(number, View("messages")))),
        (messages.AGAIN, values.write(Again(number))),
        (spaces.CHOOSE, values.write(Chosen(number, "openspace", "close voting"))),
        (spaces.CHOOSE, values.write(Chosen(number, "tally", "csv"))),
    )
    before = dump.rows(week.settled().world.database)
    for action, value in presses:
        said = somebody.clicks_raw(action, value).text
        assert has_one_of(said, EVERYBODY[make]), (action, value, said)
        assert dump.rows(week.settled().world.database) == before


@pytest.mark.parametrize("words", ["tally", "tally csv"])
def test_the_tally_is_refused_and_nothing_is_sent(week: Week, words: str) -> None:
    week.voting("Procurement")
    week.cy.votes("1")
    week.world.settle()
    before = dump.rows(week.world.database)
    assert "facilitators" in week.cy.types(words).text
    assert dump.rows(week.settled().world.database) == before
    assert week.cy.letters() == []


def test_who_was_a_facilitator_is_refused_like_everybody(week: Week) -> None:
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.bo.runs("open voting")
    week.ada.runs(f"facilitators remove {week.bo.mention}")
    before = dump.rows(week.settled().world.database)
    assert "Only facilitators" in week.bo.runs("close voting").text
    assert dump.rows(week.settled().world.database) == before


def test_facilitating_one_open_space_gives_no_right_in_another(week: Week) -> None:
    other = week.world.workspace.add_channel(
        f"other-{week.world.number()}",
        members=[week.ada.person, week.cy.person],
        is_private=True,
    )
    week.cy.types('openspace new "Second week" 2027-11-22 to 2027-11-26', at=other)
    week.cy.runs()
    before = dump.rows(week.settled().world.database)
    assert "Only facilitators" in week.cy.runs("open voting").text
    assert dump.rows(week.settled().world.database) == before
