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


@pytest.fixture(scope="module")
def oversight() -> tuple[Scenario, Pack, Counted]:
    case, pack = load_scenario("ai_oversight"), load_pack("ai_oversight")
    assert pack is not None
    return case, pack, counted(case, pack.best_package.options)


GETS = {
    "reporting": {"VEN", "CLA"},
    "limits": {"FMA"},
    "venue": {"MER"},
    "seats": {"APN", "BSF"},
    "panel": {"KAS"},
    "access": {"TAV"},
}
PAYS = {
    "reporting": {"MER", "FMA"},
    "limits": {"VEN", "APN"},
    "venue": {"VEN", "KAS", "TAV"},
    "seats": {"VEN", "KAS", "TAV"},
    "panel": {"APN", "BSF"},
    "access": {"MER", "FMA"},
}

type Oversight = tuple[Scenario, Pack, Counted]


def points(found: Counted) -> dict[str, dict[str, float]]:
    """Return what each clause adds by itself to each seat, in whole points."""
    return {
        clause.issue: dict(zip(found.seats, clause.as_read.tolist(), strict=True)) for clause in found.clauses
    }


def test_of_oversight_each_clause_is_dear_to_those_whom_the_guide_names_and_those_pay_whom_it_names(
    oversight: Oversight,
) -> None:
    _, _, best = oversight
    for issue, adds in points(best).items():
        assert {seat for seat, worth in adds.items() if worth > 0} == GETS[issue]
        assert min(adds[seat] for seat in GETS[issue]) >= 8
        assert {seat for seat, worth in adds.items() if worth < 0} >= PAYS[issue]
        assert min(adds.values()) >= -3  # a little


def test_of_oversight_each_clause_by_itself_costs_two_or_three_something_on_paper(
    oversight: Oversight,
) -> None:
    _, _, best = oversight
    costs = {issue: sum(worth < 0 for worth in adds.values()) for issue, adds in points(best).items()}
    assert costs == {"reporting": 3, "limits": 2, "venue": 3, "seats": 3, "panel": 2, "access": 2}


def test_of_oversight_the_package_is_worth_more_than_no_text_to_all_eight_and_no_text_beats_it(
    oversight: Oversight,
) -> None:
    _, _, best = oversight
    assert (best.documents, best.adoptable, best.efficient, best.is_exact) == (96, 96, 64, True)
    assert best.text is not None
    assert best.is_adoptable
    assert not best.better
    assert len(best.seats) == 8
    assert (best.text > 0).all()
    assert (best.text > best.none + 10).all()


def test_of_oversight_the_little_of_everything_is_what_there_is_without_a_text_but_for_tavela(
    oversight: Oversight,
) -> None:
    case, pack, _ = oversight
    text, stakes = pack.traps[0].options, stakes_of(case)
    assert set(text) == {issue.key for issue in case.issues}  # six fair middles
    assert not stakes.crosses(text_of(case, text))[stakes.decide].any()
    trap = points(counted(case, text))
    came_for = {seat: [issue for issue in GETS if seat in GETS[issue]] for seat in stakes_keys(case)}
    gets = {seat for seat, issues in came_for.items() if any(trap[issue][seat] > 2 for issue in issues)}
    assert gets == {"TAV"}
    assert all(set(adds.values()) == {0} for issue, adds in trap.items() if issue != "access")


def stakes_keys(case: Scenario) -> list[str]:
    return [seat.key for seat in case.delegations]


def test_of_oversight_four_seats_cannot_sign_a_licence_and_two_a_fund(oversight: Oversight) -> None:
    case, pack, _ = oversight
    stakes = stakes_of(case)

    def crossed(**text: str) -> int:
        return int((stakes.crosses(text_of(case, text)) & stakes.decide).sum())

    assert dict(pack.traps[2].options) == {"reporting": "licence", "access": "fund"}
    assert crossed(reporting="licence") == 4
    assert crossed(access="fund") == 2
    assert {"licence", "fund"} <= {issue.draft for issue in case.issues}


def test_of_oversight_each_clause_asks_somebody_to_give_with_nothing_in_return(oversight: Oversight) -> None:
    _, _, best = oversight
    assert all(clause.worse for clause in best.clauses)


def test_of_oversight_those_who_are_likely_to_stand_together_have_the_reasons_of_the_guide(
    oversight: Oversight,
) -> None:
    _, pack, best = oversight
    adds = points(best)
    know, seat, neither, states = pack.coalitions
    assert set(know.members) == GETS["reporting"]
    assert set(seat.members) == GETS["seats"]
    assert {(issue, who) for issue in neither.issues for who in GETS[issue]} == {
        ("venue", "MER"),
        ("limits", "FMA"),
    }
    assert (adds["limits"]["MER"], adds["venue"]["FMA"]) == (0, 0)  # the other's costs it nothing
    assert all(adds[issue][who] == -2 for issue in states.issues for who in states.members)  # cheap


def test_of_oversight_seats_are_as_easy_and_as_hard_as_the_guide_says(oversight: Oversight) -> None:
    case, pack, best = oversight
    adds = points(best)
    levels = pack.seats_by_difficulty
    assert levels is not None
    assert [levels.easy.seat, levels.medium.seat, levels.hard.seat] == ["TAV", "VEN", "CLA"]
    assert [issue for issue in adds if adds[issue]["TAV"] > 0] == ["access"]  # one interest
    assert len([issue for issue in adds if adds[issue]["VEN"] < 0]) == 3  # three things to give up
    assert [seat for seat in best.seats if adds["reporting"][seat] > 0 and seat != "CLA"] == ["VEN"]
    lines = {
        seat.key: int(red.sum()) for seat, red in zip(case.delegations, stakes_of(case).is_red, strict=True)
    }
    assert lines["TAV"] <= sorted(lines.values())[1]  # few red lines
