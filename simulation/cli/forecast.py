"""The command forecast: what the published models say about one case, side by side."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli import arguments, study_options

__all__ = ["forecast"]


def forecast(
    case: arguments.Case,
    *,
    model: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY",
            help="Only this model, next to the weighted mean; may be repeated. All if left out.",
        ),
    ] = None,
    replications: Annotated[
        int,
        typer.Option(
            "--replications", "-n", metavar="N", min=1, max=10_000, help="Draws of what is uncertain."
        ),
    ] = 100,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    workers: study_options.Workers = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page with charts (HTML) as well.", dir_okay=False),
    ] = None,
    as_json: study_options.AsJson = False,
) -> None:
    """Show what the published models say about a case, side by side.

    Means, bargaining solutions, the challenge model in its variants, exchange, opinion dynamics, alternating offers, a
    single text, and the conference itself: where each lands on every issue, in which wording, how far they disagree,
    and about whom. Around the weighted mean stands the outcome layer: a probability for every wording.
    """
    if out is not None and not out.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {out.parent} to write it in.", param_hint="--out")
    from simulation.cli.forecast_page import print_forecast
    from simulation.cli.watching import watching
    from simulation.engine.simulate import load_scenario
    from simulation.forecast.all_models import forecast_of
    from simulation.forecast.compared_models import shown_for
    from simulation.forecast.forecast_document import document_of
    from simulation.study.pool import processes

    changes = arguments.drawn(overrides, instance)
    found = load_scenario(case, overrides=arguments.parsed(changes))
    models = shown_for(model or ())
    with processes(workers) as executor, watching("parts") as progress:
        made = forecast_of(
            found, seed=seed, replications=replications, models=models, executor=executor, progress=progress
        )
    if out is not None:
        from simulation.repeating import forecasting
        from simulation.report.forecast import write_forecast_report

        again = forecasting(case, seed=seed, replications=replications, models=model or (), overrides=changes)
        write_forecast_report(made, out, command=again)
    if as_json:
        import json

        typer.echo(json.dumps(document_of(made), indent=2, ensure_ascii=False, allow_nan=False))
        return
    from simulation.cli.terminal import Page

    print_forecast(Page(), made)
    if out is not None:
        typer.echo(f"\nThe report is in {out}.")
