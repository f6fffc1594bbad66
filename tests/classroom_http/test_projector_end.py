"""A class that is over, over HTTP: the projector, the console and the door offer only what can still be done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.class_served import Browser
from tests.classroom_http.test_projector import Projector, opened


@pytest.fixture
def projector(tmp_path: Path) -> Iterator[Projector]:
    yield from opened(tmp_path)


def test_after_the_end_nobody_is_called_in_and_the_open_debriefing_is_told(projector: Projector) -> None:
    host, code = projector.here.host, projector.here.opened.code
    host.run("Start")
    assert code in projector.at()
    projector.to_session(99)
    assert code not in projector.at()
    assert "Choose a nickname, and watch." in projector.at("?face=join")
    assert "The debriefing is open" not in projector.at()
    assert 'id="rewind-1"' in host.ask("/class/console").text
    host.run("OpenDebrief")
    assert "The debriefing is open" in projector.at()
    assert 'id="rewind-1"' not in host.ask("/class/console").text


def test_who_comes_after_the_end_reads_that_the_class_is_over(projector: Projector) -> None:
    here = projector.here
    here.host.run("Start")
    assert "a newcomer gets a free seat" in here.host.ask("/class/console").text
    projector.to_session(99)
    late = Browser(here.port)
    assert "The class is over, so nobody gets a seat" in late.join(here.opened.code, "Late").text
    assert "The class is over: a newcomer watches" in here.host.ask("/class/console").text
    assert "You watch table 1." in late.join(here.opened.code, "Late", watch="1").text


def test_a_table_that_the_host_ended_says_so(projector: Projector) -> None:
    projector.here.host.run("Start")
    projector.to_session(2)
    projector.here.host.run("End")
    assert projector.face() == "end"
    assert "The host ended the table before the text was adopted." in projector.at()
