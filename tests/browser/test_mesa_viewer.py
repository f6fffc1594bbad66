"""Mesa's viewer shows a negotiation: the file of the how-to, in the environment of `.ci/viewer`, all from here."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import ROOT, Server, end, free_port, wait_for_health
from tests.processes import environment

SOLARA = ROOT / "build" / "viewer" / "bin" / "solara"
HOW_TO = (ROOT / "docs" / "how-to" / "mesa.md").read_text(encoding="utf-8")
PATIENCE = 60_000


@pytest.fixture(scope="module")
def viewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the agent and the viewer of the page as its reader does."""
    if not SOLARA.is_file() and not os.environ.get("CI"):
        pytest.skip("Mesa's viewer is not here: .ci/viewer fetches it.")
    folder = tmp_path_factory.mktemp("viewer")
    blocks = re.findall(r"^```python\n(from [^>]*?)^```$", HOW_TO, re.MULTILINE | re.DOTALL)
    agent = next(block for block in blocks if "class Principled" in block)
    shown = next(block for block in blocks if "SolaraViz(" in block)
    script, log, port = folder / "first_hour.py", folder / "server.log", free_port()
    script.write_text(f"from simulation import NegotiationModel\n{agent}\n{shown}", encoding="utf-8")
    command = [
        str(SOLARA),
        "run",
        str(script),
        "--production",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-open",
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - the command of the page
            command, cwd=folder, env=environment(), stdout=out, stderr=subprocess.STDOUT
        )
        try:
            wait_for_health(process, port, log, path="/")
            yield Server(f"http://127.0.0.1:{port}", log, process.pid)
        finally:
            end(process)


def test_the_how_to_types_what_starts_it() -> None:
    assert "solara run FILE.py --production" in HOW_TO
    assert 'pip install "mesa[viz]" "ipyvuetify<2" solara-assets' in HOW_TO


def test_the_viewer_holds_sessions_and_begins_anew(viewer: Server, alone: Page) -> None:
    """Nothing is asked of another machine, by the page (the window sees to that) or by the server."""
    alone.goto(viewer.url)
    expect(alone.get_by_text("A first hour").first).to_be_visible(timeout=PATIENCE)
    expect(alone.get_by_text("Time: 0.0")).to_be_visible(timeout=PATIENCE)
    curves = alone.locator("img, svg.figure")
    expect(curves).to_have_count(2, timeout=PATIENCE)
    before = curves.first.get_attribute("src")
    for session in (1, 2):
        alone.get_by_role("button", name="Step").click()
        expect(alone.get_by_text(f"Time: {session}.0")).to_be_visible(timeout=PATIENCE)
    expect(curves.first).not_to_have_attribute("src", before or "", timeout=PATIENCE)
    alone.get_by_role("button", name="Reset").click()
    expect(alone.get_by_text("Time: 0.0")).to_be_visible(timeout=PATIENCE)
    assert viewer.tracebacks() == ""
    written = Path(viewer.log).read_text(encoding="utf-8", errors="replace")
    assert "Could not load URL" not in written
