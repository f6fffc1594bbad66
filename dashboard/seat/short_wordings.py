"""How many words of a wording are shown, by where it stands: alike in *Play a seat* and in *My seat* of a class."""

from typing import Final

__all__ = ["AMONG_ALL", "AMONG_CLAUSE", "IN_SENTENCE", "ON_LINE", "TO_TABLE"]

IN_SENTENCE: Final = 8
"""Where a sentence tells what somebody did with it."""
AMONG_ALL: Final = 9
"""On the card, and among the wordings of all clauses."""
AMONG_CLAUSE: Final = 10
"""On a button, and among the wordings of one clause."""
ON_LINE: Final = 12
"""Where it has a line of its own: what one expects."""
TO_TABLE: Final = 14
"""Where one chooses what to table."""
