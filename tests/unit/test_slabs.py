"""Slabs: what is played, written and, if lost, played again as one."""

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulation.errors import StudyError
from simulation.study import pool
from simulation.study.work import play_slab, slabs_of
from simulation.threads import BLAS_THREADS
from simulation.words import language, told_in
from tests.small_cases import case, delegation
from tests.small_studies import study

CASE = case([delegation("d0", 0.2), delegation("d1", 0.8)])


@pytest.mark.parametrize(
    ("replications", "length"), [(2, 2), (64, 64), (4_096, 64), (4_097, 256), (65_536, 256), (65_537, 1_024)]
)
def test_the_length_of_slabs_goes_by_the_size_of_the_study(replications: int, length: int) -> None:
    slabs = list(slabs_of(study(CASE, replications=replications)))
    assert slabs[0].size == length
    assert sum(slab.size for slab in slabs) == replications


def test_slabs_cover_every_replication_of_every_variant_once() -> None:
    asked = study(CASE, CASE, CASE, replications=50)
    found = [
        (variant.key, replication)
        for slab in slabs_of(asked)
        for variant in slab.variants
        for replication in range(slab.start, slab.stop)
    ]
    assert sorted(found) == sorted((v.key, r) for v in asked.variants for r in range(50))


def test_every_slab_of_a_comparison_holds_all_variants() -> None:
    slabs = list(slabs_of(study(*[CASE] * 9, replications=50)))
    assert {len(slab.variants) for slab in slabs} == {9}
    assert [(slab.start, slab.stop) for slab in slabs[:2]] == [(0, 7), (7, 14)]
    assert all(slab.with_pairs for slab in slabs)


def test_of_many_variants_some_are_played_whole_in_each_slab() -> None:
    slabs = list(slabs_of(study(*[CASE] * 10, replications=20)))
    assert [len(slab.variants) for slab in slabs] == [3, 3, 3, 1]
    assert {(slab.start, slab.stop) for slab in slabs} == {(0, 20)}
    assert not any(slab.with_pairs for slab in slabs)


def test_of_many_variants_with_many_replications_each_is_played_in_pieces() -> None:
    slabs = list(slabs_of(study(*[CASE] * 10, replications=100)))
    assert [(len(slab.variants), slab.start, slab.stop) for slab in slabs[:3]] == [
        (1, 0, 64),
        (1, 64, 100),
        (1, 0, 64),
    ]


def test_slabs_are_numbered_in_order() -> None:
    assert [slab.number for slab in slabs_of(study(CASE, replications=200))] == [0, 1, 2, 3]


def test_a_slab_that_travelled_gives_the_same_part() -> None:
    (slab,) = slabs_of(study(CASE, CASE, replications=4))
    here, there = play_slab(slab), play_slab(pickle.loads(pickle.dumps(slab)))  # noqa: S301 - our own
    assert pickle.dumps(here) == pickle.dumps(there)


def test_one_worker_gets_one_slab_at_a_time_and_is_done_at_once() -> None:
    with pool.processes(1) as executor:
        assert pool.slabs_out(executor) == 1
        assert executor.submit(divmod, 7, 2).result() == (3, 1)
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 7, 0).result()


def test_three_workers_get_two_slabs_each() -> None:
    with pool.processes(3) as executor:
        assert pool.slabs_out(executor) == 6


def test_an_executor_that_does_not_say_how_many_it_has_gets_sixteen() -> None:
    with ThreadPoolExecutor(1) as executor:
        assert pool.slabs_out(executor) == 16


@pytest.mark.parametrize("threads", [0, 1], ids=["copied", "from nothing"])
def test_workers_tell_in_the_language_of_the_process_that_hands_out_the_work(threads: int) -> None:
    with ThreadPoolExecutor(1) as other, told_in("fr"):
        for _ in range(threads):
            other.submit(int).result()
        with pool.processes(2) as executor:
            assert executor.submit(language).result() == "fr"


def test_no_worker_can_do_nothing() -> None:
    with (
        pytest.raises(StudyError, match=r"^0 workers can do nothing\. Valid: 1 or more\.$"),
        pool.processes(0),
    ):
        pass


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere workers start from nothing")
@pytest.mark.parametrize(
    ("threads", "started"), [("", "fork"), ("threading.Timer(60, print).start();", "spawn")]
)
def test_workers_are_copies_only_of_a_process_without_threads(threads: str, started: str) -> None:
    code = (
        "import os, threading\n"
        "from simulation.study import pool\n"
        f"{threads}print(pool._context().get_start_method(), flush=True); os._exit(0)"
    )
    environment = dict.fromkeys(BLAS_THREADS, "1")
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [started]
