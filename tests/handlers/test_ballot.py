"""The ballot for people who click: its order, its themes, the details of a topic."""

import re

import pytest

from handlers.blocks import lists, values
from handlers.blocks import voting as blocks
from handlers.blocks.values import Turn, View
from sandbox import elements
from sandbox.sights import Message
from services import proposing
from services.visits import Visit
from storage import spaces as stored_spaces
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import as_read, button, buttons, labels
from tests.handlers.test_voting import given, left, listed, space_id

THEMES = ("Champion digital, but address the barriers", "Give it time & <care>")
LONG = "First line & more.\n\n<b>Second</b> line with `ticks`.\n" + "and so on " * 190


def themed(week: Week, *topics: tuple[str, str | None], description: str = "") -> Week:
    """Bo proposes topics, each with its theme; then voting opens."""
    week.ada.runs("open proposals")
    visit = Visit(week.world.sandbox.team_id, week.bo.id, week.channel.id, week.world.clock.now())
    with week.world.database.begin() as db:
        space = stored_spaces.in_channel(db, week.channel.id, team_id=visit.team_id)
        assert space
        stored_spaces.add_themes(db, space, THEMES)
        for title, theme in topics:
            proposing.propose(db, visit, title, description=description, theme=theme)
    week.ada.runs("open voting")
    return week


def three(week: Week) -> Week:
    """Topics 1 and 3 are digital, 2 is about time, 4 has no theme."""
    digital, time = THEMES
    return themed(week, ("Wifi", digital), ("Pace", time), ("Forms", digital), ("Tea", None))


def test_each_person_has_an_order_of_their_own_and_keeps_it(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 13)))
    people = [week.ada, week.bo, week.cy, *(week.newcomer(f"voter{n}") for n in range(5))]
    orders = {person.id: listed(person.votes()) for person in people}
    assert len({tuple(order) for order in orders.values()}) == len(people)
    for person in people:
        assert sorted(orders[person.id]) == list(range(1, 13))
        # The first vote makes a participant of somebody who only looked.
        assert listed(person.votes("1")) == orders[person.id]
    week.bo.proposes("One more topic")
    for person in people:
        order = listed(person.votes())
        assert 13 in order
        assert [number for number in order if number != 13] == orders[person.id]


def test_what_is_seen_and_what_is_read_out_stand_in_one_order(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 9)))
    ballot = week.cy.votes("3 x2")
    assert buttons(ballot, blocks.DETAILS) == listed(ballot)


def test_dots_left_stand_at_the_top_of_every_page(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 33)))
    week.cy.votes("1 x2")
    page = week.cy.votes()
    for _ in range(2):
        page = week.cy.presses(page, lists.LATER)
        assert "You have *3 dots left* of 5." in page.text.splitlines()[1]
        assert "3 dots left" in page.blocks[1]["text"]["text"]


def test_buttons_show_signs_and_say_the_result_in_words(week: Week) -> None:
    week.voting("Procurement")
    ballot = week.cy.votes("1 x2")
    shown = [
        (element["text"]["text"], element["accessibility_label"])
        for _, element in elements.interactive(ballot.blocks)
    ]
    assert shown == [
        ("+", "Make it 3 dots: #1 Procurement"),
        ("−", "Make it 1 dot: #1 Procurement"),
        ("Details", "Details of #1 Procurement"),
    ]
    assert labels(week.cy.votes("clear"))[0] == "Give a dot: #1 Procurement"
    assert labels(week.cy.votes("1"))[1] == "Take my dot off: #1 Procurement"
    assert "*5 dots* of yours" in week.cy.votes("1 x5").text


def test_a_theme_is_chosen_from_a_menu_and_votes_stay_within_it(week: Week) -> None:
    three(week)
    ballot = week.cy.votes("2")
    narrowed = week.cy.chooses(ballot, blocks.THEME, THEMES[0])
    assert (narrowed.ts, sorted(listed(narrowed))) == (ballot.ts, [1, 3])
    assert f"Topics of the theme *{THEMES[0]}*." in narrowed.text
    assert left(narrowed) == "4 dots"
    voted = week.cy.presses(narrowed, blocks.MORE, 3)
    assert (given(voted), left(voted), sorted(listed(voted))) == ({3: 1}, "3 dots", [1, 3])
    everything = week.cy.chooses(voted, blocks.THEME, blocks.ALL_THEMES)
    assert given(everything) == {2: 1, 3: 1}
    assert sorted(listed(everything)) == [1, 2, 3, 4]


def test_a_narrowed_ballot_keeps_the_order_of_the_whole(week: Week) -> None:
    digital = THEMES[0]
    themed(week, *((f"Topic {n}", digital if n % 2 else None) for n in range(1, 15)))
    whole = listed(week.cy.votes())
    assert listed(week.cy.votes("theme digital")) == [number for number in whole if number % 2]


def test_a_theme_can_be_typed_by_one_of_its_words(week: Week) -> None:
    three(week)
    assert sorted(listed(week.cy.votes("theme digital"))) == [1, 3]
    assert sorted(listed(week.cy.votes("theme CARE time"))) == [2]
    assert "The themes are" in week.cy.votes("theme money").text
    assert "could be" in week.cy.votes("theme t").text
    typed = re.search(r"`/vote (theme [^`]*)` shows those of one theme", week.cy.votes().text)
    assert typed
    assert sorted(listed(week.cy.votes(typed[1]))) == [1, 3]


def test_pages_of_a_theme_are_typed_as_the_small_print_says(week: Week) -> None:
    themed(week, *((f"Topic called {n}", THEMES[1]) for n in range(1, 19)))
    first = week.cy.votes("theme care")
    name = "Give it time &amp; &lt;care&gt;"
    assert f"Page 1 of 2; `/vote theme {name} page 2` shows the next." in first.text
    typed = week.cy.votes(f"theme {THEMES[1]} page 2")
    assert typed.text == week.cy.presses(first, lists.LATER).text
    assert sorted([*listed(first), *listed(typed)]) == list(range(1, 19))


def test_without_themes_there_is_no_menu(week: Week) -> None:
    week.voting()
    with pytest.raises(LookupError):
        button(week.cy.votes(), blocks.THEME)


def test_a_theme_that_is_gone_is_refused_in_words(week: Week) -> None:
    three(week)
    ballot = week.cy.votes()
    week.bo.runs("withdraw 2")
    block, element = button(ballot, blocks.THEME)
    time = element["options"][2]["value"]
    week.cy.person.presses(ballot, action_id=blocks.THEME, block_id=block["block_id"], value=time)
    assert "No theme here has the words" in newest(week.cy).text


def newest(person: Somebody) -> Message:
    person.world.wait_for_lanes()
    found = person.person.last_answer(person.channel)
    assert found
    return found


def test_details_come_below_and_the_ballot_stays(week: Week) -> None:
    themed(week, ("Procurement & <co>", THEMES[0]), description=LONG)
    week.cy.votes("1")
    ballot = week.cy.votes()
    details = week.cy.presses(ballot, blocks.DETAILS, 1, add=True)
    lines = as_read(details.text).splitlines()
    assert lines[:2] == [
        f"#1 *Procurement &amp; &lt;co&gt;*, hosted by {week.bo.mention}",
        f"Theme: {THEMES[0]}",
    ]
    # The whole description, as it was typed; the services give it without blank ends.
    assert details.blocks[1]["text"] == {"type": "plain_text", "text": LONG, "emoji": False}
    assert "&lt;b&gt;Second&lt;/b&gt; line with 'ticks'." in details.text
    assert "It has *1 dot* of yours. You have 4 dots left." in lines
    assert week.cy.person.again(ballot) == ballot
    assert week.cy.types("topics 1").text == details.text
    assert week.cy.types("topics #1").text == details.text


def test_a_list_of_topics_leads_to_the_details_of_each(week: Week) -> None:
    themed(week, ("Procurement", THEMES[0]), description=LONG)
    week.bo.proposes("Transport")
    listed_topics = week.cy.types("topics")
    assert buttons(listed_topics, blocks.DETAILS) == [1, 2]
    assert buttons(listed_topics, blocks.MORE) == [1, 2]
    details = week.cy.presses(listed_topics, blocks.DETAILS, 1, add=True)
    assert details.text == week.cy.types("topics 1").text
    week.ada.runs("close voting")
    assert buttons(week.cy.types("topics"), blocks.DETAILS) == [1, 2]


def test_dots_are_given_in_the_details_too(week: Week) -> None:
    week.voting("Procurement")
    details = week.cy.types("topics 1")
    assert "There is no description." in details.text
    more = week.cy.presses(details, blocks.MORE, 1)
    assert (more.ts, "It has *1 dot* of yours." in more.text) == (details.ts, True)
    fewer = week.cy.presses(more, blocks.FEWER, 1)
    assert "It has no dots of yours. You have 5 dots left." in fewer.text


def test_details_of_a_talk_and_of_a_closed_vote_have_no_vote_buttons(week: Week) -> None:
    week.voting("Procurement").published()
    talk = week.cy.types("topics 2")
    assert "#2 *Opening*, talk by Morag Tennant, Network" in talk.text
    assert labels(talk) == ["When, and why? #2 Opening"]
    week.ada.runs("close voting")
    closed = week.cy.types("topics 1")
    assert "Voting is closed." in closed.text
    assert labels(closed) == ["Join as co-host: #1 Procurement", "When, and why? #1 Procurement"]


def test_details_of_a_topic_that_is_not_there_are_refused_in_words(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes()
    assert "Topic 9 isn't there: the numbers go from 1 to 3." in week.cy.types("topics 9").text
    week.bo.runs("withdraw 2")
    said = week.cy.presses(ballot, blocks.DETAILS, 2, add=True)
    assert "#2 was withdrawn." in said.text


@pytest.mark.parametrize("words", ["", "x", "-1", "²", "99999", "1 2", "1e3", "\ud800"])
def test_forged_details_get_a_plain_sentence(week: Week, words: str) -> None:
    week.voting()
    value = values.write(Turn(space_id(week), View("topic", words)))
    for action in (blocks.DETAILS, lists.LATER):
        assert "from an older version" in week.cy.clicks_raw(action, value).text


def test_somebody_outside_sees_no_details(week: Week) -> None:
    week.voting("A secret so far")
    value = values.write(Turn(space_id(week), View("topic", "1")))
    assert "There is no open space" in week.mallory.clicks_raw(blocks.DETAILS, value).text
