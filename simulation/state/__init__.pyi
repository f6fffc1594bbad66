from .compile import SPREAD as SPREAD
from .instructions import bloc_with_line as bloc_with_line
from .instructions import centre as centre
from .instructions import has_say as has_say
from .instructions import mandate_on as mandate_on
from .instructions import salience_on as salience_on
from .red_lines import Defaults as Defaults
from .red_lines import red_line_ends as red_line_ends
from .tableau import KINDS as KINDS
from .tidy_table import TidyTable as TidyTable
from .tidy_table import case_workbook as case_workbook
from .tidy_table import tidy_table as tidy_table

__all__ = [
    "KINDS",
    "SPREAD",
    "Defaults",
    "TidyTable",
    "bloc_with_line",
    "case_workbook",
    "centre",
    "has_say",
    "mandate_on",
    "red_line_ends",
    "salience_on",
    "tidy_table",
]
