"""Text of a case where Streamlit takes Markdown."""

import re

import pytest

from dashboard.frame.escaping import escaped


@pytest.mark.parametrize("text", ["http://a.example/t", "HTTPS://a.example", "www.a.example", "me@a.example"])
def test_nothing_is_taken_for_an_address_on_sight(text: str) -> None:
    found = escaped(f"before {text} after")
    assert not re.search(r"(?i)https?\\:\\/|www\\\.|\w\\@", found)
    assert re.sub(r"\\(.)", r"\1", found).replace("\u2060", "") == f"before {text} after"


def test_a_text_stays_on_one_line_and_its_blanks_that_join_stay() -> None:
    assert escaped(" a\n\tb  c\N{NO-BREAK SPACE}d\N{NARROW NO-BREAK SPACE}e ") == (
        "a b c\N{NO-BREAK SPACE}d\N{NARROW NO-BREAK SPACE}e"
    )


def test_a_label_that_is_read_aloud_has_no_backslash_where_none_is_needed() -> None:
    for name in ("Task of the Secretary-General", "When it begins (Start)", "“A” – one, two; three?"):
        assert escaped(name) == name
