"""A language is added by one folder and one line: its plurals, numbers, percent and lists are those of CLDR."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from simulation.words import (
    Said,
    catalogue,
    decimal,
    listed,
    names_joined,
    numbered,
    percent,
    said,
    say,
    told_in,
    whole,
)
from simulation.words.cldr import plural_form

COUNTS = (0, 1, 2, 3, 11, 21, 100, 1.5)
"""Which form each takes is what CLDR 48 says of cardinals."""
ADDED = {
    "ar": {
        "clauses.zero": "لا بنود",
        "clauses.one": "بند واحد",
        "clauses.two": "بندان",
        "clauses.few": "{n} بنود",
        "clauses.many": "{n} بندًا",
        "clauses.other": "{n} بند",
    },
    "pl": {
        "clauses.one": "{n} klauzula",
        "clauses.few": "{n} klauzule",
        "clauses.many": "{n} klauzul",
        "clauses.other": "{n} klauzuli",
    },
    "ru": {
        "clauses.none": "ни одного пункта",
        "clauses.one": "{n} пункт",
        "clauses.few": "{n} пункта",
        "clauses.many": "{n} пунктов",
        "clauses.other": "{n} пункта",
    },
}
NAMES = ["A", "B", "C"]


@pytest.fixture(autouse=True)
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add one folder and one line for each of the languages, in a copy of the folder."""
    module = import_module("simulation.words.catalogue")
    for code in module.LANGUAGES:
        (tmp_path / code).symlink_to(Path(str(module.__file__)).with_name(code), target_is_directory=True)
    for code, texts in ADDED.items():
        (tmp_path / code).mkdir()
        lines = (f'{key}: "{text}"\n' for key, text in texts.items())
        (tmp_path / code / "small.yaml").write_text("".join(lines), encoding="utf-8")
    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    monkeypatch.setattr(module, "LANGUAGES", {**module.LANGUAGES, **dict.fromkeys(ADDED, "")})
    module.catalogue.cache_clear()
    yield
    module.catalogue.cache_clear()


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("en", "other one other other other other other other"),
        ("fr", "one one other other other other other one"),
        ("ar", "zero one two few many many other other"),
        ("pl", "many one few few many many many other"),
        ("ru", "many one few few many one many other"),
    ],
)
def test_a_count_takes_the_form_of_the_language(code: str, forms: str) -> None:
    assert [plural_form(n, code) for n in COUNTS] == forms.split()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("ar", ["لا بنود", "بند واحد", "بندان", "3 بنود", "11 بندًا", "21 بندًا", "100 بند"]),
        (
            "pl",
            [
                "0 klauzul",
                "1 klauzula",
                "2 klauzule",
                "3 klauzule",
                "11 klauzul",
                "21 klauzul",
                "100 klauzul",
            ],
        ),
        (
            "ru",
            ["ни одного пункта", "1 пункт", "2 пункта", "3 пункта", "11 пунктов", "21 пункт", "100 пунктов"],
        ),
    ],
)
def test_a_sentence_is_told_in_the_form_that_fits(code: str, told: list[str]) -> None:
    with told_in(code):
        assert [numbered("clauses", n) for n in COUNTS[:7]] == told


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("ar", ["0.50", "−1.5", "12,500", "80%", "A, B"]),
        ("pl", ["0,50", "−1,5", "12\u00a0500", "80%", "A, B"]),
        ("ru", ["0,50", "−1,5", "12\u00a0500", "80\u00a0%", "A, B"]),
        ("fr", ["0,50", "−1,5", "12\u202f500", "80\u00a0%", "A, B"]),
        ("en", ["0.50", "−1.5", "12,500", "80%", "A, B"]),
    ],
)
def test_numbers_and_percent_are_written_as_the_language_writes_them(code: str, numbers: list[str]) -> None:
    with told_in(code):
        told = [decimal(0.5), decimal(-1.5, "g"), whole(12_500), percent(0.8)]
        assert [text.replace("\u200e", "") for text in told] == numbers[:4]
        assert str(Said.percent(0.8)) == told[3]


def test_a_share_stands_in_a_sentence_between_the_marks_of_direction_of_its_language() -> None:
    with told_in("ar"):
        assert (percent(0.8), decimal(-0.5)) == ("80\u200e%\u200e", "\u200e−0.50")
    assert numbered("story.holders", 2) == "2 delegations"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("ar", ["A", "A وB", "A وB وC"]),
        ("pl", ["A", "A i B", "A, B i C"]),
        ("ru", ["A", "A и B", "A, B и C"]),
        ("fr", ["A", "A et B", "A, B et C"]),
        ("en", ["A", "A and B", "A, B and C"]),
    ],
)
def test_names_are_joined_as_the_language_joins_them(code: str, told: list[str]) -> None:
    with told_in(code):
        assert [names_joined(NAMES[:n], 3) for n in (1, 2, 3)] == told
        assert str(said("list.and", first="A", last="B")) == told[1]


def test_the_marks_of_a_list_are_those_of_the_language() -> None:
    with told_in("ar"):
        assert listed(NAMES) == "A وB وC"
    with told_in("ru"):
        assert listed(NAMES) == "A, B, C"


def test_a_sentence_that_the_language_lacks_is_english_in_its_english_form() -> None:
    with told_in("ru"):
        assert say("who.chair") == "The Chair"
        assert [numbered("story.holders", n) for n in (1, 2, 21)] == [
            "one delegation",
            "2 delegations",
            "21 delegations",
        ]


def test_the_form_for_one_thing_is_not_told_of_none_and_not_of_twenty_one() -> None:
    with told_in("fr"):
        assert [numbered("story.holders", n) for n in (0, 1, 2)] == [
            "0 délégations",
            "une délégation",
            "2 délégations",
        ]
        assert [numbered("count.issues", n) for n in (0, 1, 2)] == [
            "0 question",
            "1 question",
            "2 questions",
        ]


def test_each_language_holds_only_what_its_folder_and_cldr_give_it() -> None:
    assert set(catalogue("ru")) == {
        *ADDED["ru"],
        *(f"list.{name}" for name in ("and", "next", "or")),
        *(f"number.{name}" for name in ("decimal_mark", "minus_mark", "percent", "thousands_mark")),
    }
