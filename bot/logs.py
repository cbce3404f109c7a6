"""Logs without what visitors say: neither Rasa's nor Sanic's lines may carry messages, slots or requests."""

from __future__ import annotations

import logging
import os
import sys
import threading

import structlog

from bot.observe.lines import JsonFormatter, TextFormatter

LEVEL_VARIABLE = "LOG_LEVEL"
FORMAT_VARIABLE = "LOG_FORMAT"
JSON = "json"
# Loggers of packages that put texts or bodies into their messages even when they complain.
QUIET = ("rasa", "rasa_sdk", "sanic.error", "sanic.access", "apscheduler", "asyncio", "py.warnings")

logger = logging.getLogger(__name__)


def configure_logging() -> None:
    """Our own loggers at ``LOG_LEVEL`` (INFO), the rest from WARNING or CRITICAL, all to standard error.

    ``LOG_FORMAT=json`` writes a JSON object a line. Of other packages' lines only the place in their source is told.
    """
    level = os.environ.get(LEVEL_VARIABLE, "INFO").upper()
    handler = logging.StreamHandler(sys.stderr)
    as_json = os.environ.get(FORMAT_VARIABLE, "").strip().lower() == JSON
    handler.setFormatter(JsonFormatter() if as_json else TextFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    known = isinstance(logging.getLevelName(level), int)
    logging.getLogger("bot").setLevel(level if known else "INFO")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A line that cannot be written would be printed with its arguments.
    logging.raiseExceptions = False
    threading.excepthook = _note_end_of_thread
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        cache_logger_on_first_use=False,
    )
    # Libraries reset the filters, so warnings are sent where nobody listens.
    logging.captureWarnings(True)


def _note_end_of_thread(ended: threading.ExceptHookArgs) -> None:
    """Instead of Python's own words, which show the error's."""
    if ended.exc_value is not None and ended.exc_type is not SystemExit:
        logger.error("A thread ended", exc_info=ended.exc_value)
