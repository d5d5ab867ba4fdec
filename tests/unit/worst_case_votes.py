"""The most and the longest of topics, ballots, tallies and agendas, each as it is shown."""

from collections.abc import Callable
from dataclasses import replace

from handlers.blocks import agenda, tally, topics, voting
from handlers.blocks.message import Message
from tests.unit.worst_case import (
    A_CHOICE,
    AGENDA,
    ALL_TOPICS,
    ENTRIES,
    HERE,
    LISTING,
    SPACE,
    THEMES,
    an_agenda,
    longest,
    the_tally,
)

NOTHING = Message("", ())
A_TALK = replace(ALL_TOPICS[0], speakers=longest(200), description="")
CLOSED = replace(LISTING, here=replace(HERE, space=replace(SPACE, voting_open=False)))
MANY_THEMES = tuple(f"{n} {longest(90)}" for n in range(100, 300))
LAST = 99
"""A page beyond the last; lists show the last then."""

SHOWN_OF_VOTES: dict[str, Callable[[], Message]] = {
    "agenda.agenda": an_agenda,
    "agenda.agenda on its last page": lambda: an_agenda(page=LAST),
    "agenda.agenda after signing up for many": lambda: an_agenda(signed_up=8),
    "agenda.file_coming": agenda.file_coming,
    "agenda.file_note": lambda: agenda.file_note(AGENDA, ENTRIES),
    "agenda.file_note of one": lambda: agenda.file_note(AGENDA, ENTRIES[:1]),
    "agenda.file_failed": lambda: agenda.file_failed(A_CHOICE),
    "tally.tally": lambda: tally.tally(the_tally()),
    "tally.tally on its last page": lambda: tally.tally(the_tally(), page=LAST),
    "tally.chart": lambda: tally.chart(the_tally()),
    "tally.chart on page 2": lambda: tally.chart(the_tally(), page=2),
    "tally.chart where Slack draws none": lambda: tally.chart(the_tally()).plain or NOTHING,
    "tally.chart_coming": tally.chart_coming,
    "tally.file_coming": tally.file_coming,
    "tally.file_note": lambda: tally.file_note(the_tally()),
    "tally.file_failed": tally.file_failed,
    "topics.listing": lambda: topics.listing(LISTING, page=1),
    "topics.whole": lambda: topics.whole(replace(LISTING, topics=ALL_TOPICS[-1:])),
    "topics.whole with dots": lambda: topics.whole(replace(LISTING, topics=ALL_TOPICS[:1])),
    "topics.whole of one without a host": lambda: topics.whole(
        replace(LISTING, topics=(replace(ALL_TOPICS[0], hosts=()),))
    ),
    "topics.listing of those without a host": lambda: topics.listing(
        replace(LISTING, topics=tuple(replace(topic, hosts=()) for topic in ALL_TOPICS)), page=1
    ),
    "topics.whole of a talk": lambda: topics.whole(replace(LISTING, topics=(A_TALK,))),
    "topics.listing on its last page": lambda: topics.listing(LISTING, page=LAST),
    "voting.ballot": lambda: voting.ballot(LISTING),
    "voting.changed": lambda: voting.changed(LISTING, range(1, 101)),
    "voting.ballot with very many themes": lambda: voting.ballot(
        replace(LISTING, themes=MANY_THEMES, theme=MANY_THEMES[-1])
    ),
    "voting.ballot of a theme": lambda: voting.ballot(replace(LISTING, theme=THEMES[3])),
    "voting.ballot when voting is closed": lambda: voting.ballot(CLOSED),
    "voting.cleared": lambda: voting.cleared(LISTING),
    "voting.ballot on its last page": lambda: voting.ballot(LISTING, page=LAST),
}
