"""Tells places on an axis in the numbers of the table that a case was made from."""

from math import floor, log10

from simulation.forecast.all_models import Forecast
from simulation.models.option_cells import CellForecast
from simulation.words import NOTHING, Said, said

__all__ = ["in_table", "number_in_table"]

_DECIMALS = 2
"""Decimals of a place from 0 to 1; the numbers of the table are told as finely."""


def in_table(forecast: Forecast, issue: int) -> Said:
    """Return where models and outcomes land on an issue, in the numbers of its table; nothing: it has none."""
    if _ends(forecast, issue) is None:
        return NOTHING
    point, found = forecast.point[:, issue], forecast.marks[issue].forecast
    return said(
        "forecast.in_table",
        mean=number_in_table(forecast, issue, float(point[0])),
        low=number_in_table(forecast, issue, float(point.min())),
        high=number_in_table(forecast, issue, float(point.max())),
        half=_band(forecast, issue, found, 0.5),
        most=_band(forecast, issue, found, 0.8),
    )


def number_in_table(forecast: Forecast, issue: int, place: float) -> Said:
    """Return a place on the axis of an issue, 0 to 1, as a number of its table; nothing: it has none."""
    ends = _ends(forecast, issue)
    if ends is None:
        return NOTHING
    low, high = ends
    decimals = max(0, _DECIMALS - floor(log10(high - low)))
    return Said.decimal(low + place * (high - low), f".{decimals}f")


def _ends(forecast: Forecast, issue: int) -> tuple[float, float] | None:
    """Return what stood in the table for 0 and for 1; None where that is 0 and 1, or there was no table."""
    scales = forecast.case.scales
    ends = None if scales is None else scales.positions.get(forecast.case.issues[issue].key)
    return None if ends == (0.0, 1.0) else ends


def _band(forecast: Forecast, issue: int, found: CellForecast, level: float) -> Said:
    ends = (number_in_table(forecast, issue, end / 100) for end in found.band(level))
    return said("forecast.band", **dict(zip(("low", "high"), ends, strict=True)))
