"""The catalogue of sentences: every language has every one, and every one is used."""

import re
import threading
from collections import Counter
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import simulation.words
from dashboard.frame.language import words_in
from simulation.errors import UnknownComponentError
from simulation.protocols.registry import PROTOCOLS
from simulation.reasons import LANGUAGES, MOVES, told_in
from simulation.scenario.schema import Document
from simulation.text import CHANGE_WORDS, CHANGES, STATUS_WORDS, STATUSES
from simulation.words import (
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
)

FOLDER = Path(simulation.words.__file__).parent
ENGLISH = catalogue("en")
OTHERS = [code for code in LANGUAGES if code != "en"]
SAYS = (
    "classroom",
    "classroom/debrief",
    "cli",
    "cli/seat",
    "coalitions",
    "engine",
    "study",
    "stats",
    "evidence/backtest",
    "evidence/backtest/disputes",
    "evidence/ballots",
    "evidence/calibration",
    "evidence/backtest/convention",
    "forecast",
    "study/levers",
    "evidence/validation",
    "study/assembly",
    "live",
    "scenario/archetypes",
    "protocols/parameter_sets",
    "reasons",
    "registry",
    "report",
    "report/assembly",
    "report/classroom",
    "report/debrief",
    "report/forecast",
    "report/groups",
    "report/pack",
    "report/study",
    "report/validation",
    "scenario",
    "scenario/instances",
    "scenario/interchange",
    "storage",
    "text",
    "training",
    "training/group",
    "words",
)
"""Packages and modules that say something."""
FORMS = re.compile(r"\.(none|one|other|alone|many|document|motion|vote)$")


FILES = re.compile(r"\.(?:css|db|html|html\.j2|md|yaml)$|^calibration\.json$")
"""How names of files end, which begin as keys do."""


def files_of(code: str) -> list[Path]:
    return sorted((FOLDER / code).glob("*.yaml"))


def values(template: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(template) if name is not None})


@pytest.mark.parametrize("code", OTHERS)
def test_no_sentence_is_missing_from_a_language_and_none_has_been_left_over(code: str) -> None:
    assert list(catalogue(code)) == list(ENGLISH)


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_takes_the_same_values_in_every_language(code: str) -> None:
    found = {key: values(text) for key, text in catalogue(code).items()}
    assert found == {key: values(text) for key, text in ENGLISH.items()}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_stands_twice_in_a_file(code: str) -> None:
    lines = [line for path in files_of(code) for line in path.read_text(encoding="utf-8").splitlines()]
    keys = Counter(line.partition(":")[0] for line in lines if line and not line.startswith("#"))
    assert [key for key, times in keys.items() if times > 1] == []
    assert len(keys) == len(catalogue(code))


def test_every_language_has_the_same_files() -> None:
    assert list(FOLDER.glob("*.yaml")) == []
    assert {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(
        LANGUAGES
    )
    for code in OTHERS:
        assert [path.name for path in files_of(code)] == [path.name for path in files_of("en")]


def test_every_template_is_used_and_none_is_missing() -> None:
    package = FOLDER.parent
    found = (path for name in SAYS for path in (*package.glob(f"{name}.py"), *package.glob(f"{name}/*.py")))
    pages = (package / "report" / "templates").glob("*.j2")
    dashboard = package.parent / "dashboard"
    served = (
        *(path for name in ("frame", "library") for path in (dashboard / name).glob("*.py")),
        *(dashboard / "classroom").rglob("*.py"),
    )
    files = (path for path in (*found, *pages, *served))
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    groups = "|".join(sorted({key.partition(".")[0] for key in ENGLISH}))
    written = re.findall(rf'f?"((?:{groups})\.[^"]*)"', source)
    quoted = {f"{key}{{rest}}" if key.endswith(".") else key for key in written if not FILES.search(key)}
    kinds = set(re.findall(r'\b(?:Spoken|called)\("([\w.]+)"', source))
    patterns = [re.compile(re.sub(r"\\\{.*?\\\}", ".+", re.escape(key))) for key in quoted]
    for key in ENGLISH:
        used = any(pattern.fullmatch(name) for pattern in patterns for name in (key, FORMS.sub("", key)))
        assert used or key.rpartition(".")[0] in kinds, key
    pages_say = {FORMS.sub("", key) for key in words_in("en").templates}
    for key in quoted - kinds - {"protocol.key"} - set(words_in("en").templates) - pages_say:
        if "{" not in key:
            assert key in ENGLISH or f"{key}.one" in ENGLISH, key


def test_every_move_can_be_told() -> None:
    assert {f"did.{move}" for move in MOVES} <= set(ENGLISH)


def test_every_form_of_a_count_has_its_twin_and_takes_the_same_values_but_for_the_count() -> None:
    for key, text in ENGLISH.items():
        if key.endswith(".one"):
            assert set(values(text)) <= set(values(ENGLISH[key[:-4] + ".other"])), key
        if key.endswith(".other"):
            assert key[:-6] + ".one" in ENGLISH, key


def test_english_calls_instruments_and_methods_as_cases_and_components_do() -> None:
    instruments = get_args(Document.model_fields["instrument"].annotation)
    assert {key: called("document", key) for key in instruments} == {key: key for key in instruments}
    named = [key.partition(".")[2] for key in ENGLISH if key.startswith(("document.", "protocol."))]
    models = {protocol.info.key: protocol.info.label.lower() for protocol in PROTOCOLS}
    del models["conference"]
    assert set(named) == {*instruments, *models}
    assert {key: called("protocol", key).lower() for key in models} == models


@pytest.mark.parametrize("code", LANGUAGES)
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
    both, said = threading.Barrier(2, timeout=10), dict[str, str]()

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
        "fr": "rien n’est convenu, et personne ne change de camp durablement",
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
