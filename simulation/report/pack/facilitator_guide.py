"""What stands in the guide of the facilitator: what the author wrote, beside what follows from the numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Final

from simulation.engine.score_sheet import ScoreSheet
from simulation.report.pack.role import in_points
from simulation.report.pack.trainer_score_sheet import judge, short_name
from simulation.scenario.pack import injects_of
from simulation.scenario.pack_schema import Pack, Trap
from simulation.scenario.schema import Scenario
from simulation.stats.interval import Estimate
from simulation.training.counted import counted
from simulation.training.difficulty import published
from simulation.words import Spoken, decimal, listed, names_joined, numbered, say

__all__ = ["MISSING", "STEPS", "TrapInWords", "guide_of", "zone_flaws"]

_PACKAGES: Final = 2_000
"""Combinations of a landing zone that are gone through; of a larger zone only the likeliest options and the package."""
_STEPS: Final = ("facts", "feelings", "obstacle", "closing", "replay", "principle", "transfer")
STEPS: Final = Spoken("papers.step", _STEPS)
_FIELDS: Final = (
    *("objectives", "history", "calendar", "landing_zone", "best_package", "traps", "coalitions", "injects"),
    *("preparation", "scripts", "debrief_questions", "realism", "seats_by_difficulty", "self_assessment"),
    "coach_questions",
    "coach_when",
)
MISSING: Final = Spoken("papers.missing", _FIELDS)
"""Fields of a pack, each with what it holds."""


@dataclass(frozen=True, slots=True)
class TrapInWords:
    """A trap, with who could not take the text that it tempts to."""

    title: str
    why: str
    facts: tuple[str, ...]


def guide_of(case: Scenario, pack: Pack, sheet: ScoreSheet) -> dict[str, Any]:
    """Return the content of the guide."""
    names = {seat.key: short_name(seat) for seat in case.delegations}
    issues = {issue.key: issue.name for issue in case.issues}
    labels = {(issue.key, option.key): option.label for issue in case.issues for option in issue.options}
    best = pack.best_package.options
    levels = pack.seats_by_difficulty
    asked = {
        advice.seat: (say(f"papers.guide.level.{level}"), advice.reason)
        for level, advice in (("easy", levels.easy), ("medium", levels.medium), ("hard", levels.hard))
    }
    return {
        "zone": [
            (issues[key], [labels[key, option] for option in options], labels[key, best[key]])
            for key, options in _in_order(case, pack.landing_zone)
        ],
        "closes_on_one": all(len(options) == 1 for options in pack.landing_zone.values()),
        "judged": judge(case, sheet, best),
        "flaws": zone_flaws(case, pack, sheet),
        "traps": [_trap(case, pack, sheet, trap) for trap in pack.traps],
        "coalitions": [
            (
                item.name,
                [names[key] for key in item.members],
                [issues[key] for key in item.issues if issues[key] not in item.name],
                item.why,
            )
            for item in pack.coalitions
        ],
        "injects": injects_of(case, pack),
        "seats": [(names[seat], *told) for seat, told in asked.items()],
        **_measured(case, names, _asks(case, sheet) | {seat: " ".join(told) for seat, told in asked.items()}),
        "counted": _counted(case),
        "debrief": [
            (words, [item.question for item in pack.debrief_questions if item.step == step])
            for step, words in STEPS.items()
        ],
    }


def _measured(case: Scenario, names: Mapping[str, str], asks: Mapping[str, str]) -> dict[str, Any]:
    """Return by seat how often a text closes, the one measure of how hard it is, beside what the seat asks of people.

    Of an instance that nobody played it is told that it is as hard as its case.
    """
    found = published(case)
    if found is None:
        return {"measured": [], "like": case.instance > 0}
    rows = [
        (names[seat], _cell(found.share(seat)) if seat in found.closed else "–", told)
        for seat, told in asks.items()
    ]
    rows.append((say("papers.guide.measured.all"), _cell(found.over_seats), ""))
    apart = [str(one) for one in found.apart_in_words(case)]
    about = [say("papers.guide.measured.about", games=found.games, version=found.version)]
    about += map(str, found.sentences)
    about += (
        [*apart, say("papers.guide.measured.hand_out")] if apart else [say("papers.guide.measured.alike")]
    )
    return {"measured": rows, "about": " ".join(about), "like": False}


def _asks(case: Scenario, sheet: ScoreSheet) -> dict[str, str]:
    """Return by seat what follows from its numbers for whoever plays it: where most is at stake, and what is out."""
    told = {}
    for row, seat in enumerate(case.delegations):
        issue = case.issues[int(sheet.stake[row].argmax())]
        red = sum(
            bool(sheet.is_red[row, place, k])
            for place, one in enumerate(case.issues)
            for k, option in enumerate(one.options)
            if option in one.written
        )
        told[seat.key] = numbered("papers.guide.asks", red, issue=issue.name)
    return told


def _cell(share: Estimate) -> str:
    value, low, high = (round(100 * one) for one in (share.value, share.low, share.high))
    return say("papers.guide.measured.cell", share=value, low=low, high=high)


def _counted(case: Scenario) -> str:
    """Return how many texts can be had; empty where they are too many to go through."""
    found = counted(case)
    if not found.is_exact:
        return ""
    key = "papers.guide.counted.all" if found.adoptable == found.documents else "papers.guide.counted"
    return say(key, documents=found.documents, adoptable=found.adoptable)


def _in_order(case: Scenario, zone: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((issue.key, zone[issue.key]) for issue in case.issues)


def zone_flaws(case: Scenario, pack: Pack, sheet: ScoreSheet) -> list[str]:
    """Return, in words, which of those that decide could not take a text of the landing zone; nothing if all can."""
    zone = dict(_in_order(case, pack.landing_zone))
    whole = (
        [dict(zip(zone, options, strict=True)) for options in product(*zone.values())]
        if (prod(map(len, zone.values())) <= _PACKAGES)
        else [{key: options[0] for key, options in zone.items()}]
    )
    names = {seat.key: short_name(seat) for seat in case.delegations}
    found: dict[str, None] = {}
    for text in [dict(pack.best_package.options), *whole]:
        red = sheet.crossed(text)
        for key in sheet.refuses(text):
            told = {"name": names[key], "text": listed(text.values())}
            flaw = (
                say("papers.guide.flaw.red", **told) if key in red else say("papers.guide.flaw.worse", **told)
            )
            found[flaw] = None
    return list(found)


def _trap(case: Scenario, pack: Pack, sheet: ScoreSheet, trap: Trap) -> TrapInWords:
    if not trap.options:
        return TrapInWords(trap.title, trap.why, ())
    text = {**pack.best_package.options, **trap.options}
    names = {seat.key: short_name(seat) for seat in case.delegations}
    decides = dict(zip(names, sheet.decides.tolist(), strict=True))
    red = [names[key] for key in sheet.crossed(text) if decides[key]]
    worse = [names[key] for key in sheet.better_off_without(text) if decides[key]]
    facts = []
    if red:
        facts.append(say("papers.guide.trap.red", names=names_joined(red, len(red))))
    if worse:
        facts.append(say("papers.guide.trap.worse", names=names_joined(worse, len(worse))))
        facts.extend(_close(case, sheet, text))
    return TrapInWords(trap.title, trap.why, tuple(facts) or (say("papers.guide.trap.taken"),))


def _close(case: Scenario, sheet: ScoreSheet, text: Mapping[str, str]) -> Iterator[str]:
    """Yield, of those that are worse off by less than shows in whole points, what they count before rounding."""
    worse, worth, printed = sheet.better_off_without(text), sheet.worth(text), sheet.in_whole_points()
    without = printed.better_off_without(text)
    for row, seat in enumerate(case.delegations):
        if seat.key in worse and sheet.decides[row] and seat.key not in without:
            yield say(
                "papers.guide.trap.close",
                name=short_name(seat),
                points=in_points(printed.worth(text)[row]),
                no_text=in_points(printed.no_deal[row]),
                text=decimal(worth[row], ".1f"),
                none=decimal(sheet.no_deal[row], ".1f"),
            )
