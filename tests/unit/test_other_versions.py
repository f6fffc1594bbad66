"""What another version left behind is read, told apart, and never added to or played on."""

from pathlib import Path

import pytest

from simulation import simulate
from simulation.errors import StudyError
from simulation.live import LiveNegotiation, OtherVersionError
from simulation.reasons import build_log, coalitions_of
from simulation.report import render_report
from simulation.report.study import study_page
from simulation.scenario.schema import Scenario
from simulation.storage import load_run, save_run
from simulation.storage.live_log import is_log, load_live, load_log, save_log
from simulation.storage.study_folder import StudyFolder
from simulation.study.summarise import summarise
from simulation.version import version
from simulation.words import say, told_in
from tests.other_version import OTHER, play_of_another, run_of_another, study_of_another
from tests.small_cases import case, delegation
from tests.small_studies import begun, conducted, contents, study
from tests.spoken_for import BY_LANGUAGE

SEATED = [delegation("d0", 0.2), delegation("d1", 0.8), delegation("d2", 0.5)]
CASE = case(SEATED)
ASKED = study(CASE, replications=60)


@pytest.mark.parametrize("named", ["worked_package", "worked_clock", "my_own"])
def test_a_play_of_another_version_is_loaded_as_a_log_and_not_as_a_negotiation(
    tmp_path: Path, named: str
) -> None:
    log = LiveNegotiation("worked_package", seats=("STATE",)).log
    log.case = named
    file = play_of_another(save_log(log, tmp_path / "a.live.json"))
    before = file.read_bytes()
    with pytest.raises(OtherVersionError) as refusal:
        load_live(file)
    told = say("live.log.other_version", made=OTHER, ours=version())
    assert str(refusal.value) == f"{file}: {told}"
    assert load_log(file).version == OTHER
    assert file.read_bytes() == before


def test_a_file_is_known_as_a_play_by_its_name_or_by_what_it_says(tmp_path: Path) -> None:
    log = LiveNegotiation("worked_package").log
    assert is_log(save_log(log, tmp_path / "called.json"))
    for name, text in (("case.json", '{"format": "x"}'), ("list.json", "[]"), ("half.json", "{")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert not is_log(tmp_path / name)
    (tmp_path / "half.live.json").write_text("{", encoding="utf-8")
    assert is_log(tmp_path / "half.live.json")
    assert not is_log(tmp_path)
    assert not is_log(tmp_path / "none.live.json")


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize(
    "asked", [CASE, case(SEATED, sessions=7)], ids=["the same", "a case that changed too"]
)
def test_a_study_of_another_version_is_refused_for_that_and_stays_as_it_is(
    tmp_path: Path, asked: Scenario, language: str
) -> None:
    folder = tmp_path / "study"
    study_of_another(ASKED, folder)
    before = contents(folder)
    with told_in(language), pytest.raises(StudyError) as refusal:
        begun(study(asked, replications=60), folder, resume=True)
    with told_in(language):
        assert str(refusal.value) == say(
            "folder.study.other_version", folder=folder, made=OTHER, ours=version()
        )
    assert contents(folder) == before


def test_a_study_of_another_version_that_was_only_begun_is_not_gone_on_with(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    manifest = {**begun(ASKED, tmp_path / "ours").manifest, "version": OTHER}
    StudyFolder.begin(folder, manifest, resume=False, overwrite=False)
    with pytest.raises(StudyError, match=f"begun with delegation-sim {OTHER}"):
        begun(ASKED, folder, resume=True)


def test_a_study_of_another_version_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = study_of_another(ASKED, tmp_path / "study")
    read = summarise(StudyFolder.open(tmp_path / "study"))
    assert read.version == OTHER
    assert read.findings == written.findings == conducted(ASKED, tmp_path / "ours").findings


def test_a_study_of_another_version_can_be_begun_again(tmp_path: Path) -> None:
    study_of_another(ASKED, tmp_path / "study")
    assert begun(ASKED, tmp_path / "study", overwrite=True).manifest["version"] == version()


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_report_of_a_study_says_if_another_version_may_end_otherwise(
    tmp_path: Path, language: str
) -> None:
    theirs, ours = study_of_another(ASKED, tmp_path / "theirs"), conducted(ASKED, tmp_path / "ours")
    with told_in(language):
        told = say("report.repeat.other_version", made=OTHER, ours=version())
        assert told in study_page(theirs)
        assert told.partition(version())[0] not in study_page(ours)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_run_of_another_version_is_read_and_its_report_says_so(tmp_path: Path, language: str) -> None:
    record = simulate("worked_clock", seed=3)
    ours = save_run(
        record, build_log(record), coalitions_of(record), tmp_path / "run", command="delegation-sim run x"
    )
    before = load_run(ours)
    theirs = load_run(run_of_another(ours))
    assert theirs.manifest.versions["delegation-sim"] == OTHER
    assert theirs.log == before.log
    assert theirs.documents == before.documents
    with told_in(language):
        told = say("report.repeat.other_version", made=OTHER, ours=version())
        assert told in render_report(theirs)
        assert told.partition(version())[0] not in render_report(before)
