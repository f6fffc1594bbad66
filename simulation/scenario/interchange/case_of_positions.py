"""Makes a case of the positions of a table: what a table does not say is filled in, and said to be."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from simulation.scenario.interchange.positions import Positions
from simulation.scenario.interchange.scaling import UNIT, Scaling, shown
from simulation.scenario.keys import fresh_key
from simulation.words import language, numbered, say

__all__ = ["FORUM", "MAX_OPTIONS", "STATUS_QUO", "case_of", "document_of"]

type Data = dict[str, Any]

MAX_OPTIONS: Final = 8
"""Options of an issue: a room does not tell more wordings apart."""
FORUM: Final = "netmundial"
"""The preset in which delegations of every kind have the same rights."""
STATUS_QUO: Final = 0.5
"""What holds if nothing is agreed: a table says nothing of it, and the middle takes no side."""
_DECIMALS: Final = 12
"""Decimals to which places on an axis are told apart."""
_FEW: Final = 3
"""With fewer points of a scale than these there is little to choose between."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place on the axis of an issue that becomes an option."""

    key: str
    label: str
    position: float
    weight: float
    """Capability times salience of those who stand nearest to it."""


def case_of(positions: Positions, scaling: Scaling, *, key: str, title: str, source: str) -> Data:
    """Return the case as plain data.

    Args:
        positions: what the table says; complete.
        scaling: in which numbers it says so.
        key: the key of the case.
        title: its title.
        source: from what it was made, in a sentence.
    """
    issues = _keys(positions.questions, "issue")
    marks = {name: _marks(name, positions, scaling) for name in issues}
    n_seats, n_issues = len(positions.seats), len(issues)
    sizes = numbered("count.delegations", n_seats), numbered("count.issues", n_issues)
    is_given = all(_is_given(name, marks[name], positions, scaling) for name in issues)
    filled_in = (
        say("import.filled_in", most=MAX_OPTIONS),
        say(f"import.drafting.{'shut' if is_given else 'open'}"),
    )
    notes = [*filter(None, [positions.about]), *filled_in, *scaling.notes]
    asked = [_issue(name, issues[name], marks[name], positions, scaling) for name in issues]
    data: Data = {
        "schema": 1,
        "key": key,
        "title": title,
        "summary": say("import.summary", delegations=sizes[0], issues=sizes[1]),
        "nature": "illustrative",
        **({} if language() == "en" else {"language": language()}),
        "sources": {"table": source},
        "notes": "\n".join(notes),
        "forum": {"preset": FORUM, "name": say("import.forum")},
        "issues": asked,
        "document": document_of(asked, title=title, heading=say("import.heading"), instrument="statement"),
        "delegations": _delegations(positions, issues, scaling),
        **({"drafting": False} if is_given else {}),
    }
    return data | _scales(issues, scaling)


def _keys(names: Mapping[str, object], fallback: str) -> dict[str, str]:
    """Return a key for each name."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        keys[name] = fresh_key(name, taken, fallback)
        taken.add(keys[name])
    return keys


def _marks(name: str, positions: Positions, scaling: Scaling) -> list[_Mark]:
    """Return what becomes an option of an issue, in the order of the axis.

    These are the points that the table gives its scale; where it gives fewer than three, the occupied positions too.
    Of more than `MAX_OPTIONS` the two ends are kept, and between them those with most behind them.
    """
    ends, points = scaling.ends[name], positions.questions[name].points
    stands = [
        (
            scaling.position(name, entry.position),
            scaling.weight(positions.seats[who], name, entry),
            entry.position,
        )
        for (who, issue), entry in positions.entries.items()
        if issue == name
    ]
    named = {_place(scaling.position(name, point.at)): (point.at, point.meaning) for point in points}
    if len(named) < _FEW:
        named = {_place(place): (at, "") for place, _, at in stands} | named
    if len(named) == 1:
        named = {_place(place): (at, "") for place, at in zip(UNIT, ends, strict=True)} | named
    places = sorted(named)
    middles = [(low + high) / 2 for low, high in pairwise(places)]
    behind = dict.fromkeys(places, 0.0)
    for place, weight, _ in stands:
        behind[places[bisect(middles, place)]] += weight
    inner = sorted(places[1:-1], key=lambda place: (-behind[place], place))[: MAX_OPTIONS - 2]
    keys: dict[float, str] = {}
    kept = sorted({places[0], places[-1], *inner})
    for place in kept:
        keys[place] = fresh_key(f"at_{shown(named[place][0])}", list(keys.values()), "at")
    return [_Mark(keys[place], _label(*named[place]), place, behind[place]) for place in kept]


def _is_given(name: str, marks: list[_Mark], positions: Positions, scaling: Scaling) -> bool:
    """Return whether the table names every option itself: then it lists all that can be decided."""
    named = {_place(scaling.position(name, point.at)) for point in positions.questions[name].points}
    return all(mark.position in named for mark in marks)


def _place(position: float) -> float:
    return round(position, _DECIMALS)


def _label(at: float, meaning: str) -> str:
    return f"{shown(at)}: {meaning}" if meaning else shown(at)


def _issue(name: str, key: str, marks: list[_Mark], positions: Positions, scaling: Scaling) -> Data:
    question, ends = positions.questions[name], scaling.ends[name]
    meanings = {point.at: point.meaning for point in question.points}
    low, high = (_label(end, meanings.get(end, "")) for end in ends)
    scale = say("import.scale", low=shown(ends[0]), high=shown(ends[1]))
    return {
        "key": key,
        "name": question.name,
        "dimension": "scope",
        "question": f"{question.about} {scale}".lstrip(),
        "low": low,
        "high": high,
        "status_quo": STATUS_QUO,
        "draft": max(marks, key=lambda mark: mark.weight).key,
        "options": [{"key": mark.key, "label": mark.label, "position": mark.position} for mark in marks],
    }


def document_of(issues: Sequence[Data], *, title: str, heading: str, instrument: str) -> Data:
    """Return a document of one section, in which every issue has a clause with its options as wordings."""
    clauses = [
        {
            "key": issue["key"],
            "label": f"{number}.",
            "title": issue["name"],
            "issue": issue["key"],
            "wordings": {option["key"]: option["label"] for option in issue["options"]},
        }
        for number, issue in enumerate(issues, start=1)
    ]
    section = {"kind": "decides", "heading": heading, "force": "operative", "clauses": clauses}
    return {"title": title, "instrument": instrument, "sections": [section]}


def _delegations(positions: Positions, issues: Mapping[str, str], scaling: Scaling) -> list[Data]:
    mandates: dict[str, Data] = {name: {} for name in positions.seats}
    for issue, key in issues.items():
        for name, own in mandates.items():
            if (entry := positions.entries.get((name, issue))) is not None:
                own[key] = {
                    "position": scaling.position(issue, entry.position),
                    "salience": scaling.salience_of(issue, entry),
                    **({"reason": entry.reason} if entry.reason else {}),
                }
    return [
        {
            "key": key,
            "name": seat.name,
            "kind": "government",
            "capability": scaling.capability_of(seat),
            "mandate": mandates[name],
            **({"brief": {"public": seat.about}} if seat.about else {}),
            "source": "table",
        }
        for (name, seat), key in zip(
            positions.seats.items(), _keys(positions.seats, "delegation").values(), strict=True
        )
    ]


def _scales(issues: Mapping[str, str], scaling: Scaling) -> Data:
    """Return the scales that are others than 0..1, so that the positions can be written in them again."""
    ends = {key: [*scaling.ends[name]] for name, key in issues.items() if scaling.ends[name] != UNIT}
    found: Data = {"positions": ends} if ends else {}
    found |= {
        name: unit for name in ("salience", "capability") if (unit := float(getattr(scaling, name))) != 1
    }
    return {"scales": found} if found else {}
