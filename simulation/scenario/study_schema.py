"""What a study file holds: frozen models, read strictly, with every problem told where it stands."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, ValidationError

from simulation.errors import did_you_mean
from simulation.scenario.model_base import CasePart, Line
from simulation.scenario.problem_wording import shown
from simulation.scenario.problems import Path, Problems, Source

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


_WHOLE: Final = f"a whole number from 1 to {_MOST}"
_VALID: Final[Mapping[str, str]] = {
    "study": "1",
    "title": "text of 1 to 200 characters on one line",
    "case": "the name of a shipped case, or a file",
    "set": "a mapping from paths to values, such as sessions: 12",
    "kind": "ensemble, compare, sweep, sensitivity",
    "variants": f"a list of at most {_VARIANTS} variants, each with 'levers' and, if you like, a 'name'",
    "name": "text of 1 to 40 characters without '=' and ':'",
    "design": "a mapping with 'method' and 'levers'",
    "method": "grid, latin_hypercube, morris, sobol",
    "points": _WHOLE,
    "trajectories": _WHOLE,
    "samples": _WHOLE,
    "second_order": "true or false",
    "codings": "true or false",
    "parameters": "median, drawn, or a folder with a table of parameter sets",
    "replications": _WHOLE,
    "seed": f"a whole number from 0 to {2**63 - 1}",
    "outcomes": "a list of keys, such as class.partial",
    "level": "a number from 0.5 to 0.999, such as 0.9",
    "low": "a number",
    "high": "a number",
}
_IN_VARIANT: Final = "a mapping from levers to values, such as rule: simple_majority"
_IN_DESIGN: Final = "a mapping from levers to values, such as sessions: [5, 10, 20], or to {low, high}"
_FIELDS: Final[Mapping[str, tuple[str, type[CasePart]]]] = {
    "": ("the study", StudyFile),
    "variants": ("a variant", VariantEntry),
    "design": ("the design", Layout),
}


def check_study_file(raw: object, source: Source, problems: Problems) -> StudyFile | None:
    """Return what a study file says, or None; everything that is wrong with it is added to `problems`."""
    if not isinstance(raw, dict):
        what = "empty" if raw is None else shown(raw)
        problems.add(
            source.mark, f"The study is {what}. Valid: a mapping that starts with 'study: 1'. Correct it."
        )
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
    name = str(next((step for step in reversed(path) if isinstance(step, str)), "the study"))
    holder, model = _FIELDS.get(str(path[0]) if len(path) > 1 else "", _FIELDS[""])
    fields = [field.alias or key for key, field in model.model_fields.items()]
    if kind == "missing":
        text = f"{name!r} is missing from {holder}. Valid: {_valid(path)}. Add it."
        problems.add(source.mark_of(path[:-1]), text)
    elif kind == "extra_forbidden" and "levers" not in path:
        text = f"{name!r} is not a field of {holder}.{did_you_mean(name[:80], fields)}"
        problems.add(source.key_mark_of(path), f"{text} Valid: {', '.join(fields)}. Correct or remove it.")
    else:
        value = shown(_value(raw, path))
        problems.add(source.mark_of(path), f"{name} is {value}. Valid: {_valid(path)}. Correct it.")


def _valid(path: Path) -> str:
    if "levers" in path:
        return _IN_DESIGN if path[0] == "design" else _IN_VARIANT
    named = [step for step in path if isinstance(step, str)]
    if named == ["variants"] and len(path) > 1:
        return "a mapping with 'levers' and, if you like, a 'name'"
    return _VALID.get(named[-1] if named else "", "a mapping")


def _value(raw: object, path: Path) -> object:
    for step in path:
        if isinstance(raw, dict):
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int):
            raw = raw[step]
    return raw
