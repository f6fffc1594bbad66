"""What a study found, with a row for each replication: for notebooks and scripts."""

from dataclasses import dataclass

from simulation.arrays import ByValue
from simulation.in_notebook import InNotebook
from simulation.notebook.arrow_table import ArrowTable
from simulation.study import Finding, Study, StudySummary

__all__ = ["StudyResult"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StudyResult(ByValue, InNotebook):
    """A study that was played. Two are equal if all that was found is, replication by replication."""

    study: Study
    """What was asked."""
    summary: StudySummary
    """What was found: shares and means with intervals, paired differences."""
    replications: ArrowTable
    """One row for each replication of each variant."""

    def __repr__(self) -> str:
        return repr(self.summary).replace("StudySummary", "StudyResult", 1)

    def __getitem__(self, outcome: str) -> Finding:
        """Return what was found of one outcome, such as `"adopted"` or `"gain.BRA"`.

        Raises:
            KeyError: If the study has no such outcome; the tables list all of them.
        """
        return self.summary.finding(outcome)
