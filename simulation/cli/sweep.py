"""The commands sweep and sensitivity: many points of a case, what follows from where, and what matters most."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.study_run import Wishes
from simulation.cli.wishing import with_wishes

if TYPE_CHECKING:
    from simulation.study import Factor

__all__ = ["sensitivity", "sweep"]

Over = Annotated[
    list[str], typer.Option(metavar="LEVER=VALUES", autocompletion=completing.levers, show_default=False)
]


@with_wishes()
def sweep(
    case: arguments.Case,
    *,
    over: Over,
    points: Annotated[int | None, typer.Option(metavar="N", min=2, max=20_000)] = None,
    when: study_options.When = None,
    replications: study_options.Replications = 50,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    outcome: study_options.Outcomes = None,
    level: study_options.Level = 0.9,
    wishes: Wishes,
) -> None:
    """Play a case at many points, and see where outcomes turn."""
    from simulation.cli.study_layout import play_design
    from simulation.study import grid, latin_hypercube

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
    method: Annotated[Literal["morris", "sobol"], typer.Option(metavar="morris|sobol")] = "morris",
    size: Annotated[int | None, typer.Option(metavar="N", min=2, max=20_000)] = None,
    when: study_options.When = None,
    replications: study_options.Replications = 20,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    outcome: study_options.Outcomes = None,
    level: study_options.Level = 0.9,
    wishes: Wishes,
) -> None:
    """Find out which levers matter most, and by how much."""
    from simulation.cli.study_layout import play_design
    from simulation.study import morris_design, sobol_design

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
    from simulation.errors import StudyError
    from simulation.study import kinds_and_labels, lever_named, no_such_lever, parse_factors

    keys = [text.partition("=")[0].strip() for text in over]
    given = [key for key, text in zip(keys, over, strict=True) if key and "=" in text]
    unknown = {key: no_such_lever(key) for key in given if lever_named(key) is None}
    if problems := [f"{key}: {told}" for key, told in unknown.items() if told is not None]:
        raise StudyError("\n".join(problems))
    kinds, labels = kinds_and_labels(keys)
    return parse_factors(over, kinds=kinds, labels=labels)
