"""Parts the sentence of an analysis: what stands at the top of a page, and what follows there."""

from simulation.words import NOTHING, Said, said, said_of

__all__ = ["parted"]


def parted(sentence: Said) -> tuple[Said, Said]:
    """Return what a sentence says first, and the rest as sentences; nothing where it has one part only.

    >>> first, rest = parted(Said.clauses(["tolls matter most", "bridges have no clear effect"]))
    >>> str(first), str(rest)
    ('Tolls matter most.', 'Bridges have no clear effect.')
    """
    if sentence.key == "list.ended":
        clauses = sentence.inner("text").inner("text").parts()
        first, *rest = (one if isinstance(one, Said) else Said.verbatim(str(one)) for one in clauses)
        return Said.clauses([first]), Said.clauses(rest) if rest else NOTHING
    if sentence.key in ("discovery.found", "discovery.found.several"):
        return _box_parted(sentence)
    return sentence, NOTHING


def _box_parted(sentence: Said) -> tuple[Said, Said]:
    """Return where it happens more often, by the first conditions found; then how much they hold, and the others."""
    values = dict(sentence.values)
    box, others = sentence.inner("boxes"), list[Said]()
    while box.key == "discovery.and":
        others.insert(0, box.inner("last"))
        box = box.inner("first")
    first = dict(box.values)
    rest = [said_of("study.box.covers", first), *(said("study.box.also", box=other) for other in others)]
    if others:
        rest.append(said_of("study.box.together", values))
    rest.append(said_of("study.box.judged", values))
    return said_of("study.box.first", first | {"about": values["about"]}), Said.joined(*rest)
