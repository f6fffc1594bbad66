"""The catalogue of sentences: every language has every one, and every one is used."""

import ast
import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import simulation.words
from simulation.errors import UnknownComponentError
from simulation.protocols.registry import PROTOCOLS
from simulation.reasons import MOVES
from simulation.scenario.schema import Document
from simulation.text import CHANGE_WORDS, CHANGES, STATUS_WORDS, STATUSES
from simulation.words import (
    LANGUAGES,
    Spoken,
    called,
    catalogue,
    decimal,
    language,
    listed,
    names_joined,
    numbered,
    one_of,
    percent,
    say,
    told_in,
)
from simulation.words.cldr import marks, plural_form
from simulation.words.french import asked_for
from tests.sentence_forms import sentence_of
from tests.spoken_for import BY_LANGUAGE

ROOT = Path(simulation.words.__file__).parents[2]
FOLDER = ROOT / "simulation" / "words"
ENGLISH = catalogue("en")
OTHERS = [code for code in LANGUAGES if code != "en"]
FIRST_WORDS = {key.partition(".")[0] for key in ENGLISH}


def files_of(code: str) -> list[Path]:
    return sorted((FOLDER / code).rglob("*.yaml"))


def lines_of(code: str) -> Counter[str]:
    """Return how often each key stands at the start of a line."""
    lines = (line for path in files_of(code) for line in path.read_text(encoding="utf-8").splitlines())
    return Counter(found[1] for line in lines if (found := re.match(r"([A-Za-z_].*?):(?:\s|$)", line)))


def values(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@cache
def sentences(code: str) -> Mapping[str, Mapping[str, str]]:
    """Return the sentences of a language: of each its forms, by the ends of their keys; "" for one without."""
    found: dict[str, dict[str, str]] = {}
    for key, text in catalogue(code).items():
        sentence = sentence_of(key)
        found.setdefault(sentence, {})[key[len(sentence) + 1 :]] = text
    return found


@pytest.mark.parametrize("code", OTHERS)
def test_no_sentence_is_missing_from_a_language_and_none_has_been_left_over(code: str) -> None:
    assert list(sentences(code)) == list(sentences("en"))


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_takes_the_same_values_in_every_language(code: str) -> None:
    for sentence, forms in sentences(code).items():
        english = {name for text in sentences("en")[sentence].values() for name in values(text)}
        usual = forms.get("other", forms.get(""))
        assert usual is not None
        assert {name for text in forms.values() for name in values(text)} == english, sentence
        assert values(usual) == values(
            sentences("en")[sentence].get("other") or sentences("en")[sentence][""]
        )
        # A form for none, one or two may say the number in words.
        assert all(values(text) - {"n"} <= english for text in forms.values()), sentence


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_a_sentence_has_the_forms_in_which_its_language_counts(code: str) -> None:
    counted = {"none", *(plural_form(n, code) for n in range(200))}
    for sentence, forms in sentences(code).items():
        if "other" in forms:
            assert counted - {"none"} <= set(forms) <= {*counted, "many", ""}, sentence


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_no_sentence_stands_twice_in_a_file(code: str) -> None:
    keys = lines_of(code)
    assert [key for key, times in keys.items() if times > 1] == []
    assert {*keys, *marks(code)} == set(catalogue(code))


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_no_text_is_empty_that_english_has_and_every_template_can_be_filled(code: str) -> None:
    for key, text in catalogue(code).items():
        assert text or not ENGLISH.get(key), key
        text.format_map(asked_for(text, dict.fromkeys(values(text), 3)))


def test_every_language_has_the_same_files() -> None:
    assert list(FOLDER.glob("*.yaml")) == []
    assert {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(
        LANGUAGES
    )
    for code in OTHERS:
        own, english = ([path.relative_to(FOLDER / one) for path in files_of(one)] for one in (code, "en"))
        assert own == english


@cache
def texts() -> frozenset[str]:
    """Return every text constant of the sources, and every text with gaps, as `start*end`."""
    found = set()
    for package in ("simulation", "dashboard"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    found.add("".join(pieces(node)))
        for file in (*(ROOT / package).rglob("*.js"), *(ROOT / package).rglob("*.j2")):
            found |= set(re.findall(r"[\"'`]([A-Za-z_.]+)[\"'`]", file.read_text(encoding="utf-8")))
        for file in (ROOT / package).rglob("*.html"):
            found |= set(re.findall(r"[\"']([A-Za-z_.]+)[\"']", file.read_text(encoding="utf-8")))
    return frozenset(found)


def pieces(node: ast.JoinedStr) -> Iterator[str]:
    """Yield the fixed parts of a text, and a star for every gap."""
    for part in node.values:
        yield part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "*"


@cache
def put_together() -> tuple[re.Pattern[str], ...]:
    """Return what keys put together in the sources look like: those with gaps, and beginnings."""
    put = [text for text in texts() if re.fullmatch(r"[a-z_]+[.*][A-Za-z0-9_.* -]*", text)]
    put = [text for text in put if text.partition(".")[0] in FIRST_WORDS]
    gapped = [".+".join(map(re.escape, text.split("*"))) for text in put if "*" in text]
    begun = [re.escape(text) + ".+" for text in put if text.endswith(".") and "*" not in text]
    return tuple(re.compile(pattern) for pattern in {*gapped, *begun})


@cache
def kinds() -> frozenset[str]:
    """Return of what kinds of things the sources take the names from the catalogue."""
    return frozenset(
        part.value
        for package in ("simulation", "dashboard")
        for file in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for kind in kind_of(node)
        for part in ast.walk(kind)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def kind_of(call: ast.Call) -> list[ast.expr]:
    """Return where a call says of what kind it names things: `called("kind", ...)`, `Lever(words="rule", ...)`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = call.args[:1] if name in {"called", "within", "Spoken"} else []
    return [*first, *(given.value for given in call.keywords if given.arg == "words")]


def is_named(key: str) -> bool:
    """Return whether the sources name a key: whole, by its beginning, by a template that it fits, or by its kind."""
    sentence = sentence_of(key)
    if {key, sentence} & texts() or any(sentence.startswith(f"{kind}.") for kind in kinds()):
        return True
    return any(pattern.fullmatch(name) for pattern in put_together() for name in (key, sentence))


def test_every_template_is_used() -> None:
    assert [key for key in ENGLISH if not is_named(key)] == []


def test_every_key_that_is_said_exists() -> None:
    missing = []
    for file in (ROOT / "simulation").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and is_saying(node.func):
                key = str(node.args[0].value) if isinstance(node.args[0], ast.Constant) else ""
                is_key = re.fullmatch(r"[a-z_]+(\.[A-Za-z0-9_-]+)+", key)
                if is_key and key not in ENGLISH and f"{key}.other" not in ENGLISH:
                    missing.append(f"{file.name}: {key}")
    assert missing == []


def is_saying(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"say", "said", "numbered"}


def test_every_move_can_be_told() -> None:
    assert {f"did.{move}" for move in MOVES} <= set(ENGLISH)


def test_english_calls_instruments_and_methods_as_cases_and_components_do() -> None:
    instruments = get_args(Document.model_fields["instrument"].annotation)
    assert {key: called("document", key) for key in instruments} == {key: key for key in instruments}
    named = [key.partition(".")[2] for key in ENGLISH if key.startswith(("document.", "protocol."))]
    models = {protocol.info.key: protocol.info.label.lower() for protocol in PROTOCOLS}
    assert set(named) == {*instruments, *models}
    assert {key: called("protocol", key).lower() for key in models} == models


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_every_status_and_every_change_has_words(code: str) -> None:
    with told_in(code):
        assert len(set(STATUS_WORDS.values())) == len(STATUSES) == len(STATUS_WORDS)
        assert len(set(CHANGE_WORDS.values())) == len(CHANGES) == len(CHANGE_WORDS)
    assert "open" in STATUS_WORDS
    assert "ajar" not in STATUS_WORDS


def test_words_are_those_of_the_language_at_the_moment_of_looking() -> None:
    words = Spoken("text.status", ["open"])
    with told_in("fr"):
        assert dict(words) == {"open": "ouverte"}
    assert dict(words) == {"open": "open"}


def test_a_block_inside_a_block_gives_the_language_back() -> None:
    assert language() == "en"
    with told_in("fr"):
        with told_in("en"):
            assert say("who.chair") == "The Chair"
        assert say("who.chair") == "La présidence"
    assert language() == "en"


def test_an_error_gives_the_language_back() -> None:
    with pytest.raises(ZeroDivisionError), told_in("fr"):
        _ = 1 / 0
    assert language() == "en"


def test_an_unknown_language_is_refused_before_anything_is_said() -> None:
    with (
        pytest.raises(UnknownComponentError, match=r"No language is called 'de'\..* Valid: en, fr\."),
        told_in("de"),
    ):
        raise AssertionError
    with pytest.raises(UnknownComponentError, match="No language is called"):
        catalogue("../en")
    assert language() == "en"


def test_each_thread_has_a_language_of_its_own() -> None:
    both, said = threading.Barrier(2, timeout=60), dict[str, str]()

    def speak(code: str) -> None:
        with told_in(code):
            both.wait()
            said[code] = say("story.quiet")
            both.wait()

    threads = [threading.Thread(target=speak, args=(code,)) for code in ("en", "fr")]
    with told_in("fr"):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        fresh = threading.Thread(target=lambda: said.setdefault("fresh", language()))
        fresh.start()
        fresh.join()
    assert said == {
        "en": "nothing closes, and nobody changes sides for good",
        "fr": "aucun accord, et personne ne change de camp durablement",
        "fresh": "en",
    }


NAMES = ["Alba", "Brod", "Cora", "Doria"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en", ["", "Alba", "Alba and Brod", "Alba, Brod and Cora", "Alba, Brod, Cora and Doria"]),
        ("fr", ["", "Alba", "Alba et Brod", "Alba, Brod et Cora", "Alba, Brod, Cora et Doria"]),
    ],
)
def test_names_are_joined_as_the_language_joins_them(code: str, told: list[str]) -> None:
    with told_in(code):
        assert [names_joined(NAMES[:n], 4) for n in range(5)] == told


def test_names_beyond_those_shown_are_counted() -> None:
    assert [names_joined(NAMES, shown) for shown in (2, 3)] == [
        "Alba, Brod and 2 more",
        "Alba, Brod, Cora and 1 more",
    ]
    with told_in("fr"):
        assert [names_joined(NAMES, shown) for shown in (2, 3)] == [
            "Alba, Brod et 2 autres",
            "Alba, Brod, Cora et 1 autre",
        ]


def test_lists_quotations_and_numbers_are_written_as_the_language_writes_them() -> None:
    assert (listed("abc"), one_of("abc"), one_of("")) == ("a, b, c", "“a” or “b” or “c”", "")
    assert (percent(0.125), decimal(-0.5), decimal(0.75, "g")) == ("12%", "−0.50", "0.75")
    with told_in("fr"):
        assert (
            one_of("ab")
            == "«\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}» ou «\N{NO-BREAK SPACE}b\N{NO-BREAK SPACE}»"
        )
        assert (percent(0.125), decimal(-0.5)) == ("12\N{NO-BREAK SPACE}%", "−0,50")


def test_none_is_told_as_none_only_where_there_is_a_form_for_it() -> None:
    assert numbered("story.brackets", 0) == "No clause is in brackets."
    assert numbered("story.holders", 0) == "0 delegations"
    assert [numbered("story.holders", n) for n in (1, 2)] == ["one delegation", "2 delegations"]
