"""The documentation, opened by the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.cli import manual

type Invoke = Callable[..., Result]


def test_it_opens_what_is_installed_before_what_was_built(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    places = tmp_path / "manual", tmp_path / "built"
    monkeypatch.setattr(manual, "_PLACES", places)
    missing = invoke("docs", "--no-browser")
    assert missing.exit_code == 1
    assert "make docs" in missing.stderr
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    for place in reversed(places):
        place.mkdir()
        (place / "index.html").touch()
        assert invoke("docs").stdout.strip() == (place / "index.html").as_uri()
    assert opened == [(place / "index.html").as_uri() for place in reversed(places)]
