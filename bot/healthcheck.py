"""Asks a bot that runs on this machine whether it lives, without tools that an image may lack."""

from http.client import HTTPConnection, HTTPException

from bot.findings import Finding
from bot.settings import Settings

WITHIN_S = 5.0
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - listened at, not asked
"""Where to ask a program that listens at all addresses."""


def ask(settings: Settings) -> Finding:
    """Return what the running bot says of itself at its status port, else at its own."""
    if settings.status_port:
        host, port = settings.status_host, settings.status_port
    elif settings.mode == "http" and settings.http_port:
        host, port = settings.http_host, settings.http_port
    else:
        return Finding(good=False, text="Set STATUS_PORT, so that the bot can be asked.")
    connection = HTTPConnection(ANYWHERE.get(host, host), port, timeout=WITHIN_S)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return Finding(good=answer.status == 200, text=answer.read(2000).decode("utf-8", "replace"))
    except (OSError, HTTPException) as error:
        return Finding(good=False, text=f"The bot does not answer ({type(error).__name__}).")
    finally:
        connection.close()
