"""Every page stands in the same frame."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shell import PAGES


@pytest.mark.parametrize("key", [page.key for page in PAGES])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_opens_in_every_language(opened: Callable[..., AppTest], key: str, language: str) -> None:
    app = opened(key, {"lang": language})
    assert app.sidebar.selectbox(key="shell.language").value == language
    assert app.title
