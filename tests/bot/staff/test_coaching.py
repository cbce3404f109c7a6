"""The training's pages, over HTTP: a practice from start to debrief, and closed to everybody else."""

from __future__ import annotations

import html
import re

import pytest

from bot.coaching.data import words
from tests.bot.staff.people import FORM, Staff
from tests.bot.visitor import request

PAGE = "/staff/coaching"
ATTACK = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def begin(staff: Staff, mode: str = "talk", persona: str = "press", **fields: str) -> str:
    """The address of a new practice."""
    assert staff.opens(PAGE).status == 200
    reply = staff.sends(f"{PAGE}/start", **{"trainee": "佐藤", "persona": persona, "mode": mode, **fields})
    assert reply.status == 303
    return reply.headers["location"]


def test_a_practice_goes_from_the_start_to_the_debrief(staff: Staff) -> None:
    address = begin(staff)
    assert staff.opens(address).status == 200
    assert "栃木県でプレス加工の工場" in staff.page
    assert staff.sends(f"{address}/say", text="従業員さんは何人いらっしゃいますか パートさん含めて").status == 303
    staff.opens(address)
    assert "30人くらいです。" in staff.page
    given = {"stance.saikouchiku_tsujo": "fits", "yen.saikouchiku_tsujo": "1,600万円", "steps": "締め切りは5月7日です"}
    assert staff.sends(f"{address}/finish", **given).status == 303
    staff.opens(address)
    assert words()["bad_title"] in staff.page
    assert "1,600万円" in staff.page
    assert "出典：" in staff.page
    before = staff.page
    staff.posts(f"{address}/say", text="まだ話せますか")
    staff.opens(address)
    assert re.findall(r"\d+点（100点満点）", staff.page) == re.findall(r"\d+点（100点満点）", before)


def test_the_form_at_the_end_keeps_what_was_typed_where_a_sum_cannot_be_read(staff: Staff) -> None:
    address = begin(staff)
    staff.opens(address)
    given = {"stance.saikouchiku_tsujo": "fits", "yen.saikouchiku_tsujo": "たくさん", "steps": "銀行に相談"}
    assert staff.sends(f"{address}/finish", **given).status == 400
    assert "たくさん" in staff.page
    assert "銀行に相談" in staff.page


def test_the_second_mode_goes_step_by_step_to_a_score(staff: Staff) -> None:
    address = begin(staff, "watch", "big_store")
    for _ in range(20):
        staff.opens(address)
        if "聞き取りはここまで" in staff.page:
            break
        topic = html.unescape(re.findall(r'name="topic" value="([^"]+)"', staff.page)[0])
        assert staff.sends(f"{address}/answer", topic=topic, why="it", text="").status == 303
    assert re.search(r"\d+点でした", staff.page)


def test_the_history_is_listed_and_exported(staff: Staff) -> None:
    begin(staff, trainee="高橋")
    staff.opens(f"{PAGE}?trainee=%E9%AB%98%E6%A9%8B")
    assert "高橋さんの記録" in staff.page
    assert "佐藤さん　" not in staff.page
    reply = staff.opens(f"{PAGE}/history.csv?trainee=%E9%AB%98%E6%A9%8B")
    assert reply.headers["content-type"].startswith("text/csv")
    assert "高橋" in staff.page


def test_the_inbox_leads_to_the_training(staff: Staff) -> None:
    staff.opens("/staff")
    assert f'href="{PAGE}"' in staff.page


@pytest.mark.parametrize("cookie", ["", "hojo_navi_staff=x"])
def test_without_a_login_every_page_leads_to_the_login(cookie: str, staff: Staff, stranger: Staff) -> None:
    address = begin(staff)
    paths = [("GET", PAGE), ("GET", address), ("GET", f"{PAGE}/history.csv"), ("POST", f"{PAGE}/start")]
    paths += [("POST", f"{address}/{name}") for name in ("say", "finish", "answer")]
    for method, path in paths:
        headers = {"Content-Type": FORM, "Cookie": cookie} if cookie else {"Content-Type": FORM}
        reply = request(stranger.port, method, path, b"text=x&trainee=x&persona=press&mode=talk", headers)
        assert (reply.status, reply.headers.get("location"), reply.body) == (303, "/staff/login", b""), path


def test_a_form_without_its_token_or_from_elsewhere_changes_nothing(staff: Staff) -> None:
    address = begin(staff)
    assert staff.posts(f"{address}/say", text="資本金は").status == 403
    staff.opens(address)
    token = re.findall(r'name="token" value="([^"]+)"', staff.page)[0]
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert staff.posts(f"{address}/say", elsewhere, token=html.unescape(token), text="資本金は").status == 403
    staff.opens(address)
    assert "1,000万円" not in staff.page


def test_what_is_typed_is_never_markup(staff: Staff) -> None:
    address = begin(staff, trainee="<b>x</b>")
    staff.opens(address)
    assert staff.sends(f"{address}/say", text=ATTACK).status == 303
    staff.opens(address)
    assert "<script" not in staff.page
    assert "<img" not in staff.page
    assert html.escape(ATTACK) in staff.page
    staff.opens(PAGE)
    assert "<b>" not in staff.page


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"trainee": ""}, 400),
        ({"trainee": "あ" * 41}, 400),
        ({"persona": "nobody"}, 404),
        ({"mode": "sleep"}, 404),
    ],
)
def test_a_start_that_cannot_be_is_refused(staff: Staff, fields: dict[str, str], status: int) -> None:
    staff.opens(PAGE)
    given = {"trainee": "佐藤", "persona": "press", "mode": "talk", **fields}
    assert staff.sends(f"{PAGE}/start", **given).status == status


@pytest.mark.parametrize("text", ["", "　", "あ" * 1001])
def test_a_line_that_is_empty_or_too_long_is_told(staff: Staff, text: str) -> None:
    address = begin(staff)
    staff.opens(address)
    assert staff.sends(f"{address}/say", text=text).status == 400
    assert words()["blank"] in staff.page


def test_a_guessed_id_finds_nothing(staff: Staff) -> None:
    real = begin(staff).rpartition("/")[2]
    for guess in ("1", "x" * 22, real[::-1], real + "x"):
        assert staff.opens(f"{PAGE}/{guess}").status == 404


def test_other_figures_come_with_the_box_ticked(staff: Staff) -> None:
    answers = set()
    for _ in range(4):
        address = begin(staff, shuffle="1")
        staff.opens(address)
        staff.sends(f"{address}/say", text="正確な従業員数を教えてください")
        staff.opens(address)
        answers |= {*re.findall(r"<p>(\d+)人です。</p>", staff.page)}
    assert len(answers) > 1
