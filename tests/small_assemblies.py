"""An assembly small enough to reason about: six members on one axis, two committees."""

from typing import Any, Final

from simulation.scenario.assembly_schema import Assembly

PLACES: Final = (-0.8, -0.4, -0.2, 0.1, 0.5, 0.9)


def small(**changes: object) -> dict[str, Any]:
    """Return six invented members on one axis, two committees, one text on the table."""
    return {
        "assembly": 1,
        "key": "six",
        "title": "Six members",
        "summary": "Invented.",
        "nature": "illustrative",
        "axes": [{"key": "x", "name": "One axis"}],
        "committees": [{"key": "A", "name": "First"}, {"key": "B", "name": "Second"}],
        "members": [
            {"key": f"M{n}", "name": f"Member {n}", "committee": "AB"[n % 2], "place": {"x": place}}
            for n, place in enumerate(PLACES)
        ],
        "texts": [{"key": "T", "committee": "A", "sponsors": ["M0", "M2"]}],
        "sponsorship": {"least": 2, "most": 3},
        "stages": [
            {"key": "first", "name": "Committee", "voters": "committee", "share": 0.5},
            {"key": "floor", "name": "Floor", "voters": "all", "share": 0.6667, "counted_from": "low"},
        ],
        **changes,
    }


def made(**changes: object) -> Assembly:
    """Return such an assembly."""
    return Assembly.model_validate(small(**changes))
