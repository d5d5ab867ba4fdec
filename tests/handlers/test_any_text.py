"""Whatever is typed is answered at once, in words, and links and mentions nobody by accident."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.blocks.message import TEXT_LENGTH
from handlers.commands import COMMANDS
from handlers.words import agenda, openspace, signup, tally, tokens, voting
from openspace import RuleViolation
from sandbox.typed_text import entities
from tests.handlers import dump, wire_rules
from tests.handlers.cast import Somebody, Week

DATABASES = ("sqlite", "postgresql")

SLOWEST_S = 1.0
BROKEN = ("Something went wrong", "Traceback", "reference", "Error")
READERS: dict[str, Callable[[str], object]] = {
    "propose": tokens.title,
    "topics": tokens.title,
    "vote": voting.dots,
    "signup": signup.signup,
    "agenda": agenda.agenda,
    "tally": tally.tally,
    "openspace": openspace.openspace,
}

NASTY = (
    "<!channel>", "<!here>", "<!everyone>", "<!subteam^S123>", "@here", "@channel", "@everyone",
    "<http://evil|payroll>", "<http://evil.example|payroll>", "https://evil.example", "<@U123>",
    "<#C123|secret>", "=cmd()", "+1", "-1", "@SUM(A1)", "`", "```", "*", "_", "~", '"', "“", "”",
    "'", "\n", "\r\n", "\t", "\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "&", "&amp;", "&lt;",
    "&lt;!channel&gt;", "<", ">", "|", "\\", "{0}", "{title}", "%s", "<!date^1^{date}|x>",
    "🧑🏽‍🤝‍🧑",
    "\U0001f600", "ﬃ", "İ", "'; DROP TABLE topics; --", "payload", "payload=1", "[]", "../..",
)  # fmt: skip
LEADING = (
    "", "3 x2", "remove 3", "clear", "cancel 3", "1 anyway", "tue", "week", "csv", "help", "new ",
    'new "A" 2027-11-22 to 2027-11-26 ', "rooms add ", 'rooms add "Room ', "rooms remove ",
    "slots add tue ", "slots add ", "talks add ", 'talks add "T" tue 10:00 "Room A" by ', "dots ",
    "timetable move 1 tue 10:00 ", "timetable pin ", "withdraw ", "facilitators add ", "tally ",
    "edit ", "cohost ", "adopt ", "run ", "run 1 yes", "suggested", "my week",
    "open ", "open voting at ", "open proposals until ", "close ", "close voting at thu ",
    "digest ", "summary ", "reminder ", "notices ", "messages ", "messages page ", "guests ",
    "publish ", "timetable draft ", "timetable swap 1 ", "timetable fairness ",
    "ask ", "ask 2 tue 11:00 because ", "ask 2 swap ", "back ", "grant 1 ",
    "decline 1 ", 'rooms add "R" 5 https://meet.example.org/',
)  # fmt: skip

pieces = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
    st.integers(-10, 10**20).map(str),
    st.sampled_from(LEADING),
)
typed = st.one_of(
    st.builds(
        lambda first, rest, between: first + between.join(rest),
        st.sampled_from(LEADING),
        st.lists(pieces, max_size=6),
        st.sampled_from(["", " ", ", "]),
    ),
    st.builds(lambda piece, times: piece * times, pieces, st.integers(50, 400)),
    st.builds(lambda first, piece: first + piece * 4000, st.sampled_from(LEADING), pieces).map(
        lambda text: text[:9000]
    ),
)
every_command = st.sampled_from([command.name for command in COMMANDS])
without_deadline = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=120,
    database=None,
)


def as_slack_sends_it(text: str) -> str:
    """Typed text reaches us with its three signs escaped, whatever was typed."""
    return entities(text)


def raw(text: str) -> str:
    """What would come if Slack ever failed to escape; ids of nobody it would never send."""
    return text.replace("<@U123>", "<!here>").replace("<#C123|secret>", "<!channel>")


def says(person: Somebody, command: str, text: str) -> str:
    """Post a command as Slack does, and hold the answer against all rules; return its text."""
    world = person.world
    began = time.perf_counter()
    answer = world.posts(
        {
            "command": f"/{command}",
            "text": text,
            "team_id": world.sandbox.team_id,
            "user_id": person.id,
            "channel_id": getattr(person.channel, "id", person.channel),
            "response_url": f"{world.sandbox.base_url}/respond/none",
            "trigger_id": "1.1.1",
        }
    )
    took = time.perf_counter() - began
    assert answer.status_code == 200
    assert took < SLOWEST_S, f"{took:.2f} s"
    message = answer.json()
    assert message["response_type"] == "ephemeral"
    assert [word for word in BROKEN if word in message["text"].replace(text, "")] == []
    assert len(message["text"]) <= TEXT_LENGTH
    assert list(wire_rules.in_message(message, wire_rules.known(world))) == []
    return str(message["text"])


def is_refused_by_its_words(command: str, text: str) -> bool:
    try:
        READERS[command](text)
    except RuleViolation:
        return True
    return False


@pytest.mark.parametrize("sent", [as_slack_sends_it, raw])
def test_any_text_of_a_participant_is_answered_and_where_all_is_closed_changes_nothing(
    week: Week, sent: Callable[[str], str]
) -> None:
    week.voting("Procurement & <b>", "Transport `code`").published()
    week.ada.runs("close voting")
    week.ada.runs("close proposals")
    week.ada.runs("talks")
    week.cy.runs()
    before = dump.rows(week.settled().world.database)
    # A seat in session 3 is the one thing that a participant could still get here, and a change of
    # its place the one that they could ask for.
    numbers_of_the_talk = ("3", "#3")

    @without_deadline
    @given(command=every_command, text=typed)
    def check(command: str, text: str) -> None:
        is_about_it = command == "signup" or (command == "openspace" and "ask" in text.lower())
        if is_about_it and any(number in text for number in numbers_of_the_talk):
            return
        says(week.cy, command, sent(text))
        week.world.settle()
        assert dump.rows(week.world.database) == before

    check()


@pytest.mark.parametrize("sent", [as_slack_sends_it, raw])
def test_any_text_of_a_facilitator_is_answered_and_where_refused_changes_nothing(
    week: Week, sent: Callable[[str], str]
) -> None:
    # An unknown user's id makes Slack refuse to describe them, which is as it should be.
    week.world.expects_refusals = True
    week.voting("Procurement & <b>", "Transport `code`").published()

    @without_deadline
    @given(command=every_command, text=typed)
    def check(command: str, text: str) -> None:
        before = dump.rows(week.settled().world.database)
        says(week.ada, command, sent(text))
        if is_refused_by_its_words(command, sent(text)):
            assert dump.rows(week.settled().world.database) == before

    check()


def test_each_command_answers_each_of_these(week: Week) -> None:
    # `/propose` without words opens a form, which Slack refuses for a trigger that never was.
    week.world.expects_refusals = True
    week.voting("Procurement")
    for command in COMMANDS:
        for text in ("", " ", "\x00", "<!channel>", "=cmd()", "payload", "😀" * 4000):
            says(week.ada, command.name, text)
            says(week.mallory, command.name, text)
