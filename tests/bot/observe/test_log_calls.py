"""What our own code may write into a log: fixed words, and values from a list."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
METHODS = {"debug", "info", "warning", "error", "exception", "critical"}
# Names of classes, actions, channels, variables and tables; numbers; codes from closed lists. No texts, ids or bodies.
ALLOWED = {
    "' and '.join(missing)",
    "CHANNEL_VARIABLE",
    "SECRET_VARIABLE",
    "OPERATOR_VARIABLE",
    "TOKEN_VARIABLE",
    "_actions_run(turn)",
    "case.number",
    "code",
    "len(collector.messages)",
    "outcome.reason",
    "reason",
    "reply.status",
    "self._deadline_s",
    "self._dropped",
    "self._vendor.name",
    "type(error).__name__",
    "without_words(error)",
}
# Before the first visitor comes: why the model cannot be loaded. And StoreError, whose words hold no data.
ALLOWED_IN = {"bot/serve.py": {"error", "settings.model"}, "bot/stores/database.py": {"error"}}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for folder in ("bot", "actions", "subsidy"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    named = isinstance(node.func.value, ast.Name) and node.func.value.id == "logger"
                    if named and node.func.attr in (*METHODS, "log"):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_line_begins_with_fixed_words() -> None:
    seen = list(calls())
    assert len(seen) > 30
    for place, call in seen:
        words = call.args[1 if isinstance(call.func, ast.Attribute) and call.func.attr == "log" else 0]
        assert isinstance(words, ast.Constant), place
        assert isinstance(words.value, str), place


def test_every_value_in_a_line_is_on_the_list() -> None:
    found = set()
    for place, call in calls():
        first = 2 if isinstance(call.func, ast.Attribute) and call.func.attr == "log" else 1
        values = {ast.unparse(value) for value in call.args[first:]}
        values -= ALLOWED_IN.get(place.partition(":")[0], set())
        assert values <= ALLOWED, place
        found |= values
    assert found == ALLOWED


def test_nothing_else_than_logs_and_commands_writes_to_the_screen() -> None:
    printing = {
        str(path.relative_to(ROOT))
        for folder in ("bot", "actions")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    commands = {path for path in printing if 'if __name__ == "__main__"' in (ROOT / path).read_text("utf-8")}
    assert printing == commands
