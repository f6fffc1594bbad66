"""A hint at the terminal: asked for again on the same it goes deeper, on what comes next it is a question first."""

import pytest

from tests.played_seats import at_table


@pytest.mark.parametrize(
    ("between", "levels"), [((), ["question", "concept"]), (("",), ["question", "question"])]
)
def test_once_a_wording_is_passed_over_the_next_one_is_asked_about_from_the_beginning(
    between: tuple[str, ...], levels: list[str]
) -> None:
    table = at_table("first_hour", "LUM")
    table.begin(asks=False)
    while table.view.phase != "floor":
        table.take("done")
    for line in ("hint", *between, "hint"):
        table.take(line)
    assert [hint.level for hint in table.notes.hints] == levels
