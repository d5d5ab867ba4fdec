"""The sandbox gives a token only to the app, for a code that it gave, and once."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Workspace
from sandbox.server import Sandbox
from sandbox.world import OAuthApp
from tests.e2e.sandbox_app import manifest

APP = OAuthApp("111.222", "fake")
BACK = "http://127.0.0.1:9/slack/oauth_redirect"
ASKED = {"client_id": APP.client_id, "scope": "commands", "redirect_uri": BACK, "state": "s"}


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    shape = manifest()
    shape["oauth_config"]["redirect_urls"] = [BACK]
    with Sandbox(shape, people=["ada"], oauth_app=APP) as box:
        yield box


def answered(slack: Sandbox, **changed: str) -> httpx.Response:
    asked = {**ASKED, **changed}
    address = f"{slack.base_url}/oauth/v2/authorize"
    return httpx.get(address, params=asked, trust_env=False)


def code(slack: Sandbox) -> str:
    with Workspace(slack.base_url) as workspace:
        ada = workspace.person("ada").id
    sent_to = httpx.URL(answered(slack, answer=ada).headers["location"])
    assert (sent_to.copy_with(query=None), sent_to.params["state"]) == (httpx.URL(BACK), "s")
    return str(sent_to.params["code"])


def access(slack: Sandbox, **changed: str) -> dict[str, Any]:
    known = {"client_id": APP.client_id, "client_secret": APP.client_secret, "redirect_uri": BACK}
    client = WebClient(base_url=slack.api_url, retry_handlers=[])
    try:
        answer = client.oauth_v2_access(**{**known, **changed})
    except SlackApiError as refused:
        return {"error": refused.response["error"]}
    assert isinstance(answer.data, dict)
    return answer.data


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example.org/"}, "bad_redirect_uri"),
        ({"scope": "admin"}, "invalid_scope"),
    ],
)
def test_what_the_app_may_not_ask_for_is_refused(
    slack: Sandbox, changed: dict[str, str], word: str
) -> None:
    assert (answered(slack, **changed).status_code, word in answered(slack, **changed).text) == (
        400,
        True,
    )


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"code": "guessed"}, "invalid_code"),
        ({"redirect_uri": "http://127.0.0.1:9/elsewhere"}, "bad_redirect_uri"),
    ],
)
def test_a_token_is_refused_to_whoever_is_not_the_app_or_has_no_code(
    slack: Sandbox, changed: dict[str, str], word: str
) -> None:
    assert access(slack, **{"code": code(slack), **changed}) == {"error": word}


def test_a_code_is_good_once_and_the_token_until_the_app_is_taken_out(slack: Sandbox) -> None:
    once = code(slack)
    token = str(access(slack, code=once)["access_token"])
    assert access(slack, code=once) == {"error": "invalid_code"}
    client = WebClient(token, base_url=slack.api_url, retry_handlers=[])
    assert client.auth_test()["team_id"] == slack.team_id
    with Workspace(slack.base_url) as workspace:
        workspace.uninstall_app()
        assert token not in str(workspace.calls.get("wire", since=0))
    with pytest.raises(SlackApiError, match="account_inactive"):
        client.auth_test()
    again = str(access(slack, code=code(slack))["access_token"])
    assert again != token
    newer = WebClient(again, base_url=slack.api_url, retry_handlers=[])
    assert newer.auth_revoke()["revoked"] is True
    with pytest.raises(SlackApiError, match="account_inactive"):
        newer.auth_test()
