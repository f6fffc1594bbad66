"""Scenario discovery: under which conditions something happens (Bryant and Lempert 2010), by classification trees.

A tree is one of the two established ways (Lempert, Bryant and Bankes 2008). Boxes are found on one half of the runs and
judged on the other. Letters: n runs, K factors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any, Final, Literal

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.errors import StudyError
from simulation.rng import Streams
from simulation.stats.interval import LEVEL, Estimate, share
from simulation.study.box import Condition, holds, words_of
from simulation.study.classification_tree import boxes_of_leaves
from simulation.study.factor import Factor
from simulation.study.halves import Halves, halve
from simulation.study.kept_findings import as_data
from simulation.words import Said, said, say

__all__ = ["Box", "Discovery", "discover"]

_MOST: Final = 3
"""Boxes at most: a few that a reader can use."""
_CHANCE: Final = 0.05
"""A condition stays only if what it adds is less likely than this by chance (quasi-p of Bryant and Lempert 2010)."""
_GAIN: Final = 0.05
"""And if it raises the density by this much."""
_NEW: Final = 0.05
"""And a box only if it holds this share of all cases beyond the boxes before it."""
_FEWEST: Final = 5
"""Cases of either answer in each half, and groups of each kind, below which nothing is told."""

type Nothing = Literal["", "never", "always", "few", "none"]
"""Why there are no boxes; empty: there are some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Conditions under which it happens more often than elsewhere, as judged on runs that did not find them."""

    conditions: tuple[Condition, ...]
    density: Estimate
    """Share of the runs in the box in which it happens."""
    coverage: Estimate
    """Share of all runs in which it happens that lie in the box."""
    runs: int
    """Runs in the box."""
    hits: int
    """Of them, those in which it happens."""
    groups: int
    """Points or replications among its runs, whichever are fewer; without groups, its runs."""
    chance: float
    """How likely so many hits are in so many runs drawn from all, whatever the conditions (hypergeometric)."""
    is_beyond_chance: bool
    """Whether the density is clearly above that of all runs, for as many boxes as were judged."""

    @property
    def words(self) -> Said:
        """The conditions in words."""
        return words_of(self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The boxes found, most cases first."""

    boxes: tuple[Box, ...]
    base: Estimate
    """Share of the runs of the second half in which it happens."""
    coverage: Estimate | None
    """Share of the cases that lie in some box; None without boxes."""
    tried: int
    """Boxes of the first half that were judged on the second."""
    runs: int
    found_on: int
    judged_on: int
    level: float
    about: str | Said
    nothing: Nothing = ""

    @property
    def sentence(self) -> Said:
        """What was found, in words."""
        if self.coverage is not None:
            return _sentence(self.boxes, self.base, self.coverage, self.about)
        return _told_nothing(self.nothing, self.base, self.runs, self.level, self.about)

    def to_plain(self) -> dict[str, Any]:
        """Return the discovery as plain data."""
        boxes = [{**as_data(box), "words": box.words} for box in self.boxes]
        return {**as_data(self), "boxes": boxes, "sentence": self.sentence, "rules": Said("discovery.rules")}


def discover(
    factors: Sequence[Factor],
    values: FloatArray,
    outcome: BoolArray,
    *,
    seed: int,
    groups: Sequence[IntArray] = (),
    about: str | Said = "it happens",
    level: float = LEVEL,
) -> Discovery:
    """Return the conditions on factors, `values` `(n, K)`, under which a yes or no, `(n,)`, is yes more often.

    `groups` say which runs are not independent, each `(n,)`: those of one point (or of one sample, whose points share
    values), and those of one replication, which share their draws. The halves have no group in common, and intervals
    come from drawing whole groups anew as well. Where the points are all that there are (a grid), leave their group
    out: only replications are a sample then.
    `about` is a clause, such as `the text fails`.

    Raises:
        ValueError: if rows and columns do not fit.
        StudyError: if a value is missing.
    """
    answers = np.asarray(outcome).astype(np.bool_)
    _check(factors, values, answers, groups)
    halves = halve(groups, len(answers), seed)
    first, second = halves.first, halves.second
    made = partial(
        Discovery,
        base=_base(answers, halves, level),
        runs=len(answers),
        found_on=int(first.sum()),
        judged_on=int(second.sum()),
        level=level,
        about=about,
    )
    if (
        min(_cases(answers[first]), _cases(answers[second]), halves.fewest(np.ones(second.sum(), np.bool_)))
        < _FEWEST
    ):
        return _nothing(answers, made)
    found = _candidates(factors, values[first], answers[first], halves.folds, seed)
    # Every box that is judged is another chance to be wrong.
    least = (1 - level) / 2 / max(1, len(found))
    judged = [
        _judged(box, holds(box, factors, values[second]), answers[second], halves, level=level, least=least)
        for box in found
    ]
    boxes = tuple(box for box in judged if box.is_beyond_chance)
    if not boxes:
        return _nothing(answers, made, tried=len(found))
    inside = np.any([holds(box.conditions, factors, values[second]) for box in boxes], axis=0)
    covered = halves.share(inside, answers[second], level)
    return made(boxes=boxes, coverage=covered, tried=len(found))


def _check(
    factors: Sequence[Factor], values: FloatArray, answers: BoolArray, groups: Sequence[IntArray]
) -> None:
    n = len(answers)
    if values.shape != (n, len(factors)) or any(group.shape != (n,) for group in groups):
        shapes = [group.shape for group in groups]
        raise ValueError(
            f"{n} answers need values ({n}, {len(factors)}), not {values.shape}, groups {shapes}"
        )
    if not np.isfinite(values).all():
        raise StudyError(say("study.problem.factor_without_value"))


def _cases(answers: BoolArray) -> int:
    return int(min(answers.sum(), (~answers).sum()))


def _candidates(
    factors: Sequence[Factor], values: FloatArray, answers: BoolArray, folds: IntArray, seed: int
) -> list[tuple[Condition, ...]]:
    """Return the boxes that the first half suggests, most cases beyond the base rate first."""
    state = int(Streams(seed).generator("resample", 4).integers(2**31 - 1))
    dense = answers.mean() + _GAIN
    boxes: dict[tuple[Condition, ...], BoolArray] = {}
    for leaf in boxes_of_leaves(factors, values, answers, folds, state):
        rows = holds(leaf, factors, values)
        if (
            rows.any()
            and answers[rows].mean() >= dense
            and (box := _simplified(leaf, factors, values, answers))
        ):
            boxes[box] = holds(box, factors, values)
    gain = {box: float((answers[rows] - answers.mean()).sum()) for box, rows in boxes.items()}
    kept: list[tuple[Condition, ...]] = []
    covered = np.zeros(len(answers), dtype=np.bool_)
    for box in sorted(boxes, key=lambda one: (-gain[one], str(words_of(one)))):
        new = boxes[box] & ~covered
        if (
            len(kept) < _MOST
            and (answers & new).sum() >= _NEW * answers.sum()
            and answers[new].mean() >= dense
        ):
            kept.append(box)
            covered |= new
    return kept


def _simplified(
    box: tuple[Condition, ...], factors: Sequence[Factor], values: FloatArray, answers: BoolArray
) -> tuple[Condition, ...]:
    """Return the box without the conditions that add nothing, the least first; empty if none adds anything."""
    from scipy.stats import binom

    while box:
        rows = holds(box, factors, values)
        n, hits = int(rows.sum()), int(answers[rows].sum())
        worth = []
        for place in range(len(box)):
            rest = holds(box[:place] + box[place + 1 :], factors, values)
            without = float(answers[rest].mean())
            density = hits / n if n else 0.0
            worth.append((float(binom.sf(hits - 1, n, without)), without - density, place))
        # The condition whose effect chance explains best goes first; among sure ones that with the least gain.
        quasi_p, loss, place = max(worth, key=lambda one: (one[0] if one[0] > _CHANCE else 0.0, one[1]))
        if quasi_p <= _CHANCE and -loss >= _GAIN:
            return box
        box = box[:place] + box[place + 1 :]
    return box


def _judged(
    conditions: tuple[Condition, ...],
    inside: BoolArray,
    answers: BoolArray,
    halves: Halves,
    *,
    level: float,
    least: float,
) -> Box:
    """Return what the second half says of a box; `least` is the chance below which it counts."""
    from scipy.stats import hypergeom

    runs, hits = int(inside.sum()), int((inside & answers).sum())
    chance = float(hypergeom.sf(hits - 1, len(answers), int(answers.sum()), runs))
    groups = halves.fewest(inside)
    surely = halves.share(answers, inside, 1 - 2 * least).low
    return Box(
        conditions=conditions,
        density=halves.share(answers, inside, level),
        coverage=halves.share(inside, answers, level),
        runs=runs,
        hits=hits,
        groups=groups,
        chance=chance,
        is_beyond_chance=chance <= least and groups >= _FEWEST and surely > float(answers.mean()),
    )


def _base(answers: BoolArray, halves: Halves, level: float) -> Estimate:
    judged = answers[halves.second] if halves.second.any() else answers
    return share(int(judged.sum()), len(judged), level=level)


def _nothing(answers: BoolArray, made: Callable[..., Discovery], *, tried: int | None = None) -> Discovery:
    """Return that nothing was found, and why; `tried` is None where there are too few runs to try anything."""
    hits, n = int(answers.sum()), len(answers)
    kind: Nothing = "never" if not hits else "always" if hits == n else "few" if tried is None else "none"
    return made(boxes=(), coverage=None, tried=tried or 0, nothing=kind)


def _told_nothing(kind: Nothing, base: Estimate, runs: int, level: float, about: str | Said) -> Said:
    """Return the sentence for what happens in no run or in all, or under no conditions that could be found."""
    if kind in ("few", "none"):
        return said(f"discovery.{kind}", about=about, share=_percent(base.value), n=base.n)
    all_runs = share(runs if kind == "always" else 0, runs, level=level)
    low, high = (f"{100 * end:.0f}" for end in (all_runs.low, all_runs.high))
    return said(f"discovery.{kind}", about=about, n=Said.count(runs), low=low, high=high)


def _sentence(boxes: Sequence[Box], base: Estimate, covered: Estimate, about: str | Said) -> Said:
    """Return one sentence that cannot be read as its contrary, whatever the clause."""
    told = [
        said(
            "discovery.box" if place else "discovery.box.first",
            words=box.words,
            hits=box.hits,
            runs=box.runs,
            density=_percent(box.density.value),
            low=f"{100 * box.density.low:.0f}",
            high=f"{100 * box.density.high:.0f}",
            base=_percent(base.value),
            coverage=_percent(box.coverage.value),
        )
        for place, box in enumerate(boxes)
    ]
    return said(
        "discovery.found.several" if len(boxes) > 1 else "discovery.found",
        about=about,
        boxes=reduce(lambda first, last: said("discovery.and", first=first, last=last), told),
        together=_percent(covered.value),
        n=Said.count(base.n),
    )


def _percent(value: float) -> Said:
    return said("discovery.percent", n=f"{100 * value:.0f}")
