"""Cases and runs in the language that a command tells in, and the line that says where texts stand in another."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulation.words import language, listed, say

if TYPE_CHECKING:
    from simulation.scenario import Scenario
    from simulation.scenario.archetypes import Recast
    from simulation.storage import Run

__all__ = ["recast_case", "told_case", "told_run"]


def told_case(case: str | os.PathLike[str], overrides: Mapping[str, object] | None = None) -> "Scenario":
    """Return a case as `load_scenario` does, its texts in the current language, where it has them in it.

    Raises:
        ScenarioError: if there is a problem; its text lists all of them.
    """
    from simulation.engine import load_scenario
    from simulation.scenario.translations import in_language

    return in_language(load_scenario(case, overrides=overrides), language())


def recast_case(case: "Scenario") -> "Recast":
    """Return a case with archetypes in the place of its real delegations; say which words may still tell who one is.

    Raises:
        ScenarioError: if its delegations are invented.
    """
    from simulation.scenario.archetypes import recast

    found = recast(case, language())
    if found.left:
        typer.echo(say("archetypes.left", words=listed(found.left)), err=True)
    return found


def told_run(folder: str | Path) -> "Run":
    """Return the run in a folder, told in the current language.

    Raises:
        RecordError: if there is none, or something in it is missing, damaged or of another version.
    """
    from simulation.storage import load_run, run_in_language

    return run_in_language(load_run(folder), language())
