"""The command line, and the only place that reads the environment."""

import json
import logging
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot import plan_command, signals, upkeep_commands

if TYPE_CHECKING:
    from bot.settings import Settings

# Each subcommand imports what it needs by itself, so that --help is there at once.


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Hold an open space week inside Slack."""
    context.obj = upkeep_commands.Around(_settings, lambda: dict(os.environ))
    # numpy's library reads this once. A second thread gains little, and takes a core from others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


main.add_command(plan_command.plan)
for command in upkeep_commands.COMMANDS:
    main.add_command(command)


@main.command()
def run() -> None:
    """Run the bot until it is told to stop.

    Settings come from the environment and the file .env; .env.example explains each.
    """
    settings = _settings()
    _log(settings.log_level, settings.log_format)
    stop = signals.stop_event()
    from bot import memory
    from bot import run as life

    memory.share()
    try:
        done = life.serve(settings, stop=stop)
    except life.CannotStart as error:
        _fail(error.text)
    _leave(done=done)


@main.command()
@click.option("--page-port", type=int, help="Where the page is. Default: 8700, or any free one.")
@click.option(
    "--database-url", help="An empty database for the week. Default: one that is gone afterwards."
)
@click.option("--at", help="When it begins, on London's clocks. Default: 2027-11-22 09:40.")
@click.option("--speed", help="How many times faster than yours its clock runs: up to 3600.")
def demo(
    page_port: int | None, database_url: str | None, at: str | None, speed: str | None
) -> None:
    """Try the bot on this machine, in a made-up workspace with an example week."""
    _environment()
    _without_proxy()
    _log("WARNING")
    stop = signals.stop_event()
    from bot import demo as example
    from bot import example_week, settings
    from bot.run import CannotStart

    try:
        url = settings.database(database_url) if database_url else None
        done = example.play(
            at=example_week.STARTS_AT if at is None else example.moment(at),
            speed=1.0 if speed is None else example.speed(speed),
            page_port=page_port,
            database_url=url,
            stop=stop,
            say=click.echo,
        )
    except (CannotStart, settings.BadSettings) as error:
        _fail(error.text)
    _leave(done=done)


@main.command()
@click.option("--space", help="Part of the name of the open space. Default: the only live one.")
@click.option("--file", type=click.Path(path_type=Path), help="A set-up in place of the database.")
@click.option("--example", is_flag=True, help="The example week in place of the database.")
@click.option("--people", type=click.IntRange(1, 2000), default=60, show_default=True)
@click.option("--seed", default=1, show_default=True, help="The same one, the same week.")
@click.option(
    "--out", type=click.Path(path_type=Path), default="proof-book.html", show_default=True
)
@click.option("--write-file", type=click.Path(path_type=Path), help="Only write the set-up there.")
def rehearse(**asked: Any) -> None:
    """Play your week with invented people, and see every message it would send.

    The set-up is read from DATABASE_URL, which is never changed.
    """
    url = _environment().get("DATABASE_URL", "")
    _without_proxy()
    _log("ERROR")
    stop = signals.stop_event()
    from bot.rehearsal import command, source

    try:
        done = command.rehearse(
            command.Wanted(**asked),
            url,
            stop=stop,
            say=click.echo,
            tell=lambda line: click.echo(line, err=True),
        )
    except source.CannotRehearse as error:
        _fail(error.text)
    sys.exit(0 if done else 1)


@main.command()
@click.option(
    "--people", metavar="NUMBER", default="100", show_default=True, help="How many act at once."
)
@click.option(
    "--seconds", metavar="NUMBER", default="30", show_default=True, help="How long they act."
)
@click.option(
    "--seed", metavar="NUMBER", default="1", show_default=True, help="The same one, the same deeds."
)
@click.option(
    "--think", metavar="SECONDS", default="2", show_default=True, help="Between two deeds, mean."
)
@click.option(
    "--database-url", metavar="URL", help="An empty database. Default: one that is gone afterwards."
)
@click.option(
    "--mode", metavar="MODE", help="How the bot is reached: socket or http. Default: socket."
)
@click.option(
    "--latency-ms",
    metavar="NUMBER",
    default="0",
    show_default=True,
    help="How slowly Slack answers.",
)
@click.option(
    "--page",
    metavar="ADDRESS",
    help="A sandbox that runs already, with the bot: http://127.0.0.1:8700",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of a table.")
def load(*, as_json: bool, **asked: Any) -> None:
    """Let many simulated people act in a sandbox at once, and print what came of it.

    It ends with 1 when something failed or Slack would not have taken something.
    """
    _environment()
    _without_proxy()
    _log("ERROR")
    stop = signals.stop_event()
    from bot.load import wanted
    from bot.run import CannotStart

    try:
        known = wanted.read(**asked)
        from bot.load import figures, play

        found = play.play(known, stop, partial(click.echo, err=True))
    except CannotStart as error:
        _fail(error.text)
    shown = json.dumps(figures.as_json(found), indent=2) if as_json else figures.table(found)
    click.echo(shown)
    sys.exit(0 if found.is_good else 1)


@main.command()
@click.option("--mode", type=click.Choice(["socket", "http"]), help="Default: MODE, else socket.")
@click.option("--prefix", help="Stands before each command's name. Default: COMMAND_PREFIX.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="How it is written.",
)
@click.option("--url", help="The bot's public address, for --mode http: https://bot.example.org")
@click.option(
    "--workspaces",
    type=click.Choice(["one", "many"]),
    help="Who installs it. Default: many with SLACK_CLIENT_ID, else one.",
)
def manifest(
    mode: str | None, prefix: str | None, form: str, url: str | None, workspaces: str | None
) -> None:
    """Print the app manifest, from which Slack makes the app."""
    environment = _environment()
    from bot import manifest as description
    from bot.settings import BadSettings

    try:
        document = description.asked(
            mode or environment.get("MODE") or "socket",
            environment.get("COMMAND_PREFIX", "") if prefix is None else prefix,
            url,
            workspaces or ("many" if environment.get("SLACK_CLIENT_ID") else "one"),
        )
    except BadSettings as error:
        _fail(error.text)
    click.echo(description.written(document, form), nl=False)


@main.command()
def check() -> None:
    """Look whether the bot could run here, and say what to do if not."""
    settings = _settings()
    _log("ERROR")
    from bot import check as look

    findings = look.check(settings)
    for finding in findings:
        click.echo(f"{'ok   ' if finding.good else 'WRONG'} {finding.text}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)


@main.command()
def key() -> None:
    """Print a new key for TOKEN_KEYS, which encrypts the tokens of workspaces."""
    from bot import token_keys

    click.echo(token_keys.new_key())


@main.command(hidden=True)
def search() -> None:
    """Search for the timetables that the bot asks for."""
    os.nice(10)  # votes come first, but not so that it never ends
    # The bot tells it when to end, and a key pressed at the terminal is meant for the bot.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from bot import searching

    searching.answer(sys.stdin, partial(print, flush=True))


def _environment() -> dict[str, str]:
    """Return `.env` overlaid with the environment, and take Slack's variables out of the latter.

    Bolt reads them by itself: with SLACK_CLIENT_ID and SLACK_CLIENT_SECRET it switches on OAuth
    with a file store (slack_bolt, App.__init__).
    """
    from dotenv import dotenv_values

    file = {name: value for name, value in dotenv_values(Path(".env")).items() if value is not None}
    environment = {**file, **os.environ}
    for name in [name for name in os.environ if name.startswith("SLACK_")]:
        del os.environ[name]
    return environment


def _settings() -> "Settings":
    environment = _environment()
    from bot import settings

    try:
        found = settings.read(environment)
    except settings.BadSettings as error:
        _fail(error.text)
    if found.slack_is_near:
        _without_proxy()
    return found


def _without_proxy() -> None:
    """Keep calls to this machine on this machine.

    slack_sdk sends everything through a proxy that the environment names, and knows no NO_PROXY
    (slack_sdk/proxy_env_variable_loader.py).
    """
    for name in (
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ):
        os.environ.pop(name, None)


def _log(level: str, form: str = "text") -> None:
    from bot import logs

    logs.set_up(level, form)


def _leave(*, done: bool) -> NoReturn:
    """End the process, at once if a thread still waits for a Slack that hangs."""
    if not done:
        # An ordinary exit waits for the threads of a pool without limit (concurrent.futures).
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)
    sys.exit(0)


def _fail(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main(prog_name="python -m bot")
