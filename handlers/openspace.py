"""`/openspace`: its first word leads to the feature that answers."""

from handlers import (
    absences,
    board,
    editing,
    exporting,
    forgetting,
    hosting,
    messages,
    notices,
    people,
    proposing,
    requests,
    rooms,
    runs,
    schedule,
    settings,
    slots,
    spaces,
    starting,
    suggesting,
    talks,
    themes,
    timetable,
    windows,
)
from handlers.asking import Asked
from handlers.blocks.message import Message
from handlers.words import absences as words_absences
from handlers.words import forgetting as words_forgetting
from handlers.words import hosting as words_hosting
from handlers.words import messages as words_messages
from handlers.words import notices as words_notices
from handlers.words import openspace as words
from handlers.words import people as words_people
from handlers.words import requests as words_requests
from handlers.words import rooms as words_rooms
from handlers.words import runs as words_runs
from handlers.words import schedule as words_schedule
from handlers.words import slots as words_slots
from handlers.words import spaces as words_spaces
from handlers.words import talks as words_talks
from handlers.words import themes as words_themes
from handlers.words import windows as words_windows


def openspace(asked: Asked) -> Message | None:
    """'How does it stand?', and all that facilitators set."""
    wanted = words.openspace(asked.text)
    match wanted:
        case words.Status():
            return spaces.standing(asked)
        case words.Help():
            return spaces.commands(asked)
        case words.Privacy():
            return spaces.privacy(asked)
        case words_forgetting.ForgetMe():
            return forgetting.forget_me(asked)
        case words_forgetting.ForgetMeYes():
            return forgetting.forget_me_yes(asked)
        case words_forgetting.ExportMe():
            return exporting.export_me(asked)
        case words_forgetting.ExportAll():
            return exporting.export_all(asked)
        case words_spaces.New():
            return spaces.create(asked, wanted)
        case words_spaces.NewForm():
            starting.new(asked)
            return None
        case words.Settings():
            settings.settings_wanted(asked)
            return None
        case words_windows.WindowOpen() | words_windows.WindowClose() | words_windows.WindowClear():
            return windows.windows_wanted(asked, wanted)
        case (
            words_schedule.ScheduleShow()
            | words_schedule.DigestAt()
            | words_schedule.SummaryAt()
            | words_schedule.ReminderBefore()
        ):
            return schedule.schedule_wanted(asked, wanted)
        case words_notices.NoticesShow() | words_notices.NoticesSet():
            return notices.notices_wanted(asked, wanted)
        case (
            words_absences.AwayShow()
            | words_absences.AwayAdd()
            | words_absences.AwayRemove()
            | words_absences.AwayClear()
        ):
            return absences.away_wanted(asked, wanted)
        case words_messages.MessagesShow() | words_messages.MessagesAgain():
            return messages.messages_wanted(asked, wanted)
        case words.Budget():
            return spaces.set_budget(asked, wanted)
        case words.TallyFor():
            return spaces.set_tally_seen_by(asked, wanted)
        case words_people.Guests():
            return spaces.set_guests_allowed(asked, wanted)
        case words.Close():
            return spaces.close(asked)
        case words.Reopen():
            return spaces.reopen(asked)
        case words.Board():
            return board.post_anew(asked)
        case words.Week():
            return suggesting.show(asked)
        case words_runs.Run():
            return runs.run_wanted(asked, wanted)
        case words_hosting.Edit(number):
            editing.edit(asked, number)
            return None
        case words_hosting.Adopt() | words_hosting.CoHost():
            return hosting.hosting_wanted(asked, wanted)
        case words.Withdraw(number):
            return proposing.withdraw(asked.desk, asked.visit, number)
        case (
            words_people.FacilitatorsShow()
            | words_people.FacilitatorAdd()
            | words_people.FacilitatorRemove()
        ):
            return people.facilitators_wanted(asked, wanted)
        case words_rooms.RoomsShow() | words_rooms.RoomAdd() | words_rooms.RoomRemove():
            return rooms.rooms_wanted(asked, wanted)
        case words_slots.SlotsShow() | words_slots.SlotsAdd() | words_slots.SlotRemove():
            return slots.slots_wanted(asked, wanted)
        case words_talks.TalksShow() | words_talks.TalkAdd():
            return talks.talks_wanted(asked, wanted)
        case words_themes.ThemesShow() | words_themes.ThemesAdd():
            return themes.themes_wanted(asked, wanted)
        case words_requests.AskForm():
            requests.ask_form(asked)
            return None
        case (
            words_requests.AskMove()
            | words_requests.AskSwap()
            | words_requests.TakeBack()
            | words_requests.RequestsShow()
            | words_requests.Back()
            | words_requests.Grant()
            | words_requests.Decline()
        ):
            return requests.requests_wanted(asked, wanted)
        case _:
            return timetable.timetable_wanted(asked, wanted)
