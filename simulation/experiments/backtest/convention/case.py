"""Writes what happened as a case of an assembly, checked like any other, for the engine to play."""

from collections import Counter
from typing import Any, Final

from simulation.experiments.backtest.convention.reading import MOST, Convention
from simulation.models.stages import Hurdle
from simulation.scenario.assembly import check_assembly
from simulation.scenario.assembly_schema import Assembly
from simulation.scenario.problems import Mark, Problems, Source

__all__ = ["AXES", "LEAST", "sponsorship_case", "survival_case"]

AXES: Final = ("first", "second")
LEAST: Final = 8
"""Signatures that the Convention asked for; 16 at most."""
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
    names = {committee["name"]: committee for committee in raw["committees"]}
    for name, n in Counter(one.commission for one in data.early).items():
        if name in names:
            names[name]["tabled"] = n
    if known:
        raw["signed"] = [
            {"key": f"s{place}", "signers": [f"m{row}" for row in one.signers]}
            for place, one in enumerate(data.early)
        ]
    return _checked(raw)


def survival_case(data: Convention, hurdle: Hurdle | None = None) -> Assembly:
    """Return the assembly with the texts that had been tabled, and how hard the stages are."""
    raw = _house(data)
    keys = {committee["name"]: committee["key"] for committee in raw["committees"]}
    raw["texts"] = [
        {
            "key": f"t{place}",
            "committee": keys[data.text_commission[place]],
            "sponsors": [f"m{row}" for row in sponsors],
        }
        for place, sponsors in enumerate(data.sponsors)
    ]
    if hurdle is not None:
        raw["hurdle"] = {"ease": hurdle.ease, "gap": max(0.0, hurdle.gap), "aside": max(0.0, hurdle.aside)}
    return _checked(raw)


def _house(data: Convention) -> dict[str, Any]:
    """Return what both have in common. Keys are numbers: what the tables call people may be no key."""
    names = sorted({name for name in data.commission if name})
    keys = {name: f"c{number}" for number, name in enumerate(names)}
    return {
        "assembly": 1,
        "key": "convention",
        "title": "Convention",
        "summary": "Made of a table for a back-test.",
        "nature": "real",
        "axes": [{"key": axis, "name": f"{axis} dimension of votes"} for axis in AXES],
        "committees": [{"key": key, "name": name} for name, key in keys.items()],
        "members": [
            {
                "key": f"m{row}",
                "name": name,
                "place": dict(zip(AXES, data.place[row].tolist(), strict=True)),
                "basis": "inferred",
                "source": "ideal points from early votes",
                **({"bloc": data.bloc[row]} if data.bloc[row] else {}),
                **({"committee": keys[data.commission[row]]} if data.commission[row] else {}),
            }
            for row, name in enumerate(data.members)
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
