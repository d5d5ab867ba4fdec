"""`python -m bot rehearse`: from what was asked to the proof-book."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from bot import run
from bot.proofbook.proofs import Rehearsal
from bot.rehearsal import files, play, source
from bot.rehearsal.source import CannotRehearse
from openspace.setup import SetUp
from services.setup import Unfit

Say = Callable[[str], None]

MARK = "<!-- A proof-book, written by: python -m bot rehearse -->\n"
"""The last line of each book: whatever ends so may be written anew, anything else may not."""

MOST_REFUSALS_SHOWN = 5


@dataclass(frozen=True)
class Wanted:
    """What was asked for.

    Args:
        space: part of the name of an open space in the database; None for the only one.
        file: a set-up to read; None for none.
        example: whether the example week is wanted.
        out: where the proof-book goes; None for `proof-book.html` here.
        write_file: where to write the set-up, and do nothing else; None for a rehearsal.
    """

    space: str | None
    file: Path | None
    example: bool
    people: int
    seed: int
    out: Path | None
    write_file: Path | None


def rehearse(wanted: Wanted, database_url: str, *, stop: Event, say: Say, tell: Say) -> bool:
    """Play a week and write its proof-book, or write its set-up as a file.

    Args:
        database_url: what DATABASE_URL says.
        stop: set to end before the time.
        say: prints a line for whoever asked.
        tell: prints a line about how far it is.

    Returns:
        False if it was stopped; then nothing is written.

    Raises:
        CannotRehearse: for a reason that a person can mend.
    """
    set_up = _set_up(wanted, database_url)
    if wanted.write_file is not None:
        _write_set_up(wanted.write_file, set_up)
        say(
            f"The set-up of {set_up.name} is in {wanted.write_file}. Change it as you like, then:"
            f" python -m bot rehearse --file {wanted.write_file}"
        )
        return True
    out = wanted.out or Path("proof-book.html")
    _check_may_write(out)
    try:
        found = play.play(set_up, count=wanted.people, seed=wanted.seed, stop=stop, say=tell)
    except Unfit as unfit:
        whose = wanted.file or set_up.name
        raise CannotRehearse(f"{whose} cannot be rehearsed. {unfit.part}: {unfit.reason}") from None
    except play.Stopped:
        tell("Stopped; nothing was written.")
        return False
    except run.CannotStart as error:
        raise CannotRehearse(error.text) from None
    _write(out, found)
    _report(out, found, say)
    return True


def _set_up(wanted: Wanted, database_url: str) -> SetUp:
    if sum((wanted.space is not None, wanted.file is not None, wanted.example)) > 1:
        raise CannotRehearse("Choose one of --space, --file and --example.")
    if wanted.example:
        from bot import example_week

        return example_week.SET_UP
    if wanted.file is None:
        return source.in_database(database_url, wanted.space)
    try:
        return files.read(wanted.file)
    except files.BadFile as bad:
        raise CannotRehearse(bad.text) from None


def _write_set_up(path: Path, set_up: SetUp) -> None:
    try:
        files.write(path, set_up)
    except files.BadFile as bad:
        raise CannotRehearse(bad.text) from None


def _check_may_write(path: Path) -> None:
    """Refuse to write over a file that is no proof-book, before minutes are spent on one."""
    if not path.parent.is_dir():
        raise CannotRehearse(f"There is no folder {path.parent}. Make it, or choose another --out.")
    if path.is_dir():
        raise CannotRehearse(f"{path} is a folder. Name a file: --out {path / 'proof-book.html'}")
    try:
        is_ours = not path.exists() or path.read_bytes().endswith(MARK.encode())
    except OSError as error:
        raise CannotRehearse(f"{path} cannot be read: {error.strerror}.") from None
    if not is_ours:
        raise CannotRehearse(
            f"{path} is there already and is not a proof-book, so it stays. Choose another file"
            " with --out."
        )


def _write(path: Path, found: Rehearsal) -> None:
    from bot.proofbook import book

    page = book.html(found)
    try:
        path.write_text(f"{page.rstrip()}\n{MARK}", encoding="utf-8")
    except OSError as error:
        raise CannotRehearse(
            f"{path} cannot be written: {error.strerror}. Choose another file with --out."
        ) from None


def _report(path: Path, found: Rehearsal, say: Say) -> None:
    from bot.proofbook import problems

    count = len(problems.found(found))
    say(f"The proof-book of {found.name} is {path.absolute()}")
    say(
        f"It shows {_counted(len(found.messages), 'message')} to {len(found.people)} invented"
        f" people, and {_counted(count, 'problem')}."
    )
    say(f"Played in {found.took_s:.0f} s. The same --seed {found.seed} gives the same week again.")
    for sentence in dict.fromkeys(found.refused[:MOST_REFUSALS_SHOWN]):
        say(f"Refused: {sentence}")


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
