from .arrow_table import ArrowTable as ArrowTable
from .one_call import compare as compare
from .one_call import ensemble as ensemble
from .one_call import forecast as forecast
from .one_call import tournament as tournament
from .study_result import StudyResult as StudyResult

__all__ = [
    "ArrowTable",
    "StudyResult",
    "compare",
    "ensemble",
    "forecast",
    "tournament",
]
