"""The commands that a person in a seat can type, and when each is possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from simulation.errors import DelegationSimError, did_you_mean
from simulation.live.seen import SeatView

__all__ = ["COMMANDS", "Command", "NotUnderstoodError", "about", "command_named", "is_possible"]


class NotUnderstoodError(DelegationSimError):
    """A line is no command, or lacks something; its text says what is valid."""


@dataclass(frozen=True, slots=True)
class Command:
    """How a command is typed, and which moves it can make; without any it only shows or keeps something."""

    usage: str
    about: str
    moves: tuple[str, ...] = ()


_HERE: Final = "ISSUE OPTION"

COMMANDS: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "text": Command("text", "the text with its brackets and who holds them"),
        "agenda": Command("agenda [ISSUE]", "the clauses of this session, or one clause, with all options"),
        "room": Command("room [SEAT]", "who is there, where they stand, what they told you"),
        "me": Command("me", "your brief: what you want, red lines, fallbacks, promises"),
        "offers": Command("offers", "what is offered to you"),
        "said": Command("said [SESSION]", "what was said in the room"),
        "predict": Command("predict ISSUE OPTION", "note before the first session how you think it ends"),
        "talk": Command(
            "talk SEAT [ISSUE [OPTION]]",
            "ask a delegation what matters most to it, what it would need on an issue, or whether it could live with a "
            "wording",
            ("consult_bilaterally",),
        ),
        "trade": Command("trade SEAT give ISSUE OPTION get ISSUE OPTION", "offer a trade", ("offer_trade",)),
        "accept": Command(
            "accept NUMBER, accept, accept statement",
            "accept an offer; the package, with a statement if you like",
            ("accept_trade", "accept_package", "accept_package_with_statement"),
        ),
        "refuse": Command(
            "refuse NUMBER, refuse", "refuse an offer, or the package", ("refuse_trade", "refuse_package")
        ),
        "package": Command(
            "package ISSUE OPTION ISSUE OPTION ...",
            "put a package; clauses that you leave out stay as they are on the table",
            ("propose_package",),
        ),
        "propose": Command(f"propose {_HERE}", "table a wording", ("propose_option",)),
        "amend": Command(f"amend {_HERE}", "the same, as an amendment", ("amend",)),
        "cite": Command(f"cite {_HERE}", "propose agreed language", ("cite_agreed_language",)),
        "soften": Command("soften ISSUE", "propose the next softer wording", ("soften_verb",)),
        "delete": Command("delete ISSUE", "propose to strike a clause", ("delete_clause",)),
        "refer": Command("refer ISSUE", "propose to leave it to another place", ("refer_clause",)),
        "bracket": Command("bracket ISSUE", "put it in brackets", ("request_brackets",)),
        "lift": Command("lift ISSUE", "lift your brackets", ("lift_brackets",)),
        "support": Command(f"support {_HERE}", "support a wording", ("support",)),
        "live": Command(f"live {_HERE}", "say that you can live with it", ("can_live_with",)),
        "silent": Command(f"silent {_HERE}", "keep silent on it", ("keep_silent",)),
        "statement": Command(f"statement {_HERE}", "do not object, but say so", ("make_statement",)),
        "object": Command(
            f"object {_HERE}, object",
            "object to it; at the end: to the document as a whole",
            ("oppose", "object_formally", "reject_document"),
        ),
        "join": Command(
            f"join {_HERE}, join, join statement",
            "stand with those who stand for it, or be the first; at the end: join the document",
            ("join_coalition", "found_coalition", "join_consensus", "join_consensus_with_statement"),
        ),
        "cosign": Command(f"cosign {_HERE}", "co-sign a wording", ("co_sign",)),
        "leave": Command("leave ISSUE", "leave the coalition", ("leave_coalition",)),
        "capital": Command("capital", "consult capital", ("consult_capital",)),
        "group": Command("group ISSUE", "ask for a drafting group", ("ask_for_group",)),
        "recess": Command("recess", "ask for a recess", ("ask_for_recess",)),
        "chair-text": Command("chair-text", "ask for a chair's text", ("ask_for_chair_text",)),
        "defer": Command("defer ISSUE", "ask that it be left for later", ("seek_deferral",)),
        "say": Command("say WORDS", "say something in the room", ("speak",)),
        "dissociate": Command("dissociate", "join the adoption, step away from the text", ("dissociate",)),
        "abstain": Command("abstain", "abstain", ("abstain",)),
        "reject": Command("reject", "object to the document as a whole", ("reject_document",)),
        "sign": Command("sign, sign reservation", "sign", ("sign", "sign_with_reservation")),
        "not-sign": Command("not-sign", "do not sign", ("not_sign",)),
        "hint": Command("hint [question, concept, move]", "ask the coach; asked again it tells more"),
        "undo": Command("undo", "take back your last move"),
        "save": Command("save [FILE]", "save now, under another name if you give one"),
        "hand-over": Command(
            "hand-over, hand-over end",
            "let an agent take your seat; with end it plays on to the end",
            ("hand_over",),
        ),
        "take-over": Command("take-over", "take your seat back", ("take_over",)),
        "done": Command(
            "done", "end your part; what you said nothing of follows your instructions", ("done",)
        ),
        "help": Command("help [COMMAND]", "what you can do now"),
        "quit": Command("quit", "leave; it is saved"),
    }
)
"""By name, in the order of `help`. Words can be cut short as long as they are clear."""


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
        raise NotUnderstoodError(f"“{word}” may be {', '.join(found)}. Type one letter more.")
    near = did_you_mean(wanted, COMMANDS)
    raise NotUnderstoodError(f"No command is called “{word}”.{near} Type help for those that there are.")


def about(command: Command, view: SeatView) -> str:
    """Return what a command does, and whether the chair goes along with it just once more."""
    is_last = bool(view.last_asked.intersection(command.moves))
    return f"{command.about}: this would be your last one" if is_last else command.about


def is_possible(command: str, view: SeatView) -> bool:
    """Return whether a command does something now: it shows something, or one of its moves is possible."""
    moves = COMMANDS[command].moves
    legal = () if view.request is None else view.request.legal
    if command in ("take-over", "hand-over") and view.request is None:
        return view.phase == "talks"
    return not moves or bool(set(moves) & set(legal))
