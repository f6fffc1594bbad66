"""Where the papers of a training contradict its numbers: favourites that bring nothing, traps that are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from simulation.arrays import ATOL
from simulation.engine.at_first import AtFirst, at_first
from simulation.engine.score_sheet import POINTS
from simulation.preferences.values import places_of
from simulation.scenario.instances.instance_texts import blocs_left, holds_on, listed_fallbacks
from simulation.scenario.pack_schema import LikelyCoalition, Pack, Trap
from simulation.scenario.problems import Path
from simulation.scenario.schema import Delegation, Issue, Scenario
from simulation.scenario.translations.telling import in_language, own_case
from simulation.scenario.tree import Finding
from simulation.state.tableau import VAGUE
from simulation.training.counted import Counted, counted
from simulation.training.group.valued import stakes_of, text_of
from simulation.training.worths import points_of
from simulation.words import LANGUAGES, catalogue, listed, say

__all__ = ["find_contradictions", "find_pack_contradictions"]

_START: Final = r"(?:^|(?<=[.!?] ))"
_END: Final = r"\.(?=\s|$)"


@dataclass(frozen=True, slots=True)
class _Labels:
    """How instructions say in a language what is looked for in them."""

    red: re.Pattern[str]
    fallback: re.Pattern[str]
    call: re.Pattern[str]
    no_deal: re.Pattern[str]
    quoted: re.Pattern[str]
    """A wording as it is quoted, not the name of a question."""


_FEWEST: Final = 3
"""Letters that name a wording."""


@cache
def _labels(code: str) -> _Labels:
    """Return the labels that the catalogue of a language names; in French a space stands before the colon."""

    def behind(heads: str, end: str) -> re.Pattern[str]:
        return re.compile(rf"{_START}(?:{heads}) ?: (.*?)(?:{end})")

    words = catalogue(code)
    marks = iter("".join(words["brief.head.quotes"].split()))
    return _Labels(
        red=behind(words["brief.head.red"], _END),
        fallback=behind(words["brief.head.fallback"], _END),
        call=behind(words["brief.head.call"], r"[.!?](?=\s|$)|$"),
        no_deal=re.compile(
            rf"{_START}(?:{words['brief.head.no_deal']})\b[^.!?]*?(\d+) (?:{words['brief.head.points']})\b"
        ),
        quoted=re.compile("|".join(_between(*pair) for pair in zip(marks, marks, strict=True))),
    )


def _between(opens: str, closes: str) -> str:
    """Return the pattern of what stands between two marks, an apostrophe within a word being none."""
    return rf"(?<!\w){opens}\s?([^{opens}{closes}]+?)\s?{closes}(?!\w)"


def find_contradictions(case: Scenario) -> Iterator[Finding]:
    """Yield contradictions in the instructions of a case, each with its path: a check for `load_scenario`."""
    first = at_first(case)
    for row, seat in enumerate(case.delegations):
        for place, issue in enumerate(case.issues):
            if first.decides[row] and issue.key in seat.mandate:
                yield from _favourite(first, row, seat, place, issue)
                yield from _fallbacks(first, row, seat, place, issue)
        yield from _find_in_instructions(case, first, row)
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
    """Yield false statements of a pack about its case, each with its path: a check for `load_pack`."""
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
        who = listed(refuse) or say("contradiction.red_to_some")
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
    return listed(changes)


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


def _find_in_instructions(case: Scenario, first: AtFirst, row: int) -> Iterator[Finding]:
    """Yield what the confidential instructions of a seat, a row, say that is not so, in each language that is read."""
    written = own_case(case)
    for code in LANGUAGES:
        if code not in (written.language, *written.translations):
            continue
        labels = _labels(code)
        told = in_language(written, code)
        path: Path = ("delegations", row, "brief", "confidential")
        seat = told.delegations[row]
        text = " ".join(seat.brief.confidential.split())
        decides = bool(first.decides[row])
        for found in (
            *(_named(told, first, row, labels, text) if decides else ()),
            *_fallen_back(told, first, row, labels, text),
            *_called(told, seat, labels, text),
            *_without(first, row, seat, labels, text),
        ):
            yield path, found


def _quoted(labels: _Labels, pattern: re.Pattern[str], text: str) -> list[str]:
    """Return the wordings that instructions quote behind a label."""
    return ["".join(quoted) for told in pattern.findall(text) for quoted in labels.quoted.findall(told)]


def _named(case: Scenario, first: AtFirst, row: int, labels: _Labels, text: str) -> Iterator[str]:
    """Wordings that the instructions quote among red lines or fallbacks are that in the numbers too."""
    for pattern, what, is_red in (
        (labels.red, "contradiction.named_red", True),
        (labels.fallback, "contradiction.named_fallback", False),
    ):
        for quoted in _quoted(labels, pattern, text):
            red = [bool(first.is_red[row, place, option]) for place, option in _wordings(case, quoted)]
            if red and (not any(red) if is_red else all(red)):
                yield say(what, seat=case.delegations[row].key, quoted=repr(quoted))


def _fallen_back(case: Scenario, first: AtFirst, row: int, labels: _Labels, text: str) -> Iterator[str]:
    """Fallbacks that the instructions quote stand in the lists of the mandate, where it has any, in their order."""
    seat = case.delegations[row]
    lists = [[option.key for option in listed_fallbacks(seat, issue)] for issue in case.issues]
    last = dict[int, int]()
    for quoted in _quoted(labels, labels.fallback, text):
        found = [
            (place, case.issues[place].options[option].key)
            for place, option in _wordings(case, quoted)
            if not first.is_red[row, place, option]
        ]
        there = [(place, lists[place].index(key)) for place, key in found if key in lists[place]]
        lists_it = next(((place, at) for place, at in there if at > last.get(place, -1)), None)
        if lists_it is not None:
            last[lists_it[0]] = lists_it[1]
        elif found and all(lists[place] for place, _ in found):
            key = "contradiction.fallback_order" if there else "contradiction.fallback_list"
            yield say(key, seat=seat.key, quoted=repr(quoted))


def _called(case: Scenario, seat: Delegation, labels: _Labels, text: str) -> Iterator[str]:
    """Whom a seat calls is of no bloc that it does not belong to."""
    for told in labels.call.findall(text):
        for bloc in blocs_left(case, seat, told):
            yield say("contradiction.call", seat=seat.key, bloc=repr(bloc.name))


def _without(first: AtFirst, row: int, seat: Delegation, labels: _Labels, text: str) -> Iterator[str]:
    """What no deal costs by the instructions, it costs by the numbers."""
    cost = points_of(float(first.failure_cost[row]))
    for told in labels.no_deal.findall(text):
        if int(told) != abs(cost):
            yield say("contradiction.no_deal", seat=seat.key, said=told, points=abs(cost))


def _wordings(case: Scenario, quoted: str) -> Iterator[tuple[int, int]]:
    """Yield issue and option of the wordings that a quotation names: their key, or how their label begins."""
    name = quoted.lower().strip(" ,;.")
    for place, issue in enumerate(case.issues):
        for number, option in enumerate(issue.options):
            label = option.label.lower()
            if len(name) >= _FEWEST and (name == option.key or label.startswith(name)):
                yield place, number
