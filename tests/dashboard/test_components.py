"""The components as text: what they are made of, what they may not contain, what they take from Python."""

import json
import re
from importlib.resources import files
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import assets
from dashboard.components.drawing import tree
from dashboard.components.run_pictures import stamp
from dashboard.frame.language import words_in
from dashboard.replay.played_runs import play_run
from dashboard.replay.replay_data import make_replay, tell_reasons
from simulation.drawing import theme
from simulation.report.forecast.forecast_page import chart_css
from simulation.report.forecast.issue_chart import issue_chart
from tests.small_cases import case, delegation
from tests.spoken_for import BY_LANGUAGE
from tests.told_forecasts import made

PARTS = sorted({*assets.REPLAY, *assets.FILM, *assets.DRAWING})
SAYS = re.compile(r"\b(say|counted)\(")
LITERAL = re.compile(r"""(["`])(.*?)\1""")
LISTED = re.compile(r"""\[([^\[\]]+)\]\.map\(\(key\) => [^;]*?\bsay\(key\)""")
FORMS = ("one", "other")


def part(name: str) -> str:
    return files("dashboard.components").joinpath(f"js/{name}.js").read_text(encoding="utf-8")


def said_in(script: str) -> set[str]:
    """Return patterns of the keys that a script says; every call must name its keys, or go through a list of them."""
    lists = LISTED.findall(script)
    found = {re.escape(key) for listed in lists for _, key in LITERAL.findall(listed)}
    assert len(re.findall(r"\bsay\(key\)", script)) == len(lists), "what is said here? key"
    for call in SAYS.finditer(script):
        given = first_value(script[call.end() :])
        keys = [re.sub(r"\\\$\\\{.*?\\\}", ".+", re.escape(key)) for _, key in LITERAL.findall(given)]
        assert keys or given == "key", f"what is said here? {given}"
        forms = FORMS if call[1] == "counted" else ()
        found |= {f"{key}\\.{form}" for key in keys for form in forms} if forms else set(keys)
    return found


def first_value(rest: str) -> str:
    """Return the first of the values of a call, from after its bracket."""
    depth = 0
    for place, sign in enumerate(rest):
        if not depth and sign in ",)":
            return rest[:place].strip()
        depth += (sign in "([{") - (sign in ")]}")
    raise AssertionError(rest[:80])


@pytest.mark.parametrize("parts", [assets.REPLAY, assets.FILM, assets.DRAWING])
def test_a_script_exports_once_and_is_no_path(parts: tuple[str, ...]) -> None:
    text = assets.script(parts)
    assert text.count("export default") == 1
    assert "\n" in text.strip()
    assert text.rstrip().endswith(("}", ");"))


@pytest.mark.parametrize("name", PARTS)
def test_no_part_is_long_or_writes_markup(name: str) -> None:
    text = part(name)
    assert len(text.splitlines()) < 400
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
        "import(",
    ):
        assert word not in text


def test_no_part_knows_an_address_but_that_of_the_drawing_language() -> None:
    whole = "".join(map(part, PARTS)) + assets.look()
    assert set(re.findall(r"https?://[^\s\"']+", whole)) == {"http://www.w3.org/2000/svg"}


def test_every_colour_is_a_token_of_the_theme() -> None:
    whole = "".join(map(part, PARTS)) + assets.look()
    used = set(re.findall(r"var\(--([a-z0-9]+)[,)]", whole))
    assert used - {*theme.LIGHT, "edge", "seam", "aside", "foot"} == set()
    look = files("dashboard.components").joinpath("replay.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", look) == []


def test_the_look_has_light_on_the_host_and_dark_beside_it() -> None:
    look = assets.look()
    assert look.startswith(f":host{{{theme.css_variables(theme.LIGHT)}}}")
    assert f'[data-theme="dark"]{{{theme.css_variables(theme.DARK)}}}' in look


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_word_that_the_scripts_say_is_in_the_catalogue(language: str) -> None:
    known = words_in(language).part("replay.ui.")
    said = {key for name in PARTS if name != "base" for key in said_in(part(name))}
    assert len(said) > 120
    assert {key for key in said if not any(re.fullmatch(key, one) for one in known)} == set()


def test_a_word_is_found_in_whatever_way_a_script_says_it() -> None:
    script = """
      say("a.b", { n }); model.say(x < 0 ? "c" : y ? "d" : "e", { say }); view.counted("f", n);
      ["g", "h.i"].map((key) => make("th", {}, say(key))); say(`j.${k}`);
    """
    assert said_in(script) == {"a\\.b", "c", "d", "e", "f\\.one", "f\\.other", "g", "h\\.i", "j\\..+"}
    with pytest.raises(AssertionError, match="what is said"):
        said_in("say(word)")
    with pytest.raises(AssertionError, match="what is said"):
        said_in("say(key)")


def test_the_stamp_of_a_large_room_leaves_out_what_comes_with_reasons_and_sees_the_rest() -> None:
    seats = [delegation(f"d{n}", (n % 100) / 100, red_line=0.4) for n in range(260)]
    run, words = play_run(case(seats, sessions=12), seed=1, language="en"), words_in("en")
    replay = make_replay(run, words)
    told = tell_reasons(replay, run, words, ensemble=None, selected="d9")
    assert told["reasons"]["by"]
    assert len(told["texts"]) > len(replay["texts"])
    assert stamp(told) == stamp(replay)
    assert stamp({**replay, "seed": 2}) != stamp(replay)


def test_a_drawing_of_a_report_is_planted_as_plain_data_with_all_its_words() -> None:
    chart = issue_chart(made(), 0)
    found = tree(chart.wide)
    assert found[0].endswith("svg")
    assert found[1]["role"] == "img"
    words: list[str] = []

    def gather(one: list[Any]) -> None:
        for child in one[2:]:
            words.append(child) if isinstance(child, str) else gather(child)

    gather(found)
    assert {"weighted mean", "position exchange", "wording 3"} <= set(words)
    assert json.loads(json.dumps(found)) == found


def test_the_look_of_a_drawing_has_the_tokens_of_both_themes_and_no_colour_of_its_own() -> None:
    look = assets.drawing_look(chart_css())
    assert look.startswith(f":host{{{theme.css_variables(theme.LIGHT)}}}")
    assert f'.drawing[data-theme="dark"]{{{theme.css_variables(theme.DARK)}}}' in look
    used = set(re.findall(r"var\(--([a-z0-9]+)[,)]", look))
    assert used - {*theme.LIGHT} == set()
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", chart_css()) == []


def _page() -> None:
    import streamlit as st

    from dashboard.components.run_pictures import replay

    shown = replay({"seed": 1}, key="r", session=4, selected="BRA", pinned=(9, 3, 12))
    st.text(f"{shown.round} {shown.selected} {shown.pinned}")


def test_before_the_browser_speaks_the_result_is_what_was_asked_for() -> None:
    at = AppTest.from_function(_page, default_timeout=180).run()
    assert not at.exception
    assert [text.value for text in at.text] == ["4 BRA (3, 9)"]
