"""What the pages say: each key that they name is in the catalogue, in the language of the reader."""

import ast
import re
from importlib.resources import files
from pathlib import Path

import pytest

from dashboard.frame.language import words_in
from simulation.evidence.facts.battery import find_facts
from simulation.live import SEAT_MOVES
from simulation.words import ENGLISH, LANGUAGES, catalogue
from tests.sentence_forms import sentence_of

ROOT = Path(str(files("dashboard")))
KEY = re.compile(r"[a-z_]+(\.[A-Za-z0-9_ -]+)+\.?")


def test_every_key_that_the_sources_say_exists() -> None:
    keys = set(catalogue(ENGLISH))
    keys |= {sentence_of(key) for key in keys}
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
        assert {move for move in SEAT_MOVES if f"seat.did.{move}" not in catalogue(language)} == set()


def test_french_keeps_its_signs_with_the_words_before_them() -> None:
    nbsp = "\N{NO-BREAK SPACE}"
    loose = re.compile(rf"(?<=\S) [:;?!»%](?=[ \".*)…]|$)|«(?!{nbsp}|\}})")
    assert [key for key, text in catalogue("fr").items() if loose.search(text)] == []


def test_french_pages_of_a_class_never_put_a_number_of_delegations_before_a_verb_in_the_plural() -> None:
    live = re.compile(r"\{(done|submitted)\} délégations|\{submitted\} sur \{asked\} ont")
    assert [key for key, text in catalogue("fr").items() if live.search(text)] == []


def test_french_says_of_a_clause_that_there_is_no_agreement_and_not_that_somebody_disagrees() -> None:
    wordings = set(catalogue("fr").values())
    assert [text for text in wordings if re.search("pas d’accord", text, re.IGNORECASE)] == []
