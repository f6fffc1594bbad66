"""A sentence is data: it is told in whatever language somebody reads it, and comes back from a file as it went in."""

import json
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.words import (
    LANGUAGES,
    NOTHING,
    Said,
    catalogue,
    decimal,
    listed,
    names_joined,
    numbered,
    one_of,
    percent,
    pole,
    said,
    say,
    told_in,
)
from tests.sentence_forms import sentence_of

COUNTED = sorted({sentence_of(key) for key in catalogue("en") if sentence_of(key) != key})
PLAIN = sorted(key for key in catalogue("en") if sentence_of(key) == key)
FORMS = (".2f", ".1f", "+.2f", ".3f", "g")


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def words() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def parts() -> st.SearchStrategy[str | int | float | Said]:
    numbers = st.floats(-1e6, 1e6, allow_nan=False)
    return st.one_of(
        words(),
        st.integers(-1000, 1000),
        st.builds(Said.decimal, numbers, st.sampled_from(FORMS)),
        st.builds(Said.percent, st.floats(0, 1)),
        st.builds(Said.verbatim, words()),
        st.builds(Said.day, st.dates().map(str) | words()),
        st.builds(Said.names, st.lists(words(), max_size=4), st.integers(1, 4)),
        st.builds(Said.pole, st.sampled_from(["multi-stakeholder", "deep cut"])),
    )


@st.composite
def sentences(draw: st.DrawFn) -> Said:
    """Any sentence of the catalogue, with anything in its fields: words, numbers, lists, other sentences."""
    key = draw(st.sampled_from(PLAIN))
    names = sorted(fields(catalogue("en")[key]))
    return said(key, **{name: draw(parts() | st.just(said("outcome.apart", n=2))) for name in names})


@given(sentences(), st.sampled_from(sorted(LANGUAGES)))
def test_it_comes_back_from_a_file_as_it_went_in(sentence: Said, code: str) -> None:
    again = Said.from_plain(json.loads(json.dumps(sentence.to_plain())))
    assert again == sentence
    assert hash(again) == hash(sentence)
    with told_in(code):
        assert str(again) == str(sentence)


@given(sentences())
def test_it_says_in_each_language_what_is_said_there_at_once(sentence: Said) -> None:
    for code in LANGUAGES:
        with told_in(code):
            values = {name: str(value) for name, value in sentence.values}
            assert str(sentence) == say(sentence.key, **values)


@given(st.sampled_from(COUNTED), st.integers(0, 3), st.data())
def test_one_with_forms_for_a_count_takes_the_one_that_fits(key: str, n: int, data: st.DataObject) -> None:
    names = set().union(*(fields(catalogue("en")[form]) for form in (f"{key}.one", f"{key}.other"))) - {"n"}
    if f"{key}.none" in catalogue("en"):
        names |= fields(catalogue("en")[f"{key}.none"]) - {"n"}
    values = {name: data.draw(words()) for name in sorted(names)}
    for code in LANGUAGES:
        with told_in(code):
            assert str(said(key, n=n, **values)) == numbered(key, n, **values)


@given(st.floats(-1e4, 1e4, allow_nan=False), st.sampled_from(FORMS), st.floats(0, 1))
def test_numbers_are_those_that_are_shown(value: float, form: str, share: float) -> None:
    for code in LANGUAGES:
        with told_in(code):
            assert str(Said.decimal(value, form)) == decimal(value, form)
            assert str(Said.percent(share)) == percent(share)
    assert Said.decimal(0.123) == Said.decimal(0.1234)
    assert Said.decimal(0.12) != Said.decimal(0.13)


@given(st.lists(words(), max_size=6), st.integers(1, 6))
def test_lists_are_joined_as_the_language_joins_them(items: list[str], shown: int) -> None:
    for code in LANGUAGES:
        with told_in(code):
            assert str(Said.names(items, shown)) == names_joined(items, shown)
            assert str(Said.listed(items)) == listed(items)
            assert str(Said.one_of(items)) == one_of(items)


def test_what_stands_inside_is_told_in_the_same_language() -> None:
    inside = said("summary.talks", n=2, others=Said.names(["Alba", "Brod"], 3))
    with told_in("fr"):
        assert "Alba et Brod" in str(inside)
        assert str(Said.joined(inside, NOTHING, said("outcome.apart", n=1))).startswith(str(inside))
        assert str(Said.pole("multi-stakeholder")) == pole("multi-stakeholder")


def test_the_same_sentence_is_equal_whoever_made_it() -> None:
    assert said("story.brackets", h=2, n=1) == said("story.brackets", n=1, h=2)
    assert len({said("story.brackets", h=2, n=1), said("story.brackets", n=1, h=2)}) == 1
    assert said("story.brackets", h=2, n=1) != said("story.brackets", h=3, n=1)


def test_what_says_nothing_is_false_and_takes_no_room() -> None:
    assert not NOTHING
    assert not Said.verbatim("")
    assert str(NOTHING) == ""
    assert Said.joined(NOTHING, NOTHING) == NOTHING
    assert Said.joined(NOTHING, said("public.extend")) == said("public.extend")
    assert said("public.extend")


def test_it_can_not_be_changed() -> None:
    with pytest.raises(AttributeError):
        said("public.extend").key = "public.support"  # type: ignore[misc]


def deep(levels: int) -> dict[str, Any]:
    """Return a text that begins a sentence that begins a sentence, and so on."""
    plain: dict[str, Any] = {"key": "as.text", "values": {"text": "a"}}
    for _ in range(levels):
        plain = {"key": "as.begun", "values": {"text": plain}}
    return plain


@pytest.mark.parametrize(
    ("plain", "kind"),
    [
        ({"key": "no.such"}, KeyError),
        ({"values": {}}, KeyError),
        ({"key": "outcome.apart"}, KeyError),
        ({"key": "public.support", "values": {"optoin": "a"}}, KeyError),
        ({"key": "public.support", "values": {"option": None}}, TypeError),
        (3, TypeError),
        ({"key": "as.number", "values": {"n": 1.5, "form": ".100000000f"}}, TypeError),
        ({"key": "as.number", "values": {"n": "1", "form": ".2f"}}, TypeError),
        ({"key": "as.list", "values": {"items": 3}}, TypeError),
        ({"key": "as.names", "values": {"items": ["a"], "shown": "2"}}, TypeError),
        ({"key": "as.text", "values": {"text": 3}}, TypeError),
    ],
)
def test_what_is_no_sentence_of_the_catalogue_is_refused(plain: object, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        Said.from_plain(plain)  # type: ignore[arg-type]


def test_a_text_nested_deeper_than_anybody_writes_is_refused() -> None:
    with pytest.raises(RecursionError):
        Said.from_plain(deep(100_000))


def test_what_was_kept_as_prose_stays_as_it_was_told() -> None:
    kept = Said.from_plain("The opinion is adopted in part.")
    with told_in("fr"):
        assert str(kept) == "The opinion is adopted in part."


def test_no_sentence_of_the_catalogue_is_called_like_a_form() -> None:
    assert not [key for key in catalogue("en") if key.startswith("as.")]
    assert set(COUNTED) & set(catalogue("en")) == {
        "library.kept",
        "replay.origin.illustrative",
        "study.differences.heading",
    }


def test_a_sentence_begins_with_a_capital_and_a_key_as_it_is_written() -> None:
    begun = {
        text: str(Said.begun(text))
        for text in ("partial: some clauses only", "no text", "d1 moves", "q2: no")
    }
    assert list(begun.values()) == ["Partial: some clauses only", "No text", "d1 moves", "q2: no"]


@pytest.mark.parametrize(
    ("given", "english", "french"),
    [
        ("2013-05-14", "14 May 2013", "14 mai 2013"),
        ("2018-12", "December 2018", "décembre 2018"),
        ("May 2013", "May 2013", "May 2013"),
        ("2013-02-30", "2013-02-30", "2013-02-30"),
        ("2013-13", "2013-13", "2013-13"),
        ("before 2013-05-14", "before 2013-05-14", "before 2013-05-14"),
        ("", "", ""),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(given: str, english: str, french: str) -> None:
    told = Said.day(given)
    assert str(told) == english
    with told_in("fr"):
        assert str(told) == french
    assert told.to_plain() == {"key": "as.day", "values": {"text": given}}
    assert Said.from_plain(told.to_plain()) == told
