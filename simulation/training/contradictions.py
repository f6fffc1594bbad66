"""Where the papers of a training contradict its numbers: favourites that bring nothing, traps that are none."""

import re
from collections.abc import Iterator

import numpy as np

from simulation.arrays import ATOL
from simulation.engine.at_first import AtFirst, at_first
from simulation.engine.score_sheet import POINTS
from simulation.preferences.values import places_of
from simulation.scenario.instances.instance_texts import holds_on
from simulation.scenario.pack_schema import LikelyCoalition, Pack, Trap
from simulation.scenario.problems import Path
from simulation.scenario.schema import Delegation, Issue, Scenario
from simulation.scenario.tree import Finding
from simulation.state.tableau import VAGUE
from simulation.training.counted import Counted, counted
from simulation.training.group.valued import stakes_of, text_of
from simulation.training.instructions_said import find_in_instructions
from simulation.words import say

__all__ = ["find_contradictions", "find_pack_contradictions"]


def find_contradictions(case: Scenario) -> Iterator[Finding]:
    """Yield what instructions of a case contradict, each with its path: a check for `load_scenario`."""
    first = at_first(case)
    for row, seat in enumerate(case.delegations):
        for place, issue in enumerate(case.issues):
            if first.decides[row] and issue.key in seat.mandate:
                yield from _favourite(first, row, seat, place, issue)
                yield from _fallbacks(first, row, seat, place, issue)
        yield from find_in_instructions(case, first, row)
    yield from _idle(case, counted(case))


def _path(row: int, issue: Issue, *further: str | int) -> Path:
    return ("delegations", row, "mandate", issue.key, *further)


def _favourite(first: AtFirst, row: int, seat: Delegation, place: int, issue: Issue) -> Iterator[Finding]:
    """The wording nearest to its position gains something, or leaves things as they are, and it may sign it."""
    tableau = first.tableau
    says = tableau.valid[place] & ~tableau.drafted[place] & (tableau.option_kind[place] != VAGUE)
    position = places_of(tableau)[place]
    away = np.where(says, np.abs(position - first.ideal[row, place]), np.inf)
    option = int(away.argmin())
    names = {"seat": seat.key, "option": repr(issue.options[option].key)}
    changes = abs(position[option] - tableau.status_quo[place]) > ATOL
    if changes and first.gain[row, place, option] <= ATOL:
        points = round(POINTS * float(first.gain[row, place, option]) / len(first.gain[row]))
        yield _path(row, issue, "position"), say("contradiction.favourite", **names, points=points)


def _fallbacks(first: AtFirst, row: int, seat: Delegation, place: int, issue: Issue) -> Iterator[Finding]:
    keys = [option.key for option in issue.options]
    for number, key in enumerate(seat.mandate[issue.key].fallbacks):
        if key in keys and first.is_red[row, place, keys.index(key)]:
            yield (
                _path(row, issue, "fallbacks", number),
                say("contradiction.fallback", seat=seat.key, option=repr(key)),
            )


def _idle(case: Scenario, found: Counted) -> Iterator[Finding]:
    """Somebody could adopt something, and everybody who decides gains by one of the documents."""
    if not found.adoptable:
        if found.is_exact:
            yield ("delegations",), say("contradiction.nothing", documents=found.documents)
        return
    rows = {seat.key: row for row, seat in enumerate(case.delegations)}
    for seat, none, most in zip(found.seats, found.none, found.most, strict=True):
        if most <= none + ATOL * POINTS and found.is_exact:
            yield (
                ("delegations", rows[seat], "reservation"),
                say("contradiction.idle", seat=seat, none=round(float(none))),
            )


def find_pack_contradictions(pack: Pack, case: Scenario) -> Iterator[Finding]:
    """Yield what a pack says of a case that is not so, each with its path: a check for `load_pack`."""
    best = dict(pack.best_package.options)
    found = counted(case, best)
    if found.text is None:
        return
    if not found.is_adoptable:
        refuse = [
            key
            for key, worth, none in zip(found.seats, found.text, found.none, strict=True)
            if worth < none - ATOL
        ]
        who = ", ".join(refuse) or say("contradiction.red_to_some")
        yield ("best_package", "options"), say("contradiction.package", who=who)
    elif found.better:
        other = _instead(case, best, found.better)
        yield ("best_package", "options"), say("contradiction.beaten", other=other)
    yield from _zone(pack, case)
    for number, trap in enumerate(pack.traps):
        yield from _trap(number, trap, best, case)
    for number, one in enumerate(pack.coalitions):
        yield from _coalition(number, one, case)


def _instead(case: Scenario, text: dict[str, str], other: tuple[str, ...]) -> str:
    left_out = say("contradiction.left_out")
    changes = [
        f"{issue.key}: {key or left_out}"
        for issue, key in zip(case.issues, other, strict=True)
        if text.get(issue.key, "") != key
    ]
    return ", ".join(changes)


def _zone(pack: Pack, case: Scenario) -> Iterator[Finding]:
    """With every wording of the landing zone, the best package elsewhere, everybody who decides can live."""
    best, stakes = dict(pack.best_package.options), stakes_of(case)
    for issue, options in pack.landing_zone.items():
        for number, option in enumerate(options):
            text = text_of(case, {**best, issue: option})
            if best.get(issue) != option and not stakes.can_adopt(text):
                yield (
                    ("landing_zone", issue, number),
                    say("contradiction.zone", option=repr(option), issue=issue),
                )


def _trap(number: int, trap: Trap, best: dict[str, str], case: Scenario) -> Iterator[Finding]:
    """A wording that is a trap is refused by somebody, or beaten by another document, or less fair than the package."""
    if not trap.options:
        return
    found = counted(case, {**best, **trap.options})
    package = counted(case, best)
    if found.is_adoptable and not found.better and _fairness(found) >= _fairness(package) - ATOL:
        yield ("traps", number, "options"), say("contradiction.trap", title=repr(trap.title))


def _coalition(number: int, one: LikelyCoalition, case: Scenario) -> Iterator[Finding]:
    """No wording for which a coalition is said to stand together holds already: for that nobody needs others."""
    for issue in case.issues:
        held = holds_on(issue) if issue.key in one.issues else None
        if held is not None and re.search(rf"['“«]\s?{re.escape(held.label)}\s?['”»]", one.why):
            told = {"name": repr(one.name), "option": repr(held.label)}
            yield ("coalitions", number, "why"), say("contradiction.coalition", **told)


def _fairness(found: Counted) -> float:
    """Return the mean logarithm of what the text adds to no text: of its product over those who decide [Nash1950]_."""
    over = (np.zeros_like(found.none) if found.text is None else found.text) - found.none
    return float(np.log(np.maximum(over, ATOL)).mean())
