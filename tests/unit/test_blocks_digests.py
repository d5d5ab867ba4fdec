"""The morning digest, the evening summary and the summary of the week read well."""

from dataclasses import replace

from handlers.blocks import digests
from openspace.proposing import Topic
from openspace.spaces import Window
from openspace.tally import Ranked, Total
from openspace.windows import SetTime
from services.digests import DayAhead, DayDone, WeekDone
from tests.unit.typical_case import CALL, FREE, FULL, QUIET, SPACE, TALK, TUESDAY, at, read_out
from tests.unit.worst_case_clock import AHEAD

TOPICS = tuple(Topic(n, n, f"Topic {n}", "", None, None, 1) for n in range(11, 18))
WANTED = (
    Ranked(1, Total(7, "Co-pro in <procurement>", 12, 8)),
    Ranked(2, Total(4, "Sharing power", 1, 1)),
)
AHEAD_OF_US = DayAhead(
    SPACE,
    TUESDAY,
    (FULL, FREE, TALK),
    (SetTime(Window.PROPOSALS, False, at(12)), SetTime(Window.VOTING, False, at(17))),
    TOPICS[:1],
    12,
)
DONE = DayDone(
    SPACE,
    TUESDAY,
    new_topics=TOPICS[:2],
    voters=12,
    most_wanted=WANTED,
    held=(FULL, TALK),
    hosts=("UBO", "UCY"),
    speakers=("Jo Lee, SCN & others",),
    tomorrow=(FREE,),
)
NOTHING_DONE = DayDone(QUIET, TUESDAY, (), 0, (), (), (), (), ())
WEEK = WeekDone(
    replace(SPACE, closed_at=at(17)),
    topics=12,
    sessions=9,
    people=40,
    voters=30,
    dots=121,
    most_wanted=WANTED[:1],
    first_hosts=("UBO", "UCY", "UDI"),
)


def test_the_digest_says_what_the_day_brings_and_what_to_type() -> None:
    assert read_out(digests.day_ahead(AHEAD_OF_US)) == (
        "Good morning: Week &amp; more, Tue 23 Nov\n"
        "*Sessions today*\n"
        "10:00 to 11:00, Room B: #4 *Sharing power*, hosted by <@UBO> (no seat free, 2 waiting)\n"
        f"10:00 to 11:00, Room A ({CALL}): #7 *Co-pro in &lt;procurement&gt;*, hosted by <@UBO>"
        " (3 seats free)\n"
        f"14:00 to 15:00, Room A ({CALL}): #9 *Inclusion*, talk by Jo Lee, SCN &amp; others"
        " (1 seat free)\n"
        "Proposing is open: `/propose Your title` adds a topic.\n"
        "Voting is open: `/vote` shows your ballot.\n"
        "Proposing closes today at 12:00.\n"
        "Voting closes today at 17:00.\n"
        "*1 new topic since yesterday*, 12 in all\n"
        "#11 *Topic 11*\n"
        "`/signup 7` takes a seat; `/agenda today` shows all sessions of today."
    )


def test_the_digest_of_a_day_without_sessions_says_what_there_is() -> None:
    opening = (SetTime(Window.VOTING, True, at(13)),)
    said = DayAhead(QUIET, TUESDAY, (), opening, TOPICS, 7)
    assert read_out(digests.day_ahead(said)) == (
        "Good morning: Week &amp; more, Tue 23 Nov\n"
        "Voting opens today at 13:00.\n"
        "*7 new topics since yesterday*, 7 in all\n"
        "#11 *Topic 11*\n#12 *Topic 12*\n#13 *Topic 13*\n#14 *Topic 14*\n#15 *Topic 15*\n"
        "And 2 more: `/topics`\n"
        "`/openspace` shows where things stand."
    )


def test_the_digest_of_a_full_day_shows_the_first_twelve_sessions_and_all_of_each() -> None:
    text = digests.day_ahead(AHEAD).text
    assert text.count("(no seat free, 500 waiting)\n") == 12
    assert "And 28 more: `/agenda today`\n" in text
    assert text.endswith("`/signup 1` joins a waiting list; `/agenda today` shows all sessions of"
                         " today.")  # fmt: skip


def test_the_summary_says_what_the_day_brought_with_thanks_and_what_comes() -> None:
    assert read_out(digests.day_done(DONE)) == (
        "Week &amp; more, Tue 23 Nov: the day in short\n"
        "*2 new topics today*\n#11 *Topic 11*\n#12 *Topic 12*\n"
        "12 people have voted so far.\n"
        "*Most wanted so far*\n"
        "1. #7 *Co-pro in &lt;procurement&gt;*, 12 dots\n"
        "2. #4 *Sharing power*, 1 dot\n"
        "*2 sessions took place today*\n#4 *Sharing power*\n#9 *Inclusion*\n"
        "Thank you to those who hosted: <@UBO> and <@UCY>.\n"
        "Thank you to those who spoke: Jo Lee, SCN &amp; others.\n"
        "*Tomorrow, Wed 24 Nov*\n"
        "10:00 to 11:00, Room A: #7 *Co-pro in &lt;procurement&gt;*"
    )


def test_the_summary_of_a_day_with_one_of_everything() -> None:
    one = replace(
        DONE,
        space=replace(SPACE, voting_open=False),
        new_topics=TOPICS[:1],
        voters=1,
        most_wanted=WANTED[1:],
        held=(FULL,),
        hosts=("UBO",),
        speakers=(),
        tomorrow=(),
    )
    assert read_out(digests.day_done(one)) == (
        "Week &amp; more, Tue 23 Nov: the day in short\n"
        "*1 new topic today*\n#11 *Topic 11*\n"
        "1 person voted.\n"
        "*Most wanted*\n2. #4 *Sharing power*, 1 dot\n"
        "*1 session took place today*\n#4 *Sharing power*\n"
        "Thank you to those who hosted: <@UBO>.\n"
        "There are no sessions tomorrow."
    )


def test_the_summary_of_the_last_day_does_not_speak_of_tomorrow() -> None:
    said = replace(NOTHING_DONE, day=SPACE.last_day, new_topics=TOPICS)
    assert read_out(digests.day_done(said)) == (
        "Week &amp; more, Fri 26 Nov: the day in short\n"
        "*7 new topics today*\n#11 *Topic 11*\n#12 *Topic 12*\n#13 *Topic 13*\n"
        "And 4 more: `/topics`"
    )


def test_the_summary_is_silent_about_a_vote_that_is_over_where_totals_are_secret() -> None:
    heading = "Week &amp; more, Tue 23 Nov: the day in short\n"
    after = replace(NOTHING_DONE, voters=12)
    assert digests.day_done(after).text == f"{heading}There are no sessions tomorrow."
    during = replace(after, space=replace(QUIET, voting_open=True), voters=1)
    assert digests.day_done(during).text == (
        f"{heading}1 person has voted so far.\nThere are no sessions tomorrow."
    )


def test_the_summary_of_a_crowd_names_some_and_counts_the_others() -> None:
    crowd = replace(
        NOTHING_DONE,
        held=(FULL,) * 7,
        hosts=tuple(f"U{n}" for n in range(21)),
        speakers=tuple(f"Jo {n}, SCN" for n in range(9)),
        tomorrow=(FREE,) * 9,
    )
    text = digests.day_done(crowd).text
    assert "*7 sessions took place today*\n" in text
    assert "#4 *Sharing power*\nAnd 1 more: `/agenda today`\n" in text
    assert "<@U18>, <@U19> and 1 more.\n" in text
    assert "Jo 6, SCN; Jo 7, SCN and 1 more.\n" in text
    assert text.endswith("\nAnd 1 more: `/agenda tomorrow`")


def test_the_week_ends_with_thanks_and_figures() -> None:
    assert digests.week_done(WEEK).text == (
        "*Week &amp; more is closed.* Thank you to everyone who took part. 12 topics were proposed."
        " There were 9 sessions. 40 people took part. 30 people voted and gave 121 dots.\n"
        "*Most wanted*\n1. #7 *Co-pro in &lt;procurement&gt;*, 12 dots\n"
        "Hosts for the first time: <@UBO>, <@UCY> and <@UDI>. Thank you.\n"
        "`/topics` and `/agenda week` still show it; nothing in it changes any more."
    )


def test_the_week_of_one_and_the_week_of_nothing_read_well_too() -> None:
    end = "`/topics` and `/agenda week` still show it; nothing in it changes any more."
    closed = "*Week &amp; more is closed.* Thank you to everyone who took part."
    assert digests.week_done(WeekDone(SPACE, 1, 1, 1, 1, 1, (), ("UBO",))).text == (
        f"{closed} 1 topic was proposed. There was 1 session. 1 person took part."
        " 1 person voted and gave 1 dot.\n"
        f"Hosts for the first time: <@UBO>. Thank you.\n{end}"
    )
    assert digests.week_done(WeekDone(SPACE, 0, 0, 0, 0, 0, (), ())).text == f"{closed}\n{end}"
