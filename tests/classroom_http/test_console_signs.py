"""What the host's console says of people of whom signs of life come, and of whom none comes."""

import re
from pathlib import Path

from tests.class_console import heading, pressed, see, shown
from tests.class_served import Browser, lesson


def test_whoever_waits_at_the_page_that_let_them_in_is_not_called_away(tmp_path: Path) -> None:
    steady = [0.0]
    with lesson(tmp_path, steady=lambda: steady[0]) as here:
        one = Browser(here.port)
        found = re.search(r'data-present="([^"]+)"', one.join(here.opened.code, "Waits").text)
        assert found is not None
        pressed(here, "Start")
        for _ in range(3):
            steady[0] += 10
            assert one.send(found[1], {}).status == 204
            assert "One waits at the page “You are in” and has not gone to the seat yet." in heading(
                shown(here)
            )
        steady[0] += 16
        assert "away" in heading(shown(here))
        one.send("/class/api/present", {})
        assert heading(shown(here)).endswith("One is still writing.")


def test_of_two_people_in_a_seat_one_who_opens_it_or_is_there_is_enough(tmp_path: Path) -> None:
    steady = [0.0]
    with lesson(tmp_path, people_a_seat=2, steady=lambda: steady[0]) as here:
        ada, bo = here.student("Ada"), here.student("Bo")
        for one in see(here)["people"]:
            assert here.host.run("Move", person=one["id"], table="1", seat="LUM").status == 200
        pressed(here, "Start")

        def signs(who: Browser, path: str = "waits") -> str:
            """Have one of them give a sign of life, and return what is said of the seat."""
            assert who.send(f"/class/api/{path}", {}).status == 204
            found = re.search(r"(?:Ada, Bo|Bo, Ada): ([^<]+)</span>", shown(here))
            assert found is not None
            return found[1]

        assert signs(ada) == signs(bo) == "waits, has not gone to the seat yet"
        assert signs(bo, "present") == "writing"
        steady[0] += 10
        assert signs(ada) == "writing"
        steady[0] += 10  # Bo is away by now
        assert signs(ada) == "writing"
        steady[0] += 16
        assert "away, not submitted</span>" in shown(here)
