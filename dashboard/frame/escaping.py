"""Shows text of a case where Streamlit takes Markdown: as it is written, and nothing else happens."""

import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Final

from simulation.drawing import cell
from simulation.words import Said

__all__ = ["bulleted", "cell", "escaped", "names_to_choose", "plain", "plain_values", "prose"]

_SIGNS: Final = re.compile(r"([!#$&*+./:<=>@\[\\\]^_`{|}~])")
"""Those that Markdown takes for more than they are. Others stay: a field is read aloud by its label as it was given,
backslashes and all."""
_LIST: Final = re.compile(r"^(\d{0,9})([-)])")
"""What would begin a list."""
_STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_FIELD: Final = re.compile(r"\\`([a-z]{1,40})\\`")
"""A word between backticks, escaped: authors of cases write the names of fields so."""

_ADDRESS: Final = re.compile(r"(?<=http:|ttps:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[^\S\u00a0\u202f]+")
"""Blanks and ends of lines, but not the blanks that keep two words together, as French writes before a colon."""
_JOINER: Final = "\u2060"
"""Takes no room and breaks nothing, but what Markdown takes for an address on sight is none with it inside."""


def plain(text: str | Said) -> str:
    r"""Return a text without characters that would turn its direction or steer what shows it.

    >>> plain("a\u202eb")
    'a\ufffdb'
    """
    return _STEERING.sub("\ufffd", str(text))


def plain_values[Key](given: Mapping[Key, Any]) -> dict[Key, Any]:
    r"""Return names by their keys, or the cells of a row, with every text in them plain; the rest as it is.

    >>> plain_values({"name": "a\u202eb", "seed": 3})
    {'name': 'a\ufffdb', 'seed': 3}
    """
    return {key: plain(value) if isinstance(value, str) else value for key, value in given.items()}


def bulleted(lines: Iterable[str | Said]) -> str:
    r"""Return texts one below the other, each with a bullet before it.

    >>> bulleted(["one", "a*b"])
    '- one\n- a\\*b'
    """
    return "\n".join(f"- {escaped(line)}" for line in lines)


def names_to_choose[Key](names: Mapping[Key, str], unnamed: str) -> dict[Key, str]:
    """Return names by their keys as a list of choices shows them: plain, on one line, none empty, no two alike.

    Args:
        names: as the case gives them.
        unnamed: stands for an empty one.

    >>> names_to_choose({"a": "North", "b": " ", "c": "North ", "d": "North (2)"}, "(no name)")
    {'a': 'North', 'b': '(no name)', 'c': 'North (3)', 'd': 'North (2)'}
    """
    lines = {key: _BLANKS.sub(" ", plain(name)).strip() or unnamed for key, name in names.items()}
    taken, shown = set(lines.values()), dict[Key, str]()
    for key, text in lines.items():
        numbered = (f"{text} ({number})" for number in count(2) if f"{text} ({number})" not in taken)
        shown[key] = next(numbered) if text in shown.values() else text
        taken.add(shown[key])
    return shown


def escaped(text: str | Said) -> str:
    r"""Return a text that shows as written, on one line, in whatever takes Markdown: no image, no link, no colour.

    >>> print(escaped("![x](y) <b> :red[a] $b$"))
    \!\[x\](y) \<b\> \:red\[a\] \$b\$
    >>> escaped("Task of the Secretary-General (new)"), escaped("- a"), escaped("100) a")
    ('Task of the Secretary-General (new)', '\\- a', '100\\) a')
    >>> escaped("http://a.b").replace("\u2060", "|"), escaped("me@a.b").replace("\u2060", "|")
    ('http\\:|\\/\\/a\\.b', 'me|\\@a\\.b')
    """
    told = _ADDRESS.sub(_JOINER, _BLANKS.sub(" ", plain(text)).strip(" "))
    return _LIST.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", told))


def prose(text: str) -> str:
    r"""Return the same as `escaped`, but words between backticks stand as such names do, not as they are typed.

    >>> print(prose("`notes` shows the *sum*, `[a](b)` too"))
    `notes` shows the \*sum\*, \`\[a\](b)\` too
    """
    return _FIELD.sub(r"`\1`", escaped(text))
