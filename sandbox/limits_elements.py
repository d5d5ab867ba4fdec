"""Slack's limits of interactive elements (docs.slack.dev, block elements; slack_sdk 3.47)."""

import re
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.limits_checks import (
    Check,
    Problem,
    any_field,
    anything,
    by_type,
    flag,
    many,
    matching,
    number,
    one_of,
    only_one_field,
    shape,
    string,
    text,
)
from sandbox.refusals import Json


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


ID = string(255)
PLACEHOLDER = text(150, plain=True)
CONFIRM = shape(
    {
        "title": text(100, plain=True),
        "text": text(300),
        "confirm": text(30, plain=True),
        "deny": text(30, plain=True),
    },
    {"style": one_of("primary", "danger")},
)
_COMMON: Mapping[str, Check] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": flag}
_SELECT: Mapping[str, Check] = {**_COMMON, "placeholder": PLACEHOLDER}
_MULTI: Mapping[str, Check] = {**_SELECT, "max_selected_items": number(1, 1000)}
_OPTION = shape(
    {"text": text(75, plain=True), "value": string(150)}, {"description": text(75, plain=True)}
)
_RICH_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
_OVERFLOW_OPTION = shape(
    {"text": text(75, plain=True), "value": string(150)},
    {"description": text(75, plain=True), "url": string(3000)},
)
_GROUP = shape({"label": text(75, plain=True), "options": many(_OPTION, most=100)}, {})
_DATE = matching(re.compile(r"\d{4}-\d\d-\d\d").fullmatch, "a date in the form YYYY-MM-DD")
_TIME = matching(re.compile(r"([01]\d|2[0-3]):[0-5]\d").fullmatch, "a time in the form HH:mm")
_ZONE = matching(_is_zone, "an IANA time zone")
_USERS = many(string(30), least=0, most=1000)
_FILTER = shape(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_DISPATCH = shape(
    {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), most=2)}, {}
)


def _initial_is_an_option(element: Json, at: str) -> Iterator[Problem]:
    """An initial choice must be exactly one of the options (docs.slack.dev, select menus)."""
    groups = element.get("option_groups", [])
    known = [*element.get("options", []), *(o for group in groups for o in group["options"])]
    if "initial_option" in element and element["initial_option"] not in known:
        yield Problem(f"{at}/initial_option", "must be one of the provided options")
    for n, option in enumerate(element.get("initial_options", [])):
        if option not in known:
            yield Problem(f"{at}/initial_options/{n}", "must be one of the provided options")


def _values_differ(element: Json, at: str) -> Iterator[Problem]:
    values = [option["value"] for option in element.get("options", [])]
    for n, value in enumerate(values):
        if value in values[:n]:
            yield Problem(f"{at}/options/{n}/value", "must be unique in the element")


_STATIC: Mapping[str, Check] = {
    "options": many(_OPTION, most=100),
    "option_groups": many(_GROUP, most=100),
}
_ONE_SOURCE = only_one_field("options", "option_groups")

ELEMENTS: Mapping[str, Check] = {
    "button": shape(
        {"text": text(75, plain=True)},
        {
            "action_id": ID,
            "value": string(2000, least=0),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "agent_prompt": string(4000),
            "agent_prompt_display": anything,
            "visible_to_user_ids": _USERS,
        },
    ),
    "static_select": shape(
        {},
        {**_SELECT, **_STATIC, "initial_option": _OPTION},
        _ONE_SOURCE,
        _initial_is_an_option,
        _values_differ,
    ),
    "multi_static_select": shape(
        {},
        {**_MULTI, **_STATIC, "initial_options": many(_OPTION, most=100)},
        _ONE_SOURCE,
        _initial_is_an_option,
        _values_differ,
    ),
    "external_select": shape(
        {}, {**_SELECT, "initial_option": _OPTION, "min_query_length": number(0, 255)}
    ),
    "multi_external_select": shape(
        {},
        {
            **_MULTI,
            "initial_options": many(_OPTION, most=100),
            "min_query_length": number(0, 255),
        },
    ),
    "users_select": shape({}, {**_SELECT, "initial_user": string(30)}),
    "multi_users_select": shape({}, {**_MULTI, "initial_users": _USERS}),
    "conversations_select": shape(
        {},
        {
            **_SELECT,
            "initial_conversation": string(30),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": _FILTER,
        },
    ),
    "multi_conversations_select": shape(
        {},
        {
            **_MULTI,
            "initial_conversations": _USERS,
            "default_to_current_conversation": flag,
            "filter": _FILTER,
        },
    ),
    "channels_select": shape(
        {}, {**_SELECT, "initial_channel": string(30), "response_url_enabled": flag}
    ),
    "multi_channels_select": shape({}, {**_MULTI, "initial_channels": _USERS}),
    "overflow": shape(
        {"options": many(_OVERFLOW_OPTION, most=5)},
        {"action_id": ID, "confirm": CONFIRM},
        _values_differ,
    ),
    "checkboxes": shape(
        {"options": many(_RICH_OPTION, most=10)},
        {**_COMMON, "initial_options": many(_RICH_OPTION, most=10)},
        _initial_is_an_option,
        _values_differ,
    ),
    "radio_buttons": shape(
        {"options": many(_RICH_OPTION, most=10)},
        {**_COMMON, "initial_option": _RICH_OPTION},
        _initial_is_an_option,
        _values_differ,
    ),
    "datepicker": shape({}, {**_SELECT, "initial_date": _DATE}),
    "timepicker": shape({}, {**_SELECT, "initial_time": _TIME, "timezone": _ZONE}),
    "datetimepicker": shape(
        {}, {**_COMMON, "initial_date_time": number(1_000_000_000, 9_999_999_999)}
    ),
    "plain_text_input": shape(
        {},
        {
            "action_id": ID,
            "placeholder": PLACEHOLDER,
            "initial_value": string(3000, least=0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
            "dispatch_action_config": _DISPATCH,
            "focus_on_load": flag,
        },
    ),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        {
            **_SELECT,
            "initial_value": string(255),
            "min_value": string(255),
            "max_value": string(255),
            "dispatch_action_config": _DISPATCH,
        },
    ),
    "email_text_input": shape(
        {}, {**_SELECT, "initial_value": string(255), "dispatch_action_config": _DISPATCH}
    ),
    "url_text_input": shape(
        {}, {**_SELECT, "initial_value": string(3000), "dispatch_action_config": _DISPATCH}
    ),
    "rich_text_input": shape(
        {}, {**_SELECT, "initial_value": anything, "dispatch_action_config": _DISPATCH}
    ),
    "file_input": shape(
        {}, {"action_id": ID, "filetypes": many(string(20), most=100), "max_files": number(1, 10)}
    ),
    "image": shape(
        {"alt_text": string(2000)},
        {"image_url": string(3000), "slack_file": anything},
        any_field("image_url", "slack_file"),
    ),
    "icon_button": shape(
        {"icon": one_of("trash"), "text": text(75, plain=True)},
        {
            "action_id": ID,
            "value": string(2000, least=0),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": _USERS,
        },
    ),
    "feedback_buttons": shape(
        {"positive_button": anything, "negative_button": anything}, {"action_id": ID}
    ),
}

# What an app answers when an external select asks: options or groups, perhaps none.
OFFERED = shape(
    {},
    {
        "options": many(_OPTION, least=0, most=100),
        "option_groups": many(_GROUP, least=0, most=100),
    },
    _ONE_SOURCE,
)

_SELECTS = [
    prefix + kind
    for prefix in ("", "multi_")
    for kind in (
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
    )
]
_PICKERS = ["datepicker", "timepicker", "checkboxes", "radio_buttons"]
# docs.slack.dev, block elements: number, email, url and file inputs are for modals only, the
# date-time picker and the rich text input not for every place.
_MODAL_INPUTS = ["number_input", "email_text_input", "url_text_input", "file_input"]
_INPUTS = [*_SELECTS, *_PICKERS, "datetimepicker", "plain_text_input", "rich_text_input"]

ACCESSORY = by_type(ELEMENTS, ["button", "overflow", "image", *_SELECTS, *_PICKERS])
ACTIONS = by_type(
    ELEMENTS, ["button", "overflow", *_SELECTS, *_PICKERS, "datetimepicker", "rich_text_input"]
)
CONTEXT_ACTIONS = by_type(ELEMENTS, ["icon_button", "feedback_buttons"])
INPUT = by_type(ELEMENTS, _INPUTS)
MODAL_INPUT = by_type(ELEMENTS, [*_INPUTS, *_MODAL_INPUTS])
IMAGE = by_type(ELEMENTS, ["image"])
BUTTON = by_type(ELEMENTS, ["button"])
