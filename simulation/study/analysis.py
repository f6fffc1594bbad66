"""What is made of the values of a study: indices of sensitivity, and the conditions under which something happens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.batch import prepare
from simulation.errors import StudyError
from simulation.scenario.schema import Scenario
from simulation.state.tableau import Tableau
from simulation.storage.study_folder import StudyFolder
from simulation.study.column_values import StudyValues
from simulation.study.design import Design
from simulation.study.discovery import Discovery, discover
from simulation.study.factor import Factor
from simulation.study.sensitivity import morris_indices, sobol_indices
from simulation.study.sensitivity_indices import Outcome
from simulation.study.study import Change, Study, Variant
from simulation.study.study_measures import Measure, check_outcomes, matches, measures_of
from simulation.study.study_summary import Finding
from simulation.study.summarise import vocabularies
from simulation.study.variants import variant_of
from simulation.words import Said, said, say

__all__ = [
    "NOT",
    "Analyse",
    "Question",
    "analysis_of",
    "not_independent",
    "outcome_told",
    "points_of",
    "question",
]

type Analyse = Callable[[StudyFolder], Mapping[str, Any]]

_ON_ISSUE: Final = ("position", "salience", "red-line width", "flexibility")
_OWN: Final = ("capability", "price of failure")
NOT: Final = "not "
"""In front of an outcome: that it does not come."""
_MOST_DRAWN: Final = 5_000
"""Replications whose draws are looked at: enough to find any condition worth telling, few enough for the memory."""
_AT_ONCE: Final = 200
"""Replications drawn at once: of a draw, only what differs is kept."""

_ROUNDING: Final = 1e-9
"""What differs by less is one number that was reckoned in two ways."""
_LOOKED_AT: Final = 200
"""Replications that show whether anything is drawn at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """When does this happen: an outcome that is yes or no, or its contrary."""

    key: str
    is_negated: bool

    def about(self, measure: Measure | Finding) -> Said:
        """Return it as a clause."""
        kind = "adopted" if measure.key == "adopted" else "ends"
        return said(f"when.{kind}{'.not' if self.is_negated else ''}", label=measure.label)


def question(text: str, measures: Sequence[Measure]) -> Question:
    """Return the question of `--when`: the key of a share, or `not` and the key.

    Raises:
        StudyError: if there is no such share.
    """
    key = text.removeprefix(NOT).strip()
    check_outcomes([key], measures)
    measure = next((one for one in measures if one.key == key), None)
    if measure is None or measure.unit != "share":
        raise StudyError(say("study.problem.no_share", key=repr(key)))
    return Question(key=key, is_negated=text.startswith(NOT))


def points_of(case: Scenario, design: Design) -> tuple[tuple[Variant, ...], IntArray]:
    """Return the variants of a design, each point once, and where each point of it is among them.

    Raises:
        StudyError: if a lever cannot be set so.
    """
    points, index = design.distinct()
    variants = []
    for point in points:
        changes = tuple(Change(lever=lever, value=value) for lever, value in point.items())
        variants.append(variant_of(case, changes))
    return tuple(variants), index


def analysis_of(study: Study, design: Design | None, *, asks: Question | None) -> Analyse:
    """Return what turns the folder of this study into an analysis, as plain data for pages and `analysis.json`.

    Args:
        study: The study.
        design: Of a sweep or a sensitivity analysis; None: of an ensemble, whose draws are the factors.
        asks: The conditions of what are looked for; None: of nothing.

    Raises:
        StudyError: if the draws of a case are asked about in which nothing is uncertain.
    """
    if design is None and asks is not None:
        _check_draws(study)

    def analyse(folder: StudyFolder) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        measures = {measure.key: measure for measure in measures_of(folder.manifest)}
        values = StudyValues(folder)
        if design is not None:
            points, index = design.distinct()
            found["design"] = design.to_plain()
            found["points"] = [dict(points[place]) for place in values.places]
            if study.kind == "sensitivity":
                found["indices"] = _indices(study, design, index, values, measures)
        if asks is not None:
            boxes = _conditions(study, design, values, measures[asks.key], asks)
            found["discovery"] = boxes.to_plain()
        found["sentences"] = [one["sentence"] for one in found.get("indices", {}).values()]
        if "discovery" in found:
            found["sentences"].append(found["discovery"]["sentence"])
        return found

    return analyse


def _indices(
    study: Study,
    design: Design,
    index: IntArray,
    values: StudyValues,
    measures: Mapping[str, Measure],
) -> dict[str, Any]:
    """Return the indices of every outcome asked for.

    Raises:
        StudyError: if points are missing: a design is analysed as a whole.
    """
    if len(values.variants) != len(study.variants):
        raise StudyError(
            say("study.problem.unfinished", done=len(values.variants), total=len(study.variants))
        )
    reckon = morris_indices if design.method == "morris" else sobol_indices
    found = {}
    asked = study.outcomes or ("adopted",)
    for key in dict.fromkeys(key for wish in asked for key in measures if matches(wish, key)):
        measure = measures[key]
        sheet = _sheet(values, measure)
        if np.isnan(sheet).any():
            if key not in study.outcomes:
                continue  # one of many that were asked for together
            raise StudyError(say("study.problem.no_value", key=key))
        told = outcome_told(measure)
        indices = reckon(design, sheet[index], seed=study.seed, level=study.level, outcome=told)
        found[key] = indices.to_plain() | {
            "settled": Said.joined(indices.convergence.sentence, indices.noise.sentence)
        }
    return found


def outcome_told(measure: Measure | Finding) -> Outcome:
    """Return how sentences speak of an outcome in the current language."""
    if measure.unit == "number":
        return Outcome(
            about=said("index.about.number", label=measure.label), measure=said("index.measure.number")
        )
    kind = "adopted" if measure.key == "adopted" else "ends"
    return Outcome(
        about=said(f"index.about.{kind}", label=measure.label), measure=said("index.measure.share")
    )


def _sheet(values: StudyValues, measure: Measure) -> FloatArray:
    """Return the values of an outcome, `[V, n]`, shares as 0 and 1."""
    if measure.unit == "number":
        ((_, sheet),) = values.numbers([measure.column])
        return sheet
    words = vocabularies(values.manifest)[measure.column]
    ((_, codes),) = values.words({measure.column: words})
    hit = [place for place, word in enumerate(words) if word in measure.words]
    return np.isin(codes, hit).astype(np.float64)


def _conditions(
    study: Study, design: Design | None, values: StudyValues, measure: Measure, asks: Question
) -> Discovery:
    """Return under which levers, or under which draws, it happens mostly."""
    happens = _sheet(values, measure) > 0
    happens = ~happens if asks.is_negated else happens
    about = asks.about(measure)
    if design is None:
        return _among_draws(study, values, happens[0], about)
    factors = design.factors
    points, _ = design.distinct()
    rows = np.array([[f.number(points[place][f.key]) for f in factors] for place in values.places])
    runs = values.n
    return discover(
        factors,
        np.repeat(rows, runs, axis=0),
        happens.ravel(),
        seed=study.seed,
        groups=not_independent(design, values.places, runs),
        about=about,
        level=study.level,
    )


def not_independent(design: Design, places: IntArray, runs: int) -> list[IntArray]:
    """Return which runs of distinct points of a design are not independent, as `discover` asks for it.

    Args:
        design: The design.
        places: Distinct points that were played.
        runs: Replications of each.
    """
    # Where the points are all that there are, only replications are drawn; of a single one nothing is kept apart.
    groups = [] if design.is_exhaustive else [np.repeat(design.tied()[places], runs)]
    return [*groups, np.tile(np.arange(runs), len(places))] if runs > 1 else groups


def _among_draws(study: Study, values: StudyValues, happens: BoolArray, about: Said) -> Discovery:
    """Return under which draws of the uncertainties of a case it happens mostly."""
    replications = values.replications[:_MOST_DRAWN]
    factors, drawn = _drawn(study, replications.tolist())
    return discover(
        factors,
        drawn,
        happens[: len(replications)],
        seed=study.seed,
        about=about,
        level=study.level,
    )


def _check_draws(study: Study) -> None:
    """Refuse to look for draws that make a difference where there are none, before anything is played."""
    factors, _ = _drawn(study, list(range(min(study.replications, _LOOKED_AT))))
    if not factors:
        raise StudyError(say("study.problem.certain"))


def _drawn(study: Study, replications: Sequence[int]) -> tuple[list[Factor], FloatArray]:
    """Return what differs between these replications, as factors, and its values, `(n, K)`."""
    blueprint = prepare(study.scenario).blueprint
    n = len(replications)
    first: dict[str, float] = {}
    labels: dict[str, Said] = {}
    held: dict[str, FloatArray] = {}
    for start in range(0, n, _AT_ONCE):
        drawn = blueprint.draw(study.seed, replications[start : start + _AT_ONCE])
        for key, label, column in _draws(blueprint.scenario, drawn):
            constant = first.setdefault(key, float(column[0]))
            if key not in held and np.ptp(np.append(column, constant)) > _ROUNDING:
                labels[key], held[key] = label, np.full(n, constant)
            if key in held:
                held[key][start : start + len(column)] = column
    factors = [
        Factor(
            key=key,
            kind="continuous",
            low=float(held[key].min()),
            high=float(held[key].max()),
            label=labels[key],
        )
        for key in first
        if key in held
    ]
    values = np.empty((n, len(factors)))
    for place, factor in enumerate(factors):
        values[:, place] = held.pop(factor.key)
    return factors, values


def _draws(case: Scenario, tableau: Tableau) -> Iterator[tuple[str, Said, FloatArray]]:
    """Yield everything that a case may leave to chance: key, label, and values by replication."""
    names = {item.key: item.short or item.name for item in case.delegations}
    width = tableau.red_high - tableau.red_low
    on_issue = (tableau.ideal, tableau.given_salience, width, tableau.flexibility)
    by_issue = dict(zip(_ON_ISSUE, on_issue, strict=True))
    own = dict(zip(_OWN, (tableau.capability, tableau.failure_cost), strict=True))
    for a, key in enumerate(tableau.delegations):
        for q, issue in enumerate(case.issues):
            for word, drawn in by_issue.items():
                yield (
                    f"{key}.{issue.key}.{word}",
                    said("draw.on", who=names[key], what=Said.called("draw", word), issue=issue.key),
                    drawn[:, a, q],
                )
        for word, drawn in own.items():
            yield (
                f"{key}.{word}",
                said("draw.own", who=names[key], what=Said.called("draw", word)),
                drawn[:, a],
            )
