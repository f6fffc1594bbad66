"""What is left of a document once the clauses have fallen that hang on others which are gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from simulation.arrays import BoolArray, ByValue, IntArray
from simulation.scenario.schema import Clause, Scenario

__all__ = ["Falling", "falling_of", "let_fall"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Falling(ByValue):
    """Which issues fall with others: those of which every clause hangs, directly or not, on a clause of another."""

    hangs: tuple[tuple[int, tuple[IntArray, ...]], ...]
    """Each such issue, with the issues on which each of its clauses hangs: a clause falls if one of them is gone."""
    deletes: BoolArray
    """Options that strike the text, `[I, O]`."""

    @classmethod
    def nothing(cls, issues: int, options: int) -> Self:
        """Return that nothing falls, and nothing strikes, in so many issues of so many options."""
        return cls(hangs=(), deletes=np.zeros((issues, options), dtype=np.bool_))

    @property
    def parents(self) -> IntArray:
        """Issues on which others hang, ascending."""
        on = [issue for _, clauses in self.hangs for clause in clauses for issue in clause.tolist()]
        return np.unique(np.array(on, dtype=np.int64))

    def left(self, option: IntArray) -> IntArray:
        """Return documents, option by issue `[..., I]`, less the issues that fall in them; -1: not in the document.

        A clause is gone that is not in it, or deleted, or hangs on one that is gone, as in
        `simulation.text.build_document`. An issue on which the text is deleted stays: that is what was agreed on it.
        """
        if not self.hangs:
            return option
        gone = (option < 0) | self.deletes[np.arange(option.shape[-1]), option]
        return np.where(self.falls(gone) & ~gone, -1, option)

    def falls(self, gone: BoolArray) -> BoolArray:
        """Return which issues fall where such say nothing by themselves, `[..., I]` both."""
        falls = np.zeros_like(gone)
        for issue, clauses in self.hangs:
            falls[..., issue] = np.all([gone[..., on].any(axis=-1) for on in clauses], axis=0)
        return falls


def falling_of(scenario: Scenario) -> Falling:
    """Return which issues of a case fall with others."""
    clauses = {clause.key: clause for section in scenario.document.sections for clause in section.clauses}
    index = {issue.key: place for place, issue in enumerate(scenario.issues)}
    hangs = []
    for issue, place in index.items():
        on = [_on(clauses, clause.key) for clause in clauses.values() if clause.issue == issue]
        issues = [sorted({index[clauses[key].issue] for key in keys}) for keys in on]
        if issues and all(issues):
            hangs.append((place, tuple(np.array(each, dtype=np.int64) for each in issues)))
    deletes = np.zeros((len(index), max(len(issue.options) for issue in scenario.issues)), dtype=np.bool_)
    for place, item in enumerate(scenario.issues):
        deletes[place, : len(item.options)] = [option.kind == "delete" for option in item.options]
    return Falling(hangs=tuple(hangs), deletes=deletes)


def let_fall(scenario: Scenario, option: IntArray) -> IntArray:
    """Return documents, option by issue `[..., I]`, less the issues of which every clause fell with another."""
    return falling_of(scenario).left(option)


def _on(clauses: Mapping[str, Clause], key: str) -> set[str]:
    """Return the keys of the clauses on which one hangs, directly or through others."""
    found, waiting = set[str](), list(clauses[key].depends_on)
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found.add(parent)
            waiting += clauses[parent].depends_on
    return found
