"""``python -m bot.channels.line.menu``: the rich menu, its picture, and how it gets to LINE.

Sources: https://developers.line.biz/en/reference/messaging-api/#rich-menu-object and
https://developers.line.biz/en/docs/messaging-api/using-rich-menus/ : PNG or JPEG of at most 1 MB, 800 to 2,500 pixels
wide, 250 high or more, at least 1.45 times as wide as high.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp

from bot.channels.delivery.keys import Keys
from bot.channels.line.api import API_URL
from bot.channels.line.buttons import MENU, Signer, postback
from bot.channels.line.words import words
from bot.channels.session_token import load_secret
from bot.stores.paths import data_folder
from bot.stores.records import Json

PICTURE = Path(__file__).with_name("menu.png")
WIDTH, HEIGHT = 2500, 1686
# Two large entries above three smaller ones.
ROWS = (2, 3)
DATA_URL = "https://api-data.line.me"
TOKEN_VARIABLE, URL_VARIABLE = "LINE_CHANNEL_ACCESS_TOKEN", "LINE_API_URL"
GROUND, LINES, LETTERS, WARNING = "#F4F7F5", "#C8D3CC", "#1B3A2A", "#8A1C1C"
LETTER_SIZE = 150


def menu(keys: Keys) -> Json:
    """The rich menu object; its postbacks are signed for everybody."""
    text, signer = words()["menu"], Signer(keys, "")
    areas = [
        {"bounds": bounds, "action": postback(entry["label"], signer.sign(MENU, name), entry["label"])}
        for bounds, (name, entry) in zip(cells(), text["areas"].items(), strict=True)
    ]
    size = {"width": WIDTH, "height": HEIGHT}
    return {"size": size, "selected": True, "name": text["name"], "chatBarText": text["bar"], "areas": areas}


def cells() -> list[dict[str, int]]:
    """The bounds of the areas in pixels, row by row, without gaps."""
    tops = [HEIGHT * row // len(ROWS) for row in range(len(ROWS) + 1)]
    found = []
    for row, count in enumerate(ROWS):
        sides = [WIDTH * column // count for column in range(count + 1)]
        for left, right in zip(sides, sides[1:], strict=False):
            found.append({"x": left, "y": tops[row], "width": right - left, "height": tops[row + 1] - tops[row]})
    return found


def draw(font: str, to: Path) -> None:
    """Draw the picture with a font that has Japanese letters."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen, face = ImageDraw.Draw(picture), ImageFont.truetype(font, LETTER_SIZE)
    for cell, (name, entry) in zip(cells(), words()["menu"]["areas"].items(), strict=True):
        left, top, width, height = cell["x"], cell["y"], cell["width"], cell["height"]
        pen.rectangle((left, top, left + width, top + height), outline=LINES, width=6)
        letters = WARNING if name == "delete" else LETTERS
        face = _fitting(face, entry["label"], width * 0.86)
        pen.text((left + width / 2, top + height / 2), entry["label"], font=face, fill=letters, anchor="mm")
    picture.quantize(16).save(to, optimize=True)


def _fitting(face: Any, label: str, width: float) -> Any:
    """``face`` in the size of the letters, or smaller where the label is wider than its cell."""
    size = min(LETTER_SIZE, int(LETTER_SIZE * width / (LETTER_SIZE * len(label))))
    return face.font_variant(size=size)


async def install(token: str, content: Json, picture: bytes, url: str | None = None) -> str:
    """Make the menu, give it its picture, show it to everybody, remove its forerunners. Returns its id.

    Raises aiohttp.ClientError where LINE refuses a step; the menu that was shown before then stays.
    """
    api, data = (url, url) if url else (API_URL, DATA_URL)
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(headers=headers, raise_for_status=True) as session:
        async with session.get(f"{api}/v2/bot/richmenu/list") as reply:
            known = (await reply.json())["richmenus"]
        async with session.post(f"{api}/v2/bot/richmenu", json=content) as reply:
            made: str = (await reply.json())["richMenuId"]
        image = {"Content-Type": "image/png"}
        await _done(session.post(f"{data}/v2/bot/richmenu/{made}/content", data=picture, headers=image))
        await _done(session.post(f"{api}/v2/bot/user/all/richmenu/{made}"))
        for old in known:
            if old["name"] == content["name"]:
                await _done(session.delete(f"{api}/v2/bot/richmenu/{old['richMenuId']}"))
    return made


async def _done(call: Any) -> None:
    async with call:
        pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Install the menu, or draw its picture anew. Exit status 1 and one line where that is not possible."""
    parser = argparse.ArgumentParser(prog="python -m bot.channels.line.menu", description=__doc__.splitlines()[0])
    parser.add_argument("--draw-with", metavar="FONT", help="draw the picture with this font file, and install nothing")
    given = parser.parse_args(arguments)
    if given.draw_with:
        draw(given.draw_with, PICTURE)
        return 0
    token = os.environ.get(TOKEN_VARIABLE)
    if not token:
        print(f"{TOKEN_VARIABLE} is not set", file=sys.stderr)
        return 1
    content = menu(Keys(load_secret(data_folder()), "line"))
    try:
        made = asyncio.run(install(token, content, PICTURE.read_bytes(), os.environ.get(URL_VARIABLE)))
    except (aiohttp.ClientError, OSError) as error:
        print(f"LINE did not take the menu: {error}", file=sys.stderr)
        return 1
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
