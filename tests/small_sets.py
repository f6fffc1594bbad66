"""A small table of parameter sets, invented: fitted to nothing."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final

import numpy as np

from simulation.engine.batch import Batch, play_batch, prepare
from simulation.protocols.parameter_sets.sets import ParameterSets
from simulation.protocols.parameter_sets.sets_table import read_sets
from simulation.protocols.result import Result
from simulation.scenario.schema import Scenario

FOLDER: Final = Path(__file__).with_name("invented_sets")


def invented_sets() -> ParameterSets:
    """Return the table of 24 sets of every parameter that can be drawn."""
    return read_sets(FOLDER, source=str(FOLDER))


def two_sets(name: str, first: float, second: float) -> ParameterSets:
    """Return a table of two sets, equally likely, that differ in one parameter."""
    return ParameterSets(
        names=(name,), rows=((first,), (second,)), weights=(1.0, 1.0), provenance={}, source="two sets"
    )


def bits(batch: Batch, row: int) -> list[tuple[str, bytes]]:
    """Return everything that is kept of one replication, byte by byte."""
    own = {f.name: getattr(batch, f.name) for f in fields(Batch) if f.name != "result"}
    own |= {f.name: getattr(batch.result, f.name) for f in fields(Result)}
    return [(name, np.asarray(array[row]).tobytes()) for name, array in own.items()]


def assert_alone_as_in_company(case: Scenario, sets: ParameterSets, replications: Sequence[int]) -> None:
    """Check that replications of a batch are, bit for bit, those alone and those with their sets written down."""
    batch = play_batch(prepare(case, sets), seed=1, replications=replications)
    for row, k in enumerate(replications):
        alone = play_batch(prepare(case, sets), seed=1, replications=[k])
        assert bits(alone, 0) == bits(batch, row)
        written = sets.for_one(case.protocol, 1, k).written_into(case)
        assert bits(play_batch(prepare(written), seed=1, replications=[k]), 0) == bits(batch, row)
