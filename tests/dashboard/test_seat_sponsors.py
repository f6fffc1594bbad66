"""A seat that tabled a draft reads on its card, and by the deletion, that it does not agree to strike it."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from tests.spoken_for import BY_LANGUAGE


def card(language: str, seat: str) -> None:
    import streamlit as st

    from dashboard.frame.session_state import memory, words
    from dashboard.seat import clauses_told, seat_card
    from dashboard.seat.headline_told import Teller
    from dashboard.seat.public_sheet import sheet_of
    from simulation.live import LiveNegotiation, view_of
    from tests.live.test_a_sponsor_is_told import tabled

    memory().language = language
    live = LiveNegotiation(tabled(), seats=(seat,))
    view = view_of(live, seat)
    tell = Teller(view, sheet_of(live.case), words())
    seat_card.show(view, tell)
    issue = view.issues[0]
    for option in issue.options:
        st.text(
            f"{clauses_told.against(tell, issue, option, '')} / {clauses_told.against(tell, issue, option, 'support')}"
        )


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_card_and_the_warning_say_that_it_tabled_the_draft(language: str) -> None:
    say = words_in(language).say
    told = say("seat.card.red.sponsor", issue="q0")
    warned = f"{say('seat.warn.sponsor')} / {say('seat.warn.sponsor.said')}"
    for seat, is_told in (("d0", True), ("d1", False)):
        app = AppTest.from_function(card, args=(language, seat), default_timeout=180).run()
        assert not app.exception
        page = "".join(part.proto.body for part in app.get("html"))
        assert (told in page, warned in [part.value for part in app.text]) == (is_told, is_told)
