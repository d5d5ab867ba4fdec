"""The rules of an open space: pure functions and values, without clock, database or Slack."""

QUOTED_LENGTH = 60


class RuleViolation(Exception):
    """Something that was asked for cannot be, said in one sentence that users may read.

    Args:
        text: what is wrong and what to do instead. Commands stand in backticks.
        field: the form field that the sentence is about; None when it is about the whole.
        people: user ids of those whom the sentence names, as in <@U012>; nobody else is named.
    """

    def __init__(
        self, text: str, field: str | None = None, *, people: tuple[str, ...] = ()
    ) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.people = people


def quoted(text: str) -> str:
    """Return words of a user in curly quotes, cut to 60 characters, fit for our sentences."""
    plain = " ".join(text.replace("`", "'").split())
    cut = plain if len(plain) <= QUOTED_LENGTH else plain[: QUOTED_LENGTH - 1].rstrip() + "…"
    return f"“{cut}”"
