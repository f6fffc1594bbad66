"""The words of an instance: what spoke of a thing that moved is moved with it, or made from the numbers."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal

from simulation.arrays import ATOL
from simulation.scenario.inject_schema import Inject
from simulation.scenario.instances.instance_moves import Moves, dear_to, holding, rungs_of
from simulation.scenario.instances.instance_numbers import is_red
from simulation.scenario.schema import Bloc, Brief, Delegation, Issue, Mandate, Option, Scenario
from simulation.words import apart, listed, numbered, on_one_line, own_text, say

__all__ = [
    "blocs_left",
    "holds_on",
    "listed_fallbacks",
    "names_of",
    "nearest",
    "plain_name",
    "short_of",
    "speaks_of",
    "with_words",
]

_SENTENCE: Final = re.compile(r"(?<=[.!?]) (?=[A-ZÀ-Ý'«])")
_POINTS: Final = 100
type _Side = Literal["more", "less", ""]


def with_words(case: Scenario, written: Scenario, moves: Moves, number: int) -> Scenario:
    """Return an instance, whose numbers it has already, in its own words.

    Args:
        case: With the numbers of the instance and the words of the case.
        written: The case as its author wrote it.
        moves: What moved.
        number: Of the instance.
    """
    spec = written.instances
    background = "" if spec is None else on_one_line(spec.background)
    changed = {now for now, was in moves.issue.items() if was != now}
    issues = tuple(
        issue.model_copy(update={"source": _holds(issue)}) if issue.key in changed else issue
        for issue in case.issues
    )
    told = case.model_copy(update={"issues": issues})
    holds = [
        say("instance.holds", issue=issue.name, option=option.label)
        for issue in issues
        if (option := holds_on(issue)) is not None
    ]
    return told.model_copy(
        update={
            "title": say("instance.title", title=case.title, n=number),
            "summary": say("instance.summary", background=background, n=number),
            "notes": say("instance.notes", n=number, case=case.key, holds=apart(holds)),
            "trainer_notes": "",
            "injects": tuple(_injects(written, moves)),
            "blocs": tuple(_bloc(bloc, told) for bloc in told.blocs),
            "delegations": tuple(_seats(told, written, moves)),
        }
    )


def holds_on(issue: Issue) -> Option | None:
    """Return the wording that says what holds without a text: of the ladder, or what strikes the clause; None: none."""
    place = holding(issue)
    if place >= 0:
        return rungs_of(issue)[place]
    return next((option for option in issue.written if option.kind == "delete"), None)


def _holds(issue: Issue) -> str:
    held = holds_on(issue)
    return say("instance.source.open") if held is None else say("instance.source", option=held.label)


def nearest(issue: Issue, position: float) -> Option:
    """Return the wording of the ladder that is nearest to a place."""
    return min(rungs_of(issue), key=lambda option: abs(option.position - position))


def plain_name(seat: Delegation) -> str:
    """Return the name of a seat without what its author says of it in brackets, which its mandate no longer bears out.

    That a seat is a company or an academy stays so.
    """
    return re.sub(r"\s*\(.*\)$", "", seat.name) if seat.kind == "government" else seat.name


def short_of(seat: Delegation) -> str:
    """Return what a seat is called in a sentence."""
    return seat.short or plain_name(seat)


def _injects(written: Scenario, moves: Moves) -> Iterator[Inject]:
    """Yield what is prepared and still true: it is for no seat that moved, and speaks of none and no such clause."""
    names = names_of(written, moves.seat)
    moved = {key for now, was in moves.issue.items() if was != now for key in (now, was)}
    clauses = [own_text(issue.name) for issue in written.issues if issue.key in moved]
    clauses += [
        f"{own_text(section.heading)} {clause.label}".strip()
        for section in written.document.sections
        for clause in section.clauses
        if clause.issue in moved
    ]
    for one in written.injects:
        said = f"{own_text(one.what)} {own_text(one.why)}"
        if one.to not in moves.seat and not speaks_of(said, (*map(own_text, names), *clauses)):
            yield one


def names_of(case: Scenario, keys: Collection[str]) -> tuple[str, ...]:
    """Return by what names seats are spoken of."""
    return tuple(short_of(seat) for seat in case.delegations if seat.key in keys)


def speaks_of(text: str, names: Collection[str]) -> bool:
    """Return whether a text names somebody."""
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _bloc(bloc: Bloc, case: Scenario) -> Bloc:
    names = [issue.name for issue in case.issues if issue.key in bloc.line]
    return bloc.model_copy(update={"rationale": say("instance.bloc", issues=listed(names)) if names else ""})


def _seats(case: Scenario, written: Scenario, moves: Moves) -> Iterator[Delegation]:
    """Yield the seats in their words."""
    names = names_of(written, moves.seat)
    reasons = _reasons(case, written)
    for seat in case.delegations:
        if seat.key not in moves.seat:
            told = _without(seat.brief.confidential, names)
            yield seat.model_copy(update={"brief": seat.brief.model_copy(update={"confidential": told})})
            continue
        issue = _issue(case, dear_to(seat))
        mandate = {
            key: own.model_copy(update={"reason": reasons.get((seat.key, key), "")})
            for key, own in seat.mandate.items()
        }
        called = seat.model_copy(update={"name": plain_name(seat), "mandate": mandate})
        yield called.model_copy(
            update={
                "rationale": say("instance.rationale", issue=issue.name),
                "brief": Brief(
                    public=_public(called, issue),
                    confidential=" ".join(_confidential(case, called, issue)),
                ),
            }
        )


def _issue(case: Scenario, key: str) -> Issue:
    return next(issue for issue in case.issues if issue.key == key)


def _without(text: str, names: Collection[str]) -> str:
    """Return instructions without the sentences that name somebody whose mandate has moved."""
    kept = [one for one in _SENTENCE.split(on_one_line(text)) if not speaks_of(one, names)]
    return " ".join(kept)


def _reasons(case: Scenario, written: Scenario) -> dict[tuple[str, str], str]:
    """Return why seats want what they want, by seat and issue: what a seat said itself, if it still leans to that side.

    A reason speaks for whoever gives it ("our members", "our country"), so nobody else gives it; nothing stands in its
    place.
    """
    before = {seat.key: seat for seat in written.delegations}
    return {
        (seat.key, issue.key): old.reason
        for seat in case.delegations
        for issue in case.issues
        if (own := seat.mandate.get(issue.key)) is not None
        and (old := before[seat.key].mandate.get(issue.key)) is not None
        and old.reason
        and _side(_issue(written, issue.key), old) == _side(issue, own)
    }


def _side(issue: Issue, own: Mandate) -> _Side:
    """Return which end of an issue a mandate leans to: the one away from what it rules out, or from what holds."""
    red = [option.position for option in rungs_of(issue) if is_red(own, issue, option)]
    middle = sum(option.position for option in rungs_of(issue)) / len(rungs_of(issue))
    position = own.position if isinstance(own.position, float) else middle
    if red and abs(sum(red) / len(red) - middle) > ATOL:
        return "more" if sum(red) / len(red) < middle else "less"
    return "" if abs(position - middle) <= ATOL else "more" if position > middle else "less"


def _public(seat: Delegation, issue: Issue) -> str:
    option = nearest(issue, _position(seat, issue))
    return say("instance.public", short=short_of(seat), issue=issue.name, option=option.label)


def _position(seat: Delegation, issue: Issue) -> float:
    value = seat.mandate[issue.key].position
    assert isinstance(value, float)  # noqa: S101 - the check of instances lets nothing else move
    return value


def _confidential(case: Scenario, seat: Delegation, issue: Issue) -> Iterator[str]:
    """Yield the instructions of a seat, sentence by sentence, as they follow from its numbers."""
    own, option = seat.mandate[issue.key], nearest(issue, _position(seat, issue))
    weights = {key: one.salience for key, one in seat.mandate.items() if isinstance(one.salience, float)}
    most = weights[issue.key] > sum(weights.values()) - weights[issue.key] + ATOL
    yield say("instance.interest.most" if most else "instance.interest.more", issue=issue.name)
    yield say("instance.preferred", option=option.label)
    yield say("instance.latitude")
    yield _red_lines(case, seat)
    yield _fallbacks(case, seat, issue, option)
    held = holds_on(issue)
    if held is not None and held != option and not is_red(own, issue, held):
        yield say("instance.holds.nothing", option=held.label)
    cost = -seat.reservation if isinstance(seat.reservation, float) else 0.0
    free = cost <= ATOL
    yield say("instance.no_deal.free") if free else say("instance.no_deal", points=round(_POINTS * cost))
    call = "" if case.instances is None else on_one_line(case.instances.calls.get(seat.key, ""))
    is_its_own = call and next(blocs_left(case, seat, call), None) is None
    yield say("instance.call", call=call) if is_its_own else say("instance.call.home")


def blocs_left(case: Scenario, seat: Delegation, text: str) -> Iterator[Bloc]:
    """Yield the blocs that a text names, if only by a word of their name, and to which a seat does not belong."""
    for bloc in case.blocs:
        words = [word for word in re.findall(r"\w+", bloc.name) if word[:1].isupper()]
        belongs = bloc.key in seat.blocs or seat.key in bloc.members
        if not belongs and speaks_of(text, words):
            yield bloc


def _red_lines(case: Scenario, seat: Delegation) -> str:
    red = [
        say("instance.option.on", option=option.label, issue=issue.name)
        for issue in case.issues
        if issue.key in seat.mandate
        for option in issue.written
        if is_red(seat.mandate[issue.key], issue, option)
    ]
    return numbered("instance.red", len(red), options=apart(red)) if red else say("instance.red.none")


def _fallbacks(case: Scenario, seat: Delegation, dear: Issue, wanted: Option) -> str:
    """Tell on what a seat may fall back, first on the clause that is dear to it: its lists, as its table has them."""
    lists = [
        say("instance.fallbacks.on", issue=issue.name, options=_then(listed_fallbacks(seat, issue)))
        for issue in sorted(case.issues, key=lambda one: one.key != dear.key)
        if listed_fallbacks(seat, issue)
    ]
    if listed_fallbacks(seat, dear):
        return say("instance.fallbacks.lists", lists=apart(lists))
    between = _between(dear, seat.mandate[dear.key], wanted)
    if not between:
        told = say("instance.fallbacks.none", issue=dear.name)
    else:
        told = say("instance.fallbacks.on", issue=dear.name, options=_then(between))
    if lists:
        return say("instance.fallbacks.lists", lists=apart([told, *lists]))
    return say("instance.fallbacks", first=told)


def _then(options: Sequence[Option]) -> str:
    return say("instance.then").join(say("instance.option", option=option.label) for option in options)


def listed_fallbacks(seat: Delegation, issue: Issue) -> list[Option]:
    """Return the list of fallbacks of a seat on an issue; one that names only what it wants most anyway is none."""
    own = seat.mandate.get(issue.key)
    if own is None or not isinstance(own.position, float):
        return []
    options, wanted = {option.key: option for option in issue.options}, nearest(issue, own.position).key
    return [] if own.fallbacks == (wanted,) else [options[key] for key in own.fallbacks]


def _between(issue: Issue, own: Mandate, wanted: Option) -> list[Option]:
    """Return the wordings between what is wanted and what holds, that it may sign and that bring it something."""
    held = holds_on(issue)
    at = wanted.position if held is None else held.position
    low, high = sorted((wanted.position, at))
    between = [
        option
        for option in rungs_of(issue)
        if low + ATOL < option.position < high - ATOL and not is_red(own, issue, option)
    ]
    return sorted(between, key=lambda option: abs(option.position - wanted.position))
