"""The words of every sentence that the library generates: a catalogue file a language, and which one to tell in."""

from simulation.words.catalogue import ENGLISH, LANGUAGES, catalogue, language, sentence_of, tell_in, told_in
from simulation.words.phrases import (
    Spoken,
    aloud,
    alternatives,
    called,
    chained,
    decimal,
    form_for,
    is_said,
    listed,
    meant,
    names_joined,
    numbered,
    one_of,
    percent,
    say,
    template,
    whole,
)
from simulation.words.poles import USUAL_POLES, Ends, ends_over, pole, shared_ends
from simulation.words.said import NOTHING, Said, Value, said, said_of
from simulation.words.system import reason
from simulation.words.territories import country_name, territory
from simulation.words.translated import Translated, composed, own_text
from simulation.words.unknown import error_told

__all__ = [
    "ENGLISH",
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
    "error_told",
    "form_for",
    "is_said",
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
    "said_of",
    "say",
    "sentence_of",
    "shared_ends",
    "tell_in",
    "template",
    "territory",
    "told_in",
    "whole",
]
