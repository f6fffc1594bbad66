"""Wordings that drafting groups may write: between neighbours of a ladder that lie far apart, and in general terms."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from simulation.arrays import ATOL
from simulation.scenario.schema import Clause, Document, Issue, Option, OptionKind, Scenario
from simulation.words import LANGUAGES, Said, composed, said, say, told_in
from simulation.words.catalogue import ENGLISH

__all__ = ["APART", "Between", "is_among", "lies_between", "renamed", "with_drafts", "without_drafts"]

type Between = tuple[str, str]
"""Labels of the two wordings that a drafting group's is named after, as they stand in its name."""

APART: Final = 0.3
"""Two wordings that lie nearer to each other leave nothing to write between them, in lengths of the axis: on a ladder
of five rungs everything has been written."""
_MOST: Final = 12
"""Options that an issue can have."""
_KEY: Final = 40
"""Characters that a key can have."""
_NAMED: Final = 88
"""Most characters of each of the two wordings in the label of what is written from them: a label can have 200."""
_NAMES: Final = {"text": "draft.between", "vague": "draft.general"}
"""How what can be written is named, by its kind."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A wording that can be written, and the two that it is named after."""

    option: Option
    low: Option
    high: Option

    @property
    def reads(self) -> str:
        """What a clause then says."""
        key = "draft.general.wording" if self.option.kind == "vague" else "draft.wording"
        return say(key, low=self.low.label, high=self.high.label)


def with_drafts(case: Scenario) -> Scenario:
    """Return a case with the wordings that drafting groups may write in it, if they may; twice is as once.

    They lie halfway between neighbours of the ladder, text or agreed language, and are named after both; where a
    ladder is nearly full, the widest gaps come first. A clause for which the case has no vague words can be put in
    general terms too, halfway between the two ends of its ladder and named after them.
    """
    if not case.drafting or any(option.drafted for issue in case.issues for option in issue.options):
        return case
    language = case.told_language or case.language
    with told_in(language if language in LANGUAGES else ENGLISH):
        drafts = {issue.key: _drafts(issue) for issue in case.issues}
        document = _worded(case.document, drafts)
    issues = tuple(
        issue.model_copy(update={"options": (*issue.options, *(draft.option for draft in drafts[issue.key]))})
        for issue in case.issues
    )
    return case.model_copy(update={"issues": issues, "document": document})


def without_drafts(case: Scenario) -> Scenario:
    """Return a case as its file has it: without the wordings that `with_drafts` adds."""
    issues = tuple(
        issue.model_copy(update={"options": tuple(option for option in issue.options if not option.drafted)})
        for issue in case.issues
    )
    kept = {(issue.key, option.key) for issue in issues for option in issue.options}
    sections = tuple(
        section.model_copy(update={"clauses": tuple(_as_written(clause, kept) for clause in section.clauses)})
        for section in case.document.sections
    )
    document = case.document.model_copy(update={"sections": sections})
    bare = case.model_copy(update={"issues": issues, "document": document})
    return bare if with_drafts(bare) == case else case


def _as_written(clause: Clause, kept: Collection[tuple[str, str]]) -> Clause:
    wordings = {key: text for key, text in clause.wordings.items() if (clause.issue, key) in kept}
    return clause.model_copy(update={"wordings": wordings})


def is_among(option: Option, issue: Issue, keys: Collection[str]) -> bool:
    """Return whether a list of wordings names an option, or those that bear with it what a group may write.

    Whoever may sign two neighbours may sign what lies halfway between them. Whoever may sign both ends of a ladder, or
    every rung between them, may sign the general terms that are named after the ends.
    """
    if option.key in keys or (pair := _pair(option, issue)) is None:
        return option.key in keys
    inside = [rung.key in keys for rung in _rungs(issue)[1:-1]] if option.kind == "vague" else []
    return all(end.key in keys for end in pair) or (bool(inside) and all(inside))


def lies_between(option: Option, issue: Issue) -> Between | None:
    """Return the labels of the two wordings between which a drafting group writes another; None: it is no such one."""
    pair = _pair(option, issue)
    return None if pair is None else (composed(_cut, pair[0].label), composed(_cut, pair[1].label))


def renamed(label: str, between: Sequence[str], shown: Sequence[str]) -> str | None:
    """Return the label of what a group may write with other words for the two wordings, in the language it stands in.

    None: it is named after no two wordings; or its author has given it a label of its own.
    """
    for code in LANGUAGES if between else ():
        with told_in(code):
            for kind in _NAMES:
                if str(_name(kind, *between)) == label:
                    return str(_name(kind, *shown))
    return None


def _pair(option: Option, issue: Issue) -> tuple[Option, Option] | None:
    """Return the two wordings between which what a group may write lies: the ends of the ladder for general terms."""
    rungs = _rungs(issue) if option.drafted else []
    if option.kind != "vague":
        below = [rung for rung in rungs if rung.position < option.position]
        above = [rung for rung in rungs if rung.position > option.position]
        return (below[-1], above[0]) if below and above else None
    return (rungs[0], rungs[-1]) if len(rungs) > 1 else None


def _rungs(issue: Issue) -> list[Option]:
    """Return the wordings of a ladder between which something can be written, from 0 to 1, one at each place."""
    kinds = ("text", "agreed_language")
    ladder = [option for option in issue.options if option.kind in kinds and not option.drafted]
    return sorted({option.position: option for option in reversed(ladder)}.values(), key=lambda o: o.position)


def _drafts(issue: Issue) -> tuple[_Draft, ...]:
    """Return what can be written on an issue: what lies between its wordings, then general terms."""
    taken = {option.key for option in issue.options}
    between = tuple(_between(issue, taken))
    return *between, *_in_general(issue, taken, _MOST - len(issue.options) - len(between))


def _between(issue: Issue, taken: set[str]) -> Iterator[_Draft]:
    rungs = _rungs(issue)
    gaps = [(low, high) for low, high in pairwise(rungs) if high.position - low.position >= APART - ATOL]
    widest = sorted(gaps, key=lambda gap: (gap[0].position - gap[1].position, gap[0].position))
    kept = widest[: max(_MOST - len(issue.options), 0)]
    for low, high in (gap for gap in gaps if gap in kept):
        yield _draft(low, high, taken, "text")


def _in_general(issue: Issue, taken: set[str], left: int) -> Iterator[_Draft]:
    rungs = _rungs(issue)
    apart = rungs[-1].position - rungs[0].position if rungs else 0.0
    if left > 0 and apart >= APART - ATOL and all(option.kind != "vague" for option in issue.options):
        yield _draft(rungs[0], rungs[-1], taken, "vague")


def _draft(low: Option, high: Option, taken: set[str], kind: OptionKind) -> _Draft:
    """Return what lies halfway between two wordings, under a key that is then taken."""
    key = _key(low, high, taken)
    taken.add(key)
    option = Option(
        key=key,
        label=str(_name(kind, _cut(low.label), _cut(high.label))),
        position=round((low.position + high.position) / 2, 6),
        kind=kind,
        drafted=True,
    )
    return _Draft(option, low, high)


def _name(kind: str, low: str, high: str) -> Said:
    return said(_NAMES[kind], low=low, high=high)


def _cut(label: str) -> str:
    return label if len(label) <= _NAMED else label[: _NAMED - 1].rstrip() + "…"


def _key(low: Option, high: Option, taken: Collection[str]) -> str:
    """Return a key that no other option of the issue has, no longer than keys can be."""
    key = f"{low.key}_{high.key}"[:_KEY]
    number = 1
    while key in taken:
        number += 1
        key = f"{low.key}_{high.key}"[: _KEY - 3] + f"_{number}"
    return key


def _worded(document: Document, drafts: dict[str, tuple[_Draft, ...]]) -> Document:
    sections = tuple(
        section.model_copy(update={"clauses": tuple(_clause(clause, drafts) for clause in section.clauses)})
        for section in document.sections
    )
    return document.model_copy(update={"sections": sections})


def _clause(clause: Clause, drafts: dict[str, tuple[_Draft, ...]]) -> Clause:
    """Return a clause with what it then reads: by the names of the two wordings, which are too long to quote."""
    words = {
        draft.option.key: draft.reads
        for draft in drafts.get(clause.issue, ())
        if draft.low.key in clause.wordings and draft.high.key in clause.wordings
    }
    return clause.model_copy(update={"wordings": clause.wordings | words})
