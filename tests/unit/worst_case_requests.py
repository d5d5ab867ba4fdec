"""The most and the longest of changes that people ask for after publishing."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from handlers.blocks import requests, requests_form, requests_said
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.values import BIGGEST, View
from openspace.requests import WORDS_LENGTH, Named, Obstacle, Request, Status, Wish
from openspace.timetable import Change
from services.granting import Answered
from services.news import RequestAnswered
from services.request_places import Asking, Choice, Places
from services.requesting import Done, Outcome
from services.requests import Listed, Requests, ToAnswer
from tests.unit.worst_case import (
    HERE,
    HOSTS,
    ME,
    PEOPLE,
    ROOMS,
    SLOTS,
    SPACE,
    SPREAD,
    longest,
)

MOVED = (Change(SPREAD[0], replace(SPREAD[0], slot=SLOTS[60], room=ROOMS[49])),)
SWAPPED = (
    Change(SPREAD[0], replace(SPREAD[0], slot=SPREAD[1].slot, room=SPREAD[1].room)),
    Change(SPREAD[1], replace(SPREAD[1], slot=SPREAD[0].slot, room=SPREAD[0].room)),
)
NAMED = Named(1, 9999, longest(150))
OTHER = Named(2, 9998, longest(150))
OBSTACLE = Obstacle(
    f"<@{HOSTS[0]}> hosts #9999 “{longest(60)}” and cannot be there then.", HOSTS[:1]
)


def a_request(number: int, status: Status, *, other: Named | None) -> Request:
    return Request(
        id=number,
        number=number,
        wish=Wish(1, 2) if other else Wish(1, slot_id=60, room_id=49),
        session=NAMED,
        other=other,
        stood="",
        reason=longest(WORDS_LENGTH),
        status=status,
        answer="" if status is Status.OPEN else longest(WORDS_LENGTH),
        asked_by=HOSTS[0],
        backers=PEOPLE,
    )


def a_listed(number: int, status: Status = Status.OPEN, *, is_swap: bool = False) -> Listed:
    changes = SWAPPED if is_swap else MOVED
    return Listed(
        a_request(number, status, other=OTHER if is_swap else None),
        changes if status is Status.OPEN else (),
        None if is_swap else (SLOTS[60], ROOMS[49]),
        OBSTACLE,
        is_mine=False,
        is_backed=True,
        effect="about 9995 more wishes are met",
    )


LISTED = (
    *(a_listed(n, is_swap=n % 2 == 0) for n in range(1, 60)),
    replace(a_listed(60), changes=()),
    replace(a_listed(61, is_swap=True), changes=()),
    replace(a_listed(62), changes=(), place=None),
    *(replace(a_listed(63 + n, one), is_mine=True) for n, one in enumerate(Status)),
)
PARTICIPANT = replace(HERE, person=replace(ME, is_facilitator=False))
FOUND = Requests(HERE, LISTED)
NEW = ToAnswer("U1", HERE, a_listed(BIGGEST))
NEW_SWAP = ToAnswer("U1", HERE, a_listed(BIGGEST, is_swap=True))
OPEN = View("requests", page=9)
GRANTED = Answered(HERE, LISTED[1].request, SWAPPED, told=PEOPLE)
DECLINED = Answered(HERE, LISTED[0].request, (), told=1)
ANSWER = RequestAnswered(
    "U1", SPACE, BIGGEST, NAMED, OTHER, True, SWAPPED, longest(WORDS_LENGTH), has_asked=True
)
CHOICES = tuple(
    Choice(Change(SPREAD[0], replace(SPREAD[0], slot=slot, room=ROOMS[0])), SPREAD[5], obstacle)
    for slot in SLOTS
    for obstacle in (None, OBSTACLE)
)
PLACES = Places(HERE, SPREAD[0], CHOICES)
SWAPS = Places(
    HERE,
    SPREAD[0],
    tuple(Choice(SWAPPED[0], one, obstacle) for one in SPREAD for obstacle in (None, OBSTACLE)),
)

SHOWN_OF_REQUESTS: dict[str, Callable[[], Message]] = {
    **{
        f"requests.requests on page {page}": partial(requests.requests, FOUND, page=page)
        for page in (1, 8, 9)
    },
    "requests.requests of a participant": lambda: requests.requests(
        replace(FOUND, here=PARTICIPANT), page=9
    ),
    "requests.requests of nobody": lambda: requests.requests(Requests(HERE, ())),
    **{
        f"requests_said.done {outcome}": partial(
            requests_said.done, Done(HERE, a_listed(BIGGEST, is_swap=True), outcome)
        )
        for outcome in Outcome
    },
    "requests_said.to_answer": lambda: requests_said.to_answer(NEW),
    "requests_said.to_answer a swap": lambda: requests_said.to_answer(NEW_SWAP),
    "requests_said.answered": lambda: requests_said.answered(ANSWER),
    "requests_said.answered and changed since": lambda: requests_said.answered(
        replace(ANSWER, changes=(), has_asked=False)
    ),
    "requests_said.answered with no": lambda: requests_said.answered(
        replace(ANSWER, changes=(), is_granted=False)
    ),
    "requests_said.settled": lambda: requests_said.settled(GRANTED),
    "requests_said.settled with no": lambda: requests_said.settled(DECLINED),
}
FORMS_OF_REQUESTS: dict[str, Callable[[], Form]] = {
    "requests_form.session": lambda: requests_form.session(Asking(HERE, SPREAD * 4)),
    "requests_form.place": lambda: requests_form.place(PLACES, is_swap=False),
    "requests_form.place to swap": lambda: requests_form.place(SWAPS, is_swap=True),
    "requests_form.asked": lambda: requests_form.asked(Done(HERE, a_listed(9), Outcome.NEW)),
    "requests_form.answer": lambda: requests_form.answer(
        NEW, is_granted=True, view=OPEN, list_id="V" * 20, answer_url="https://slack/" + "a" * 300
    ),
    "requests_form.answer with no": lambda: requests_form.answer(
        NEW, is_granted=False, view=OPEN, list_id="", answer_url=""
    ),
    "requests_form.answered": lambda: requests_form.answered(GRANTED),
}
