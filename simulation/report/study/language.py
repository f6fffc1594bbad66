"""What a study found, in the language that is told in: it was measured and told in English."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from simulation.experiments import discovery
from simulation.experiments.analysis import DRAWS, Question, outcome_told
from simulation.experiments.indices import MorrisIndices, SobolIndices
from simulation.experiments.measures import label_of
from simulation.experiments.summary import Finding, StudySummary
from simulation.words import called, language, say, told_in

__all__ = ["as_told"]

_ENGLISH: Final = "en"


def as_told(summary: StudySummary) -> StudySummary:
    """Return a study with outcomes, indices and conditions in the language that is told in.

    What a case calls its options and what somebody calls a change or a lever stays.
    """
    if language() == _ENGLISH:
        return summary
    findings = tuple(_labelled(each, summary) for each in summary.findings)
    told = replace(summary, findings=findings, words=tuple(map(_change, summary.words)))
    return replace(told, analysis=_analysis(summary, told)) if summary.analysis else told


def _labelled(finding: Finding, summary: StudySummary) -> Finding:
    return replace(finding, label=label_of(finding.key, finding.label, summary.names))


def _change(words: str) -> str:
    """Return what is said of the case itself; what somebody changed in it as it is."""
    with told_in(_ENGLISH):
        base, start = say("study.base"), say("study.base.with", given="")
    if words == base:
        return say("study.base")
    return say("study.base.with", given=words.removeprefix(start)) if words.startswith(start) else words


def _analysis(summary: StudySummary, told: StudySummary) -> Mapping[str, Any]:
    found = _named(summary.analysis, _labels(summary))
    changed: dict[str, Any] = {}
    if "indices" in found:
        by_key = {each.key: each for each in told.findings}
        changed["indices"] = {
            key: _indices(plain, by_key[key]) if key in by_key else plain
            for key, plain in found["indices"].items()
        }
    if "discovery" in found:
        plain = found["discovery"]
        changed["discovery"] = discovery.retold(plain, _about(plain["about"], summary))
    return {**found, **changed}


def _indices(plain: Mapping[str, Any], finding: Finding) -> Mapping[str, Any]:
    kind = MorrisIndices if plain["method"] == "morris" else SobolIndices
    made = kind.from_plain(plain, outcome_told(finding))
    settled = {**plain["convergence"], "sentence": made.convergence.sentence}
    return {**plain, "sentence": made.sentence, "convergence": settled}


def _about(clause: str, summary: StudySummary) -> str:
    """Return a clause such as `a text is adopted`; as it is if it speaks of no outcome of the study."""
    for finding in summary.findings:
        for question in (Question(key=finding.key, is_negated=negated) for negated in (False, True)):
            with told_in(_ENGLISH):
                is_it = finding.unit == "share" and question.about(_labelled(finding, summary)) == clause
            if is_it:
                return question.about(_labelled(finding, summary))
    return clause


def _labels(summary: StudySummary) -> dict[str, str]:
    """Return what factors are called that nobody named: draws, by what they were called."""
    factors = [
        one
        for found in summary.analysis.get("indices", {}).values()
        for one in found.get("effects", found.get("influences", ()))
    ]
    factors += [one for box in _boxes(summary) for one in box["conditions"]]
    return {one["label"]: _drawn(one["key"], one["label"], summary.names) for one in factors}


def _boxes(summary: StudySummary) -> list[Mapping[str, Any]]:
    return list(summary.analysis.get("discovery", {}).get("boxes", ()))


def _drawn(key: str, label: str, names: Mapping[str, str]) -> str:
    who = next((name for name in names if key.startswith(f"{name}.")), "")
    issue, _, what = key.removeprefix(f"{who}.").rpartition(".")
    if not who or what not in DRAWS:
        return label
    told = {"who": names[who], "what": called("draw", what)}
    return say("draw.on", **told, issue=issue) if issue else say("draw.own", **told)


def _named(found: Any, labels: Mapping[str, str]) -> Any:  # noqa: ANN401 - plain data
    """Return plain data in which every factor has its new name."""
    if isinstance(found, Mapping):
        return {
            key: labels.get(part, part) if key == "label" else _named(part, labels)
            for key, part in found.items()
        }
    if isinstance(found, list | tuple):
        return [_named(part, labels) for part in found]
    return labels.get(found, found) if isinstance(found, str) else found
