"""Looks for the smallest change that brings a clause into the text in most runs: a bounded search, stage by stage."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.protocols.parameter_sets.sets import ParameterSets
from simulation.protocols.parameter_sets.sets_table import Parameters, sets_for
from simulation.rng import as_seed
from simulation.scenario.levers import written
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Issue, Scenario
from simulation.scenario.translations.telling import in_language
from simulation.stats.interval import LEVEL, Estimate, share
from simulation.study.across_sets import Sets, with_sets
from simulation.study.column_values import StudyValues
from simulation.study.pool import InProcess
from simulation.study.pulling import Outcome, pull_all
from simulation.study.run_study import run_study
from simulation.study.study import Change, Study, Variant
from simulation.study.study_running import study_folder
from simulation.study.study_summary import Finding
from simulation.study.summarise import vocabularies
from simulation.study.variants import base_of, under_parameters
from simulation.study.why_not.changes_tried import Kind, TriedChange, blocked_wordings, pairs, singles
from simulation.version import version
from simulation.words import NOTHING, Said, language, listed, meant, say

__all__ = ["MOST", "Tried", "WhyNot", "issue_named", "smallest_change"]

MOST: Final = 0.5
"""A clause is in the text in most runs if it is in more than this share of them."""
_FIRST_LOOK: Final = 40
"""Replications of each change at first; those that may be enough are played as often as was asked."""
_LOOKED_AT: Final = 8
"""Changes of a stage that are played as often as was asked."""
_AT_ONCE: Final = 8
"""Changes that are played between two answers at first."""
_CLOSER_AT_ONCE: Final = 2
"""The same where they are played as often as was asked."""
_SHOWN: Final = 80
"""Letters of a name that nothing has."""
_SMALL: Final[frozenset[Kind]] = frozenset({"time", "mandate"})
"""Kinds of which a single change is smaller than any pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A change that was tried, and how often the clause was in the text with it."""

    changes: tuple[Change, ...]
    words: Said
    """What is changed."""
    kind: Kind
    amount: float
    in_text: Estimate

    @property
    def is_enough(self) -> bool:
        """Whether the clause is in the text in most runs."""
        return self.in_text.value > MOST

    @property
    def is_sure(self) -> bool:
        """Whether it is so beyond chance."""
        return self.in_text.low > MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """The findings of a search so far: the smallest change that brings a clause into the text."""

    case: str
    """As it was named."""
    scenario: Scenario
    issue: str
    """Key."""
    base: Estimate
    """How often it is in the text of the case as it stands."""
    tried: int = 0
    """Changes that were tried."""
    enough: tuple[Tried, ...] = ()
    """Those under which it is in the text in most runs, smallest first; each played as often as asked."""
    nearest: tuple[Tried, ...] = ()
    """Of each kind of which none is enough what came nearest, best first; played 40 times if it was not near."""
    done: int = 0
    total: int = 0
    """Negotiations played, and to play as far as is known."""
    is_over: bool = False
    has_red_lines: bool = True
    """Whether anybody who decides rules out a wording on the issue; else there was no mandate to widen."""
    replications: int
    seed: int
    level: float
    scenario_hash: str
    version: str = field(default_factory=version)
    overrides: Mapping[str, str] = field(default_factory=dict)
    parameters: str = ""
    """Where the sets come from that replications draw; empty: none are drawn."""

    @property
    def answer(self) -> Tried | None:
        """The smallest change that is enough beyond chance; else the smallest that is enough; None: there is none."""
        return next((one for one in self.enough if one.is_sure), self.enough[0] if self.enough else None)

    @property
    def issue_name(self) -> str:
        """The name of the issue, in the language of the reader."""
        here = in_language(self.scenario, language())
        return next(one.name for one in here.issues if one.key == self.issue)

    @property
    def is_in_anyway(self) -> bool:
        """Whether the clause is in the text of most runs as the case stands, beyond chance."""
        return self.base.low > MOST


def issue_named(case: Scenario, name: str) -> Issue:
    """Return the issue that is meant: by its key or name, or by the key or label of a clause that it governs.

    Raises:
        StudyError: if there is none; says which there are.
    """
    here = in_language(case, language())
    names = {one.key: one.name for one in here.issues}
    found = {clause.label: clause.issue for section in case.document.sections for clause in section.clauses}
    found |= {clause.key: clause.issue for section in case.document.sections for clause in section.clauses}
    found |= {one.name.casefold(): one.key for one in (*case.issues, *here.issues)}
    found |= {one.key: one.key for one in case.issues}
    key = found.get(name, found.get(name.casefold(), ""))
    for issue in case.issues:
        if issue.key == key:
            return issue
    valid = listed(f"{one} ({told})" for one, told in names.items())
    shown = name[:_SHOWN]
    raise StudyError(
        say(
            "problem.why_not.issue",
            name=repr(shown),
            near=meant(shown, [*names, *names.values()]),
            valid=valid,
        )
    )


def smallest_change(
    case: str | Scenario,
    issue: str,
    *,
    replications: int = 200,
    seed: int = 1,
    overrides: Mapping[str, object] | None = None,
    level: float = LEVEL,
    parameters: Parameters = MEDIAN,
    executor: Executor | None = None,
) -> Iterator[WhyNot]:
    """Yield the findings so far, the last of them when the search is over.

    The case is played as it stands; then with each single change of `changes_tried.singles`, 40 times, and eight that
    may be enough, the smallest ones, as often as asked. Where neither more time nor one mandate is enough, pairs are
    tried in the same way. All meet the same chance, replication by replication.

    Args:
        case: Name of a shipped case, or a file; or one that is loaded already.
        issue: Key or name of an issue; or key or label of a clause that it governs.
        replications: Of the case as it stands and of what may be enough.
        seed: Of all draws.
        overrides: Values by path, set in a case that is loaded here first.
        level: Confidence of the intervals.
        parameters: See `ensemble_of`.
        executor: Does the work; None: this process.

    Raises:
        ScenarioError: if the case cannot be used.
        SeedError: if the seed is none.
        StudyError: if it has no such issue.
    """
    given = written(overrides or {})
    scenario = case if isinstance(case, Scenario) else load_scenario(case, overrides=given)
    if scenario.protocol.key != "conference":
        raise StudyError(say("problem.why_not.protocol", protocol=repr(scenario.protocol.key)))
    found = issue_named(scenario, issue)
    search = _Search(
        scenario,
        found,
        case if isinstance(case, str) else case.key,
        given,
        replications,
        as_seed(seed),
        level,
        sets_for(parameters),
        executor,
    )
    return search.stages()


type _Looked = tuple[TriedChange, Tried]


@dataclass(slots=True)
class _Search:
    scenario: Scenario
    issue: Issue
    case: str
    overrides: Mapping[str, str]
    replications: int
    seed: int
    level: float
    sets: ParameterSets | None
    executor: Executor | None
    done: int = 0

    def stages(self) -> Iterator[WhyNot]:
        """Yield the findings so far, after every few changes."""
        first = min(self.replications, _FIRST_LOOK)
        one_by_one = self._possible(singles(self.scenario, self.issue))
        base = self._base()
        now = self._begun(base, first * len(one_by_one))
        if now.is_in_anyway:
            yield replace(now, total=self.done, is_over=True)
            return
        yield now
        looked: list[_Looked] = []
        now = yield from self._stage(now, one_by_one, looked)
        if not any(one.is_sure and one.kind in _SMALL for one in now.enough):
            short = [pair for pair in looked if not pair[1].is_enough]
            best = sorted(short, key=lambda pair: -pair[1].in_text.value)
            by_two = self._possible(pairs(self.scenario, self.issue, [one for one, _ in best]))
            now = yield from self._stage(now, by_two, looked)
        yield replace(now, total=self.done, is_over=True)

    def _stage(
        self, now: WhyNot, stage: Sequence[tuple[TriedChange, Variant]], looked: list[_Looked]
    ) -> Generator[WhyNot, None, WhyNot]:
        """Look at changes for the first time, then closer at those that may be enough; return what was found then."""
        first = min(self.replications, _FIRST_LOOK)
        before = len(looked)
        now = replace(now, total=self.done + first * len(stage))
        for some in _batches(stage, _AT_ONCE):
            looked += zip((one for one, _ in some), self._played(some, first), strict=True)
            now = replace(now, tried=len(looked), done=self.done)
            yield now
        return (yield from self._closer(now, looked[before:]))

    def _closer(self, now: WhyNot, looked: Sequence[_Looked]) -> Generator[WhyNot, None, WhyNot]:
        """Play some changes that may be enough as often as was asked; return what was found then."""
        chosen = self._possible([one for one, _ in _worth_a_closer_look(looked)])
        now = replace(now, total=self.done + self.replications * len(chosen))
        before, whole = now.enough, list[Tried]()
        for some in _batches(chosen, _CLOSER_AT_ONCE):
            whole += self._played(some, self.replications)
            enough = sorted([*before, *(one for one in whole if one.is_enough)], key=_size)
            now = replace(now, enough=tuple(enough), done=self.done)
            yield now
        return replace(now, nearest=_nearest(now, [*whole, *(one for _, one in looked)]))

    def _begun(self, base: Estimate, total: int) -> WhyNot:
        return WhyNot(
            case=self.case,
            scenario=self.scenario,
            issue=self.issue.key,
            base=base,
            has_red_lines=any(one.by for one in blocked_wordings(self.scenario, self.issue)),
            done=self.done,
            total=self.done + total,
            replications=self.replications,
            seed=self.seed,
            level=self.level,
            scenario_hash=scenario_hash(self.scenario),
            overrides=self.overrides,
            parameters=self.sets.source if self.sets is not None else "",
        )

    def _possible(self, tried: Sequence[TriedChange]) -> list[tuple[TriedChange, Variant]]:
        """Return those changes that can be made and change something, with their variants."""
        made = [(one, pull_all(self.scenario, one.changes)) for one in tried]
        return [(one, _variant(one, found)) for one, found in made if not (found.faults or found.idle)]

    def _base(self) -> Estimate:
        return self._estimates((base_of(self.scenario, self.overrides),), self.replications)[0]

    def _played(self, some: Sequence[tuple[TriedChange, Variant]], replications: int) -> list[Tried]:
        found = self._estimates([variant for _, variant in some], replications)
        return [
            Tried(
                changes=one.changes, words=variant.words, kind=one.kind, amount=one.amount, in_text=estimate
            )
            for (one, variant), estimate in zip(some, found, strict=True)
        ]

    def _estimates(self, variants: Sequence[Variant], replications: int) -> tuple[Estimate, ...]:
        """Return by variant in which share of replications the text says something on it: not put off, not struck."""
        study = Study(
            kind="sweep",
            case=self.case,
            title=self.scenario.title,
            variants=under_parameters(variants, self.sets),
            replications=replications,
            seed=self.seed,
            level=self.level,
            overrides=self.overrides,
            base=self.scenario,
        )
        self.done += study.size
        column = f"option.{self.issue.key}"
        words = [one.key for one in self.issue.options if one.kind not in ("delete", "refer")]
        with study_folder(study, None, command="") as place:
            run_study(study, place, self.executor or InProcess())
            values = StudyValues(place)
            known = vocabularies(place.manifest)[column]
            ((_, codes),) = values.words({column: known})
            drawn = Sets.of(place.manifest, values.replications)
        hits = np.isin(codes, [at for at, word in enumerate(known) if word in words])
        shares = tuple(share(int(row.sum()), len(row), level=self.level) for row in hits)
        finding = Finding(
            key=column, label=NOTHING, group="option", unit="share", estimates=shares, differences=()
        )
        return (finding if drawn is None else with_sets(finding, hits.astype(np.float64), drawn)).estimates


def _variant(one: TriedChange, made: Outcome) -> Variant:
    key = " + ".join(map(str, one.changes))
    return Variant(key=key, words=made.told, changes=one.changes, scenario=made.case)


def _worth_a_closer_look(looked: Sequence[_Looked]) -> list[_Looked]:
    """Return what may be enough: of each kind the smallest that seems so, then the smallest of all; smallest first."""
    hopeful = sorted((pair for pair in looked if pair[1].in_text.high > MOST), key=lambda pair: pair[0].size)
    likely = sorted(hopeful, key=lambda pair: (not pair[1].is_sure, not pair[1].is_enough))
    first = {pair[0].kind: pair for pair in reversed(likely)}.values()
    picked = [*first, *(pair for pair in hopeful if pair not in first)][:_LOOKED_AT]
    return sorted(picked, key=lambda pair: pair[0].size)


def _nearest(now: WhyNot, played: Sequence[Tried]) -> tuple[Tried, ...]:
    """Return of each kind of which none is enough the best; of equal ones that which was played more often."""
    kinds = {one.kind for one in now.enough}
    best: dict[Kind, Tried] = {}
    for one in (*now.nearest, *played):
        known = best.get(one.kind)
        if one.kind not in kinds and (known is None or one.in_text.value > known.in_text.value):
            best[one.kind] = one
    return tuple(sorted(best.values(), key=lambda one: -one.in_text.value))


def _size(one: Tried) -> tuple[int, int, float]:
    return TriedChange(changes=one.changes, kind=one.kind, amount=one.amount).size


def _batches[T](items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
