"""What the sandbox says when it will not do something, to the app and to people."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """A Web API call that Slack answers with `ok: false`.

    *error* is Slack's word for it; *details* are further fields of the answer.
    """

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details = details

    def answer(self) -> Json:
        """The body that Slack sends."""
        return {"ok": False, "error": self.error, **self.details}


class Limited(Exception):
    """A call that comes too soon; *retry_after_s* says when it may come again."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"retry after {retry_after_s} s")
        self.retry_after_s = retry_after_s


class NotAllowed(Exception):
    """Something a person cannot do or see in the workspace; *status* is its HTTP status."""

    def __init__(self, error: str, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.error = error
        self.message = message
        self.status = status

    def answer(self) -> Json:
        """The body that the human side sends."""
        return {"ok": False, "error": self.error, "message": self.message}
