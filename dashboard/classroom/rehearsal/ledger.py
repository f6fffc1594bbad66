"""What a rehearsal keeps count of: what was acknowledged, what was refused and why, and how long everything took."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dashboard.classroom.rehearsal.browser import Heard, Told
from simulation.classroom import ACTIONS

__all__ = ["KINDS", "Kept", "Ledger", "Sent", "kind_of"]

KINDS: Final = ("join", "acknowledged", "pushed", "seen", "view", "data", "close", "deadline", "debrief")
"""What is timed: somebody joins; a submission is acknowledged; the host's page hears of it; that page is drawn with it;
a page is drawn; a program asks for the same as data; a phase that the host closes is closed, and told; likewise one
whose deadline has passed, from the deadline on; somebody opens the debriefing."""
_OK: Final = 200
_MOST_TOLD: Final = 12
"""Problems of which all is kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that the server said is kept."""

    number: int
    kind: str
    author: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that was sent: whose, what, and with which key."""

    author: str
    kind: str
    data: Mapping[str, Any]
    key: str


@dataclass
class Ledger:
    """The books of a rehearsal."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    kept: dict[int, Kept] = field(default_factory=dict)
    """By number of the event."""
    refused: Counter[str] = field(default_factory=Counter)
    """By kind of refusal, those that were right."""
    done: Counter[str] = field(default_factory=Counter)
    """What else happened, by name: tabs, drops, previews."""
    problems: Counter[str] = field(default_factory=Counter)
    """What must not be, by a short description."""
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """By author and key."""
    _submitted: list[tuple[float, int, str]] = field(default_factory=list)
    _heard: list[tuple[int, float]] = field(default_factory=list)
    """What the host's page was told: numbers, and when."""
    _shown: list[tuple[int, float]] = field(default_factory=list)
    """What it showed: up to which number, and since when."""
    _breaks: list[float] = field(default_factory=list)
    """When the host's stream was lost."""

    def problem(self, what: str) -> None:
        """Note something that must not be."""
        if what in self.problems or len(self.problems) < _MOST_TOLD:
            self.problems[what] += 1

    def acknowledged(self, sent: Sent, told: Told, *, times: str = "") -> int:
        """Note that something is kept, and return its number.

        The same key again has to be answered with the same number, and another key with another.
        """
        number = int(told.json()["number"])
        before = self._numbers.get((sent.author, sent.key))
        if before is not None:
            if before != number:
                self.problem(f"{sent.kind} that was sent twice was answered as {before} and as {number}")
            return number
        self._numbers[sent.author, sent.key] = number
        self._keep(Kept(number, sent.kind, sent.author, sent.data))
        if told.tries == 1 and times:
            self._submitted.append((told.begun, number, times))
            if times == "pushed":
                self.seconds["acknowledged"].append(told.seconds)
        return number

    def _keep(self, kept: Kept) -> None:
        there = self.kept.setdefault(kept.number, kept)
        if there is not kept:
            self.problem(f"{there.kind} and {kept.kind} were both answered as {kept.number}")

    def joined(self, person: str, nickname: str, told: Told) -> None:
        """Note that somebody came in: their id is the number of the event."""
        self._keep(Kept(int(person[1:]), "join", "join", {"person": person, "nickname": nickname}))
        if told.tries == 1:
            self.seconds["join"].append(told.seconds)

    def rightly(self, told: Told, expected: Sequence[str], what: str) -> None:
        """Note an answer to something that had to be refused, for one of some reasons."""
        kind = kind_of(told)
        if kind in expected:
            self.refused[kind] += 1
        elif told.status == _OK:
            self.problem(f"{what} was not refused")
        else:
            self.problem(f"{what} was refused as {kind} ({told.status}), not as {' or '.join(expected)}")

    def timed(self, kind: str, told: Told) -> None:
        """Note how long an answer took, unless it had to be asked for again."""
        if told.tries == 1:
            self.seconds[kind].append(told.seconds)

    def hears(self, heard: Heard) -> None:
        """Note what was pushed to the host's page."""
        if heard.event == "lost":
            self._breaks.append(heard.at)
        elif heard.event == "change":
            _note(self._heard, heard.data["number"], heard.at)

    def shows(self, number: int, at: float) -> None:
        """Note that the host's page is drawn, with all up to a number."""
        _note(self._shown, number, at)

    def close_books(self) -> None:
        """Work out how long it took until the host's page heard of each submission, and showed it, on one stream."""
        for begun, number, kind in self._submitted:
            for told, name in ((self._heard, kind), (self._shown, "seen" if kind == "pushed" else "")):
                place = bisect_left(told, (number, 0.0))
                if not name or place == len(told):
                    continue
                at = told[place][1]
                if not any(begun <= lost <= at for lost in self._breaks):
                    self.seconds[name].append(max(0.0, at - begun))
        self._submitted.clear()

    def lost(self, events: Sequence[Mapping[str, Any]]) -> list[Kept]:
        """Return what was acknowledged and is not in the log of a class."""
        there = {event["number"]: event for event in events}
        return [one for one in self.kept.values() if not _is_there(one, there.get(one.number))]

    def doubled(self, events: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the events of a log that nobody sent, or that were sent once and are there twice."""
        return [
            event
            for event in events
            if (event["kind"] in ACTIONS or event["kind"] == "join") and event["number"] not in self.kept
        ]


def kind_of(told: Told) -> str:
    """Return what a refusal says it is; of one that is a page, its status."""
    if told.answered.headers.get("content-type", "").startswith("application/json"):
        said = told.json()
        return str(said.get("kind", "")) if isinstance(said, dict) else ""
    return str(told.status)


def _note(told: list[tuple[int, float]], number: int, at: float) -> None:
    """Note a number that is higher than all before."""
    if not told or number > told[-1][0]:
        told.append((number, at))


def _is_there(kept: Kept, event: Mapping[str, Any] | None) -> bool:
    return (
        event is not None
        and (event["kind"], event["author"]) == (kept.kind, kept.author)
        and _holds(event["data"], kept.data)
    )


def _holds(whole: Any, part: Any) -> bool:  # noqa: ANN401 - JSON
    """Return whether all that was sent stands in what is kept."""
    if isinstance(part, Mapping):
        return isinstance(whole, Mapping) and all(_holds(whole.get(name), one) for name, one in part.items())
    return bool(whole == (list(part) if isinstance(part, tuple) else part))
