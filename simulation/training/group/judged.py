"""What the result of a group is worth to every seat, whether it holds, and what was left on the table."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulation.arrays import ATOL, BoolArray, IntArray
from simulation.scenario.forums import resolve_forum
from simulation.scenario.group_files import options_of
from simulation.scenario.group_schema import STANDS, GroupResult
from simulation.scenario.schema import Scenario
from simulation.training.group.adopted import Assumed, Stand, adoption
from simulation.training.group.better import Ground, Instead, better_than, nearest
from simulation.training.group.valued import has_text, left_of, points_of, stakes_of, text_of

__all__ = ["JudgedGroup", "Printed", "SeatResult", "Verdict", "judge_group"]

type Verdict = Literal[
    "above", "below", "red", "refused_above", "refused_below", "refused_red", "no_text", "lost"
]
"""A text above, below the worth of none, or over a red line; the same, refused; no text; a text that did not pass,
which would have been better than none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Points as they are shown: whole, those of a text the sum of the whole points of its clauses."""

    text: float | None
    got: float
    no_deal: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatResult:
    """The result of a group for one seat."""

    key: str
    decides: bool
    stand: Stand
    assumed: Assumed | None
    """How it is taken to stand where it is not named and its silence is no assent."""
    text: float | None
    """Points of the text on the table; None: there was none."""
    got: float
    """Points of the result: of the text if it passed, else of no text."""
    no_deal: float
    printed: Printed
    """The same three as they are shown; `verdict` is by these, as people can read no other."""
    red: tuple[int, ...]
    """Issues on which the text crosses its red line."""
    verdict: Verdict

    @property
    def over(self) -> float:
        """Points over no text, as they are shown."""
        return self.printed.got - self.printed.no_deal


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedGroup:
    """The result of a group."""

    name: str
    option: tuple[int, ...]
    """By issue, as it counts; -1: not in the text."""
    fell: tuple[int, ...]
    """Issues that were agreed and fell with a clause on which they hang."""
    left_open: tuple[int, ...]
    """Issues without a wording that sink the whole document, by the rule of the case; with nothing agreed, none."""
    has_text: bool
    passed: bool
    """There is a text, and it was adopted under the rule of the forum."""
    blocked_by: tuple[str, ...]
    """Seats with a say that objected, if it did not pass."""
    seats: tuple[SeatResult, ...]
    """In the order of the case."""
    adoptable: int
    """Texts that everybody who decides could adopt."""
    is_exact: bool
    """All there are were gone through; else the best of a bounded search."""
    is_adoptable: bool
    """The text itself is one of them."""
    better: int
    """Of them, those that are better than the result for some who decide, and worse for none."""
    instead: tuple[Instead, ...]
    """The best of these with fewest changes."""
    mend: Instead | None
    """The nearest that everybody who decides could adopt; None: the text is one, or there is no text, or no such."""

    @property
    def is_efficient(self) -> bool:
        """No text is better for some who decide and worse for none."""
        return not self.better


def judge_group(case: Scenario, group: GroupResult, ground: Ground | None = None) -> JudgedGroup:
    """Return the worth of the result of a group and the gains it left, in the points of the role sheets.

    Args:
        case: the case.
        group: the result, checked against it.
        ground: what is worked out of the case already.
    """
    ground = Ground.of(case) if ground is None else ground
    agreed = text_of(case, options_of(case, group))
    final = left_of(case, agreed)
    ground = ground.with_wordings_of(final)
    stands = _stands(case, group)
    is_text = bool(has_text(case, final))
    crossed = _crossed(case, final)
    stakes = stakes_of(case, final)
    took = adoption(case, stands, stakes.could(final))
    passed = is_text and took.passed
    worth = ground.stakes.worth(final) if passed else ground.stakes.no_deal
    better, instead = better_than(ground, worth, final if passed else np.full_like(final, -1))
    fits = is_text and stakes.can_adopt(final)
    assumed = took.assumed if is_text else (None,) * len(stands)
    seats = _seats(ground, final, (stands, assumed), crossed, has_text=is_text, passed=passed)
    return JudgedGroup(
        name=group.name,
        option=tuple(final.tolist()),
        fell=tuple(np.flatnonzero(final != agreed).tolist()),
        left_open=_sinking(case, final),
        has_text=is_text,
        passed=passed,
        blocked_by=tuple(
            seat.key for seat in seats if is_text and not passed and seat.decides and seat.stand == "objected"
        ),
        seats=seats,
        adoptable=len(ground.found),
        is_exact=ground.found.is_exact,
        is_adoptable=fits,
        better=better,
        instead=instead,
        mend=None if fits or not is_text else nearest(ground, final),
    )


def _seats(
    ground: Ground,
    final: IntArray,
    stands: tuple[tuple[Stand, ...], tuple[Assumed | None, ...]],
    crossed: BoolArray,
    *,
    has_text: bool,
    passed: bool,
) -> tuple[SeatResult, ...]:
    sheet, paper = ground.sheet, ground.printed
    own, shown = points_of(sheet, final), points_of(paper, final)
    got = own if passed else sheet.no_deal
    below = shown < paper.no_deal - ATOL
    return tuple(
        SeatResult(
            key=seat.key,
            decides=bool(sheet.decides[row]),
            stand=stands[0][row],
            assumed=stands[1][row],
            text=float(own[row]) if has_text else None,
            got=float(got[row]),
            no_deal=float(sheet.no_deal[row]),
            printed=Printed(
                text=float(shown[row]) if has_text else None,
                got=float((shown if passed else paper.no_deal)[row]),
                no_deal=float(paper.no_deal[row]),
            ),
            red=tuple(np.flatnonzero(crossed[row]).tolist()),
            verdict=_verdict(
                stands[0][row],
                is_red=bool(crossed[row].any()),
                is_below=bool(below[row]),
                is_text=has_text,
                passed=passed,
            ),
        )
        for row, seat in enumerate(sheet.scenario.delegations)
    )


def _stands(case: Scenario, group: GroupResult) -> tuple[Stand, ...]:
    by_seat: dict[str, Stand] = {key: stand for stand in STANDS for key in getattr(group, stand)}
    return tuple(by_seat.get(seat.key, "unsaid") for seat in case.delegations)


def _sinking(case: Scenario, final: IntArray) -> tuple[int, ...]:
    if resolve_forum(case).leftover == "drop" or not (final >= 0).any():
        return ()
    return tuple(np.flatnonzero(final < 0).tolist())


def _crossed(case: Scenario, final: IntArray) -> BoolArray:
    """Return whose red line a text crosses on which issue, `[A, I]`."""
    stakes = stakes_of(case, final)
    there = stakes.is_red[:, np.arange(len(final)), np.maximum(final, 0)]
    crossed: BoolArray = there & (final >= 0)
    return crossed


def _verdict(stand: Stand, *, is_red: bool, is_below: bool, is_text: bool, passed: bool) -> Verdict:
    if not is_text:
        return "no_text"
    if stand in ("objected", "dissociated"):
        return "refused_red" if is_red else "refused_below" if is_below else "refused_above"
    if not passed:
        return "red" if is_red else "below" if is_below else "lost"
    return "red" if is_red else "below" if is_below else "above"
