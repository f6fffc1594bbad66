"""Shows what a change does beyond noise, and of all else why it is not told."""

from collections.abc import Sequence

from simulation.cli.study_rows import asked_of, labelled, print_answer
from simulation.cli.terminal import Page
from simulation.report.study import change_told, headline
from simulation.stats import tells
from simulation.study import (
    Finding,
    StudySummary,
    across_heads,
    across_told,
    difference_with_known,
    from_to,
    in_order,
    is_clear,
    is_same,
    is_sensed,
    looked_for,
    may_be_weighty,
    number_tested,
    stands_alone,
    stands_out,
    turn_told,
    usual,
)
from simulation.words import Said, said, say, whole

__all__ = ["print_variant"]


def print_variant(page: Page, summary: StudySummary, variant: int, outcomes: Sequence[str]) -> None:
    """Print what stands out of what a variant changes; all else by name, in a line for each reason why it does not.

    What somebody asked for is told in any case.
    """
    page.heading(f"{chr(ord('@') + variant)}. {summary.words[variant]}")
    if summary.variants[2:] and (led := change_told(summary, variant)) != headline(summary):
        page.say(led, indent=2, hang=2)
    print_answer(page, summary, variant)
    asked = asked_of(summary, outcomes or usual())
    found = in_order((finding for finding in asked if finding.differences), variant)
    of = number_tested(looked_for(summary))
    told = [f for f in found if (is_clear(f, variant) if outcomes else stands_out(f, variant, of))]
    rest = [one for one in found if one not in told and (one.occurs or one.key in outcomes)]
    asked_too = [one for one in rest if one.key in outcomes and not is_same(one, variant)]
    rows = [
        (
            labelled(summary, finding),
            difference_with_known(summary, finding, variant),
            from_to(finding, variant, summary.replications),
        )
        for finding in (*told, *asked_too)
    ]
    heads = (
        say("command.study.asked.head" if outcomes else "command.study.beyond"),
        say("command.study.less", variant=summary.variants[variant]),
    )
    page.columns(rows, heads=(*heads, "") if rows else ())
    sensed = [one for one in (found if outcomes else told) if is_sensed(one, variant)]
    _print_across(page, summary, sensed, variant)
    _print_rest(page, summary, variant, rest, of, named=asked_too)


def _print_rest(
    page: Page, summary: StudySummary, variant: int, rest: Sequence[Finding], of: int, *, named: list[Finding]
) -> None:
    """Print what does not change, is clear by itself alone, changes too little to matter, or cannot be told.

    The figures of those `named` stand above: they are told by name.
    """
    same = [finding for finding in rest if is_same(finding, variant)]
    open_ = [finding for finding in rest if may_be_weighty(finding, variant)]
    alone = [finding for finding in rest if stands_alone(finding, variant, of)]
    small = [finding for finding in rest if finding not in (*same, *open_, *alone)]
    held = [f for f in open_ if f.chance_differences and tells(f.chance_differences[variant - 1])]
    parts = {"alone": alone, "small": small, "open": [f for f in open_ if f not in held], "open.sets": held}
    if same:
        told: list[Said | str] = [labelled(summary, finding) for finding in same]
        page.say(said("study.same.note", what=Said.apart(told)), style="dim", indent=2, hang=2)
    for key, found in parts.items():
        told = [labelled(summary, one) for one in found if one in named]
        told += [
            f"{labelled(summary, one)} {difference_with_known(summary, one, variant, again=place > 0)}"
            for place, one in enumerate(one for one in found if one not in named)
        ]
        if told:
            words = said(f"command.study.{key}", what=Said.apart(told), of=whole(of))
            page.say(words, style="dim", indent=2, hang=2)


def _print_across(page: Page, summary: StudySummary, findings: Sequence[Finding], variant: int) -> None:
    """Print how effects hold across sets of parameters, where sets are drawn."""
    if not findings:
        return
    page.write()
    rows = [
        (*numbers, said("study.line", name=labelled(summary, finding), words=verdict))
        for finding in findings
        for *numbers, verdict in (across_told(finding, variant),)
    ]
    page.columns(rows, heads=across_heads())
    page.note(said("study.parameters.legend"), indent=2)
    for finding in findings:
        if told := turn_told(finding, variant, labelled(summary, finding)):
            page.say(told, indent=2, hang=2)
