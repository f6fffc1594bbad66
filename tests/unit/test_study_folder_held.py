"""Study folders belong to one process at a time, and what another study left in them is not told."""

import os
import shutil
from pathlib import Path

import pytest

from simulation.errors import FolderHeldError, RecordError, StudyError
from simulation.storage.study_folder import StudyFolder
from simulation.study.pool import InProcess
from simulation.study.run_study import Progress
from simulation.study.study_running import conduct
from simulation.study.summarise import summarise
from tests.small_cases import case, delegation
from tests.small_studies import begun, conducted, contents, study

CASE = case([delegation("d0", 0.2), delegation("d1", 0.8)])
ASKED = study(CASE, replications=70)


@pytest.mark.parametrize("resume", [True, False])
def test_a_folder_that_is_being_written_to_is_refused_and_stays_as_it_is(
    tmp_path: Path, *, resume: bool
) -> None:
    whole = tmp_path / "study"
    conducted(ASKED, whole)
    before = contents(whole)
    with (
        StudyFolder.held(whole, "delegation-sim ensemble wtpf13"),
        pytest.raises(FolderHeldError, match=rf"process {os.getpid()} \(delegation-sim ensemble wtpf13\)"),
    ):
        begun(ASKED, whole, resume=resume, overwrite=not resume)
    assert contents(whole) == before


def test_a_study_that_was_replaced_while_it_was_played_is_not_told(tmp_path: Path) -> None:
    folder = begun(ASKED, tmp_path / "study")
    conducted(study(CASE, replications=70, seed=2), tmp_path / "other")

    def replace(_: Progress) -> None:
        shutil.copy(tmp_path / "other/manifest.json", folder.path / "manifest.json")

    with pytest.raises(StudyError, match="now holds another study"):
        conduct(ASKED, folder, InProcess(), watch=replace)


def test_parts_of_another_study_are_not_summarised(tmp_path: Path) -> None:
    folder = begun(ASKED, tmp_path / "study")
    conducted(study(CASE, replications=70, seed=2), tmp_path / "other")
    shutil.copytree(tmp_path / "other/replications", folder.path / "replications")
    with pytest.raises(RecordError, match=r"Part 0 of .* is not of this study"):
        summarise(folder)
