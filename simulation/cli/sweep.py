"""The commands sweep and sensitivity: many points of a case, what follows from where, and what matters most."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simulation.cli import arguments, study_options
from simulation.cli.study_run import Wishes
from simulation.cli.wishing import with_wishes

if TYPE_CHECKING:
    from simulation.study.factor import Factor

__all__ = ["sensitivity", "sweep"]

Over = Annotated[
    list[str],
    typer.Option(
        metavar="LEVER=VALUES",
        help="A lever or path with values, sessions=5,10,20, or a range, isolation=0..0.3 (0..0.3/4: four values of "
        "it). May be repeated.",
        show_default=False,
    ),
]
When = Annotated[
    str | None,
    typer.Option(
        metavar="OUTCOME",
        help="Look for the conditions under which this happens: adopted, 'not adopted', class.CLASS, ...",
    ),
]
WhenSwept = Annotated[
    str | None,
    typer.Option(
        metavar="OUTCOME",
        help="Look for the conditions under which this happens: adopted, class.CLASS, ...; 'not adopted' if left out.",
    ),
]


@with_wishes()
def sweep(
    case: arguments.Case,
    *,
    over: Over,
    points: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=2,
            max=20_000,
            help="Points of a Latin hypercube; without it, the grid of all values.",
        ),
    ] = None,
    when: WhenSwept = None,
    replications: study_options.Replications = 50,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    outcome: study_options.Outcomes = None,
    level: study_options.Level = 0.9,
    wishes: Wishes,
) -> None:
    """Play a case at many points, and see where outcomes turn.

    Points are a grid of values, or a Latin hypercube over ranges. Shows how outcomes go with each lever, and looks for
    the conditions under which something happens.
    """
    from simulation.cli.study_layout import play_design
    from simulation.study.design import grid, latin_hypercube

    factors = _factors(over)
    design = grid(factors) if points is None else latin_hypercube(factors, points, seed)
    play_design(
        case,
        design,
        wishes,
        kind="sweep",
        when=when,
        replications=replications,
        seed=seed,
        overrides=arguments.parsed(arguments.drawn(overrides, instance)),
        outcomes=tuple(outcome or ()),
        level=level,
    )


@with_wishes()
def sensitivity(
    case: arguments.Case,
    *,
    over: Over,
    method: Annotated[
        Literal["morris", "sobol"],
        typer.Option(help="morris ranks many levers with few runs; sobol shares out the variance."),
    ] = "morris",
    size: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=2,
            max=20_000,
            help="Trajectories (morris, 20) or samples (sobol, 64: a power of two).",
        ),
    ] = None,
    when: When = None,
    replications: study_options.Replications = 20,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    outcome: study_options.Outcomes = None,
    level: study_options.Level = 0.9,
    wishes: Wishes,
) -> None:
    """Find out which levers matter most, and by how much.

    Levers and uncertain numbers are moved over ranges, and an outcome follows. With intervals, with a word on whether
    the ranking has settled, and on how much is noise between runs.
    """
    from simulation.cli.study_layout import play_design
    from simulation.study.sensitivity import morris_design, sobol_design

    factors = _factors(over)
    make, usual = (morris_design, 20) if method == "morris" else (sobol_design, 64)
    design = make(factors, size or usual, seed)
    play_design(
        case,
        design,
        wishes,
        kind="sensitivity",
        when=when,
        replications=replications,
        seed=seed,
        overrides=arguments.parsed(arguments.drawn(overrides, instance)),
        outcomes=tuple(outcome or ("adopted", "substance")),
        level=level,
    )


def _factors(over: list[str]) -> "tuple[Factor, ...]":
    from simulation.study.factor_text import parse_factors
    from simulation.study.study_design import kinds_and_labels

    keys = [text.partition("=")[0].strip() for text in over]
    kinds, labels = kinds_and_labels(keys)
    return parse_factors(over, kinds=kinds, labels=labels)
