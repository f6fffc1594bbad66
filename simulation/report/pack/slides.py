"""The slides of a debriefing: the questions of the pack in their order, and at the right moment what was hidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulation.engine.score_sheet import ScoreSheet
from simulation.report.pack.facilitator_guide import STEPS, guide_of
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.words import apart, on_one_line, say

__all__ = ["Slide", "slides_of"]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: sentences in large type, or a table."""

    title: str
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


def slides_of(case: Scenario, pack: Pack, sheet: ScoreSheet) -> Iterator[Slide]:
    """Yield the slides of a debriefing in their order; what was hidden comes after where it could have closed."""
    yield Slide(say("papers.slides.alone"), tuple(pack.self_assessment), note=say("papers.slides.alone.how"))
    for step, words in STEPS.items():
        questions = tuple(item.question for item in pack.debrief_questions if item.step == step)
        if questions:
            yield Slide(words, questions)
        if step == "closing":
            yield from _hidden(pack, guide_of(case, pack, sheet))


def _hidden(pack: Pack, guide: dict[str, Any]) -> Iterator[Slide]:
    """Yield what the trainer alone knew until then."""
    issue, package = say("term.issue"), say("papers.slides.package")
    if guide["closes_on_one"]:
        heads: tuple[str, ...] = (issue, package)
        rows: tuple[tuple[str, ...], ...] = tuple((name, best) for name, _, best in guide["zone"])
    else:
        heads = (issue, say("papers.slides.zone.options"), package)
        rows = tuple((name, apart(options), best) for name, options, best in guide["zone"])
    yield Slide(say("papers.slides.zone"), heads=heads, rows=rows)
    yield Slide(package, (on_one_line(pack.best_package.logic),))
    yield Slide(
        say("papers.guide.package.worth"),
        heads=tuple(say(f"groups.column.{name}") for name in ("seat", "points", "no_text")),
        rows=tuple((row.name, row.points, row.no_deal) for row in guide["judged"]),
        note=say("groups.side.note"),
    )
    traps = tuple(f"{trap.title}. {on_one_line(trap.why)}" for trap in guide["traps"])
    if traps:
        yield Slide(say("papers.slides.traps"), traps)
