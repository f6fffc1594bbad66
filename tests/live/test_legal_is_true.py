"""What is called legal is what some move makes, and what a view says against a move is what refuses it."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.live import SEAT_MOVES, IllegalMoveError, LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.legal import examine
from simulation.live.live_state import LiveState
from simulation.live.possible import legal_moves
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.schema import Scenario
from tests.extent import at_a_desk
from tests.live.playing import Wanderer
from tests.own_agents import Silent, Whim


@pytest.fixture(scope="module")
def hour() -> Scenario:
    return load_scenario("first_hour")


def every(live: LiveState, seat: str, name: str) -> Iterator[SeatMove]:
    """Yield every move of a kind, of a package one clause at a time or all on the table."""
    case, needs = live.case, SEAT_MOVES[name].needs
    places = [(issue.key, option.key) for issue in case.issues for option in issue.options]
    keys = [item.key for item in case.delegations]
    base = SeatMove(seat=seat, move=name, text="On a point of order." if "text" in needs else "")
    if "give" in needs:
        trades = itertools.product(keys, places, places)
        yield from (replace(base, to=to, give=give, get=get) for to, give, get in trades)
    elif "package" in needs:
        yield from (replace(base, package=dict([place])) for place in places)
    elif "option" in needs:
        yield from (replace(base, issue=issue, option=option) for issue, option in places)
    elif "issue" in needs:
        yield from (replace(base, issue=issue.key) for issue in case.issues)
    elif "to" in needs:
        yield from (replace(base, to=to) for to in keys)
    elif "offer" in needs:
        yield from (replace(base, offer=offer) for offer in live.offers)
    else:
        yield base


def is_taken(live: LiveState, move: SeatMove) -> bool:
    try:
        examine(live, move)
    except IllegalMoveError:
        return False
    return True


def is_made(live: LiveState, seat: str, name: str) -> bool:
    """Return whether some move of a kind is taken; in another phase, one says what all would."""
    moves = every(live, seat, name)
    if live.phase not in SEAT_MOVES[name].phases:
        moves = itertools.islice(moves, 1)
    return any(is_taken(live, move) for move in moves)


def changed(name: str, **changes: str) -> Scenario:
    return load_scenario(name, overrides={path.replace("__", "."): value for path, value in changes.items()})


@pytest.mark.parametrize(
    ("case", "seats", "seed"),
    [
        (changed("first_hour"), ("SAB", "TAM"), 1),
        (changed("first_hour", forum__preset="unga_committee"), ("NOR", "SAB"), 2),
        (changed("first_hour", chair__powers="[call]", forum__signing="true"), ("LUM",), 3),
    ],
)
def test_of_every_kind_that_is_called_legal_a_move_is_taken_and_of_no_other(
    case: Scenario, seats: tuple[str, ...], seed: int
) -> None:
    live, bot = LiveNegotiation(case, seats=seats, seed=seed), Wanderer(case, seed)
    while live.phase != "over":
        for _ in range(3):
            for seat in seats:
                legal = set(legal_moves(live.live, seat))
                assert legal == {name for name in SEAT_MOVES if is_made(live.live, seat, name)}
            if not live.pending:
                break
            bot.move(live)
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()


def test_a_package_is_no_move_before_all_was_read_nor_dissociating_one_where_the_room_votes() -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    assert "propose_package" not in live.pending[0].legal
    live = LiveNegotiation(changed("first_hour", forum__preset="unga_committee"), seats=("SAB",), seed=2)
    while live.phase not in ("adoption", "over"):
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    assert "reject_document" in live.pending[0].legal
    assert "dissociate" not in live.pending[0].legal


@pytest.mark.parametrize("seed", at_a_desk([1], [1, 2, 3]))
def test_a_view_says_nothing_against_a_move_exactly_if_it_is_taken(hour: Scenario, seed: int) -> None:
    live, bot = LiveNegotiation(hour, seats=("SAB", "TAM"), seed=seed), Guesser(hour, seed)
    refused = taken = 0
    while live.phase != "over":
        if not live.pending:
            live.advance()
            continue
        move = bot.guess(live)
        told = view_of(live, move.seat).why_not(move)
        assert told == refusal(live, move)
        refused, taken = refused + (told is not None), taken + (told is None)
    assert min(refused, taken) > 20


def refusal(live: LiveNegotiation, move: SeatMove) -> str | None:
    """Make a move, and return what refused it."""
    try:
        live.submit(move)
    except IllegalMoveError as error:
        return str(error)
    return None


class Guesser(Wanderer):
    """Guesses without asking what is possible, and gets fields wrong as well."""

    def guess(self, live: LiveNegotiation) -> SeatMove:
        """Return any move of any kind, often with a field too many, too few or of the wrong kind."""
        request = self.chance.choice(live.pending)
        name = self.chance.choice([*SEAT_MOVES, *request.legal, "done", "suport"])
        if name == "hand_over":
            name = "done"
        fields = {} if name == "suport" else self._fields(live, request.seat, name)
        slips: dict[str, object] = {
            "issue": "moon",
            "text": 3,
            "give": ["a", "b"],
            "package": {"a": 1},
            "to": "SAB",
        }
        if self.chance.random() < 0.2:
            slip = self.chance.choice(sorted(slips))
            fields[slip] = slips[slip]
        return SeatMove(seat=request.seat, move=name, **fields)  # type: ignore[arg-type] # each by its name

    def _fields(self, live: LiveNegotiation, seat: str, name: str) -> dict[str, object]:
        asked = next(request.asked for request in live.pending if request.seat == seat)
        made = self._filled(live, seat, name, asked)
        return {field: getattr(made, field) for field in SEAT_MOVES[name].needs}


class Careful(Whim):
    """Guesses, and makes the first move of twenty against which its view says nothing; keeps what it was told."""

    reckless = False

    def __init__(self, model: NegotiationModel, row: int) -> None:
        super().__init__(model, row)
        self.told: list[str] = []

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Return one move."""
        for _ in range(20):
            move = self._guess(view)
            why = view.why_not(move)
            if why is None:
                return [move]
            self.told.append(why)
            if self.reckless:
                return [move]
        return []

    answer = act

    def _guess(self, view: SeatView) -> SeatMove:
        name = self.chance.choice([name for name in SEAT_MOVES if name != "hand_over"])
        seat = self.chance.choice([self.key] * 9 + ["LUM"])
        return SeatMove(seat=seat, move=name, **self.fields(view, name))  # type: ignore[arg-type] # each by its name


class Reckless(Careful):
    """Makes its first guess against which its view says something."""

    reckless = True


@pytest.mark.parametrize("seed", [1, 2])
def test_agents_that_ask_their_view_first_are_never_refused_and_else_in_the_same_words(
    hour: Scenario, seed: int
) -> None:
    keys = [item.key for item in hour.delegations]
    model = NegotiationModel(hour, seed=seed, seats=dict.fromkeys(keys, Careful))
    model.run()
    assert len({made.move.move for made in model.moves}) > 5
    assert all(agent.told for agent in model.agents)
    model = NegotiationModel(hour, seed=seed, seats={"SAB": Reckless})
    with pytest.raises(IllegalMoveError) as refused:
        model.run()
    (agent,) = model.agents_by_type[Reckless]
    assert agent.told[-1] in str(refused.value)


class Joiner(Careful):
    """Tries to gather and to part, more than anything else."""

    def _guess(self, view: SeatView) -> SeatMove:
        name = self.chance.choice(["join_coalition", "found_coalition", "co_sign", "leave_coalition"])
        if view.phase != "talks" or self.chance.random() < 0.1:
            return super()._guess(view)
        own = [(i.key, o.key) for i in view.issues for o in i.options if self.key in o.holders]
        if own and "option" in SEAT_MOVES[name].needs and self.chance.random() < 0.5:
            issue, option = self.chance.choice(own)
            return SeatMove(seat=self.key, move=name, issue=issue, option=option)
        return SeatMove(seat=self.key, move=name, **self.fields(view, name))  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(
    "case", at_a_desk(["first_hour"], [key for key in shipped_scenarios() if "worked" not in key])
)
def test_agents_that_ask_first_are_never_refused_a_coalition(case: str) -> None:
    keys = [agent.key for agent in NegotiationModel(case).agents][:12]
    model = NegotiationModel(case, seed=5, seats=dict.fromkeys(keys, Joiner))
    model.run()
    assert {"join_coalition", "leave_coalition"} <= {made.move.move for made in model.moves}


def test_an_agent_stands_where_its_colleague_stood_before_its_first_move_of_the_talks(
    hour: Scenario,
) -> None:
    told = list[str | None]()

    class Deserter(DelegationAgent):
        def act(self, view: SeatView) -> Iterable[SeatMove]:
            for issue in view.issues if view.phase == "talks" else ():
                for option in issue.options if issue.is_open and issue.on_agenda else ():
                    if self.key in option.holders:
                        again = SeatMove(
                            seat=self.key, move="join_coalition", issue=issue.key, option=option.key
                        )
                        told.append(view.why_not(again))
                        yield SeatMove(seat=self.key, move="leave_coalition", issue=issue.key)

    NegotiationModel(hour, seed=1, seats={"SAB": Deserter}).run()
    assert told
    assert all(why is not None and "already" in why for why in told)


def test_only_answers_are_legal_in_an_answer(hour: Scenario) -> None:
    seen = list[SeatView]()

    class Offerer(DelegationAgent):
        def act(self, view: SeatView) -> Iterable[SeatMove]:
            if (view.session, view.phase) == (1, "talks"):
                one, other = view.issues[:2]
                give, get = (one.key, one.to_offer.key), (other.key, other.best.key)
                yield SeatMove(seat=self.key, move="offer_trade", to="TAM", give=give, get=get)

    class Answerer(Silent):
        def answer(self, view: SeatView) -> Iterable[SeatMove]:
            seen.append(view)
            talk = SeatMove(seat=self.key, move="consult_bilaterally", to="SAB")
            assert "accept_trade or refuse_trade" in (view.why_not(talk) or "")
            yield SeatMove(seat=self.key, move="refuse_trade", offer=view.offers[-1].id)

    model = NegotiationModel(hour, seed=3, seats={"SAB": Offerer, "TAM": Answerer})
    model.step()
    assert [view.request and view.request.legal for view in seen] == [("accept_trade", "refuse_trade")]


def test_a_move_that_does_not_exist_is_named_before_what_it_says() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("TAM",))
    told = view_of(live, "TAM").why_not(SeatMove(seat="TAM", move="accept_offer", offer=1))  # type: ignore[arg-type] # a slip
    assert told is not None
    assert told.startswith("No move is called “accept_offer”.")
