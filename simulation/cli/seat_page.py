"""Seats in readable form: what each delegation wants, how much it cares, where it cannot go, and who says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from simulation.cli.terminal import Page
from simulation.errors import UnknownComponentError
from simulation.protocols.registry import defaults_of
from simulation.scenario.forums import Forum, resolve_forum
from simulation.scenario.schema import (
    Bloc,
    Delegation,
    Issue,
    Mandate,
    Normal,
    Number,
    Rights,
    Scenario,
    Triangular,
    Uniform,
)
from simulation.state.compile import SPREAD
from simulation.state.instructions import bloc_with_line, centre, has_say, mandate_on, salience_on
from simulation.state.red_lines import Defaults, red_line_ends
from simulation.strategies.builtin import STRATEGIES
from simulation.words import decimal, say

__all__ = ["blocs_of", "figure", "find_seat", "may", "print_positions", "print_seat"]

RIGHTS: Final = ("speak", "propose", "object", "vote", "persuade")
"""In the order shown. Whoever decides is instructed, so a right to persuade is of no use to it."""
WIDEST_HEAD: Final = 6
"""A table with a longer key of an issue has numbers for heads."""
PUBLIC: Final = ("position", "coded")
"""What everybody may know of a mandate."""
EXEMPT: Final = (
    "Agreed language, deletion and referral are outside red lines, unless the mandate lists "
    "what is acceptable. What a drafting group writes between two neighbours of such a list is acceptable too."
)
KEPT_BACK: Final = (
    "What it cares about, its red lines, fallbacks and strategy go with its confidential instructions: add "
    "--confidential."
)


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
        raise UnknownComponentError(
            kind="delegation", key=wanted, valid=[seat.key for seat in case.delegations]
        )
    return found


def may(rights: Rights) -> list[str]:
    """Return what a seat may do, in words."""
    decides = rights.object or rights.vote
    given = [right for right in RIGHTS if getattr(rights, right)]
    return [right for right in given if not (decides and right == "persuade")] or ["listen"]


def blocs_of(case: Scenario, delegation: Delegation) -> list[Bloc]:
    """Return the blocs of a delegation, in the order of the case."""
    return [bloc for bloc in case.blocs if bloc.key in delegation.blocs or delegation.key in bloc.members]


def figure(number: Number) -> str:
    """Return a number with what is uncertain about it."""
    match number:
        case Normal(mean=mean, sd=sd):
            return f"{decimal(mean)} ± {decimal(sd)}"
        case Uniform(low=low, high=high):
            return f"{decimal(low)}–{decimal(high)}"
        case Triangular(low=low, mode=mode, high=high):
            return f"{decimal(mode)} ({decimal(low)}–{decimal(high)})"
        case _:
            return decimal(number)


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
    page.title(f"{delegation.key}: {delegation.name}")
    page.note(f"{case.title} ({case.key}, {case.nature})")
    page.heading("Seat")
    page.columns(list(_about(case, resolve_forum(case), delegation, tells_all=tells_all)))
    if delegation.brief.public:
        page.heading("Public brief")
        page.paragraphs(delegation.brief.public, indent=2)
    if confidential:
        page.heading("Confidential instructions")
        page.paragraphs(delegation.brief.confidential or "This seat has none.", indent=2)
    if changed and (delegation.brief.public or confidential):
        page.write()
        page.say(say("papers.changed", paths=", ".join(changed)), indent=2)
    page.heading("Mandate")
    page.note("Places from 0 to 1 on the axis of each issue.", indent=2)
    defaults = defaults_of(case)
    for issue in case.issues:
        page.write()
        page.say(f"{issue.key}  {issue.name} (0 = {issue.low}, 1 = {issue.high})", style="bold", indent=2)
        lines = _instructions(case, delegation, issue, defaults)
        page.columns([line for line in lines if tells_all or line[0] in PUBLIC], indent=4)
    page.write()
    page.note(EXEMPT if tells_all else KEPT_BACK, indent=2)
    _print_sources(page, case, delegation)


def _about(
    case: Scenario, forum: Forum, delegation: Delegation, *, tells_all: bool
) -> Iterator[tuple[str, str]]:
    what = [delegation.kind, delegation.standing or ""]
    yield "Is", ", ".join(word.replace("_", " ") for word in what if word)
    watches = "" if has_say(forum, delegation) else "; it watches, and its mandate moves nothing"
    yield "May", ", ".join(may(forum.rights_of(delegation))) + watches
    if blocs := blocs_of(case, delegation):
        yield "Blocs", "; ".join(f"{bloc.name} ({bloc.key})" for bloc in blocs)
    yield "Voice", f"{figure(delegation.capability)} of 1"
    if tells_all:
        yield from _ways(delegation)
    yield "Coded", _evidence(delegation)


def _ways(delegation: Delegation) -> Iterator[tuple[str, str]]:
    """Yield how a delegation negotiates and why it is taken to do so."""
    choice = delegation.strategy
    info = STRATEGIES.get(choice.key if choice else "linear").info
    extra = "".join(
        f" {name} {value}." for name, value in (choice.model_extra or {} if choice else {}).items()
    )
    yield "Strategy", f"{info.label} ({info.key}). {info.summary}{extra}"
    if delegation.stance:
        yield "Stance", delegation.stance
    if delegation.reservation is not None:
        yield "No document", f"is worth {figure(delegation.reservation)} to it, in lengths of the axis"
    if delegation.rationale:
        yield "Rationale", delegation.rationale


def _instructions(
    case: Scenario, delegation: Delegation, issue: Issue, defaults: Defaults
) -> Iterator[tuple[str, str]]:
    """Yield what a delegation is to seek on an issue and how far it may go."""
    own = issue.key in delegation.mandate
    bloc = None if own else bloc_with_line(case, delegation, issue)
    if not own and bloc is None:
        yield "position", "none: it has no interest in this issue"
        return
    mandate = mandate_on(case, delegation, issue)
    flexibility = delegation.flexibility if mandate.flexibility is None else mandate.flexibility
    labels = {option.key: f"“{option.label}”" for option in issue.options}
    point = centre(mandate.position)
    nearest = min(issue.written, key=lambda option: abs(option.position - point))
    yield (
        "position",
        f"{_drawn(mandate, delegation)}, nearest to {nearest.position:.2f} {labels[nearest.key]}",
    )
    yield "salience", figure(salience_on(delegation, mandate)) + _of_salience(mandate)
    yield "red line", _red_line(delegation, mandate, labels, defaults)
    if delegation.key in issue.sponsors and mandate.acceptable is None:
        yield "sponsor", "it tabled the first draft and does not agree to strike it"
    if mandate.fallbacks not in ((), (nearest.key,)):
        yield "fallbacks", "; then ".join(labels[key] for key in mandate.fallbacks)
    yield "flexibility", f"{figure(flexibility)} of the way to its limit without new instructions"
    if mandate.reason:
        yield "reason", mandate.reason
    line = f", the line of {bloc.name}" if bloc else ""
    yield "coded", _evidence(mandate, delegation) + line


def _of_salience(mandate: Mandate) -> str:
    """Return on what a salience rests, if the case says so."""
    if not mandate.salience_basis and not mandate.salience_source:
        return ""
    return f" ({_said(mandate.salience_basis, mandate.salience_source, mandate.salience_confidence)})"


def _drawn(mandate: Mandate, delegation: Delegation) -> str:
    """Return a position with the spread that its confidence stands for."""
    word = mandate.confidence or delegation.confidence
    position = mandate.position
    return figure(
        Normal(mean=position, sd=SPREAD[word]) if word and isinstance(position, int | float) else position
    )


def _red_line(delegation: Delegation, mandate: Mandate, labels: Mapping[str, str], defaults: Defaults) -> str:
    if mandate.acceptable is not None:
        return f"nothing but {' or '.join(labels[key] for key in mandate.acceptable)}"
    if mandate.red_line is None and not defaults.assume_red_lines:
        return "none given, and none assumed"
    low, high = red_line_ends(delegation, mandate, defaults)
    stays = f"stays within {decimal(low)}–{decimal(high)}"
    match mandate.red_line:
        case (_, _):
            return f"{stays}, as given"
        case None:
            half = defaults.half_width(centre(salience_on(delegation, mandate)))
            base, slope = defaults.red_line_base, defaults.red_line_slope
            return f"{stays} (assumed: half-width {base:g} − {slope:g} × salience = {half:.2f})"
        case given:
            return f"{stays} (given as half-width {figure(given)})"


def _evidence(*parts: Mandate | Delegation) -> str:
    """Return on what it rests, from the first of the parts that says so."""
    said = [
        next((word for part in parts if (word := getattr(part, name))), None)
        for name in ("basis", "source", "confidence")
    ]
    return _said(*said)


def _said(basis: str | None, source: str | None, confidence: str | None) -> str:
    sure = f"confidence {confidence}" if confidence else "no confidence stated"
    return f"{basis or 'basis not stated'}; source: {source or 'none stated'}; {sure}"


def _print_sources(page: Page, case: Scenario, delegation: Delegation) -> None:
    mandates = [mandate_on(case, delegation, issue) for issue in case.issues]
    given = [delegation.source, *(one.source for one in mandates), *(one.salience_source for one in mandates)]
    named = {key.strip() for source in given for key in re.split("[,;]", source or "")}
    rows = [(key, text) for key, text in case.sources.items() if key in named]
    if rows:
        page.heading("Sources")
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
    page.heading("Positions")
    page.note(" ".join(_signs(cells, cares=is_public)), indent=2)
    if not short:
        legend = ", ".join(f"{head} {key}" for head, key in zip(heads, keys, strict=True))
        page.note(f"Issues: {legend}.", indent=2)
    lead = [[seat.key, *([_salience(case, seat)] if is_public else [])] for seat in case.delegations]
    lead = [["", "salience"] if is_public else [""], *lead]
    left = [max(map(len, column)) for column in zip(*lead, strict=True)]
    width = max(len(cell) for row in (heads, *cells) for cell in row)
    many = max(1, (page.width - 4 - sum(left) - 2 * len(left) + 2) // (width + 2))
    for start in range(0, len(heads), many):
        page.write()
        for number, (first, row) in enumerate(zip(lead, [heads, *cells], strict=True)):
            line = _aligned([*first, *row[start : start + many]], [*left, *[width] * many])
            page.write(f"    {line}".rstrip(), "dim" if number == 0 else "")


def _signs(cells: Sequence[Sequence[str]], *, cares: bool) -> Iterator[str]:
    """Yield what the signs in the table of positions mean."""
    found = "".join(cell for row in cells for cell in row)
    yield "Where each opens, at its most likely value, from 0 to 1."
    if cares:
        yield "salience: how much it cares, from the issue that it cares about least to that which it cares about most."
    if "b" in found:
        yield "b: the line of its bloc."
    if "–" in found:
        yield "–: no interest."


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
        return "–"
    low, high = min(found), max(found)
    return f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"


def _cell(case: Scenario, delegation: Delegation, issue: Issue) -> str:
    if not _has_interest(case, delegation, issue):
        return "–"
    mark = "" if issue.key in delegation.mandate else "b"
    return f"{centre(mandate_on(case, delegation, issue).position):.2f}{mark}"


def _has_interest(case: Scenario, delegation: Delegation, issue: Issue) -> bool:
    return issue.key in delegation.mandate or bloc_with_line(case, delegation, issue) is not None
