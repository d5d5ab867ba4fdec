"""One press of a button: what it carries, and how its answer appears."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

from handlers import answers, forms, home, lists
from handlers.blocks import list_form, values
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.values import Turn, View
from handlers.desk import Desk
from openspace import RuleViolation
from services.visits import Visit

SAID = "Open space"


@dataclass(frozen=True)
class PressedIn:
    """The form in which a button was pressed.

    Args:
        title: of the form.
        below_id: the form that lies below it; "" for none.
        metadata: which list it shows, or the one below it, as a `Turn`; "" for none.
    """

    view_id: str
    title: str
    below_id: str
    metadata: str


@dataclass(frozen=True)
class Clicked:
    """A button that was pressed.

    Args:
        value: what it carries.
        response_url: where its answer goes; "" for a button in their Home.
        is_private: whether the message is seen by this person alone, so that it may change.
        is_home: whether it was in their Home, which then shows the answer.
        trigger_id: opens one form, within three seconds; "" where there is none.
        form: the form that it was in; None for a message or Home.
        forget: lets whoever pressed it be unknown again.
    """

    desk: Desk
    pressed_by: Visit
    value: str
    response_url: str
    is_private: bool
    is_home: bool = False
    trigger_id: str = ""
    form: PressedIn | None = None
    forget: Callable[[], None] = lambda: None

    def visit(self, space_id: int) -> Visit:
        """Return the visit to the open space that the button names."""
        return replace(self.pressed_by, space_id=space_id)


@dataclass(frozen=True)
class Refresh:
    """The list is shown anew where it is, as it stands when it is shown."""

    space_id: int
    view: View


@dataclass(frozen=True)
class Replace:
    """Another message takes the place of the one with the button."""

    message: Message


@dataclass(frozen=True)
class Add:
    """A message is added below, and the one with the button stays.

    Args:
        then: is done once it is there; None for nothing.
    """

    message: Message
    then: Callable[[], None] | None = None


@dataclass(frozen=True)
class Opened:
    """A form has opened, which is the answer."""


Reply: TypeAlias = Refresh | Replace | Add | Opened
Press: TypeAlias = Callable[[Clicked], Reply]


def is_home(body: Mapping[str, Any]) -> bool:
    """Say whether what Slack sent was pressed in somebody's Home."""
    return bool((body.get("view") or {}).get("type") == "home")


def in_form(body: Mapping[str, Any]) -> PressedIn | None:
    """Return the form in which a button was pressed; None for a message or Home."""
    view = body.get("view") or {}
    if view.get("type") != "modal":
        return None
    title = str(view.get("title", {}).get("text", SAID))
    below_id = view.get("previous_view_id") or ""
    return PressedIn(view.get("id", ""), title, below_id, view.get("private_metadata", ""))


def open_above(clicked: Clicked, form: Form) -> None:
    """Open *form*, above the one in which the button was, if it was in one.

    Raises:
        RuleViolation: Slack did not open it.
    """
    if clicked.form:
        forms.open_above(clicked.desk, clicked.trigger_id, form)
    else:
        forms.open_form(clicked.desk, clicked.trigger_id, form)


def turn(clicked: Clicked) -> Refresh:
    """'Show me another page.'"""
    wanted = values.read(Turn, clicked.value)
    return Refresh(wanted.space_id, wanted.view)


def show(clicked: Clicked, reply: Reply) -> None:
    """Make *reply* visible to whoever pressed the button, and to nobody else.

    A list is looked up only now. Calls for one person come here one after another, so that after
    two quick presses the list that is shown last has both in it.
    """
    match reply:
        case Refresh(space_id, view) if clicked.is_home and home.has(view):
            home.show(clicked.desk, clicked.visit(space_id), view)
        case Refresh(space_id, view) if clicked.form:
            _show_in_form(clicked, clicked.form, clicked.visit(space_id), view)
        case Refresh(space_id, view):
            message = lists.show(clicked.desk, clicked.visit(space_id), view)
            answer(clicked, message, in_place=True)
        case Replace(message):
            answer(clicked, message, in_place=True)
        case Add(message, then):
            answer(clicked, message, in_place=False)
            if then is not None:
                then()
        case Opened():
            return


def answer(clicked: Clicked, message: Message, *, in_place: bool) -> None:
    """Show *message* where the button was: message, Home or form; a failure is logged.

    Args:
        in_place: take the place of the message with the button, unless others see that too.
    """
    if clicked.is_home:
        # A Home takes no charts (@slack/types, HomeView).
        home.show(clicked.desk, clicked.pressed_by, None, message.plain or message)
        return
    if clicked.form:
        _answer_in_form(clicked, clicked.form, message, in_place=in_place)
        return
    answers.respond(
        clicked.desk.way,
        clicked.response_url,
        message,
        replace_original=in_place and clicked.is_private,
    )


def adding(clicked: Clicked) -> Callable[[Message], None]:
    """Return what shows a message later on where the button was, beside what is there."""
    return partial(answer, clicked, in_place=False)


def show_anew(clicked: Clicked, said: Message | None = None) -> bool:
    """Show the list anew in the form in which the button was, or in the one below it.

    Args:
        said: the answer to the press where Slack showed it nowhere else; None where it did.

    Returns:
        Whether there is such a list.
    """
    if clicked.form is None:
        return False
    try:
        wanted = values.read(Turn, clicked.form.metadata)
        visit = clicked.visit(wanted.space_id)
        found = lists.form(clicked.desk, visit, wanted.view, said=said)
    except RuleViolation:
        return False  # it is no list, or none that the person may still see
    lowest = clicked.form.below_id or clicked.form.view_id
    forms.show_anew(clicked.desk, lowest, found)
    return True


def _show_in_form(clicked: Clicked, shown: PressedIn, visit: Visit, view: View) -> None:
    below = shown.metadata if shown.below_id else ""
    forms.show_anew(clicked.desk, shown.view_id, lists.form(clicked.desk, visit, view, below=below))
    if shown.below_id:
        show_anew(clicked)


def _answer_in_form(
    clicked: Clicked, shown: PressedIn, message: Message, *, in_place: bool
) -> None:
    if in_place:
        anew = list_form.saying(shown.title, message)
        forms.show_anew(clicked.desk, shown.view_id, anew)
        if shown.below_id:
            show_anew(clicked)
        return
    above = list_form.saying(SAID, message)
    is_seen = forms.say_above(clicked.desk, clicked.trigger_id, above)
    has_list = show_anew(clicked, said=None if is_seen else message)
    # A trigger opens one form, so a second answer takes the place of what is there.
    if not is_seen and not has_list:
        forms.show_anew(clicked.desk, shown.view_id, above)
