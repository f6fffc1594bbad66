"""The command class with --rehearse: a class is played by simulated students before the people come."""

import json
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from dashboard.classroom.rehearsal.result import Told
    from simulation.scenario import Scenario

__all__ = ["rehearsed"]


def rehearsed(
    case: "Scenario",
    students: int,
    plan: Any,  # noqa: ANN401 - a Plan, which is imported late
    *,
    seed: int,
    as_json: bool,
) -> None:
    """Play a class with simulated students, say what came of it, and fail if it is not sound."""
    from dashboard.classroom import rehearsal

    found = rehearsal.rehearse(
        case,
        students,
        seed=seed,
        plan=plan,
        language=plan.language,
        tell=lambda line: typer.echo(line, err=True),
    )
    if as_json:
        typer.echo(json.dumps(found.to_json(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        _show(found.told(plan.language))
    if not found.is_sound:
        raise typer.Exit(1)


def _show(told: "Told") -> None:
    from simulation.cli.terminal import Page

    page = Page()
    for line in told.before:
        page.say(line)
    page.write()
    page.columns(told.rows, heads=told.heads)
    page.write()
    for line in told.after:
        page.say(line)
