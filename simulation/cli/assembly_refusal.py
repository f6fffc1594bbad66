"""Says of an assembly what a command for conferences cannot do with it, and which one does it instead."""

import shlex
from collections.abc import Mapping
from typing import Final

import typer

from simulation.called import as_typed
from simulation.errors import ScenarioError

__all__ = ["no_assembly"]

_OTHERWISE: Final = "its members vote on texts, and nothing in it is negotiated. To see how it goes:"
_INSTEAD: Final[Mapping[str, tuple[str, str]]] = {
    "compare": (
        "compare sets negotiations beside each other. Ask for an ensemble of each variant instead, with the same seed:",
        "ensemble {case} --seed 1 --set hurdle.ease=1",
    ),
    "sweep": (
        "sweep varies negotiations. Ask for an ensemble at each value instead, with the same seed:",
        "ensemble {case} --seed 1 --set hurdle.gap=2",
    ),
    "sensitivity": (
        "sensitivity varies negotiations. Ask for an ensemble at each value instead, with the same seed:",
        "ensemble {case} --seed 1 --set hurdle.gap=2",
    ),
    "forecast": (
        "the models that forecast compares tell where a negotiation settles. How often each text survives:",
        "ensemble {case}",
    ),
    "vote": (
        (
            "its members do not vote one by one; at each stage the member decides whose vote completes those that "
            "are needed. Who that is, and what passes:"
        ),
        "run {case}",
    ),
    "power": (
        "power is reckoned for rooms that adopt one text together. Who decides at each stage of an assembly:",
        "run {case}",
    ),
    "play": (
        "its members have places and no instructions, so nobody can play a seat. To watch it:",
        "run {case}",
    ),
    "tournament": (
        "its members have places and no instructions, so no agent can hold a seat. To watch it:",
        "run {case}",
    ),
    "pack": ("it has no instructions to print for trainees. To read it:", "show {case}"),
    "export": (
        (
            "its members have places and no instructions, which is what other tools take. To have it in one file, "
            "FOLDER/case.yaml, beside its tables:"
        ),
        "run {case} --out FOLDER",
    ),
}
"""By command: why not, and what to type instead."""


def no_assembly(ctx: typer.Context, case: str | None) -> str | None:
    """Return the case as it was named, if it is no assembly.

    Raises:
        ScenarioError: if it is one; says in one sentence why the command takes none, and then what does.
    """
    from simulation.scenario.assembly import is_assembly

    if case is None or ctx.resilient_parsing or not is_assembly(case):
        return case
    why, command = _INSTEAD.get(ctx.info_name or "", (_OTHERWISE, "run {case}"))
    line = as_typed(f"delegation-sim {command.format(case=shlex.quote(case))}")
    raise ScenarioError(f"{case} is an assembly: {why} {line}")
