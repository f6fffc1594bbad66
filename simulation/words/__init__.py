"""The words of every sentence that the library generates: a catalogue file a language, and which one to tell in."""

from simulation.words.catalogue import LANGUAGES, catalogue, language, tell_in, told_in
from simulation.words.phrases import (
    Spoken,
    aloud,
    alternatives,
    called,
    chained,
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
from simulation.words.poles import USUAL_POLES, Ends, ends_over, pole, shared_ends
from simulation.words.said import NOTHING, Said, Value, said
from simulation.words.system import reason
from simulation.words.territories import country_name, territory
from simulation.words.translated import Translated, composed, own_text

__all__ = [
    "LANGUAGES",
    "NOTHING",
    "USUAL_POLES",
    "Ends",
    "Said",
    "Spoken",
    "Translated",
    "Value",
    "aloud",
    "alternatives",
    "called",
    "catalogue",
    "chained",
    "composed",
    "country_name",
    "decimal",
    "ends_over",
    "language",
    "listed",
    "meant",
    "names_joined",
    "numbered",
    "one_of",
    "own_text",
    "percent",
    "pole",
    "reason",
    "said",
    "say",
    "shared_ends",
    "tell_in",
    "territory",
    "told_in",
    "whole",
]
