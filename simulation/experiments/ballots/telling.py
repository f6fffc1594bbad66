"""Says in words and tables how good chances of votes and signatures were; the losers are named."""

from collections.abc import Iterator, Sequence

from simulation.experiments.backtest.telling import Part
from simulation.experiments.ballots import forms
from simulation.experiments.ballots.folds import Backtest, Regime
from simulation.experiments.ballots.scores import Score
from simulation.experiments.ballots.signatures import SignatureBacktest
from simulation.experiments.figures import is_sized, shown, signed
from simulation.experiments.interval import Estimate
from simulation.words import called, listed, say, whole

__all__ = ["told_signatures", "told_votes"]

_DIGITS = 3
_SPATIAL = (forms.SPATIAL, "spatial_nearest")


def told_votes(backtest: Backtest) -> tuple[Part, ...]:
    """Return what a test on recorded votes found, part by part, in the language that is told in."""
    parts = [_regime(regime) for regime in backtest.regimes]
    return (*parts, _by_call(backtest), _words(backtest))


def told_signatures(backtest: SignatureBacktest) -> tuple[Part, ...]:
    """Return what a test on signatures found, part by part, in the language that is told in."""
    heads = ("model", "auc", "brier", "accuracy", "log", "ours_auc", "ours_brier")
    regions = tuple(dict.fromkeys(backtest.region))
    first, rest = backtest.scores[0], backtest.scores[1:]
    return (
        Part(
            heading=say("ballots.heading.signatures"),
            heads=tuple(say(f"ballots.head.{head}") for head in heads),
            rows=tuple(
                (
                    called("ballots.signer", score.model),
                    *map(_interval, (score.auc, score.brier, score.accuracy, score.log)),
                    _difference(score.ours_auc),
                    _difference(score.ours_brier),
                )
                for score in backtest.scores
            ),
        ),
        Part(
            heading=say("ballots.heading.regions"),
            heads=(say("ballots.head.model"), *(_region(backtest, name) for name in regions)),
            rows=tuple(
                (
                    called("ballots.signer", score.model),
                    *(shown(score.by_region[name], _DIGITS) for name in regions),
                )
                for score in backtest.scores
            ),
        ),
        Part(
            heading=say("ballots.heading.words"),
            sentences=(
                say(
                    "ballots.told.signed",
                    states=whole(len(backtest.region)),
                    signed=whole(int(backtest.signatures.signed.sum())),
                    regions=whole(len(regions)),
                    level=f"{100 * first.auc.level:.0f}",
                ),
                *(
                    _verdict(
                        called("ballots.signer", score.model), score.ours_brier, say("ballots.head.brier")
                    )
                    for score in rest
                ),
                say("ballots.told.regions"),
            ),
        ),
    )


def _regime(regime: Regime) -> Part:
    heads = ("model", "accuracy", "ours_accuracy", "log", "ours_log")
    return Part(
        heading=say(f"ballots.regime.{regime.key}", n=len(regime.asked)),
        heads=tuple(say(f"ballots.head.{head}") for head in heads),
        rows=tuple(
            (
                _name(score),
                _interval(score.accuracy),
                _difference(score.ours_accuracy),
                _interval(score.log),
                _difference(score.ours_log),
            )
            for score in regime.scores
        ),
    )


def _by_call(backtest: Backtest) -> Part:
    shown_ones = [
        score
        for score in backtest.regimes[0].scores
        if score.model in (forms.OURS, *forms.COPIES, *_SPATIAL, forms.USUAL)
    ]
    return Part(
        heading=say("ballots.heading.by_call"),
        heads=(say("ballots.head.call"), *map(_name, shown_ones)),
        rows=tuple(
            (
                f"{key} ({day[:4]})",
                *(
                    f"{shown(score.by_call[key][0], 2)} / {shown(score.by_call[key][1], 2)}"
                    for score in shown_ones
                ),
            )
            for key, day in zip(backtest.calls.key, backtest.calls.date, strict=True)
        ),
    )


def _words(backtest: Backtest) -> Part:
    return Part(heading=say("ballots.heading.words"), sentences=tuple(_sentences(backtest)))


def _sentences(backtest: Backtest) -> Iterator[str]:
    calls, first = backtest.calls, backtest.regimes[0]
    yield say(
        "ballots.told.votes",
        calls=whole(len(calls.key)),
        votes=whole(int((calls.vote >= 0).sum())),
        members=whole(len(calls.members)),
        level=f"{100 * first.scores[0].log.level:.0f}",
    )
    if not any(calls.sponsor):
        yield say("ballots.told.no_sponsors")
    if not any(score.model == forms.SPATIAL for score in first.scores):
        yield say("ballots.told.no_positions")
    yield say("ballots.told.band", band=shown(backtest.band, 2), slopes=listed(_slopes(backtest.slopes)))
    for score in first.scores[1:]:
        yield _verdict(_name(score), score.ours_log, say("ballots.head.log"))


def _slopes(slopes: Sequence[float]) -> list[str]:
    return [shown(slope, 2) for slope in slopes]


def _verdict(name: str, difference: Estimate | None, measure: str) -> str:
    """Return whether ours is better than a model, by a measure of which less is better."""
    if difference is None or not is_sized(difference) or not difference.is_clear:
        return say("ballots.verdict.even", name=name, measure=measure, value=_difference(difference))
    key = "better" if difference.value < 0 else "worse"
    return say(f"ballots.verdict.{key}", name=name, measure=measure, value=_difference(difference))


def _region(backtest: SignatureBacktest, name: str) -> str:
    return f"{called('ballots.region', name)} ({backtest.region.count(name)})"


def _name(score: Score) -> str:
    return called("ballots.model", score.model)


def _interval(estimate: Estimate) -> str:
    value, low, high = (shown(one, _DIGITS) for one in (estimate.value, estimate.low, estimate.high))
    return say("backtest.interval", value=value, low=low, high=high)


def _difference(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    value, low, high = (signed(one, _DIGITS) for one in (estimate.value, estimate.low, estimate.high))
    return say("backtest.interval", value=value, low=low, high=high)
