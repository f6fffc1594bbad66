"""Study folders: whole or not there, never another study, and gone on with from anything."""

import json
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from simulation.errors import RecordError, StudyError
from simulation.scenario.schema import Scenario
from simulation.storage.lock import LOCK
from simulation.storage.study_folder import PAIRS, REPLICATIONS, Columns, StudyFolder, is_study
from simulation.storage.study_manifest import sealed
from simulation.storage.written_whole import scratch_folder
from simulation.study.run_study import Progress
from simulation.study.study import Study
from simulation.study.summarise import summarise
from tests.small_cases import case, delegation
from tests.small_studies import begun, conducted, contents, study

CASE = case([delegation("d0", 0.2), delegation("d1", 0.8), delegation("d2", 0.5)])
ASKED = study(CASE, replications=150)
PART = "replications/part-000001.parquet"


@pytest.fixture(scope="module")
def conducted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study of three parts that is complete; nobody changes anything in it."""
    folder = tmp_path_factory.mktemp("once") / "study"
    conducted(ASKED, folder)
    return folder


@pytest.fixture
def whole(conducted_once: Path, tmp_path: Path) -> Path:
    """Return a copy of it that may be changed."""
    return Path(shutil.copytree(conducted_once, tmp_path / "study"))


def left_half_written(file: Path) -> None:
    """Leave a file in a scratch folder as a process that was killed does."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"half")
    for place in file.parents:
        if place.name.endswith(".part"):
            (place / LOCK).write_text('{"pid": 1}', encoding="utf-8")


def went_on(folder: Path, asked: Study = ASKED) -> int:
    """Go on with a study and return how many negotiations were played."""
    seen: list[Progress] = []
    conducted(asked, folder, resume=True, watch=seen.append)
    return seen[-1].done - seen[-1].kept if seen else 0


def test_a_complete_study_says_so_and_lists_its_parts_with_their_hashes(whole: Path) -> None:
    manifest = json.loads((whole / "manifest.json").read_text("utf-8"))
    assert manifest["state"] == "complete"
    assert list(manifest["tables"]) == ["replications", "pairs", "estimates", "coalitions"]
    assert sorted(manifest["parts"]) == [
        f"{table}/part-00000{n}.parquet" for table in (PAIRS, REPLICATIONS) for n in range(3)
    ]
    assert {len(value) for value in manifest["parts"].values()} == {64}


def test_going_on_with_a_complete_study_plays_nothing_and_changes_nothing(whole: Path) -> None:
    before = contents(whole)
    assert went_on(whole) == 0
    assert contents(whole) == before


@pytest.mark.parametrize("lost", [PART, "pairs/part-000001.parquet"])
def test_a_part_that_is_gone_is_done_again(whole: Path, lost: str) -> None:
    before = contents(whole)
    (whole / lost).unlink()
    assert went_on(whole) == 64
    assert contents(whole) == before


@pytest.mark.parametrize("size", [0, 1, 4, 100, -8, -1])
def test_a_part_cut_off_is_done_again(whole: Path, size: int) -> None:
    before = contents(whole)
    (whole / PART).write_bytes((whole / PART).read_bytes()[:size])
    assert went_on(whole) == 64
    assert contents(whole) == before


def test_a_part_with_any_byte_changed_is_done_again_or_reads_the_same(whole: Path) -> None:
    before = contents(whole)
    content = (whole / PART).read_bytes()
    for place in range(0, len(content), len(content) // 60):
        changed = bytearray(content)
        changed[place] ^= 0x55
        (whole / PART).write_bytes(changed)
        folder = StudyFolder.open(whole)
        if 1 in folder.done([1], with_pairs=True):
            (whole / PART).write_bytes(content)
            intact = folder.read_part(REPLICATIONS, 1, ["variant", "replication", "gain.d0"])
            (whole / PART).write_bytes(changed)
            assert str(folder.read_part(REPLICATIONS, 1, list(intact))) == str(intact)
    went_on(whole)
    assert contents(whole).keys() == before.keys()


def test_a_part_of_another_place_or_study_is_done_again(whole: Path, tmp_path: Path) -> None:
    before = contents(whole)
    (whole / PART).write_bytes((whole / "replications/part-000000.parquet").read_bytes())
    assert went_on(whole) == 64
    conducted(study(CASE, replications=150, seed=2), tmp_path / "other")
    (whole / PART).write_bytes((tmp_path / "other" / PART).read_bytes())
    assert went_on(whole) == 64
    assert contents(whole) == before


def test_a_study_of_which_something_is_done_again_does_not_call_itself_complete(whole: Path) -> None:
    (whole / PART).unlink()
    states = []

    def look(_: Progress) -> None:
        states.append(StudyFolder.open(whole).manifest["state"])

    conducted(ASKED, whole, resume=True, watch=look)
    assert states == ["running"]
    assert StudyFolder.open(whole).is_complete


@pytest.mark.parametrize(
    "half",
    [
        ".manifest.json.abcd1234.part/new",
        "replications/.part-000002.parquet.part",
        "pairs/.part-000002.parquet.part",
        "runs/.01-replication-0.abcd1234.part/new/manifest.json",
        ".delegation-sim.lock",
    ],
)
def test_what_a_crash_left_half_written_is_cleared_away(whole: Path, half: str) -> None:
    before = contents(whole)
    left_half_written(whole / half)
    assert went_on(whole) == 0
    assert contents(whole) == before


@pytest.mark.parametrize("left", [(), (LOCK,)], ids=["before it had a lock", "before the lock was signed"])
def test_what_a_process_killed_a_moment_ago_was_about_to_write_is_cleared_away(
    whole: Path, left: tuple[str, ...]
) -> None:
    scratch = whole / ".manifest.json.abcd1234.part"
    scratch.mkdir()
    for name in left:
        (scratch / name).touch()
    assert went_on(whole) == 0
    assert not scratch.exists()


def test_other_files_beside_a_study_stay(whole: Path) -> None:
    for name in ("notes.tmp", "notes.txt", "replications/part-000001 (copy).parquet"):
        (whole / name).write_text("mine", encoding="utf-8")
    went_on(whole)
    begun(ASKED, whole, overwrite=True)
    assert (whole / "notes.tmp").read_text("utf-8") == (whole / "notes.txt").read_text("utf-8") == "mine"


def test_a_study_is_written_over_only_when_asked(whole: Path) -> None:
    with pytest.raises(StudyError, match="holds a study already"):
        begun(ASKED, whole)
    folder = begun(ASKED, whole, overwrite=True)
    assert folder.parts() == []
    assert not folder.is_complete


@pytest.mark.parametrize("table", ["manifest.json", PAIRS])
def test_a_study_half_written_over_is_still_one(whole: Path, table: str) -> None:
    for file in (whole / PAIRS).iterdir():
        file.unlink()
    if table == PAIRS:
        (whole / PAIRS).rmdir()
    assert is_study(whole)
    assert went_on(whole) == 150


def test_an_empty_folder_and_one_with_a_half_manifest_can_be_gone_on_with(tmp_path: Path) -> None:
    for place, names in enumerate(((), (".manifest.json.abcd1234.part/new", ".delegation-sim.lock"))):
        folder = tmp_path / str(place)
        folder.mkdir()
        for name in names:
            left_half_written(folder / name)
        assert went_on(folder) == 150
        assert StudyFolder.open(folder).is_complete
        assert not list(folder.rglob(".*"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (study(CASE, replications=150, seed=2), "seed (1 there, 2 now)"),
        (study(CASE, replications=151), "replications (150 there, 151 now)"),
        (study(case([delegation("d0", 0.3)]), replications=150), "scenario_hash"),
        (study(CASE, CASE, replications=150), "kind (ensemble there, compare now)"),
    ],
)
def test_a_folder_of_another_study_is_refused_and_told_why(whole: Path, asked: Study, told: str) -> None:
    before = contents(whole)
    with pytest.raises(StudyError) as caught:
        begun(asked, whole, resume=True)
    assert f"{whole} holds another study: it differs in " in str(caught.value)
    assert told in str(caught.value)
    assert "Ask for the same again to go on with it, or name another folder." in str(caught.value)
    assert contents(whole) == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"numpy": "1.0"}, "numpy (1.0 there, "),
        ({"delegation-sim": "9.9", "sources": "0"}, "delegation-sim (9.9 there, "),
        ({"sources": "0"}, "sources (0 there, "),
    ],
)
def test_a_study_begun_by_other_code_is_not_gone_on_with(
    tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    folder = begun(ASKED, tmp_path / "study")
    plays = {**folder.manifest["plays"], **changed}
    (folder.path / "manifest.json").write_text(
        json.dumps(sealed({**folder.manifest, "plays": plays})), encoding="utf-8"
    )
    with pytest.raises(StudyError) as caught:
        begun(ASKED, folder.path, resume=True)
    assert str(caught.value).startswith(f"{folder.path} was begun by other code: {told}")
    assert "add --overwrite instead of --resume to begin again." in str(caught.value)
    begun(ASKED, folder.path, overwrite=True)


def test_going_on_and_throwing_away_exclude_each_other(whole: Path) -> None:
    before = contents(whole)
    with pytest.raises(StudyError, match=r"--resume goes on .* Ask for one of them"):
        begun(ASKED, whole, resume=True, overwrite=True)
    assert contents(whole) == before


def test_what_another_process_is_writing_stays(whole: Path) -> None:
    with scratch_folder(whole, "report.html") as place:
        assert went_on(whole) == 0
        begun(ASKED, whole, resume=True)
        assert place.is_dir()


def test_a_folder_of_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    with pytest.raises(StudyError, match=r"holds other files \(letter\.txt\), so nothing in it is touched"):
        begun(ASKED, tmp_path, resume=True)
    with pytest.raises(StudyError, match="is not a folder"):
        begun(ASKED, tmp_path / "letter.txt")


def test_a_link_is_told_from_a_folder_and_what_it_leads_to_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    with pytest.raises(StudyError, match=r"is not a folder but a file or a link.*the folder it leads to"):
        begun(ASKED, tmp_path / "link")
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize(
    ("field", "value"), [("seed", 7), ("state", None), ("variants", []), ("sha256", "0" * 64)]
)
def test_a_manifest_that_was_changed_is_refused(whole: Path, field: str, value: object) -> None:
    manifest = json.loads((whole / "manifest.json").read_text("utf-8"))
    manifest[field] = value
    if value is None:
        del manifest[field]
    (whole / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(StudyError, match=r"manifest\.json was changed after the study was written"):
        StudyFolder.open(whole)


def test_the_manifest_of_a_study_that_is_not_finished_is_sealed_too(tmp_path: Path) -> None:
    file = begun(ASKED, tmp_path / "study").path / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(manifest | {"command": "asked in other words"}), encoding="utf-8")
    assert not StudyFolder.open(file.parent).is_complete
    for other in (manifest | {"replications": 5}, {k: v for k, v in manifest.items() if k != "sha256"}):
        file.write_text(json.dumps(other), encoding="utf-8")
        with pytest.raises(StudyError, match="was changed after the study was written"):
            StudyFolder.open(file.parent)


@pytest.mark.parametrize("value", [5, None, "x", [], {}, [5], {"a": 5}, [{"key": 1}], True, -1.5, [[]]])
def test_no_manifest_gives_a_traceback_even_with_a_seal(whole: Path, value: object) -> None:
    manifest = json.loads((whole / "manifest.json").read_text("utf-8"))
    for field in manifest:
        (whole / "manifest.json").write_text(json.dumps(sealed(manifest | {field: value})), encoding="utf-8")
        with suppress(StudyError, RecordError):
            summarise(StudyFolder.open(whole))


def test_variants_that_are_a_number_are_told(whole: Path) -> None:
    manifest = json.loads((whole / "manifest.json").read_text("utf-8"))
    (whole / "manifest.json").write_text(json.dumps(sealed(manifest | {"variants": 5})), encoding="utf-8")
    with pytest.raises(
        StudyError, match=r"manifest\.json does not hold the fields of a study \(variants\)\. Run the study"
    ):
        StudyFolder.open(whole)


def test_another_version_of_the_format_is_refused(whole: Path) -> None:
    manifest = json.loads((whole / "manifest.json").read_text("utf-8")) | {"format_version": 99}
    (whole / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(StudyError, match="has version 99 of the format; this program reads version 2"):
        StudyFolder.open(whole)


def test_a_manifest_tells_no_secret_of_a_seat(tmp_path: Path) -> None:
    secret = Scenario.model_validate(
        CASE.model_dump(by_alias=True, mode="json")
        | {
            "trainer_notes": "the landing zone",
            "delegations": [
                item.model_dump(by_alias=True, mode="json") | {"brief": {"confidential": "our limit"}}
                for item in CASE.delegations
            ],
        }
    )
    folder = begun(study(secret), tmp_path / "study")
    text = (folder.path / "manifest.json").read_text("utf-8")
    assert "our limit" not in text
    assert "the landing zone" not in text


def test_a_damaged_part_is_named_by_whoever_reads_it(whole: Path) -> None:
    (whole / PART).write_bytes(b"PAR1")
    StudyFolder.open(whole).begin_again()
    with pytest.raises(RecordError, match=r"^part-000001\.parquet cannot be read"):
        summarise(StudyFolder.open(whole))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (PART, f"{PART} was changed after the study in "),
        ("pairs/part-000002.parquet", "pairs/part-000002.parquet was changed after the study in "),
        (
            "replications/part-000007.parquet",
            "replications/part-000007.parquet was added after the study in ",
        ),
    ],
)
def test_a_complete_study_whose_parts_were_changed_is_not_summarised(
    whole: Path, name: str, told: str
) -> None:
    (whole / name).write_bytes((whole / "replications/part-000000.parquet").read_bytes())
    with pytest.raises(RecordError) as caught:
        summarise(StudyFolder.open(whole))
    assert str(caught.value).startswith(told)
    assert "give the same command with --resume" in str(caught.value)


def test_parts_that_are_gone_are_named_up_to_three(whole: Path) -> None:
    for file in [*(whole / PAIRS).iterdir(), whole / PART]:
        file.unlink()
    with pytest.raises(
        RecordError, match=r"^pairs/part-000000\.parquet cannot be read or is gone, .*, and 1 more "
    ):
        summarise(StudyFolder.open(whole))


def test_an_analysis_that_was_changed_is_told(whole: Path) -> None:
    (whole / "analysis.json").write_text("{}", encoding="utf-8")
    conducted(ASKED, whole, resume=True)
    summarise(StudyFolder.open(whole))
    for text in ("{", "[]", '{"design": 5}'):
        (whole / "analysis.json").write_text(text, encoding="utf-8")
        with pytest.raises(RecordError, match=r"^analysis\.json was changed after the study"):
            summarise(StudyFolder.open(whole))
    StudyFolder.open(whole).begin_again()
    for text in ("{", "[]", "[" * 100_000):
        (whole / "analysis.json").write_text(text, encoding="utf-8")
        with pytest.raises(RecordError, match=r"analysis\.json (cannot be read|is no analysis)"):
            summarise(StudyFolder.open(whole))


def test_a_variant_that_has_a_column_more_leaves_it_empty_in_the_others(tmp_path: Path) -> None:
    folder = begun(ASKED, tmp_path / "study")
    one: Columns = {"a": ("number", [1.0, 2.0]), "w": ("word", ["x", "y"])}
    other: Columns = {
        "a": ("number", [3.0]),
        "w": ("word", ["z"]),
        "b": ("number", [4.0]),
        "v": ("word", ["q"]),
    }
    folder.write_part(0, [one, other], [])
    read = folder.read_part(REPLICATIONS, 0, ["a", "w", "b", "v"])
    assert str([read["a"].tolist(), read["b"].tolist()]) == "[[1.0, 2.0, 3.0], [nan, nan, 4.0]]"
    assert (read["w"], read["v"]) == (["x", "y", "z"], ["", "", "q"])
    assert folder.done([0], with_pairs=False) == {0}
