"""Keys of workspaces' tokens: what they hide, and how they are changed."""

import pytest
from click.testing import CliRunner

from bot import __main__ as program
from bot.settings_checks import token_keys as checked
from bot.token_keys import TokenKeys, WrongKeys, new_key

TOKEN = "xoxb-not-a-real-token"
OLD, NEW = new_key(), new_key()


def test_what_is_locked_shows_nothing_and_is_opened_again() -> None:
    keys = TokenKeys(OLD)
    locked = keys.locked(TOKEN)
    assert "xoxb" not in locked
    assert keys.opened(locked) == TOKEN


def test_another_key_opens_nothing() -> None:
    with pytest.raises(WrongKeys):
        TokenKeys(NEW).opened(TokenKeys(OLD).locked(TOKEN))
    with pytest.raises(WrongKeys):
        TokenKeys(NEW).renewed(TokenKeys(OLD).locked(TOKEN))


def test_with_the_new_key_before_the_old_one_all_is_locked_anew_and_the_old_one_can_go() -> None:
    locked = TokenKeys(OLD).locked(TOKEN)
    both = TokenKeys(f"{NEW},{OLD}")
    assert both.opened(locked) == TOKEN
    renewed = both.renewed(locked)
    assert TokenKeys(NEW).opened(renewed) == TOKEN
    assert both.renewed(renewed) == renewed, "once is enough"


def test_the_key_that_the_program_prints_is_one_that_it_takes() -> None:
    printed = CliRunner().invoke(program.main, ["key"])
    assert printed.exit_code == 0
    assert checked(printed.output.strip()) == printed.output.strip()
