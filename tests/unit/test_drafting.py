"""Drafting groups: which wordings they may write, when they meet, and that nobody can put what is not written."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.coalitions import short_names
from simulation.engine.batch import prepare, simulate_batch
from simulation.protocols.conference.conference import Conference
from simulation.protocols.registry import PROTOCOLS
from simulation.scenario.drafting import with_drafts, without_drafts
from simulation.scenario.load import load_scenario, scenario_hash
from simulation.scenario.schema import Option, Scenario
from simulation.study.study import Change
from simulation.study.variants import variant_of
from tests.small_cases import BY_HAND, PLAIN, Data, cases, data, delegation, document, issue, options, play
from tests.spoken_for import BY_CASE, BY_LANGUAGE

SEED = st.integers(0, 1000)
OLDER = "42f0c7392839f0c109e98602e708d25c7105a74557b862f8ceae54421b30adb3"
"""Hash of a case of one delegation on `THREE`, from a version that asked every case to open itself to groups."""
THREE: Data = issue(choices=options(0.0, 0.5, 0.6, agreed_language=1.0, delete=0.5))


def open_to_groups(**fields: object) -> Scenario:
    rows = [delegation("d0", 0.0, red_line=1.0), delegation("d1", 1.0, red_line=1.0)]
    drawn = data(rows, issues=[THREE], drafting=True, chair={"powers": ["groups"]}) | fields
    return with_drafts(Scenario.model_validate(drawn))


def precise(case: Scenario) -> list[Option]:
    """Return the middle ways that can be written on the first issue."""
    return [option for option in case.issues[0].options if option.drafted and option.kind == "text"]


def test_one_wording_lies_halfway_between_neighbours_that_are_far_enough_apart() -> None:
    drafted = precise(open_to_groups())
    assert [(option.key, option.position) for option in drafted] == [
        ("o0_o1", 0.25),
        ("o2_agreed_language", 0.8),
    ]
    assert drafted[0].label == "Middle way: 0 / 0.5"


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", BY_CASE)
def test_a_short_name_of_what_a_group_may_write_names_two_wordings_and_is_nobody_elses(
    case: str, language: str
) -> None:
    opened = load_scenario(case, overrides={"drafting": "true", "language": language})
    middle = {"en": "Middle way: ", "fr": "Voie médiane\N{NO-BREAK SPACE}: "}[language]
    general = {"en": "In general terms: ", "fr": "En termes généraux\N{NO-BREAK SPACE}: "}[language]
    for topic in opened.issues:
        names = short_names(topic)
        assert len(set(names)) == len(names)
        for name, option in zip(names, topic.options, strict=True):
            if option.drafted:
                begins = general if option.kind == "vague" else middle
                low, high = name.removeprefix(begins).split(" / ")
                assert name.startswith(begins)
                assert low != high


def test_a_short_name_of_what_a_group_may_write_keeps_apart_two_wordings_that_hold_strokes() -> None:
    rungs = [
        {"key": "o0", "label": "Review / report on what was done every year", "position": 0.0},
        {"key": "o1", "label": "Audit / inspect; by a body of the treaty", "position": 1.0},
    ]
    topic = open_to_groups(issues=[issue(choices=rungs)]).issues[0]
    assert short_names(topic, 8)[2:] == (
        "Middle way: Review / report… / Audit / inspect",
        "In general terms: Review / report… / Audit / inspect",
    )


def test_a_wording_for_groups_that_its_author_has_named_keeps_that_name() -> None:
    rungs = [
        *options(0.0, 1.0),
        {"key": "deal", "label": "The Geneva deal", "position": 0.5, "drafted": True},
    ]
    topic = open_to_groups(issues=[issue(choices=rungs)]).issues[0]
    assert short_names(topic) == ("0", "1", "The Geneva deal")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_long_wordings_are_both_cut_in_the_label_of_what_a_group_writes_from_them(language: str) -> None:
    rungs = [{"key": f"o{k}", "label": f"{'word' * 37}{k}", "position": k / 2} for k in range(3)]
    opened = open_to_groups(issues=[issue(choices=rungs)], language=language)
    labels = [option.label for option in opened.issues[0].options if option.drafted]
    assert len(labels) == 3
    for label in labels:
        low, high = label.split(": ")[1].split(" / ")
        assert len(label) <= 200
        assert len(low) == len(high) == 88
        assert (low[-1], high[-1]) == ("…", "…")


def test_every_clause_says_what_it_would_then_read() -> None:
    clause = open_to_groups().document.sections[0].clauses[0]
    assert clause.wordings["o0_o1"] == "A middle way between “0” and “0.5”."


def test_a_case_that_leaves_groups_no_room_stays_as_it_is() -> None:
    plain = open_to_groups(drafting=False)
    assert not any(option.drafted for option in plain.issues[0].options)


def test_twice_is_as_once() -> None:
    once = open_to_groups()
    assert with_drafts(once) == once


def test_an_issue_never_has_more_options_than_it_can_have() -> None:
    many = issue(choices=options(0.0, 0.3, 0.6, *(0.9 + k / 1000 for k in range(8))))
    full = open_to_groups(issues=[many | {"draft": "o0"}])
    assert len(full.issues[0].options) == 12
    assert sum(option.drafted for option in full.issues[0].options) == 1


def test_long_keys_and_long_wordings_make_a_case_that_can_be_checked_again() -> None:
    rungs = [{"key": f"{'k' * 39}{k}", "label": f"{k / 2:g}", "position": k / 2} for k in range(3)]
    drawn = data([delegation("d0", 0.0)], issues=[issue(choices=rungs)], drafting=True)
    clause = drawn["document"]["sections"][0]["clauses"][0]
    clause["wordings"] = dict.fromkeys(clause["wordings"], "w" * 2000)
    opened = with_drafts(Scenario.model_validate(drawn))
    assert len({option.key for option in opened.issues[0].options}) == 6
    assert Scenario.model_validate(opened.model_dump(mode="json", by_alias=True)) == opened


@pytest.mark.parametrize("case", BY_CASE)
def test_a_shipped_case_with_what_groups_may_write_can_be_checked_again(case: str) -> None:
    opened = load_scenario(case)
    again = Scenario.model_validate(opened.model_dump(mode="json", by_alias=True))
    assert with_drafts(again).model_dump() == opened.model_dump()
    kinds = {option.kind for issue in opened.issues for option in issue.options if option.drafted}
    if not opened.drafting:
        assert not kinds
        return
    has_room = (
        not case.startswith("worked_") or case == "worked_package"
    )  # the others: ladders of five rungs or more, on which a group can only be vague
    assert kinds == ({"text", "vague"} if has_room else {"vague"})


def test_a_case_that_says_nothing_of_groups_is_open_to_them_and_has_the_hash_it_always_had() -> None:
    silent = data([delegation("d0", 0.0)], issues=[THREE]) | {"protocol": {"key": "conference"}}
    del silent["drafting"]
    plain, said, shut = (
        Scenario.model_validate(silent | drafting)
        for drafting in ({}, {"drafting": True}, {"drafting": False})
    )
    assert plain.drafting
    assert scenario_hash(plain) == scenario_hash(said) == OLDER
    assert scenario_hash(shut) != OLDER


def test_a_case_that_shuts_groups_out_has_what_it_says_and_can_be_checked_again() -> None:
    shut = load_scenario("first_hour", overrides={"drafting": "false"})
    told = shut.model_dump(mode="json", by_alias=True)
    assert told["drafting"] is False
    assert not any("drafted" in option for issue in told["issues"] for option in issue["options"])
    assert with_drafts(Scenario.model_validate(told)).model_dump() == shut.model_dump()


def test_a_group_meets_once_a_clause_is_stuck_and_writes_what_both_sides_can_live_with() -> None:
    # Read once, objected to by one of two, whose ideals are the ends: .25 is nearer to what the draft (.6) is not.
    rules = PLAIN | BY_HAND | {"draft": {"patience": 1, "vaguer": 6}}
    case = open_to_groups(protocol={"key": "conference", **rules}, sessions=6)
    drafted = [int(turn.drafted[0, 0]) for _, turn, _ in play(case)]
    options_written = [case.issues[0].options[k].key for k in drafted if k >= 0]
    assert drafted[0] == -1
    assert sorted(options_written) == ["o0_o1", "o2_agreed_language"]


@settings(max_examples=25)
@given(drawn=cases(drafting=True, chair={"powers": ["groups", "text"]}), seed=SEED)
def test_nobody_puts_a_wording_that_no_group_has_written(drawn: Data, seed: int) -> None:
    case = with_drafts(Scenario.model_validate(drawn))
    for _, turn, room in play(case, seed=seed):
        written = room.state.written[0]
        floor = np.zeros_like(written)
        np.logical_or.at(floor, turn.opened[0], turn.on_floor[0])
        assert not (floor & ~written).any()
        assert written[np.arange(len(written)), room.state.table[0]].all()


@settings(max_examples=25)
@given(drawn=cases(), seed=SEED)
def test_room_for_groups_raises_nobodys_hope(drawn: Data, seed: int) -> None:
    opened = with_drafts(Scenario.model_validate(drawn | {"drafting": True}))
    plain = Scenario.model_validate(drawn)
    one, other = (prepare(case).open(seed, [0]).state.hope for case in (plain, opened))
    assert np.array_equal(one, other)


def test_what_is_on_the_table_when_it_begins_is_written_whoever_wrote_it() -> None:
    case = variant_of(open_to_groups(), [Change(lever="draft", value="0.25")]).scenario
    state = prepare(case).open(1, [0]).state
    assert state.written[0, 0, state.table[0, 0]]
    assert not prepare(case).open(1, [0]).tableau.drafted[0, state.table[0, 0]]


@pytest.mark.parametrize(
    ("powers", "is_written"), [(["groups"], True), (["agenda", "text", "extend"], False)]
)
def test_a_chair_that_cannot_form_groups_gets_no_new_wording(powers: list[str], is_written: bool) -> None:  # noqa: FBT001
    stuck = open_to_groups(chair={"powers": powers}, protocol={"key": "conference", **PLAIN, **BY_HAND})
    assert any((turn.drafted >= 0).any() for _, turn, _ in play(stuck)) is is_written


@pytest.mark.parametrize(
    ("others", "advisers", "key"), [(0.55, 0, "o0_o1"), (0.7, 0, "o1_o2"), (0.55, 8, "o0_o1")]
)
def test_both_sides_of_a_group_have_the_same_say_and_only_who_decides_sits_in_it(
    others: float, advisers: int, key: str
) -> None:
    # At .25 the one who objects sees .5 and four at .55 see .4; at .75 they see 0 and .6 (at .7: .1, and .9).
    hold: Data = {"red_line": 1.0, "strategy": {"key": "hold"}}
    rows = [delegation("d0", 0.0, **hold), *(delegation(f"d{k}", others, **hold) for k in range(1, 5))]
    may: Data = {"rights": {"speak": True, "propose": True}}
    rows += [delegation(f"a{k}", 0.75, **hold, **may) for k in range(advisers)]
    ladder = issue(choices=options(0.0, 0.5, 1.0), draft="o1", status_quo=1.0)
    drawn = data(rows, issues=[ladder], drafting=True, chair={"powers": ["groups"]}, sessions=3)
    opened = with_drafts(Scenario.model_validate(drawn))
    _, (_, turn, _), _ = play(opened)
    option = int(turn.drafted[0, 0])
    assert opened.issues[0].options[option].key == key
    assert turn.admissible[0, 0, option]


def test_no_group_meets_before_its_patience_is_over_nor_where_nobody_objects() -> None:
    rules = PLAIN | BY_HAND | {"draft": {"patience": 2}}
    case = open_to_groups(protocol={"key": "conference", **rules}, sessions=6)
    written = [int(turn.drafted[0, 0]) >= 0 for _, turn, _ in play(case)]
    assert written.index(True) == 2
    negotiation = prepare(case)
    content = negotiation.open(1, [0])
    content.state.readings = content.state.readings + 3
    assert isinstance(negotiation.protocol, Conference)
    assert negotiation.protocol.begin(content).drafted.tolist() == [[-1]]


def test_a_case_that_no_longer_opens_to_groups_is_as_if_it_never_had() -> None:
    shut = open_to_groups().model_copy(update={"drafting": False})
    assert not any((turn.drafted >= 0).any() for _, turn, _ in play(shut))


@pytest.mark.parametrize("protocol", [key for key in PROTOCOLS.keys() if key != "conference"])  # noqa: SIM118 - a registry
def test_a_protocol_without_groups_chooses_among_what_is_written(protocol: str) -> None:
    opened, plain = (
        load_scenario("first_hour", overrides={"drafting": drafting, "protocol": {"key": protocol}})
        for drafting in ("true", "false")
    )
    one, other = (simulate_batch(case, seed=1, replications=range(8)).result for case in (opened, plain))
    assert one.option.tolist() == other.option.tolist()
    assert one.gain.tolist() == other.gain.tolist()


@pytest.mark.parametrize(
    ("rungs", "places"),
    [
        ((0.0, 0.3, 0.5), [0.15]),
        ((0.0, 0.299, 0.5), []),
        ((0.1, 0.4, 0.7), [0.25, 0.55]),  # .7 - .4 is a hair less than .3 in binary
        ((0.0, 0.25, 0.5, 0.75, 1.0), []),
        ((0.0, 1 / 3, 2 / 3, 1.0), [1 / 6, 0.5, 5 / 6]),
    ],
    ids=["just wide enough", "just too narrow", "wide enough but for a rounding", "five rungs", "four rungs"],
)
def test_gaps_of_three_tenths_are_written_into_and_narrower_ones_are_not(
    rungs: tuple[float, ...], places: list[float]
) -> None:
    opened = open_to_groups(issues=[issue(choices=options(*rungs))])
    assert [option.position for option in precise(opened)] == pytest.approx(places, abs=1e-6)


def test_a_wording_for_groups_that_the_author_wrote_stays_in_the_case_as_it_is_written() -> None:
    own = {"key": "own", "label": "own", "position": 0.2, "drafted": True}
    ladder = issue(choices=[*options(0.0, 0.5), own])
    written = Scenario.model_validate(data([delegation("d0", 0.0)], issues=[ladder], drafting=True))
    assert without_drafts(written) == written


def test_of_two_wordings_at_one_place_what_a_group_writes_is_named_after_the_first() -> None:
    twice = open_to_groups(issues=[issue(choices=options(0.0, 0.5, agreed_language=0.5))])
    assert [option.key for option in precise(twice)] == ["o0_o1"]


def test_vague_words_are_no_rung_between_which_a_group_writes() -> None:
    ladder = open_to_groups(issues=[issue(choices=options(0.0, 1.0, vague=0.5))])
    assert [option.key for option in ladder.issues[0].options if option.drafted] == ["o0_o1"]


def test_where_a_ladder_is_nearly_full_the_widest_gap_is_written_into() -> None:
    # There is room for one wording more, and two gaps are wide enough.
    rungs = (0.0, 0.35, *(0.35 + k / 1000 for k in range(1, 9)), 0.85)
    full = open_to_groups(issues=[issue(choices=options(*rungs))])
    assert [o.position for o in full.issues[0].options if o.drafted] == [pytest.approx((0.358 + 0.85) / 2)]


@pytest.mark.parametrize(
    ("named", "is_red"),
    [(["o0", "o1"], False), (["o0", "o1", "o2"], False), (["o1", "o2"], True), (["o0"], True)],
)
def test_who_may_sign_two_neighbours_may_sign_what_a_group_writes_between_them(
    named: list[str], *, is_red: bool
) -> None:
    listing = delegation("d0", 0.0, red_line=None)
    listing["mandate"]["q0"]["acceptable"] = named
    opened = open_to_groups(delegations=[listing, delegation("d1", 1.0)])
    between = [option.key for option in opened.issues[0].options].index("o0_o1")
    assert prepare(opened).open(1, [0]).state.is_red[0, 0, 0, between] == is_red


NARROW = (0.0, 0.28, 0.56, 0.84)
"""Rungs between which there is nothing to write, and whose middle is none of them."""


def narrow(**fields: object) -> Scenario:
    ladder = [issue(choices=options(*NARROW), draft="o0")]
    return open_to_groups(issues=ladder, document=document(ladder), **fields)


def test_a_group_may_write_general_terms_halfway_between_the_ends_where_the_case_has_none() -> None:
    opened = narrow()
    *_, general = opened.issues[0].options
    assert (general.kind, general.drafted, general.position) == ("vague", True, 0.42)
    assert general.label == "In general terms: 0 / 0.84"
    reads = opened.document.sections[0].clauses[0].wordings[general.key]
    assert reads == "General terms that one side can read as “0” and the other as “0.84”."
    own = open_to_groups(issues=[issue(choices=options(*NARROW, vague=0.9), draft="o0")])
    assert not any(option.drafted for option in own.issues[0].options)


@pytest.mark.parametrize(("patience", "vaguer"), [(1, 2), (0, 4)])
def test_a_group_resorts_to_general_terms_only_after_so_many_more_readings(
    patience: int, vaguer: int
) -> None:
    rules = PLAIN | BY_HAND | {"draft": {"patience": patience, "vaguer": vaguer}}
    stuck = narrow(protocol={"key": "conference", **rules}, sessions=6)
    written = [int(turn.drafted[0, 0]) >= 0 for _, turn, _ in play(stuck)]
    assert written.index(True) == patience + vaguer  # one reading a session


@pytest.mark.parametrize(("lever", "value"), [("draft", "0.42"), ("penholder", "d2")])
def test_whoever_holds_the_pen_does_not_begin_in_general_terms(lever: str, value: str) -> None:
    opened = narrow(delegations=[delegation("d0", 0.0), delegation("d2", 0.42)])
    held = variant_of(opened, [Change(lever=lever, value=value)]).scenario
    assert held.issues[0].draft == "o1"  # as near as the next rung, and the first of the two


def test_general_terms_are_taken_out_again() -> None:
    opened = narrow()
    bare = without_drafts(opened)
    assert [option.key for option in bare.issues[0].options] == ["o0", "o1", "o2", "o3"]
    assert not any("general" in text for text in bare.document.sections[0].clauses[0].wordings.values())
    assert with_drafts(bare) == opened


@pytest.mark.parametrize(
    ("rungs", "named", "is_red"),
    [
        (NARROW, ["o1", "o2"], False),
        (NARROW, ["o0", "o3"], False),
        (NARROW, ["o0", "o1"], True),
        (NARROW, ["o0", "o1", "o2"], False),
        (NARROW, ["o0", "o2"], True),
        ((0.0, 0.28, 0.56), ["o1"], False),  # the rung in the middle, where general terms lie too
        ((0.0, 0.28, 0.56), ["o0", "o2"], False),
        ((0.0, 0.28, 0.56), ["o0"], True),
        (
            (0.0, 0.25, 0.4, 0.55, 0.8),
            ["o1", "o3"],
            True,
        ),  # either side of the middle is not every rung between
        ((0.0, 0.4), ["o0"], True),  # no rung between
        ((0.0, 0.4), ["o0", "o1"], False),
    ],
)
def test_who_may_sign_both_ends_or_all_that_lies_between_may_sign_general_terms(
    rungs: tuple[float, ...], named: list[str], *, is_red: bool
) -> None:
    listing = delegation("d0", 0.0, red_line=None)
    listing["mandate"]["q0"]["acceptable"] = named
    ladder = [issue(choices=options(*rungs), draft="o0")]
    rows = [listing, delegation("d1", 1.0)]
    opened = open_to_groups(issues=ladder, document=document(ladder), delegations=rows)
    assert opened.issues[0].options[-1].kind == "vague"
    assert prepare(opened).open(1, [0]).state.is_red[0, 0, 0, -1] == is_red
