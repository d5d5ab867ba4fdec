"""All commands, and what is stored about people."""

from handlers.blocks import message, retention
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from openspace.retention import Keeping

_WITHDRAW = "`/openspace withdraw 7` takes your topic 7 back"
_EDIT = "`/openspace edit 7` opens the form with topic 7"
_HOSTS = (
    "`/openspace adopt 7` makes you host of a topic without one; `/openspace cohost 7` joins its"
    " hosts; `/openspace cohost 7 @someone` names one"
)

USAGE = {
    "propose": (
        "`/propose How do we start co-pro in procurement?` proposes a topic; `/propose` alone opens"
        " a form"
    ),
    "topics": (
        "`/topics` lists all topics; `/topics words` those that contain the"
        " words; `/topics 7` shows topic 7 whole"
    ),
    "vote": (
        "`/vote` shows your ballot; `/vote 3 5 8` gives one dot each; `/vote 3 x2` sets topic 3 to"
        " two dots\n`/vote remove 3` and `/vote clear` take dots back;"
        " `/vote theme digital` shows the topics of one theme"
    ),
    "agenda": (
        "`/agenda` shows the sessions; also `/agenda tomorrow`, `/agenda tue`, `/agenda week`,"
        " `/agenda mine`\n`/agenda suggested` shows what you can get to of what you gave dots to\n"
        "`/agenda mine calendar` sends your sessions as a file for your calendar;"
        " `/agenda 3 calendar` sends session 3"
        "\n`/openspace why 7` says why session 7 is when and where it is"
    ),
    "signup": (
        "`/signup` lists the seats; `/signup 3` takes one; `/signup cancel 3` gives it up;"
        " `/signup suggested` takes those suggested for your week"
    ),
    "tally": (
        "`/tally` shows the totals; `/tally chart` draws them; `/tally csv` sends them as a file"
    ),
}
"""How each command is used, by its name; `/openspace` has all of this for its help."""

_EVERYONE = """*For everyone*
{propose}
{topics}
{vote}
{agenda}
{signup}
`/openspace` shows where things stand; `/openspace privacy` what is stored
`/openspace export me` sends you your own data; `/openspace forget me` erases it
{edit}; {withdraw}
{hosts}
`/openspace facilitators` shows who runs this
`/openspace away tue 10:00-11:00` says when you cannot be there; also `wed,thu`, `remove tue` and \
`clear`
`/openspace ask 7 wed 10:00 "Room B" because two of us teach then` asks for session 7 to be \
moved; `/openspace ask 7 swap 8` to swap; `/openspace ask` opens a form
`/openspace requests` lists what is asked for; `/openspace back 3` wishes for the same; \
`/openspace ask cancel 3` takes it back
`/openspace notices mine` lets only messages about your sessions and topics reach you; also `all` \
and `none`"""

_FACILITATORS = """*For facilitators*
`/openspace new` opens a form to start one; `/openspace new "CoProWeekScot" 2027-11-22 to \
2027-11-26` starts one in this channel
`/openspace settings` opens a form with all settings
`/openspace open proposals` and `/openspace close proposals`; the same with `voting`
`/openspace dots 5` sets the dots each person has
`/openspace tally everyone` says who sees the tally; also `facilitators` and `after`
{tally}
`/openspace facilitators add @someone` and `/openspace facilitators remove @someone`
`/openspace guests allow` and `/openspace guests refuse`
`/openspace themes` lists the themes; `/openspace themes add Invest in showing it works` adds one
`/openspace board` posts the board anew at the end of the channel
`/openspace export` sends you the open space as files, without ballots"""

_TIMETABLE = """*For facilitators: the timetable*
`/openspace rooms add "Room A" 30` and `/openspace rooms remove "Room A"`
`/openspace slots add tue,wed 10:00-11:00` and `/openspace slots remove tue 10:00`
`/openspace talks add "Inclusion in practice" tue 10:00 "Room A" by "Name, Organisation"`
`/openspace timetable` shows the draft; `/openspace` has buttons for all of this
`/openspace timetable draft` lets the bot draft it from the votes; `/openspace timetable draft \
afresh` forgets the draft so far
`/openspace timetable grid` shows it as a table
`/openspace timetable move 7 wed 10:00 "Room B"` places topic 7; `/openspace timetable swap 7 8` \
lets two change places
`/openspace timetable pin 7` keeps it there; also `unpin 7` and `unplace 7`, which leaves it out
`/openspace timetable undo` takes the last change back; `/openspace timetable discard` all of them
`/openspace timetable fairness 0.5` sets how much drafts give up for those who fare worst
`/openspace timetable publish` shows it to everyone
`/openspace grant 3` makes the change of request 3; `/openspace decline 3` leaves it; a word of \
yours may follow
`/openspace run 7` asks the hosts of topic 7 for another run; they type `run 7 yes` or `run 7 no`
`/openspace close` and `/openspace reopen` end the week and undo that"""

_CLOCK = """*For facilitators: when the bot speaks*
`/openspace open voting until thu 17:00` opens it now and closes it then
`/openspace open voting at wed 9:00` and `/openspace close voting at thu 17:00` set one time each
`/openspace open voting at off` and `/openspace close voting at off` take a set time back; \
all of these also with `proposals`
`/openspace digest 09:00` sets when the digest comes each morning; also `/openspace digest off`
`/openspace summary 16:30` sets when the summary comes each evening; also `/openspace summary off`
`/openspace reminder 15` reminds 15 minutes before a session; also `/openspace reminder off`
`/openspace messages` shows which messages failed; `/openspace messages again` sends those again"""

_STORED = """*What is stored*
• Your Slack user id, and whether Slack says you are a member, guest or from elsewhere. No name, \
no e-mail address.
• That you take part, and whether you joined or left the channel while an open space is held there.
• Topics you propose and what you host, with your user id. Everyone in the open space sees them.
• Access notes of topics. Only facilitators and whoever proposed the topic see them.
• Names of a talk's speakers, as a facilitator typed them. Everyone sees them.
• Your dots. *Nobody else ever sees them*, facilitators included: others see totals by topic only.
• Your seats and places on waiting lists. Others see how many people signed up, not who.
• When you cannot be there, if you say so. Only you see that; facilitators see it where it is in \
the way of a session that you host.
• Changes of the timetable that you ask for or back, and why. Facilitators see who asks; others \
see what is asked and why, and how many back it.
• That somebody took you out of the hosts of a topic, so that you do not join it again unasked.
• Which messages you want from the bot; that you opened its Home, when, and what it showed you of \
the timetable.
• What the bot was to send you and when it did; never what was in it.
• What facilitators do, like opening a vote or moving a session, with their user id and the time."""

_SHARED = """*Where it goes*
Nowhere else: it stays in this bot's own database, kept by whoever runs the bot for your staff. \
The bot sees the commands and buttons meant for it. It sees who joins or leaves its channels, and \
messages that mention it, of which it keeps nothing. It reads no other talk. A message that you \
make into a topic is shown to you in a form first; only what you send is kept. Only after a crash \
or a broken line does the bot look among the newest messages of a channel for its own. So none \
comes twice, and it keeps nothing of what it sees there."""

_RIGHTS = """*What you can do*
• `/openspace export me` sends you all that is stored about you, as a file. Only you get it.
• `/openspace forget me` erases you here. It first says what goes and what stays, and asks again.
• `/vote clear`, `/signup cancel 3`, `/openspace away clear` and `/openspace withdraw 7` take one \
thing away at once.
• For a question or a complaint, ask a facilitator first: `/openspace facilitators`. They know who \
runs the bot for your staff. Whoever looks after data protection where you work can help too."""


def usage(command: str) -> Message:
    """Return how to use one command, a key of `USAGE`."""
    lines = [Mrkdwn(USAGE[command])]
    if command == "propose":
        lines += [Mrkdwn(_EDIT), Mrkdwn(_WITHDRAW), Mrkdwn(_HOSTS)]
    return message.message(
        message.lines(lines),
        message.note(Mrkdwn("Nothing is changed. `/openspace help` lists all commands.")),
    )


def commands() -> Message:
    """Return all commands, each with an example."""
    return message.message(
        message.header("Commands"),
        message.paragraph(
            Mrkdwn(_EVERYONE.format(edit=_EDIT, withdraw=_WITHDRAW, hosts=_HOSTS, **USAGE))
        ),
        message.paragraph(Mrkdwn(_FACILITATORS.format(**USAGE))),
        message.paragraph(Mrkdwn(_TIMETABLE)),
        message.paragraph(Mrkdwn(_CLOCK)),
        message.note(
            Mrkdwn(
                "Days: `tue`, `tomorrow` or `2027-11-23`. Times: `9`, `9:30` or `2pm`. Topics: `7`"
                " or `#7`. Long lists: `/topics page 2`. Answers are seen by you alone."
            )
        ),
    )


def privacy(keeping: Keeping) -> Message:
    """Return what is stored about people, who sees it, how long, and how to get and erase it."""
    return message.message(
        message.header("Privacy"),
        message.paragraph(Mrkdwn(_STORED)),
        message.paragraph(Mrkdwn(f"*How long it is kept*\n{retention.words(keeping)}")),
        message.paragraph(Mrkdwn(_SHARED)),
        message.paragraph(Mrkdwn(_RIGHTS)),
    )
