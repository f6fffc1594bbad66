"""What is noted down of a person in a seat: a prediction, hints, moves taken back, answers, the game before it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from simulation.live.errors import LiveLogError
from simulation.live.log import LiveLog
from simulation.live.moves import SeatMove
from simulation.live.public import Statement
from simulation.training.rounds import Round
from simulation.training.survey import Survey, own_words
from simulation.words import Said, say

if TYPE_CHECKING:
    from simulation.live.live_negotiation import LiveNegotiation

__all__ = ["AskedHint", "Prediction", "SeatNotes", "keep_notes", "log_for", "notes_of", "taken_back"]

_SURVEYS: Final = ("before", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """How a person thought, before the first session, that it would end."""

    options: Mapping[str, str] = field(default_factory=dict)
    """Option by issue; empty: no agreement on it."""
    outcome_class: str = ""
    """One of `OUTCOME_CLASSES`; empty: not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedHint:
    """A hint that was given, so that hints can be counted."""

    session: int
    level: str
    text: Said
    """In logs of the former kind as it was told, which stays as it is."""

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"session": self.session, "level": self.level, "text": self.text.to_plain()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatNotes:
    """All notes of one seat; they ride in the log of the negotiation and change nothing in it."""

    prediction: Prediction | None = None
    hints: tuple[AskedHint, ...] = ()
    taken_back: tuple[int, ...] = ()
    """The session of each move that was taken back, counted from 1."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Answers to the questions of the self-assessment, by question."""
    principle: str = ""
    """What the person takes away, in its own words."""
    before: Survey = field(default_factory=Survey)
    """What it answered before it began; empty in a second round, as the first one has it."""
    after: Survey = field(default_factory=Survey)
    first: Round | None = None
    """The game of which this is the second round; None: it is none."""


def notes_of(log: LiveLog, seat: str) -> SeatNotes:
    """Return the notes of a seat; empty ones if there are none.

    Raises:
        LiveLogError: if what stands there are no notes.
    """
    raw = log.notes.get(seat, {})
    try:
        prediction = raw.get("prediction")
        return SeatNotes(
            prediction=None if prediction is None else Prediction(**prediction),
            hints=tuple(_hint(hint) for hint in raw.get("hints", [])),
            taken_back=tuple(map(int, raw.get("taken_back", ()))),
            answers=dict(raw.get("answers", {})),
            principle=str(raw.get("principle", "")),
            before=Survey.from_plain(raw.get("before", {})),
            after=Survey.from_plain(raw.get("after", {})),
            first=None if raw.get("first") is None else Round.from_plain(raw["first"]),
        )
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        raise LiveLogError(say("agent.notes", seat=seat, why=error)) from error


def _hint(raw: Mapping[str, Any]) -> AskedHint:
    return AskedHint(**{**raw, "text": Said.from_plain(raw["text"])})


def keep_notes(log: LiveLog, seat: str, notes: SeatNotes) -> None:
    """Put the notes of a seat into the log; any text of a person can be read back."""
    log.notes[seat] = {
        "prediction": None if notes.prediction is None else asdict(notes.prediction),
        "hints": [hint.plain() for hint in notes.hints],
        "taken_back": list(notes.taken_back),
        "answers": {key: own_words(answer) for key, answer in notes.answers.items()},
        "principle": own_words(notes.principle),
        **{name: survey.plain() for name in _SURVEYS if not (survey := getattr(notes, name)).is_empty},
        **({} if notes.first is None else {"first": notes.first.plain()}),
    }


def taken_back(live: "LiveNegotiation", seat: str) -> "LiveNegotiation":
    """Return a negotiation as it was before its last move, with a note that the seat took it back; see `undo`."""
    before = live.undo()
    if any(isinstance(entry, SeatMove) for entry in live.log.entries):
        notes = notes_of(live.log, seat)
        keep_notes(before.log, seat, replace(notes, taken_back=(*notes.taken_back, before.session)))
    return before


def log_for(log: LiveLog, seat: str, statements: Iterable[Statement]) -> LiveLog:
    """Return a log as one seat may take it home: all moves, its own notes, and no words that were for others alone.

    Played again it gives the same negotiation: words change nothing in it.

    Args:
        log: Of a negotiation that is over.
        seat: Key of the delegation.
        statements: All that was put beside moves in it, in order.
    """
    said = iter(statements)
    entries = list[SeatMove | str]()
    for entry in log.entries:
        is_told = isinstance(entry, str) or not entry.text or next(said).is_for(seat)
        entries.append(entry if is_told or isinstance(entry, str) else replace(entry, text=""))
    notes = {key: kept for key, kept in log.notes.items() if key == seat}
    return replace(log, entries=entries, notes=notes)
