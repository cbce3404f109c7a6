"""Requests on every public address, from well-formed to hopeless."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from tests.bot.slack import workspace
from tests.bot.staff.people import FORM
from tests.bot.vendors.line import FakeLine
from tests.release import garble
from tests.release.wire import Call, http

WEB = "/webhooks/web"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
HEADERS = ("Accept-Encoding", "Content-Type", "Cookie", "Expect", "If-None-Match", "Origin", "Range", "Referer")
HEADERS += ("Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Request-ID", "X-Strange")
USUAL = ("100-continue", "gzip, br", "cross-site", "same-origin", "null", "https://evil.example", "bytes=0-", "*", "")
RAW_STARTS = (b"GET /healthz HTTP/1.1", b"POST /webhooks/web/messages HTTP/1.1", b"GET / HTTP/9.9")
RAW_LINES = (b"Host: x", b"Transfer-Encoding: chunked", b"Content-Length: -1", b"Content-Length: 5")
RAW_TAILS = (b"\r\n\r\n", b"\n\n", b"\r\n", b"", b"\r\n\r\n5\r\nhello\r\n0\r\n\r\n", b"\r\n\r\nzz\r\n")
RASAS = ("/webhooks/rest/webhook", "/conversations/a/tracker", "/model/parse", "/domain", "/status", "/version")
STATES = ("open", "new", "done", "x")


@dataclass
class Known:
    """What an attacker may have got hold of: sessions with the buttons last offered, links, a login."""

    sessions: list[str]
    line: FakeLine
    memos: list[str] = field(default_factory=list)
    cookie: str = ""
    form_token: str = ""
    case: str = ""
    offered: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)


Maker = Callable[[random.Random, Known], Call]


def headers(chance: random.Random, **fixed: bytes | str) -> dict[str, bytes | str]:
    """Headers of a request: those given, and some that surprise."""
    made: dict[str, bytes | str] = {}
    while chance.random() < 0.3:
        made[chance.choice(HEADERS)] = chance.choice((*USUAL, garble.line(chance)))
    return {**made, **fixed}


def key(chance: random.Random, token: str) -> dict[str, bytes | str]:
    """The header with a session's token: mostly as it is."""
    kind = chance.random()
    if kind < 0.85:
        return {"Authorization": f"Bearer {token}"}
    if kind < 0.9:
        return {}
    place = chance.randrange(len(token))
    altered = token[:place] + chance.choice("A0._-=") + token[place + 1 :]
    return {"Authorization": chance.choice((altered.encode(), b"Bearer " + altered.encode(), garble.line(chance)))}


def odd_path(path: str, chance: random.Random) -> str:
    """The address, sometimes with a tail or a query that it does not have."""
    kind = chance.random()
    if kind < 0.8:
        return path
    tail = quote(garble.text(chance)[:30], safe="", errors="replace")
    return path + chance.choice(
        (f"?{tail}", f"?after={tail}", f"/{tail}", "?after=m1", "?after=m999999999", "//", "%00")
    )


def session_open(chance: random.Random, _known: Known) -> Call:
    """``POST session``."""
    body = garble.content({}, chance) if chance.random() < 0.3 else None
    return http("POST", odd_path(f"{WEB}/session", chance), headers(chance), body)


def session_erase(chance: random.Random, known: Known) -> Call:
    """``DELETE session``: with keys that are mostly not real, so that conversations are left."""
    token = chance.choice(known.sessions)
    authorization = key(chance, token) if chance.random() < 0.002 else {"Authorization": garble.line(chance, 90)}
    return http("DELETE", odd_path(f"{WEB}/session", chance), headers(chance, **authorization))


def message(chance: random.Random, known: Known) -> Call:
    """``POST messages``."""
    token = chance.choice(known.sessions)
    path, sent = odd_path(f"{WEB}/messages", chance), headers(chance, **key(chance, token))
    return http("POST", path, sent, _said(chance, known.offered.get(token) or ["x"]))


def history(chance: random.Random, known: Known) -> Call:
    """``GET history``."""
    token = chance.choice(known.sessions)
    return http("GET", odd_path(f"{WEB}/history", chance), headers(chance, **key(chance, token)))


def export(chance: random.Random, known: Known) -> Call:
    """``GET export``."""
    token = chance.choice(known.sessions)
    return http("GET", odd_path(f"{WEB}/export", chance), headers(chance, **key(chance, token)))


def preflight(chance: random.Random, _known: Known) -> Call:
    """``OPTIONS``, and methods that an address does not have."""
    path = chance.choice((f"{WEB}/session", f"{WEB}/messages", f"{WEB}/history", f"{WEB}/export"))
    return http(chance.choice(("OPTIONS", "OPTIONS", "PUT", "PATCH", "HEAD")), odd_path(path, chance), headers(chance))


def line_webhook(chance: random.Random, known: Known) -> Call:
    """LINE's webhook, signed or not."""
    user = f"U{chance.randrange(40):032x}"
    event = known.line.text(user, garble.text(chance))
    if chance.random() < 0.9:
        event = _line_event(chance, user, known.line)
    body = _json({"destination": "U" + "0" * 32, "events": [event]})
    kind = chance.random()
    if kind < 0.4:
        body = garble.content({"events": [event]}, chance)
    elif kind < 0.7:
        body = _json(_altered(json.loads(body), chance))
    signature = known.line.sign(body) if chance.random() < 0.9 else garble.line(chance)
    return http("POST", "/webhooks/line/webhook", headers(chance, **{"X-Line-Signature": signature}), body)


def slack_webhook(chance: random.Random, _known: Known) -> Call:
    """Slack's webhook, signed or not."""
    channel = f"D{chance.randrange(40):04d}"
    event = workspace.envelope(workspace.direct(channel, garble.text(chance)))
    if chance.random() < 0.95:
        event = _altered(event, chance)
    kind, body = workspace.JSON, _json(event)
    if chance.random() < 0.3:
        form = {"payload": body} if chance.random() < 0.6 else {"command": "/hojo", "text": garble.text(chance)}
        kind, body = workspace.FORM, urlencode(form, errors="replace").encode()
    signed: dict[str, bytes | str] = dict(workspace.signed(body, kind))
    if chance.random() < 0.1:
        signed[chance.choice(list(signed))] = garble.line(chance)
    return http("POST", "/webhooks/slack/webhook", headers(chance, **signed), body)


def memo(chance: random.Random, known: Known) -> Call:
    """A memo by its link, or by what somebody takes for one."""
    link = chance.choice(known.memos)
    if chance.random() < 0.99:
        place = chance.randrange(len(link))
        link = link[:place] + chance.choice("Aa0._-/%?~") + link[place + chance.randrange(2) :]
    return http(chance.choice(("GET", "GET", "HEAD", "POST")), f"/memo/{link}", headers(chance))


def staff_login(chance: random.Random, _known: Known) -> Call:
    """The login of staff."""
    form = urlencode({"password": garble.text(chance), "token": "x"}, errors="replace").encode()
    body = form if chance.random() < 0.7 else chance.randbytes(chance.randrange(300))
    kind = FORM if chance.random() < 0.8 else chance.choice((b"multipart/form-data; boundary=x", garble.line(chance)))
    return http(chance.choice(("POST", "GET")), "/staff/login", headers(chance, **{"Content-Type": kind}), body)


def staff_pages(chance: random.Random, known: Known) -> Call:
    """The pages of staff, with a login or without."""
    case = known.case if chance.random() < 0.7 else quote(garble.text(chance)[:25], safe="", errors="replace")
    path = "/staff" + chance.choice(("", f"/cases/{case}", f"/cases/{case}/reply", f"/cases/{case}/status"))
    cookie = f"hojo_navi_staff={known.cookie}" if chance.random() < 0.8 else garble.line(chance)
    form = {"text": garble.text(chance), "status": chance.choice(STATES), "token": known.form_token}
    if chance.random() < 0.2:
        form.pop(chance.choice(list(form)))
    sent = headers(chance, **{"Cookie": cookie, "Content-Type": FORM})
    if chance.random() < 0.5:
        return http("GET", odd_path(path, chance), sent)
    return http("POST", path, sent, urlencode(form, errors="replace").encode())


def page(chance: random.Random, _known: Known) -> Call:
    """The pages and files for everybody."""
    path = chance.choice(("/", "/widget/hojo-navi.js", "/widget/embed", "/widget/x.js", "/memo/", "/favicon.ico"))
    return http(chance.choice(METHODS), odd_path(path, chance), headers(chance))


def health(chance: random.Random, _known: Known) -> Call:
    """The health check."""
    return http(chance.choice(("GET", "GET", "HEAD", "POST")), odd_path("/healthz", chance), headers(chance))


def no_address(chance: random.Random, _known: Known) -> Call:
    """Addresses that the bot does not have: Rasa's own, and nonsense."""
    path = chance.choice((*RASAS, "/" + quote(garble.text(chance)[:40], safe="/", errors="replace")))
    body = garble.content({"sender": "a\x00b", "message": "hello"}, chance) if chance.random() < 0.5 else None
    return http(chance.choice(METHODS), path, headers(chance), body)


def no_http(chance: random.Random, known: Known) -> Call:
    """Bytes that are nearly a request."""
    start = garble.line(chance) + b" /healthz HTTP/1." + bytes([chance.randrange(48, 58)])
    lines = [chance.choice((*RAW_STARTS, start))]
    for _ in range(chance.randrange(6)):
        lines.append(chance.choice((*RAW_LINES, garble.line(chance))))
    made = b"\r\n".join(lines) + chance.choice((*RAW_TAILS, garble.line(chance)))
    if chance.random() < 0.3:
        valid = bytearray(chance.choice((message, history, line_webhook))(chance, known).raw)
        for _ in range(chance.randrange(1, 4)):
            valid[chance.randrange(len(valid))] = chance.randrange(256)
        made = bytes(valid)
    return Call(made, clean=False)


TARGETS: dict[str, Maker] = {
    "POST session": session_open,
    "DELETE session": session_erase,
    "POST messages": message,
    "GET history": history,
    "GET export": export,
    "preflights and other methods": preflight,
    "LINE webhook": line_webhook,
    "Slack webhook": slack_webhook,
    "memo links": memo,
    "staff login": staff_login,
    "staff pages": staff_pages,
    "pages and widget": page,
    "healthz": health,
    "addresses that do not exist": no_address,
    "bytes that are no HTTP": no_http,
}


def _said(chance: random.Random, offered: list[str]) -> bytes:
    kind = chance.random()
    if kind < 0.02:
        return _json({"event": "start"})
    if kind < 0.15:
        return _json({"choice": chance.choice(offered)})
    if kind < 0.2:
        return _json({"choices": chance.choices(offered, k=chance.randrange(1, 5))})
    valid: dict[str, Any] = {"text": garble.text(chance)}
    if kind < 0.3:
        valid["client_message_id"] = f"m{chance.randrange(200)}"
    if kind < 0.6:
        return _json(valid)
    return garble.content(valid, chance)


def _line_event(chance: random.Random, user: str, line: FakeLine) -> dict[str, Any]:
    kind = chance.choice(("follow", "unfollow", "postback", "message", "join", "leave", "unsend", "videoPlayComplete"))
    said = {"type": chance.choice(("text", "sticker", "image", "location", "file", "x")), "text": garble.text(chance)}
    more: dict[str, Any] = {"message": {**said, "id": str(chance.randrange(10**6)), "address": "東京都"}}
    more |= {"postback": {"data": garble.text(chance)}, "unsend": {"messageId": str(chance.randrange(999))}}
    event: dict[str, Any] = line.event(kind, user, at=time.time() - chance.choice((0, 0, 60, 10**6)), **more)
    return _altered(event, chance) if chance.random() < 0.7 else event


def _altered(value: Any, chance: random.Random) -> Any:
    """JSON with one value somewhere in it replaced or left out."""
    place = value
    while isinstance(place, dict | list) and place:
        name = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
        inner = place[name]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.2:
            if isinstance(place, dict) and chance.random() < 0.3:
                del place[name]
            else:
                place[name] = garble.value(chance)
            break
        place = inner
    return value


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
