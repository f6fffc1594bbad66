"""What is told of an assembly: the numbers behind a sentence add up to those that were drawn with."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.engine.assembly import AssemblyRecord, play_assembly
from simulation.models.sponsorship import gather
from simulation.reasons.assembly_reasons import joinings, row_of_text, together_of, votes
from simulation.reasons.assembly_told import explain_member, explain_text, headline
from simulation.scenario.assembly_case import load_assembly
from simulation.words import Said, told_in
from tests.small_assemblies import made
from tests.spoken_for import BY_LANGUAGE
from tests.words_in_said import texts_in, verbatim_in


@pytest.fixture(scope="module")
def record() -> AssemblyRecord:
    return play_assembly(load_assembly("worked_assembly"), seed=1)


def new_texts(record: AssemblyRecord) -> range:
    return range(record.house.n_given, len(record.passed))


def test_what_drew_a_member_adds_up_to_its_liking_beside_the_average(record: AssemblyRecord) -> None:
    house = record.house
    for row in new_texts(record):
        order = [member for member in record.order[row].tolist() if member >= 0]
        for step, joining in enumerate(joinings(record, row), start=1):
            liking = house.pull[order[:step]].mean(axis=0) + house.suits[house.committee[row]]
            may = np.delete(np.arange(len(liking)), order[:step])
            odds = np.exp(liking[may]) / np.exp(liking[may]).sum()
            assert joining.member == order[step]
            assert joining.among == len(may)
            assert joining.chance == pytest.approx(odds[may.tolist().index(joining.member)])
            assert sum(joining.drawn.values()) == pytest.approx(liking[joining.member] - liking[may].mean())


def test_chances_are_how_often_members_are_drawn() -> None:
    case = made(
        committees=[{"key": "A", "name": "First", "tabled": 1}, {"key": "B", "name": "Second"}], texts=[]
    )
    found = play_assembly(case, seed=1)
    (joining, *_) = joinings(found, 0)
    house, n = found.house, 20_000
    first = np.full(n, found.first[0])
    drawn = gather(
        house.pull,
        np.repeat(house.suits[:1], n, axis=0),
        first,
        np.full(n, 2),
        np.random.default_rng(1).random((n, 1)),
    )
    assert (drawn.order[:, 1] == joining.member).mean() == pytest.approx(joining.chance, abs=0.015)


def test_what_a_text_met_at_each_stage_adds_up_to_its_log_odds(record: AssemblyRecord) -> None:
    hurdle = record.house.hurdle
    for row in range(len(record.passed)):
        for stage, vote in enumerate(votes(record, row)):
            assert vote.score == pytest.approx(
                hurdle.ease - hurdle.gap * vote.beyond - hurdle.aside * vote.aside
            )
            assert vote.came == (record.passed[row] >= stage)
            assert vote.passed == (record.passed[row] > stage)


def test_with_itself_a_member_counts_what_it_signed(record: AssemblyRecord) -> None:
    together = together_of(record)
    assert_allclose(np.diag(together), record.signed.sum(axis=0))
    assert_allclose(together, together.T)


def test_a_text_is_found_by_key_and_by_name(record: AssemblyRecord) -> None:
    assert row_of_text(record.house, "a1") == row_of_text(record.house, "Right of access to courts") == 0
    assert row_of_text(record.house, "nothing") is None


def told_of(record: AssemblyRecord) -> list[Said]:
    lines = [line for row in range(len(record.passed)) for line in explain_text(record, row)]
    lines += [line for row in range(len(record.house.case.members)) for line in explain_member(record, row)]
    return [headline(record), *(line.text for line in lines)]


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_every_text_and_every_member_can_be_told_of(code: str, record: AssemblyRecord) -> None:
    bare = play_assembly(made(texts=[{"key": "T", "committee": "A", "place": {"x": 0.2}}]), seed=1)
    for one in (record, bare):
        told = told_of(one)
        with told_in(code):
            assert told_of(one) == told
            assert all(str(line).strip() and "{" not in str(line) for line in told)


def test_nothing_of_an_assembly_is_put_into_words_before_it_is_read(record: AssemblyRecord) -> None:
    texts = texts_in(record.house.case.model_dump(mode="json")) | set(record.house.texts)
    for line in told_of(record):
        assert set(verbatim_in(line)) <= texts, line
        assert Said.from_plain(line.to_plain()) == line


def test_who_signed_first_and_who_was_drawn_in_is_told_in_this_order(record: AssemblyRecord) -> None:
    row = row_of_text(record.house, "rights-2")
    assert row is not None
    lines = [str(line.text) for line in explain_text(record, row)]
    assert lines[0] == "rights-2, for Committee on rights"
    assert lines[1] == "It fell at Committee."
    assert lines[3].startswith("Rossi (Order) signs first, drawn from all 20 members alike.")
    assert [line.split()[0] for line in lines[4:7]] == ["Okoye", "Pereira", "Sato"]
    assert lines[-1] == "It never came to Floor."
