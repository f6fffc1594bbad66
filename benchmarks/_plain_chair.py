"""The chair of the plain model: its order of work, drafting groups, its text and its package."""

import math
from typing import TYPE_CHECKING

from benchmarks._plain_delegation import TOLERANCE, PlainDelegation
from benchmarks._plain_floor import best, judge
from simulation.state.tableau import VAGUE

if TYPE_CHECKING:
    from benchmarks._plain_conference import PlainConference

__all__ = ["distaste", "draft", "issue_text", "order_of_work", "try_package"]


def order_of_work(model: "PlainConference") -> list[float]:
    """Return the place of every clause, above 0 and at most 1: the easiest first, equally easy ones at the same place.

    A clause is as easy as its best wording is, to as many as everybody can see, among those that are there at first.
    """
    ease = []
    for q in range(model.n_issues):
        written = [o for o in range(model.n_options) if model.written[q][o]]
        ease.append(max(sum(d.guess[q][o] for d in model.deciders) for o in written) / len(model.deciders))
    places = []
    for own in ease:
        easier = sum(other > own + TOLERANCE for other in ease)
        alike = sum(abs(other - own) <= TOLERANCE for other in ease)
        places.append((easier + (1 + alike) / 2) / len(ease))
    return places


def draft(model: "PlainConference") -> None:
    """Let the objectors to every stuck clause and the others write a wording between those that are there.

    They try to be precise first: general terms are for clauses that have been read several times more.
    """
    room, rules = model.room, model.rules.draft
    if not (room.tableau.scenario.drafting and "groups" in room.setting.powers):
        return
    for q in model.opened:
        objectors = [d for d in model.deciders if d.objects[q]]
        if not objectors or model.readings[q] < rules.patience:
            continue
        is_general = model.readings[q] >= rules.patience + rules.vaguer
        others = [d for d in model.deciders if not d.objects[q]]
        left = [o for o in range(model.n_options) if model.valid[q][o] and not model.written[q][o]]
        left = [o for o in left if is_general or model.kind[q][o] != VAGUE]
        liked = [(_mean(objectors, q, o) + _mean(others, q, o)) / 2 for o in range(model.n_options)]
        option = best(left, liked, model.drawn("tie")[q])
        if option >= 0:
            model.written[q][option] = True


def _mean(side: list[PlainDelegation], q: int, o: int) -> float:
    """Return how well a side can be seen to live with a wording."""
    return float(sum(d.guess[q][o] for d in side) / max(len(side), 1))


def distaste(model: "PlainConference", q: int, o: int) -> float:
    """Return how far an option lies from the wish of a chair, as far as it is partial and has any power."""
    room = model.room
    ideal = float(room.tableau.chair_ideal[0, q])
    away = 0.0 if math.isnan(ideal) else abs(float(room.setting.ladder.position[q, o]) - ideal)
    partial = 1.0 - room.tableau.scenario.chair.impartiality if room.setting.powers else 0.0
    return partial * away


def issue_text(model: "PlainConference", floor: dict[int, list[int]]) -> bool:
    """Put the chair's text on the table of clauses that are stuck; return whether there is one."""
    rules = model.rules.chair_text
    if "text" not in model.room.setting.powers:
        return False
    issued = False
    for q in (q for q in model.still_open() if model.called[q]):
        if not model.last and model.waited[q] < rules.patience:
            continue
        worth = [_accepted(model, q, o) - rules.lean * model.taste[q][o] for o in range(model.n_options)]
        price = [model.rules.values.edit_price * model.edits(q, o) for o in range(model.n_options)]
        kept = [float(o == model.table[q]) for o in range(model.n_options)]
        among = [o for o in range(model.n_options) if model.admissible(q, o)]
        support = [w - p for w, p in zip(worth, price, strict=True)]
        text = best(among, support, kept, model.drawn("tie")[q])
        if rules.must_gain and worth[text] <= worth[model.table[q]] + TOLERANCE:
            continue
        issued, model.table[q] = True, text
        if q in floor and text not in floor[q]:
            floor[q].append(text)
    return issued


def _accepted(model: "PlainConference", q: int, o: int) -> float:
    """Return the share of decision-holders that the chair believes could accept a wording."""
    total = 0.0
    for d in model.deciders:
        near = d.near[q][o]
        total += near + model.chair_unknown[d.row] * (d.guess[q][o] - near)
    return total / len(model.deciders)


def try_package(model: "PlainConference", closed: list[int]) -> None:
    """Let the chair put one package over all open clauses, beside what has closed in this very session."""
    still = model.still_open()
    option = {q: model.table[q] for q in [*still, *closed]}
    for _ in range(2):
        before = dict(option)
        for q in still:
            option[q] = _better(model, option, still, q)
        if before == option:
            break
    stand = judge(model, *_whole(model, option, still), protected=True)
    if not stand.objectors:
        for q in still:
            model.close(q, option[q], stand)


def _better(model: "PlainConference", option: dict[int, int], still: list[int], q: int) -> int:
    """Return the wording of one clause with which the chair thinks most of the whole."""
    tie, now = model.drawn("tie")[q], option[q]
    among = [o for o in range(model.n_options) if o == now or model.admissible(q, o)]
    liked = {o: _liked(model, {**option, q: o}, still) for o in among}
    top = max(among, key=lambda o: liked[o] + tie[o])
    return top if liked[top] > liked[now] + TOLERANCE else now


def _whole(
    model: "PlainConference", option: dict[int, int], still: list[int]
) -> tuple[list[float], list[bool]]:
    """Return margins and red lines of a package for everybody."""
    margins = [
        d.credit + sum(d.gain[q][o] - d.asked[q][o] for q, o in option.items()) for d in model.everyone
    ]
    return margins, [any(d.red[q][option[q]] for q in still) for d in model.everyone]


def _liked(model: "PlainConference", option: dict[int, int], still: list[int]) -> float:
    """Return what the chair thinks of a package: who would not object, less its taste a clause and its edits."""
    rules = model.rules
    taste = rules.chair_text.lean * sum(model.taste[q][option[q]] for q in still) / len(still)
    edited = rules.values.edit_price * sum(model.edits(q, option[q]) for q in still)
    return _expected(model, option, still) - taste - edited


def _expected(model: "PlainConference", option: dict[int, int], still: list[int]) -> float:
    """Return the share of decision-holders that the chair expects not to object to a package."""
    objectors = judge(model, *_whole(model, option, still), protected=True).objectors
    total = 0.0
    for d in model.deciders:
        said = 0.0 if d in objectors else 1.0
        guessed = sum(d.guess[q][option[q]] for q in still) / len(still)
        total += said + model.chair_unknown[d.row] * (guessed - said)
    return total / len(model.deciders)
