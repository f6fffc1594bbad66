"""The words of every sentence that the library generates: a catalogue file a language, and which one to tell in."""

from simulation.words.catalogue import LANGUAGES, catalogue, language, told_in
from simulation.words.phrases import (
    Spoken,
    called,
    decimal,
    listed,
    names_joined,
    numbered,
    one_of,
    percent,
    say,
)

__all__ = [
    "LANGUAGES",
    "Spoken",
    "called",
    "catalogue",
    "decimal",
    "language",
    "listed",
    "names_joined",
    "numbered",
    "one_of",
    "percent",
    "say",
    "told_in",
]
