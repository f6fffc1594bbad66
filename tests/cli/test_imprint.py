"""What a printed page rests on: case with its hash, seed and version."""

from collections.abc import Callable

import pytest
from typer.testing import Result

from simulation.engine.simulate import load_scenario
from simulation.scenario.load import scenario_hash
from simulation.version import version

type Invoke = Callable[..., Result]


@pytest.mark.parametrize(
    ("words", "has_seed"),
    [
        (("vote", "worked_package", "-n", "2", "--seed", "5"), True),
        (("power", "worked_package"), False),
        (("tournament", "worked_package", "-n", "2", "--seed", "5", "--workers", "1"), True),
        (("forecast", "worked_package", "-n", "1", "--seed", "5", "--model", "plain_mean"), True),
    ],
)
def test_a_page_of_figures_names_case_hash_seed_and_version(
    invoke: Invoke, words: tuple[str, ...], *, has_seed: bool
) -> None:
    done = invoke(*words)
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert f"worked_package ({scenario_hash(load_scenario('worked_package'))[:12]})" in told
    assert f"delegation-sim {version()}" in told
    assert ("seed 5" in told) is has_seed


def test_what_set_does_is_asked_with_a_lever(invoke: Invoke) -> None:
    refused = invoke("compare", "worked_package", "--set", "sessions=3")
    assert refused.exit_code == 2
    assert "write --lever sessions=3" in " ".join(refused.stderr.split())
    assert "--holder" in invoke("compare", "worked_package").stderr
