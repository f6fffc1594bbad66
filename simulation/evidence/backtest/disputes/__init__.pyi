from .disputes_told import told_disputes as told_disputes
from .run_disputes import run_disputes as run_disputes

__all__ = [
    "run_disputes",
    "told_disputes",
]
