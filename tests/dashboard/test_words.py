"""The catalogues: the same keys and the same gaps in every language, and none that nobody says."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from dashboard.frame.language import ENGLISH, LANGUAGES, catalogue, words_in
from simulation.evidence.facts.battery import find_facts
from simulation.live import SEAT_MOVES
from simulation.words.catalogue import catalogue as library

ROOT = Path(str(files("dashboard")))
WORDS = Path(str(files("simulation"))) / "words"
OTHERS = [code for code in LANGUAGES if code != ENGLISH]
FORMS = (".none", ".one", ".other")
KEY = re.compile(r"[a-z_]+(\.[A-Za-z0-9_ -]+)+\.?")


@cache
def texts() -> frozenset[str]:
    """Return every text constant of the sources, and the fixed start of every text with gaps, as `start*`."""
    found = set()
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                found.add("".join(pieces(node)))
    for file in ROOT.rglob("*.js"):
        found |= set(re.findall(r"[\"'`]([A-Za-z_.]+)[\"'`]", file.read_text(encoding="utf-8")))
    return frozenset(found)


def pieces(node: ast.JoinedStr) -> Iterator[str]:
    """Yield the fixed parts of a text, and a star for every gap."""
    for part in node.values:
        yield part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "*"


def gaps(text: str) -> set[str]:
    """Return the names of the values that a template takes."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: str) -> None:
    own, english = catalogue(language), catalogue(ENGLISH)
    assert sorted(english.keys() - own.keys()) == []
    assert sorted(own.keys() - english.keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_twice(language: str) -> None:
    lines = [
        line
        for path in sorted((WORDS / language / "dashboard").glob("*.yaml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"[A-Za-z_]", line)
    ]
    keys = Counter(line.partition(":")[0] for line in lines)
    assert [key for key, times in keys.items() if times > 1] == []
    assert len(keys) == len(catalogue(language))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_fills_the_same_gaps(language: str) -> None:
    own = catalogue(language)
    wrong = [key for key, text in catalogue(ENGLISH).items() if gaps(own.get(key, text)) != gaps(text)]
    assert [key for key in wrong if not key.endswith(FORMS[:2])] == []
    # A form for none or one may say the number in words.
    assert [key for key in wrong if gaps(own[key]) ^ gaps(catalogue(ENGLISH)[key]) - {"n"} != set()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_every_template_can_be_filled(language: str) -> None:
    for key, text in catalogue(language).items():
        assert text != "", key
        assert text.format_map(dict.fromkeys(gaps(text), 3)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_sentence_has_a_form_for_one_and_for_many(language: str) -> None:
    found = catalogue(language)
    counted = [
        key.removesuffix(".other")
        for key, text in found.items()
        if key.endswith(".other") and "n" in gaps(text)
    ]
    assert [stem for stem in counted if f"{stem}.one" not in found] == []


@cache
def templates() -> tuple[re.Pattern[str], ...]:
    """Return what keys put together in the sources look like: those with gaps, and beginnings."""
    put = [text for text in texts() if re.fullmatch(r"[a-z_]*[.*][A-Za-z0-9_.* -]*", text)]
    gapped = [".+".join(map(re.escape, text.split("*"))) for text in put if "*" in text and text.strip("*.")]
    begun = [re.escape(text) + ".+" for text in put if text.endswith(".") and text != "." and "*" not in text]
    return tuple(re.compile(pattern) for pattern in {*gapped, *begun})


def said(key: str) -> bool:
    """Return whether the sources name a key: whole, by its beginning, or by a template that it fits."""
    stem = next((key.removesuffix(form) for form in FORMS if key.endswith(form)), key)
    if {key, stem} & texts():
        return True
    return any(pattern.fullmatch(name) for pattern in templates() for name in (key, stem))


def test_every_key_is_said_somewhere() -> None:
    assert [key for key in catalogue(ENGLISH) if not said(key)] == []


def test_every_key_that_the_sources_say_exists() -> None:
    keys = set(catalogue(ENGLISH))
    keys |= {key.removesuffix(form) for key in keys for form in FORMS}
    # Some pages put their own prefix before what they say.
    keys |= {key.partition(".")[2] for key in keys} | {".".join(key.split(".")[2:]) for key in keys}
    missing = []
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and is_saying(node.func):
                key = node.args[0]
                text = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
                if KEY.fullmatch(text) and text not in keys:
                    missing.append(f"{file.name}: {text}")
    assert missing == []


def is_saying(function: ast.expr) -> bool:
    """Return whether this looks like `say(...)`, `words.say(...)` or `words.counted(...)`."""
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"say", "counted"}


def test_a_key_that_no_language_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        words_in("fr").say("no.such.key")


def test_a_language_that_there_is_not_falls_back_to_english() -> None:
    assert words_in("xx").language == ENGLISH


def test_facts_are_named_in_english_as_in_the_code() -> None:
    words = words_in(ENGLISH)
    assert {fact.key: words.say(f"method.fact.{fact.key}") for fact in find_facts(None)} == {
        fact.key: fact.name for fact in find_facts(None)
    }


def test_every_move_of_a_seat_is_told_once_it_is_made() -> None:
    for language in LANGUAGES:
        assert {
            move for move in SEAT_MOVES if f"seat.did.{move}" not in words_in(language).templates
        } == set()


def test_french_keeps_its_signs_with_the_words_before_them() -> None:
    nbsp = "\N{NO-BREAK SPACE}"
    loose = re.compile(rf"(?<=\S) [:;?!»%](?=[ \".*)…]|$)|«(?!{nbsp})")
    assert [key for key, text in catalogue("fr").items() if loose.search(text)] == []


def test_french_pages_of_a_class_never_put_a_number_of_delegations_before_a_verb_in_the_plural() -> None:
    live = re.compile(r"\{(done|submitted)\} délégations|\{submitted\} sur \{asked\} ont")
    assert [key for key, text in catalogue("fr").items() if live.search(text)] == []


def test_french_says_of_a_clause_that_there_is_no_agreement_and_not_that_somebody_disagrees() -> None:
    wordings = {*catalogue("fr").values(), *library("fr").values()}
    assert [text for text in wordings if re.search("pas d’accord", text, re.IGNORECASE)] == []
