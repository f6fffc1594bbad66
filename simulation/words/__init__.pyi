from .catalogue import ENGLISH as ENGLISH
from .catalogue import LANGUAGES as LANGUAGES
from .catalogue import catalogue as catalogue
from .catalogue import language as language
from .catalogue import tell_in as tell_in
from .catalogue import told_in as told_in
from .errors_told import error_told as error_told
from .errors_told import reason as reason
from .phrases import Spoken as Spoken
from .phrases import aloud as aloud
from .phrases import alternatives as alternatives
from .phrases import apart as apart
from .phrases import called as called
from .phrases import chained as chained
from .phrases import decimal as decimal
from .phrases import form_for as form_for
from .phrases import is_said as is_said
from .phrases import listed as listed
from .phrases import meant as meant
from .phrases import name_forms as name_forms
from .phrases import names_joined as names_joined
from .phrases import numbered as numbered
from .phrases import on_one_line as on_one_line
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
from .wrong_kinds import MOST_PLAYS as MOST_PLAYS
from .wrong_kinds import are_levers as are_levers
from .wrong_kinds import are_values as are_values
from .wrong_kinds import as_given as as_given
from .wrong_kinds import check_whole as check_whole
from .wrong_kinds import is_path as is_path
from .wrong_kinds import is_whole as is_whole
from .wrong_kinds import texts_of as texts_of

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "MOST_PLAYS",
    "NOTHING",
    "USUAL_POLES",
    "Ends",
    "Said",
    "Spoken",
    "Translated",
    "Value",
    "aloud",
    "alternatives",
    "apart",
    "are_levers",
    "are_values",
    "as_given",
    "called",
    "catalogue",
    "chained",
    "check_whole",
    "composed",
    "country_name",
    "decimal",
    "ends_over",
    "error_told",
    "form_for",
    "is_path",
    "is_said",
    "is_whole",
    "language",
    "listed",
    "meant",
    "name_forms",
    "names_joined",
    "numbered",
    "on_one_line",
    "one_of",
    "own_text",
    "percent",
    "pole",
    "reason",
    "said",
    "said_of",
    "say",
    "shared_ends",
    "tell_in",
    "template",
    "territory",
    "texts_of",
    "told_in",
    "whole",
]
