"""The page of a debriefing: questions first, then the profile, turning points, branches, and what was secret."""

from os import PathLike
from pathlib import Path
from typing import Any

from simulation.report.debrief.charts import draw_branches, draw_frontier, draw_mandate
from simulation.report.html import render, theme_css, write_page
from simulation.training.counterfactual import SCREENED, Comparison, Findings
from simulation.training.debrief import Debrief
from simulation.training.second import beside_first
from simulation.training.survey import Survey, open_question, survey_rows
from simulation.training.worths import amount, signed, worth
from simulation.words import decimal, language, say

__all__ = ["debrief_page", "write_debrief"]

_SLOTS = ("better", "worse", "equal")


def debrief_page(debrief: Debrief, *, has_branches: bool = True) -> str:
    """Return a debriefing as one HTML page, in the current language.

    It can be made of any part that `debriefing` yields; what is not worked out yet says so.

    Args:
        debrief: Of a seat.
        has_branches: Whether branches are worked out, or will be; else the page does not speak of them.
    """
    score = debrief.score
    return render(
        "debrief.html.j2",
        debrief=debrief,
        score=score,
        css=theme_css(),
        say=say,
        language=language(),
        worth=worth,
        signed=signed,
        figures=_figures(debrief),
        mandate=draw_mandate(score.mandate),
        frontier=draw_frontier(score.efficiency) if score.efficiency.points else "",
        has_branches=has_branches,
        branches=None if debrief.branches is None else _branches(debrief.branches),
        opened=debrief.moved_each.items(),
        beside=beside_first(debrief),
        survey=_survey(debrief),
    )


def write_debrief(debrief: Debrief, path: str | PathLike[str]) -> Path:
    """Write a debriefing as one HTML file, the log of the negotiation in it, and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    return write_page(debrief_page(debrief), path)


def _figures(debrief: Debrief) -> list[tuple[str, str]]:
    mandate, trust = debrief.score.mandate, debrief.score.relationship
    red = "kept" if debrief.score.red_lines_kept else "crossed"
    trusted = []
    if trust.trust_before is not None and trust.trust_after is not None:
        before = say("debrief.page.figure.trust", before=decimal(trust.trust_before))
        trusted.append((decimal(trust.trust_after), before))
    return [
        (str(amount(mandate.value)), say("debrief.page.figure.value", none=worth(mandate.no_deal))),
        (say(f"debrief.page.figure.red.{red}"), say("debrief.page.figure.red")),
        *trusted,
        (str(debrief.sessions), say("debrief.page.figure.sessions")),
    ]


def _survey(debrief: Debrief) -> dict[str, Any] | None:
    """Return what the person answered each time; None: nothing at all."""
    beside, notes = beside_first(debrief), debrief.notes
    asked: list[tuple[str, Survey]] = [("before", notes.before), ("after", notes.after)]
    if beside is not None:
        asked = list(zip(("before", "after", "second"), beside.surveys, strict=True))
    if all(survey.is_empty for _, survey in asked):
        return None
    heads = {"second": "survey.after.second"}
    return {
        "heads": [say(heads.get(moment, f"survey.{moment}")) for moment, _ in asked],
        "rows": survey_rows(tuple(survey for _, survey in asked)),
        "question": open_question(),
        "remarks": [(moment, survey.remark) for moment, survey in asked if survey.remark],
    }


def _branches(found: Findings) -> dict[str, Any]:
    slots: list[tuple[str, Comparison | None, str]] = [
        (
            say(f"debrief.page.{slot}"),
            getattr(found, slot),
            say(f"debrief.page.{slot}.none"),
        )
        for slot in _SLOTS
    ]
    labelled = [(label, item) for label, item, _ in slots if item is not None]
    futures = labelled[0][1].n if labelled else 0
    return {
        "tried": found.tried,
        "caption": say("debrief.page.branches.cap", tried=found.tried, screened=SCREENED, n=futures),
        "slots": slots,
        "chart": draw_branches(labelled) if labelled else None,
    }
