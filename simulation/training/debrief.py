"""The debriefing of a seat once all is over: questions first, then what happened and what else could have been."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Self

from simulation.live.live_negotiation import LiveNegotiation
from simulation.live.log import LiveLog
from simulation.reasons.ending_in_words import left_over, outcome_sentence
from simulation.reasons.moves_logged import Log
from simulation.reasons.record_log import build_log
from simulation.scenario.pack_schema import Pack
from simulation.training.counterfactual import FUTURES, Findings, find
from simulation.training.course_of_play import Course, course_of
from simulation.training.dealings import Dealings, dealings_of
from simulation.training.notes import SeatNotes, keep_notes, log_for, notes_of
from simulation.training.opened import OpenedReason, opened_reasons
from simulation.training.prediction_check import PredictionCheck, how_it_ended
from simulation.training.profile import Score
from simulation.training.progress import Told, retold
from simulation.training.score import compared, score_of
from simulation.training.turning import Turning, turning_points
from simulation.words import Said, said

__all__ = [
    "QUESTIONS",
    "Debrief",
    "OpenedReason",
    "Part",
    "Question",
    "Remark",
    "debriefing",
    "pack_questions",
    "questions_for",
]

QUESTIONS: Final = ("happened", "felt", "obstacle", "closed", "otherwise", "transfer")
"""The general questions of the self-assessment; a trainer's pack has its own."""
_MOVED: Final = 6
"""Most reasons of others that are told on a terminal."""
_MOVED_EACH: Final = 8
"""Most reasons of a delegation that are told on a page; the log of the record has all."""

type Part = Literal["compared", "turning", "branches", "done"]
"""What is worked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that the person answers before it sees any number."""

    key: str
    """Under which the answer stands in the notes of the seat."""
    text: Said
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Free text that a person put beside a move and that the seat may read."""

    session: int
    delegation: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """All that a debriefing shows. Sentences are made when they are asked for, in the language of that moment."""

    case: str
    title: str
    instance: int
    """Which instance of the case it was; 0: the case as its author wrote it."""
    seat: str
    name: str
    level: str
    seed: int
    replication: int
    version: str
    sessions: int
    """Held."""
    questions: tuple[Question, ...]
    """Asked before anything else is shown."""
    principle: str
    """What the person takes away, in its own words; empty: nothing yet."""
    notes: SeatNotes
    """All that was noted down of the seat."""
    outcome: Said
    """How it ended."""
    left: Said
    """What became of clauses that are not in the text as agreed."""
    prediction: PredictionCheck
    score: Score
    """Without `compared` until that is worked out."""
    dealings: Dealings
    """Packages, refused trades, promises, and what the others knew of the seat."""
    opened: tuple[OpenedReason, ...]
    """Why every other seat did what it did: open now that it is over, in the order of `opened_reasons`."""
    said: tuple[Remark, ...]
    turning: Turning | None = None
    branches: Findings | None = None
    part: Part = "compared"
    """What is worked on."""
    done: int = 0
    total: int = 1
    """Of the games and futures of that part."""
    log_text: str = ""
    """The log of the negotiation, as a file holds it: with the notes of this seat, and no words for others alone."""

    def noted(self, notes: SeatNotes, questions: tuple[Question, ...]) -> Self:
        """Return the debriefing with later notes."""
        log = LiveLog.from_text(self.log_text)
        keep_notes(log, self.seat, notes)
        principle, log_text = notes.principle, log.to_text()
        return replace(self, questions=questions, principle=principle, notes=notes, log_text=log_text)

    @property
    def is_complete(self) -> bool:
        """Whether every part is there."""
        return self.part == "done"

    @property
    def moved(self) -> tuple[OpenedReason, ...]:
        """Private reasons of the others that differ from their public ones: the few that concern the seat most."""
        return tuple(one for one in self.opened if one.is_telling)[:_MOVED]

    @property
    def moved_each(self) -> dict[str, list[OpenedReason]]:
        """The same at more length, by short name of the delegation."""
        found: dict[str, list[OpenedReason]] = {}
        for one in self.opened:
            if one.is_telling and len(found.setdefault(one.delegation, [])) < _MOVED_EACH:
                found[one.delegation].append(one)
        return found

    @property
    def assumptions(self) -> tuple[Said, ...]:
        """The limits of the numbers, in words."""
        return tuple(
            said(f"debrief.assumes.{key}") for key in ("model", "agents", "private", "promises", "interval")
        )


def questions_for(notes: SeatNotes, asked: Sequence[str] | Mapping[str, str] = ()) -> tuple[Question, ...]:
    """Return the questions of the self-assessment with the answers so far.

    Args:
        notes: Of the seat.
        asked: The questions of a trainer's pack, alone or by key; without any, the general ones.
    """
    own = asked.items() if isinstance(asked, Mapping) else zip(asked, asked, strict=True)
    texts = {key: Said.verbatim(text) for key, text in own}
    if not texts:
        texts = {key: Said(f"debrief.question.{key}") for key in QUESTIONS}
    return tuple(
        Question(key=key, text=text, answer=notes.answers.get(key, "")) for key, text in texts.items()
    )


def pack_questions(pack: Pack | None) -> dict[str, str]:
    """Return the questions of a trainer's pack by key, each `step-number`; the general ones where there is no pack.

    What is learned is asked for by itself (`Debrief.principle`), so that question is left out.
    """
    asked = () if pack is None else pack.debrief_questions
    return {
        f"{item.step}-{at}": item.question
        for at, item in enumerate(asked, start=1)
        if item.step != "principle"
    }


def debriefing(
    live: LiveNegotiation,
    seat: str,
    *,
    questions: Sequence[str] | Mapping[str, str] = (),
    futures: int = FUTURES,
    turning: Turning | None = None,
) -> Iterator[Debrief]:
    """Yield the debriefing of a seat, part by part: at once what needs no futures, at last all of it.

    In between it yields the same with `part`, `done` and `total` moved on, several times a second. Whoever stops
    asking has cancelled.

    Args:
        live: A negotiation that is over.
        seat: Key of the delegation.
        questions: Of the trainer's pack, see `pack_questions`; without any, the general ones.
        futures: Of each branch that is told of.
        turning: The turning points, where they are found already; None: they are looked for.

    Raises:
        DelegationSimError: if the negotiation is not over: till then nobody may look behind it.
        IllegalMoveError: if there is no such seat, or it only watches.
    """
    course = course_of(live)
    course.row(seat)
    log = build_log(course.record)
    told = _first(course, seat, log, questions)
    yield told
    beside = yield from _shown(
        told, "compared", compared(course, seat, float(course.worth[course.row(seat)]))
    )
    told = replace(told, score=replace(told.score, compared=beside))
    if turning is None:
        turning = yield from _shown(told, "turning", turning_points(course, seat))
    told = replace(told, turning=turning, score=_beside_silence(told.score, turning))
    branches = yield from _shown(told, "branches", find(course, seat, turning.order, n=futures))
    yield replace(told, branches=branches, part="done", done=1, total=1)


def _beside_silence(score: Score, turning: Turning) -> Score:
    """Return a profile that says what the seat would have got with none of the moves that a person made in it."""
    silent = None if turning.is_handed_over else turning.silent
    return replace(score, mandate=replace(score.mandate, silent=silent))


def _shown[T](told: Debrief, part: Part, work: Told[T]) -> Generator[Debrief, None, T]:
    yield replace(told, part=part, done=0, total=1)
    return (yield from retold(work, lambda done, total: replace(told, part=part, done=done, total=total)))


def _first(course: Course, seat: str, log: Log, questions: Sequence[str] | Mapping[str, str]) -> Debrief:
    notes, record = notes_of(course.log, seat), course.record
    case = next(item for item in course.case.delegations if item.key == seat)
    return Debrief(
        case=course.case.key,
        title=course.case.title,
        instance=course.case.instance or 0,
        seat=seat,
        name=case.name,
        level=course.log.level,
        seed=course.log.seed,
        replication=course.log.replication,
        version=course.log.version,
        sessions=record.n_rounds,
        questions=questions_for(notes, questions),
        principle=notes.principle,
        notes=notes,
        outcome=outcome_sentence(record),
        left=left_over(record),
        prediction=how_it_ended(course, seat).beside(course.case, notes),
        score=score_of(course, seat, log),
        dealings=dealings_of(course, seat, log),
        opened=opened_reasons(
            log,
            seat,
            dict(zip((issue.key for issue in course.case.issues), _dear(course, seat), strict=True)),
        ),
        said=tuple(
            Remark(session=item.session, delegation=log.roster.name(item.seat), text=item.text)
            for item in course.ending.statements
            if item.is_for(seat)
        ),
        log_text=log_for(course.log, seat, course.ending.statements).to_text(),
    )


def _dear(course: Course, seat: str) -> list[float]:
    """Return how much each issue matters to a seat, in the order of the case."""
    weights: list[float] = course.ending.room.state.salience[0, course.row(seat)].tolist()
    return weights
