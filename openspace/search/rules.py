"""Which plans can be: the hard rules, and what a plan breaks of them."""

from collections.abc import Iterator, Mapping

from openspace.planning import Obstacle, Place, Problem


def violations(problem: Problem, places: Mapping[int, Place]) -> tuple[Obstacle, ...]:
    """Return what *places* break of the hard rules, by topic; nothing for a plan that can be."""
    found = [
        *contradictions(problem, places),
        *(
            Obstacle("moved", topic, place)
            for topic, place in problem.fixed.items()
            if places.get(topic) != place
        ),
        *(
            Obstacle("over", topic, place)
            for topic, place in places.items()
            if place.slot in problem.over and topic not in problem.fixed
        ),
    ]
    return tuple(sorted(found, key=lambda one: (one.topic, one.kind, one.place)))


def contradictions(problem: Problem, places: Mapping[int, Place]) -> tuple[Obstacle, ...]:
    """Return why *places* cannot be together, in the order of topics."""
    found: list[Obstacle] = []
    taken: dict[Place, int] = {}
    busy: dict[tuple[int, int], int] = {}
    for topic, place in sorted(places.items()):
        missing = _missing(problem, topic, place)
        if missing is not None:
            found.append(Obstacle(missing, topic, place))
            continue
        if place in taken:
            found.append(Obstacle("taken", topic, place, other=taken[place]))
        taken.setdefault(place, topic)
        found.extend(_of_hosts(problem, topic, place, busy))
    return tuple(found)


def _missing(problem: Problem, topic: int, place: Place) -> str | None:
    if not 0 <= topic < problem.topics:
        return "no topic"
    if not 0 <= place.slot < problem.slots:
        return "no slot"
    if not 0 <= place.room < len(problem.rooms):
        return "no room"
    return None


def _of_hosts(
    problem: Problem, topic: int, place: Place, busy: dict[tuple[int, int], int]
) -> Iterator[Obstacle]:
    for host in dict.fromkeys(problem.hosts[topic]):
        if place.slot in problem.unavailable.get(host, ()):
            yield Obstacle("host away", topic, place, host=host)
        other = busy.setdefault((host, place.slot), topic)
        if other != topic:
            yield Obstacle("host twice", topic, place, other=other, host=host)
