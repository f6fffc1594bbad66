"""Where goodwill decides, it is told for whose sake; what is told is worked out again from the record."""

from functools import cache

import numpy as np
import pytest

from simulation.arrays import ATOL
from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons.moves_logged import Move
from simulation.reasons.record_log import build_log
from simulation.reasons.record_reading import Reading
from simulation.scenario.load import load_scenario
from tests.extent import at_a_desk
from tests.kept_cases import TWELVE_SEATS
from tests.told_cases import INSTRUCTED, WITH_FORMS, record

CALLED = ("wtpf13", "wtpf13_training", "unga_cyber", INSTRUCTED, WITH_FORMS)
"""Cases whose chair calls the clauses: elsewhere waiting is worth something too."""
WORTH_LESS = "twelve seats with goodwill of .4"
HELPED, HINDERED = (
    "Without that it could not have accepted this yet.",
    "Without that it could have accepted this.",
)


@cache
def _played() -> Record:
    """Return a game in which goodwill tips answers both ways."""
    return negotiate(load_scenario(TWELVE_SEATS), seed=2)


@cache
def _told() -> tuple[tuple[Move, bool], ...]:
    """Return the answers of a game to called clauses, each with whether goodwill tipped it, worked out here."""
    played = _played()
    keys = [issue.key for issue in played.scenario.issues]
    plain = _without_goodwill(played)
    found = []
    for move in build_log(played).moves:
        if move.move in ("support", "can_live_with", "keep_silent", "make_statement", "object_formally"):
            issue = keys.index(move.issue)
            option = [each.key for each in played.scenario.issues[issue].options].index(move.option)
            at = (move.session - 1, played.tableau.delegations.index(move.delegation), issue, option)
            tipped = (plain[at] >= -ATOL) != (played.own_margin[at] >= -ATOL)
            found.append((move, bool(tipped and not played.is_red[at])))
    return tuple(found)


def _without_goodwill(played: Record) -> np.ndarray:
    """Return gain and account less aspiration, `[T, A, I, O]`."""
    account = played.credit[..., None] * played.called[:, None]
    margin: np.ndarray = played.gain + (account - played.aspiration)[..., None]
    return margin


def _worth_less() -> Record:
    return negotiate(load_scenario(TWELVE_SEATS, overrides={"protocol.goodwill": "{worth: 0.4}"}), seed=11)


@pytest.mark.parametrize("case", at_a_desk([WITH_FORMS], [*CALLED, WORTH_LESS]))
def test_what_goodwill_took_off_is_worked_out_to_the_bit_of_the_margins(case: str) -> None:
    played = _worth_less() if case == WORTH_LESS else record(case)
    less = Reading(played).favours.less
    there = np.broadcast_to(played.tableau.valid, less.shape)
    np.testing.assert_allclose(
        (_without_goodwill(played) + less)[there], played.own_margin[there], atol=1e-12
    )


def test_an_answer_that_goodwill_tipped_says_so_and_no_other_does() -> None:
    tipped = {move.move for move, is_tipped in _told() if is_tipped}
    assert {"support", "object_formally"} <= tipped
    for move, is_tipped in _told():
        says = HELPED in str(move.private_reason) or HINDERED in str(move.private_reason)
        # A bloc can bring one to a wording against its own margin, and away from it.
        assert says == is_tipped or move.cause == "bloc", move


def test_who_is_repaid_has_given_more_than_the_clock_asks_and_who_waits_less() -> None:
    played = _played()
    names = Reading(played).names
    checked = 0
    for move, is_tipped in _told():
        if not is_tipped or move.cause != "goodwill":
            continue
        named = [
            row
            for row, name in enumerate(names)
            if f" {name} " in f" {move.private_reason} ".replace(",", " ")
        ]
        assert 1 <= len(named) <= 2
        sign = 1.0 if "given more than the clock asks of" in str(move.private_reason) else -1.0
        assert all(sign * played.earned[move.session - 1, row] > 0 for row in named)
        assert played.tableau.delegations.index(move.delegation) not in named
        checked += 1
    assert checked


def test_without_goodwill_nobody_is_said_to_act_for_anybodys_sake() -> None:
    played = negotiate(load_scenario(TWELVE_SEATS, overrides={"protocol.goodwill": "false"}), seed=11)
    assert not Reading(played).favours.less.any()
    assert "goodwill" not in {move.cause for move in build_log(played).moves}
