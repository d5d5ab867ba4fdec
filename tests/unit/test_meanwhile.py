"""Two people change the same settings: what each changed, and where they differ."""

from openspace import meanwhile

OPENED = {"dots": "5", "guests": "no"}


def test_what_was_changed_differs_from_what_was_shown() -> None:
    assert meanwhile.changed(OPENED, {"dots": "7", "guests": "no"}) == ("dots",)
    assert meanwhile.changed(OPENED, OPENED) == ()


def test_a_setting_that_the_form_did_not_know_counts_as_left_alone() -> None:
    assert meanwhile.changed({"dots": "5"}, {"dots": "5", "guests": "yes"}) == ()


def test_two_clash_only_where_both_changed_the_same_to_different_things() -> None:
    mine = {"dots": "7", "guests": "no"}
    assert meanwhile.clashes(OPENED, {"dots": "9", "guests": "no"}, mine) == ("dots",)
    assert meanwhile.clashes(OPENED, {"dots": "7", "guests": "no"}, mine) == ()
    assert meanwhile.clashes(OPENED, {"dots": "5", "guests": "yes"}, mine) == ()
