"""A hint at the terminal: asked for again on the same it goes deeper, on what comes next it is a question first."""

import pytest

from simulation.live.names_for_people import quoted
from simulation.words import Said
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


def test_the_coach_speaks_of_the_wording_that_is_asked_though_it_has_spoken_of_it_before() -> None:
    table = at_table("first_hour", "NOR")
    table.begin(asks=False)
    for session in (1, 2, 3):
        while (table.live.session, table.view.phase) != (session, "floor"):
            table.take("done")
        while table.asked is not None:
            asked = table.asked
            table.take("hint move")
            told = dict(
                next(part for part in table.notes.hints[-1].text.parts() if isinstance(part, Said)).values
            )
            options = [(issue, option) for issue in table.view.issues for option in issue.options]
            (place,) = [(i, o) for i, o in options if (i.key, o.key) == asked]
            assert told["option"] == quoted(*place)
            table.take("")
