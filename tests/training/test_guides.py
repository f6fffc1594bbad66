"""Every claim of the guides of training cases, counted document by document."""

import numpy as np
import pytest

from simulation import load_scenario
from simulation.scenario.pack import load_pack
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.training.counted import Counted, counted
from simulation.training.frontier import documents
from simulation.training.group.valued import stakes_of, text_of


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load_scenario("first_hour")


@pytest.fixture(scope="module")
def pack() -> Pack:
    found = load_pack("first_hour")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def best(case: Scenario, pack: Pack) -> Counted:
    return counted(case, pack.best_package.options)


def with_(case: Scenario, pack: Pack, **options: str) -> Counted:
    return counted(case, {**pack.best_package.options, **options})


def refused_by(found: Counted) -> list[str]:
    assert found.text is not None
    short = found.text < found.none - 1e-9
    return [seat for seat, is_short in zip(found.seats, short.tolist(), strict=True) if is_short]


def test_24_texts_cross_no_red_line_all_could_sign_22_and_13_of_those_no_other_beats(best: Counted) -> None:
    assert (best.documents, best.adoptable, best.efficient, best.is_exact) == (24, 22, 13, True)


def test_every_seat_has_much_to_win_beyond_no_text(best: Counted) -> None:
    assert dict(zip(best.seats, (best.most - best.none).round().tolist(), strict=True)) == {
        "TAM": 39,
        "ALT": 36,
        "NOR": 28,
        "LUM": 45,
        "SAB": 45,
    }


def test_the_package_is_worth_22_points_more_than_no_text_to_the_least_favoured(best: Counted) -> None:
    assert best.text is not None
    assert best.is_adoptable
    assert not best.better
    assert dict(zip(best.seats, (best.text - best.none).round().tolist(), strict=True)) == {
        "TAM": 37,
        "ALT": 29,
        "NOR": 22,
        "LUM": 41,
        "SAB": 39,
    }


def test_the_package_gives_most_in_sum_and_is_the_fairest(case: Scenario, pack: Pack) -> None:
    stakes = stakes_of(case)
    found, package = documents(stakes), text_of(case, pack.best_package.options)
    decide = stakes.decide
    assert found.option[found.worth[:, decide].sum(axis=1).argmax()].tolist() == package.tolist()
    fairest = found.fairest(stakes)
    assert fairest is not None
    assert fairest.tolist() == package.tolist()


def test_each_clause_by_itself_costs_somebody_something(best: Counted) -> None:
    assert {clause.issue: clause.worse for clause in best.clauses} == {
        "pace": ("ALT", "NOR", "LUM", "SAB"),
        "mechanism": ("TAM", "LUM", "SAB"),
        "participation": ("TAM", "LUM", "SAB"),
        "support": ("NOR",),
    }


def test_each_clause_is_dear_to_one_government_and_support_to_two(best: Counted) -> None:
    dear = {
        clause.issue: tuple(
            seat for seat, points in zip(best.seats, clause.alone, strict=True) if points > 12
        )
        for clause in best.clauses
    }
    assert dear == {
        "pace": ("TAM",),
        "mechanism": ("ALT",),
        "participation": ("NOR",),
        "support": ("LUM", "SAB"),
    }


def test_without_who_takes_part_nordhaven_would_rather_have_no_text(best: Counted) -> None:
    assert {clause.issue: clause.needed for clause in best.clauses if clause.needed} == {
        "participation": ("NOR",)
    }


def test_what_holds_already_pays_tamarat_and_altamere_half_of_what_the_package_does(
    case: Scenario, pack: Pack, best: Counted
) -> None:
    trap = with_(case, pack, **pack.traps[0].options)
    assert trap.is_adoptable
    assert trap.text is not None
    assert best.text is not None
    of_package = (trap.text - trap.none) / (best.text - best.none)
    assert dict(zip(trap.seats, of_package.round(1).tolist(), strict=True)) | {"LUM": 0, "SAB": 0} == {
        "TAM": 0.5,
        "ALT": 0.5,
        "NOR": 1.1,
        "LUM": 0,
        "SAB": 0,
    }


def test_with_written_input_nordhaven_alone_is_better_off_without_and_no_red_line_is_crossed(
    case: Scenario, pack: Pack
) -> None:
    trap = with_(case, pack, **pack.traps[1].options)
    assert not trap.is_adoptable
    assert refused_by(trap) == ["NOR"]
    stakes = stakes_of(case)
    text = text_of(case, {**pack.best_package.options, **pack.traps[1].options})
    assert not stakes.crosses(text)[stakes.decide].any()


def test_to_quote_the_tunis_agenda_leaves_tamarat_without_a_start_and_halves_training(
    case: Scenario, pack: Pack, best: Counted
) -> None:
    trap = with_(case, pack, **pack.traps[2].options)
    assert trap.is_adoptable
    ours = dict(zip(trap.seats, (trap.text - best.text).round().tolist(), strict=True))  # type: ignore[operator] # both asked about
    assert ours["TAM"] == -21
    alone = {clause.issue: clause.alone for clause in trap.clauses}
    training = {clause.issue: clause.alone for clause in best.clauses}["support"]
    assert np.allclose(alone["support"][-2:], training[-2:] / 2)


def test_paragraph_65_is_worth_half_of_training_to_sabora_as_its_instructions_say(case: Scenario) -> None:
    stakes = stakes_of(case)
    row = [seat.key for seat in case.delegations].index("SAB")
    place = [issue.key for issue in case.issues].index("support")
    options = [option.key for option in case.issues[place].options]
    gain = stakes.gain[row, place]
    assert gain[options.index("p65_recalled")] == pytest.approx(gain[options.index("training")] / 2)


@pytest.fixture(scope="module")
def flagship() -> Counted:
    pack = load_pack("wtpf13_training")
    assert pack is not None
    return counted(load_scenario("wtpf13_training"), pack.best_package.options)


DEAR = {
    "roles": "LUM",
    "boundary": "COR",
    "diagnosis": "VEL",
    "venue": "MON",
    "mechanism": "ALT",
    "pace": "TAM",
    "participation": "NOR",
    "development": "SAB",
}


def test_in_the_flagship_each_clause_is_dear_to_one_and_costs_the_seven_others(flagship: Counted) -> None:
    for clause in flagship.clauses:
        gains = dict(zip(flagship.seats, clause.alone.tolist(), strict=True))
        assert gains.pop(DEAR[clause.issue]) > 10
        assert max(gains.values()) < 0
        assert min(gains.values()) > -2.6
        assert set(clause.worse) == set(gains)


def test_in_the_flagship_all_eight_gain_by_the_package_and_no_text_beats_it(flagship: Counted) -> None:
    assert (flagship.documents, flagship.adoptable, flagship.is_exact) == (8_748, 6_480, True)
    assert flagship.text is not None
    assert flagship.is_adoptable
    assert not flagship.better
    assert (flagship.text > 0).all()
    assert (flagship.text - flagship.none > 12).all()


def test_in_the_flagship_the_traps_fail_as_the_guide_says() -> None:
    case, pack = load_scenario("wtpf13_training"), load_pack("wtpf13_training")
    assert pack is not None
    stakes = stakes_of(case)
    softer = text_of(case, {**pack.best_package.options, **pack.traps[0].options})
    assert int((stakes.crosses(softer) & stakes.decide).sum()) == 5
    footing = counted(case, {**pack.best_package.options, **pack.traps[1].options})
    roles = {clause.issue: clause for clause in footing.clauses}["roles"]
    assert len(roles.worse) == 7
    own = {clause.issue: clause for clause in counted(case, pack.best_package.options).clauses}["roles"]
    place = footing.seats.index("LUM")
    assert 0 < roles.alone[place] < own.alone[place]
