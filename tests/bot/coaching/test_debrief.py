"""The score: who does all that the rules ask for gets 100, and every kind of mistake lowers it and is named."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

import pytest

from bot.coaching.debrief import is_near
from bot.coaching.persona import Persona, shuffled
from bot.coaching.report import report
from subsidy import Engine
from tests.bot.coaching.trainee import BANK, NOTHING, ORDERS, PLAN, Script, held, perfect, sentence, truth

NAMES = (
    *("press", "big_line", "midsize", "bar", "wholesale", "inn", "successor", "big_store", "angry_diner", "cafe"),
    *("accounting_office", "foundry", "network", "packing"),
)


def test_every_owner_is_tried(personas: Mapping[str, Persona]) -> None:
    assert {*NAMES} == {*personas}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_who_does_all_the_rules_ask_for_gets_100_and_who_says_nothing_next_to_nothing(
    name: str, seed: int, personas: Mapping[str, Persona], engine: Engine
) -> None:
    owner = shuffled(personas[name], seed)
    _, best = held(owner, engine, perfect(owner, engine).lines)
    assert [one.kind for one in best.findings if not one.good] == []
    assert best.score == 100
    _, nothing = held(owner, engine, [])
    assert nothing.score <= 5


@pytest.mark.parametrize("name", NAMES)
def test_the_same_talk_gets_the_same_debrief(name: str, personas: Mapping[str, Persona], engine: Engine) -> None:
    owner = shuffled(personas[name], 7)
    lines = perfect(owner, engine).lines[::2]
    (_, first), (_, second) = held(owner, engine, lines), held(owner, engine, lines)
    assert report(first, owner, engine) == report(second, owner, engine)


Change = Callable[[Script, Persona, Engine], None]


def drop_question(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.questions = [line for line in script.questions if "3か月の売上" not in line]


def stay_rough(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.questions = [line for line in script.questions if "正確な" not in line]


def ask_needlessly(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.questions.append("時短営業の影響はありましたか。")


def ask_too_exactly(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.questions.insert(2, "正確な従業員数を教えてください。")


def ask_again(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.questions.append(PLAN)


def recommend_what_fails(script: Script, owner: Persona, engine: Engine) -> None:
    frame = truth(owner, engine)["jizokuka_tsujo"]
    script.verdicts["jizokuka_tsujo"] = f"{frame.programme.name}の{frame.frame.name}がおすすめです。"


def refuse_what_fits(script: Script, owner: Persona, engine: Engine) -> None:
    frame = truth(owner, engine)["monozukuri_tsujo"]
    script.verdicts["monozukuri_tsujo"] = f"{frame.programme.name}の{frame.frame.name}は対象外です。"


def miss_what_fits(script: Script, _owner: Persona, _engine: Engine) -> None:
    del script.verdicts["monozukuri_tsujo"]


def name_no_frame(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.verdicts = {"": "ものづくり補助金がおすすめです。"}


def say_nothing_fits(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.warnings.append(NOTHING)


def tell_a_wrong_amount(script: Script, owner: Persona, engine: Engine) -> None:
    verdict = truth(owner, engine)["saikouchiku_tsujo"]
    script.verdicts["saikouchiku_tsujo"] = sentence(verdict, lambda yen: yen * 2)


def tell_no_amount(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.verdicts["saikouchiku_tsujo"] = script.verdicts["saikouchiku_tsujo"].partition("。")[0] + "。"


def forget_the_bank(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.warnings.remove(BANK)


def forget_deadlines(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.warnings = [line for line in script.warnings if "締め切り" not in line]


def tell_a_wrong_day(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.warnings = ["締め切りは5月31日です。" if "第1回公募の締め切り" in line else line for line in script.warnings]


def forget_a_promise(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.warnings = [line for line in script.warnings if "認定" not in line]


def guess(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.questions = []


def forget_orders(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.warnings.remove(ORDERS)


def forget_form4(script: Script, _owner: Persona, _engine: Engine) -> None:
    script.warnings = [line for line in script.warnings if "様式4" not in line]


def recommend_what_is_closed(script: Script, owner: Persona, engine: Engine) -> None:
    verdict = truth(owner, engine)["shokei_ma_succession"]
    script.verdicts["shokei_ma_succession"] = f"{verdict.programme.name}の{verdict.frame.name}がおすすめです。"


def leave_the_wish_unanswered(script: Script, _owner: Persona, _engine: Engine) -> None:
    del script.verdicts["jizokuka_tsujo"]


def leave_nothing_unsaid(script: Script, _owner: Persona, _engine: Engine) -> None:
    del script.verdicts[""]


def be_too_sure(script: Script, owner: Persona, engine: Engine) -> None:
    verdict = truth(owner, engine)["it_a"]
    script.verdicts["it_a"] = f"{verdict.programme.name}のA類型がおすすめです。"


MISTAKES: list[tuple[str, Change, str]] = [
    ("big_line", drop_question, "not_asked"),
    ("big_line", stay_rough, "rough"),
    ("big_line", ask_needlessly, "needless"),
    ("big_line", ask_again, "again"),
    ("big_line", ask_too_exactly, "needless_exact"),
    ("big_line", recommend_what_fails, "wrong_fits"),
    ("big_line", refuse_what_fits, "wrong_fails"),
    ("big_line", miss_what_fits, "missed"),
    ("big_line", name_no_frame, "no_frame"),
    ("big_line", say_nothing_fits, "nothing_wrong"),
    ("big_line", tell_a_wrong_amount, "wrong_amount"),
    ("big_line", tell_no_amount, "no_amount"),
    ("big_line", forget_the_bank, "bank_untold"),
    ("big_line", forget_deadlines, "deadline_untold"),
    ("big_line", tell_a_wrong_day, "deadline_wrong"),
    ("big_line", forget_a_promise, "todo_untold"),
    ("big_line", guess, "unproven"),
    ("angry_diner", forget_orders, "orders_untold"),
    ("angry_diner", forget_form4, "gate_untold"),
    ("successor", recommend_what_is_closed, "closed"),
    ("big_store", leave_the_wish_unanswered, "unanswered"),
    ("big_store", leave_nothing_unsaid, "nothing_untold"),
    ("wholesale", be_too_sure, "too_sure"),
]


WITHOUT_SOURCE = {
    *("needless", "needless_exact", "again", "no_frame", "nothing_wrong", "nothing_untold", "rough", "not_asked"),
}


@pytest.mark.parametrize(("name", "change", "kind"), MISTAKES, ids=[mistake[1].__name__ for mistake in MISTAKES])
def test_a_mistake_lowers_the_score_and_is_named_with_its_source(
    name: str, change: Change, kind: str, personas: Mapping[str, Persona], engine: Engine
) -> None:
    owner = personas[name]
    script = perfect(owner, engine)
    change(script, owner, engine)
    _, result = held(owner, engine, script.lines)
    assert result.score < 100
    told = report(result, owner, engine)["bad"]
    assert kind in [one["kind"] for one in told]
    for one in told:
        assert "{" not in one["text"]
        if one["kind"] not in WITHOUT_SOURCE:
            assert one["reasons"], one
            assert all(reason["source"] for reason in one["reasons"])


def test_politeness_is_not_judged(personas: Mapping[str, Persona], engine: Engine) -> None:
    owner = personas["press"]
    lines = perfect(owner, engine).lines
    rude = [line.replace("教えてください。", "さっさと教えて。").replace("ですか。", "？") for line in lines]
    assert rude != lines
    assert held(owner, engine, ["よろしくお願いいたします。", *lines])[1].score == 100
    assert held(owner, engine, rude)[1].score == 100


def test_needless_questions_cost_ten_points_at_most(personas: Mapping[str, Persona], engine: Engine) -> None:
    owner = personas["press"]
    script = perfect(owner, engine)
    script.questions += ["海外への展開はお考えですか。"] * 30
    assert held(owner, engine, script.lines)[1].score == 90


def test_more_facts_never_lower_the_part_of_the_facts(personas: Mapping[str, Persona], engine: Engine) -> None:
    owner = personas["inn"]
    script = perfect(owner, engine)
    shares = [
        next(part.share for part in held(owner, engine, script.questions[:count])[1].parts if part.name == "facts")
        for count in range(len(script.questions) + 1)
    ]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_an_amount_by_mouth_may_be_rounded_to_ten_thousand_yen_or_one_percent() -> None:
    assert is_near(460_000, 466_666)
    assert is_near(10_000_000, 10_090_000)
    assert not is_near(450_000, 466_666)
    assert not is_near(20_000_000, 16_000_000)


def test_what_an_owner_does_not_know_is_no_gap(personas: Mapping[str, Persona], engine: Engine) -> None:
    owner = personas["press"]
    facts = {key: value for key, value in owner.facts.items() if key != "planned_investment_yen"}
    without = dataclasses.replace(owner, facts=facts, vague=owner.vague - {"planned_investment_yen"})
    talk, _ = held(without, engine, ["費用はどれくらいかかりそうですか"])
    assert "planned_investment_yen" in talk.record.knowledge.nobody_knows
    _, result = held(without, engine, perfect(without, engine).lines)
    assert not [one for one in result.findings if one.gap is not None]
