"""The commands of whoever keeps the bot running: backup, restore, healthcheck."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.settings import Settings

# Each imports what it needs by itself, so that --help is there at once.


@dataclass(frozen=True)
class Around:
    """What the command line knows of its surroundings.

    Args:
        settings: reads them, or ends the program in words.
        environment: returns that of the process, without what belongs to Slack.
    """

    settings: "Callable[[], Settings]"
    environment: Callable[[], dict[str, str]]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(around: Around, file: Path) -> None:
    """Copy the database into the new FILE; the bot may run meanwhile.

    FILE holds everything, also who voted for what: keep it as you keep the database.
    """
    settings = around.settings()
    from bot import backup as copying

    try:
        click.echo(copying.backup(settings, file, around.environment()))
    except copying.CannotCopy as error:
        _fail(error.text)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Give up what the database holds now.")
@click.pass_obj
def restore(around: Around, file: Path, *, replace: bool) -> None:
    """Put what FILE holds, a backup, into the database; the bot must not run."""
    settings = around.settings()
    from bot import backup as copying

    try:
        click.echo(copying.restore(settings, file, around.environment(), replace=replace))
    except copying.CannotCopy as error:
        _fail(error.text)


@click.command()
@click.pass_obj
def healthcheck(around: Around) -> None:
    """Ask the bot that runs here whether it lives; 1 if not."""
    settings = around.settings()
    from bot import healthcheck as asking

    said = asking.ask(settings)
    click.echo(said.text)
    sys.exit(0 if said.good else 1)


COMMANDS = (backup, restore, healthcheck)


def _fail(text: str) -> None:
    click.echo(text, err=True)
    sys.exit(2)
