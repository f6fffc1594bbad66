"""What a person predicted of the end, beside how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from simulation.protocols.result import OUTCOME_CLASSES
from simulation.reasons.record_reading import final_document
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario
from simulation.training.course_of_play import Course
from simulation.training.notes import Prediction, SeatNotes
from simulation.training.worths import POINTS, points_of
from simulation.words import NOTHING, Said, said

__all__ = ["IssueOutcome", "PredictionCheck", "how_it_ended", "without_a_wording"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueOutcome:
    """What was predicted on an issue, and what became of it; names, as the case has them."""

    issue: str
    predicted: str = ""
    """Empty: no agreement on it. Of no account where nothing was predicted."""
    actual: str
    """Empty: it is not in a document."""
    actual_key: str
    """Of the option; empty likewise."""
    is_hit: bool | None = None
    """None: nothing was predicted."""
    own: float
    """What it adds to the own value, in lengths of the axis: whole points."""
    closed: int
    """Session in which it was agreed, counted from 1; 0: never."""
    missing: Said = NOTHING
    """Why it is not in a document, in words; empty: it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionCheck:
    """The prediction beside the outcome."""

    issues: tuple[IssueOutcome, ...]
    outcome_class: str = ""
    """Predicted, one of `OUTCOME_CLASSES`; empty: not said."""
    actual_class: str

    @property
    def hits(self) -> int:
        """Issues on which the prediction came true."""
        return sum(item.is_hit is True for item in self.issues)

    @property
    def predicted(self) -> int:
        """Issues on which something was predicted."""
        return sum(item.is_hit is not None for item in self.issues)

    def beside(self, case: Scenario, notes: SeatNotes) -> Self:
        """Return how it ended beside what somebody predicted.

        Args:
            case: As it was played.
            notes: Of the person.
        """
        guess = notes.prediction or Prediction()
        issues = tuple(
            _checked(
                row, {option.key: option.label for option in issue.options}, guess.options.get(issue.key)
            )
            for row, issue in zip(self.issues, case.issues, strict=True)
        )
        outcome_class = guess.outcome_class if guess.outcome_class in OUTCOME_CLASSES else ""
        return replace(self, issues=issues, outcome_class=outcome_class)

    @property
    def sentence(self) -> Said:
        """How much of it came about, in words."""
        if not self.predicted and not self.outcome_class:
            return said("debrief.predicted.nothing")
        told = self._on_issues
        if not self.outcome_class:
            return told
        hit = self.outcome_class == self.actual_class
        key = "debrief.predicted.class.hit" if hit else "debrief.predicted.class.miss"
        names = {
            "predicted": said(f"class.{self.outcome_class}"),
            "actual": said(f"class.{self.actual_class}"),
        }
        return Said.joined(told, said(key, **names))

    @property
    def _on_issues(self) -> Said:
        if self.predicted > 1:
            return said("debrief.predicted", n=self.hits, of=self.predicted)
        return said(f"debrief.predicted.only.{'hit' if self.hits else 'miss'}") if self.predicted else NOTHING


def _checked(row: IssueOutcome, labels: Mapping[str, str], key: str | None) -> IssueOutcome:
    is_hit = None if key is None else key == row.actual_key
    return replace(row, predicted=labels.get(key or "", ""), is_hit=is_hit)


def how_it_ended(course: Course, seat: str) -> PredictionCheck:
    """Return how it ended for a seat, beside which nothing is predicted yet."""
    record, row = course.record, course.row(seat)
    fallen, issues = final_document(record).fallen, []
    has_text, may_drop = bool((course.final >= 0).any()), resolve_forum(course.case).leftover == "drop"
    for number, issue in enumerate(course.case.issues):
        option = int(course.final[number])
        actual = issue.options[option] if option >= 0 else None
        closed = int(course.ending.room.state.closed_at[0, number])
        gain = float(record.gain[-1, row, number, option]) if actual is not None else 0.0
        missing = without_a_wording(
            is_agreed=closed >= 0, has_text=has_text, may_drop=may_drop, parent=fallen.get(issue.key, "")
        )
        issues.append(
            IssueOutcome(
                issue=issue.name,
                actual="" if actual is None else actual.label,
                actual_key="" if actual is None else actual.key,
                own=points_of(gain / len(course.case.issues)) / POINTS,
                closed=closed + 1,
                missing=missing if actual is None else NOTHING,
            )
        )
    return PredictionCheck(issues=tuple(issues), actual_class=record.outcome.outcome_class)


def without_a_wording(*, is_agreed: bool, has_text: bool, may_drop: bool, parent: str) -> Said:
    """Return how it came that a clause is not in a document.

    Args:
        is_agreed: A wording of it was agreed at some time.
        has_text: There is a document.
        may_drop: A clause on which nothing is agreed falls away at the end; else it sinks the document.
        parent: Reference of the clause with which it fell; empty: with none.
    """
    if not is_agreed:
        return said("debrief.missing.dropped" if has_text and may_drop else "debrief.missing.open")
    if not has_text:
        return said("debrief.missing.text")
    return said("debrief.missing.fell", parent=parent) if parent else said("debrief.missing.given_up")
