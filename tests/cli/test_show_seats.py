"""The command show about seats: what each delegation wants, and what is printed only where asked for."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.engine.simulate import load_scenario
from simulation.scenario.pack import load_pack
from tests.spoken_for import BY_CASE

type Invoke = Callable[..., Result]


def joined(text: str) -> str:
    return " ".join(text.split())


def issue_of(card: str, key: str) -> str:
    """Return what a card says on an issue, in one line."""
    found = re.search(rf"^  {key}  .*?(?=^  \S|\Z)", card, re.MULTILINE | re.DOTALL)
    assert found is not None
    return joined(found[0])


def test_a_seat_that_tabled_a_draft_says_that_it_does_not_strike_it(invoke: Invoke) -> None:
    cards = [invoke("show", "wtpf13", "--delegation", key).stdout for key in ("BRA", "USA")]
    said = "sponsor it tabled the first draft and does not agree to strike it"
    assert [said in issue_of(card, "Q8") for card in cards] == [True, False]
    assert said not in issue_of(cards[0], "Q9")


def test_a_seat_says_what_it_wants_how_much_it_cares_and_who_says_so(invoke: Invoke) -> None:
    card = invoke("show", "wtpf13", "--delegation", "USA").stdout
    assert card.startswith("USA: United States\n")
    assert issue_of(card, "Q1") == (
        "Q1 Roles of stakeholders (0 = multi-stakeholder, 1 = intergovernmental) "
        "position 0.35 ± 0.08, nearest to 0.40 “All stakeholders, each in its role, in general terms and without "
        "ranking” salience 1.00 (documented; source: ITUN-4145; confidence medium) "
        "red line none given, and none assumed "
        "flexibility 1.00 of the way to its limit without new instructions "
        "coded documented; source: ITUN-4145; confidence medium"
    )
    assert "ITUN-4145  ITU News no. 5 (2013)" in card
    assert "CONGO-05" not in card


def test_a_seat_says_what_a_salience_rests_on_where_the_case_does(invoke: Invoke) -> None:
    card = invoke(
        "show",
        "wtpf13",
        "--delegation",
        "USA",
        "--set",
        "delegations.USA.mandate.Q2.salience_source=CONGO-05",
    )
    assert "salience 0.78 (judgement; source: CONGO-05; confidence low) red line" in issue_of(
        card.stdout, "Q2"
    )
    assert "CONGO-05 CONGO, notes" in joined(card.stdout)
    whole = joined(invoke("show", "wtpf13").stdout)
    assert "477 graded saliences: 345 by judgement, 80 inferred, 52 documented." in whole
    assert "graded salience" not in invoke("show", "first_hour").stdout


def test_a_seat_is_found_by_name_too(invoke: Invoke) -> None:
    by_key = invoke("show", "wtpf13", "--delegation", "GBR").stdout
    assert invoke("show", "wtpf13", "--delegation", "united kingdom").stdout == by_key


def test_a_seat_that_is_not_there_is_answered_with_the_nearest_one(invoke: Invoke) -> None:
    result = invoke("show", "wtpf13", "--delegation", "BRZ")
    assert result.exit_code == 1
    assert result.stderr.startswith("No delegation is called 'BRZ'. Did you mean 'BRA'? Valid: APC, ")


def test_an_assumed_red_line_follows_the_parameters_of_the_protocol(invoke: Invoke) -> None:
    levers = ("--set", "protocol.values.red_line_base=0.5", "--set", "protocol.values.red_line_slope=0.4")
    card = invoke("show", "wtpf13", "--delegation", "USA", *levers).stdout
    assert "stays within 0.25–0.45 (assumed: half-width 0.5 − 0.4 × salience = 0.10)" in joined(card)


@pytest.mark.parametrize(
    ("mandate", "said"),
    [
        ("{position: 0.5, red_line: [0.2, 1.0]}", "red line stays within 0.20–1.00, as given"),
        ("{position: 0.5, red_line: 0.3}", "red line stays within 0.20–0.80 (given as half-width 0.30)"),
        ("{position: 0.5, acceptable: [b]}", "red line nothing but “Each in its role”"),
        ("{position: 0.5, fallbacks: [a, b]}", "fallbacks “Governments first”; then “Each in its role”"),
        ("{position: {low: 0.2, high: 0.4}}", "position 0.20–0.40, nearest to 0.40 “Each in its role”"),
        ("{position: 0.5, flexibility: 0.3}", "flexibility 0.30 of the way"),
        ("{position: 0.5, reason: We promised.}", "reason We promised."),
    ],
)
def test_what_a_mandate_says_is_on_the_card(invoke: Invoke, small_case: str, mandate: str, said: str) -> None:
    Path("small.yaml").write_text(small_case.replace("Q1: {position: 0.5}", f"Q1: {mandate}"), "utf-8")
    result = invoke("show", "small.yaml", "--delegation", "CCC")
    assert result.exit_code == 0, result.stderr
    assert said in joined(result.stdout)


def test_a_seat_without_instructions_shows_the_line_of_its_bloc_or_no_interest(
    invoke: Invoke, small_case: str
) -> None:
    bloc = (
        "blocs: [{key: PAIR, name: The Pair, members: [AAA], line: {Q1: {position: 0.9, basis: inferred}}}]\n"
    )
    bare = re.sub(r", mandate: \{Q1: \{position: 0.[38]\}\}", "", small_case)
    Path("small.yaml").write_text(bare + bloc, "utf-8")
    first = joined(invoke("show", "small.yaml", "--delegation", "AAA").stdout)
    assert "position 0.90, nearest to 1.00 “Governments first”" in first
    assert "inferred; source: none stated; no confidence stated, the line of The Pair" in first
    assert "Blocs The Pair (PAIR)" in first
    assert "position none: it has no interest" in joined(
        invoke("show", "small.yaml", "--delegation", "BBB").stdout
    )
    table = invoke("show", "small.yaml").stdout.partition("\nPositions\n")[2]
    assert re.search(r"^    AAA +0\.50 +0\.90b$", table, re.MULTILINE)
    assert re.search(r"^    BBB +– +–$", table, re.MULTILINE)


@pytest.mark.parametrize("name", BY_CASE)
def test_the_positions_of_all_are_in_lines_of_80_columns(invoke: Invoke, name: str) -> None:
    shown = invoke("show", name, columns=80).stdout
    table = shown.partition("\nPositions\n")[2].partition(
        "\n\nBlocs" if "\n\nBlocs" in shown else "\n\nWhat"
    )[0]
    assert max(map(len, table.splitlines())) <= 80
    for delegation in load_scenario(name).delegations:
        assert re.search(rf"^    {delegation.key} .*\d$", table, re.MULTILINE)


def test_positions_that_do_not_fit_side_by_side_go_below_each_other(invoke: Invoke) -> None:
    table = (
        invoke("show", "wtpf13", columns=50).stdout.partition("\nPositions\n")[2].partition("\nBlocs\n")[0]
    )
    assert [line.split() for line in table.splitlines() if line.startswith("    USA ")] == [
        ["USA", "0.77–1.00", "0.35", "0.10", "0.10", "0.10", "0.15"],
        ["USA", "0.77–1.00", "0.20", "0.15", "0.15", "0.15"],
    ]


def test_show_names_those_who_watch(invoke: Invoke) -> None:
    shown = joined(invoke("show", "wtpf13").stdout)
    assert "46 of them negotiate; 7 watch: ITU Secretariat, ICANN, IETF," in shown
    assert "May listen; it watches" in joined(invoke("show", "wtpf13", "--delegation", "ICANN").stdout)


def test_show_names_blocs_in_full_beside_their_members(invoke: Invoke) -> None:
    shown = joined(invoke("show", "wtpf13").stdout)
    assert re.search(r"CHE Switzerland .{30,80}member state, European Union and CEPT", shown)


def test_confidential_instructions_are_printed_for_the_seat_that_is_asked_for_and_no_other(
    invoke: Invoke,
) -> None:
    case = load_scenario("wtpf13_training")
    card = joined(invoke("show", "wtpf13_training", "--delegation", "VEL", "--confidential").stdout)
    told = [item.key for item in case.delegations if joined(item.brief.confidential)[:60] in card]
    assert told == ["VEL"]
    assert joined(case.delegations[0].brief.public) in card
    assert "red line stays within 0.35–1.00, as given" in card
    assert "Landing zone" not in card


@pytest.mark.parametrize("key", [item.key for item in load_scenario("wtpf13_training").delegations])
def test_without_the_flag_a_card_holds_what_everybody_may_know(invoke: Invoke, key: str) -> None:
    seat = next(item for item in load_scenario("wtpf13_training").delegations if item.key == key)
    card = joined(invoke("show", "wtpf13_training", "--delegation", key).stdout)
    assert joined(seat.brief.public) in card
    reasons = [mandate.reason for mandate in seat.mandate.values() if mandate.reason]
    for secret in (seat.brief.confidential, seat.rationale, *reasons, "red line", "fallbacks ", "Strategy"):
        assert joined(secret)[:60] not in card.partition("Its priorities")[0]
    assert "add --confidential" in card


def test_notes_for_the_trainer_come_from_the_pack_and_are_printed_alone(invoke: Invoke) -> None:
    case, pack = load_scenario("wtpf13_training"), load_pack("wtpf13_training")
    assert pack is not None
    shown = joined(invoke("show", "wtpf13_training", "--trainer").stdout)
    assert shown.startswith(f"{case.title} For the trainer only. Objectives ")
    told = [pack.best_package.logic, pack.realism, *(trap.why for trap in pack.traps)]
    told += [item.why for item in pack.coalitions] + [item.why for item in pack.injects]
    told += [item.question for item in pack.debrief_questions]
    assert [text for text in told if joined(text) not in shown] == []
    assert "Diagnosis: It could be carried further; or Views on it differ." in shown
    assert not any(joined(seat.brief.confidential)[:60] in shown for seat in case.delegations)
    assert "This case has no notes for trainers." in invoke("show", "wtpf13", "--trainer").stdout


def test_notes_in_a_case_itself_are_printed_too(invoke: Invoke, small_case: str) -> None:
    Path("small.yaml").write_text(f"{small_case}trainer_notes: Watch the second seat.\n", "utf-8")
    assert joined(invoke("show", "small.yaml", "--trainer").stdout) == (
        "A small case For the trainer only. Watch the second seat."
    )


def test_show_says_how_to_get_at_the_rest(invoke: Invoke) -> None:
    more = invoke("show", "wtpf13_training").stdout.partition("\nMore\n")[2]
    commands = re.findall(r"^  delegation-sim (.+)$", more, re.MULTILINE)
    assert commands == [
        "show wtpf13_training --delegation VEL",
        "show wtpf13_training --delegation VEL --confidential",
        "show wtpf13_training --trainer",
        "pack wtpf13_training",
    ]
    assert [invoke(*command.split()).exit_code for command in commands] == [0, 0, 0, 0]
    assert "confidential" not in invoke("show", "wtpf13").stdout.partition("\nMore\n")[2]


@pytest.mark.parametrize(
    "options", [("--confidential",), ("--trainer", "--delegation", "VEL"), ("--trainer", "--confidential")]
)
def test_options_that_do_not_go_together_are_wrong_usage(invoke: Invoke, options: tuple[str, ...]) -> None:
    assert invoke("show", "wtpf13_training", *options).exit_code == 2


def test_a_figure_below_nothing_has_a_true_minus(invoke: Invoke) -> None:
    card = joined(invoke("show", "first_hour", "--delegation", "TAM", "--confidential").stdout)
    assert "No document is worth −0.15 to it" in card
    assert invoke("run", "first_hour", "--seed", "6", "--out", "kept").exit_code == 0
    told = joined(invoke("explain", "kept", "--delegation", "LUM").stdout)
    assert re.search(r"(?<![\w–])-\d", card + told) is None
