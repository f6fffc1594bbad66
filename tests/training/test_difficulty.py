"""How hard training cases and their instances are: the figures that are shown are those of the games."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.difficulty import measure, rows
from simulation import load_scenario
from simulation.abm import NegotiationModel
from simulation.cli.seat.opening_play import Wanted, opened
from simulation.delegates import DELEGATES
from simulation.errors import DelegationSimError
from simulation.report.pack import pack_pages
from simulation.scenario.instances import with_instances
from simulation.scenario.pack import load_pack
from simulation.scenario.schema import Scenario
from simulation.training import difficulty
from simulation.training.difficulty import DELEGATE, Difficulty, published, seats_apart
from simulation.training.place import places_of
from simulation.words import told_in
from tests.extent import at_a_desk

HOW_TO = Path(__file__).parents[2] / "docs/how-to/run-a-training.md"


def instance(case: str, number: int) -> Scenario:
    return load_scenario(case, overrides={"instance": number})


def figures(case: str, number: int) -> Difficulty:
    found = published(instance(case, number))
    assert found is not None
    return found


def closes(case: Scenario, seat: str, replication: int, seed: int) -> bool:
    model = NegotiationModel(case, seed=seed, replication=replication, seats={seat: DELEGATES[DELEGATE]})
    return any(place.has_document for place in places_of(model.run()))


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], with_instances()))
@pytest.mark.parametrize("number", at_a_desk([1], range(4)))
def test_each_case_and_its_first_instances_are_measured_in_every_seat_that_decides(
    case: str, number: int
) -> None:
    found = figures(case, number)
    assert (found.case, found.instance, found.games) == (case, number, 40)
    assert all(0 <= closed <= found.games for closed in found.closed.values())
    assert len(found.closed) == {"ai_oversight": 8, "first_hour": 5, "wtpf13_training": 8}[case]


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], with_instances()))
def test_instances_close_within_six_games_of_100_as_often_as_their_case(case: str) -> None:
    of_case, *others = [figures(case, number).over_seats.value for number in range(4)]
    assert all(abs(one - of_case) <= 0.06 for one in others)


@pytest.mark.parametrize(
    ("case", "number"), at_a_desk([("first_hour", 1)], [("first_hour", 1), ("ai_oversight", 2)])
)
def test_where_every_game_closed_a_sample_of_them_closes_again(case: str, number: int) -> None:
    found, scenario = figures(case, number), instance(case, number)
    seat = next(seat for seat, closed in found.closed.items() if closed == found.games)
    assert all(closes(scenario, seat, replication, found.seed) for replication in (0, 7))


@pytest.mark.thorough
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], with_instances()))
@pytest.mark.parametrize("number", [0, 1])
def test_the_hardest_seat_closes_as_often_as_is_told(case: str, number: int) -> None:
    found, scenario = figures(case, number), instance(case, number)
    seat = min(found.closed, key=lambda key: found.closed[key])
    closed = sum(closes(scenario, seat, replication, found.seed) for replication in range(found.games))
    assert closed == found.closed[seat]


@pytest.mark.thorough
def test_a_measurement_counts_the_games_of_every_seat() -> None:
    case = instance("first_hour", 1)
    with ThreadPoolExecutor(1) as executor:
        found = measure(case, executor, games=2, seed=1)
    assert found.closed == {
        seat: sum(closes(case, seat, replication, 1) for replication in range(2)) for seat in found.closed
    }


def test_nothing_is_told_of_a_case_that_was_changed_or_that_nobody_measured() -> None:
    assert published(load_scenario("first_hour", overrides={"sessions": 5})) is None
    assert published(instance("first_hour", 4)) is None
    assert published(load_scenario("wtpf13")) is None


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], with_instances()))
def test_the_how_to_shows_the_figures(case: str) -> None:
    cases = [instance(case, number) for number in range(4)]
    told = "\n".join(rows(cases, [figures(case, number) for number in range(4)]))
    assert told in HOW_TO.read_text(encoding="utf-8")


def guide(name: str, scenario: Scenario) -> str:
    pack = load_pack(name, scenario=scenario)
    page = pack_pages(scenario, pack)["facilitator.html"]
    part = page.partition("How hard the seats are")[2].partition("Self-assessment, before")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], with_instances()))
@pytest.mark.parametrize("number", [0, 2])
def test_the_guide_tells_how_hard_seats_are_once_by_one_measure_and_what_they_ask_beside_it(
    case: str, number: int
) -> None:
    scenario, found = instance(case, number), figures(case, number)
    pack = load_pack(case, scenario=scenario)
    assert pack is not None
    told, names = guide(case, scenario), {one.key: one.short or one.name for one in scenario.delegations}
    for seat in found.closed:
        share = found.share(seat)
        cell = f"{names[seat]} {100 * share.value:.0f} ({100 * share.low:.0f} to {100 * share.high:.0f})"
        assert told.count(cell) == 1
    for level, advice in pack.seats_by_difficulty:
        asks = {"easy": "Easy to grasp.", "medium": "Takes some practice.", "hard": "Takes experience."}[
            level
        ]
        assert told.count(f"{asks} {html.escape(advice.reason, quote=False)}") == 1
    assert ("No seat lies clearly apart" in told) == (found.apart == ((), ()))
    for way, seats in zip(("less", "more"), found.apart, strict=True):
        assert (f"A text closes clearly {way} often from" in told) == bool(seats)


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], with_instances()))
def test_no_seat_is_called_easier_than_one_from_which_a_text_closes_clearly_more_often(case: str) -> None:
    pack, found = load_pack(case), figures(case, 0)
    assert pack is not None
    asked = [advice.seat for _, advice in pack.seats_by_difficulty]
    for place, easier in enumerate(asked):
        assert all(found.share(easier).high >= found.share(harder).low for harder in asked[place + 1 :])
    assert asked[0] not in found.apart[0]
    assert asked[-1] not in found.apart[1]


HARD = "Harder than the other seats, as measured: Lumera. A text closes clearly less often from there."


def test_where_seats_are_chosen_it_is_said_which_is_clearly_harder() -> None:
    assert [str(one) for one in seats_apart(instance("first_hour", 0))] == [HARD]
    assert seats_apart(instance("wtpf13_training", 0)) == ()
    assert seats_apart(instance("first_hour", 17)) == ()  # nobody played it
    with pytest.raises(DelegationSimError, match=re.escape(f". {HARD}")):
        opened(Wanted(case="first_hour", seat=None, seed=1, skill="standard", parameters="median"))


def test_a_seat_lies_apart_only_where_its_range_does_not_meet_that_of_the_others() -> None:
    found = replace(figures("first_hour", 0), games=10)
    assert replace(found, closed={"TAM": 10, "ALT": 9, "NOR": 10, "LUM": 10, "SAB": 1}).apart == (
        ("SAB",),
        (),
    )
    assert replace(found, closed={"TAM": 10, "ALT": 9, "NOR": 10, "LUM": 10, "SAB": 8}).apart == ((), ())
    high = replace(found, closed={"TAM": 10, "ALT": 3, "NOR": 2, "LUM": 3, "SAB": 1})
    assert high.apart == ((), ("TAM",))
    assert replace(found, closed={"TAM": 10}).apart == ((), ())


def test_of_an_instance_that_nobody_played_the_guide_says_that_it_is_as_hard_and_what_seats_ask() -> None:
    told = guide("first_hour", instance("first_hour", 17))
    assert "Every count is that of the case" in told
    assert "Easy to grasp." in told
    assert "closes" not in told


def test_where_every_game_closes_it_is_said_that_the_share_says_nothing() -> None:
    says = "Every game closes there, so this share says nothing about how hard the case is."
    assert says in map(str, figures("wtpf13_training", 0).sentences)
    assert says not in map(str, figures("first_hour", 0).sentences)


def test_what_skill_pays_is_told_beside_the_share_where_it_was_measured() -> None:
    found = replace(figures("first_hour", 0), place={"honest": 0.509, "nothing": 0.24})
    told = str(found.sentences[-1])
    assert "an honest delegate covers 51% of the way from the worst to the best text" in told
    assert told.endswith("and an idle one 24%.")
    assert not any("skill" in str(line) for line in replace(found, place={}).sentences)
    with told_in("fr"):
        assert "fait en moyenne 51\u00a0% du chemin, et une délégation passive 24\u00a0%." in str(
            found.sentences[-1]
        )


def test_what_is_measured_is_kept_with_the_places_and_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = load_scenario("worked_package")
    with ThreadPoolExecutor(1) as executor:
        found = measure(case, executor, games=1, seed=1)
    for name in ("honest", "nothing"):
        places = [
            place.value
            for seat, row in (("OPEN", 0), ("STATE", 1))
            for place in [places_of(NegotiationModel(case, seed=1, seats={seat: DELEGATES[name]}).run())[row]]
        ]
        assert found.place[name] == pytest.approx(sum(place or 0.0 for place in places) / 2)
    file = tmp_path / "difficulty.json"
    file.write_text(difficulty.text_of([found]), encoding="utf-8")
    monkeypatch.setattr(difficulty, "FILE", file)
    difficulty._published.cache_clear()  # noqa: SLF001 - the file is read once
    try:
        again = difficulty.published(case)
    finally:
        difficulty._published.cache_clear()  # noqa: SLF001 - likewise
    assert again is not None
    assert again.place == pytest.approx(found.place, abs=1e-4)
    assert again.closed == found.closed


def test_a_guide_says_it_too() -> None:
    case = load_scenario("wtpf13_training")
    pack = load_pack("wtpf13_training")
    assert pack is not None
    guide = pack_pages(case, pack)["facilitator.html"]
    assert "so this share says nothing about how hard the case is" in html.unescape(guide)
