"""Logs without what visitors say: neither Rasa's nor Sanic's lines may carry messages, slots or requests."""

from __future__ import annotations

import logging
import os
import sys

import structlog

LEVEL_VARIABLE = "LOG_LEVEL"
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
# Loggers of packages that put texts or bodies into their messages even when they complain.
QUIET = ("rasa", "rasa_sdk", "sanic.error", "sanic.access", "apscheduler", "asyncio", "py.warnings")


def configure_logging() -> None:
    """Our own loggers at ``LOG_LEVEL`` (INFO), the rest from WARNING or CRITICAL, all to standard error."""
    level = os.environ.get(LEVEL_VARIABLE, "INFO").upper()
    logging.basicConfig(format=FORMAT, stream=sys.stderr, level=logging.WARNING, force=True)
    known = isinstance(logging.getLevelName(level), int)
    logging.getLogger("bot").setLevel(level if known else "INFO")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        cache_logger_on_first_use=False,
    )
    # Libraries reset the filters, so warnings are sent where nobody listens.
    logging.captureWarnings(True)
