"""All settings of an open space as short words, by which two versions are told apart."""

from dataclasses import replace
from datetime import time

from openspace import settings, voting
from openspace.schedule import Schedule
from openspace.settings import Settings
from openspace.spaces import TallySeenBy

SET = Settings(5, TallySeenBy.EVERYONE, False, Schedule(), ("UADA", "UBO"))


def test_each_setting_has_words_of_its_own() -> None:
    written = settings.written(SET)
    assert {**written, "facilitators": ""} == {
        "dots": "5",
        "tally": "everyone",
        "guests": "no",
        "digest": "09:00",
        "summary": "16:30",
        "reminder": "15",
        "facilitators": "",
    }


def test_words_differ_where_settings_differ_and_nowhere_else() -> None:
    others = {
        "dots": replace(SET, budget=6),
        "tally": replace(SET, tally_seen_by=TallySeenBy.AFTER),
        "guests": replace(SET, guests_allowed=True),
        "digest": replace(SET, schedule=Schedule(digest_at=None)),
        "summary": replace(SET, schedule=Schedule(summary_at=time(9))),
        "reminder": replace(SET, schedule=Schedule(reminder_min=None)),
        "facilitators": replace(SET, facilitators=("UADA",)),
    }
    written = settings.written(SET)
    for name, other in others.items():
        assert {one for one, words in settings.written(other).items() if words != written[one]} == {
            name
        }


def test_the_order_of_facilitators_says_nothing() -> None:
    turned = replace(SET, facilitators=("UBO", "UADA"))
    assert settings.written(turned) == settings.written(SET)


def test_however_many_facilitators_there_are_their_words_stay_short() -> None:
    crowd = replace(SET, facilitators=tuple(f"U{n:010}" for n in range(1000)))
    assert len(settings.written(crowd)["facilitators"]) == 12


def test_once_a_dot_is_given_the_tally_can_only_be_shown_to_fewer() -> None:
    every, few, after = TallySeenBy.EVERYONE, TallySeenBy.FACILITATORS, TallySeenBy.AFTER
    for now in TallySeenBy:
        assert set(voting.tally_choices(now, is_any_dot_given=False)) == {every, few, after}
    assert set(voting.tally_choices(every, is_any_dot_given=True)) == {every, few, after}
    assert voting.tally_choices(few, is_any_dot_given=True) == (few,)
    assert voting.tally_choices(after, is_any_dot_given=True) == (after,)
