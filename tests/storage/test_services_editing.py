"""Changing topics and their hosts, also by several people at the same moment."""

from dataclasses import replace
from functools import partial

from openspace import RuleViolation
from openspace.editing import prints
from openspace.people import Kind
from openspace.proposing import MOST_HOSTS, Details
from services import editing, hosting, proposing, similar
from services import spaces as space_services
from services.editing import Meanwhile
from services.news import HostJoined, HostRemoved, NamedHost
from storage import spaces
from tests.storage import promised
from tests.storage.at_once import at_once, problems
from tests.storage.week import NOON, TEN, Week, user_id

BO, CY, ADA = (user_id(name) for name in ("bo", "cy", "ada"))


def details(week: Week, number: int = 1) -> Details:
    return week.ada.sees(editing.begin, number).details


def let_host(week: Week, name: str, *hosts: str) -> None:
    """Let somebody set who hosts the first topic."""
    seen = week[name].sees(editing.begin, 1).details
    week[name](editing.save, 1, replace(seen, hosts=hosts), opened=prints(seen))


def test_all_that_was_changed_is_stored(week: Week) -> None:
    week.has_topics("Transport")
    with week.database.begin() as db:
        spaces.add_themes(db, week.space, ["Power", "Time"])
    before = details(week)
    wanted = Details("Buses", "Two\nlines", "Time", (BO, CY), "Captions")
    saved = week.bo(editing.save, 1, wanted, opened=prints(before))
    assert (saved.details, details(week)) == (wanted, wanted)
    assert (saved.topic.title, saved.topic.hosts) == ("Buses", (BO, CY))
    empty = Details("Buses")
    week.bo(editing.save, 1, empty, opened=prints(wanted))
    assert details(week) == empty


def test_a_co_host_saves_without_touching_the_notes_they_may_not_see(week: Week) -> None:
    week.has_topics("Transport")
    week.bo(hosting.name, 1, CY)
    noted = replace(details(week), access_notes="Captions")
    week.bo(editing.save, 1, noted, opened=prints(details(week)))
    seen = week.cy.sees(editing.begin, 1).details
    assert seen == replace(noted, access_notes=None)
    week.cy(editing.save, 1, replace(seen, title="Buses"), opened=prints(seen))
    assert details(week) == replace(noted, title="Buses")
    week.cy.is_refused(
        editing.save, 1, replace(noted, title="Buses", access_notes=""), opened=prints(noted)
    )


def test_two_who_save_at_once_one_is_told_of_the_other(week: Week) -> None:
    week.has_topics("Transport")
    week.bo(hosting.name, 1, CY)
    for turn in range(5):
        opened = prints(details(week))
        saves = [
            partial(
                week[name],
                editing.save,
                1,
                replace(week[name].sees(editing.begin, 1).details, title=f"{name} {turn}"),
                opened=opened,
            )
            for name in ("bo", "cy", "ada")
        ]
        told = problems(at_once(saves))
        assert [type(one) for one in told] == [Meanwhile, Meanwhile]
        for one in told:
            assert isinstance(one, Meanwhile)
            assert one.changed == ("title",)
            assert one.found.details.title == details(week).title


def test_many_who_join_at_once_are_all_hosts_and_each_is_named_once(week: Week) -> None:
    week.has_topics("Transport")
    joiners = [f"v{n}" for n in range(MOST_HOSTS + 3)]
    for name in joiners:
        week.knows(name, Kind.MEMBER)
    refused = problems(at_once([partial(week[name], hosting.join, 1) for name in joiners]))
    assert [type(one) for one in refused] == [RuleViolation] * 4
    hosts = details(week).hosts
    assert len(hosts) == len(set(hosts)) == MOST_HOSTS


def test_two_who_adopt_at_once_one_hosts_it(week: Week) -> None:
    week.has_topics("Transport")
    week.bo(editing.save, 1, Details("Transport"), opened=prints(details(week)))
    refused = problems(at_once([partial(week[name], hosting.adopt, 1) for name in ("cy", "dee")]))
    assert [type(one) for one in refused] == [RuleViolation]
    assert len(details(week).hosts) == 1


def test_who_is_named_and_who_is_joined_is_told_and_nobody_else(week: Week) -> None:
    week.has_topics("Transport")
    after = promised.mark(week.database)
    week.bo(hosting.name, 1, CY)
    week["dee"](hosting.join, 1)
    dee = user_id("dee")
    space = week.ada.sees(proposing.listing).here.space
    assert promised.promised(week.database, after=after) == [
        NamedHost(CY, space, 1, "Transport", named_by=BO),
        HostJoined(BO, space, 1, "Transport", joined=dee),
        HostJoined(CY, space, 1, "Transport", joined=dee),
    ]


def test_who_was_taken_out_is_told_and_joins_again_only_when_named(week: Week) -> None:
    week.has_topics("Transport")
    week.cy(hosting.join, 1)
    after = promised.mark(week.database)
    let_host(week, "bo", BO)
    space = week.ada.sees(proposing.listing).here.space
    assert promised.promised(week.database, after=after) == [
        HostRemoved(CY, space, 1, "Transport", removed_by=BO)
    ]
    for _ in range(2):
        assert "Somebody took you out of the hosts of #1" in week.cy.is_refused(hosting.join, 1)
    assert week["dee"](hosting.join, 1).topic.hosts == (BO, user_id("dee"))
    assert week.bo(hosting.name, 1, CY).topic.hosts == (BO, CY, user_id("dee"))
    let_host(week, "cy", BO)
    assert week.cy(hosting.join, 1).topic.hosts == (BO, CY)


def test_who_was_taken_out_does_not_adopt_the_topic_either_but_facilitators_and_its_author_may(
    week: Week,
) -> None:
    week.has_topics("Transport")
    for name in ("ada", "cy"):
        week[name](hosting.join, 1)
    let_host(week, "cy")
    assert week.cy(hosting.adopt, 1).topic.hosts == (CY,)
    let_host(week, "bo")
    assert "Somebody took you out" in week.cy.is_refused(hosting.adopt, 1)
    assert week.bo(hosting.adopt, 1).topic.hosts == (BO,)
    assert week.ada(hosting.join, 1).topic.hosts == (ADA, BO)


def test_a_host_stays_out_of_a_second_session_at_that_time_drafted_or_published(week: Week) -> None:
    week.has_topics("Transport")
    week.has_topics("Housing", by="cy")
    week.has_slots()
    week.has_room("Room A", 10)
    week.has_room("Room B", 10)
    week.has_published(1, "Room A", start=TEN)
    week.has_published(2, "Room B", start=TEN)
    assert "hosts #2 “Housing”" in week.cy.is_refused(hosting.join, 1)
    week.has_session(2, "Room B", start=NOON)
    assert "hosts #2 “Housing”" in week.cy.is_refused(hosting.join, 1)
    week.has_published(2, "Room B", start=NOON)
    assert week.cy(hosting.join, 1).topic.hosts == (BO, CY)


def test_an_open_space_that_ended_is_not_edited(week: Week) -> None:
    week.has_topics("Transport")
    opened = details(week)
    week.ada(space_services.close)
    assert "is closed" in week.bo.is_refused(editing.begin, 1)
    assert "is closed" in week.bo.is_refused(editing.save, 1, opened, opened=prints(opened))
    assert "is closed" in week.cy.is_refused(hosting.join, 1)


def test_similar_topics_come_with_ones_own_dots_and_without_talks(week: Week) -> None:
    week.has_topics("Rural transport", "Housing")
    found = week.cy.sees(similar.find, "Transport in rural areas")
    assert ([topic.number for topic in found.topics], found.mine) == ([1], {})
