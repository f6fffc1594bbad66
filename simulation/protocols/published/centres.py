"""Protocols in which everybody moves at once to one point: the median, and the solutions of bargaining theory."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from simulation.arrays import FloatArray
from simulation.models import issue_bargaining, means, package_bargaining
from simulation.protocols.positional import Positional, gathered, lines, spoken
from simulation.protocols.room import Room
from simulation.registry import ComponentInfo

__all__ = ["KalaiSmorodinsky", "Median", "NashBargaining"]

type Loss = Literal["linear", "quadratic"]


class _Centre(Positional):
    """A protocol with one round."""

    __slots__ = ()

    @property
    def rounds(self) -> int:
        """One: nobody has anything left to move for."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Median(_Centre):
    """Everybody moves at once to the position that wins every vote by pairs, weighted by capability times salience.

    Known as: weighted median, median voter; the Condorcet winner of the challenge model [Scholz2011]_. Of two equally
    good positions it is the lower one.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="median",
        label="Weighted median",
        summary="The position that wins every vote by pairs, weighted by capability and salience.",
        references=("Scholz2011",),
        promises=frozenset({"deterministic", "ends_in_text", "in_hull"}),
        cost="AI",
    )

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return everybody at the median, `[R, A, I]`."""
        tableau = room.tableau
        median = means.weighted_median(
            lines(spoken(room)), tableau.capability[:, None], lines(tableau.given_salience)
        )
        return gathered(room, median)


@dataclass(frozen=True, slots=True, kw_only=True)
class NashBargaining(_Centre):
    """Everybody moves at once to the point with the largest product of gains over no agreement, issue by issue.

    Known as: Nash bargaining solution [Nash1950]_. With `reference` no agreement means the status quo of the issue;
    without, it is worth nothing to anybody. Where no point is better for all that take part, the status quo stays.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="nash_bargaining",
        label="Nash bargaining",
        summary="The point with the largest product of gains over no agreement.",
        references=("Nash1950",),
        promises=frozenset({"deterministic", "ends_in_text"}),
        cost="AI",
    )
    reference: bool = False
    symmetric: bool = False
    """All count alike; else by capability times salience."""
    together: bool = False
    """All issues are one bargain, in which each divides its attention by salience; else each is one by itself."""
    loss: Loss = "linear"

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return everybody at the solution, `[R, A, I]`."""
        tableau, reference = room.tableau, _reference(room, stated=self.reference)
        if self.together:
            capability = 1.0 if self.symmetric else tableau.capability
            package = package_bargaining.nash_package(
                spoken(room),
                capability,
                tableau.given_salience,
                reference=reference,
                loss=self.loss,
                span=1.0,
            )
            return gathered(room, _or_status_quo(room, package.point))
        found = issue_bargaining.nash_bargaining(
            lines(spoken(room)),
            1.0 if self.symmetric else tableau.capability[:, None],
            1.0 if self.symmetric else lines(tableau.given_salience),
            reference=reference,
            loss=self.loss,
            span=1.0,
        )
        return gathered(room, _or_status_quo(room, found.point))


@dataclass(frozen=True, slots=True, kw_only=True)
class KalaiSmorodinsky(_Centre):
    """Everybody moves at once to the point at which the least share of what anybody could gain is largest.

    Known as: Kalai-Smorodinsky solution [Kalai1975]_. Capability and salience play no part. `reference` and what
    happens without room for agreement are as in Nash bargaining.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="kalai_smorodinsky",
        label="Kalai-Smorodinsky solution",
        summary="The point at which the worst off gets the largest share of what it could gain.",
        references=("Kalai1975",),
        promises=frozenset({"deterministic", "ends_in_text"}),
        cost="AI",
    )
    reference: bool = False
    together: bool = False
    """All issues are one bargain, in which each divides its attention by salience; else each is one by itself."""
    loss: Loss = "linear"

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return everybody at the solution, `[R, A, I]`."""
        reference = _reference(room, stated=self.reference)
        if self.together:
            package = package_bargaining.kalai_smorodinsky_package(
                spoken(room), room.tableau.given_salience, reference=reference, loss=self.loss, span=1.0
            )
            return gathered(room, _or_status_quo(room, package.point))
        found = issue_bargaining.kalai_smorodinsky(
            lines(spoken(room)), reference=reference, loss=self.loss, span=1.0
        )
        return gathered(room, _or_status_quo(room, found.point))


def _or_status_quo(room: Room, point: FloatArray) -> FloatArray:
    """Return the points `[R, I]`, and the status quo where there is none because nobody agrees."""
    return np.where(np.isnan(point), room.tableau.status_quo, point)


def _reference(room: Room, *, stated: bool) -> FloatArray | None:
    shape = (room.tableau.n_replications, room.tableau.n_issues)
    return np.broadcast_to(room.tableau.status_quo, shape) if stated else None
