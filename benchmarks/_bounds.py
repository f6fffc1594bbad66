"""How much there is to win in a case: what no document is worth, the fairest one, and the best that all would sign."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.engine.batch import negotiate
from simulation.scenario.schema import Scenario
from simulation.training.frontier import documents
from simulation.training.place import places, stakes_of_the_case

__all__ = ["Bounds", "bounds_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Places in a seat's own range, by seat, in the mean over replications; every document was gone through."""

    none: tuple[float, ...]
    """Of no document."""
    fairest: tuple[float, ...]
    """Of the document with the largest product of gains over none [Nash1950]_."""
    best: tuple[float, ...]
    """Of the best document for this seat that leaves no decision-holder worse off than none: all others give way to
    it as far as they would rather sign than not."""
    number: int
    """Documents that leave nobody worse off, in the first replication."""
    is_exact: bool


def bounds_of(case: Scenario, seats: Sequence[str], *, seed: int, replications: int) -> Bounds:
    """Return the bounds of these seats; gains are those of the case, as in `places_of`."""
    rows, numbers = list[list[list[float]]](), list[int]()
    is_exact = True
    for replication in range(replications):
        record = negotiate(case, seed=seed, replication=replication)
        keys, stakes = record.tableau.delegations, stakes_of_the_case(record)
        found = documents(stakes)
        fairest = found.fairest(stakes)
        if fairest is None:
            raise SystemExit(f"{case.key}: no document leaves everybody at least as well off as none.")
        nothing = np.full(fairest.shape, -1)
        at = [keys.index(seat) for seat in seats]
        best = [places(stakes, found.option[found.worth[:, row].argmax()])[row].value for row in at]
        ends = [[places(stakes, option)[row].value for row in at] for option in (nothing, fairest)]
        rows.append([[np.nan if place is None else place for place in line] for line in (*ends, best)])
        numbers.append(len(found))
        is_exact &= found.is_exact
    none, fair, most = (tuple(line) for line in np.mean(rows, axis=0).tolist())
    return Bounds(none=none, fairest=fair, best=most, number=numbers[0], is_exact=is_exact)
