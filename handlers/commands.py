"""The slash commands: their names, what the manifest says of them, and who answers each."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import agenda, openspace, proposing, signup, tally, topics, voting
from handlers.asking import Asked
from handlers.blocks import help as help_blocks
from handlers.blocks.message import Message
from handlers.words import tokens


@dataclass(frozen=True)
class Command:
    """One slash command.

    Args:
        name: without slash and prefix.
        description: at most 2,000 characters, shown while typing.
        usage_hint: what may follow it.
        deed: what it does; returns what its user alone sees, None when that is a form.
    """

    name: str
    description: str
    usage_hint: str
    deed: Callable[[Asked], Message | None]

    def answer(self, asked: Asked) -> Message | None:
        """Do it; or say how to use it, when `help` alone stands behind it."""
        if self.name in help_blocks.USAGE and tokens.is_help(asked.text):
            return help_blocks.usage(self.name)
        return self.deed(asked)


COMMANDS = (
    Command(
        "propose", "Propose a topic", "How do we start co-pro in procurement?", proposing.propose
    ),
    Command("topics", "See all topics, or search them", "7 | any words", topics.topics),
    Command(
        "vote",
        "See your ballot, give dots",
        "3 5 8 | 3 x2 | remove 3 | clear | theme digital",
        voting.vote,
    ),
    Command("signup", "See sessions, take a seat", "3 | cancel 3", signup.sign_up),
    Command(
        "agenda",
        "See the timetable",
        "today | tomorrow | tue | week | mine | mine calendar",
        agenda.show,
    ),
    Command("tally", "See the totals of the vote", "chart | csv", tally.show),
    Command(
        "openspace",
        "See where things stand, get help, run an open space",
        "help | privacy | new | open | close | rooms | slots | talks | timetable | …",
        openspace.openspace,
    ),
)

BY_NAME = {command.name: command for command in COMMANDS}
