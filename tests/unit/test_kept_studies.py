"""What a study found is kept as data: sentences come back as they went in, those of the former version as told."""

import json
from pathlib import Path

import pytest

from simulation.storage.study_folder import StudyFolder
from simulation.storage.study_manifest import sealed
from simulation.study.kept_findings import as_data, read, written
from simulation.study.plain_summary import as_plain
from simulation.study.sensitivity_indices import Outcome
from simulation.study.summarise import summarise
from simulation.words import LANGUAGES, Said, said, told_in
from tests.small_cases import case, delegation
from tests.small_studies import begun, study
from tests.told_studies import sensitivity

FORMER = Path(__file__).parents[1] / "kept" / "study_of_format_1"


def test_an_analysis_comes_back_from_its_file_and_is_told_in_each_language() -> None:
    found = as_data(sensitivity().analysis)
    again = read(written(found))
    assert again == found
    for code in LANGUAGES:
        with told_in(code):
            sentence = str(again["discovery"]["sentence"])
            assert sentence == str(found["discovery"]["sentence"])
        assert ("no text" in sentence) is (code == "en")


def test_plain_data_hold_the_sentence_and_beside_it_key_and_values() -> None:
    told = as_plain(Outcome(about=said("index.about.adopted", label="x"), measure="it"))
    about = said("index.about.adopted", label="x")
    assert told == {"about": str(about), "measure": "it", "said": {"about": about.to_plain()}}


def test_a_study_of_the_former_version_is_read_and_its_sentences_stay_as_they_were_told(
    tmp_path: Path,
) -> None:
    begun(study(case([delegation("a", 0.0), delegation("b", 1.0)], sessions=1)), tmp_path / "study")
    file = tmp_path / "study" / "manifest.json"
    manifest = json.loads(file.read_text("utf-8")) | {"format_version": 1}
    file.write_text(json.dumps(sealed(manifest)), encoding="utf-8")
    assert StudyFolder.open(tmp_path / "study").manifest["format_version"] == 1
    told = {"indices": {"adopted": {"sentence": "It was told so.", "label": "sessions"}}}
    assert read(json.dumps(told)) == told


def test_a_kept_study_of_the_former_version_tells_its_changes_as_it_was_told() -> None:
    summary = summarise(StudyFolder.open(FORMER))
    with told_in("fr"):
        assert str(summary.words[0]) == "Le cas tel quel"
        assert str(summary.words[1]).startswith("Sessions: 5 (was 10); First draft: the lowest options")


def test_a_sentence_that_is_none_of_this_program_is_refused() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        read(json.dumps({"sentence": {"said": Said("no.such").to_plain()}}))
