"""What a class costs is measured: each target has a row, and a small class meets what no machine makes harder."""

import asyncio

import pytest

from benchmarks import classroom
from benchmarks._class_rows import Row, table

MET_ON_ANY_MACHINE = {"heap", "kills"}
"""Rows whose targets are no times."""


def test_each_row_says_its_target_what_was_found_and_whether_it_is_met() -> None:
    rows = [
        Row(what="joins", target="5 s", found="2 s", is_met=True, beside="load 1.0"),
        Row(what="kills", target="0", found="1 of 9 lost", is_met=False),
    ]
    assert table(rows).splitlines()[2:] == [
        "| joins | 5 s | 2 s | met | load 1.0 |",
        "| kills | 0 | 1 of 9 lost | missed |  |",
    ]


@pytest.mark.parametrize("name", ["nothing", "join"])
def test_a_row_that_there_is_not_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        classroom.main([name])
    assert f"{name}? Valid: joins, submissions" in capsys.readouterr().err


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["submissions", "kills", "heap"])
def test_a_small_class_is_measured(name: str) -> None:
    rows = asyncio.run(classroom.measured([name], is_quick=True))
    assert rows
    for row in rows:
        assert row.what
        assert row.target
        assert "nan" not in row.found
        assert "(" not in row.found.partition(";")[2], row.found  # what must not be, with how often
        if name in MET_ON_ANY_MACHINE:
            assert row.is_met, row.found
