"""「いくら？」 on a programme: for whom each rate is, how far it reaches, and what is noted."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import jinja2
import pytest

from actions.tariffs import amount_rows, condition, rate_words
from actions.texts import FOLDER, texts
from subsidy import Engine
from subsidy.model import Frame, Programme
from subsidy.predicate import All, Any, AtLeast, AtMost, ClassIn, CodesAtLeast, IsTrue, LessThan, Not, Test
from subsidy.source import Source
from subsidy.tariff import Rate
from subsidy.wording import format_yen

from .conftest import Talk

SOURCE = Source("kanto_2021", "表")
Lines = Callable[[str], list[str]]
SMALL = ClassIn("small_2026", ("small",))


@pytest.fixture
def amount(talk_today: Talk) -> Lines:
    """The answer to 「いくら？」 on a programme, today, line by line."""

    talk_today.starts()

    def ask(programme: str) -> list[str]:
        messages = talk_today.does("ask_amount", slots={"programme": programme})
        return next(text for text in (message.text for message in messages) if text).splitlines()

    return ask


def below(lines: list[str], frame: str) -> list[str]:
    """The lines under the name of a frame, up to the next."""
    rest = lines[lines.index(f"◇ {frame}") + 1 :]
    end = next((at for at, line in enumerate(rest) if line.startswith("◇ ")), len(rest))
    return rest[:end]


def test_every_rate_is_told_with_those_it_is_for_and_where_it_falls(amount: Lines) -> None:
    assert below(amount("saikouchiku"), "通常枠")[:2] == [
        "・中小企業：補助率2/3、下限100万円、上限6,000万円",
        "・中堅企業：補助率1/2（補助額が4,000万円を超える部分は1/3）、下限100万円、上限8,000万円",
    ]


def test_caps_by_headcount_are_told_with_the_headcounts(amount: Lines) -> None:
    lines = below(amount("saikouchiku"), "緊急事態宣言特別枠")
    assert lines[:3] == [
        "・中小企業：補助率3/4、下限100万円",
        "・中堅企業：補助率2/3、下限100万円",
        "・上限：従業員5人以下が500万円、6〜20人が1,000万円、21人以上が1,500万円",
    ]


def test_a_sum_that_has_to_be_exceeded_is_told_so(amount: Lines) -> None:
    assert below(amount("saikouchiku"), "卒業枠")[0] == "・補助率2/3、6,000万円を超える額から、上限1億円"


def test_the_same_share_up_to_different_sums_is_told_apart(amount: Lines) -> None:
    only_one = "会計・受発注・決済の機能の数が1つだけの場合"
    assert below(amount("digital_ai_2026"), "インボイス枠（インボイス対応類型）")[:5] == [
        f"・小規模事業者で、{only_one}：補助率4/5、上限50万円",
        f"・{only_one}：補助率3/4、上限50万円",
        "・小規模事業者：補助率4/5（補助額が50万円を超える部分は2/3）、上限350万円",
        "・それ以外：補助率3/4（補助額が50万円を超える部分は2/3）、上限350万円",
        "（上から見て、最初に当てはまる行の額です）",
    ]


def test_a_rate_for_what_is_planned_is_told_with_it(amount: Lines) -> None:
    assert below(amount("sabisapo"), "サビサポ")[:2] == [
        "・AIやIoTなどの先端技術を使う場合：補助率2/3、上限3,000万円",
        "・それ以外：補助率1/2、上限3,000万円",
    ]


def test_caps_by_the_people_whose_wage_is_raised_are_told_with_their_number(amount: Lines) -> None:
    first = below(amount("gyomu_kaizen"), "50円コース")[0]
    assert first.startswith("・社内で一番低い時給が1,050円未満の場合：補助率4/5、")
    assert "賃上げをする人が1人なら40万円（従業員30人以上は30万円）" in first
    assert first.endswith("、10人以上なら130万円")


def test_what_is_not_known_is_told_as_unknown(amount: Lines) -> None:
    assert below(amount("safetynet_5"), "別枠保証")[0] == "・80%保証、限度額は未確認"
    assert below(amount("shokei_ma"), "専門家活用枠")[0] == "・補助率は未確認、上限600万円"


def test_a_step_that_is_not_sure_is_told_so(amount: Lines) -> None:
    told = below(amount("shoryokuka_general"), "一般型")[0]
    assert "1,500万円を超える部分は1/3とする資料がありますが、今も同じかどうかは未確認です" in told


def frames(engine: Engine) -> list[tuple[Programme, Frame]]:
    return [(programme, frame) for programme in engine.catalog.programmes for frame in programme.frames]


def test_every_note_rate_and_cap_of_every_frame_is_told(engine: Engine, amount: Lines) -> None:
    for programme in engine.catalog.programmes:
        told = "\n".join(amount(programme.id))
        for frame in programme.frames:
            tariffs = frame.amount.tariffs
            wanted = [note.text for note in frame.amount.notes] + [one.text for one in frame.amount.specials]
            wanted += [texts().yen(one.cap.yen) for one in tariffs if one.cap is not None]
            wanted += [format_yen(band.yen) for one in tariffs for band in one.cap_bands]
            wanted += [format_yen(step.above_subsidy_yen) for one in tariffs for step in one.steps]
            assert [text for text in wanted if text not in told] == [], frame.id


def test_every_tariff_but_the_last_says_for_whom_it_is(engine: Engine) -> None:
    for _, frame in frames(engine):
        rows = amount_rows(frame.amount, engine.fields, format_yen)["tariffs"]
        assert all(row["when"] for row in rows[:-1]), frame.id
        parts = [part for row in rows for part in row["when"]]
        assert "other" not in {part["kind"] for part in parts}, frame.id


@pytest.mark.parametrize(
    ("test", "told"),
    [
        (SMALL, "小規模事業者"),
        (ClassIn("saikouchiku_size", ("sme", "mid")), "中小企業・中堅企業"),
        (IsTrue("plans.ai_iot"), "AIやIoTなどの先端技術を使う場合"),
        (AtLeast("employees", Fraction(6)), "従業員数が6人以上の場合"),
        (LessThan("company.lowest_hourly_wage_yen", Fraction(1050)), "社内で一番低い時給が1,050円未満の場合"),
        (Not(LessThan("plans.wage_growth_pct", Fraction(7, 2))), "1人当たり給与の年平均の伸びが3.5%以上の場合"),
        (
            All((AtMost("plans.invoice_functions", Fraction(1)), SMALL)),
            "小規模事業者で、会計・受発注・決済の機能の数が1つだけの場合",
        ),
        (
            CodesAtLeast("plans.it_tool_process_codes", "plans.it_tool_processes", 4),
            "ITツールの業務の種類が4つ以上の場合",
        ),
        (
            Any((IsTrue("plans.ai_iot"), AtLeast("employees", Fraction(6)))),
            "「AI・IoTなどの先端技術の活用」「従業員数」の条件に合う場合",
        ),
    ],
)
def test_a_condition_is_told_in_owners_words(engine: Engine, test: Test, told: str) -> None:
    loader = jinja2.FileSystemLoader(FOLDER)
    words = jinja2.Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, autoescape=True)
    say = '{% from "programme_words.ja.j2" import condition %}{{ condition(parts) }}'
    assert words.from_string(say).render(parts=condition(test, engine.fields)) == told


@pytest.mark.parametrize(
    ("value", "words", "told"),
    [
        (Fraction(2, 3), None, "2/3"),
        (None, "定額", "定額"),
        (None, None, None),
        (Fraction(1, 2), "以内", "1/2（以内）"),
        (Fraction(1, 2), "1/2以内", "1/2以内"),
    ],
)
def test_a_rate_is_told_with_the_words_that_belong_to_it(
    value: Fraction | None, words: str | None, told: str | None
) -> None:
    assert rate_words(Rate(value, SOURCE, words)) == told
