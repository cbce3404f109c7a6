"""A table that a spreadsheet saved as text, in whatever encoding and with whatever separator it chose."""

from __future__ import annotations

import csv
from pathlib import Path

# As spreadsheets save in Japan: UTF-8 with or without a mark, Shift_JIS with Microsoft's signs, "Unicode text".
ENCODINGS = ("utf-8-sig", "cp932")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_sheet(path: Path, rest: str) -> csv.DictReader[str]:
    """The rows of a sheet by the names in its first line; cells beyond them are under ``rest``.

    Columns without a name at the end are cut from the header. Raises UnicodeDecodeError.
    """
    lines = _text_of(path).splitlines(keepends=True)
    separator = "\t" if lines and "\t" in lines[0] else ","
    reader = csv.DictReader(lines, restkey=rest, delimiter=separator)
    names = list(reader.fieldnames or ())
    while names and not names[-1].strip():
        names.pop()
    reader.fieldnames = names
    return reader


def _text_of(path: Path) -> str:
    raw = path.read_bytes()
    if raw.startswith(WIDE_MARKS):
        return raw.decode("utf-16")
    try:
        return raw.decode(ENCODINGS[0])
    except UnicodeDecodeError:
        # Windows writes the wave dash as another sign.
        return raw.decode(ENCODINGS[1]).replace("\uff5e", "\u301c")
