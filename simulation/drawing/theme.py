"""The colours of the product: tokens of the page and the slots of coalitions, for light and for dark.

Colour belongs to coalitions; everything else is ink and grey. The ratios between the tones are checked by tests.
"""

from collections.abc import Mapping
from typing import Final

__all__ = [
    "DARK",
    "HATCHED",
    "LIGHT",
    "SLOTS",
    "UNALIGNED",
    "contrast",
    "css_variables",
    "fill",
    "line",
    "luminance",
    "tone",
]

SLOTS: Final = 8
"""Coalition slots with a colour of their own, A to H."""
UNALIGNED: Final = "u"

HATCHED: Final[Mapping[int, int]] = {4: -1, 6: 1}
"""Classes of endings that are hatched, falling or rising: beside others of nearly their tone."""

_NAMES: Final = "01234567"

_TOKENS: Final[Mapping[str, tuple[str, str]]] = {
    "page": ("#FFFFFF", "#101318"),
    "soft": ("#F6F5F2", "#171B21"),
    "raise": ("#FFFFFF", "#1B2026"),
    "ink": ("#1B1D21", "#ECEAE5"),
    "ink2": ("#54585F", "#B8B7B2"),
    "ink3": ("#6C7178", "#96969A"),
    "line": ("#DEDCD7", "#31363E"),
    "line2": ("#ECEAE6", "#242930"),
    "note": ("#FFF7DF", "#2A2515"),
    "noteink": ("#5B4300", "#E9D7A0"),
    "c0": ("#104C8E", "#4776E0"),
    "c1": ("#AE8634", "#F5CA7A"),
    "c2": ("#583221", "#AB6C3D"),
    "c3": ("#D354A1", "#EA87E7"),
    "c4": ("#007D63", "#32B393"),
    "c5": ("#2C1B6A", "#8165A4"),
    "c6": ("#2E90CF", "#9DE4FF"),
    "c7": ("#615A0F", "#A2B54A"),
    "cu": ("#C6C9CD", "#555B63"),
    "cuo": ("#6C7178", "#9A9EA5"),
    "t0": ("#104C8E", "#8FAEF5"),
    "t1": ("#775810", "#F5CA7A"),
    "t2": ("#583221", "#D39A6C"),
    "t3": ("#A62F7A", "#F0A6EE"),
    "t4": ("#00644F", "#5CCBB0"),
    "t5": ("#2C1B6A", "#B6A0DA"),
    "t6": ("#1A6798", "#9DE4FF"),
    "t7": ("#564F0A", "#B9CA68"),
    "tu": ("#5F636A", "#A5A8AD"),
    "o1": ("#1B1D21", "#ECEAE5"),
    "o2": ("#4C5058", "#B9B9B6"),
    "o3": ("#8C9097", "#7D8085"),
    "o4": ("#B7BABF", "#585C63"),
    "o6": ("#E4E3E0", "#2B3037"),
    "e0": ("#1B1D21", "#ECEAE5"),
    "e1": ("#4C5058", "#B9B9B6"),
    "e2": ("#6C7078", "#9B9D9E"),
    "e3": ("#8C9097", "#7D8085"),
    "e4": ("#B7BABF", "#585C63"),
    "e5": ("#CECFD0", "#42464D"),
    "e6": ("#FFFFFF", "#101318"),
    "e7": ("#E4E3E0", "#2B3037"),
    "f0": ("#FFFFFF", "#101318"),
    "f1": ("#FFFFFF", "#101318"),
    "f2": ("#FFFFFF", "#101318"),
    "f3": ("#101318", "#101318"),
    "f4": ("#101318", "#FFFFFF"),
    "f5": ("#101318", "#FFFFFF"),
    "f6": ("#1B1D21", "#ECEAE5"),
    "f7": ("#101318", "#FFFFFF"),
    "hull": (".09", ".15"),
    "rope": (".80", ".85"),
}
"""For a light page and for a dark one: page, text and rules; `c0` to `c7` fills and `t0` to `t7` texts of the slots A
to H, `cu`, `cuo` and `tu` fill, outline and text of the unaligned; `o1` to `o6` outcomes (5 is hatched 4); `e0` to `e7`
fills of the classes in which a run ends and `f0` to `f7` texts on them; opacity of hulls and of ropes."""
LIGHT: Final[Mapping[str, str]] = {name: light for name, (light, _) in _TOKENS.items()}
"""The tokens of a light page."""
DARK: Final[Mapping[str, str]] = {name: dark for name, (_, dark) in _TOKENS.items()}
"""The same for a dark page."""


def _slot(slot: int) -> str:
    """Return the name of a slot's colour; a ninth coalition takes that of the unaligned."""
    return _NAMES[slot] if 0 <= slot < SLOTS else UNALIGNED


def fill(slot: int) -> str:
    """Return the CSS value for the marks of a slot; -1: unaligned.

    >>> fill(0), fill(8), fill(-1)
    ('var(--c0)', 'var(--cu)', 'var(--cu)')
    """
    return f"var(--c{_slot(slot)})"


def line(slot: int) -> str:
    """Return the CSS value for a line in the colour of a slot; of the unaligned it is that of their outline."""
    return fill(slot) if 0 <= slot < SLOTS else "var(--cuo)"


def tone(slot: int) -> str:
    """Return the CSS value for text in the colour of a slot; -1: unaligned."""
    return f"var(--t{_slot(slot)})"


def css_variables(tokens: Mapping[str, str]) -> str:
    """Return the declarations that make the tokens CSS variables.

    >>> css_variables({"page": "#FFFFFF", "hull": ".09"})
    '--page:#FFFFFF;--hull:.09'
    """
    return ";".join(f"--{name}:{value}" for name, value in tokens.items())


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB`, 0..1 (WCAG 2.2)."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - as WCAG has it
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1..21 (WCAG 2.2).

    >>> round(contrast("#000000", "#FFFFFF"), 2)
    21.0
    """
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
