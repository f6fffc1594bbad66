"""Rooms that nobody would set up on purpose are played to an end all the same."""

import pytest

from simulation.engine.batch import negotiate, prepare, simulate_batch
from simulation.engine.record import OUTCOME_CLASSES
from simulation.protocols.registry import PROTOCOLS
from simulation.rules.decision import RULES
from tests.extent import at_a_desk
from tests.small_cases import SAY, Data, case, delegation, issue, options, play

ALL_ON: Data = {"clock": {"floor": 3}}
TWO = [delegation("d0", 0.25), delegation("d1", 0.75)]
WATCH = {"speak": True}
ONLY_PROPOSE = {"propose": True}
ONLY_DECIDE = {"object": True}
ONLY_PERSUADE = {"persuade": True}
CHAIR = {"powers": ["agenda", "text", "extend"], "ideal": {"q0": 1.0}, "impartiality": 0.5}


BLOCS = [{"key": "b0", "name": "b0"}]


def _two(**fields: object) -> list[Data]:
    return [row | fields for row in TWO]


ROOMS: dict[str, Data] = {
    "one delegation": {"delegations": TWO[:1]},
    "two camps at the ends": {"delegations": [delegation(f"d{k}", k % 2) for k in range(4)]},
    "all of one mind": {"delegations": [delegation(f"d{k}", 0.5) for k in range(3)]},
    "somebody without instructions": {"delegations": [*TWO, delegation("d2", 0.5) | {"mandate": {}}]},
    "nobody decides": {"delegations": _two(rights=ONLY_PROPOSE)},
    "nobody proposes": {"delegations": _two(rights=ONLY_DECIDE)},
    "everybody persuades": {"delegations": _two(rights=ONLY_PERSUADE)},
    "nobody has a voice": {"delegations": _two(capability=0.0, blocs=["b0"])},
    "nobody cares": {
        "delegations": [delegation("d0", 0.25, salience=[0]), delegation("d1", 1, salience=[0])]
    },
    "nobody may give": {"delegations": _two(flexibility=0.0)},
    "all obstruct": {"delegations": _two(strategy={"key": "obstructor"})},
    "no instructions": {"delegations": _two(mandate={})},
    "no talks": {"delegations": _two(attention=0)},
    "one session": {"delegations": TWO, "sessions": 1},
    "one option": {
        "delegations": TWO,
        "issues": [issue(choices=[{"key": "o0", "label": "only", "position": 0.5}])],
    },
    "a persuader and nobody with a voice to persuade": {
        "delegations": [delegation("d0", 0.25, capability=0), delegation("p", 1, rights=ONLY_PERSUADE)]
    },
}


@pytest.mark.parametrize("protocol", PROTOCOLS.keys())
@pytest.mark.parametrize("is_package", at_a_desk([True], [True, False]))
@pytest.mark.parametrize("room", ROOMS)
def test_an_odd_room_comes_to_an_end(room: str, protocol: str, is_package: bool) -> None:  # noqa: FBT001
    extra = ALL_ON if protocol == "conference" else {}
    odd = case(
        **ROOMS[room],
        chair=CHAIR,
        blocs=BLOCS,
        protocol={"key": protocol, **extra},
        forum={"package": is_package},
    )
    record = negotiate(odd, seed=1)
    assert record.outcome.outcome_class in OUTCOME_CLASSES
    assert simulate_batch(odd, seed=1, replications=[0, 1]).sessions[0] == record.n_rounds


def test_a_room_in_which_nobody_has_a_say_is_not_opened() -> None:
    with pytest.raises(ValueError, match="no delegation of small may decide, propose or persuade"):
        prepare(case(_two(rights=WATCH)))


@pytest.mark.parametrize("rule", RULES.keys())
@pytest.mark.parametrize("rights", [ONLY_PROPOSE, SAY])
def test_every_rule_can_judge_a_room_without_decision_holders(rule: str, rights: Data) -> None:
    odd = case(_two(rights=rights), forum={"decision": {"rule": rule}})
    assert negotiate(odd, seed=1).outcome.outcome_class in OUTCOME_CLASSES


def test_a_floor_with_more_places_than_clauses_has_as_many_places_as_clauses() -> None:
    wide, narrow = (
        [turn.pressure[0] for _, turn, _ in play(case(TWO, protocol={"clock": {"floor": floor}}))]
        for floor in (9, 1)
    )
    assert wide == narrow


def test_half_widths_are_never_negative() -> None:
    wide = delegation("d0", 0.5, red_line={"mean": 0.0, "sd": 1.0})
    tableau = prepare(case([wide])).blueprint.draw(1, range(20))
    assert (tableau.red_low <= tableau.ideal).all()
    assert (tableau.red_high >= tableau.ideal).all()


def test_nobody_is_drawn_to_wish_what_its_own_red_line_rules_out() -> None:
    row = delegation("d0", {"mean": 0.5, "sd": 0.5}, red_line=[0.4, 0.6])
    tableau = prepare(case([row])).blueprint.draw(1, range(20))
    assert 0.4 <= tableau.ideal.min() < tableau.ideal.max() <= 0.6


def test_many_persuaders_pull_no_further_than_their_own_ideal() -> None:
    many = [delegation(f"p{k}", 0.75, rights=ONLY_PERSUADE, capability=1.0, attention=6) for k in range(12)]
    loud = {"persuade": {"strength": 1.0}, "chair_text": False}
    small = case([delegation("d0", 0.25, red_line=1.0, strategy={"key": "obstructor"}), *many], protocol=loud)
    for _, _, room in play(small):
        assert room.state.ideal[0, 0, 0] == pytest.approx(0.75)


def test_persuaders_talk_to_as_many_as_their_own_attention_allows() -> None:
    def moved(attention: int | None) -> float:
        row = delegation("d0", 0.25, red_line=1.0, strategy={"key": "hold"}, blocs=["b0"], attention=6)
        speaker = delegation("p", 0.75, rights=ONLY_PERSUADE, attention=attention)
        small = case([row, speaker], blocs=BLOCS, protocol={"caucus": True})
        _, _, room = next(play(small))
        return float(room.state.ideal[0, 0, 0])

    assert [moved(talks) for talks in (0, 1, None)] == pytest.approx([0.25, 0.265, 0.28])


@pytest.mark.parametrize(("deciders", "soft"), [(14, 9), (15, 12), (23, 16)])
def test_belief_in_nobodys_support_is_none_and_not_less(deciders: int, soft: int) -> None:
    """All that is known is the public guess, none; that some would accept in truth is subtracted and added again."""
    rows = [
        delegation(f"d{k}", 0.1, red_line=2.0, reservation=-1.0 if k < soft else 1.0) for k in range(deciders)
    ]
    rows += [delegation(f"p{k}", 1.0, rights=ONLY_PROPOSE) for k in range(2)]
    unknown: Data = {
        "consult": {"initial_knowledge": 0.0, "talks": 0},
        "coalesce": {"veto": 0.5, "tell": 0.0},
        "chair_text": False,
        "concede": {"pace": 1.0},
        "clock": {"floor": 1, "work": 3.0},
    }
    choices = issue(choices=options(0.0, 0.95))
    believed = [
        turn.believed for _, turn, _ in play(case(rows, issues=[choices], protocol=unknown, sessions=2))
    ]
    assert min(each.min() for each in believed) == 0.0
