"""What the command run prints of an assembly: who sponsors what with whom, and which text survives each stage."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import typer

from simulation.called import COMMAND
from simulation.cli import arguments, languages
from simulation.cli.assembly_case_page import how_counted, print_language
from simulation.cli.ending_page import imprint
from simulation.cli.json_document import print_json
from simulation.cli.terminal import Page
from simulation.engine import AssemblyRecord, play_assembly
from simulation.models import needed
from simulation.reasons import explain_member, explain_text, row_of_text
from simulation.repeating import repeating
from simulation.report.assembly import document_of, name_of
from simulation.scenario import assembly_hash, load_assembly
from simulation.storage import load_assembly_run
from simulation.words import listed, meant, names_joined, numbered, percent, say

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
            told = say("house.problem.option", valid=valid)
            raise typer.BadParameter(told, param_hint=f"--{option}")


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
        print_json(document_of(record, line))
        return
    page = Page()
    page.title(record.house.case.title)
    print_language(page, record.house.case)
    if not quiet:
        page.paragraphs(record.house.case.summary)
        _print_sponsors(page, record)
        _print_stages(page, record)
        _print_pairs(page, record)
    _print_outcome(page, record)
    if quiet:
        page.note(say("house.again", command=languages.to_type(command)))
        return
    page.heading(say("report.repeat.heading"))
    page.write(f"  {languages.to_type(command)}")
    page.say(imprint(record.house.case.key, assembly_hash(record.house.case), record), indent=2)
    if folder is None:
        page.note(say("run.unsaved"), indent=2)
        return
    page.heading(say("run.heading.next"))
    page.say(say("run.folder", folder=folder), indent=2)
    print_afterwards(page, record, folder)


def print_afterwards(page: Page, record: AssemblyRecord, folder: Path) -> None:
    """Print what reads a run that was kept: the report, and why a text passed or fell."""
    page.write(f"  {languages.to_type([COMMAND, 'report', str(folder)])}")
    if record.house.texts:
        page.write(
            f"  {languages.to_type([COMMAND, 'explain', str(folder), '--text', record.house.texts[-1]])}"
        )


def explain(folder: Path, *, text: str, member: str, as_json: bool) -> None:
    """Print why a text passed or fell, or what a member signed and why.

    Raises:
        BadParameter: if neither or both were asked for, or there is none of that name.
        RecordError: if the run cannot be read.
    """
    record = load_assembly_run(folder).record
    house = record.house
    if bool(text) == bool(member):
        texts = names_joined(house.texts, _NAMED) or say("settled.none")
        raise typer.BadParameter(say("house.problem.which", texts=texts), param_hint="--text")
    if text:
        row = row_of_text(house, text)
        if row is None:
            raise typer.BadParameter(_nobody("text", text, house.texts))
        lines = explain_text(record, row)
    else:
        lines = explain_member(record, _row_of_member(record, member))
    if as_json:
        from simulation.cli.told_json import print_assembly_explanation

        print_assembly_explanation(record, folder, text=text, member=member, lines=lines)
        return
    page = Page()
    for line in lines:
        page.say(str(line.text), indent=2 * line.depth, hang=2 if line.depth else 0)


def _row_of_member(record: AssemblyRecord, member: str) -> int:
    case = record.house.case
    rows = {one.name.casefold(): row for row, one in enumerate(case.members)}
    rows |= {one.key.casefold(): row for row, one in enumerate(case.members)}
    if member.casefold() not in rows:
        keys = [one.key for one in case.members]
        raise typer.BadParameter(_nobody("member", member, keys))
    return rows[member.casefold()]


def _nobody(what: str, name: str, keys: Sequence[str]) -> str:
    """Return that no text, or no member, is called so, and who is."""
    near, valid = meant(name, keys), names_joined(keys, _NAMED)
    return say(f"house.problem.{what}", name=repr(name), near=near, valid=valid)


def _print_sponsors(page: Page, record: AssemblyRecord) -> None:
    case, house = record.house.case, record.house
    keys = [member.key for member in case.members]
    page.heading(say("house.sponsors.heading"))
    rows = []
    for row, text in enumerate(house.texts):
        names = [keys[place] for place in np.flatnonzero(record.signed[row]).tolist()]
        first = int(record.first[row])
        if first >= 0:
            others = (name for name in names if name != keys[first])
            names = [say("house.first", member=keys[first]), *others]
        sponsors = listed(names) or say("assembly.signed.nobody")
        rows.append((text, case.committees[house.committee[row]].key, sponsors))
    heads = (say("assembly.head.text"), say("assembly.head.committee"), say("house.head.sponsors"))
    page.columns(rows, heads=heads)


def _print_stages(page: Page, record: AssemblyRecord) -> None:
    from scipy.special import expit  # a third of a second: only when there are stages to print

    case, house = record.house.case, record.house
    page.heading(say("assembly.way.heading"))
    heads = (say("assembly.head.text"), *(stage.name for stage in case.stages), "")
    rows = []
    for row, text in enumerate(house.texts):
        cells = []
        for column in range(len(case.stages)):
            chance = percent(float(expit(record.score[row, column])))
            key = "assembly.cell.passes" if record.passed[row] > column else "assembly.cell.falls"
            cells.append(say(key, chance=chance) if record.passed[row] >= column else "")
        rows.append((text, *cells, name_of(record, row) or ""))
    page.columns(rows, heads=heads)
    page.note(say("house.cell.note"), indent=2)
    for column, stage in enumerate(case.stages):
        page.say(say("house.rule", stage=stage.name, rule=_rule(record, column)), indent=2, hang=2)


def _rule(record: AssemblyRecord, column: int) -> str:
    """Return how many votes a stage takes, and whose vote completes them."""
    case, house = record.house.case, record.house
    stage = case.stages[column]
    how = how_counted(case, stage)
    if stage.voters == "all":
        n = len(case.members)
        name = case.members[house.decides[0, column]].name
        return say("house.rule.all", needed=needed(n, stage.share), n=n, how=how, name=name)
    names = listed(
        say("house.decides", name=case.members[house.decides[number, column]].name, committee=committee.key)
        for number, committee in enumerate(case.committees)
        if house.decides[number, column] >= 0
    )
    share = say("house.rule.half") if stage.share == HALF else percent(stage.share)
    return say("house.rule.committee", share=share, how=how, names=names)


def _print_pairs(page: Page, record: AssemblyRecord) -> None:
    """Print who signs together most."""
    together = record.signed.T.astype(np.int64) @ record.signed
    pairs = np.triu_indices(len(together), 1)
    times = together[pairs]
    order = np.argsort(-times, kind="stable")[:_PAIRS]
    if not len(order) or times[order[0]] == 0:
        return
    names = [member.name for member in record.house.case.members]
    page.heading(say("house.pairs.heading"))
    page.columns(
        [
            (
                say("house.pair", first=names[pairs[0][place]], second=names[pairs[1][place]]),
                numbered("count.texts", int(times[place])),
            )
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
    page.heading(say("term.outcome"))
    key = "house.outcome.named" if survived else "house.outcome"
    named = {"through": len(survived), "texts": listed(survived)}
    page.say(numbered(key, len(record.passed), **named), indent=2, hang=2)
    for column, stage in enumerate(stages):
        fell = int((record.passed == column).sum())
        page.say(numbered("house.fell", fell, stage=stage.name), indent=2)
