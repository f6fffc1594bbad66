"""Shows what a study found: its answer, what it rests on, then each part by the kind of study, and what to do next."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.study_ensemble_page import print_ensemble
from simulation.cli.study_rows import asked_of
from simulation.cli.study_variant_page import print_variant
from simulation.cli.terminal import Page, Told
from simulation.evidence.validation import forecast_line
from simulation.report.study import analysis_told, headline, largest_told, local
from simulation.study import (
    Factor,
    StudySummary,
    by_chance,
    is_same,
    label_of,
    matches,
    usual,
    value_told,
)
from simulation.version import short_hash
from simulation.words import Said, said, say, whole

__all__ = ["print_study"]

_POINTS: Final = 24
"""Points of a sweep shown one by one."""
_EXAMPLES: Final = 3
"""Endings of which the command of a run is shown."""
_SWEPT: Final = ("adopted", "substance")


def print_study(summary: StudySummary, folder: Path | None, *, outcomes: Sequence[str] = ()) -> None:
    """Print a study; `folder` is where it is kept, if it is; `outcomes` are those asked for, if any were."""
    page = Page()
    page.title(summary.title)
    if summary.language_note:
        page.note(summary.language_note)
    _print_analysis(page, summary)
    _print_head(page, summary, outcomes)
    if summary.kind == "compare":
        for variant in range(1, len(summary.variants)):
            print_variant(page, summary, variant, outcomes)
    elif summary.kind == "ensemble":
        print_ensemble(page, summary, outcomes)
    if summary.kind == "sweep":
        _print_points(page, summary, outcomes or _SWEPT)
    page.heading(said("study.cannot.heading"))
    page.say(say("study.cannot", facts=languages.to_type([COMMAND, "facts"])))
    if summary.kind != "ensemble" and (line := forecast_line()):
        page.say(line)
    _print_next(page, summary, folder)


def _print_head(page: Page, summary: StudySummary, outcomes: Sequence[str]) -> None:
    each = summary.kind if summary.kind in ("ensemble", "compare") else "points"
    page.note(
        said(
            f"command.study.basis.{each}",
            case=summary.case,
            n=summary.replications,
            number=Said.count(summary.replications),
            seed=summary.seed,
            version=summary.version,
            hash=short_hash(summary.scenario_hash),
            level=f"{100 * summary.level:.0f}",
        )
    )
    if summary.kind == "ensemble" and (line := forecast_line()):
        page.note(line)
    for told in (*summary.coded, *summary.drawn, *summary.held):
        page.say(told)
    if summary.replications < summary.asked:
        page.say(said("study.lead.unfinished", n=whole(summary.replications), asked=whole(summary.asked)))
    if summary.kind == "compare":
        page.say(said("command.study.chance"))
        if told := by_chance(_tested(summary, outcomes), summary.level):
            page.say(told)
    wanted = outcomes or usual()
    for gap in summary.gaps(
        key for key in summary.unmeasured if any(matches(asked, key) for asked in wanted)
    ):
        page.say(gap)


def _tested(summary: StudySummary, outcomes: Sequence[str]) -> int:
    """Return how many differences are told in which some pair differs."""
    found = asked_of(summary, outcomes or usual())
    return sum(
        not is_same(finding, variant)
        for finding in found
        for variant in range(1, 1 + len(finding.differences))
    )


def _print_analysis(page: Page, summary: StudySummary) -> None:
    """Print what the page about the study begins with, and how settled a ranking is."""
    page.say(headline(summary), style="bold")
    if summary.variants[1:2] and not summary.variants[2:] and (told := largest_told(summary)):
        page.say(told)
    for sentence in analysis_told(summary):
        page.say(sentence)
    indices = summary.analysis.get("indices", {})
    for key, one in indices.items():
        about = Said.begun(label_of(key, summary.names))
        page.note(
            said("study.line", name=about, words=one["settled"]) if len(indices) > 1 else one["settled"]
        )


def _print_points(page: Page, summary: StudySummary, outcomes: Sequence[str]) -> None:
    """Print what was measured at each point, as long as the points fit on a page."""
    if len(summary.variants) > _POINTS:
        page.note(said("command.study.points.many", number=Said.count(len(summary.variants))))
        return
    points = summary.analysis.get("points") or [{"": str(words)} for words in summary.words]
    order = sorted(range(len(points)), key=lambda place: _in_order(summary, points[place]))
    for finding in asked_of(summary, outcomes):
        page.heading(said("command.study.points", what=Said.begun(finding.label)))
        rows: list[tuple[Told, ...]] = [
            (*map(local, points[place].values()), value_told(finding, place)) for place in order
        ]
        page.columns(rows, heads=(*points[0], "") if any(points[0]) else ())


def _in_order(summary: StudySummary, point: Mapping[str, str]) -> list[float]:
    """Return what points are sorted by: the values of the levers, the first lever first."""
    factors = [Factor.from_plain(plain) for plain in summary.analysis.get("design", {}).get("factors", ())]
    return [factor.number(point[factor.key]) for factor in factors]


def _print_next(page: Page, summary: StudySummary, folder: Path | None) -> None:
    page.heading(said("command.study.next"))
    _print_command(page, said("command.study.repeat"), summary.command)
    found = [example for example in reversed(summary.examples) if example.command]
    first = {one.outcome_class: one for one in [e for e in found if " --holder " in e.command] or found}
    for word, example in list(reversed(first.items()))[:_EXAMPLES]:
        _print_command(page, said("command.study.example", ending=Said(f"class.{word}")), example.command)
    if folder is not None:
        page.say(said("command.study.folder", folder=str(folder)), indent=2)
        _print_command(page, said("command.study.page"), [COMMAND, "report", str(folder)])


def _print_command(page: Page, told: Said, command: str | Sequence[str]) -> None:
    """Print what a command gives and, on one line, the command."""
    page.say(told, indent=2)
    page.write(f"    {languages.to_type(command)}")
