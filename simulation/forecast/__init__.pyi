from .all_models import Forecast as Forecast
from .all_models import forecast_from as forecast_from
from .all_models import forecast_of as forecast_of
from .compared_models import SHELF as SHELF
from .compared_models import Shown as Shown
from .compared_models import shown_for as shown_for
from .expected import Expected as Expected
from .expected import expected as expected
from .forecast_document import document_of as document_of
from .forecast_told import basis as basis
from .forecast_told import choices as choices
from .forecast_told import doubt as doubt
from .forecast_told import expectation as expectation
from .forecast_told import family_name as family_name
from .forecast_told import headline as headline
from .forecast_told import layer as layer
from .forecast_told import limits as limits
from .forecast_told import model_name as model_name
from .forecast_told import standing_sentences as standing_sentences
from .forecast_told import title as title
from .forecast_told import wide as wide
from .landed import Landed as Landed
from .landed import joined as joined
from .landed import land as land
from .pieces import pieces_of as pieces_of
from .table_numbers import in_table as in_table

__all__ = [
    "SHELF",
    "Expected",
    "Forecast",
    "Landed",
    "Shown",
    "basis",
    "choices",
    "document_of",
    "doubt",
    "expectation",
    "expected",
    "family_name",
    "forecast_from",
    "forecast_of",
    "headline",
    "in_table",
    "joined",
    "land",
    "layer",
    "limits",
    "model_name",
    "pieces_of",
    "shown_for",
    "standing_sentences",
    "title",
    "wide",
]
