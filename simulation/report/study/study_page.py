"""The page about a study: one HTML file that needs nothing else, neither network nor script."""

from collections.abc import Iterator
from importlib.resources import files
from os import PathLike
from pathlib import Path

from simulation.drawing.chart import Section
from simulation.evidence.validation.validation_told import forecast_line
from simulation.report.html import render, theme_css, write_page
from simulation.report.repeat import other_version
from simulation.report.study.asked_outcomes import only_asked
from simulation.report.study.bands import band_section
from simulation.report.study.boxes import box_section
from simulation.report.study.compared import FEW, compares, variant_names
from simulation.report.study.differences import difference_section
from simulation.report.study.dots import dot_section
from simulation.report.study.endings import ending_section, option_section
from simulation.report.study.gains import gain_section
from simulation.report.study.standing_together import together_section
from simulation.report.study.study_opening import answer_section, changes, headline, lead
from simulation.report.study.sweeps import sweep_sections
from simulation.report.study.tornado import tornado_section
from simulation.study.study_summary import StudySummary
from simulation.words import language, numbered, say, whole

__all__ = ["chart_css", "study_page", "write_study_report"]


def chart_css() -> str:
    """Return the style sheet of the charts, in the tokens of the theme; its rules hold under `.study`."""
    return files("simulation.report").joinpath("templates", "study.css").read_text(encoding="utf-8")


def study_page(summary: StudySummary) -> str:
    """Return the page about a study: how it ends, and of outcomes those that were asked for if any were."""
    summary = only_asked(summary)
    return render(
        "study.html.j2",
        summary=summary,
        css=theme_css(),
        kind=say(f"study.kind.{summary.kind}"),
        headline=headline(summary),
        lead=lead(summary),
        purpose=forecast_line(),
        figures=_figures(summary),
        changes=changes(summary),
        sections=list(_sections(summary)),
        examples=_examples(summary),
        other_version=other_version(summary.version),
        say=say,
        whole=whole,
        language=language(),
    )


def write_study_report(summary: StudySummary, path: str | PathLike[str]) -> Path:
    """Write the page about a study as one HTML file and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    return write_page(study_page(summary), path)


def _sections(summary: StudySummary) -> Iterator[Section]:
    """Yield the sections that the study has something for, in the order of the page."""
    boxes, swept = box_section(summary), list(sweep_sections(summary))
    if boxes is not None and boxes.charts:
        found = [tornado_section(summary), boxes, *swept]
    else:
        found = [tornado_section(summary), *swept, boxes]  # no conditions were found: that can wait
    if len(summary.variants) == 1 or summary.codings or (compares(summary) and len(summary.variants) <= FEW):
        found += [
            answer_section(summary),
            ending_section(summary),
            difference_section(summary),
            dot_section(summary),
            option_section(summary),
            gain_section(summary),
            together_section(summary),
            band_section(summary),
        ]
    yield from (section for section in found if section is not None)


def _figures(summary: StudySummary) -> list[tuple[str, str]]:
    """Return the large numbers under the sentence, each with what it is."""
    return [
        (whole(summary.replications), _runs_of(summary)),
        (str(summary.seed), say("study.figure.seed")),
        (say("study.figure.level.large", level=f"{100 * summary.level:.0f}"), say("study.figure.level")),
        (summary.version, say("study.figure.version")),
    ]


def _runs_of(summary: StudySummary) -> str:
    if summary.kind in ("sweep", "sensitivity"):
        return say("study.figure.points", n=whole(len(summary.variants)))
    return numbered("study.figure.runs", len(summary.variants))


def _examples(summary: StudySummary) -> list[tuple[str, str]]:
    """Return runs worth a look, in words, each with the command that plays it again."""
    if len(summary.variants) > FEW:
        return []
    names = dict(zip(summary.variants, variant_names(summary), strict=True))
    return [
        (
            say(
                "study.example",
                variant=say("study.example.variant", name=names[each.variant]) if len(names) > 1 else "",
                r=each.replication,
                outcome=say(f"class.{each.outcome_class}"),
            ),
            each.command,
        )
        for each in summary.examples
        if each.command
    ]
