"""Workspaces in one database, whose people and channels have the same ids."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from openspace import RuleViolation
from openspace.people import Kind
from openspace.spaces import Window
from services import (
    absences,
    agenda,
    home,
    notices,
    people,
    placing,
    proposing,
    requests,
    rooms,
    signup,
    slots,
    spaces,
    tally,
    timetable,
    voting,
    windows,
)
from services.visits import Visit
from storage.database import Database
from storage.tables import Base
from tests.storage.week import CHANNEL, FIRST_DAY, LAST_DAY, NOW, TEN, TUESDAY, Actor, user_id


@dataclass(frozen=True)
class Side:
    """One workspace; ada facilitates, and everybody has the same id in the other."""

    database: Database
    team_id: str

    def __getitem__(self, name: str) -> Actor:
        return Actor(self.database, Visit(self.team_id, user_id(name), CHANNEL, NOW))

    def holds(self, topic: str) -> "Side":
        """Hold a week with one published session, for which bo has signed up and voted."""
        ada, bo = self["ada"], self["bo"]
        with self.database.begin() as db:
            for name in ("ada", "bo", "cy", "dee"):
                people.remember(
                    db, Kind.MEMBER, team_id=self.team_id, user_id=user_id(name), now=NOW
                )
        ada(
            spaces.create,
            name=f"Week of {topic}",
            first_day=FIRST_DAY,
            last_day=LAST_DAY,
            zone=None,
            is_private=False,
        )
        for window in Window:
            ada(windows.set_window, window, is_open=True)
        bo(proposing.propose, topic)
        bo(voting.set_dots, {1: 2})
        ada(rooms.add, name="Blue", capacity=2, link=None)
        ada(slots.add, days=(TUESDAY,), times=((TEN, time(11, 0)),))
        ada(placing.move, 1, day=TUESDAY, start=TEN, room_name="Blue")
        ada(timetable.publish)
        bo(signup.join, (1,), anyway=True)
        return self

    def answers(self) -> dict[str, Any]:
        """Return what ada and bo see, looked up anew."""
        looks: dict[str, Callable[..., Any]] = {
            "topics": proposing.listing,
            "ballot": voting.show,
            "tally": tally.show,
            "agenda": agenda.show,
            "rooms": rooms.show,
            "slots": slots.show,
            "draft": timetable.draft,
            "home": home.show,
            "people": people.facilitators,
            "notices": notices.show,
            "requests": requests.show,
            "standing": spaces.standing,
            "away": absences.show,
        }
        seen = {}
        for name, look in looks.items():
            for person in ("ada", "bo"):
                try:
                    seen[f"{name} of {person}"] = self[person].sees(look)
                except RuleViolation as refused:
                    seen[f"{name} of {person}"] = refused.text
        return seen

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row that is tied to this workspace, by whatever chain of ids."""
        found: dict[str, list[tuple[Any, ...]]] = {}
        keys: dict[str, set[Any]] = {}
        with self.database.engine.connect() as connection:
            for table in Base.metadata.sorted_tables:
                rows = connection.execute(table.select().order_by(*table.primary_key)).mappings()
                ours = [row for row in rows if self._is_ours(table, row, keys)]
                found[table.name] = [tuple(row.values()) for row in ours]
                for column in table.primary_key:
                    keys[f"{table.name}.{column.name}"] = {row[column.name] for row in ours}
        return found

    def _is_ours(self, table: Any, row: Any, keys: dict[str, set[Any]]) -> bool:
        if "team_id" in table.columns:
            return bool(row["team_id"] == self.team_id)
        return any(
            row[key.parent.name] in keys.get(key.target_fullname, ()) for key in table.foreign_keys
        )
