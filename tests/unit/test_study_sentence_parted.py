"""The sentence of an analysis in two parts says what the whole says, in every language."""

import re
from collections.abc import Sequence

import pytest

from simulation.report.study.parted import parted
from simulation.words import NOTHING, Said, Value, said, told_in
from tests.spoken_for import BY_LANGUAGE


def box(words: str, *, first: bool) -> Said:
    values: dict[str, Value] = {
        "words": words,
        "hits": 30,
        "runs": 40,
        "density": "75%",
        "low": "60",
        "high": "86",
    }
    values |= {"base": "40%", "coverage": "62%"}
    return said("discovery.box.first" if first else "discovery.box", **values)


def found(words: Sequence[str]) -> Said:
    """Return the sentence of some conditions, as a discovery tells it."""
    boxes = box(words[0], first=True)
    for one in words[1:]:
        boxes = said("discovery.and", first=boxes, last=box(one, first=False))
    key = "discovery.found.several" if len(words) > 1 else "discovery.found"
    return said(key, about=said("when.adopted.not"), boxes=boxes, together="80%", n=Said.count(1200))


SENTENCES = [
    found(["trust < 0.4"]),
    found(["trust < 0.4", "sessions is 3; 4"]),
    found(["a", "b", "c"]),
    Said.clauses(
        [said("index.morris", name="Trust; all", value="1", low="0", high="2"), "toll: 1", "pace: 2"]
    ),
    Said.clauses(["one clause only"]),
    said("index.vague", about="it", samples=8, needed=64),
    Said.verbatim("Kept as it was told; by a version before."),
]


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w%]+", text.casefold())


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_two_parts_say_what_the_whole_says(sentence: Said, language: str) -> None:
    first, rest = parted(sentence)
    with told_in(language):
        assert words_of(f"{first} {rest}") == words_of(str(sentence))
        assert all(str(part)[-1] == "." for part in (first, rest) if part)


def test_what_a_clause_holds_is_not_parted() -> None:
    first, rest = parted(SENTENCES[3])
    assert (str(first), str(rest)) == ("Trust; all: 1 (0 to 2).", "Toll: 1; pace: 2.")
    assert [bool(parted(sentence)[1]) for sentence in SENTENCES] == [True] * 4 + [False] * 3
    assert parted(SENTENCES[-1]) == (SENTENCES[-1], NOTHING)
