"""On other people's websites: one script tag, frames, who may use it, what is cached."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.bot.server import ROOT, Server
from tests.bot.visitor import Reply, request
from tests.widget.conftest import OpenChat
from tests.widget.stage import Stage, host_page

EXAMPLE = "https://www.example.jp"
STRANGER = "https://stranger.example"


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def get(server: Server, path: str, **headers: str) -> Reply:
    return request(server.port, "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def preflight(server: Server, origin: str, path: str = "messages") -> Reply:
    wanted = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    return request(server.port, "OPTIONS", f"/webhooks/web/{path}", headers=wanted)


def test_one_script_tag_on_another_website_is_enough(open_chat: OpenChat, stage: Stage, product: Server) -> None:
    stage.pages["/town"] = host_page(address(product))
    chat = open_chat("/town")
    expect(chat.entries.first).to_contain_text("補助金ナビです")
    chat.press("同意して始める").answered()
    assert chat.errors == []
    fetched = chat.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    # The browser asks the page's own server for an icon.
    others = [url for url in fetched if not url.startswith(address(product)) and not url.endswith("/favicon.ico")]
    assert others == []


def test_a_website_that_is_not_on_the_list_gets_nothing(open_chat: OpenChat, stage: Stage, product: Server) -> None:
    stranger = Stage("127.0.0.2")
    stranger.pages["/town"] = host_page(address(product))
    try:
        chat = open_chat("/town", url=stranger.url, show=False)
        chat.launcher.click()
        expect(chat.page.get_by_role("alert")).to_be_visible()
        assert chat.texts() == []
    finally:
        stranger.close()


@pytest.mark.parametrize(("path", "methods"), [("session", "POST, DELETE"), ("messages", "POST"), ("history", "GET")])
def test_preflights_of_listed_websites_are_answered(product: Server, path: str, methods: str) -> None:
    reply = preflight(product, EXAMPLE, path)
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == EXAMPLE
    assert reply.headers["access-control-allow-methods"] == methods
    assert reply.headers["access-control-allow-headers"] == "Authorization, Content-Type"
    assert reply.headers["vary"] == "Origin"


@pytest.mark.parametrize(
    "origin", [STRANGER, f"{EXAMPLE}.evil.example", "http://www.example.jp", "null", f"{EXAMPLE}:81"]
)
def test_preflights_of_others_are_refused(product: Server, origin: str) -> None:
    reply = preflight(product, origin)
    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_simple_request_of_another_website_opens_no_session(product: Server, site: str) -> None:
    headers = {"Origin": STRANGER, "Sec-Fetch-Site": site}
    reply = request(product.port, "POST", "/webhooks/web/session", headers=headers)
    assert (reply.status, reply.json["error"]) == (400, "malformed")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": EXAMPLE, "Sec-Fetch-Site": "cross-site"}, {"Origin": STRANGER}],
)
def test_other_requests_open_one(product: Server, headers: dict[str, str]) -> None:
    reply = request(product.port, "POST", "/webhooks/web/session", headers=headers)
    assert reply.status == 201
    assert reply.headers.get("access-control-allow-origin") == (EXAMPLE if headers.get("Origin") == EXAMPLE else None)


def test_errors_can_be_read_by_listed_websites(product: Server) -> None:
    reply = get(product, "/webhooks/web/history", Origin=EXAMPLE)
    assert reply.status == 401
    assert reply.headers["access-control-allow-origin"] == EXAMPLE
    assert reply.headers["access-control-expose-headers"] == "Retry-After, Erasure-Receipt"


def test_the_embedded_page_may_be_framed_by_listed_websites_only(product: Server, stage: Stage) -> None:
    policy = get(product, "/widget/embed").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {EXAMPLE} {stage.url}")
    assert get(product, "/").headers["content-security-policy"].endswith("frame-ancestors 'self'")


def test_the_widget_works_in_a_frame(open_chat: OpenChat, stage: Stage, product: Server) -> None:
    frame = f'<iframe src="{address(product)}/widget/embed" title="補助金ナビ" width="400" height="600"></iframe>'
    stage.pages["/framing"] = f'<!doctype html><html lang="ja"><title>町</title><main>{frame}</main>'
    chat = open_chat("/framing", show=False)
    inside = chat.page.frame_locator("iframe")
    inside.get_by_role("button", name="同意して始める").click()
    expect(inside.locator("hojo-navi .entry").last).to_contain_text("業種")
    expect(inside.get_by_role("region", name="補助金ナビ")).to_be_visible()
    expect(inside.get_by_role("button", name="補助金ナビを閉じる")).to_have_count(0)


def test_an_inline_widget_takes_the_size_the_page_gives_it(open_chat: OpenChat, stage: Stage) -> None:
    style = "<style>hojo-navi { height: 520px; width: 600px }</style>"
    stage.pages["/inline"] = host_page(stage.url, style, "<hojo-navi inline></hojo-navi>")
    chat = open_chat("/inline", show=False)
    chat.settled()
    box = chat.panel.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (600, 520)
    assert chat.page.locator("hojo-navi").count() == 1


def test_any_element_of_the_page_can_open_it(open_chat: OpenChat, stage: Stage) -> None:
    stage.pages["/own"] = host_page(stage.url, body='<p><a href="/elsewhere" data-hojo-navi-open>相談する</a></p>')
    chat = open_chat("/own", show=False)
    chat.launcher.wait_for()
    chat.page.get_by_role("link", name="相談する").click()
    chat.settled()
    assert chat.page.url.endswith("/own")
    chat.page.keyboard.press("Escape")
    expect(chat.page.get_by_role("link", name="相談する")).to_be_focused()


def test_an_element_can_be_moved_and_removed(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    chat.page.evaluate("document.querySelector('main').append(document.querySelector('hojo-navi'))")
    chat.settled()
    assert chat.texts() == ["こんにちは。"]
    chat.page.evaluate("document.querySelector('hojo-navi').remove()")
    chat.page.keyboard.press("Escape")
    assert chat.errors == []


def test_the_loader_is_cached_shortly_and_the_rest_for_good(product: Server) -> None:
    loader = get(product, "/widget/hojo-navi.js")
    assert loader.headers["cache-control"] == "public, max-age=300"
    (bundle,) = re.findall(r"hojo-navi-\w{12}\.js", loader.body.decode())
    reply = get(product, f"/widget/{bundle}")
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert reply.headers["access-control-allow-origin"] == "*"


def test_files_travel_compressed_where_the_browser_takes_it(product: Server) -> None:
    plain = get(product, "/widget/hojo-navi.js")
    packed = get(product, "/widget/hojo-navi.js", Accept_Encoding="br, gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    again = get(product, "/widget/hojo-navi.js", If_None_Match=packed.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_list_of_websites_that_cannot_be_read_ends_the_start_with_one_sentence() -> None:
    environment = {**os.environ, "HOJO_NAVI_ORIGINS": "www.example.jp", "PORT": "0"}
    command = [sys.executable, "-m", "bot.serve"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert "'www.example.jp' is no origin" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
