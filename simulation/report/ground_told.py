"""What is told of the wordings that cross nobody's red line, on a terminal and on a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulation.engine.common_ground import CommonGround, IssueGround, common_ground
from simulation.protocols.registry import defaults_of
from simulation.scenario.schema import Scenario
from simulation.words import apart, decimal, listed, say

__all__ = ["ToldGround", "tell_ground"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldGround:
    """Sentences and a table, in the current language."""

    heading: str
    sentences: tuple[str, ...]
    """Which red lines are given and which assumed, and how to read the counts."""
    heads: tuple[str, ...]
    """Of the columns: issue, counts by given red lines, counts with the assumed ones if any are, clauses."""
    rows: tuple[tuple[str, ...], ...]
    """One an issue; all its clauses have its wordings."""


def tell_ground(scenario: Scenario) -> ToldGround:
    """Return the section on wordings that cross nobody's red line, clause by clause.

    Raises:
        UnknownComponentError: if protocol, rule, strategy or forum do not exist.
        ValueError: if a parameter of theirs cannot be used.
    """
    ground = common_ground(scenario)
    columns = ("given", "all") if defaults_of(scenario).assume_red_lines else ("given",)
    rows = [
        (one.issue, *(_count(one, column) for column in columns), _clauses(scenario, one.issue))
        for one in ground.issues
    ]
    heads = tuple(say(f"ground.head.{column}") for column in ("issue", *columns, "clauses"))
    return ToldGround(
        heading=say("ground.heading"),
        sentences=tuple(_sentences(scenario, ground)),
        heads=heads,
        rows=tuple(rows),
    )


def _count(one: IssueGround, column: str) -> str:
    within = one.within_all if column == "all" else one.within_given
    return say("ground.of", n=within, all=one.wordings)


def _sentences(scenario: Scenario, ground: CommonGround) -> Iterator[str]:
    defaults = defaults_of(scenario)
    rule = {
        "base": decimal(defaults.red_line_base, "g"),
        "slope": decimal(defaults.red_line_slope, "g"),
    }
    if ground.given == ground.instructions:
        yield say("ground.given.all")
    elif not defaults.assume_red_lines:
        kind = "some" if ground.given else "none"
        yield say(f"ground.given.{kind}.only", given=ground.given, n=ground.instructions)
    elif ground.given:
        yield say("ground.given.some", given=ground.given, n=ground.instructions, **rule)
    else:
        yield say("ground.given.none", **rule)
    yield say("ground.read")
    if not ground.needs_everybody:
        yield say("ground.majority")


def _clauses(scenario: Scenario, issue: str) -> str:
    name = next(one.name for one in scenario.issues if one.key == issue)
    found = [
        f"{section.heading} {listed(labels)}"
        for section in scenario.document.sections
        if (labels := [clause.label for clause in section.clauses if clause.issue == issue])
    ]
    return say("ground.clauses", issue=name, clauses=apart(found)) if found else name
