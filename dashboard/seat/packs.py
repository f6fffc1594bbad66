"""The trainer's pack of a case, of which a seat may see what is meant for seats, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from dashboard.library import cases
from simulation.errors import ScenarioError
from simulation.scenario import CoachQuestion, Pack, load_pack, shipped_scenarios
from simulation.words import told_in

__all__ = ["ForSeats", "for_seats"]

_ASKED: Final = ("facts", "closing")
"""Steps of the debriefing that one thinks through by oneself; the principle is asked for besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForSeats:
    """What of a pack is for whoever takes a seat; all of it is empty where a case has none."""

    history: str = ""
    """How the text came to where it is."""
    calendar: tuple[tuple[int, str], ...] = ()
    """What sessions are for, by their number, counted from 1."""
    seats: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Suggested seats with the reason why, by how hard they are: easy, medium, hard."""
    coach: tuple[CoachQuestion, ...] = ()
    """Questions of the coach."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """Questions of the debriefing, by key: the first of each step in `_ASKED`."""


def _questions(pack: Pack) -> dict[str, str]:
    """Return what a person alone is asked; the others are for a room of people."""
    firsts = dict[str, tuple[int, str]]()
    for number, one in enumerate(pack.debrief_questions, start=1):
        firsts.setdefault(one.step, (number, one.question))
    return {f"{firsts[step][0]}.{step}": firsts[step][1] for step in _ASKED}


@cache
def for_seats(case: str, language: str) -> ForSeats:
    """Return what a seat may see of the pack of a case or an instance, in a language; only what ships has one here.

    Args:
        case: Key of the case or the instance.
        language: Of the texts, where the pack has them in it.
    """
    key, _ = cases.parted(case)
    if key not in shipped_scenarios():
        return ForSeats()
    try:
        with told_in(language):
            pack = load_pack(key, scenario=cases.scenario_of(case, {}, language))
    except ScenarioError:
        return ForSeats()
    if pack is None:
        return ForSeats()
    by_degree = pack.seats_by_difficulty
    return ForSeats(
        history=pack.history,
        calendar=tuple((entry.session, entry.what) for entry in pack.calendar),
        seats={
            degree: (advice.seat, advice.reason)
            for degree, advice in (
                ("easy", by_degree.easy),
                ("medium", by_degree.medium),
                ("hard", by_degree.hard),
            )
        },
        coach=pack.asked_by_coach,
        questions=_questions(pack),
    )
