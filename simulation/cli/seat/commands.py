"""The commands that a person in a seat can type, and when each is possible."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from simulation.errors import DelegationSimError
from simulation.live.seen import SeatView
from simulation.words import called, listed, meant, say

__all__ = ["COMMANDS", "NotUnderstoodError", "about", "command_named", "is_possible", "usage"]


class NotUnderstoodError(DelegationSimError):
    """A line is no command, or lacks something; its text says what is valid."""


COMMANDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "text": (),
        "agenda": (),
        "room": (),
        "me": (),
        "offers": (),
        "said": (),
        "predict": (),
        "talk": ("consult_bilaterally",),
        "trade": ("offer_trade",),
        "accept": ("accept_trade", "accept_package", "accept_package_with_statement"),
        "refuse": ("refuse_trade", "refuse_package"),
        "package": ("propose_package",),
        "propose": ("propose_option",),
        "amend": ("amend",),
        "cite": ("cite_agreed_language",),
        "soften": ("soften_verb",),
        "delete": ("delete_clause",),
        "refer": ("refer_clause",),
        "bracket": ("request_brackets",),
        "lift": ("lift_brackets",),
        "support": ("support",),
        "live": ("can_live_with",),
        "silent": ("keep_silent",),
        "statement": ("make_statement",),
        "object": ("oppose", "object_formally", "reject_document"),
        "join": ("join_coalition", "found_coalition", "join_consensus", "join_consensus_with_statement"),
        "cosign": ("co_sign",),
        "leave": ("leave_coalition",),
        "capital": ("consult_capital",),
        "group": ("ask_for_group",),
        "recess": ("ask_for_recess",),
        "chair-text": ("ask_for_chair_text",),
        "defer": ("seek_deferral",),
        "say": ("speak",),
        "dissociate": ("dissociate",),
        "abstain": ("abstain",),
        "reject": ("reject_document",),
        "sign": ("sign", "sign_with_reservation"),
        "not-sign": ("not_sign",),
        "hint": (),
        "undo": (),
        "save": (),
        "hand-over": ("hand_over",),
        "take-over": ("take_over",),
        "done": ("done",),
        "help": (),
        "quit": (),
    }
)
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
    return not moves or bool(set(moves) & set(legal))
