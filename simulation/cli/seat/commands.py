"""The commands that a person in a seat can type, and when each is possible."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from simulation.errors import DelegationSimError
from simulation.live import SEAT_MOVES, SeatView
from simulation.words import called, listed, meant, say

__all__ = ["COMMANDS", "NotUnderstoodError", "about", "command_named", "is_possible", "usage"]


class NotUnderstoodError(DelegationSimError):
    """A line is no command, or lacks something; its text says what is valid."""


def _commands() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(_SHOWING, ())
    for group in _GROUPS:
        found |= dict.fromkeys(_KEEPING if group == "seat" else (), ())
        for key, kind in SEAT_MOVES.items():
            for command in filter(None, (kind.command, kind.also) if kind.group == group else ()):
                found[command] = (*found.get(command, ()), key)
    return found | dict.fromkeys(_LAST, ())


_GROUPS: Final = ("people", "deal", "text", "floor", "process", "end", "seat")
"""Of moves, in the order of `help`."""
_SHOWING: Final = ("text", "agenda", "room", "me", "offers", "said", "predict")
_KEEPING: Final = ("hint", "undo", "save")
_LAST: Final = ("help", "quit")
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(_commands())
"""The moves that each can make, in the order of `help`; one without any only shows or keeps something.

Words can be cut short as long as they are clear.
"""


def command_named(word: str) -> str:
    """Return the command that a word is, or is the only one to begin with.

    Raises:
        NotUnderstoodError: if there is none, or more than one.
    """
    wanted = word.casefold().replace("_", "-")
    if wanted in COMMANDS:
        return wanted
    found = [name for name in COMMANDS if name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotUnderstoodError(say("play.command.several", word=word, found=listed(found)))
    if wanted == "pass":
        raise NotUnderstoodError(say("play.command.pass"))
    raise NotUnderstoodError(say("play.command.none", word=word, near=meant(wanted, COMMANDS)))


def usage(command: str) -> str:
    """Return how a command is typed, with what goes with it in capitals."""
    return called("play.usage", command)


def about(command: str, view: SeatView) -> str:
    """Return what a command does, and whether the chair goes along with it just once more."""
    does = say(f"play.about.{command}")
    is_last = bool(view.last_asked.intersection(COMMANDS[command]))
    return say("play.command.last", about=does) if is_last else does


def is_possible(command: str, view: SeatView) -> bool:
    """Return whether a command does something now: it shows something, or one of its moves is possible."""
    moves = COMMANDS[command]
    legal = () if view.request is None else view.request.legal
    if command in ("take-over", "hand-over") and view.request is None:
        return view.phase == "talks"
    if command == "predict":
        return view.phase == "talks" and not view.heard
    return not moves or bool(set(moves) & set(legal))
