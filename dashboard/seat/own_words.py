"""What a person writes in a field: it is gone once it was sent, and stays as long as it was not."""

from typing import Final

from dashboard.seat.game import Game

__all__ = ["after", "key_of", "unsent"]

_FIELDS: Final = "own.words"


def key_of(at_hand: Game, field: str) -> str:
    """Return the key of a field as it is now: once its words were sent it is a new one, and empty."""
    return f"{field}.{_of(at_hand, field)[0]}"


def unsent(at_hand: Game, field: str) -> str:
    """Return what was written in a field and not sent: not yet, or another window had moved, or the rules forbid it."""
    return _of(at_hand, field)[1]


def after(at_hand: Game, field: str, text: str, *, was_sent: bool) -> None:
    """Note whether what stands in a field was sent."""
    number, _ = _of(at_hand, field)
    at_hand.shown.setdefault(_FIELDS, {})[field] = (number + 1, "") if was_sent else (number, text)


def _of(at_hand: Game, field: str) -> tuple[int, str]:
    found: tuple[int, str] = at_hand.shown.get(_FIELDS, {}).get(field, (0, ""))
    return found
