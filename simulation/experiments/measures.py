"""What can be asked of a study: every outcome with its key, its words, and the column that it is read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from simulation.errors import StudyError, did_you_mean
from simulation.experiments.rows import DROPPED, NUMBERS
from simulation.protocols.result import OUTCOME_CLASSES, SIGNALS
from simulation.scenario.schema import Scenario

__all__ = [
    "ADOPTED",
    "CLASS_WORDS",
    "Measure",
    "check_outcomes",
    "matches",
    "measures_of",
    "problem_with_outcome",
    "usual",
]

ADOPTED: Final = (
    "consensus_clean",
    "consensus_with_statements",
    "adopted_by_vote",
    "partial",
    "adopted_low_participation",
)
"""Classes in which there is a document that commits to something."""
CLASS_WORDS: Final[Mapping[str, str]] = {
    "consensus_clean": "clean consensus",
    "consensus_with_statements": "consensus with statements",
    "adopted_by_vote": "adopted by vote",
    "partial": "partial: some clauses only",
    "adopted_low_participation": "adopted with low participation",
    "chair_summary_only": "chair's summary only",
    "deferred_or_referred": "deferred or referred",
    "no_outcome": "no outcome",
}
_LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "substance": ("text", "issues on which the text commits, share"),
    "clauses_open": ("text", "clauses still open at the end"),
    "from_draft": ("text", "distance from the first draft"),
    "from_status_quo": ("text", "distance from the status quo"),
    "precision": ("text", "precision of the text"),
    "implementation": ("text", "expected implementation"),
    "objections": ("process", "formal objections to single clauses after the last session"),
    "give": ("process", "share of the way to the limit released"),
    "trust": ("process", "trust at the end"),
    "gain_mean": ("gain", "mean gain against no agreement"),
    "gain_min": ("gain", "gain of whoever gains least"),
    "gain_median": ("gain", "median gain"),
    "gain_spread": ("gain", "spread of gains"),
    "joined": ("legitimacy", "decision-holders that join, share"),
    "settled_on_floor": ("legitimacy", "agreed on the floor and not in a package, share"),
    "tabled_by_others": ("legitimacy", "wordings tabled by others than governments, share"),
}
_SIGNAL_WORDS: Final[Mapping[str, str]] = {
    "support": "signals on agreed clauses: support, share",
    "can_live_with": "signals on agreed clauses: can live with, share",
    "silent": "signals on agreed clauses: silent, share",
    "statement": "signals on agreed clauses: statement, share",
    "formal_object": "signals on agreed clauses: formal objection, share",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One outcome of a replication: a number, or whether a word is one of some."""

    key: str
    label: str
    group: str
    unit: Literal["share", "number"]
    column: str
    """Column of the rows that it is read from."""
    words: frozenset[str] = frozenset()
    """Of a share: the words of the column that count."""


def measures_of(manifest: Mapping[str, Any]) -> tuple[Measure, ...]:
    """Return every outcome of a study, from its manifest (or one that is about to be written)."""
    found = [
        Measure(
            key="adopted",
            label="a text is adopted",
            group="ending",
            unit="share",
            column="outcome_class",
            words=frozenset(ADOPTED),
        )
    ]
    found += [
        Measure(
            key=f"class.{word}",
            label=CLASS_WORDS[word],
            group="ending",
            unit="share",
            column="outcome_class",
            words=frozenset({word}),
        )
        for word in OUTCOME_CLASSES
    ]
    found += [_number(key, *reversed(_LABELS[key])) for key in NUMBERS]
    found.append(_number("sessions", "sessions held", "process"))
    found += [_number(f"signal.{word}", _SIGNAL_WORDS[word], "legitimacy") for word in SIGNALS]
    for issue in manifest["issues"]:
        found += _of_issue(issue)
    kinds = dict.fromkeys(item["kind"] for item in manifest["delegations"])
    found += [_number(f"gain_of.{kind}", f"mean gain: {kind.replace('_', ' ')}", "gain") for kind in kinds]
    found += [
        _number(f"gain.{item['key']}", f"gain of {item['short']}", "gain") for item in manifest["delegations"]
    ]
    return tuple(found)


def _number(key: str, label: str, group: str) -> Measure:
    return Measure(key=key, label=label, group=group, unit="number", column=key)


def _of_issue(issue: Mapping[str, Any]) -> list[Measure]:
    key = issue["key"]
    found = [_number(f"place.{key}", f"{key}: where the text lies, 0 to 1", "text")]
    endings = [(option["key"], option["label"], option["key"]) for option in issue["options"]]
    for word, label, name in [*endings, (DROPPED, "not in the text", "(dropped)")]:
        found.append(
            Measure(
                key=f"option.{key}.{name}",
                label=f"{key}: {label}",
                group="option",
                unit="share",
                column=f"option.{key}",
                words=frozenset({word}),
            )
        )
    return found


def usual() -> tuple[str, ...]:
    """Return the outcomes that a comparison shows when nobody asks for others."""
    classes = tuple(f"class.{word}" for word in OUTCOME_CLASSES)
    return ("adopted", *classes, *NUMBERS, "sessions")


def check_outcomes(keys: Sequence[str], measures: Sequence[Measure]) -> None:
    """Refuse outcomes that a study does not have; `gain.*` stands for all that begin so.

    Raises:
        StudyError: if there is one; its text names them all.
    """
    known = [measure.key for measure in measures]
    wrong = [key for key in keys if not any(matches(key, name) for name in known)]
    if wrong:
        short = [*usual(), "option.ISSUE.OPTION", "place.ISSUE", "gain.DELEGATION", "gain_of.KIND"]
        raise StudyError(
            "\n".join(f"No outcome is called {key!r}.{did_you_mean(key, known)}" for key in wrong)
            + f"\nValid: {', '.join(short)}."
        )


def problem_with_outcome(key: str, case: Scenario) -> str | None:
    """Return what is wrong with the key of an outcome in a case, or None."""
    parts = {
        "issues": [
            {"key": issue.key, "options": [{"key": o.key, "label": o.label} for o in issue.options]}
            for issue in case.issues
        ],
        "delegations": [
            {"key": item.key, "short": item.short or item.name, "kind": item.kind}
            for item in case.delegations
        ],
    }
    try:
        check_outcomes([key], measures_of(parts))
    except StudyError as error:
        return str(error).replace("\n", " ")
    return None


def matches(asked: str, key: str) -> bool:
    """Return whether a key is asked for, by name or by its beginning.

    >>> matches("gain.*", "gain.BRA"), matches("gain", "gain.BRA")
    (True, False)
    """
    return key.startswith(asked[:-1]) if asked.endswith("*") else key == asked
