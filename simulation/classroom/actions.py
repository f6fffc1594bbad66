"""All that people and the host can do in a class, as data: an action that is accepted becomes an event."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, get_args

from simulation.live import SeatMove
from simulation.live.log import as_plain

__all__ = [
    "ACTIONS",
    "FACES",
    "NOT_YET",
    "Action",
    "AnswerCall",
    "AskForText",
    "CallHost",
    "ChooseSeat",
    "CloseNow",
    "Deal",
    "End",
    "EndClass",
    "Extend",
    "Face",
    "GiveBack",
    "GivePen",
    "GiveToAgent",
    "Instruct",
    "Leak",
    "Leave",
    "LetAgent",
    "Move",
    "MoveEnd",
    "Obstruct",
    "OpenDebrief",
    "OpenDoor",
    "Pause",
    "ProposeLate",
    "Release",
    "Remove",
    "Rename",
    "Resume",
    "RevealNames",
    "Rewind",
    "SendNote",
    "Show",
    "ShutDoor",
    "Start",
    "Submit",
    "TakeBack",
    "TakePen",
    "Tell",
    "WriteDown",
    "to_data",
]

type Face = Literal["auto", "join", "round", "room", "text", "end"]
"""On the projector: what fits the moment, joining, time and counts, the last session drawn, the text, the end."""

FACES: Final[tuple[Face, ...]] = get_args(Face.__value__)
"""All faces of the projector."""

type Role = Literal["person", "host"]

NOT_YET: Final = ("chair_text_in_own_words", "agents_believe_leak")
"""What a host might want to throw in and `LiveNegotiation` cannot express: `classroom.not_yet.KEY` says it in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Base of them all."""

    by: ClassVar[Role] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Action):
    """A move of the seat, by whoever holds its pen; `done` ends its part of the phase."""

    move: SeatMove


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePen(Action):
    """Take the pen of one's seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivePen(Action):
    """Give one's pen to somebody else of the seat."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetAgent(Action):
    """Let an agent hold the seat to the end of the phase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(Action):
    """Take the seat back from the agent that holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseSeat(Action):
    """Sit down in a seat, or join its delegation."""

    table: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Action):
    """Go for good: the seat is an agent's if nobody else sits in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendNote(Action):
    """A private note to another delegation at the table; the host may read it."""

    to: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHost(Action):
    """Ask the host to come."""

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDown(Action):
    """What belongs to the person and not to the negotiation: a prediction, a survey, answers at the debriefing."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hosts(Action):
    by: ClassVar[Role] = "host"


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtTable(_Hosts):
    table: str = ""
    """Empty: all tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtSeat(_Hosts):
    table: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfPerson(_Hosts):
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal(_Hosts):
    """Deal all seats anew at random, before the start."""

    placed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Table and seat by person: filled in by the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(_AtTable):
    """Open the talks of the first session."""

    shuts: bool = False
    """Shut the door too, as `ShutDoor` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutDoor(_Hosts):
    """Give no more seats by themselves: whoever joins watches until the host moves them into one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDoor(_Hosts):
    """Give seats to whoever joins again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(_AtTable):
    """Stop the clock; moves are taken, and no table goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(_AtTable):
    """Let the clock go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(_AtTable):
    """Move the deadline of this phase; a negative number brings it on."""

    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseNow(_AtTable):
    """Close the phase; agents hold the seats that are not done."""

    unseen: tuple[str, ...] = ()
    """Of all tables those that stay, as their phase began after the host looked: filled in by the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveToAgent(_AtSeat):
    """Give a seat with people to an agent until it is given back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack(_AtSeat):
    """Give a seat back: to its people, or from obstruction to the built-in agent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(_OfPerson):
    """Put somebody in another seat; without a seat they watch that table."""

    table: str
    seat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(_OfPerson):
    """Take somebody out of the class: their token is good for nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(_OfPerson):
    """Give somebody another nickname."""

    nickname: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(_OfPerson):
    """Let somebody in again from another device: old tokens end, and the answer holds a new code to come back with."""

    code_hash: str = ""
    """Filled in by the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell(_AtTable):
    """A message to all, to one table, or to one seat of it."""

    text: str
    seat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show(_AtTable):
    """What is on the projector, of one table or of all, wherever its address does not say so itself."""

    face: Face


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCall(_Hosts):
    """Say that a call is seen to."""

    call: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruct(_AtSeat):
    """New instructions from capital from the next session on, on one issue or all; told to the people of the seat."""

    text: str
    issue: str = ""
    position: float | None = None
    red_line: tuple[float, float] | None = None
    salience: float | None = None
    flexibility: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEnd(_AtTable):
    """The conference will have so many sessions in all, as is told to the table."""

    text: str
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstruct(_AtSeat):
    """Let an agent without people obstruct: it objects to all that is put, until it is given back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeLate(_AtSeat):
    """Let an agent without people table one wording in these talks."""

    issue: str
    option: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForText(_AtSeat):
    """Let an agent without people ask the chair for a text in these talks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak(_AtTable):
    """Let a table, or some seats of it, read something; agents do not."""

    text: str
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewind(_Hosts):
    """Go on from the beginning of a session; what was played since is kept as an old line."""

    table: str
    session: int


@dataclass(frozen=True, slots=True, kw_only=True)
class End(_AtTable):
    """End the negotiation where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDebrief(_Hosts):
    """Open to everybody what was kept from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealNames(_Hosts):
    """Let everybody read what the delegations are really called that were archetypes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndClass(_Hosts):
    """End the class: nobody joins any more, and its code is free."""


_EVERY: Final[tuple[type[Action], ...]] = (
    *(Submit, TakePen, GivePen, LetAgent, TakeBack, ChooseSeat, Leave, SendNote, CallHost, WriteDown),
    *(Deal, Start, ShutDoor, OpenDoor, Pause, Resume, Extend, CloseNow, GiveToAgent, GiveBack),
    *(Move, Remove, Rename, Release, Tell, Show, AnswerCall),
    *(Instruct, MoveEnd, Obstruct, ProposeLate, AskForText, Leak),
    *(Rewind, End, OpenDebrief, RevealNames, EndClass),
)
ACTIONS: Final[Mapping[str, type[Action]]] = MappingProxyType({kind.__name__: kind for kind in _EVERY})
"""All of them by name, which is the kind of the event that they become."""


def to_data(action: Action) -> dict[str, Any]:
    """Return the fields of an action as plain data."""
    data = {item.name: getattr(action, item.name) for item in fields(action)}
    if isinstance(action, Submit):
        data["move"] = as_plain(action.move)
    return data
