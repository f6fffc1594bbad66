"""Joining, coming back and the host's door, over HTTP: what claims a seat, what never does, and who is told what."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.classroom import host_key
from dashboard.frame.headers import HEADERS
from tests.class_served import Browser, Lesson, lesson

CODE = re.compile(r"<strong>([A-Z2-9]{4}) ([A-Z2-9]{4})</strong>")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    with lesson(tmp_path_factory.mktemp("class"), people_a_seat=3) as found:
        yield found


def people(here: Lesson) -> list[str]:
    return [person["nickname"] for person in here.host.see("host")["people"]]


def number(here: Lesson) -> int:
    found: int = here.host.see("host")["number"]
    return found


def test_asking_for_a_page_claims_nothing_and_gives_no_seat(here: Lesson) -> None:
    before = number(here)
    for method in ("GET", "HEAD"):
        for path in (
            f"/class/join/{here.opened.code}",
            "/class/join",
            "/class/join/WRONG2",
            "/class/host",
            "/class/reclaim",
        ):
            answer = Browser(here.port).ask(path, method=method)
            assert answer.status == 200
            assert not any("delegation_sim_seat" in line or "_host" in line for line in answer.cookies)
    assert number(here) == before
    shown = Browser(here.port).ask(f"/class/join/{here.opened.code}").text
    assert f'value="{here.opened.code}"' in shown
    hostile = Browser(here.port).ask("/class/join/%3Cscript%3E%22%E2%80%AE?lang=%3Cb%3E").text
    assert 'value="&lt;script&gt;&#34;\ufffd"' in hostile
    assert Browser(here.port).ask("/class/join/XXXXXX").status == 200, (
        "a page does not say which codes are good"
    )


def test_joining_gives_a_seat_a_cookie_that_no_script_reads_and_a_code_that_is_shown_once(
    here: Lesson,
) -> None:
    one = Browser(here.port)
    answer = one.join(here.opened.code.lower(), "  Ada ")
    assert answer.status == 200
    (line,) = [line for line in answer.cookies if line.startswith("delegation_sim_seat=")]
    said = {part.strip().lower() for part in line.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/class"} <= said
    assert "secure" not in said
    assert CODE.search(answer.text)
    assert f'href="/class/seat?room={here.opened.room}"' in answer.text
    mine = one.see("seat")
    assert (mine["nickname"], mine["seat"] != "") == ("Ada", True)
    again = one.ask(f"/class/join/{here.opened.code}").text
    assert "In this browser you are Ada." in again
    assert not CODE.search(again)


def test_over_https_the_cookie_goes_over_https_alone(here: Lesson) -> None:
    answer = Browser(here.port).form(
        "/class/join",
        {"code": here.opened.code, "nickname": "Over TLS", "key": "k" * 20},
        X_Forwarded_Proto="https",
        Origin=f"https://127.0.0.1:{here.port}",
    )
    (line,) = [line for line in answer.cookies if line.startswith("delegation_sim_seat=")]
    assert "secure" in line.lower()


def test_a_form_that_is_sent_twice_makes_one_person(here: Lesson) -> None:
    fields = {"code": here.opened.code, "nickname": "Twice", "key": "form-that-is-sent-twice"}
    first, second = Browser(here.port), Browser(here.port)
    assert first.form("/class/join", fields).status == 200
    answer = second.form("/class/join", fields)
    assert answer.status == 200
    assert CODE.search(answer.text), "the first answer may have been lost, with its code"
    refused = Browser(here.port).form("/class/join", {**fields, "nickname": "Other"})
    assert refused.status == 400
    assert fields["key"] not in refused.text, "the form can be sent anew"
    assert second.see("seat")["person"] == first.see("seat")["person"]
    assert people(here).count("Twice") == 1
    other = first.join(here.opened.code, "Thrice")  # a second tab of the same browser
    assert (other.status, other.headers["location"]) == (303, f"/class/seat?room={here.opened.room}")
    assert "Thrice" not in people(here)


def test_a_wrong_code_and_a_bad_nickname_show_the_form_again_with_what_was_typed(here: Lesson) -> None:
    one = Browser(here.port)
    wrong = one.form("/class/join", {"code": "ABC-DEF", "nickname": "Bea & <Bo>", "key": "key-of-the-form-1"})
    assert wrong.status == 404
    assert "No class has the code ABCDEF" in wrong.text
    assert 'value="ABC-DEF"' in wrong.text
    assert 'value="Bea &amp; &lt;Bo&gt;"' in wrong.text
    assert 'value="key-of-the-form-1"' in wrong.text
    assert re.search(r'id="code"[^>]*aria-invalid="true" aria-describedby="error"', wrong.text)
    bad = one.form("/class/join", {"code": here.opened.code, "nickname": " ", "lang": "fr"})
    assert bad.status == 400
    assert '<html lang="fr">' in bad.text
    assert "Donnez un pseudonyme visible." in bad.text
    assert re.search(r'id="nickname"[^>]*aria-invalid', bad.text)
    assert one.cookies.keys() <= {"delegation_sim_browser"}


def test_a_nickname_that_is_taken_is_refused_and_the_form_can_be_sent_again(here: Lesson) -> None:
    here.student("Taken")
    one = Browser(here.port)
    taken = one.join(here.opened.code, "taken")
    assert taken.status == 400
    assert "The nickname taken, or one that looks like it, is taken" in taken.text
    assert one.join(here.opened.code, "Not taken").status == 200


def test_somebody_comes_back_with_nickname_and_code_and_not_with_another(here: Lesson) -> None:
    one, two = Browser(here.port), Browser(here.port)
    found = CODE.search(one.join(here.opened.code, "Cleo").text)
    assert found is not None
    fields = {"code": here.opened.code, "nickname": "cleo", "own": f"{found[1]}-{found[2]}".lower()}
    wrong = two.form("/class/reclaim", {**fields, "own": "AAAA AAAA"})
    assert wrong.status == 403
    assert "do not belong together" in wrong.text
    assert "<details open>" in wrong.text
    assert 'value="cleo"' in wrong.text
    assert "delegation_sim_seat" not in two.cookies
    back = two.form("/class/reclaim", fields)
    assert (back.status, back.headers["location"]) == (303, f"/class/seat?room={here.opened.room}")
    assert two.see("seat")["person"] == one.see("seat")["person"]


def test_on_another_page_the_browser_can_forget_who_it_is(here: Lesson) -> None:
    one = here.student("Dora")
    answer = one.form("/class/forget", {"lang": "fr"})
    assert (answer.status, answer.headers["location"]) == (303, "/class/join?lang=fr")
    assert "delegation_sim_seat" not in one.cookies
    assert one.ask("/class/api/seat").status == 403
    assert "Dora" in people(here), "the seat stays theirs"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": ""},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "", "Sec-Fetch-Site": "same-site"},
        {"Origin": "null", "Sec-Fetch-Site": ""},
        {"Origin": "", "Sec-Fetch-Site": ""},
        {"Origin": "http://[", "Sec-Fetch-Site": ""},
    ],
)
def test_what_a_page_of_somebody_else_sends_does_nothing(here: Lesson, headers: dict[str, str]) -> None:
    before = number(here)
    one = here.student()
    fields = {"code": here.opened.code, "nickname": "Sent from elsewhere"}
    assert Browser(here.port).form("/class/join", fields, **headers).status == 403
    assert Browser(here.port).form("/class/reclaim", fields, **headers).status == 403
    assert one.form("/class/forget", {}, **headers).status == 403
    key = host_key(here.opened.room, here.opened.token)
    assert Browser(here.port).form("/class/host", {"key": key}, **headers).cookies == ()
    sent = {"kind": "CallHost", "data": {}, "key": "from elsewhere"}
    for path in ("act", "host/act", "draft", "present", "waits", "check"):
        assert one.send(f"/class/api/{path}", sent, **headers).status == 403
    assert one.see("seat")["calls"] == []
    assert number(here) == before + 1  # somebody joined


def test_a_page_of_ours_is_known_by_its_origin_alone_where_browsers_say_no_more(here: Lesson) -> None:
    one = here.student()
    origin = {"Origin": f"http://127.0.0.1:{here.port}", "Sec-Fetch-Site": ""}
    assert one.send("/class/api/present", {}, **origin).status == 204
    assert one.send("/class/api/present", {}, Origin="null", Sec_Fetch_Site="same-origin").status == 204


def test_the_hosts_door_says_what_the_key_is_where_it_is_and_what_to_do_without(here: Lesson) -> None:
    nobody = Browser(here.port)
    door = nobody.ask(nobody.ask("/class/console").headers["location"]).text
    assert "delegation-sim class runs shows the file with the key" in door
    assert "delegation-sim class --again" in door
    assert '<a href="/class/join">I take part in a class' in door
    assert "open a new class" in door
    french = nobody.ask("/class/host?lang=fr").text
    assert "delegation-sim class --again" in french
    assert '<a href="/class/join?lang=fr">' in french


def test_the_hosts_key_opens_the_hosts_page_and_no_other_does(here: Lesson) -> None:
    other = Browser(here.port)
    for key in ("", "nonsense", host_key(here.opened.room, "A" * 43), host_key("0" * 16, here.opened.token)):
        answer = other.form("/class/host", {"key": key})
        assert answer.status == 403
        assert "not the key of a class" in answer.text
        assert "delegation_sim_host" not in other.cookies
    student = here.student()
    seat = student.cookies["delegation_sim_seat"]
    assert other.form("/class/host", {"key": seat}).status == 403
    other.cookies["delegation_sim_host"] = seat
    assert other.ask("/class/api/host").status == 403
    other.cookies["delegation_sim_seat"] = host_key(here.opened.room, here.opened.token)
    assert other.ask("/class/api/seat").status == 403


def test_the_page_is_in_the_language_of_the_browser_or_in_the_one_that_was_chosen(here: Lesson) -> None:
    one = Browser(here.port, headers={"Accept-Language": "fr-CH, fr;q=0.9, en;q=0.8"})
    french = one.ask(f"/class/join/{here.opened.code}").text
    assert "Entrer dans la classe" in french
    assert f'href="/class/join/{here.opened.code}?lang=en"' in french
    # Else browsers would say `Origin: null` of the form, for the dashboard says no-referrer.
    assert '<meta name="referrer" content="same-origin">' in french
    assert 'name="lang"' not in french, "a language that nobody chose is not kept"
    english = one.ask(f"/class/join/{here.opened.code}?lang=en").text
    assert "Join the class" in english
    assert 'name="lang" value="en"' in english
    answer = one.join(here.opened.code, "Chooser", lang="en")
    assert f'href="/class/seat?lang=en&amp;room={here.opened.room}"' in answer.text
    assert one.ask("/class/api/host").json()["error"].startswith("Ce navigateur")


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("multipart/form-data", b"--x", 415),
        ("application/json", b"{}", 415),
        ("application/x-www-form-urlencoded", b"x" * 70_000, 413),
        ("application/x-www-form-urlencoded", b"code=%ff&nickname=x", 400),
        ("application/x-www-form-urlencoded", b"code=\xff", 400),
        ("application/x-www-form-urlencoded", b"code=A&code=B", 400),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(200)), 400),
    ],
)
def test_a_form_that_is_none_is_refused_on_the_page(
    here: Lesson, kind: str, body: bytes, status: int
) -> None:
    answer = Browser(here.port).ask("/class/join", method="POST", body=body, **{"Content-Type": kind})
    assert (answer.status, 'role="alert"' in answer.text) == (status, True)


def test_everything_is_unkept_and_carries_the_headers_of_the_dashboard(here: Lesson) -> None:
    one = here.student()
    for answer in (
        one.ask("/class/join"),
        one.ask("/class/api/seat"),
        one.ask("/class/api/host"),
        one.ask("/class/nothing"),
        one.ask("/class/api/act"),
        one.send("/class/api/act", b"{"),
        one.form("/class/join", {}),
        one.form("/class/host", {"key": host_key(here.opened.room, here.opened.token)}),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert {name: answer.headers[name.lower()] for name in HEADERS} == dict(HEADERS)


def test_a_full_class_offers_to_watch(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        for _ in range(6):
            here.student()
        one = Browser(here.port)
        full = one.join(here.opened.code, "Late")
        assert full.status == 409
        assert "All seats are taken. " in full.text
        assert 'name="watch"' in full.text
        assert 'value="Late"' in full.text
        watching = one.join(here.opened.code, "Late", watch="1")
        assert "You watch table 1." in watching.text
        assert one.see("seat")["view"] is None


def test_codes_cannot_be_tried_for_long(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        here.student("Eve")
        tries = [
            Browser(here.port).form(
                "/class/reclaim", {"code": here.opened.code, "nickname": "Eve", "own": f"AAAA{n:04}"}
            )
            for n in range(10)
        ]
        assert [answer.status for answer in tries] == [403] * 8 + [429] * 2
        assert "Too many codes were wrong." in tries[-1].text
        assert 0 < int(tries[-1].headers["retry-after"]) <= 60
        # Behind a proxy that is trusted, each visitor has tries of their own.
        other = Browser(here.port, headers={"X-Forwarded-For": "192.0.2.7"})
        fields = {"code": here.opened.code, "nickname": "Eve", "own": "AAAA9999"}
        assert other.form("/class/reclaim", fields).status == 403
        guesses = [Browser(here.port).join(f"AAA{n:03}", "Guesser").status for n in range(62)]
        assert guesses[:52] == [404] * 52
        assert guesses[-1] == 429


def test_no_page_has_the_browser_ask_for_a_picture_that_is_not_there(here: Lesson) -> None:
    for path in ("/class/join", f"/class/join/{here.opened.code}?lang=fr", "/class/host"):
        assert '<link rel="icon" href="data:,">' in Browser(here.port).ask(path).text
    assert "img-src 'self' data:" in HEADERS["Content-Security-Policy"]
