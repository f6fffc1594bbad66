from .backtest_told import Part as Part
from .backtest_told import as_markdown as as_markdown
from .backtest_told import told as told
from .backtest_told import told_fit as told_fit
from .decision_tables import read_decisions as read_decisions
from .foreign_sheet import is_day as is_day
from .outcome_layer_fit import fit_shipped as fit_shipped
from .run_backtest import run_backtest as run_backtest

__all__ = [
    "Part",
    "as_markdown",
    "fit_shipped",
    "is_day",
    "read_decisions",
    "run_backtest",
    "told",
    "told_fit",
]
