"""Turns the parts of a study into estimates, paired differences and pairs that stand together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.errors import RecordError
from simulation.protocols.parameter_sets.sets import PROTOCOL
from simulation.protocols.parameter_sets.sets_table import medians_told
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.stats import interval
from simulation.stats.interval import Estimate
from simulation.storage.study_folder import ANALYSIS, PAIRS, StudyFolder
from simulation.study.across_sets import Sets, with_sets
from simulation.study.among import with_codings
from simulation.study.column_values import StudyValues
from simulation.study.kept_findings import read
from simulation.study.replication_rows import DROPPED
from simulation.study.study import BASE, CODINGS
from simulation.study.study_measures import Measure, matches, measures_of
from simulation.study.study_summary import Example, Finding, Pair, StudySummary
from simulation.study.tipping import tipping_of
from simulation.study.variants import base_words
from simulation.study.work import FEW_VARIANTS
from simulation.version import version
from simulation.words import Said, say

__all__ = ["QUANTILES", "summarise", "vocabularies"]

QUANTILES: Final = tuple((2 * k + 1) / 40 for k in range(20))
"""Middle of each of twenty equal shares: a dot for every 5 of 100 runs."""
_BAND: Final = (0.05, 0.5, 0.95)
_FEWEST: Final = 2
_ROUNDING: Final = 1e-9
"""Numbers that differ by less were reckoned in two ways and are the same."""


def summarise(folder: StudyFolder, *, analysis: Mapping[str, Any] | None = None) -> StudySummary:
    """Return the findings of a study so far, from its folder alone.

    Raises:
        StudyError: if nothing of it is finished.
        RecordError: if a part or the analysis is damaged, or was changed after the study was finished.
    """
    manifest = folder.manifest
    folder.check(but=() if analysis is None else (ANALYSIS,))
    values = StudyValues(folder)
    if analysis is None and (folder.path / ANALYSIS).is_file():
        analysis = _analysis_in(folder)
    level = float(manifest["level"])
    found = dict(_findings(values, manifest, level))
    listed = [manifest["variants"][place] for place in values.places]
    return StudySummary(
        kind=manifest["kind"],
        case=manifest["case"],
        title=manifest["title"],
        variants=values.variants,
        words=tuple(_words(variant, manifest) for variant in listed),
        changes=tuple(tuple(variant["changes"]) for variant in listed),
        replications=values.n,
        asked=int(manifest["replications"]),
        seed=int(manifest["seed"]),
        level=level,
        version=manifest["version"],
        scenario_hash=manifest["scenario_hash"],
        command=manifest["command"],
        findings=tuple(
            finding for m in measures_of(manifest) if isinstance(finding := found[m.key], Finding)
        ),
        unmeasured=_unmeasured(found, manifest["outcomes"], values.variants),
        pairs=tuple(_pairs(folder, level)),
        examples=tuple(_examples(values, listed)),
        names={item["key"]: item["short"] for item in manifest["delegations"]},
        brackets=tuple(_band(curve) for curve in values.curves("bracketed"))
        if len(listed) <= FEW_VARIANTS
        else (),
        analysis=analysis or {},
        issues={item["key"]: item["name"] for item in manifest["issues"]},
        outcomes=tuple(manifest["outcomes"]),
        holders=manifest.get("holders") or {},
        is_held_throughout=all(variant.get("holders") for variant in listed),
        codings=_tipping(values, manifest, level),
        parameters=_parameters(values, manifest),
    )


def _words(variant: Mapping[str, Any], manifest: Mapping[str, Any]) -> Said:
    """Return what was changed in a variant; of the case as it stands that it is that, in every language."""
    if variant["key"] != BASE or variant.get("holders"):
        return Said.from_plain(variant["words"])
    return base_words(manifest["overrides"])


def _tipping(values: StudyValues, manifest: Mapping[str, Any], level: float) -> Mapping[str, Any]:
    """Return what codings of the first variant do to the ending; nothing if none are drawn."""
    if not manifest.get("codings"):
        return {}
    columns = {name: codes[0].astype(np.int64) for name, codes in values.words(vocabularies(manifest))}
    return tipping_of(manifest, values.replications, columns, level=level)


def _parameters(values: StudyValues, manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return of which table how many sets were drawn; or of how many sets the parameters are medians.

    Nothing where another protocol plays, or another version has played, whose parameters were others.
    """
    sets = Sets.of(manifest, values.replications)
    if sets is not None:
        told = {key: manifest["parameters"][key] for key in ("source", "sha256", "drawn_together")}
        return {**told, "size": len(sets.value), "drawn": len(np.unique(sets.number))}
    if manifest["version"] != version() or manifest["scenario"]["protocol"]["key"] != PROTOCOL:
        return {}
    return medians_told()


def _analysis_in(folder: StudyFolder) -> Mapping[str, Any]:
    file = folder.path / ANALYSIS
    try:
        found = read(file.read_text(encoding="utf-8"))
    except (OSError, KeyError, ValueError, RecursionError) as error:
        raise RecordError(say("folder.study.analysis", file=file, why=error)) from error
    if not isinstance(found, dict):
        raise RecordError(say("folder.study.no_analysis", file=file))
    return found


def _findings(
    values: StudyValues, manifest: Mapping[str, Any], level: float
) -> Iterator[tuple[str, Finding | IntArray]]:
    """Yield findings by key; in place of one that some variants have no value of, their places."""
    measures = measures_of(manifest)
    compares = manifest["kind"] == "compare"
    drawn = manifest.get("codings")
    coding = values.replications // int(drawn["drawn_together"]) if drawn else None
    draws = len(values.variants) if compares else values.variants.count(CODINGS)
    sets = Sets.of(manifest, values.replications)

    def with_all(finding: Finding, sheet: FloatArray) -> Finding:
        told = finding if coding is None else with_codings(finding, sheet, coding, draws)
        return told if sets is None else with_sets(told, sheet, sets)

    numbers = {m.column: m for m in measures if m.unit == "number"}
    for column, sheet in values.numbers(list(numbers)):
        lacking = np.flatnonzero(np.isnan(sheet).all(axis=1))
        measure = numbers[column]
        if len(lacking):
            yield measure.key, lacking
        else:
            pairs = _of_one_population(sheet) if compares else sheet
            yield measure.key, with_all(_number(measure, pairs, level, compares=compares), pairs)
    for column, codes in values.words(vocabularies(manifest)):
        words = vocabularies(manifest)[column]
        for measure in measures:
            if measure.column == column and measure.unit == "share":
                hit = np.isin(codes, [place for place, word in enumerate(words) if word in measure.words])
                share = _share(measure, hit, level, compares=compares)
                yield measure.key, with_all(share, hit.astype(np.float64))


def _unmeasured(
    found: Mapping[str, Finding | IntArray], asked: Sequence[str], variants: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return which variants have no value of an outcome; of one that no variant has, only if it was asked for."""
    return {
        key: tuple(variants[place] for place in lacking)
        for key, lacking in found.items()
        if not isinstance(lacking, Finding)
        if len(lacking) < len(variants) or any(matches(wish, key) for wish in asked)
    }


def vocabularies(manifest: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return what may stand in each column of words of a study, by column."""
    words: dict[str, Sequence[str]] = {"outcome_class": OUTCOME_CLASSES}
    for issue in manifest["issues"]:
        words[f"option.{issue['key']}"] = [*(option["key"] for option in issue["options"]), DROPPED]
    return words


def _of_one_population(sheet: FloatArray) -> FloatArray:
    """Return values `[V, n]` of those replications that have one in every variant; all, if there is no such one.

    So means of variants differ by just as much as their paired difference says.
    """
    whole = ~np.isnan(sheet).any(axis=0)
    return np.where(whole, sheet, np.nan) if whole.any() else sheet


def _number(measure: Measure, sheet: FloatArray, level: float, *, compares: bool) -> Finding:
    """Return a finding from values `[V, n]`, of which every variant has some."""
    there = ~np.isnan(sheet)
    both = there[0] & there[1:]
    least, most = measure.ends
    width = most - least
    differences: tuple[Estimate, ...] = ()
    same: tuple[bool, ...] = ()
    if compares and both.any(axis=1).all():
        same = tuple(
            bool(np.abs(row[mask] - sheet[0][mask]).max() <= _ROUNDING)
            for row, mask in zip(sheet[1:], both, strict=True)
        )
        differences = tuple(
            _possible(interval.paired_mean(sheet[0][mask], row[mask], level=level), -width, width)
            for row, mask in zip(sheet[1:], both, strict=True)
        )
    own = [row[mask] for row, mask in zip(sheet, there, strict=True)]
    return Finding(
        key=measure.key,
        label=measure.label,
        group=measure.group,
        unit="number",
        estimates=tuple(_possible(interval.mean(row, level=level), least, most) for row in own),
        differences=differences,
        quantiles=tuple(tuple(np.quantile(row, QUANTILES).tolist()) for row in own),
        same=same,
    )


def _possible(estimate: Estimate, least: float, most: float) -> Estimate:
    """Return an estimate whose interval leaves out what cannot be, as a share of more than all."""
    if not isfinite(estimate.low):  # of one value a mean has no interval
        return estimate
    low, high = max(least, estimate.low), min(most, estimate.high)
    return replace(estimate, low=min(low, estimate.value), high=max(high, estimate.value))


def _share(measure: Measure, hit: np.ndarray, level: float, *, compares: bool) -> Finding:
    """Return a finding from hits, `[V, n]`."""
    n = hit.shape[1]
    return Finding(
        key=measure.key,
        label=measure.label,
        group=measure.group,
        unit="share",
        estimates=tuple(interval.share(int(row.sum()), n, level=level) for row in hit),
        differences=tuple(interval.paired_share(hit[0], row, level=level) for row in hit[1:])
        if compares
        else (),
        same=tuple(bool((row == hit[0]).all()) for row in hit[1:]) if compares else (),
    )


def _pairs(folder: StudyFolder, level: float) -> Iterator[Pair]:
    """Yield how often each pair stood together: the mean over replications of the share of clauses."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    names = ["variant", "first", "second", "replications", "clauses", "together", "squares"]
    for part in folder.parts(PAIRS):
        columns = folder.read_part(PAIRS, part, names)
        numbers = np.stack([columns[name] for name in names[3:]], axis=1).tolist()
        for *key, (n, clauses, together, squares) in zip(
            columns["variant"], columns["first"], columns["second"], numbers, strict=True
        ):
            entry = sums.setdefault((key[0], key[1], key[2]), [0, clauses, 0, 0])
            entry[0] += n
            entry[2] += together
            entry[3] += squares
    for (variant, first, second), (n, clauses, together, squares) in sums.items():
        yield Pair(
            variant=variant,
            first=first,
            second=second,
            together=_mean_of_sums(n, together / clauses, squares / clauses**2, level),
        )


def _mean_of_sums(n: int, total: float, squares: float, level: float) -> Estimate:
    """Return a mean with Student's interval from sums of values and of their squares."""
    middle = total / n
    if n < _FEWEST:
        return Estimate(value=middle, low=0.0, high=1.0, n=n, level=level)
    variance = max(0.0, squares - n * middle * middle) / (n - 1)
    half = interval.student(n - 1, level) * float(np.sqrt(variance / n))
    return Estimate(value=middle, low=max(0.0, middle - half), high=min(1.0, middle + half), n=n, level=level)


def _examples(values: StudyValues, listed: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """Yield, by variant, the first replication of each class that occurred, the most frequent class first."""
    ((_, codes),) = values.words({"outcome_class": OUTCOME_CLASSES})
    for variant, row in zip(listed, codes.astype(np.int64), strict=True):
        count = np.bincount(row, minlength=len(OUTCOME_CLASSES))
        for code in np.argsort(-count, kind="stable"):
            if count[code]:
                replication = int(values.replications[np.flatnonzero(row == code)[0]])
                yield Example(
                    variant=variant["key"],
                    replication=replication,
                    outcome_class=OUTCOME_CLASSES[code],
                    command=f"{variant['again']} --replication {replication}" if variant["again"] else "",
                )


def _band(curve: FloatArray) -> tuple[tuple[float, float, float], ...]:
    """Return hundredths of the clauses in brackets, session by session, from curves `[n, T]`."""
    low, middle, high = np.quantile(curve, _BAND, axis=0)
    return tuple(zip(low.tolist(), middle.tolist(), high.tolist(), strict=True))
