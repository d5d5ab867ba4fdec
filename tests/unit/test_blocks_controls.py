"""Does every button and menu say by itself what it does?"""

from datetime import date

from handlers.blocks import (
    agenda,
    drafting,
    forgetting,
    lists,
    messages,
    notices,
    proposing,
    requests,
    running,
    setting_up,
    spaces,
    suggesting,
    tally,
    timetable,
    values,
    voting,
    why,
)
from handlers.blocks.values import AboutRequest, InDraft, Turn
from openspace import moments
from sandbox import elements
from tests.unit.test_blocks_limits import SHOWN, shown
from tests.unit.worst_case import (
    SPACE,
)

ABOUT_THE_WHOLE = (
    spaces.CHOOSE,
    proposing.PROPOSE,
    voting.OPEN,
    messages.AGAIN,
    notices.STOP,
    notices.SHOW,
    notices.ALL,
    notices.MINE,
    notices.NONE,
    suggesting.SHOW,
    suggesting.TAKE_ALL,
    running.SETTINGS,
    running.WINDOWS,
    running.TALLY,
    running.MESSAGES,
    running.CLOSE,
    running.REOPEN,
    lists.TOPICS,
    lists.BALLOT,
    lists.AGENDA,
    agenda.WEEK,
    agenda.MINE,
    agenda.CALENDAR,
    tally.CHART,
    tally.WORDS,
    tally.FILE,
    setting_up.ROOMS,
    setting_up.SLOTS,
    setting_up.TALKS,
    setting_up.TIMETABLE,
    timetable.PUBLISH,
    timetable.AS_GRID,
    timetable.AS_LIST,
    drafting.AGAIN,
    drafting.AFRESH,
    drafting.DISCARD,
    requests.ASK,
    requests.SHOW,
)
"""Buttons that are about an open space and not about one topic or session."""

ABOUT_REQUESTS = (
    requests.BACK,
    requests.NO_LONGER,
    requests.TAKE_BACK,
    requests.GRANT,
    requests.DECLINE,
)
"""Buttons that are about a request, which has a number of its own."""


def test_every_button_says_all_by_itself_what_it_does() -> None:
    blocks = [block for name in SHOWN for block in shown(name)["blocks"]]
    for _, button in elements.interactive(blocks):
        if button["type"] == "overflow":
            for option in button["options"]:
                wanted = values.read(InDraft, option["value"])
                assert f": #{wanted.number} " in option["text"]["text"]
                assert len(option["value"]) <= 75
            continue
        if button["type"] == "static_select":
            said = ("Show the topics of a theme", why.CHOICE)
            assert button["placeholder"]["text"] in said
            # @slack/types says 75, slack_sdk 150.
            assert [one for one in button["options"] if len(one["value"]) > 75] == []
            continue
        spoken = button["accessibility_label"]
        carried = button["value"]
        if button["action_id"] in (lists.EARLIER, lists.LATER):
            assert f"page {values.read(Turn, carried).view.page} of" in spoken
        elif button["action_id"] in (agenda.DAY_BEFORE, agenda.DAY_AFTER):
            assert moments.day_label(date.fromisoformat(turned(carried))) in spoken
        elif button["action_id"] == agenda.CALENDAR and turned(carried) != "mine":
            assert f"#{turned(carried).removeprefix('only ')} " in spoken
        elif button["action_id"] == voting.DETAILS:
            assert spoken.startswith(f"Details of #{turned(carried)} ")
        elif button["action_id"] == drafting.UNDO:
            assert spoken in ("Undo: the last draft.", "Undo: swap #9998 and #9999.")
        elif button["action_id"] in ABOUT_THE_WHOLE:
            assert SPACE.name[:40] in spoken
        elif button["action_id"] == forgetting.YES:
            assert spoken == "Yes, forget me in this workspace for good"
        elif button["action_id"] in ABOUT_REQUESTS:
            assert f": request {values.read(AboutRequest, carried).number}, #" in spoken
        else:
            number = carried.strip("[]").split(",")[1]
            assert f"{number} " in f"{spoken} ".replace(":", " ")


def turned(carried: str) -> str:
    """The words of the list that a button leads to."""
    return values.read(Turn, carried).view.words
