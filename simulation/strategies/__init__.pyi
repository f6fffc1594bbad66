from .builtin import STRATEGIES as STRATEGIES

__all__ = [
    "STRATEGIES",
]
