"""Slack's mrkdwn as the sandbox's page shows it, and that no text is ever read as HTML."""

import pytest
from playwright.sync_api import Page

DRAW = """async ([text, verbatim]) => {
    const { mrkdwn } = await import("/page/mrkdwn.js");
    const root = document.createElement("div");
    root.append(...mrkdwn(text, { verbatim }));
    return root.innerHTML;
}"""
NINE = 1826876500  # 22 November 2027, 09:41:40 in London


def drawn(page: Page, text: str, *, verbatim: bool = True) -> str:
    """The HTML the page makes of *text*, without what every link and paragraph carries."""
    html = str(page.evaluate(DRAW, [text, verbatim]))
    for same in (' target="_blank" rel="noopener noreferrer"', '<p class="lines">', "</p>"):
        html = html.replace(same, "")
    return html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*b* _i_ ~s~ `c`", "<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>"),
        ("*bold _both_*", "<strong>bold <em>both</em></strong>"),
        ("2 * 3 * 4, a*b*c, snake_case_name", "2 * 3 * 4, a*b*c, snake_case_name"),
        ("`c *not*`", "<code>c *not*</code>"),
        ("```\n*x* &lt;\n```", "<pre>*x* &lt;</pre>"),
        ("``` never closed", "``` never closed"),
        ("&gt; said\nanswered", "<blockquote>said</blockquote>answered"),
        ("• one\n• two", "• one\n• two"),
        ("*one*\n*two*", "<strong>one</strong>\n<strong>two</strong>"),
        ("<https://a.example/x_y|the page>", '<a href="https://a.example/x_y">the page</a>'),
        ("<javascript:alert(1)|look>", "look"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("&lt;b&gt; &amp;amp; &quot;", "&lt;b&gt; &amp;amp; &amp;quot;"),
        ("<!here>", '<span class="mention loud">@here</span>'),
        ("<@UNOBODY|zed>", '<span class="mention">@zed</span>'),
        ("<#CNONE|>", '<span class="mention">a private channel</span>'),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(blank_page: Page, text: str, html: str) -> None:
    assert drawn(blank_page, text) == html


def test_a_link_to_the_apps_home_leads_there_within_the_page(blank_page: Page) -> None:
    html = drawn(blank_page, "<slack://app?team=T1&amp;id=A1&amp;tab=home|Open your Home>")
    assert html.startswith('<a href="#as=')
    assert html.endswith('&amp;tab=home">Open your Home</a>')
    assert drawn(blank_page, "<slack://channel?team=T1&amp;id=C1|there>") == "there"


def test_bare_links_and_broadcasts_are_made_only_where_the_text_is_not_verbatim(
    blank_page: Page,
) -> None:
    text = "@here see https://a.example/x_y."
    assert drawn(blank_page, text, verbatim=True) == text
    assert drawn(blank_page, text, verbatim=False) == (
        '<span class="mention loud">@here</span> see '
        '<a href="https://a.example/x_y">https://a.example/x_y</a>.'
    )


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{date_num}", "2027-11-22"),
        ("{date_slash}", "22/11/2027"),
        ("{date}", "22 November 2027"),
        ("{date_short}", "22 Nov 2027"),
        ("{date_long}", "Monday 22 November 2027"),
        ("{date_pretty} at {time}", "Today at 09:41"),
        ("until {date_short_pretty}", "until today"),
        ("{time_secs}", "09:41:40"),
        ("{ago}", "4 minutes ago"),
        ("{nothing_slack_has}", "then"),
    ],
)
def test_a_date_is_shown_in_the_viewers_zone(blank_page: Page, template: str, shown: str) -> None:
    call = """async ([template, at, now]) => {
        const { slackDate } = await import("/page/times.js");
        return slackDate(at, template, "Europe/London", now) ?? "then";
    }"""
    assert blank_page.evaluate(call, [template, NINE, NINE + 240]) == shown


def test_a_date_follows_the_zone_across_its_clock_change(blank_page: Page) -> None:
    call = """async ([at, zone]) => {
        const { slackDate } = await import("/page/times.js");
        return slackDate(at, "{time}", zone, at);
    }"""
    july = 1815210000
    assert [
        blank_page.evaluate(call, [at, zone])
        for at in (NINE, july)
        for zone in ("Europe/London", "Europe/Athens")
    ] == ["09:41", "11:41", "10:00", "12:00"]
