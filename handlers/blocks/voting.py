"""One person's own ballot, with buttons that carry the dots wanted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.blocks import forms, lists, message, mrkdwn, proposing, values
from handlers.blocks.forms import Form
from handlers.blocks.message import Button, Menu, Message, Option, Page, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Dots, Turn, View
from openspace import voting
from openspace.proposing import Topic
from openspace.spaces import Space, Window
from services.proposing import Listing

MORE = "vote_more"
FEWER = "vote_fewer"
DETAILS = "topic_whole"
THEME = "ballot_theme"
OPEN = "ballot_open"
PAGE_SIZE = 15

EXAMPLE = 3
WORD = re.compile(r"[^\W\d_]{4,}")
ALL_THEMES = "All themes"
THEME_IN_VALUE = 48
"""Characters of a theme's name that fit into the value of an option; they tell themes apart."""


def ballot(found: Listing, *, page: int = 1, said: Mrkdwn | None = None) -> Message:
    """Return one page of the person's own ballot: every topic, their dots, dots left.

    Args:
        said: what comes in place of a heading, like what was changed; None for nothing.
    """
    space = found.here.space
    shown = _page(found, page)
    view = View("ballot", found.theme, shown.number)
    is_open = space.is_open(Window.VOTING)
    return message.message(
        None if said else message.header(f"Your ballot in {space.name}"),
        message.paragraph(mrkdwn.join([said, left(found)], " ") if said else left(found)),
        _themes(found),
        *(_row(found, topic, view, is_open=is_open) for topic in shown.entries),
        lists.turning(shown, space_id=space.id, view=view),
        message.note(_small_print(found, is_open=is_open)),
    )


def form(found: Listing, *, page: int = 1, said: Mrkdwn | None = None) -> Form:
    """Return the ballot as a form without anything to send: each press changes it at once.

    Its title says how many dots are left, and stays in sight wherever the person is in the list.

    Args:
        said: what comes in place of a heading, like a refusal; None for nothing.
    """
    shown = _page(found, page)
    space = found.here.space
    is_open = space.is_open(Window.VOTING)
    title = f"{found.dots_left} of {space.budget} dots left" if is_open else "Your ballot"
    carried = Turn(space.id, View("ballot", found.theme, shown.number))
    return replace(
        forms.saying(title, ballot(found, page=page, said=said)), metadata=values.write(carried)
    )


def vote_button(space: Space) -> Button | None:
    """Return the button that opens the ballot; None while voting is closed."""
    if not space.is_open(Window.VOTING):
        return None
    value = values.write(Turn(space.id, View("ballot")))
    return Button("Vote", OPEN, value, f"Vote: my ballot in {space.name}")


def changed(found: Listing, numbers: Sequence[int]) -> Message:
    """Return the page of the ballot with the first of *numbers*, saying what each has now.

    Args:
        numbers: of the topics whose dots were set, at least one, each once.
    """
    page = found.order.index(numbers[0]) // PAGE_SIZE + 1
    return ballot(found, page=page, said=_now(found, numbers))


def _page(found: Listing, number: int) -> Page[Topic]:
    """Return page *number* of the ballot; its topics must be among those of *found*."""
    shown = message.page(found.order, number, size=PAGE_SIZE)
    known = {topic.number: topic for topic in found.topics}
    return Page(tuple(known[one] for one in shown.entries), shown.number, shown.last)


def cleared(found: Listing) -> Message:
    """Return the ballot once no topic has dots any more."""
    return ballot(found, said=Mrkdwn("All your dots are back."))


def _now(found: Listing, numbers: Sequence[int]) -> Mrkdwn:
    """#3 has 2 dots and #5 1 dot of yours. #8 has no dots of yours any more."""
    given = [number for number in numbers if number in found.mine]
    gone = [number for number in numbers if number not in found.mine]
    sentences = []
    if given:
        have = [f"#{number} {voting.dots_words(found.mine[number])}" for number in given]
        have[0] = have[0].replace(" ", " has ", 1)
        sentences.append(f"{_row_of(have)} of yours.")
    if gone:
        have_no = "has no" if len(gone) == 1 else "have no"
        named = _row_of([f"#{number}" for number in gone])
        sentences.append(f"{named} {have_no} dots of yours any more.")
    return Mrkdwn(" ".join(sentences))


def _row_of(several: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join(part for part in (", ".join(several[:-1]), several[-1]) if part)


def more_button(found: Listing, topic: Topic, view: View) -> Button | None:
    """Return the button that gives a topic one dot more; None where that cannot be."""
    if not topic.is_votable or found.dots_left < 1:
        return None
    dots = found.mine.get(topic.number, 0) + 1
    return _button(found, topic, view, dots, MORE, shown=_label(dots, is_first=dots == 1))


def steps(found: Listing, topic: Topic, view: View) -> tuple[Button | None, Button | None]:
    """Return the buttons for a dot more and a dot less; None where that cannot be.

    The first is always there, also without dots left: then it says so. Where buttons came and went
    before it, a quick second press would hit the other one.
    """
    if not topic.is_votable:
        return None, None
    dots = found.mine.get(topic.number, 0)
    more = _button(found, topic, view, dots + 1, MORE, shown="+")
    return more, _button(found, topic, view, dots - 1, FEWER, shown="−") if dots else None


def _themes(found: Listing) -> Part | None:
    """Return the way to the topics of one theme; None where no topic has one."""
    if not found.themes:
        return None
    space_id = found.here.space.id

    def option(theme: str) -> Option:
        view = View("ballot", theme[:THEME_IN_VALUE])
        return Option(theme or ALL_THEMES, values.write(Turn(space_id, view)))

    # Two themes that begin with the same 48 characters cannot both be in the menu.
    options = {one.value: one for one in map(option, ("", *found.themes))}
    if not found.theme:
        words = say("Topics of *all themes*, in an order of your own.")
    else:
        words = say("Topics of the theme *{theme}*.", theme=found.theme)
    chosen = option(found.theme)
    menu = Menu(THEME, tuple(options.values()), options[chosen.value], "Show the topics of a theme")
    return message.paragraph(words, menu)


def row(found: Listing, topic: Topic, *, is_open: bool) -> Part:
    """Return one topic of the ballot, with buttons to change its dots while voting is open."""
    return _row(found, topic, View("ballot"), is_open=is_open)


def _row(found: Listing, topic: Topic, view: View, *, is_open: bool) -> Part:
    text = say("{topic}\n{mine}", topic=proposing.title(topic), mine=my_dots(found, topic))
    details = details_button(found, topic)
    if not is_open:
        return message.paragraph(text, details)
    buttons = message.buttons(*steps(found, topic, view), details)
    return message.both(message.paragraph(text), buttons)


def my_dots(found: Listing, topic: Topic) -> Mrkdwn:
    """Return how many dots of this person a topic has, in words."""
    dots = found.mine.get(topic.number, 0)
    return say("*{dots}* of yours", dots=voting.dots_words(dots)) if dots else Mrkdwn("no dots")


def details_button(found: Listing, topic: Topic) -> Button:
    """Return the button that shows a topic whole."""
    value = values.write(Turn(found.here.space.id, View("topic", str(topic.number))))
    return Button("Details", DETAILS, value, f"Details of #{topic.number} {topic.title}")


def _button(
    found: Listing, topic: Topic, view: View, dots: int, action_id: str, *, shown: str
) -> Button:
    wanted = Dots(found.here.space.id, topic.number, dots, view)
    label = _label(dots, is_first=action_id == MORE and dots == 1)
    return Button(shown, action_id, values.write(wanted), f"{label}: #{topic.number} {topic.title}")


def _label(dots: int, *, is_first: bool) -> str:
    if is_first:
        return "Give a dot"
    return f"Make it {voting.dots_words(dots)}" if dots else "Take my dot off"


def left(found: Listing) -> Mrkdwn:
    """Return how many dots the person has left, in words."""
    if found.here.space.unlinked_at is not None:
        return Mrkdwn("Your dots are counted, and no longer kept by person.")
    return say(
        "You have *{left} left* of {budget}.",
        left=voting.dots_words(found.dots_left),
        budget=found.here.space.budget,
    )


def _small_print(found: Listing, *, is_open: bool) -> Mrkdwn:
    seen = voting.SEEN_BY_WORDS[found.here.space.tally_seen_by]
    secret = say("Your ballot is secret: nobody else sees it, and {seen}.", seen=seen)
    number = next(iter(found.order), EXAMPLE)
    details = say("`/topics {number}` shows a topic whole.", number=number)
    if found.here.space.unlinked_at is not None:
        return say("Voting is over, and nobody can tell whose dots were whose. {d}", d=details)
    if not is_open:
        return say("Voting is closed. {secret} {details}", secret=secret, details=details)
    return say(
        "{secret} Change it until voting closes: + gives a topic one dot more, − one less."
        " `/vote {several}` gives one dot each, `/vote {one} x2` makes it two. `/vote remove {one}`"
        " and `/vote clear` take dots back. {details}{themes}",
        secret=secret,
        several=" ".join(str(one) for one in found.order[:2]) or EXAMPLE,
        one=number,
        details=details,
        themes=_typed_theme(found),
    )


def _typed_theme(found: Listing) -> Mrkdwn:
    if found.theme:
        return Mrkdwn(" `/vote` shows all topics.")
    if not found.themes:
        return Mrkdwn("")
    return say(" `/vote theme {word}` shows those of one theme.", word=_word_of_one(found.themes))


def _word_of_one(themes: Sequence[str]) -> str:
    """Return a word that means one theme when it is typed; that theme's name where none does."""
    folded = [theme.casefold() for theme in themes]
    for word in WORD.findall(" ".join(folded)):
        if sum(word in theme for theme in folded) == 1:
            return str(word)
    return themes[0]


def example_number(topics: Sequence[Topic]) -> int:
    """Return the number of a topic that can be voted for, to stand in an example."""
    return next((topic.number for topic in topics if topic.is_votable), EXAMPLE)
