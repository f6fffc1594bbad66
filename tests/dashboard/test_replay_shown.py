"""What ships worked out is what the engine gives now. If a test here fails: python -m dashboard.precompute."""

import gzip
import json
import re
from functools import cache
from typing import Any

import pytest

from dashboard.components.packing import texts_of
from dashboard.frame.language import words_in
from dashboard.precompute import DIGESTS, FOLDER, RUNS, digests_of, to_bytes
from dashboard.replay.ensemble import play_ensemble
from dashboard.replay.played_runs import play_run
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_data import make_replay
from dashboard.replay.story_files import story_of
from dashboard.replay.which_run import SEED, SHOWN, read_shown, read_story, shown_name
from simulation.report.axes import choose_axes
from simulation.scenario.load import load_scenario
from simulation.storage import Run
from simulation.version import version
from simulation.words import LANGUAGES
from tests.extent import at_a_desk
from tests.spoken_for import BY_LANGUAGE

RENEW = "renew what ships with: python -m dashboard.precompute"


@cache
def shipped(case: str, language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress((FOLDER / shown_name(case, language)).read_bytes()))
    return found


@cache
def fresh(case: str, language: str) -> Replay:
    """Return the replay of the same run without an ensemble."""
    return make_replay(run_of(case, language), words_in(language))


@cache
def run_of(case: str, language: str) -> Run:
    return play_run(load_scenario(case), seed=SEED, language=language)


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], SHOWN))
def test_the_engine_still_gives_the_run_and_the_runs_beside_it(case: str) -> None:
    known = json.loads((FOLDER / DIGESTS).read_text(encoding="utf-8"))
    assert known[case] == digests_of(case), RENEW


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", SHOWN)
def test_what_ships_is_of_this_version_seed_and_number_of_runs(case: str, language: str) -> None:
    data = shipped(case, language)
    assert (data["version"], data["seed"], data["n_runs"], data["lang"]) == (
        version(),
        SEED,
        RUNS,
        language,
    ), RENEW


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], SHOWN))
def test_what_ships_says_what_the_code_says_now(case: str, language: str) -> None:
    now, kept = json.loads(json.dumps(fresh(case, language))), shipped(case, language)
    assert set(_asked(now)) <= set(_asked(kept)), RENEW
    assert {key: _asked(kept)[key] for key in _asked(now)} == _asked(now), RENEW
    for part in (
        "title",
        "lead",
        "turns",
        "axes",
        "coalitions",
        "kinds",
        "braid",
        "events",
        "clauses",
        "links",
        "diffs",
        "marks",
    ):
        assert kept[part] == now[part], RENEW
    told = ("head", "sub", "alt", "lines")
    for old, new in zip(kept["sentences"], now["sentences"], strict=True):
        assert [old[name] for name in told] == [new[name] for name in told], RENEW
    for old, new in zip(kept["delegations"], now["delegations"], strict=True):
        assert old | {"band": None} == new, RENEW
    assert _said(kept) == _said(now), RENEW
    assert _causes(kept) == _causes(now), RENEW
    assert _changes(kept) == _changes(now), RENEW


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], SHOWN))
def test_the_story_that_ships_is_the_one_that_is_told_now(case: str, language: str) -> None:
    now = story_of(run_of(case, language), language)
    assert read_story(case, language) == now, RENEW


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], SHOWN))
def test_every_change_of_group_that_ships_tells_its_cause(case: str, language: str) -> None:
    data = shipped(case, language)
    told = _changes(data)
    crossed = [
        (str(row), str(session))
        for row, who in enumerate(data["delegations"])
        for session in range(1, data["sessions"] + 1)
        if who["c"][session] != who["c"][session - 1]
    ]
    assert sorted(told) == sorted(crossed)
    assert all(len(texts) > 1 and all(texts) for texts in told.values())


def _changes(data: dict[str, Any]) -> dict[tuple[str, str], list[str]]:
    texts = texts_of(data)
    return {
        (row, session): [texts[text] for text in reason["group"]]
        for row, by in data["reasons"]["by"].items()
        for session, reason in by.items()
        if reason["group"]
    }


def _asked(data: dict[str, Any]) -> dict[str, tuple[str, str, list[str]]]:
    """Return the questions that one may guess at, with what the run answers and the answers to choose from."""
    return {
        one["id"]: (one["ask"], one["run"], [answer["told"] for answer in one["answers"]])
        for one in data["guess"]["questions"]
    }


def _said(data: dict[str, Any]) -> list[str]:
    texts = texts_of(data)
    return [texts[text] for moment in data["log"] for _, text, _ in moment]


def _causes(data: dict[str, Any]) -> list[tuple[str, str, int]]:
    texts = texts_of(data)
    return [
        (texts[label], texts[note], amount)
        for by in data["reasons"]["by"].values()
        for reason in by.values()
        for label, note, amount in reason["parts"]
    ]


def test_the_same_replay_is_kept_as_the_same_bytes() -> None:
    scenario = load_scenario("worked_package")
    run = play_run(scenario, seed=1, language="en")
    kept = []
    for _ in range(2):
        ensemble = play_ensemble(
            scenario, seed=1, runs=60, sessions=run.manifest.sessions, weight=choose_axes(run).weight
        )
        kept.append(to_bytes(make_replay(run, words_in("en"), ensemble=ensemble)))
    assert kept[0] == kept[1]
    assert kept[0][4:8] == b"\0\0\0\0"


def test_what_is_read_has_the_words_of_the_language() -> None:
    for language in LANGUAGES:
        data = read_shown("wtpf13", language)
        assert data is not None
        assert data["words"] == words_in(language).part("replay.ui.")


def test_a_name_has_every_form_that_french_templates_ask_for_and_none_in_english() -> None:
    french, english = read_shown("wtpf13", "fr"), read_shown("wtpf13", "en")
    assert french is not None
    assert english is not None
    said = "\n".join([*french["words"].values(), *french["phrases"]])
    asked = {form.lower() for form in re.findall(r"\{name:([^{}|]+)\}", said)}
    assert {"le", "que"} <= asked
    for item in french["delegations"]:
        assert asked <= set(item["forms"]), item["name"]
    assert all(item["forms"] == {} for item in english["delegations"])


def test_nothing_ships_of_a_case_that_is_not_listed() -> None:
    assert read_shown("../wtpf13", "en") is None
    assert read_shown("worked_clock", "en") is None
    assert read_story("worked_clock", "en") is None


def test_what_ships_stays_small() -> None:
    sizes = [path.stat().st_size for path in FOLDER.glob("*.json.gz")]
    assert len(sizes) == 2 * len(SHOWN) * len(LANGUAGES)
    assert max(sizes) < 120_000


def test_in_french_one_group_se_forme_and_several_se_forment() -> None:
    seen = set()
    for case in SHOWN:
        founded = [event for event in shipped(case, "fr")["events"] if event["type"] == "founded"]
        for event in founded:
            is_alone = sum(other["s"] == event["s"] for other in founded) == 1
            assert event["short"].endswith(" se forme" if is_alone else " se forment"), (case, event["s"])
            seen.add(is_alone)
    assert seen == {True, False}
