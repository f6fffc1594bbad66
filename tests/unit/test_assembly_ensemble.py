"""Many replications of an assembly: the same whoever plays them, intervals that cover, kept and told as they are."""

import json
from concurrent.futures import Executor
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.special import expit

from simulation.engine.assembly import play_assembly, tally_assembly
from simulation.errors import RecordError
from simulation.evidence.validation import assembly_line
from simulation.report.assembly import render_assembly_ensemble
from simulation.scenario.assembly_case import load_assembly
from simulation.scenario.assembly_schema import Assembly
from simulation.stats import interval
from simulation.study.assembly.counts import SLAB, Counts, count_slabs
from simulation.study.assembly.ensemble_summary import (
    AssemblyEnsemble,
    load_assembly_ensemble,
    save_assembly_ensemble,
    summarise_assembly,
)
from simulation.study.pool import InProcess, processes
from simulation.words import told_in
from tests.html_pages import Page
from tests.small_assemblies import made
from tests.spoken_for import BY_LANGUAGE

COMMAND = ("delegation-sim", "ensemble", "worked_assembly", "--replications", "60", "--seed", "1")


def counted(case: Assembly, n: int, executor: Executor | None = None, seed: int = 1) -> Counts:
    *_, last = count_slabs(case, seed=seed, replications=n, executor=executor or InProcess())
    return last


def ensemble(case: Assembly, n: int, seed: int = 1) -> AssemblyEnsemble:
    return summarise_assembly(case, counted(case, n, seed=seed), seed=seed, level=0.9, command=COMMAND)


@pytest.fixture(scope="module")
def case() -> Assembly:
    return load_assembly("worked_assembly")


@pytest.fixture(scope="module")
def found(case: Assembly) -> AssemblyEnsemble:
    return ensemble(case, 60)


def test_counts_are_those_of_the_replications_one_by_one(case: Assembly, found: AssemblyEnsemble) -> None:
    tally = tally_assembly(case, seed=1, replications=range(60))
    assert_allclose(found.together, tally.together)
    assert_allclose([row[-1].value for row in found.survival], tally.survived)
    records = [play_assembly(case, seed=1, replication=number) for number in range(60)]
    new = np.array(
        [
            [
                (record.passed[6:][record.house.committee[6:] == committee] == 2).sum()
                for committee in range(3)
            ]
            for record in records
        ],
        dtype=np.float64,
    )
    for committee, estimate in enumerate(found.new_texts):
        wanted = interval.mean(new[:, committee])
        assert_allclose(
            (estimate.value, estimate.low, estimate.high), (wanted.value, wanted.low, wanted.high)
        )


def test_two_processes_count_the_same_bits_as_one(case: Assembly) -> None:
    n = 2 * SLAB + 7
    with processes(2) as executor:
        two = counted(case, n, executor)
    one = counted(case, n)
    for name in ("passed", "through", "together", "together_squared", "lists", "lists_squared"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_more_replications_begin_with_the_same_ones(case: Assembly) -> None:
    first, second = (
        sums.passed for sums in count_slabs(case, seed=1, replications=2 * SLAB, executor=InProcess())
    )
    np.testing.assert_array_equal(first, counted(case, SLAB).passed)
    assert (second >= first).all()


def test_intervals_of_survival_cover_the_chance_of_the_hardest_stage_about_as_often_as_they_say(
    case: Assembly,
) -> None:
    chance = expit(play_assembly(case, seed=1).score[:6].min(axis=1))
    covered = [
        row[-1].low <= true <= row[-1].high
        for seed in range(12)
        for row, true in zip(ensemble(case, SLAB, seed=seed).survival, chance, strict=True)
    ]
    assert np.mean(covered) == pytest.approx(0.9, abs=0.1)


def test_intervals_of_pairs_that_sign_together_cover_what_many_replications_say(case: Assembly) -> None:
    many = tally_assembly(case, seed=99, replications=range(400)).together
    covered = [
        pair.together.low <= many[pair.first, pair.second] <= pair.together.high
        for seed in range(6)
        for pair in ensemble(case, SLAB, seed=seed).pairs
        if many[pair.first, pair.second] > 0.2  # of rarer pairs they are too narrow, as the docs say
    ]
    assert np.mean(covered) == pytest.approx(0.9, abs=0.05)


def test_the_mean_of_two_lists_is_that_of_its_pairs(found: AssemblyEnsemble) -> None:
    bloc = np.array([found.lists.index(member.bloc or "") for member in found.house.case.members])
    together = found.together
    apart = ~np.eye(len(bloc), dtype=bool)
    for row in range(3):
        for column in range(3):
            of = np.outer(bloc == row, bloc == column) & apart
            estimate = found.between[row][column]
            assert estimate is not None
            assert estimate.value == pytest.approx(together[of].mean())
            assert estimate.low <= estimate.value <= estimate.high


def test_it_is_kept_and_read_back_as_it_was(found: AssemblyEnsemble, tmp_path: Path) -> None:
    folder = save_assembly_ensemble(found, tmp_path / "many")
    back = load_assembly_ensemble(folder)
    for name in ("seed", "replications", "level", "version", "command", "survival", "new_texts", "lists"):
        assert getattr(back, name) == getattr(found, name)
    assert (back.between, back.pairs) == (found.between, found.pairs)
    again = save_assembly_ensemble(back, tmp_path / "again")
    names = [path.name for path in folder.iterdir()]
    assert {name: (again / name).read_bytes() for name in names} == {
        name: (folder / name).read_bytes() for name in names
    }


def test_an_ensemble_that_was_changed_is_refused(found: AssemblyEnsemble, tmp_path: Path) -> None:
    folder = save_assembly_ensemble(found, tmp_path / "many")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["replications"] = 61
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(RecordError, match="was changed"):
        load_assembly_ensemble(folder)


@pytest.mark.parametrize("code", BY_LANGUAGE)
@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"texts": []},
        {"texts": [], "committees": [{"key": "A", "name": "A", "tabled": 3}, {"key": "B", "name": "B"}]},
    ],
)
def test_small_rooms_and_few_replications_have_a_page_in_every_language(
    code: str, n: int, changes: dict[str, object], tmp_path: Path
) -> None:
    few = ensemble(made(**changes), n)
    with told_in(code):
        page = Page(render_assembly_ensemble(few))
    assert page.open == []
    assert "inf" not in page.text.split()
    assert load_assembly_ensemble(save_assembly_ensemble(few, tmp_path / "few")).pairs == few.pairs


def test_the_page_asks_for_nothing_outside_and_shows_every_text(found: AssemblyEnsemble) -> None:
    page = Page(render_assembly_ensemble(found))
    names = {name for name, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "a", "form", "image", "use"}
    assert all(text.name and text.name in page.text for text in found.house.case.texts)
    assert " ".join(COMMAND) in page.text
    assert page.text.count(assembly_line()) == 1
