"""Votes in the Council as capability: the sums that the treaties name, and the votes of the day."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.evidence.backtest.council import council_shares
from simulation.evidence.backtest.decision_tables import read_decisions
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.models import SPREAD_MODELS, capabilities_of
from tests.backtest.conftest import INVENTED, Write

FIFTEEN = ("AT", "BE", "DE", "DK", "EL", "ES", "FI", "FR", "IE", "IT", "LU", "NL", "PT", "SE", "UK")
JOINED_LATER = ("BU", "CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "RO", "SI", "SK")


def shares(codes: tuple[str, ...], present: tuple[str, ...]) -> dict[str, float]:
    takes_part = np.array([[code in present for code in codes]])
    found = council_shares(codes, takes_part)
    assert found is not None
    return dict(zip(codes, found[0].tolist(), strict=True))


def test_the_votes_of_fifteen_states_are_eighty_seven() -> None:
    found = shares((*FIFTEEN, "COM"), FIFTEEN)
    assert sum(found[code] for code in FIFTEEN) == pytest.approx(1.0)
    # Article 205(2) EC, before the Treaty of Nice: Germany 10, Spain 8, Luxembourg 2 of 87.
    assert_allclose([found["DE"], found["ES"], found["LU"], found["COM"]], [10 / 87, 8 / 87, 2 / 87, 1 / 8])


def test_a_state_that_joined_later_brings_the_votes_of_nice() -> None:
    members = (*FIFTEEN, *JOINED_LATER)
    found = shares(members, ("DE", "FR", "PL"))
    assert sum(found.values()) == pytest.approx(1.0)
    # Treaty of Nice and Acts of Accession: Germany 29, Poland 27, Malta 3 of 345.
    assert_allclose([found["DE"], found["PL"], found["MT"]], [29 / 345, 27 / 345, 3 / 345])


def test_croatia_adds_its_seven() -> None:
    found = shares((*FIFTEEN, *JOINED_LATER, "CR"), ("DE", "CR", "FR"))
    assert sum(found.values()) == pytest.approx(1.0)
    assert found["CR"] == pytest.approx(7 / 352)


def test_who_takes_no_part_does_not_date_a_decision() -> None:
    codes = ("DE", "PL", "EP", "FR")
    found = council_shares(codes, np.array([[True, False, True, True], [True, True, True, True]]))
    assert found is not None
    assert_allclose(found[:, 0], [10 / 87, 29 / 345])
    assert_allclose(found[:, 2], 1 / 8)


def test_outside_the_union_there_are_no_such_votes() -> None:
    assert council_shares(("DE", "FR", "US"), np.ones((1, 3), dtype=bool)) is None
    assert list(read_decisions(INVENTED).capability) == ["equal", "gdp"]


def test_a_table_of_the_union_has_them(write: Write) -> None:
    rows = "".join(f"P,I,40,{code},{place},50\n" for code, place in (("DE", 0), ("FR", 60), ("COM", 100)))
    found = read_decisions(write(f"proposal,issue,outcome,actor,position,salience\n{rows}"))
    assert list(found.capability) == ["equal", "council"]
    assert_allclose(found.capability["council"], [[1.0, 80 / 87, 80 / 87]])


def test_a_model_of_the_parliament_needs_one(invented: Decisions, write: Write) -> None:
    model = next(model for model in SPREAD_MODELS if model.needs)
    assert capabilities_of(model, invented) == ("equal", "gdp")
    lines = INVENTED.read_text(encoding="utf-8").splitlines(keepends=True)
    without = "".join(line for line in lines if ",EP," not in line)
    assert capabilities_of(model, read_decisions(write(without))) == ()
