"""Nobody stands against its own words: what it tables, what it opened with, and its own package."""

import numpy as np
import pytest

from simulation.arrays import ATOL, FloatArray
from simulation.engine.batch import negotiate, prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.package import BRIDGE
from simulation.protocols.conference.signal import FORMAL_OBJECT, SUPPORT
from simulation.protocols.room import Room, Turn
from simulation.reasons.record_log import build_log
from simulation.reasons.record_reading import Reading
from simulation.scenario.drafting import with_drafts
from simulation.scenario.load import load_scenario
from tests.small_cases import PLAIN, Data, case, delegation, issue, options, play

SHORT = -0.3
"""What every wording leaves the first of three over what it asks: it would object to each."""


def told(
    *,
    tabled: int = -1,
    place: int = 0,
    red: int = -1,
    loss: int = -1,
    blocs: bool = False,
    in_character: bool = True,
) -> list[int]:
    """Return what the first of three says to the wordings at 0, .5 and 1; it opened with that at 0.

    It tables one of them, in that place among the speakers, one crosses its red line, one is worth less to it than no
    text, and with blocs it follows the line of the others, who refuse all.
    """
    rows = [delegation(f"d{k}", 0.0) for k in range(3)]
    extra: Data = {"blocs": [{"key": "b0", "name": "b0", "discipline": 1.0}]} if blocs else {}
    for row in rows if blocs else ():
        row["blocs"] = ["b0"]
    protocol = PLAIN | {"signal": {"isolation": 0.0, "in_character": in_character}}
    if blocs:
        protocol |= {"caucus": True}
    small = case(rows, issues=[issue(choices=options(0.0, 0.5, 1.0))], protocol=protocol, **extra)
    negotiation = prepare(small)
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    turn = negotiation.protocol.begin(room)
    negotiation.protocol.meet(room, turn)
    turn.on_floor[:] = True
    margin: FloatArray = np.full_like(turn.own_margin, SHORT)
    turn.own_margin, turn.is_red = margin, np.zeros_like(turn.is_red)
    if red >= 0:
        turn.is_red[0, 0, 0, red] = True
    if loss >= 0:
        room.state.gain[0, 0, 0, loss] = -0.1
    turn.speaker = np.full_like(turn.speaker, -1)
    if tabled >= 0:
        turn.speaker[0, 0, : place + 1], turn.speaker_option[0, 0, : place + 1] = 1, 2
        turn.speaker[0, 0, place], turn.speaker_option[0, 0, place] = 0, tabled
    room.state.platform[:] = -1
    if blocs:  # the others, one mind with it, opened with something else
        room.state.opening[0, 1:, 0] = 2
    negotiation.protocol.signal.apply(room, turn)
    found: list[int] = turn.signal[0, 0, 0].tolist()
    return found


def test_a_delegation_stands_by_what_it_opened_with_however_short_it_is() -> None:
    assert told() == [SUPPORT, FORMAL_OBJECT, FORMAL_OBJECT]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_delegation_stands_by_what_it_tables_whether_it_speaks_first_or_later(place: int) -> None:
    first, second, third = told(tabled=1, place=place)
    assert FORMAL_OBJECT not in (first, second)
    assert third == FORMAL_OBJECT


@pytest.mark.parametrize("own", [0, 1])
def test_its_red_line_comes_before_its_own_words(own: int) -> None:
    assert told(tabled=1, red=own)[own] == FORMAL_OBJECT


@pytest.mark.parametrize("own", [0, 1])
def test_who_is_better_off_without_a_text_stands_by_none(own: int) -> None:
    assert told(tabled=1, loss=own)[own] == FORMAL_OBJECT


def test_everybody_opens_with_the_wording_nearest_to_its_ideal_that_the_case_begins_with() -> None:
    rows = [delegation(f"d{k}", place) for k, place in enumerate((0.2, 0.45, 0.8))]
    small = with_drafts(
        case(rows, issues=[issue(choices=options(0.0, 0.5, 1.0))], drafting=True, protocol=PLAIN)
    )
    room = prepare(small).open(1, [0])
    assert room.tableau.drafted.any()
    assert room.state.opening[0, :, 0].tolist() == [0, 1, 2]


VAGUE: Data = {"kind": "vague", "label": "in general terms"}


@pytest.mark.parametrize(
    ("choices", "opens"),
    [
        (options(0.0, 0.625, vague=0.5), "o1"),
        ([VAGUE | {"key": "far", "position": 0.0}, VAGUE | {"key": "near", "position": 0.5}], "near"),
    ],
)
def test_nobody_opens_with_general_terms_unless_there_is_nothing_else(
    choices: list[Data], opens: str
) -> None:
    clause = issue(choices=options(0.0)) | {"options": choices, "draft": choices[0]["key"]}
    small = case([delegation("d0", 0.5)], issues=[clause])
    (opening,) = prepare(small).open(1, [0]).state.opening[0, 0]
    assert choices[opening]["key"] == opens


@pytest.mark.parametrize(("places", "puts"), [((0.0, 0.5, 1.0), True), ((0.0, 1.0), False)])
def test_a_bridge_builder_puts_no_package_that_it_could_not_live_with_itself(
    places: tuple[float, ...], *, puts: bool
) -> None:
    rows = [delegation(f"d{k}", where, where, strategy={"key": "hold"}) for k, where in enumerate((0.0, 1.0))]
    rows.append(delegation("bridge", 0.5, 0.5, red_line=0.25, strategy={"key": "bridge_builder"}))
    issues = [issue(name, choices=options(*places), status_quo=0.0) for name in ("q0", "q1")]
    record = negotiate(case(rows, issues=issues, sessions=4), seed=1)
    assert (record.bridge_by >= 0).any() == puts


def bridged(
    forum: Data,
    ideal: float,
    bridge: Data,
    *,
    places: tuple[float, ...] = (0.0, 1.0),
    protocol: Data | None = None,
    replications: int = 1,
) -> tuple[Room, Turn]:
    """Return the room after a bridge-builder has looked for a package over two clauses on which three want 1.

    In all replications but the first everything crosses its red line.
    """
    rows = [delegation(f"d{k}", 1.0, 1.0) for k in range(3)]
    rows.append(delegation("bridge", ideal, ideal, strategy={"key": "bridge_builder"}, **bridge))
    issues = [issue(name, choices=options(*places), status_quo=0.0) for name in ("q0", "q1")]
    negotiation = prepare(case(rows, issues=issues, forum=forum, protocol=protocol, sessions=4))
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, range(replications))
    turn = negotiation.protocol.begin(room)
    negotiation.protocol.meet(room, turn)
    room.state.readings[:] = 1
    turn.is_red[1:, 3] = True
    negotiation.protocol.package.apply(room, turn, negotiation.protocol.signal, 0.0)
    return room, turn


OVERRULING: Data = {"decision": {"rule": "rough_consensus", "threshold": 0.6}}


@pytest.mark.parametrize("rights", [{}, {"rights": {"propose": True}}])
def test_what_a_bridge_builder_does_not_put_closes_nothing_though_all_others_want_it(rights: Data) -> None:
    room, turn = bridged(OVERRULING, 0.5, {"red_line": 0.25} | rights)
    assert turn.bridge_by.tolist() == [-1]
    assert not room.state.is_clean.any()


def test_what_a_bridge_builder_puts_in_one_replication_closes_nothing_in_another() -> None:
    room, turn = bridged(OVERRULING, 0.5, {"red_line": 1.0}, replications=2)
    assert turn.bridge_by.tolist() == [3, -1]
    assert room.state.is_clean.tolist() == [[True, True], [False, False]]


@pytest.mark.parametrize(("price", "puts"), [(0.125, False), (0.25, True)])
def test_a_bridge_builder_puts_a_package_at_a_loss_where_no_document_would_cost_it_as_much(
    price: float, *, puts: bool
) -> None:
    # 1 on both clauses leaves it |.375 - 1| - |.375 - 0| = .25 worse off on each than the status quo.
    room, turn = bridged(OVERRULING, 0.375, {"red_line": 1.0, "reservation": -price})
    assert (turn.bridge_by >= 0).tolist() == [puts]
    assert room.state.is_clean.all() == puts


def test_a_bridge_builder_stands_by_its_own_package_however_short_it_leaves_it_today() -> None:
    room, turn = bridged(
        {"decision": {"rule": "consensus"}},
        0.625,
        {"red_line": 1.0},
        places=(0.0, 0.625, 1.0),
        protocol=PLAIN | {"signal": {"isolation": 0.0}},
    )
    assert (turn.own_margin[0, 3, :, 2] < -ATOL).all()
    assert (turn.closed_by[0] == BRIDGE).all()
    assert (room.state.table[0] == 2).all()


def test_a_bridge_builder_whose_red_line_forbids_all_texts_moves_no_deletion_before_its_time() -> None:
    # Deletion comes first of the options; it may not be moved before the last session.
    choices: list[Data] = [
        {"key": "delete", "label": "delete", "position": 0.0, "kind": "delete"},
        *options(0.0, 0.25),
    ]
    rows = [delegation(f"d{k}", 0.45, 0.1, red_line=2.0, reservation=-0.9) for k in range(3)]
    rows.append(delegation("bridge", 1.0, 0.1, red_line=0.3, strategy={"key": "bridge_builder"}))
    issues = [issue("q0", choices=choices, draft="o1"), issue("q1", choices=options(0.0, 0.25), draft="o1")]
    protocol = PLAIN | {"propose": {"last_resort": 1}}
    for _, turn, room in play(case(rows, issues=issues, protocol=protocol, sessions=8)):
        closed = turn.closed_by[0] >= 0
        assert turn.admissible[0, closed, room.state.table[0, closed]].all()


def test_the_line_of_its_bloc_comes_before_its_own_words() -> None:
    assert told(blocs=True, tabled=1) == [FORMAL_OBJECT] * 3


def test_without_it_a_delegation_objects_to_its_own_words() -> None:
    assert told(tabled=1, in_character=False) == [FORMAL_OBJECT] * 3


def test_the_log_says_that_an_objection_to_ones_own_words_was_the_blocs() -> None:
    causes = set()
    for replication in range(2):
        record = negotiate(load_scenario("wtpf13"), seed=1, replication=replication)
        reading = Reading(record)
        objected = np.argwhere(record.signal == FORMAL_OBJECT).tolist()
        own = {
            (
                record.scenario.issues[issue].key,
                record.scenario.issues[issue].options[option].key,
                session + 1,
                row,
            )
            for session, row, issue, option in objected
            if reading.stands_by((session, row, issue, option))
            and not record.is_red[session, row, issue, option]
        }
        keys = record.tableau.delegations
        for move in build_log(record).moves:
            if move.move == "object_formally":
                place = (move.issue, move.option, move.session, keys.index(move.delegation))
                causes |= {move.cause} if place in own else set()
    assert causes == {"bloc"}


def tabled_by_the_first(**first: object) -> set[int]:
    """Return what the first tables, whose ideal is the status quo: it could only live with striking the clause."""
    rows = [delegation("d0", 0.0) | first, *(delegation(f"e{k}", 1.0) for k in range(3))]
    ladder = issue(choices=options(0.5, 1.0, delete=0.0), status_quo=0.0, draft="o1")
    found: set[int] = set()
    for _, turn, _ in play(case(rows, issues=[ladder], sessions=8)):
        found |= set(turn.speaker_option[turn.speaker == 0].tolist())
    return found


def test_who_has_nothing_to_say_that_it_could_accept_or_is_worth_more_than_no_text_leaves_the_floor() -> None:
    assert tabled_by_the_first() <= {2}


def test_who_came_for_no_outcome_takes_the_floor_all_the_same() -> None:
    spoiler = {"strategy": {"key": "obstructor", "stake": 0.3}}
    assert tabled_by_the_first(**spoiler) & {0, 1}
