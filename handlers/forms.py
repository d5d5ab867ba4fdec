"""Forms: opening one in time, what was sent with one, and what takes its place."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.blocks.filled import Filled
from handlers.blocks.forms import Form
from handlers.desk import Desk
from openspace import RuleViolation
from services.visits import Visit

logger = logging.getLogger(__name__)

NOT_OPENED = (
    "Slack did not open the form in time, so nothing was changed. If none appears, please try"
    " again; `/openspace help` lists what can be typed instead."
)


@dataclass(frozen=True)
class Sent:
    """A form that was filled in and sent, or a button that was pressed in one.

    Args:
        metadata: what the form carries.
        value: what the button carries; "" for the whole form.
        meet: makes sure that it is known what other users are, by user id.
    """

    desk: Desk
    sent_by: Visit
    metadata: str
    filled: Filled
    value: str
    meet: Callable[[str], None]

    def visit(self, space_id: int) -> Visit:
        """Return the visit to the open space that the form or the button names."""
        return replace(self.sent_by, space_id=space_id)


@dataclass(frozen=True)
class Used:
    """A shortcut that was used.

    Args:
        message: the message it was used on, as Slack sends it; None for a global shortcut.
    """

    desk: Desk
    used_by: Visit
    message: Mapping[str, Any] | None


Submit = Callable[[Sent], Form]
"""Takes what was sent; returns what takes the form's place."""

Use = Callable[[Used], Form]
"""Returns the form that a shortcut opens."""


@dataclass(frozen=True)
class Above:
    """A form that opens above the one with the button, of which nothing is lost."""

    form: Form


PressInside = Callable[[Sent], Form | Above]
"""Takes the press of a button in a form; returns what takes the form's place, or comes above."""


def open_form(desk: Desk, trigger_id: str, form: Form) -> None:
    """Open *form* for whoever just typed or pressed something.

    It is called before the answer: a trigger lives for three seconds (docs.slack.dev, modals), and
    only so can the answer say that nothing opened.

    Raises:
        RuleViolation: Slack did not open it.
    """
    if not _is_taken(lambda: desk.client.views_open(trigger_id=trigger_id, view=_view(desk, form))):
        raise RuleViolation(NOT_OPENED)


def open_above(desk: Desk, trigger_id: str, form: Form) -> None:
    """Open *form* above the one that is open, for a button in it; as `open_form` before the answer.

    Raises:
        RuleViolation: Slack did not open it.
    """
    if not _is_taken(lambda: desk.client.views_push(trigger_id=trigger_id, view=_view(desk, form))):
        raise RuleViolation(NOT_OPENED)


def say_above(desk: Desk, trigger_id: str, form: Form) -> bool:
    """Show *form* above the one that is open, of which nothing is lost; a failure is logged.

    Returns:
        Whether Slack shows it.
    """
    return _is_taken(lambda: desk.client.views_push(trigger_id=trigger_id, view=_view(desk, form)))


def say(desk: Desk, trigger_id: str, form: Form) -> None:
    """Show *form* to somebody who has none open; a failure is logged."""
    _is_taken(lambda: desk.client.views_open(trigger_id=trigger_id, view=_view(desk, form)))


def show_anew(desk: Desk, view_id: str, form: Form) -> None:
    """Show *form* in the place of one; what is typed in fields that stay is kept by Slack."""
    _is_taken(lambda: desk.patient.views_update(view_id=view_id, view=_view(desk, form)))


def _view(desk: Desk, form: Form) -> dict[str, Any]:
    return form.view(desk.prefix)


def _is_taken(call: Callable[[], object]) -> bool:
    try:
        call()
    except SlackApiError as refused:
        logger.warning("Slack did not take a form: %s", refused.response["error"])
        return False
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not take a form: %s", type(silent).__name__)
        return False
    return True
