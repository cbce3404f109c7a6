"""The manual lists every variable of the environment that the code reads, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.bot.server import ROOT

NAME = re.compile(r"[A-Z][A-Z0-9_]*")
MANUAL = ROOT / "docs/operations.md"


def read_by_code() -> set[str]:
    """Names of variables in constants called so, and in direct reads."""
    found = set()
    for folder in ("bot", "actions", "subsidy"):
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(_names(ast.parse(path.read_text("utf-8"))))
    return found


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(node, ast.Assign) and any(_is_variable(target) for target in node.targets):
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv"):
            values = node.args[:1]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            values = [node.slice] if isinstance(node.ctx, ast.Load) else []
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and NAME.fullmatch(value.value):
                yield value.value


def _is_variable(target: ast.expr) -> bool:
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    return all(isinstance(name, ast.Name) and name.id.endswith(("VARIABLE", "VARIABLES")) for name in names)


def listed() -> set[str]:
    """The first cells of the tables of variables."""
    return set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", MANUAL.read_text("utf-8"), re.M))


def read_by_nginx() -> set[str]:
    script = (ROOT / "deploy/nginx/serve").read_text("utf-8")
    return set(re.findall(r"\$\{([A-Z_]+):[=?-]", script))


def test_the_search_finds_what_is_read() -> None:
    assert {"HOJO_NAVI_DATABASE", "HOJO_NAVI_SECRET", "PORT", "RATE_LIMIT", "LINE_CHANNEL_SECRET"} <= read_by_code()


def test_the_manual_lists_every_variable_and_no_other() -> None:
    assert listed() == read_by_code() | read_by_nginx()


def test_no_secret_stands_in_a_file() -> None:
    """Settings files name variables at most; a value beside a name like SECRET would be one."""
    given = re.compile(r"(?im)^\s*-?\s*\w*(?:secret|token|password)\w*\s*[:=]\s*['\"]?([A-Za-z0-9+/_-]{16,})['\"]?\s*$")
    files = [ROOT / name for name in ("credentials.yml", "endpoints.yml", "config.yml", "deploy/example.env")]
    files += [path for path in (ROOT / "deploy").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    found = {path.name: given.findall(path.read_text("utf-8")) for path in files}
    assert {name: values for name, values in found.items() if values} == {}
