"""A list, or an answer, as a form of its own."""

from dataclasses import replace

from handlers.blocks import forms, tally
from handlers.blocks.forms import Form
from handlers.blocks.message import Block, Message

TITLES = {"tally": "Tally", "messages": "Messages", "requests": "Requests"}
"""What the form is called that shows a list; others are called after the topic, or not at all."""

NOT_IN_FORMS = (tally.CHART, tally.WORDS)
"""Slack draws charts in messages alone (docs.slack.dev, data visualization block)."""


def title(kind: str, words: str) -> str:
    """Return what the form is called that shows a list of that *kind*."""
    return f"Topic {words}" if kind == "topic" else TITLES.get(kind, "Open space")


def saying(title: str, shown: Message) -> Form:
    """Return a list as a form that only says it, without what works in messages alone."""
    return forms.saying(title, replace(shown, blocks=tuple(_fitting(shown.plain or shown))))


def _fitting(shown: Message) -> list[Block]:
    kept = []
    for block in shown.blocks:
        if block["type"] != "actions":
            kept.append(block)
            continue
        elements = [one for one in block["elements"] if one["action_id"] not in NOT_IN_FORMS]
        if elements:
            kept.append({**block, "elements": elements})
    return kept
