"""Small pieces of markup that the seat's pages share; every text in them is escaped in one place, `tag`."""

from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup

from dashboard.seat.headline_told import Teller
from simulation.drawing import fill, tag
from simulation.text import difference
from simulation.words import Said

__all__ = ["answer", "bar", "between_brackets", "chips", "glyph", "listed", "quoted", "table"]

_SHAPES: Final = {
    "government": "●○",
    "intergovernmental": "■□",
    "private_sector": "◆◇",
    "civil_society": "▲△",
    "technical_community": "⬢⬡",
    "academia": "✚✛",
}
"""Signs of the kinds of stakeholder: of one that may block consensus, and of one that has a voice only."""
_MOST: Final = 6
_CLOSING: Final = frozenset(".,;:!?)]»”")
"""Before which no space stands; what French sets before some of them is in the text itself."""


def glyph(kind: str, *, decides: bool, slot: int = -1) -> Markup:
    """Return the sign of a delegation in the colour of its coalition."""
    sign = _SHAPES.get(kind, _SHAPES["government"])[0 if decides else 1]
    colour = fill(slot) if slot >= 0 else "var(--cuo)"
    return tag("span", sign, class_="seat-glyph", style=f"color:{colour}", aria_hidden="true")


def chips(tell: Teller, keys: Sequence[str], slots: dict[str, int]) -> Markup:
    """Return who stands for a wording in a row, after a word that says so: sign and name, six at most."""
    own = tell.view.own
    kinds = {other.key: (other.kind, other.decides) for other in tell.view.others}
    kinds[own.key] = (own.kind, own.decides)
    shown = [
        tag(
            "span",
            glyph(kinds[key][0], decides=kinds[key][1], slot=slots.get(key, -1)),
            " ",
            tell.name(key),
            class_="seat-chip",
        )
        for key in list(keys)[:_MOST]
    ]
    if len(keys) > _MOST:
        shown.append(tag("span", f"+{len(keys) - _MOST}", class_="seat-chip"))
    label = [tag("span", tell.words.say("term.for_it"), class_="seat-chip")] if shown else []
    return tag("div", *label, *shown, class_="seat-chips")


def between_brackets(old: str, new: str, *, is_held: bool, nothing: str) -> Markup:
    """Return a wording, between bold brackets where somebody holds it; words that differ from `old` marked, if any."""
    inside: list[object] = list(_pieces(old, new)) if new else [tag("em", nothing)]
    if not is_held:
        return tag("p", *inside, class_="seat-wording")
    return tag("p", tag("b", "["), " ", *inside, " ", tag("b", "]"), class_="seat-wording held")


def _pieces(old: str, new: str) -> Iterable[object]:
    """Yield the pieces of a change, between them the spaces of the new text, and one beside what goes."""
    if not old:
        yield new
        return
    pending, before = "", ""
    for piece in difference(old, new):
        core = piece.text.strip()
        beside_gone = "removed" in (piece.kind, before) and before and core[:1] not in _CLOSING
        yield pending or (" " if beside_gone else "")
        yield core if piece.kind == "kept" else tag("ins" if piece.kind == "new" else "del", core)
        pending = "" if piece.kind == "removed" else piece.text[len(piece.text.rstrip()) :]
        before = piece.kind


def quoted(text: str) -> Markup:
    """Return something that was said."""
    return tag("blockquote", text, class_="seat-quote")


def listed(lines: Sequence[str], look: str = "") -> Markup:
    """Return lines as a list."""
    return tag("ul", *(tag("li", line) for line in lines), class_=f"seat-list {look}".strip())


def answer(text: str, *, before: str = "") -> Markup:
    """Return the answer to a move; a screen reader reads it out as it comes, which it may not do with a mere status."""
    return tag("p", *((tag("b", before), " ") if before else ()), text, class_="seat-answer", role="alert")


def table(heads: Sequence[str], rows: Sequence[Sequence[str | Said]]) -> Markup:
    """Return a small table; the first cell of a row names it."""
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    body = [
        tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in cells))
        for first, *cells in (map(str, row) for row in rows)
    ]
    return tag("table", tag("thead", head), tag("tbody", *body), class_="seat-table-small")


def bar(text: str) -> Markup:
    """Return a warning in words, with an upright bar before it."""
    return tag("p", text, class_="seat-bar-note")
