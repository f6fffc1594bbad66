"""Looks for the smallest change that brings a clause into the text in most runs: a bounded search, stage by stage."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.protocols.parameter_sets.sets import ParameterSets
from simulation.protocols.parameter_sets.sets_table import Parameters, sets_for
from simulation.rng import as_seed
from simulation.scenario.levers import written
from simulation.scenario.load import scenario_hash
from simulation.scenario.model_base import SAYS_NOTHING
from simulation.scenario.schema import Issue, Scenario
from simulation.scenario.translations.telling import in_language
from simulation.stats.interval import LEVEL, Estimate, paired_share, share
from simulation.study.across_sets import Sets, with_sets
from simulation.study.column_values import StudyValues
from simulation.study.pool import InProcess
from simulation.study.pulling import Outcome, pull_all
from simulation.study.run_study import run_study
from simulation.study.study import Change, Study, Variant
from simulation.study.study_measures import ADOPTED
from simulation.study.study_running import study_folder
from simulation.study.study_summary import Finding
from simulation.study.summarise import vocabularies
from simulation.study.variants import base_of, under_parameters
from simulation.study.why_not.change_found import FATES, Tried, WhyNot
from simulation.study.why_not.changes_tried import Kind, TriedChange, blocked_wordings, pairs, singles
from simulation.words import NOTHING, language, listed, meant, say

__all__ = ["issue_named", "smallest_change"]

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
type _Hits = tuple[BoolArray, Sets | None]
"""Whether the text says something on the issue, `[V, n]` by variant and replication; the sets that were drawn."""


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
    base: BoolArray = field(init=False)
    """Whether the clause is in the text of the case as it stands, `[n]` by replication."""
    known: dict[tuple[Change, ...], Tried] = field(default_factory=dict)
    """What changes do that were played as often as was asked."""

    def stages(self) -> Iterator[WhyNot]:
        """Yield the findings so far, after every few changes."""
        first = min(self.replications, _FIRST_LOOK)
        one_by_one = self._possible(singles(self.scenario, self.issue))
        now = self._begun(first * len(one_by_one))
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
        now = self._with_nearest(now, looked)
        yield replace(now, done=self.done, total=self.done, is_over=True)

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
        unknown = sum(one.changes not in self.known for one, _ in chosen)
        now = replace(now, total=self.done + self.replications * unknown)
        for some in _batches(chosen, _CLOSER_AT_ONCE):
            now = replace(now, enough=_with_enough(now, self._in_full(some)), done=self.done)
            yield now
        return now

    def _with_nearest(self, now: WhyNot, looked: Sequence[_Looked]) -> WhyNot:
        """Return what was found, with what did most at first of each kind of which none was enough.

        It is played as often as was asked; where it turns out to be enough, it belongs to what is.
        """
        known = {one.kind for one in now.enough}
        best: dict[Kind, _Looked] = {}
        for pair in sorted(looked, key=lambda pair: (-pair[1].gain.value, pair[0].size)):
            if pair[0].kind not in known:
                best.setdefault(pair[0].kind, pair)
        chosen = self._possible([one for one, _ in best.values()])
        played = self._in_full(chosen)
        short = [one for one in played if not one.is_enough]
        nearest = tuple(sorted(short, key=lambda one: -one.in_text.value))
        return replace(now, enough=_with_enough(now, played), nearest=nearest)

    def _begun(self, total: int) -> WhyNot:
        """Play the case as it stands; return what that says."""
        hits, fates, drawn = self._as_it_stands()
        self.base = hits[0]
        return WhyNot(
            case=self.case,
            scenario=self.scenario,
            issue=self.issue.key,
            base=self._shares((hits, drawn)).estimates[0],
            instead=dict(zip(FATES, self._shares((fates, drawn)).estimates, strict=True)),
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

    def _in_full(self, some: Sequence[tuple[TriedChange, Variant]]) -> list[Tried]:
        """Return what some changes do, played as often as was asked; none is played so twice."""
        if new := [pair for pair in some if pair[0].changes not in self.known]:
            self._played(new, self.replications)
        return [self.known[one.changes] for one, _ in some]

    def _played(self, some: Sequence[tuple[TriedChange, Variant]], replications: int) -> list[Tried]:
        """Return what some changes do; of a first look, the share of all runs that its pairs lead to expect.

        The first pairs may be lucky with or without the change: what it does is told from them, and how often the
        clause is in the text anyway from all runs.
        """
        rows, drawn = self._hits([variant for _, variant in some], replications)
        base = self.base[:replications]
        found = self._shares((np.vstack([base, rows]), drawn), has_base=True)
        whole = share(int(self.base.sum()), len(self.base), level=self.level)
        played = [
            Tried(
                changes=one.changes,
                words=variant.words,
                kind=one.kind,
                amount=one.amount,
                in_text=in_text if replications == self.replications else _expected(whole, gain),
                gain=gain,
                is_idle=bool((row == base).all()),
            )
            for (one, variant), row, in_text, gain in zip(
                some, rows, found.estimates[1:], found.differences, strict=True
            )
        ]
        if replications == self.replications:
            self.known |= {one.changes: one for one in played}
        return played

    def _as_it_stands(self) -> tuple[BoolArray, BoolArray, Sets | None]:
        """Return whether the clause is in the text, `[1, n]`, what becomes of it instead, `[F, n]`, and the sets."""
        with self._run((base_of(self.scenario, self.overrides),), self.replications) as (values, drawn):
            ((written, kinds), (endings, classes)) = (
                self._words(values, name) for name in (f"option.{self.issue.key}", "outcome_class")
            )
        adopted = np.isin(classes[0], [at for at, word in enumerate(endings) if word in ADOPTED])
        by_kind = {one.key: one.kind for one in self.issue.options}
        kind = np.array([by_kind.get(written[int(at)], "") for at in kinds[0]])
        says_so, referred, struck = ~np.isin(kind, ["", *SAYS_NOTHING]), kind == "refer", kind == "delete"
        fates = ((kind == "") & ~adopted, (kind == "") & adopted, struck, referred)
        return says_so[None], np.stack(fates), drawn

    def _hits(self, variants: Sequence[Variant], replications: int) -> _Hits:
        """Return in which replications the text says something on the issue: not put off, not struck."""
        with self._run(variants, replications) as (values, drawn):
            known, codes = self._words(values, f"option.{self.issue.key}")
        words = {one.key for one in self.issue.options if one.kind not in SAYS_NOTHING}
        return np.isin(codes, [at for at, word in enumerate(known) if word in words]), drawn

    @contextmanager
    def _run(
        self, variants: Sequence[Variant], replications: int
    ) -> Iterator[tuple[StudyValues, Sets | None]]:
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
        with study_folder(study, None, command="") as place:
            run_study(study, place, self.executor or InProcess())
            values = StudyValues(place)
            yield values, Sets.of(place.manifest, values.replications)

    def _words(self, values: StudyValues, column: str) -> tuple[Sequence[str], FloatArray]:
        known = vocabularies(values.manifest)[column]
        ((_, codes),) = values.words({column: known})
        return known, codes

    def _shares(self, found: _Hits, *, has_base: bool = False) -> Finding:
        """Return the share of each row; if the first is the case as it stands, what the others differ from it too."""
        hits, drawn = found
        others = hits[1:] if has_base else hits[:0]
        finding = Finding(
            key=f"option.{self.issue.key}",
            label=NOTHING,
            group="option",
            unit="share",
            estimates=tuple(share(int(row.sum()), len(row), level=self.level) for row in hits),
            differences=tuple(paired_share(hits[0], row, level=self.level) for row in others),
        )
        return finding if drawn is None else with_sets(finding, hits.astype(np.float64), drawn)


def _expected(base: Estimate, gain: Estimate) -> Estimate:
    """Return the share that a gain leads to expect, told from few pairs, over a base that is known from more runs."""
    value = min(1.0, max(0.0, base.value + gain.value))
    low = value - np.hypot(base.value - base.low, gain.value - gain.low)
    high = value + np.hypot(base.high - base.value, gain.high - gain.value)
    return replace(gain, value=value, low=max(0.0, float(low)), high=min(1.0, float(high)))


def _variant(one: TriedChange, made: Outcome) -> Variant:
    key = " + ".join(map(str, one.changes))
    return Variant(key=key, words=made.told, changes=one.changes, scenario=made.case)


def _worth_a_closer_look(looked: Sequence[_Looked]) -> list[_Looked]:
    """Return what may be enough: of each kind the smallest that seems so, then the smallest of all; smallest first."""
    hopeful = sorted((pair for pair in looked if pair[1].may_be_enough), key=lambda pair: pair[0].size)
    likely = sorted(hopeful, key=lambda pair: (not pair[1].is_sure, not pair[1].is_enough))
    first = {pair[0].kind: pair for pair in reversed(likely)}.values()
    picked = [*first, *(pair for pair in hopeful if pair not in first)][:_LOOKED_AT]
    return sorted(picked, key=lambda pair: pair[0].size)


def _with_enough(now: WhyNot, played: Sequence[Tried]) -> tuple[Tried, ...]:
    """Return what is enough, with what turned out to be so now; smallest first."""
    return tuple(sorted([*now.enough, *(one for one in played if one.is_enough)], key=_size))


def _size(one: Tried) -> tuple[int, int, float]:
    return TriedChange(changes=one.changes, kind=one.kind, amount=one.amount).size


def _batches[T](items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
