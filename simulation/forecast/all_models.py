"""All models on one case, on the same draws of what is uncertain, with the outcome layer around the weighted mean."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np

from simulation.arrays import ByValue, FloatArray, IntArray
from simulation.engine.batch import prepare
from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.forecast.compared_models import CONFERENCE, SHELF, WEIGHTED_MEAN, Shown
from simulation.forecast.disagreement import Standing, apart, standings
from simulation.forecast.landed import Landed, joined, land
from simulation.forecast.pieces import Piece, pieces_of
from simulation.in_notebook import InNotebook
from simulation.models.option_cells import CellForecast, distribution_among
from simulation.models.outcome_layer import G3, Coefficients, sensitivity
from simulation.protocols.positional import heard
from simulation.rng import as_seed
from simulation.scenario.schema import Scenario
from simulation.state.tableau import Tableau
from simulation.study.first_back import first_back
from simulation.study.pool import InProcess, slabs_out
from simulation.words import as_given, check_whole, say

__all__ = ["LEVEL", "REPLICATIONS", "Forecast", "IssueMarks", "forecast_from", "forecast_of"]

REPLICATIONS: Final = 100
"""Draws of what is uncertain, unless told otherwise."""
LEVEL: Final = 0.9
"""Of the intervals over those draws."""
_SCALE: Final = 100.0

type Progress = Callable[[int, int], None]
"""Told how many pieces of about a second are done, and of how many; None: nobody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMarks:
    """The outcome layer of one issue: a probability for every option and every gap between two of them."""

    forecast: CellForecast
    """On 0 to 100."""
    flat: CellForecast
    steep: CellForecast
    """The same with half and one and a half times the slope: the coefficients come from elsewhere."""
    simulated: CellForecast | None
    """The same around where the conference lands in each draw; None: it is not among the models."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Forecast(ByValue, InNotebook):
    """The forecasts of M models for a case in R draws of its uncertain numbers. Equal if all fields are."""

    case: Scenario
    seed: int
    replications: int
    landed: tuple[Landed, ...]
    """One for each model, the weighted mean first."""
    marks: tuple[IssueMarks, ...]
    """One for each issue."""
    standings: tuple[Standing, ...]
    """Of each delegation, those about whom the models differ most first."""

    def __repr__(self) -> str:
        """Return what was forecast, and from how much."""
        return (
            f"<Forecast of {self.case.key}: seed {self.seed}, {self.replications} draws, {len(self.landed)} models, "
            f"{len(self.marks)} issues>"
        )

    @property
    def models(self) -> tuple[Shown, ...]:
        """The models in the order of `landed`."""
        return tuple(each.model for each in self.landed)

    @cached_property
    def point(self) -> FloatArray:
        """Where each model lands on each issue, `[M, I]`: the median of the draws that end in `option`.

        So it lies where that wording is the nearest, or at the status quo; the median of all draws need not.
        """
        return _points(self.landed)

    @cached_property
    def interval(self) -> FloatArray:
        """Between which landings nine of ten draws lie, `[M, I, 2]`."""
        ends = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
        return np.stack([np.quantile(each.point, ends, axis=0).T for each in self.landed])

    @cached_property
    def option(self) -> IntArray:
        """The wording that most draws end in, `[M, I]`; the first of equals; -1: most often none."""
        return np.stack([_most_often(each.option) for each in self.landed])

    @cached_property
    def option_share(self) -> FloatArray:
        """In which share of the draws they do, `[M, I]`."""
        pairs = zip(self.landed, self.option, strict=True)
        return np.stack([(each.option == often).mean(axis=0) for each, often in pairs])

    @cached_property
    def apart(self) -> FloatArray:
        """Mean distance between two families of models, on each issue, `[I]`, 0..1.

        A family stands where the median of its models does, so that variants of one model do not vote more than once.
        """
        family = [model.family for model in self.models]
        members = [
            [place for place, own in enumerate(family) if own == each] for each in dict.fromkeys(family)
        ]
        return apart(np.stack([np.median(self.point[rows], axis=0) for rows in members]))


def forecast_of(
    case: Scenario | str | os.PathLike[str],
    *,
    seed: int = 1,
    replications: int = REPLICATIONS,
    models: Sequence[Shown] | None = None,
    coefficients: Coefficients = G3,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Forecast:
    """Return the forecasts of all models for a case, all on the same draws.

    Args:
        case: A case, the name of a shipped one, or a file.
        seed: Of the draws.
        replications: How many draws.
        models: Which, the weighted mean first if it is left out; None: all.
        coefficients: Of the outcome layer.
        executor: Where the models are played, in pieces of about a second; None: here.
        progress: Told how many pieces are done, and of how many.

    Raises:
        ScenarioError: if the case cannot be used.
        StudyError: if the number of draws is none.
    """
    case = case if isinstance(case, Scenario) else load_scenario(case)
    replications = check_whole("replications", replications)
    seed = as_seed(seed)
    if not _are_shown(models):
        raise StudyError(say("notebook.argument.models", given=as_given(models)))
    chosen = SHELF if models is None else _with_the_mean(models)
    landed = _landed(case, chosen, executor, seed=seed, replications=replications, progress=progress)
    return forecast_from(case, landed, seed=seed, coefficients=coefficients)


def _are_shown(given: object) -> bool:
    return given is None or (isinstance(given, Sequence) and all(isinstance(one, Shown) for one in given))


def forecast_from(
    case: Scenario, landed: Sequence[Landed], *, seed: int, coefficients: Coefficients = G3
) -> Forecast:
    """Return the forecast in which models land so.

    Args:
        case: Checked as `load_scenario` does.
        landed: Of each model where it lands in the first R draws of the seed, the weighted mean first.
        seed: Of the draws.
        coefficients: Of the outcome layer.
    """
    replications = len(landed[0].point)
    tableau = prepare(case).blueprint.draw(seed, range(replications))
    keys = tableau.delegations
    ideal, salience = np.median(tableau.ideal, axis=0), np.median(tableau.given_salience, axis=0)
    return Forecast(
        case=case,
        seed=seed,
        replications=replications,
        landed=tuple(landed),
        marks=tuple(_marks(tableau, issue, coefficients, landed) for issue in range(tableau.n_issues)),
        standings=standings(keys, ideal, salience, _points(landed)),
    )


def _landed(
    case: Scenario,
    models: Sequence[Shown],
    executor: Executor | None,
    *,
    seed: int,
    replications: int,
    progress: Progress | None,
) -> tuple[Landed, ...]:
    """Return where each model lands, in the order of the models, whatever is done first."""
    pieces = pieces_of(case, models, replications)
    told = progress or (lambda _done, _of: None)
    told(0, len(pieces))
    pool = executor or InProcess()
    found: dict[Piece, Landed] = {}
    waiting: dict[Future[Landed], Piece] = {}
    left = iter(pieces)
    while len(found) < len(pieces):
        for piece in islice(left, max(0, slabs_out(pool) - len(waiting))):
            work = pool.submit(land, case, piece.model, seed=seed, replications=piece.replications)
            waiting[work] = piece
        for future in first_back(waiting):
            found[waiting.pop(future)] = future.result()
            told(len(found), len(pieces))
    in_order = sorted(found, key=lambda piece: piece.replications.start)
    return tuple(joined([found[piece] for piece in in_order if piece.model == model]) for model in models)


def _with_the_mean(models: Sequence[Shown]) -> tuple[Shown, ...]:
    return (WEIGHTED_MEAN, *(model for model in models if model != WEIGHTED_MEAN))


def _marks(tableau: Tableau, issue: int, coefficients: Coefficients, landed: Sequence[Landed]) -> IssueMarks:
    written = tableau.valid[issue] & ~tableau.drafted[issue]
    options = (_SCALE * tableau.option_position[issue, written]).tolist()
    influence = tableau.capability * tableau.given_salience[:, :, issue]
    counts = heard(tableau)[:, issue]

    def found(of: Coefficients, centre: FloatArray | None = None) -> CellForecast:
        positions = np.where(counts, _SCALE * tableau.ideal[:, :, issue], np.nan)
        return distribution_among(positions, influence, options, centre, coefficients=of)

    flat, steep = sensitivity(coefficients)
    played = next((each.point[:, issue] for each in landed if each.model == CONFERENCE), None)
    return IssueMarks(
        forecast=found(coefficients),
        flat=found(flat),
        steep=found(steep),
        simulated=None if played is None else found(coefficients, _SCALE * played),
    )


def _points(landed: Sequence[Landed]) -> FloatArray:
    """Return the median landing of each model in the draws that end as most of them do, `[M, I]`."""
    ends = [np.where(each.option == _most_often(each.option), each.point, np.nan) for each in landed]
    return np.stack([np.nanmedian(each, axis=0) for each in ends])


def _most_often(option: IntArray) -> IntArray:
    """Return the value that occurs most often in each column, `[I]`; the lowest of equals."""
    counts = np.stack([(option == code).sum(axis=0) for code in range(-1, int(option.max(initial=-1)) + 1)])
    often: IntArray = counts.argmax(axis=0) - 1
    return often
