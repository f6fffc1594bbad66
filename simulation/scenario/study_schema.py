"""What a study file holds: frozen models, read strictly, with every problem told where it stands."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, ValidationError

from simulation.scenario.model_base import CasePart, Line
from simulation.scenario.problem_wording import shown, value_at
from simulation.scenario.problems import Path, Problems, Source
from simulation.words import called, listed, meant, say

__all__ = ["Layout", "Range", "StudyFile", "VariantEntry", "check_study_file"]

type Scalar = bool | int | float | str
type LeverValue = Scalar | list[Any] | dict[str, Any] | None

_MOST: Final = 1_000_000
_VARIANTS: Final = 8

Name = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\s=:][^=:\t\n\r]*$")]


class VariantEntry(CasePart):
    """A variant: its name, and the levers pulled, by name or path."""

    name: Name | None = None
    levers: Annotated[dict[str, LeverValue], Field(min_length=1, max_length=60)]


class Range(CasePart):
    """All values between two numbers."""

    low: float
    high: float


class Layout(CasePart):
    """How the variants of a sweep or of a sensitivity analysis are laid out."""

    method: Literal["grid", "latin_hypercube", "morris", "sobol"]
    levers: Annotated[dict[str, Range | list[Scalar]], Field(min_length=1, max_length=60)]
    points: Annotated[int, Field(ge=1, le=_MOST)] | None = None
    """Of a Latin hypercube."""
    trajectories: Annotated[int, Field(ge=1, le=_MOST)] | None = None
    """Of Morris."""
    samples: Annotated[int, Field(ge=1, le=_MOST)] | None = None
    """Of Sobol."""
    second_order: bool = False
    """Of Sobol: whether pairs of levers are told."""


class StudyFile(CasePart):
    """A study: a case, what is changed in it, how often it is played and what is measured."""

    study: Literal[1]
    title: Line = "A study"
    case: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    """Name of a shipped case, or a file: relative to the folder of the study."""
    set_: Annotated[dict[str, LeverValue], Field(alias="set", default_factory=dict)]
    """Values of the case that are changed for every variant, by path."""
    kind: Literal["ensemble", "compare", "sweep", "sensitivity"] | None = None
    """None: by what the file holds."""
    variants: Annotated[tuple[VariantEntry, ...], Field(max_length=_VARIANTS)] = ()
    design: Layout | None = None
    codings: bool = False
    """Whether replications draw what the case marks as judgement."""
    parameters: Annotated[str, StringConstraints(min_length=1, max_length=1000)] | None = None
    """`median`, `drawn`, or a folder with a table of parameter sets: relative to the folder of the study."""
    replications: Annotated[int, Field(ge=1, le=_MOST)] = 200
    """Of each variant."""
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = 1
    outcomes: tuple[Line, ...] = ()
    """Keys of what is measured; none: the usual ones."""
    level: Annotated[float, Field(ge=0.5, le=0.999)] = 0.9
    """Confidence of intervals."""


_WORDS: Final[Mapping[str, str]] = {
    "study": "1",
    "kind": "ensemble, compare, sweep, sensitivity",
    "method": "grid, latin_hypercube, morris, sobol",
}
"""Fields that take one of these words."""
_WHOLE: Final[Mapping[str, tuple[int, int]]] = {
    "seed": (0, 2**63 - 1),
    **dict.fromkeys(("points", "trajectories", "samples", "replications"), (1, _MOST)),
}
"""Fields that take a whole number, and its limits."""
_SAID: Final = frozenset(
    {"title", "case", "set", "variants", "name", "design", "parameters", "outcomes", "level"}
)
"""Fields of which the catalogue says what is valid."""
_HOLDERS: Final[Mapping[str, type[CasePart]]] = {"": StudyFile, "variants": VariantEntry, "design": Layout}


def check_study_file(raw: object, source: Source, problems: Problems) -> StudyFile | None:
    """Return what a study file says, or None; everything that is wrong with it is added to `problems`."""
    if not isinstance(raw, dict):
        what = say("shown.empty") if raw is None else shown(raw)
        problems.add(source.mark, say("problem.study.no_mapping", value=what))
        return None
    try:
        return StudyFile.model_validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        told: set[Path] = set()
        for item in error.errors(include_url=False):
            path = _place(raw, item["loc"])
            if path not in told:
                told.add(path)
                _tell(item["type"], path, raw, source, problems)
        return None


def _place(raw: object, loc: Path) -> Path:
    """Return where in the file a mistake stands; pydantic adds names of union members, which are no place in it."""
    path: list[str | int] = []
    for step in loc:
        inside = raw.get(step) if isinstance(raw, dict) else None
        if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            inside = raw[step]
        elif not isinstance(raw, dict) or (step not in raw and len(path) < len(loc) - 1):
            break
        path.append(step)
        raw = inside
    return tuple(path)


def _tell(kind: str, path: Path, raw: object, source: Source, problems: Problems) -> None:
    named = [step for step in path if isinstance(step, str)]
    name = named[-1] if named else say("noun.StudyFile")
    model = _HOLDERS.get(str(path[0]) if len(path) > 1 else "", StudyFile)
    holder = called("noun", model.__name__)
    fields = [one.alias or key for key, one in model.model_fields.items()]
    if kind == "missing":
        text = say("problem.missing", name=repr(name), holder=holder, valid=_valid(path))
        problems.add(source.mark_of(path[:-1]), text)
    elif kind == "extra_forbidden" and "levers" not in path:
        near = meant(name[:80], fields)
        text = say("problem.no_field", name=repr(name), holder=holder, near=near, valid=listed(fields))
        problems.add(source.key_mark_of(path), text)
    else:
        text = say("problem.study.value", name=name, value=shown(value_at(raw, path)), valid=_valid(path))
        problems.add(source.mark_of(path), text)


def _valid(path: Path) -> str:
    """Return what may stand at a place of the file, in words."""
    if "levers" in path:
        return say("valid.study.values" if path[0] == "design" else "valid.study.levers")
    named = [step for step in path if isinstance(step, str)]
    if named == ["variants"] and len(path) > 1:
        return say("valid.study.variant")
    return _valid_in(named[-1] if named else "")


def _valid_in(field: str) -> str:
    if field in _WORDS:
        return _WORDS[field]
    if field in _WHOLE:
        low, high = _WHOLE[field]
        return say("valid.integer", limits=say("valid.from_to", low=low, high=high))
    if field in ("second_order", "codings"):
        return say("valid.boolean")
    if field in ("low", "high"):
        return say("valid.number", limits="")
    return say(f"valid.study.{field}", most=_VARIANTS) if field in _SAID else say("shown.mapping")
