"""An owner who talks to the product, and staff with a browser, both over HTTP."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.bot.visitor import Json, Reply, Visitor, request

PASSWORD = "seven bridges at dawn"
FACTS = "栃木県で製造業をやっている株式会社です。資本金1000万円、従業員15人です"
FORM = "application/x-www-form-urlencoded"
COOKIE = re.compile(r"hojo_navi_staff=([^;]*)")
CASE = re.compile(r'href="/staff/cases/([A-Za-z0-9_-]{22})"')
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass
class Owner:
    """Someone who has a session on the web."""

    visitor: Visitor

    def begins(self) -> Owner:
        """Greeting, consent and the usual facts."""
        self.visitor.start()
        self.visitor.choose_id(self.visitor.customs("notice")[-1]["accept"])
        self.visitor.say(FACTS)
        return self

    def says(self, text: str) -> Owner:
        """Type a text."""
        self.visitor.say(text)
        return self

    def asks_for_the_memo(self) -> str:
        """The link to a new memo."""
        self.visitor.say("相談メモを作って")
        (report,) = self.visitor.customs("report")
        return str(report["url"])

    def hands_over(self) -> Owner:
        """Ask for staff and agree."""
        self.visitor.say("担当者と話したい")
        (notice,) = self.visitor.customs("notice")
        assert notice["topic"] == "handoff"
        self.visitor.choose_id(notice["accept"])
        assert self.visitor.customs("notice")[0]["topic"] == "handed_over"
        return self

    def heard_from_staff(self, after: str | None = None) -> list[str]:
        """The texts of staff in the history."""
        return [entry["message"]["text"] for entry in self.visitor.history(after) if entry["from"] == "staff"]


@dataclass
class Staff:
    """A browser; ``cookie`` is its login."""

    port: int
    cookie: str = ""
    page: str = ""
    last: Reply | None = field(default=None, repr=False)

    def opens(self, path: str) -> Reply:
        """Open an address."""
        return self._send("GET", path)

    def posts(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> Reply:
        """Send a form as it is."""
        return self._send("POST", path, urlencode(fields).encode(), {"Content-Type": FORM, **(headers or {})})

    def sends(self, path: str, **fields: str) -> Reply:
        """Send a form with the token of the last page."""
        (token, *_) = TOKEN.findall(self.page)
        return self.posts(path, token=html.unescape(token), **fields)

    def logs_in(self, password: str) -> Reply:
        """Try a password."""
        reply = self.posts("/staff/login", password=password)
        found = COOKIE.search(reply.headers.get("set-cookie", ""))
        self.cookie = found[1] if found else self.cookie
        return reply

    def cases(self) -> list[str]:
        """The ids of the cases in the inbox, in their order."""
        assert self.opens("/staff").status == 200
        return CASE.findall(self.page)

    def opens_newest(self) -> str:
        """Open the case on top of the inbox; returns its address."""
        address = f"/staff/cases/{self.cases()[0]}"
        assert self.opens(address).status == 200
        return address

    def _send(self, method: str, path: str, body: bytes | None = None, headers: Json | None = None) -> Reply:
        sent: dict[str, Any] = {**(headers or {})}
        if self.cookie:
            sent["Cookie"] = f"hojo_navi_staff={self.cookie}"
        self.last = request(self.port, method, path, body, sent)
        self.page = self.last.body.decode("utf-8", "replace")
        return self.last
