"""What came of a seat's dealings: packages, trades that were refused, promises, and what the others knew of it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL
from simulation.live.offers import Verdict
from simulation.live.promises import State
from simulation.reasons.moves_logged import Log
from simulation.reasons.record_reading import Reading
from simulation.training.course_of_play import TRADES, Course, Deed
from simulation.training.own_moves import OwnMove, of_deed
from simulation.training.packages import PackageTold, packages_of
from simulation.training.worths import amount
from simulation.words import Said, Value, said

__all__ = ["Dealings", "Known", "PromiseTold", "RedLineSeen", "Refused", "dealings_of"]

_MOST_LINES: Final = 6
"""Clauses with red lines that are told of, those first that matter most to the seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A trade that the seat offered an agent, and that was turned down."""

    move: OwnMove
    other: str
    """Short name."""
    answer: Said
    """What it said."""
    verdict: Verdict
    """What moved it."""
    is_red: bool
    """What it was asked for crosses a red line of its."""
    cost: float
    worth: float
    """What giving would have cost it, and getting was worth to it, in lengths of the axis, mean over the issues."""

    @property
    def heading(self) -> Said:
        """Which trade it was."""
        return said("debrief.turn", s=self.move.session, move=self.move.told)

    @property
    def sentences(self) -> tuple[Said, ...]:
        """What it said, and what moved it, in words."""
        told = (said("debrief.refused.said", who=self.other, said=Said.aloud(self.answer)),)
        key = "red" if self.verdict == "limit" and self.is_red else self.verdict
        values = {"cost": amount(self.cost), "worth": amount(self.worth)}
        return (*told, said(f"debrief.refused.{key}", **values))


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseTold:
    """A promise by the seat or to it, and what became of it."""

    other: str
    """Short name."""
    is_own: bool
    by_agent: bool
    """It was the agent in the seat that gave or got it."""
    issue: str
    option: str
    session: int
    """In which it was made, counted from 1."""
    state: State
    settled: int
    """Session in which that was settled; 0: it was not."""

    @property
    def sentence(self) -> Said:
        """It in words."""
        return said(
            f"debrief.promise.{'own' if self.is_own else 'theirs'}{'.agent' if self.by_agent else ''}",
            s=self.session,
            who=self.other,
            option=self.option,
            issue=self.issue,
            ended=said(f"debrief.promise.{self.state}", s=self.settled),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLineSeen:
    """A wording that the seat could never accept, and what the others thought."""

    issue: str
    option: str
    """Of those beyond the red line, the one that they took to be likeliest."""
    chance: float
    """That the seat would accept it, as the others saw it, mean, 0..1."""
    farthest: tuple[str, float]
    """Who was farthest from the truth: short name, and chance."""

    @property
    def sentence(self) -> Said:
        """It in words."""
        mean, most = round(100 * self.chance), round(100 * self.farthest[1])
        return said(
            f"debrief.known.line.{'right' if not most else 'all' if most == mean else 'some'}",
            issue=self.issue,
            option=self.option,
            chance=Said.percent(self.chance),
            who=self.farthest[0],
            most=Said.percent(self.farthest[1]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the others knew of a seat at the end, beside the truth."""

    dear: str
    """The clause that matters most to it; empty: all matter alike, or nobody else has a say."""
    weight: float
    """How much it matters, 1 being the mean of its clauses."""
    believed: float
    """What the others took it for, mean."""
    nearest: tuple[str, float]
    farthest: tuple[str, float]
    """Who came nearest to the truth, and who was farthest from it: short name, and what it took it for."""
    lines: tuple[RedLineSeen, ...]

    @property
    def sentences(self) -> tuple[Said, ...]:
        """It in words."""
        told = [line.sentence for line in self.lines]
        if self.dear:
            (near, its), (far, others) = self.nearest, self.farthest
            values: dict[str, Value] = {
                "weight": Said.decimal(self.weight, ".1f"),
                "believed": Said.decimal(self.believed, ".1f"),
            }
            way = "right" if values["weight"] == values["believed"] else "other_than"
            told.insert(0, said(f"debrief.known.dear.{way}", issue=self.dear, **values))
            values = {"its": Said.decimal(its, ".1f"), "others": Said.decimal(others, ".1f")}
            if near != far and way != "right" and values["its"] != values["others"]:
                told.insert(1, said("debrief.known.spread", near=near, far=far, **values))
        return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealings:
    """What came of dealing with the others."""

    packages: tuple[PackageTold, ...]
    refused: tuple[Refused, ...]
    promises: tuple[PromiseTold, ...]
    known: Known


def dealings_of(course: Course, seat: str, log: Log) -> Dealings:
    """Return the results of a seat's dealings; `log` is that of the record."""
    names = dict(zip(course.record.tableau.delegations, Reading(course.record).names, strict=True))
    return Dealings(
        packages=packages_of(course, seat, log),
        refused=tuple(
            _refused(course, deed)
            for deed in course.deeds
            if deed.move.seat == seat and deed.weighed is not None and deed.weighed.verdict != "accepts"
        ),
        promises=tuple(
            PromiseTold(
                other=names[one.to if one.by == seat else one.by],
                is_own=one.by == seat,
                by_agent=not course.did(seat, one.session, *TRADES),
                issue=log.roster.issues[one.issue],
                option=log.roster.option(one.issue, one.option),
                session=one.session,
                state=one.state,
                settled=one.settled,
            )
            for one in course.ending.ledger
            if seat in (one.by, one.to)
        ),
        known=_known(course, seat),
    )


def _refused(course: Course, deed: Deed) -> Refused:
    weighed, move = deed.weighed, of_deed(course, deed)
    if weighed is None or deed.move.get is None:
        raise AssertionError("only an offer is weighed")
    other = course.row(deed.move.to)
    n_issues = len(course.case.issues)
    return Refused(
        move=move,
        other=move.names["to"],
        answer=deed.answer,
        verdict=weighed.verdict,
        is_red=bool(course.record.is_red[deed.session - 1, other, *course.ending.place(deed.move.get)]),
        cost=weighed.cost / n_issues,
        worth=weighed.worth / n_issues,
    )


def _known(course: Course, seat: str) -> Known:
    """Return what the others knew at the end: as they weigh what a person wants, and what it would accept."""
    row, state, names = course.row(seat), course.ending.room.state, Reading(course.record).names
    others = [other for other in np.flatnonzero(course.record.tableau.decide).tolist() if other != row]
    lines = _lines(course, row, others, list(names))
    salience, unknown = state.salience[0, row], state.unknown[0, :, row]
    if not others or float(np.ptp(salience)) <= ATOL:
        return Known(dear="", weight=1.0, believed=1.0, nearest=("", 1.0), farthest=("", 1.0), lines=lines)
    dear = int(salience.argmax())
    weight = float(salience[dear])
    taken = {other: 1.0 + (1.0 - float(unknown[other])) * (weight - 1.0) for other in others}
    off = sorted(others, key=lambda other: (round(abs(taken[other] - weight), 9), other))
    near, far = off[0], off[-1]
    return Known(
        dear=course.case.issues[dear].name,
        weight=weight,
        believed=float(np.mean(list(taken.values()))),
        nearest=(names[near], taken[near]),
        farthest=(names[far], taken[far]),
        lines=lines,
    )


def _lines(course: Course, row: int, others: list[int], names: list[str]) -> tuple[RedLineSeen, ...]:
    """Return the clauses with a red line of the seat, those first that matter most to it."""
    if not others:
        return ()
    live, state, tableau = course.ending, course.ending.room.state, course.record.tableau
    stance = live.people.stance(live.turn.could)[0, row]
    unknown = state.unknown[0, others, row][:, None, None]
    chance = stance + unknown * (state.guess[0, row] - stance)
    red = state.is_red[0, row] & state.written[0] & tableau.valid
    found = []
    for issue in sorted(range(len(red)), key=lambda at: (-state.salience[0, row, at], at)):
        beyond = [o for o in np.flatnonzero(red[issue]).tolist() if not tableau.strikes_own(row, issue, o)]
        if not beyond:
            continue
        option = max(beyond, key=lambda o: (round(float(chance[:, issue, o].mean()), 9), -o))
        most = int(chance[:, issue, option].argmax())
        found.append(
            RedLineSeen(
                issue=course.case.issues[issue].name,
                option=course.case.issues[issue].options[option].label,
                chance=float(chance[:, issue, option].mean()),
                farthest=(names[others[most]], float(chance[most, issue, option])),
            )
        )
    return tuple(found[:_MOST_LINES])
