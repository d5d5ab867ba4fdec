"""The proof-book holds all that the week would send, names who gets it, and tells no votes."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.proofbook import attending, book, days, per_person, summary
from bot.proofbook.proofs import Promised, Rehearsal, Sent
from services import letters
from tests import rehearsed
from tests.rehearsed import CHANNEL, at
from tests.unit import plain_words
from tests.unit.tags import Tags
from tests.unit.test_plain_english import MOST_WORDS, OLDEST_GRADE
from tests.unit.test_proofbook_problems import QUIET, session

WEEK = rehearsed.week(people=12)
PAGE = book.html(WEEK)
TAGS = Tags(PAGE)
ARTICLES = re.findall(r"<article.*?</article>", PAGE, re.DOTALL)


def told(article: str) -> int:
    found = re.search(r'data-promises="(\d+)"', article)
    assert found
    return int(found[1])


def test_it_tells_as_many_promises_as_the_week_kept() -> None:
    kept = sum(len(sent.promises) for sent in WEEK.messages)
    assert kept > len(WEEK.messages) > len(ARTICLES)
    assert sum(map(told, ARTICLES)) == kept
    unsent = [int(attributes["data-unsent"]) for _, attributes in TAGS.found
              if "data-unsent" in attributes]  # fmt: skip
    assert sum(unsent) == len(WEEK.unsent)


def test_everybody_who_gets_a_message_is_named_with_it_unless_that_would_tell_a_vote() -> None:
    shown = days.together(WEEK)
    assert len(shown) == len(ARTICLES)
    for one, article in zip(shown, ARTICLES, strict=True):
        names = [WEEK.people[user_id] for user_id in one.recipients if user_id != CHANNEL]
        own = re.sub(r'<div class="letter">.*?</div>\n</div>', "", article, flags=re.DOTALL)
        is_secret = one.first.promises[0].kind in letters.SECRET
        assert [name for name in names if name in Tags(own).text] == ([] if is_secret else names)
        assert ("Names are left out" in own) is is_secret
    assert {one.first.promises[0].kind for one in shown} >= {*letters.SECRET, "reminder", "digest"}


def test_everybody_stands_in_the_calendar_with_all_that_they_get() -> None:
    counts = Counter(sent.recipient for sent in WEEK.messages)
    table = per_person.calendar(WEEK)
    assert {row.name: row.total for row in table.people} == {
        name: counts[user_id] for user_id, name in WEEK.people.items()
    }
    assert table.channel.total == counts[CHANNEL]


def test_each_message_stands_below_its_day_in_order() -> None:
    moments = [attributes["datetime"] for tag, attributes in re_times(PAGE) if tag == "time"]
    assert moments == sorted(moments)
    assert moments[0] == "2027-11-22T08:30:00+00:00"
    headings = re.findall(r'<h3 id="day-\S+-title">(.*?) <', PAGE)
    assert headings == [f"{day} {n} November" for n, day in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), 22)]  # fmt: skip


def re_times(page: str) -> list[tuple[str, dict[str, str]]]:
    return Tags("".join(re.findall(r"<h4>(<time.*?>)", page))).found


def sent(text: str, to: str, minute: int) -> Sent:
    return Sent(at(23, 9, minute), to, text, (), (Promised(f"{to}{minute}", "reminder"),))


def test_what_looks_the_same_at_about_the_same_time_stands_once() -> None:
    messages = (
        sent("A", "U1", 0),
        sent("B", "U1", 1),
        sent("A", "U2", 10),
        sent("A", "U3", 11),
        sent("A", "U3", 12),
        sent("A", CHANNEL, 12),
    )
    found = days.together(replace(WEEK, messages=messages))
    assert [(one.first.text, one.recipients, one.promises) for one in found] == [
        ("A", ("U1", "U2"), 2),
        ("B", ("U1",), 1),
        ("A", ("U3",), 1),
        ("A", ("U3",), 1),  # the same to the same person again is to be seen
        ("A", (CHANNEL,), 1),
    ]


def test_who_gave_dots_to_what_is_nowhere() -> None:
    """The same sums with the same wants of other people make the same book."""
    others = dict(zip(WEEK.wants, reversed(tuple(WEEK.wants.values())), strict=True))
    no_hosts = replace(WEEK, sessions=tuple(replace(one, hosts=()) for one in WEEK.sessions))
    assert others != WEEK.wants
    assert book.html(replace(no_hosts, wants=others)) == book.html(no_hosts)


def test_what_people_could_attend_is_counted() -> None:
    week = replace(
        QUIET,
        sessions=(session(1, 10), session(2, 10), session(3, 11), session(4, 12, hosts=("U8",))),
        wants={"U5": (1, 3), "U6": (1, 2, 3, 9), "U7": (2,), "U8": (3, 4), "U9": ()},
    )
    long_talk = replace(session(5, 10, hosts=("U7",)), ends_at=session(5, 11).ends_at)
    assert attending.fairness(week) == attending.Fairness(4, ((0, 3), (2, 1)), (2, 4))
    hosting = replace(week, sessions=(*week.sessions, long_talk))
    assert attending.fairness(hosting) == attending.Fairness(4, ((0, 2), (1, 1), (2, 1)), (0, 1))
    by_session = attending.by_session(hosting)
    assert [(one.session.number, one.people, one.free) for one in by_session] == [
        (1, 2, 1), (2, 2, 0), (3, 3, 3), (4, 1, 1)]  # fmt: skip
    assert summary.fairness(attending.fairness(hosting)) == (
        "2 of 4 people can go to everything they gave dots.",
        "1 person misses one and 1 person misses two.",
        "The person who fares worst can go to 0 of 1.",
    )


def test_the_summary_says_whose_week_it_is_and_how_much_is_sent() -> None:
    found = summary.lines(WEEK, days.days(WEEK), problems=2)
    direct = sum(one.recipient != CHANNEL for one in WEEK.messages)
    assert (found[0], found[1], found[-1]) == (
        (
            "Week & more is held Mon 22 to Fri 26 Nov 2027 in #coproweekscot."
            " All times here are those of Europe/London."
        ),
        "12 people take part, all of them invented. Ada Lindsay runs the week.",
        "Problems found: 2.",
    )
    assert (
        f"{len(WEEK.messages)} messages: 15 to the channel and {direct} to single people."
        in (found[2])
    )


def test_too_many_in_one_day_is_said_in_words() -> None:
    many = tuple(sent(f"{n}", "U0001", 0) for n in range(7))
    assert '<td class="number many">7 <span>too many</span></td>' in book.html(
        replace(WEEK, messages=many)
    )
    assert "too many</span>" not in book.html(replace(WEEK, messages=many[:6]))


def test_of_many_people_the_calm_ones_stand_in_an_appendix() -> None:
    people = {f"U{n}": f"Person {n}" for n in range(100)}
    page = book.html(replace(WEEK, people=people, messages=(sent("A", "U99", 0),), topics=()))
    assert re.search(r"And 40 more people with at most\s+0 a day", page)
    assert page.count('<th scope="row">Person 42</th>') + page.count(
        '<th scope="row">Person 99</th>'
    ) == 4  # fmt: skip
    assert "Appendix" not in PAGE


@pytest.mark.parametrize("week", [
    replace(WEEK, messages=(), unsent=(), topics=(), sessions=(), wants={}, refused=()),
    replace(WEEK, people={"U0000": "Ada"}, messages=(sent("A \ud800", "U9", 0),)),
])  # fmt: skip
def test_a_week_of_nothing_and_one_of_one_make_a_book_too(week: Rehearsal) -> None:
    page = book.html(week)
    assert sum(map(int, re.findall(r'data-promises="(\d+)"', page))) == len(week.messages)
    assert page.encode()


def test_names_and_titles_stay_text_everywhere() -> None:
    evil = '<img src=x onerror="x()">&amp;{{ 7 * 7 }}</style><script>'
    page = book.html(
        replace(
            WEEK,
            name=evil,
            bot_name=evil,
            channel=(CHANNEL, evil),
            people=dict.fromkeys(WEEK.people, evil),
            topics=tuple(replace(one, title=evil, hosts=()) for one in WEEK.topics),
            sessions=tuple(replace(one, title=evil, room=evil) for one in WEEK.sessions),
            unsent=tuple(replace(one, reason=evil) for one in WEEK.unsent),
            refused=(evil,),
        )
    )
    assert "img" not in Tags(page).names()
    assert Counter(tag for tag, _ in Tags(page).found)["script"] == 1
    assert Tags(page).text.count(evil) > 100


def test_it_asks_for_nothing_and_allows_nothing() -> None:
    fetching = {"src", "srcset", "action", "style", "onclick", "data"}
    assert [one for one in TAGS.found if one[1].keys() & fetching] == []
    assert not TAGS.names() & {"link", "img", "iframe", "object", "form", "base"}
    policy = next(one["content"] for tag, one in TAGS.found if "http-equiv" in one)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+';"
        r" base-uri 'none'; form-action 'none'",
        policy,
    )


def test_what_the_book_says_by_itself_is_plain_english() -> None:
    week = replace(WEEK, took_s=timedelta(minutes=2, seconds=1).total_seconds())
    source = book._file("book.html.jinja")
    for gone, instead in ((r"{%.*?%}", ""), (r"{{.*?}}", "two")):
        source = re.sub(gone, instead, source, flags=re.DOTALL)
    said = [Tags(one).text for one in re.findall(r"<p[ >].*?</p>", source, re.DOTALL)]
    said += summary.how(week) + summary.lines(week, days.days(week), problems=3)
    text = plain_words.sentences("\n".join(" ".join(one.split()) for one in said))
    assert plain_words.grade(text) <= OLDEST_GRADE
    assert [one for one in re.split(r"(?<=[.?:])\s+", text) if len(one.split()) > MOST_WORDS] == []
    assert len(text.split()) > 150
