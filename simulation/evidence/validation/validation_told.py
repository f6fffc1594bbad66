"""Says in words what was tested and how it came out: the table, what it means, and where its numbers are from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final, Literal

from simulation.evidence.validation.contest import Contest, Verdict
from simulation.evidence.validation.published_table import Published, PublishedPart, published
from simulation.evidence.validation.tested_rows import NAMES, ROWS, Row
from simulation.stats.interval import Estimate
from simulation.study.figures import clear_of_zero, is_sized, shown, signed
from simulation.words import called, percent, say, whole

__all__ = [
    "COLUMNS",
    "Line",
    "assembly_line",
    "forecast_line",
    "head",
    "lines",
    "meaning",
    "renewed",
    "simple_models",
    "sources",
    "tally",
]

type Outcome = Verdict | Literal["all", "most", "few"]

COLUMNS: Final = ("question", "measure", "data", "strongest", "ours", "difference", "verdict")
CONFERENCE: Final = "deu3.error.conference"
ASSEMBLY: Final = "texts.auc_within.ours"
_MEAN: Final = "mean"
_HUNDRED: Final = 100
_MEANT: Final = (
    ("decision", CONFERENCE),
    ("layer", "deu3.error.marks_3"),
    ("ends", "deu3.reference_named.conference"),
    ("pairs", "pairs.auc.ours"),
    ("pairs", "pairs.auc.ours_parts"),
    ("known", "pairs.auc.ours_known"),
    ("known", "pairs.auc.ours_known_parts"),
    ("texts", ASSEMBLY),
    ("votes", "votes.leave_one_out.log"),
    ("signatures", "signatures.brier"),
    ("landings", "landings.first_hour"),
)
"""What the text below the table is about, and the row that each is read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table, in words of the current language."""

    question: str
    measure: str
    data: str
    strongest: str
    """The simple model that ours is held against; empty of what is counted."""
    ours: str
    difference: str
    """Ours less the strongest simple model."""
    verdict: str
    outcome: Outcome
    command: str
    """What prints it."""

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the line, one for each of `COLUMNS`."""
        return tuple(getattr(self, name) for name in COLUMNS)


def lines(found: Published | None = None) -> tuple[Line, ...]:
    """Return the whole table, losers included; `found` defaults to the published results."""
    table = found or published()
    rows = ((row, table.contest(row.key)) for row in ROWS)
    return (
        *_counted(table),
        *(_line(row, one, table.parts[row.part]) for row, one in rows if one is not None),
    )


def _counted(table: Published) -> Iterator[Line]:
    """Yield what is counted: facts that are shown, and ladders that hold."""
    facts = _facts()
    if facts is not None:
        held, of, seed = facts
        yield _count("facts", held, of, f"delegation-sim facts --seed {seed}")
    part = table.parts.get("responses")
    if part is not None:
        yield _count("responses", part.about["hold"], part.about["judged"], part.command)


def _count(question: str, held: int, of: int, command: str) -> Line:
    outcome = outcome_of(held, of)
    return Line(
        question=say(f"validation.question.{question}"),
        measure=say(f"validation.measure.{question}"),
        data=say(f"validation.data.{question}", n=whole(of)),
        strongest="",
        ours=say("validation.count", held=whole(held), of=whole(of)),
        difference="",
        verdict=say(f"validation.verdict.{outcome}"),
        outcome=outcome,
        command=command,
    )


def tally(found: Published | None = None) -> str:
    """Return the sentence on how often ours is better, worse, or neither."""
    outcome = [line.outcome for line in lines(found) if line.strongest]
    counts = {verdict: whole(outcome.count(verdict)) for verdict in ("better", "worse", "alike")}
    return say("validation.tally", n=whole(len(outcome)), **counts)


def simple_models(found: Published | None = None) -> tuple[tuple[str, str, str], ...]:
    """Return all simple models, the best first: question and data, what is measured, models with their values.

    Question and data are said once, in the first of their rows.
    """
    table = found or published()
    measured: dict[tuple[str, str], list[tuple[Row, Contest]]] = {}
    for row in ROWS:
        if (one := table.contest(row.key)) is not None:
            measured.setdefault((row.question, row.measure), []).append((row, one))
    rows, before = [], ""
    for contests in measured.values():
        line = _line(*contests[0], table.parts[contests[0][0].part])
        about = f"{line.question} ({line.data})"
        rows.append(("" if about == before else about, line.measure, _ranked(contests)))
        before = about
    return tuple(rows)


def _ranked(contests: Sequence[tuple[Row, Contest]]) -> str:
    """Return the simple models of contests by one measure, the best first."""
    row, first = contests[0]
    simple = {model: value.value for _, one in contests for model, value in one.simple.items()}
    best = sorted(simple, key=lambda model: first.loss(simple[model]))
    told = [_named(row, model, _value(row, simple[model])) for model in best]
    return reduce(lambda before, after: say("validation.next", first=before, next=after), told)


def outcome_of(held: int, of: int) -> Outcome:
    """Return what a count comes to.

    >>> outcome_of(20, 20), outcome_of(11, 20), outcome_of(10, 20)
    ('all', 'most', 'few')
    """
    return "all" if held == of else "most" if 2 * held > of else "few"


def _facts() -> tuple[int, int, int] | None:
    """Return how many facts are shown, of how many, and the seed; None while they are out of date."""
    from simulation.evidence.facts import published_facts as facts  # the whole battery: only for the table

    try:
        found = facts.published()
    except ValueError:
        return None
    return sum(one.verdict == "shown" for one in found.facts), len(found.facts), found.seed


def _line(row: Row, one: Contest, part: PublishedPart) -> Line:
    measure = say(f"validation.measure.{row.question}.{row.measure}")
    told = {} if one.target is None else {"happened": _interval(row, one.target)}
    return Line(
        question=say(f"validation.question.{row.question}"),
        measure=say(f"validation.better.{one.better}", measure=measure, **told),
        data=say(f"validation.data.{row.question}", n=whole(one.n)),
        strongest=_named(row, one.strongest, _interval(row, one.simple[one.strongest])),
        ours=_named(row, one.ours, _interval(row, one.value)),
        difference=_difference(row, one.difference),
        verdict=say(f"validation.verdict.{one.verdict}"),
        outcome=one.verdict,
        command=part.command,
    )


def model_name(question: str, model: str) -> str:
    """Return what a model is called in the table, which has plainer names for some than its section."""
    return called(f"validation.model.{question}", model, called(".".join(NAMES[question]), model))


def _named(row: Row, model: str, value: str) -> str:
    return say("validation.named", model=model_name(row.question, model), value=value)


def _value(row: Row, value: float) -> str:
    return percent(value) if row.unit == "share" else shown(value, row.decimals)


def _interval(row: Row, one: Estimate) -> str:
    if not is_sized(one) or one.low == one.high:
        return _value(row, one.value)
    times = _HUNDRED if row.unit == "share" else 1
    low, high = (shown(times * end, row.decimals) for end in (one.low, one.high))
    return say("backtest.interval", value=_value(row, one.value), low=low, high=high)


def _difference(row: Row, one: Estimate) -> str:
    times = _HUNDRED if row.unit == "share" else 1
    if not is_sized(one):
        return signed(times * one.value, row.decimals)
    decimals = clear_of_zero(one, row.decimals, times)
    value, low, high = (signed(times * end, decimals) for end in (one.value, one.low, one.high))
    return say("backtest.interval", value=value, low=low, high=high)


def forecast_line(found: Published | None = None) -> str:
    """Return the sentence on the proper use of an ensemble, with its figure; empty if it beats the mean."""
    one = (found or published()).contest(CONFERENCE)
    if one is None or _MEAN not in one.simple:
        return ""
    verdict = one.against(_MEAN)
    if verdict == "better":
        return ""
    ours, mean = (shown(value.value, 1) for value in (one.value, one.simple[_MEAN]))
    return say(f"validation.forecast.{verdict}", ours=ours, mean=mean, n=whole(one.n))


def assembly_line(found: Published | None = None) -> str:
    """Return the like sentence for many replications of an assembly; empty if it beats the strongest simple model."""
    one = (found or published()).contest(ASSEMBLY)
    if one is None or one.verdict == "better":
        return ""
    ours, simple = (shown(_HUNDRED * value.value, 1) for value in (one.value, one.simple[one.strongest]))
    return say(f"validation.assembly.{one.verdict}", ours=ours, simple=simple, n=whole(one.n))


def meaning(found: Published | None = None) -> tuple[str, ...]:
    """Return sentences on the gain of the simulation over a mean, and on its limits."""
    table = found or published()
    by_key = {row.key: row for row in ROWS}
    told = [
        _meant(topic, by_key[key], one) for topic, key in _MEANT if (one := table.contest(key)) is not None
    ]
    part, facts = table.parts.get("responses"), _facts()
    if part is not None and facts is not None:
        held, of, _ = facts
        told.append(
            say(
                "validation.meant.change",
                hold=part.about["hold"],
                judged=part.about["judged"],
                shown=held,
                facts=of,
            )
        )
    return tuple(told)


def _meant(topic: str, row: Row, one: Contest) -> str:
    told = {} if one.target is None else {"happened": _value(row, one.target.value)}
    return say(
        f"validation.meant.{'near.' if one.better == 'near' else ''}{one.verdict}",
        topic=say(f"validation.topic.{topic}"),
        ours=model_name(row.question, one.ours),
        simple=model_name(row.question, one.strongest),
        measure=say(f"validation.measure.{row.question}.{row.measure}"),
        value=_value(row, one.value.value),
        other=_value(row, one.simple[one.strongest].value),
        difference=_difference(row, one.difference),
        **told,
    )


def sources(found: Published | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the sources of the numbers: name, command, version, replications and digest of the data, a row a set."""
    return tuple(
        (
            say(f"validation.part.{part.part.key}"),
            part.command,
            part.version,
            whole(part.about.get("replications", part.about.get("pairs", 0))) if part.part.fewest else "",
            part.digest,
        )
        for part in (found or published()).parts.values()
    )


def head(found: Published | None = None) -> str:
    """Return the head of the page on validation, in Markdown: the table, what it says, where it is from."""
    table = found or published()
    rows, before = [], ("", "", "")
    for line in lines(table):
        about = f"**{line.question}**", line.data, line.measure
        same = [told == old and line.question in before[0] for told, old in zip(about, before, strict=True)]
        question, data, measure = ("" if again else told for told, again in zip(about, same, strict=True))
        verdict = line.verdict if line.outcome == "alike" else f"**{line.verdict}**"
        rows.append(
            (f"{question} {data}".strip(), measure, verdict, line.ours, line.difference, line.strongest)
        )
        before = about
    heads = [say("validation.head.question_data")]
    heads += [
        say(f"validation.head.{name}") for name in ("measure", "verdict", "ours", "difference", "strongest")
    ]
    parts = [
        f"{say('validation.lead')} {tally(table)}",
        _table(heads, rows),
        say("validation.rule"),
        say("validation.words"),
        f"## {say('validation.meant.heading')}",
        "\n".join(f"- {sentence}" for sentence in (forecast_line(table), *meaning(table)) if sentence),
        f"## {say('validation.simple.heading')}",
        _table(
            [say(f"validation.head.{name}") for name in ("question_data", "measure", "simple")],
            simple_models(table),
        ),
        f"## {say('validation.sources.heading')}",
        _table(
            [say(f"validation.sources.{name}") for name in ("data", "command", "version", "n", "digest")],
            [(name, f"`{command}`", *rest) for name, command, *rest in sources(table)],
        ),
        say("validation.sources.note"),
    ]
    return "\n\n".join(parts) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def renewed(page: str) -> str:
    """Return the page with its head written anew, up to the facts.

    Raises:
        ValueError: if the page has no title with a section on the facts below it.
    """
    title, start, rest = page.partition("# Validation\n")
    _, facts, after = rest.partition("\n## The facts\n")
    if title or not start or not facts:
        raise ValueError("The page has no title 'Validation' with a section 'The facts' below it.")
    return f"{start}\n{head()}{facts}{after}"
