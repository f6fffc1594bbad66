"""What a lever is: its name, the values it takes, and what pulling it does to a case."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from simulation.errors import nearest
from simulation.scenario.problem_wording import shown
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import scalar
from simulation.words import NOTHING, Said, Value, said

__all__ = [
    "Choice",
    "Choices",
    "DelegationKey",
    "Group",
    "Lever",
    "LeverError",
    "Number",
    "Pull",
    "Pulled",
    "Switch",
    "Takes",
    "Text",
    "Whole",
    "lever",
    "no_such",
    "none_called",
]

type Group = Literal["rules", "chair", "text", "time", "information", "delegations"]
type Aim = Literal["case", "whose", "some", "bloc"]
"""What stands after the dot: nothing; whose it is (has to be said); whose it is (or everybody's); a bloc (or all)."""

_ON = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}
_NONE = ("none", "")
_LONGEST: Final = 80
"""Of a name that nothing has, so much is shown."""
_LISTED: Final = 30
_COMPARED: Final = 300


class LeverError(Exception):
    """A lever cannot be pulled like this: says what is wrong, what is valid, what to do."""

    def __init__(self, told: Said) -> None:
        super().__init__(told)
        self.told = told
        """Told where it is read, in the language of whoever reads it."""


class Takes[T](ABC):
    """The values that a lever takes, as data for forms and help, and how they are read."""

    kind: str
    """What form asks for it: number, factor, whole, choice, choices, switch, delegation, text."""
    low: float | None = None
    """Least number, if numbers are asked for."""
    high: float | None = None
    """Largest number, likewise."""

    @property
    def choices(self) -> tuple[str, ...]:
        """Words to choose from; nothing where numbers or free text are asked for."""
        return ()

    @property
    @abstractmethod
    def valid(self) -> Said:
        """What is valid, for the middle of a sentence."""

    @abstractmethod
    def read(self, text: str, case: Scenario) -> T:
        """Return the value that a text stands for.

        Raises:
            LeverError: if it stands for none.
        """


def none_called(told: str, key: str, valid: Collection[str], **values: Value) -> LeverError:
    """Return that nothing has this name, with the nearest that there is and some of the others."""
    near = nearest(key[:_LONGEST], valid) if len(valid) <= _COMPARED else None
    some = Said.listed(list(valid)[:_LISTED]) if valid else Said("problem.listed.nothing")
    rest = len(valid) - _LISTED
    values |= {
        "key": repr(key[:_LONGEST]),
        "near": NOTHING if near is None else said("problem.near", name=repr(near)),
        "valid": some if rest <= 0 else said("problem.listed.more", shown=some, n=rest),
    }
    return LeverError(said(told, **values))


def no_such(what: str, key: str, valid: Collection[str]) -> LeverError:
    """Return that no delegation, rule or whatever it is has this name."""
    return none_called("problem.no_such", key, valid, what=Said.called("thing", what))


def _wrong(text: str, valid: Said, *, is_number: bool = False) -> LeverError:
    key = "problem.lever.comma" if is_number and "," in text else "problem.lever.value"
    return LeverError(said(key, value=shown(scalar(text)), valid=valid))


def _number(text: str, takes: Takes[Any], words: Mapping[str, float]) -> float:
    """Return the number in the range that a text stands for, or a word."""
    value = words.get(text, scalar(text))
    if isinstance(value, bool | str | None) or not (takes.low or 0) <= value <= (takes.high or 0):
        raise _wrong(text, takes.valid, is_number=True)
    return value


def _limits(takes: Takes[Any]) -> Said:
    return said("valid.from_to", low=f"{takes.low:g}", high=f"{takes.high:g}")


@dataclass(frozen=True, slots=True)
class Number(Takes[float]):
    """A number in a range; words stand for some numbers."""

    low: float | None
    high: float | None
    words: tuple[tuple[str, float], ...] = ()
    kind: str = "number"

    @property
    def choices(self) -> tuple[str, ...]:
        """Words that stand for a number."""
        return tuple(word for word, _ in self.words)

    @property
    def valid(self) -> Said:
        """The range."""
        return Said.listed([*self.choices, said("valid.number", limits=_limits(self))])

    def read(self, text: str, case: Scenario) -> float:  # noqa: ARG002 - as every reader
        """Return the number."""
        return float(_number(text, self, dict(self.words)))


@dataclass(frozen=True, slots=True)
class Whole(Takes[int]):
    """A whole number in a range."""

    low: float | None
    high: float | None
    kind: str = "whole"

    @property
    def valid(self) -> Said:
        """The range."""
        return said("valid.integer", limits=_limits(self))

    def read(self, text: str, case: Scenario) -> int:  # noqa: ARG002 - as every reader
        """Return the number."""
        value = _number(text, self, {})
        if value != int(value):
            raise _wrong(text, self.valid, is_number=True)
        return int(value)


@dataclass(frozen=True, slots=True)
class _Words[T](Takes[T]):
    """Words of one kind."""

    what: str
    words: Callable[[], tuple[str, ...]]
    """Asked when needed: installed packages may add to them."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The words."""
        return self.words()


class Choice(_Words[str]):
    """One of some words."""

    kind = "choice"

    @property
    def valid(self) -> Said:
        """The words."""
        return Said.listed(self.choices)

    def read(self, text: str, case: Scenario) -> str:  # noqa: ARG002 - as every reader
        """Return the word."""
        if text not in self.choices:
            raise no_such(self.what, text, self.choices)
        return text


class Choices(_Words[tuple[str, ...]]):
    """Some of some words, or none of them."""

    kind = "choices"

    @property
    def valid(self) -> Said:
        """The words."""
        return said("valid.some", words=Said.listed(self.choices))

    def read(self, text: str, case: Scenario) -> tuple[str, ...]:  # noqa: ARG002 - as every reader
        """Return the words in their own order."""
        bare = text.removeprefix("[").removesuffix("]").strip()
        if bare == "all":
            return self.choices
        given = [] if bare in _NONE else [word.strip() for word in bare.split(",")]
        for word in given:
            if word not in self.choices:
                raise no_such(self.what, word, ["none", "all", *self.choices])
        return tuple(word for word in self.choices if word in given)


class Switch(Takes[bool]):
    """On or off."""

    kind = "switch"

    @property
    def choices(self) -> tuple[str, ...]:
        """The two words."""
        return ("on", "off")

    @property
    def valid(self) -> Said:
        """Both."""
        return Said("valid.switch")

    def read(self, text: str, case: Scenario) -> bool:  # noqa: ARG002 - as every reader
        """Return whether it is on."""
        if text not in _ON:
            raise _wrong(text, self.valid)
        return _ON[text]


class DelegationKey(Takes[str]):
    """The key of a delegation in the case: they differ from case to case."""

    kind = "delegation"

    @property
    def valid(self) -> Said:
        """What it is."""
        return Said("valid.delegation")

    def read(self, text: str, case: Scenario) -> str:
        """Return the key."""
        keys = [delegation.key for delegation in case.delegations]
        if text not in keys:
            raise no_such("delegation", text, keys)
        return text


@dataclass(frozen=True, slots=True)
class Text(Takes[str]):
    """A text in a form of its own, which the lever reads."""

    form: Said
    words: tuple[str, ...] = ()
    kind: str = "text"

    @property
    def choices(self) -> tuple[str, ...]:
        """Words that are always understood."""
        return self.words

    @property
    def valid(self) -> Said:
        """The form."""
        return self.form

    def read(self, text: str, case: Scenario) -> str:  # noqa: ARG002 - as every reader
        """Return the text."""
        return text


@dataclass(frozen=True, slots=True)
class Pull[T]:
    """A lever about to be pulled: the case, the value, and what stood after the dot."""

    case: Scenario
    value: T
    whose: str | None = None


@dataclass(frozen=True, slots=True)
class Pulled:
    """The case after a lever was pulled, not yet checked, and what changed in words."""

    case: Scenario
    words: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever[T]:
    """One change of a case that users make by name, without its path."""

    key: str
    group: Group
    takes: Takes[T]
    pull: Callable[[Pull[T]], Pulled]
    example: str
    """As one writes it behind `--lever`."""
    aim: Aim = "case"
    may_repeat: bool = False
    """Whether one variant may pull it more than once."""
    words: str = "lever.value"
    """Where the catalogue says what the words are called that it takes."""

    @property
    def label(self) -> Said:
        """What it is called."""
        return Said(f"lever.{self.key}")

    @property
    def description(self) -> Said:
        """What it does, in a sentence or two."""
        return Said(f"lever.{self.key}.about")

    def called(self, word: str) -> Said:
        """Return what a word is called that it takes, of which users write the key."""
        return Said.called(self.words, word, word.replace("_", " "))

    @property
    def signature(self) -> str:
        """How it is written, such as `rights.WHOSE`."""
        return self.key + {"case": "", "whose": ".WHOSE", "some": "[.WHOSE]", "bloc": "[.BLOC]"}[self.aim]

    def apply(self, case: Scenario, text: str, whose: str | None) -> Pulled:
        """Return the case with this lever pulled; the result still has to be checked.

        Raises:
            LeverError: if the value or `whose` does not fit the case.
        """
        if self.aim == "whose" and whose is None:
            raise LeverError(said("problem.lever.whose", lever=self.key, example=self.example))
        return self.pull(Pull(case, self.takes.read(text, case), whose))


def lever[T](
    group: Group,
    takes: Takes[T],
    *,
    example: str,
    aim: Aim = "case",
    may_repeat: bool = False,
    words: str = "lever.value",
) -> Callable[[Callable[[Pull[T]], Pulled]], Lever[T]]:
    """Return what makes a function a lever that is called as the function is; see `Lever`."""

    def made(pull: Callable[[Pull[T]], Pulled]) -> Lever[T]:
        return Lever(
            key=pull.__name__.removeprefix("_"),
            group=group,
            takes=takes,
            pull=pull,
            example=example,
            aim=aim,
            may_repeat=may_repeat,
            words=words,
        )

    return made
