"""Shows how a negotiation ended: outcome, text, brackets and their owners, coalitions, who can block, who moved."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from simulation import reasons
from simulation.called import COMMAND, as_typed
from simulation.cli.finished import Finished
from simulation.cli.terminal import Page, counted
from simulation.coalitions import Coalition, fewest_to_block, fewest_to_carry
from simulation.engine.record import JOINS, SIGNATURES
from simulation.models.means import weighted_mean
from simulation.reasons import Mover
from simulation.rules.decision import RULES
from simulation.scenario.load import scenario_hash
from simulation.text import DocumentState, brackets_fell, changes_in_words, render_plain, survival

__all__ = ["print_afterwards", "print_ending", "print_outcome"]

SHOWN_MOVERS = 5
NAMED = 8
NOBODY_ASKED = "Where the text would land."
NOTHING_FOUND = "No text was found: this is the first draft, and nobody took it."
STANDS = {
    "joins": "Join",
    "joins_with_statement": "Join with a statement",
    "dissociates": "Dissociate themselves",
    "votes_against": "Vote against",
    "abstains": "Abstain",
    "signs": "Sign",
    "signs_with_reservation": "Sign with a reservation",
    "does_not_sign": "Do not sign",
}


def print_outcome(page: Page, done: Finished) -> None:
    """Print the outcome in a sentence, what was left over, and where the run is."""
    left = reasons.left_over(done.record) if done.is_asked else ""
    page.say(f"{reasons.outcome_sentence(done.record)} {left}".strip())
    if done.folder is not None:
        page.say(f"The run is in {done.folder}.")
    if not done.is_asked:
        _print_places(page, done)


def print_ending(page: Page, done: Finished) -> None:
    """Print all that is to be known at the end, and what to do next."""
    page.heading("Outcome")
    print_outcome(page, done)
    if why := _why_early(done):
        page.say(why)
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


def _why_early(done: Finished) -> str:
    """Return why a negotiation ended before its last session; empty if it did not."""
    record = done.record
    if not done.is_asked or record.n_rounds >= record.planned:
        return ""
    after = f"It ended after {record.n_rounds} of {counted(record.planned, 'session')}"
    return f"{after}: every clause was settled." if record.is_clean[-1].all() else f"{after}."


def _print_places(page: Page, done: Finished) -> None:
    record = done.record
    page.write()
    tableau = record.tableau
    landed = weighted_mean(record.ideal[-1].T, tableau.capability[0], tableau.given_salience[0].T)
    rows = []
    for place, issue in enumerate(done.case.issues):
        option = int(record.outcome.option[place])
        rows.append(
            (issue.name, f"{landed[place]:.2f}", issue.options[option].label if option >= 0 else "dropped")
        )
    page.columns(rows, heads=("issue", "lands at", "nearest wording"))


def _print_stands(page: Page, done: Finished) -> None:
    record = done.record
    rows = []
    for codes, words in ((record.outcome.joins, JOINS), (record.outcome.signature, SIGNATURES)):
        for code, word in enumerate(words):
            keys = [record.tableau.delegations[row] for row in np.flatnonzero(codes == code)]
            if keys:
                rows.append((f"{STANDS[word]} ({len(keys)})", done.named(done.by_voice(keys), NAMED)))
    if rows:
        page.write()
        page.columns(rows)


def _print_text(page: Page, done: Finished) -> None:
    left = _in_brackets(done.last)
    documents = [done.document, left] if done.document.is_adopted and left.clauses else [done.document]
    for document in documents:
        note = "" if done.is_asked else NOBODY_ASKED if done.document.is_adopted else NOTHING_FOUND
        title, _, rest = render_plain(document, done.names, page.width, note).partition("\n\n")
        page.heading(title)
        page.write(rest.rstrip())
    _print_survival(page, done)


def _print_survival(page: Page, done: Finished) -> None:
    page.heading("What became of the first draft")
    page.columns(
        [
            (
                row.kind.replace("_", " "),
                f"{row.survived} of {row.clauses} left",
                f"{changes_in_words(row.changes)}.",
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
    return replace(document, title="What kept its brackets until the end", chapeau="", sections=sections)


def _print_coalitions(page: Page, done: Finished) -> None:
    page.heading("Coalitions that formed")
    if not done.history.coalitions:
        page.say(
            "No coalition formed: no two delegations came close enough on what matters to them.", indent=2
        )
        return
    page.columns(list(_coalitions(done)))
    for_wordings = [item for history in done.formed for item in history.coalitions]
    text = "Groups of delegations that agree, found in every session."
    if for_wordings:
        stood = sum(item.ended is None for item in for_wordings)
        number = counted(len(for_wordings), "coalition")
        text += f" Besides, {number} formed for single wordings; {stood} stood to the end."
    page.note(text, indent=2)


def _coalitions(done: Finished) -> Iterator[tuple[str, str]]:
    """Yield those alive at the end, the largest first, then those that ended."""
    power = done.power
    order = sorted(
        range(len(done.history.coalitions)),
        key=lambda index: (done.history.coalitions[index].ended is not None, -power[index].capability),
    )
    for index in order:
        item, row = done.history.coalitions[index], power[index]
        voice = f"{counted(len(row.members), 'delegation')}, {row.capability:.0%} of the voice in the room"
        yield (
            item.letter,
            f"{item.name} ({_life(item)}): {voice}. {done.named(done.by_voice(row.members), NAMED)}.",
        )


def _life(item: Coalition) -> str:
    if item.ended is None:
        return (
            "from the first session to the end"
            if item.founded == 1
            else f"from session {item.founded} to the end"
        )
    last = item.ended - 1
    return f"session {last} only" if last == item.founded else f"sessions {item.founded} to {last}"


def _print_power(page: Page, done: Finished) -> None:
    record = done.record
    rule = RULES.get(done.forum.decision.rule).info
    page.heading("Who can block")
    page.say(f"{rule.label}: {rule.summary[0].lower()}{rule.summary[1:]}", indent=2)
    block, carry = fewest_to_block(record.conditions), fewest_to_carry(record.conditions)
    holders = int(record.tableau.decide.sum())
    page.say(
        f"Of {counted(holders, 'delegation')} with a say, it takes {_of(block, holders)} to block, "
        f"and {_of(carry, holders)} to carry a text against the rest.",
        indent=2,
    )
    share = getattr(
        RULES.create(done.forum.decision.rule, done.forum.decision.model_extra or {}), "threshold", None
    )
    if done.forum.decision.rule == "rough_consensus" and block is not None:
        page.note(
            f"In a room of {holders}, a share of {share:g} leaves room for {counted(block - 1, 'objection')}.",
            indent=2,
        )
    alive = [index for index, item in enumerate(done.history.coalitions) if item.ended is None]
    for title, able in (("Can block", "can_block"), ("Can carry", "can_carry")):
        letters = [done.history.coalitions[i].letter for i in alive if getattr(done.power[i], able)]
        page.say(f"{title}: {', '.join(letters) or 'no coalition by itself'}.", indent=2)


def _of(number: int | None, holders: int) -> str:
    if number is None:
        return "more than there are"
    return "all of them" if number == holders else str(number)


def _print_movers(page: Page, done: Finished) -> None:
    page.heading("Who moved furthest, and why")
    page.note("By the largest change of position on one issue, from the opening to the end.", indent=2)
    issues = {issue.key: issue for issue in done.case.issues}
    largest: dict[str, Mover] = {}
    for mover in done.movers:
        largest.setdefault(mover.delegation, mover)
    rows = []
    for mover in list(largest.values())[:SHOWN_MOVERS]:
        issue = issues[mover.issue]
        where = f"{issue.name}, from {mover.before:.2f} to {mover.after:.2f}"
        rows.append((done.names[mover.delegation], f"{where}. {mover.reason}"))
    page.columns(rows or [("Nobody", "moved.")])


def _print_imprint(page: Page, done: Finished) -> None:
    record = done.record
    page.heading("To repeat it")
    page.write(f"  {as_typed(done.command)}")
    number = f", replication {record.replication}" if record.replication else ""
    page.say(
        f"Case {done.case.key} ({scenario_hash(done.case)[:12]}), seed {record.seed}{number}, "
        f"delegation-sim {record.version}. One run is one run: another seed may end otherwise.",
        indent=2,
    )
    for seat, one in done.holders.items():
        page.say(
            f"{one['agent']} ({one['sha256'][:12]}) held the seat of {done.names[seat]}: another file plays another "
            "negotiation.",
            indent=2,
        )
    if done.folder is None:
        page.note("Nothing was saved. With --out FOLDER the run is kept, to report and to explain.", indent=2)
        return
    page.heading("Next")
    key = done.movers[0].delegation if done.movers else record.tableau.delegations[0]
    print_afterwards(page, done.folder, key)


def print_afterwards(page: Page, folder: Path, delegation: str) -> None:
    """Print what reads a run that was kept: the report, and why a delegation did what it did."""
    for words in (["report", str(folder)], ["explain", str(folder), "--delegation", delegation]):
        page.write(f"  {as_typed([COMMAND, *words])}")
