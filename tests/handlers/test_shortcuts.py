"""Slack's shortcuts: a form from anywhere, and one filled in from a message."""

from handlers.blocks import proposing_form
from handlers.shortcuts import SHORTCUTS
from sandbox.sights import Message, View
from tests.handlers import cast
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_proposing_form import is_refused, sends, typed, with_themes

PROPOSE, MAKE = (shortcut.callback_id for shortcut in SHORTCUTS)


def known(week: Week) -> None:
    """Let proposing be open, and bo be known to be in the channel."""
    week.proposing().bo.runs()
    week.settled()


def uses(somebody: Somebody, callback_id: str, on: Message | None = None) -> View:
    outcome = somebody.person.uses(callback_id, on)
    assert outcome.error is None, outcome
    somebody.world.wait_for_lanes()
    return somebody.person.form()


def said(somebody: Somebody, text: str, *, thread_ts: str | None = None) -> Message:
    ts = somebody.person.says(text, somebody.channel, thread_ts=thread_ts)
    seen = somebody.person.sees(somebody.channel, thread_ts=thread_ts)
    return next(message for message in seen if message.ts == ts)


def test_from_anywhere_the_form_opens_for_the_one_open_space(week: Week) -> None:
    known(week)
    form = uses(week.bo, PROPOSE)
    assert form.callback_id == proposing_form.CALLBACK
    assert "Your topic is #1" in sends(week.bo, form, {"Title": "Transport"}).shown


def test_who_sees_no_open_space_is_told_so_in_a_form(week: Week) -> None:
    week.proposing()
    form = uses(week.mallory, PROPOSE)
    assert "There is no open space that you can see from here." in form.shown
    assert "CoProWeekScot" not in form.shown.replace('new "CoProWeekScot"', "")


def test_while_proposing_is_closed_a_form_says_so(week: Week) -> None:
    week.bo.runs()
    week.settled()
    assert "Proposing is closed" in uses(week.bo, PROPOSE).shown


def test_with_several_open_spaces_the_form_asks_which(week: Week) -> None:
    known(week)
    other = cast.week(week.world, is_private=False).proposing()
    with_themes(other, "Power")
    form = uses(week.bo, PROPOSE)
    option = next(
        option["value"]
        for block in form.blocks
        for option in block.get("element", {}).get("options", [])
        if block["block_id"].startswith("space")
    )
    assert option
    missing = is_refused(week.bo, form, {"Title": "Transport"})
    assert missing.errors is not None
    assert list(missing.errors) == ["space.0"]
    chosen = str(cast_space(other))
    done = sends(week.bo, week.bo.person.form(), {"Open space": chosen})
    assert "Your topic is #1" in done.shown
    assert "*Transport*" in other.ada.types("topics").text
    assert "*Transport*" not in week.ada.types("topics").text


def cast_space(week: Week) -> int:
    return with_themes(week).id


def test_similar_topics_of_the_chosen_open_space_are_named_before_it_is_posted(week: Week) -> None:
    known(week)
    other = cast.week(week.world, is_private=False).proposing()
    other.cy.proposes("Rural transport")
    form = uses(week.bo, PROPOSE)
    filled = {"Title": "Transport, rural", "Open space": str(cast_space(other))}
    warned = sends(week.bo, form, filled)
    assert "#1 *Rural transport*" in warned.shown
    assert typed(warned) == {"title": "Transport, rural"}
    assert "Your topic is #2" in sends(week.bo, warned).shown


def test_a_message_becomes_a_topic_with_its_first_line_its_text_and_a_link(week: Week) -> None:
    known(week)
    message = said(week.cy, "What about buses & trains?\nThey are <late>.")
    form = uses(week.bo, MAKE, message)
    filled = typed(form)
    assert filled["title"] == "What about buses & trains?"
    text, _, link = filled["description"].partition("\n\nFrom a message: ")
    assert text == "What about buses & trains?\nThey are <late>."
    assert link.startswith("http")
    assert message.ts.replace(".", "") in link
    assert "Your topic is #1" in sends(week.bo, form).shown
    listed = week.ada.types("topics").text
    assert f"#1 *What about buses &amp; trains?*, hosted by {week.bo.mention}" in listed


def test_a_message_in_a_thread_becomes_a_topic_too(week: Week) -> None:
    known(week)
    start = said(week.cy, "Hello")
    reply = said(week.cy, "An idea in a thread", thread_ts=start.ts)
    assert typed(uses(week.bo, MAKE, reply))["title"] == "An idea in a thread"


def test_a_long_message_is_cut_to_what_a_topic_takes(week: Week) -> None:
    known(week)
    filled = typed(uses(week.bo, MAKE, said(week.cy, "x" * 3900)))
    assert (len(filled["title"]), len(filled["description"])) == (150, 2000)
    assert "From a message: http" in filled["description"]


def test_without_a_link_from_slack_the_form_opens_all_the_same(week: Week) -> None:
    known(week)
    message = said(week.cy, "An idea")
    week.world.expects_refusals = True
    week.world.workspace.faults(methods=["chat.getPermalink"], rate_500=1.0)
    form = uses(week.bo, MAKE, message)
    week.world.workspace.faults(methods=None, rate_500=0.0)
    assert typed(form) == {"title": "An idea", "description": "An idea"}


def test_a_message_elsewhere_belongs_to_the_open_space_that_the_person_sees(week: Week) -> None:
    known(week)
    elsewhere = week.world.workspace.add_channel(
        f"elsewhere-{week.world.number()}", members=[week.bo.person], with_app=False
    )
    bo = Somebody(week.world, week.bo.person, elsewhere)
    week.world.expects_refusals = True
    form = uses(bo, MAKE, said(bo, "An idea from elsewhere"))
    assert typed(form)["title"] == "An idea from elsewhere"
    assert "A topic for *CoProWeekScot*" in form.shown
