"""Does a bot with nothing to do leave the machine alone?"""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from storage.database import open_database
from storage.tables import ParticipantRow, PersonRow, SpaceRow
from tests.e2e import week
from tests.e2e.week import FIRST_DAY, LAST_DAY

SPACES, PEOPLE = 20, 2_000
SETTLE_S, MEASURED_S = 2.0, 10.0
MOST = 0.02


def test_an_idle_bot_uses_less_than_two_per_cent_of_a_core(
    database_url: str, tmp_path: Path
) -> None:
    with week.held("socket", database_url, tmp_path, people=["ada"]) as world:
        database = open_database(database_url)
        with database.begin() as db:
            _fill(db, world.slack.team_id)
        database.close()
        time.sleep(SETTLE_S)
        pid = world.program.process.pid
        began, used = time.monotonic(), _cpu_s(pid)
        time.sleep(MEASURED_S)
        share = (_cpu_s(pid) - used) / (time.monotonic() - began)
        assert share < MOST, f"{share:.2%} of a core"


def _cpu_s(pid: int) -> float:
    """Return the processor time of a process so far, in seconds (man 5 proc, /proc/pid/stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _fill(db: Session, team_id: str) -> None:
    people = db.scalars(
        insert(PersonRow).returning(PersonRow.id),
        [
            {"team_id": team_id, "user_id": f"U0IDLE{n:05}", "kind": "member", "checked_at": None}
            for n in range(PEOPLE)
        ],
    ).all()
    spaces = db.scalars(
        insert(SpaceRow).returning(SpaceRow.id), [_space(team_id, n) for n in range(SPACES)]
    ).all()
    db.execute(
        insert(ParticipantRow),
        [
            {
                "space_id": spaces[n % SPACES],
                "person_id": person,
                "is_facilitator": False,
                "is_present": True,
            }
            for n, person in enumerate(people)
        ],
    )


def _space(team_id: str, n: int) -> dict[str, object]:
    return {
        "team_id": team_id,
        "channel_id": f"C0IDLE{n:05}",
        "name": f"Idle week {n}",
        "first_day": FIRST_DAY,
        "last_day": LAST_DAY,
        "zone": "Europe/London",
        "budget": 5,
        "tally_seen_by": "facilitators",
        "proposals_open": True,
        "voting_open": True,
        "guests_allowed": False,
        "is_private": False,
        "next_number": 1,
        "created_at": datetime.now(UTC),
        "closed_at": None,
        "digest_at": None,
        "summary_at": None,
        "reminder_min": 15,
    }
