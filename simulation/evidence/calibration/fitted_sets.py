"""What a calibration came to, and the two files that it leaves: a table of weighted sets, and where they come from."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.calibration.matching import Fitting, Matched
from simulation.evidence.calibration.screening import Screening
from simulation.evidence.calibration.smc import Generation, Population, nearest_threshold
from simulation.evidence.calibration.summaries import Targets
from simulation.protocols.parameter_sets.sets_table import PROVENANCE, SETS, WEIGHT
from simulation.storage.written_whole import write_file
from simulation.version import version

__all__ = ["FORMAT", "Calibration", "Origin", "as_table", "write_outcome"]

FORMAT: Final = "delegation-sim calibration 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
_QUANTILES: Final = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a calibration was made from."""

    seed: int
    files: Mapping[str, str]
    """SHA-256 of each table, by the name of its file."""
    cases: Mapping[str, str]
    """Hash of each case whose brackets are followed."""
    half: str
    """The rule by which decisions may be fitted to, in words."""
    decisions: int
    proposals: int
    replications: int
    """Of each point."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calibration:
    """What came out."""

    origin: Origin
    targets: Targets
    screening: Screening
    fitting: Fitting
    matched: Matched
    population: Population | None
    """None if everything was ruled out, or the budget was too small."""
    played: int
    """Points in all."""

    @property
    def generations(self) -> tuple[Generation, ...]:
        """All that were sampled; none without sets."""
        return () if self.population is None else self.population.generations

    @property
    def is_ruled_out(self) -> bool:
        """Whether no parameters come near what was observed: then there is nothing to ship."""
        return self.matched.is_empty

    @property
    def nearest(self) -> FloatArray:
        """The summaries of the point that came nearest, `[S]`, of all that were played in waves."""
        best = int(self.targets.distance(self.matched.summary).argmin())
        nearest: FloatArray = self.matched.summary[best]
        return nearest

    def sets(self) -> dict[str, FloatArray]:
        """Return the weights and, in the order of their keys, the values of the fitted parameters, each `[N]`.

        What is a property of the Council is left out.

        Raises:
            ValueError: if there are none.
        """
        return {key: values for key, values in self._drawn().items() if key not in self._of_council}

    @property
    def _of_council(self) -> frozenset[str]:
        return frozenset(one.key for one in self.fitting.candidates if one.is_of_council)

    def _drawn(self) -> dict[str, FloatArray]:
        """Return the weights and the values of all fitted parameters, those of the Council too."""
        if self.population is None:
            raise ValueError("everything was ruled out")
        chosen = {
            one.key: np.array([one.at(place) for place in column])
            for one, column in zip(self.fitting.candidates, self.population.unit.T.tolist(), strict=True)
        }
        return {WEIGHT: self.population.weight, **dict(sorted(chosen.items()))}

    def quantiles(self) -> dict[str, tuple[float, float, float]]:
        """Return the 5, 50 and 95 % points of each fitted parameter over the weighted sets, of the Council too."""
        sets = self._drawn()
        weight = sets.pop(WEIGHT)
        return {key: _weighted_quantiles(values, weight) for key, values in sets.items()}

    def means(self) -> FloatArray:
        """Return the mean of each summary over the weighted sets, `[S]`; that of the nearest point without sets."""
        if self.population is None:
            return self.nearest
        mean: FloatArray = self.population.weight @ self.population.summary
        return mean

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON: all but the sets themselves."""
        return {
            "format": FORMAT,
            "version": version(),
            "seed": self.origin.seed,
            "files": dict(self.origin.files),
            "cases": dict(self.origin.cases),
            "half": self.origin.half,
            "decisions": self.origin.decisions,
            "proposals": self.origin.proposals,
            "replications": self.origin.replications,
            "points": self.played,
            "summaries": self._summaries(),
            "screening": {
                "trajectories": self.screening.trajectories,
                "parameters": [item.to_plain(self.targets.keys) for item in self.screening.items],
            },
            "frozen": dict(self.fitting.frozen),
            "fitted": [one.key for one in self.fitting.candidates],
            "of_council": sorted(self._of_council),
            "waves": [wave.to_plain(self.targets.keys) for wave in self.matched.waves],
            "ruled_out": self.is_ruled_out,
            "generations": [one.to_plain() for one in self.generations],
            "nearest_threshold": round(nearest_threshold(len(self.targets.items)), 4),
            **self._accepted(),
        }

    def _summaries(self) -> list[dict[str, Any]]:
        nearest, means = self.nearest.tolist(), self.means().tolist()
        return [
            {
                **{key: _short(value) for key, value in target.to_plain().items()},
                "nearest_point": _short(near),
                "mean_of_sets": None if self.population is None else _short(mean),
            }
            for target, near, mean in zip(self.targets.items, nearest, means, strict=True)
        ]

    def _accepted(self) -> dict[str, Any]:
        if self.population is None:
            return {"accepted": 0, "effective_sample_size": 0.0, "is_near": False, "quantiles": {}}
        return {
            "accepted": len(self.population.weight),
            "effective_sample_size": round(self.population.effective, 1),
            "is_near": self.population.is_near,
            "quantiles": {
                key: dict(zip(("5", "50", "95"), map(_short, found), strict=True))
                for key, found in self.quantiles().items()
            },
        }


def _short(value: object) -> object:
    """Return a number to six digits, and anything else as it is."""
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _weighted_quantiles(values: FloatArray, weight: FloatArray) -> tuple[float, float, float]:
    order = values.argsort(kind="stable")
    upto = weight[order].cumsum()
    places = np.searchsorted(upto, np.array(_QUANTILES) * upto[-1])
    low, middle, high = values[order[np.minimum(places, len(values) - 1)]].tolist()
    return low, middle, high


def as_table(sets: Mapping[str, FloatArray]) -> str:
    """Return sets as a table: a column for the weight and one for each parameter, six digits each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(sets)
    writer.writerows([f"{value:.6g}" for value in row] for row in zip(*sets.values(), strict=True))
    return text.getvalue()


def write_outcome(found: Calibration, folder: Path) -> tuple[Path, ...]:
    """Write where a calibration comes from and, unless everything is ruled out, its sets; return what was written.

    Sets of an earlier call go where everything is ruled out, and stay where a smaller budget ended too soon for any.

    Raises:
        OSError: if it cannot be written.
    """
    table, provenance = folder / SETS, folder / PROVENANCE
    if found.population is not None:
        write_file(table, as_table(found.sets()))
    elif found.is_ruled_out:
        table.unlink(missing_ok=True)
    elif table.exists():
        return ()
    write_file(provenance, json.dumps(found.as_data(), indent=2, ensure_ascii=False) + "\n")
    return (provenance,) if found.population is None else (provenance, table)
