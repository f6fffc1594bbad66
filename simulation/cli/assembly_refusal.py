"""Says of an assembly what a command for conferences cannot do with it, and which one does it instead."""

from collections.abc import Mapping
from typing import Final

import typer

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.errors import ScenarioError
from simulation.words import say

__all__ = ["no_assembly"]

_INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "compare": ("ensemble", "--seed", "1", "--set", "hurdle.ease=1"),
    "sweep": ("ensemble", "--seed", "1", "--set", "hurdle.gap=2"),
    "sensitivity": ("ensemble", "--seed", "1", "--set", "hurdle.gap=2"),
    "forecast": ("ensemble",),
    "vote": ("run",),
    "power": ("run",),
    "play": ("run",),
    "tournament": ("run",),
    "pack": ("show",),
    "export": ("run", "--out", "FOLDER"),
}
"""By command: what to type instead, with the case after the first word; `house.no.COMMAND` says why."""


def no_assembly(ctx: typer.Context, case: str | None) -> str | None:
    """Return the case as it was named, if it is no assembly.

    Raises:
        ScenarioError: if it is one; says in one sentence why the command takes none, and then what does.
    """
    from simulation.scenario import is_assembly

    if case is None or ctx.resilient_parsing or not is_assembly(case):
        return case
    name = ctx.info_name or ""
    name = name if name in _INSTEAD else "otherwise"
    command, *options = _INSTEAD.get(name, ("run",))
    told = {"why": say(f"house.no.{name}"), "command": languages.to_type([COMMAND, command, case, *options])}
    raise ScenarioError(say("house.no.refused", case=case, **told))
