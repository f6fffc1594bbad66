"""What a study answers first: what is adopted, who gains, who loses."""

from dataclasses import replace

import pytest

from simulation.report.study.study_opening import answer_section
from simulation.report.study.study_page import study_page
from simulation.stats.interval import Estimate
from simulation.study.short_answer import short_answer
from simulation.study.study_running import play_study
from simulation.study.study_summary import Finding, StudySummary
from simulation.study.variants import ensemble_of
from simulation.words import told_in
from tests.html_pages import Page
from tests.spoken_for import BY_LANGUAGE
from tests.told_studies import NAMES, comparison, ensemble

GAINS = {"BRA": 0.2, "USA": -0.3, "EU": -0.1, "ISOC": 0.001, "RUS": 0.4, "KEN": -0.08}
"""With an interval of .04 to either side: KEN is beyond noise and matters, ISOC is not."""


def of_gains(gains: dict[str, float], half: float = 0.04) -> StudySummary:
    """Return a comparison in which delegations gain so much."""
    study = comparison()
    return replace(study, findings=tuple(_with_gain(one, gains, half) for one in study.findings))


def _with_gain(finding: Finding, gains: dict[str, float], half: float) -> Finding:
    head, _, who = finding.key.partition(".")
    if head != "gain":
        return finding
    change = Estimate(value=gains[who], low=gains[who] - half, high=gains[who] + half, n=200)
    return replace(finding, differences=(change,), same=(False,))


def whose(found: tuple[Finding, ...]) -> list[str]:
    return [finding.key.removeprefix("gain.") for finding in found]


def test_those_who_clearly_gain_and_lose_are_told_from_the_largest_on() -> None:
    answer = short_answer(of_gains(GAINS), 1)
    assert whose(answer.gainers) == ["RUS", "BRA"]
    assert whose(answer.losers) == ["USA", "EU", "KEN"]
    _, gain, lose, unit = map(str, answer.sentences)
    assert gain == "Who gains: Russian Fed. +0.40 (+0.36 to +0.44) and Brazil +0.20 (+0.16 to +0.24)."
    assert lose.startswith("Who loses: United States −0.30 (−0.34 to −0.26), EU and CEPT −0.10")
    assert "a tenth of the axis nearer" in unit


def test_what_chance_could_have_done_or_nobody_would_notice_is_no_gain() -> None:
    for gains, half in ((GAINS, 0.5), (dict.fromkeys(GAINS, 0.01), 0.005)):
        answer = short_answer(of_gains(gains, half), 1)
        assert (answer.gainers, answer.losers) == ((), ())
        assert "Who gains: nobody clearly and by enough to matter." in map(str, answer.sentences)
        assert "Who loses: nobody clearly and by enough to matter." in map(str, answer.sentences)


def test_who_would_stand_out_alone_is_not_named_among_many() -> None:
    gains = dict.fromkeys(GAINS, 0.0) | {"KEN": -0.05}
    study = of_gains(gains)
    assert study.finding("gain.KEN").differences[0].is_clear
    assert short_answer(study, 1).losers == ()
    alone = replace(study, findings=tuple(one for one in study.findings if one.key == "gain.KEN"))
    assert whose(short_answer(alone, 1).losers) == ["KEN"]


def test_who_gains_less_than_matters_is_not_named_though_the_interval_reaches_it() -> None:
    assert short_answer(of_gains(dict.fromkeys(GAINS, 0.019), 0.005), 1).gainers == ()
    assert len(short_answer(of_gains(dict.fromkeys(GAINS, 0.021), 0.005), 1).gainers) == len(GAINS)


def test_of_many_three_are_named_and_the_others_counted() -> None:
    gains = {key: 0.1 * (place + 1) for place, key in enumerate(GAINS)}
    _, gain, lose, *_ = map(str, short_answer(of_gains(gains), 1).sentences)
    last = list(reversed(GAINS))
    assert [name for name in NAMES.values() if name in gain] == [NAMES[key] for key in reversed(last[:3])]
    assert gain.endswith(" and 3 more.")
    assert lose == "Who loses: nobody clearly and by enough to matter."


def with_shares(study: StudySummary, shares: dict[str, tuple[float, float]]) -> StudySummary:
    """Return a comparison in which wordings come out so often, without the change and with it."""

    def changed(finding: Finding) -> Finding:
        if finding.key not in shares:
            return finding
        was, now = shares[finding.key]
        estimates = tuple(
            Estimate(value=one, low=max(0.0, one - 0.03), high=min(1.0, one + 0.03), n=200)
            for one in (was, now)
        )
        change = Estimate(value=now - was, low=now - was - 0.03, high=now - was + 0.03, n=200)
        return replace(finding, estimates=estimates, differences=(change,), same=(now == was,))

    return replace(study, findings=tuple(map(changed, study.findings)))


CHANGED = {
    "option.venue.existing": (0.6, 0.5),
    "option.venue.new": (0.3, 0.4),
    "option.venue.(dropped)": (0.1, 0.1),
    "option.leads.equal": (0.7, 0.1),
    "option.leads.roles": (0.2, 0.2),
    "option.leads.(dropped)": (0.1, 0.7),
}


def test_each_clause_is_told_by_what_comes_out_most_and_where_most_changes_first() -> None:
    answer = short_answer(with_shares(comparison(), CHANGED), 1)
    assert [one.key for one in answer.wordings] == ["option.leads.(dropped)", "option.venue.existing"]
    adopted = str(answer.sentences[0])
    leads = "Who leads: left out in 70% (67 to 73), instead of 10%"
    venue = "Where it goes next: “Keep to existing forums; no new body” in 50% (47 to 53), instead of 60%"
    assert f"where most changes first: {leads}; {venue}." in adopted


def test_the_same_share_is_not_told_as_if_it_were_another() -> None:
    same = {key: (was, was) for key, (was, _) in CHANGED.items()}
    adopted = str(short_answer(with_shares(comparison(), same), 1).sentences[0])
    assert "“All as equals” in 70% (67 to 73), as without" in adopted
    assert "instead of" not in adopted.partition("by clause")[2]


def test_a_share_that_chance_may_have_moved_is_not_told_as_moved() -> None:
    study = with_shares(comparison(), {key: (was, was + 0.02) for key, (was, _) in CHANGED.items()})
    adopted = str(short_answer(study, 1).sentences[0])
    assert "“All as equals” in 72% (69 to 75), no clear change" in adopted


def test_the_case_by_itself_is_answered_too_against_no_agreement() -> None:
    answer = short_answer(ensemble(), 0)
    assert str(answer.sentences[0]).startswith("What is adopted: a text in ")
    shares = [one.estimates[0].value for one in answer.wordings]
    assert shares == sorted(shares, reverse=True)
    assert str(answer.sentences[1]).startswith("Who gains over no agreement: ")
    assert all(one.estimates[0].low > 0 for one in answer.gainers)
    assert all(one.estimates[0].high < 0 for one in answer.losers)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("variants", [1, 2, 4])
def test_the_report_places_every_answer(language: str, variants: int) -> None:
    study = ensemble() if variants == 1 else comparison(variants=variants)
    with told_in(language):
        section = answer_section(study)
        assert section is not None
        text = squeezed(Page(study_page(study)).text)
        for variant in range(1, variants) or (0,):
            told = [str(sentence) for sentence in short_answer(study, variant).sentences]
            assert len(told) >= 3
            assert set(told) <= set(section.points)
            assert all(squeezed(sentence) in text for sentence in told)


def test_whoever_asks_for_outcomes_is_answered_with_those() -> None:
    study = replace(comparison(), outcomes=("trust",))
    assert short_answer(study, 1).sentences == ()
    assert answer_section(study) is None


def test_a_wording_that_puts_a_matter_off_is_told_as_such_and_not_as_text() -> None:
    summary = play_study(ensemble_of("wtpf13", replications=4, parameters="median"))
    off, adopted = (summary.finding(f"option.Q8.{key}") for key in ("go_on_discussing", "adopt"))
    assert str(off.label) == "Q8: Not now; go on discussing it (puts the matter off)"
    assert "(" not in str(adopted.label)
    told = str(short_answer(replace(summary, findings=(summary.finding("adopted"), off)), 0).sentences[0])
    assert "Further Opinion: “Not now; go on discussing it” (puts the matter off) in" in told
