"""What a seat is told it wants gives way, in words, to what is worth more to it by now and to what was agreed."""

from functools import cache

import pytest

from dashboard.frame.language import words_in
from dashboard.seat.card_told import Card
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.cli.seat.brief_page import print_own
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.words import told_in

SEAT = "TAM"


@cache
def seen(session: int) -> tuple[LiveNegotiation, SeatView]:
    live = LiveNegotiation("first_hour", seats=(SEAT,), seed=2)
    while live.session < session:
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return live, view_of(live, SEAT)


def wants(session: int, language: str) -> list[str]:
    live, view = seen(session)
    return Card(Teller(view, sheet_of(live.case), words_in(language))).wants


@pytest.mark.parametrize(
    ("language", "better", "agreed"),
    [
        ("en", ". By now worth more to you: Middle way: ", ". Agreed: Middle way: "),
        (
            "fr",
            ". Vaut désormais plus pour vous\u00a0: Middle way: ",
            ". Libellé convenu\u00a0: Middle way: ",
        ),
    ],
)
def test_the_card_names_the_middle_way_that_is_worth_more_and_the_wording_agreed(
    language: str, better: str, agreed: str
) -> None:
    assert not [line for line in wants(1, language) if better in line or agreed in line]
    task = next(line for line in wants(3, language) if line.startswith("Task"))
    assert better in task
    assert "(1\N{NO-BREAK SPACE}point)." in task
    start = next(line for line in wants(6, language) if line.startswith("When it begins"))
    assert agreed in start
    assert "(10\N{NO-BREAK SPACE}points)." in start


def test_the_brief_at_the_terminal_names_both_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    with told_in("en"):
        for session in (1, 3, 6):
            print_own(Page(), seen(session)[1])
            told.append(" ".join(capsys.readouterr().out.split()))
    assert "by now worth more" not in told[0]
    assert "by now worth more report_views_options_for_body: “Middle way:" in told[1]
    assert "agreed continue_into_operation: “Middle way:" in told[2]
