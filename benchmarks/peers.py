"""Beside other programs, ratios of one run: `python -m benchmarks.peers`, with a network the first time.

The others are installed into `build/peers`, an environment of their own, and run there in processes of their own: the
product never sees them. Without a network there is nothing to compare with, and it says so.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import numpy as np

from benchmarks._timing import median_seconds, versions
from simulation.coalitions.bodies import Majority, VotingBody
from simulation.coalitions.indices import power_indices
from simulation.models.opinion import mean_in_reach
from simulation.models.stacked_offers import alternating_offers
from simulation.rng import Streams

__all__ = ["main"]

ROOT = Path(__file__).parents[1]
HOME = ROOT / "build" / "peers"
PACKAGES = ("ndlib==6.0.1", "six", "power-bdd==1.0.0", "negmas==0.16.0")
PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Contest:
    """The same work here and there, as far as the other does it."""

    work: str
    peer: str
    theirs: str
    """A program that prints the seconds that it took, as JSON."""
    ours: Callable[[], object]
    runs: int
    times: float = 1.0
    """So many units of work in one run of ours, where the other program tells the seconds of one unit."""


OPINIONS = """
    import json, time, warnings
    warnings.filterwarnings("ignore")
    import networkx
    import ndlib.models.ModelConfig as settings
    import ndlib.models.opinions as opinions
    model = opinions.HKModel(networkx.complete_graph(200))
    given = settings.Configuration()
    given.add_model_parameter("epsilon", 0.25)
    model.set_initial_status(given)
    start = time.perf_counter()
    model.iteration_bunch(50)
    print(json.dumps(time.perf_counter() - start))
"""
POWER = """
    import json, time
    from power_bdd.bdd import BDD, WeightedGame
    start = time.perf_counter()
    BDD(WeightedGame(401, [1 + i % 5 for i in range(200)])).calc_shapley()
    print(json.dumps(time.perf_counter() - start))
"""
OFFERS = """
    import json, random, time
    from negmas import AspirationNegotiator, SAOMechanism, make_issue
    from negmas.preferences import LinearAdditiveUtilityFunction as Additive
    draw = random.Random(1)
    issues = [make_issue(5, f"i{k}") for k in range(4)]
    table = SAOMechanism(issues=issues, n_steps=1_000_000, time_limit=15)
    for place in range(193):
        worth = {f"i{k}": {v: draw.random() for v in range(5)} for k in range(4)}
        table.add(AspirationNegotiator(name=f"a{place}"), ufun=Additive(worth, issues=issues, reserved_value=0.0))
    start = time.perf_counter()
    table.run()
    print(json.dumps((time.perf_counter() - start) / table.state.step))
"""
ROUNDS = 200


def opinions() -> object:
    """Play fifty rounds of bounded confidence among two hundred."""
    position = Streams(1).generator("uncertainty", 0).random(200)
    for _ in range(50):
        position = mean_in_reach(position, bound=0.25)
    return position


def power() -> object:
    """Find both indices of two hundred voters."""
    weights = np.array([1.0 + i % 5 for i in range(200)])
    return power_indices(VotingBody(ways=((Majority(weights=weights, quota=401.0),),)))


def offers() -> object:
    """Play rounds of alternating offers of which none is accepted before the end."""
    worth = Streams(1).generator("uncertainty", 0).random((193, 625))
    return alternating_offers(worth, rounds=ROUNDS, reservation=0.0, exponent=4.0)


CONTESTS = (
    Contest(
        "Hegselmann-Krause, 200 delegations, 50 rounds (the other moves one node a round)",
        "NDlib 6.0.1",
        OPINIONS,
        opinions,
        20,
    ),
    Contest("Shapley-Shubik, 200 voters, weights 1 to 5", "power-bdd 1.0.0", POWER, power, 5),
    Contest(
        "alternating offers, 193 parties, 625 outcomes, one round", "NegMAS 0.16.0", OFFERS, offers, 3, ROUNDS
    ),
)


def installed() -> Path | None:
    """Return the Python of the environment of the others, set up if need be; None where that cannot be had."""
    python = HOME / "bin" / "python"
    if (HOME / "ready").exists():
        return python
    uv = shutil.which("uv") or str(ROOT / ".ci" / "uv")
    for command in (
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(HOME)],
        [uv, "pip", "install", "--quiet", "--python", str(python), *PACKAGES],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        if done.returncode:
            print("Nothing to compare with: the other programs could not be installed.")
            print(done.stderr.strip().rpartition("\n")[2])
            return None
    (HOME / "ready").touch()
    return python


def theirs(python: Path, program: str) -> float | None:
    """Return the seconds that another program took; None if it took too long or failed."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            [python, "-W", "ignore", "-c", dedent(program)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return float(json.loads(done.stdout.strip().rpartition("\n")[2]))


def main() -> None:
    """Print what each work takes here and there, and how many times as long."""
    python = installed()
    if python is None:
        return
    print(versions())
    print(
        "The exchange of positions has a peer with a window of its own (decide-exchange-model); not timed here."
    )
    for contest in CONTESTS:
        start = time.perf_counter()
        other = theirs(python, contest.theirs)
        own = median_seconds(contest.ours, contest.runs)[0] / contest.times
        if other is None:
            print(
                f"{contest.work}: {own:.4f} s; {contest.peer} gave no figure in {time.perf_counter() - start:.0f} s"
            )
        else:
            print(
                f"{contest.work}: {own:.4f} s; {contest.peer} {other:.3f} s, {other / own:.0f} times as long"
            )


if __name__ == "__main__":
    main()
