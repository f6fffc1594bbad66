"""What the command show prints of an assembly: axes, stages, committees, members, texts, and what draws members."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from simulation.called import COMMAND
from simulation.cli import arguments, languages
from simulation.cli.json_document import print_document
from simulation.cli.terminal import Page
from simulation.engine import House, prepare_assembly
from simulation.models import needed
from simulation.reasons import voters
from simulation.scenario import Assembly, Stage, assembly_hash, load_assembly, shipped_assemblies
from simulation.words import ENGLISH, Said, decimal, language, listed, names_joined, numbered, say

__all__ = ["how_counted", "print_assembly", "print_language", "show_assembly"]

_SHOWN: Final = 60
"""Members, and texts, that are listed; a table in a file tells more of a larger assembly."""
_SIGNED: Final = 20
_DIGITS: Final = 12
"""Of a hash, shown."""


def show_assembly(case: str, overrides: Sequence[str], *, as_json: bool = False) -> None:
    """Print an assembly in readable form, or as a JSON document.

    Raises:
        ScenarioError: if it cannot be used; its text lists every problem.
    """
    found = load_assembly(case, overrides=arguments.parsed(list(overrides)))
    if as_json:
        data = found.model_dump(mode="json", by_alias=True)
        print_document("assembly-case", hash=assembly_hash(found), case=data)
        return
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
    page.note(
        say(
            "house.head.as_of" if case.as_of else "house.head",
            case=case.key,
            nature=say(f"show.nature.{case.nature}"),
            date=Said.day(case.as_of or ""),
            hash=assembly_hash(case)[:_DIGITS],
        )
    )
    print_language(page, case)
    page.write()
    page.say(case.summary)
    page.heading(say("house.axes.heading"))
    page.columns([(axis.name, say("house.axis", low=axis.low, high=axis.high)) for axis in case.axes])
    _print_stages(page, house)
    _print_members(page, house)
    _print_texts(page, house)
    _print_numbers(page, house)
    _print_evidence(page, house)
    page.heading(say("run.heading.next"))
    for command in ("run", "ensemble"):
        page.write(f"  {languages.to_type([COMMAND, command, name])}")


def print_language(page: Page, case: Assembly) -> None:
    """Print that the texts of an assembly that ships are English, where another language is told in."""
    if language() != ENGLISH and case.key in shipped_assemblies():
        page.note(say("house.language"))


def _print_stages(page: Page, house: House) -> None:
    case = house.case
    page.heading(say("house.stages.heading"))
    for column, stage in enumerate(case.stages):
        how = how_counted(case, stage)
        if stage.voters == "all":
            n = len(case.members)
            told = say("house.stage.all", stage=stage.name, needed=needed(n, stage.share), n=n, how=how)
            page.say(told, indent=2, hang=2)
            continue
        rows = [
            say("house.stage.needed", needed=needed(n, stage.share), n=n, committee=committee.key)
            for number, committee in enumerate(case.committees)
            for n in (voters(house, number, column),)
        ]
        committees = names_joined(rows, _SHOWN)
        told = say("house.stage.committee", stage=stage.name, committees=committees, how=how)
        page.say(told, indent=2, hang=2)


def how_counted(case: Assembly, stage: Stage) -> str:
    """Return from which end of the first axis votes are counted at a stage, or that the median decides."""
    if stage.counted_from == "middle":
        return say("house.how.middle")
    return say("house.how.end", end=getattr(case.axes[0], stage.counted_from))


def _print_members(page: Page, house: House) -> None:
    case = house.case
    page.heading(numbered("house.members.heading", len(case.members)))
    order = np.argsort(house.place[:, 0], kind="stable").tolist()
    rows = [
        (
            case.members[row].key,
            case.members[row].name,
            case.members[row].bloc or "",
            case.members[row].committee or "",
            listed(decimal(place) for place in house.place[row].tolist()),
        )
        for row in order[:_SHOWN]
    ]
    heads = (*_heads("key", "name", "list"), say("assembly.head.committee"), *_heads("place"))
    page.columns(rows, heads=heads)
    if len(order) > _SHOWN:
        page.note(say("house.more", n=len(order) - _SHOWN), indent=2)


def _heads(*names: str) -> tuple[str, ...]:
    return tuple(say(f"house.head.{name}") for name in names)


def _print_texts(page: Page, house: House) -> None:
    case = house.case
    page.heading(say("house.texts.heading"))
    keys = {member.key: member.name for member in case.members}
    rows = [
        (
            text.key,
            text.committee,
            text.name or "",
            names_joined([keys[key] for key in text.sponsors], _SIGNED) or say("assembly.signed.nobody"),
        )
        for text in case.texts[:_SHOWN]
    ]
    heads = (*_heads("key"), say("assembly.head.committee"), *_heads("name", "sponsors"))
    page.columns(rows, heads=heads)
    if len(case.texts) > _SHOWN:
        page.note(say("house.more", n=len(case.texts) - _SHOWN), indent=2)
    for committee in case.committees:
        if committee.tabled:
            told = numbered("house.tabled", committee.tabled, committee=committee.name)
            page.say(told, indent=2, hang=2)
    if case.signed:
        page.say(numbered("house.signed", len(case.signed)), indent=2)


def _print_numbers(page: Page, house: House) -> None:
    case, weights = house.case, house.weights
    least, most = case.sponsorship.least, case.sponsorship.most
    page.heading(say("house.moves.heading"))
    apart = [
        say("house.apart", weight=_figure(float(weights.distance[number])), axis=axis.name)
        for number, axis in enumerate(case.axes)
    ]
    draws = {name: _figure(getattr(weights, name)) for name in ("bloc", "committee", "topic", "signed")}
    hurdle = {name: _figure(getattr(house.hurdle, name)) for name in ("ease", "gap", "aside")}
    for told in (
        numbered("house.signatures", least, most=most),
        say("house.keeps", weights=names_joined(apart, len(apart))),
        say("house.draws", **draws),
        say("house.hurdle", **hurdle),
    ):
        page.say(told, indent=2, hang=2)
    page.note(say("house.fitted"), indent=2)


def _figure(number: float) -> str:
    return decimal(number, "g")


def _print_evidence(page: Page, house: House) -> None:
    case = house.case
    if case.notes:
        page.heading(say("term.notes"))
        page.paragraphs(case.notes)
    if case.sources:
        page.heading(say("term.sources"))
        page.columns(list(case.sources.items()))
