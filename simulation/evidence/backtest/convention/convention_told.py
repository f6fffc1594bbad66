"""Says in words and tables what a back-test of an assembly found, the losers named."""

from collections.abc import Iterator, Mapping, Sequence

from simulation.evidence.backtest.backtest_told import Part
from simulation.evidence.backtest.convention import fit, survival, together
from simulation.evidence.backtest.convention.convention_files import FEWEST, HISTORY_ENDS, MOST
from simulation.evidence.backtest.convention.run_convention import ConventionBacktest
from simulation.evidence.backtest.convention.scored import LEVEL, Score
from simulation.models.stages import DEFAULT
from simulation.stats.interval import Estimate
from simulation.study.figures import shown, signed
from simulation.words import called, percent, say

__all__ = ["told_convention"]

_FALLS = frozenset({"log", "brier"})
"""Measures of which less is better."""
_DECIMALS = {"brier": 4}


def told_convention(found: ConventionBacktest) -> tuple[Part, ...]:
    """Return what was found, part by part, in the language that is told in."""
    return (
        _scores("pairs", found.pairs, "model", together.MEASURES),
        _scores("texts", found.texts, "text", survival.MEASURES),
        Part(
            heading=say("convention.heading.weights"),
            heads=tuple(say(f"convention.head.{name}") for name in ("term", "alone", "known")),
            rows=tuple(_weights(found)),
        ),
        Part(heading=say("convention.heading.words"), sentences=tuple(_sentences(found))),
    )


def _scores(heading: str, scores: Sequence[Score], kind: str, measures: Sequence[str]) -> Part:
    return Part(
        heading=say(f"convention.heading.{heading}"),
        heads=(
            say("convention.head.model"),
            *(called("convention.measure", name) for name in measures),
        ),
        rows=tuple(
            (
                called(f"convention.{kind}", one.model),
                *(_interval(name, one.measured[name]) for name in measures),
            )
            for one in scores
        ),
    )


def _weights(found: ConventionBacktest) -> Iterator[tuple[str, ...]]:
    shipped = {key: fit.shipped_weights(known=key == "known") for key in ("alone", "known")}
    for place, term in enumerate(fit.TERMS):
        cells = [_both(found.weights[key][place], shipped[key][place]) for key in ("alone", "known")]
        yield called("convention.term", term), *cells
    for name in ("ease", "gap", "aside"):
        yield called("convention.term", name), _both(getattr(found.hurdle, name), getattr(DEFAULT, name)), ""


def _both(fitted: float, shipped: float) -> str:
    return say("convention.head.both", fitted=shown(float(fitted), 2), shipped=shown(float(shipped), 2))


def _sentences(found: ConventionBacktest) -> Iterator[str]:
    data = found.data
    early, late = len(data.early), len(data.late)
    told = {"members": len(data.members), "early": early, "late": late, "day": HISTORY_ENDS}
    yield say("convention.told.pairs", **told, share=percent(found.share))
    yield say("convention.told.played", early=early, n=found.replications, day=HISTORY_ENDS)
    yield from _verdicts(found.pairs, "model", together.STRONGEST)
    yield say("convention.told.ridge")
    yield say(
        "convention.told.texts",
        n=len(data.survived),
        commissions=len(set(data.text_commission)),
        sets=len(set(data.sponsors)),
        share=percent(float(data.survived.mean())),
        plays=found.plays,
    )
    yield from _verdicts(found.texts, "text", {survival.OURS: survival.STRONGEST})
    yield say("convention.told.left_out", **data.left_out, fewest=FEWEST, most=MOST)
    yield say("convention.told.intervals", level=percent(LEVEL), seed=found.seed)
    yield say("convention.told.sample")


def _verdicts(scores: Sequence[Score], kind: str, strongest: Mapping[str, str]) -> Iterator[str]:
    """Say of each measure whether ours is better than the simple model, worse, or cannot be told from it."""
    for one in scores:
        for name, difference in (one.beyond or {}).items():
            gains = (difference.value < 0) == (name in _FALLS)
            verdict = ("better" if gains else "worse") if difference.is_clear else "alike"
            yield say(
                f"convention.told.{verdict}",
                name=called(f"convention.{kind}", one.model),
                simple=called(f"convention.{kind}", strongest[one.model]),
                measure=called("convention.measure", name),
                difference=_difference(name, difference),
            )


def _interval(measure: str, estimate: Estimate) -> str:
    decimals = _DECIMALS.get(measure, 3)
    low, high = (shown(end, decimals) for end in (estimate.low, estimate.high))
    return say("backtest.interval", value=shown(estimate.value, decimals), low=low, high=high)


def _difference(measure: str, estimate: Estimate) -> str:
    decimals = _DECIMALS.get(measure, 3)
    low, high = (signed(end, decimals) for end in (estimate.low, estimate.high))
    return say("backtest.interval", value=signed(estimate.value, decimals), low=low, high=high)
