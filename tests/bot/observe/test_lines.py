"""Lines of the log carry what is on the list, and nothing else."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot.logs import configure_logging
from bot.observe.errors import without_words
from bot.observe.lines import KEYS, JsonFormatter, TextFormatter
from bot.observe.trace import traced

SECRET = "株式会社ひみつ 資本金5550123円"
TRACE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """After the test, logging is as it was."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, threading.excepthook, logging.raiseExceptions
    yield
    root.handlers, root.level = before[0], before[1]
    threading.excepthook, logging.raiseExceptions = before[2], before[3]


def record(name: str = "bot.x", message: str = "A turn failed: %s", *values: Any, **extra: Any) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.ERROR, "/somewhere/turns.py", 7, message, values, None)
    made.__dict__.update(extra)
    return made


def error_with_causes() -> ValueError:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(SECRET) from cause
    except ValueError as error:
        return error


def test_a_line_is_one_json_object_with_the_listed_keys() -> None:
    with traced(TRACE):
        line = json.loads(JsonFormatter().format(record("bot.x", "Failed: %s", "OSError", channel="web", ms=1.5)))
    assert line.pop("time").endswith("Z")
    expected = {"level": "ERROR", "logger": "bot.x", "message": "Failed: OSError", "channel": "web", "ms": 1.5}
    assert line == {**expected, "request_id": TRACE}


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
def test_what_is_not_on_the_list_is_dropped(formatter: logging.Formatter) -> None:
    line = formatter.format(record("bot.x", "Failed", text=SECRET, tracker={"slots": SECRET}, channel={"name": SECRET}))
    assert "5550123" not in line


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
@pytest.mark.parametrize("name", ["rasa.core", "aiohttp.client", "root", "botany"])
def test_of_other_packages_only_the_place_is_told(formatter: logging.Formatter, name: str) -> None:
    line = formatter.format(record(name, f"could not post {SECRET}: %s", SECRET))
    assert "5550123" not in line
    assert "turns.py:7" in line


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
def test_an_error_is_told_by_types_and_places(formatter: logging.Formatter) -> None:
    error = error_with_causes()
    failed = record("bot.x", "Failed")
    failed.exc_info = (type(error), error, error.__traceback__)
    line = formatter.format(failed)
    assert "5550123" not in line
    assert "Traceback" not in line
    assert "\n" not in line
    assert "ValueError at test_lines.py:" in line
    assert "caused by KeyError at test_lines.py:" in line


def test_a_chain_of_causes_has_an_end() -> None:
    error = ValueError("x")
    error.__cause__ = error
    assert without_words(error).count("ValueError") == 5


def test_arguments_that_do_not_fit_are_not_shown() -> None:
    assert "5550123" not in TextFormatter().format(record("bot.x", "only %d", SECRET))


def test_the_list_has_no_place_for_texts() -> None:
    assert not {"text", "body", "value", "slots", "user", "sender", "token", "headers", "address"} & set(KEYS)


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_what_libraries_threads_and_broken_lines_say_stays_out(
    log_format: str, logging_as_before: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOG_FORMAT", log_format)
    configure_logging()

    def fail() -> None:
        raise ValueError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    for name in ("rasa.core.channels.rest", "sanic.error", "slack_sdk.web", "bot.y"):
        logging.getLogger(name).error("cannot %d %s", SECRET)
    lines = capsys.readouterr().err.splitlines()
    assert not [line for line in lines if "5550123" in line]
    assert any("A thread ended" in line and "ValueError at test_lines.py" in line for line in lines)
    assert len(lines) == 3
    if log_format == "json":
        assert all(json.loads(line)["level"] == "ERROR" for line in lines)
