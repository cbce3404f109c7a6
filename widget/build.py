"""Bundles the widget: modules, styles and words become a few files, each with its hash in its name.

No toolchain is needed. The modules under ``src/`` are written so that they can stand in one scope: static imports of
named things only, no name twice at the top level, comments on lines of their own, no template over several lines.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
MAIN, LOADER = "main.js", "loader.js"
STABLE = "hojo-navi.js"
# The module that the build writes; no such file exists.
BUILT = "built.js"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.-]+)";\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.M)
TOP_LEVEL = re.compile(r"^(?:async )?(?:function|class|const|let) ([A-Za-z_$][\w$]*)", re.M)
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}


class BuildError(ValueError):
    """A source that cannot be bundled; says which and why."""


@dataclass(frozen=True)
class Asset:
    """One file to serve; ``lasting`` where its name changes with its content."""

    name: str
    content: bytes
    compressed: bytes
    lasting: bool

    @property
    def content_type(self) -> str:
        """The MIME type."""
        return TYPES[Path(self.name).suffix]

    @property
    def tag(self) -> str:
        """The entity tag."""
        return f'"{_digest(self.content)}"'


def build(folder: Path = FOLDER) -> dict[str, Asset]:
    """Every file of the widget and of its pages, by name. Raises BuildError."""
    english = _hashed("en.json", _compact_json(folder / "en.json"))
    constants = {
        "JA": json.loads(_read(folder / "ja.json")),
        "STYLE": minify_css(_read(folder / "style.css")),
        "FILES": {"en": english.name},
    }
    main = _hashed(STABLE, bundle(folder / "src", MAIN, constants))
    loader = _asset(STABLE, bundle(folder / "src", LOADER, {"FILES": {"main": main.name}}), lasting=False)
    pages = [_page(path, main.name) for path in sorted((folder / "pages").iterdir())]
    return {asset.name: asset for asset in (loader, main, english, *pages)}


def bundle(source: Path, entry: str, constants: dict[str, object]) -> bytes:
    """The entry and all it imports as one script. ``constants`` are at hand in every module."""
    modules: dict[str, str] = {}
    _collect(source, entry, modules)
    names = [*constants, *(name for text in modules.values() for name in TOP_LEVEL.findall(text))]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BuildError(f"defined in more than one module: {', '.join(twice)}")
    head = "".join(f"const {name}={_literal(value)};\n" for name, value in constants.items())
    return (head + "\n".join(minify_js(text, name) for name, text in modules.items())).encode()


def _collect(source: Path, name: str, modules: dict[str, str]) -> None:
    """Add a module to ``modules``, what it imports before it."""
    if name in modules or name == BUILT:
        return
    text = _read(source / name)
    modules[name] = ""
    for imported in IMPORT.findall(text):
        _collect(source, imported, modules)
    del modules[name]
    modules[name] = EXPORT.sub("", IMPORT.sub("", text))


def minify_js(text: str, name: str = "") -> str:
    """Without indentation, blank lines and comments. Lines stay, so that errors can be found."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.count("`") % 2 or re.match(r"\s*(/\*|import\b(?!\())|export\b", line):
            raise BuildError(f"{name}: line {number} cannot be bundled: {line.strip()}")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def minify_css(text: str) -> str:
    """Without comments and needless space."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};]) ?", r"\1", text).replace(";}", "}").strip()


def _literal(value: object) -> str:
    """JSON is JavaScript but for two separators; they are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _compact_json(path: Path) -> bytes:
    return json.dumps(json.loads(_read(path)), ensure_ascii=False, separators=(",", ":")).encode()


def _hashed(name: str, content: bytes) -> Asset:
    path = Path(name)
    return _asset(f"{path.stem}-{_digest(content)[:12]}{path.suffix}", content, lasting=True)


def _asset(name: str, content: bytes, lasting: bool) -> Asset:
    return Asset(name, content, gzip.compress(content, 9, mtime=0), lasting)


def _page(path: Path, main: str) -> Asset:
    """A page; it may name the bundle as ``{main}``, so that the browser fetches it without waiting for the loader."""
    return _asset(path.name, path.read_bytes().replace(b"{main}", main.encode()), lasting=False)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
