"""The coach gives nothing up for words that divide, or for less than lies within reach."""

from dataclasses import replace

import pytest

from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.public import PublicMove
from simulation.training.advice import better_in_reach
from simulation.training.advisers import _bridge, _join, _text
from simulation.training.answering import on_floor
from simulation.training.coach import fitting


def two_wordings(gains: tuple[float, float], holders: tuple[str, ...]) -> SeatView:
    """Return what ALT sees of one clause in brackets: it stands for a dialogue, and others for a report."""
    view = view_of(LiveNegotiation("first_hour", seed=1, seats=("ALT",)), "ALT")
    issue = next(one for one in view.issues if one.key == "mechanism")
    others = tuple(replace(other, told=None) for other in view.others)
    table = next(option.key for option in issue.options if option.on_table)
    worth = dict(zip(("host_dialogue", "report_views"), gains, strict=True))
    held = {"host_dialogue": ("ALT",), "report_views": holders}
    options = tuple(
        replace(
            option,
            gain=worth.get(option.key, -1.0),
            holders=held.get(option.key, ()),
            is_red=option.key == table,
            kind="text",
        )
        for option in issue.options
    )
    clause = replace(issue, options=options, brackets=("TAM",), on_agenda=True, readings=2)
    return replace(view, issues=(clause,), others=others, session=view.sessions, heard=((),))


@pytest.mark.parametrize(
    ("gains", "holders", "words"),
    [
        ((1.0, 1.0), ("SAB",), []),  # as much for itself, and nobody more could live with it
        ((1.0, 0.5), ("SAB", "LUM"), []),  # less for itself, and half of the others could not
        ((1.0, 0.5), ("SAB", "LUM", "NOR"), ["report_views"]),  # less, but it carries
        ((0.5, 1.0), ("SAB",), ["report_views"]),  # more for itself
    ],
)
def test_the_coach_puts_words_worth_less_than_its_own_only_where_most_others_could_live_with_them(
    gains: tuple[float, float], holders: tuple[str, ...], words: list[str]
) -> None:
    view = two_wordings(gains, holders)
    assert [advice.move.option for advice in _bridge(view) if advice.move is not None] == words


def in_reach(holders: tuple[str, ...], *, stands: bool = False, on_floor: bool = False) -> SeatView:
    """Return what ALT sees: it alone keeps a text worth nothing in brackets; others stand for a better one."""
    view = two_wordings((0.0, 0.4), (*holders, "ALT") if stands else holders)
    (issue,) = view.issues
    options = tuple(
        replace(
            option,
            gain=0.0 if option.on_table else 0.4 if option.key == "report_views" else -1.0,
            is_red=False,
            holders=option.holders if option.key == "report_views" else (),
            on_floor=on_floor,
        )
        for option in issue.options
    )
    clause = replace(issue, options=options, brackets=("ALT",), salience=2.0)
    request = view.request
    assert request is not None
    asked = tuple((issue.key, option.key) for option in options if option.on_table or option.holders)
    return replace(view, issues=(clause,), request=replace(request, asked=asked))


EVERYBODY = ("TAM", "NOR", "LUM", "SAB")


@pytest.mark.parametrize(
    ("holders", "advised"),
    [
        (EVERYBODY, ("better", "join_coalition")),
        (EVERYBODY[1:], ("better", "join_coalition")),  # all but one
        (EVERYBODY[2:], ("own_bracket", "lift_brackets")),  # half of them: nothing better is within reach
    ],
)
def test_the_coach_gives_up_no_bracket_where_better_words_are_within_reach(
    holders: tuple[str, ...], advised: tuple[str, str]
) -> None:
    (advice,) = _text(in_reach(holders))
    assert advice.move is not None
    assert (advice.key, advice.move.move) == advised
    assert advice.key == "own_bracket" or advice.move.option == "report_views"
    assert [one.key for one in _text(in_reach(EVERYBODY, stands=True))] == []


def test_the_coach_supports_better_words_that_all_accept_though_nobody_stands_for_them() -> None:
    view = in_reach(EVERYBODY)
    (issue,) = view.issues
    options = tuple(replace(option, holders=()) for option in issue.options)
    said = tuple(
        PublicMove(session=1, delegation=key, move="can_live_with", issue=issue.key, option="report_views")
        for key in EVERYBODY
    )
    (advice,) = _text(replace(view, issues=(replace(issue, options=options),), heard=(said,)))
    assert advice.key == "better_say"
    assert advice.move == SeatMove(seat="ALT", move="support", issue=issue.key, option="report_views")


def test_on_the_floor_the_coach_holds_the_lesser_text_only_where_all_could_live_with_the_better() -> None:
    for holders, key in ((EVERYBODY, "floor_better"), (EVERYBODY[1:], "floor_enough")):
        lesser, better = on_floor(in_reach(holders, on_floor=True))
        assert (lesser.key, better.key) == (key, "floor_best")
        assert better.move is not None
        assert better.move.move == "support"


def test_the_first_hint_of_the_last_session_gives_no_points_away() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("TAM",))
    while (view := view_of(live, "TAM")).session < view.sessions or view.phase != "talks":
        for advice in fitting(view):
            if advice.move is not None:
                live.submit(advice.move)
        if view_of(live, "TAM").request is not None:
            live.submit(SeatMove(seat="TAM", move="done"))
        live.advance()
    advised = list(fitting(view))
    assert advised[0].move is not None
    assert (advised[0].move.move, advised[0].move.option) == ("join_coalition", "continue_into_operation")
    assert not any(advice.key == "own_bracket" for advice in advised)


def test_the_coach_leaves_no_company_for_another_wording_worth_the_same() -> None:
    for gain, joined in ((1.0, []), (1.0 + 1e-12, []), (1.1, ["report_views"])):
        view = two_wordings((1.0, gain), ("SAB",))
        assert [advice.move.option for advice in _join(view) if advice.move is not None] == joined


@pytest.mark.parametrize(
    ("holders", "gain", "keys"),
    [
        (("SAB", "LUM"), 0.5, ["join_others"]),
        (("SAB",), 0.5, []),  # one is no company
        (("SAB", "LUM"), -0.1, []),  # nothing is gained by it
        (("SAB", "LUM"), 1.1, ["join"]),  # it is worth more than its own
    ],
)
def test_the_coach_advises_who_stands_alone_to_join_others_for_a_wording_by_which_it_gains(
    holders: tuple[str, ...], gain: float, keys: list[str]
) -> None:
    view = two_wordings((1.0, gain), holders)
    (clause,) = view.issues
    advised = list(_join(replace(view, issues=(replace(clause, salience=1.2),))))
    assert [advice.key for advice in advised] == keys
    assert all(advice.move is not None and advice.move.option == "report_views" for advice in advised)


@pytest.mark.parametrize(("gain", "found"), [(0.0, None), (-0.2, None), (0.4, "report_views")])
def test_what_is_worth_no_more_than_the_text_on_the_table_is_nothing_better(
    gain: float, found: str | None
) -> None:
    (issue,) = in_reach(EVERYBODY).issues
    options = tuple(
        replace(option, gain=gain) if option.key == "report_views" else option for option in issue.options
    )
    clause = replace(issue, options=options, salience=0.5)  # a little less is enough where little is at stake
    view = replace(in_reach(EVERYBODY), issues=(clause,))
    better = better_in_reach(view, clause)
    assert (None if better is None else better.key) == found
