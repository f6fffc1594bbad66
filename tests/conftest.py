"""Settings that all tests share."""

import gc
import os
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import HealthCheck, is_hypothesis_test, settings

from simulation.threads import one_thread
from tests.extent import WHOLE, few_examples, without_own_constants
from tests.processes import keep_compiled_modules, keep_files_in_memory

keep_compiled_modules()
if not WHOLE:  # CI waits for a disk as users do
    keep_files_in_memory()
    without_own_constants()
one_thread()  # as the command does; each process of the tests has a core of its own

# As in a shell in which the environment is active: the command is found by its name.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
os.environ.pop("UV_RUN_RECURSION_DEPTH", None)

# A job in the background is started with Ctrl-C ignored, and so would be whatever a test starts to interrupt it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# In CI the same examples every time: a change is judged by what it changes. At a desk, new ones every time.
# How long it takes tells of the machine, and not of the code.
SLOW = [HealthCheck.too_slow]
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, suppress_health_check=SLOW)
settings.register_profile("desk", deadline=None, suppress_health_check=SLOW)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.hookimpl(optionalhook=True)  # without pytest-xdist there is no such hook
def pytest_xdist_auto_num_workers() -> int:
    """Return how many cores there are: each worker keeps one busy, with what it starts and waits for."""
    from simulation.study.pool import cores

    return cores()


class _ExamplesWhereThereAreSome:
    """Looks for examples in docstrings at a desk only in files that hold one: one in ten does.

    CI looks in all, and so sees that each module can be imported by itself.
    """

    @staticmethod
    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        file_path: Path,
    ) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        found = yield
        if all(type(one) is not DoctestModule for one in found) or b">>> " in file_path.read_bytes():
            return found
        return [one for one in found if type(one) is not DoctestModule]


def pytest_configure(config: pytest.Config) -> None:
    """Let what is collected outside this folder be looked through alike."""
    if not WHOLE:
        config.pluginmanager.register(_ExamplesWhereThereAreSome())


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Search for no garbage until all is imported and collected."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, at a desk, tests marked thorough: those that say once more what a quicker test says.

    Properties are held against fewer examples, which are other ones every time.
    """
    if not WHOLE:
        for test in {item.obj for item in items if isinstance(item, pytest.Function)}:
            if is_hypothesis_test(test):
                few_examples(test)
    chosen = config.getoption("keyword") or config.getoption("markexpr")
    if WHOLE or chosen or any("::" in asked for asked in config.args):
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    if left_out:
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """Keep what was imported and collected out of the search for garbage: it stays to the end of the session."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


@pytest.fixture(autouse=True)
def _main_stays() -> Iterator[None]:
    """Put back the main module that a page under test takes the place of: new processes begin by importing it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
