"""Which addresses the bot may answer at: Slack's, and nobody else's."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

ANSWERS = "hooks.slack.com"
"""Where Slack takes answers to commands and clicks (docs.slack.dev, Handling user interaction)."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Way:
    """What an answer at an address of Slack needs.

    Args:
        prefix: what stands before every command's name, "" for nothing.
        api_url: where Slack's methods are; on this machine where Slack is stood in for.
    """

    prefix: str
    api_url: str

    def leads_to_slack(self, url: str) -> bool:
        """Say whether an answer may be posted to *url*, whoever wrote it down.

        It comes with a signed request, but also from a form or from the database. Posting to any
        other address would let whoever put it there reach what only this machine can reach.
        """
        to = _parts(url)
        if to is None or to.username is not None or to.password is not None:
            return False
        if to.scheme == "https" and to.netloc == ANSWERS:
            return True
        near = _parts(self.api_url)
        return (
            near is not None
            and near.hostname in LOOPBACK
            and (to.scheme, to.netloc) == (near.scheme, near.netloc)
        )


def _parts(url: str) -> SplitResult | None:
    # Clients read backslashes, spaces and control characters in several ways; Slack sends none.
    if not url.isascii() or not url.isprintable() or any(sign in url for sign in "\\ "):
        return None
    try:
        return urlsplit(url)
    except ValueError:
        return None
