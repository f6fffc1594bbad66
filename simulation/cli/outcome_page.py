"""Shows on a terminal what groups of people made of a case."""

from collections.abc import Iterable, Sequence

from simulation.cli.terminal import Page
from simulation.training.group import (
    AgentsTold,
    GroupDebrief,
    GroupTold,
    InsteadTold,
    points_note,
    told_agents,
    told_group,
    told_side_by_side,
)
from simulation.words import Said, say

__all__ = ["print_groups"]


def print_groups(page: Page, debrief: GroupDebrief) -> None:
    """Print every group: its text, what that is worth, what was left; beside agents; side by side at the end."""
    page.title(debrief.case.title)
    if not debrief.groups:
        page.say(say("groups.empty"))
        return
    page.note(points_note(debrief.case))
    for place, group in enumerate(debrief.groups):
        _print_group(page, told_group(debrief.case, group))
        agents = told_agents(debrief, place)
        if agents is not None:
            _print_agents(page, agents, is_last=place == len(debrief.groups) - 1)
    if len(debrief.groups) > 1:
        _print_side(page, debrief)


def _print_group(page: Page, told: GroupTold) -> None:
    page.heading(told.head)
    for sentence in told.facts:
        page.say(sentence, indent=2, hang=2)
    page.columns([(issue, str(wording)) for issue, wording in told.text])
    page.write()
    heads = tuple(say(f"groups.column.{name}") for name in ("seat", "stand", "text", "no_text", "verdict"))
    rows = [(row.name, row.stand, row.points, row.no_text, row.verdict) for row in told.seats]
    page.columns(_aligned(rows, (2, 3)), heads=heads)
    page.write()
    for sentence in told.left:
        page.say(sentence, indent=2, hang=2)
    if told.mend is not None:
        _print_instead(page, told.mend)
    for one in told.instead:
        _print_instead(page, one)


def _print_instead(page: Page, told: InsteadTold) -> None:
    page.say(say("groups.command.instead", title=told.title), indent=2)
    for change in told.changes:
        page.say(change, indent=4, hang=2)
    for sentence in told.gains:
        page.say(sentence, indent=4, hang=2, style="dim")


def _print_agents(page: Page, told: AgentsTold, *, is_last: bool) -> None:
    page.write()
    page.say(told.title, indent=2)
    for sentence in told.sentences[: None if is_last else -1]:
        page.say(sentence, indent=4, hang=2)
    rows = [(*map(str, row[:4]), " / ".join(map(str, row[4:]))) for row in told.rows]
    heads = (*map(str, told.heads[:4]), say("groups.column.runs"))
    page.columns(_aligned(rows, (1, 2, 3)), indent=4, heads=heads)
    if is_last:
        page.write()
        page.say(say("groups.agents.common"), indent=2)
        for text in told.common:
            page.say(text, indent=4, hang=2)


def _print_side(page: Page, debrief: GroupDebrief) -> None:
    told = told_side_by_side(debrief)
    page.heading(say("groups.part.side"))
    page.note(say("groups.side.note"), indent=2)
    heads = (say("groups.column.seat"), *told.heads, say("groups.column.no_text"))
    page.columns(_aligned(told.points, range(1, len(heads))), heads=heads)
    page.write()
    for issue, *wordings in told.texts:
        page.say(issue, indent=2)
        page.columns(
            [(name, str(wording)) for name, wording in zip(told.heads, wordings, strict=True)], indent=4
        )


def _aligned(told: Iterable[Sequence[str | Said]], columns: Iterable[int]) -> list[tuple[str, ...]]:
    """Return rows whose numbers, in these columns, stand flush right."""
    rows = [tuple(map(str, row)) for row in told]
    widths = {column: max((len(row[column]) for row in rows), default=0) for column in columns}
    return [
        tuple(cell.rjust(widths[place]) if place in widths else cell for place, cell in enumerate(row))
        for row in rows
    ]
