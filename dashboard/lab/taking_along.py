"""What a visitor takes along: the exact study, the command that repeats it, figures, a report, a link."""

import csv
import io
import shlex
import zipfile
from collections.abc import Mapping
from typing import Final

from dashboard.frame.escaping import cell
from dashboard.frame.language import Words
from dashboard.lab.study_asked import Asked, case_file
from dashboard.lab.study_told import outcome
from simulation.scenario import shipped_scenarios
from simulation.scenario.interchange import SheetTable, workbook_of
from simulation.stats import tells
from simulation.study import StudySummary, command_of, result_tables, study_text

__all__ = ["command", "csv_of", "study_and_case", "study_yaml", "workbook"]

_STUDY: Final = "study.yaml"
_HEAD: Final = (
    *("variant", "changes", "outcome", "label", "unit", "value", "low", "high", "n", "level"),
    *("difference", "difference_low", "difference_high", "clear", "same_in_every_pair"),
)
_ALWAYS: Final = (1980, 1, 1, 0, 0, 0)
"""When files in an archive were changed: at no time, so that the same study is the same archive."""


def study_yaml(asked: Asked) -> str:
    """Return the exact study as a file that `delegation-sim study` runs."""
    return study_text(asked.study)


def study_and_case(asked: Asked, case_text: str) -> bytes:
    """Return an archive of the study and, beside it, the case that it is about."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        files: Mapping[str, str] = {
            _STUDY: study_yaml(asked),
            case_file(asked.study.scenario): case_text,
        }
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), text)
    return packed.getvalue()


def command(asked: Asked) -> str:
    """Return the line that repeats it; of a shipped case as it stands it needs no file."""
    study = asked.study
    if study.case in shipped_scenarios() and study.kind == "ensemble":
        return command_of(study)
    return shlex.join(["delegation-sim", "study", _STUDY])


def csv_of(words: Words, summary: StudySummary) -> str:
    """Return every outcome of every variant, and its difference from the base, as CSV."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_HEAD)
    for finding in summary.findings:
        for place, estimate in enumerate(finding.estimates):
            row: list[object] = [
                summary.variants[place],
                words.told(summary.words[place]),
                finding.key,
                outcome(words, summary, finding),
                finding.unit,
            ]
            row += [estimate.value, estimate.low, estimate.high, estimate.n, estimate.level]
            if place and finding.differences:
                change = finding.differences[place - 1]
                row += [change.value, change.low, change.high, tells(change), finding.same[place - 1]]
            else:
                row += [""] * 5
            table.writerow(map(cell, row))
    return text.getvalue()


def workbook(summary: StudySummary) -> bytes:
    """Return the tables of results as `delegation-sim export` writes those of a study that is kept."""
    return workbook_of(
        SheetTable(name, list(table), list(zip(*(values for _, values in table.values()), strict=True)))
        for name, table in result_tables(summary).items()
    )
