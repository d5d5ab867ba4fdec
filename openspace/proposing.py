"""What a topic must be like, and when two topics are the same."""

from dataclasses import dataclass

from openspace import RuleViolation

TITLE_LENGTH = (3, 150)
DESCRIPTION_LENGTH = 2000
ACCESS_NOTES_LENGTH = 2000
MOST_HOSTS = 20
MOST_TOPICS = 1000


@dataclass(frozen=True)
class Topic:
    """A topic or talk that is not withdrawn.

    Args:
        speakers: names of a talk's speakers; None for a topic.
        author_id: the participant who proposed it; None for a talk.
        run_of: number of the topic that it is another run of; None for a topic of its own.
    """

    id: int
    number: int
    title: str
    description: str
    theme: str | None
    speakers: str | None
    author_id: int | None
    hosts: tuple[str, ...] = ()
    run_of: int | None = None

    @property
    def is_votable(self) -> bool:
        """Say whether dots can be given to it: not to a talk, nor to another run of a topic."""
        return self.speakers is None and self.run_of is None

    def is_by(self, participant_id: int | None) -> bool:
        """Say whether that participant proposed it; None has proposed nothing."""
        return self.author_id is not None and self.author_id == participant_id


@dataclass(frozen=True)
class Details:
    """What people write about a topic.

    Args:
        hosts: user ids; empty for a topic that looks for a host.
        access_notes: what facilitators should know about access; None when the person who looks
            may not see it.
    """

    title: str = ""
    description: str = ""
    theme: str | None = None
    hosts: tuple[str, ...] = ()
    access_notes: str | None = ""


def check_title(title: str) -> None:
    """Refuse a title that is too short or too long, in characters.

    Raises:
        RuleViolation: with the field `title`.
    """
    shortest, longest = TITLE_LENGTH
    if not title:
        raise RuleViolation(
            "A topic needs a title. Type it behind the command:"
            " `/propose How do we start co-pro in procurement?`",
            "title",
        )
    if len(title) < shortest:
        raise RuleViolation(
            f"A title needs at least {shortest} characters. Say in a few words what to discuss:"
            " `/propose How do we start co-pro in procurement?`",
            "title",
        )
    if len(title) > longest:
        raise RuleViolation(
            f"A title has at most {longest} characters; this one has {len(title)}."
            " Shorten it and type `/propose` again with the shorter one.",
            "title",
        )


def check_description(description: str) -> None:
    """Refuse a description of more than 2,000 characters.

    Raises:
        RuleViolation: with the field `description`.
    """
    if len(description) > DESCRIPTION_LENGTH:
        raise RuleViolation(
            f"A description has at most {DESCRIPTION_LENGTH:,} characters; this one has"
            f" {len(description):,}. Shorten it, or put the rest behind a link.",
            "description",
        )


def check_access_notes(notes: str) -> None:
    """Refuse access notes of more than 2,000 characters.

    Raises:
        RuleViolation: with the field `access_notes`.
    """
    if len(notes) > ACCESS_NOTES_LENGTH:
        raise RuleViolation(
            f"Access notes have at most {ACCESS_NOTES_LENGTH:,} characters; these have"
            f" {len(notes):,}. Shorten them, or tell a facilitator the rest.",
            "access_notes",
        )


def check_hosts(hosts: int) -> None:
    """Refuse more hosts than a topic can have.

    Raises:
        RuleViolation: with the field `hosts`.
    """
    if hosts > MOST_HOSTS:
        raise RuleViolation(
            f"A topic has at most {MOST_HOSTS} hosts; these would be {hosts}. Take some out:"
            " anybody may come and help without being a host.",
            "hosts",
        )


def same_title_key(title: str) -> str:
    """Return what two titles share when a reader would call them the same."""
    return " ".join(title.casefold().split()).rstrip(" .?!…")


def check_room_for_another(topics: int) -> None:
    """Refuse a topic beyond the most that one open space can hold.

    Raises:
        RuleViolation: *topics*, the number there are, is at the bound.
    """
    if topics >= MOST_TOPICS:
        raise RuleViolation(
            f"This open space already has {MOST_TOPICS} topics, the most it can hold."
            " Look for a similar one with `/topics` and join in there."
        )
