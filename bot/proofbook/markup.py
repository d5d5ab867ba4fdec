"""HTML elements: whatever goes into them stays text, unless it is an element itself."""

from collections.abc import Iterable

from markupsafe import Markup, escape

Inside = str | Markup | Iterable[str | Markup] | None


def el(name: str, *inside: Inside, **attributes: str | int | None) -> Markup:
    """Return an element that holds *inside*.

    Args:
        name: of the element, ours and never somebody's words.
        inside: text, elements, or rows of both; None for nothing.
        attributes: `_` stands for `-` and is cut at the end, as in `class_`; None leaves one out.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    # Everything that can come from people has been escaped here or is an element of ours.
    return Markup(f"<{name}{told}>{joined(*inside)}</{name}>")  # noqa: S704 - its parts are escaped


def joined(*inside: Inside) -> Markup:
    """Return text and elements in a row, all text escaped."""
    return Markup("").join(_flat(inside))


def void(name: str, **attributes: str | int | None) -> Markup:
    """Return an element that holds nothing, like a line across or a bar's length."""
    opened = str(el(name, **attributes)).removesuffix(f"</{name}>")
    return Markup(opened)  # noqa: S704 - the same, without its end


def spoken(words: str) -> Markup:
    """Return words for screen readers alone."""
    return el("span", words, class_="spoken")


def commands(sentence: str) -> Markup:
    """Return one of our sentences with what stands in backticks as code."""
    parts = sentence.split("`")
    return joined(el("code", part) if index % 2 else part for index, part in enumerate(parts))


def _flat(inside: Iterable[Inside]) -> Iterable[str]:
    for one in inside:
        if one is None:
            continue
        if isinstance(one, str):
            yield one
        else:
            yield from one
