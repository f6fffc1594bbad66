"""Says in words and tables what a back-test of an assembly found, the losers named."""

from collections.abc import Iterator, Mapping, Sequence

from simulation.evidence.backtest.backtest_told import Part, difference, interval
from simulation.evidence.backtest.convention import signing_fit, signing_together, survival
from simulation.evidence.backtest.convention.aggregates import FALLS
from simulation.evidence.backtest.convention.convention_files import FEWEST, HISTORY_ENDS, MOST
from simulation.evidence.backtest.convention.run_convention import ConventionBacktest
from simulation.evidence.backtest.convention.scored import LEVEL, Score
from simulation.models.stages import DEFAULT
from simulation.study.figures import shown_told
from simulation.words import Said, Value, said

__all__ = ["told_convention"]


def told_convention(found: ConventionBacktest) -> tuple[Part, ...]:
    """Return the findings as parts of a page, in the current language."""
    return (
        _scores("pairs", found.pairs, "model", signing_together.MEASURES),
        _scores("texts", found.texts, "text", survival.MEASURES),
        Part(
            heading=said("convention.heading.weights"),
            heads=tuple(said(f"convention.head.{name}") for name in ("term", "alone", "known")),
            rows=tuple(_weights(found)),
        ),
        Part(heading=said("convention.heading.words"), sentences=tuple(_sentences(found))),
    )


def _scores(heading: str, scores: Sequence[Score], kind: str, measures: Sequence[str]) -> Part:
    return Part(
        heading=said(f"convention.heading.{heading}"),
        heads=(
            said("convention.head.model"),
            *(Said.called("convention.measure", name) for name in measures),
        ),
        rows=tuple(
            (
                Said.called(f"convention.{kind}", one.model),
                *(interval(one.measured[name], _decimals(name)) for name in measures),
            )
            for one in scores
        ),
    )


def _decimals(measure: str) -> int:
    return 4 if measure == "brier" else 3


def _weights(found: ConventionBacktest) -> Iterator[tuple[str | Said, ...]]:
    shipped = {key: signing_fit.shipped_weights(known=key == "known") for key in ("alone", "known")}
    for place, term in enumerate(signing_fit.TERMS):
        cells = [_both(found.weights[key][place], shipped[key][place]) for key in ("alone", "known")]
        yield Said.called("convention.term", term), *cells
    for name in ("ease", "gap", "aside"):
        yield (
            Said.called("convention.term", name),
            _both(getattr(found.hurdle, name), getattr(DEFAULT, name)),
            "",
        )


def _both(fitted: float, shipped: float) -> Said:
    return said(
        "convention.head.both", fitted=shown_told(float(fitted), 2), shipped=shown_told(float(shipped), 2)
    )


def _sentences(found: ConventionBacktest) -> Iterator[Said]:
    data = found.data
    early, late = len(data.early), len(data.late)
    told: dict[str, Value] = {
        "members": len(data.members),
        "early": early,
        "late": late,
        "day": Said.day(HISTORY_ENDS),
    }
    yield said("convention.told.pairs", **told, share=Said.percent(found.share))
    yield said("convention.told.played", early=early, n=found.replications, day=Said.day(HISTORY_ENDS))
    yield from _verdicts(found.pairs, "model", signing_together.STRONGEST)
    yield said("convention.told.ridge")
    yield said(
        "convention.told.texts",
        n=len(data.survived),
        commissions=len(set(data.text_commission)),
        sets=len(set(data.sponsors)),
        share=Said.percent(float(data.survived.mean())),
        plays=found.plays,
    )
    yield from _verdicts(found.texts, "text", {survival.OURS: survival.STRONGEST})
    yield said("convention.told.left_out", **data.left_out, fewest=FEWEST, most=MOST)
    yield said("convention.told.intervals", level=Said.percent(LEVEL), seed=found.seed)
    yield said("convention.told.sample")


def _verdicts(scores: Sequence[Score], kind: str, strongest: Mapping[str, str]) -> Iterator[Said]:
    """Say of each measure whether ours is better than the simple model, worse, or cannot be told from it."""
    for one in scores:
        for name, beyond in (one.beyond or {}).items():
            gains = (beyond.value < 0) == (name in FALLS)
            verdict = ("better" if gains else "worse") if beyond.is_clear else "alike"
            yield said(
                f"convention.told.{verdict}",
                name=Said.called(f"convention.{kind}", one.model),
                simple=Said.called(f"convention.{kind}", strongest[one.model]),
                measure=Said.called("convention.measure", name),
                difference=difference(beyond, _decimals(name)),
            )
