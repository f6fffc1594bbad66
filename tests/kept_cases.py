"""Cases that stay as they are while the shipped ones and the defaults move: for tests of what happens in one game."""

from pathlib import Path
from typing import Final

__all__ = ["SIX_SEATS", "TWELVE_SEATS"]

_KEPT: Final = Path(__file__).parent / "kept"
SIX_SEATS: Final = str(_KEPT / "six_seats.yaml")
"""What `first_hour` was in 0.7.0, with the parameters of then."""
TWELVE_SEATS: Final = str(_KEPT / "twelve_seats.yaml")
"""What `wtpf13_training` was in 0.7.0, with the parameters of then."""
