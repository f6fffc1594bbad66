"""A case in readable form: what is contested, the draft, who is at the table, the rules, where it comes from."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from simulation.called import COMMAND
from simulation.cli import languages, seat_page
from simulation.cli.terminal import Page
from simulation.protocols import protocol_named, protocol_summed_up
from simulation.report import tell_ground
from simulation.rules import rule_named, rule_summed_up
from simulation.scenario import APART, Delegation, Forum, Issue, Scenario, resolve_forum, scenario_hash
from simulation.scenario.translations import language_told
from simulation.state import has_say
from simulation.text import DocumentState, Moment, build_document, render_plain
from simulation.words import Said, called, decimal, listed, names_joined, numbered, pole, say

__all__ = ["print_case"]

_DIGITS: Final = 12
"""Of a hash, shown."""
_UNSAID: Final = "unsaid"


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
    if written := language_told(case):
        page.note(written)
    page.note(
        say(
            "show.head.as_of" if case.as_of else "show.head",
            case=case.key,
            nature=say(f"show.nature.{case.nature}"),
            date=Said.day(case.as_of or ""),
            hash=scenario_hash(case)[:_DIGITS],
        )
    )
    page.write()
    page.say(case.summary)
    _print_rules(page, case, forum)
    _print_issues(page, case)
    page.heading(say("lever.draft"))
    page.write()
    page.write(render_plain(_first_draft(case), {}, page.width).rstrip())
    _print_delegations(page, case, forum)
    seat_page.print_positions(page, case)
    _print_ground(page, case)
    _print_blocs(page, case)
    _print_evidence(page, case, forum)
    _print_more(page, case, name, has_pack=has_pack)


def _print_rules(page: Page, case: Scenario, forum: Forum) -> None:
    page.heading(say("show.rules.heading"))
    rule, protocol = forum.decision.rule, case.protocol.key
    decision = [say("show.decision", rule=rule_named(rule), summary=rule_summed_up(rule))]
    for name, value in (forum.decision.model_extra or {}).items():
        decision.append(say("show.parameter", name=name, value=value))
    package = say("papers.rule.package" if forum.package else "papers.rule.clauses")
    leftover = say(f"papers.rule.{forum.leftover}")
    powers = listed(say(f"power.{power}") for power in case.chair.powers)
    told = {
        "forum": say("show.forum", name=Said.begun(forum.named), preset=forum.preset),
        "decision": " ".join(decision),
        "package": f"{package} {leftover}",
        "protocol": say(
            "show.protocol", protocol=protocol_named(protocol), summary=protocol_summed_up(protocol)
        ),
        "sessions": say("list.ended", text=case.sessions),
        "chair": say("show.chair", name=case.chair.named, powers=powers or say("show.power.none")),
    }
    rows = [(say(f"show.rules.{name}"), text) for name, text in told.items()]
    rows += [
        (say("show.rules.event"), say("show.event", n=event.session, note=event.note))
        for event in case.events
    ]
    page.columns(rows)


def _print_issues(page: Page, case: Scenario) -> None:
    page.heading(say("show.issues.heading"))
    page.note(say("show.issues.note"), indent=2)
    if any(option.drafted for issue in case.issues for option in issue.options):
        page.note(say("show.issues.groups", apart=decimal(APART, "g")), indent=2)
    for issue in case.issues:
        page.write()
        dimension = say(f"show.dimension.{issue.dimension}")
        head = say("show.issue", key=issue.key, name=issue.name, dimension=dimension)
        page.say(head, style="bold", indent=2)
        page.say(issue.question, indent=2)
        page.note(say("show.poles", low=pole(issue.low), high=pole(issue.high)), indent=2)
        page.columns(list(_ladder(issue)), indent=4)
        if issue.sponsors:
            names = {item.key: item.short or item.name for item in case.delegations}
            named = names_joined([names[key] for key in issue.sponsors], len(issue.sponsors))
            page.note(say("show.tabled", names=named), indent=4)


def _ladder(issue: Issue) -> Iterator[tuple[str, str]]:
    """Yield the rungs from 1 down to 0, each with what is to be said of it."""
    for option in sorted(issue.written, key=lambda option: -option.position):
        marks = [say(f"show.mark.{option.kind}")] if option.kind != "text" else []
        marks += [say("show.mark.draft")] if option.key == issue.draft else []
        marks += [say("show.mark.status_quo")] if option.key == issue.status_quo else []
        told = say("show.wording", wording=option.label, marks=listed(marks)) if marks else option.label
        yield decimal(option.position), told
    if not isinstance(issue.status_quo, str):
        yield decimal(issue.status_quo), say("show.status_quo.alone")


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
    kinds = Counter(delegation.kind for delegation in case.delegations)
    page.heading(say("show.seats.heading", n=len(case.delegations)))
    counts = listed(numbered(f"show.kind.{kind}", count) for kind, count in kinds.most_common())
    page.note(say("list.ended", text=counts), indent=2)
    watching = [item.short or item.name for item in case.delegations if not has_say(forum, item)]
    if watching:
        having = len(case.delegations) - len(watching)
        told = numbered("show.watching", len(watching), having=having, names=listed(watching))
        page.note(told, indent=2)
    page.write()
    rows = [_row(case, forum, delegation) for delegation in case.delegations]
    heads = ("key", "name", "voice", "may", "strategy", "about")
    page.columns(rows, heads=tuple(say(f"show.head.{head}") for head in heads))


def _row(case: Scenario, forum: Forum, delegation: Delegation) -> tuple[str, ...]:
    about = [called("kind", delegation.kind)]
    if standing := delegation.standing:
        about.append(called("standing", standing, standing.replace("_", " ")))
    about += [bloc.name for bloc in seat_page.blocs_of(case, delegation)]
    return (
        delegation.key,
        delegation.short or delegation.name,
        seat_page.figure(delegation.capability),
        " ".join(seat_page.may(forum.rights_of(delegation))),
        delegation.strategy.key if delegation.strategy else "linear",
        listed(about),
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
    page.heading(say("show.blocs.heading"))
    rows = []
    for bloc in case.blocs:
        named = [item.key for item in case.delegations if bloc.key in item.blocs]
        told = say(
            "show.bloc.line" if bloc.line else "show.bloc",
            name=bloc.name,
            basis=say(f"show.basis.{bloc.basis}"),
            names=listed(dict.fromkeys([*named, *bloc.members])),
            issues=listed(bloc.line),
        )
        rows.append((bloc.key, told))
    page.columns(rows)


def _print_evidence(page: Page, case: Scenario, forum: Forum) -> None:
    bases: Counter[str] = Counter()
    saliences: Counter[str] = Counter()
    for delegation in case.delegations:
        for mandate in delegation.mandate.values():
            bases[mandate.basis or delegation.basis or _UNSAID] += 1
            saliences.update([mandate.salience_basis] if mandate.salience_basis else [])
    page.heading(say("show.evidence.heading"))
    page.say(_basis_of(bases, "positions"), indent=2)
    if saliences:
        page.say(_basis_of(saliences, "saliences"), indent=2)
    if case.nature == "illustrative":
        page.say(say("show.evidence.invented"), indent=2)
    page.say(say("show.evidence.rules", source=forum.source), indent=2)
    for paragraph in case.notes.splitlines():
        page.note(paragraph, indent=2)
    if case.sources:
        page.heading(say("term.sources"))
        page.columns(list(case.sources.items()))


def _basis_of(bases: Counter[str], what: str) -> str:
    counts = listed(say(f"show.evidence.{basis}", n=count) for basis, count in bases.most_common())
    return numbered(f"show.evidence.{what}", bases.total(), counts=counts)


def _print_more(page: Page, case: Scenario, name: str, *, has_pack: bool) -> None:
    """Say how to read what is left out here."""
    show = [COMMAND, "show", name]
    page.heading(say("show.more.heading"))
    seat = next((item for item in case.delegations if item.brief.confidential), case.delegations[0])
    one = [*show, "--delegation", seat.key]
    rows = [(one, "seat.public" if seat.brief.confidential else "seat")]
    if seat.brief.confidential:
        rows.append(([*one, "--confidential"], "seat.confidential"))
    if case.trainer_notes or has_pack:
        rows.append(([*show, "--trainer"], "trainer"))
    if has_pack or seat.brief.confidential:
        rows.append(([COMMAND, "pack", name], "pack"))
    for words, what in rows:
        page.write(f"  {languages.to_type(words)}")
        page.note(say(f"show.more.{what}"), indent=6)
