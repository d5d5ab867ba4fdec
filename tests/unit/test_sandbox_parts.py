"""Small parts of the sandbox: typed text, element values, paces, manifests and the clock."""

import time
from typing import Any

import pytest

from sandbox import elements, manifest, typed_text
from sandbox.clock import Clock
from sandbox.rate_limits import Pace
from sandbox.refusals import NotAllowed
from sandbox.workspace import Workspace


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(team_id="T1", team_name="A Team", app_id="A1", clock=Clock())
    workspace.add_bot_user("probe")
    for name in ("bo", "bo.lee"):
        workspace.add_person(name, real_name=name, kind="member", tz="Europe/London")
    workspace.add_channel("plans", is_private=False, members=[])
    return workspace


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@bo", "<@U0SBX000002|bo>"),
        ("@Bo, hello", "<@U0SBX000002|bo>, hello"),
        ("@bo.lee.", "<@U0SBX000003|bo.lee>."),
        ("@bob", "@bob"),
        ("@here", "<!here>"),
        ("#plans", "<#C0SBX000001|plans>"),
        ("#7 & #other", "#7 &amp; #other"),
        ("a < b > c", "a &lt; b &gt; c"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("<https://a.b|fake>", "<https://a.b>|fake&gt;"),
        ("&lt;", "&amp;lt;"),
        ("<@U0NOBODY>", "&lt;@U0NOBODY&gt;"),
    ],
)
def test_typed_text_is_sent_in_slacks_form(workspace: Workspace, typed: str, sent: str) -> None:
    bo = workspace.people["U0SBX000002"]
    assert typed_text.escaped(workspace, bo, typed, with_names=True) == sent


def _select(kind: str, **more: Any) -> dict[str, Any]:
    options = [{"text": {"type": "plain_text", "text": n}, "value": n} for n in "abc"]
    return {"type": kind, "action_id": "a", "options": options, **more}


def test_a_choice_is_reported_as_slack_does() -> None:
    a, b, _ = _select("static_select")["options"]

    assert elements.chosen(_select("static_select"), "b", []) == b
    assert elements.chosen(_select("checkboxes"), ["a", "b"], []) == [a, b]
    assert elements.chosen(_select("checkboxes"), None, []) == []
    assert elements.chosen(_select("static_select"), None, []) is None
    assert elements.chosen({"type": "multi_users_select"}, "U1", []) == ["U1"]
    assert elements.chosen({"type": "datepicker"}, "2027-11-22", []) == "2027-11-22"
    with pytest.raises(NotAllowed, match="no option 'd'"):
        elements.chosen(_select("static_select"), "d", [])
    with pytest.raises(NotAllowed, match="not a date"):
        elements.chosen({"type": "datepicker"}, "tomorrow", [])


def test_state_holds_initial_values_and_what_was_chosen_over_them() -> None:
    select = _select("static_select", initial_option=_select("static_select")["options"][0])
    blocks: list[dict[str, Any]] = [
        {"type": "actions", "block_id": "one", "elements": [select]},
        {
            "type": "input",
            "block_id": "two",
            "element": {"type": "plain_text_input", "action_id": "t", "initial_value": "x"},
        },
    ]

    initial = elements.state(blocks, {})
    changed = elements.state(blocks, {"two": {"t": "y"}, "gone": {"t": "z"}})

    assert initial == {
        "one": {"a": {"type": "static_select", "selected_option": select["initial_option"]}},
        "two": {"t": {"type": "plain_text_input", "value": "x"}},
    }
    assert changed["two"]["t"]["value"] == "y"
    assert changed.keys() == initial.keys()


def test_a_pace_allows_a_burst_and_then_waits() -> None:
    pace = Pace(per_s=1.0, burst=2)

    waits = [pace.wait_s(at) for at in (100.0, 100.0, 100.0, 100.5, 101.0, 101.0)]

    assert waits == [0.0, 0.0, 1.0, 0.5, 0.0, 1.0]


def test_timestamps_never_repeat_and_follow_the_offset() -> None:
    clock = Clock(offset_s=3600)
    stamps = [clock.next_ts() for _ in range(1000)]

    assert stamps == sorted(set(stamps))
    assert abs(float(stamps[0]) - clock.now()) < 5


def test_a_fast_clock_runs_ahead_and_its_timestamps_still_never_repeat() -> None:
    before = time.time()
    clock = Clock(offset_s=3600, speed=1000)
    made = time.time()
    stamps = [clock.next_ts() for _ in range(1000)]
    least = time.time() - made
    shown = clock.now() - before - 3600
    most = time.time() - before

    assert stamps == sorted(set(stamps))
    assert least * 1000 <= shown + 0.001 <= most * 1000 + 0.002
    assert float(stamps[-1]) <= clock.now()


def _manifest(**features: Any) -> dict[str, Any]:
    return {
        "display_information": {"name": "Probe"},
        "features": features,
        "oauth_config": {"scopes": {"bot": ["commands"], "bot_optional": ["files:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
    }


def test_a_manifest_is_read_with_its_optional_scopes() -> None:
    command = {"command": "/vote", "description": "votes", "should_escape": True}
    read = manifest.read(_manifest(slash_commands=[command]))

    assert read.scopes == {"commands", "files:write"}
    assert read.commands["/vote"].should_escape
    assert (read.has_home_tab, read.has_interactivity) == (False, False)


@pytest.mark.parametrize(
    ("mistaken", "sentence"),
    [
        (_manifest(slash_commands=[{"command": "vote", "description": "x"}]), "must be a slash"),
        (_manifest(slash_commands=[{"command": "/vote"}]), "must have a description"),
        (
            _manifest(shortcuts=[{"name": "x" * 25, "type": "global", "description": "x"}]),
            "1 to 24 characters",
        ),
        ({**_manifest(), "display_information": {"name": ""}}, "1 to 35 characters"),
        (
            {
                **_manifest(),
                "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
            },
            "needs the scope app_mentions:read",
        ),
    ],
)
def test_a_manifest_that_slack_would_refuse_is_refused(
    mistaken: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        manifest.read(mistaken)
