"""Lines of the log: as text for people, or as JSON for programs; either way only what is on a list."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timezone
from typing import Any

from bot.observe.errors import without_words
from bot.observe.trace import current_trace

OUR_LOGGERS = ("bot", "__main__")
# What a line may carry beside time, level, logger and message. Anything else that is handed over is dropped.
KEYS = ("channel", "code", "conversation", "count", "error", "method", "ms", "outcome", "route", "status", "table")
MOST_LETTERS = 300


def message_of(record: logging.LogRecord) -> str:
    """What a line says. Of other packages only the place in their source: their words may hold texts and bodies."""
    if record.name.partition(".")[0] not in OUR_LOGGERS:
        return f"said at {record.filename}:{record.lineno}"
    try:
        return record.getMessage()[:MOST_LETTERS]
    except (TypeError, ValueError):
        return f"cannot be written: {record.filename}:{record.lineno}"


def fields_of(record: logging.LogRecord) -> dict[str, str | int | float]:
    """The listed keys of a line, in the order of the list."""
    fields: dict[str, str | int | float] = {}
    trace = current_trace()
    if trace is not None:
        fields["request_id"] = trace
    for key in KEYS:
        value = getattr(record, key, None)
        if isinstance(value, str | int | float):
            fields[key] = value
    if record.exc_info and record.exc_info[1] is not None:
        fields["error"] = without_words(record.exc_info[1])
    return fields


class TextFormatter(logging.Formatter):
    """``2026-11-22 18:40:00,123 ERROR bot.channels.turns A turn failed request_id=…``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without traceback."""
        start = f"{self.formatTime(record)} {record.levelname} {record.name} {_one_line(message_of(record))}"
        return " ".join([start, *(f"{key}={value}" for key, value in fields_of(record).items())])


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (ISO 8601, UTC), level, logger, message, and the keys of the list."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without traceback."""
        time = datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": time.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            **fields_of(record),
        }
        return json.dumps(line, ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())
