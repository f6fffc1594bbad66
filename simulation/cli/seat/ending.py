"""What a person in a seat is told at the end: how it ended, what it is worth to the seat, what it had predicted."""

from pathlib import Path

from simulation import reasons
from simulation.cli.page import Page, counted
from simulation.experiments.measures import CLASS_WORDS
from simulation.live.negotiation import LiveNegotiation
from simulation.live.seen import IssueSeen
from simulation.live.view import view_of
from simulation.storage import save_run
from simulation.training.notes import notes_of

__all__ = ["keep_run", "print_end"]


def print_end(page: Page, live: LiveNegotiation, seat: str) -> None:
    """Print how it ended and what it is worth to the seat."""
    page.heading("How it ended")
    page.say(f"{reasons.outcome_sentence(live.record)} {reasons.left_over(live.record)}".strip())
    _debrief(page, live, seat)


def _debrief(page: Page, live: LiveNegotiation, seat: str) -> None:
    """Print own value against no deal, the red lines, and the prediction against the outcome."""
    record, view = live.record, view_of(live, seat)
    row = record.tableau.delegations.index(seat)
    is_there = bool((record.outcome.option >= 0).any())
    page.heading("What it is worth to you")
    own = float(record.outcome.gain[row]) if is_there else view.own.no_deal
    verdict = (
        "more than" if own > view.own.no_deal else "less than" if own < view.own.no_deal else "as much as"
    )
    page.say(
        f"The document is worth {own:.2f} to you, in lengths of the axis; no document: {view.own.no_deal:.2f}. "
        f"That is {verdict} no document."
        if is_there
        else f"There is no document, which is worth {own:.2f} to you, in lengths of the axis."
    )
    ends = {issue.key: int(option) for issue, option in zip(view.issues, record.outcome.option, strict=True)}
    crossed = [issue.key for issue in view.issues if ends[issue.key] >= 0 and _is_red(issue, ends[issue.key])]
    page.say(
        f"It crosses your red line on {', '.join(crossed)}."
        if crossed
        else "No red line of yours is crossed."
    )
    _print_issues(page, live, seat, ends)
    kept = [promise.state for promise in view.ledger if promise.by == seat]
    if kept:
        page.say(
            f"You made {counted(len(kept), 'promise')}: {kept.count('kept')} kept, "
            f"{kept.count('broken')} broken."
        )
    hints = notes_of(live.log, seat).hints
    page.say(f"You asked for {counted(len(hints), 'hint')}.")


def _print_issues(page: Page, live: LiveNegotiation, seat: str, ends: dict[str, int]) -> None:
    view, prediction = view_of(live, seat), notes_of(live.log, seat).prediction
    page.write()
    heads = ("issue", "you wanted", "it ended", *(("you predicted",) if prediction else ()))
    rows = []
    for issue in sorted(view.issues, key=lambda issue: -issue.salience):
        best = max(issue.options, key=lambda option: (not option.is_red, option.gain)).key
        end = issue.options[ends[issue.key]].key if ends[issue.key] >= 0 else "nothing"
        row = [issue.key, best, end]
        if prediction:
            row.append(
                (prediction.options[issue.key] or "nothing") if issue.key in prediction.options else ""
            )
        rows.append(row)
    page.columns(rows, heads=heads)
    if prediction and prediction.outcome_class:
        said, came = prediction.outcome_class, live.record.outcome.outcome_class
        page.say(f"You predicted: {CLASS_WORDS[said]}. It came to: {CLASS_WORDS[came]}.")


def _is_red(issue: IssueSeen, option: int) -> bool:
    return issue.options[option].is_red


def keep_run(live: LiveNegotiation, folder: Path, command: list[str]) -> Path:
    """Write the run folder, as `run --out` does, and return its path.

    Raises:
        RecordError: if something else stands there, or it cannot be written.
    """
    record = live.record
    return save_run(record, reasons.build_log(record), reasons.coalitions_of(record), folder, command=command)
