"""Prints what goes from one game into the next: own words, the survey, and two profiles side by side."""

from typing import Final

from simulation.cli.terminal import Page
from simulation.training import (
    Debrief,
    Round,
    SeatNotes,
    Survey,
    beside_first,
    open_question,
    scale,
    survey_rows,
)
from simulation.words import say

__all__ = ["print_beside", "print_first", "print_surveys"]

_MOMENTS: Final = ("before", "after", "second")
_ROUNDS: Final = ("play.second.head.first", "play.second.head.second", "play.second.head.change")


def print_first(page: Page, first: Round) -> None:
    """Print before a second round what the person took away from the first."""
    page.heading(say("rounds.principle"))
    page.say(say("rounds.first", title=first.title, name=first.name), indent=2)
    page.say(first.principle or say("debrief.page.principle.none"), indent=2)
    page.note(say("play.second.no_coach"), indent=2)


def print_beside(page: Page, told: Debrief) -> None:
    """Print the profile beside that of the first game, where this is a second round."""
    found = beside_first(told)
    if found is None:
        return
    page.heading(say("rounds.title"))
    for head in found.heads:
        page.say(head, indent=2)
    page.write()
    rows = [tuple(map(str, (row.first, row.second, row.change, row.label))) for row in found.rows]
    page.columns(rows, heads=(*map(say, _ROUNDS), say("rounds.line")))
    page.write()
    for sentence in found.sentences:
        page.say(sentence, indent=2)
    page.heading(say("rounds.principle"))
    page.say(found.first.principle or say("debrief.page.principle.none"), indent=2)


def print_surveys(page: Page, notes: SeatNotes) -> None:
    """Print what was answered before and after, if anything was; after a second round all three times."""
    first = notes.first
    own = (notes.before, notes.after)
    asked: tuple[Survey, ...] = own if first is None else (first.before, first.after, notes.after)
    if all(survey.is_empty for survey in asked):
        return
    page.heading(say("debrief.page.survey"))
    heads = [say(f"play.survey.head.{moment}") for moment in _MOMENTS[: len(asked)]]
    rows = [tuple(map(str, (*row.ratings, row.statement))) for row in survey_rows(asked)]
    if rows:
        page.columns(rows, heads=(*heads, say("survey.statement")))
        page.note(say("play.survey.scale", scale=scale(), about=say("survey.same_yardstick")), indent=2)
    remarks = [
        say(f"survey.said.{moment}", text=survey.remark)
        for moment, survey in zip(_MOMENTS, asked, strict=False)
        if survey.remark
    ]
    if remarks:
        page.say(open_question(), indent=2)
    for remark in remarks:
        page.say(remark, indent=4, hang=2)
