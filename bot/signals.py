"""Ends the program in order when it is told to."""

import signal
import socket
import threading


def stop_event() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set, however often and whenever they come.

    Python runs a handler in the main thread once that does something; one that comes just before
    the thread falls asleep in `Event.wait` would be heard at the next signal. The byte that is
    written to a wake-up socket is heard at once (docs.python.org, signal.set_wakeup_fd).
    """
    stop = threading.Event()
    heard, told = socket.socketpair()
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)

    def listen() -> None:
        # Both ends are held open here until the process ends.
        while heard.recv(1) and told:
            stop.set()

    threading.Thread(target=listen, name="signals", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: None)
    return stop
