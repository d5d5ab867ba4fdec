"""Planning problems for tests and measurements: invented, but like real ones."""

from random import Random

from openspace.planning import Place, Problem


def invented(
    seed: int, *, topics: int, slots: int, rooms: int, people: int, heaviest: int = 1
) -> Problem:
    """Return a problem with circles of interest, popular topics, absent hosts and fixed talks.

    Args:
        heaviest: the most that a wish weighs; 1 where all weigh the same.
    """
    random = Random(seed)
    circles = max(2, topics // 8)
    circle_of = [random.randrange(circles) for _ in range(topics)]
    appeal = [1 / (1 + random.random() * 8) for _ in range(topics)]
    hosts = tuple(
        tuple(random.sample(range(people), random.choice((1, 1, 1, 2)))) for _ in range(topics)
    )
    # Some host a second topic.
    hosts = tuple(
        hosts[random.randrange(at)] if at and random.random() < 0.15 else own
        for at, own in enumerate(hosts)
    )
    unavailable = {
        host: frozenset(random.sample(range(slots), random.randint(1, max(1, slots // 3))))
        for host in sorted({host for some in hosts for host in some})
        if slots > 1 and random.random() < 0.2
    }
    fixed: dict[int, Place] = {}
    for topic in range(topics // 15):
        free = set(range(slots)) - {place.slot for place in fixed.values()}
        for host in hosts[topic]:
            free -= unavailable.get(host, frozenset())
        if free:
            fixed[topic] = Place(min(free), 0)
    wants = []
    for _ in range(people):
        mine = set(random.sample(range(circles), 2))
        pull = [
            random.random() ** (1 / (appeal[topic] * (6 if circle_of[topic] in mine else 1)))
            for topic in range(topics)
        ]
        count = random.randint(1, min(topics, slots + 2))
        liked = sorted(range(topics), key=lambda topic: -pull[topic])[:count]
        wants.append({topic: random.randint(1, heaviest) for topic in liked})
    capacity = tuple(
        max(4, 3 * people // (2 * rooms) - 2 * people * room // (3 * rooms * rooms))
        for room in range(rooms)
    )
    return Problem(topics, slots, capacity, hosts, unavailable, fixed, tuple(wants))
