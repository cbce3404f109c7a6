"""Texts, JSON, headers and bytes as nobody should send them, from what people do send."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.bot.server import ROOT

WORDS = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
NASTY: list[str] = WORDS["nasty"]
BYTES = (b"abcXYZ019._-=/+", bytes(range(0x20, 0x7F)), bytes([9, *range(0x20, 0x7F), *range(128, 256)]))
VALUES: list[Any] = [None, True, False, 0, -1, 2**63, 1e308, [], {}, [[]], "", "x" * 101, ["a"] * 51, {"a": {"b": 1}}]
CHARACTERS = [(0, 0x20), (0x20, 0x7F), (0x3040, 0x3100), (0x4E00, 0x9FFF), (0xD800, 0xE000), (0x1F300, 0x1F700)]


@cache
def utterances() -> tuple[str, ...]:
    """What owners write, from the sets of the tests."""
    found = []
    for path in sorted((ROOT / "tests/data").glob("utterances_*.jsonl")):
        found += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line.strip()]
    return tuple(found)


def text(chance: random.Random) -> str:
    """Something to say: as owners do, damaged, or nothing that anybody would say."""
    said = chance.choice(utterances())
    for _ in range(chance.choice((0, 0, 1, 1, 2, 4))):
        said = chance.choice((_cut, _insert, _double, _swap, _join, _random))(said, chance)
    return said[: chance.choice((500, 500, 500, 501, 40))]


def value(chance: random.Random) -> Any:
    """A value for JSON that is hardly what is expected."""
    return chance.choice([*VALUES, text(chance), chance.choice(NASTY), _nested(chance.randrange(1, 400))])


def content(valid: dict[str, Any], chance: random.Random) -> bytes:
    """The JSON of ``valid``, damaged in its values, its keys or its bytes."""
    changed: Any = dict(valid)
    for _ in range(chance.choice((0, 1, 1, 2))):
        key = chance.choice([*valid, "text", "choice", "event", "extra", "__proto__", text(chance)[:20]])
        if chance.random() < 0.3:
            changed.pop(key, None)
        else:
            changed[key] = value(chance)
    if chance.random() < 0.1:
        changed = chance.choice([[changed], value(chance), changed.get("text")])
    return _damaged(json.dumps(changed, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass"), chance)


def line(chance: random.Random, length: int = 60) -> bytes:
    """Bytes that a header's value may hold."""
    pool = chance.choice(BYTES)
    return bytes(chance.choice(pool) for _ in range(chance.randrange(length)))


def _damaged(body: bytes, chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < 0.6 or not body:
        return body
    if kind < 0.7:
        return body[: chance.randrange(len(body))]
    if kind < 0.8:
        place = chance.randrange(len(body))
        return body[:place] + chance.randbytes(chance.randrange(1, 5)) + body[place:]
    if kind < 0.85:
        return body.decode("utf-8", "replace").encode("utf-16")
    if kind < 0.9:
        return body.replace(b'"', b"'") if chance.random() < 0.5 else b"\xef\xbb\xbf" + body
    if kind < 0.95:
        return b'{"text": "a", ' + body.lstrip(b"{") + chance.choice((b"", b"x", b"NaN", b"\x00"))
    return chance.randbytes(chance.randrange(200))


def _nested(depth: int) -> Any:
    inner: Any = 1
    for _ in range(depth):
        inner = [inner]
    return inner


def _cut(said: str, chance: random.Random) -> str:
    return said[chance.randrange(len(said) + 1) :]


def _insert(said: str, chance: random.Random) -> str:
    place = chance.randrange(len(said) + 1)
    return said[:place] + chance.choice(NASTY) + said[place:]


def _double(said: str, chance: random.Random) -> str:
    return said * chance.choice((2, 2, 3, 40))


def _swap(said: str, chance: random.Random) -> str:
    letters = list(said)
    chance.shuffle(letters)
    return "".join(letters)


def _join(said: str, chance: random.Random) -> str:
    return said + chance.choice("、。 \nで") + chance.choice(utterances())


def _random(_said: str, chance: random.Random) -> str:
    low, high = chance.choice(CHARACTERS)
    return "".join(chr(chance.randrange(low, high)) for _ in range(chance.randrange(1, 60)))
