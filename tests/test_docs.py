"""What the documents name exists, what they print is what is printed, and the two languages agree."""

import ast
import difflib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

from subsidy import load_catalog
from subsidy.catalog import DEFAULT_FOLDER
from subsidy.catalog.builder import Builder
from subsidy.catalog.json_schema import catalog_schemas
from subsidy.cli import main
from subsidy.fields import RANGED, FieldKind
from subsidy.predicate import PREDICATES, Test
from subsidy.scenario import HEADER

ROOT = Path(__file__).resolve().parent.parent
PAIRS = [
    ("README.md", "README.ja.md"),
    ("docs/catalog.md", "docs/catalog.ja.md"),
    ("docs/scenarios.md", "docs/scenarios.ja.md"),
]
SINGLE = (
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/operations.md",
    "docs/privacy.md",
    "docs/profile.md",
    "docs/security.md",
)
DOCS = sorted({*SINGLE, *sum(PAIRS, ())})
CATALOG_DOCS, SCENARIO_DOCS = PAIRS[1], PAIRS[2]
FOLDERS = ("actions", "bot", ".ci", "benchmarks", "data", "deploy", "docs", "scripts", "subsidy", "tests", "widget")
MADE_LATER = (".venv", "build/", ".vscode/")
CUT = "…"
# Deliberate mistakes, as the documents show them: what stands in kodo_renkei.yml, and what is written instead.
MISTAKES = [
    ("document: kanto_2021", "document: kanto_2012"),
    ("yen: 20000000", "yen: 2000万円"),
    ("kind: company", "kind: compny"),
]


@cache
def text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


@cache
def files() -> tuple[str, ...]:
    """Paths of the repository's own files and folders, from its root."""
    found = [path for path in ROOT.iterdir() if path.is_file() or path.name in FOLDERS]
    found += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return tuple(path.relative_to(ROOT).as_posix() for path in found)


def fences(path: str) -> list[tuple[str, str]]:
    """The blocks of code: language and text."""
    return re.findall(r"^```(\w+)\n(.*?)\n```$", text(path), re.M | re.S)


def prose(path: str) -> str:
    return re.sub(r"^```.*?^```$", "", text(path), flags=re.M | re.S)


def spans(path: str) -> list[str]:
    """The code within sentences and tables."""
    return re.findall(r"`([^`\n]+)`", prose(path))


def tables(path: str) -> list[list[list[str]]]:
    """Every table as rows of cells, the header first."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", prose(path), re.M)
    rows = [[[cell.strip() for cell in line.strip("|").split(" | ")] for line in b.splitlines()] for b in blocks]
    return [[table[0], *table[2:]] for table in rows]


def table_with(path: str, *headings: str) -> list[list[str]]:
    """The rows of every table whose first heading is one of these; first cells without code marks."""
    found = [row for table in tables(path) if table[0][0] in headings for row in table[1:]]
    return [[row[0].strip("`"), *row[1:]] for row in found]


def programs() -> Iterator[tuple[str, str]]:
    """Shell scripts that run the rules, each with what a document shows as its output."""
    for path in DOCS:
        script = ""
        for language, body in fences(path):
            if language == "sh":
                script = body
            elif language == "text" and ("-m subsidy" in script or "make validate" in script):
                yield script, body


@cache
def output_of(script: str) -> list[str]:
    command = script.replace("make validate", ".venv/bin/python -m subsidy validate")
    command = command.replace(".venv/bin/python", sys.executable)
    run = subprocess.run(["bash", "-c", command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return run.stdout.splitlines()


def is_shown(wanted: str, line: str) -> bool:
    return line.startswith(wanted.removesuffix(CUT)) if wanted.endswith(CUT) else line == wanted


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize(("script", "shown"), sorted(set(programs())))
def test_a_command_prints_what_the_document_shows(script: str, shown: str) -> None:
    lines = output_of(script)
    printed = iter(lines)
    wanted = [line for line in shown.splitlines() if line.strip() != CUT]
    gone = [line for line in wanted if not any(is_shown(line, other) for other in printed)]
    now = [difflib.get_close_matches(line, lines, 1, 0)[:1] for line in gone]
    named = [path for path in DOCS if shown in text(path)]
    assert not gone, f"{named} の、命令の表示の例を書きかえてください（数が変わっていませんか）: {gone} → 今は {now}"


@pytest.mark.parametrize(("english", "japanese"), PAIRS)
def test_both_languages_show_the_same_code(english: str, japanese: str) -> None:
    assert fences(japanese) == fences(english)


@pytest.mark.parametrize(("english", "japanese"), PAIRS)
def test_both_languages_name_the_same_commands_files_and_keys(english: str, japanese: str) -> None:
    assert set(spans(japanese)) == set(spans(english))


@pytest.mark.parametrize("path", DOCS)
def test_every_make_target_exists(path: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.M))
    code = [*spans(path), *(body for language, body in fences(path) if language == "sh")]
    assert {name for part in code for name in re.findall(r"\bmake ([a-z][a-z-]+)", part)} <= targets


@pytest.mark.parametrize("path", DOCS)
def test_every_file_named_exists(path: str) -> None:
    named = [span for span in spans(path) if re.fullmatch(r"[\w.*-]+(/[\w.*-]+)*(/|\.(py|yml|md|csv|toml|lock))", span)]
    named += [span for span in spans(path) if re.fullmatch(r"\.?[a-z][\w.-]*(/[\w.*-]+)+", span)]
    patterns = [re.sub("[A-Z]{4,}", "*", name).rstrip("/") for name in named if not name.startswith(MADE_LATER)]
    known = {name: True for file in files() for name in (file, Path(file).name)}
    assert [p for p in patterns if p not in known and ("*" not in p or not list(ROOT.glob(p)))] == []


@pytest.mark.parametrize("path", DOCS)
def test_every_link_leads_somewhere(path: str) -> None:
    dead = []
    for target in re.findall(r"\]\(([^)]+)\)", prose(path)):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        goal = ((ROOT / path).parent / file).resolve() if file else ROOT / path
        headings = re.findall(r"^#+ (.*)$", goal.read_text("utf-8"), re.M) if goal.suffix == ".md" else []
        if not goal.exists() or (anchor and anchor not in map(slug, headings)):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("path", DOCS)
def test_every_name_in_code_marks_is_used_in_the_repository(path: str) -> None:
    sources = [text(file) for file in files() if file.endswith((".py", ".yml", "Makefile", ".toml"))]
    used = set(re.findall(r"[A-Za-z0-9_]+", "\n".join([*sources, *files()])))
    names = {name for span in spans(path) for name in re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", span)}
    assert names - used == set()


@pytest.mark.parametrize("path", DOCS)
def test_every_field_named_exists(path: str) -> None:
    known = {field.key for field in load_catalog().fields}
    assert set(re.findall(r"\b(?:plans|sales_decline)\.[a-z0-9_]+", text(path))) - known == set()


def test_the_profile_lists_every_field_with_its_label_kind_and_question() -> None:
    listed = [(row[0], row[1], row[2], row[6]) for row in table_with("docs/profile.md", "key") if len(row) == 7]
    fields = [(f.key, f.label, f.kind, "no" if f.question is None else "yes") for f in load_catalog().fields]
    assert sorted(listed) == sorted(fields)


def test_the_profile_lists_the_values_of_every_field_that_has_some() -> None:
    listed = {row[0]: tuple(row[1].split(", ")) for row in table_with("docs/profile.md", "key") if len(row) == 2}
    assert listed == {field.key: field.values for field in load_catalog().fields if field.values}


def test_the_profile_lists_every_kind_and_whether_it_takes_a_range() -> None:
    listed = {row[0]: row[2] == "yes" for row in table_with("docs/profile.md", "kind")}
    assert listed == {kind: kind in RANGED for kind in get_args(FieldKind)}


@pytest.mark.parametrize("path", PAIRS[0])
def test_the_readme_lists_every_programme_with_its_frames(path: str) -> None:
    listed = [(row[0], tuple(re.findall(r"`(\w+)`", row[1]))) for row in table_with(path, "programme", "制度")]
    programmes = [p for p in load_catalog().programmes if p.edition == "2021"]
    assert [frames for _, frames in listed] == [tuple(frame.id for frame in p.frames) for p in programmes]
    assert [name for name, _ in listed] == [p.name for p in programmes]


@pytest.mark.parametrize("path", CATALOG_DOCS)
def test_every_predicate_is_described_with_an_example_that_can_be_loaded(path: str) -> None:
    rows = table_with(path, "predicate", "述語")
    builder = Builder(path)
    built = {row[0]: builder.build(yaml.compose(row[1].strip("`")), Test) for row in rows}
    assert builder.problems == []
    assert {name: type(test) for name, test in built.items()} == PREDICATES


@pytest.mark.parametrize("path", CATALOG_DOCS)
def test_every_key_of_the_catalogue_is_described(path: str) -> None:
    classes = [cls for schema in catalog_schemas().values() for name, cls in schema["$defs"].items() if name != "Test"]
    keys = {key for cls in classes for key in cls["properties"]}
    assert keys - {word for span in spans(path) for word in re.findall(r"\w+", span)} == set()


@pytest.mark.parametrize("path", CATALOG_DOCS)
def test_every_excerpt_stands_in_the_file_it_names(path: str) -> None:
    for body in (body for language, body in fences(path) if language == "yaml"):
        name, *lines = [line.strip() for line in body.splitlines()]
        rest = "\n".join(line.strip() for line in text(name.removeprefix("# ")).splitlines())
        for part in "\n".join(lines).split(f"\n{CUT}\n"):
            assert part in rest
            rest = rest.partition(part)[2]


@pytest.mark.parametrize(("old", "new"), MISTAKES)
def test_validate_prints_the_message_shown_for_a_mistake(
    old: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog") / "2021/programmes/kodo_renkei.yml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert main(["validate", "--catalog", str(tmp_path / "catalog")]) == 2
    printed = [re.sub(r":\d+:", ":", line, count=1) for line in capsys.readouterr().err.splitlines()]
    shown = {row[0]: row[1].strip("`") for row in table_with(CATALOG_DOCS[0], "you wrote")}
    assert re.sub(r":\d+:", ":", shown[new], count=1) in printed


@pytest.mark.parametrize("path", SCENARIO_DOCS)
def test_the_columns_of_scenario_sheets_are_described_in_their_order(path: str) -> None:
    assert tuple(row[0] for row in table_with(path, "column", "列")) == HEADER


def test_the_rows_shown_stand_in_a_scenario_sheet() -> None:
    sheets = (ROOT / "data/scenarios").glob("*.csv")
    rows = {line for sheet in sheets for line in sheet.read_text("utf-8-sig").splitlines()}
    shown = [line for language, body in fences(SCENARIO_DOCS[0]) if language == "csv" for line in body.splitlines()]
    assert set(shown) <= rows


def test_the_modules_are_listed_in_the_order_of_imports() -> None:
    listed: set[str] = set()
    for path, _ in table_with("docs/architecture.md", "module"):
        top = [node for node in ast.parse(text(path)).body if isinstance(node, ast.ImportFrom)]
        imported = {str(node.module).replace(".", "/") for node in top if str(node.module).startswith("subsidy.")}
        assert {name for name in imported if (ROOT / f"{name}.py").exists()} <= listed, path
        listed.add(path.removesuffix(".py"))
