"""The model's file and the hash that it is checked against: loading a model runs what is in it."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from pathlib import Path

VARIABLE = "HOJO_NAVI_MODEL_SHA256"
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
BLOCK = 1 << 20


class ForeignModel(ValueError):
    """The model is not the one that was expected."""


def hash_file(model: Path) -> Path:
    """Where the hash of a model stands, as ``sha256sum`` writes it."""
    return model.with_name(f"{model.name}.sha256")


def put(made: Path, model: Path) -> None:
    """Move a model that was just made to its place, its hash beside it."""
    _write(_sha256(made), model)
    os.replace(made, model)


def write_hash(model: Path) -> None:
    """Write the hash of a model that was just made where it is."""
    _write(_sha256(model), model)


def _write(digest: str, model: Path) -> None:
    draft = hash_file(model).with_suffix(".new")
    draft.write_text(f"{digest}  {model.name}\n", encoding="ascii")
    os.replace(draft, hash_file(model))


def check(model: Path) -> None:
    """Raise ForeignModel unless the model has the hash in ``HOJO_NAVI_MODEL_SHA256``, else the one beside it.

    Raises OSError where the model cannot be read.
    """
    found = _sha256(model)
    expected = _expected(model)
    if not hmac.compare_digest(found, expected):
        raise ForeignModel(f"{model.name} has the hash {found}, not {expected}")


def _expected(model: Path) -> str:
    given = os.environ.get(VARIABLE, "").strip().lower()
    if not given:
        try:
            given = hash_file(model).read_text(encoding="ascii")[:64]
        except (OSError, UnicodeDecodeError):
            raise ForeignModel(f"there is no hash for {model.name}: train it, or set {VARIABLE}") from None
    if not SHA256.fullmatch(given):
        raise ForeignModel(f"the hash for {model.name} is none: 64 hexadecimal digits are expected")
    return given


def _sha256(model: Path) -> str:
    digest = hashlib.sha256()
    with model.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
