"""A change is asked for, backed and answered, by typing alone and by clicking alone."""

from handlers.blocks import requests
from sandbox.sights import View
from tests.handlers.cast import Week
from tests.handlers.seen import button
from tests.handlers.test_proposing_form import sends

ASK = 'ask 1 tue 11:00 "Room B" because two of us <b> teach & <!channel> then'


def prepared(week: Week) -> Week:
    """Published: 1 (bo) at ten in Room A, 2 (a talk) at ten in Room B; cy has a seat in 1."""
    week.proposing()
    week.bo.proposes("Procurement")
    week.published(("Opening", "10:00", "Room B"))
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs("timetable publish")
    week.cy.signs_up("1")
    return week


def agenda(week: Week) -> str:
    return week.cy.types("agenda week").text


def test_by_typing_a_change_is_asked_for_backed_and_granted_with_a_word(week: Week) -> None:
    prepared(week)
    asked = week.bo.runs(ASK).text
    assert "It is request 1." in asked
    assert "Move #1 *Procurement*\nTo: " in asked
    assert "Because: two of us &lt;b&gt; teach &amp; &lt;!channel&gt; then" in asked
    assert "You back request 1" in week.cy.runs('ask 1 tue 11:00 "Room B"').text
    listed = week.cy.runs("requests").text
    assert "You back it." in listed
    assert week.bo.id not in listed
    assert f"Asked by {week.bo.mention}. 1 person backs it." in week.ada.runs("requests").text
    assert "Request 1" in week.ada.last_letter()
    letters = {one: len(one.letters()) for one in (week.bo, week.cy)}
    granted = week.ada.runs("grant 1 Yes, gladly.").text
    assert "Request 1 is granted. 2 people are told." in granted
    for one, before in letters.items():
        (news,) = one.letters()[before:]
        assert "A facilitator says: Yes, gladly." in news.text
        assert news.text.count("Moved: #1 *Procurement*") == 1
    assert "Moved: #1 *Procurement*" in week.cy.reads()[-1].text
    assert "11:00" in agenda(week)
    assert "Everyone already sees" in week.ada.runs("timetable publish").text
    assert "Request 1, granted" in week.bo.runs("requests").text
    assert "was granted already" in week.ada.runs("decline 1").text


def test_by_typing_a_request_is_declined_stopped_and_taken_back(week: Week) -> None:
    prepared(week)
    week.bo.runs("ask 1 swap 2")
    week.cy.runs("back 1")
    assert "You no longer back request 1." in week.cy.runs("back 1 no").text
    before = len(week.cy.letters())
    assert "is declined. One person is told." in week.ada.runs("decline 1 The speaker leaves.").text
    assert "is declined: #1 *Procurement* and #2 *Opening*" in week.bo.last_letter()
    assert "A facilitator says: The speaker leaves." in week.bo.last_letter()
    assert len(week.cy.letters()) == before
    week.bo.runs("ask 1 tue 11:00")
    assert "You took request 2 back." in week.bo.runs("ask cancel 2").text
    assert "There is no request 7" in week.bo.runs("back 7").text
    assert "is not a request's number" in week.bo.runs("back seven").text


def option(form: View, field: str, label: str) -> str:
    """The value of a field's option whose label begins like that."""
    for block in form.blocks:
        if block.get("element", {}).get("action_id") == field:
            for one in block["element"]["options"]:
                if one["text"]["text"].startswith(label):
                    return str(one["value"])
    raise LookupError(label)


def test_by_clicking_a_change_is_asked_for_in_a_form_backed_and_granted(week: Week) -> None:
    prepared(week)
    week.bo.pushes(week.bo.types("agenda week"), requests.ASK)
    first = week.bo.person.form()
    second = sends(week.bo, first, {"session": option(first, "session", "#1 ")})
    labels = [one["text"]["text"] for one in second.blocks[1]["element"]["options"]]
    assert labels == [
        "Tue 23 Nov 11:00-12:00, Room A (2)",
        "Tue 23 Nov 11:00-12:00, Room B (30)",
        "Not now: Tue 23 Nov 10:00-11:00, Room B (30)",
    ]
    place = option(second, "place", "Tue 23 Nov 11:00-12:00, Room B")
    said = sends(week.bo, second, {"place": place, "reason": "School \u202e starts\nat 9"})
    assert "It is request 1." in str(said.blocks)
    assert "Because: School starts at 9" in str(said.blocks)
    listed = week.cy.presses(week.cy.runs("requests"), requests.BACK, 1)
    assert "You back it." in listed.text
    listed = week.cy.presses(listed, requests.NO_LONGER, 1)
    assert "Nobody backs it yet." in listed.text
    week.cy.presses(listed, requests.BACK, 1)
    list_of_ada = week.ada.runs("requests")
    week.ada.pushes(list_of_ada, requests.GRANT, 1)
    done = sends(week.ada, week.ada.person.form(), {"word": "So be it."})
    assert "Request 1 is granted. 2 people are told." in str(done.blocks)
    now = week.ada.person.again(list_of_ada)
    week.world.wait_for_lanes()
    now = week.ada.person.again(list_of_ada)
    assert now is not None
    assert "Nobody asks for a change of the timetable now." in now.text
    assert "A facilitator says: So be it." in week.cy.last_letter()


def test_a_swap_is_asked_for_in_a_form_and_declined_from_the_letter(week: Week) -> None:
    prepared(week)
    shown = week.cy.runs("requests")
    week.cy.pushes(shown, requests.ASK)
    first = week.cy.person.form()
    swap = {"deed": option(first, "deed", "Swap"), "session": option(first, "session", "#2 ")}
    second = sends(week.cy, first, swap)
    sends(week.cy, second, {"place": option(second, "place", "#1 ")})
    letter = week.ada.letters()[-1]
    assert f"Asked by {week.cy.mention}." in letter.text
    week.ada.pushes(letter, requests.DECLINE, 1)
    done = sends(week.ada, week.ada.person.form())
    assert "Request 1 is declined. One person is told." in str(done.blocks)
    assert "is declined: #2 *Opening* and #1 *Procurement*" in week.cy.last_letter()


def test_a_facilitators_home_leads_to_the_requests_and_to_their_answers(week: Week) -> None:
    prepared(week)
    week.bo.runs(ASK)
    home = week.ada.opens_home()
    assert "1 change of the timetable" in str(home.blocks)
    week.ada.presses_at_home(requests.SHOW)
    listed = week.ada.person.form()
    block, element = button(listed, requests.GRANT)
    pushed = week.ada.person.presses(
        listed, action_id=element["action_id"], block_id=block["block_id"]
    )
    assert pushed.error is None
    sends(week.ada, week.ada.person.form())
    week.settled()
    assert "1 change of the timetable" not in str(week.ada.home().blocks)
