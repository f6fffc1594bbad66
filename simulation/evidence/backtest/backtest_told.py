"""Says in words and tables what a back-test found: the losers are named, and what the winner does not tell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulation.arrays import BoolArray
from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.council import COUNCIL
from simulation.evidence.backtest.decision_ends import SHARES
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.forecast_score import ModelScore, halves, procedures, sizes
from simulation.evidence.backtest.outcome_layer_fit import Fitted
from simulation.evidence.backtest.run_backtest import FOLDS, Backtest
from simulation.stats.interval import Estimate
from simulation.study.figures import clear_of_zero, is_sized, shown_told, signed_told
from simulation.words import NOTHING, Said, said

__all__ = ["Part", "as_markdown", "difference", "interval", "told", "told_fit"]

_NOMINAL: Final = 0.8
_MANY: Final = 1000
"""Names in a list: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a page: a heading, a table or none, and sentences or none."""

    heading: Said
    heads: tuple[str | Said, ...] = ()
    rows: tuple[tuple[str | Said, ...], ...] = ()
    sentences: tuple[Said, ...] = ()


def told(backtest: Backtest) -> tuple[Part, ...]:
    """Return the findings of a back-test as parts of a page, in the current language."""
    parts = [
        Part(
            heading=said("backtest.heading.error"),
            heads=tuple(said(f"backtest.head.{name}") for name in ("model", "error", "beyond_mean")),
            rows=tuple(
                (_name(row), interval(row.error), difference(row.beyond_mean)) for row in backtest.scores
            ),
        ),
        _distributions(backtest),
        _errors(backtest, "procedure", procedures, lambda name: Said.verbatim(name.replace("|", "/"))),
        _errors(backtest, "size", sizes, lambda name: Said.called("backtest.size", name)),
        _errors(backtest, "half", halves, lambda name: Said.called("backtest.half", name)),
        _ends(backtest),
        Part(heading=said("backtest.heading.words"), sentences=tuple(_sentences(backtest))),
    ]
    return tuple(part for part in parts if part.sentences or (part.rows and len(part.heads) > 1))


def _errors(
    backtest: Backtest,
    kind: str,
    kinds: Callable[[Decisions], Mapping[str, BoolArray]],
    named: Callable[[str], Said],
) -> Part:
    """Return the errors of all models by a kind of decisions, headed by how many are of each."""
    counts = {name: int(chosen.sum()) for name, chosen in kinds(backtest.decisions).items() if chosen.any()}
    heads = (said("backtest.head.n", name=named(name), n=str(count)) for name, count in counts.items())
    return Part(
        heading=said(f"backtest.heading.{kind}"),
        heads=(said("backtest.head.model"), *heads),
        rows=tuple(
            (_name(row), *(interval(getattr(row, f"by_{kind}")[name]) for name in counts))
            for row in backtest.scores
        ),
    )


def told_fit(found: Sequence[Fitted]) -> tuple[Part, ...]:
    """Return fitted coefficients beside the shipped ones, and whether they agree."""
    return tuple(
        Part(
            heading=_named(one.model, one.capability),
            heads=tuple(said(f"backtest.head.{name}") for name in ("term", "fitted", "deviation", "shipped")),
            rows=tuple(
                (
                    said(f"backtest.term.{term}"),
                    *(
                        shown_told(float(values[place]), 3)
                        for values in (one.fitted, one.standard_error, one.shipped)
                    ),
                )
                for place, term in enumerate(one.terms)
            ),
            sentences=(
                said("backtest.fit.largest", value=shown_told(float(abs(one.fitted - one.shipped).max()), 3)),
                said("backtest.fit.elsewhere"),
            ),
        )
        for one in found
    )


def as_markdown(parts: Sequence[Part]) -> str:
    """Return parts as the section of a page in Markdown."""
    lines = []
    for part in parts:
        lines += [f"### {part.heading}", ""]
        if part.rows:
            table = (part.heads, ("---",) * len(part.heads), *part.rows)
            lines += [*(f"| {' | '.join(map(str, row))} |" for row in table), ""]
        lines += [f"- {sentence}" for sentence in part.sentences]
        lines += [""] if part.sentences else []
    return "\n".join(lines)


def _distributions(backtest: Backtest) -> Part:
    names = ("model", "crps", "beyond_scaled", "log", "log_bins", "pit_50", "pit_80", "width_80")
    return Part(
        heading=said("backtest.heading.distributions"),
        heads=tuple(said(f"backtest.head.{name}") for name in names),
        rows=tuple(
            (
                _name(row),
                shown_told(row.proper["crps"].value, 2),
                difference(row.beyond_scaled),
                *(shown_told(row.proper[name].value, 2) for name in ("log", "log_bins")),
                *(Said.percent(row.proper[name].value) for name in ("pit_50", "pit_80")),
                shown_told(row.proper["width_80"].value, 0),
            )
            for row in backtest.scores
            if row.is_spread
        ),
    )


def _ends(backtest: Backtest) -> Part:
    """Return how often decisions end on something that is there beforehand; nothing if the conference is not played."""
    known = [name for name in SHARES if any(name in row.share for row in backtest.ends)]
    return Part(
        heading=said("backtest.heading.ends"),
        heads=(
            said("backtest.head.ends"),
            *(Said.called("backtest.ends", row.model) for row in backtest.ends),
        ),
        rows=tuple(
            (said(f"backtest.head.end.{name}"), *(_in_percent(row.share.get(name)) for row in backtest.ends))
            for name in known
        ),
    )


def _in_percent(estimate: Estimate | None) -> Said:
    if estimate is None:
        return NOTHING
    middle = Said.percent(estimate.value)
    if not is_sized(estimate):
        return middle
    low, high = (shown_told(100 * end, 0) for end in (estimate.low, estimate.high))
    return said("backtest.interval", value=middle, low=low, high=high)


def _sentences(backtest: Backtest) -> Iterator[Said]:
    yield _basis(backtest)
    if COUNCIL in backtest.decisions.capability:
        yield said("backtest.told.capability")
    yield from (
        said(f"backtest.left_out.{name}", n=number)
        for name, number in backtest.decisions.left_out.items()
        if number
    )
    yield from _of_points(backtest)
    yield from _of_spreads(backtest)
    if backtest.replications:
        yield said("backtest.told.conference", replications=str(backtest.replications))
        yield said("backtest.told.ends")
    yield said("backtest.told.halves")
    yield said("backtest.told.elsewhere")


def _basis(backtest: Backtest) -> Said:
    return said(
        "backtest.told.basis",
        n=len(backtest.decisions.issue),
        proposals=backtest.n_proposals,
        folds=FOLDS,
        seed=backtest.seed,
        level=Said.percent(grouped.LEVEL),
    )


def _of_points(backtest: Backtest) -> Iterator[Said]:
    """Say which models of one number are better than the weighted mean, which not, which worse."""
    compared = [(row, row.beyond_mean) for row in backtest.scores if not row.is_spread and row.beyond_mean]
    better = [row for row, beyond in compared if beyond.is_clear and beyond.value < 0]
    worse = [row for row, beyond in compared if beyond.is_clear and beyond.value > 0]
    alike = [row for row, beyond in compared if not beyond.is_clear]
    yield said("backtest.told.points", names=_names(better)) if better else said("backtest.told.no_point")
    if worse:
        yield said("backtest.told.points_worse", names=_names(worse))
    if alike:
        yield said("backtest.told.points_alike", names=_names(alike))


def _of_spreads(backtest: Backtest) -> Iterator[Said]:
    """Say which distribution is best, by how much, whether it may be believed, and which are no better."""
    spreads = [row for row in backtest.scores if row.is_spread]
    if not spreads:
        return
    best = min(spreads, key=lambda row: row.proper["crps"].value)
    yield said("backtest.told.best", name=_name(best), crps=shown_told(best.proper["crps"].value, 2))
    if best.beyond_scaled is not None:
        key = "clear" if best.beyond_scaled.is_clear else "unclear"
        yield said(f"backtest.told.best_{key}", difference=difference(best.beyond_scaled))
    if best.beyond_mean is not None:
        key = "clear" if best.beyond_mean.is_clear and best.beyond_mean.value < 0 else "unclear"
        yield said(f"backtest.told.median_{key}", difference=difference(best.beyond_mean))
    yield said(
        "backtest.told.wide",
        inside=Said.percent(best.proper["pit_80"].value),
        width=shown_told(best.proper["width_80"].value, 0),
    )
    others = [row for row in spreads if row.beyond_scaled is not None]
    no_better = [row for row in others if row.beyond_scaled is None or row.beyond_scaled.high >= 0]
    if no_better:
        yield said("backtest.told.spreads_no_better", names=_names(no_better))
    if narrow := [row for row in spreads if row.proper["pit_80"].high < _NOMINAL]:
        yield said("backtest.told.too_sure", names=_names(narrow))


def _names(rows: Sequence[ModelScore]) -> Said:
    return Said.names([_name(row) for row in rows], _MANY)


def _name(row: ModelScore) -> Said:
    return _named(row.model, row.capability)


def _named(model: str, capability: str) -> Said:
    name = Said.called("backtest.model", model)
    if not capability:
        return name
    return said("backtest.named", model=name, capability=Said.called("backtest.capability", capability))


def interval(estimate: Estimate, decimals: int = 2) -> Said:
    """Return an estimate with its interval, if it has one that ends."""
    return _with_ends(estimate, lambda value: shown_told(value, decimals))


def difference(estimate: Estimate | None, decimals: int = 2) -> Said:
    """Return a difference with its sign and interval; nothing if there is none.

    It has more decimals where fewer would tell an interval that leaves out 0 as if it ended there.
    """
    if estimate is None:
        return NOTHING
    digits = clear_of_zero(estimate, decimals)
    return _with_ends(estimate, lambda value: signed_told(value, digits))


def _with_ends(estimate: Estimate, told: Callable[[float], Said]) -> Said:
    if not is_sized(estimate):
        return told(estimate.value)
    value, low, high = map(told, (estimate.value, estimate.low, estimate.high))
    return said("backtest.interval", value=value, low=low, high=high)
