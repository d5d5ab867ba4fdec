"""What follows `/topics`."""

from handlers.words.tokens import title


def topics(text: str) -> str:
    """Return the words to look for after `/topics`, "" for all topics."""
    return title(text)
