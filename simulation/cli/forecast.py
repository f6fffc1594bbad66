"""The command forecast: what the published models say about one case, side by side."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.json_document import print_json
from simulation.repeating import forecasting
from simulation.words import say

__all__ = ["forecast"]


def forecast(
    case: arguments.Case,
    *,
    model: Annotated[list[str] | None, typer.Option(metavar="KEY", autocompletion=completing.models)] = None,
    replications: Annotated[int, typer.Option("--replications", "-n", metavar="N", min=1, max=10_000)] = 100,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    workers: study_options.Workers = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", dir_okay=False)] = None,
    as_json: study_options.AsJson = False,
) -> None:
    """Show what the published models say about a case, side by side."""
    if out is not None and not out.absolute().parent.is_dir():
        raise typer.BadParameter(say("problem.forecast.folder", folder=out.parent), param_hint="--out")
    from simulation.cli.forecast_page import print_forecast
    from simulation.cli.told_texts import told_case
    from simulation.cli.watching import watching
    from simulation.forecast import document_of, forecast_of, shown_for
    from simulation.study import processes

    changes = arguments.drawn(overrides, instance)
    found = told_case(case, arguments.parsed(changes))
    models = shown_for(model or ())
    with processes(workers) as executor, watching("parts") as progress:
        made = forecast_of(
            found, seed=seed, replications=replications, models=models, executor=executor, progress=progress
        )
    again = forecasting(case, seed=seed, replications=replications, models=model or (), overrides=changes)
    if out is not None:
        from simulation.report.forecast import write_forecast_report

        write_forecast_report(made, out, command=again)
    if as_json:
        print_json(document_of(made) | {"command": again})
        return
    from simulation.cli.terminal import Page

    print_forecast(Page(), made)
    if out is not None:
        typer.echo(f"\n{say('forecast.page.report', file=out)}")
