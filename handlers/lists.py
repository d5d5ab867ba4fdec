"""Shows a list, and shows it anew after a click."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from handlers import asking
from handlers.blocks import agenda as agenda_blocks
from handlers.blocks import list_form, values
from handlers.blocks import messages as messages_blocks
from handlers.blocks import requests as requests_blocks
from handlers.blocks import rooms as rooms_blocks
from handlers.blocks import suggesting as suggesting_blocks
from handlers.blocks import talks as talks_blocks
from handlers.blocks import tally as tally_blocks
from handlers.blocks import timetable as timetable_blocks
from handlers.blocks import topics as topics_blocks
from handlers.blocks import voting as voting_blocks
from handlers.blocks.forms import Form
from handlers.blocks.message import Message, Part
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import View
from handlers.desk import Desk
from openspace import RuleViolation
from services import (
    agenda,
    messages,
    proposing,
    requests,
    rooms,
    suggesting,
    talks,
    tally,
    timetable,
    voting,
)
from services.agenda import Agenda, Entry
from services.proposing import Listing
from services.requests import Requests
from services.visits import Visit

WEEK = "week"
MINE = "mine"
COMING = "coming"
ONLY = "only "


def show(desk: Desk, visit: Visit, view: View) -> Message:
    """Return the list that *view* names, as it is now.

    Raises:
        RuleViolation: the person may not see it, or there is no such list.
        WhichSpace: several open spaces could be meant.
    """
    match view.kind:
        case "ballot":
            ballot = asking.look(desk, visit, _ballot(view))
            return voting_blocks.ballot(ballot, page=view.page)
        case "topics":
            found = asking.look(
                desk, visit, lambda db, where: proposing.listing(db, where, words=view.words)
            )
            return topics_blocks.listing(found, page=view.page)
        case "topic":
            return topics_blocks.whole(asking.look(desk, visit, _one_topic(view.words)))
        case "tally":
            return tally_blocks.tally(asking.look(desk, visit, tally.show), page=view.page)
        case "chart":
            return tally_blocks.chart(asking.look(desk, visit, tally.show), page=view.page)
        case "timetable":
            draft = asking.look(desk, visit, timetable.draft)
            return timetable_blocks.shown(draft, view)
        case "rooms":
            return rooms_blocks.rooms(asking.look(desk, visit, rooms.show), page=view.page)
        case "talks":
            return talks_blocks.talks(asking.look(desk, visit, talks.show), page=view.page)
        case "messages":
            overview = asking.look(desk, visit, messages.overview)
            return messages_blocks.overview(overview, page=view.page)
        case "requests":
            found_requests = asking.look(desk, visit, _requests(view.page))
            return requests_blocks.requests(found_requests, page=view.page)
        case "suggested":
            week = asking.look(desk, visit, suggesting.show)
            return suggesting_blocks.week(week, page=view.page)
        case "agenda":
            return sessions(asking.look(desk, visit, agenda.show), view)
        case _:
            raise RuleViolation(values.OLD_BUTTON)


def form(
    desk: Desk, visit: Visit, view: View, *, below: str = "", said: Message | None = None
) -> Form:
    """Return the list that *view* names as a form, as it is now.

    Args:
        below: what the form below this one carries; "" for none.
        said: an answer that stands at the top of a ballot; None for none.

    Raises:
        RuleViolation: as `show`.
        WhichSpace: several open spaces could be meant.
    """
    if view.kind == "ballot":
        ballot = asking.look(desk, visit, _ballot(view))
        words = None if said is None else Mrkdwn(said.text)
        return voting_blocks.form(ballot, page=view.page, said=words)
    title = list_form.title(view.kind, view.words)
    return replace(list_form.saying(title, show(desk, visit, view)), metadata=below)


def _ballot(view: View) -> Callable[[Session, Visit], Listing]:
    size = voting_blocks.PAGE_SIZE
    return lambda db, where: voting.show(db, where, theme=view.words, page=view.page, size=size)


def _one_topic(words: str) -> Callable[[Session, Visit], Listing]:
    if not (words.isascii() and words.isdecimal() and len(words) <= values.LONGEST_NUMBER):
        raise RuleViolation(values.OLD_BUTTON)
    return lambda db, where: proposing.whole(db, where, int(words))


def _requests(page: int) -> Callable[[Session, Visit], Requests]:
    size = requests_blocks.PAGE_SIZE
    return lambda db, where: requests.show(db, where, page=page, size=size)


def sessions(found: Agenda, view: View, said: Part | None = None) -> Message:
    """Return the sessions that *view* names: a day, the week, the person's own, those to come.

    Raises:
        RuleViolation: the view names something else.
    """
    entries, day = chosen(found, view.words)
    return agenda_blocks.agenda(found, entries, day=day, view=view, said=said)


def only(numbers: Sequence[int]) -> View:
    """Return the view of a few sessions, like those that somebody just signed up for."""
    return View("agenda", ONLY + " ".join(str(number) for number in numbers))


def default_words(found: Agenda) -> str:
    """Return what an agenda shows when no day is named: today during the event, else the week."""
    space = found.here.space
    return str(found.today) if space.first_day <= found.today <= space.last_day else WEEK


def chosen(found: Agenda, words: str) -> tuple[tuple[Entry, ...], date | None]:
    """Return the sessions that a view's *words* name, and the day if they name one.

    Raises:
        RuleViolation: they name something else.
    """
    match words:
        case "week":
            return found.entries, None
        case "mine":
            return found.mine(), None
        case "coming":
            return tuple(entry for entry in found.entries if not entry.is_over), None
        case _ if words.startswith(ONLY):
            wanted = words.removeprefix(ONLY).split()
            return tuple(e for e in found.entries if str(e.session.number) in wanted), None
        case _:
            try:
                day = date.fromisoformat(words)
            except ValueError:
                raise RuleViolation(values.OLD_BUTTON) from None
            return found.on(day), day
