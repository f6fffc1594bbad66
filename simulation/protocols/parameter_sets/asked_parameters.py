"""The words by which parameters are asked for; the commands read them before anything heavy is loaded."""

from typing import Final

__all__ = ["DRAWN", "MEDIAN", "OF_STUDIES"]

MEDIAN: Final = "median"
"""The parameters of the protocol as they are: the medians of the shipped table, to two digits."""
DRAWN: Final = "drawn"
"""Each replication draws a set of the shipped table."""
OF_STUDIES: Final = DRAWN
"""What the commands ensemble and compare take unless told otherwise."""
