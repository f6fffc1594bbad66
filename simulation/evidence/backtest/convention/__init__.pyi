from .convention_files import COLUMNS as COLUMNS
from .convention_files import read_convention as read_convention
from .convention_told import told_convention as told_convention
from .run_convention import run_convention as run_convention

__all__ = [
    "COLUMNS",
    "read_convention",
    "run_convention",
    "told_convention",
]
