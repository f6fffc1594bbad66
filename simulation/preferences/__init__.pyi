from .values import reached as reached

__all__ = [
    "reached",
]
