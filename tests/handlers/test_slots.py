"""`/openspace slots`."""

from tests.handlers.cast import Week


def test_slots_are_added_for_several_days_shown_and_removed(week: Week) -> None:
    assert "no slots" in week.ada.runs("slots").text
    added = week.ada.runs("slots add tue,wed 10:00-11:00 2-3pm").text
    assert "*Tue 23 Nov*: 10:00-11:00, 14:00-15:00\n*Wed 24 Nov*: 10:00-11:00, 14:00-15:00" in added
    removed = week.ada.runs("slots remove tue 10:00").text
    assert "*Tue 23 Nov*: 14:00-15:00" in removed
    assert "*Wed 24 Nov*" in week.cy.runs("slots").text


def test_a_slot_over_another_is_refused_and_none_of_the_others_is_added(week: Week) -> None:
    week.ada.runs("slots add tue 10:00-11:00")
    assert "do not overlap" in week.ada.runs("slots add mon-wed 10:30-11:30").text
    shown = week.ada.runs("slots").text
    assert "Mon 22" not in shown
    assert "Wed 24" not in shown


def test_a_slot_outside_or_backwards_is_refused(week: Week) -> None:
    assert "22 to Fri 26 Nov" in week.ada.runs("slots add 2027-12-01 10:00-11:00").text
    assert "before it begins" in week.ada.runs("slots add tue 11:00-10:00").text
    assert "no slots" in week.ada.runs("slots").text


def test_a_slot_in_use_stays_and_one_that_is_not_there_is_named_with_those_that_are(
    week: Week,
) -> None:
    week.published()
    assert "#1" in week.ada.runs("slots remove tue 10:00").text
    assert "10:00, 11:00" in week.ada.runs("slots remove tue 9:00").text


def test_a_hundred_slots_are_all_shown_and_no_more_are_added(week: Week) -> None:
    hours = " ".join(
        f"{hour:02}:{half}0-{hour:02}:{half + 2}0" for hour in range(10) for half in (0, 3)
    )
    shown = week.ada.runs(f"slots add mon-fri {hours}").text
    assert shown.count("09:30-09:50") == 5
    assert "at most 100 slots" in week.ada.runs("slots add fri 22:00-23:00").text
