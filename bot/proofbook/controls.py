"""Slack's buttons and menus drawn: they do nothing, and say what they are and do."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from bot.proofbook.markup import el, joined, spoken
from bot.proofbook.proofs import Json

_MENUS = (
    "static_select",
    "external_select",
    "users_select",
    "channels_select",
    "conversations_select",
)
_PICKERS = {"datepicker": "Day", "timepicker": "Time", "datetimepicker": "Day and time"}
_TICKED = {"checkboxes": ("☑", "☐"), "radio_buttons": ("◉", "○")}


def control(element: Json) -> Markup:
    """Return a control as it looks in a message.

    Raises:
        LookupError: it is of a kind that is not known here.
    """
    kind = element["type"]
    if kind == "button":
        return _button(element)
    if kind == "overflow":
        return joined(_face("Menu", "⋯"), _choices(element["options"]))
    if kind.removeprefix("multi_") in _MENUS:
        return _menu(element)
    if kind in _PICKERS:
        return joined(_face(_PICKERS[kind], _set(element, kind) or _plain(element["placeholder"])))
    if kind in _TICKED:
        return _ticks(element)
    raise LookupError(f"control {kind}")


def _button(element: Json) -> Markup:
    style = element.get("style")
    label = _plain(element["text"])
    return joined(
        el(
            "span",
            spoken("Button: "),
            label,
            class_=f"button {style}" if style in ("primary", "danger") else "button",
        ),
        _aside(f"opens {element['url']}") if element.get("url") else None,
        _asks(element),
    )


def _asks(element: Json) -> Markup | None:
    confirm = element.get("confirm")
    if not confirm:
        return None
    return _aside(f"asks first: “{_plain(confirm['text'])}”")


def _menu(element: Json) -> Markup:
    options = [
        *element.get("options", ()),
        *(one for group in element.get("option_groups", ()) for one in group["options"]),
    ]
    chosen = element.get("initial_option")
    return joined(
        _face("Menu", f"{_plain(chosen['text'] if chosen else element['placeholder'])} ▾"),
        _choices(options),
        _asks(element),
    )


def _ticks(element: Json) -> Markup:
    on, off = _TICKED[element["type"]]
    first = element.get("initial_options") or [element.get("initial_option")]
    return el(
        "ul",
        [
            el("li", f"{on if option in first else off} {_plain(option['text'])}")
            for option in element["options"]
        ],
        class_="ticks",
    )


def _choices(options: Iterable[Json]) -> Markup | None:
    labels = [_plain(option["text"]) for option in options]
    return _aside(f"to choose from: {' · '.join(labels)}") if labels else None


def _set(element: Json, kind: str) -> str | None:
    found = element.get({"datepicker": "initial_date", "timepicker": "initial_time"}.get(kind, ""))
    return None if found is None else str(found)


def _face(what: str, label: str) -> Markup:
    return el("span", spoken(f"{what}: "), label, class_="button menu")


def _aside(words: str) -> Markup:
    return el("span", words, class_="aside")


def _plain(text: Any) -> str:
    return str(text["text"])
