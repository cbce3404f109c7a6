"""Who may come in: the password, a cookie, and a token in every form."""

from __future__ import annotations

import asyncio
import hmac
import logging
from http.cookies import CookieError
from urllib.parse import urlsplit

from sanic.request import Request

from bot.channels.rate_limit import RateLimit
from bot.staff.pages import PATH
from bot.staff.password import PasswordHash
from bot.staff.store import CaseStore

logger = logging.getLogger(__name__)

COOKIE = "hojo_navi_staff"
LIFETIME_S = 8 * 3600
# Tries at the password, right ones too: by address, and by everybody together. Not switched off by RATE_LIMIT.
TRIES, TRY_AGAIN_PER_S = 8, 1 / 60
TRIES_OF_ALL, ALL_AGAIN_PER_S = 60, 1 / 10
SAME = frozenset({"same-origin", "none"})


class Door:
    """Lets staff in and out, and tells who is in."""

    def __init__(self, password: PasswordHash, store: CaseStore, secure: bool) -> None:
        self._password = password
        self._store = store
        self._secure = secure
        self._by_address = RateLimit(burst=TRIES, per_second=TRY_AGAIN_PER_S)
        self._by_all = RateLimit(burst=TRIES_OF_ALL, per_second=ALL_AGAIN_PER_S)

    def wait_s(self, request: Request) -> int:
        """Count a try at the password; after how many seconds it is welcome, or 0."""
        return self._by_address.take(request.remote_addr or request.ip) or self._by_all.take("")

    async def enter(self, password: str) -> str | None:
        """The key of a new login; None where the password is wrong."""
        if not await asyncio.to_thread(self._password.fits, password):
            logger.warning("A login of staff failed")
            return None
        logger.info("Staff logged in")
        return await self._store.log_in(LIFETIME_S)

    async def leave(self, request: Request) -> None:
        """End the login of a request."""
        await self._store.log_out(_key(request))

    async def form_token(self, request: Request) -> str | None:
        """What forms of this visitor's login carry; None where he is not logged in."""
        key = _key(request)
        return await self._store.form_token(key) if key else None

    def cookie(self, request: Request, key: str) -> str:
        """The header that sets the cookie, or with an empty ``key`` takes it away."""
        secure = "; Secure" if self._secure or request.scheme == "https" else ""
        lasts = LIFETIME_S if key else 0
        return f"{COOKIE}={key}; Path={PATH}; Max-Age={lasts}; HttpOnly; SameSite=Strict{secure}"


def is_own_form(request: Request) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser tells."""
    if request.headers.get("sec-fetch-site", "same-origin") not in SAME:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.host


def carries(request: Request, token: str) -> bool:
    """Whether a form carries the token of the login."""
    given = field(request, "token")
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode("ascii"))


def field(request: Request, name: str) -> str:
    """A field of a form; empty where it is missing."""
    form = request.form
    value = form.get(name) if form else None
    return value if isinstance(value, str) else ""


def _key(request: Request) -> str:
    try:
        value = request.cookies.get(COOKIE)
    except CookieError:
        return ""
    return value if isinstance(value, str) else ""
