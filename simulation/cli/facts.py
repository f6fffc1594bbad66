"""The command that tests the model against stylised facts."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.cli import study_options
from simulation.cli.watching import watching

if TYPE_CHECKING:
    from simulation.cli.page import Page
    from simulation.experiments.facts.fact import ControlResult, FactResult

__all__ = ["facts"]

_REHEARSAL: Final = "rehearsal"
"""In place of a verdict where there are too few pairs for one."""


def facts(
    *,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FACT", help="Only this fact, such as F9; may be repeated. Leaves out the controls."
        ),
    ] = None,
    replications: Annotated[
        int, typer.Option(metavar="N", min=2, max=100_000, help="Pairs of rooms in each comparison.")
    ] = 400,
    seed: study_options.Seed = 1,
    workers: study_options.Workers = None,
    as_json: study_options.AsJson = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the section for the page on validation.")
    ] = False,
) -> None:
    """Test the model against what is known of conferences.

    Twenty stylised facts, each a paired study on generated rooms with the direction, the measures and the rule for the
    verdict fixed beforehand; and negative controls, changes that must change nothing.
    """
    from simulation.experiments.facts import telling
    from simulation.experiments.facts.battery import find_facts
    from simulation.experiments.facts.controls import CONTROLS
    from simulation.experiments.facts.run import REPLICATIONS, run_battery
    from simulation.experiments.pool import processes
    from simulation.version import version

    if as_json and as_markdown:
        raise typer.BadParameter(
            "prints one thing only: leave out --json or --markdown.", param_hint="--json"
        )
    chosen = find_facts(only)
    is_rehearsal = replications < REPLICATIONS
    if is_rehearsal and not as_json:
        typer.echo(
            f"A rehearsal: fewer than {REPLICATIONS} pairs are too few for a verdict (--replications).",
            err=True,
        )
    with processes(workers) as executor, watching("negotiations") as progress:
        found, controls = run_battery(
            chosen,
            () if only else CONTROLS,
            seed=seed,
            replications=replications,
            executor=executor,
            progress=progress,
        )
    if as_json:
        typer.echo(
            json.dumps(_data(found, controls, is_rehearsal=is_rehearsal), indent=2, ensure_ascii=False)
        )
    elif as_markdown:
        text = telling.markdown(found, controls, seed=seed, replications=replications, version=version())
        typer.echo(text, nl=False)
    else:
        basis = telling.basis(seed=seed, replications=replications, version=version())
        _print(found, controls, basis, is_rehearsal=is_rehearsal)


def _print(
    found: Sequence["FactResult"], controls: Sequence["ControlResult"], basis: str, *, is_rehearsal: bool
) -> None:
    from simulation.cli.page import Page
    from simulation.experiments.facts import telling

    page = Page()
    _print_facts(page, found, is_rehearsal=is_rehearsal)
    _print_controls(page, controls)
    page.heading("In all")
    told = f"{len(found)} rehearsed, no verdicts" if is_rehearsal else telling.counts(found)
    page.say(f"{told}.{_null(controls)}", indent=2)
    page.note(basis, indent=2)


def _data(
    found: Sequence["FactResult"], controls: Sequence["ControlResult"], *, is_rehearsal: bool
) -> dict[str, object]:
    judged = {"verdict": _REHEARSAL} if is_rehearsal else {}
    return {
        "facts": [result.as_data() | judged for result in found],
        "controls": [result.as_data() for result in controls],
    }


def _null(controls: Sequence["ControlResult"]) -> str:
    if not controls:
        return ""
    null = sum(control.is_null for control in controls)
    return f" Of {len(controls)} changes that must change nothing, {null} changed nothing."


def _print_facts(page: "Page", found: Sequence["FactResult"], *, is_rehearsal: bool) -> None:
    from simulation.experiments.facts import telling

    page.title("What the model shows of what is known")
    for result in found:
        fact = result.fact
        page.heading(f"{fact.key}  {_REHEARSAL if is_rehearsal else result.verdict}")
        page.say(f"{fact.name}. {fact.source}; {result.replications} pairs.", indent=2)
        if fact.by_construction and result.verdict == "by construction":
            page.note(f"By construction: {fact.by_construction}.", indent=2)
        if fact.amended:
            page.note(f"Amended: {fact.amended}", indent=2)
        if fact.mechanism:
            page.note(f"Mechanism: {fact.mechanism}", indent=2)
        page.columns(
            [
                (telling.answer(claim), telling.figure(claim), str(claim.estimate.n), claim.words)
                for claim in result.claims
            ],
            heads=("holds", "effect", "n", "measure"),
        )


def _print_controls(page: "Page", controls: Sequence["ControlResult"]) -> None:
    if not controls:
        return
    page.heading("Changes that must change nothing")
    page.columns(
        [
            ("nothing" if result.is_null else "CHANGED", f"{result.control.name}: {result.figures}.")
            for result in controls
        ]
    )
