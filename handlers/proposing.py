"""`/propose`, the form for a new topic, and taking a topic back."""

from handlers import asking, forms
from handlers.asking import Asked
from handlers.blocks import absences as absence_blocks
from handlers.blocks import details, similar, values
from handlers.blocks import proposing as blocks
from handlers.blocks import proposing_form as form_blocks
from handlers.blocks.details import Typed
from handlers.blocks.form_values import Proposing
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import AboutTopic, Chosen, Dots
from handlers.clicks import Clicked, Opened, Replace
from handlers.desk import Desk
from handlers.forms import Sent
from handlers.words import proposing as words
from handlers.words import tokens
from openspace import RuleViolation, voting
from services import absences, hosting, proposing
from services import similar as similar_services
from services import voting as voting_services
from services.proposing import Proposed
from services.similar import SimilarThere
from services.visits import Visit, WhichSpace


def propose(asked: Asked) -> Message | None:
    """'I propose to talk about this', or without words, 'Give me the form.'"""
    title = tokens.title(asked.text)
    if not title:
        found = asking.begin(asked.desk, asked.visit, proposing.begin)
        forms.open_form(asked.desk, asked.trigger_id, form_blocks.empty(found, Typed()))
        return None
    with asked.desk.database.begin() as db:
        proposed = proposing.propose(db, asked.visit, title)
        alike = similar_services.besides(db, proposed)
    return blocks.proposed(proposed, similar.named(alike, similar.IN_MESSAGE))


def form(desk: Desk, visit: Visit, typed: Typed) -> Form:
    """Return the form, which asks for the open space too when several could be meant.

    Raises:
        RuleViolation: one cannot propose there now.
    """
    try:
        return form_blocks.empty(asking.begin(desk, visit, proposing.begin), typed)
    except WhichSpace as several:
        return form_blocks.choosing(several.choices, typed)


def submit(sent: Sent) -> Form:
    """'I propose this topic.'"""
    carried = values.read(Proposing, sent.metadata)
    typed = details.read(sent.filled)
    visit = sent.visit(carried.space_id or _chosen(typed))
    title, away = words.title(typed.title), absence_blocks.chosen(sent.filled)
    for user_id in typed.hosts:
        sent.meet(user_id)
    try:
        with sent.desk.database.begin() as db:
            beginning = proposing.begin(db, visit)
            proposed = proposing.propose(
                db,
                visit,
                title,
                description=tokens.lines(typed.description),
                theme=theme(beginning.themes, typed),
                access_notes=tokens.lines(typed.access_notes),
            )
            _check_new(proposed)
            if not carried.is_warned:
                similar_services.check_none(db, proposed)
            mine = () if typed.is_for_others else (visit.user_id,)
            hosting.set_hosts(db, proposed.here, proposed.topic, (*mine, *typed.hosts))
            if away is not None:
                absences.choose_for(db, proposed.here, away)
            proposed = Proposed(
                proposed.here, proposing.find(db, proposed.here, proposed.topic.number), False
            )
    except SimilarThere as there:
        return form_blocks.warned(beginning, typed, there.found)
    return blocks.posted(proposed)


def press_join(sent: Sent) -> Form:
    """'I join the similar topic as co-host'; the form stays as it is."""
    about = values.read(AboutTopic, sent.value)
    with sent.desk.database.begin() as db:
        result = hosting.join(db, sent.visit(about.space_id), about.number)
    return _anew(sent, about.space_id, form_blocks.joined(result))


def press_dot(sent: Sent) -> Form:
    """'I want so many dots on the similar topic'; the form stays as it is."""
    wanted = values.read(Dots, sent.value)
    visit = sent.visit(wanted.space_id)
    with sent.desk.database.begin() as db:
        given = voting_services.put(db, visit, {wanted.number: wanted.dots})
    dots = voting.dots_words(given.mine.get(wanted.number, 0))
    return _anew(sent, wanted.space_id, form_blocks.dotted(wanted.number, dots))


def theme(themes: dict[int, str], typed: Typed) -> str | None:
    """Return the name of the theme that was chosen; None for none.

    Raises:
        RuleViolation: there is no such theme any more.
    """
    if typed.theme is None:
        return None
    for theme_id, name in themes.items():
        if str(theme_id) == typed.theme:
            return name
    raise RuleViolation("That theme is not there any more. Choose another, or none.", "theme")


def withdraw(desk: Desk, visit: Visit, number: int) -> Message:
    """'I take topic 7 back.'"""
    with desk.database.begin() as db:
        withdrawn = proposing.withdraw(db, visit, number)
    return blocks.withdrawn(withdrawn)


def press_new(clicked: Clicked) -> Opened:
    """'Give me the form for a new topic.'"""
    chosen = values.read(Chosen, clicked.value)
    visit = clicked.visit(chosen.space_id)
    forms.open_form(clicked.desk, clicked.trigger_id, form(clicked.desk, visit, Typed()))
    return Opened()


def press_withdraw(clicked: Clicked) -> Replace:
    """'I take this topic back.'"""
    about = values.read(AboutTopic, clicked.value)
    return Replace(withdraw(clicked.desk, clicked.visit(about.space_id), about.number))


def _anew(sent: Sent, space_id: int, said: Mrkdwn) -> Form:
    typed = details.read(sent.filled)
    visit = sent.visit(space_id)
    with sent.desk.database.reading() as db:
        beginning = proposing.begin(db, visit)
        found = similar_services.find(db, visit, typed.title)
    return form_blocks.warned(beginning, typed, found, said)


def _check_new(proposed: Proposed) -> None:
    if proposed.was_there:
        number = proposed.topic.number
        raise RuleViolation(
            f"You have already proposed this: it is #{number}. Change the title, or close this"
            f" form and add the details there: `/openspace edit {number}`.",
            "title",
        )


def _chosen(typed: Typed) -> int:
    if typed.space is None or not typed.space.isdecimal():
        raise RuleViolation("Choose the open space that the topic is for.", "space")
    return min(int(typed.space), values.BIGGEST)
