"""Whatever fails, no secret is ever written: neither a token nor what was typed nor an address."""

import json
import signal
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.manifest import manifest
from handlers.blocks import voting
from sandbox.client import Workspace, wait_for
from tests.e2e import apart
from tests.e2e.program import free_port, programs, settings_for
from tests.e2e.test_program_http import events, signed

TYPED = "hush-this-was-typed"
PASSWORD = "hush-database-word"
NEVER = (
    TYPED,
    PASSWORD,
    "Bearer",
    "Authorization",
    "/respond/",
    "X-Slack-Signature",
    "v0=",
    "ticket",
)
STARTS = (
    {"SLACK_BOT_TOKEN": "xoxb-hush-this-is-no-token"},
    {"DATABASE_URL": f"sqlite:////dev/null/{PASSWORD[:4]}.db"},
)
AWAY = {"DATABASE_URL": f"postgresql://bot:{PASSWORD}@127.0.0.1:9/week"}


@pytest.mark.parametrize("mode", ["http", "socket"])
def test_no_failure_writes_a_secret_to_the_log(mode: str, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}" if mode == "http" else None
    url = f"{address}/slack/events" if address else None
    with (
        apart.sandbox(manifest(mode, "", address), people=["ada"], request_url=url) as slack,
        Workspace(slack.base_url) as workspace,
        programs(tmp_path) as start,
    ):
        known = settings_for(slack, mode, port, tmp_path)
        secrets = (slack.bot_token, slack.app_token, slack.signing_secret)
        outputs = []
        # What comes before the first connection is the same in both modes.
        for wrong in STARTS if mode == "http" else ():
            program = start({**known, **wrong})
            assert program.ends() == 2
            outputs.append(program.output)
        if mode == "http":
            program = start({**known, **AWAY})
            program.says("cannot be used yet")
            assert program.ends(signal.SIGTERM) == 0
            outputs.append(program.output)
        program = start(known)
        program.ready()
        ada = workspace.person("ada")
        general = workspace.add_channel("week", members=[ada])
        ada.types(f"/propose {TYPED}", general)
        if mode == "http":
            body = f"command=%2Fpropose&text={TYPED}&token={slack.signing_secret}".encode()
            refused = httpx.post(events(known), content=body, headers=signed(body, "wrong"))
            assert refused.status_code == 401
            nonsense = f'{{"type": "{TYPED}"}}'.encode()
            headers = signed(nonsense, slack.signing_secret) | {"Content-Type": "application/json"}
            assert httpx.post(events(known), content=nonsense, headers=headers).status_code == 400
            pressed = {
                "type": "block_actions",
                "user": {"id": ada.id},
                "team": {"id": slack.team_id},
                "response_url": f"{slack.base_url}/respond/none",
                "actions": [{"action_id": voting.MORE, "value": TYPED}],
            }
            body = urlencode({"payload": json.dumps(pressed)}).encode()
            headers = signed(body, slack.signing_secret)
            assert httpx.post(events(known), content=body, headers=headers).status_code == 200
            program.says("did not take an answer")
        workspace.faults(rate_500=1.0)
        ada.types(f"/openspace new {TYPED}", general)
        ada.types("/propose", general)
        ada.opens_home()
        # It is shown a moment later, and with a token that is good again it would be.
        program.says("Slack did not take a Home")
        workspace.all_as_usual()
        workspace.revoke_token()
        ada.types("/propose", general)
        ada.opens_home()
        if mode == "socket":
            workspace.drop_sockets()
            program.says("The connection to Slack is gone")
            workspace.restore_token()
            wait_for(lambda: workspace.is_connected)
        assert program.ends(signal.SIGTERM) == 0
        outputs.append(program.output)
    told = "\n".join(outputs)
    assert [word for word in (*NEVER, *secrets, "hush-this-is") if word in told] == []
