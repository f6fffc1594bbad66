"""Whether the parameter sets that ship are still near the data: `python -m benchmarks.parameter_sets FILE [--seed 77]`.

FILE is the table of DEU III, which is not shipped. Every set is played anew as a point of a calibration is, under the
mechanisms of today and with draws of its own, and so are the defaults. The threshold is the one at which the sets were
taken when they were fitted: a set beyond it would not be taken today. What failure costs the Council is not in the
sets; it stays at the median. All of it takes some five minutes of two cores.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.backtest import read_decisions
from simulation.evidence.calibration import question_of
from simulation.evidence.calibration.simulator import Simulator
from simulation.evidence.calibration.summaries import Targets
from simulation.protocols.parameter_sets import sets_for
from simulation.study import processes

__all__ = ["Looked", "look", "main"]

QUANTILES: Final = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Looked:
    """What the sets come to today."""

    targets: Targets
    threshold: float
    """Distance at which sets were taken when they were fitted, in tolerances."""
    weight: FloatArray
    """Of each set, `[N]`, summing to 1."""
    summary: FloatArray
    """Of each set, `[N, S]`."""
    default: FloatArray
    """Of the defaults, `[S]`."""

    @property
    def distance(self) -> FloatArray:
        """Of each set from what was observed, `[N]`."""
        return self.targets.distance(self.summary)

    @property
    def taken(self) -> float:
        """The share of the weight that would be taken today."""
        return float(self.weight[self.distance <= self.threshold].sum())

    def told(self) -> Iterator[str]:
        """Yield the lines of the report."""
        yield "| figure | observed | tolerance | at the defaults | mean of the sets |"
        yield "| --- | ---: | ---: | ---: | ---: |"
        rows = zip(
            self.targets.items, self.default.tolist(), (self.weight @ self.summary).tolist(), strict=True
        )
        for target, default, mean in rows:
            yield f"| `{target.key}` | {target.observed:.2f} | {target.tolerance:.2f} | {default:.2f} | {mean:.2f} |"
        low, middle, high = np.quantile(self.distance, QUANTILES).tolist()
        defaults = float(self.targets.distance(self.default))
        yield f"\nDistance of the sets: {middle:.2f} ({low:.2f} to {high:.2f} in 90 of 100)."
        yield f"Of the defaults: {defaults:.2f}. Sets were taken up to {self.threshold:.2f}."
        yield f"Share of the weight that would be taken today: {self.taken:.2f}, of {len(self.weight)} sets."


def look(file: Path, *, seed: int, most: int | None = None, workers: int | None = None) -> Looked:
    """Return what the sets that ship come to on a table of decisions.

    Args:
        file: The table.
        seed: Of all draws.
        most: Sets that are played, from the first; all of them if None.
        workers: Processes.

    Raises:
        StudyError: if the table cannot be fitted to.
    """
    sets = sets_for("drawn")
    if sets is None:
        raise ValueError("no parameter sets ship")
    question = question_of(read_decisions(file), file, seed=seed)
    values = [dict(zip(sets.names, row, strict=True)) for row in sets.rows[:most]]
    play = partial(_summary, question.simulator, seed)
    with processes(workers) as executor:
        default, *found = executor.map(play, [{}, *values])
    weight = sets.weight[:most]
    return Looked(
        targets=question.targets,
        threshold=float(sets.provenance["generations"][-1]["threshold"]),
        weight=weight / weight.sum(),
        summary=np.array(found),
        default=default,
    )


def _summary(simulator: Simulator, seed: int, values: Mapping[str, float]) -> FloatArray:
    mean: FloatArray = simulator.simulate(values, seed).mean(axis=1)
    return mean


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report."""
    asked = _parser().parse_args(arguments)
    for line in look(asked.file, seed=asked.seed, most=asked.most, workers=asked.workers).told():
        print(line)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    whole: dict[str, Any] = {"type": int, "metavar": "N"}
    parser.add_argument("file", type=Path, metavar="FILE", help="The table of DEU III.")
    parser.add_argument("--seed", default=77, **whole)
    parser.add_argument("--most", default=None, help="Sets that are played.", **whole)
    parser.add_argument("--workers", default=None, **whole)
    return parser


if __name__ == "__main__":
    main()
