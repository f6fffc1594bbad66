"""What a study found, with a row for each replication: for notebooks and scripts."""

from dataclasses import dataclass

from simulation.arrays import ByValue
from simulation.errors import UnknownComponentError
from simulation.in_notebook import InNotebook
from simulation.notebook.arrow_table import ArrowTable
from simulation.study import Finding, Study, StudySummary
from simulation.words import as_given, listed, meant, say

__all__ = ["StudyResult", "UnknownOutcomeError"]


class UnknownOutcomeError(UnknownComponentError, KeyError):
    """A study has no such outcome; its text says which ones it has."""

    __str__ = Exception.__str__


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
            UnknownOutcomeError: If the study has no such outcome; it is a `KeyError`.
        """
        valid = {finding.key: finding for finding in self.summary.findings}
        asked: object = outcome
        if not isinstance(asked, str) or asked not in valid:
            short = dict.fromkeys(
                f"{head}.*" if rest else head for head, _, rest in (key.partition(".") for key in valid)
            )
            near = meant(asked, valid) if isinstance(asked, str) else ""
            told = say("notebook.unknown_outcome", key=as_given(outcome), near=near, valid=listed(short))
            raise UnknownOutcomeError(kind="outcome", key=str(outcome), valid=valid, told=told)
        return valid[outcome]
