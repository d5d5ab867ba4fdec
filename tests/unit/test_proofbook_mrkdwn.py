"""Slack's markup reads in the proof-book as on the sandbox's page, and text stays text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.proofbook import looks, mrkdwn
from bot.proofbook.mrkdwn import Reader
from handlers.blocks import mrkdwn as written
from tests.unit.tags import Tags

NOW = datetime(2027, 7, 5, 9, 0, tzinfo=UTC)
READER = Reader({"U1": "Ann <b> Lee"}, {"C1": "week"}, "Europe/London", NOW)
AT = int(datetime(2027, 7, 5, 13, 30, tzinfo=UTC).timestamp())
MADE = {"p", "strong", "em", "s", "code", "pre", "blockquote", "a", "span", "time"}
ATTRIBUTES = {"class", "href", "rel", "datetime"}
# Whatever people type, and much of what could be taken for markup.
TYPED = st.text(alphabet=st.sampled_from("ab<>&\"'`*_~|!@#^{}/:.;= \nU1-\x00é\u202e"), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* _it_ ~no~", "<strong>bold</strong> <em>it</em> <s>no</s>"),
        ("*a _b_ c*", "<strong>a <em>b</em> c</strong>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("`/vote *3*` now", "<code>/vote *3*</code> now"),
        ("a &lt;b&gt; &amp;amp; c", "a &lt;b&gt; &amp;amp; c"),
        ("<@U1> met <@U9> and <@U8|sam>",
         ('<span class="mention">@Ann &lt;b&gt; Lee</span> met <span class="mention">@U9</span> and'
         ' <span class="mention">@sam</span>')),
        ("<#C1> <#C2> <#C3|far>",
         ('<span class="mention">#week</span> <span class="mention">a private channel</span>'
         ' <span class="mention">#far</span>')),
        ("<!here>", '<span class="mention loud">@here</span>'),
        ("<https://a.org/?x=1&amp;y=2|join>",
         '<a href="https://a.org/?x=1&amp;y=2" rel="noopener noreferrer">join</a>'),
        ("<mailto:a@b.org>", '<a href="mailto:a@b.org" rel="noopener noreferrer">a@b.org</a>'),
        ("<javascript:alert(1)|join>", '<span class="link">join</span>'),
        ("<slack://app?team=T1&amp;tab=home|Home>", '<span class="link">Home</span>'),
        ("https://a.org @here", "https://a.org @here"),
    ],
)  # fmt: skip
def test_each_mark_reads_as_in_slack(text: str, shown: str) -> None:
    assert mrkdwn.verbatim(text, READER) == f'<p class="lines">{shown}</p>'


def test_bare_addresses_and_calls_to_all_count_where_the_text_is_not_verbatim() -> None:
    assert mrkdwn.shown("See https://a.org. @here (@channel)", READER) == (
        '<p class="lines">See <a href="https://a.org" rel="noopener noreferrer">https://a.org</a>.'
        ' <span class="mention loud">@here</span> (<span class="mention loud">@channel</span>)</p>'
    )


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{date_short_pretty} {time}", "Today 14:30"),
        ("until {date_pretty}", "until today"),
        ("{time_secs} {date_num} {date_slash}", "14:30:00 2027-07-05 05/07/2027"),
        ("{date_long}", "Monday 5 July 2027"),
        ("{ago}", "in 4 hours"),
        ("{no_such}", "Fallback"),
    ],
)
def test_moments_are_told_in_the_zone_of_the_open_space(template: str, shown: str) -> None:
    assert mrkdwn.verbatim(f"<!date^{AT}^{template}|Fallback>", READER) == (
        f'<p class="lines"><time datetime="2027-07-05T13:30:00Z">{shown}</time></p>'
    )


def test_a_moment_beyond_all_calendars_is_told_by_its_fallback() -> None:
    text = f"<!date^{'9' * 5000}^{{time}}|one day>"
    assert mrkdwn.verbatim(text, READER) == '<p class="lines">one day</p>'


def test_quotes_and_code_on_lines_of_their_own() -> None:
    assert mrkdwn.verbatim("so:\n> a\n&gt; b\nend\n```x <@U1|y>\n*z*```", READER) == (
        '<p class="lines">so:</p><blockquote><p class="lines">a\nb</p></blockquote>'
        '<p class="lines">end</p><pre>x y\n*z*</pre>'
    )
    assert mrkdwn.verbatim("a ``` b", READER) == '<p class="lines">a ``` b</p>'
    assert mrkdwn.verbatim("&gt;&gt;&gt; a\nb", READER) == (
        '<blockquote><p class="lines">a\nb</p></blockquote>'
    )


@given(TYPED)
def test_no_text_becomes_html_of_its_own(text: str) -> None:
    for shown in (
        mrkdwn.shown(text, READER),
        mrkdwn.verbatim(text, READER),
        looks.message("", [{"type": "section", "text": {"type": "plain_text", "text": text}}],
                      READER),
    ):  # fmt: skip
        tags = Tags(str(shown))
        assert tags.names() <= MADE | {"div"}
        for _, attributes in tags.found:
            assert attributes.keys() <= ATTRIBUTES
            address = attributes.get("href", "https://").lower()
            assert address.startswith(("https://", "http://", "mailto:", "tel:"))


@given(TYPED)
def test_words_of_people_read_as_they_were_typed(text: str) -> None:
    said = Tags(str(mrkdwn.verbatim(f"Topic: {written.escape(text)}", READER))).text
    marks = str.maketrans("", "", "*_~`>\n '")
    assert said.translate(marks) == f"Topic: {text}".translate(marks)


def test_a_plain_text_keeps_every_character() -> None:
    typed = '*a* <b onclick="x()"> &amp; `c`\n> d'
    block = {"type": "section", "text": {"type": "plain_text", "text": typed}}
    assert Tags(str(looks.shown([block], READER))).text == typed


def test_many_marks_are_read_without_delay() -> None:
    text = "*a* `b` <@U1> " * 200
    assert str(mrkdwn.verbatim(text, READER)).count("<strong>") == 200
