"""What is shown where the output is not UTF-8."""

import io
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.cli.signs import HANDLER, in_ascii, show_what_fits
from tests.extent import at_a_desk

type Start = Callable[..., subprocess.CompletedProcess[bytes]]

ROOT = Path(__file__).parents[2]
COMPARE = ("compare", "worked_clock", "--lever", "sessions=3", "-n", "20", "--outcome", "adopted")


def printed() -> set[str]:
    """Return every character beyond ASCII that stands in the sources of what is printed."""
    simulation = ROOT / "simulation"
    files = [*simulation.rglob("*.py"), *simulation.rglob("*.yaml")]
    return {one for file in files for one in file.read_text(encoding="utf-8") if not one.isascii()}


def test_every_sign_that_is_printed_has_one_in_ascii() -> None:
    lost = {one for one in printed() if "?" in in_ascii(one) and "CJK" not in unicodedata.name(one)}
    assert lost == set()


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "iso8859-1", "koi8-r"])
def test_an_old_output_gets_them_and_keeps_what_it_knows(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setattr("sys.stderr", io.StringIO())
    show_what_fits()
    signs = "".join(one for one in printed() if "CJK" not in unicodedata.name(one))
    shown = signs.encode(encoding, HANDLER).decode(encoding)
    assert "?" not in shown
    assert {one for one in signs if one.encode(encoding, "ignore")} <= set(shown)


@pytest.mark.parametrize("encoding", at_a_desk(["ascii"], ["cp1252", "ascii"]))
def test_a_minus_is_not_lost_where_the_output_does_not_know_it(start: Start, encoding: str) -> None:
    done = start(*COMPARE, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    shown = done.stdout.decode(encoding)
    assert done.returncode == 0
    assert "?" not in shown
    assert re.search(r"-\d+ points \(-\d+ to -\d+\)", shown)


def test_letters_that_the_output_knows_stay(start: Start, small_case: str, tmp_path: Path) -> None:
    title = "Été – l’œuvre d’Erdoğan"
    (tmp_path / "small.yaml").write_text(small_case.replace("A small case", title), encoding="utf-8")
    shown = start("show", "small.yaml", PYTHONIOENCODING="cp1252", PYTHONUTF8="0").stdout.decode("cp1252")
    assert shown.startswith("Été – l’œuvre d’Erdogan")
    plain = start("show", "small.yaml", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout.decode("ascii")
    assert plain.startswith("Ete - l'oeuvre d'Erdogan")


def test_messages_are_in_ascii_too(start: Start) -> None:
    done = start("run", "“none”", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.stderr.decode("ascii").startswith('"none": ')
    usage = start("show", "first_hour", "--seat", "“1”", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert usage.stderr.isascii()
