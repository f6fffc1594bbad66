"""Opens pages of the dashboard as Streamlit does, without a browser."""

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

APP = str(files("dashboard").joinpath("app.py"))
type Opened = Callable[..., AppTest]


@pytest.fixture
def opened() -> Opened:
    """Return a function that opens a page at an address and looks for no mistake in it."""

    def open_page(page: str = "start", query: Mapping[str, str | Sequence[str]] | None = None) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=30)
        for name, value in (query or {}).items():
            app.query_params[name] = value
        if page != "start":
            # Streamlit knows a page by the hash of its address.
            app._page_hash = calc_hash(page)  # noqa: SLF001
        app.run()
        assert not app.exception, app.exception[0].message
        return app

    return open_page
