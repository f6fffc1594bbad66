"""The seed of a Mesa model, as Mesa and its users pass it."""

import multiprocessing

import mesa
import numpy as np
import pytest

from simulation import NegotiationModel, simulate
from simulation.errors import SeedError

PARAMETERS = {"case": "worked_isolation", "collect": True}


@pytest.fixture(autouse=True)
def _processes_start_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep Mesa from setting for the whole process how others start."""
    monkeypatch.setattr(multiprocessing, "set_start_method", lambda *_, **__: None)


def played(**given: object) -> list[tuple[object, ...]]:
    rows = mesa.batch_run(NegotiationModel, PARAMETERS, display_progress=False, **given)
    return [(row["seed"], row["key"], row["position"].tolist()) for row in rows]


def test_batch_run_gives_the_same_for_the_same_seeds_in_rng() -> None:
    once = played(rng=[1, 2, 3])
    assert {seed for seed, *_ in once} == {1, 2, 3}
    assert once == played(rng=[1, 2, 3])


def test_batch_run_with_seeds_among_the_parameters_is_refused_and_told_where_they_go() -> None:
    with pytest.raises(SeedError, match=r"In mesa\.batch_run name the seeds in rng=\[1, 2, 3\]"):
        mesa.batch_run(NegotiationModel, PARAMETERS | {"seed": [1, 2, 3]}, display_progress=False)


def test_batch_run_without_seeds_is_refused() -> None:
    with pytest.raises(SeedError, match=r"rng=\[1, 2, 3\]"):
        mesa.batch_run(NegotiationModel, PARAMETERS, display_progress=False)


@pytest.mark.parametrize("seed", [3, np.int64(3)])
def test_rng_is_the_seed_by_another_name(seed: int) -> None:
    record = NegotiationModel("worked_isolation", rng=seed).run()
    assert record.seed == 3
    assert (record.position == simulate("worked_isolation", seed=3).position).all()
    assert NegotiationModel("worked_isolation").seed == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"seed": "1"},
            r"^seed is the text '1'\. Valid: a whole number from 0 to 9223372036854775807, such as seed=1\.$",
        ),
        ({"rng": "1"}, r"^rng is the text '1'\. Valid: .* such as rng=1\.$"),
        ({"seed": 1.5}, r"^seed is 1\.5\. Valid: a whole number"),
        ({"seed": -1}, r"^seed is -1\. Valid: a whole number"),
        ({"seed": 2**63}, r"^seed is 9223372036854775808\. Valid: a whole number"),
        ({"seed": True}, r"^seed is True\. Valid: a whole number"),
        ({"rng": np.random.SeedSequence(1)}, r"^rng is SeedSequence"),
        ({"seed": 1, "rng": 1}, r"two names of one thing"),
        ({"seed": None}, r"^seed is None, .* rng="),
        ({"rng": None}, r"^rng is None, "),
        ({"replication": "2"}, r"^replication is the text '2'\. Valid: .* such as replication=1\.$"),
    ],
)
def test_what_is_no_seed_is_refused_with_what_is_valid(given: dict[str, object], told: str) -> None:
    with pytest.raises(SeedError, match=told):
        NegotiationModel("worked_isolation", **given)  # type: ignore[arg-type] # that is the point


def test_the_library_refuses_them_too() -> None:
    with pytest.raises(SeedError, match=r"^seed is the text '1'\. Valid: "):
        simulate("worked_isolation", seed="1")  # type: ignore[arg-type] # that is the point
