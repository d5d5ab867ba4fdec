"""Slack's markup: the one place where words of users become part of it."""

import re
from datetime import datetime

from openspace import forgetting, moments

_MENTION = re.compile(r"<@[UW]\w+>")
_COMMAND = re.compile(r"`/(?=(?:propose|topics|vote|signup|agenda|openspace|tally)\b)")


class Mrkdwn(str):
    """Text that Slack may read as markup, because everything in it that users wrote is escaped."""

    __slots__ = ()


def escape(text: str) -> Mrkdwn:
    """Return words of a user so that Slack shows them as they are.

    Slack decodes exactly these three entities (docs.slack.dev, formatting message text). It has
    no escape for a backtick, which would swallow our own words, so that becomes an apostrophe.
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Mrkdwn(escaped.replace("`", "'"))


def sentence(text: str) -> Mrkdwn:
    """Return one of our own sentences, with commands in backticks and quoted words of users."""
    return Mrkdwn(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def naming(text: Mrkdwn, user_ids: tuple[str, ...]) -> Mrkdwn:
    """Return one of our own sentences with the people in it as mentions, and no others."""
    for user_id in user_ids:
        text = Mrkdwn(text.replace(f"&lt;@{user_id}&gt;", person(user_id)))
    return text


def say(template: str, **values: object) -> Mrkdwn:
    """Return *template* with *values* put in; whatever is not `Mrkdwn` yet is escaped."""
    safe = {
        name: value if isinstance(value, Mrkdwn) else escape(str(value))
        for name, value in values.items()
    }
    return Mrkdwn(template.format_map(safe))


def join(lines: list[Mrkdwn] | tuple[Mrkdwn, ...], between: str = "\n") -> Mrkdwn:
    """Return *lines* as one text."""
    return Mrkdwn(between.join(lines))


def person(user_id: str) -> Mrkdwn:
    """Return a mention, which Slack shows as the person's name; of who left, no name is known."""
    if user_id == forgetting.GONE:
        return Mrkdwn(forgetting.SOMEONE)
    return Mrkdwn(f"<@{user_id}>")


def people(user_ids: tuple[str, ...]) -> Mrkdwn:
    """Return mentions in a row: a, b and c."""
    names = [person(user_id) for user_id in user_ids]
    if len(names) < 2:
        return join(names)
    return Mrkdwn(f"{', '.join(names[:-1])} and {names[-1]}")


def channel(channel_id: str) -> Mrkdwn:
    """Return a link to a channel, which Slack shows by its name."""
    return Mrkdwn(f"<#{channel_id}>")


def link(address: str, label: str) -> Mrkdwn:
    """Return a link; the address was checked to be http(s) when it was stored."""
    safe = escape(address).replace("|", "%7C")
    return Mrkdwn(f"<{safe}|{escape(label).replace('|', '/')}>")


def moment(at: datetime, zone: str, *, form: str = "{date_short_pretty} {time}") -> Mrkdwn:
    """Return an instant as each reader's own clock shows it, named with its zone where it cannot.

    Args:
        form: Slack's tokens (docs.slack.dev, formatting message text, "Date formatting").
    """
    shown = moments.time_label(at, zone) if form == "{time}" else moments.moment_label(at, zone)
    return Mrkdwn(f"<!date^{int(at.timestamp())}^{form}|{shown} {zone}>")


def cut(text: Mrkdwn, length: int) -> Mrkdwn:
    """Return at most *length* characters of *text*, never ending inside an entity or a tag."""
    if len(text) <= length:
        return text
    short = text[: length - 1]
    for opening, closing in (("&", ";"), ("<", ">")):
        start = short.rfind(opening)
        if start > short.rfind(closing):
            short = short[:start]
    return Mrkdwn(short.rstrip() + "…")


def unmarked(text: str) -> str:
    """Return one of our sentences where Slack shows no markup: no entities, mentions, backticks."""
    plain = _MENTION.sub("Somebody", text)
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return plain.replace("`", "")


def with_prefix(text: str, prefix: str) -> str:
    """Return *text* with the workspace's prefix in each of our commands in backticks."""
    return _COMMAND.sub(f"`/{prefix}", text) if prefix else text
