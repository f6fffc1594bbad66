"""What a study measured, read back: by variant and replication, whole or in part, in blocks."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulation.engine.batch import prepare, simulate_batch
from simulation.engine.simulate import load_scenario
from simulation.errors import RecordError, StudyError
from simulation.protocols.result import OUTCOME_CLASSES, SIGNALS
from simulation.scenario.schema import Scenario
from simulation.state.tableau import KINDS
from simulation.study import column_values as values_module
from simulation.study.column_values import StudyValues
from simulation.study.replication_rows import rows_of
from tests.small_cases import case, delegation, issue
from tests.small_studies import begun, conducted, study

ROOM = [delegation("d0", 0.2), delegation("d1", {"mean": 0.8, "sd": 0.2}), delegation("d2", 0.5)]
CASE = case(ROOM)
SHORT = case(ROOM, sessions=2)
RUNS = 130
"""Two parts and a bit of each variant."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> StudyValues:
    """Return the values of a comparison that is complete."""
    folder = tmp_path_factory.mktemp("study") / "study"
    asked = study(CASE, SHORT, replications=RUNS)
    conducted(asked, folder)
    return StudyValues(begun(asked, folder, resume=True))


def batch_of(scenario: Scenario, numbers: Sequence[int]) -> dict[str, np.ndarray]:
    batch = simulate_batch(scenario, seed=1, replications=numbers)
    rows = rows_of(scenario, prepare(scenario).blueprint.fixed, batch, "v")
    return {name: np.asarray(rows[name][1]) for name in ("gain_mean", "sessions", "gain.d1")}


def test_numbers_are_those_of_a_batch_by_variant_and_replication(whole: StudyValues) -> None:
    assert (whole.n, whole.variants) == (RUNS, ("base", "v1"))
    batches = [batch_of(scenario, range(RUNS)) for scenario in (CASE, SHORT)]
    for name, sheet in whole.numbers(["gain_mean", "sessions", "gain.d1"]):
        assert_array_equal(sheet, np.stack([batch[name] for batch in batches]))


def test_signals_add_up_where_a_clause_was_agreed_and_have_no_value_elsewhere() -> None:
    hold = {"delegations.NOR.strategy": "{key: hold}"}
    case = load_scenario("first_hour", overrides=hold)
    batch = simulate_batch(case, seed=1, replications=range(20))
    rows = rows_of(case, prepare(case).blueprint.fixed, batch, "v")
    share = np.stack([np.asarray(rows[f"signal.{word}"][1]) for word in SIGNALS])
    agreed = (batch.closed_by >= 0).any(axis=1)
    assert agreed.any()
    assert not agreed.all()
    assert_allclose(share[:, agreed].sum(axis=0), 1.0)
    assert np.isnan(share[:, ~agreed]).all()


def test_words_are_places_in_their_vocabulary(whole: StudyValues) -> None:
    ((name, codes),) = whole.words({"outcome_class": OUTCOME_CLASSES})
    batch = simulate_batch(SHORT, seed=1, replications=range(RUNS))
    assert name == "outcome_class"
    assert_array_equal(codes[1], batch.result.outcome_class)


def test_a_curve_holds_its_last_value_after_the_end(whole: StudyValues) -> None:
    long, short = whole.curves("bracketed")
    assert long.shape == short.shape == (RUNS, 10)
    assert_array_equal(short[:, 2:], np.repeat(short[:, 1:2], 8, axis=1))


def test_a_small_memory_changes_no_value(whole: StudyValues, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["gain_mean", "trust", "gain.d0", "gain.d1"]
    at_once = dict(whole.numbers(names))
    monkeypatch.setattr(values_module, "_MOST_VALUES", 1)
    one_by_one = dict(whole.numbers(names))
    assert list(one_by_one) == names
    for name in names:
        assert_array_equal(one_by_one[name], at_once[name])


def stopped(asked: Sequence[Scenario], lost: Sequence[int], folder: Path) -> StudyValues:
    """Return the values of a study of which some parts were never written."""
    wanted = study(*asked, replications=RUNS)
    conducted(wanted, folder)
    for part in lost:
        (folder / f"replications/part-{part:06d}.parquet").unlink()
    return StudyValues(begun(wanted, folder, resume=True))


def test_a_stopped_study_compares_the_replications_that_every_variant_has(tmp_path: Path) -> None:
    found = stopped((CASE, SHORT), [1], tmp_path / "study")
    assert found.variants == ("base", "v1")
    assert 0 < found.n < RUNS
    expected = batch_of(SHORT, found.replications.tolist())
    ((_, sheet),) = found.numbers(["gain_mean"])
    assert_array_equal(sheet[1], expected["gain_mean"])


def test_of_many_variants_those_count_that_are_complete(tmp_path: Path) -> None:
    many = [case(ROOM, sessions=n) for n in range(2, 14)]
    wanted = study(*many, replications=20)
    conducted(wanted, tmp_path / "study")
    parts = sorted((tmp_path / "study/replications").iterdir())
    parts[-1].unlink()
    found = StudyValues(begun(wanted, tmp_path / "study", resume=True))
    assert found.n == 20
    assert 0 < len(found.variants) < len(many)


def test_nothing_finished_is_told(tmp_path: Path) -> None:
    folder = begun(study(CASE, replications=4), tmp_path / "study")
    with pytest.raises(StudyError, match="holds no finished replication yet"):
        StudyValues(folder)


def test_a_variant_without_a_kind_of_delegation_has_the_same_columns(tmp_path: Path) -> None:
    mixed = case([*ROOM[:2], delegation("d2", 0.5, kind="academia")])
    alike = case([*ROOM[:2], delegation("d2", 0.5, kind="academia", rights={})])
    other = case([*ROOM[:2], delegation("d2", 0.5, kind="civil_society")])
    asked = study(mixed, alike, other, replications=RUNS)
    conducted(asked, tmp_path / "study")
    found = StudyValues(begun(asked, tmp_path / "study", resume=True))
    names = [f"gain_of.{kind}" for kind in KINDS]
    sheets = dict(found.numbers([*names, "gain.d2"]))
    is_there = {name: (~np.isnan(sheet).all(axis=1)).tolist() for name, sheet in sheets.items()}
    assert is_there["gain_of.academia"] == [True, False, False]
    assert is_there["gain_of.civil_society"] == [False, False, True]
    assert is_there["gain_of.government"] == [True, True, True]
    assert is_there["gain.d2"] == [True, False, True]


def test_of_many_variants_one_may_lack_columns_that_others_have(tmp_path: Path) -> None:
    """Each has parts of its own then: what is not there is NaN, and an issue that is not there is not in the text."""
    renamed = case([*ROOM[:2], delegation("other", 0.5)], issues=[issue("q9")])
    many = [*(case(ROOM, sessions=n) for n in range(2, 12)), renamed]
    wanted = study(*many, replications=100)
    summary = conducted(wanted, tmp_path / "study")
    found = StudyValues(begun(wanted, tmp_path / "study", resume=True))
    sheets = dict(found.numbers(["gain.d1", "gain.d2", "place.q0"]))
    assert [np.isnan(sheet[10]).all() for sheet in sheets.values()] == [False, True, True]
    assert not np.isnan(sheets["gain.d2"][:10]).any()
    assert summary.finding("option.q0.(dropped)").estimates[10].value == 1.0
    assert summary.finding("option.q9.(dropped)").estimates[0].value == 1.0


def test_rows_of_no_variant_are_told(tmp_path: Path) -> None:
    folder = begun(study(CASE, replications=4), tmp_path / "study")
    for number, key in enumerate(("base", "stranger")):
        folder.write_part(
            number, [{"variant": ("word", [key]), "replication": ("integer", [4 - 3 * number])}], []
        )
    with pytest.raises(RecordError, match=r"^Part 0 of .* is not of this study\. Add --resume"):
        StudyValues(folder)
    (tmp_path / "study/replications/part-000000.parquet").unlink()
    with pytest.raises(RecordError, match=r"^Part 1 of "):
        StudyValues(folder)
