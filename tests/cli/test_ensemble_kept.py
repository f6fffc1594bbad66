"""Records that a study keeps: --resume notices what became of them, says so, and plays them again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.other_version import OTHER, run_of_another
from tests.small_studies import contents

type Invoke = Callable[..., Result]

ASK = ("ensemble", "worked_clock", "-n", "4", "--workers", "1", "--out", "study", "--keep", "1")
NAME = "01-replication-0"


@pytest.fixture
def kept(invoke: Invoke, tmp_path: Path) -> Path:
    """Return the only record of a study that is finished."""
    assert invoke(*ASK).exit_code == 0
    return tmp_path / "study" / "runs" / NAME


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (
            lambda run: flip(run / "positions.parquet"),
            "was damaged: positions.parquet was changed after the run",
        ),
        (lambda run: (run / "moves.parquet").unlink(), "was damaged: moves.parquet is missing."),
        (lambda run: (run / "manifest.json").unlink(), "was damaged: "),
        (shutil.rmtree, "was missing"),
    ],
    ids=["byte", "table", "manifest", "all"],
)
def test_a_record_that_was_damaged_is_told_and_played_again(
    harm: Callable[[Path], None], told: str, kept: Path, invoke: Invoke, tmp_path: Path
) -> None:
    before = contents(tmp_path / "study")
    harm(kept)
    done = invoke(*ASK, "--resume")
    assert done.exit_code == 0
    assert f"runs/{NAME} {told}" in done.stderr
    assert "Replication 0 was played again for it." in done.stderr
    assert contents(tmp_path / "study") == before
    assert invoke(*ASK, "--resume").stderr == ""


def test_a_record_of_another_version_is_told_and_played_again(
    kept: Path, invoke: Invoke, tmp_path: Path
) -> None:
    before = contents(tmp_path / "study")
    run_of_another(kept)
    assert f"runs/{NAME} was made by delegation-sim {OTHER}. Repl" in invoke(*ASK, "--resume").stderr
    assert contents(tmp_path / "study") == before


def test_a_record_of_another_negotiation_is_told_and_played_again(
    kept: Path, invoke: Invoke, tmp_path: Path
) -> None:
    before = contents(tmp_path / "study")
    shutil.rmtree(kept)
    invoke("run", "worked_clock", "--seed", "9", "--out", str(kept))
    assert f"runs/{NAME} held the record of another negotiation" in invoke(*ASK, "--resume").stderr
    assert contents(tmp_path / "study") == before


def test_a_damaged_record_that_nobody_asks_for_now_is_told_and_stays(kept: Path, invoke: Invoke) -> None:
    flip(kept / "positions.parquet")
    done = invoke(*ASK[:-1], "0", "--resume")
    assert done.exit_code == 0
    assert done.stderr == (
        f"runs/{NAME} is damaged: positions.parquet was changed after the run was written. Remove it, or ask for more "
        "records (--keep).\n"
    )
    assert kept.exists()


def test_what_somebody_put_beside_a_damaged_record_is_not_touched(kept: Path, invoke: Invoke) -> None:
    (kept / "manifest.json").unlink()
    (kept / "notes.txt").touch()
    done = invoke(*ASK, "--resume")
    assert done.exit_code == 1
    assert "holds other files (notes.txt), so nothing in it is touched" in done.stderr
    assert (kept / "notes.txt").exists()
