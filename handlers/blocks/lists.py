"""What all long lists share: pages, and the buttons that turn them."""

from typing import Any

from handlers.blocks import message, values
from handlers.blocks.message import Button, Page, Part
from handlers.blocks.values import Turn, View

EARLIER = "page_earlier"
LATER = "page_later"


def turning(shown: Page[Any], *, space_id: int, view: View) -> Part | None:
    """Return buttons to the pages before and after; None when there is one page only."""

    def button(label: str, action_id: str, number: int) -> Button:
        turn = Turn(space_id, View(view.kind, view.words, number))
        spoken = f"{label}, page {number} of {shown.last}"
        return Button(label, action_id, values.write(turn), spoken)

    return message.buttons(
        button("Earlier page", EARLIER, shown.number - 1) if shown.number > 1 else None,
        button("Next page", LATER, shown.number + 1) if shown.number < shown.last else None,
    )
