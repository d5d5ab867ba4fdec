"""What `python -m bot plan` can be asked on the command line."""

import sys
from functools import partial
from pathlib import Path

import click

from bot import signals


@click.command()
@click.argument("instance", type=click.Path(path_type=Path))
@click.option("--seconds", type=click.FloatRange(min=0), help="How long it may take at most.")
@click.option("--seed", default=1, show_default=True, help="The same one, the same timetable.")
@click.option(
    "--fairness",
    type=click.IntRange(0, 1000),
    default=2,
    show_default=True,
    help="Of 1,000 satisfied wishes, how many to give up for those who fare worst.",
)
@click.option(
    "--effort",
    type=click.FloatRange(0.001, 1000),
    default=1.0,
    show_default=True,
    help="How many times as many steps as usual.",
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Default: printed here.")
def plan(
    instance: Path,
    seconds: float | None,
    seed: int,
    fairness: int,
    effort: float,
    out: Path | None,
) -> None:
    """Make a timetable of a planning problem in a file (docs/timetable.md).

    When it is stopped, it writes the best it has found by then.
    """
    stop = signals.stop_event()
    # Here, so that --help is there at once.
    from bot import instances
    from bot import plan as planning
    from openspace.planning import Options

    options = Options(seed=seed, fairness=fairness, effort=effort)
    try:
        planning.plan(
            planning.Wanted(instance, seconds, options, out),
            should_stop=stop.is_set,
            progress=planning.bar,
            say=click.echo,
            tell=partial(click.echo, err=True),
        )
    except instances.BadInstance as error:
        click.echo(error.text, err=True)
        sys.exit(2)
