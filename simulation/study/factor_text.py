"""Factors as a user writes them: `sessions=5,10,20`, `sessions=5..20`, `isolation=0..0.3`, `isolation=0..0.3/4`."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from simulation.errors import StudyError
from simulation.study.factor import NUMBER, Factor, FactorKind, decimals, figure
from simulation.words import Said, listed, say

__all__ = ["parse_factor", "parse_factors"]

_RANGE: Final = re.compile(rf"({NUMBER})\s*\.\.\s*({NUMBER})(?:\s*/\s*(\d+))?")
_WHOLE: Final = re.compile(r"[+-]?\d+")
_OPENING: Final = "([{"
_CLOSING: Final = ")]}"
_DIGITS: Final = 6


def parse_factors(
    texts: Iterable[str],
    *,
    kinds: Mapping[str, FactorKind] | None = None,
    labels: Mapping[str, str | Said] | None = None,
) -> tuple[Factor, ...]:
    """Return the factors that a user wrote; `kinds` and `labels` tell of some keys what the caller knows of them.

    Raises:
        StudyError: lists every text that cannot be used, and every key that is there twice.
    """
    factors: list[Factor] = []
    problems: list[str] = []
    for text in texts:
        try:
            factors.append(parse_factor(text, kinds=kinds, labels=labels))
        except StudyError as error:
            problems.append(str(error))
    keys = [factor.key for factor in factors]
    problems += [say("factor.twice", key=key) for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if problems:
        raise StudyError("\n".join(problems))
    return tuple(factors)


def parse_factor(
    text: str,
    *,
    kinds: Mapping[str, FactorKind] | None = None,
    labels: Mapping[str, str | Said] | None = None,
) -> Factor:
    """Return the factor that a user wrote.

    A range is of whole numbers if `kinds` says `integer`, of all numbers if it says `continuous`; where it says
    nothing, if both ends are written as whole numbers: `5..20` against `5.0..20`.

    >>> parse_factor("sessions=5..20").kind, parse_factor("isolation=0.0..1").kind
    ('integer', 'continuous')
    >>> parse_factor("isolation=0..0.3/4").choices
    ('0', '0.1', '0.2', '0.3')

    Raises:
        StudyError: if the text cannot be used.
    """
    key, equals, values = (part.strip() for part in text.partition("="))
    if not (key and equals and values):
        raise StudyError(say("factor.none", text=repr(text), forms=say("factor.forms")))
    label = (labels or {}).get(key, "")
    kind = (kinds or {}).get(key)
    span = _RANGE.fullmatch(values)
    if span is None:
        if ".." in values and "," not in values:
            raise StudyError(say("factor.no_range", key=key, values=repr(values), forms=say("factor.forms")))
        return Factor(key=key, kind="choices", choices=_split(values), label=label)
    low, high, count = span.groups()
    if kind not in ("integer", "continuous"):
        kind = "integer" if _WHOLE.fullmatch(low) and _WHOLE.fullmatch(high) else "continuous"
    factor = Factor(key=key, kind=kind, low=float(low), high=float(high), label=label)
    return factor if count is None else _steps(factor, int(count))


def _steps(factor: Factor, count: int) -> Factor:
    """Return the factor with so many values, evenly spaced, both ends among them."""
    if not 2 <= count <= 1000:  # noqa: PLR2004 - two ends; more than a thousand values are a range
        raise StudyError(say("factor.steps", key=factor.key, count=count))
    places = decimals(factor.high - factor.low, _DIGITS)
    values = tuple(figure(float(value), places) for value in np.linspace(factor.low, factor.high, count))
    if factor.kind == "integer" and not all(_WHOLE.fullmatch(value) for value in values):
        low, high = f"{factor.low:g}", f"{factor.high:g}"
        shown = listed(values[:3])
        raise StudyError(
            say("factor.no_whole", key=factor.key, count=count, low=low, high=high, values=shown)
        )
    return Factor(key=factor.key, kind="choices", choices=values, label=factor.label)


def _split(values: str) -> tuple[str, ...]:
    """Return what stands between commas; commas within brackets belong to a value."""
    parts, depth = [""], 0
    for letter in values:
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += letter
    return tuple(part.strip() for part in parts)
