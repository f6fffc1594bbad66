"""Shows how a case ends over many runs: endings, wordings, who gains, who stands together."""

from collections.abc import Iterable, Sequence
from typing import Final

from simulation.cli.study_rows import asked_of, issue_called, labelled, print_answer
from simulation.cli.terminal import Page
from simulation.study import (
    Finding,
    StudySummary,
    leading,
    number_range,
    spread,
    value_told,
)
from simulation.words import Said, names_joined, numbered, said, say, whole

__all__ = ["print_ensemble"]

_PAIRS: Final = 8
"""Pairs shown at either end."""
_GAINS: Final = 5
"""Delegations shown at either end."""
_RARE: Final = 0.005
"""Options that end in the text less often than this are left out of the table on the screen."""
_BESIDE: Final = (
    "sessions",
    "clauses_open",
    "substance",
    "from_draft",
    "from_status_quo",
    "gain_mean",
    "gain_min",
)


def print_ensemble(page: Page, summary: StudySummary, outcomes: Sequence[str]) -> None:
    """Print how a case ends over all runs; of `outcomes`, if any are asked for, only these after the endings."""
    if len(summary.variants) == 1 and not outcomes:
        page.heading(said("study.answer.heading"))
        print_answer(page, summary, 0)
    _print_endings(page, summary)
    if outcomes:
        page.heading(said("command.study.asked"))
        _print_values(page, summary, asked_of(summary, outcomes))
        return
    page.heading(said("command.study.beside"))
    _print_values(page, summary, [summary.finding(key) for key in _BESIDE])
    _print_options(page, summary)
    _print_gains(page, summary)
    _print_pairs(page, summary)
    page.heading(said("command.study.legitimacy"))
    _print_values(page, summary, [found for found in summary.findings if found.group == "legitimacy"])


def _print_endings(page: Page, summary: StudySummary) -> None:
    classes = [finding.key for finding in summary.findings if finding.key.startswith("class.")]
    found = _leading(summary, classes)
    page.heading(said("study.ending.heading"))
    page.columns([(finding.label, *_values(finding)) for finding in found], heads=_heads(summary))
    never = [summary.finding(key).label for key in classes if summary.finding(key) not in found]
    if never:
        page.note(said("study.ending.never", n=len(never), classes=Said.apart(never)), indent=2)


def _print_values(page: Page, summary: StudySummary, findings: Iterable[Finding]) -> None:
    page.columns(
        [
            (labelled(summary, finding), *_values(finding))
            if len(_values(finding)) > 1
            else (
                labelled(summary, finding),
                Said.apart(filter(None, (value_told(finding, 0), spread(finding, 0)))),
            )
            for finding in findings
        ],
        heads=_heads(summary),
    )


def _leading(summary: StudySummary, keys: Sequence[str]) -> list[Finding]:
    """Return what occurs, the most frequent first; then what occurs in the case as written alone, beside codings."""
    first = leading(summary, keys, 0)
    if not summary.codings:
        return first
    return [
        *first,
        *(f for f in leading(summary, keys, len(summary.variants) - 1) if f not in first),
    ]


def _values(finding: Finding) -> tuple[Said, ...]:
    """Return what was found; where codings are drawn, beside it what the case as written shows, by chance alone."""
    if not finding.chance or len(finding.estimates) == 1:
        return (value_told(finding, 0),)
    return value_told(finding, 0), value_told(finding, 1)


def _heads(summary: StudySummary) -> tuple[str, ...]:
    if not summary.codings or len(summary.variants) == 1:
        return ()
    return ("", say("study.codings.column"), say("study.codings.column.written"))


def _print_options(page: Page, summary: StudySummary) -> None:
    page.heading(said("study.options.heading"))
    issues = dict.fromkeys(
        finding.key.split(".")[1] for finding in summary.findings if finding.key.startswith("option.")
    )
    for issue in issues:
        keys = [f.key for f in summary.findings if f.key.startswith(f"option.{issue}.")]
        found = [f for f in _leading(summary, keys) if f.estimates[0].value >= _RARE]
        page.say(issue_called(summary, issue), indent=2, hang=2)
        rows = [(*_values(finding), finding.label.inner("option")) for finding in found]
        page.columns(rows, indent=4)


def _print_gains(page: Page, summary: StudySummary) -> None:
    page.heading(said("command.study.gains"))
    kinds = [finding for finding in summary.findings if finding.key.startswith("gain_of.")]
    page.columns([(finding.label, *_values(finding)) for finding in kinds], heads=_heads(summary))
    own = [finding for finding in summary.findings if finding.key.startswith("gain.")]
    ordered = sorted(own, key=lambda finding: -finding.estimates[0].value)
    page.write()
    if len(ordered) <= 2 * _GAINS:
        page.columns([(finding.label, *_values(finding)) for finding in ordered])
        return
    for end, part in (("most", ordered[:_GAINS]), ("least", ordered[-_GAINS:])):
        page.say(say(f"command.study.gains.{end}"), indent=2)
        page.columns([(f.label, *_values(f)) for f in part], indent=4)


def _print_pairs(page: Page, summary: StudySummary) -> None:
    first = [pair for pair in summary.pairs if pair.variant == summary.variants[0]]
    there = [pair for pair in first if pair.together.value > 0]
    if not there:
        return
    page.heading(said("command.study.together"))
    if summary.codings:
        page.note(say("study.codings.pairs"), indent=2)
    ordered = sorted(there, key=lambda pair: -pair.together.value)
    page.columns(
        [
            (
                names_joined([summary.names.get(key, key) for key in (pair.first, pair.second)], 2),
                number_range(pair.together),
            )
            for pair in ordered[:_PAIRS]
        ]
    )
    if (more := len(ordered) - _PAIRS) > 0:
        page.note(numbered("command.study.together.more", more, number=whole(more)), indent=2)
