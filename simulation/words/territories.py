"""What a country is called in a language: by CLDR, or as the United Nations call it where a case does so."""

import re
from functools import cache
from typing import Final

from simulation.words.catalogue import ENGLISH, catalogue

__all__ = ["country_name", "territory"]

_USER_ASSIGNED: Final = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
"""Codes that ISO 3166 leaves to its users: whoever writes a case may call a delegation so."""
_FORMS: Final = ("formal", "short")


@cache
def territory(code: str, language: str) -> str | None:
    """Return what CLDR calls a country or an area in a language; None if the code is not one of today's.

    >>> territory("BRA", "fr"), territory("SAB", "fr")
    ('Brésil', None)

    Args:
        code: By ISO 3166-1 alpha-3.
        language: By its code; it need not be one of `LANGUAGES`.
    """
    from babel.core import Locale, get_global

    if len(code) != 3 or not code.isupper() or _USER_ASSIGNED.fullmatch(code):  # noqa: PLR2004 - letters of alpha-3
        return None
    now = get_global("territory_aliases").get(code, ())
    name = Locale.parse(language).territories.get(now[0]) if len(now) == 1 else None  # others fell apart
    return None if name is None else str(name)


@cache
def country_name(key: str, name: str, language: str) -> str:
    """Return the name of a country in a language; any other delegation keeps its name.

    It is one if its key is the code of a country and its name is what that country is called in English, by CLDR or
    in the United Nations. An invented delegation may have such a key, but not such a name.

    >>> country_name("KOR", "South Korea", "fr"), country_name("KOR", "Republic of Korea", "fr")
    ('Corée du Sud', 'République de Corée')
    >>> country_name("NOR", "Nordhaven", "fr")
    'Nordhaven'

    Args:
        key: Of the delegation.
        name: In English, short or in full.
        language: To call it in, by its code.
    """
    if language == ENGLISH:
        return name
    usual = territory(key, language)
    if usual is None:
        return name
    plain = name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    for form in _FORMS:
        if catalogue(ENGLISH).get(f"country.{form}.{key}") == plain:
            return catalogue(language).get(f"country.{form}.{key}", usual)
    return usual if plain == territory(key, ENGLISH) else name
