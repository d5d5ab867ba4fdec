"""The form in which an open space is started, from its channel and from App Home."""

import pytest

from handlers.blocks import starting
from sandbox.sights import Channel, View
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import button, words_of
from tests.handlers.test_errors import locked
from tests.handlers.test_proposing_form import is_refused, opens, sends, typed
from tests.handlers.test_spaces import empty_channel

DATABASES = ("sqlite", "postgresql")
FILLED = {
    "Name": "Autumn & <more>",
    "First day": "2027-11-23",
    "Last day": "2027-11-25",
}
ALL = {
    **FILLED,
    "Time zone": "europe/paris",
    "Dots for each person": "7",
    "Who sees the totals of the vote": "after",
    "guests": ["yes"],
    "Themes": "Invest in showing it works\n\n Digital  first \ndigital first",
}


def opens_at(somebody: Somebody, channel: Channel | str) -> View:
    answer = somebody.tries("openspace new", at=channel)
    assert (answer.error, answer.message) == (None, None), answer
    return somebody.person.form()


def test_new_alone_opens_a_form_and_the_channel_is_told_as_after_the_typed_command(
    week: Week,
) -> None:
    channel, other = empty_channel(week), empty_channel(week)
    form = opens_at(week.bo, channel)
    assert form.title == "New open space"
    assert f"<#{channel.id}>" in form.shown
    done = sends(week.bo, form, {**FILLED, "Name": "Autumn"})
    assert f"*Autumn* starts in <#{channel.id}>, Tue 23 to Thu 25 Nov 2027" in done.shown
    assert "`/openspace open proposals`" in done.shown
    week.bo.types('openspace new "Autumn" 2027-11-23 to 2027-11-25', at=other)
    typed_, formed = (
        [message.text.replace(one.id, "C") for message in week.cy.reads(at=one)]
        for one in (other, channel)
    )
    assert formed == typed_
    assert len(formed) == 1


def test_all_that_is_filled_in_holds(week: Week) -> None:
    channel = empty_channel(week)
    sends(week.bo, opens_at(week.bo, channel), ALL)
    standing = week.bo.types("openspace", at=channel).text
    assert "Autumn &amp; &lt;more&gt;" in standing
    assert "times of Europe/Paris" in standing
    assert "7 dots left of 7" in standing
    assert "nobody can see the totals by topic until voting closes" in standing
    assert "Guests may take part." in standing
    themes = week.cy.types("openspace themes", at=channel).text
    assert "• Invest in showing it works\n• Digital first\n" in themes
    assert "digital first" not in themes
    assert "Facilitators" in week.bo.types("openspace facilitators", at=channel).text
    assert week.bo.id in week.bo.types("openspace facilitators", at=channel).text


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"Last day": "2027-11-22"}, "days.0", "Put the earlier day first"),
        ({"First day": "2027-11-01", "Last day": "2027-11-02"}, "days.0", "has passed"),
        ({"Last day": "2028-11-22"}, "days.0", "at most 31 days"),
        ({"Time zone": "Scotland/Leith"}, "zone.0", "not a time zone"),
        ({"Name": " a  b "}, None, ""),
        ({"Name": "\u200b\u200b\u200bx"}, "name.0", "3 to 80"),
        ({"Themes": "ab"}, "themes.0", "A theme needs 3 to 100 characters"),
        ({"Themes": "x" * 101}, "themes.0", "has 101"),
        (
            {"Themes": "\n".join(f"Theme {n}" for n in range(21))},
            "themes.0",
            "at most 20 themes",
        ),
        ({"Dots for each person": "0"}, "dots.0", "1 or more"),
    ],
)
def test_a_mistake_stands_at_its_field_and_starts_nothing(
    week: Week, wrong: dict[str, str], field: str | None, says: str
) -> None:
    form = opens_at(week.bo, empty_channel(week))
    before = dump.rows(week.settled().world.database)
    if field is None:
        assert "*a b* starts" in sends(week.bo, form, {**FILLED, **wrong}).shown
        return
    refused = is_refused(week.bo, form, {**FILLED, **wrong})
    assert refused.errors is not None
    assert list(refused.errors) == [field]
    assert says in refused.errors[field]
    assert dump.rows(week.settled().world.database) == before
    right = {**FILLED, "Themes": "", "Time zone": "Europe/London", "Dots for each person": "5"}
    assert "starts in" in sends(week.bo, week.bo.person.form(), right).shown


def test_where_an_open_space_is_held_no_form_opens(week: Week) -> None:
    assert "already here" in week.bo.types("openspace new").text
    assert week.bo.person.forms() == []


def test_one_that_was_started_meanwhile_is_said_in_the_form(week: Week) -> None:
    channel = empty_channel(week)
    form = opens_at(week.bo, channel)
    week.cy.types('openspace new "First" 2027-11-22 to 2027-11-26', at=channel)
    refused = is_refused(week.bo, form, FILLED)
    assert refused.errors is not None
    assert "First is already here" in refused.errors["name.0"]
    assert typed(week.bo.person.form())["name"] == FILLED["Name"]


def test_guests_start_none_and_no_form_opens(week: Week) -> None:
    guest = week.newcomer("guest", kind="guest")
    channel = week.world.workspace.add_channel(
        f"guests-{week.world.number()}", members=[guest.person], is_private=True
    )
    assert "own staff" in guest.types("openspace new", at=channel).text
    assert guest.person.forms() == []


def test_in_a_channel_without_the_bot_the_way_out_is_said(week: Week) -> None:
    week.world.expects_refusals = True
    channel = empty_channel(week, with_app=False)
    assert "`/invite" in week.bo.types("openspace new", at=channel).text
    week.world.workspace.invite_app(channel)
    assert "starts in" in sends(week.bo, opens_at(week.bo, channel), FILLED).shown


def test_the_bot_taken_out_meanwhile_is_said_in_the_form(week: Week) -> None:
    week.world.expects_refusals = True
    channel = empty_channel(week)
    form = opens_at(week.bo, channel)
    week.world.workspace.remove_app(channel)
    refused = is_refused(week.bo, form, FILLED)
    assert refused.errors is not None
    assert "I am not in this channel yet" in refused.errors["name.0"]
    week.world.workspace.invite_app(channel)
    assert "starts in" in sends(week.bo, week.bo.person.form()).shown


def test_in_a_direct_message_the_form_asks_for_the_channel(week: Week) -> None:
    channel = empty_channel(week)
    form = opens_at(week.bo, week.bo.person.dm())
    done = sends(week.bo, form, {**FILLED, "Channel": channel.id})
    assert f"starts in <#{channel.id}>" in done.shown


def test_at_home_who_may_start_one_has_a_button_for_it(week: Week) -> None:
    week.ada.runs("close")
    channel = week.world.workspace.add_channel(
        f"mallory-{week.world.number()}", members=[week.mallory.person], is_private=True
    )
    assert "Welcome" in words_of(week.mallory.opens_home())
    week.mallory.presses_at_home(starting.START)
    form = week.mallory.person.form()
    refused = is_refused(week.mallory, form, {**FILLED, "Channel": week.mallory.person.dm().id})
    assert refused.errors is not None
    assert "needs a channel" in refused.errors["channel.0"]
    sends(week.mallory, form, {**FILLED, "Channel": channel.id})
    week.world.settle()
    assert "Autumn & <more>" in words_of(week.mallory.home())


def test_a_guest_has_no_such_button(week: Week) -> None:
    guest = week.newcomer("guest", kind="guest")
    with pytest.raises(LookupError):
        button(guest.opens_home(), starting.START)


def test_while_the_database_does_not_answer_the_form_stays(week: Week) -> None:
    form = opens_at(week.bo, empty_channel(week))
    with locked(week):
        refused = is_refused(week.bo, form, FILLED)
    assert refused.errors is not None
    assert "did not answer in time" in refused.errors["name.0"]
    assert typed(week.bo.person.form())["name"] == FILLED["Name"]
    assert "starts in" in sends(week.bo, week.bo.person.form()).shown


def test_an_expired_trigger_is_said_in_words(week: Week) -> None:
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=["views.open"])
    said = week.bo.types("openspace new", at=empty_channel(week)).text
    assert "did not open the form in time" in said


def test_themes_are_added_by_typing_too(week: Week) -> None:
    assert "have no themes so far" in week.bo.runs("themes").text
    added = week.ada.runs("themes add Invest in showing it works").text
    assert "1 theme is new" in added
    assert "2 themes are new" in week.ada.runs('themes add "Digital" "Two words" "DIGITAL"').text
    assert "Only facilitators" in week.bo.runs("themes add Mine").text
    assert "• Invest in showing it works" in week.cy.runs("themes").text
    assert opens(week.proposing().bo).shown.count("Theme") >= 1
