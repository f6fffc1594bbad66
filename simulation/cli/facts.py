"""The command that tests the model against stylised facts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.cli import study_options
from simulation.cli.watching import watching

if TYPE_CHECKING:
    from simulation.cli.terminal import Page
    from simulation.evidence.facts.fact import ControlResult, FactResult
    from simulation.evidence.facts.families import Family

__all__ = ["Run", "facts", "print_run"]

_REHEARSAL: Final = "rehearsal"
"""In place of a verdict where there are too few pairs for one."""


def facts(
    *,
    only: Annotated[list[str] | None, typer.Option(metavar="FACT")] = None,
    family: Annotated[list[str] | None, typer.Option(metavar="FAMILY")] = None,
    replications: Annotated[int, typer.Option(metavar="N", min=2, max=100_000)] = 400,
    seed: study_options.Seed = 1,
    workers: study_options.Workers = None,
    as_json: study_options.AsJson = False,
    as_markdown: Annotated[bool, typer.Option("--markdown")] = False,
) -> None:
    """Test the model against what is known of conferences."""
    if as_json and as_markdown:
        raise typer.BadParameter(
            "prints one thing only: leave out --json or --markdown.", param_hint="--json"
        )
    played = _play(only, family, seed=seed, replications=replications, workers=workers, is_told=not as_json)
    if as_json:
        typer.echo(json.dumps(played.as_data(), indent=2, ensure_ascii=False))
    elif as_markdown:
        typer.echo(played.as_markdown(), nl=False)
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
) -> "Run":
    """Return what comes out; a rehearsal is called one beforehand, if it may be told."""
    from simulation.evidence.facts import frozen
    from simulation.evidence.facts.battery import find_facts
    from simulation.evidence.facts.controls import CONTROLS
    from simulation.evidence.facts.families import find_families
    from simulation.evidence.facts.run_battery import REPLICATIONS, run_battery
    from simulation.study.pool import processes

    chosen, families = find_facts(only), find_families(family)
    # Before anything is played: whoever edits a fact meanwhile edits another one.
    definitions = frozen.now().digest
    if replications < REPLICATIONS and is_told:
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
            families=families,
            executor=executor,
            progress=progress,
        )
    return Run(
        facts=found,
        controls=controls,
        families=families,
        seed=seed,
        replications=replications,
        definitions=definitions,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was asked for and what came out."""

    facts: Sequence["FactResult"]
    controls: Sequence["ControlResult"]
    families: Sequence["Family"]
    seed: int
    replications: int
    definitions: str
    """Digest of the definitions with which it was played."""

    @property
    def is_rehearsal(self) -> bool:
        """Whether there are too few pairs for a verdict."""
        from simulation.evidence.facts.run_battery import REPLICATIONS

        return self.replications < REPLICATIONS

    @property
    def basis(self) -> str:
        """The sentence that says on what all figures rest."""
        from simulation.evidence.facts import facts_told
        from simulation.version import version

        return facts_told.basis(
            seed=self.seed,
            replications=self.replications,
            version=version(),
            families=len(self.families),
            definitions=self.definitions,
        )

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        from simulation.version import version

        judged = {"verdict": _REHEARSAL} if self.is_rehearsal else {}
        return {
            "seed": self.seed,
            "replications": self.replications,
            "version": version(),
            "definitions": self.definitions,
            "families": [{"family": one.key, "words": one.words} for one in self.families],
            "facts": [result.as_data() | judged for result in self.facts],
            "controls": [result.as_data() for result in self.controls],
        }

    def as_markdown(self) -> str:
        """Return the section of the page on validation."""
        from simulation.evidence.facts import facts_told

        return facts_told.markdown(self.facts, self.controls, told=self.basis)


def print_run(played: Run) -> None:
    """Print fact by fact what came out, then the controls, and in which families each fact holds."""
    from simulation.cli.terminal import Page
    from simulation.evidence.facts import facts_told

    page = Page()
    page.title("What the model shows of what is known")
    for result in played.facts:
        _print_fact(page, result, is_rehearsal=played.is_rehearsal)
    _print_controls(page, played.controls)
    _print_families(page, played)
    page.heading("In all")
    told = (
        f"{len(played.facts)} rehearsed, no verdicts"
        if played.is_rehearsal
        else facts_told.counts(played.facts)
    )
    page.say(f"{told}.{_null(played.controls)}", indent=2)
    page.note(played.basis, indent=2)


def _null(controls: Sequence["ControlResult"]) -> str:
    if not controls:
        return ""
    null = sum(control.is_null for control in controls)
    return f" Of {len(controls)} changes that must change nothing, {null} changed nothing."


def _print_fact(page: "Page", result: "FactResult", *, is_rehearsal: bool) -> None:
    from simulation.evidence.facts import facts_told

    fact = result.fact
    page.heading(f"{fact.key}  {_REHEARSAL if is_rehearsal else result.verdict}")
    page.say(f"{fact.name}. {fact.source}; {result.replications} pairs.", indent=2)
    if fact.by_construction and result.verdict == "by construction":
        page.note(f"By construction: {fact.by_construction}.", indent=2)
    if fact.amended:
        page.note(f"Amended: {fact.amended}", indent=2)
    if fact.mechanism:
        page.note(f"Mechanism, until 0.1.0: {fact.mechanism}", indent=2)
    first, *others = result.families
    page.columns(
        [
            (
                facts_told.answer(claim),
                facts_told.figure(claim),
                facts_told.expected(claim),
                str(claim.estimate.n),
                claim.words,
            )
            for claim in first.claims
        ],
        heads=("holds", "effect", "expected", "n", f"measure, family {first.family}"),
    )
    if others:
        rows = [(one.family, facts_told.missed(one) or "all holds") for one in others]
        page.columns(rows, heads=("family", "what does not hold there"))


def _print_families(page: "Page", played: Run) -> None:
    """Print in which families each fact holds; a rehearsal has no verdicts, and one family is no comparison."""
    from simulation.evidence.facts import facts_told

    if played.is_rehearsal or len(played.families) == 1:
        return
    page.heading("In families of rooms")
    page.columns([(one.key, one.words) for one in played.families])
    page.columns(
        [
            (
                result.fact.key,
                *(facts_told.sign(result, one) for one in result.families),
                f"{facts_told.of_families(result)}, {result.verdict}",
            )
            for result in played.facts
        ],
        heads=("fact", *(one.key for one in played.families), "holds in"),
    )
    page.note(f"{facts_told.LEGEND[0].upper()}{facts_told.LEGEND[1:]}", indent=2)


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
