"""Do the figures of a load add up, and are its options understood?"""

from typing import Any

import pytest

from bot.load import figures, wanted
from bot.load.crowd import Done
from bot.load.deeds import Kind
from bot.load.figures import Figures
from bot.run import CannotStart

TABLE = """\
deed                     count  refused  failed   median     95 %     99 %  slowest
open the ballot            101        1       0     51.0     96.0    100.0    101.0
give a dot                   3        0       2      7.5      7.5      7.5      7.5
send the form                0        0       0        –        –        –        –
all deeds                  104        1       2     50.0     96.0    100.0    101.0

4 people, 52.0 deeds a second, 2.0 s.
Times are from the deed to the bot's ack, in ms.
Nothing to press: send the form × 1. These asked the bot nothing.
Failed, give a dot: operation_timeout × 1, ReadTimeout × 1.
Slack would not have taken: views.publish ratelimited × 3."""

USUAL: dict[str, Any] = {
    "people": "100",
    "seconds": "30",
    "seed": "1",
    "think": "2",
    "database_url": None,
    "mode": None,
    "latency_ms": "0",
    "page": None,
}


def counted(*done: Done, not_taken: dict[str, int] | None = None) -> Figures:
    return figures.count(done, people=4, seconds=2.0, not_taken=not_taken or {})


def mixed() -> Figures:
    return counted(
        Done(Kind.GIVE_DOT, "failed", "operation_timeout"),
        Done(Kind.GIVE_DOT, "done", ack_ms=7.5),
        Done(Kind.GIVE_DOT, "failed", "ReadTimeout"),
        Done(Kind.SEND_FORM, "nothing to press"),
        *(Done(Kind.BALLOT, "done", ack_ms=float(ms)) for ms in range(100, 0, -1)),
        Done(Kind.BALLOT, "refused", ack_ms=101.0),
        not_taken={"views.publish ratelimited": 3},
    )


def test_the_table_says_all() -> None:
    assert figures.table(mixed()) == TABLE


def test_json_says_the_same_as_the_table() -> None:
    told = figures.as_json(mixed())
    assert [entry["deed"] for entry in told["deeds"]] == [
        "open the ballot",
        "give a dot",
        "send the form",
    ]
    assert told["deeds"][1] == {
        "deed": "give a dot",
        "count": 3,
        "refused": 0,
        "failed": 2,
        "reasons": {"operation_timeout": 1, "ReadTimeout": 1},
        "nothing_to_press": 0,
        "median_ms": 7.5,
        "p95_ms": 7.5,
        "p99_ms": 7.5,
        "slowest_ms": 7.5,
    }
    assert told["total"]["count"] == 104
    assert told["not_taken"] == {"views.publish ratelimited": 3}
    assert (told["people"], told["seconds"], told["per_second"]) == (4, 2.0, 52.0)
    assert told["is_good"] is False


@pytest.mark.parametrize(
    ("found", "is_good"),
    [
        (counted(Done(Kind.BALLOT, "done", ack_ms=3.0)), True),
        (counted(Done(Kind.GIVE_DOT, "refused", ack_ms=3.0)), True),
        (counted(Done(Kind.GIVE_DOT, "nothing to press")), True),
        (counted(), True),
        (counted(Done(Kind.BALLOT, "failed", "operation_timeout")), False),
        (counted(not_taken={"chat.update ratelimited": 1}), False),
    ],
)
def test_a_load_is_good_where_nothing_failed_and_slack_would_take_all(
    found: Figures, is_good: bool
) -> None:
    assert found.is_good is is_good


def test_the_usual_load_is_understood() -> None:
    assert wanted.read(**USUAL) == wanted.Wanted(
        people=100,
        seconds=30,
        seed=1,
        think_s=2,
        database_url=None,
        mode="socket",
        latency_ms=0,
        page=None,
    )


def test_the_address_of_a_page_may_be_copied_with_all_that_follows_it() -> None:
    copied = wanted.read(**{**USUAL, "page": "http://127.0.0.1:8700/#as=U1&channel=C1"})
    assert copied.page == "http://127.0.0.1:8700"


@pytest.mark.parametrize(
    ("options", "way_out"),
    [
        ({"people": "0"}, "Give --people a whole number from 1 to 2000, like this: --people 100"),
        ({"people": "many"}, "--people 100"),
        ({"people": "2001"}, "--people 100"),
        ({"people": "1.5"}, "--people 100"),
        ({"seconds": "0"}, "Give --seconds a number from 1 to 3600, like this: --seconds 30"),
        ({"seconds": "nan"}, "--seconds 30"),
        ({"seconds": "inf"}, "--seconds 30"),
        ({"seed": "-1"}, "--seed 1"),
        ({"seed": "x"}, "--seed 1"),
        ({"think": "-0.1"}, "Give --think a number from 0 to 600, like this: --think 2"),
        ({"latency_ms": "10001"}, "--latency-ms 400"),
        ({"mode": "carrier pigeon"}, "--mode http"),
        ({"database_url": "mysql://root@localhost/x"}, "--database-url sqlite:///load.db"),
        ({"page": "https://slack.com:443"}, "--page http://127.0.0.1:8700"),
        ({"page": "http://example.org:80"}, "--page http://127.0.0.1:8700"),
        ({"page": "http://127.0.0.1"}, "--page http://127.0.0.1:8700"),
        ({"page": "http://127.0.0.1:port"}, "--page http://127.0.0.1:8700"),
        ({"page": "8700"}, "--page http://127.0.0.1:8700"),
        ({"page": "http://127.0.0.1:8700", "mode": "http"}, "leave them out, or --page"),
        (
            {"page": "http://127.0.0.1:8700", "database_url": "sqlite:///load.db"},
            "leave them out, or --page",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_way_out(
    options: dict[str, str], way_out: str
) -> None:
    with pytest.raises(CannotStart) as refused:
        wanted.read(**{**USUAL, **options})
    assert way_out in refused.value.text
    assert "\n" not in refused.value.text
