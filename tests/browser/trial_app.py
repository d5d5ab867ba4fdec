"""A small Bolt app for trying the sandbox's page: one command for each thing the page must show."""

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

Json = dict[str, Any]

COMMANDS = {
    "/count": ("A number and a button that adds one", ""),
    "/echo": ("Says what was typed, to you alone", "words"),
    "/form": ("Opens a form", ""),
    "/kitchen": ("Shows one of each block", ""),
    "/silent": ("Never answers", ""),
    "/tell": ("Says it to the channel", "words"),
}

MANIFEST: Json = {
    "display_information": {"name": "Trial"},
    "features": {
        "bot_user": {"display_name": "trial"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": command, "description": description, "usage_hint": hint}
            for command, (description, hint) in COMMANDS.items()
        ],
        "shortcuts": [
            {
                "name": "Quote it",
                "type": "message",
                "callback_id": "quote",
                "description": "Says it again, to you alone",
            },
            {
                "name": "Open the form",
                "type": "global",
                "callback_id": "open_form",
                "description": "The same as /form",
            },
        ],
    },
    "oauth_config": {
        "scopes": {"bot": ["commands", "chat:write", "chat:write.public", "users:read"]}
    },
    "settings": {
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {"bot_events": ["app_home_opened"]},
        "socket_mode_enabled": True,
    },
}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": plain(text), **more}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def select(action_id: str, *options: str) -> Json:
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain("Choose a day"),
        "options": [option(text) for text in options],
    }


def counter(count: int) -> Json:
    """A number with a button that carries the next one, and a button that asks first."""
    return {
        "text": f"The count is {count}.",
        "blocks": [
            section(f"The count is {count}."),
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "more",
                        "text": plain("+1"),
                        "value": str(count + 1),
                        "accessibility_label": "Add one",
                    },
                    {
                        "type": "button",
                        "action_id": "zero",
                        "text": plain("Start again"),
                        "value": "0",
                        "style": "danger",
                        "confirm": {
                            "title": plain("Start again?"),
                            "text": plain("The count goes back to nothing."),
                            "confirm": plain("Start again"),
                            "deny": plain("Keep it"),
                        },
                    },
                    select("day", "Monday", "Tuesday"),
                ],
            },
        ],
    }


def field(block_id: str, label: str, element: Json, *, optional: bool = False) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        "optional": optional,
    }


def form(channel_id: str) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": channel_id,
        "title": plain("A form"),
        "submit": plain("Send it"),
        "blocks": [
            field("title", "Title", {"type": "plain_text_input"}),
            field("day", "Day", select("value", "Monday", "Tuesday"), optional=True),
            field("hosts", "Hosts", {"type": "multi_users_select"}, optional=True),
            field("at", "Time", {"type": "timepicker"}, optional=True),
        ],
    }


def kitchen() -> Json:
    rows = [["Topic", "Dots"], ["Procurement", "5"]]
    blocks: list[Json] = [
        {"type": "header", "text": plain("A header")},
        {"type": "section", "fields": [plain("Turnout"), plain("31 of 44")]},
        {"type": "divider"},
        {"type": "context", "elements": [plain("Ballots are secret")]},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "text", "text": "rich", "style": {"bold": True}}],
                }
            ],
        },
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows],
        },
        {
            "type": "data_visualization",
            "title": "A chart",
            "chart": {
                "type": "bar",
                "series": [{"name": "Dots", "data": [{"label": "#7", "value": 5}]}],
            },
        },
        {"type": "markdown", "text": "Markdown"},
        {"type": "card", "title": plain("A card")},
    ]
    return {"text": "One of each", "blocks": blocks}


def build(client: WebClient) -> App:
    """The app, ready to be connected."""
    app = App(client=client, token_verification_enabled=False, process_before_response=True)

    @app.command("/echo")
    def echo(ack: Ack, command: Json) -> None:
        ack({"text": command["text"], "blocks": [section(command["text"])]})

    @app.command("/count")
    def count(ack: Ack) -> None:
        ack(**counter(0))

    @app.command("/kitchen")
    def one_of_each(ack: Ack) -> None:
        ack(**kitchen())

    @app.command("/tell")
    def tell(ack: Ack, command: Json, client: WebClient) -> None:
        client.chat_postMessage(channel=command["channel_id"], text=command["text"])
        ack()

    @app.command("/form")
    def open_form(ack: Ack, command: Json, client: WebClient) -> None:
        client.views_open(trigger_id=command["trigger_id"], view=form(command["channel_id"]))
        ack()

    @app.command("/silent")
    def silent() -> None:
        """Answers nothing, so that Slack gives up waiting."""

    @app.action("more")
    @app.action("zero")
    def changed(ack: Ack, action: Json, respond: Respond) -> None:
        respond(replace_original=True, **counter(int(action["value"])))
        ack()

    @app.action("day")
    def chosen(ack: Ack, action: Json, respond: Respond) -> None:
        respond(replace_original=False, text=f"You chose {action['selected_option']['value']}.")
        ack()

    @app.shortcut("quote")
    def quoted(ack: Ack, shortcut: Json, respond: Respond) -> None:
        respond(replace_original=False, text=f"Quoted: {shortcut['message']['text']}")
        ack()

    @app.shortcut("open_form")
    def open_form_anywhere(ack: Ack, shortcut: Json, client: WebClient) -> None:
        client.views_open(trigger_id=shortcut["trigger_id"], view=form(""))
        ack()

    @app.view("form")
    def submitted(ack: Ack, view: Json, body: Json, client: WebClient) -> None:
        values = {block: state["value"] for block, state in view["state"]["values"].items()}
        if values["title"]["value"] == "taken":
            ack(response_action="errors", errors={"title": "That title is taken."})
            return
        client.chat_postEphemeral(
            channel=view["private_metadata"],
            user=body["user"]["id"],
            text=f"{values['title']['value']}, {values['day']['selected_option']['value']}, "
            f"{len(values['hosts']['selected_users'])} host, {values['at']['selected_time']}",
        )
        ack()

    @app.event("app_home_opened")
    def home(event: Json, client: WebClient) -> None:
        client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [section("Welcome home")]}
        )

    return app
