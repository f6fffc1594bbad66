"""Shows text of a case where Streamlit takes Markdown: as it is written, and nothing else happens."""

import re
from typing import Final

__all__ = ["escaped", "plain"]

_SIGNS: Final = re.compile(r"([!-/:-@\[-`{-~])")
_STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    r"""Return a text without characters that would turn its direction or steer what shows it.

    >>> plain("a\u202eb")
    'a\ufffdb'
    """
    return _STEERING.sub("\ufffd", text)


def escaped(text: str) -> str:
    r"""Return a text that shows as written, on one line, in whatever takes Markdown: no image, no link, no colour.

    >>> print(escaped("![x](https://example.org/) <b> :red[a] $b$"))
    \!\[x\]\(https\:\/\/example\.org\/\) \<b\> \:red\[a\] \$b\$
    """
    return _SIGNS.sub(r"\\\1", " ".join(plain(text).split()))
