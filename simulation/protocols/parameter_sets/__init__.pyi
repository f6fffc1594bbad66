from .asked_parameters import MEDIAN as MEDIAN
from .asked_parameters import OF_STUDIES as OF_STUDIES
from .sets import PROTOCOL as PROTOCOL
from .sets_table import Parameters as Parameters
from .sets_table import medians_told as medians_told
from .sets_table import played_with as played_with
from .sets_table import sets_for as sets_for
from .sets_told import set_told as set_told

__all__ = [
    "MEDIAN",
    "OF_STUDIES",
    "PROTOCOL",
    "Parameters",
    "medians_told",
    "played_with",
    "set_told",
    "sets_for",
]
