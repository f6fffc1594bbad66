"""The news of a seat tells its own tabling first, and calls support what tables the text on the table."""

from dataclasses import replace

import pytest

from dashboard.seat.sheet import sheet_of
from dashboard.seat.telling import Teller
from dashboard.words import words_in
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.live.public import PublicMove


@pytest.mark.parametrize(
    ("language", "own", "support"),
    [
        ("en", "You tabled a wording on", "supports the text on the table"),
        ("fr", "Vous avez déposé", "soutient le texte"),
    ],
)
def test_own_tabling_comes_first_and_support_is_called_so(language: str, own: str, support: str) -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    live.submit(SeatMove(seat="SAB", move="done"))
    view = view_of(live, "SAB")
    issue = view.issues[0]
    tabled = PublicMove(
        session=1, delegation="ALT", move="propose_option", issue=issue.key, option=issue.options[0].key
    )
    heard = (tabled, replace(tabled, delegation="TAM", on_table=True), replace(tabled, delegation="SAB"))
    tell = Teller(replace(view, heard=(heard,)), sheet_of(live.case), words_in(language))
    lines = tell.news()
    assert lines[0].startswith(own)
    assert [line for line in lines if support in line and "Tamarat" in line]
    assert [line for line in lines if "Altamere" in line and support not in line]
