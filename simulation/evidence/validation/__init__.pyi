from .bins import Curve as Curve
from .published_table import Published as Published
from .published_table import published as published
from .validation_told import COLUMNS as COLUMNS
from .validation_told import Line as Line
from .validation_told import assembly_line as assembly_line
from .validation_told import forecast_line as forecast_line
from .validation_told import lines as lines
from .validation_told import meaning as meaning
from .validation_told import simple_models as simple_models
from .validation_told import sources as sources
from .validation_told import tally as tally

__all__ = [
    "COLUMNS",
    "Curve",
    "Line",
    "Published",
    "assembly_line",
    "forecast_line",
    "lines",
    "meaning",
    "published",
    "simple_models",
    "sources",
    "tally",
]
