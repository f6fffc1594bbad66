"""Values as users write them behind `--lever` and `--set`, and as YAML files hold them."""

from typing import Any, Final

import yaml

from simulation.errors import StudyError
from simulation.scenario.strict_yaml import scalar
from simulation.words import as_given, say

__all__ = ["as_written", "plain_value", "yaml_text"]

_WIDTH: Final = 1_000_000


def as_written(value: object) -> str:
    """Return a value of a file as one writes it on the command line; text stays what it is.

    >>> [as_written(value) for value in (0.4, True, None, "on", [1, 2], {"low": 0.2, "high": 0.6})]
    ['0.4', 'true', '', 'on', '[1, 2]', '{low: 0.2, high: 0.6}']
    """
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
    try:
        return yaml_text(value, is_flow=True).strip()
    except yaml.YAMLError as error:
        raise StudyError(say("notebook.argument.value", given=as_given(value))) from error


def plain_value(text: str) -> bool | float | str:
    """Return a number or a truth value where `as_written` gives the same text again, else the text.

    >>> [plain_value(text) for text in ("0.40", "0.4", "10", "true", "on")]
    ['0.40', 0.4, 10, True, 'on']
    """
    value = scalar(text)
    return value if value is not None and as_written(value) == text else text


def yaml_text(data: object, *, is_flow: bool = False) -> str:
    """Return data as YAML that the strict reader takes for the same data."""
    return yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=is_flow,
    )


class _Dumper(yaml.SafeDumper):
    """Puts text in quotes that the strict reader would take for something else; repeats what stands twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - as the base class has it
        """Write everything out."""
        return True


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = None if scalar(text) == text and "\n" not in text else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)
