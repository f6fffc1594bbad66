from .accepts import ruled_out as ruled_out
from .lever import Lever as Lever
from .registry import LEVERS as LEVERS
from .whose import called as called
from .whose import of_whom as of_whom

__all__ = [
    "LEVERS",
    "Lever",
    "called",
    "of_whom",
    "ruled_out",
]
