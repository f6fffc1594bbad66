"""Nobody in a class gets ahead by a trick with their browser, and no text of theirs acts on a page."""

from pathlib import Path

import pytest

from tests.class_served import Browser, lesson


@pytest.mark.parametrize("dealing", ["random", "chosen"])
def test_who_leaves_and_joins_again_under_another_nickname_reads_no_second_brief(
    tmp_path: Path, dealing: str
) -> None:
    with lesson(tmp_path, tables=2, dealing=dealing) as here:
        spy, read = Browser(here.port), set[tuple[str, str]]()
        for number in range(5):
            assert spy.join(here.opened.code, f"Spy {chr(97 + number)}").status == 200
            for seat in spy.see("seat")["free"]:
                spy.act("ChooseSeat", table=spy.see("seat")["clock"]["table"], seat=seat)
            mine = spy.see("seat")
            assert mine["view"] is not None
            read.add((mine["clock"]["table"], mine["seat"]))
            assert spy.act("Leave").status == 200
        assert len(read) == 1
        name = next(one["name"] for one in mine["seats"] if one["key"] == mine["seat"])
        assert f"Spy e left and has read the brief of {name}." in here.host.ask("/class/console").text
