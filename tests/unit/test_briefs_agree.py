"""What a brief says that a clause or a wording is worth to others agrees with the numbers of the case."""

import re

import pytest

from simulation.engine.score_sheet import score_sheet
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Delegation

CASES = ("first_hour", "ai_oversight", "wtpf13_training")
SAYS = re.compile(
    r"(?:dear to|brings?) ([A-Z]\w+)|([A-Z]\w+) cares|"
    r"(?:the task|takes part|the pace) to ([A-Z]\w+)"
)
LITTLE, MUCH = 3, 14
"""Points: what is said to cost little costs no more, what is said to bring much brings no less."""
TOLD = {
    ("first_hour", "TAM"): [
        ("Altamere", "mechanism", "report_views"),
        ("Nordhaven", "participation", "respective_roles"),
    ],
    ("first_hour", "NOR"): [("Tamarat", "pace", "into_operation"), ("Sabora", "support", "training")],
    ("wtpf13_training", "VEL"): [
        ("Altamere", "mechanism", ""),
        ("Nordhaven", "participation", ""),
        ("Tamarat", "pace", ""),
    ],
    ("wtpf13_training", "NOR"): [("Montclare", "venue", "")],
}
"""By case and seat whom a brief names, and what it says that this matters to it; a wording has to bring it much."""


def matters_most(delegation: Delegation) -> list[str]:
    """Return the issues of the greatest salience; all are plain numbers in the cases for training."""
    saliences = {
        key: one.salience for key, one in delegation.mandate.items() if isinstance(one.salience, float)
    }
    assert len(saliences) == len(delegation.mandate)
    return [key for key, salience in saliences.items() if salience == max(saliences.values())]


@pytest.mark.parametrize("case", CASES)
def test_what_a_brief_says_matters_to_another_matters_most_to_it(case: str) -> None:
    scenario = load_scenario(case)
    points, named = score_sheet(scenario).points, {one.name.split()[0]: one for one in scenario.delegations}
    keys = [one.key for one in scenario.delegations]
    for delegation in scenario.delegations:
        told = TOLD.get((case, delegation.key), [])
        brief = " ".join(str(delegation.brief.confidential).split())
        found = [name for names in SAYS.findall(brief) for name in names if name in named]
        assert found == [who for who, _, _ in told], delegation.key
        for who, key, wording in told:
            assert matters_most(named[who]) == [key]
            if wording:
                at = [issue.key for issue in scenario.issues].index(key)
                option = [one.key for one in scenario.issues[at].options].index(wording)
                assert points[keys.index(named[who].key), at, option] >= MUCH
                assert points[keys.index(delegation.key), at, option] >= -LITTLE


def test_what_each_clause_of_the_best_package_is_dear_to_is_as_the_packs_say() -> None:
    for case, dear in {
        "first_hour": {"pace": "TAM", "mechanism": "ALT", "participation": "NOR", "support": "SAB LUM"},
        "wtpf13_training": {
            "roles": "LUM",
            "boundary": "COR",
            "diagnosis": "VEL",
            "venue": "MON",
            "mechanism": "ALT",
            "pace": "TAM",
            "participation": "NOR",
            "development": "SAB",
        },
        "ai_oversight": {
            "reporting": "VEN CLA",
            "limits": "FMA",
            "venue": "MER",
            "seats": "APN BSF",
            "panel": "KAS",
            "access": "TAV",
        },
    }.items():
        delegations = {one.key: one for one in load_scenario(case).delegations}
        for issue, seats in dear.items():
            for seat in seats.split():
                assert matters_most(delegations[seat]) == [issue], (case, seat)
