"""The forecast that a user gets, back-tested: rows become a table, the table a case, and the case is forecast."""

import csv
import io
from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.backtest.decisions import Decisions
from simulation.forecast.all_models import forecast_of
from simulation.forecast.compared_models import WEIGHTED_MEAN
from simulation.models.outcome_layer import GRID, Coefficients
from simulation.scenario.interchange.headings import COLUMNS
from simulation.scenario.interchange.importing import import_text
from simulation.scenario.problems import Problems
from simulation.scenario.schema import Scenario

__all__ = ["case_of_proposal", "forecast_by_users"]

_FILE: Final = "proposal.csv"
_SCALE: Final = (0.0, 100.0)


def forecast_by_users(decisions: Decisions, capability: str, coefficients: Coefficients) -> FloatArray:
    """Return the probability of each mark, `[N, G]`, that `forecast` gives once a proposal is imported as a table.

    Args:
        decisions: Those to forecast; each proposal becomes a case of its own.
        capability: Its key. A delegation has one in a table: the largest of those that it has in the proposal.
        coefficients: Of the outcome layer.
    """
    found = np.zeros((len(decisions.issue), len(GRID)))
    proposal = np.array(decisions.proposal)
    for one in dict.fromkeys(decisions.proposal):
        rows = np.flatnonzero(proposal == one)
        case = case_of_proposal(decisions.only(rows), capability)
        forecast = forecast_of(case, models=(WEIGHTED_MEAN,), replications=1, coefficients=coefficients)
        for row, marks in zip(rows.tolist(), forecast.marks, strict=True):
            scale = marks.forecast.scale
            found[row, scale.grid.astype(np.int64)] = scale.probability
    return found


def case_of_proposal(decisions: Decisions, capability: str) -> Scenario:
    """Return the case that `import` makes of the table of one proposal, on a scale from 0 to 100.

    Raises:
        ScenarioError: if the table cannot be imported, such as one with more issues than a case may have.
    """
    problems = Problems()
    imported = import_text(
        _table(decisions, capability), _FILE, problems, layout="tidy", scales={None: _SCALE}
    )
    problems.raise_if_any()
    assert imported is not None  # noqa: S101 - without a problem there is a case
    return imported.scenario


def _table(decisions: Decisions, capability: str) -> str:
    """Return one proposal as a tidy table: a row for each delegation on each issue, as somebody would type it."""
    power = decisions.capability[capability].max(axis=0)
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row, column in np.argwhere(decisions.takes_part).tolist():
        writer.writerow(
            (
                f"delegation {column}",
                f"issue {row}",
                *(
                    f"{float(value):.15g}"
                    for value in (
                        decisions.position[row, column],
                        decisions.salience[row, column],
                        power[column],
                    )
                ),
            )
        )
    return file.getvalue()
