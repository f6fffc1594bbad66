"""A study told in another language than that of its case: what stands in it of the case's texts is told in it too."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from simulation.scenario.case_source import translations_of
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import in_language, language_told
from simulation.storage.kept_translations import texts_told, with_known_translations
from simulation.storage.study_folder import StudyFolder
from simulation.study.study_summary import StudySummary
from simulation.study.summarise import summarise
from simulation.words import Said, language

__all__ = ["kept_study", "told_study"]


def told_study(summary: StudySummary, case: Scenario) -> StudySummary:
    """Return what a study found, the texts of its case in the current language, where it has them in it.

    Args:
        summary: What was found, in the language of whoever wrote the case.
        case: The case as it stands, with its translations.
    """
    told = in_language(case, language())
    summary = replace(summary, language_note=language_told(told))
    if not told.told_language:
        return summary
    other = texts_told(told)
    return replace(
        summary,
        title=other(summary.title),
        words=tuple(words.with_texts(other) for words in summary.words),
        findings=tuple(replace(found, label=found.label.with_texts(other)) for found in summary.findings),
        names={key: other(name) for key, name in summary.names.items()},
        issues={key: other(name) for key, name in summary.issues.items()},
        codings=_sentences_told(summary.codings, other),
        analysis=_sentences_told(summary.analysis, other),
    )


def kept_study(folder: StudyFolder) -> StudySummary:
    """Return what a kept study found so far, told in the current language, as `told_study` does.

    Raises:
        StudyError: if nothing of it is finished.
        RecordError: if a part or the analysis is damaged, or was changed after the study was finished.
    """
    summary = summarise(folder)
    try:
        case = Scenario.model_validate_json(json.dumps(folder.manifest["scenario"]))
        case = case.with_translations(translations_of(folder.manifest.get("translations", {})))
    except ValueError:  # a version before may have kept what no case holds now; its figures can be read still
        return summary
    return told_study(summary, with_known_translations(case))


def _sentences_told(value: Any, other: Callable[[str], str]) -> Any:  # noqa: ANN401 - plain data
    """Return plain data whose sentences have other texts in them; keys and words outside sentences stay."""
    if isinstance(value, Said):
        return value.with_texts(other)
    if isinstance(value, Mapping):
        return {key: _sentences_told(item, other) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sentences_told(item, other) for item in value]
    return value
