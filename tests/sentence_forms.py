"""Which keys of the catalogue are forms of one sentence."""

from typing import Final

from simulation.words import ENGLISH, catalogue

FORMS: Final = ("none", "zero", "one", "two", "few", "many", "other")
"""Of a sentence that counts: `none` is ours, for 0 wherever a template has it; the others are those of CLDR."""


def sentence_of(key: str) -> str:
    """Return what sentence a key is a form of; a sentence that counts nothing is its own."""
    sentence, _, form = key.rpartition(".")
    english = catalogue(ENGLISH)
    counts = form in FORMS and f"{sentence}.one" in english and f"{sentence}.other" in english
    return sentence if counts else key
