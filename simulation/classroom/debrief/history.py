"""What happened in history, for the cases that have one: the table `CASE_outcome.csv` beside a shipped case."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from simulation.scenario.schema import Scenario

__all__ = ["Happened", "history_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What became of one clause."""

    option: str
    """Key."""
    confidence: str
    """How sure it is, in the word of the table; empty: not said."""
    source: str
    """Keys of the sources of the case."""


def history_of(case: Scenario) -> Mapping[str, Happened]:
    """Return the historical outcome by issue; empty for invented cases and cases without a recorded outcome.

    Rows that name no issue or option of the case, and a second one on the same issue, are left out.
    """
    table = files("scenarios").joinpath(f"{case.key}_outcome.csv")
    if case.instance or not case.key.isidentifier() or not table.is_file():
        return {}
    options = {issue.key: {option.key for option in issue.options} for issue in case.issues}
    found = dict[str, Happened]()
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        issue, option = row.get("issue") or "", row.get("option") or ""
        if option in options.get(issue, ()) and issue not in found:
            found[issue] = Happened(
                option=option, confidence=row.get("confidence") or "", source=row.get("source") or ""
            )
    return found
