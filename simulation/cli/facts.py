"""The command that tests the model against stylised facts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli import completing, study_options
from simulation.cli.json_document import print_document
from simulation.cli.watching import watching
from simulation.words import NOTHING, Said, said, say

if TYPE_CHECKING:
    from simulation.cli.terminal import Page
    from simulation.evidence.facts import ControlResult, Drawn, FactResult

__all__ = ["facts", "print_run"]


def facts(
    *,
    only: Annotated[list[str] | None, typer.Option(metavar="FACT", autocompletion=completing.facts)] = None,
    family: Annotated[
        list[str] | None, typer.Option(metavar="FAMILY", autocompletion=completing.families)
    ] = None,
    replications: Annotated[int, typer.Option("--replications", "-n", metavar="N", min=2, max=100_000)] = 400,
    seed: study_options.Seed = 1,
    workers: study_options.Workers = None,
    as_json: study_options.AsJson = False,
    as_markdown: Annotated[bool, typer.Option("--markdown")] = False,
) -> None:
    """Test the model against what is known of conferences."""
    if as_json and as_markdown:
        raise typer.BadParameter(say("problem.prints_one"), param_hint="--json")
    played = _play(only, family, seed=seed, replications=replications, workers=workers, is_told=not as_json)
    if as_json:
        print_document("facts", **played.as_data())
    elif as_markdown:
        typer.echo(played.section, nl=False)
    else:
        print_run(played)


def _play(
    only: Sequence[str] | None,
    family: list[str] | None,
    *,
    seed: int,
    replications: int,
    workers: int | None,
    is_told: bool,
) -> "Drawn":
    """Return what comes out; a rehearsal is called one beforehand, if it may be told."""
    from simulation.evidence.facts import (
        CONTROLS,
        REPLICATIONS,
        Drawn,
        find_facts,
        find_families,
        now,
        run_battery,
    )
    from simulation.study import processes
    from simulation.version import version

    chosen, families = find_facts(only), find_families(family)
    # Before anything is played: whoever edits a fact meanwhile edits another one.
    definitions = now().digest
    if replications < REPLICATIONS and is_told:
        typer.echo(say("facts.rehearsal.few", fewest=REPLICATIONS), err=True)
    with processes(workers) as executor, watching("negotiations") as progress:
        found, controls = run_battery(
            chosen,
            () if only else CONTROLS,
            seed=seed,
            replications=replications,
            families=families,
            executor=executor,
            progress=progress,
        )
    return Drawn(
        seed=seed,
        replications=replications,
        version=version(),
        definitions=definitions,
        families=tuple(one.key for one in families),
        facts=found,
        controls=controls,
    )


def print_run(played: "Drawn") -> None:
    """Print fact by fact what came out, then the controls, and in which families each fact holds."""
    from simulation.cli.terminal import Page
    from simulation.evidence.facts import counts

    page = Page()
    page.title(say("facts.title"))
    for result in played.facts:
        _print_fact(page, result, is_rehearsal=played.is_rehearsal)
    _print_controls(page, played.controls)
    _print_families(page, played)
    page.heading(say("facts.all"))
    told = (
        said("facts.rehearsed", n=len(played.facts))
        if played.is_rehearsal
        else said("list.ended", text=counts(played.facts))
    )
    page.say(Said.joined(told, _null(played.controls)), indent=2)
    page.note(played.basis, indent=2)
    if as_frozen := say("facts.as_frozen"):
        page.note(as_frozen, indent=2)


def _null(controls: Sequence["ControlResult"]) -> Said:
    if not controls:
        return NOTHING
    return said("facts.null", controls=len(controls), n=sum(control.is_null for control in controls))


def _print_fact(page: "Page", result: "FactResult", *, is_rehearsal: bool) -> None:
    from simulation.evidence.facts import answer, expected, fact_named, figure, missed, verdict_named

    fact = result.fact
    verdict = say("facts.rehearsal") if is_rehearsal else verdict_named(result.verdict)
    page.heading(f"{fact.key}  {verdict}")
    name, pairs = fact_named(fact), result.replications
    page.say(said("facts.fact", name=name, source=fact.source, pairs=pairs), indent=2)
    if fact.by_construction and result.is_by_construction:
        page.note(said("facts.by_construction", why=fact.by_construction), indent=2)
    if fact.amended:
        page.note(said("facts.amended", what=fact.amended), indent=2)
    if fact.mechanism:
        page.note(said("facts.mechanism", what=fact.mechanism), indent=2)
    first, *others = result.families
    page.columns(
        [
            (answer(claim), figure(claim), expected(claim), str(claim.estimate.n), claim.words)
            for claim in first.claims
        ],
        heads=(*_heads("holds", "effect", "expected", "n"), say("facts.measure", family=first.family)),
    )
    if others:
        rows = [(one.family, missed(one) or say("facts.all_holds")) for one in others]
        page.columns(rows, heads=_heads("family", "missed"))


def _print_families(page: "Page", played: "Drawn") -> None:
    """Print in which families each fact holds; a rehearsal has no verdicts, and one family is no comparison."""
    from simulation.evidence.facts import family_named, find_families, of_families, sign, verdict_named

    if played.is_rehearsal or len(played.families) == 1:
        return
    page.heading(say("facts.families"))
    page.columns([(one.key, family_named(one)) for one in find_families(played.families)])
    page.columns(
        [
            (
                result.fact.key,
                *(sign(result, one) for one in result.families),
                say("facts.held.verdict", held=of_families(result), verdict=verdict_named(result.verdict)),
            )
            for result in played.facts
        ],
        heads=(*_heads("fact"), *played.families, *_heads("held")),
    )
    page.note(say("facts.legend"), indent=2)


def _heads(*names: str) -> list[str]:
    return [say(f"facts.head.{name}") for name in names]


def _print_controls(page: "Page", controls: Sequence["ControlResult"]) -> None:
    from simulation.evidence.facts import control_named

    if not controls:
        return
    page.heading(say("facts.controls"))
    page.columns(
        [
            (
                say("facts.control.nothing" if result.is_null else "facts.control.changed"),
                say("facts.control.told", name=control_named(result.control), figures=result.figures),
            )
            for result in controls
        ]
    )
