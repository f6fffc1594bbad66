"""The engine next to the same conference as a plain Mesa model: `python -m benchmarks.plain_mesa`.

The plain model has the same rules and parameters, delegation by delegation and option by option, for what the timed
cases need: giving in step with time, early or late, blocs, consensus, packages by the chair. It reads the engine's
random numbers, so that both can be compared clause by clause.
"""

from benchmarks._cases import plenary
from benchmarks._plain_adoption import adopt
from benchmarks._plain_conference import PlainConference
from benchmarks._timing import median_seconds, versions
from simulation.engine.batch import Negotiation, prepare, simulate_batch
from simulation.engine.round import play_round
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario

__all__ = ["agreement", "main"]


def play(negotiation: Negotiation, seed: int, replication: int) -> PlainConference:
    """Return a conference that is over."""
    model = PlainConference(negotiation, seed=seed, replication=replication)
    while model.running:
        model.step()
    return model


def agreement(case: Scenario, seed: int, replications: int) -> tuple[int, int, int]:
    """Return how much both play alike.

    That is how many clauses close in the same session on the same wording, how many there are, and in how many
    replications the same document is adopted by the same delegations with a statement and without.
    """
    negotiation, clauses, documents = prepare(case), 0, 0
    for r in range(replications):
        room, model = negotiation.open(seed, [r]), play(negotiation, seed, r)
        while not room.state.is_over[0]:
            play_round(case, negotiation.protocol, room)
        ends = zip(room.state.table[0].tolist(), room.state.closed_at[0].tolist(), strict=True)
        plain = zip(model.table, model.closed_at, strict=True)
        clauses += sum(now == then for now, then in zip(ends, plain, strict=True))
        result = negotiation.protocol.close(room)
        documents += (result.option[0].tolist(), result.joins[0].tolist()) == adopt(model)
    return clauses, replications * room.tableau.n_issues, documents


def compare(name: str, case: Scenario, *, batch: int, plain: int, runs: int) -> None:
    """Print the cost of a replication both ways, the ratio, and whether they play the same."""
    negotiation = prepare(case)
    fast = median_seconds(lambda: simulate_batch(case, seed=1, replications=range(batch)), runs)[0] / batch
    slow = median_seconds(lambda: [play(negotiation, 1, r) for r in range(plain)], runs)[0] / plain
    same, of, adopted = agreement(case, 1, plain)
    print(
        f"{name}: batch {1000 * fast:.2f} ms, plain Mesa {1000 * slow:.0f} ms a replication, ratio {slow / fast:.0f}; "
        f"{same} of {of} clauses close in the same session on the same wording, "
        f"{adopted} of {plain} documents are the same"
    )


def main() -> None:
    """Compare the engine with the plain model."""
    print(versions())
    compare("WTPF-13, 20 sessions", load_scenario("wtpf13"), batch=64, plain=4, runs=3)
    small = plenary(delegations=60, issues=8, sessions=20)
    compare("60 delegations x 8 issues x 20 sessions, six blocs", small, batch=32, plain=2, runs=3)


if __name__ == "__main__":
    main()
