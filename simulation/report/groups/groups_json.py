"""What groups of people made of a case, as one JSON document."""

from dataclasses import asdict
from typing import Any, Final

from simulation.scenario.group_files import plain_groups
from simulation.scenario.group_schema import GroupResults
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.training.group import Change, GroupDebrief, Instead, JudgedGroup
from simulation.version import version

__all__ = ["FORMAT", "document_of"]

FORMAT: Final = "delegation-sim outcome 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
_PLACES: Final = 6


def document_of(debrief: GroupDebrief, results: GroupResults) -> dict[str, Any]:
    """Return plain data, ready for JSON: options by key, points rounded to six places."""
    case = debrief.case
    return {
        "format": FORMAT,
        "version": version(),
        "case": {"key": case.key, "title": case.title, "hash": scenario_hash(case)},
        "entered": plain_groups(results)["groups"],
        "groups": [_group(debrief, place, group) for place, group in enumerate(debrief.groups)],
        "agents": _agents(debrief),
    }


def _text(case: Scenario, option: tuple[int, ...]) -> dict[str, str | None]:
    return {
        issue.key: issue.options[one].key if one >= 0 else None
        for issue, one in zip(case.issues, option, strict=True)
    }


def _group(debrief: GroupDebrief, place: int, group: JudgedGroup) -> dict[str, Any]:
    case = debrief.case
    found = {
        "name": group.name,
        "text": _text(case, group.option),
        "fell": [case.issues[issue].key for issue in group.fell],
        "left_open": [case.issues[issue].key for issue in group.left_open],
        "has_text": group.has_text,
        "passed": group.passed,
        "blocked_by": list(group.blocked_by),
        "seats": [
            asdict(seat)
            | {
                "text": None if seat.text is None else round(seat.text, _PLACES),
                "got": round(seat.got, _PLACES),
                "no_deal": round(seat.no_deal, _PLACES),
                "red": [case.issues[issue].key for issue in seat.red],
            }
            for seat in group.seats
        ],
        "efficient": group.is_efficient,
        "better": group.better,
        "adoptable": {"n": group.adoptable, "exact": group.is_exact, "this": group.is_adoptable},
        "instead": [_instead(case, one) for one in group.instead],
        "mend": None if group.mend is None else _instead(case, group.mend),
    }
    if debrief.runs is not None:
        found["beside_agents"] = asdict(debrief.compared[place])
    return found


def _instead(case: Scenario, instead: Instead) -> dict[str, Any]:
    return {
        "text": _text(case, instead.option),
        "changes": [_change(case, change) for change in instead.changes],
        "more": {
            seat.key: round(more, _PLACES) for seat, more in zip(case.delegations, instead.more, strict=True)
        },
    }


def _change(case: Scenario, change: Change) -> dict[str, str | None]:
    issue = case.issues[change.issue]
    was, now = (issue.options[one].key if one >= 0 else None for one in (change.was, change.now))
    return {"issue": issue.key, "was": was, "now": now}


def _agents(debrief: GroupDebrief) -> dict[str, Any] | None:
    runs, case = debrief.runs, debrief.case
    if runs is None:
        return None
    return {
        "seed": runs.seed,
        "runs": runs.n,
        "with_text": int(runs.has_text.sum()),
        "points": {
            seat.key: dict(
                zip(("low", "middle", "high"), (round(end, _PLACES) for end in runs.spread(row)), strict=True)
            )
            for row, seat in enumerate(case.delegations)
        },
        "wordings": {
            issue.key: {
                issue.options[option].key if option >= 0 else "": count
                for option, count in runs.wordings(place).items()
            }
            for place, issue in enumerate(case.issues)
        },
        "texts": [{"text": _text(case, option), "runs": count} for option, count in runs.texts],
    }
