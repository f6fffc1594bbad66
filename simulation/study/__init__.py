"""What-if work: variants of a case, many replications of each, and what can be said of the difference.

>>> from simulation.study import ensemble_of, play_study
>>> summary = play_study(ensemble_of("worked_package", replications=4))
>>> summary.finding("class.consensus_clean").estimates[0].value
1.0
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulation.study.conduct import play_study
    from simulation.study.pool import cluster, processes
    from simulation.study.study_file import load_study, write_study
    from simulation.study.variants import comparison_of, ensemble_of

__all__ = [
    "cluster",
    "comparison_of",
    "ensemble_of",
    "load_study",
    "play_study",
    "processes",
    "write_study",
]

_HOME: Final = {
    "cluster": "pool",
    "comparison_of": "variants",
    "ensemble_of": "variants",
    "load_study": "study_file",
    "play_study": "conduct",
    "processes": "pool",
    "write_study": "study_file",
}
"""Module of each public name: loaded when the name is first used, so that a worker loads only what it plays with."""


if not TYPE_CHECKING:  # a type checker would take any name for public

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"simulation.study.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
