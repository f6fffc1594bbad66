"""What a study found, reckoned from its folder: shares, means, pairs, quantiles, pairs of delegations, examples."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from simulation.engine.batch import Batch, simulate_batch
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.stats import interval
from simulation.storage.study_folder import StudyFolder
from simulation.study.plain_summary import plain
from simulation.study.study_measures import ADOPTED
from simulation.study.study_summary import StudySummary
from simulation.study.summarise import summarise
from tests.small_cases import case
from tests.small_studies import conducted, hinge, study

BASE = case(hinge()["delegations"], sessions=6)
SHORT = case(hinge()["delegations"], sessions=2)
RUNS = 90


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "study"
    conducted(study(BASE, SHORT, replications=RUNS), path)
    return path


@pytest.fixture(scope="module")
def summary(folder: Path) -> StudySummary:
    return summarise(StudyFolder.open(folder))


@pytest.fixture(scope="module")
def batches() -> tuple[Batch, Batch]:
    return (
        simulate_batch(BASE, seed=1, replications=range(RUNS)),
        simulate_batch(SHORT, seed=1, replications=range(RUNS)),
    )


def test_a_share_and_its_paired_difference_are_those_of_the_batches(
    summary: StudySummary, batches: tuple[Batch, Batch]
) -> None:
    codes = [OUTCOME_CLASSES.index(word) for word in ADOPTED]
    hits = [np.isin(batch.result.outcome_class, codes) for batch in batches]
    found = summary.finding("adopted")
    assert found.estimates == tuple(interval.share(int(hit.sum()), RUNS) for hit in hits)
    assert found.differences == (interval.paired_share(*hits),)


def test_a_mean_and_its_quantiles_are_those_of_the_batch(
    summary: StudySummary, batches: tuple[Batch, Batch]
) -> None:
    gain = batches[0].result.gain.mean(axis=1)
    found = summary.finding("gain_mean")
    assert found.estimates[0] == interval.mean(gain)
    assert found.quantiles[0] == tuple(np.quantile(gain, (np.arange(20) + 0.5) / 20).tolist())


def test_the_classes_of_outcome_add_up_to_all_runs(summary: StudySummary) -> None:
    for variant in (0, 1):
        shares = [summary.finding(f"class.{word}").estimates[variant].value for word in OUTCOME_CLASSES]
        assert sum(shares) == pytest.approx(1.0)


def test_pairs_stand_together_as_often_as_in_the_batch(
    summary: StudySummary, batches: tuple[Batch, Batch]
) -> None:
    stood = batches[0].stood
    together = (stood[:, 0] == stood[:, 2]) & (stood[:, 0] >= 0)
    (pair,) = [p for p in summary.pairs if (p.variant, p.first, p.second) == ("base", "d0", "d2")]
    expected = interval.mean(together.mean(axis=1))
    assert pair.together.value == pytest.approx(expected.value)
    assert pair.together.low == pytest.approx(max(0.0, expected.low))
    assert pair.together.high == pytest.approx(min(1.0, expected.high))


def test_an_example_of_every_class_is_the_first_such_run(
    summary: StudySummary, batches: tuple[Batch, Batch]
) -> None:
    for variant, batch in zip(summary.variants, batches, strict=True):
        found = {e.outcome_class: e.replication for e in summary.examples if e.variant == variant}
        words = [OUTCOME_CLASSES[code] for code in batch.result.outcome_class.tolist()]
        assert found == {word: words.index(word) for word in words}


def test_brackets_run_over_all_sessions_for_each_variant(summary: StudySummary) -> None:
    assert len(summary.brackets) == 2
    assert {len(curve) for curve in summary.brackets} == {6}
    for curve in summary.brackets:
        assert all(low <= middle <= high for low, middle, high in curve)


def test_the_folder_alone_tells_the_same_again(summary: StudySummary, folder: Path) -> None:
    assert plain(summarise(StudyFolder.open(folder))) == plain(summary)


def test_whoever_only_watches_in_a_variant_has_no_gain_to_compare(tmp_path: Path) -> None:
    seated = hinge()["delegations"]
    watching = [*seated[:2], seated[2] | {"rights": {}}]
    found = conducted(study(BASE, case(watching, sessions=6), replications=10), tmp_path / "study")
    keys = {finding.key for finding in found.findings}
    assert "gain.d2" not in keys
    assert {"gain.d0", "gain.d1", "gain_of.government"} <= keys
    assert found.unmeasured == {"gain.d2": ("v1",)}
    assert tuple(map(str, found.gaps(found.unmeasured))) == ("No run of v1 has a value for: gain of d2.",)


def test_what_no_variant_has_is_told_if_it_was_asked_for(tmp_path: Path) -> None:
    seated = hinge()["delegations"]
    watching = case([*seated[:2], seated[2] | {"rights": {}}], sessions=6)
    asked = study(watching, *[watching] * 4, replications=4)
    assert conducted(asked, tmp_path / "silent").unmeasured == {}
    found = conducted(dataclasses.replace(asked, outcomes=("adopted", "gain.d*")), tmp_path / "asked")
    assert tuple(map(str, found.gaps(found.unmeasured))) == (
        "No run of base, v1, v2 and 2 more has a value for: gain of d2.",
    )


def test_one_replication_has_no_interval_and_no_number_that_json_cannot_hold(tmp_path: Path) -> None:
    found = conducted(study(BASE, SHORT, replications=1), tmp_path / "study")
    (told,) = [one for one in plain(found)["findings"] if one["key"] == "sessions"]
    assert told["estimates"][0] == {"value": 6.0, "low": None, "high": None, "n": 1, "level": 0.9}


def test_a_variant_in_which_no_pair_differs_is_the_same_in_shares_and_numbers(tmp_path: Path) -> None:
    conducted(study(BASE, BASE, SHORT, replications=20), tmp_path / "study")
    found = summarise(StudyFolder.open(tmp_path / "study"))
    for key in ("adopted", "sessions", "gain_mean"):
        assert found.finding(key).same[0]
    assert found.finding("sessions").same == (True, False)
    assert found.finding("adopted").differences[0].low < 0 < found.finding("adopted").differences[0].high


def test_means_of_variants_differ_by_as_much_as_the_difference_says(summary: StudySummary) -> None:
    """What some runs have no value of (who settled a clause, where none was) is taken over one population."""
    compared = [found for found in summary.findings if found.differences]
    assert any(found.differences[0].n < RUNS for found in compared)
    for found in compared:
        base, other = found.estimates
        assert other.value - base.value == pytest.approx(found.differences[0].value, abs=1e-12), found.key
        assert base.n == other.n == found.differences[0].n
