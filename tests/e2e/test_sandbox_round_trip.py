"""A Bolt app under the sandbox does everything once, over Socket Mode and over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.client import Refused, wait_for
from tests.e2e.sandbox_app import Bench, bench, button, modal, section


@pytest.fixture(params=["socket", "http"], scope="module")
def app_in_sandbox(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with bench(request.param) as ready:
        _register(ready)
        yield ready


@pytest.fixture
def there(app_in_sandbox: Bench) -> Bench:
    app_in_sandbox.start_over()
    return app_in_sandbox


def _register(there: Bench) -> None:
    app, got = there.bolt.app, there.bolt.got

    @app.middleware
    def note(body: dict[str, Any], next: Any) -> Any:  # noqa: A002 - Bolt's name
        got.append(body)
        return next()

    @app.command("/echo")
    def echo(ack: Any, command: Any) -> None:
        ack(text=command["text"], blocks=[section("Again?", button("Again", "again"))])

    @app.command("/raw")
    def raw(ack: Any, command: Any) -> None:
        ack(text=f"{command['text']}.", response_type="in_channel")

    @app.command("/do")
    def form(ack: Any, command: Any, client: Any) -> None:
        client.views_open(trigger_id=command["trigger_id"], view=modal())
        ack()

    @app.action("again")
    def again(ack: Any, respond: Any) -> None:
        ack()
        respond(text="Once more.", replace_original=True)

    @app.action("pick")
    def pick(ack: Any) -> None:
        ack()

    @app.options("pick")
    def offer(ack: Any, payload: Any) -> None:
        text = f"{payload['value']} it is"
        ack(options=[{"text": {"type": "plain_text", "text": text}, "value": "it"}])

    @app.view("form")
    def submitted(ack: Any, view: Any, client: Any, body: Any) -> None:
        name = view["state"]["values"]["name"]["text"]["value"]
        if name == "wrong":
            ack(response_action="errors", errors={"name": "Another one, please."})
        elif name == "more":
            ack(response_action="push", view=modal("On top"))
        elif name == "done":
            ack(response_action="clear")
        else:
            ack()
            client.chat_postMessage(channel=body["user"]["id"], text=f"Thank you, {name}.")

    @app.event("app_home_opened")
    def home(event: Any, client: Any) -> None:
        client.views_publish(
            user_id=event["user"],
            view={"type": "home", "blocks": [section("Your week"), section("Nothing yet.")]},
        )

    @app.event("app_mention")
    def mentioned(event: Any, say: Any) -> None:
        say(text=f"Hello <@{event['user']}>.", thread_ts=event["ts"])

    @app.shortcut("keep")
    def keep(ack: Any, shortcut: Any, respond: Any) -> None:
        ack()
        respond(text=f"Kept: {shortcut['message']['text']}")

    for event in ("message", "user_change", "team_join", "member_joined_channel"):
        app.event(event)(lambda: None)


def test_a_command_is_answered_to_its_user_alone(there: Bench) -> None:
    answer = there.bo.types("/echo hello", there.channel)

    assert (answer.ok, answer.text, answer.error) == (True, "hello", None)
    assert there.bo.last_answer(there.channel) == answer.message
    assert there.ada.sees(there.channel) == []


def test_the_command_has_the_fields_that_slack_sends(there: Bench) -> None:
    there.bo.types("/echo a  b", there.channel)

    sent = there.bolt.latest()
    assert sent.keys() == {
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name"),
        *("command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    }
    assert (sent["channel_name"], sent["text"]) == (there.channel.name, "a  b")


def test_an_in_channel_answer_is_seen_by_everybody(there: Bench) -> None:
    there.bo.types("/raw @ada & <b>", there.channel)

    assert [message.text for message in there.ada.sees(there.channel)] == ["@ada & <b>."]


def test_mentions_channels_links_and_signs_arrive_escaped(there: Bench) -> None:
    ada, bo, open_one = there.ada, there.bo, there.channel
    secret = there.workspace.add_channel(f"secret-{bo.name}", members=[bo], is_private=True)
    hidden = there.workspace.add_channel(f"hidden-{bo.name}", members=[ada], is_private=True)

    answer = bo.types(
        f"/echo @{ada.name}. #{open_one.name} #{secret.name} #{hidden.name} <@{bo.id}> "
        f"<#{hidden.id}> #7 R&D <!here> https://a.b/?c=1&d x@{ada.name}",
        there.channel,
    )

    assert answer.text == (
        f"<@{ada.id}|{ada.name}>. <#{open_one.id}|{open_one.name}> <#{secret.id}|> "
        f"#{hidden.name} <@{bo.id}|{bo.name}> &lt;#{hidden.id}&gt; #7 R&amp;D &lt;!here&gt; "
        f"<https://a.b/?c=1&amp;d> x@{ada.name}"
    )


def test_private_places_are_not_named_in_payloads(there: Bench) -> None:
    name = f"private-{there.bo.name}"
    secret = there.workspace.add_channel(name, members=[there.bo], is_private=True)

    there.bo.types("/echo", secret)
    assert there.bolt.latest()["channel_name"] == "privategroup"
    there.bo.types("/echo", there.bo.dm())
    assert there.bolt.latest()["channel_name"] == "directmessage"


def test_a_click_on_an_ephemeral_replaces_it_in_place(there: Bench) -> None:
    answer = there.bo.types("/echo hello", there.channel)

    outcome = there.bo.clicks(answer, "Again")

    assert outcome.ok
    now = there.bo.again(answer)
    assert now is not None
    assert (now.text, now.is_edited) == ("Once more.", True)
    assert len(there.bo.sees(there.channel)) == 1
    sent = there.bolt.latest()
    assert "message" not in sent
    assert sent["container"] == {
        "type": "message",
        "message_ts": now.ts,
        "channel_id": there.channel.id,
        "is_ephemeral": True,
    }


def test_a_click_on_a_message_carries_it_and_the_whole_element(there: Bench) -> None:
    posted = there.client.chat_postMessage(
        channel=there.channel.id,
        text="Choose",
        blocks=[{**section("Choose", button("Again", "again", "7")), "block_id": "b"}],
    )
    message = there.ada.sees(there.channel)[-1]

    there.ada.clicks(message, "again")

    sent = there.bolt.latest()
    action = sent["actions"][0]
    assert action.pop("action_ts")
    assert action == {**button("Again", "again", "7"), "block_id": "b"}
    assert sent["message"]["ts"] == posted["ts"]
    assert sent["user"] == {
        "id": there.ada.id,
        "username": there.ada.name,
        "name": there.ada.name,
        "team_id": there.sandbox.team_id,
    }
    assert sent["state"] == {"values": {}}
    assert [m.text for m in there.bo.sees(there.channel)] == ["Once more."]


def test_an_external_select_gets_its_options_from_the_app(there: Bench) -> None:
    select = {"type": "external_select", "action_id": "pick", "min_query_length": 1}
    there.client.chat_postMessage(
        channel=there.channel.id, text="Pick", blocks=[section("Pick", select)]
    )
    message = there.bo.sees(there.channel)[-1]

    offered = there.bo.is_offered(message, "pick", "tea")
    there.bo.clicks(message, "pick", "it")

    assert [option["text"]["text"] for option in offered] == ["tea it is"]
    sent = there.bolt.latest()
    assert sent["actions"][0]["selected_option"] == offered[0]
    assert next(iter(sent["state"]["values"].values()))["pick"]["selected_option"] == offered[0]


def test_a_form_is_opened_filled_in_and_submitted(there: Bench) -> None:
    there.bo.types("/do form", there.channel)
    form = there.bo.form()

    outcome = there.bo.submits(form, {"Name": "Bo"})

    assert (outcome.ok, outcome.closed, there.bo.forms()) == (True, True, [])
    assert [message.text for message in there.bo.dms()] == ["Thank you, Bo."]
    assert "private_metadata" not in form.raw


def test_a_form_that_lacks_something_never_reaches_the_app(there: Bench) -> None:
    there.bo.types("/do form", there.channel)
    before = len(there.bolt.got)

    empty = there.bo.submits(there.bo.form())
    long = there.bo.submits(there.bo.form(), {"Name": "x" * 21})

    assert empty.errors == {"name": "Please complete this required field."}
    assert long.errors == {"name": "Please use at most 20 characters."}
    assert len(there.bolt.got) == before


def test_a_form_can_be_refused_stacked_and_cleared(there: Bench) -> None:
    there.bo.types("/do form", there.channel)

    refused = there.bo.submits(there.bo.form(), {"Name": "wrong"})
    assert (refused.ok, refused.errors) == (False, {"name": "Another one, please."})
    there.bo.submits(there.bo.form(), {"Name": "more"})
    assert [form.title for form in there.bo.forms()] == ["A form", "On top"]
    there.bo.submits(there.bo.form(), {"Name": "done"})
    assert there.bo.forms() == []


def test_home_is_published_when_it_is_opened(there: Bench) -> None:
    assert there.bo.home() is None

    there.bo.opens_home()

    home = wait_for(there.bo.home)
    assert home.shown == "\nYour week\nNothing yet."
    assert there.ada.home() is None


def test_a_mention_is_answered_in_its_thread(there: Bench) -> None:
    ts = there.bo.says("Hello @probe", there.channel)

    wait_for(lambda: len(there.ada.sees(there.channel, thread_ts=ts)) == 2)
    parent, reply = there.ada.sees(there.channel, thread_ts=ts)
    assert parent.text == f"Hello <@{there.sandbox.bot_user_id}>"
    assert (parent.reply_count, reply.text) == (1, f"Hello <@{there.bo.id}>.")


def test_a_message_shortcut_knows_its_message(there: Bench) -> None:
    there.bo.says("worth keeping", there.channel)
    message = there.ada.sees(there.channel)[-1]

    assert there.ada.uses("keep", message).ok
    answer = wait_for(lambda: there.ada.last_answer(there.channel))
    assert answer.text == "Kept: worth keeping"
    with pytest.raises(Refused, match="no_such_shortcut"):
        there.ada.uses("new", message)


def test_people_who_come_and_go_are_told_to_the_app(there: Bench) -> None:
    cy = there.workspace.add_person(f"cy-{there.bo.name}")
    cy.joins(there.channel)
    there.workspace.deactivate(cy)

    def heard(event_type: str) -> list[Any]:
        users = [event["user"] for event in there.bolt.of_type(event_type)]
        return [user for user in users if cy.id in str(user)]

    assert wait_for(lambda: heard("team_join"))[0]["name"] == cy.name
    assert wait_for(lambda: heard("member_joined_channel")) == [cy.id]
    assert wait_for(lambda: heard("user_change"))[0]["deleted"] is True


def test_a_file_goes_up_and_can_be_fetched_by_those_who_see_it(there: Bench) -> None:
    there.client.files_upload_v2(
        channel=there.channel.id, filename="tally.csv", content="a,b\n", initial_comment="The tally"
    )

    message = there.bo.sees(there.channel)[-1]
    assert (message.text, message.files[0]["name"], message.files[0]["size"]) == (
        "The tally",
        "tally.csv",
        4,
    )
    assert there.bo.fetches(message.files[0]) == b"a,b\n"
