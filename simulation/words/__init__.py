"""The words of every sentence that the library generates: a catalogue file a language, and which one to tell in."""

from simulation.words.catalogue import LANGUAGES, catalogue, language, told_in
from simulation.words.phrases import (
    Spoken,
    aloud,
    called,
    decimal,
    listed,
    meant,
    names_joined,
    numbered,
    one_of,
    percent,
    say,
    whole,
)
from simulation.words.poles import Ends, ends_over, is_usual, pole
from simulation.words.retelling import is_told_as, retold, retold_name, short_name
from simulation.words.said import NOTHING, Said, said

__all__ = [
    "LANGUAGES",
    "NOTHING",
    "Ends",
    "Said",
    "Spoken",
    "aloud",
    "called",
    "catalogue",
    "decimal",
    "ends_over",
    "is_told_as",
    "is_usual",
    "language",
    "listed",
    "meant",
    "names_joined",
    "numbered",
    "one_of",
    "percent",
    "pole",
    "retold",
    "retold_name",
    "said",
    "say",
    "short_name",
    "told_in",
    "whole",
]
