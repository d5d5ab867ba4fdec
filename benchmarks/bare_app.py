"""A bare Bolt app that answers every command with a constant, on the same server.

With `process_before_response=True`, as `limit`, it is the limit of what any bot on Bolt can reach;
as `default` it answers as Bolt does when nobody says otherwise.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

import uvicorn
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

MODES = ("limit", "default")


def build(signing_secret: str, mode: str) -> App:
    """Return the app in one of `MODES`; it asks Slack nothing."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-bare")

    app = App(
        authorize=authorize,
        signing_secret=signing_secret,
        token_verification_enabled=False,
        process_before_response=mode == "limit",
        listener_executor=ThreadPoolExecutor(50),
    )

    @app.command("/vote")
    def vote(ack: Ack) -> None:
        ack("Thank you.")

    return app


def main(port: int, signing_secret: str, mode: str) -> None:
    """Serve until the process ends."""
    app = build(signing_secret, mode)

    async def events(request: Request) -> Response:
        body = (await request.body()).decode()
        bolt_request = BoltRequest(body=body, headers=dict(request.headers))
        answer = await run_in_threadpool(app.dispatch, bolt_request)
        return Response(
            answer.body, answer.status, headers=dict(answer.first_headers_without_set_cookie())
        )

    async def ready(_request: Request) -> Response:
        return Response("ready")

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/readyz", ready)]
    uvicorn.run(
        Starlette(routes=routes), port=port, http="httptools", access_log=False, log_level="error"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
