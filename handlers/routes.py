"""Which button, menu and form reaches what: action ids and callback ids, and what answers them."""

from collections.abc import Mapping

from handlers import (
    absences,
    agenda,
    clicks,
    drafting,
    editing,
    forgetting,
    hosting,
    messages,
    notices,
    proposing,
    requests,
    rooms,
    running,
    runs,
    setting_up,
    settings,
    signup,
    slots,
    starting,
    suggesting,
    talks,
    tally,
    timetable,
    topics,
    voting,
    why,
    windows,
)
from handlers.blocks import absences as absence_blocks
from handlers.blocks import agenda as agenda_blocks
from handlers.blocks import drafting as drafting_blocks
from handlers.blocks import editing as editing_blocks
from handlers.blocks import forgetting as forgetting_blocks
from handlers.blocks import home as home_blocks
from handlers.blocks import home_timetable as home_timetable_blocks
from handlers.blocks import hosting as hosting_blocks
from handlers.blocks import lists as list_blocks
from handlers.blocks import messages as messages_blocks
from handlers.blocks import notices as notices_blocks
from handlers.blocks import placing as placing_blocks
from handlers.blocks import proposing as proposing_blocks
from handlers.blocks import proposing_form as proposing_form_blocks
from handlers.blocks import requests as requests_blocks
from handlers.blocks import requests_form as requests_form_blocks
from handlers.blocks import rooms_form as rooms_form_blocks
from handlers.blocks import running as running_blocks
from handlers.blocks import runs as runs_blocks
from handlers.blocks import setting_up as setting_up_blocks
from handlers.blocks import settings as settings_blocks
from handlers.blocks import similar as similar_blocks
from handlers.blocks import slots_form as slots_form_blocks
from handlers.blocks import starting as starting_blocks
from handlers.blocks import suggesting as suggesting_blocks
from handlers.blocks import talks_form as talks_form_blocks
from handlers.blocks import tally as tally_blocks
from handlers.blocks import timetable as timetable_blocks
from handlers.blocks import voting as voting_blocks
from handlers.blocks import why as why_blocks
from handlers.blocks import windows_form as windows_form_blocks
from handlers.clicks import Press
from handlers.forms import PressInside, Submit

ACTIONS: Mapping[str, Press] = {
    voting_blocks.MORE: voting.press,
    voting_blocks.FEWER: voting.press,
    voting_blocks.THEME: clicks.turn,
    voting_blocks.OPEN: voting.press_open,
    voting_blocks.DETAILS: topics.press_details,
    agenda_blocks.TAKE: signup.press_take,
    agenda_blocks.TAKE_ANYWAY: signup.press_take_anyway,
    agenda_blocks.GIVE_UP: signup.press_give_up,
    agenda_blocks.DAY_BEFORE: clicks.turn,
    agenda_blocks.DAY_AFTER: clicks.turn,
    agenda_blocks.WEEK: clicks.turn,
    agenda_blocks.MINE: clicks.turn,
    agenda_blocks.CALENDAR: agenda.press_calendar,
    suggesting_blocks.TAKE_ALL: suggesting.press_take_all,
    suggesting_blocks.SHOW: clicks.turn,
    runs_blocks.OFFER: runs.press_offer,
    runs_blocks.YES: runs.press_yes,
    runs_blocks.NO: runs.press_no,
    proposing_blocks.PROPOSE: proposing.press_new,
    proposing_blocks.EDIT: editing.press_edit,
    proposing_blocks.DETAILS: editing.press_details,
    proposing_blocks.WITHDRAW: proposing.press_withdraw,
    hosting_blocks.ADOPT: hosting.press_adopt,
    hosting_blocks.JOIN: hosting.press_join,
    absence_blocks.OPEN: absences.press_open,
    similar_blocks.JOIN: hosting.press_join,
    similar_blocks.DOT: hosting.press_dot,
    notices_blocks.STOP: notices.press_stop,
    notices_blocks.ALL: notices.press_choice,
    notices_blocks.MINE: notices.press_choice,
    notices_blocks.NONE: notices.press_choice,
    notices_blocks.SHOW: notices.press_show,
    forgetting_blocks.YES: forgetting.press_yes,
    messages_blocks.AGAIN: messages.press_again,
    tally_blocks.CHART: clicks.turn,
    tally_blocks.WORDS: clicks.turn,
    tally_blocks.FILE: tally.press_file,
    list_blocks.EARLIER: clicks.turn,
    list_blocks.LATER: clicks.turn,
    list_blocks.TOPICS: clicks.turn,
    list_blocks.BALLOT: clicks.turn,
    list_blocks.AGENDA: clicks.turn,
    home_blocks.SPACE: clicks.turn,
    home_timetable_blocks.DAYS: clicks.turn,
    starting_blocks.START: starting.press_start,
    running_blocks.SETTINGS: settings.press_settings,
    running_blocks.WINDOWS: windows.press_windows,
    running_blocks.TALLY: running.press_tally,
    running_blocks.MESSAGES: running.press_messages,
    running_blocks.CLOSE: running.press_close,
    running_blocks.REOPEN: running.press_reopen,
    setting_up_blocks.ROOMS: setting_up.press_open,
    setting_up_blocks.SLOTS: setting_up.press_open,
    setting_up_blocks.TALKS: setting_up.press_open,
    setting_up_blocks.TIMETABLE: clicks.turn,
    timetable_blocks.CHANGE: timetable.press_change,
    timetable_blocks.PLACE_BUTTON: timetable.press_change,
    timetable_blocks.PUBLISH: timetable.press_publish,
    timetable_blocks.AS_GRID: clicks.turn,
    timetable_blocks.AS_LIST: clicks.turn,
    drafting_blocks.AGAIN: drafting.press_again,
    drafting_blocks.AFRESH: drafting.press_afresh,
    drafting_blocks.UNDO: drafting.press_undo,
    drafting_blocks.DISCARD: drafting.press_discard,
    requests_blocks.ASK: requests.press_ask,
    requests_blocks.SHOW: requests.press_show,
    requests_blocks.BACK: requests.press_back,
    requests_blocks.NO_LONGER: requests.press_no_longer,
    requests_blocks.TAKE_BACK: requests.press_take_back,
    requests_blocks.GRANT: requests.press_grant,
    requests_blocks.DECLINE: requests.press_decline,
    why_blocks.OPEN: why.press_open,
    why_blocks.CHOOSE: why.press_open,
}
"""Every button and menu of a message or Home but the one that says which open space is meant, which
answers any command."""

FORM_ACTIONS: Mapping[str, PressInside] = {
    similar_blocks.FORM_JOIN: proposing.press_join,
    similar_blocks.FORM_DOT: proposing.press_dot,
    windows_form_blocks.OPEN_NOW: windows.press_now,
    windows_form_blocks.CLOSE_NOW: windows.press_now,
    windows_form_blocks.TIME_OFF: windows.press_time_off,
    setting_up_blocks.FORM_EARLIER: setting_up.turn,
    setting_up_blocks.FORM_LATER: setting_up.turn,
    rooms_form_blocks.REMOVE: rooms.press_remove,
    slots_form_blocks.REMOVE: slots.press_remove,
    talks_form_blocks.EDIT: talks.press_edit,
    talks_form_blocks.WITHDRAW: talks.press_withdraw,
}
"""Every button within a form."""

FORMS: Mapping[str, Submit] = {
    proposing_form_blocks.CALLBACK: proposing.submit,
    editing_blocks.CALLBACK: editing.submit,
    absence_blocks.CALLBACK: absences.submit,
    starting_blocks.CALLBACK: starting.submit,
    settings_blocks.CALLBACK: settings.submit,
    windows_form_blocks.CALLBACK: windows.submit,
    rooms_form_blocks.CALLBACK: rooms.submit,
    slots_form_blocks.CALLBACK: slots.submit,
    talks_form_blocks.CALLBACK: talks.submit,
    placing_blocks.CALLBACK: timetable.submit_place,
    requests_form_blocks.CALLBACK: requests.submit_session,
    requests_form_blocks.PLACE_CALLBACK: requests.submit_place,
    requests_form_blocks.ANSWER_CALLBACK: requests.submit_answer,
}
"""Every form that can be sent, by its callback id."""
