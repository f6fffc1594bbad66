"""Writes what happened as a case of an assembly, checked like any other, for the engine to play."""

from collections import Counter
from typing import Any, Final

from simulation.evidence.backtest.convention.convention_files import MOST, Convention
from simulation.models.stages import Hurdle
from simulation.scenario.assembly_case import check_assembly
from simulation.scenario.assembly_schema import Assembly
from simulation.scenario.problems import Mark, Problems, Source

__all__ = ["AXES", "LEAST", "sponsorship_case", "survival_case"]

AXES: Final = ("first", "second")
LEAST: Final = 8
"""Signatures that the Convention asked for; 16 at most."""
_STEEPEST: Final = {"ease": 20.0, "gap": 50.0, "aside": 50.0}
"""What a case can say at most. Where a distance tells all, a fit has no end."""
_STAGES: Final = (
    {"key": "commission", "name": "Commission", "voters": "committee", "share": 0.5},
    {"key": "floor", "name": "Floor", "voters": "all", "share": 2 / 3, "counted_from": "low"},
)
"""A majority of the commission, then two thirds of all members: 103 of 154, whoever votes. Majorities of the Convention
began on the left, which is low on the first axis."""


def sponsorship_case(data: Convention, *, known: bool) -> Assembly:
    """Return the assembly on the day on which history ends, before as many new texts as it had had until then.

    Args:
        data: What happened; nothing from that day on is used.
        known: Whether what was signed before is known to it, or positions, list and commission alone.
    """
    raw = _house(data)
    tabled = Counter(one.commission for one in data.early)
    for name, committee in zip(_commissions(data), raw["committees"], strict=True):
        committee["tabled"] = tabled[name]
    if known:
        raw["signed"] = [
            {"key": f"s{place}", "signers": [f"m{row}" for row in one.signers]}
            for place, one in enumerate(data.early)
        ]
    return _checked(raw)


def survival_case(data: Convention, hurdle: Hurdle | None = None) -> Assembly:
    """Return the assembly with the texts that had been tabled, and how hard the stages are."""
    raw = _house(data)
    keys = dict(zip(_commissions(data), (one["key"] for one in raw["committees"]), strict=True))
    raw["texts"] = [
        {
            "key": f"t{place}",
            "committee": keys[data.text_commission[place]],
            "sponsors": [f"m{row}" for row in sponsors],
        }
        for place, sponsors in enumerate(data.sponsors)
    ]
    if hurdle is not None:
        raw["hurdle"] = {
            "ease": min(max(hurdle.ease, -_STEEPEST["ease"]), _STEEPEST["ease"]),
            **{name: min(max(getattr(hurdle, name), 0.0), _STEEPEST[name]) for name in ("gap", "aside")},
        }
    return _checked(raw)


def _commissions(data: Convention) -> list[str]:
    """Return the commissions in which somebody sits, in the order of the committees of a case."""
    return sorted(set(data.commission) - {""})


def _house(data: Convention) -> dict[str, Any]:
    """Return what both have in common. Keys and names are numbers: what the tables call people may be neither."""
    keys = {name: f"c{number}" for number, name in enumerate(_commissions(data))}
    blocs = {name: f"b{number}" for number, name in enumerate(sorted(set(data.bloc) - {""}))}
    return {
        "assembly": 1,
        "key": "convention",
        "title": "Convention",
        "summary": "Made of a table for a back-test.",
        "nature": "real",
        "axes": [{"key": axis, "name": f"{axis} dimension of votes"} for axis in AXES],
        "committees": [{"key": key, "name": key} for key in keys.values()],
        "members": [
            {
                "key": f"m{row}",
                "name": f"m{row}",
                "place": dict(zip(AXES, data.place[row].tolist(), strict=True)),
                "basis": "inferred",
                "source": "ideal points from early votes",
                **({"bloc": blocs[data.bloc[row]]} if data.bloc[row] else {}),
                **({"committee": keys[data.commission[row]]} if data.commission[row] else {}),
            }
            for row in range(len(data.members))
        ],
        "sponsorship": {"least": min(LEAST, len(data.members)), "most": min(MOST, len(data.members))},
        "stages": list(_STAGES),
    }


def _checked(raw: dict[str, Any]) -> Assembly:
    """Return the case. What the reading lets through makes one, so that a problem here is a fault of this module."""
    problems = Problems()
    found = check_assembly(raw, Source(Mark("convention")), problems)
    problems.raise_if_any()
    assert found is not None  # noqa: S101 - without a problem there is a case
    return found
