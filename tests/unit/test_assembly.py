"""An assembly: who signs what with whom, which text survives, and what is said of a case that cannot be used."""

import math
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
import yaml
from numpy.testing import assert_allclose, assert_array_equal

from simulation.engine.assembly import play_assembly, prepare_assembly, tally_assembly
from simulation.errors import ScenarioError
from simulation.models import sponsorship, stages
from simulation.models.sponsorship import Pull
from simulation.models.stages import Hurdle
from simulation.scenario.assembly_case import find_assembly_problems, is_assembly, load_assembly
from simulation.scenario.load import find_problems
from tests.small_assemblies import PLACES, made, small

type Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(raw: Mapping[str, Any], **tables: str) -> Path:
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        path = tmp_path / "case.yaml"
        path.write_text(yaml.safe_dump(dict(raw), sort_keys=False), encoding="utf-8")
        return path

    return put


@pytest.mark.parametrize(
    ("voters", "share", "votes"),
    [(154, 2 / 3, 103), (154, 0.6667, 103), (25, 0.5, 13), (18, 0.5, 10), (6, 0.6667, 4), (7, 1.0, 7)],
)
def test_a_share_counts_all_members_whoever_votes(voters: int, share: float, votes: int) -> None:
    assert stages.needed(voters, share) == votes


@pytest.mark.parametrize(("counted_from", "place"), [("low", 0.1), ("high", -0.2), ("middle", -0.05)])
def test_the_member_who_completes_the_share_decides(counted_from: stages.CountedFrom, place: float) -> None:
    assert stages.mark(np.array(PLACES), 0.6667, counted_from) == pytest.approx(place)


def test_a_mixed_coalition_bends_its_text_as_far_as_it_spans() -> None:
    away = np.array([[0.3, 0.5]])
    assert_allclose(stages.hardness(away, np.array([0.4])), [[0.0, 0.1]])


def test_the_chance_to_survive_is_that_of_the_hardest_stage() -> None:
    score = np.array([[1.0, -1.0]])
    chance = np.random.default_rng(1).random((40_000, 1))
    passed = stages.stages_passed(score, chance)
    assert (passed == 2).mean() == pytest.approx(1 / (1 + math.e), abs=0.01)
    assert (passed >= 1).mean() == pytest.approx(math.e / (1 + math.e), abs=0.01)


def test_a_text_that_falls_goes_no_further() -> None:
    assert stages.stages_passed(np.array([[-1.0, 9.0]]), np.array([0.5])).tolist() == [0]


def test_a_hurdle_is_found_again_in_what_it_made() -> None:
    draws = np.random.default_rng(3)
    beyond, aside = draws.random((2, 6000, 2))
    true = Hurdle(ease=1.0, gap=4.0, aside=1.0)
    chance = 1 / (1 + np.exp(-stages.scores(beyond, aside, true).min(axis=1)))
    found = stages.fit_hurdle(beyond, aside, (draws.random(6000) < chance).astype(np.float64))
    assert_allclose([found.ease, found.gap, found.aside], [1.0, 4.0, 1.0], atol=0.35)


def test_weights_are_found_again_in_what_they_drew() -> None:
    draws = np.random.default_rng(5)
    trait = draws.normal(size=(3000, 2, 8))
    may = draws.random((3000, 8)) < 0.8
    may[:, 0] = True
    liking = np.where(may, 1.5 * trait[:, 0] - 0.5 * trait[:, 1] + draws.gumbel(size=(3000, 8)), -np.inf)
    choices = sponsorship.Choices(trait=trait, chosen=liking.argmax(axis=1), may=may)
    assert_allclose(sponsorship.fit_pull(choices), [1.5, -0.5], atol=0.1)


def test_a_text_gathers_as_many_signers_as_it_is_to_have_and_nobody_twice() -> None:
    draws = np.random.default_rng(2)
    size = np.array([1, 2, 5, 6])
    found = sponsorship.gather(
        draws.normal(size=(6, 6)), np.zeros((4, 6)), np.arange(4), size, draws.random((4, 5))
    )
    assert found.signed.sum(axis=1).tolist() == size.tolist()
    assert found.signed[np.arange(4), np.arange(4)].all()


def test_expected_pairs_are_the_mean_of_pairs_drawn() -> None:
    draws = np.random.default_rng(4)
    pull, n = draws.normal(size=(5, 5)), 40_000
    size = np.full(n, 3)
    found = sponsorship.gather(pull, np.zeros((n, 5)), draws.integers(5, size=n), size, draws.random((n, 2)))
    drawn = found.signed.T.astype(float) @ found.signed
    np.fill_diagonal(drawn, 0)
    assert_allclose(found.together / n, drawn / n, atol=0.01)
    assert found.together.sum() / 2 == pytest.approx(3 * n)


def test_parts_tell_who_founded_and_whose_committee_it_was_and_sum_to_the_whole() -> None:
    draws = np.random.default_rng(6)
    pull, n = draws.normal(size=(5, 5)), 40_000
    first, committee = draws.integers(5, size=n), draws.integers(3, size=n)
    here = np.array([0, 0, 1, 1, 2]) == committee[:, None]
    chance = draws.random((n, 2))
    found = sponsorship.gather(pull, np.zeros((n, 5)), first, np.full(n, 3), chance, here=here)
    assert found.parts is not None
    assert_allclose(found.parts.sum(axis=0), found.together)
    both = found.signed[:, 1] & found.signed[:, 4]
    founded, at_home = (first == 1) | (first == 4), here[:, 1] | here[:, 4]
    drawn = [(both & one & two).sum() for one in (founded, ~founded) for two in (at_home, ~at_home)]
    assert_allclose(found.parts[:, 1, 4] / n, np.array(drawn) / n, atol=0.006)


def test_to_tell_parts_changes_nothing_else() -> None:
    case = load_assembly("worked_assembly")
    whole, parted = (
        tally_assembly(case, seed=1, replications=range(5), in_parts=told) for told in (False, True)
    )
    assert_array_equal(whole.together, parted.together)
    assert whole.parts is None
    assert parted.parts is not None
    assert_allclose(parted.parts.sum(axis=0), whole.together)


def test_where_all_sit_in_one_committee_every_text_is_for_their_own() -> None:
    members = [{**member, "committee": "A"} for member in small()["members"]]
    case = made(members=members, committees=[{"key": "A", "name": "Only", "tabled": 9}])
    parts = tally_assembly(case, seed=1, replications=range(5), in_parts=True).parts
    assert parts is not None
    assert (parts.sum(axis=(1, 2)) > 0).tolist() == [name.endswith("_here") for name in sponsorship.PARTS]


@pytest.mark.parametrize("trait", ["distance", "bloc", "committee", "signed"])
def test_each_weight_draws_those_whom_it_names(trait: str) -> None:
    weights = {"distance": (0.0,), "bloc": 0.0, "committee": 0.0, "topic": 0.0, "signed": 0.0}
    pull = Pull(**{**weights, trait: (2.0,) if trait == "distance" else 2.0})  # type: ignore[arg-type] # by name
    group = np.array([0, 0, 1])
    before = np.array([[0, 3, 0], [3, 0, 0], [0, 0, 0]], dtype=float)
    found = sponsorship.pulls(np.array([[0.0], [0.1], [0.9]]), group, group, before, pull)
    assert found[0, 1] > found[0, 2]


def test_the_same_seed_gives_the_same_record_and_another_another() -> None:
    case = load_assembly("worked_assembly")
    one, again = (play_assembly(case, seed=4, replication=2) for _ in range(2))
    assert one == again
    assert not np.array_equal(one.signed, play_assembly(case, seed=4, replication=3).signed)


def test_a_tally_adds_up_its_replications_one_by_one() -> None:
    case = load_assembly("worked_assembly")
    tally = tally_assembly(case, seed=1, replications=range(5))
    passed = [play_assembly(case, seed=1, replication=r).passed[:6] == 2 for r in range(5)]
    assert_allclose(tally.survived, np.mean(passed, axis=0))


def test_what_was_signed_before_brings_the_same_members_together() -> None:
    tabled = [{"key": "A", "name": "First", "tabled": 20}, {"key": "B", "name": "Second"}]
    alone = made(committees=tabled)
    signed = [{"key": f"S{n}", "signers": ["M0", "M5"]} for n in range(9)]
    known = made(committees=tabled, signed=signed, sponsorship={"least": 2, "most": 2})
    apart, close = (tally_assembly(c, seed=1, replications=range(20)).together[0, 5] for c in (alone, known))
    assert close > 3 * apart


def test_a_text_stands_where_its_sponsors_stand_unless_the_case_says_where() -> None:
    house = prepare_assembly(made())
    assert_allclose(house.given_place, [[-0.5]])
    assert_allclose(house.given_reach, [0.3])
    placed = [{"key": "T", "committee": "A", "place": {"x": 0.2}, "spread": 0.1}]
    house = prepare_assembly(made(texts=placed))
    assert_allclose((house.given_place[0, 0], house.given_reach[0]), (0.2, 0.1))


def test_committee_and_floor_have_their_own_marks() -> None:
    house = prepare_assembly(made())
    assert_allclose(house.mark, [[-0.2, 0.1], [0.1, 0.1]])
    assert house.decides.tolist() == [[2, 3], [3, 3]]


def test_tables_say_the_same_as_the_case(write: Write) -> None:
    raw = small()
    rows = "".join(f"{m['key']},{m['name']},{m['committee']},{m['place']['x']}\n" for m in raw.pop("members"))
    raw.pop("texts")
    raw["tables"] = {"members": "members.csv", "texts": "texts.csv"}
    path = write(raw, members=f"key,name,committee,x\n{rows}", texts="key,committee,sponsors\nT,A,M0;M2\n")
    assert load_assembly(path).model_dump() == made().model_dump()


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "sponsor": ({"texts": [{"key": "T", "committee": "A", "sponsors": ["M9"]}]}, "No member is called 'M9'."),
    "committee": (
        {"texts": [{"key": "T", "committee": "C", "sponsors": ["M0"]}]},
        "No committee is called 'C'.",
    ),
    "nobody": ({"texts": [{"key": "T", "committee": "A"}]}, "T has neither sponsors nor a place on x."),
    "sizes": ({"sponsorship": {"least": 4, "most": 3}}, "A text may have 3 signatures and needs 4."),
    "many": (
        {"sponsorship": {"least": 4, "most": 7}},
        "A text may have 7 signatures, and there are 6 members.",
    ),
    "real": ({"nature": "real"}, "M0 has no basis."),
    "axis": ({"axes": [{"key": "y", "name": "Other"}]}, "M0 has no place on y."),
    "field": ({"hurdle": {"gape": 1}}, "'gape' is not a field of the hurdle. Did you mean 'gap'?"),
    "share": (
        {"stages": [{"key": "f", "name": "F", "voters": "all", "share": 1.5}]},
        "share is 1.5, above 1.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_said_where_it_stands(name: str, write: Write) -> None:
    changes, said = BROKEN[name]
    problems = find_assembly_problems(write(small(**changes)))
    assert any(problem.message.startswith(said.split("Did")[0].strip()) for problem in problems), problems
    assert all(problem.line and problem.column for problem in problems)


def test_all_problems_of_a_table_are_told_at_once_with_line_and_cell(write: Write) -> None:
    raw = small(tables={"signed": "signed.csv"})
    path = write(raw, signed="key,date,signers\nS1,2030-01-01,M0;M8\nS2,May,M1;M1\n")
    told = [(problem.line, problem.column) for problem in find_assembly_problems(path)]
    assert told == [(2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"membres": "m.csv"}, "No table is called 'membres'. Did you mean 'members'?"),
        (3, "'tables' is not a mapping."),
    ],
)
def test_tables_that_are_none_are_told(write: Write, tables: object, said: str) -> None:
    assert any(
        problem.message.startswith(said) for problem in find_assembly_problems(write(small(tables=tables)))
    )


def test_other_commands_say_that_this_is_an_assembly() -> None:
    assert is_assembly("worked_assembly")
    assert not is_assembly("wtpf13")
    (problem,) = find_problems("worked_assembly")
    assert problem.message.startswith("This is an assembly")


def test_a_named_pipe_is_not_read_to_learn_whether_it_is_an_assembly(tmp_path: Path) -> None:
    pipe = tmp_path / "case.yaml"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=("assembly: 1\n",), daemon=True)
    writer.start()
    assert not is_assembly(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # lets the writer go
    writer.join(timeout=10)
    os.close(reader)


def test_overrides_reach_into_an_assembly() -> None:
    case = load_assembly("worked_assembly", overrides={"stages.floor.share": 0.5, "hurdle.gap": 0})
    assert (case.stages[1].share, case.hurdle.gap) == (0.5, 0)
    with pytest.raises(ScenarioError, match="No entry of stages is called 'flor'"):
        load_assembly("worked_assembly", overrides={"stages.flor.share": 0.5})


def test_a_lower_share_lets_as_many_texts_through_or_more() -> None:
    case = load_assembly("worked_assembly")
    eased = load_assembly("worked_assembly", overrides={"stages.floor.share": 0.4})
    strict, loose = (
        np.sum([play_assembly(c, seed=1, replication=r).passed == 2 for r in range(20)])
        for c in (case, eased)
    )
    assert loose > strict
    assert_array_equal(play_assembly(case, seed=1).signed, play_assembly(eased, seed=1).signed)


def test_who_signs_next_is_drawn_by_the_mean_pull_to_those_who_signed() -> None:
    pull = np.array(
        [[0.0, 0.5, 1.0, -1.0], [0.5, 0.0, 2.0, 0.2], [1.0, 2.0, 0.0, 0.0], [-1.0, 0.2, 0.0, 0.0]]
    )
    found = sponsorship.gather(
        pull, np.zeros((1, 4)), np.array([0]), np.array([3]), np.zeros((1, 2))
    )  # the first who may sign does: 1, then 2
    second = np.exp(pull[0, 1:]) / np.exp(pull[0, 1:]).sum()
    mean = np.exp((pull[0, 2:] + pull[1, 2:]) / 2)
    third = mean / mean.sum()
    assert found.signed[0].tolist() == [True, True, True, False]
    assert_allclose(found.together[0], [0.0, second[0], second[1] + third[0], second[2] + third[1]])
    assert_allclose(found.together[1], [second[0], 0.0, third[0], third[1]])


def test_texts_that_find_sponsors_never_take_the_key_of_another() -> None:
    tabled = [{"key": "A", "name": "First", "tabled": 2}, {"key": "B", "name": "Second"}]
    texts = [{"key": "A-1", "committee": "A", "sponsors": ["M0", "M2"]}]
    assert prepare_assembly(made(committees=tabled, texts=texts)).texts == ("A-1", "A-2", "A-3")


def test_the_order_of_signatures_begins_with_the_first_signer_and_holds_all_who_signed() -> None:
    record = play_assembly(load_assembly("worked_assembly"), seed=3)
    assert_array_equal(record.order[:, 0], record.first)
    for row in range(record.house.n_given, len(record.passed)):
        order = [member for member in record.order[row].tolist() if member >= 0]
        assert sorted(order) == np.flatnonzero(record.signed[row]).tolist()
    assert (record.order[: record.house.n_given] == -1).all()


def test_a_text_passes_the_stages_whose_chance_is_above_what_else_speaks_for_it() -> None:
    record = play_assembly(load_assembly("worked_assembly"), seed=3)
    passes = record.luck[:, None] < 1 / (1 + np.exp(-record.score))
    assert_array_equal(record.passed, np.cumprod(passes, axis=1).sum(axis=1))
