"""The page about a study in the language of a visitor, what was changed in it too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.frame.language import ENGLISH, Words
from dashboard.lab.changing import Told, change_told
from simulation.report.study.study_page import study_page
from simulation.scenario.schema import Scenario
from simulation.study.pulling import pull_all
from simulation.study.study import Change
from simulation.study.summary import StudySummary
from simulation.words import Said, told_in

__all__ = ["report_page"]


def report_page(
    words: Words, summary: StudySummary, case: Scenario | None, changes: Mapping[str, Sequence[Change]]
) -> str:
    """Return the page, which needs nothing else; `changes` are those of each variant by its key.

    Without a case, changes are told as the library told them.
    """
    told = [
        _told(words, case, changes.get(key, ()), line)
        for key, line in zip(summary.variants, summary.words, strict=True)
    ]
    with told_in(words.language):
        return study_page(replace(summary, words=tuple(told)))


def _told(words: Words, case: Scenario | None, changes: Sequence[Change], library: Said) -> Said:
    """Return what was changed; the words of the library, which are English, if that cannot be told."""
    if words.language == ENGLISH or case is None or not changes:
        return library
    made = pull_all(case, changes)
    if made.faults:
        return library
    listed = [
        _with_before(words, change_told(words, case, change, line))
        for change, line in zip(changes, made.words, strict=True)
    ]
    return Said.verbatim(words.say("lab.semicolon").join(listed))


def _with_before(words: Words, told: Told) -> str:
    return words.say("lab.report.was", title=told.title, was=told.was) if told.was else told.title
