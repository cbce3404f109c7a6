"""What holds for the repository as a whole: tools pass, nothing is tracked that must not be, the lock is complete."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
TOOLS = Path(sys.executable).parent

# Without git: folders that git would not list.
UNTRACKED_FOLDERS = {".venv", ".git", "node_modules", "models", "build", "dist"}
MAX_LINES_OF_A_FILE = 300
MAX_LINES_OF_A_FUNCTION = 50
# path -> why it may be longer
LONG_FILES: dict[str, str] = {}

# In pieces, so that this file does not contain what it forbids.
REGISTRY_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian", "crates" + ".io")
MACHINE_FOLDERS = ("root", "work", "farm")
FORBIDDEN_TEXT = re.compile(
    "|".join(re.escape(host) for host in REGISTRY_HOSTS) + rf"|(?:^|[^\w.])/(?:{'|'.join(MACHINE_FOLDERS)})/",
    re.MULTILINE,
)
GENERATED_FILE = re.compile(r"\.(db|sqlite3?|log|pkl|joblib|onnx|h5|gz|tgz|zip|whl|bak)$")
TARGETS = ("setup", "test", "nightly", "lint", "validate", "bench", "lock", "clean")


@cache
def tracked_files() -> tuple[str, ...]:
    """Paths from the root of all files that are, or would be, under version control."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return tuple(sorted(_files_below(ROOT)))
    return tuple(sorted(path for path in listing.split("\0") if path and (ROOT / path).is_file()))


def _files_below(top: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name not in UNTRACKED_FOLDERS and not _is_cache(name)]
        yield from (str((Path(folder) / name).relative_to(top)) for name in files)


def _is_cache(folder: str) -> bool:
    return folder == "__pycache__" or folder.endswith(("_cache", ".egg-info")) or folder == ".hypothesis"


def _python_files(*folders: str) -> list[Path]:
    return [ROOT / path for path in tracked_files() if path.endswith(".py") and path.startswith(folders)]


def _pinned() -> dict[str, str]:
    """Package -> its block of the lock: the line with the version and the lines that belong to it."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK.read_text("utf-8"), flags=re.MULTILINE)
    return {canonicalize_name(block.split("==")[0]): block for block in blocks if "==" in block}


def _project() -> dict[str, Any]:
    read: dict[str, Any] = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return read


def _imports_of(path: Path) -> Iterator[str]:
    """The packages that a file imports, by their first name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def _output_of_failed(*command: str | Path) -> str:
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return "" if result.returncode == 0 else result.stdout + result.stderr or f"exit status {result.returncode}"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param((sys.executable, "-m", "ruff", "check"), id="ruff check"),
        pytest.param((sys.executable, "-m", "ruff", "format", "--check"), id="ruff format"),
        pytest.param((sys.executable, "-m", "mypy"), id="mypy"),
        pytest.param((TOOLS / "lint-imports", "--no-cache"), id="import-linter"),
    ],
)
def test_the_source_passes(command: tuple[str | Path, ...]) -> None:
    assert _output_of_failed(*command) == ""


def test_importing_every_module_of_subsidy_loads_no_framework() -> None:
    program = """
import importlib, pkgutil, sys, subsidy
for module in pkgutil.walk_packages(subsidy.__path__, "subsidy."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
loaded = {name.partition(".")[0] for name in sys.modules}
sys.exit(" ".join(sorted(loaded & {"rasa", "rasa_sdk", "tensorflow", "spacy", "sanic", "jinja2", "numpy"})) or 0)
"""
    assert _output_of_failed(sys.executable, "-c", program) == ""


def test_no_tracked_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = []
    for path in tracked_files():
        text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        found += [f"{path}: {match.group()}" for match in FORBIDDEN_TEXT.finditer(text)]
    assert found == []


def test_no_database_model_archive_or_log_is_tracked() -> None:
    assert [path for path in tracked_files() if GENERATED_FILE.search(path)] == []


def test_no_source_file_is_long() -> None:
    sources = [path for path in tracked_files() if path.endswith((".py", ".js", ".mjs"))]
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in sources}
    too_long = {path for path, length in lengths.items() if length > MAX_LINES_OF_A_FILE}
    assert too_long == set(LONG_FILES)


def test_no_function_of_subsidy_is_long() -> None:
    found = []
    for path in _python_files("subsidy/"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MAX_LINES_OF_A_FUNCTION:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    assert found == []


def test_every_test_is_in_a_file_that_pytest_collects() -> None:
    with_tests = [
        path for path in _python_files("tests/") if re.search(r"^\s*def test_", path.read_text("utf-8"), re.M)
    ]
    assert [path for path in with_tests if not path.name.startswith("test_")] == []


def test_every_requirement_of_the_lock_has_hashes() -> None:
    assert [name for name, block in _pinned().items() if "--hash=sha256:" not in block] == []


def test_the_lock_holds_no_address() -> None:
    assert re.findall(r"\S*://\S*|^-\S+.*|^\S+ @.*", LOCK.read_text("utf-8"), re.MULTILINE) == []


def test_the_lock_satisfies_every_requirement_of_the_project() -> None:
    project, pinned = _project(), _pinned()
    unsatisfied = []
    for line in project["dependencies"] + project["optional-dependencies"]["dev"]:
        requirement = Requirement(line)
        version = re.match(r"\S+?==([^\s;\\]+)", pinned.get(canonicalize_name(requirement.name), ""))
        if version is None or version.group(1) not in requirement.specifier:
            unsatisfied.append(line)
    assert unsatisfied == []


def test_every_package_that_is_imported_is_named_in_the_project() -> None:
    imported = {name for path in _python_files("subsidy", "actions", "bot") for name in _imports_of(path)}
    named = [Requirement(line).name for line in _project()["dependencies"]]
    brought = {file.parts[0].removesuffix(".py") for name in named for file in distribution(name).files or ()}
    ours = {"subsidy", "actions", "bot", "widget"}
    assert imported - ours - set(sys.stdlib_module_names) - brought == set()


def test_the_lock_brings_neither_cuda_nor_torch() -> None:
    assert [name for name in _pinned() if name.startswith(("nvidia", "torch", "triton"))] == []


def test_make_knows_every_target_of_the_contract() -> None:
    assert _output_of_failed("make", "--dry-run", *TARGETS) == ""


@pytest.mark.parametrize("path", [".ci/run", "scripts/find-python", "scripts/lock", "scripts/setup-venv"])
def test_the_script_is_executable(path: str) -> None:
    assert os.access(ROOT / path, os.X_OK)


def test_find_python_says_in_one_sentence_that_there_is_no_cpython_310(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHON": "/bin/true"}
    result = subprocess.run([ROOT / "scripts/find-python"], env=environment, capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "CPython 3.10" in result.stderr
