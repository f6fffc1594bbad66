"""A calibration that was killed, interrupted or given too little goes on where it was, to the same bytes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulation.errors import FolderHeldError, StudyError
from simulation.evidence.calibration.fitted_sets import write_outcome
from simulation.evidence.calibration.points import Bench, Point, Progress, Stage, seed_of
from simulation.evidence.calibration.run_calibration import SETTINGS, Plan, Question, calibrate, held_folder
from simulation.study.pool import InProcess, processes
from tests.calibration.conftest import Bent, question
from tests.extent import at_a_desk

PLAN = Plan(budget=330, trajectories=3, wave=30, sets=60)
SCRIPT = """
import sys, time
from pathlib import Path
from simulation.evidence.calibration.run_calibration import calibrate, held_folder
from simulation.study.pool import processes
from tests.extent import at_a_desk
from tests.calibration.conftest import question
from tests.calibration.test_gone_on_with import PLAN
folder = Path(sys.argv[1])
asked = question()
with held_folder(folder, asked, PLAN, "calibrate"), processes(int(sys.argv[2])) as executor:
    calibrate(asked, PLAN, executor, folder=folder, watch=lambda _: time.sleep(0.005))
"""
ROOT = Path(__file__).parents[2]


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _whole(folder: Path, asked: Question | None = None, plan: Plan = PLAN, workers: int = 1) -> Progress:
    """Calibrate in a folder to the end, and return how far it was in the end."""
    wanted, last = asked or question(), [Progress(most=plan.budget)]
    with held_folder(folder, wanted, plan, "calibrate"), processes(workers) as executor:
        found = calibrate(wanted, plan, executor, folder=folder, watch=lambda now: last.__setitem__(0, now))
        write_outcome(found, folder)
    return last[0]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what the folder holds if nothing happens."""
    folder = tmp_path_factory.mktemp("undisturbed") / "calibration"
    _whole(folder)
    return _contents(folder)


@pytest.mark.thorough  # so do the two that are stopped
def test_two_workers_write_the_same_bytes_as_one(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    _whole(tmp_path / "calibration", workers=2)
    assert _contents(tmp_path / "calibration") == undisturbed


@pytest.mark.thorough  # what is whole is read, below; cli/test_ensemble_stopped.py kills a study
@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
@pytest.mark.parametrize(
    ("sent", "workers", "many"), at_a_desk([("SIGKILL", 2, 40)], [("SIGKILL", 2, 40), ("SIGINT", 1, 150)])
)
def test_what_was_stopped_goes_on_to_the_same_bytes(
    sent: str, workers: int, many: int, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "calibration"
    begun = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), str(workers)], cwd=ROOT, stderr=subprocess.PIPE
    )
    while len(list(folder.glob("points/*.json"))) < many:
        assert begun.poll() is None, begun.communicate()[1].decode()
        time.sleep(0.01)
    os.kill(begun.pid, getattr(signal, sent))
    begun.communicate()
    kept = len(list(folder.glob("points/*.json")))
    assert many <= kept < len(undisturbed) - 3
    last = _whole(folder)
    assert last.kept == kept
    assert _contents(folder) == undisturbed


def test_what_is_whole_is_read_and_nothing_is_played_again(
    undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "calibration"
    _whole(folder)
    last = _whole(folder)
    assert last.done == last.kept == len(undisturbed) - 3
    assert _contents(folder) == undisturbed


@pytest.mark.thorough  # what is whole is read, above
def test_a_larger_budget_goes_on_where_the_smaller_one_ended(
    undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "calibration"
    small = Plan(budget=160, trajectories=3, wave=30, sets=60)
    _whole(folder, plan=small)
    points = {name: data for name, data in _contents(folder).items() if name.startswith("points/")}
    last = _whole(folder)
    assert last.kept >= 100
    assert points.items() <= _contents(folder).items()
    assert _contents(folder)["sets.csv"] == undisturbed["sets.csv"]


def test_another_calibration_in_the_folder_is_refused_and_says_what_differs(tmp_path: Path) -> None:
    folder = tmp_path / "calibration"
    with held_folder(folder, question(), PLAN, "calibrate"):
        pass
    other = question(seed=2)
    with pytest.raises(StudyError) as refused, held_folder(folder, other, Plan(wave=31), "calibrate"):
        pass
    assert str(refused.value) == (
        f"{folder}: Another calibration was begun there; it differs in the seed, the plan. Valid: the same, "
        "to go on with it. Name another folder."
    )


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague", encoding="utf-8")
    with (
        pytest.raises(StudyError, match="Something else is there"),
        held_folder(tmp_path, question(), PLAN, ""),
    ):
        pass
    file = tmp_path / "letter.txt"
    with pytest.raises(StudyError, match="This is a file"), held_folder(file, question(), PLAN, ""):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_a_kill_left_at_the_very_start_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".delegation-sim.lock").write_text("{}", encoding="utf-8")
    (tmp_path / ".calibration.json.abcd1234.part").mkdir()
    with held_folder(tmp_path, question(), PLAN, "calibrate"):
        assert (tmp_path / SETTINGS).exists()


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "calibration"
    with held_folder(folder, question(), PLAN, "calibrate"):
        assert (folder / SETTINGS).exists()
        with pytest.raises(FolderHeldError), held_folder(folder, question(), PLAN, "calibrate"):
            pass


@pytest.mark.parametrize(
    "text", ["", "{}", '{"values": {"a": 1.0}, "seed": 5, "summaries": [[0.0]]}', '{"values": 3']
)
def test_a_point_that_is_not_this_one_is_refused_with_its_file(text: str, tmp_path: Path) -> None:
    bench = Bench(Bent(), InProcess(), most=5, folder=tmp_path)
    stage = Stage(name="wave-1", number=1)
    point = Point(values={"concede.pace": 0.3, "signal.isolation": 0.5}, seed=7)
    first = bench.play(stage, [point])
    file = tmp_path / "points" / "wave-1-00000.json"
    assert bench.play(stage, [point]).tolist() == first.tolist()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match=r"wave-1-00000\.json: This is not the point that belongs here"):
        bench.play(stage, [point])


def test_every_point_has_a_seed_of_its_own() -> None:
    stages = [Stage(name=f"wave-{number}", number=number) for number in range(4)]
    seeds = {seed_of(1, stage, number) for stage in stages for number in range(200)}
    assert len(seeds) == 800
