"""A study on a Dask cluster: a real scheduler and worker processes on this machine, some of them killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import StudyError
from simulation.evidence.backtest.decision_tables import read_decisions
from simulation.evidence.calibration.points import Bench, Point, Stage, seed_of
from simulation.evidence.calibration.simulator import ConferenceSimulator
from simulation.scenario.load import load_scenario
from simulation.storage.study_folder import StudyFolder
from simulation.study import pool
from simulation.study.run_study import Progress
from tests.small_studies import conducted, contents, study

pytestmark = pytest.mark.thorough

DASK = Path(sys.executable).parent / "dask"
FAST = {
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
}
ASKED = study(load_scenario("worked_clock"), replications=1_280)


class Cluster:
    """A scheduler and the workers started so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        self.running: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")

    def start(self, *words: str, **changed: str) -> subprocess.Popen[bytes]:
        """Start a part of the cluster."""
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [DASK, *words], cwd=self.folder, env=os.environ | FAST | changed, stdout=log, stderr=log
            )
        self.running.append(process)
        return process

    def add_worker(self, **changed: str) -> subprocess.Popen[bytes]:
        """Start a worker of one thread without a nanny, so that who is killed stays dead."""
        words = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--death-timeout", "20")
        return self.start("worker", self.address, *words, **changed)

    def wait_for(self, workers: int) -> None:
        """Wait until that many workers are there."""
        from distributed import Client

        with Client(self.address, timeout="20s", set_as_default=False) as client:  # type: ignore[no-untyped-call] # Dask's
            client.wait_for_workers(workers, timeout=120)

    def end(self) -> None:
        """Kill all of it."""
        for process in self.running:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Return a scheduler without workers, gone in the end."""
    place = tmp_path / "cluster"
    place.mkdir()
    made = Cluster(place)
    yield made
    made.end()


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what the study gives in this process."""
    place = tmp_path_factory.mktemp("at_home") / "study"
    conducted(ASKED, place)
    return contents(place)


def after(parts: int, act: Callable[[], object]) -> Callable[[Progress], None]:
    """Return a watcher that acts once when so many parts are there."""
    acted: list[int] = []

    def watch(progress: Progress) -> None:
        if progress.done >= parts * 64 and not acted:
            acted.append(progress.done)
            act()

    return watch


def test_a_cluster_that_loses_a_worker_writes_what_one_process_writes(
    cluster: Cluster, at_home: dict[str, bytes], tmp_path: Path
) -> None:
    cluster.add_worker(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    doomed = cluster.add_worker(OPENBLAS_NUM_THREADS="2", OMP_NUM_THREADS="2")
    cluster.wait_for(2)
    with pool.cluster(cluster.address) as executor:
        assert pool.slabs_out(executor) == 4
        conducted(ASKED, tmp_path / "study", executor, watch=after(3, doomed.kill))
        assert pool.slabs_out(executor) == 2
    assert contents(tmp_path / "study") == at_home


def test_points_of_a_calibration_are_the_same_on_a_cluster(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add_worker()
    cluster.wait_for(1)
    table = Path(__file__).parents[1] / "calibration" / "invented_council.csv"
    simulator = ConferenceSimulator(
        decisions=read_decisions(table).only(np.arange(4)), cases=(), replications=4
    )
    stage = Stage(name="wave-1", number=1)
    points = [
        Point(values={"signal.isolation": 0.2 * place}, seed=seed_of(1, stage, place)) for place in range(5)
    ]
    (tmp_path / "there").mkdir()
    (tmp_path / "here").mkdir()
    with pool.cluster(cluster.address) as executor:
        there = Bench(simulator, executor, most=5, folder=tmp_path / "there").play(stage, points)
    here = Bench(simulator, pool.InProcess(), most=5, folder=tmp_path / "here").play(stage, points)
    assert there.tolist() == here.tolist()
    kept, own = (sorted((tmp_path / place).glob("points/*.json")) for place in ("there", "here"))
    assert len(kept) == 5
    assert [file.read_bytes() for file in kept] == [file.read_bytes() for file in own]


def test_the_command_does_its_work_on_a_cluster(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add_worker()
    cluster.wait_for(1)
    command = [str(DASK.with_name("delegation-sim")), "ensemble", "worked_clock", "-n", "200", "--out"]
    for place, where in (("there", ["--cluster", cluster.address]), ("here", ["--workers", "1"])):
        words = [*command, place, *where]
        done = subprocess.run(  # noqa: S603 - our own command
            words, cwd=tmp_path, env=os.environ | FAST, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_a_scheduler_that_is_lost_ends_it_in_words_and_what_came_back_is_kept(
    cluster: Cluster, at_home: dict[str, bytes], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cluster.add_worker()
    cluster.wait_for(1)
    with (
        pytest.raises(StudyError, match=r"was lost\. What was finished is kept .* with --resume goes on\.$"),
        pool.cluster(cluster.address) as executor,
    ):
        conducted(ASKED, tmp_path / "study", executor, watch=after(3, cluster.scheduler.kill))
    assert caplog.messages == []
    assert 3 <= len(StudyFolder.open(tmp_path / "study").parts()) < 20
    conducted(ASKED, tmp_path / "study", resume=True)
    assert contents(tmp_path / "study") == at_home


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_a_scheduler_that_is_lost_while_a_result_is_fetched_holds_nobody_up(
    cluster: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    scheduler = cluster.scheduler.pid

    class Last:
        """What can be packed up only when there is no scheduler any more."""

        def __reduce__(self) -> tuple[Callable[[], int], tuple[()]]:
            os.kill(scheduler, signal.SIGKILL)
            return int, ()

    cluster.add_worker()
    cluster.wait_for(1)
    with pool.cluster(cluster.address) as executor:
        for _ in range(2):  # what is handed out after the loss is held up no more
            with pytest.raises(StudyError, match=r"was lost\. What was finished is kept "):
                executor.submit(lambda: Last()).result(60)  # noqa: PLW0108 - the class is not known there
    assert caplog.messages == []


def other_version(place: Path) -> str:
    """Return a path on which another version of delegation-sim is installed, but for its code."""
    about = place / "delegation_sim-9.9.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: delegation-sim\nVersion: 9.9\n", "utf-8")
    return os.pathsep.join([str(place), *filter(None, [os.environ.get("PYTHONPATH")])])


def test_workers_of_another_version_are_refused(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add_worker()
    cluster.add_worker(PYTHONPATH=other_version(tmp_path / "other"))
    cluster.wait_for(2)
    with pytest.raises(StudyError) as caught, pool.cluster(cluster.address):
        pass
    assert str(caught.value).startswith("All workers have to play the same as this process, ")
    assert "has delegation-sim 9.9 (here " in str(caught.value)
    assert str(caught.value).endswith("Install the same packages everywhere and start the workers anew.")


def test_a_worker_of_another_version_that_comes_later_is_refused_too(
    cluster: Cluster, tmp_path: Path
) -> None:
    first = cluster.add_worker()
    cluster.wait_for(1)
    other = other_version(tmp_path / "other")

    def swap() -> None:
        cluster.add_worker(PYTHONPATH=other)
        first.kill()

    with (
        pytest.raises(StudyError, match=r"a worker that came later has delegation-sim 9\.9"),
        pool.cluster(cluster.address) as executor,
    ):
        conducted(ASKED, tmp_path / "study", executor, watch=after(2, swap))


def test_work_that_every_worker_dies_of_ends_in_words(cluster: Cluster) -> None:
    for _ in range(2):
        cluster.add_worker()
    cluster.wait_for(2)
    with pool.cluster(cluster.address) as executor, pytest.raises(StudyError, match=r"\(KilledWorker: "):
        executor.submit(os._exit, 1).result()


def test_a_scheduler_without_workers_is_told(cluster: Cluster) -> None:
    with (
        pytest.raises(StudyError, match=r"has no workers yet\. Start some: dask worker tcp://127\.0\.0\.1:"),
        pool.cluster(cluster.address),
    ):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_an_interruption_keeps_what_was_handed_out(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add_worker()
    cluster.wait_for(1)
    at_first: list[int] = []

    def interrupt() -> None:
        at_first.extend(StudyFolder.open(tmp_path / "study").parts())
        signal.raise_signal(signal.SIGINT)

    with pool.cluster(cluster.address) as executor, pytest.raises(KeyboardInterrupt):
        conducted(ASKED, tmp_path / "study", executor, watch=after(3, interrupt))
    # Of one worker two are out: one is being played, the other may have come back already.
    assert len(at_first) < len(StudyFolder.open(tmp_path / "study").parts()) <= len(at_first) + 2


def test_work_on_a_cluster_is_not_called_off_while_it_is_done(cluster: Cluster) -> None:
    cluster.add_worker()
    cluster.wait_for(1)
    with pool.cluster(cluster.address) as executor:
        future = executor.submit(divmod, 7, 2)
        assert not future.cancel()
        assert future.result() == (3, 1)
