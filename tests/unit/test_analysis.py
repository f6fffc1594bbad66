"""What is made of the values of a study: questions, indices, conditions among levers and among draws."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from simulation.errors import StudyError
from simulation.scenario.load import load_scenario
from simulation.storage.study_folder import StudyFolder
from simulation.study import analysis
from simulation.study.analysis import analysis_of, points_of, question
from simulation.study.design import Design, grid
from simulation.study.factor import Factor
from simulation.study.plain_summary import as_plain
from simulation.study.run_study import subjects_of
from simulation.study.sensitivity import morris_design
from simulation.study.study import Study, StudyKind
from simulation.study.study_measures import measures_of
from tests.small_cases import case, delegation
from tests.small_studies import conducted, hinge, study

CASE = case(hinge()["delegations"], sessions=6)
ASKED = study(CASE, replications=200)
MEASURES = measures_of(subjects_of(ASKED))
ISOLATION = Factor(key="isolation", kind="choices", choices=("0", "0.02", "0.2", "0.3"))
TRANSPARENCY = Factor(key="transparency", kind="choices", choices=("0", "1"))
WORKED = load_scenario("worked_isolation", overrides={"sessions": "6"})


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> StudyFolder:
    """Return the folder of an ensemble in which one draw decides."""
    path = tmp_path_factory.mktemp("study") / "study"
    conducted(ASKED, path)
    return StudyFolder.open(path)


def laid_out(
    design: Design, folder: Path, kind: StudyKind, *, n: int, outcomes: tuple[str, ...] = ()
) -> Study:
    """Return the study of a design on a worked case, played."""
    variants, _ = points_of(WORKED, design)
    asked = Study(
        kind=kind,
        case="worked_isolation",
        title="",
        variants=variants,
        replications=n,
        seed=1,
        outcomes=outcomes,
        design=design.to_plain(),
        base=WORKED,
    )
    conducted(asked, folder)
    return asked


def test_a_question_is_a_share_or_its_contrary() -> None:
    adopted = next(measure for measure in MEASURES if measure.key == "adopted")
    partial = next(measure for measure in MEASURES if measure.key == "class.no_outcome")
    assert str(question("adopted", MEASURES).about(adopted)) == "a text is adopted"
    assert str(question("not adopted", MEASURES).about(adopted)) == "no text is adopted"
    assert str(question("class.no_outcome", MEASURES).about(partial)) == "it ends in “no outcome”"
    assert str(question("not class.no_outcome", MEASURES).about(partial)) == "it does not end in “no outcome”"


@pytest.mark.parametrize("text", ["sessions", "not gain_mean", "gain.*"])
def test_a_number_does_not_happen(text: str) -> None:
    with pytest.raises(StudyError, match="is a number, not something that happens or does not"):
        question(text, MEASURES)


def test_the_draw_that_decides_is_found(played: StudyFolder) -> None:
    found: Any = analysis_of(ASKED, None, asks=question("not adopted", MEASURES))(played)
    (box,) = found["discovery"]["boxes"]
    (condition,) = box["conditions"]
    assert condition["key"] == "d1.q0.position"
    assert (
        0.64 < condition["high"] < 0.70
    )  # where d1 is as far from the draft as the price of standing alone allows
    assert found["sentences"] == [found["discovery"]["sentence"]]


def test_draws_are_the_same_however_many_are_made_at_once(
    played: StudyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse = analysis_of(ASKED, None, asks=question("not adopted", MEASURES))
    at_once = as_plain(analyse(played))
    monkeypatch.setattr(analysis, "_AT_ONCE", 7)
    assert as_plain(analyse(played)) == at_once


def test_draws_of_another_seed_say_nothing_about_these_runs(played: StudyFolder) -> None:
    for seed in range(2, 12):
        stranger = dataclasses.replace(ASKED, seed=seed)
        found: Any = analysis_of(stranger, None, asks=question("not adopted", MEASURES))(played)
        assert not found["discovery"]["boxes"]
        assert str(found["discovery"]["sentence"]).startswith("No conditions were found under which")


def test_nothing_is_looked_for_where_nothing_is_drawn() -> None:
    sure = study(case([delegation("d0", 0.2), delegation("d1", 0.8)]))
    with pytest.raises(StudyError, match="so no draw of them can make a difference"):
        analysis_of(sure, None, asks=question("adopted", MEASURES))


def test_capabilities_that_are_drawn_are_looked_at() -> None:
    drawn = [delegation("d0", 0.2, capability={"low": 0.2, "high": 0.9}), delegation("d1", 0.8)]
    analysis_of(study(case(drawn)), None, asks=question("adopted", MEASURES))


def test_the_lever_that_decides_is_found_in_a_grid(tmp_path: Path) -> None:
    design = grid((ISOLATION, TRANSPARENCY))
    asked = laid_out(design, tmp_path / "study", "sweep", n=12)
    asks = question("not adopted", measures_of(subjects_of(asked)))
    found: Any = as_plain(analysis_of(asked, design, asks=asks)(StudyFolder.open(tmp_path / "study")))
    (box,) = found["discovery"]["boxes"]
    assert [condition["key"] for condition in box["conditions"]] == ["isolation"]
    assert box["density"]["value"] == 1.0
    assert len(found["points"]) == 8


def test_the_lever_that_matters_is_ranked_first_and_the_other_has_no_effect(tmp_path: Path) -> None:
    design = morris_design((ISOLATION, TRANSPARENCY), 12, 1)
    asked = laid_out(design, tmp_path / "study", "sensitivity", n=6, outcomes=("adopted", "gain.M*"))
    found: Any = as_plain(analysis_of(asked, design, asks=None)(StudyFolder.open(tmp_path / "study")))
    assert list(found["indices"]) == ["adopted", "gain.MID"]
    isolation, transparency = found["indices"]["adopted"]["effects"]
    assert (isolation["key"], isolation["is_clear"], transparency["is_clear"]) == ("isolation", True, False)
    assert transparency["mu_star"]["value"] == 0.0


def test_an_analysis_of_half_a_design_is_refused(tmp_path: Path) -> None:
    sessions = Factor(key="sessions", kind="integer", low=3, high=8)
    design = morris_design((ISOLATION, TRANSPARENCY, sessions), 6, 1)
    asked = laid_out(design, tmp_path / "study", "sensitivity", n=8)
    parts = sorted((tmp_path / "study/replications").iterdir())
    parts[-1].unlink()
    with pytest.raises(StudyError, match=r"points are finished; indices need all of them\. Add --resume"):
        analysis_of(asked, design, asks=None)(StudyFolder.open(tmp_path / "study"))


def test_points_that_are_the_same_are_played_once() -> None:
    design = morris_design((TRANSPARENCY,), 6, 1)
    variants, index = points_of(WORKED, design)
    assert len(design.points) == 12
    assert [variant.key for variant in variants] == list(
        dict.fromkeys(f"transparency={p['transparency']}" for p in design.points)
    )
    assert len(index) == 12
