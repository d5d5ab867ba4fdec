"""Who has given up waiting is not answered, so that those who came later are."""

import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from bot import dispatch
from bot.dispatch import Dispatcher

COMMAND = {"command": "/topics", "text": "", "user_id": "U1", "team_id": "T1", "channel_id": "C1"}
EVENT = {
    "type": "event_callback",
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {"type": "user_change", "user": {"id": "U1"}},
}


@pytest.mark.parametrize(
    ("given_up_after_s", "status", "heard"),
    [(3.0, 200, ["command", "event"]), (-1.0, 503, ["event"])],
)
def test_an_event_is_heard_however_late_and_a_command_only_in_time(
    given_up_after_s: float, status: int, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "GIVEN_UP_AFTER_S", given_up_after_s)
    known: list[str] = []
    app = App(
        process_before_response=True,
        signing_secret="unused",
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="U0"
        ),
    )

    @app.command("/topics")
    def command(ack: Ack) -> None:
        known.append("command")
        ack()

    @app.event("user_change")
    def event() -> None:
        known.append("event")

    dispatcher = Dispatcher(app, 1)
    answers = [dispatcher.submit(dict(body), {}).result(5) for body in (COMMAND, EVENT)]
    assert dispatcher.finish(5)
    assert [answer.status for answer in answers] == [status, 200]
    assert known == heard
