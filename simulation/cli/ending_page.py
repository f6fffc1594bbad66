"""Shows how a negotiation ended: outcome, text, brackets and their owners, coalitions, who can block, who moved."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from simulation import reasons
from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.finished import Finished
from simulation.cli.terminal import Page
from simulation.coalitions import Coalition, fewest_to_block, fewest_to_carry
from simulation.engine import JOINS, SIGNATURES, AssemblyRecord, Record
from simulation.models import weighted_mean
from simulation.rules import RULES, rule_named, rule_summed_up
from simulation.scenario import scenario_hash
from simulation.text import DocumentState, brackets_fell, changes_in_words, render_body, survival
from simulation.words import Said, Value, called, decimal, numbered, percent, say

__all__ = ["imprint", "print_afterwards", "print_ending", "print_outcome"]

SHOWN_MOVERS = 5
NAMED = 8
_LONG = 0.5
"""Share of the life of a coalition for which whoever is listed with it was in it."""
_DIGITS = 12
"""Of a hash, shown."""


def print_outcome(page: Page, done: Finished) -> None:
    """Print the outcome in a sentence, what was left over, and where the run is."""
    page.say(str(reasons.whole_outcome(done.record)))
    if done.folder is not None:
        page.say(say("run.folder", folder=done.folder))
    if not done.is_asked:
        _print_places(page, done)


def print_ending(page: Page, done: Finished) -> None:
    """Print all that is to be known at the end, and what to do next."""
    page.heading(say("term.outcome"))
    print_outcome(page, done)
    if done.is_asked:
        page.say(str(done.gist.after))
    _print_stands(page, done)
    if done.is_asked and (fell := brackets_fell(done.last, done.document)):
        page.write()
        page.say(fell)
    _print_text(page, done)
    if done.is_asked:
        _print_coalitions(page, done)
        _print_power(page, done)
        _print_movers(page, done)
    _print_imprint(page, done)


def _print_places(page: Page, done: Finished) -> None:
    record = done.record
    page.write()
    tableau = record.tableau
    landed = weighted_mean(record.ideal[-1].T, tableau.capability[0], tableau.given_salience[0].T)
    rows = []
    for place, issue in enumerate(done.case.issues):
        option = int(record.outcome.option[place])
        rows.append(
            (
                issue.name,
                decimal(float(landed[place])),
                issue.options[option].label if option >= 0 else say("text.status.dropped"),
            )
        )
    page.columns(rows, heads=tuple(say(f"report.table.{head}") for head in ("issue", "lands", "wording")))


def _print_stands(page: Page, done: Finished) -> None:
    record = done.record
    rows = []
    for codes, words in ((record.outcome.joins, JOINS), (record.outcome.signature, SIGNATURES)):
        for code, word in enumerate(words):
            keys = [record.tableau.delegations[row] for row in np.flatnonzero(codes == code)]
            if keys:
                rows.append((say(f"run.stand.{word}", n=len(keys)), done.named(done.by_voice(keys), NAMED)))
    if rows:
        page.write()
        page.columns(rows)


def _print_text(page: Page, done: Finished) -> None:
    left = _in_brackets(done.last)
    documents = [done.document, left] if done.document.is_adopted and left.clauses else [done.document]
    for document in documents:
        landed = "places" if done.document.is_adopted else "nothing"
        note = "" if done.is_asked else say(f"run.note.{landed}")
        page.write()
        page.title(document.title)
        page.write(render_body(document, done.names, page.width, note).strip())
    _print_survival(page, done)


def _print_survival(page: Page, done: Finished) -> None:
    page.heading(say("run.heading.survival"))
    page.columns(
        [
            (
                called("report.kind", row.kind, row.kind.replace("_", " ")),
                say("run.survived", n=row.survived, total=row.clauses),
                say("list.ended", text=changes_in_words(row.changes)),
            )
            for row in survival(done.case, done.document)
        ]
    )


def _in_brackets(document: DocumentState) -> DocumentState:
    """Return the clauses that were still open at the end, with their wordings and owners."""
    sections = tuple(
        replace(section, clauses=clauses)
        for section in document.sections
        if (clauses := tuple(clause for clause in section.clauses if clause.status in ("bracketed", "open")))
    )
    return replace(document, title=say("run.heading.brackets"), chapeau="", sections=sections)


def _print_coalitions(page: Page, done: Finished) -> None:
    page.heading(say("run.heading.coalitions"))
    if not done.history.coalitions:
        page.say(say("run.coalitions.none"), indent=2)
        return
    page.columns(list(_coalitions(done)))
    for_wordings = [item for history in done.formed for item in history.coalitions]
    told = [say("run.coalitions.note")]
    if for_wordings:
        stood = sum(item.ended is None for item in for_wordings)
        told.append(numbered("run.coalitions.wordings", len(for_wordings), stood=stood))
    page.note(" ".join(told), indent=2)


def _coalitions(done: Finished) -> Iterator[tuple[str, str]]:
    """Yield those alive at the end, the largest first, then those that ended."""
    power = done.power
    order = sorted(
        range(len(done.history.coalitions)),
        key=lambda index: (done.history.coalitions[index].ended is not None, -power[index].capability),
    )
    for index in order:
        item = done.history.coalitions[index]
        share = percent(power[index].capability)
        yield item.letter, _group(done, index, name=item.name, life=_life(item), share=share)


def _group(done: Finished, index: int, **values: Value) -> str:
    """Return how large a coalition was over its life, and who was in it for at least half of that."""
    inside = done.history.label == index
    inside = inside[inside.any(axis=1)]
    sizes = inside.sum(axis=1)
    low, high = int(sizes.min()), int(sizes.max())
    size = numbered("count.delegations", low) if low == high else say("run.group.sizes", low=low, high=high)
    keys = done.record.tableau.delegations
    stayed = [keys[row] for row in np.flatnonzero(inside.mean(axis=0) >= _LONG)]
    names = done.named(done.by_voice(stayed), NAMED) if stayed else say("run.group.nobody")
    key = "run.group" if (inside == inside[0]).all() else "run.group.changed"
    return say(key, size=size, names=names, **values)


def _life(item: Coalition) -> str:
    if item.ended is None:
        return say("run.life.whole" if item.founded == 1 else "run.life.from", first=item.founded)
    last = item.ended - 1
    return say("run.life.once" if last == item.founded else "run.life.span", first=item.founded, last=last)


def _print_power(page: Page, done: Finished) -> None:
    record = done.record
    rule = done.forum.decision.rule
    page.heading(say("run.heading.power"))
    page.say(say("report.rule.line", rule=rule_named(rule), summary=rule_summed_up(rule)), indent=2)
    block, carry = fewest_to_block(record.conditions), fewest_to_carry(record.conditions)
    holders = int(record.tableau.decide.sum())
    page.say(say("list.ended", text=reasons.block_and_carry(block, carry, holders)), indent=2)
    share = getattr(RULES.create(rule, done.forum.decision.model_extra or {}), "threshold", None)
    if rule == "rough_consensus" and block is not None and share is not None:
        objections = numbered("count.objections", block - 1)
        room = {"n": holders, "share": decimal(share, "g"), "objections": objections}
        page.note(say("run.power.objections", **room), indent=2)
    if block == 1:
        return
    alive = [index for index, item in enumerate(done.history.coalitions) if item.ended is None]
    for what in ("block", "carry"):
        able = [done.history.coalitions[i].name for i in alive if getattr(done.power[i], f"can_{what}")]
        names = Said.apart(able) if able else say("run.power.nobody")
        page.say(say(f"run.power.{what}", groups=names), indent=2)


def _print_movers(page: Page, done: Finished) -> None:
    page.heading(say("run.heading.moved"))
    if not done.movers:
        page.say(say("report.moved.none"), indent=2)
        return
    page.note(say("run.moved.note"), indent=2)
    issues = {issue.key: issue.name for issue in done.case.issues}
    page.columns(
        [
            (
                done.names[mover.delegation],
                say(
                    "run.moved",
                    issue=issues[mover.issue],
                    before=decimal(mover.before),
                    after=decimal(mover.after),
                    reason=mover.reason,
                ),
            )
            for mover in done.gist.movers[:SHOWN_MOVERS]
        ]
    )


def _print_imprint(page: Page, done: Finished) -> None:
    record = done.record
    page.heading(say("report.repeat.heading"))
    page.write(f"  {languages.to_type(done.command)}")
    page.say(imprint(done.case.key, scenario_hash(done.case), record), indent=2)
    for seat, one in done.holders.items():
        held = {"agent": one["agent"], "hash": one["sha256"][:_DIGITS], "seat": done.names[seat]}
        page.say(say("run.holder", **held), indent=2)
    if done.folder is None:
        page.note(say("run.unsaved"), indent=2)
        return
    page.heading(say("run.heading.next"))
    key = done.movers[0].delegation if done.movers else record.tableau.delegations[0]
    print_afterwards(page, done.folder, key)


def imprint(case: str, digest: str, record: Record | AssemblyRecord) -> str:
    """Return what was played, by key and hash of the case, and that another seed may end otherwise."""
    key = "run.imprint.replication" if record.replication else "run.imprint"
    played = {"seed": record.seed, "n": record.replication, "version": record.version}
    return say(key, case=case, hash=digest[:_DIGITS], **played)


def print_afterwards(page: Page, folder: Path, delegation: str) -> None:
    """Print what reads a run that was kept: the report, and why a delegation did what it did."""
    for words in (["report", str(folder)], ["explain", str(folder), "--delegation", delegation]):
        page.write(f"  {languages.to_type([COMMAND, *words])}")
