"""What is left of a document once the clauses have fallen that hang on others which are gone."""

import numpy as np

from simulation.arrays import BoolArray, IntArray
from simulation.scenario.schema import Scenario

__all__ = ["let_fall"]


def let_fall(scenario: Scenario, option: IntArray) -> IntArray:
    """Return documents, option by issue `[..., I]`, less the issues of which every clause fell with another.

    -1: not in the document. A clause is gone that is not in it, or deleted, or hangs on one that is gone, as in
    `simulation.text.build_document`. An issue on which the text is deleted stays: that is what was agreed on it.
    """
    clauses = [clause for section in scenario.document.sections for clause in section.clauses]
    if not any(clause.depends_on for clause in clauses):
        return option
    index = {issue.key: place for place, issue in enumerate(scenario.issues)}
    own = {clause.key: _is_gone(scenario, option, index[clause.issue]) for clause in clauses}
    gone = {key: is_gone.copy() for key, is_gone in own.items()}
    changed = True
    while changed:
        changed = False
        for clause in clauses:
            falls = np.any([gone[parent] & ~gone[clause.key] for parent in clause.depends_on], axis=0)
            if falls.any():
                gone[clause.key] |= falls
                changed = True
    left = option.copy()
    for issue, place in index.items():
        of_issue = [clause.key for clause in clauses if clause.issue == issue]
        if of_issue:
            fell = np.all([gone[key] & ~own[key] for key in of_issue], axis=0)
            left[..., place] = np.where(fell, -1, option[..., place])
    return left


def _is_gone(scenario: Scenario, option: IntArray, place: int) -> BoolArray:
    deleted = [number for number, item in enumerate(scenario.issues[place].options) if item.kind == "delete"]
    gone: BoolArray = np.isin(option[..., place], [-1, *deleted])
    return gone
