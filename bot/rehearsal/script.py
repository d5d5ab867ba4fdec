"""What invented people do in a rehearsal, and when: a list of steps on the event's clock."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from random import Random

from bot.rehearsal import people
from bot.rehearsal.people import EVERYTHING, Invented
from openspace import moments
from openspace.notices import Notices
from openspace.setup import SetTimes, SetUp

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LONGEST_BEFORE = timedelta(days=14)
OPENS = time(8, 30)
CLOSES = time(15, 30)
NOON = time(12, 0)
AT_WORK = (time(8, 30), time(17, 30))
"""When invented people do something."""

FACILITATOR = 0
"""The first of the invented people."""

TOPICS_ARE_MANY = 8
"""From so many topics on one of the hosts thinks better of it."""


class Look(Enum):
    """What somebody does after a look at how things stand."""

    VOTE = auto()
    DRAFT = auto()
    PUBLISH = auto()
    SIGN_UP_FOR_TALKS = auto()
    SIGN_UP = auto()
    GIVE_UP = auto()
    WITHDRAW = auto()
    MOVE_ONE = auto()


@dataclass(frozen=True)
class Step:
    """One thing that one person does.

    Args:
        at: the moment, aware.
        who: counts the invented people from 0.
        what: a command as it is typed, or what is done after a look.
    """

    at: datetime
    who: int
    what: str | Look


@dataclass(frozen=True)
class Times:
    """The moments of a week, all aware.

    Args:
        starts_at: of the rehearsal.
        place_at: when the facilitator has the timetable drafted, to publish it soon after.
        closes_at: when the facilitator closes the open space.
        ends_at: of the rehearsal.
    """

    starts_at: datetime
    proposals_open: datetime
    proposals_close: datetime
    voting_open: datetime
    voting_close: datetime
    place_at: datetime
    closes_at: datetime
    ends_at: datetime


def shortened(set_up: SetUp) -> SetUp:
    """Return a set-up in which nothing opens or closes long before the first day.

    What would is as late as can be, so that a rehearsal has no empty months in it.
    """
    earliest = set_up.first_day - LONGEST_BEFORE
    return replace(
        set_up,
        windows=SetTimes(
            **{
                name: wall and datetime.combine(max(wall.date(), earliest), wall.time())
                for name, wall in asdict(set_up.windows).items()
            }
        ),
    )


def times(set_up: SetUp) -> Times:
    """Return when what happens in a week with that set-up."""
    zone, first, last = set_up.zone, set_up.first_day, set_up.last_day
    set_times = _set_times(set_up)
    starts = sorted(moments.instant(slot.day, slot.start, zone) for slot in set_up.slots)
    end_of_days = moments.instant(last, time(23, 55), zone)
    morning = moments.instant(first, OPENS, zone)
    close = set_times.get("voting_close") or _usual_close(set_up, starts)
    voting_open = set_times.get("voting_open") or min(morning, close - HOUR)
    if close <= voting_open:
        close = min(voting_open + 6 * HOUR, end_of_days - HOUR)
    proposals_open = set_times.get("proposals_open") or min(morning, voting_open)
    gap = HOUR / 2 if close - proposals_open > 2 * HOUR else timedelta(0)
    proposals_close = set_times.get("proposals_close") or close - gap
    if proposals_close <= proposals_open:
        proposals_close = min(proposals_open + 6 * HOUR, end_of_days - HOUR)
    closes_at = _closes_at(set_up, end_of_days)
    return Times(
        starts_at=_starts_at(set_up, [*starts, proposals_open, voting_open]),
        proposals_open=proposals_open,
        proposals_close=proposals_close,
        voting_open=voting_open,
        voting_close=close,
        place_at=_awake(close + 20 * MINUTE, zone),
        closes_at=closes_at,
        ends_at=closes_at + HOUR / 2,
    )


def script(set_up: SetUp, cast: Sequence[Invented], *, seed: int) -> tuple[Step, ...]:
    """Return the steps of a week in the order of time, the same for the same arguments."""
    when = times(set_up)
    steps = [
        *_facilitation(set_up, when),
        *_proposals(set_up, cast, when, seed=seed),
        *_changes_of_mind(set_up, cast, when, seed=seed),
    ]
    for who, person in enumerate(cast):
        steps += _own(set_up, who, person, when)
    last = [step for step in steps if step.at == when.closes_at and step.who == FACILITATOR]
    kept = [step for step in steps if when.starts_at <= step.at < when.closes_at] + last
    return tuple(sorted(kept, key=lambda step: (step.at, step.who)))


def _set_times(set_up: SetUp) -> dict[str, datetime]:
    return {
        name: moments.instant(wall.date(), wall.time(), set_up.zone)
        for name, wall in asdict(set_up.windows).items()
        if wall is not None
    }


def _usual_close(set_up: SetUp, starts: Sequence[datetime]) -> datetime:
    """In the afternoon of the first day; on an only day before half of its slots have begun."""
    zone, first = set_up.zone, set_up.first_day
    if first < set_up.last_day:
        return moments.instant(first, CLOSES, zone)
    return starts[len(starts) // 2] - HOUR if starts else moments.instant(first, NOON, zone)


def _starts_at(set_up: SetUp, others: Sequence[datetime]) -> datetime:
    """An hour before anything happens, so that nothing has passed then."""
    first = set_up.first_day
    digest = set_up.schedule.digest_at
    walls = [time(9, 0), *([digest] if digest else [])]
    earliest = min(*(moments.instant(first, wall, set_up.zone) for wall in walls), *others)
    return (earliest - HOUR).replace(second=0, microsecond=0)


def _closes_at(set_up: SetUp, end_of_days: datetime) -> datetime:
    zone, last = set_up.zone, set_up.last_day
    summary = set_up.schedule.summary_at
    ends = [moments.instant(slot.day, slot.end, zone) for slot in set_up.slots]
    after = [
        moments.instant(last, time(16, 30), zone),
        *([moments.instant(last, summary, zone)] if summary else []),
        *ends,
    ]
    return min(max(after) + HOUR / 2, end_of_days)


def _awake(moment: datetime, zone: str) -> datetime:
    shown = moments.wall(moment, zone)
    opens, closes = AT_WORK
    if shown.time() < opens:
        return moments.instant(shown.date(), opens, zone)
    if shown.time() > closes:
        return moments.instant(shown.date() + timedelta(days=1), opens, zone)
    return moment


def _facilitation(set_up: SetUp, when: Times) -> Iterator[Step]:
    set_times = _set_times(set_up)
    for window in ("proposals", "voting"):
        opens, closes = getattr(when, f"{window}_open"), getattr(when, f"{window}_close")
        is_opening_set = f"{window}_open" in set_times
        until = moments.wall(closes, set_up.zone).strftime("%Y-%m-%d %H:%M")
        is_closing_set = f"{window}_close" in set_times
        if not is_opening_set:
            end = "" if is_closing_set else f" until {until}"
            yield Step(opens, FACILITATOR, f"/openspace open {window}{end}")
        elif not is_closing_set:
            yield Step(opens, FACILITATOR, f"/openspace close {window} at {until}")
    yield Step(when.place_at, FACILITATOR, Look.DRAFT)
    # By then the draft is there, and looked at.
    yield Step(when.place_at + 3 * MINUTE, FACILITATOR, Look.PUBLISH)
    yield Step(when.closes_at, FACILITATOR, "/openspace close")


def wanted_topics(set_up: SetUp, cast: Sequence[Invented]) -> int:
    """Return how many topics people propose: some more than there are places for, at least three.

    Nobody proposes more than they do by nature.
    """
    places = max(len(set_up.slots) * len(set_up.rooms) - len(set_up.talks), 0)
    room = max(3, round(places * 1.2)) - len(set_up.topics)
    return max(0, min(room, sum(person.proposes for person in cast)))


def _proposals(
    set_up: SetUp, cast: Sequence[Invented], when: Times, *, seed: int
) -> Iterator[Step]:
    authors = [who for who, person in enumerate(cast) for _ in range(person.proposes)]
    random = Random(f"proposals:{seed}")  # noqa: S311 - a game, no secret
    random.shuffle(authors)
    chosen = authors[: wanted_topics(set_up, cast)]
    titles = people.titles(len(chosen), set_up.themes, seed=seed)
    for who, (title, _theme) in zip(chosen, titles, strict=True):
        at = _moment(random, when.proposals_open, when.proposals_close, set_up.zone)
        yield Step(at, who, f"/propose {title}")


def _changes_of_mind(
    set_up: SetUp, cast: Sequence[Invented], when: Times, *, seed: int
) -> Iterator[Step]:
    """Return what makes news that people should see before their week: two things per week."""
    random = Random(f"changes:{seed}")  # noqa: S311 - invented people, no secret
    authors = [who for who, person in enumerate(cast) if person.proposes]
    if authors and wanted_topics(set_up, cast) + len(set_up.topics) >= TOPICS_ARE_MANY:
        at = when.voting_close - (when.voting_close - when.voting_open) / 8
        yield Step(_minute(at), random.choice(authors), Look.WITHDRAW)
    days = _days(set_up)
    if len(days) > 2:
        at = moments.instant(days[1], time(9, 20), set_up.zone)
        yield Step(at, FACILITATOR, Look.MOVE_ONE)


def _own(set_up: SetUp, who: int, person: Invented, when: Times) -> Iterator[Step]:
    random = Random(f"own:{person.taste}")  # noqa: S311 - invented people, no secret
    zone = set_up.zone
    first_hours = (when.starts_at + 30 * MINUTE, max(when.place_at, when.starts_at + 3 * HOUR))
    chooses_at = _moment(random, *first_hours, zone)
    votes_at = _moment(random, when.voting_open, when.voting_close, zone)
    talks_at = _moment(
        random, when.starts_at + 30 * MINUTE, when.starts_at + 2 * HOUR + 15 * MINUTE, zone
    )
    signs_up_at = _moment(random, when.place_at + 5 * MINUTE, _sign_up_until(set_up, when), zone)
    gives_up = [
        _moment(random, when.place_at + 4 * HOUR, when.closes_at - 3 * HOUR, zone)
        for _ in range(person.gives_up)
    ]
    if person.notices is not Notices.ALL:
        yield Step(chooses_at, who, f"/openspace notices {person.notices.value}")
    if person.votes:
        yield Step(votes_at, who, Look.VOTE)
    if person.sessions and set_up.talks:
        yield Step(talks_at, who, Look.SIGN_UP_FOR_TALKS)
    if person.sessions:
        yield Step(signs_up_at, who, Look.SIGN_UP)
    if person.sessions == EVERYTHING:
        yield from (
            Step(moments.instant(day, time(9, 30), zone), who, Look.SIGN_UP)
            for day in _days(set_up)[1:]
        )
    yield from (Step(at, who, Look.GIVE_UP) for at in gives_up)


def _sign_up_until(set_up: SetUp, when: Times) -> datetime:
    """Return until when most people have signed up: for a day, or until the last slots."""
    starts = [moments.instant(slot.day, slot.start, set_up.zone) for slot in set_up.slots]
    soon = max(starts, default=when.closes_at) - HOUR
    return max(min(when.place_at + 24 * HOUR, soon), when.place_at + 15 * MINUTE)


def _days(set_up: SetUp) -> tuple[date, ...]:
    return moments.days_between(set_up.first_day, set_up.last_day)


def _moment(random: Random, start: datetime, end: datetime, zone: str) -> datetime:
    """Return a minute between two moments, in working hours where there are any between them."""
    spans = [(start, max(end, start))]
    day = moments.today(start, zone)
    working = []
    while day <= moments.today(end, zone):
        opens, closes = (moments.instant(day, wall, zone) for wall in AT_WORK)
        if max(opens, start) < min(closes, end):
            working.append((max(opens, start), min(closes, end)))
        day += timedelta(days=1)
    chosen = working or spans
    left = random.random() * sum((b - a).total_seconds() for a, b in chosen)
    for a, b in chosen:
        length = (b - a).total_seconds()
        if left <= length:
            return max(_minute(a + timedelta(seconds=left)), _minute(a) + MINUTE)
        left -= length
    return chosen[-1][1]


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
