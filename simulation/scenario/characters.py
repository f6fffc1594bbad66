"""Knows characters that act instead of being read, and names that a reader cannot tell apart.

What acts may move a cursor, paint a terminal, turn the direction of what follows, or break a line where no line may
break. Joiners (Persian, Indic scripts, emoji), letters of scripts that run from right to left, the marks that such
scripts need beside numbers and signs, and spaces of any width are read, and allowed. A mark stands for one letter that
is not seen: it turns nothing but the signs beside it, where an override turns all that follows. No key has any.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = [
    "acting",
    "called",
    "difference",
    "harmless",
    "in_latin",
    "is_blank",
    "is_overmarked",
    "likeness",
    "look_alikes",
    "meaningless",
    "turning",
]

_ACTING: Final = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but the tab and the end of a line
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\u2028\u2029\u206a-\u206f\ufeff\ufff9-\ufffb"  # other ends of lines, what Unicode gave up, annotations
    "\ud800-\udfff\ufffe\uffff]"  # halves of pairs, and no characters at all
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"  # tags, but in the flag of a region
)
_MARKS: Final = re.compile("[\u061c\u200e\u200f]")
"""Marks of direction: Arabic and Hebrew need them beside numbers and signs."""
_CONTROLS: Final = (
    "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS "
    "US DEL PAD HOP BPH NBH IND NEL SSA ESA HTS HTJ VTS PLD PLU RI SS2 SS3 DCS PU1 PU2 STS CCH MW SPA EPA SOS SGC SCI "
    "CSI ST OSC PM APC"
)
"""Abbreviations of U+0000 to U+001F and U+007F to U+009F, which have no names (Unicode, NameAliases.txt)."""
_DELETE: Final = 0x7F
_C0: Final = 0x20
_MEANINGLESS: Final = frozenset({"Cs", "Cn", "Co"})
_MOST_MARKS: Final = 2
"""Marks on top of one letter; more of them paint over the lines above."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that show nothing."""
_HIDDEN: Final = re.compile("[\u034f\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that show nothing themselves: selectors of variants, and what joins marks."""
_LIKE_LATIN: Final = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d\u04cf"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03c1\u03c5"
    "\u054d\u054f\u0555\u0561\u0563\u0566\u0570\u0578\u057c\u057d\u0581\u0584\u0585"
    "\u13a0\u13a1\u13a2\u13a5\u13a9\u13aa\u13ab\u13ac\u13b3\u13b7\u13bb\u13bd\u13c0\u13c2\u13c3\u13cf\u13d2"
    "\u13d4\u13d5\u13d9\u13da\u13de\u13df\u13e2\u13e6\u13e7\u13f3\u13f4\uab75\uab81\uab83\uab93\uaba9\uabaa"
    "\uabaf"
    "\u2c85\u2c8e\u2c92\u2c94\u2c98\u2c9a\u2c9e\u2c9f\u2ca2\u2ca3\u2ca4\u2ca5\u2ca6\u2ca8\u2cac\u2cd0"
    "\u0131\u0251\u0261\u0263\u026a\u026f\u028b\u028f\u1d04\u1d0f\u1d1c\u1d20\u1d21\u1d22\ua731"
    "\ua4d0\ua4d1\ua4d2\ua4d3\ua4d4\ua4d6\ua4d7\ua4d9\ua4da\ua4dc\ua4dd\ua4df\ua4e0\ua4e1\ua4e2\ua4e3\ua4e6"
    "\ua4e7\ua4ea\ua4eb\ua4ec\ua4ee\ua4f0\ua4f2\ua4f3\ua4f4",
    "ABESIJKMHOPCTYXaeopcyxsijhdqwlABEZHIKMNOPTYXovpu"
    "USOwqqhnnugfo"
    "DRTiYAJEWMHYGhZbRWSVSLCPKdGBirwzvsc"
    "rHlKMNOoPpCcTYXL"
    "iagyiwuycouvwzs"
    "BPdDTGKJCZFMNLSRVHWXYAElOU",
)
"""Letters of the Cyrillic, Greek, Armenian, Cherokee, Coptic and Lisu scripts, and of phonetic ones, that look like one
of the Latin (part of Unicode's confusables.txt)."""


_LIKE_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u2032`", "'"),
        **dict.fromkeys("\u2010\u2012\u2013\u2014\u2212", "-"),
    }
)
"""Apostrophes and hyphens, of which one keyboard writes one and another writes another."""
_TAGS: Final = frozenset(map(chr, range(0xE0020, 0xE0080)))
"""What tells the flag of one region from that of another."""


def acting(text: str) -> str:
    r"""Return the first character of a text that acts instead of being read; nothing if there is none.

    >>> acting("a\x1b[31m"), acting("first\n\tsecond"), acting("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")
    ('\x1b', '', '')
    """
    found = _ACTING.search(text)
    return found.group() if found else ""


def turning(key: str) -> str:
    r"""Return the first mark of direction in a key, where none may be; nothing if there is none.

    >>> turning("a\u200fb"), turning("ab")
    ('\u200f', '')
    """
    found = _MARKS.search(key)
    return found.group() if found else ""


def meaningless(text: str) -> str:
    r"""Return the first character of a text that is none, or of which everybody may think what they like.

    >>> meaningless("a\ue000"), meaningless("\u0645\u06cc\u200c")
    ('\ue000', '')
    """
    return next((sign for sign in text if unicodedata.category(sign) in _MEANINGLESS), "")


def is_overmarked(text: str) -> bool:
    r"""Return whether more marks stand on top of a letter than any script puts there.

    >>> is_overmarked("e\u0301\u0302"), is_overmarked("e\u0301\u0302\u0301")
    (False, True)
    """
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks > _MOST_MARKS:
            return True
    return False


def harmless(text: str) -> str:
    r"""Return a text with a sign in place of each character that acts instead of being read.

    >>> harmless("a\x1b[31mb\u2028c"), harmless("first\n\tsecond")
    ('a\ufffd[31mb\ufffdc', 'first\n\tsecond')
    """
    while acting(text):  # a tag may be read after another one only
        text = _ACTING.sub("\ufffd", text)
    return text


def called(character: str) -> str:
    r"""Return the name of a character, with its number.

    >>> called("\x1b"), called("\u202e")
    ('U+001B (ESC)', 'U+202E (RIGHT-TO-LEFT OVERRIDE)')
    """
    code, controls = ord(character), _CONTROLS.split()
    place = code if code < _C0 else _C0 + code - _DELETE
    is_control = unicodedata.category(character) == "Cc"
    name = controls[place] if is_control else unicodedata.name(character, "")
    return f"U+{code:04X} ({name})" if name else f"U+{code:04X}"


def is_blank(name: str) -> bool:
    r"""Return whether nothing of a name can be seen.

    >>> is_blank("\u200b \u3164"), is_blank("A")
    (True, False)
    """
    return all(unicodedata.category(sign) in _UNSEEN or sign in _BLANK for sign in name)


def likeness(name: str) -> str:
    r"""Return what is the same of names that differ by case, width, spaces, marks or characters that are not seen.

    >>> likeness("Alba") == likeness("alba\u200b ") == likeness("\uff21LBA")
    True
    >>> likeness("Al\u2011Alba's") == likeness("Al-Alba\u2019s")
    True
    """
    return _seen(name).casefold()


def _seen(name: str) -> str:
    """Return what is seen of a name, in one width, with one kind of apostrophe, hyphen and space."""
    plain = unicodedata.normalize("NFKC", _HIDDEN.sub("", name)).translate(_LIKE_PLAIN)
    seen = (
        sign
        for sign in plain
        if sign in _TAGS or (unicodedata.category(sign) not in {"Cc", "Cf"} and sign not in _BLANK)
    )
    return " ".join("".join(seen).split())


def in_latin(name: str) -> str:
    r"""Return what is seen of a name, with Latin letters in place of those of other scripts that look like them.

    >>> in_latin("\u0410lb\u0430"), in_latin("Ann\ufe0f")
    ('Alba', 'Ann')
    """
    return _seen(name.translate(_LIKE_LATIN))


def difference(name: str, other: str) -> tuple[str, str]:
    """Return what stands in two names where they differ first, by their numbers; nothing where one ends.

    >>> difference("France", "france")
    ('U+0046 (LATIN CAPITAL LETTER F)', 'U+0066 (LATIN SMALL LETTER F)')
    """
    for here, there in zip(name, other, strict=False):
        if here != there:
            return called(here), called(there)
    n = min(len(name), len(other))
    return "".join(map(called, name[n : n + 1])), "".join(map(called, other[n : n + 1]))


def look_alikes[K](names: Iterable[tuple[K, str]]) -> Iterator[tuple[K, str, K, str]]:
    r"""Yield each name that looks like an earlier one and is not the same, with that one.

    Letters that look like others count as those: Cyrillic and Greek ones as Latin ones, a capital i as a small L.

    Args:
        names: Each with where it stands.

    >>> [(here, there) for here, _, there, _ in look_alikes([(1, "Alba"), (2, "\u0410lba"), (3, "Alba")])]
    [(2, 1)]
    """
    seen: dict[tuple[str, str], tuple[K, str]] = {}
    for place, name in names:
        latin = in_latin(name)
        # A capital i is like a small L, but no capital L: so here letters keep their case.
        strokes = ("strokes", latin.replace("I", "l"))
        alike = dict.fromkeys((("", likeness(name)), ("", latin.casefold()), strokes))
        found = [seen.setdefault(key, (place, name)) for key in alike]
        other = next((one for one in found if one[1] != name), None)
        if other is not None:
            yield place, name, *other
