"""The human side of the clock: what it shows, how fast it runs, and turning it on."""

import math
from dataclasses import asdict

from starlette.requests import Request
from starlette.routing import Route

from sandbox.people_api import human
from sandbox.refusals import Json, NotAllowed
from sandbox.world import World

FASTEST = 3600.0


def _shown(world: World) -> Json:
    turner = world.turner
    return {
        "now": world.clock.now(),
        "speed": world.clock.speed,
        "can_play": turner is not None,
        "doing": turner.doing if turner else None,
        "trouble": turner.trouble if turner else None,
    }


def tell(world: World) -> None:
    """Tell everybody's page what the clock shows."""
    world.live.tell_all({"type": "clock", **_shown(world)})


async def clock(world: World, _request: Request, _body: Json) -> Json:
    """What the clock shows, and the moments worth jumping to."""
    stops = world.turner.stops() if world.turner else []
    return {**_shown(world), "stops": [asdict(stop) for stop in stops]}


async def turn(world: World, _request: Request, body: Json) -> Json:
    """Turn the clock: by `speed`, `to`, or `play` (next, week or stop)."""
    if "speed" in body:
        _run(world, body["speed"])
    if "to" in body:
        _go(world, body["to"])
    if "play" in body:
        _play(world, body["play"])
    tell(world)
    return _shown(world)


def _run(world: World, speed: object) -> None:
    if not isinstance(speed, int | float) or not 0 <= speed <= FASTEST:
        raise NotAllowed("bad_speed", f"The speed is a number from 0 to {FASTEST:g}.")
    _refuse_while_playing(world)
    world.clock.run(float(speed))


def _go(world: World, to: object) -> None:
    if not isinstance(to, int | float) or not math.isfinite(to):
        raise NotAllowed("bad_moment", "The moment is a number of seconds since 1970.")
    if to < world.clock.now():
        raise NotAllowed(
            "in_the_past", "The clock only goes forward. Start again to begin the week anew."
        )
    _refuse_while_playing(world)
    if world.turner:
        world.turner.go(float(to))
    else:
        world.clock.turn(float(to))


def _play(world: World, what: object) -> None:
    if world.turner is None:
        raise NotAllowed("no_turner", "Nobody is here who could play time forward.")
    if what == "stop":
        world.turner.stop()
    elif what in ("next", "week"):
        _refuse_while_playing(world)
        if what == "next":
            world.turner.go_to_next_message()
        else:
            world.turner.play()
    else:
        raise NotAllowed("bad_play", "play is next, week or stop.")


def _refuse_while_playing(world: World) -> None:
    if world.turner and world.turner.doing:
        raise NotAllowed("is_playing", "The clock is being played. Stop that first.")


ROUTES = [
    Route("/sandbox/clock", human(clock), methods=["GET"]),
    Route("/sandbox/clock", human(turn), methods=["POST"]),
]
