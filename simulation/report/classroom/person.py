"""Somebody's own debriefing as a part of a page: turning points first, then prediction, profile and dealings."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from simulation.classroom.debrief import Attended, Findings
from simulation.report.html import render
from simulation.training.debrief import Debrief
from simulation.training.survey import survey_rows
from simulation.training.worths import worth
from simulation.words import Said, say

__all__ = ["person_fragment"]


def person_fragment(findings: Findings, people: Sequence[Attended]) -> Markup | None:
    """Return the debriefing of a seat with what these people wrote down; None if it is not there yet.

    Args:
        findings: Of the class.
        people: Of one seat: a person sees own notes alone, the host those of all.
    """
    read = [(person, found) for person in people if (found := findings.of_person(person)) is not None]
    if not read or read[0][1].turning is None:
        return None
    text = render(
        "class_person.html.j2",
        debrief=read[0][1],
        people=[(person.nickname, told, _survey(told)) for person, told in read],
        profile=list(_profile(read[0][1])),
        say=say,
        worth=worth,
    )
    return Markup(text)  # noqa: S704 - a template of ours made it, with everything in it escaped


def _survey(told: Debrief) -> dict[str, object]:
    surveys = (("before", told.notes.before), ("after", told.notes.after))
    return {
        "rows": survey_rows(tuple(survey for _, survey in surveys)),
        "remarks": [say(f"survey.said.{when}", text=one.remark) for when, one in surveys if one.remark],
    }


def _profile(told: Debrief) -> Iterator[tuple[str, Sequence[Said]]]:
    score = told.score
    red = [Said.joined(breach.sentence, breach.line) for breach in score.breaches]
    mandate, *others = score.parts
    of_red = ("red", red or [Said("debrief.page.red.kept")])
    for name, lines in (mandate, of_red, ("capital", score.capital), *others):
        yield say(f"debrief.page.{name}"), lines
