"""What can be asked of a study: every outcome with its key, its words, and the column that it is read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final, Literal

from simulation.errors import StudyError
from simulation.protocols.result import OUTCOME_CLASSES, SIGNALS
from simulation.scenario.model_base import SAYS_NOTHING
from simulation.scenario.schema import Option, Scenario
from simulation.study.replication_rows import DROPPED, NUMBERS
from simulation.words import Said, Spoken, Value, listed, meant, said, say

__all__ = [
    "ADOPTED",
    "CLASS_WORDS",
    "Measure",
    "check_outcomes",
    "label_of",
    "matches",
    "measures_of",
    "option_for_measures",
    "parts_of_case",
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
CLASS_WORDS: Final[Mapping[str, str]] = Spoken("class", OUTCOME_CLASSES)
_DROPPED: Final = "(dropped)"
_GROUPS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("substance", "clauses_open", "from_draft", "from_status_quo", "precision", "implementation"), "text"
    ),
    **dict.fromkeys(("objections", "give", "trust"), "process"),
    **dict.fromkeys(("gain_mean", "gain_min", "gain_median", "gain_spread"), "gain"),
    **dict.fromkeys(("joined", "settled_on_floor", "tabled_by_others"), "legitimacy"),
}
"""Of the numbers, by key."""
_UP_TO_ONE: Final = frozenset(("substance", "joined", "give", "settled_on_floor", "tabled_by_others")) | {
    "signal",
    "from_draft",
    "from_status_quo",
    "place",
    "precision",
    "implementation",
}
"""Numbers that are shares or places on an axis."""
_FROM_ZERO: Final = frozenset(("clauses_open", "objections", "sessions", "gain_spread"))
"""Numbers that are never below 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One outcome of a replication: a number, or whether a word is one of some."""

    key: str
    label: Said
    group: str
    unit: Literal["share", "number"]
    column: str
    """Column of the rows that it is read from."""
    words: frozenset[str] = frozenset()
    """Of a share: the words of the column that count."""
    ends: tuple[float, float] = (-inf, inf)
    """Of a number: the least and the largest that it can be."""


def measures_of(manifest: Mapping[str, Any]) -> tuple[Measure, ...]:
    """Return every outcome of a study, from its manifest (or one that is about to be written)."""
    found = [
        Measure(
            key="adopted",
            label=said("measure.adopted"),
            group="ending",
            unit="share",
            column="outcome_class",
            words=frozenset(ADOPTED),
        )
    ]
    found += [
        Measure(
            key=f"class.{word}",
            label=Said(f"class.{word}"),
            group="ending",
            unit="share",
            column="outcome_class",
            words=frozenset({word}),
        )
        for word in OUTCOME_CLASSES
    ]
    found += [_number(key, said(f"measure.{key}"), _GROUPS[key]) for key in NUMBERS]
    found.append(_number("sessions", said("measure.sessions"), "process"))
    found += [_number(f"signal.{word}", said(f"measure.signal.{word}"), "legitimacy") for word in SIGNALS]
    for issue in manifest["issues"]:
        found += _of_issue(issue)
    kinds = dict.fromkeys(item["kind"] for item in manifest["delegations"])
    found += [_number(f"gain_of.{kind}", _of_kind(kind), "gain") for kind in kinds]
    found += [
        _number(f"gain.{item['key']}", said("measure.gain", who=item["short"]), "gain")
        for item in manifest["delegations"]
    ]
    return tuple(found)


def _number(key: str, label: Said, group: str) -> Measure:
    head, _, _ = key.partition(".")
    ends = (0.0, 1.0) if head in _UP_TO_ONE else (0.0, inf) if head in _FROM_ZERO else (-inf, inf)
    return Measure(key=key, label=label, group=group, unit="number", column=key, ends=ends)


def _of_kind(kind: str) -> Said:
    return said("measure.gain_of", kind=Said.called("measure.kind", kind, kind.replace("_", " ")))


def label_of(key: str, names: Mapping[str, str]) -> Said:
    """Return the label of an outcome from its key and the short names of delegations."""
    head, _, rest = key.partition(".")
    match head:
        case "gain":
            return said("measure.gain", who=names.get(rest, rest))
        case "gain_of":
            return _of_kind(rest)
        case "place":
            return said("measure.place", issue=rest)
    return Said.called("class", rest, key) if head == "class" else Said.called("measure", key)


def _of_issue(issue: Mapping[str, Any]) -> list[Measure]:
    key = issue["key"]
    found = [_number(f"place.{key}", said("measure.place", issue=key), "text")]
    endings = [(option["key"], _ending(option), option["key"]) for option in issue["options"]]
    for word, label, name in [*endings, (DROPPED, Said("measure.dropped"), _DROPPED)]:
        found.append(
            Measure(
                key=f"option.{key}.{name}",
                label=said("measure.option", issue=key, option=label),
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
        none = say("unknown.outcome")
        told = [say("unknown.among", none=none, key=repr(key), near=meant(key, known)) for key in wrong]
        raise StudyError("\n".join([*told, say("unknown.valid", valid=listed(short))]))


def problem_with_outcome(key: str, case: Scenario) -> str | None:
    """Return the problem with the key of an outcome in a case, or None."""
    try:
        check_outcomes([key], measures_of(parts_of_case(case)))
    except StudyError as error:
        return str(error).replace("\n", " ")
    return None


def option_for_measures(option: Option) -> dict[str, str]:
    """Return key and label of an option and, where it says nothing on the matter, its kind: `refer` or `delete`."""
    kind = {"kind": option.kind} if option.kind in SAYS_NOTHING else {}
    return {"key": option.key, "label": option.label, **kind}


def _ending(option: Mapping[str, str]) -> Value:
    """Return the words for a clause that ends in an option, told if that puts the matter off or strikes the clause."""
    kind = option.get("kind")
    return option["label"] if kind is None else said(f"measure.option.{kind}", option=option["label"])


def parts_of_case(case: Scenario) -> dict[str, Any]:
    """Return issues and delegations of a case, from which its outcomes follow, as `measures_of` reads them."""
    return {
        "issues": [
            {"key": issue.key, "options": [option_for_measures(option) for option in issue.options]}
            for issue in case.issues
        ],
        "delegations": [
            {"key": item.key, "short": item.short or item.name, "kind": item.kind}
            for item in case.delegations
        ],
    }


def matches(asked: str, key: str) -> bool:
    """Return whether a key is asked for, by name or by its beginning.

    >>> matches("gain.*", "gain.BRA"), matches("gain", "gain.BRA")
    (True, False)
    """
    return key.startswith(asked[:-1]) if asked.endswith("*") else key == asked
