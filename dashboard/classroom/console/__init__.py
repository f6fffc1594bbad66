"""The host's console: one live page with tables, seats, clock, calls, messages, and what can be thrown in."""

from dashboard.classroom.console.console_page import CONSOLE

__all__ = ["CONSOLE"]
