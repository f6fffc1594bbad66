"""What CLDR says of a language: its forms for a count, the marks in its numbers, how its lists are joined."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel.core import Locale

__all__ = ["day", "joined", "marks", "plural_form", "whole_number"]

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH: Final = re.compile(r"\d{4}-\d\d")
_REGIONS: Final[Mapping[str, str]] = {"en": "en_GB"}
"""Where the language is that of a region: what is told in English is British."""


@cache
def locale(code: str) -> "Locale":
    """Return what is known of a language by its code."""
    from babel.core import Locale

    return Locale.parse(_REGIONS.get(code, code))


def plural_form(n: float | Decimal, code: str) -> str:
    """Return the form in which a language counts `n`; for a decimal the figures that are shown may count.

    >>> [plural_form(n, "en") for n in (0, 1, 2)], [plural_form(n, "fr") for n in (0, 1.5, 2)]
    (['other', 'one', 'other'], ['one', 'one', 'other'])
    """
    return str(locale(code).plural_form(n))


def whole_number(n: int, code: str) -> str:
    """Return a whole number with the marks of a language between its thousands.

    >>> whole_number(12_500, "en")
    '12,500'
    """
    from babel.numbers import format_decimal

    return format_decimal(n, locale=locale(code))


def day(text: str, code: str) -> str:
    """Return a day or a month as a language writes it in a sentence; any other text as it is.

    >>> day("2022-01-15", "en"), day("2018-12", "fr"), day("spring 2018", "fr")
    ('15 January 2022', 'décembre 2018', 'spring 2018')
    """
    from babel.dates import format_date, format_skeleton

    is_month = _MONTH.fullmatch(text) is not None
    try:
        found = (
            date.fromisoformat(f"{text}-01" if is_month else text)
            if is_month or _DAY.fullmatch(text)
            else None
        )
    except ValueError:  # no day of the calendar
        found = None
    if found is None:
        return text
    return (
        format_skeleton("yMMMM", found, locale=locale(code))
        if is_month
        else format_date(found, format="long", locale=locale(code))
    )


def joined(items: Sequence[str], code: str) -> str:
    """Return items as a language joins them.

    >>> joined(["Alba", "Brod", "Cora"], "en")
    'Alba, Brod and Cora'
    """
    from babel.lists import format_list

    return format_list(items, locale=locale(code))


@cache
def marks(code: str) -> Mapping[str, str]:
    """Return the templates that no file needs to hold: of a share, of two names and of one more, and marks of numbers.

    A minus is a true one, also where CLDR has a hyphen for it.
    """
    known = locale(code)
    figures, names, ways = (
        known.number_symbols["latn"],
        known.list_patterns["standard"],
        known.list_patterns["or"],
    )
    before, after = (known.percent_formats[None].prefix[0], known.percent_formats[None].suffix[0])
    return {
        "number.percent": f"{before}{{n}}{after}".replace("%", figures["percentSign"]),
        "number.minus_mark": figures["minusSign"].replace("-", "−"),
        "number.decimal_mark": figures["decimal"],
        "number.thousands_mark": figures["group"],
        "list.and": _pair(names["2"]),
        "list.or": _pair(ways["2"]),
        "list.next": _pair(names["middle"]),
    }


def _pair(pattern: str) -> str:
    return pattern.replace("{0}", "{first}").replace("{1}", "{last}")
