"""The saliences by issue of the two real cases follow from what was done, by one rule."""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from simulation.scenario.load import load_scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CASES = ("wtpf13", "unga_cyber")
GRADES = ("documented", "inferred", "judgement")
SILENT = 2
"""What an issue counts for which nothing was found."""

type Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (SCENARIOS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spread(mean: float, points: Sequence[int]) -> list[float]:
    """Return saliences with this mean in proportion to the points, none above 1: hundredths, largest rest first."""
    whole = round(100 * mean * len(points))
    share = {place: SILENT + count for place, count in enumerate(points)}
    fixed: dict[int, float] = {}
    while over := [
        place
        for place in share.keys() - fixed.keys()
        if (whole - 100 * len(fixed)) * share[place] / sum(share[k] for k in share.keys() - fixed.keys())
        > 100
    ]:
        fixed |= dict.fromkeys(over, 100.0)
    free = sum(share[k] for k in share.keys() - fixed.keys())
    exact = [fixed.get(k, (whole - 100 * len(fixed)) * share[k] / free) for k in share]
    found = [int(value + 1e-9) for value in exact]
    for place in sorted(share, key=lambda k: (found[k] - exact[k], k))[: whole - sum(found)]:
        found[place] += 1
    return [value / 100 for value in found]


@pytest.mark.parametrize("name", CASES)
def test_saliences_follow_from_the_acts_and_keep_the_mean_of_each_delegation(name: str) -> None:
    case = load_scenario(name)
    points: Counter[tuple[str, str]] = Counter()
    for act in rows(f"{name}_salience_acts"):
        points[act["delegation"], act["issue"]] += int(act["points"])
    expected: dict[tuple[str, str], float] = {}
    for seat in case.delegations:
        assert isinstance(seat.salience, float)
        own = spread(seat.salience, [points[seat.key, issue.key] for issue in case.issues])
        assert sum(own) / len(own) == pytest.approx(seat.salience, abs=1e-9)
        expected |= {(seat.key, issue.key): value for issue, value in zip(case.issues, own, strict=True)}
    assert set(points) <= set(expected)
    found = {(row["delegation"], row["issue"]): float(row["salience"]) for row in rows(f"{name}_mandates")}
    assert found == expected


@pytest.mark.parametrize(
    ("name", "counts"), [("wtpf13", (52, 80, 345)), ("unga_cyber", (26, 93, 163))], ids=CASES
)
def test_a_salience_is_as_well_known_as_the_best_known_act_behind_it(
    name: str, counts: tuple[int, int, int]
) -> None:
    best: dict[tuple[str, str], str] = {}
    for act in rows(f"{name}_salience_acts"):
        known = best.get((act["delegation"], act["issue"]), "judgement")
        best[act["delegation"], act["issue"]] = min(known, act["basis"], key=GRADES.index)
    table = rows(f"{name}_mandates")
    for row in table:
        basis = best.get((row["delegation"], row["issue"]), "judgement")
        confidence = "medium" if basis == "documented" else "low"
        assert (row["salience_basis"], row["salience_confidence"]) == (basis, confidence)
        assert row["salience_source"]
    assert Counter(row["salience_basis"] for row in table) == dict(zip(GRADES, counts, strict=True))


@pytest.mark.parametrize("name", CASES)
def test_a_case_reads_its_saliences_from_its_mandates(name: str) -> None:
    told = {(row["delegation"], row["issue"]): float(row["salience"]) for row in rows(f"{name}_mandates")}
    seats = load_scenario(name).delegations
    assert {
        (seat.key, key): mandate.salience for seat in seats for key, mandate in seat.mandate.items()
    } == told
    assert all(len({mandate.salience for mandate in seat.mandate.values()}) > 1 for seat in seats)


@pytest.mark.parametrize("name", CASES)
def test_the_case_names_every_source_of_a_salience(name: str) -> None:
    used = {key for row in rows(f"{name}_mandates") for key in row["salience_source"].split(", ")}
    assert used <= set(load_scenario(name).sources)
