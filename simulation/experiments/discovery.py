"""Scenario discovery: under which conditions something happens (Bryant and Lempert 2010), by classification trees.

A tree is one of the two established ways (Lempert, Bryant and Bankes 2008). Boxes are found on one half of the runs and
judged on the other. Letters: n runs, K factors.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.errors import StudyError
from simulation.experiments.box import Condition, holds, words_of
from simulation.experiments.factor import Factor
from simulation.experiments.halves import Halves, halve
from simulation.experiments.interval import LEVEL, Estimate, share
from simulation.experiments.tree import boxes_of_leaves
from simulation.rng import Streams

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
    words: str


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
    about: str
    sentence: str
    rules: str = field(
        default="Tree of at most three splits, leaves of 10 runs and 5 % of the first half or more, pruned by "
        "cross-validation (one standard error); conditions with quasi-p above 5 % or a gain in density below 5 points "
        "dropped; boxes kept that are beyond chance on the second half."
    )

    def to_plain(self) -> dict[str, Any]:
        """Return the discovery as plain data."""
        return asdict(self)


def discover(
    factors: Sequence[Factor],
    values: FloatArray,
    outcome: BoolArray,
    *,
    seed: int,
    groups: Sequence[IntArray] = (),
    about: str = "it happens",
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
    if (
        min(_cases(answers[first]), _cases(answers[second]), halves.fewest(np.ones(second.sum(), np.bool_)))
        < _FEWEST
    ):
        words = f"Too few runs to look for conditions under which {about}"
        return _nothing(answers, halves, level=level, about=about, words=words)
    found = _candidates(factors, values[first], answers[first], halves.folds, seed)
    base = _base(answers, halves, level)
    # Every box that is judged is another chance to be wrong.
    least = (1 - level) / 2 / max(1, len(found))
    judged = [
        _judged(box, holds(box, factors, values[second]), answers[second], halves, level=level, least=least)
        for box in found
    ]
    boxes = tuple(box for box in judged if box.is_beyond_chance)
    if not boxes:
        words = f"No conditions were found under which it happens more often that {about}"
        return _nothing(answers, halves, level=level, about=about, words=words, tried=len(found))
    inside = np.any([holds(box.conditions, factors, values[second]) for box in boxes], axis=0)
    covered = halves.share(inside, answers[second], level)
    return Discovery(
        boxes=boxes,
        base=base,
        coverage=covered,
        tried=len(found),
        runs=len(answers),
        found_on=int(first.sum()),
        judged_on=int(second.sum()),
        level=level,
        about=about,
        sentence=_sentence(boxes, base, covered, about),
    )


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
        raise StudyError("A factor has no value in some runs, so that no conditions on it can be found.")


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
    for box in sorted(boxes, key=lambda one: (-gain[one], words_of(one))):
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
        words=words_of(conditions),
    )


def _base(answers: BoolArray, halves: Halves, level: float) -> Estimate:
    judged = answers[halves.second] if halves.second.any() else answers
    return share(int(judged.sum()), len(judged), level=level)


def _nothing(
    answers: BoolArray, halves: Halves, *, level: float, about: str, words: str, tried: int = 0
) -> Discovery:
    """Return that nothing was found, and why."""
    base = _base(answers, halves, level)
    return Discovery(
        boxes=(),
        base=base,
        coverage=None,
        tried=tried,
        runs=len(answers),
        found_on=int(halves.first.sum()),
        judged_on=int(halves.second.sum()),
        level=level,
        about=about,
        sentence=_never_or_always(answers, level, about)
        or f"{words} ({_percent(base.value)} of {base.n} runs that were set aside to judge).",
    )


def _never_or_always(answers: BoolArray, level: float, about: str) -> str:
    """Return the sentence for what happens in no run or in all; empty if neither."""
    hits, n = int(answers.sum()), len(answers)
    if 0 < hits < n:
        return ""
    whole = share(hits, n, level=level)
    ends = f"({100 * whole.low:.0f} to {100 * whole.high:.0f} of 100)"
    if hits:
        return f"It happened in all of {n:,} runs that {about} {ends}."
    return f"It did not happen in any of {n:,} runs that {about} {ends}."


def _sentence(boxes: Sequence[Box], base: Estimate, covered: Estimate, about: str) -> str:
    """Return one sentence that cannot be read as its contrary, whatever the clause."""
    parts = []
    for place, box in enumerate(boxes):
        low, high = f"{100 * box.density.low:.0f}", f"{100 * box.density.high:.0f}"
        against = f", against {_percent(base.value)} of all" if place == 0 else ""
        parts.append(
            f"when {box.words}: in {box.hits} of {box.runs} such runs ({_percent(box.density.value)}, {low} to "
            f"{high}){against}; {_percent(box.coverage.value)} of all such cases lie there"
        )
    whole = ". Also ".join(parts)
    together = f" Together they hold {_percent(covered.value)} of all such cases." if len(boxes) > 1 else ""
    return (
        f"It happens more often that {about} {whole}.{together} "
        f"All this was judged on {base.n:,} runs set aside for it."
    )


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"
