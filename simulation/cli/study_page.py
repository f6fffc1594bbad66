"""Shows what a study found: how it ends, what a change does beyond noise, who gains, who stands together."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.terminal import Page, Told
from simulation.evidence.validation import forecast_line
from simulation.report.study import analysis_told, change_told, headline, largest_told, local
from simulation.stats import tells
from simulation.study import (
    Factor,
    Finding,
    StudySummary,
    across_heads,
    across_told,
    by_chance,
    difference_with_known,
    from_to,
    in_order,
    is_clear,
    is_same,
    is_sensed,
    label_of,
    leading,
    looked_for,
    matches,
    may_be_weighty,
    number_range,
    number_tested,
    short_answer,
    spread,
    stands_alone,
    stands_out,
    turn_told,
    usual,
    value_told,
)
from simulation.words import Said, names_joined, numbered, said, say, whole

__all__ = ["print_study"]

_PAIRS: Final = 8
"""Pairs shown at either end."""
_GAINS: Final = 5
"""Delegations shown at either end."""
_RARE: Final = 0.005
"""Options that end in the text less often than this are left out of the table on the screen."""
_POINTS: Final = 24
"""Points of a sweep shown one by one."""
_EXAMPLES: Final = 3
"""Endings of which the command of a run is shown."""
_SWEPT: Final = ("adopted", "substance")
_BESIDE: Final = (
    "sessions",
    "clauses_open",
    "substance",
    "from_draft",
    "from_status_quo",
    "gain_mean",
    "gain_min",
)


def print_study(summary: StudySummary, folder: Path | None, *, outcomes: Sequence[str] = ()) -> None:
    """Print a study; `folder` is where it is kept, if it is; `outcomes` are those asked for, if any were."""
    page = Page()
    page.title(summary.title)
    if summary.language_note:
        page.note(summary.language_note)
    _print_analysis(page, summary)
    _print_head(page, summary, outcomes)
    if summary.kind == "compare":
        for variant in range(1, len(summary.variants)):
            _print_variant(page, summary, variant, outcomes)
    elif summary.kind == "ensemble":
        _print_ensemble(page, summary, outcomes)
    if summary.kind == "sweep":
        _print_points(page, summary, outcomes or _SWEPT)
    page.heading(said("study.cannot.heading"))
    page.say(say("study.cannot", facts=languages.to_type([COMMAND, "facts"])))
    if summary.kind != "ensemble" and (line := forecast_line()):
        page.say(line)
    _print_next(page, summary, folder)


def _print_head(page: Page, summary: StudySummary, outcomes: Sequence[str]) -> None:
    each = summary.kind if summary.kind in ("ensemble", "compare") else "points"
    page.note(
        said(
            f"command.study.basis.{each}",
            case=summary.case,
            n=summary.replications,
            number=Said.count(summary.replications),
            seed=summary.seed,
            version=summary.version,
            hash=summary.scenario_hash[:12],
            level=f"{100 * summary.level:.0f}",
        )
    )
    if summary.kind == "ensemble" and (line := forecast_line()):
        page.note(line)
    for told in (*summary.coded, *summary.drawn, *summary.held):
        page.say(told)
    if summary.replications < summary.asked:
        page.say(said("study.lead.unfinished", n=whole(summary.replications), asked=whole(summary.asked)))
    if summary.kind == "compare":
        page.say(said("command.study.chance"))
        if told := by_chance(_tested(summary, outcomes), summary.level):
            page.say(told)
    wanted = outcomes or usual()
    for gap in summary.gaps(
        key for key in summary.unmeasured if any(matches(asked, key) for asked in wanted)
    ):
        page.say(gap)


def _tested(summary: StudySummary, outcomes: Sequence[str]) -> int:
    """Return how many differences are told in which some pair differs."""
    found = _asked(summary, outcomes or usual())
    return sum(
        not is_same(finding, variant)
        for finding in found
        for variant in range(1, 1 + len(finding.differences))
    )


def _print_ensemble(page: Page, summary: StudySummary, outcomes: Sequence[str]) -> None:
    if len(summary.variants) == 1 and not outcomes:
        page.heading(said("study.answer.heading"))
        _print_answer(page, summary, 0)
    _print_endings(page, summary)
    if outcomes:
        page.heading(said("command.study.asked"))
        _print_values(page, summary, _asked(summary, outcomes))
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
            (_label(summary, finding), *_values(finding))
            if len(_values(finding)) > 1
            else (
                _label(summary, finding),
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


def _label(summary: StudySummary, finding: Finding) -> Said:
    """Return what an outcome is called, the name of an issue beside its key."""
    key = finding.key.split(".")[1] if finding.key.startswith(("option.", "place.")) else ""
    label = finding.label
    if key not in summary.issues:
        return label
    return said(label.key, **(dict(label.values) | {"issue": _issue(summary, key)}))


def _issue(summary: StudySummary, key: str) -> str:
    """Return the key of an issue and its name; the name alone if it begins with the key."""
    name = summary.issues.get(key, key)
    return name if name.lower().startswith(key.lower()) else f"{key} {name}"


def _print_options(page: Page, summary: StudySummary) -> None:
    page.heading(said("study.options.heading"))
    issues = dict.fromkeys(
        finding.key.split(".")[1] for finding in summary.findings if finding.key.startswith("option.")
    )
    for issue in issues:
        keys = [f.key for f in summary.findings if f.key.startswith(f"option.{issue}.")]
        found = [f for f in _leading(summary, keys) if f.estimates[0].value >= _RARE]
        page.say(_issue(summary, issue), indent=2, hang=2)
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


def _print_variant(page: Page, summary: StudySummary, variant: int, outcomes: Sequence[str]) -> None:
    """Print what stands out of what a variant changes; all else by name, in a line for each reason why it does not.

    What somebody asked for is told in any case.
    """
    page.heading(f"{chr(ord('@') + variant)}. {summary.words[variant]}")
    if summary.variants[2:] and (led := change_told(summary, variant)) != headline(summary):
        page.say(led, indent=2, hang=2)
    _print_answer(page, summary, variant)
    asked = _asked(summary, outcomes or usual())
    found = in_order((finding for finding in asked if finding.differences), variant)
    of = number_tested(looked_for(summary))
    told = [f for f in found if (is_clear(f, variant) if outcomes else stands_out(f, variant, of))]
    rest = [one for one in found if one not in told and (one.occurs or one.key in outcomes)]
    asked_too = [one for one in rest if one.key in outcomes and not is_same(one, variant)]
    rows = [
        (
            _label(summary, finding),
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


def _print_answer(page: Page, summary: StudySummary, variant: int) -> None:
    """Print what is adopted, who gains and who loses."""
    for sentence in short_answer(summary, variant).sentences:
        page.say(sentence, indent=2, hang=2)


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
        told: list[Said | str] = [_label(summary, finding) for finding in same]
        page.say(said("study.same.note", what=Said.apart(told)), style="dim", indent=2, hang=2)
    for key, found in parts.items():
        told = [_label(summary, one) for one in found if one in named]
        told += [
            f"{_label(summary, one)} {difference_with_known(summary, one, variant, again=place > 0)}"
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
        (*numbers, said("study.line", name=_label(summary, finding), words=verdict))
        for finding in findings
        for *numbers, verdict in (across_told(finding, variant),)
    ]
    page.columns(rows, heads=across_heads())
    page.note(said("study.parameters.legend"), indent=2)
    for finding in findings:
        if told := turn_told(finding, variant, _label(summary, finding)):
            page.say(told, indent=2, hang=2)


def _asked(summary: StudySummary, outcomes: Sequence[str]) -> list[Finding]:
    return [f for f in summary.findings if any(matches(asked, f.key) for asked in outcomes)]


def _print_analysis(page: Page, summary: StudySummary) -> None:
    """Print what the page about the study begins with, and how settled a ranking is."""
    page.say(headline(summary), style="bold")
    if summary.variants[1:2] and not summary.variants[2:] and (told := largest_told(summary)):
        page.say(told)
    for sentence in analysis_told(summary):
        page.say(sentence)
    indices = summary.analysis.get("indices", {})
    for key, one in indices.items():
        about = Said.begun(label_of(key, summary.names))
        page.note(
            said("study.line", name=about, words=one["settled"]) if len(indices) > 1 else one["settled"]
        )


def _print_points(page: Page, summary: StudySummary, outcomes: Sequence[str]) -> None:
    """Print what was measured at each point, as long as the points fit on a page."""
    if len(summary.variants) > _POINTS:
        page.note(said("command.study.points.many", number=Said.count(len(summary.variants))))
        return
    points = summary.analysis.get("points") or [{"": str(words)} for words in summary.words]
    order = sorted(range(len(points)), key=lambda place: _in_order(summary, points[place]))
    for finding in _asked(summary, outcomes):
        page.heading(said("command.study.points", what=Said.begun(finding.label)))
        rows: list[tuple[Told, ...]] = [
            (*map(local, points[place].values()), value_told(finding, place)) for place in order
        ]
        page.columns(rows, heads=(*points[0], "") if any(points[0]) else ())


def _in_order(summary: StudySummary, point: Mapping[str, str]) -> list[float]:
    """Return what points are sorted by: the values of the levers, the first lever first."""
    factors = [Factor.from_plain(plain) for plain in summary.analysis.get("design", {}).get("factors", ())]
    return [factor.number(point[factor.key]) for factor in factors]


def _print_next(page: Page, summary: StudySummary, folder: Path | None) -> None:
    page.heading(said("command.study.next"))
    _print_command(page, said("command.study.repeat"), summary.command)
    found = [example for example in reversed(summary.examples) if example.command]
    first = {one.outcome_class: one for one in [e for e in found if " --holder " in e.command] or found}
    for word, example in list(reversed(first.items()))[:_EXAMPLES]:
        _print_command(page, said("command.study.example", ending=Said(f"class.{word}")), example.command)
    if folder is not None:
        page.say(said("command.study.folder", folder=str(folder)), indent=2)
        _print_command(page, said("command.study.page"), [COMMAND, "report", str(folder)])


def _print_command(page: Page, told: Said, command: str | Sequence[str]) -> None:
    """Print what a command gives and, on one line, the command."""
    page.say(told, indent=2)
    page.write(f"    {languages.to_type(command)}")
