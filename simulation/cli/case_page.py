"""A case in readable form: what is contested, the draft, who is at the table, the rules, where it comes from."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from simulation.called import COMMAND, as_typed
from simulation.cli import seat_page
from simulation.cli.terminal import Page, counted
from simulation.protocols.registry import PROTOCOLS
from simulation.report.ground_told import tell_ground
from simulation.rules.decision import RULES
from simulation.scenario.drafting import APART
from simulation.scenario.forums import Forum, resolve_forum
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Delegation, Issue, Scenario
from simulation.state.instructions import has_say
from simulation.text import DocumentState, Moment, build_document, render_plain
from simulation.words import names_joined

__all__ = ["print_case"]

GROUPS: Final = (
    "While it is negotiated, a drafting group may bring back one more wording halfway between two neighbours that "
    f"lie {APART} or more apart, and general terms where the case has none of its own and the clause stays stuck."
)

_STAYS: Final = "Whoever tabled it does not agree to strike it, unless its mandate allows that."


def print_case(page: Page, case: Scenario, name: str, *, has_pack: bool = False) -> None:
    """Print all of a case that is meant for everybody: no mandate in full, no brief, no notes for trainers.

    Args:
        page: What to print on.
        case: The case.
        name: What the user called it.
        has_pack: Whether there is a pack for trainers beside it.
    """
    forum = resolve_forum(case)
    page.title(case.title)
    as_of = f", as of {case.as_of}" if case.as_of else ""
    page.note(f"{case.key}, {case.nature}{as_of}, {scenario_hash(case)[:12]}")
    page.write()
    page.say(case.summary)
    _print_rules(page, case, forum)
    _print_issues(page, case)
    page.heading("First draft")
    page.write()
    page.write(render_plain(_first_draft(case), {}, page.width).rstrip())
    _print_delegations(page, case, forum)
    seat_page.print_positions(page, case)
    _print_ground(page, case)
    _print_blocs(page, case)
    _print_evidence(page, case, forum)
    _print_more(page, case, name, has_pack=has_pack)


def _print_rules(page: Page, case: Scenario, forum: Forum) -> None:
    rule = RULES.get(forum.decision.rule).info
    protocol = PROTOCOLS.get(case.protocol.key).info
    package = "Nothing is agreed until everything is." if forum.package else "Clause by clause."
    leftover = (
        "Open clauses fall away at the end."
        if forum.leftover == "drop"
        else "Open clauses sink the document."
    )
    page.heading("Rules of the room")
    extra = "".join(f" {name} {value}." for name, value in (forum.decision.model_extra or {}).items())
    rows = [
        ("Forum", f"{forum.name} ({forum.preset})."),
        ("Decides by", f"{rule.label}. {rule.summary}{extra}"),
        ("Package", f"{package} {leftover}"),
        ("Protocol", f"{protocol.label}. {protocol.summary}"),
        ("Sessions", f"{case.sessions}."),
        ("Chair", f"{case.chair.name}; may decide on: {', '.join(case.chair.powers) or 'nothing'}."),
    ]
    rows += [("Event", f"Session {event.session}: {event.note}") for event in case.events]
    page.columns(rows)


def _print_issues(page: Page, case: Scenario) -> None:
    page.heading("Issues")
    page.note("Each wording with its place from 0 to 1.", indent=2)
    if any(option.drafted for issue in case.issues for option in issue.options):
        page.note(GROUPS, indent=2)
    for issue in case.issues:
        page.write()
        page.say(f"{issue.key}  {issue.name} ({issue.dimension})", style="bold", indent=2)
        page.say(issue.question, indent=2)
        page.note(f"0 = {issue.low}, 1 = {issue.high}", indent=2)
        page.columns(list(_ladder(issue)), indent=4)
        if issue.sponsors:
            names = {item.key: item.short or item.name for item in case.delegations}
            named = names_joined([names[key] for key in issue.sponsors], len(issue.sponsors))
            page.note(f"Tabled by {named}. {_STAYS}", indent=4)


def _ladder(issue: Issue) -> Iterator[tuple[str, str]]:
    """Yield the rungs from 1 down to 0, each with what is to be said of it."""
    for option in sorted(issue.written, key=lambda option: -option.position):
        marks = [option.kind.replace("_", " ")] if option.kind != "text" else []
        marks += ["first draft"] if option.key == issue.draft else []
        marks += ["status quo"] if option.key == issue.status_quo else []
        said = f" [{', '.join(marks)}]" if marks else ""
        yield f"{option.position:.2f}", f"{option.label}{said}"
    if not isinstance(issue.status_quo, str):
        yield f"{issue.status_quo:.2f}", "[status quo, no wording of its own]"


def _first_draft(case: Scenario) -> DocumentState:
    size = len(case.issues)
    keys = [[option.key for option in issue.options] for issue in case.issues]
    nobody = np.zeros((0, size), dtype=np.int64)
    table = np.array([found.index(issue.draft) for found, issue in zip(keys, case.issues, strict=True)])
    none = np.zeros(size, dtype=np.bool_)
    moment = Moment(
        session=0, table=table, is_clean=none, is_read=none, holds=nobody, objects=nobody.astype(np.bool_)
    )
    return build_document(case, (), moment)


def _print_delegations(page: Page, case: Scenario, forum: Forum) -> None:
    kinds = Counter(delegation.kind.replace("_", " ") for delegation in case.delegations)
    page.heading(f"Delegations ({len(case.delegations)})")
    page.note(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()) + ".", indent=2)
    watching = [item.short or item.name for item in case.delegations if not has_say(forum, item)]
    if watching:
        having = len(case.delegations) - len(watching)
        verb = "watches" if len(watching) == 1 else "watch"
        page.note(
            f"{having} of them with a say in decisions or text; {len(watching)} {verb}: {', '.join(watching)}.",
            indent=2,
        )
    page.write()
    rows = [_row(case, forum, delegation) for delegation in case.delegations]
    page.columns(rows, heads=("key", "name", "voice", "may", "strategy", "kind, standing, blocs"))


def _row(case: Scenario, forum: Forum, delegation: Delegation) -> tuple[str, ...]:
    about = [delegation.kind.replace("_", " ")]
    about += [delegation.standing.replace("_", " ")] if delegation.standing else []
    about += [bloc.name for bloc in seat_page.blocs_of(case, delegation)]
    return (
        delegation.key,
        delegation.short or delegation.name,
        seat_page.figure(delegation.capability),
        " ".join(seat_page.may(forum.rights_of(delegation))),
        delegation.strategy.key if delegation.strategy else "linear",
        ", ".join(about),
    )


def _print_ground(page: Page, case: Scenario) -> None:
    found = tell_ground(case)
    page.heading(found.heading)
    for sentence in found.sentences:
        page.note(sentence, indent=2)
    page.write()
    page.columns(found.rows, heads=found.heads)


def _print_blocs(page: Page, case: Scenario) -> None:
    if not case.blocs:
        return
    page.heading("Blocs")
    rows = []
    for bloc in case.blocs:
        named = [item.key for item in case.delegations if bloc.key in item.blocs]
        members = list(dict.fromkeys([*named, *bloc.members]))
        line = f" Common line on {', '.join(bloc.line)}." if bloc.line else ""
        rows.append((bloc.key, f"{bloc.name} ({bloc.basis.replace('_', ' ')}): {', '.join(members)}.{line}"))
    page.columns(rows)


def _print_evidence(page: Page, case: Scenario, forum: Forum) -> None:
    bases: Counter[str] = Counter()
    saliences: Counter[str] = Counter()
    for delegation in case.delegations:
        for mandate in delegation.mandate.values():
            bases[mandate.basis or delegation.basis or "not stated"] += 1
            saliences.update([mandate.salience_basis] if mandate.salience_basis else [])
    page.heading("What stands behind it")
    page.say(_basis_of(bases, "position"), indent=2)
    if saliences:
        page.say(_basis_of(saliences, "graded salience"), indent=2)
    if case.nature == "illustrative":
        page.say("The delegations are invented.", indent=2)
    page.say(f"Rules: {forum.source}", indent=2)
    for paragraph in case.notes.splitlines():
        page.note(paragraph, indent=2)
    if case.sources:
        page.heading("Sources")
        page.columns(list(case.sources.items()))


def _basis_of(bases: Counter[str], noun: str) -> str:
    counts = ", ".join(f"{count} {basis}" for basis, count in bases.most_common())
    return f"{counted(bases.total(), noun)}: {counts}."


def _print_more(page: Page, case: Scenario, name: str, *, has_pack: bool) -> None:
    """Say how to read what is left out here."""
    show = [COMMAND, "show", name]
    page.heading("More")
    seat = next((item for item in case.delegations if item.brief.confidential), case.delegations[0])
    whole = "one seat: what it wants, how much it cares, where it cannot go, who says so"
    what = "one seat: what everybody may know" if seat.brief.confidential else whole
    rows = [([*show, "--delegation", seat.key], what)]
    if seat.brief.confidential:
        rows.append(
            (
                [*show, "--delegation", seat.key, "--confidential"],
                "with its confidential instructions, red lines and fallbacks",
            )
        )
    if case.trainer_notes or has_pack:
        rows.append(([*show, "--trainer"], "the notes for the trainer"))
    if has_pack or seat.brief.confidential:
        rows.append(([COMMAND, "pack", name], "the papers of a training, to print"))
    for words, said in rows:
        page.write(f"  {as_typed(words)}")
        page.note(said, indent=6)
