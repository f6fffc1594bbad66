"""Each reference delegate does what its name says, and goes by its view alone."""

import ast
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simulation import delegates
from simulation.abm import DelegationAgent, NegotiationModel
from simulation.delegates import DELEGATES, Honest, OwnIdeal, Reciprocal
from simulation.engine.batch import negotiate
from simulation.live import SeatMove, SeatView
from simulation.live.enough import ACCEPTED, LATE, is_dear, judge, least, to_join
from simulation.live.promises import Promise
from simulation.protocols.result import SIGNALS
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.training.place import places_of
from tests.extent import at_a_desk
from tests.kept_cases import TWELVE_SEATS
from tests.properties.test_the_same_bits import assert_same

SUPPORT, OBJECT = SIGNALS.index("support"), SIGNALS.index("formal_object")
type Seen = list[tuple[SeatView, list[SeatMove]]]

PAGES = sorted(Path(delegates.__file__).parent.glob("*.py"))


@cache
def case_of(name: str) -> Scenario:
    return load_scenario(name)


@cache
def game(name: str, case: str = "first_hour", seat: str = "TAM") -> NegotiationModel:
    """Return a game that was played to its end."""
    model = NegotiationModel(case_of(case), seed=3, seats={seat: DELEGATES[name]})
    model.run()
    return model


def said(model: NegotiationModel, seat: str = "TAM") -> np.ndarray:
    """Return the codes of all that a seat signalled on the floor."""
    signal = model.record.signal[:, model.tableau.delegations.index(seat)]
    heard: np.ndarray = signal[signal >= 0]
    return heard


def moves(model: NegotiationModel, *kinds: str) -> list[SeatMove]:
    return [made.move for made in model.moves if made.move.move in kinds]


@pytest.mark.parametrize("name", DELEGATES)
@pytest.mark.parametrize("seat", at_a_desk(["SAB"], ["ALT", "SAB", "ONA"]))
def test_every_delegate_can_take_every_kind_of_seat(name: str, seat: str) -> None:
    assert not game(name, seat=seat).running


@pytest.mark.parametrize("name", list(DELEGATES)[1:])
def test_every_delegate_plays_the_flagship(name: str) -> None:
    assert game(name, "wtpf13_training").moves


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_delegate_reads_nothing_but_its_view(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not read & {"model", "row", "room", "live", "agents"}
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    allowed = ("collections", "types", "typing", "simulation.abm", "simulation.delegates", "simulation.live")
    assert all(str(module).startswith(allowed) for module in imported)


def test_nothing_plays_what_the_engine_plays() -> None:
    assert_same(game("nothing").record, negotiate(case_of("first_hour"), seed=3))


def test_always_oppose_objects_to_all_and_there_is_no_document() -> None:
    model = game("always oppose")
    assert set(said(model).tolist()) == {OBJECT}
    assert not (model.record.outcome.option >= 0).any()


def test_always_support_supports_all_also_across_its_red_lines() -> None:
    model = game("always support")
    row = model.tableau.delegations.index("TAM")
    assert set(said(model).tolist()) == {SUPPORT}
    assert ((model.record.signal[:, row] == SUPPORT) & model.record.is_red[:, row]).any()


def test_own_ideal_supports_its_best_and_objects_to_the_rest() -> None:
    seen = watched(OwnIdeal)
    assert {move.move for _, done in seen for move in done} == {
        "propose_option",
        "support",
        "object_formally",
    }
    for view, done in seen:
        best = {issue.key: issue.best.key for issue in view.issues}
        for move in done:
            assert (best[move.issue] == move.option) == (move.move != "object_formally")


def test_the_promise_breaker_keeps_none_of_its_promises_that_comes_to_the_floor() -> None:
    model = game("promise breaker", TWELVE_SEATS, "LUM")
    assert model.live is not None
    own = [promise for promise in model.live.ledger if promise.by == "LUM"]
    assert sum(promise.state == "broken" for promise in own) > 1
    assert not [promise for promise in own if promise.state == "kept"]


def test_the_junk_trader_offers_its_favourites_for_its_favourites() -> None:
    model = game("junk trader")
    row, gain = model.tableau.delegations.index("TAM"), model.record.gain[0]
    offers = moves(model, "offer_trade")
    assert offers
    keys = [issue.key for issue in model.case.issues]
    for offer in offers:
        assert offer.give is not None
        assert offer.get is not None
        for issue, option in (offer.give, offer.get):
            choices = model.case.issues[keys.index(issue)].options
            worth = {one.key: gain[row, keys.index(issue), place] for place, one in enumerate(choices)}
            written = [worth[one.key] for one in choices if not one.drafted]
            assert worth[option] >= max(written) > min(written)  # or what a drafting group brought back


def watched(agent: type[DelegationAgent], case: str = "first_hour", seat: str = "TAM") -> Seen:
    """Return what an agent saw in a game, phase by phase, with the moves that it made."""
    seen: Seen = []

    class Watched(agent):  # type: ignore[misc, valid-type] # whatever class it is
        def act(self, view: SeatView) -> list[SeatMove]:
            done = list(super().act(view) or ())
            seen.append((view, done))
            return done

    NegotiationModel(case_of(case), seed=1, seats={seat: Watched}).run()
    return seen


@pytest.fixture(scope="module", params=["first_hour TAM", "first_hour LUM", "wtpf13_training SAB"])
def honest(request: pytest.FixtureRequest) -> Seen:
    return watched(Honest, *request.param.split())


def test_honest_says_in_the_talks_what_it_can_live_with_where_little_is_at_stake(honest: Seen) -> None:
    said = [(view, move) for view, done in honest for move in done if view.phase == "talks"]
    assert said
    assert {move.move for _, move in said} <= {"can_live_with", "ask_for_chair_text", "join_coalition"}
    for view, move in (one for one in said if one[1].issue):
        issue = next(one for one in view.issues if one.key == move.issue)
        option = next(one for one in issue.options if one.key == move.option)
        assert judge(view, issue, option).accepts
        if move.move == "join_coalition":
            assert option == to_join(view, issue)
        else:
            assert option.said not in ACCEPTED
            assert not is_dear(issue)


def test_honest_does_not_stand_alone_on_what_matters_to_it_where_others_stand_for_what_is_enough() -> None:
    moves = [move for _, done in watched(Honest, "first_hour", "SAB") for move in done]
    assert [(move.issue, move.option) for move in moves if move.move == "join_coalition"] == [
        ("support", "training")
    ]


def again(view: SeatView) -> list[str]:
    """Return the moves that an honest delegate makes by a view that was kept."""
    model = NegotiationModel(case_of("first_hour"), seats={view.own.key: Honest})
    (agent,) = model.agents.select(agent_type=Honest)
    return [move.move for move in agent.act(view)]


def test_honest_joins_nobody_whom_it_may_not_join_now() -> None:
    seen = watched(Honest, "first_hour", "SAB")
    view, done = next(one for one in seen if any(move.move == "join_coalition" for move in one[1]))
    assert "join_coalition" not in again(view)  # its moment has passed
    assert set(again(view)) == {move.move for move in done} - {"join_coalition"}


def test_honest_says_nothing_in_the_talks_where_its_seat_takes_no_part_in_decisions() -> None:
    view, _ = watched(Honest)[0]
    assert "can_live_with" in again(view)
    assert again(replace(view, own=replace(view.own, decides=False))) == []


def test_honest_objects_to_nothing_that_it_has_promised(honest: Seen) -> None:
    view, done = next(one for one in honest if any(move.move == "object_formally" for move in one[1]))
    refused = next(move for move in done if move.move == "object_formally")
    promise = Promise(
        by=refused.seat, to="NOR", issue=refused.issue, option=refused.option, trade="t1", session=1
    )
    model = NegotiationModel(case_of(view.case), seats={refused.seat: Honest})
    (agent,) = model.agents.select(agent_type=Honest)
    kept = [move for move in agent.act(replace(view, ledger=(promise,))) if move not in done]
    assert [(move.issue, move.option, move.move) for move in kept] == [
        (refused.issue, refused.option, "can_live_with")
    ]


def test_honest_accepts_nothing_that_is_red_and_no_package_worse_than_no_deal(honest: Seen) -> None:
    for view, done in honest:
        red = {(issue.key, option.key) for issue in view.issues for option in issue.options if option.is_red}
        for move in done:
            if move.move in ("support", "can_live_with", "propose_option"):
                assert (move.issue, move.option) not in red
            if move.move == "accept_package":
                assert view.package is not None
                assert view.package.gain > view.own.no_deal


def test_honest_asks_for_less_the_later_it_is_where_a_clause_matters() -> None:
    view, _ = watched(Honest)[0]
    issue = max(view.issues, key=lambda issue: issue.salience)
    asks = [least(replace(view, session=n), issue) for n in range(1, view.sessions)]
    assert asks == sorted(asks, reverse=True)
    assert 0 < asks[-1] < asks[0] < issue.best.gain


def test_honest_gives_no_clause_that_matters_for_the_first_that_is_agreed() -> None:
    view, _ = watched(Honest)[0]
    view = replace(view, closed={}, own=replace(view.own, no_deal=-0.2, so_far=0.0))
    cheap, dear = (kind(view.issues, key=lambda issue: issue.salience) for kind in (min, max))
    late = [replace(view, session=view.sessions - before) for before in range(LATE)]
    assert all(least(one, cheap) == -0.2 * len(view.issues) for one in late)
    assert [least(one, dear) < 0 for one in late] == [True, *[False] * (LATE - 1)]


def test_honest_asks_for_a_text_of_the_chair_where_a_called_clause_stayed_open() -> None:
    seen = [one for one in watched(Honest, seat="SAB") if one[0].phase == "talks"]
    waits = [any(issue.awaits_text for issue in view.issues) for view, _ in seen]
    asks = ["ask_for_chair_text" in {move.move for move in done} for _, done in seen]
    may = [view.request is not None and "ask_for_chair_text" in view.request.legal for view, _ in seen]
    assert asks == [one and two for one, two in zip(waits, may, strict=True)]
    assert any(asks)
    assert not all(asks)


def test_honest_says_on_what_ground_it_judges() -> None:
    view, _ = watched(Honest)[0]
    dear = max(view.issues, key=lambda issue: issue.salience)
    cheap = min(view.issues, key=lambda issue: issue.salience)
    poor = replace(dear.options[0], gain=-0.1, is_red=False)
    owed = Promise(by=view.own.key, to="NOR", issue=dear.key, option=poor.key, trade="t1", session=1)
    late = replace(view, session=view.sessions, closed={}, own=replace(view.own, no_deal=-0.2))
    judged = (
        judge(view, dear, poor),
        judge(view, dear, dear.best),
        judge(view, cheap, replace(cheap.options[0], gain=-0.05, is_red=False)),
        judge(replace(view, ledger=(owed,)), dear, poor),
        judge(replace(view, ledger=(owed,)), dear, replace(poor, is_red=True)),
        judge(replace(view, ledger=(replace(owed, by="NOR"),)), dear, poor),
        judge(late, dear, poor),
        judge(replace(late, closed={cheap.key: 1}), dear, poor),
    )
    assert [(one.accepts, one.ground) for one in judged] == [
        (False, "dear"),
        (True, "dear"),
        (True, "cheap"),
        (True, "promised"),
        (False, "red"),
        (False, "dear"),
        (True, "last"),
        (False, "dear"),
    ]


def test_honest_spares_a_little_where_a_clause_matters_less() -> None:
    view, _ = watched(Honest)[0]
    issue = min(view.issues, key=lambda issue: issue.salience)
    cheap, dear = (replace(issue.options[0], gain=gain, is_red=False) for gain in (-0.05, -0.5))
    assert judge(view, issue, cheap).accepts
    assert not judge(view, issue, dear).accepts
    assert not judge(view, issue, replace(cheap, is_red=True)).accepts


def test_honest_gives_what_matters_less_where_an_open_clause_sinks_the_whole() -> None:
    view, _ = watched(Honest, "ai_oversight", "VEN")[0]
    size = len(view.issues)
    view = replace(view, own=replace(view.own, no_deal=-0.1, so_far=0.05))
    cheap, dear = (kind(view.issues, key=lambda issue: issue.salience) for kind in (min, max))
    enough, short = (replace(cheap.options[0], gain=gain * size, is_red=False) for gain in (-0.14, -0.16))
    assert not view.may_drop
    assert (judge(view, cheap, enough).accepts, judge(view, cheap, enough).ground) == (True, "whole")
    assert not judge(view, cheap, short).accepts
    assert not judge(view, cheap, replace(enough, is_red=True)).accepts
    assert not judge(view, dear, enough).accepts
    assert not judge(replace(view, may_drop=True), cheap, enough).accepts


def test_honest_leaves_no_room_without_a_document_over_a_clause_that_matters_little_to_it() -> None:
    model = NegotiationModel(case_of("ai_oversight"), seed=5, seats={"TAV": Honest})
    model.run()
    own = model.tableau.delegations.index("TAV")
    assert places_of(model.record)[own].has_document


def test_honest_takes_whatever_is_above_no_deal_while_nothing_is_agreed_late() -> None:
    view, _ = watched(Honest)[0]
    issue, size = view.issues[0], len(view.issues)
    late = replace(view, session=view.sessions, closed={}, own=replace(view.own, no_deal=-0.2))
    poor, worse = (replace(issue.options[0], gain=gain * size, is_red=False) for gain in (-0.19, -0.21))
    assert judge(late, issue, poor).accepts
    assert not judge(late, issue, worse).accepts
    assert not judge(replace(late, closed={issue.key: 1}), issue, poor).accepts


def test_reciprocal_goes_as_far_as_others_have_come() -> None:
    view, _ = watched(Reciprocal)[0]
    model = NegotiationModel(case_of("first_hour"), seats={"TAM": Reciprocal})
    (agent,) = model.agents.select(agent_type=Reciprocal)
    assert agent.received(view) == 0
    (one, *_), pace = view.others, view.issues[0]
    best = min(pace.options, key=lambda option: abs(option.place - pace.ideal))
    signals = {(pace.key, best.key): "can_live_with"}
    moved = replace(view, others=(replace(one, signals=signals), *view.others[1:]))
    way = {
        other.key: sum(issue.salience * abs(other.opening[issue.key] - issue.ideal) for issue in view.issues)
        for other in view.others
        if other.decides
    }
    came = pace.salience * (abs(one.opening[pace.key] - pace.ideal) - abs(best.place - pace.ideal))
    assert came > 0
    assert agent.received(moved) == pytest.approx(came / sum(way.values()))


def test_reciprocal_lives_with_more_once_it_was_given_more() -> None:
    model = NegotiationModel(case_of("wtpf13_training"), seats={"LUM": Reciprocal})
    (agent,) = model.agents.select(agent_type=Reciprocal)
    objected = list[tuple[int, int]]()
    for view, _ in watched(Reciprocal, "wtpf13_training", "LUM"):
        if view.phase != "floor":
            continue
        everything = {(issue.key, option.key): "support" for issue in view.issues for option in issue.options}
        given = replace(view, others=tuple(replace(other, signals=everything) for other in view.others))
        before, after = ([move.move for move in agent.act(seen)] for seen in (view, given))
        objected.append((before.count("object_formally"), after.count("object_formally")))
    assert all(before >= after for before, after in objected)
    assert any(before > after for before, after in objected)
