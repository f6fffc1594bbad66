"""Loads a case and plays it in one call: what most users of the library need."""

import os
from collections.abc import Mapping

from simulation.engine.batch import negotiate
from simulation.engine.component_checks import check_components
from simulation.engine.record import Record
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.protocols.parameter_sets.sets_table import Parameters
from simulation.rng import MAX_SEED, as_seed
from simulation.scenario import load
from simulation.scenario.schema import Scenario

__all__ = ["MAX_SEED", "load_scenario", "simulate"]


def load_scenario(case: str | os.PathLike[str], *, overrides: Mapping[str, object] | None = None) -> Scenario:
    """Return a case that can be played: everything in it is checked, components included.

    Args:
        case: The name of a shipped case, or a YAML file.
        overrides: Values by dotted path, such as `{"delegations.BRA.mandate.Q1.position": 0.4}`; text as in YAML.

    Raises:
        ScenarioError: If there is a problem; its text lists all of them, one `file:line:column: ...` a line.
    """
    return load.load_scenario(case, overrides=overrides, checks=(check_components,))


def simulate(
    case: Scenario | str | os.PathLike[str],
    *,
    seed: int = 1,
    replication: int = 0,
    overrides: Mapping[str, object] | None = None,
    parameters: Parameters = MEDIAN,
) -> Record:
    """Return the record of one negotiation. The same case, seed and replication give the same record.

    Args:
        case: A case, or what `load_scenario` takes.
        seed: From 0 to `MAX_SEED`.
        replication: Which of the many negotiations of that seed; from 0 to `MAX_SEED`.
        overrides: As for `load_scenario`; only with a case that is loaded here.
        parameters: `median`, as the protocol has them; `drawn`, a set that this replication draws of the shipped table;
            or the folder of another table. What the case names itself stands.

    Raises:
        ParameterSetsError: If there is no such table of parameters, or it cannot be used.
        ScenarioError: If the case cannot be used.
        SeedError: If seed or replication is no whole number from 0 to `MAX_SEED`; a ValueError too.
        ValueError: If a case that is already loaded comes with overrides.
    """
    seed, replication = as_seed(seed), as_seed(replication, "replication")
    if isinstance(case, Scenario):
        if overrides:
            raise ValueError("overrides change a case while it is loaded; this one is loaded already")
    else:
        case = load_scenario(case, overrides=overrides)
    return negotiate(case, seed=seed, replication=replication, parameters=parameters)
