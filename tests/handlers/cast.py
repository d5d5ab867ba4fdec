"""People of one open space whose deeds read as sentences."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sandbox.calls import id_of
from sandbox.client import Person, wait_for
from sandbox.sights import Answer, Channel, Message, Outcome, View
from tests.handlers.seen import button, is_board
from tests.handlers.world import World


class Somebody:
    """A person, in the channel of their open space unless told otherwise."""

    def __init__(self, world: World, person: Person, channel: Channel | str) -> None:
        self.world = world
        self.person = person
        self.id = person.id
        self.channel = channel

    @property
    def mention(self) -> str:
        """What others type to mean them."""
        return f"<@{self.id}>"

    # Typing

    def types(self, text: str, *, at: Channel | str | None = None) -> Message:
        """Type a command, without its slash; return the answer, which only they see."""
        answer = self.tries(text, at=at)
        assert answer.error is None, answer
        assert answer.message is not None, "every command is answered"
        assert answer.message.is_ephemeral
        return answer.message

    def tries(self, text: str, *, at: Channel | str | None = None) -> Answer:
        return self.person.types(f"/{self.world.prefix}{text}", at or self.channel)

    def proposes(self, title: str) -> Message:
        return self.types(f"propose {title}")

    def votes(self, words: str = "") -> Message:
        return self.types(f"vote {words}")

    def signs_up(self, words: str = "") -> Message:
        return self.types(f"signup {words}")

    def runs(self, words: str = "") -> Message:
        """Do something with `/openspace`."""
        return self.types(f"openspace {words}")

    # Pressing

    def presses(
        self, message: Message, what: str, about: int | None = None, *, add: bool = False
    ) -> Message:
        """Press a button; return the message as it is once that is answered.

        Args:
            what: its action or its label.
            about: the number of its topic or session, where several have the same action.
            add: the answer comes as a message of its own, which is returned.
        """
        return self._sees_outcome(message, self.pushes(message, what, about), add=add)

    def chooses(self, message: Message, what: str, option: str) -> Message:
        """Choose an option, by its label, in the menu with that action."""
        block, element = button(message, what)
        (value,) = [one["value"] for one in element["options"] if one["text"]["text"] == option]
        outcome = self.person.presses(
            message, action_id=what, block_id=block["block_id"], value=value
        )
        return self._sees_outcome(message, outcome, add=False)

    def _sees_outcome(self, message: Message, outcome: Outcome, *, add: bool) -> Message:
        assert outcome.error is None, outcome
        self.world.wait_for_lanes()
        if add:
            newest = self.person.last_answer(message.channel)
            assert newest is not None
            assert newest.ts != message.ts
            return newest
        now = self.person.again(message)
        assert now is not None
        return now

    def pushes(self, message: Message, what: str, about: int | None = None) -> Outcome:
        """Press a button and wait for nothing but the ack."""
        block, element = button(message, what, about)
        return self.person.presses(
            message, action_id=element["action_id"], block_id=block["block_id"]
        )

    def pushes_at_once(self, message: Message, *several: tuple[str, int]) -> Message:
        """Press several buttons at the same moment; return the message as it is in the end."""
        found = [button(message, what, about)[1] for what, about in several]
        with ThreadPoolExecutor(len(found)) as fingers:
            for sent in [
                fingers.submit(self._sends_click, one["action_id"], one["value"], original=message)
                for one in found
            ]:
                sent.result()
        self.world.wait_for_lanes()
        now = self.person.again(message)
        assert now is not None
        return now

    def clicks_raw(self, action_id: str, value: Any) -> Message:
        """Press a button that no message shows, as an old or forged one; return what is said."""
        before = self.person.last_answer(self.channel)
        self._sends_click(action_id, value)
        self.world.wait_for_lanes()
        newest = self.person.last_answer(self.channel)
        assert newest is not None, "every click gets a visible answer"
        assert before is None or newest.ts != before.ts, "every click gets a visible answer"
        return newest

    def _sends_click(self, action_id: str, value: Any, *, original: Message | None = None) -> None:
        action = {"type": "button", "action_id": action_id, "block_id": "b", "action_ts": "1.1"}
        answer = self.world.interacts(
            {
                "type": "block_actions",
                "team": {"id": self.world.sandbox.team_id},
                "user": {"id": self.id, "team_id": self.person.profile.team_id},
                "api_app_id": self.world.sandbox.app_id,
                "container": {"type": "message", "is_ephemeral": True},
                "channel": {"id": id_of(self.channel)},
                "response_url": self.response_url(original),
                "trigger_id": "1.1.1",
                "actions": [action if value is None else {**action, "value": value}],
            }
        )
        assert answer.status_code == 200
        assert answer.text == ""

    def response_url(self, original: Message | None = None) -> str:
        """A new response URL for this person, as Slack makes one for each click."""
        inside = self.world.sandbox._world
        key = inside.interactions.new_response_url(
            self.id, id_of(self.channel), original.ts if original else None
        )
        return f"{inside.base_url}/respond/{inside.workspace.team_id}/{key}"

    # Seeing

    def reads(self, *, at: Channel | str | None = None) -> list[Message]:
        """What everybody sees in the channel, but for the board, which is there all the time."""
        return [message for message in self._seen(at or self.channel) if not is_board(message)]

    def boards(self) -> list[Message]:
        """The boards in the channel; there should be one."""
        return [message for message in self._seen(self.channel) if is_board(message)]

    def board(self) -> Message:
        """The one board in the channel."""
        (only,) = self.boards()
        return only

    def _seen(self, channel: Channel | str) -> list[Message]:
        self.world.settle()
        seen = self.person.sees(channel)
        return [message for message in seen if not message.is_ephemeral]

    def whispers(self, *, thread_ts: str | None = None) -> list[Message]:
        """What only they see in the channel, or in a thread of it."""
        self.world.wait_for_lanes()
        seen = self.person.sees(self.channel, thread_ts=thread_ts)
        return [message for message in seen if message.is_ephemeral]

    # At home

    def opens_home(self) -> View:
        """Open the app's Home; return what is there once that is answered."""
        start = len(self.world.calls)
        self.person.opens_home()
        self.world.wait_for_event("app_home_opened", since=start)
        return self.home()

    def home(self) -> View:
        """Return the Home as it is once all is done."""
        self.world.wait_for_lanes()
        found = self.person.home()
        assert found is not None, "Home was never painted"
        return found

    def presses_at_home(self, what: str, about: int | None = None) -> View:
        """Press a button in their Home; return the Home once that is answered."""
        block, element = button(self.home(), what, about)
        outcome = self.person.presses(
            self.home(), action_id=element["action_id"], block_id=block["block_id"]
        )
        assert outcome.error is None, outcome
        return self.home()

    def letters(self) -> list[Message]:
        """What the bot wrote to them directly."""
        return self.reads(at=self.person.dm())

    def last_letter(self) -> str:
        letters = self.letters()
        return letters[-1].text if letters else ""


@dataclass(frozen=True)
class Week:
    """An open space in a private channel: ada facilitates, bo and cy take part, mallory is out."""

    world: World
    channel: Channel
    ada: Somebody
    bo: Somebody
    cy: Somebody
    mallory: Somebody

    def newcomer(self, name: str, *, kind: str = "member") -> Somebody:
        """Somebody new who joins the channel."""
        return joined(self.world, name, self.channel, kind=kind)

    def proposing(self) -> "Week":
        self.ada.runs("open proposals")
        return self

    def voting(self, *titles: str) -> "Week":
        """Bo proposes *titles*; then voting opens."""
        self.ada.runs("open proposals")
        for title in titles or ("Procurement", "Transport", "Digital"):
            self.bo.proposes(title)
        self.ada.runs("open voting")
        return self

    def published(self, *talks: tuple[str, str, str], seats: int = 2) -> "Week":
        """Rooms A and B, slots at 10:00 and 11:00 on Tuesday; *talks* are title, start, room."""
        self.ada.runs(f'rooms add "Room A" {seats}')
        self.ada.runs('rooms add "Room B" 30 https://meet.example.org/b')
        self.ada.runs("slots add tue 10:00-11:00 11:00-12:00")
        for title, start, room in talks or (("Opening", "10:00", "Room A"),):
            self.ada.runs(f'talks add "{title}" tue {start} "{room}" by "Morag Tennant, Network"')
        self.ada.runs("timetable publish")
        return self

    def settled(self) -> "Week":
        self.world.settle()
        return self


NEW = 'new "CoProWeekScot" 2027-11-22 to 2027-11-26'


def week(world: World, *, is_private: bool = True) -> Week:
    """A new open space with people nobody else knows."""
    number = world.number()
    names = ("ada", "bo", "cy", "mallory")
    people = [world.workspace.add_person(f"{name}-{number}") for name in names]
    channel = world.workspace.add_channel(
        f"week-{number}", members=people[:3], is_private=is_private
    )
    outside = world.workspace.add_channel(f"outside-{number}", members=people, is_private=True)
    ada, bo, cy = (Somebody(world, person, channel) for person in people[:3])
    mallory = Somebody(world, people[3], outside)
    made = Week(world, channel, ada, bo, cy, mallory)
    # Who is heard of as having joined only once the open space is there would be welcomed in it.
    wait_for(lambda: arrivals(world, channel) == len(channel.members), every_s=0.002)
    ada.runs(NEW)
    return made


def arrivals(world: World, channel: Channel) -> int:
    """How many people the bot has heard joining *channel*."""
    told = [call.request for call in world.calls if call.name == "member_joined_channel"]
    return sum(one["event"]["channel"] == channel.id for one in told)


def joined(world: World, name: str, channel: Channel | str, *, kind: str = "member") -> Somebody:
    """Somebody new who has joined *channel*."""
    person = world.workspace.add_person(f"{name}-{world.number()}", kind=kind)
    if kind != "bot":
        # Somebody from elsewhere or invited by a member: the sandbox lets everyone in who is named.
        world.sandbox._world.workspace.channels[id_of(channel)].members.append(person.id)
    return Somebody(world, person, channel)
