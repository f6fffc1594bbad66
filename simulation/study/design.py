"""Designs: the points that a sweep or a sensitivity analysis plays, laid out over its factors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.errors import StudyError
from simulation.rng import Streams
from simulation.study.factor import Factor
from simulation.words import say

__all__ = ["LARGEST", "Design", "Method", "check_design", "grid", "latin_hypercube", "lay_out"]

type Method = Literal["grid", "latin_hypercube", "morris", "sobol"]

LARGEST: Final = 20_000
"""Points of a design at most: more take hours to play, and are a slip as a rule."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Design:
    """Points over some factors; letters: V points, K factors."""

    factors: tuple[Factor, ...]
    method: Method
    unit: FloatArray
    """`(V, K)`: where each point lies between the ends of each factor, 0 to 1; read only."""
    size: int
    """Points of a grid or a Latin hypercube, trajectories of Morris, samples of Sobol."""
    seed: int | None = None
    """None of a grid, which draws nothing."""
    second_order: bool = False
    """Of Sobol: whether pairs of factors can be told."""
    points: tuple[Mapping[str, str], ...]
    """Of each point: the value of every factor by key, as a user would write it."""

    @property
    def values(self) -> FloatArray:
        """The values of the points as numbers, `(V, K)`; of choices without order, their places in the list."""
        rows = [[factor.number(point[factor.key]) for factor in self.factors] for point in self.points]
        return np.array(rows, dtype=np.float64).reshape(len(self.points), len(self.factors))

    def distinct(self) -> tuple[tuple[Mapping[str, str], ...], IntArray]:
        """Return the points without repetition, and where each of the V points is among them, `(V,)`.

        Factors with few values bring the same point again and again; it need be played once.
        """
        places: dict[tuple[str, ...], int] = {}
        index = [places.setdefault(tuple(point.values()), len(places)) for point in self.points]
        keys = [factor.key for factor in self.factors]
        return tuple(dict(zip(keys, row, strict=True)) for row in places), np.array(index, dtype=np.int64)

    def tied(self) -> IntArray:
        """Return the number of the group of each distinct point, in the order of `distinct`.

        Points of a trajectory or a sample share nearly all their values, so they are no draws of their own; a point
        that occurs in several of them ties these together. Points of a grid or a Latin hypercube stand alone.
        """
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        points, index = self.distinct()
        sample = np.arange(len(index)) // max(1, len(index) // max(1, self.size))
        n = len(points) + int(sample.max(initial=-1)) + 1
        edges = coo_array((np.ones(len(index)), (index, len(points) + sample)), shape=(n, n))
        _, groups = connected_components(edges, directed=False)
        tied: IntArray = groups[: len(points)].astype(np.int64)
        return tied

    @property
    def is_exhaustive(self) -> bool:
        """Whether its points are all that there are, as those of a grid."""
        levels = [factor.levels for factor in self.factors]
        return len(self.distinct()[0]) == int(np.prod(levels, dtype=np.float64))

    def to_plain(self) -> dict[str, Any]:
        """Return the design as plain data, for a manifest."""
        return {
            "method": self.method,
            "size": self.size,
            "seed": self.seed,
            "second_order": self.second_order,
            "factors": [factor.to_plain() for factor in self.factors],
            "unit": self.unit.tolist(),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Design":
        """Return the design that `to_plain` wrote: the same points, whatever would be drawn today.

        Raises:
            StudyError: if the data is no design.
        """
        try:
            factors = tuple(Factor.from_plain(factor) for factor in plain["factors"])
            unit = np.array(plain["unit"], dtype=np.float64).reshape(-1, len(factors))
            rest = {key: plain[key] for key in ("method", "size", "seed", "second_order")}
        except (KeyError, TypeError, ValueError) as error:
            raise StudyError(say("study.problem.design")) from error
        return lay_out(factors, unit, **rest)


def grid(factors: Sequence[Factor]) -> Design:
    """Return every combination of the values of some factors; the last factor moves fastest.

    Raises:
        StudyError: if a factor has no list of values, or the grid is too large.
    """
    problems = [
        f"{factor.key}: a grid needs values, not a range. "
        f"Write {factor.key}={factor.low:g}..{factor.high:g}/4 for four of them, or list them."
        for factor in factors
        if factor.kind == "continuous"
    ]
    levels = [factor.levels or 1 for factor in factors]
    total = int(np.prod(levels, dtype=np.float64))
    how = " x ".join(map(str, levels))
    check_design(factors, total, f"{how} values; take fewer, or draw points from a Latin hypercube", problems)
    index = np.indices(levels).reshape(len(levels), -1).T
    unit = (index + 0.5) / np.array(levels)
    return lay_out(factors, unit, method="grid", size=len(unit))


def latin_hypercube(factors: Sequence[Factor], points: int, seed: int) -> Design:
    """Return points that fill the space of the factors evenly: each factor by itself takes evenly spread values.

    Latin hypercube sampling (McKay, Beckman and Conover 1979).

    Raises:
        StudyError: if there are no factors, or no points, or too many.
    """
    from scipy.stats import qmc

    problems = [] if points > 0 else [f"A Latin hypercube needs at least one point, not {points}."]
    check_design(factors, points, "ask for fewer", problems)
    sampler = qmc.LatinHypercube(d=len(factors), seed=Streams(seed).generator("design", 0))
    return lay_out(factors, sampler.random(points), method="latin_hypercube", size=points, seed=seed)


def check_design(factors: Sequence[Factor], points: int, remedy: str, problems: Sequence[str] = ()) -> None:
    """Check what every design needs, before it is drawn, together with `problems` found already.

    Raises:
        StudyError: lists all that is wrong.
    """
    found = list(problems)
    if not factors:
        found.append("There are no factors: name at least one, such as sessions=5..20.")
    keys = [factor.key for factor in factors]
    found += [f"{key}: is given more than once." for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if points > LARGEST:
        found.append(f"The design has {points:,} points, and {LARGEST:,} is the most: {remedy}.")
    if found:
        raise StudyError("\n".join(found))


def lay_out(
    factors: Sequence[Factor],
    unit: FloatArray,
    *,
    method: Method,
    size: int,
    seed: int | None = None,
    second_order: bool = False,
) -> Design:
    """Return the design whose points lie at `unit`, `(V, K)`, each between 0 and 1."""
    held = np.array(unit, dtype=np.float64, order="C")
    held.setflags(write=False)
    return Design(
        factors=tuple(factors),
        method=method,
        unit=held,
        size=size,
        seed=seed,
        second_order=second_order,
        points=tuple(
            {factor.key: factor.text(float(place)) for factor, place in zip(factors, row, strict=True)}
            for row in held
        ),
    )
