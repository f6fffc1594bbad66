"""Opens pages of the dashboard as Streamlit does, without a browser."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.frame.begun_with import Opening, opening, set_opening

APP = str(files("dashboard").joinpath("app.py"))
type Opened = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _looked_through_once() -> Iterator[None]:
    """Look for components among the installed packages once: AppTest reads what all of them say for every page."""
    with pytest.MonkeyPatch.context() as patch:
        scan = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(scan))
        yield


@pytest.fixture
def opened() -> Opened:
    """Return a function that opens a page at an address and looks for no mistake in it."""

    def open_page(page: str = "start", query: Mapping[str, str | Sequence[str]] | None = None) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=180)
        for name, value in (query or {}).items():
            app.query_params[name] = value
        if page != "start":
            # Streamlit knows a page by the hash of its address.
            app._page_hash = calc_hash(page)  # noqa: SLF001
        app.run()
        assert not app.exception, app.exception[0].message
        return app

    return open_page


@pytest.fixture
def own_runs(tmp_path: Path) -> Iterator[Path]:
    """Return an empty folder of runs, which is that of this server for the test."""
    before = opening()
    set_opening(Opening(runs=tmp_path / "runs"))
    yield tmp_path / "runs"
    set_opening(before)
