"""What a study answers first: what is adopted, by clause, who gains, and who loses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulation.scenario.model_base import SAYS_NOTHING
from simulation.stats.unanimous import tells
from simulation.study import estimates_told
from simulation.study.figures import share_figures, share_told, value_told
from simulation.study.study_summary import Finding, StudySummary
from simulation.study.weighty import looked_for, number_tested, stands_out, weight
from simulation.words import Said, Value, said

__all__ = ["ShortAnswer", "short_answer"]

_OPTION: Final = "option."
_GAIN: Final = "gain."
_NAMED: Final = 3
"""Clauses and delegations that are named; of more, how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer:
    """The answer of one variant beside the first, or of the first by itself."""

    summary: StudySummary
    variant: int
    """Its place; 0: the first by itself."""
    wordings: tuple[Finding, ...]
    """The most frequent ending of each clause: where the variant changes most first; of the first variant by itself
    the surest first."""
    gainers: tuple[Finding, ...]
    """Gains of delegations that clearly gain, those that gain most first."""
    losers: tuple[Finding, ...]
    """Gains of those that clearly lose, those that lose most first."""

    @property
    def sentences(self) -> tuple[Said, ...]:
        """What is adopted, who gains, who loses, in a sentence each; last in what gains are counted, if any are told.

        Nothing where somebody asked for other outcomes: then those are the answer.
        """
        if self.summary.outcomes:
            return ()
        told = [self._adopted] if self.wordings else []
        if any(finding.key.startswith(_GAIN) for finding in self.summary.findings):
            told += [self._of_some("gain", self.gainers), self._of_some("lose", self.losers)]
        if self.gainers or self.losers:
            told.append(Said("study.answer.unit"))
        return tuple(told)

    @property
    def _kind(self) -> str:
        return "compare" if self.variant else "single"

    @property
    def _adopted(self) -> Said:
        adopted = self.summary.finding("adopted")
        clauses = Said.apart([self._clause(one) for one in self.wordings[:_NAMED]])
        if (more := len(self.wordings) - _NAMED) > 0:
            clauses = said("study.answer.clauses.more", clauses=clauses, n=more)
        kind, told = self._shares(adopted)
        return _told("adopted", said(f"study.answer.adopted.{kind}", **told, clauses=clauses))

    def _clause(self, finding: Finding) -> Said:
        """Return the ending of a clause and how often it comes; beside it how often without the change."""
        issue, option = finding.key.split(".")[1], finding.label.inner("option")
        key = "dropped" if option == Said("measure.dropped") else "wording"
        kind, told = self._shares(finding)
        return said(
            f"study.answer.{key}.{kind}",
            **told,
            issue=self.summary.issues.get(issue, issue),
            option=_quoted(option),
        )

    def _shares(self, finding: Finding) -> tuple[str, dict[str, Value]]:
        """Return whether a variant clearly changes how often something happens, and how often with it and without."""
        told: dict[str, Value] = {"v": share_told(finding.estimates[self.variant])}
        if not self.variant:
            return "single", told
        if estimates_told.is_same(finding, self.variant):
            return "same", told
        was, _, _ = share_figures(finding.estimates[0])
        told |= {"b": said("figure.percent", value=was)}
        if stands_out(finding, self.variant, number_tested(looked_for(self.summary))):
            return "compare", told
        return "open" if weight(finding, self.variant) >= 1 else "unclear", told

    def _of_some(self, way: str, found: Sequence[Finding]) -> Said:
        about = f"{way}.{self._kind}"
        if not found:
            return _told(about, Said(f"study.answer.nobody.{self._kind}"))
        named = [
            said("study.answer.figure", who=self.summary.names.get(key, key), v=self._gain(finding))
            for finding in found
            for key in (finding.key.removeprefix(_GAIN),)
        ]
        return _told(about, said("list.ended", text=Said.names(named, _NAMED)))

    def _gain(self, finding: Finding) -> Said:
        return estimates_told.difference(finding, self.variant) if self.variant else value_told(finding, 0)


def _told(about: str, what: Said) -> Said:
    return said("list.told", name=Said(f"study.answer.about.{about}"), what=what)


def _quoted(option: Value) -> Said:
    """Return a wording in quotation marks; behind them that it puts the matter off or strikes the clause."""
    way = option.key.rpartition(".")[-1] if isinstance(option, Said) else ""
    if isinstance(option, Said) and way in SAYS_NOTHING:
        return said(f"study.answer.quoted.{way}", option=option.inner("option"))
    return said("study.answer.quoted", option=option)


def short_answer(summary: StudySummary, variant: int) -> ShortAnswer:
    """Return the short answer for a variant: what is adopted, who gains, who loses; 0: the first by itself."""
    gains = [one for one in summary.findings if one.key.startswith(_GAIN)]
    if variant:
        there = looked_for(summary)
        of = number_tested(there)
        gains = [one for one in gains if one in there and stands_out(one, variant, of)]
        size = {one.key: one.differences[variant - 1].value for one in gains}
    else:
        gains = [one for one in gains if tells(one.estimates[0])]
        size = {one.key: one.estimates[0].value for one in gains}
    gains.sort(key=lambda one: -size[one.key])
    return ShortAnswer(
        summary=summary,
        variant=variant,
        wordings=tuple(_wordings(summary, variant)),
        gainers=tuple(one for one in gains if size[one.key] > 0),
        losers=tuple(one for one in reversed(gains) if size[one.key] < 0),
    )


def _wordings(summary: StudySummary, variant: int) -> Iterator[Finding]:
    """Yield of each clause how it ends most often with a variant, where most changes first."""
    clauses: dict[str, list[Finding]] = {}
    for one in summary.findings:
        if one.key.startswith(_OPTION):
            clauses.setdefault(one.key.split(".")[1], []).append(one)
    ends = {key: max(found, key=lambda one: one.estimates[variant].value) for key, found in clauses.items()}
    of = number_tested(looked_for(summary))

    def place(key: str) -> tuple[float, float]:
        if not variant:
            return 0.0, -ends[key].estimates[0].value
        changed = [(stands_out(one, variant, of), weight(one, variant)) for one in clauses[key]]
        return -max(size * stands for stands, size in changed), -max(size for _, size in changed)

    yield from (ends[key] for key in sorted(ends, key=place))
