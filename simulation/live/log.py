"""The log of a live negotiation: with the case it is all that there is, so saving it saves everything."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from simulation.engine.simulate import MAX_SEED
from simulation.live.errors import LiveLogError, OtherVersionError
from simulation.live.moves import LEVELS, LONGEST_TEXT, PHASES, SEAT_MOVES, SeatMove
from simulation.protocols.parameter_sets.sets import ParameterSet
from simulation.scenario.characters import acting
from simulation.scenario.instances import LARGEST
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.version import version
from simulation.words import apart, listed, say

__all__ = [
    "ADVANCE",
    "AGENT",
    "FORMAT",
    "FORMAT_VERSION",
    "MOST_ENTRIES",
    "LiveLog",
    "as_plain",
    "digest_of",
    "is_move",
    "move_of",
]

FORMAT: Final = "delegation-sim live"
FORMAT_VERSION: Final = 2
"""Since 2 hints in the notes are kept as key and values; 1 kept them as they were told, and is still read."""
_READ: Final = (1, FORMAT_VERSION)
ADVANCE: Final = "advance"
"""In place of a move: everybody was done, and the negotiation went on."""
AGENT: Final = "agent "
"""In place of a move, before the key of a seat: an agent of the user's own took the seat."""
MOST_ENTRIES: Final = 20_000
_PAIRS: Final = ("give", "get")
_OF_SOME: Final = ("agents", "decided", "drawn", "instance")
"""Fields that a log has only where agents of the user's own held a seat, or parameters or an instance were drawn."""
_LONGEST_KEY: Final = 100
_MOST_TOLD: Final = 3
"""Problems that a refusal tells."""
_SEAL: Final = "seal"
_VERSION: Final = re.compile(r"[0-9A-Za-z.+-]{1,40}")


@dataclass(slots=True, kw_only=True)
class LiveLog:
    """Case, seed and moves of a live negotiation; the same three give the same negotiation, byte for byte."""

    case: str
    """Key of the case."""
    case_hash: str
    """SHA-256 of the case as it is played, see `scenario_hash`."""
    seed: int
    replication: int
    level: str
    """One of `LEVELS`."""
    seats: tuple[str, ...]
    """Keys of the seats in which people sit from the start."""
    version: str
    """Of delegation-sim."""
    entries: list[SeatMove | str] = field(default_factory=list)
    """Moves in the order in which they were made; `ADVANCE` where the negotiation went on."""
    reached: dict[str, Any] = field(default_factory=dict)
    """How far it is, for whoever reads it without playing it again: `session`, `phase`, and in `sessions` after how
    many entries each session began; once it is over, `outcome` (one of `OUTCOME_CLASSES`) and `options`, the wording of
    each issue in the document, empty where there is none. Empty in logs of earlier versions."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What belongs to the people and not to the negotiation (a prediction, hints asked for), as plain data."""
    agents: tuple[str, ...] = ()
    """Keys of the seats that agents of the user's own hold from the start. Neither their code nor their moves are in
    the log: they decide anew whenever it is played again."""
    decided: str = ""
    """SHA-256 of all that they did, by which it is seen whether they do it again; empty where there are none."""
    drawn: ParameterSet | None = None
    """The parameters that it drew, which are part of the case that is played; None: it drew none."""
    instance: int = 0
    """Which instance of the case it is; 0: the case as its author wrote it."""
    is_sealed: bool = True
    """Whether it was read with a seal, or made here; a log that was written before there were seals has none."""

    def check_case(self, case: Scenario) -> None:
        """Raise if the log was not played on this case.

        Raises:
            LiveLogError: if the case is another one, or was changed since.
        """
        if not self.is_of(case):
            raise LiveLogError(say("live.log.case", case=self.case))

    def is_of(self, case: Scenario) -> bool:
        """Return whether this is the log of a case, as it is or with the parameters that were drawn."""
        played = case if self.drawn is None else self.drawn.written_into(case)
        return scenario_hash(played) == self.case_hash

    def check_version(self) -> None:
        """Refuse a log that another version played: here the same moves may give another negotiation.

        Raises:
            OtherVersionError: if it did.
        """
        if self.version != version():
            raise OtherVersionError(say("live.log.other_version", made=self.version, ours=version()))

    def to_json(self) -> dict[str, Any]:
        """Return the log as plain data. It holds moves only, and no secrets of other seats.

        Its seal, a SHA-256 of all the rest, shows whether anything was damaged or changed since, by accident or by
        hand. It is no signature: whoever means to deceive can make it anew.
        """
        plain = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "is_sealed"}
        plain["seats"], plain["agents"] = list(self.seats), list(self.agents)
        plain["drawn"] = None if self.drawn is None else self.drawn.plain()
        plain = {name: value for name, value in plain.items() if value or name not in _OF_SOME}
        plain["entries"] = [entry if isinstance(entry, str) else as_plain(entry) for entry in self.entries]
        as_read_back = json.loads(json.dumps({"reached": self.reached, "notes": self.notes}))
        plain |= as_read_back
        whole = {"format": FORMAT, "format_version": FORMAT_VERSION, **plain}
        return {**whole, _SEAL: _seal_of(whole)}

    def to_text(self) -> str:
        """Return the log as the text of a JSON file, one entry a line."""
        plain = self.to_json()
        entries = plain.pop("entries")
        head = json.dumps(plain, ensure_ascii=False, indent=1)
        lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
        return f'{head.removesuffix("\n}")},\n "entries": [\n{lines}\n ]\n}}\n'

    @classmethod
    def from_text(cls, text: str) -> "LiveLog":
        """Return the log in the text of a file.

        Raises:
            LiveLogError: if it is none, is damaged or was changed, or is of another version of the format.
        """
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LiveLogError(say("live.log.json", why=error)) from error
        return cls.from_json(data)

    @classmethod
    def from_json(cls, data: object) -> "LiveLog":
        """Return the log that `to_json` wrote; see `from_text`."""
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise LiveLogError(say("live.log.none"))
        if data.get("format_version") not in _READ:
            told = {"version": repr(data.get("format_version")), "ours": FORMAT_VERSION}
            raise LiveLogError(say("live.log.version", **told))
        wrong = _problems(data)
        if wrong:
            raise LiveLogError(say("live.log.damaged", what=apart(wrong)))
        if _SEAL in data and data[_SEAL] != _seal_of(data):
            raise LiveLogError(say("live.log.changed"))
        if not _is_reached(data.get("reached", {}), len(data["entries"])):
            raise LiveLogError(say("live.log.damaged", what=say("live.log.reached")))
        read = {item.name: data[item.name] for item in fields(cls) if item.name in data} | {
            "entries": [entry if isinstance(entry, str) else move_of(entry) for entry in data["entries"]],
            "seats": tuple(data["seats"]),
            "agents": tuple(data.get("agents", ())),
            "drawn": ParameterSet.from_plain(data["drawn"]) if data.get("drawn") else None,
            "is_sealed": _SEAL in data,
        }
        return cls(**read)

    @property
    def seats_of_agents(self) -> tuple[str, ...]:
        """Keys of all seats that an agent of the user's own held at some time."""
        later = (
            entry.removeprefix(AGENT) for entry in self.entries if isinstance(entry, str) and entry != ADVANCE
        )
        return tuple(dict.fromkeys((*self.agents, *later)))


def digest_of(moves: Iterable[SeatMove]) -> str:
    """Return the SHA-256 of moves, in order."""
    plain = [as_plain(move) for move in moves]
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _seal_of(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a log, whatever the order of its keys and the spaces in its file."""
    rest = {key: value for key, value in data.items() if key != _SEAL}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def as_plain(move: SeatMove) -> dict[str, Any]:
    """Return the fields of a move that say something."""
    return {name: value for name, value in asdict(move).items() if value}


def move_of(entry: Mapping[str, Any]) -> SeatMove:
    """Return the move that `as_plain` wrote."""
    pairs = {name: tuple(entry[name]) for name in _PAIRS if entry.get(name)}
    return SeatMove(**{**entry, **pairs})


def _problems(data: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the data of a log, all of it, in words."""
    kinds = {"case": str, "case_hash": str, "seed": int, "replication": int, "level": str, "version": str}
    kinds |= {"seats": list, "entries": list, "notes": dict}
    wrong = [
        say("live.log.field", name=name, kind=kind.__name__)
        for name, kind in kinds.items()
        if not _is(data, name, kind)
    ]
    if wrong:
        return wrong
    if not _is_written(data):
        wrong.append(say("live.log.characters"))
    if not _VERSION.fullmatch(data["version"]):
        wrong.append(say("live.log.field", name="version", kind="version"))
    if data["level"] not in LEVELS:
        wrong.append(say("live.log.level", valid=listed(LEVELS)))
    if not (0 <= data["seed"] <= MAX_SEED and 0 <= data["replication"] <= MAX_SEED):
        wrong.append(say("live.log.seed", most=MAX_SEED))
    if not _is({"instance": 0} | dict(data), "instance", int) or not 0 <= data.get("instance", 0) <= LARGEST:
        wrong.append(say("live.log.field", name="instance", kind="int"))
    seats, agents = data["seats"], data.get("agents", [])
    is_list = isinstance(agents, list) and all(map(_is_key, (*seats, *agents, data.get("decided", ""))))
    if not is_list or len({*seats, *agents}) < len(seats) + len(agents):
        wrong.append(say("live.log.seats"))
    try:
        ParameterSet.from_plain(data["drawn"]) if data.get("drawn") else None
    except ValueError:
        wrong.append(say("live.log.field", name="drawn", kind="drawn"))
    return _wrong_entries(data, wrong)


def _wrong_entries(data: Mapping[str, Any], wrong: list[str]) -> list[str]:
    """Return what is wrong before, and with the entries; no more of them than anybody reads."""
    if len(data["entries"]) > MOST_ENTRIES:
        return [*wrong, say("live.log.many", most=MOST_ENTRIES)]
    for number, entry in enumerate(data["entries"], start=1):
        if entry != ADVANCE and not is_move(entry) and not _is_seating(entry):
            wrong.append(say("live.log.move", number=number))
        if len(wrong) > _MOST_TOLD:
            return [*wrong[:-1], say("live.log.more")]
    return wrong


def _is_seating(entry: object) -> bool:
    return isinstance(entry, str) and entry.startswith(AGENT) and _is_key(entry.removeprefix(AGENT))


def _is_key(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_KEY


def _is_reached(value: object, entries: int) -> bool:
    """Return whether this can say how far a negotiation of so many entries is; nothing says it, too."""
    if not isinstance(value, dict) or not value:
        return value == {}
    sessions, options = value.get("sessions"), value.get("options", {})
    return (
        value.get("phase") in PHASES
        and isinstance(sessions, list)
        and all(type(number) is int for number in (value.get("session"), *sessions))
        and sessions == sorted(number for number in set(sessions) if 0 <= number <= entries)
        and isinstance(options, dict)
        and all(map(_is_key, (value.get("outcome", ""), *options, *options.values())))
    )


def _is_written(data: Mapping[str, Any]) -> bool:
    """Return whether everything in the data can be written to a file again, and to a screen."""
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (UnicodeEncodeError, ValueError, RecursionError):
        return False
    return not any(map(acting, _texts(data)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))


def _is(data: Mapping[str, Any], name: str, kind: type) -> bool:
    value = data.get(name)
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def is_move(entry: object) -> bool:
    """Return whether plain data are a move with fields of the right kinds, whether or not it is possible anywhere."""
    names = {item.name for item in fields(SeatMove)}
    if not isinstance(entry, dict) or not set(entry) <= names or not {"seat", "move"} <= set(entry):
        return False
    if not isinstance(entry["move"], str) or entry["move"] not in SEAT_MOVES:
        return False
    for name, value in entry.items():
        if name in _PAIRS:
            good = isinstance(value, list) and len(value) == len(_PAIRS) and all(_is_key(v) for v in value)
        elif name == "package":
            good = (
                isinstance(value, dict)
                and len(value) <= _LONGEST_KEY
                and all(_is_key(v) for v in (*value, *value.values()))
            )
        else:
            good = isinstance(value, str) and len(value) <= LONGEST_TEXT
        if not good:
            return False
    return True
