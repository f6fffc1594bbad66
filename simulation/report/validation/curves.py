"""Forecasts beside what happened, as pictures: how reliable chances are, and how survival goes with distance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

from markupsafe import Markup

from simulation.drawing.chart import Chart, Table
from simulation.drawing.svg import drawing, number, tag, text, width_of
from simulation.evidence.validation.bins import Bin, Curve
from simulation.stats.interval import Estimate
from simulation.words import decimal, listed, percent, say, whole

__all__ = ["distance_chart", "reliability_chart"]

_SMALLEST, _LARGEST = 3.0, 8.0
"""Radius of the dot of the smallest and of the largest bin."""
_HALVES: Final = (0.0, 0.5, 1.0)
_STEP: Final = 0.1
_DIAMOND: Final = 5.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where a plot stands in its drawing, and what its ends are."""

    left: float
    right: float
    top: float
    foot: float
    x_high: float = 1.0
    y_high: float = 1.0

    def x(self, value: float) -> float:
        """Return the place of a value on the axis along."""
        return self.left + value / self.x_high * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return the place of a value on the axis upwards."""
        return self.foot - value / self.y_high * (self.foot - self.top)


def reliability_chart(curves: Mapping[str, Curve]) -> Chart:
    """Return a chart of reliability for each kind of forecast: how often outcomes came that had a given chance."""
    bins = [one for found in curves.values() for one in found.bins]
    right = sum(one.happened.low <= one.forecast <= one.happened.high for one in bins)
    heading = say("validation.reliable.heading", right=right, bins=len(bins))
    number_of = len(curves)
    wide = [
        _Plot(left=44 + 240 * place, right=224 + 240 * place, top=44, foot=224) for place in range(number_of)
    ]
    narrow = [
        _Plot(left=44, right=340, top=44 + 300 * place, foot=244 + 300 * place) for place in range(number_of)
    ]
    return Chart(
        heading=heading,
        caption=say("validation.reliable.caption", source=say("validation.pictures.votes")),
        wide=_reliable("wide", heading, curves, wide, 720),
        narrow=_reliable("narrow", heading, curves, narrow, 358),
        table=Table(
            head=tuple(say(f"validation.reliable.{name}") for name in ("what", "chance", "happened", "n")),
            rows=tuple(
                (
                    say(f"validation.reliable.{name}.name"),
                    percent(one.forecast),
                    share_words(one.happened),
                    whole(one.happened.n),
                )
                for name, found in curves.items()
                for one in found.bins
            ),
        ),
    )


def _reliable(
    look: str, heading: str, curves: Mapping[str, Curve], plots: Sequence[_Plot], width: float
) -> Markup:
    """Return the drawing: a plot for each kind of forecast."""
    return drawing(
        f"reliable-{look}",
        width,
        plots[-1].foot + 44,
        title=heading,
        description=" ".join(_described(name, found) for name, found in curves.items()),
        parts=[
            part
            for (name, found), plot in zip(curves.items(), plots, strict=True)
            for part in _panel(name, found, plot)
        ],
    )


def _described(name: str, found: Curve) -> str:
    told = (
        say("validation.reliable.bin", chance=percent(one.forecast), happened=percent(one.happened.value))
        for one in found.bins
    )
    return say("validation.reliable.line", name=say(f"validation.reliable.{name}.name"), bins=listed(told))


def _panel(name: str, found: Curve, plot: _Plot) -> Iterator[Markup]:
    yield text(
        plot.left,
        plot.top - 30,
        say("validation.reliable.panel", name=say(f"validation.reliable.{name}.name"), n=whole(found.n)),
        class_="strong",
    )
    yield text(plot.left, plot.top - 12, say("validation.reliable.y"), class_="tick")
    yield from _shares_up(plot, _HALVES)
    yield from _along(plot, [(value, percent(value)) for value in _HALVES])
    yield tag("line", x1=plot.x(0), y1=plot.y(0), x2=plot.x(1), y2=plot.y(1), class_="mean")
    most = max(one.happened.n for one in found.bins)
    for one in found.bins:
        yield _dot(one, one.forecast, plot, most)
    yield text(plot.right, plot.foot + 36, say("validation.reliable.x"), text_anchor="end", class_="tick")


def _shares_up(plot: _Plot, shares: Iterable[float]) -> Iterator[Markup]:
    for value in shares:
        y = plot.y(value)
        yield tag("line", x1=plot.left, x2=plot.right, y1=y, y2=y, class_="grid" if value else "axis")
        yield text(plot.left - 6, y + 4, percent(value), text_anchor="end", class_="tick")


def _along(plot: _Plot, values: Iterable[tuple[float, str]]) -> Iterator[Markup]:
    for value, told in values:
        x = plot.x(value)
        yield tag("line", x1=x, x2=x, y1=plot.foot, y2=plot.foot + 4, class_="axis")
        yield text(x, plot.foot + 18, told, text_anchor="middle", class_="tick")


def _dot(one: Bin, at: float, plot: _Plot, most: int) -> Markup:
    """Return what happened with its interval: the larger the dot, the more forecasts."""
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(one.happened.n / most)
    x = plot.x(at)
    told = say(
        "validation.reliable.told",
        chance=percent(one.forecast),
        happened=share_words(one.happened),
        n=whole(one.happened.n),
    )
    return tag(
        "g",
        tag("title", told),
        tag("line", x1=x, x2=x, y1=plot.y(one.happened.low), y2=plot.y(one.happened.high)),
        tag("circle", cx=x, cy=plot.y(one.happened.value), r=radius),
        class_="m",
    )


def share_words(one: Estimate) -> str:
    """Return a share with its interval, in percent."""
    low, high = (f"{100 * end:.0f}" for end in (one.low, one.high))
    return say("backtest.interval", value=percent(one.value), low=low, high=high)


def distance_chart(found: Curve) -> Chart:
    """Return how many texts survive by how far their sponsors stand from the mark, and how many the engine expects."""
    near, far = found.bins[0], found.bins[-1]
    heading = say(
        "validation.distance.heading",
        near=percent(near.happened.value),
        far=percent(far.happened.value),
        expected_near=percent(near.forecast),
        expected_far=percent(far.forecast),
    )
    return Chart(
        heading=heading,
        caption=say("validation.distance.caption", source=say("validation.pictures.source")),
        wide=_distance("wide", heading, found, width=720, right=700),
        narrow=_distance("narrow", heading, found, width=358, right=340),
        table=Table(
            head=tuple(say(f"validation.distance.{name}") for name in ("at", "happened", "engine", "n")),
            rows=tuple(
                (decimal(one.at), share_words(one.happened), percent(one.forecast), whole(one.happened.n))
                for one in found.bins
            ),
        ),
    )


def _distance(look: str, heading: str, found: Curve, *, width: float, right: float) -> Markup:
    high, along = (
        _STEP * ceil(max(ends) / _STEP)
        for ends in ([one.happened.high for one in found.bins], [one.at for one in found.bins])
    )
    plot = _Plot(left=44, right=right, top=34, foot=234, x_high=along, y_high=high)
    steps = [_STEP * step for step in range(0, round(along / _STEP) + 1, 2)]
    return drawing(
        f"distance-{look}",
        width,
        plot.foot + 44,
        title=heading,
        description=listed(
            say(
                "validation.distance.told",
                at=decimal(one.at),
                happened=percent(one.happened.value),
                engine=percent(one.forecast),
            )
            for one in found.bins
        ),
        parts=[
            *_shares_up(plot, [_STEP * step for step in range(round(high / _STEP) + 1)]),
            *_along(plot, [(step, decimal(step, ".1f")) for step in steps]),
            *_survival(plot, found),
            *_key(),
            text(plot.right, plot.foot + 36, say("validation.distance.x"), text_anchor="end", class_="tick"),
        ],
    )


def _survival(plot: _Plot, found: Curve) -> Iterator[Markup]:
    """Yield what happened as dots, and what the engine expects as diamonds on a line."""
    most = max(one.happened.n for one in found.bins)
    path = "M" + "L".join(f"{number(plot.x(one.at))},{number(plot.y(one.forecast))}" for one in found.bins)
    yield tag("path", d=path, class_="middle thin")
    for one in found.bins:
        yield _dot(one, one.at, plot, most)
    for one in found.bins:
        yield _diamond(plot.x(one.at), plot.y(one.forecast))


def _diamond(x: float, y: float) -> Markup:
    corners = ((x - _DIAMOND, y), (x, y - _DIAMOND), (x + _DIAMOND, y), (x, y + _DIAMOND))
    path = "M" + "L".join(f"{number(at)},{number(up)}" for at, up in corners) + "Z"
    return tag("path", d=path, class_="dot hollow")


def _key() -> Iterator[Markup]:
    """Yield what dots and diamonds are, one beside the other."""
    happened, x = say("validation.distance.key.happened"), 20.0
    yield tag("circle", cx=6.0, cy=10.0, r=4.5, class_="dot")
    yield text(x - 4, 14, happened)
    x += width_of(happened, 13) + 22
    yield _diamond(x, 10)
    yield text(x + 10, 14, say("validation.distance.key.engine"))
