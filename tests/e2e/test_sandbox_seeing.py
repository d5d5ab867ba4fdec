"""People see what Slack would show them, and nothing else."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.client import Person, Refused
from sandbox.sights import Channel
from tests.e2e.sandbox_app import Bench, bench, button, section


@pytest.fixture(scope="module")
def floor() -> Iterator[Bench]:
    with bench("alone") as ready:
        ready.workspace.faults(enforce_rate_limits=False)
        yield ready


@pytest.fixture
def there(floor: Bench) -> Bench:
    floor.start_over()
    return floor


def _names(person: Person) -> set[str]:
    return {channel.name for channel in person.channels()}


def _may_not(call: Any, *arguments: Any, **named: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.error


def test_who_sees_which_channels(there: Bench) -> None:
    workspace, bo = there.workspace, there.bo
    secret = workspace.add_channel(f"secret-{bo.name}", members=[bo], is_private=True)
    guest = workspace.add_person(f"guest-{bo.name}", kind="guest")
    outside = workspace.add_person(f"outside-{bo.name}", kind="external")
    outside.joins(there.channel)

    assert {secret.name, there.channel.name, "Probe"} <= _names(bo)
    assert there.channel.name in _names(there.mallory)
    assert secret.name not in _names(there.mallory)
    assert _names(guest) == {"Probe"}
    assert _names(outside) == {there.channel.name, "Probe"}
    assert _may_not(there.mallory.sees, secret) == "channel_not_found"
    assert _may_not(guest.sees, there.channel) == "channel_not_found"
    assert _may_not(there.mallory.sees, bo.dm()) == "channel_not_found"


def test_writing_and_commands_need_membership(there: Bench) -> None:
    assert _may_not(there.mallory.types, "/do it", there.channel) == "not_in_channel"
    assert _may_not(there.mallory.says, "x", there.channel) == "not_in_channel"
    there.workspace.archive(there.channel)
    assert _may_not(there.bo.says, "x", there.channel) == "is_archived"


def test_people_of_another_organisation_have_none_of_our_commands(there: Bench) -> None:
    outside = there.workspace.add_person(f"outside-{there.bo.name}", kind="external")
    outside.joins(there.channel)

    assert outside.types("/do it", there.channel).error == "no_such_command"
    assert outside.profile.team_id != there.sandbox.team_id


def test_nobody_clicks_in_an_ephemeral_or_form_of_somebody_else(there: Bench) -> None:
    there.client.chat_postEphemeral(
        channel=there.channel.id,
        user=there.bo.id,
        text="Go?",
        blocks=[section("Go?", button("Go", "go"))],
    )
    message = there.bo.sees(there.channel)[0]
    there.client.views_publish(
        user_id=there.bo.id, view={"type": "home", "blocks": [section("x", button("Go", "go"))]}
    )
    home = there.bo.home()
    assert home is not None

    assert _may_not(there.mallory.clicks, message, "Go") == "message_not_found"
    assert _may_not(there.mallory.clicks, home, "Go") == "view_not_found"
    assert _may_not(there.bo.presses, message, action_id="other", block_id=None) == (
        "no_such_element"
    )


def test_who_is_deactivated_can_do_and_see_nothing(there: Bench) -> None:
    there.workspace.deactivate(there.bo)

    assert _may_not(there.bo.types, "/do it", there.channel) == "account_inactive"
    assert _may_not(there.bo.sees, there.channel) == "account_inactive"


def test_files_are_for_those_who_see_their_channel(there: Bench) -> None:
    secret = there.workspace.add_channel(
        f"secret-{there.bo.name}", members=[there.bo], is_private=True
    )
    there.client.files_upload_v2(channel=secret.id, filename="a.txt", content="secret")
    file = there.bo.sees(secret)[0].files[0]

    assert there.bo.fetches(file) == b"secret"
    assert _may_not(there.mallory.fetches, file) == "file_not_found"


def test_what_is_new_is_unread_until_it_is_read(there: Bench) -> None:
    def unread() -> int:
        mine = {channel.id: channel for channel in there.bo.channels()}
        return mine[there.channel.id].unread

    there.ada.says("one", there.channel)
    there.ada.says("two", there.channel)
    there.bo.says("mine", there.channel)

    assert unread() == 2
    there.bo.reads(there.channel)
    assert unread() == 0


class Listener:
    """A person's live updates, collected in a thread."""

    def __init__(self, there: Bench, person: Person) -> None:
        self.changes: list[dict[str, Any]] = []
        self._ready = threading.Event()
        self._client = httpx.Client(timeout=5.0, trust_env=False)
        url = f"{there.sandbox.base_url}/sandbox/events?as={person.id}"
        self._thread = threading.Thread(target=self._listen, args=(url,), daemon=True)
        self._thread.start()
        assert self._ready.wait(5)

    def _listen(self, url: str) -> None:
        with self._client.stream("GET", url) as response:
            for line in response.iter_lines():
                self._ready.set()
                if line.startswith("data: "):
                    self.changes.append(json.loads(line.removeprefix("data: ")))
                    if self.changes[-1]["type"] == "channels":
                        return

    def until_channels_change(self) -> list[dict[str, Any]]:
        """What came before the list of channels changed."""
        self._thread.join(5)
        self._client.close()
        return self.changes[:-1]


def test_live_updates_reach_those_who_may_see_and_nobody_else(there: Bench) -> None:
    bo, mallory = Listener(there, there.bo), Listener(there, there.mallory)
    dm = there.bo.dm()

    there.client.chat_postMessage(channel=there.bo.id, text="private")
    there.client.chat_postEphemeral(channel=there.channel.id, user=there.bo.id, text="psst")
    there.client.chat_postMessage(channel=there.channel.id, text="public")
    there.workspace.add_channel(f"last-{there.bo.name}")

    def heard(listener: Listener) -> list[tuple[str, str, str]]:
        return [
            (change["type"], change["channel"], change["message"]["text"])
            for change in listener.until_channels_change()
        ]

    shared = ("message", there.channel.id, "public")
    assert heard(bo) == [
        ("message", dm.id, "private"),
        ("ephemeral", there.channel.id, "psst"),
        shared,
    ]
    assert heard(mallory) == [shared]


def test_fifty_people_act_at_once() -> None:
    with bench("socket") as there:
        there.workspace.faults(enforce_rate_limits=False)
        _register_counter(there)
        people = [there.workspace.add_person(f"person{n}") for n in range(50)]
        for person in people:
            person.joins(there.channel)
        barrier = threading.Barrier(50)
        failed: list[str] = []

        def act(person: Person, channel: Channel) -> None:
            barrier.wait(10)
            answer = person.types("/do it", channel)
            for _ in range(3):
                if not (answer.ok and person.clicks(answer, "Go").ok):
                    failed.append(str(answer))

        threads = [threading.Thread(target=act, args=(one, there.channel)) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

        assert failed == []
        assert there.refused() == []
        assert [len(person.sees(there.channel)) for person in people] == [1] * 50
        assert there.bo.sees(there.channel) == []


def _register_counter(there: Bench) -> None:
    app = there.bolt.app

    @app.command("/do")
    def ask(ack: Any) -> None:
        ack(text="Go?", blocks=[section("Go?", button("Go", "go"))])

    @app.action("go")
    def went(ack: Any) -> None:
        ack()

    for event in ("member_joined_channel", "team_join"):
        app.event(event)(lambda: None)


def test_a_view_of_the_app_keeps_its_private_metadata_to_itself(there: Bench) -> None:
    home = {"type": "home", "private_metadata": "secret", "blocks": [section("x")]}
    there.client.views_publish(user_id=there.bo.id, view=home)

    shown = there.workspace.calls.get("home", **{"as": there.bo.id})
    assert "secret" not in str(shown)
