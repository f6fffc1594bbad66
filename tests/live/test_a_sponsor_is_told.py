"""Who sits for a delegation that tabled a draft is told that it does not agree to strike it, and nobody else is."""

import pytest

from simulation.cli.seat import brief_page, room_page
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.seen import OptionSeen
from simulation.scenario.schema import Scenario
from simulation.training.coach import hint
from simulation.words import told_in
from tests.small_cases import case, delegation, issue, options

LADDER = options(0.0, 1.0, delete=0.0)
SAID = "You tabled the draft on q0: you do not agree to strike it."


def tabled(**mandate: object) -> Scenario:
    """Return a case of one session in which `d0` tabled the draft of `q0`."""
    rows = [delegation(f"d{k}", 1.0, red_line=1.0) for k in range(2)]
    rows[0]["mandate"]["q0"] |= mandate
    return case(rows, issues=[issue(choices=LADDER, sponsors=["d0"])], sessions=1)


def seated(seat: str = "d0", **mandate: object) -> LiveNegotiation:
    return LiveNegotiation(tabled(**mandate), seats=(seat,), level="standard", seed=1)


def struck(view: SeatView) -> OptionSeen:
    return next(option for option in view.issues[0].options if option.kind == "delete")


def test_only_its_sponsor_sees_that_a_deletion_strikes_what_it_tabled() -> None:
    assert struck(view_of(seated("d0"), "d0")).strikes_own
    assert not struck(view_of(seated("d1"), "d1")).strikes_own
    assert not struck(view_of(seated("d0", acceptable=["o1", "delete"]), "d0")).strikes_own
    assert [option.strikes_own for option in view_of(seated("d0"), "d0").issues[0].options] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", SAID),
        (
            "fr",
            "Vous avez déposé le projet sur la question q0\N{NO-BREAK SPACE}: vous n’acceptez pas de le supprimer.",
        ),
    ],
)
def test_a_sponsor_that_strikes_its_draft_is_warned_of_that_and_of_no_red_line(
    language: str, said: str
) -> None:
    live = seated("d0")
    with told_in(language):
        (told,) = live.check(SeatMove(seat="d0", move="delete_clause", issue="q0"))
        assert str(told) == said
    live = seated("d0", acceptable=["o1"])
    assert "red line" in str(live.check(SeatMove(seat="d0", move="delete_clause", issue="q0"))[0])


def test_the_brief_and_the_list_of_wordings_say_so_on_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = []
    for seat in ("d0", "d1"):
        view = view_of(seated(seat), seat)
        brief_page.print_own(Page(), view)
        room_page.print_issue(Page(), view, view.issues[0])
        told.append(" ".join(capsys.readouterr().out.split()))
    for said in (
        "You tabled this draft: you do not agree to strike it.",
        "you tabled the draft: you do not agree",
    ):
        assert [said in text for text in told] == [True, False]
    assert not any("red line never" in text for text in told)


def test_the_coach_says_so_where_a_deletion_is_on_the_floor() -> None:
    rows = [delegation("d0", 1.0, red_line=None), delegation("d1", 0.0, red_line=None)]
    topic = issue(choices=options(0.5, 1.0, delete=0.0), status_quo=0.0, sponsors=["d0"])
    live = LiveNegotiation(case(rows, issues=[topic], sessions=1), seats=("d0",), seed=1)
    live.submit(SeatMove(seat="d0", move="done"))
    live.advance()
    view = view_of(live, "d0")
    assert view.request is not None
    assert ("q0", "delete") in view.request.asked
    given = hint(view, "move", about="floor_sponsor 1")
    assert str(given.text).endswith("you tabled this draft and do not agree to strike it.")
    assert given.move is not None
    assert given.move.move == "object_formally"
