"""What stands in the columns of a study folder, for whoever reads its tables."""

from collections.abc import Mapping
from typing import Final

from simulation.storage.run_columns import Kind
from simulation.study.replication_rows import NUMBERS

__all__ = ["STUDY_COLUMNS"]

type Columns = Mapping[str, tuple[Kind, str]]
"""By name, what a column holds and what it means; words in capitals stand for keys of the case."""

_ESTIMATE: Final[Columns] = {
    "n": ("integer", "replications behind it"),
    "value": ("number", "share or mean"),
    "low": ("number", "lower end of the interval"),
    "high": ("number", "upper end of the interval"),
    "level": ("number", "confidence of the interval"),
}
_OUTCOME: Final[Columns] = {
    "variant": ("word", "key of the variant"),
    "outcome": ("word", "key of the outcome"),
    "label": ("word", "the outcome in English words"),
    "group": ("word", "`ending`, `text`, `process`, `gain`, `legitimacy` or `option`"),
    "unit": ("word", "`share` of replications, or `number`"),
}
_PAIR: Final[Columns] = {
    "variant": ("word", "key of the variant"),
    "first": ("word", "key of a delegation"),
    "second": ("word", "key of another; each two stand in one row"),
}
STUDY_COLUMNS: Final[Mapping[str, Columns]] = {
    "replications": {
        "variant": ("word", "key of the variant"),
        "replication": ("integer", "its number"),
        "outcome_class": ("word", "how it ended"),
        "sessions": ("integer", "sessions held"),
        "voted": ("flag", "whether the text was put to a vote"),
        "referred": ("flag", "whether the whole was referred elsewhere"),
        **{name: ("number", meaning) for name, meaning in NUMBERS.items()},
        "signal.SIGNAL": (
            "number",
            "share of that signal among those on agreed clauses; NaN if none was agreed",
        ),
        "option.ISSUE": ("word", "key of the option in the text; empty if the issue is not in it"),
        "place.ISSUE": ("number", "where the text, or else the status quo, lies on the issue"),
        "gain_of.KIND": ("number", "mean gain of delegations of that kind against no agreement"),
        "gain.DELEGATION": ("number", "gain of a delegation against no agreement; NaN if it only watches"),
        "bracketed": ("integers", "clauses in brackets after each session held"),
    },
    "pairs": {
        **_PAIR,
        "replications": ("integer", "replications summed up"),
        "clauses": ("integer", "clauses in each of them"),
        "together": ("integer", "clauses on which both stood in one coalition, over all of them"),
        "squares": ("integer", "the same, squared in each replication before it is summed up"),
    },
    "estimates": {**_OUTCOME, **_ESTIMATE},
    "differences": {
        **_OUTCOME,
        **_ESTIMATE,
        "value": ("number", "variant less base"),
        "clear": ("flag", "whether the interval leaves out zero"),
    },
    "coalitions": {
        **_PAIR,
        **_ESTIMATE,
        "value": ("number", "mean share of clauses on which both stood together"),
    },
}
"""By table."""
