"""The moves that people make: what each is called, when it can be made, what it needs and which right it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

__all__ = [
    "LEVELS",
    "LONGEST_TEXT",
    "PHASES",
    "SEAT_MOVES",
    "SIGNAL_OF",
    "MoveKind",
    "Phase",
    "SeatMove",
    "is_well_formed",
]

type Phase = Literal["talks", "floor", "package", "adoption", "signing", "over"]
PHASES: Final[tuple[Phase, ...]] = ("talks", "floor", "package", "adoption", "signing", "over")
"""The steps of a session, in order; the last three come once, at the end.

In the talks people consult, trade, gather and ask for the floor. Then the wordings stand on the floor, and everybody
signals. A package may follow. At the end the document as a whole is put, and signed where the forum signs."""

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


def _talks(*needs: str, right: Right = "", group: str) -> MoveKind:
    return MoveKind(phases=("talks",), needs=needs, right=right, group=group)


def _aside(*needs: str, right: Right = "", group: str) -> MoveKind:
    return MoveKind(phases=("talks",), needs=needs, right=right, group=group, is_private=True)


def _floor(*needs: str) -> MoveKind:
    return MoveKind(phases=("floor",), needs=needs, right="object", group="floor")


def _either(*needs: str) -> MoveKind:
    return MoveKind(phases=("talks", "floor"), needs=needs, right="object", group="floor")


def _end(phase: Phase) -> MoveKind:
    return MoveKind(phases=(phase,), right="object", group="end")


SEAT_MOVES: Final[Mapping[str, MoveKind]] = MappingProxyType(
    {
        "speak": MoveKind(
            phases=("talks", "floor", "package", "adoption"), needs=("text",), right="speak", group="floor"
        ),
        "support": _either("issue", "option"),
        "can_live_with": _either("issue", "option"),
        "oppose": _talks("issue", "option", right="speak", group="floor"),
        "keep_silent": _floor("issue", "option"),
        "make_statement": _floor("issue", "option"),
        "object_formally": _floor("issue", "option"),
        "propose_option": _talks("issue", "option", right="propose", group="text"),
        "amend": _talks("issue", "option", right="propose", group="text"),
        "cite_agreed_language": _talks("issue", "option", right="propose", group="text"),
        "soften_verb": _talks("issue", right="propose", group="text"),
        "delete_clause": _talks("issue", right="propose", group="text"),
        "refer_clause": _talks("issue", right="propose", group="text"),
        "request_brackets": _talks("issue", right="object", group="text"),
        "lift_brackets": _talks("issue", right="object", group="text"),
        "offer_trade": _aside("to", "give", "get", right="object", group="deal"),
        "accept_trade": _aside("offer", right="object", group="deal"),
        "refuse_trade": _aside("offer", right="object", group="deal"),
        "propose_package": _talks("package", right="propose", group="deal"),
        "accept_package": MoveKind(phases=("package",), right="object", group="deal"),
        "accept_package_with_statement": MoveKind(phases=("package",), right="object", group="deal"),
        "refuse_package": MoveKind(phases=("package",), right="object", group="deal"),
        "consult_bilaterally": MoveKind(
            phases=("talks",), needs=("to",), may=("issue", "option"), group="people", is_private=True
        ),
        "found_coalition": _talks("issue", "option", right="propose", group="people"),
        "join_coalition": _talks("issue", "option", right="propose", group="people"),
        "co_sign": _talks("issue", "option", right="propose", group="people"),
        "leave_coalition": _talks("issue", right="propose", group="people"),
        "consult_capital": _aside(group="people"),
        "ask_for_group": _talks("issue", right="speak", group="process"),
        "ask_for_recess": _talks(right="speak", group="process"),
        "ask_for_chair_text": _talks(right="speak", group="process"),
        "seek_deferral": _talks("issue", right="speak", group="process"),
        "join_consensus": _end("adoption"),
        "join_consensus_with_statement": _end("adoption"),
        "dissociate": _end("adoption"),
        "abstain": _end("adoption"),
        "reject_document": _end("adoption"),
        "sign": _end("signing"),
        "sign_with_reservation": _end("signing"),
        "not_sign": _end("signing"),
        "done": MoveKind(phases=("talks", "floor", "package", "adoption", "signing"), group="seat"),
        "hand_over": MoveKind(phases=("talks",), group="seat"),
        "take_over": MoveKind(phases=("talks",), group="seat"),
    }
)
"""Every move by key. `done` ends the seat's part of a phase; what it has not answered follows its instructions."""

SIGNAL_OF: Final[Mapping[str, int]] = MappingProxyType(
    {"support": 0, "can_live_with": 1, "keep_silent": 2, "make_statement": 3, "object_formally": 4}
)
"""Code of `SIGNALS` by move on the floor."""
