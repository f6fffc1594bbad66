from .catalogue import ENGLISH as ENGLISH
from .catalogue import LANGUAGES as LANGUAGES
from .catalogue import catalogue as catalogue
from .catalogue import language as language
from .catalogue import sentence_of as sentence_of
from .catalogue import tell_in as tell_in
from .catalogue import told_in as told_in
from .errors_told import error_told as error_told
from .errors_told import reason as reason
from .phrases import Spoken as Spoken
from .phrases import aloud as aloud
from .phrases import alternatives as alternatives
from .phrases import called as called
from .phrases import chained as chained
from .phrases import decimal as decimal
from .phrases import form_for as form_for
from .phrases import is_said as is_said
from .phrases import listed as listed
from .phrases import meant as meant
from .phrases import names_joined as names_joined
from .phrases import numbered as numbered
from .phrases import one_of as one_of
from .phrases import percent as percent
from .phrases import say as say
from .phrases import template as template
from .phrases import whole as whole
from .poles import USUAL_POLES as USUAL_POLES
from .poles import Ends as Ends
from .poles import ends_over as ends_over
from .poles import pole as pole
from .poles import shared_ends as shared_ends
from .said import NOTHING as NOTHING
from .said import Said as Said
from .said import Value as Value
from .said import said as said
from .said import said_of as said_of
from .territories import country_name as country_name
from .territories import territory as territory
from .translated import Translated as Translated
from .translated import composed as composed
from .translated import own_text as own_text

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
