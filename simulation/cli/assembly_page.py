"""What the command run prints of an assembly: who sponsors what with whom, and which text survives each stage."""

import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import typer
from scipy.special import expit

from simulation.called import COMMAND, as_typed
from simulation.cli import arguments
from simulation.cli.terminal import Page, counted
from simulation.engine.assembly import AssemblyRecord, play_assembly
from simulation.models.stages import needed
from simulation.reasons.assembly import row_of_text
from simulation.reasons.assembly_told import explain_member, explain_text
from simulation.repeating import repeating
from simulation.report.assembly.document import document_of, name_of
from simulation.scenario.assembly import assembly_hash, load_assembly
from simulation.storage.assembly_folder import load_assembly_run
from simulation.words import meant, names_joined, percent

__all__ = ["command_of", "explain", "give", "play", "print_afterwards", "refuse"]

_PAIRS: Final = 5
_NAMED: Final = 20
"""Keys that are told where one is not known."""
HALF: Final = 0.5
"""Stands for more than half."""


def refuse(
    given: Mapping[str, object],
    valid: str = "--seed, --replication, --set, --out, --overwrite, --json, --quiet",
) -> None:
    """Refuse options that mean nothing to an assembly.

    Args:
        given: Options by name, each with its value; those that were not given have none.
        valid: What the command takes.

    Raises:
        BadParameter: if one of them was given.
    """
    for option, value in given.items():
        if value:
            raise typer.BadParameter(
                f"means nothing to an assembly. Valid: {valid}.", param_hint=f"--{option}"
            )


def play(case: str, overrides: Sequence[str], *, seed: int, replication: int) -> AssemblyRecord:
    """Return a replication of the assembly of this name or file.

    Raises:
        ScenarioError: if it cannot be used; its text lists every problem.
    """
    found = load_assembly(case, overrides=arguments.parsed(list(overrides)))
    return play_assembly(found, seed=seed, replication=replication)


def command_of(record: AssemblyRecord, case: str, overrides: Sequence[str]) -> list[str]:
    """Return the command that repeats a replication, word by word."""
    options = {"seed": record.seed, "replication": record.replication or None}
    return repeating(case, options, list(overrides))


def give(
    record: AssemblyRecord, command: Sequence[str], *, folder: Path | None, as_json: bool, quiet: bool
) -> None:
    """Print a replication in the form that was asked for; `folder` is where it was kept."""
    line = shlex.join(command)
    if as_json:
        typer.echo(json.dumps(document_of(record, line), indent=2, ensure_ascii=False, allow_nan=False))
        return
    page = Page()
    page.title(record.house.case.title)
    if not quiet:
        page.paragraphs(record.house.case.summary)
        _print_sponsors(page, record)
        _print_stages(page, record)
        _print_pairs(page, record)
    _print_outcome(page, record)
    if quiet:
        page.note(f"Again: {line}")
        return
    page.heading("To repeat it")
    page.write(f"  {as_typed(command)}")
    page.say(
        f"Case {record.house.case.key} ({assembly_hash(record.house.case)[:12]}), {_draws(record)}, delegation-sim "
        f"{record.version}. One run is one run: another seed may end otherwise.",
        indent=2,
    )
    if folder is None:
        page.note("Nothing was saved. With --out FOLDER the run is kept, to report and to explain.", indent=2)
        return
    page.heading("Next")
    page.say(f"The run is in {folder}.", indent=2)
    print_afterwards(page, record, folder)


def print_afterwards(page: Page, record: AssemblyRecord, folder: Path) -> None:
    """Print what reads a run that was kept: the report, and why a text passed or fell."""
    page.write(f"  {as_typed([COMMAND, 'report', str(folder)])}")
    if record.house.texts:
        page.write(f"  {as_typed([COMMAND, 'explain', str(folder), '--text', record.house.texts[-1]])}")


def explain(folder: Path, *, text: str, member: str) -> None:
    """Print why a text passed or fell, or what a member signed and why.

    Raises:
        BadParameter: if neither or both were asked for, or there is none of that name.
        RecordError: if the run cannot be read.
    """
    record = load_assembly_run(folder).record
    house = record.house
    if bool(text) == bool(member):
        valid = names_joined(house.texts, _NAMED) or "none"
        raise typer.BadParameter(
            f"a run of an assembly tells of one text or of one member. Valid: --text with {valid}; or --member KEY, "
            "by key or name. Name one of them.",
            param_hint="--text",
        )
    if text:
        row = row_of_text(house, text)
        if row is None:
            near, valid = meant(text, house.texts), names_joined(house.texts, _NAMED)
            raise typer.BadParameter(
                f"no text is called {text!r}.{near} Valid: {valid}.", param_hint="--text"
            )
        lines = explain_text(record, row)
    else:
        lines = explain_member(record, _row_of_member(record, member))
    page = Page()
    for line in lines:
        page.say(line.text, indent=2 * line.depth, hang=2 if line.depth else 0)


def _row_of_member(record: AssemblyRecord, member: str) -> int:
    case = record.house.case
    rows = {one.name.casefold(): row for row, one in enumerate(case.members)}
    rows |= {one.key.casefold(): row for row, one in enumerate(case.members)}
    if member.casefold() not in rows:
        keys = [one.key for one in case.members]
        raise typer.BadParameter(
            f"no member is called {member!r}.{meant(member, keys)} Valid: {names_joined(keys, _NAMED)}.",
            param_hint="--member",
        )
    return rows[member.casefold()]


def _draws(record: AssemblyRecord) -> str:
    number = f", replication {record.replication}" if record.replication else ""
    return f"seed {record.seed}{number}"


def _print_sponsors(page: Page, record: AssemblyRecord) -> None:
    case, house = record.house.case, record.house
    keys = [member.key for member in case.members]
    page.heading("Who sponsors what with whom")
    rows = []
    for row, text in enumerate(house.texts):
        names = [keys[place] for place in np.flatnonzero(record.signed[row]).tolist()]
        first = int(record.first[row])
        if first >= 0:
            names = [f"{keys[first]} (first)", *(name for name in names if name != keys[first])]
        rows.append((text, case.committees[house.committee[row]].key, ", ".join(names) or "nobody named"))
    page.columns(rows, heads=("text", "committee", "sponsors"))


def _print_stages(page: Page, record: AssemblyRecord) -> None:
    case, house = record.house.case, record.house
    page.heading("Which text survives")
    heads = ("text", *(stage.name for stage in case.stages), "")
    rows = []
    for row, text in enumerate(house.texts):
        cells = []
        for column in range(len(case.stages)):
            chance = percent(float(expit(record.score[row, column])))
            word = "passes" if record.passed[row] > column else "falls"
            cells.append(f"{word} ({chance})" if record.passed[row] >= column else "")
        rows.append((text, *cells, name_of(record, row) or ""))
    page.columns(rows, heads=heads)
    page.note("In brackets: the chance it had at that stage, taken alone.", indent=2)
    for column, stage in enumerate(case.stages):
        page.say(f"{stage.name}: {_rule(record, column)}", indent=2, hang=2)


def _rule(record: AssemblyRecord, column: int) -> str:
    """Return how many votes a stage takes, and whose vote completes them."""
    case, house = record.house.case, record.house
    stage = case.stages[column]
    end = {"low": case.axes[0].low, "high": case.axes[0].high, "middle": ""}[stage.counted_from]
    how = f"counted from the end '{end}'" if end else "the median decides"
    if stage.voters == "all":
        n = len(case.members)
        name = case.members[house.decides[0, column]].name
        return f"{needed(n, stage.share)} of all {n} members, {how}: {name}."
    names = [
        f"{case.members[house.decides[number, column]].name} in {committee.key}"
        for number, committee in enumerate(case.committees)
        if house.decides[number, column] >= 0
    ]
    share = "more than half" if stage.share == HALF else percent(stage.share)
    return f"{share} of the committee, {how}: {', '.join(names)}."


def _print_pairs(page: Page, record: AssemblyRecord) -> None:
    """Print who signs together most."""
    together = record.signed.T.astype(np.int64) @ record.signed
    pairs = np.triu_indices(len(together), 1)
    times = together[pairs]
    order = np.argsort(-times, kind="stable")[:_PAIRS]
    if not len(order) or times[order[0]] == 0:
        return
    names = [member.name for member in record.house.case.members]
    page.heading("Who signs together most")
    page.columns(
        [
            (f"{names[pairs[0][place]]} and {names[pairs[1][place]]}", counted(int(times[place]), "text"))
            for place in order
            if times[place] > 0
        ]
    )


def _print_outcome(page: Page, record: AssemblyRecord) -> None:
    stages = record.house.case.stages
    survived = [
        text
        for text, passed in zip(record.house.texts, record.passed.tolist(), strict=True)
        if passed == len(stages)
    ]
    page.heading("Outcome")
    total = counted(len(record.passed), "text")
    left = f": {', '.join(survived)}" if survived else ""
    page.say(f"{len(survived)} of {total} passed every stage{left}.", indent=2, hang=2)
    for column, stage in enumerate(stages):
        fell = int((record.passed == column).sum())
        page.say(f"{counted(fell, 'text')} fell at {stage.name}.", indent=2)
