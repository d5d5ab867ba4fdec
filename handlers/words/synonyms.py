"""Other words that people type for what commands know.

Some are understood as if the known word stood there; "" means that the word says nothing more. The
others are only offered: "Did you mean …?" Those are words for what ends or takes away more than
was named, for what another command does, and for what could mean several things.
"""

from collections.abc import Mapping

_LOOK = dict.fromkeys(("show", "list", "see", "view"), "")
_CHANGE = {
    **_LOOK,
    "all": "",
    "new": "add",
    "create": "add",
    "delete": "remove",
    "drop": "remove",
}

PROPOSE = "/propose How do we start co-pro in procurement?"
WITHDRAW = "/openspace withdraw 7"

OPENSPACE: Mapping[str, str] = {
    **_LOOK,
    **dict.fromkeys(("status", "state", "standing", "now", "info", "overview"), ""),
    **dict.fromkeys(("commands", "usage", "?"), "help"),
    **dict.fromkeys(("gdpr", "data"), "privacy"),
    **dict.fromkeys(("start", "begin", "create", "setup"), "new"),
    **dict.fromkeys(("facilitator", "organiser", "organisers", "admin", "admins"), "facilitators"),
    **dict.fromkeys(("guest", "visitor", "visitors", "externals"), "guests"),
    **dict.fromkeys(("notice", "notification", "notifications"), "notices"),
    **dict.fromkeys(("setting", "config", "configure", "set"), "settings"),
    "theme": "themes",
    **dict.fromkeys(("absent", "absence", "absences", "unavailable", "cannot"), "away"),
    "room": "rooms",
    "slot": "slots",
    "talk": "talks",
    "message": "messages",
    "digests": "digest",
    "summaries": "summary",
    "reminders": "reminder",
    "budget": "dots",
    "place": "move",
    **dict.fromkeys(("explain", "reason", "reasons"), "why"),
    "request": "requests",
    **dict.fromkeys(("suggested", "suggestions"), "week"),
    **dict.fromkeys(("rerun", "repeat"), "run"),
}
BEFORE_A_WINDOW: Mapping[str, str] = {
    **dict.fromkeys(("start", "begin"), "open"),
    **dict.fromkeys(("stop", "end", "finish"), "close"),
}
"""What these mean behind `/openspace` where voting or proposing is named next."""
OPENSPACE_OFFERED: Mapping[str, str] = {
    **dict.fromkeys(("stop", "end", "finish"), "/openspace close"),
    **dict.fromkeys(("resume", "restart", "continue"), "/openspace reopen"),
    **dict.fromkeys(("delete", "remove", "cancel"), WITHDRAW),
    **dict.fromkeys(("topic", "topics"), "/topics"),
    **dict.fromkeys(("vote", "votes", "ballot"), "/vote"),
    "voting": "/openspace open voting",
    **dict.fromkeys(("proposals", "proposing"), "/openspace open proposals"),
    **dict.fromkeys(("propose", "proposal", "add"), PROPOSE),
    **dict.fromkeys(("signup", "seat", "seats", "join"), "/signup"),
    **dict.fromkeys(("agenda", "session", "sessions", "today", "calendar"), "/agenda"),
    **dict.fromkeys(("schedule", "programme", "plan"), "/agenda week"),
    **dict.fromkeys(("results", "totals"), "/tally"),
    **dict.fromkeys(("announce", "release"), "/openspace timetable publish"),
    "mute": "/openspace notices none",
    "unmute": "/openspace notices all",
}

RUN: Mapping[str, str] = {
    **dict.fromkeys(("y", "ok", "okay", "accept"), "yes"),
    **dict.fromkeys(("n", "decline"), "no"),
}
FACILITATORS: Mapping[str, str] = _CHANGE
ROOMS: Mapping[str, str] = _CHANGE
SLOTS: Mapping[str, str] = _CHANGE
TALKS: Mapping[str, str] = {**_LOOK, "all": "", "new": "add", "create": "add"}
TALKS_OFFERED: Mapping[str, str] = dict.fromkeys(
    ("remove", "delete", "drop", "cancel", "withdraw"), WITHDRAW
)
GUESTS: Mapping[str, str] = {
    **dict.fromkeys(("yes", "on"), "allow"),
    **dict.fromkeys(("no", "off"), "refuse"),
}
DRAFT: Mapping[str, str] = {
    **dict.fromkeys(("again", "it", "now"), ""),
    **dict.fromkeys(("fresh", "new", "anew", "scratch", "restart"), "afresh"),
}
TIMETABLE: Mapping[str, str] = {
    **_LOOK,
    **dict.fromkeys(("plan", "suggest", "propose", "again", "redraft"), "draft"),
    **dict.fromkeys(("table", "chart"), "grid"),
    **dict.fromkeys(("exchange", "switch"), "swap"),
    **dict.fromkeys(("place", "put"), "move"),
    **dict.fromkeys(("explain", "reason", "reasons"), "why"),
}
TIMETABLE_OFFERED: Mapping[str, str] = {
    **dict.fromkeys(("remove", "delete", "drop"), "/openspace timetable unplace 7"),
    **dict.fromkeys(("fix", "lock"), "/openspace timetable pin 7"),
    **dict.fromkeys(("announce", "release", "open"), "/openspace timetable publish"),
}
ASK: Mapping[str, str] = {
    "for": "",
    **dict.fromkeys(("withdraw", "remove", "delete", "undo"), "cancel"),
}
REQUESTS: Mapping[str, str] = {**_LOOK, "all": "", "open": ""}
NOTICES: Mapping[str, str] = {
    **_LOOK,
    **dict.fromkeys(("on", "everything"), "all"),
    **dict.fromkeys(("off", "nothing", "never", "stop"), "none"),
    **dict.fromkeys(("my", "me", "own"), "mine"),
}
AWAY: Mapping[str, str] = {
    **_LOOK,
    **dict.fromkeys(("new", "create", "set"), "add"),
    **dict.fromkeys(("delete", "drop", "undo"), "remove"),
    **dict.fromkeys(("reset", "none", "never", "off"), "clear"),
    "mine": "",
}
MESSAGES: Mapping[str, str] = _LOOK
MESSAGES_OFFERED: Mapping[str, str] = dict.fromkeys(
    ("retry", "resend", "send"), "/openspace messages again"
)
TALLY_FOR_OFFERED: Mapping[str, str] = {
    **dict.fromkeys(("all", "everybody", "public"), "/openspace tally everyone"),
    **dict.fromkeys(("nobody", "later", "end", "closed"), "/openspace tally after"),
    **dict.fromkeys(("facilitator", "private"), "/openspace tally facilitators"),
    **dict.fromkeys(("show", "results", "totals", "list"), "/tally"),
    **dict.fromkeys(("csv", "file"), "/tally csv"),
}

VOTE: Mapping[str, str] = {
    **_LOOK,
    **dict.fromkeys(("mine", "my", "me", "own", "ballot", "dots", "votes", "status", "left"), ""),
    **dict.fromkeys(("unvote", "delete", "drop", "off", "retract"), "remove"),
}
VOTE_OFFERED: Mapping[str, str] = {
    **dict.fromkeys(("add", "give", "plus", "more"), "/vote 3 x2"),
    **dict.fromkeys(("reset", "wipe", "empty", "none", "undo"), "/vote clear"),
    **dict.fromkeys(("tally", "results", "totals"), "/tally"),
    **dict.fromkeys(("open", "start"), "/openspace open voting"),
    **dict.fromkeys(("close", "stop", "end"), "/openspace close voting"),
}

SIGNUP: Mapping[str, str] = {
    **_LOOK,
    **dict.fromkeys(("seats", "status", "free"), ""),
    **dict.fromkeys(("join", "take", "book", "reserve", "attend", "seat"), ""),
    **dict.fromkeys(("drop", "out", "off", "delete", "withdraw", "unjoin", "quit"), "cancel"),
    **dict.fromkeys(("suggestion", "suggestions"), "suggested"),
}
SIGNUP_OFFERED: Mapping[str, str] = {
    **dict.fromkeys(("mine", "my", "me"), "/agenda mine"),
    **dict.fromkeys(("today", "tomorrow", "week"), "/agenda"),
    **dict.fromkeys(("clear", "none", "all", "reset"), "/signup cancel 3"),
}

AGENDA: Mapping[str, str] = {
    **_LOOK,
    **dict.fromkeys(("the", "for", "on", "of", "this", "sessions", "session", "agenda"), ""),
    **dict.fromkeys(("now", "tonight"), "today"),
    **dict.fromkeys(("all", "full", "whole", "everything", "timetable", "programme"), "week"),
    **dict.fromkeys(("me", "my", "own", "seats"), "mine"),
    **dict.fromkeys(("suggestion", "suggestions"), "suggested"),
}

TALLY: Mapping[str, str] = {
    **_LOOK,
    **dict.fromkeys(("results", "totals", "now", "status", "all"), ""),
    **dict.fromkeys(("file", "export", "download", "spreadsheet", "excel", "sheet", "cvs"), "csv"),
}
TALLY_OFFERED: Mapping[str, str] = {
    **dict.fromkeys(("everyone", "everybody"), "/openspace tally everyone"),
    "facilitators": "/openspace tally facilitators",
    "after": "/openspace tally after",
}
