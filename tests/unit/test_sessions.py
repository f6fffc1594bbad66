"""What happens in single sessions: agenda, clock, events, consultations, trade, floor, chair's text, signals."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.engine.batch import negotiate, prepare
from simulation.engine.record import SIGNALS
from simulation.engine.round import play_round
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario
from tests.small_cases import BY_HAND, PLAIN, SAY, Data, case, delegation, issue, options, play

FIRM: Data = {"strategy": {"key": "hold"}, "red_line": 0.1}
FIGHT = [delegation("d0", 0.0, **FIRM), delegation("d1", 1.0, **FIRM)]


def first(small: Scenario, *, seed: int = 1) -> Room:
    return next(play(small, seed=seed))[2]


@pytest.mark.parametrize(
    ("order", "second"), [("small_wins", [2, 1, 0]), ("hard_first", [0, 1, 2]), ("as_listed", [0, 1, 2])]
)
def test_the_chair_opens_what_was_read_least_often_and_ties_by_its_order(
    order: str, second: list[int]
) -> None:
    rows = [
        delegation("d0", 0.0, 0.0, 0.0, **FIRM),
        delegation("d1", 0.0, 0.0, 1.0, **FIRM),
        delegation("d2", 0.0, 1.0, 1.0, **FIRM),
        delegation("d3", 0.5, 0.5, 0.5, **FIRM),
    ]
    small = case(
        rows,
        issues=[issue(f"q{k}", choices=options(0.75, 1.0)) for k in range(3)],
        protocol=PLAIN | {"agenda": {"order": order}},
        sessions=6,
        chair={"powers": ["agenda"]},
    )
    opened = [int(turn.opened[0, 0]) for _, turn, _ in play(small)]
    assert opened == [0, 1, 2, *second]


def test_a_chair_extends_once_when_little_is_left_and_trust_pays() -> None:
    def sessions(powers: list[str]) -> list[float]:
        small = case(
            FIGHT,
            protocol=PLAIN | {"clock": {"floor": 1, "extend": 2}},
            sessions=3,
            chair={"powers": powers},
        )
        return [float(room.state.trust[0, 0, 1]) for _, _, room in play(small)]

    assert_allclose(sessions(["extend"]), [0.5, 0.5, 0.45, 0.45, 0.45])
    assert len(sessions([])) == 3


def test_a_moved_deadline_moves_the_end() -> None:
    events = [{"session": 2, "kind": "deadline", "note": "The building closes.", "sessions": 4}]
    assert negotiate(case(FIGHT, sessions=9, events=events), seed=1).n_rounds == 4
    later = [{"session": 2, "kind": "deadline", "note": "Another week.", "sessions": 12}]
    assert negotiate(case(FIGHT, sessions=9, events=later), seed=1).n_rounds == 12


def test_new_instructions_move_what_they_name_at_the_start_of_their_session() -> None:
    event: Data = {"session": 3, "kind": "instruction", "note": "", "delegation": "d1", "issue": "q0"}
    new: Data = {"position": 0.25, "red_line": [0.0, 0.5], "flexibility": 0.5}
    small = case(FIGHT, sessions=4, events=[event | new])
    record = negotiate(small, seed=1)
    assert record.ideal[:, 1, 0].tolist() == [1.0, 1.0, 0.25, 0.25]
    assert record.ideal[:, 0, 0].tolist() == [0.0] * 4
    assert record.is_red[1, 1, 0].tolist() == [True] * 4 + [False]
    assert record.is_red[2, 1, 0].tolist() == [False] * 3 + [True] * 2


def test_new_saliences_are_given_as_in_the_case_and_scaled_like_the_others() -> None:
    rows = [delegation("d0", 0.0, 0.0, salience=(0.9, 0.3), **FIRM), delegation("d1", 1.0, 1.0, **FIRM)]
    core: Data = {"kind": "instruction", "note": "", "delegation": "d0"}
    events = [
        core | {"session": 3, "issue": "q0", "salience": 0.2},
        core | {"session": 2, "issue": "q1", "salience": 0.9},
    ]
    small = case(rows, issues=[issue(), issue("q1")], sessions=3, events=events)
    found = [room.state.salience[0, 0].copy() for _, _, room in play(small)]
    assert_allclose(found, [[1.5, 0.5], [1.0, 1.0], [0.2 / 0.55, 0.9 / 0.55]])


def test_a_talk_tells_both_what_trust_allows_and_moves_trust() -> None:
    small = case(FIGHT, protocol=PLAIN | {"consult": {"talks": 1}})
    room = first(small)
    # Both seek the other out: two talks. The first at trust .5 reveals 2 x .3 x .5; they refuse the draft apart.
    left = 0.7 * 0.7
    assert_allclose(room.state.unknown[0], [[0, left], [left, 0]], atol=1e-12)
    assert_allclose(room.state.trust[0, 0, 1], 0.5 - 2 * 0.05 * 0.5, atol=1e-12)


def test_a_spokesperson_tells_about_its_bloc() -> None:
    rows = [*FIGHT, delegation("mate", 1.0, capability=0.0, attention=0, blocs=["b0"], **FIRM)]
    rows[1] = rows[1] | {"blocs": ["b0"]}
    small = case(
        rows,
        protocol=PLAIN | {"consult": {"talks": 1}, "caucus": {"cost": 0}},
        blocs=[{"key": "b0", "name": "b0", "discipline": 0.5}],
    )
    unknown = first(small).state.unknown[0]
    assert unknown[0, 2] == pytest.approx(1 - 0.3 * 0.5)


def test_a_trade_gives_where_the_other_cares_more_and_gets_where_it_cares_less() -> None:
    rows = [
        delegation("d0", 0.2, 0.2, salience=(0.8, 0.2), red_line=0.7),
        delegation("d1", 0.8, 0.8, salience=(0.2, 0.8), red_line=0.7),
    ]
    small = case(
        rows,
        issues=[issue(), issue("q1")],
        protocol=PLAIN | {"consult": {"talks": 1}, "trade": {"step": 0.2}},
    )
    _, turn, room = next(play(small))
    assert turn.trade_give[0, :, 0].tolist() == [1, 0]
    assert turn.trade_get[0, :, 0].tolist() == [0, 1]
    # Each gives .2 x .5 in its own talk, and gets what the other gives on the other's first issue.
    assert_allclose(room.state.traded[0], [[0.0, 0.2], [0.2, 0.0]], atol=1e-12)


def test_nobody_trades_with_those_who_hold() -> None:
    rows = [
        delegation("d0", 0.2, 0.2, salience=(0.8, 0.2), red_line=0.7),
        delegation("d1", 0.8, 0.8, salience=(0.2, 0.8), red_line=0.7, strategy={"key": "hold"}),
    ]
    protocol = PLAIN | {"consult": True, "trade": True}
    small = case(rows, issues=[issue(), issue("q1")], protocol=protocol)
    assert not any(room.state.traded.any() for _, _, room in play(small))


def test_the_chairs_text_comes_after_its_patience_and_in_the_last_session() -> None:
    small = case(
        FIGHT,
        protocol=PLAIN | {"chair_text": {"patience": 3}},
        sessions=7,
        chair={"powers": ["text"]},
    )
    issued = [bool((turn.chair_text >= 0).any()) for _, turn, _ in play(small)]
    assert issued == [False] * 3 + [True] * 4
    hasty = case(FIGHT, protocol=PLAIN | {"chair_text": True}, sessions=2, chair={"powers": ["text"]})
    assert [bool((turn.chair_text >= 0).any()) for _, turn, _ in play(hasty)] == [False, True]


@pytest.mark.parametrize(("ideal", "option"), [(0.0, 0), (1.0, 4)])
def test_a_partial_chair_leans_to_its_own_ideal(ideal: float, option: int) -> None:
    chair = {"powers": ["text"], "ideal": {"q0": ideal}, "impartiality": 0.0}
    small = case(FIGHT, protocol=PLAIN | {"chair_text": True}, sessions=1, chair=chair)
    _, turn, _ = next(play(small))
    assert turn.chair_text[0, 0] == option


def test_a_coalition_of_a_quarter_protects_its_wording() -> None:
    rows = [delegation(f"d{k}", 0.0, **FIRM) for k in range(3)] + [delegation("d3", 1.0, **FIRM)]
    for cosign, protected in ((0.25, [0, 2, 4]), (0.26, [0, 2]), (0.76, [2])):
        small = case(rows, issues=[issue(draft="o2")], protocol=PLAIN | {"coalesce": {"cosign": cosign}})
        _, turn, _ = next(play(small))
        assert np.flatnonzero(turn.protected[0, 0]).tolist() == protected


@pytest.mark.parametrize(
    ("ideal", "word"),
    [(0.75, "support"), (0.625, "support"), (0.6, "statement"), (0.58, "formal_object")],
)
def test_the_five_signals_follow_the_shortfall(ideal: float, word: str) -> None:
    # The fifth stands alone, so the price is .08; what the draft costs it is (.75 - ideal) - (ideal - .5).
    rows = [delegation(f"d{k}", 0.8, reservation=0.0) for k in range(4)]
    rows.append(delegation("d4", ideal, reservation=0.0))
    record = negotiate(case(rows, issues=[issue(draft="o3")], protocol=PLAIN | BY_HAND), seed=1)
    assert SIGNALS[record.signal[0, 4, 0, 3]] == word


def test_silence_is_a_shortfall_of_at_most_half_the_price() -> None:
    rows = [delegation(f"d{k}", 0.8, reservation=0.0) for k in range(4)]
    rows.append(delegation("d4", 0.605, reservation=0.0))
    record = negotiate(case(rows, issues=[issue(draft="o3")], protocol=PLAIN | BY_HAND), seed=1)
    assert record.margin[0, 4, 0, 3] == pytest.approx(-0.04)
    assert SIGNALS[record.signal[0, 4, 0, 3]] == "silent"
    assert record.outcome.outcome_class == "consensus_clean"


def test_an_unprotected_wording_costs_nothing_to_refuse() -> None:
    rows = [delegation(f"d{k}", 0.8, reservation=0.0) for k in range(4)]
    rows.append(delegation("d4", 0.61, reservation=0.0, rights=SAY))
    small = case(rows, issues=[issue(draft="o4")], protocol=PLAIN | {"signal": {"isolation": 0.1}})
    record = negotiate(small, seed=1)
    assert not record.protected[0, 0, 3]
    assert SIGNALS[record.signal[0, 4, 0, 3]] == "formal_object"


def test_bloc_discipline_mixes_margins_by_capability() -> None:
    rows = [
        delegation("d0", 0.75, capability=0.75, blocs=["b0"], reservation=0.0),
        delegation("d1", 0.5, capability=0.25, blocs=["b0"], reservation=0.0),
    ]
    small = case(
        rows,
        issues=[issue(draft="o3")],
        protocol=PLAIN | {"caucus": True, "concede": False},
        blocs=[{"key": "b0", "name": "b0", "discipline": 0.5}],
    )
    _, turn, _ = next(play(small))
    mean = 0.75 * 0.0 + 0.25 * -0.25
    assert_allclose(turn.margin[0, 0, :, 3], [0.5 * mean, 0.5 * -0.25 + 0.5 * mean], atol=1e-12)


def test_members_pass_voice_to_their_spokesperson_by_discipline() -> None:
    rows = [
        delegation("d0", 0.5, capability=0.9, blocs=["b0"]),
        delegation("d1", 0.5, capability=0.5, blocs=["b0"]),
        delegation("d2", 0.5),
    ]
    blocs = [{"key": "b0", "name": "b0", "discipline": 0.75}]
    setting = first(case(rows, protocol=PLAIN | {"caucus": True}, blocs=blocs)).setting
    assert setting.blocs is not None
    assert_allclose(setting.blocs.voice, [[1.0, 0.0, 0.0], [0.75, 0.25, 0.0], [0.0, 0.0, 1.0]])


def test_a_bridge_builder_puts_its_package_once_every_clause_was_read() -> None:
    rows = [delegation("d0", 0.0, 0.0, **FIRM), delegation("d1", 1.0, 1.0, **FIRM)]
    rows.append(delegation("bridge", 0.5, 0.5, strategy={"key": "bridge_builder"}))
    small = case(rows, issues=[issue(status_quo=0.0), issue("q1", status_quo=0.0)], sessions=4)
    assert [int(turn.bridge_by[0]) for _, turn, _ in play(small)] == [-1, -1, 2, 2]


def test_the_text_on_the_table_passes_before_any_better_liked_wording() -> None:
    rows = [delegation(f"d{k}", 1.0, red_line=1.0) for k in range(2)]
    small = case(rows, issues=[issue(draft="o3")], protocol=PLAIN | {"signal": {"isolation": 0.0}})
    assert negotiate(small, seed=1).outcome.option.tolist() == [4]
    eager = case(
        [row | {"strategy": {"key": "scripted", "give": [1.0]}} for row in rows],
        issues=[issue(draft="o3")],
        protocol=PLAIN | {"concede": {"pace": 1.0}},
    )
    assert negotiate(eager, seed=1).outcome.option.tolist() == [3]


@pytest.mark.parametrize(
    ("draft", "edits"),
    [
        ("o3", [3, 2, 1, 0, 1, 1, 3, 3]),
        ("o0", [0, 1, 2, 3, 1, 1, 3, 3]),
        ("vague", [1, 1, 1, 1, 0, 1, 3, 3]),
        ("delete", [3, 3, 3, 3, 3, 3, 0, 3]),
    ],
)
def test_edits_are_counted_from_the_first_draft(draft: str, edits: list[int]) -> None:
    # Three steps of a ladder of four rungs; vague and agreed words are one edit away, striking or referring all three.
    special = {"vague": 0.5, "agreed_language": 0.4, "delete": 0.5, "refer": 0.5}
    choices = options(0.0, 0.3, 0.6, 1.0, **special)
    small = case([delegation("d0", 0.0)], issues=[issue(choices=choices, draft=draft)])
    assert prepare(small).open(1, [0]).setting.edits.tolist() == [edits]


def test_of_wordings_that_pass_the_one_nearest_to_the_first_draft_is_taken() -> None:
    # Both would take .25 and .75, on the table lies 0, which one refuses. From there .25 is nearer, from the draft .75.
    given: Data = {"strategy": {"key": "scripted", "give": [1.0]}, "reservation": -0.3, "red_line": 1.0}
    small = case(
        [delegation("d0", 0.25, **given), delegation("d1", 0.75, **given)],
        issues=[issue(choices=options(0.0, 0.25, 0.75, 1.0), draft="o3")],
        protocol=PLAIN | {"concede": {"pace": 1.0, "premium": 0.0}, "propose": {"hearings": 2}},
    )
    negotiation = prepare(small)
    room = negotiation.open(1, [0])
    room.state.table[:] = 0
    turn = play_round(small, negotiation.protocol, room)
    assert turn.on_floor[0, 0].tolist() == [True, True, True, False]
    assert room.state.is_clean.all()
    assert room.state.table.tolist() == [[2]]
