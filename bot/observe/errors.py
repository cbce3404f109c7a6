"""Errors as a log may show them."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

MOST_CAUSES = 5


def without_words(error: BaseException) -> str:
    """Type and place of an error and of its causes; its words may hold what the visitor said."""
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(parts) < MOST_CAUSES:
        parts.append(f"{type(cause).__name__} at {_place(cause.__traceback__)}")
        cause = cause.__cause__
    return ", caused by ".join(parts)


def _place(trace: TracebackType | None) -> str:
    """The innermost file and line, without the folders of this machine."""
    if trace is None:
        return "?"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
