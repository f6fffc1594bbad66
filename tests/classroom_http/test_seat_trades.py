"""Trades on *My seat* between people, over HTTP: offered, answered, told to both sides, and lapsed with the talks."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.class_pages import press, seen
from tests.class_seats import called, of, room
from tests.class_served import Browser

WORTH = re.compile("[0-9]+ points? for you|costs you [0-9]+ points?|as good as left open|your red line")


def plain(text: str) -> str:
    return text.replace("&#39;", "'").replace("&#34;", '"')


def test_what_is_put_to_people_waits_for_them_and_is_not_refused(tmp_path: Path) -> None:
    with room(tmp_path, 2) as found:
        (_, (by,)), (other, (to,)) = found.by_seat.items()
        name = called(by, other)
        question = f"Your question is with {name}; the answer comes as a private note."
        answer = press(by, seen(by).forms["talk"], to=other, about="")
        assert answer.text.count(question) == 2  # at the top, and among the answers
        waits = f"You offered a trade. It waits for {name}."
        confirmed(by, "trade", "offer_trade", to=other)
        page = seen(by)
        assert waits in page.text
        assert "not granted" not in page.text
        assert f"{name} doit encore répondre." in seen(by, "/class/seat?lang=fr").text
        (offer,) = offers_of(to, of(by)["seat"])
        press(to, seen(to).forms[f"offer-{offer['id']}"], "refuse_trade")
        page = seen(by)
        assert waits not in page.text
        assert page.text.count(f"{name} declined your trade: ") == 2  # at the top, and among the answers


def test_people_offer_counter_and_accept_a_trade(tmp_path: Path) -> None:
    with room(tmp_path, 2) as found:
        (one, (by,)), (other, (to,)) = found.by_seat.items()
        confirmed(by, "trade", "offer_trade", to=other)
        (offer,) = offers_of(to, one)
        page = seen(to)
        confirmed(to, f"counter-{offer['id']}", "offer_trade")
        (back,) = offers_of(by, other)
        assert back["get"] == offer["give"]
        assert back["give"][0] != offer["give"][0]
        confirmed(by, f"offer-{back['id']}", "accept_trade")
        assert len(of(by)["view"]["ledger"]) == 2
        for browser, whom in ((by, other), (to, one)):
            told = f"In a trade {called(browser, whom)} promised you to live with this wording."
            assert seen(browser).text.count(told) == 1
        press(to, page.forms[f"offer-{offer['id']}"], "refuse_trade")
        assert offers_of(to, one) == []


@pytest.mark.parametrize(
    ("move", "told", "said", "en_francais"),
    [
        (
            "accept_trade",
            "accepted your trade: you live",
            "You accepted the trade.",
            "a accepté votre échange",
        ),
        ("refuse_trade", "declined your trade: ", "You refused the trade.", "a refusé votre échange"),
    ],
)
def test_who_offers_people_a_trade_is_told_their_answer_and_no_words_are_put_into_a_mouth(
    tmp_path: Path, move: str, told: str, said: str, en_francais: str
) -> None:
    with room(tmp_path, 2) as found:
        (one, (by,)), (other, (to,)) = found.by_seat.items()
        name, own = called(by, other), called(by, one)
        confirmed(by, "trade", "offer_trade", to=other)
        (offer,) = offers_of(to, one)
        confirmed(to, f"offer-{offer['id']}", move)
        assert said in seen(to).text
        assert of(to)["made"][-1]["reply"]["reason"] == ""
        assert f"{own}: " not in plain(seen(to).text).partition('id="told"')[2]
        answer = f"{name} {told}"
        page = plain(seen(by).text)
        assert page.count(answer) == 2  # at the top, and among the answers
        assert f"It waits for {name}" not in page
        assert f"{name} {en_francais}" in plain(seen(by, "/class/seat?lang=fr").text).replace("\u202f", " ")
        found.to("floor")
        assert plain(seen(by, "/class/seat?lang=en").text).count(answer) == 2
        for _ in range(2):
            found.done()
        assert of(by)["view"]["session"] == 2
        found.to("floor")
        assert plain(seen(by).text).count(answer) == 1  # it is news no longer


def test_a_trade_that_people_leave_unanswered_lapses_with_the_talks_and_its_page_says_so(
    tmp_path: Path,
) -> None:
    with room(tmp_path, 2) as found:
        (_, (by,)), (other, _) = found.by_seat.items()
        name = called(by, other)
        confirmed(by, "trade", "offer_trade", to=other)
        found.to("floor")
        page = plain(seen(by).text)
        assert f"It waits for {name}" not in page
        assert "You offered, and it is not answered yet" not in page
        assert f"{name} did not answer your trade" in page


def offers_of(browser: Browser, by: str) -> list[Any]:
    return [offer for offer in of(browser)["view"]["offers"] if offer["by"] == by]


def confirmed(browser: Browser, form: str, button: str, **fields: str) -> None:
    """Press a button, and once more if something speaks against it."""
    press(browser, seen(browser).forms[form], button, **fields)
    page = seen(browser)
    if form in page.forms and "sure" in page.forms[form].fields:
        press(browser, page.forms[form], "Yes, send it")


def test_lists_of_trades_say_first_what_a_wording_is_worth(tmp_path: Path) -> None:
    with room(tmp_path, 1) as found:
        ((by,),) = found.by_seat.values()
        listed = re.findall("<option[^>]*>([^<]*) · [^<]*</option>", plain(seen(by).text))
        assert listed
        assert [worth for worth in listed if not WORTH.fullmatch(worth)] == []
