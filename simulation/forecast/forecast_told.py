"""Says in words what the models forecast, where they disagree, and what none of them can tell."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from simulation.forecast.all_models import LEVEL, Forecast
from simulation.forecast.compared_models import WEIGHTED_MEAN, ModelFamily, Shown
from simulation.forecast.disagreement import Standing
from simulation.forecast.expected import Expected, expected
from simulation.models.option_cells import CellForecast
from simulation.protocols.parameter_sets.sets import PROTOCOL
from simulation.protocols.parameter_sets.sets_table import medians_told
from simulation.scenario.load import scenario_hash
from simulation.version import short_hash
from simulation.words import NOTHING, Said, called, said

__all__ = [
    "band",
    "basis",
    "choices",
    "doubt",
    "elsewhere",
    "expectation",
    "family_name",
    "headline",
    "layer",
    "likeliest",
    "limits",
    "model_name",
    "most_disputed",
    "options_by_model",
    "parameters_told",
    "standing_sentences",
    "title",
    "wide",
    "wording",
]

_MOST = 0.5
"""Share of runs above which a wording is that of most."""
_NAMED = 3
"""Models named that end elsewhere than their kind."""
_STANDINGS = 5
"""Delegations told of."""
_NARROW = 45.0
"""Points of 100: a band shorter than this is shorter than the back-test ever warranted (judgement)."""
_ALIKE = 0.05
"""Losses closer than this are not told apart: a twentieth of the axis."""


def model_name(model: Shown) -> str:
    """Return the name of a model."""
    return called("forecast.model", model.key)


def _model(model: Shown) -> Said:
    return Said.called("forecast.model", model.key)


def wording(forecast: Forecast, issue: int, option: int) -> str:
    """Return the label of a wording; -1: that there is none."""
    return str(_wording(forecast, issue, option))


def _wording(forecast: Forecast, issue: int, option: int) -> Said:
    if option < 0:
        return said("forecast.no_text")
    return Said.verbatim(forecast.case.issues[issue].options[option].label)


def family_name(family: ModelFamily) -> str:
    """Return the name of a family of models, such as *exchange*."""
    return called("forecast.family", family)


def title(forecast: Forecast) -> Said:
    """Return the title of a comparison of models."""
    return said("forecast.title", case=forecast.case.title)


def headline(forecast: Forecast) -> Said:
    """Return the headline: which wording the models expect, and how sure they are; of several issues the surest."""
    found = _all_expected(forecast)
    if len(found) == 1:
        return _sure("forecast.headline.issue", forecast, 0, found[0])
    surest = max(range(len(found)), key=lambda issue: found[issue].share)
    agreed = sum(each.share > _MOST for each in found)
    key = "forecast.headline.all" if agreed == len(found) else "forecast.headline"
    told = said(key, n=agreed, of=len(found))
    return Said.joined(told, _on("forecast.surest", forecast, surest, found[surest]))


def doubt(forecast: Forecast) -> Said:
    """Return who expects another wording than the headline; of several issues on the one on which they differ most."""
    found = _all_expected(forecast)
    least = min(range(len(found)), key=lambda issue: found[issue].share)
    instead = _instead(forecast, least, found[least])
    if len(found) == 1:
        return instead
    return Said.joined(_on("forecast.doubt", forecast, least, found[least]), instead)


def expectation(forecast: Forecast, issue: int) -> Said:
    """Return the expectation on an issue in words: the wording, its share, and the models that differ."""
    found = expected(forecast, issue)
    return Said.joined(_sure("forecast.expected", forecast, issue, found), _instead(forecast, issue, found))


def elsewhere(forecast: Forecast, issue: int) -> Said:
    """Return the wordings that other kinds of models expect on an issue, each with its kinds; nothing: they agree."""
    others = [
        said(
            "forecast.expected.other" if option >= 0 else "forecast.expected.other.none",
            option=_wording(forecast, issue, option),
            kinds=Said.listed(Said.called("forecast.family", kind) for kind in kinds),
        )
        for option, kinds in expected(forecast, issue).others
    ]
    return Said.listed(others) if others else NOTHING


def _all_expected(forecast: Forecast) -> list[Expected]:
    return [expected(forecast, issue) for issue in range(len(forecast.case.issues))]


def _sure(key: str, forecast: Forecast, issue: int, found: Expected) -> Said:
    """Return the sentence on a wording and the share of runs that end in it, with its range over kinds of models."""
    key = key if found.option >= 0 else f"{key}.none"
    share, least, most = map(Said.percent, (found.share, found.least, found.most))
    option = _wording(forecast, issue, found.option)
    if str(least) == str(most):
        return said(f"{key}.alike", option=option, share=share)
    return said(key, option=option, share=share, least=least, most=most)


def _on(key: str, forecast: Forecast, issue: int, found: Expected) -> Said:
    return said(
        key if found.option >= 0 else f"{key}.none",
        issue=forecast.case.issues[issue].name,
        option=_wording(forecast, issue, found.option),
        share=Said.percent(found.share),
    )


def _instead(forecast: Forecast, issue: int, found: Expected) -> Said:
    if len({model.family for model in forecast.models}) == 1:
        return NOTHING
    if not found.others:
        apart = [
            model
            for end, members in options_by_model(forecast, issue)
            if end != found.option
            for model in members
        ]
        if not apart:
            return said("forecast.expected.agreed")
        return said(
            "forecast.expected.agreed.but", models=Said.names(map(_model, apart), _NAMED), n=len(apart)
        )
    return said("forecast.expected.instead", others=elsewhere(forecast, issue))


def options_by_model(forecast: Forecast, issue: int) -> list[tuple[int, list[Shown]]]:
    """Return the options that models end in on an issue (-1: none), each with its models, that of most first."""
    ends: dict[int, list[Shown]] = {}
    for model, option in zip(forecast.models, forecast.option[:, issue].tolist(), strict=True):
        ends.setdefault(option, []).append(model)
    return sorted(ends.items(), key=lambda end: (-len(end[1]), end[0]))


def choices(forecast: Forecast, issue: int) -> Iterator[Said]:
    """Yield a sentence for each wording that models end in on an issue."""
    ends, of = options_by_model(forecast, issue), len(forecast.models)
    for place, (option, models) in enumerate(ends):
        label = _wording(forecast, issue, option)
        if place == 0 and option >= 0 and len(models) > of / 2:
            yield said(
                "forecast.end_in.most" if len(ends) > 1 else "forecast.end_in.all",
                option=label,
                n=len(models),
                of=of,
            )
            continue
        names = Said.names([_model(model) for model in models], len(models))
        yield said("forecast.end_in" if option >= 0 else "forecast.end_in.none", option=label, models=names)


def likeliest(forecast: Forecast, issue: int) -> list[tuple[Said, float]]:
    """Return the three likeliest marks of the outcome layer in words, each with its probability."""
    found = forecast.marks[issue].forecast
    return [(_mark(forecast, issue, mark), probability) for mark, probability in found.likeliest(3)]


def _mark(forecast: Forecast, issue: int, mark: float) -> Said:
    """Return the wordings at a mark, or the two that it lies between."""
    options = forecast.case.issues[issue].written
    here = [option.label for option in options if abs(100 * option.position - mark) < 1e-6]  # noqa: PLR2004
    if here:
        return Said.one_of(here)
    below = max((o for o in options if 100 * o.position < mark), key=lambda o: o.position)
    above = min((o for o in options if 100 * o.position > mark), key=lambda o: o.position)
    return said("forecast.mark.between", low=below.label, high=above.label)


def layer(forecast: Forecast, issue: int) -> Said:
    """Return the sentence of the outcome layer on an issue: its likeliest marks and its bands."""
    found, simulated = forecast.marks[issue].forecast, forecast.marks[issue].simulated
    marks = [
        said("forecast.mark.share", mark=mark, share=Said.percent(share))
        for mark, share in likeliest(forecast, issue)
    ]
    told = said(
        "forecast.marks",
        median=Said.decimal(found.median / 100),
        marks=Said.listed(marks),
        half=band(found, 0.5),
        most=band(found, 0.8),
    )
    if simulated is None:
        return told
    mark, share = simulated.likeliest(1)[0]
    likely = said("forecast.mark.share", mark=_mark(forecast, issue, mark), share=Said.percent(share))
    around = said("forecast.simulated", mark=likely, most=band(simulated, 0.8))
    return Said.joined(told, around)


def band(found: CellForecast, level: float) -> Said:
    """Return a band of the outcome layer, on the axis 0..1."""
    low, high = found.band(level)
    return said("forecast.band", low=Said.decimal(low / 100), high=Said.decimal(high / 100))


def wide(forecast: Forecast) -> Said:
    """Return the sentence on the width of an honest forecast: the mean length of eight-in-ten bands."""
    widths = [np.ptp(each.forecast.band(0.8)) for each in forecast.marks]
    flat = [np.ptp(each.flat.band(0.8)) for each in forecast.marks]
    steep = [np.ptp(each.steep.band(0.8)) for each in forecast.marks]
    told = sorted((float(np.mean(flat)), float(np.mean(steep))))
    key = "forecast.wide" if np.mean(widths) >= _NARROW else "forecast.narrow"
    return said(key, width=f"{np.mean(widths):.0f}", least=f"{told[0]:.0f}", most=f"{told[1]:.0f}")


def most_disputed(forecast: Forecast) -> list[Standing]:
    """Return the delegations about whom the models differ most, none about whom they hardly do."""
    return [each for each in forecast.standings[:_STANDINGS] if each.spread > _ALIKE]


def standing_sentences(forecast: Forecast) -> Iterator[Said]:
    """Yield a sentence on each delegation about whom the models differ most."""
    names = {each.key: each.short or each.name for each in forecast.case.delegations}
    told = most_disputed(forecast)
    if not told:
        yield said("forecast.standing.none")
    for each in told:
        yield said(
            "forecast.standing",
            delegation=names[each.delegation],
            best=_model(forecast.models[each.best]),
            near=Said.decimal(each.loss[each.best]),
            worst=_model(forecast.models[each.worst]),
            far=Said.decimal(each.loss[each.worst]),
        )


def limits(forecast: Forecast) -> Iterator[Said]:
    """Yield sentences on the limits of the figures."""
    yield said("forecast.limit.mean")
    yield said("forecast.limit.marks")
    yield said("forecast.limit.inputs", level=Said.percent(LEVEL))
    kinds = {model.family for model in forecast.models}
    if kinds & {"procedure", "conference"}:
        yield said("forecast.limit.red_lines")
    if medians := parameters_told(forecast):
        yield said("forecast.limit.parameters", size=medians["size"])
    if any(model.protocol == "challenge" for model in forecast.models):
        yield said("forecast.limit.order")
    idle = _idle(forecast)
    if idle:
        names = [_model(model) for model in idle]
        yield said("forecast.limit.idle", n=len(idle), models=Said.names(names, len(names)))
    if any(model.family == "exchange" for model in idle):
        yield said("forecast.limit.exchange")


def parameters_told(forecast: Forecast) -> dict[str, Any]:
    """Return of how many sets the parameters of the conference are the medians; empty where it does not play."""
    plays = any(model.protocol == PROTOCOL for model in forecast.models)
    return medians_told() if plays else {}


def _idle(forecast: Forecast) -> list[Shown]:
    """Return the models that have nothing to work on in this case: they land on the weighted mean in every draw."""
    mean = forecast.landed[0].point
    return [
        each.model
        for each in forecast.landed[1:]
        if each.model.family in ("exchange", "challenge") and np.allclose(each.point, mean, atol=1e-9)
    ]


def basis(forecast: Forecast, version: str) -> Said:
    """Return the sentence on draws, seed and version behind the figures."""
    (low, high), *others = dict.fromkeys((issue.low, issue.high) for issue in forecast.case.issues)
    ends = said("forecast.ends", low=Said.pole(low), high=Said.pole(high))
    return said(
        "forecast.basis",
        ends=said("forecast.ends.apart") if others else ends,
        case=forecast.case.key,
        hash=short_hash(scenario_hash(forecast.case)),
        n=Said.count(forecast.replications),
        seed=forecast.seed,
        version=version,
        mean=_model(WEIGHTED_MEAN),
    )
