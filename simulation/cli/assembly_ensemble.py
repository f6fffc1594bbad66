"""The command ensemble on an assembly: how often each text survives, and who signs with whom, with intervals."""

import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any, Final

import typer

from simulation.called import COMMAND
from simulation.cli import arguments, assembly_page, languages
from simulation.cli.json_document import print_json
from simulation.cli.lasting import lasting
from simulation.cli.study_run import INTERRUPTED, LONG, Wishes, ask_to_go_on
from simulation.cli.terminal import Page
from simulation.cli.watching import watching
from simulation.evidence.validation import assembly_line
from simulation.scenario import Assembly, assembly_hash, load_assembly
from simulation.stats import LEVEL, Estimate
from simulation.study import cores, number_range, processes, share_range
from simulation.study.assembly import (
    ENSEMBLE_FORMAT,
    FOLDER,
    SLAB,
    AssemblyEnsemble,
    Counts,
    count_slab,
    count_slabs,
    save_assembly_ensemble,
    summarise_assembly,
)
from simulation.words import decimal, numbered, say, whole

__all__ = ["document_of", "ensemble"]

_PAIRS: Final = 10
_DIGITS: Final = 12
"""Of a hash, shown."""
_VALID: Final = "-n, --seed, --set, --level, --out, --overwrite, --workers, --budget, --yes, --json"
_MOST_PAIRS: Final = 200
"""Pairs in the JSON document; a folder holds all of them."""


def ensemble(
    case: str,
    overrides: Sequence[str],
    unfit: Mapping[str, object],
    wishes: Wishes,
    *,
    replications: int,
    seed: int,
    level: float,
) -> None:
    """Play an assembly many times and show what was found; leave with code 130 after an interruption.

    Args:
        case: Its name or file.
        overrides: What --set changes, as written.
        unfit: Options that mean nothing to it, by name; one that was given is refused.
        wishes: How to run it.
        replications: How many.
        seed: Of all draws.
        level: Confidence of the intervals.

    Raises:
        ScenarioError: if the case cannot be used.
        RecordError: if the folder cannot be written.
    """
    more = {"resume": wishes.resume, "cluster": wishes.cluster, "keep": wishes.keep}
    assembly_page.refuse({**unfit, **more}, valid=_VALID)
    found = load_assembly(case, overrides=arguments.parsed(list(overrides)))
    command = [COMMAND, "ensemble", case, "--replications", str(replications), "--seed", str(seed)]
    command += [] if level == LEVEL else ["--level", f"{level:g}"]
    command += [word for item in overrides for word in ("--set", item)]
    if wishes.out is not None:
        FOLDER.refuse(wishes.out, overwrite=wishes.overwrite)
    counts, is_whole = _counted(found, wishes, replications=replications, seed=seed)
    if counts is None:
        typer.echo(say("command.study.interrupted.lost"), err=True)
        raise typer.Exit(INTERRUPTED)
    summary = summarise_assembly(found, counts, seed=seed, level=level, command=command)
    if is_whole and wishes.out is not None:
        save_assembly_ensemble(summary, wishes.out, overwrite=wishes.overwrite)
    _give(summary, wishes, is_whole=is_whole)
    if not is_whole:
        done = {"done": whole(counts.replications), "n": whole(replications)}
        typer.echo(say("house.many.part", **done), err=True)
        raise typer.Exit(INTERRUPTED)


def _counted(case: Assembly, wishes: Wishes, *, replications: int, seed: int) -> tuple[Counts | None, bool]:
    """Return what was counted, and whether that is all that was asked for: Ctrl-C ends it before."""
    slabs = -(-replications // SLAB)
    workers = min(wishes.workers or cores(), slabs)
    total: Counts | None = None
    watched = nullcontext(None) if wishes.as_json else watching("replications")
    try:
        _tell_beforehand(case, wishes, replications=replications, seed=seed, workers=workers)
        with processes(workers) as executor, watched as note:
            for total in count_slabs(case, seed=seed, replications=replications, executor=executor):
                if note is not None:
                    note(total.replications, replications)
    except KeyboardInterrupt:
        return total, False
    return total, True


def _tell_beforehand(case: Assembly, wishes: Wishes, *, replications: int, seed: int, workers: int) -> None:
    """Say how long it takes; ask if it takes long."""
    count_slab(case, seed, 0, 1)  # what is loaded and worked out once
    begun = time.perf_counter()
    count_slab(case, seed, 0, 1)
    seconds = (time.perf_counter() - begun) * replications / workers
    if seconds > wishes.budget and not wishes.yes:
        ask_to_go_on(seconds, wishes)
    elif seconds > LONG and not wishes.as_json:
        typer.echo(say("command.study.lasts", time=lasting(seconds)), err=True)


def document_of(found: AssemblyEnsemble) -> dict[str, Any]:
    """Return plain data, ready for JSON: of all pairs those that sign most together."""
    case = found.house.case
    keys = [member.key for member in case.members]
    return {
        "format": f"{ENSEMBLE_FORMAT} 1",
        "version": found.version,
        "case": {
            "key": case.key,
            "title": case.title,
            "nature": case.nature,
            "hash": assembly_hash(case),
        },
        "seed": found.seed,
        "replications": found.replications,
        "level": found.level,
        "command": found.command_line,
        "texts": _texts(found),
        "new_texts": [
            {"committee": committee.key, "tabled": committee.tabled, "survive": _plain(estimate)}
            for committee, estimate in zip(case.committees, found.new_texts, strict=True)
            if committee.tabled
        ],
        "lists": [
            {"lists": [first or None, second or None], "together": _plain(estimate)}
            for row, first in enumerate(found.lists)
            for column, second in enumerate(found.lists)
            if column >= row and (estimate := found.between[row][column]) is not None
        ],
        "pairs": [
            {"members": [keys[pair.first], keys[pair.second]], "together": _plain(pair.together)}
            for pair in found.strongest[:_MOST_PAIRS]
        ],
        "pairs_in_all": len(found.pairs),
    }


def _texts(found: AssemblyEnsemble) -> list[dict[str, Any]]:
    case = found.house.case
    return [
        {
            "key": text.key,
            "name": text.name,
            "committee": text.committee,
            "passed": {
                stage.key: _plain(estimate)
                for stage, estimate in zip(case.stages, found.survival[row], strict=True)
            },
        }
        for row, text in enumerate(case.texts)
    ]


def _plain(estimate: Estimate) -> dict[str, float | None]:
    """Return an estimate as plain data; an interval without an end has none there."""
    ends = {"low": estimate.low, "high": estimate.high}
    shown = {name: round(end, 6) if abs(end) < float("inf") else None for name, end in ends.items()}
    return {"value": round(estimate.value, 6), **shown}


def _give(found: AssemblyEnsemble, wishes: Wishes, *, is_whole: bool) -> None:
    if wishes.as_json:
        print_json(document_of(found))
        return
    page = Page()
    page.title(found.house.case.title)
    page.say(numbered("house.many", found.replications, level=decimal(100 * found.level, "g")))
    if line := assembly_line():
        page.note(line)
    _print_survival(page, found)
    _print_lists(page, found)
    _print_pairs(page, found)
    page.heading(say("report.repeat.heading"))
    page.write(f"  {languages.to_type(found.command)}")
    played = {"case": found.house.case.key, "seed": found.seed, "version": found.version}
    digest = assembly_hash(found.house.case)[:_DIGITS]
    page.say(say("house.many.imprint", hash=digest, **played), indent=2)
    if wishes.out is not None and is_whole:
        page.heading(say("run.heading.next"))
        page.say(say("house.many.folder", folder=wishes.out), indent=2)
        page.write(f"  {languages.to_type([COMMAND, 'report', str(wishes.out)])}")


def _print_survival(page: Page, found: AssemblyEnsemble) -> None:
    case = found.house.case
    if case.texts:
        page.heading(say("house.many.often"))
        stages = (say("house.many.stage", stage=stage.name) for stage in case.stages)
        heads = (say("assembly.head.text"), *stages, "")
        rows = [
            (text.key, *(share_range(estimate) for estimate in found.survival[row]), text.name or "")
            for row, text in enumerate(case.texts)
        ]
        page.columns(rows, heads=heads)
    new = [
        (committee.name, say("house.many.pass", share=number_range(estimate), n=committee.tabled))
        for committee, estimate in zip(case.committees, found.new_texts, strict=True)
        if committee.tabled
    ]
    if new:
        page.heading(say("house.many.new"))
        page.columns(new)


def _print_lists(page: Page, found: AssemblyEnsemble) -> None:
    if not any(pair.together.value for pair in found.pairs):
        return
    page.heading(say("house.many.lists"))
    names = [name or say("assembly.no_list") for name in found.lists]
    page.columns(
        [
            (first if row == column else say("house.pair", first=first, second=second), number_range(cell))
            for row, first in enumerate(names)
            for column, second in enumerate(names)
            if column >= row and (cell := found.between[row][column]) is not None
        ]
    )


def _print_pairs(page: Page, found: AssemblyEnsemble) -> None:
    strongest = found.strongest[:_PAIRS]
    if not strongest:
        return
    names = [member.name for member in found.house.case.members]
    page.heading(say("house.many.pairs"))
    page.columns(
        [
            (
                say("house.pair", first=names[pair.first], second=names[pair.second]),
                number_range(pair.together),
            )
            for pair in strongest
        ]
    )
