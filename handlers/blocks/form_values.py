"""What forms carry, written and read by `values`."""

import json
from dataclasses import dataclass

from handlers.blocks.values import OLD_FORM, InForm, View
from openspace import RuleViolation
from openspace.editing import Prints
from openspace.meanwhile import Written


@dataclass(frozen=True)
class Proposing(InForm):
    """What the form for a new topic knows.

    Args:
        space_id: 0 while the person still has to choose among several.
        is_warned: whether the person has been told of similar topics.
    """

    space_id: int
    is_warned: bool


@dataclass(frozen=True)
class Editing(InForm):
    """What the form for changing a topic knows.

    Args:
        showing: how often it was shown anew because somebody else had changed the topic.
        opened: what its fields held when it was opened.
    """

    space_id: int
    number: int
    showing: int
    opened: Prints


@dataclass(frozen=True)
class Starting(InForm):
    """What the form for a new open space knows.

    Args:
        channel_id: where it is to be; "" while the person still has to choose a channel.
    """

    channel_id: str


@dataclass(frozen=True)
class Planning(InForm):
    """What the form for settings, or for when windows open and close, knows.

    Args:
        showing: how often it was shown anew, with this time.
        opened: what it was opened with: words by name, as JSON.
    """

    space_id: int
    showing: int
    opened: str

    @property
    def written(self) -> Written:
        """Return what it was opened with.

        Raises:
            RuleViolation: it was not written by this program.
        """
        try:
            found = json.loads(self.opened)
        except (ValueError, RecursionError):
            raise RuleViolation(OLD_FORM) from None
        if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
            raise RuleViolation(OLD_FORM)
        return found


@dataclass(frozen=True)
class Setting(InForm):
    """What a form knows that lists rooms, slots or talks and adds one.

    Args:
        view: which of them it lists.
        showing: how often something was added with it.
    """

    space_id: int
    view: View
    showing: int


@dataclass(frozen=True)
class Placing(InForm):
    """What the form knows that gives a session its place.

    Args:
        view: the page of the draft that it was opened from.
        answer_url: where that draft is shown anew; "" for the person's Home.
    """

    space_id: int
    number: int
    view: View
    answer_url: str


@dataclass(frozen=True)
class PlaceWanted(InForm):
    """'I want this place': an option of the form that places.

    Args:
        slot: its start, as `2027-11-23 10:00`.
        swap: number of the session that stands there and is to change places; 0 for none.
    """

    slot: str
    room_id: int
    swap: int


@dataclass(frozen=True)
class AwayForm(InForm):
    """What the form for absences knows.

    Args:
        showing: how often it was shown anew because the person had changed it elsewhere.
        opened: a print of what was stated when it was opened.
    """

    space_id: int
    showing: int
    opened: str


@dataclass(frozen=True)
class AskingForm(InForm):
    """What the form knows in which somebody says which session they want changed."""

    space_id: int


@dataclass(frozen=True)
class PlaceForm(InForm):
    """What the form knows in which somebody says where that session is to go.

    Args:
        number: of the session.
        is_swap: whether it is to swap with another; else it is to be moved.
    """

    space_id: int
    number: int
    is_swap: bool


@dataclass(frozen=True)
class AnswerForm(InForm):
    """What the form knows in which a facilitator answers a request.

    Args:
        number: of the request.
        is_granted: whether it is to be granted; else it is to be declined.
        view: the page of the list that it was opened from; the kind is "" for none.
        list_id: of the form that shows that list; "" where a message shows it.
        answer_url: where that message is shown anew; "" for a form or none.
    """

    space_id: int
    number: int
    is_granted: bool
    view: View
    list_id: str
    answer_url: str
