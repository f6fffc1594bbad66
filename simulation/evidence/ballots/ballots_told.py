"""Says in words and tables how good chances of votes and signatures were; the losers are named."""

from collections.abc import Iterator, Sequence

from simulation.evidence.backtest.backtest_told import Part, difference, interval
from simulation.evidence.ballots import forms
from simulation.evidence.ballots.ballot_scores import Score
from simulation.evidence.ballots.folds import Backtest, Regime
from simulation.evidence.ballots.signatures import SignatureBacktest
from simulation.stats.interval import Estimate
from simulation.study.figures import is_sized, shown_told
from simulation.words import Said, said

__all__ = ["told_signatures", "told_votes"]

_DIGITS = 3
_SHORT = (forms.OURS, "copy_nearest", "spatial_nearest", forms.USUAL)
"""What is shown roll call by roll call."""


def told_votes(backtest: Backtest, files: Sequence[str] = ()) -> tuple[Part, ...]:
    """Return the findings of a test on recorded votes as parts of a page, in the current language."""
    first, *further = (_regime(regime) for regime in backtest.regimes)
    words = Part(heading=said("convention.heading.words"), sentences=(*_read(files), *_sentences(backtest)))
    return (first, _beyond(backtest), _by_call(backtest), *further, words)


def told_signatures(backtest: SignatureBacktest, files: Sequence[str] = ()) -> tuple[Part, ...]:
    """Return the findings of a test on signatures as parts of a page, in the current language."""
    return (
        Part(
            heading=said("ballots.heading.signatures"),
            heads=tuple(said(f"ballots.head.{head}") for head in ("model", "auc", "brier", "accuracy")),
            rows=tuple(
                (
                    Said.called("ballots.signer", score.model),
                    interval(score.auc, _DIGITS),
                    interval(score.brier, _DIGITS),
                    shown_told(score.accuracy.value, _DIGITS),
                )
                for score in backtest.scores
            ),
        ),
        Part(
            heading=said("ballots.heading.beyond"),
            heads=tuple(said(f"ballots.head.{head}") for head in ("model", "auc", "brier")),
            rows=tuple(
                (
                    Said.called("ballots.signer", score.model),
                    difference(score.ours_auc, _DIGITS),
                    difference(score.ours_brier, _DIGITS),
                )
                for score in backtest.scores[1:]
            ),
        ),
        _by_region(backtest),
        Part(heading=said("convention.heading.words"), sentences=(*_read(files), *_of_signatures(backtest))),
    )


def _by_region(backtest: SignatureBacktest) -> Part:
    return Part(
        heading=said("ballots.heading.regions"),
        heads=(
            said("ballots.head.region"),
            *(Said.called("ballots.short", one.model) for one in backtest.scores),
        ),
        rows=tuple(
            (
                _region(backtest, name),
                *(shown_told(score.by_region[name], _DIGITS) for score in backtest.scores),
            )
            for name in dict.fromkeys(backtest.region)
        ),
    )


def _of_signatures(backtest: SignatureBacktest) -> Iterator[Said]:
    yield said(
        "ballots.told.signed",
        states=Said.count(len(backtest.region)),
        signed=Said.count(int(backtest.signatures.signed.sum())),
        regions=Said.count(len(set(backtest.region))),
        level=f"{100 * backtest.scores[0].auc.level:.0f}",
        seed=backtest.seed,
    )
    yield from _unlisted(backtest.unlisted)
    for score in backtest.scores[1:]:
        yield _verdict(
            Said.called("ballots.signer", score.model), score.ours_brier, said("ballots.head.brier")
        )
    yield said("ballots.told.regions")


def _regime(regime: Regime) -> Part:
    return Part(
        heading=said(f"ballots.regime.{regime.key}", n=len(regime.asked)),
        heads=tuple(said(f"ballots.head.{head}") for head in ("model", "accuracy", "log")),
        rows=tuple(
            (_name(score), interval(score.accuracy, _DIGITS), interval(score.log, _DIGITS))
            for score in regime.scores
        ),
    )


def _beyond(backtest: Backtest) -> Part:
    return Part(
        heading=said("ballots.heading.beyond"),
        heads=tuple(said(f"ballots.head.{head}") for head in ("model", "accuracy", "log")),
        rows=tuple(
            (_name(score), difference(score.ours_accuracy, _DIGITS), difference(score.ours_log, _DIGITS))
            for score in backtest.regimes[0].scores[1:]
        ),
    )


def _by_call(backtest: Backtest) -> Part:
    found = {score.model: score for score in backtest.regimes[0].scores}
    chosen = [found[key] for key in _SHORT if key in found]
    return Part(
        heading=said("ballots.heading.by_call"),
        heads=(said("ballots.head.call"), *(Said.called("ballots.short", score.model) for score in chosen)),
        rows=tuple(
            (
                f"{key} ({day[:4]})",
                *(
                    f"{shown_told(score.by_call[key][0], 2)} / {shown_told(score.by_call[key][1], 2)}"
                    for score in chosen
                ),
            )
            for key, day in zip(backtest.calls.key, backtest.calls.date, strict=True)
        ),
    )


def _read(files: Sequence[str]) -> Iterator[Said]:
    if files:
        yield said("ballots.told.files", names=Said.listed(files))


def _sentences(backtest: Backtest) -> Iterator[Said]:
    calls, first = backtest.calls, backtest.regimes[0]
    yield said(
        "ballots.told.votes",
        calls=Said.count(len(calls.key)),
        votes=Said.count(int((calls.vote >= 0).sum())),
        members=Said.count(int((calls.vote >= 0).any(axis=0).sum())),
        level=f"{100 * first.scores[0].log.level:.0f}",
        seed=backtest.seed,
    )
    if calls.unvoted:
        yield said("ballots.told.unvoted", n=len(calls.unvoted), names=Said.listed(calls.unvoted))
    yield from _unlisted(backtest.unlisted)
    if not any(calls.sponsor):
        yield said("ballots.told.no_sponsors")
    if not any(score.model == forms.SPATIAL for score in first.scores):
        yield said("ballots.told.no_positions")
    slopes = Said.listed([shown_told(slope, 2) for slope in backtest.slopes])
    yield said("ballots.told.band", band=shown_told(backtest.band, 2), slopes=slopes)
    yield said("ballots.told.memory", months=Said.count(round(12 * backtest.memory)))
    for score in first.scores[1:]:
        yield _verdict(_name(score), score.ours_log, said("ballots.head.log"))
    yield from _without_first(backtest)


def _without_first(backtest: Backtest) -> Iterator[Said]:
    """Say where copies had nothing to copy, and how ours does beside them elsewhere."""
    yield said("ballots.told.first", names=Said.listed(backtest.first))
    for score in backtest.after_first[1:]:
        yield said(
            "ballots.told.after_first",
            name=_name(score),
            accuracy=difference(score.ours_accuracy, _DIGITS),
            log=difference(score.ours_log, _DIGITS),
        )


def _unlisted(members: Sequence[str]) -> Iterator[Said]:
    if members:
        yield said("ballots.told.unlisted", n=len(members), names=Said.listed(members))


def _verdict(name: Said, beyond: Estimate | None, measure: Said) -> Said:
    """Return whether ours is better than a model, by a measure of which less is better."""
    if beyond is None or not is_sized(beyond) or not beyond.is_clear:
        return said("ballots.verdict.even", name=name, measure=measure, value=difference(beyond, _DIGITS))
    key = "better" if beyond.value < 0 else "worse"
    return said(f"ballots.verdict.{key}", name=name, measure=measure, value=difference(beyond, _DIGITS))


def _region(backtest: SignatureBacktest, name: str) -> Said:
    return said("ballots.counted", name=Said.called("ballots.region", name), n=backtest.region.count(name))


def _name(score: Score) -> Said:
    return Said.called("ballots.model", score.model)
