"""The notebooks of `examples/` run from first to last, and a cell that is interrupted leaves nothing broken."""

import os
import queue
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel
from nbclient import NotebookClient
from nbformat import NotebookNode, reads

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
LONG = 300


def read(path: Path) -> NotebookNode:
    found: NotebookNode = reads(path.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call] # nbformat types a part of it
    return found


def test_there_are_four_and_none_keeps_an_output() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["first-negotiation", "own-agent", "own-data", "what-if"]
    for path in NOTEBOOKS:
        cells = read(path).cells
        assert [
            cell for cell in cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)
        ] == []
        page = (ROOT / "docs/tutorials/index.md").read_text("utf-8")
        assert f"notebooks/{path.stem}\n" in page


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path, id=path.stem, marks=[] if path.stem == "first-negotiation" else pytest.mark.thorough
        )
        for path in NOTEBOOKS
    ],
)
def test_a_notebook_runs_and_shows_cards_and_nothing_on_the_error_stream(path: Path, tmp_path: Path) -> None:
    notebook = read(path)
    NotebookClient(notebook, timeout=LONG, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    shown = [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert any('class="delegation-sim"' in html for html in shown)
    assert [html for html in shown if "<progress" in html] == [], "a bar is gone when the work is done"
    assert sum(map(len, shown)) < 500_000


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return where the kernel keeps what it needs for a while."""
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


@pytest.fixture
def kernel(scratch: Path) -> Iterator[tuple[KernelManager, BlockingKernelClient]]:
    manager, client = start_new_kernel(cwd=str(scratch), env=os.environ | {"TMPDIR": str(scratch)})
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def messages(client: BlockingKernelClient, request: str) -> Iterator[dict[str, Any]]:
    """Yield what a kernel says while it does what was asked for, until it is done."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        if message["parent_header"].get("msg_id") == request:
            yield message
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return


@pytest.mark.thorough  # tests/unit/test_notebook_results.py interrupts a call
def test_a_cell_shows_how_far_it_is_and_can_be_interrupted(
    kernel: tuple[KernelManager, BlockingKernelClient], scratch: Path
) -> None:
    manager, client = kernel
    long = "from simulation.notebook import ensemble\nensemble('first_hour', n=20_000)"
    seen: list[str] = []
    for message in messages(client, client.execute(long)):
        data = message["content"].get("data", {}).get("text/html", "")
        if "<progress" in data and not seen:
            seen.append(data)
            manager.interrupt_kernel()
        if message["msg_type"] == "error":
            seen.append(message["content"]["ename"])
    assert "of 20,000 negotiations" in seen[0]
    assert seen[1:] == ["KeyboardInterrupt"]
    told = [
        message["content"]["data"]["text/plain"]
        for message in messages(client, client.execute("ensemble('worked_clock', n=2)"))
        if message["msg_type"] == "execute_result"
    ]
    assert told == ["<StudyResult of worked_clock: ensemble, seed 1, 2 replications of base>"]
    assert list(scratch.iterdir()) == []
