"""Installations as they are stored: encrypted, found by any id that Slack names, and ended."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import text

from bot import many_check, token_keys
from bot.clock import RunningClock
from bot.install_store import States
from bot.installations import Installations, Place, Unreadable, candidates
from bot.settings import Settings
from bot.token_keys import TokenKeys, new_key
from sandbox.server import Sandbox
from services import workspaces
from storage import workspaces as stored
from storage.database import Database
from tests.e2e.sandbox_app import manifest

KEY = new_key()
NOW = datetime.now(UTC)
TOKEN = "xoxb-T1-not-a-real-token"
NOWHERE = "http://127.0.0.1:9/api/"
ORGANISATION = "E1"


def settings(
    database: Database, *, keys: str = KEY, api_url: str = "http://127.0.0.1:9/api/"
) -> Settings:
    return Settings(
        mode="http",
        bot_token="",
        app_token="",
        signing_secret="secret",
        database_url=database.engine.url.render_as_string(hide_password=False),
        sqlite_synchronous="NORMAL",
        command_prefix="",
        slack_api_url=api_url,
        http_host="127.0.0.1",
        http_port=0,
        log_level="INFO",
        threads=4,
        client_id="1.2",
        client_secret="secret",
        token_keys=keys,
        public_url="https://bot.example.org",
    )


def installed(
    database: Database,
    *,
    team_id: str | None = "T1",
    enterprise_id: str | None = None,
    token: str = TOKEN,
    api_url: str = NOWHERE,
) -> Installations:
    found = Installations(settings(database, api_url=api_url), database, RunningClock())
    found.store.save(
        Installation(
            app_id="A1",
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id="U1",
            user_token="xoxp-not-a-real-token",
            bot_token=token,
            bot_id="B1",
            bot_user_id="U9",
            is_enterprise_install=team_id is None,
        )
    )
    with database.begin() as db:
        key = team_id or enterprise_id or ""
        workspaces.install(db, team_id=key, enterprise_id=enterprise_id, name="North", now=NOW)
    return found


def place(found: Installations, team_id: str) -> Place:
    there = found.find(team_id)
    assert there is not None
    return there


def test_no_token_is_stored_in_clear_and_none_shows_in_the_text_of_a_place(
    database: Database,
) -> None:
    found = installed(database)
    with database.reading() as db:
        kept = stored.kept(db)
    assert len(kept) == 3
    assert not [one for one in kept if "xox" in one.text]
    there = place(found, "T1")
    assert (there.token, there.bot_user_id, there.name) == (TOKEN, "U9", "North")
    assert TOKEN not in repr(there)


def test_installing_again_keeps_only_the_newest_token(database: Database) -> None:
    installed(database)
    found = installed(database, token="xoxb-T1-newer")
    with database.reading() as db:
        assert len(stored.kept(db)) == 3
    assert place(found, "T1").token == "xoxb-T1-newer"


@pytest.mark.parametrize(
    ("enterprise_id", "team_id", "is_enterprise_install", "message_team_id"),
    [
        (ORGANISATION, None, True, None),
        (ORGANISATION, "T7", True, None),
        (ORGANISATION, "T7", False, None),
        (None, "T8", False, ORGANISATION),
    ],
)
def test_an_organisation_is_found_whatever_slack_names(
    database: Database,
    enterprise_id: str | None,
    team_id: str | None,
    is_enterprise_install: bool,
    message_team_id: str | None,
) -> None:
    found = installed(database, team_id=None, enterprise_id=ORGANISATION)
    context = {
        "is_enterprise_install": is_enterprise_install,
        "message_team_id": message_team_id,
    }
    there = found.first(candidates(context, enterprise_id, team_id))
    assert there is not None
    assert (there.team_id, there.token) == (ORGANISATION, TOKEN)
    assert found.first(candidates({}, "E2", "T2")) is None


def test_a_workspace_that_has_the_bot_by_itself_comes_before_its_organisation(
    database: Database,
) -> None:
    installed(database, team_id=None, enterprise_id=ORGANISATION)
    found = installed(database, team_id="T7", enterprise_id=ORGANISATION, token="xoxb-own")
    both = [
        found.first(candidates({"is_enterprise_install": org}, ORGANISATION, "T7"))
        for org in (False, True)
    ]
    assert [there.team_id for there in both if there] == ["T7", ORGANISATION]
    with database.begin() as db:
        assert workspaces.uninstall(db, team_id="T7", told_at=NOW + timedelta(1), now=NOW)
        assert len(stored.kept(db)) == 3, "the organisation keeps its own"


def test_what_is_remembered_of_workspaces_is_bounded(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = installed(database)
    monkeypatch.setattr("bot.installations.MOST", 3)
    for number in range(10):
        assert found.find(f"T9{number}") is None
    assert len(found._known) == 3
    assert place(found, "T1").token == TOKEN


def test_a_lost_key_is_said_and_a_changed_one_opens_all_after_a_start(database: Database) -> None:
    installed(database)
    newer = new_key()
    lost = settings(database, keys=newer)
    with pytest.raises(Unreadable):
        Installations(lost, database, RunningClock()).find("T1")
    assert [one.good for one in many_check.findings(lost)] == [False, True, True]
    assert token_keys.renew(database, TokenKeys(newer)) == 3
    assert token_keys.renew(database, TokenKeys(f"{newer},{KEY}")) == 0
    assert place(Installations(lost, database, RunningClock()), "T1").token == TOKEN
    said = [one.text for one in many_check.findings(lost)]
    assert said[0] == "TOKEN_KEYS: they open all stored tokens (3)."
    assert said[1] == "1 workspace has the bot."


def test_a_call_that_slack_refuses_since_the_bot_was_taken_out_ends_the_installation(
    database: Database,
) -> None:
    with Sandbox(manifest(), bot_token=TOKEN) as slack:
        slack._world.dead_tokens.add(TOKEN)
        found = installed(database, api_url=slack.api_url)
        client = place(found, "T1").client
        with pytest.raises(SlackApiError):
            client.users_info(user="U1")
    assert found.find("T1") is None
    with database.reading() as db:
        assert stored.kept(db) == ()
        known = stored.find(db, team_id="T1")
    assert known is not None
    assert known.uninstalled_at is not None


def test_an_old_token_that_is_refused_after_the_bot_came_back_ends_nothing(
    database: Database,
) -> None:
    old = installed(database)
    place(old, "T1")
    installed(database, token="xoxb-T1-newer")
    old.refused("T1", TOKEN)
    assert place(old, "T1").token == "xoxb-T1-newer"


def test_a_state_is_good_once_also_for_two_at_the_same_moment(database: Database) -> None:
    states = States(database)
    state = states.issue()
    together = Barrier(4)
    taken: list[bool] = []

    def take() -> None:
        together.wait()
        taken.append(states.consume(state))

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False, False, False, True]
    assert not states.consume("never issued")


def test_a_state_that_nobody_used_in_time_is_refused_and_forgotten(database: Database) -> None:
    states = States(database)
    state = states.issue()
    with database.begin() as db:
        db.execute(text("UPDATE slack_oauth_states SET expire_at = '2001-01-01 00:00:00'"))
    assert not states.consume(state)
    states.issue()
    with database.reading() as db:
        assert db.execute(text("SELECT count(*) FROM slack_oauth_states")).scalar() == 1
