"""Nothing can be reached from a view but what its seat may know, whether it is looked at at once or kept."""

import copy
import gc
import pickle
import types
from collections.abc import Iterable, Iterator

import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.engine.record import Record
from simulation.live import HolderError, LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.live_state import LiveState
from simulation.protocols.people import People
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Delegation, Scenario
from simulation.state.negotiation import NegotiationState
from simulation.state.tableau import Tableau
from tests.own_agents import Silent, Talker

KEPT_FROM_SEATS = (
    Delegation,
    LiveNegotiation,
    LiveState,
    NegotiationModel,
    NegotiationState,
    People,
    Record,
    Room,
    Scenario,
    Tableau,
    Turn,
)


def reachable(start: object) -> Iterator[object]:
    """Yield all that an object leads to: fields, items, closures, what a method is bound to; not the code itself."""
    seen, waiting = set[int](), [start]
    while waiting:
        found = waiting.pop()
        if id(found) in seen or isinstance(found, type | types.ModuleType):
            continue
        seen.add(id(found))
        yield found
        if isinstance(found, types.FunctionType):
            waiting += [found.__closure__, found.__defaults__, found.__kwdefaults__, found.__dict__]
        else:
            waiting += gc.get_referents(found)


def secrets(view: SeatView) -> list[str]:
    return [type(found).__name__ for found in reachable(view) if isinstance(found, KEPT_FROM_SEATS)]


class Prying(Talker):
    """Looks through all that its view leads to, before and after it has read it, and keeps it."""

    reads = True

    def __init__(self, model: NegotiationModel, row: int) -> None:
        super().__init__(model, row)
        self.kept: list[SeatView] = []
        self.found: list[str] = []

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        self.found += secrets(view)
        moves = list(super().act(view))
        if self.reads:
            assert all(move.move for session in view.heard for move in session)
            assert not [why for move in moves[:1] if (why := view.why_not(move))]
            self.found += secrets(view)
        self.kept.append(view)
        return moves


class Keeping(Prying):
    """Keeps its view unread."""

    reads = False


@pytest.mark.parametrize("kind", [Prying, Keeping])
def test_nothing_of_the_room_is_reached_from_a_view(kind: type[Prying]) -> None:
    model = NegotiationModel("first_hour", seed=3, seats={"SAB": kind, "TAM": Talker})
    model.run_for(3)
    (agent,) = model.agents_by_type[kind]
    assert len(agent.kept) > 3
    assert not agent.found
    assert not [name for view in agent.kept for name in secrets(view)]


def test_the_walk_finds_a_room_that_is_hidden_in_a_closure() -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    view = view_of(live, "SAB")
    assert not secrets(view)
    object.__setattr__(view, "heard", lambda: live.live.room)
    assert {"Room", "LiveState", "NegotiationState"} <= set(secrets(view))


def test_a_view_that_was_kept_tells_what_was_heard_then() -> None:
    model = NegotiationModel("first_hour", seed=3, seats={"SAB": Keeping})
    model.run()
    (agent,) = model.agents_by_type[Keeping]
    last = agent.kept[-1].heard
    assert len(last) == model.session
    for view in agent.kept:
        assert [*view.heard] == list(last[: len(view.heard)])
        assert len(view.heard) == view.session - (view.phase not in ("adoption", "signing"))


def test_a_view_can_be_written_copied_and_compared() -> None:
    model = NegotiationModel("first_hour", seed=3, seats={"SAB": Silent})
    model.run_for(3)
    (agent,) = model.agents_by_type[Silent]
    view = agent.seen[-1]
    for other in (pickle.loads(pickle.dumps(view)), copy.deepcopy(view)):  # noqa: S301 - written a line before
        assert other.heard == view.heard
        assert other.issues == view.issues
        assert other.others == view.others
        assert other.document == view.document


def test_a_view_that_was_kept_says_that_its_moment_has_passed() -> None:
    model = NegotiationModel("first_hour", seed=3, seats={"SAB": Silent})
    model.step()
    (agent,) = model.agents_by_type[Silent]
    told = agent.seen[0].why_not(SeatMove(seat="SAB", move="speak", text="Thank you, Chair."))
    assert told is not None
    assert "shows an earlier moment" in told


def test_a_step_that_failed_lets_go_of_the_room() -> None:
    class Failing(DelegationAgent):
        kept: SeatView

        def act(self, view: SeatView) -> None:
            self.kept = view
            raise ZeroDivisionError

    model = NegotiationModel("first_hour", seed=3, seats={"SAB": Failing})
    with pytest.raises(HolderError):
        model.step()
    (agent,) = model.agents_by_type[Failing]
    assert not secrets(agent.kept)
    assert not agent.kept.heard
    assert "an earlier moment" in (agent.kept.why_not(SeatMove(seat="SAB", move="done")) or "")
