"""What the command show prints of an assembly: axes, stages, committees, members, texts, and what draws members."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from simulation.called import as_typed
from simulation.cli import arguments
from simulation.cli.terminal import Page, counted
from simulation.engine.assembly import House, prepare_assembly
from simulation.models.stages import needed
from simulation.reasons.assembly import voters
from simulation.scenario.assembly import assembly_hash, load_assembly
from simulation.words import names_joined

__all__ = ["print_assembly", "show_assembly"]

_SHOWN: Final = 60
"""Members, and texts, that are listed; a table in a file tells more of a larger assembly."""
_SIGNED: Final = 20


def show_assembly(case: str, overrides: Sequence[str]) -> None:
    """Print an assembly in readable form.

    Raises:
        ScenarioError: if it cannot be used; its text lists every problem.
    """
    found = load_assembly(case, overrides=arguments.parsed(list(overrides)))
    print_assembly(Page(), prepare_assembly(found), case)


def print_assembly(page: Page, house: House, name: str) -> None:
    """Print all of an assembly that the case says, with the numbers that it leaves to what was fitted.

    Args:
        page: What to print on.
        house: The assembly.
        name: What the user called it.
    """
    case = house.case
    page.title(case.title)
    as_of = f", as of {case.as_of}" if case.as_of else ""
    page.note(f"{case.key}, {case.nature} assembly{as_of}, {assembly_hash(case)[:12]}")
    page.write()
    page.say(case.summary)
    page.heading("Axes")
    page.columns([(axis.name, f"from {axis.low} (-1) to {axis.high} (1)") for axis in case.axes])
    _print_stages(page, house)
    _print_members(page, house)
    _print_texts(page, house)
    _print_numbers(page, house)
    _print_evidence(page, house)
    page.heading("Next")
    for words in (["run", name], ["ensemble", name]):
        page.write(f"  {as_typed(['delegation-sim', *words])}")


def _print_stages(page: Page, house: House) -> None:
    case = house.case
    page.heading("Stages, in their order")
    for column, stage in enumerate(case.stages):
        end = {"low": case.axes[0].low, "high": case.axes[0].high}.get(stage.counted_from)
        how = f"counted from the end {end!r}" if end else "the median decides"
        if stage.voters == "all":
            n = len(case.members)
            page.say(f"{stage.name}: {needed(n, stage.share)} of all {n} members, {how}.", indent=2, hang=2)
            continue
        rows = [
            f"{needed(voters(house, number, column), stage.share)} of {voters(house, number, column)} in "
            f"{committee.key}"
            for number, committee in enumerate(case.committees)
        ]
        told = names_joined(rows, _SHOWN)
        page.say(f"{stage.name}: of the committee of the text, {told}; {how}.", indent=2, hang=2)


def _print_members(page: Page, house: House) -> None:
    case = house.case
    page.heading(f"{counted(len(case.members), 'member')}, in the order of the first axis")
    order = np.argsort(house.place[:, 0], kind="stable").tolist()
    rows = [
        (
            case.members[row].key,
            case.members[row].name,
            case.members[row].bloc or "",
            case.members[row].committee or "",
            ", ".join(f"{place:.2f}" for place in house.place[row].tolist()),
        )
        for row in order[:_SHOWN]
    ]
    page.columns(rows, heads=("key", "name", "list", "committee", "place"))
    if len(order) > _SHOWN:
        page.note(f"And {len(order) - _SHOWN} more.", indent=2)


def _print_texts(page: Page, house: House) -> None:
    case = house.case
    page.heading("Texts")
    keys = {member.key: member.name for member in case.members}
    rows = [
        (
            text.key,
            text.committee,
            text.name or "",
            names_joined([keys[key] for key in text.sponsors], _SIGNED) or "nobody named",
        )
        for text in case.texts[:_SHOWN]
    ]
    page.columns(rows, heads=("key", "committee", "name", "sponsors"))
    if len(case.texts) > _SHOWN:
        page.note(f"And {len(case.texts) - _SHOWN} more.", indent=2)
    for committee in case.committees:
        if committee.tabled:
            told = counted(committee.tabled, "more text")
            page.say(f"{committee.name}: {told} will find sponsors.", indent=2, hang=2)
    before = len(case.signed)
    if before:
        page.say(f"Signed before: {counted(before, 'text')}.", indent=2)


def _print_numbers(page: Page, house: House) -> None:
    case, weights = house.case, house.weights
    least, most = case.sponsorship.least, case.sponsorship.most
    page.heading("What moves it")
    page.say(f"A text needs {least} signatures and may have {most}.", indent=2, hang=2)
    drawn = [
        f"{weights.distance[number]:g} a unit apart on {axis.name}" for number, axis in enumerate(case.axes)
    ]
    page.say(
        f"What keeps members from signing together: {names_joined(drawn, len(drawn))}.", indent=2, hang=2
    )
    page.say(
        f"What draws them: the same list {weights.bloc:g}, the same committee {weights.committee:g}, a seat in the "
        f"committee of the text {weights.topic:g}, earlier texts in common {weights.signed:g}.",
        indent=2,
        hang=2,
    )
    hurdle = house.hurdle
    page.say(
        f"A stage: log-odds {hurdle.ease:g}, less {hurdle.gap:g} for each unit beyond what the sponsors span, and "
        f"{hurdle.aside:g} for each unit aside on the second axis.",
        indent=2,
        hang=2,
    )
    page.note("What the case leaves out was fitted to one assembly (docs: Assembly format).", indent=2)


def _print_evidence(page: Page, house: House) -> None:
    case = house.case
    if case.notes:
        page.heading("Notes")
        page.paragraphs(case.notes)
    if case.sources:
        page.heading("Sources")
        page.columns(list(case.sources.items()))
