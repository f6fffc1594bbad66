"""What was told in one language is told in another as if it had been told in that one from the start."""

import time
from dataclasses import dataclass, fields, replace
from functools import cache

import pytest

from simulation.reasons import (
    LANGUAGES,
    Log,
    build_log,
    coalitions_of,
    explain,
    left_over,
    outcome_sentence,
    retold_log,
    session_sentences,
    told_in,
    versions_of,
    who_moved,
)
from simulation.words import is_told_as, retold, retold_name, short_name
from tests.told_cases import CASES, INSTRUCTED, record

NBSP = "\N{NO-BREAK SPACE}"
WAYS = [(one, other) for one in LANGUAGES for other in LANGUAGES if one != other]


@dataclass(frozen=True)
class Told:
    """All that is kept about a negotiation, in one language."""

    log: Log
    sentences: tuple[str, ...]
    coalitions: tuple[str, ...]


@cache
def told(case: str, code: str) -> Told:
    played = record(case)
    with told_in(code):
        log, history = build_log(played), coalitions_of(played)
        sentences = [outcome_sentence(played), left_over(played)]
        for each in session_sentences(played, history):
            sentences += (each.head, each.sub, each.alt)
        sentences += [mover.reason for mover in who_moved(played, log)]
        for version in versions_of(played):
            sentences += [
                bracket.reason for clause in version.document.clauses for bracket in clause.brackets
            ]
        return Told(log, tuple(sentences), tuple(item.name for item in history.coalitions))


@pytest.mark.parametrize(("one", "other"), WAYS)
@pytest.mark.parametrize("case", CASES)
def test_a_log_is_retold_as_it_would_have_been_built(case: str, one: str, other: str) -> None:
    with told_in(other):
        assert retold_log(told(case, one).log) == told(case, other).log


@pytest.mark.parametrize(("one", "other"), WAYS)
@pytest.mark.parametrize("case", CASES)
def test_whatever_is_kept_is_retold_as_it_would_have_been_told(case: str, one: str, other: str) -> None:
    ours, theirs = told(case, one), told(case, other)
    names = frozenset(ours.log.roster.names.values())
    with told_in(other):
        assert tuple(retold(text, names) for text in ours.sentences) == theirs.sentences
        assert tuple(retold_name(name, names) for name in ours.coalitions) == theirs.coalitions


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_in_the_language_already_stays_as_it_is(code: str) -> None:
    ours = told("wtpf13_training", code)
    names = frozenset(ours.log.roster.names.values())
    with told_in(code):
        assert retold_log(ours.log) is ours.log
        assert tuple(retold(text, names) for text in ours.sentences) == ours.sentences
        assert tuple(retold_name(name, names) for name in ours.coalitions) == ours.coalitions


@pytest.mark.parametrize(("one", "other"), WAYS)
@pytest.mark.parametrize("session", [None, 2])
def test_a_log_is_explained_alike_whatever_the_language_it_was_built_in(
    one: str, other: str, session: int | None
) -> None:
    with told_in(other):
        for key in told(INSTRUCTED, one).log.roster.names:
            lines = explain(told(INSTRUCTED, one).log, key, session)
            assert lines == explain(told(INSTRUCTED, other).log, key, session)


def test_notes_of_the_case_are_not_retold() -> None:
    with told_in("fr"):
        log = retold_log(told(INSTRUCTED, "en").log)
    notes = {move.private_reason for move in log.moves if move.move == "receive_instructions"}
    assert notes == {"Be open.", "Told."}


NAMES = frozenset(("Trinidad and Tobago", "Names and Numbers Forum", "Alba", "Brod", "Expert group"))


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Trinidad and Tobago leaves", "Trinidad and Tobago quitte"),
        ("Alba and Trinidad and Tobago leave", "Alba et Trinidad and Tobago quittent"),
        ("Alba, Names and Numbers Forum and Brod leave", "Alba, Names and Numbers Forum et Brod quittent"),
        ("Alba, Brod and 1 more leave", "Alba, Brod et 1 autre quittent"),
    ],
)
def test_a_name_that_looks_like_a_list_is_none(english: str, french: str) -> None:
    with told_in("fr"):
        told = retold(
            f"Session 2: {english} the intergovernmental side around Trinidad and Tobago and Brod "
            "for the middle group around Alba.",
            NAMES,
        )
    assert (
        told.replace(NBSP, " ")
        == f"Séance 2 : {french} le camp intergouvernemental avec Trinidad and Tobago et Brod "
        "pour le groupe du milieu avec Alba."
    )


@pytest.mark.parametrize(
    ("english", "french", "short"),
    [
        (
            "the side of “deep cut” around Alba and Brod",
            "le camp de « deep cut » avec Alba et Brod",
            "Alba–Brod",
        ),
        (
            "the group around Names and Numbers Forum and Trinidad and Tobago (2)",
            "le groupe avec Names and Numbers Forum et Trinidad and Tobago (2)",
            "Names and Numbers Forum–Trinidad and Tobago (2)",
        ),
        ("Alba group", "Alba group", "Alba group"),
    ],
)
def test_the_name_of_a_group_is_told_in_another_language_and_in_short(
    english: str, french: str, short: str
) -> None:
    with told_in("fr"):
        assert retold_name(english, NAMES).replace(NBSP, " ") == french
    assert short_name(english, NAMES) == short


def test_the_form_of_a_count_is_that_of_the_language_it_is_told_in() -> None:
    with told_in("fr"):
        one, two = retold("One clause is deleted."), retold("2 clauses are deleted.")
    assert one == "Une disposition est supprimée."
    assert two == "2 dispositions sont supprimées."


ODD = [
    "",
    " ",
    "Somebody wrote this. And that.",
    "It is where its instructions put it. Somebody wrote this.",
    "on x nothing closer to “" + "a” than “" * 400,
    "It is where its instructions put it. " * 105 + "x",
    "x and " * 600 + "5 more",
    "The largest step, 0.1 in session 3: " * 100 + "All its steps by cause: " * 10,
    "{who} {0} {who.__class__} %s \\1 <b>[x](y)</b> \N{RIGHT-TO-LEFT OVERRIDE}",
    "It is where its instructions put it. " * 500,
]


@pytest.mark.parametrize("text", ODD)
def test_what_no_template_made_stays_as_it_is_and_takes_no_time(text: str) -> None:
    start = time.thread_time()
    with told_in("fr"):
        assert retold(text) == text
    assert time.thread_time() - start < 2


def test_what_stands_in_a_sentence_is_never_read_as_a_template() -> None:
    with told_in("fr"):
        assert retold("We propose ‘{issue} {0}’.") == "Nous proposons “{issue} {0}”."  # noqa: RUF001
        nested = retold("Red line: " * 300)
    assert nested.count("Red line: ") >= 298


def test_a_log_without_a_known_language_is_read_sentence_by_sentence() -> None:
    log = told("worked_isolation", "en").log
    with told_in("fr"):
        odd = retold_log(replace(log, roster=replace(log.roster, assumed="Who knows.")))
    assert odd.roster.assumed == "Who knows."
    assert odd.moves == told("worked_isolation", "fr").log.moves
    assert [item.name for item in fields(odd)] == ["roster", "moves"]


def test_a_sentence_is_recognised_in_its_language_only() -> None:
    assert is_told_as("private.state", "It is where its instructions put it.")
    with told_in("fr"):
        assert not is_told_as("private.state", "It is where its instructions put it.")
