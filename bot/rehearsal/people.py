"""Invented people for a rehearsal: names, what they care about, and how they take part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from openspace.notices import Notices

MOST = 2000

FIRST_NAMES = """
Aileen Alasdair Amina Angus Anya Archie Aziz Beth Blair Callum Catriona Chidi Ciara Craig
Dafydd Davina Donald Eilidh Elif Esme Euan Farah Fergus Finlay Fraser Gavin Greer Hamish
Heather Ines Innes Iona Isla Ivor Jamal Jess Kaya Kenji Kirsty Lachlan Leila Lorna Magda Mairi
Malik Marek Moira Morven Nadia Neve Niall Noor Olek Orla Paolo Priya Ravi Rhona Rory Rosa Ross
Sadia Senga Shona Sorcha Stuart Sunita Tariq Tilda Torquil Una Vikram Wanda Wei Yara Yusuf
Zofia Zoya
"""
FAMILY_NAMES = """
Abara Aitken Anwar Baird Begum Birrell Buchan Cairns Chaudhry Colquhoun Crombie Dalgleish
Dhillon Doig Drummond Duthie Eze Farquhar Ferrier Galbraith Geddes Gillies Haddow Halliday
Hussain Imrie Irvine Jardine Kaur Kelso Kowalski Laidlaw Lamont Leckie Lim Lockhart Mabon
Mackie Mair Mazur McAra McNab Meikle Menzies Mistry Moncur Munro Nairn Nwosu Ogilvie Okafor
Orr Osei Paton Petrie Purdie Qureshi Rahman Ramsay Rennie Rintoul Sandhu Shand Sinclair Skene
Sorley Struthers Sutherland Tait Tennant Tulloch Urquhart Vass Wardlaw Weir Yilmaz Younger
"""

HOSTS_SHARE = 0.2
VOTES_SHARE = 0.75
GUESTS_SHARE = 0.05
SIGNS_UP = ((0.12, 0), (0.45, 2), (0.85, 5), (0.94, 8))
"""Up to which share of people sign up to how many sessions; all others sign up to everything."""

EVERYTHING = 10_000


@dataclass(frozen=True)
class Invented:
    """Somebody who is not.

    Args:
        handle: their name in the workspace.
        is_guest: whether they are a guest of the workspace.
        proposes: how many topics they propose.
        votes: whether they give their dots.
        sessions: how many sessions they want to be in, at most; hosts and facilitator included.
        gives_up: how many seats they give up again.
        notices: which messages they choose to get.
        taste: makes what they care about, together with a theme or word.
    """

    handle: str
    name: str
    is_guest: bool
    proposes: int
    votes: bool
    sessions: int
    gives_up: int
    notices: Notices
    taste: str


def invented(count: int, *, seed: int, guests: bool) -> tuple[Invented, ...]:
    """Return *count* invented people, the same for the same arguments; the first facilitates.

    Args:
        count: from 1 to 2,000.
        guests: whether there may be guests among them.
    """
    random = Random(f"people:{seed}")  # noqa: S311 - a game, no secret
    names = _names(count, random)
    return tuple(
        _somebody(n, name, random, seed=seed, guests=guests) for n, name in enumerate(names)
    )


def appeal(person: Invented, title: str, theme: str | None, *, seed: int) -> float:
    """Return how much somebody cares about a topic: above 0, most of them little.

    A few topics draw nearly everybody and most draw few, as in life; on top of that each person
    leans to some themes and to some words.
    """
    drawn = Random(f"draw:{seed}:{title.casefold()}").paretovariate(1.5)  # noqa: S311 - invented people, no secret
    themed = _leaning(person, f"theme {theme}") if theme else 0.5
    words = [word for word in _words(title) if len(word) > 4]
    worded = max((_leaning(person, word) for word in words), default=0.5)
    return drawn * (0.05 + themed**3) * (0.2 + worded**4)


def chosen(
    person: Invented, weights: Mapping[int, float], *, most: int, salt: str
) -> tuple[int, ...]:
    """Return some of the numbers, at most *most*, the likelier the heavier, in that order.

    Args:
        weights: by number, above 0.
        salt: makes the choice another one.
    """
    random = Random(f"choose:{person.taste}:{salt}")  # noqa: S311 - invented people, no secret
    # Efraimidis and Spirakis, weighted random sampling: the largest of random ** (1 / weight).
    keys = {number: random.random() ** (1 / weight) for number, weight in weights.items()}
    return tuple(sorted(keys, key=lambda number: (-keys[number], number))[:most])


def ballot(person: Invented, weights: Mapping[int, float], *, budget: int) -> dict[int, int]:
    """Return somebody's dots by topic number: most of them spend all, on a few topics."""
    random = Random(f"ballot:{person.taste}")  # noqa: S311 - invented people, no secret
    spends = budget if random.random() < 0.8 else random.randint(1, budget)
    favourites = chosen(person, weights, most=random.randint(2, 5), salt="ballot")
    dots: dict[int, int] = {}
    for _ in range(spends if favourites else 0):
        # The first of them draw the most.
        number = favourites[
            min(random.randrange(len(favourites)), random.randrange(len(favourites)))
        ]
        dots[number] = dots.get(number, 0) + 1
    return dots


def _names(count: int, random: Random) -> Sequence[str]:
    first, family = FIRST_NAMES.split(), FAMILY_NAMES.split()
    picked = random.sample(range(len(first) * len(family)), count)
    return [f"{first[n // len(family)]} {family[n % len(family)]}" for n in picked]


def _somebody(n: int, name: str, random: Random, *, seed: int, guests: bool) -> Invented:
    facilitates = n == 0
    share = random.random()
    sessions = next((most for up_to, most in SIGNS_UP if share < up_to), EVERYTHING)
    choice, gives, hosts, votes, guest = (random.random() for _ in range(5))
    notices = Notices.NONE if choice < 0.04 else Notices.MINE if choice < 0.14 else Notices.ALL
    return Invented(
        handle=name.casefold().replace(" ", "."),
        name=name,
        is_guest=guests and not facilitates and guest < GUESTS_SHARE,
        proposes=0 if facilitates or hosts > HOSTS_SHARE else 2 if hosts < 0.02 else 1,
        votes=facilitates or votes < VOTES_SHARE,
        sessions=3 if facilitates else sessions,
        gives_up=0 if facilitates or gives > 0.2 else 2 if gives < 0.05 else 1,
        notices=Notices.ALL if facilitates else notices,
        taste=f"{seed}:{n}",
    )


def _leaning(person: Invented, what: str) -> float:
    return Random(f"lean:{person.taste}:{what.casefold()}").random()  # noqa: S311 - invented people, no secret


def _words(title: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in title.casefold()).split()


QUESTIONS = (
    "What would help most with this: {about}?",
    "Where do we get stuck? {about}",
    "Small steps that worked: {about}",
    "Who should be in the room? {about}",
    "What we tried and would not do again: {about}",
    "A first hour for newcomers: {about}",
    "How do we tell others about it? {about}",
    "What can we stop doing? {about}",
)
ABOUT = (
    "meetings that everybody can follow",
    "working with partners outside",
    "first days in a new team",
    "decisions that last",
    "fewer forms",
    "plain words",
    "learning from each other",
    "time to think",
)


def titles(count: int, themes: Sequence[str], *, seed: int) -> tuple[tuple[str, str | None], ...]:
    """Return *count* invented titles, each with the theme it is about, None without themes."""
    random = Random(f"titles:{seed}")  # noqa: S311 - invented people, no secret
    about: Sequence[str] = themes or ABOUT
    pairs = [(question, one) for question in QUESTIONS for one in about]
    random.shuffle(pairs)
    found: list[tuple[str, str | None]] = []
    for n in range(count):
        question, one = pairs[n % len(pairs)]
        again = "" if n < len(pairs) else f" (part {n // len(pairs) + 1})"
        title = question.format(about=one)[: 140 - len(again)] + again
        found.append((title, one if themes else None))
    return tuple(found)
