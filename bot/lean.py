"""Rasa without TensorFlow, for a process whose model has no neural component.

Rasa 3.6 imports TensorFlow with its core, though only DIET, TED and their like use it: two seconds and 250 MB. A
stand-in for the package lets the import through and fails with a clear message as soon as anything is done with it.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

LEFT_OUT = ("tensorflow", "keras")
KEEP_VARIABLE = "HOJO_NAVI_TENSORFLOW"


class _Absent(type):
    """A name of an absent package: it can be named and subclassed, not used."""

    def __getattr__(cls, name: str) -> _Absent:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent(name, (), {})

    def __call__(cls, *_args: Any, **_kwargs: Any) -> Any:
        # The error of an absent package: libraries that only look whether it is there go on without it.
        raise ImportError(f"{cls.__name__} needs TensorFlow, which this process left out: set {KEEP_VARIABLE}=1")


class _AbsentModule(ModuleType):
    """Stands for a module of an absent package."""

    def __getattr__(self, name: str) -> _Absent:
        if name.startswith("__"):
            raise AttributeError(name)
        absent = _Absent(name, (), {})
        setattr(self, name, absent)
        return absent


class _AbsentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the stand-ins."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in LEFT_OUT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def leave_out_tensorflow() -> bool:
    """Put the stand-ins in place; to be called before Rasa is imported.

    Returns False, and does nothing, where TensorFlow is loaded already or ``HOJO_NAVI_TENSORFLOW=1`` asks for it.
    """
    if os.environ.get(KEEP_VARIABLE) == "1":
        return False
    if not any(isinstance(finder, _AbsentFinder) for finder in sys.meta_path):
        if any(name in sys.modules for name in LEFT_OUT):
            return False
        sys.meta_path.insert(0, _AbsentFinder())
    return True
