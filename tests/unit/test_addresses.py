"""At which addresses people are answered."""

import pytest

from handlers.addresses import Way

REAL = Way("", "https://slack.com/api/")
NEAR = Way("", "http://127.0.0.1:8700/api/")


@pytest.mark.parametrize(
    "url",
    ["https://hooks.slack.com/commands/T1/2/abc", "https://hooks.slack.com/actions/T1/2/abc?x=1"],
)
def test_slacks_own_address_is_answered_at(url: str) -> None:
    assert REAL.leads_to_slack(url)
    assert NEAR.leads_to_slack(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://hooks.slack.com/commands/T1",
        "https://hooks.slack.com:8443/commands/T1",
        "https://hooks.slack.com.example.org/commands/T1",
        "https://example.org/hooks.slack.com",
        "https://hooks.slack.com@example.org/",
        "https://user:word@hooks.slack.com/",
        "https://@hooks.slack.com/",
        "https://example.org\\@hooks.slack.com/",
        "https://hooks.slack.com\n.example.org/",
        " https://hooks.slack.com/",
        "https://ho\u200boks.slack.com/",
        "https://[::1",
        "http://127.0.0.1:9090/metrics",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "ftp://hooks.slack.com/",
        "//hooks.slack.com/",
    ],
)
def test_no_other_address_is_answered_at_whoever_wrote_it_down(url: str) -> None:
    assert not REAL.leads_to_slack(url)
    assert not NEAR.leads_to_slack(url)


def test_a_slack_on_this_machine_is_answered_at_its_own_port_alone() -> None:
    assert NEAR.leads_to_slack("http://127.0.0.1:8700/respond/T1/key")
    assert not NEAR.leads_to_slack("http://127.0.0.1:8701/respond/T1/key")
    assert not NEAR.leads_to_slack("http://localhost:8700/respond/T1/key")
    assert not REAL.leads_to_slack("http://127.0.0.1:8700/respond/T1/key")


def test_a_slack_elsewhere_that_is_no_slack_gets_no_answers() -> None:
    way = Way("", "https://proxy.example.org/api/")
    assert not way.leads_to_slack("https://proxy.example.org/respond/1")
