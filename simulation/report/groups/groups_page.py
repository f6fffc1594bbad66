"""Renders what groups of people made of a case as one page that needs nothing else."""

from os import PathLike
from pathlib import Path
from typing import Any

from markupsafe import Markup

from simulation.report.groups.spread_chart import draw_spread
from simulation.report.html import render, theme_css, write_page
from simulation.report.projector import script, script_hash
from simulation.training.group import GroupDebrief
from simulation.training.group.group_told import points_note, told_agents, told_group, told_side_by_side
from simulation.words import language, say

__all__ = ["groups_page", "write_groups"]


def groups_page(debrief: GroupDebrief) -> str:
    """Return the results of groups as one HTML page, in the current language."""
    groups = [_group(debrief, place) for place in range(len(debrief.groups))]
    agents = groups[0]["agents"] if groups else None
    return render(
        "groups.html.j2",
        case=debrief.case,
        groups=groups,
        note=points_note(debrief.case),
        side=told_side_by_side(debrief),
        common=agents.common if agents else (),
        heads=[say(f"groups.column.{name}") for name in ("seat", "stand", "text", "no_text", "verdict")],
        css=theme_css(),
        say=say,
        language=language(),
        script=script(),
        script_hash=script_hash(),
    )


def write_groups(debrief: GroupDebrief, path: str | PathLike[str]) -> Path:
    """Write what groups made of a case as one HTML file and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    return write_page(groups_page(debrief), path)


def _group(debrief: GroupDebrief, place: int) -> dict[str, Any]:
    group = debrief.groups[place]
    told, agents = told_group(debrief.case, group), told_agents(debrief, place)
    return {
        "name": group.name,
        "told": told,
        "others": [*([] if told.mend is None else [told.mend]), *told.instead],
        "agents": agents,
        "chart": Markup() if agents is None else draw_spread(debrief, place),
    }
