"""The forms in which somebody asks for a change, and in which a facilitator answers."""

from collections.abc import Sequence

from handlers.blocks import forms, message, requests, requests_said, sessions, values
from handlers.blocks.form_values import AnswerForm, AskingForm, PlaceForm
from handlers.blocks.forms import Form
from handlers.blocks.message import MOST_OPTIONS, Block
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import View
from openspace import moments, timetable
from openspace.requests import WORDS_LENGTH
from openspace.timetable import Session
from services.granting import Answered
from services.request_places import Asking, Choice, Places
from services.requesting import Done
from services.requests import ToAnswer

CALLBACK = "request_session"
PLACE_CALLBACK = "request_place"
ANSWER_CALLBACK = "request_answer"
SESSION = "session"
DEED = "deed"
PLACE = "place"
REASON = "reason"
WORD = "word"
MOVE = "move"
SWAP = "swap"
TITLE = "Ask for a change"
DEEDS = {MOVE: "Move it to another time or room", SWAP: "Swap it with another session"}

_DECIDE = Mrkdwn(
    "Facilitators decide, and read who asks. Others read what you ask for and why, but not your"
    " name."
)


def session(found: Asking) -> Form:
    """Return the form that asks which session is to be changed, and how."""
    zone = found.here.space.zone
    offered = found.sessions[:MOST_OPTIONS]
    labels = {str(one.number): _label(one, zone) for one in offered}
    return Form(
        TITLE,
        forms.parts(
            message.paragraph(
                Mrkdwn("Does a session not suit you where it is? Ask for it to be moved.")
            ),
            forms.choice_field(
                "Session",
                SESSION,
                labels,
                initial=None,
                placeholder="Choose a session",
                is_optional=False,
            ),
            forms.choice_field(
                "What do you ask for?",
                DEED,
                DEEDS,
                initial=MOVE,
                placeholder="Choose what",
                is_optional=False,
            ),
            message.note(
                Mrkdwn(
                    'By typing: `/openspace ask 7 wed 10:00 "Room B"`, `/openspace ask 7 swap 8`.'
                )
            ),
        ),
        CALLBACK,
        "Next",
        values.write(AskingForm(found.here.space.id)),
    )


def place(found: Places, *, is_swap: bool) -> Form:
    """Return the form that asks where a session is to go, and why; what is possible comes first."""
    space, one = found.here.space, found.session
    return Form(
        TITLE,
        forms.parts(
            message.paragraph(
                say(
                    "{title}\nNow: {when}, {room}",
                    title=sessions.title(one),
                    when=sessions.when(one, space.zone),
                    room=one.room.name,
                )
            ),
            _places(found, is_swap=is_swap),
            forms.text_field(
                "Why?",
                REASON,
                initial="",
                at_most=WORDS_LENGTH,
                is_long=True,
                hint="In a few words, if you like. Everybody here can read them.",
            ),
            message.note(_DECIDE),
        ),
        PLACE_CALLBACK,
        "Ask",
        values.write(PlaceForm(space.id, one.number, is_swap)),
    )


def asked(result: Done) -> Form:
    """Return what takes the place of the form when it was sent."""
    return forms.saying(TITLE, requests_said.done(result))


def answer(found: ToAnswer, *, is_granted: bool, view: View, list_id: str, answer_url: str) -> Form:
    """Return the form in which a facilitator grants or declines a request, with a word or without.

    Args:
        view: the page of the list that it is opened from.
        list_id: of the form that shows that list; "" where a message shows it.
        answer_url: where that message is shown anew; "" for a form or none.
    """
    space, listed = found.here.space, found.listed
    carried = AnswerForm(space.id, listed.request.number, is_granted, view, list_id, answer_url)
    return Form(
        f"Request {listed.request.number}",
        forms.parts(
            message.paragraph(requests.what(listed, space.zone)),
            message.paragraph(requests.asked_by(listed)),
            forms.text_field(
                "A word to whoever asked",
                WORD,
                initial="",
                at_most=WORDS_LENGTH,
                is_long=True,
                hint="It may stay empty. Those who back the request read it too.",
            ),
            message.note(
                Mrkdwn(
                    "Everyone sees the change at once: the draft and the timetable. What else the"
                    " draft holds stays unpublished. Those whom it affects are told."
                )
                if is_granted
                else Mrkdwn("The timetable stays as it is. Whoever asked is told.")
            ),
        ),
        ANSWER_CALLBACK,
        "Grant" if is_granted else "Decline",
        values.write(carried),
    )


def answered(result: Answered) -> Form:
    """Return what takes the place of the form when the request is answered."""
    return forms.saying(f"Request {result.request.number}", requests_said.settled(result))


def chosen_place(value: str) -> tuple[int, int] | None:
    """Return the ids of the slot and the room that an option means; None for no place."""
    slot, _, room = value.partition("/")
    if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (slot, room)):
        return None
    return int(slot), int(room)


def _places(found: Places, *, is_swap: bool) -> Block:
    zone = found.here.space.zone
    write = _swap_option if is_swap else _move_option
    options = dict(write(choice, zone) for choice in _offered(found.choices))
    return forms.choice_field(
        "Swap with" if is_swap else "Where to?",
        PLACE,
        options,
        initial=None,
        placeholder="Choose a session" if is_swap else "Choose a place",
        is_optional=False,
    )


def _offered(choices: Sequence[Choice]) -> Sequence[Choice]:
    return choices[:MOST_OPTIONS]


def _move_option(choice: Choice, zone: str) -> tuple[str, str]:
    after = choice.change.session
    label = f"{timetable.slot_label(after.slot, zone)}, {after.room.name} ({after.room.capacity})"
    return f"{after.slot.id}/{after.room.id}", _possible(choice, label)


def _swap_option(choice: Choice, zone: str) -> tuple[str, str]:
    other = choice.other
    assert other is not None, "a swap has another session"  # noqa: S101 - tells mypy
    return str(other.number), _possible(choice, _label(other, zone))


def _possible(choice: Choice, label: str) -> str:
    return label if choice.obstacle is None else f"Not now: {label}"


def _label(one: Session, zone: str) -> str:
    when = moments.moment_label(one.slot.starts_at, zone)
    return f"#{one.number} {when}, {one.title}"
