"""Whether a result serves a mandate: its worth against no document, and what the seat did about a bad one."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from simulation.arrays import ATOL, IntArray
from simulation.engine.record import Record
from simulation.protocols.conference.signal import FORMAL_OBJECT
from simulation.protocols.result import JOINS, SIGNATURES
from simulation.reasons.record_reading import Reading, final_document, is_adopted
from simulation.scenario.forums import resolve_forum
from simulation.training.course_of_play import Course
from simulation.training.frontier import Documents, Stakes
from simulation.training.worths import amount, worth
from simulation.words import Said, said

__all__ = ["MainAim", "Mandate", "Verdict", "mandate_of", "stands_by"]

type Verdict = Literal[
    "gained",
    "even",
    "accepted_bad",
    "crossed",
    "stood_aside",
    "left_gain",
    "refused",
    "blocked_gain",
    "spared",
    "missed",
    "unput",
    "short",
]
"""What became of a mandate. There is a document and the seat stands by it: worth more than none, as much, less, or
beyond a red line. It stands aside: of a bad document, or of one worth more than none. There is no document: the seat
stopped a bad one, or one worth more than none; it did not stop one that would have been bad, or good; none was put.
`short`: without a say it could not stop what is worth less than none."""
_STANDS_BY: Final = (JOINS.index("joins"), JOINS.index("joins_with_statement"))
_THIRD: Final = 1 / 3


_DEEDS: Final = frozenset({"accepted_bad", "crossed", "stood_aside", "left_gain", "refused", "blocked_gain"})
"""Verdicts that say what whoever held the seat did."""
_STOPPED: Final = frozenset({"refused", "blocked_gain"})
"""Those of them that instructions bring about where a person says nothing."""
_WITH_MAIN: Final = frozenset({"gained", "even"})
"""Verdicts that praise a document: they say how the clause ended for whose sake the seat came."""
_NAMED: Final = 4
"""Most holders of brackets in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MainAim:
    """How the one issue ended that matters most to a seat."""

    issue: str
    """Its name."""
    option: str
    """Label of the wording that was agreed; empty: none was."""
    holders: tuple[str, ...]
    """Short names of those that held brackets on it at the end; empty: the seat itself, which is spoken to as *you*."""
    fell_with: str = ""
    """Reference of the clause with which all that is agreed on it fell; empty: it did not."""

    @property
    def sentence(self) -> Said:
        """It in words."""
        if self.option:
            return said("score.main.agreed", issue=self.issue, option=self.option)
        if self.fell_with:
            return said("score.main.fell", issue=self.issue, parent=self.fell_with)
        if not self.holders:
            return said("score.main.open", issue=self.issue)
        names = [name or said("term.you") for name in self.holders]
        return said("score.main.held", issue=self.issue, names=Said.names(names, _NAMED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """The own result of a seat, in lengths of the axis: the sum of the whole points of the clauses."""

    verdict: Verdict
    value: float
    """Of the adopted document; without one, `no_deal`."""
    no_deal: float
    """What no document is worth."""
    put: float
    """Worth of the document as it was put at the end; without one, of the best package that whoever sits in the seat
    refused; `no_deal`: neither was put."""
    worst: float | None
    best: float | None
    """Ends of the range: over all documents that every decision-holder could adopt. None: there is no such document."""
    outcome_class: str
    """How the negotiation ended, one of `OUTCOME_CLASSES`."""
    is_exact: bool
    """The range is over all such documents; else over those that a bounded search found."""
    objected: bool
    """It objected to the document as a whole, adopted or not."""
    by_agent: bool
    """An agent held the seat at the end: what was done about the document, it did."""
    by_instructions: bool = False
    """A person held it and said nothing: its instructions stood in the way of the document, or objected to it."""
    silent: float | None = None
    """What the seat would have got by its instructions alone, with none of its moves; None: it is not worked out, or an
    agent held the seat."""
    main: MainAim | None = None
    """None: there is no document, or no issue matters more to the seat than any other."""

    @property
    def place(self) -> float | None:
        """Where the value lies in the range: 0 at the worst document, 1 at the best; it may lie outside.

        None: there is no range, or it is a point.
        """
        if self.worst is None or self.best is None or self.best - self.worst <= ATOL:
            return None
        return (self.value - self.worst) / (self.best - self.worst)

    @property
    def unmoved(self) -> tuple[Said, ...]:
        """That the moves of whoever sat in the seat brought nothing, or cost something; empty: they brought more."""
        if self.silent is None or self.value > self.silent + ATOL:
            return ()
        key = "score.silent.more" if self.silent > self.value + ATOL else "score.silent.same"
        return (said(key, silent=amount(self.silent)),)

    @property
    def sentences(self) -> tuple[Said, ...]:
        """What became of the mandate, and where the result lies in its range, in words."""
        worths = {"value": amount(self.value), "none": worth(self.no_deal), "put": amount(self.put)}
        if self.verdict == "unput":
            worths["ending"] = said(f"class.{self.outcome_class}.event")
        agent, instructed = ".agent" if self.by_agent else "", ".instructed" if self.by_instructions else ""
        who = agent or (instructed if self.verdict in _STOPPED else "")
        told = [said(f"score.mandate.{self.verdict}{who if self.verdict in _DEEDS else ''}", **worths)]
        if self.objected:
            told.append(said(f"score.objected{agent or instructed}"))
        if self.main is not None and self.verdict in _WITH_MAIN:
            told.append(self.main.sentence)
        if self.worst is None or self.best is None:
            return (*told, said("score.range.none"))
        ends = {"worst": worth(self.worst), "best": amount(self.best)}
        told.append(said("score.range" if self.is_exact else "score.range.bounded", **ends))
        if self.place is not None:
            told += [said(f"score.place.{_third(self.place)}"), *self.unmoved]
        return tuple(told)


def stands_by(record: Record, row: int) -> bool:
    """Return whether a delegation, a row, stands by the document at the end: it joined, and signed where one signs."""
    signature = int(record.outcome.signature[row])
    joined = int(record.outcome.joins[row]) in _STANDS_BY
    return joined if signature < 0 else signature != SIGNATURES.index("does_not_sign")


def mandate_of(course: Course, row: int, stakes: Stakes, adoptable: Documents) -> Mandate:
    """Return the outcome of the mandate of a seat.

    Args:
        course: The negotiation.
        row: Of the seat.
        stakes: Of the end; it is told in whole points, as people read them on every page.
        adoptable: What every decision-holder could adopt.
    """
    record, stakes = course.record, stakes.in_whole_points()
    has_document = is_adopted(record)
    put = course.final if has_document else _put(course, row, stakes)
    no_deal = float(stakes.no_deal[row])
    put_worth = no_deal if put is None else float(stakes.worth(put)[row])
    own = stakes.worth(adoptable.option)[:, row]
    is_red = put is not None and bool(stakes.crosses(put)[row])
    is_bad = put_worth < no_deal - ATOL or is_red
    by = "" if put is None or has_document else _stopped_by(course, row, is_bad=is_bad)
    verdict: Verdict
    if has_document:
        verdict = _of_a_document(course, row, put_worth - no_deal, is_red=is_red)
    elif put is None:
        verdict = "unput"
    elif by:
        verdict = "refused" if is_bad else "blocked_gain"
    else:
        verdict = "spared" if is_bad else "missed"
    return Mandate(
        verdict=verdict,
        value=put_worth if has_document else no_deal,
        no_deal=no_deal,
        put=put_worth,
        worst=float(own.min()) if len(own) else None,
        best=float(own.max()) if len(own) else None,
        outcome_class=record.outcome.outcome_class,
        is_exact=adoptable.is_exact,
        objected=_objected(course, row),
        by_agent=course.is_handed_over(record.tableau.delegations[row], record.n_rounds),
        by_instructions=by == "instructed" or (has_document and _is_silent(course, row)),
        main=_main(course, row) if has_document else None,
    )


def _objected(course: Course, row: int) -> bool:
    """Return whether a seat objected to the document as a whole: a person who said so, or as instructed.

    Of an agent it is only known where there is a document. In a vote nobody objects: one votes against.
    """
    outcome, people = course.record.outcome, course.ending.people
    overruled = outcome.objects[row] and not outcome.voted
    return bool(overruled or (people.seated[row] and people.blocks[row] and not outcome.voted))


def _main(course: Course, row: int) -> MainAim | None:
    """Return how the issue ended that matters most to a seat, a row; None: several matter as much."""
    salience = course.ending.room.state.salience[0, row]
    first = int(salience.argmax())
    if (salience >= salience[first] - ATOL).sum() > 1:
        return None
    names = Reading(course.record).names
    end = int(course.final[first])
    return MainAim(
        issue=course.ending.topic(first).name,
        option=course.ending.wording(first, end).label if end >= 0 else "",
        holders=tuple("" if holder == row else names[holder] for holder in course.ending.brackets(first)),
        fell_with=final_document(course.record).fallen.get(course.ending.topic(first).key, ""),
    )


def _of_a_document(course: Course, row: int, over: float, *, is_red: bool) -> Verdict:
    record = course.record
    decides = bool(record.tableau.decide[row])
    is_bad = over < -ATOL or is_red
    if not decides:
        return "short" if is_bad else "even" if over <= ATOL else "gained"
    if not stands_by(record, row):
        return "stood_aside" if is_bad else "left_gain"
    if is_red:
        return "crossed"
    return "accepted_bad" if over < -ATOL else "even" if over <= ATOL else "gained"


def _put(course: Course, row: int, stakes: Stakes) -> IntArray | None:
    """Return the text that was put where none was adopted, `[I]`; None: none was.

    At the end, what is agreed is put, or what is on the table where a vote may be called on it. Where nothing is
    agreed, the best for a seat, a row, of the packages that the person in it refused.
    """
    record, forum = course.record, resolve_forum(course.case)
    if forum.leftover == "fail" and forum.call_vote is not None:
        table: IntArray = record.table[-1]
        return table
    if record.is_clean[-1].any():
        return np.where(record.is_clean[-1], record.table[-1], -1)
    refused = [one.put.package.option for one in course.packages if course.refused(row, one)]
    return max(refused, key=lambda option: float(stakes.worth(option)[row]), default=None)


def _stopped_by(course: Course, row: int, *, is_bad: bool) -> Literal["", "own", "instructed"]:
    """Return who of a seat, a row, stood in the way of a text that was put; empty: nobody.

    Whoever sits there objected to the whole, or refused the package, or holds a clause open that sinks the whole. Or
    the instructions of a person did, who said nothing. As instructed, one objects to what is worth less than none.
    """
    record, people, forum = course.record, course.ending.people, resolve_forum(course.case)
    is_person = bool(people.seated[row])
    on_table = forum.leftover == "fail" and forum.call_vote is not None
    if not record.tableau.decide[row]:
        return ""
    if is_person and people.blocks[row]:
        return "own"
    if not (on_table or record.is_clean[-1].any()):  # all that was put are packages that were refused
        return "own"
    held = record.objects[-1, row] & ~record.is_clean[-1]
    if forum.leftover == "fail" and not on_table and held.any():
        said_so = people.said[row, np.arange(len(held)), record.table[-1]] == FORMAL_OBJECT
        return "own" if not is_person or (held & said_so).any() else "instructed"
    if not _is_silent(course, row) or not is_bad:
        return ""
    return "instructed" if is_person else "own"


def _is_silent(course: Course, row: int) -> bool:
    """Return whether whoever holds a seat, a row, leaves the document as a whole to its instructions."""
    people = course.ending.people
    return not people.seated[row] or (people.stand[row] < 0 and not people.blocks[row])


def _third(place: float) -> str:
    if place < 0:
        return "below"
    if place > 1 + ATOL:
        return "above"
    return "low" if place < _THIRD else "middle" if place < 1 - _THIRD else "high"
