"""Seats in readable form: what each delegation wants, how much it cares, where it cannot go, and who says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from simulation.cli.terminal import Page
from simulation.errors import UnknownComponentError
from simulation.protocols import defaults_of
from simulation.scenario import (
    Bloc,
    Delegation,
    Forum,
    Issue,
    Mandate,
    Normal,
    Number,
    Rights,
    Scenario,
    Triangular,
    Uniform,
    resolve_forum,
)
from simulation.state import (
    SPREAD,
    Defaults,
    bloc_with_line,
    centre,
    has_say,
    mandate_on,
    red_line_ends,
    salience_on,
)
from simulation.strategies import STRATEGIES
from simulation.words import Said, alternatives, apart, called, chained, decimal, listed, meant, pole, say

__all__ = ["blocs_of", "figure", "find_seat", "may", "print_positions", "print_seat"]

RIGHTS: Final = ("speak", "propose", "object", "vote", "persuade")
"""In the order shown. Whoever decides is instructed, so a right to persuade is of no use to it."""
WIDEST_HEAD: Final = 6
"""A table with a longer key of an issue has numbers for heads."""
PUBLIC: Final = ("position", "coded")
"""What everybody may know of a mandate."""
_BLOC: Final = "b"
_NONE: Final = "–"
"""Marks in the table of positions: the line of its bloc, no interest."""


def find_seat(case: Scenario, wanted: str) -> Delegation:
    """Return the delegation with this key, name or short name, in capitals or not.

    Raises:
        UnknownComponentError: if there is none.
    """
    seats: dict[str, Delegation] = {}
    for seat in case.delegations:
        seats |= {name.casefold(): seat for name in (seat.name, seat.short) if name}
    seats |= {seat.key.casefold(): seat for seat in case.delegations}
    found = seats.get(wanted.casefold())
    if found is None:
        keys = sorted(seat.key for seat in case.delegations)
        told = say("card.no_delegation", name=repr(wanted), near=meant(wanted, keys), valid=listed(keys))
        raise UnknownComponentError(kind="delegation", key=wanted, valid=keys, told=told)
    return found


def may(rights: Rights) -> list[str]:
    """Return what a seat may do, in words."""
    decides = rights.object or rights.vote
    given = [right for right in RIGHTS if getattr(rights, right)]
    told = [right for right in given if not (decides and right == "persuade")] or ["listen"]
    return [say("card.listen") if right == "listen" else say(f"lever.right.{right}") for right in told]


def blocs_of(case: Scenario, delegation: Delegation) -> list[Bloc]:
    """Return the blocs of a delegation, in the order of the case."""
    return [bloc for bloc in case.blocs if bloc.key in delegation.blocs or delegation.key in bloc.members]


def figure(number: Number) -> str:
    """Return a number with what is uncertain about it."""
    match number:
        case Normal(mean=mean, sd=sd):
            return say("card.figure.spread", mean=decimal(mean), sd=decimal(sd))
        case Uniform(low=low, high=high):
            return _range(low, high)
        case Triangular(low=low, mode=mode, high=high):
            return say("play.place", place=decimal(mode), worth=_range(low, high))
        case _:
            return decimal(number)


def _range(low: float, high: float) -> str:
    return say("card.figure.range", low=decimal(low), high=decimal(high))


def print_seat(
    page: Page, case: Scenario, delegation: Delegation, *, confidential: bool, changed: Sequence[str] = ()
) -> None:
    """Print the card of a seat.

    Where a seat has confidential instructions, these and all that belongs to them (what it cares about, its limits,
    its fallbacks) are printed only if asked.

    Args:
        page: To print on.
        case: The case.
        delegation: Whose card it is.
        confidential: With what only the seat may know.
        changed: Paths of numbers that were changed after the briefs were written.
    """
    tells_all = confidential or not delegation.brief.confidential
    page.title(say("card.title", key=delegation.key, name=delegation.name))
    nature = say(f"card.nature.{case.nature}")
    page.note(say("card.case", title=case.title, key=case.key, nature=nature))
    page.heading(say("term.seat"))
    page.columns(list(_about(case, resolve_forum(case), delegation, tells_all=tells_all)))
    if delegation.brief.public:
        page.heading(say("papers.brief"))
        page.paragraphs(delegation.brief.public, indent=2)
    if confidential:
        page.heading(say("play.brief.confidential"))
        page.paragraphs(delegation.brief.confidential or say("card.no_instructions"), indent=2)
    if changed and (delegation.brief.public or confidential):
        page.write()
        page.say(say("papers.changed", paths=listed(changed)), indent=2)
    page.heading(say("card.mandate"))
    page.note(say("card.places"), indent=2)
    defaults = defaults_of(case)
    for issue in case.issues:
        page.write()
        head = say("card.issue", key=issue.key, name=issue.name, low=pole(issue.low), high=pole(issue.high))
        page.say(head, style="bold", indent=2)
        lines = _instructions(case, delegation, issue, defaults)
        page.columns(
            [(say(f"card.{what}"), told) for what, told in lines if tells_all or what in PUBLIC], indent=4
        )
    page.write()
    page.note(say("card.exempt" if tells_all else "card.kept_back"), indent=2)
    _print_sources(page, case, delegation)


def _about(
    case: Scenario, forum: Forum, delegation: Delegation, *, tells_all: bool
) -> Iterator[tuple[str, str]]:
    what = [called("kind", delegation.kind)]
    what += [called("papers.standing", delegation.standing)] if delegation.standing else []
    yield say("play.brief.is"), listed(what)
    rights = listed(may(forum.rights_of(delegation)))
    yield say("card.may"), rights if has_say(forum, delegation) else say("card.watches", rights=rights)
    if blocs := blocs_of(case, delegation):
        told = (say("play.place", place=bloc.name, worth=bloc.key) for bloc in blocs)
        yield say("show.blocs.heading"), apart(told)
    yield say("play.seen.voice"), say("play.seen.of_one", value=figure(delegation.capability))
    if tells_all:
        yield from _ways(delegation)
    yield say("card.known"), _evidence(delegation)


def _ways(delegation: Delegation) -> Iterator[tuple[str, str]]:
    """Yield how a delegation negotiates and why it is taken to do so."""
    choice = delegation.strategy
    info = STRATEGIES.get(choice.key if choice else "linear").info
    extra = "".join(
        f" {name} {value}." for name, value in (choice.model_extra or {} if choice else {}).items()
    )
    label = Said.begun(Said.called("strategy", info.key, info.label))
    summary = called("list.strategy.summary", info.key, info.summary)
    way = say("card.strategy.line", label=label, key=info.key, summary=summary, parameters=extra)
    yield say("lever.strategy"), way
    if delegation.stance:
        yield say("card.stance"), say(f"card.stance.{delegation.stance}")
    if delegation.reservation is not None:
        yield say("play.no_document"), say("card.no_document", worth=figure(delegation.reservation))
    if delegation.rationale:
        yield say("card.rationale"), delegation.rationale


def _instructions(
    case: Scenario, delegation: Delegation, issue: Issue, defaults: Defaults
) -> Iterator[tuple[str, str]]:
    """Yield what a delegation is to seek on an issue and how far it may go."""
    own = issue.key in delegation.mandate
    bloc = None if own else bloc_with_line(case, delegation, issue)
    if not own and bloc is None:
        yield "position", say("card.no_interest")
        return
    mandate = mandate_on(case, delegation, issue)
    flexibility = delegation.flexibility if mandate.flexibility is None else mandate.flexibility
    labels = {option.key: say("list.quoted", text=option.label) for option in issue.options}
    point = centre(mandate.position)
    nearest = min(issue.written, key=lambda option: abs(option.position - point))
    yield (
        "position",
        say(
            "card.nearest",
            position=_drawn(mandate, delegation),
            place=decimal(nearest.position),
            label=labels[nearest.key],
        ),
    )
    yield "salience", _salience_of(delegation, mandate)
    yield "red_line", _red_line(delegation, mandate, labels, defaults)
    if delegation.key in issue.sponsors and mandate.acceptable is None:
        yield "sponsor", say("card.sponsor.line")
    if mandate.fallbacks not in ((), (nearest.key,)):
        yield "fallbacks", chained("card.then", (labels[key] for key in mandate.fallbacks))
    yield "flexibility", say("card.flexibility.line", share=figure(flexibility))
    if mandate.reason:
        yield "reason", mandate.reason
    known = _evidence(mandate, delegation)
    yield "coded", say("card.coded.bloc", evidence=known, bloc=bloc.name) if bloc else known


def _salience_of(delegation: Delegation, mandate: Mandate) -> str:
    """Return how much a delegation cares about an issue, and on what that rests if the case says so."""
    salience = figure(salience_on(delegation, mandate))
    if not mandate.salience_basis and not mandate.salience_source:
        return salience
    known = _said(mandate.salience_basis, mandate.salience_source, mandate.salience_confidence)
    return say("play.place", place=salience, worth=known)


def _drawn(mandate: Mandate, delegation: Delegation) -> str:
    """Return a position with the spread that its confidence stands for."""
    word = mandate.confidence or delegation.confidence
    position = mandate.position
    return figure(
        Normal(mean=position, sd=SPREAD[word]) if word and isinstance(position, int | float) else position
    )


def _red_line(delegation: Delegation, mandate: Mandate, labels: Mapping[str, str], defaults: Defaults) -> str:
    if mandate.acceptable is not None:
        return say("card.acceptable", options=alternatives(labels[key] for key in mandate.acceptable))
    if mandate.red_line is None and not defaults.assume_red_lines:
        return say("card.limit.none")
    low, high = red_line_ends(delegation, mandate, defaults)
    stays = _range(low, high)
    match mandate.red_line:
        case (_, _):
            return say("card.limit.given", range=stays)
        case None:
            half = defaults.half_width(centre(salience_on(delegation, mandate)))
            base, slope = defaults.red_line_base, defaults.red_line_slope
            return say(
                "card.limit.assumed",
                range=stays,
                base=decimal(base, "g"),
                slope=decimal(slope, "g"),
                half=decimal(half),
            )
        case given:
            return say("card.limit.half", range=stays, half=figure(given))


def _evidence(*parts: Mandate | Delegation) -> str:
    """Return on what it rests, from the first of the parts that says so."""
    said = [
        next((word for part in parts if (word := getattr(part, name))), None)
        for name in ("basis", "source", "confidence")
    ]
    return _said(*said)


def _said(basis: str | None, source: str | None, confidence: str | None) -> str:
    return say(
        "card.evidence",
        basis=say(f"card.basis.{basis or 'none'}"),
        source=source or say("card.source.none"),
        confidence=say(f"card.confidence.{confidence or 'none'}"),
    )


def _print_sources(page: Page, case: Scenario, delegation: Delegation) -> None:
    mandates = [mandate_on(case, delegation, issue) for issue in case.issues]
    given = [delegation.source, *(one.source for one in mandates), *(one.salience_source for one in mandates)]
    named = {key.strip() for source in given for key in re.split("[,;]", source or "")}
    rows = [(key, text) for key, text in case.sources.items() if key in named]
    if rows:
        page.heading(say("term.sources"))
        page.columns(rows)


def print_positions(page: Page, case: Scenario) -> None:
    """Print where every delegation opens on every issue, in as many tables as the width asks for.

    How much each cares stands beside it, unless that belongs to confidential instructions.
    """
    keys = [issue.key for issue in case.issues]
    short = max(map(len, keys)) <= WIDEST_HEAD
    heads = keys if short else [str(number) for number in range(1, len(keys) + 1)]
    cells = [[_cell(case, seat, issue) for issue in case.issues] for seat in case.delegations]
    is_public = not any(seat.brief.confidential for seat in case.delegations)
    page.heading(say("card.positions"))
    page.note(" ".join(_signs(cells, cares=is_public)), indent=2)
    if not short:
        legend = listed(f"{head} {key}" for head, key in zip(heads, keys, strict=True))
        page.note(say("card.positions.issues", issues=legend), indent=2)
    lead = [[seat.key, *([_salience(case, seat)] if is_public else [])] for seat in case.delegations]
    lead = [["", say("card.salience")] if is_public else [""], *lead]
    left = [max(map(len, column)) for column in zip(*lead, strict=True)]
    width = max(len(cell) for row in (heads, *cells) for cell in row)
    many = max(1, (page.width - 4 - sum(left) - 2 * len(left) + 2) // (width + 2))
    for start in range(0, len(heads), many):
        page.write()
        for number, (first, row) in enumerate(zip(lead, [heads, *cells], strict=True)):
            line = _aligned([*first, *row[start : start + many]], [*left, *[width] * many])
            page.write(f"    {line}".rstrip(), "dim" if number == 0 else "")


def _signs(cells: Sequence[Sequence[str]], *, cares: bool) -> Iterator[str]:
    found = "".join(cell for row in cells for cell in row)
    yield say("card.positions.opens")
    if cares:
        yield say("card.positions.salience")
    if _BLOC in found:
        yield say("card.positions.bloc", mark=_BLOC)
    if _NONE in found:
        yield say("card.positions.none", mark=_NONE)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=False))


def _salience(case: Scenario, delegation: Delegation) -> str:
    """Return the salience of a delegation over the issues in which it has an interest."""
    found = [
        centre(salience_on(delegation, mandate))
        for issue in case.issues
        if _has_interest(case, delegation, issue)
        for mandate in [mandate_on(case, delegation, issue)]
    ]
    if not found:
        return _NONE
    low, high = min(found), max(found)
    return decimal(low) if low == high else _range(low, high)


def _cell(case: Scenario, delegation: Delegation, issue: Issue) -> str:
    if not _has_interest(case, delegation, issue):
        return _NONE
    mark = "" if issue.key in delegation.mandate else _BLOC
    return f"{decimal(centre(mandate_on(case, delegation, issue).position))}{mark}"


def _has_interest(case: Scenario, delegation: Delegation, issue: Issue) -> bool:
    return issue.key in delegation.mandate or bloc_with_line(case, delegation, issue) is not None
