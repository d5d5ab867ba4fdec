"""The proof-book: all that a rehearsed week would send, as one page to read or to print."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.proofbook import attending, days, per_person, printed, problems, summary
from bot.proofbook.markup import commands
from bot.proofbook.proofs import Rehearsal, Session
from bot.proofbook.sentences import counted, row
from openspace import moments

MANY_NAMES = 40
"""With more names than this they stand in a box that scrolls on the screen."""


def html(rehearsal: Rehearsal) -> str:
    """Return the whole book as HTML that needs no other file and asks for none."""
    style, script = _file("book.css"), _file("book.js")
    found = problems.found(rehearsal)

    def names_of(user_ids: Sequence[str]) -> list[str]:
        return [per_person.name(user_id, rehearsal) for user_id in user_ids]

    def time_of(session: Session) -> str:
        begins = moments.moment_label(session.starts_at, rehearsal.zone)
        return f"{begins} to {moments.time_label(session.ends_at, rehearsal.zone)}"

    text = _page().render(
        week=rehearsal,
        style=Markup(style),  # noqa: S704 - a file of ours
        script=Markup(script),  # noqa: S704 - a file of ours
        policy=_policy(style, script),
        lines=summary.lines(rehearsal, days.days(rehearsal), problems=len(found)),
        problems=found,
        days=printed.week(rehearsal),
        calendar=per_person.calendar(rehearsal),
        limit=per_person.TOO_MANY_A_DAY,
        fairness=summary.fairness(attending.fairness(rehearsal)),
        wanted=attending.by_session(rehearsal),
        unsent=printed.unsent(rehearsal),
        how=summary.how(rehearsal),
        many=MANY_NAMES,
        names_of=names_of,
        time_of=time_of,
        commands=commands,
        counted=counted,
        row=row,
        day_label=moments.day_label,
    )
    # Half a character, which JSON can hold and no file can, would keep the book from being saved.
    return text.encode("utf-8", "replace").decode()


@cache
def _file(name: str) -> str:
    return resources.files("bot.proofbook").joinpath(name).read_text("utf-8")


@cache
def _page() -> Template:
    templates = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("book.html.jinja")


def _policy(style: str, script: str) -> str:
    """Return the policy of the page: its own style and script, known by hash, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_print(style)}'; script-src '{_print(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _print(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
