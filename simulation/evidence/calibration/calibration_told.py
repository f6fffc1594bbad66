"""Says in words and tables what a calibration came to: what was frozen, what was ruled out, how near the rest came."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from simulation.evidence.backtest.backtest_told import Part
from simulation.evidence.calibration.candidates import CANDIDATES, default_of
from simulation.evidence.calibration.fitted_sets import Calibration
from simulation.evidence.calibration.points import Progress
from simulation.evidence.calibration.smc import nearest_threshold
from simulation.evidence.calibration.space import CUT_OFF
from simulation.evidence.calibration.summaries import Target
from simulation.study.figures import shown_told
from simulation.words import Said, said

__all__ = ["told", "told_progress"]

_SMALL: Final = 0.01
"""Shares below this are told to two figures of a hundred."""


def told(found: Calibration) -> tuple[Part, ...]:
    """Return the findings of a calibration as parts of a page, in the current language."""
    parts = (
        _summaries(found),
        _screening(found),
        _waves(found),
        _generations(found),
        _sets(found),
        Part(heading=said("calibration.heading.words"), sentences=tuple(_sentences(found))),
    )
    return tuple(part for part in parts if part.rows or part.sentences)


def told_progress(progress: Progress, left: str) -> Said:
    """Return the sentence on the progress of a calibration; `left` is the remaining time, in words."""
    name, _, number = progress.stage.partition("-")
    return said(
        "calibration.told.progress",
        done=Said.count(progress.done),
        most=Said.count(progress.most),
        stage=said(f"calibration.stage.{name}", n=number),
        left=left,
    )


def _summaries(found: Calibration) -> Part:
    heads = ("summary", "observed", "tolerance", "nearest", "sets")
    near, means = found.nearest.tolist(), found.means().tolist()
    return Part(
        heading=said("calibration.heading.summaries"),
        heads=_heads(heads if found.population is not None else heads[:-1]),
        rows=tuple(
            (
                said(f"calibration.summary.{target.key}"),
                _observed(target),
                _figure(target, target.tolerance),
                *(_figure(target, value) for value in values),
            )
            for target, *values in zip(
                found.targets.items, near, *([means] if found.population is not None else []), strict=True
            )
        ),
    )


def _observed(target: Target) -> Said:
    value = _figure(target, target.observed)
    return said("calibration.at_most", value=value) if target.is_most else value


def _figure(target: Target, value: float) -> Said:
    return shown_told(value, 1 if target.is_most else 2)


def _screening(found: Calibration) -> Part:
    keys = found.targets.keys
    items = sorted(found.screening.items, key=lambda item: -item.largest)
    return Part(
        heading=said("calibration.heading.screening"),
        heads=_heads(("parameter", "range", "effect", "moves", "fate")),
        rows=tuple(
            (
                item.candidate.key,
                said(
                    "figure.span",
                    low=_value(item.candidate.low),
                    high=_value(item.candidate.high),
                ),
                shown_told(item.largest, 1),
                said(f"calibration.summary.{keys[int(np.argmax(item.effect))]}") if item.largest else "",
                said("calibration.fitted")
                if item.is_fitted
                else said("calibration.frozen", value=_value(item.default)),
            )
            for item in items
        ),
    )


def _value(value: float) -> Said:
    return Said.decimal(float(f"{value:.3g}"), "g")


def _waves(found: Calibration) -> Part:
    return Part(
        heading=said("calibration.heading.waves"),
        heads=_heads(("wave", "points", "left", "unsound")),
        rows=tuple(
            (
                str(wave.number),
                str(wave.points),
                _share(wave.left),
                Said.listed([said(f"calibration.summary.{key}") for key in wave.unsound])
                if wave.unsound
                else "",
            )
            for wave in found.matched.waves
        ),
    )


def _share(share: float) -> Said:
    if share >= _SMALL or not share:
        return Said.percent(share)
    return said("number.percent", n=Said.decimal(float(f"{100 * share:.2g}"), "g"))


def _generations(found: Calibration) -> Part:
    return Part(
        heading=said("calibration.heading.generations"),
        heads=_heads(("generation", "threshold", "played", "taken", "effective")),
        rows=tuple(
            (
                str(one.number),
                said("calibration.in_all") if one.threshold is None else shown_told(one.threshold, 2),
                str(one.played),
                str(one.taken),
                shown_told(one.effective, 0),
            )
            for one in found.generations
        ),
    )


def _sets(found: Calibration) -> Part:
    quantiles = {} if found.population is None else found.quantiles()
    council = {one.key for one in found.fitting.candidates if one.is_of_council}

    def called(key: str) -> str | Said:
        return said("calibration.of_council", key=key) if key in council else key

    return Part(
        heading=said("calibration.heading.sets"),
        heads=_heads(("parameter", "default", "low", "middle", "high")),
        rows=tuple(
            (called(key), _value(default_of(key) or 0.0), *(_value(value) for value in values))
            for key, values in quantiles.items()
        ),
    )


def _sentences(found: Calibration) -> Iterator[Said]:
    origin = found.origin
    yield said(
        "calibration.told.basis",
        n=str(origin.decisions),
        proposals=str(origin.proposals),
        half=said("calibration.told.half"),
        seed=origin.seed,
        points=Said.count(found.played),
        replications=str(origin.replications),
    )
    yield said("calibration.told.tolerance")
    yield said("calibration.told.frozen")
    yield from _of_what_is_left(found)
    yield said("calibration.told.votes")


def _of_what_is_left(found: Calibration) -> Iterator[Said]:
    if found.is_ruled_out:
        few = len(found.screening.items) < len(CANDIDATES)
        yield said("calibration.told.ruled_out.few" if few else "calibration.told.ruled_out.all")
        misses = np.abs(found.targets.misses(found.nearest)) / found.targets.tolerance
        missed = [
            said(f"calibration.summary.{target.key}")
            for target, miss in zip(found.targets.items, misses.tolist(), strict=True)
            if miss > CUT_OFF
        ]
        if missed:
            yield said("calibration.told.missed", names=Said.listed(missed))
        return
    share = _share(found.matched.space.share)
    yield said("calibration.told.left", share=share, waves=len(found.matched.waves))
    population = found.population
    if population is None:
        yield said("calibration.told.few")
        return
    yield said(
        "calibration.told.sets",
        n=str(len(population.weight)),
        effective=shown_told(population.effective, 0),
    )
    yield said(
        "calibration.told.near" if population.is_near else "calibration.told.far",
        threshold=shown_told(population.reached, 2),
        nearest=shown_told(nearest_threshold(len(found.targets.items)), 2),
    )


def _heads(names: Sequence[str]) -> tuple[Said, ...]:
    return tuple(said(f"calibration.head.{name}") for name in names)
