"""The bundle: small, complete, with names that change with the content."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from widget.build import FOLDER, BuildError, build, bundle, minify_css, minify_js

BUDGET = 25 * 1024
SOURCES = sorted((FOLDER / "src").glob("*.js"))
WORDS = {lang: json.loads((FOLDER / f"{lang}.json").read_text("utf-8")) for lang in ("ja", "en")}
UNWANTED = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "DOMParser",
    "://",
)
# Said to the bot, which understands Japanese only, or titles of the bot's own buttons, or units it reads.
JAPANESE_ONLY = {
    "say_edit",
    "say_office",
    "card_lines",
    "quiet_titles",
    "units_yen",
    "units_people",
    "units_percent",
    "working_product",
}


def test_script_and_styles_stay_below_25_kilobytes_gzipped() -> None:
    files = [asset for asset in build().values() if asset.name.endswith(".js") or asset.name.startswith("en-")]
    assert sum(len(asset.compressed) for asset in files) <= BUDGET
    assert all(gzip.decompress(asset.compressed) == asset.content for asset in files)


def test_building_twice_gives_the_same_files() -> None:
    assert build() == build()


def test_the_loader_brings_the_bundle_of_the_same_build() -> None:
    assets = build()
    (named,) = re.findall(rb"hojo-navi-\w{12}\.js", assets["hojo-navi.js"].content)
    assert assets[named.decode()].lasting
    assert not assets["hojo-navi.js"].lasting


def test_another_content_gets_another_name(tmp_path: Path) -> None:
    for part in ("src", "pages"):
        (tmp_path / part).mkdir()
        for path in (FOLDER / part).iterdir():
            (tmp_path / part / path.name).write_bytes(path.read_bytes())
    for name in ("ja.json", "en.json", "style.css"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    same = set(build(tmp_path))
    (tmp_path / "style.css").write_text(".root { color: red }")
    assert same == set(build())
    assert len(same - set(build(tmp_path))) == 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_source_makes_markup_or_code_from_text(path: Path) -> None:
    text = path.read_text("utf-8").replace('"http://www.w3.org/2000/svg"', "")
    for unwanted in UNWANTED:
        assert unwanted not in text
    # Its own words are in the JSON files; what stands here are marks of the bot's texts and units.
    code = "\n".join(line for line in text.splitlines() if not line.strip().startswith("//"))
    assert re.findall(r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]{2,}", code) == []


@pytest.mark.parametrize("name", ["index.html", "embed.html"])
def test_the_pages_have_nothing_inline_and_nothing_from_elsewhere(name: str) -> None:
    text = (FOLDER / "pages" / name).read_text("utf-8")
    assert "//" not in text.replace("</", "")
    assert re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]+src=)", text) is None


def test_every_word_that_is_used_exists_and_every_word_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCES)
    used = set(re.findall(r'[tT]ell(?:\.list)?\(\s*"(\w+)"', code))
    computed = re.compile(
        r"^card_lines$|^(from_|tool_|status_|call_|state_|why_|units_)|^(offline|unavailable|rate_limited|expired|erased|erased_elsewhere)$"
    )
    quoted = set(re.findall(r'"(\w+)"', code))
    assert used - set(WORDS["ja"]) == set()
    assert {key for key in WORDS["ja"] if key not in quoted and not computed.match(key)} == set()


def test_english_says_everything_but_what_only_the_bot_reads() -> None:
    assert set(WORDS["ja"]) - set(WORDS["en"]) == JAPANESE_ONLY
    assert set(WORDS["en"]) <= set(WORDS["ja"])


@pytest.mark.parametrize("key", sorted(WORDS["en"]))
def test_both_languages_take_the_same_values(key: str) -> None:
    japanese, english = (set(re.findall(r"\{(\w+)\}", str(words[key]))) for words in WORDS.values())
    assert japanese == english


def test_bubbles_of_the_widget_are_short() -> None:
    assert [key for key, text in WORDS["ja"].items() if isinstance(text, str) and len(text) > 120] == []


def test_modules_come_before_those_that_import_them(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text('import { b } from "./b.js";\nexport const a = b + N;\n')
    (tmp_path / "b.js").write_text('import { N } from "./built.js";\n// a comment\nexport const b = N;\n')
    assert bundle(tmp_path, "main.js", {"N": 1}).decode() == "const N=1;\nconst b = N;\nconst a = b + N;"


@pytest.mark.parametrize(
    "module",
    ["const a = 1;\n", "const b = `\n`;\n", 'import * as c from "./c.js";\n', "/* c */\n", "export default 1;\n"],
)
def test_what_cannot_be_bundled_is_refused(tmp_path: Path, module: str) -> None:
    (tmp_path / "main.js").write_text('import { b } from "./b.js";\nconst a = 1;\n')
    (tmp_path / "b.js").write_text(module)
    with pytest.raises(BuildError):
        bundle(tmp_path, "main.js", {})


def test_line_ends_that_scripts_do_not_allow_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text("")
    assert b"\\u2028" in bundle(tmp_path, "main.js", {"A": "\u2028"})


def test_minified_code_keeps_addresses_and_selectors() -> None:
    assert minify_js('  const a = "https://x"; \n\n  // gone\n  b();\n') == 'const a = "https://x";\nb();'
    assert minify_css("/* gone */\na :hover,\nb {\n  color: red;\n}\n") == "a :hover, b{color: red}"
