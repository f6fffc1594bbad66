"""The moves that people make: when each can be made, what it needs, which right it takes, and what is typed for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

__all__ = [
    "ANSWERED",
    "LEVELS",
    "LONGEST_TEXT",
    "PHASES",
    "SEAT_MOVES",
    "SIGNAL_OF",
    "TABLING",
    "MoveKind",
    "Phase",
    "SeatMove",
    "answers_in",
    "is_well_formed",
    "moves_of",
]

type Phase = Literal["talks", "floor", "package", "adoption", "signing", "over"]
PHASES: Final[tuple[Phase, ...]] = ("talks", "floor", "package", "adoption", "signing", "over")
"""The steps of a session, in order; the last three come once, at the end.

In the talks people consult, trade, gather and ask for the floor. Then the wordings stand on the floor, and everybody
signals. A package may follow. At the end the document as a whole is put, and signed where the forum signs."""

ANSWERED: Final[tuple[Phase, ...]] = ("package", "adoption", "signing")
"""The phases in which one thing is put, and answered in a word."""

TABLING: Final = (
    "propose_option",
    "amend",
    "cite_agreed_language",
    "soften_verb",
    "delete_clause",
    "refer_clause",
)
"""Moves with which a seat tables a wording."""

LEVELS: Final = ("easy", "standard", "hard")
"""How well informed and how skilled the simulated delegations are; the rules are the same at each."""

LONGEST_TEXT: Final = 1000
"""Characters of free text with a move."""

type Right = Literal["", "speak", "propose", "object"]
type Place = tuple[str, str]
_PLACE: Final = 2
"""Fields of a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveKind:
    """What a move is about."""

    phases: tuple[Phase, ...]
    needs: tuple[str, ...] = ()
    """Fields of `SeatMove` that have to be filled."""
    may: tuple[str, ...] = ()
    """Fields that may be filled."""
    right: Right = ""
    """What the forum has to allow; empty: a seat is enough."""
    group: str = ""
    """Under which heading a menu shows it: floor, text, deal, people, process, end, seat."""
    command: str
    """What a person types for it on a terminal; several moves may share one, where the phase tells them apart."""
    also: str = ""
    """Another command for it."""
    word: str = ""
    """What is typed behind the command, where that tells it from another move."""
    is_private: bool = False
    """It is not made in the open: what is written with it is for whom it is addressed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatMove:
    """One move of one seat. Which fields it needs, `SEAT_MOVES` says; the rest stay empty.

    A talk (`consult_bilaterally`) is a question. Without an issue it asks what matters most to the other; with one,
    what the other would need on it; with an option too, whether it could live with that wording.
    """

    seat: str
    """Key of the delegation."""
    move: str
    """One of `SEAT_MOVES`."""
    issue: str = ""
    option: str = ""
    to: str = ""
    """Key of the delegation that it is addressed to."""
    give: Place | None = None
    """Issue and option that the seat promises to live with."""
    get: Place | None = None
    """Issue and option that the other side is to live with in return."""
    package: Mapping[str, str] = field(default_factory=dict)
    """Option by issue."""
    offer: str = ""
    """Id of the offer that is answered."""
    text: str = ""
    """Free text: kept and shown to people, never interpreted."""

    def __post_init__(self) -> None:
        """Keep a package of its own: what its maker does to the one that it gave, changes nothing here."""
        if isinstance(self.package, Mapping):
            object.__setattr__(self, "package", dict(self.package))


def is_well_formed(move: SeatMove) -> bool:
    """Return whether all fields are of the right kinds; whether such a move is possible anywhere, is not asked."""
    texts = (move.seat, move.move, move.issue, move.option, move.to, move.offer, move.text)
    pairs = [pair for pair in (move.give, move.get) if pair is not None]
    package: object = move.package
    if not isinstance(package, Mapping) or not all(isinstance(pair, tuple) for pair in pairs):
        return False
    told = (*texts, *(part for pair in pairs for part in pair), *package, *package.values())
    return all(len(pair) == _PLACE for pair in pairs) and all(isinstance(text, str) for text in told)


def _talks(command: str, *needs: str, right: Right = "", group: str) -> MoveKind:
    return MoveKind(phases=("talks",), needs=needs, right=right, group=group, command=command)


def _aside(command: str, *needs: str, right: Right = "", group: str) -> MoveKind:
    return replace(_talks(command, *needs, right=right, group=group), is_private=True)


def _floor(command: str, *needs: str) -> MoveKind:
    return MoveKind(phases=("floor",), needs=needs, right="object", group="floor", command=command)


def _either(command: str, *needs: str) -> MoveKind:
    return replace(_floor(command, *needs), phases=("talks", "floor"))


def _end(phase: Phase, command: str, *, also: str = "", word: str = "", group: str = "end") -> MoveKind:
    return MoveKind(phases=(phase,), right="object", group=group, command=command, also=also, word=word)


SEAT_MOVES: Final[Mapping[str, MoveKind]] = MappingProxyType(
    {
        "speak": MoveKind(
            phases=("talks", "floor", "package", "adoption"),
            needs=("text",),
            right="speak",
            group="floor",
            command="say",
        ),
        "support": _either("support", "issue", "option"),
        "can_live_with": _either("live", "issue", "option"),
        "oppose": _talks("object", "issue", "option", right="speak", group="floor"),
        "keep_silent": _floor("silent", "issue", "option"),
        "make_statement": _floor("statement", "issue", "option"),
        "object_formally": _floor("object", "issue", "option"),
        "propose_option": _talks("propose", "issue", "option", right="propose", group="text"),
        "amend": _talks("amend", "issue", "option", right="propose", group="text"),
        "cite_agreed_language": _talks("cite", "issue", "option", right="propose", group="text"),
        "soften_verb": _talks("soften", "issue", right="propose", group="text"),
        "delete_clause": _talks("delete", "issue", right="propose", group="text"),
        "refer_clause": _talks("refer", "issue", right="propose", group="text"),
        "request_brackets": _talks("bracket", "issue", right="object", group="text"),
        "lift_brackets": _talks("lift", "issue", right="object", group="text"),
        "offer_trade": _aside("trade", "to", "give", "get", right="object", group="deal"),
        "accept_trade": _aside("accept", "offer", right="object", group="deal"),
        "refuse_trade": _aside("refuse", "offer", right="object", group="deal"),
        "propose_package": _talks("package", "package", right="propose", group="deal"),
        "accept_package": _end("package", "accept", group="deal"),
        "accept_package_with_statement": _end("package", "accept", word="statement", group="deal"),
        "refuse_package": _end("package", "refuse", group="deal"),
        "consult_bilaterally": MoveKind(
            phases=("talks",),
            needs=("to",),
            may=("issue", "option"),
            group="people",
            command="talk",
            is_private=True,
        ),
        "found_coalition": _talks("join", "issue", "option", right="propose", group="people"),
        "join_coalition": _talks("join", "issue", "option", right="propose", group="people"),
        "co_sign": _talks("cosign", "issue", "option", right="propose", group="people"),
        "leave_coalition": _talks("leave", "issue", right="propose", group="people"),
        "consult_capital": _aside("capital", group="people"),
        "ask_for_group": _talks("group", "issue", right="speak", group="process"),
        "ask_for_recess": _talks("recess", right="speak", group="process"),
        "ask_for_chair_text": _talks("chair-text", right="speak", group="process"),
        "seek_deferral": _talks("defer", "issue", right="speak", group="process"),
        "join_consensus": _end("adoption", "join"),
        "join_consensus_with_statement": _end("adoption", "join", word="statement"),
        "dissociate": _end("adoption", "dissociate"),
        "abstain": _end("adoption", "abstain"),
        "reject_document": _end("adoption", "object", also="reject"),
        "sign": _end("signing", "sign"),
        "sign_with_reservation": _end("signing", "sign", word="reservation"),
        "not_sign": _end("signing", "not-sign"),
        "done": MoveKind(
            phases=("talks", "floor", "package", "adoption", "signing"), group="seat", command="done"
        ),
        "hand_over": _talks("hand-over", group="seat"),
        "take_over": _talks("take-over", group="seat"),
    }
)
"""Every move by key; the catalogue has its name under `move.KEY`. `done` ends the seat's part of a phase; what it has
not answered follows its instructions."""


def moves_of(group: str, *needs: str) -> tuple[str, ...]:
    """Return the moves of a group that need just these fields, in the order of the table."""
    return tuple(key for key, kind in SEAT_MOVES.items() if (kind.group, kind.needs) == (group, needs))


def answers_in(phase: Phase) -> tuple[str, ...]:
    """Return the moves that can be made in this phase and in no other: its answers.

    >>> answers_in("signing")
    ('sign', 'sign_with_reservation', 'not_sign')
    """
    return tuple(key for key, kind in SEAT_MOVES.items() if kind.phases == (phase,))


SIGNAL_OF: Final[Mapping[str, int]] = MappingProxyType(
    {"support": 0, "can_live_with": 1, "keep_silent": 2, "make_statement": 3, "object_formally": 4}
)
"""Code of `SIGNALS` by move on the floor."""
