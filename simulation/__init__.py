"""Negotiate a text: governments and other stakeholders, from the first draft to the gavel.

>>> from simulation import simulate
>>> record = simulate("worked_package", seed=1)
>>> record.outcome.outcome_class
'consensus_clean'
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulation.abm.model import NegotiationModel
    from simulation.engine.record import Record
    from simulation.engine.simulate import load_scenario, simulate
    from simulation.errors import DelegationSimError, RecordError, ScenarioError, UnknownComponentError

    __version__: str

__all__ = [
    "DelegationSimError",
    "NegotiationModel",
    "Record",
    "RecordError",
    "ScenarioError",
    "UnknownComponentError",
    "__version__",
    "load_scenario",
    "simulate",
]

_HOME: Final = {
    "DelegationSimError": "simulation.errors",
    "NegotiationModel": "simulation.abm.model",
    "Record": "simulation.engine.record",
    "RecordError": "simulation.errors",
    "ScenarioError": "simulation.errors",
    "UnknownComponentError": "simulation.errors",
    "load_scenario": "simulation.engine.simulate",
    "simulate": "simulation.engine.simulate",
}
"""Module of each public name: loaded when the name is first used, so that importing the package costs nothing."""


os.environ.pop(
    "EAGER_IMPORT", None
)  # faces are loaded when they are used; modules reach their own while it loads

if not TYPE_CHECKING:  # a type checker would take any name for public

    def __getattr__(name: str) -> object:
        if name == "__version__":
            return import_module("simulation.version").version()
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
