"""No secret of another seat reaches a person: not in what it sees, is told, is offered, or saves."""

import dataclasses
import json
from collections.abc import Iterator

import numpy as np
import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.scenario.schema import Scenario
from simulation.training.beliefs import public_case
from simulation.training.forecast import Landings, landing
from tests.extent import at_a_desk
from tests.live.playing import Wanderer

SEAT = "LUM"
CANARY = "canary"


def with_canaries() -> Scenario:
    """Return the training case with a word in every place that only a trainer or another seat may read."""
    case = load_scenario("wtpf13_training")
    delegations = tuple(
        item
        if item.key == SEAT
        else item.model_copy(
            update={
                "brief": item.brief.model_copy(update={"confidential": f"{CANARY} brief of {item.key}"}),
                "rationale": f"{CANARY} rationale",
                "source": f"{CANARY} source",
                "mandate": {
                    key: mandate.model_copy(
                        update={"source": f"{CANARY} source", "reason": f"{CANARY} reason"}
                    )
                    for key, mandate in item.mandate.items()
                },
            }
        )
        for item in case.delegations
    )
    blocs = tuple(bloc.model_copy(update={"rationale": f"{CANARY} bloc"}) for bloc in case.blocs)
    chair = case.chair.model_copy(update={"rationale": f"{CANARY} chair"})
    return case.model_copy(
        update={
            "delegations": delegations,
            "blocs": blocs,
            "chair": chair,
            "trainer_notes": f"{CANARY} notes",
            "notes": f"{CANARY} notes of the case",
        }
    )


def around(position: object) -> tuple[float, float]:
    """Return a narrow red line round a position."""
    assert isinstance(position, float)
    return max(0.0, position - 0.11), min(1.0, position + 0.11)


def with_other_secrets(case: Scenario) -> Scenario:
    """Return a case that looks the same from the seat: all that is private to the others is different."""
    delegations = tuple(
        item
        if item.key == SEAT
        else item.model_copy(
            update={
                "salience": 0.3,
                "flexibility": 0.2,
                "reservation": -0.9,
                "strategy": None,
                "mandate": {
                    key: mandate.model_copy(
                        update={
                            "red_line": around(mandate.position),
                            "salience": 0.1 + 0.8 * (at % 2),
                            "flexibility": 0.15,
                            "acceptable": None,
                            "fallbacks": (),
                            "reason": "Something else.",
                        }
                    )
                    for at, (key, mandate) in enumerate(item.mandate.items())
                },
            }
        )
        for item in case.delegations
    )
    return case.model_copy(update={"delegations": delegations, "trainer_notes": "Something else."})


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a view, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            yield from texts_in(getattr(value, item.name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_in(key)
            yield from texts_in(inner)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from texts_in(inner)


def without_what_agents_choose(view: SeatView) -> dict[str, object]:
    """Return a view as plain data, less what simulated delegations decide to offer: that may follow from anything."""
    plain = {item.name: getattr(view, item.name) for item in dataclasses.fields(view)}
    plain.pop("offers")
    assert view.request is not None
    legal = tuple(move for move in view.request.legal if move not in ("accept_trade", "refuse_trade"))
    plain["request"] = dataclasses.replace(view.request, legal=legal)
    plain.pop("ticket")  # no two are alike, and nothing is in them
    plain["places"] = np.asarray(plain["places"]).tolist()
    return plain


@pytest.mark.parametrize("seed", at_a_desk([1], [1, 2, 3]))
def test_no_word_of_anothers_brief_is_seen_told_or_saved(seed: int) -> None:
    case = with_canaries()
    live = LiveNegotiation(case, seed=seed, seats=(SEAT,))
    bot = Wanderer(case, seed)
    while live.phase != "over":
        view = view_of(live, SEAT)
        assert not [text for text in texts_in(view) if CANARY in text]
        before = len(live.log.entries)
        if live.pending:
            bot.move(live)
        else:
            live.advance()
        assert len(live.log.entries) >= before
    assert CANARY not in live.log.to_text()


def test_answers_to_moves_hold_no_word_of_a_brief() -> None:
    live = LiveNegotiation(with_canaries(), seats=(SEAT,))
    for other in ("VEL", "TAM"):
        reply = live.submit(SeatMove(seat=SEAT, move="consult_bilaterally", to=other))
        assert not [text for text in texts_in(reply) if CANARY in text]


def test_a_reason_is_said_with_the_refusal_of_a_trade_and_stands_nowhere_else() -> None:
    live = LiveNegotiation(with_canaries(), seats=(SEAT,))
    live.live.room.state.trust[:] = 0.8
    give, get = ("diagnosis", "incomplete"), ("mechanism", "facilitate_dialogue")
    reply = live.submit(SeatMove(seat=SEAT, move="offer_trade", to="VEL", give=give, get=get))
    assert not reply.granted
    assert str(reply.reason).endswith(f"{CANARY} reason")
    assert not [text for text in texts_in(view_of(live, SEAT)) if CANARY in text]
    assert CANARY not in live.log.to_text()


def test_before_anybody_acts_two_cases_that_differ_in_secrets_look_the_same() -> None:
    one = load_scenario("wtpf13_training")
    other = with_other_secrets(one)
    views = [
        without_what_agents_choose(view_of(LiveNegotiation(case, seats=(SEAT,)), SEAT))
        for case in (one, other)
    ]
    assert views[0] == views[1]


def test_a_forecast_reads_nothing_but_the_view() -> None:
    one = load_scenario("wtpf13_training")
    view = view_of(LiveNegotiation(one, seats=(SEAT,)), SEAT)

    def last(case: Scenario) -> Landings:
        *_, found = landing(view, case, issue="roles", option="tunis_35_37", replications=20, first=10)
        return found

    assert last(one) == last(with_other_secrets(with_canaries()))


def test_the_case_as_a_seat_knows_it_is_empty_of_secrets() -> None:
    case = with_canaries()
    live = LiveNegotiation(case, seats=(SEAT,))
    known = public_case(case, view_of(live, SEAT))
    assert CANARY not in json.dumps(known.model_dump(mode="json", by_alias=True))
    again = public_case(with_other_secrets(case), view_of(live, SEAT))
    assert known.model_dump(mode="json") == again.model_dump(mode="json")
