"""The owners: enough of them, each with its trap, and with other figures for each seed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from bot.coaching.data import PERSONAS, data
from bot.coaching.persona import MONTHS, Persona, PersonaError, load_personas, profile_of, shuffled
from subsidy import Call, Engine, State, Status, Verdict

SEEDS = range(1, 21)


def judged(persona: Persona, engine: Engine) -> Mapping[str, Verdict]:
    return engine.assess(profile_of(persona.facts, engine), persona.at, (persona.edition,)).verdicts


def test_there_are_twelve_owners_and_both_editions(personas: Mapping[str, Persona], engine: Engine) -> None:
    assert len(personas) >= 12
    assert {one.edition for one in personas.values()} == {"2021", "2026"}
    fitting = {
        edition: {
            verdict.programme.id
            for one in personas.values()
            if one.edition == edition
            for verdict in judged(one, engine).values()
            if verdict.status is Status.ELIGIBLE and verdict.call.state is Call.OPEN
        }
        for edition in ("2021", "2026")
    }
    assert len(fitting["2021"]) >= 5
    assert len(fitting["2026"]) >= 6


def test_the_big_line_needs_a_bank_that_nobody_has_asked(personas: Mapping[str, Persona], engine: Engine) -> None:
    verdict = judged(personas["big_line"], engine)["saikouchiku_tsujo"]
    assert verdict.bank_required
    assert any(one.id == "bank_joins_plan" and one.state is State.UNKNOWN for one in verdict.criteria)


def test_the_furniture_chain_is_midsize(personas: Mapping[str, Persona], engine: Engine) -> None:
    verdict = judged(personas["midsize"], engine)["saikouchiku_tsujo"]
    assert [tariff.id for tariff in verdict.computed.tariffs] == ["mid"]


def test_the_bar_has_no_capital(personas: Mapping[str, Persona]) -> None:
    assert "capital_yen" not in personas["bar"].facts
    assert personas["bar"].facts["legal_form"] == "個人事業主"
    assert personas["bar"].voice == "dialect"


def test_the_wholesaler_is_small_by_its_headcount_only(personas: Mapping[str, Persona], engine: Engine) -> None:
    owner = personas["wholesale"]
    assert judged(owner, engine)["it_b"].status is Status.ELIGIBLE
    more = profile_of({**owner.facts, "employees": 101}, engine)
    assert engine.assess(more, owner.at, ("2021",)).verdicts["it_b"].status is Status.INELIGIBLE


def test_the_inn_meets_the_sales_test_by_its_best_months_only(personas: Mapping[str, Persona], engine: Engine) -> None:
    owner = personas["inn"]
    months: dict[str, int] = owner.facts[MONTHS]
    assert judged(owner, engine)["saikouchiku_tsujo"].status is Status.ELIGIBLE
    recent = ["2020-10", "2020-11", "2020-12", "2021-01", "2021-02", "2021-03"]
    before = [f"{int(month[:4]) - 1}{month[4:]}" for month in recent]
    for span in (slice(0, 6), slice(0, 3), slice(3, 6)):
        now, then = (sum(months[month] for month in group[span]) for group in (recent, before))
        assert now > then * 0.9, span


def test_the_joiner_asks_for_a_call_that_is_closed(personas: Mapping[str, Persona], engine: Engine) -> None:
    verdict = judged(personas["successor"], engine)["shokei_ma_succession"]
    assert (verdict.status, verdict.call.state) == (Status.ELIGIBLE, Call.CLOSED)


def test_the_supermarket_fits_nothing(personas: Mapping[str, Persona], engine: Engine) -> None:
    assert {verdict.status for verdict in judged(personas["big_store"], engine).values()} == {Status.INELIGIBLE}


def test_one_owner_is_upset_and_holds_back(personas: Mapping[str, Persona]) -> None:
    assert personas["angry_diner"].voice == "upset"
    assert personas["angry_diner"].refuses


def test_no_persona_stores_a_verdict() -> None:
    for path in PERSONAS.glob("*.yml"):
        assert not {"verdicts", "expected", "status", "score"} & yaml.safe_load(path.read_text("utf-8")).keys()


@pytest.mark.parametrize("seed", SEEDS)
def test_other_figures_stay_within_what_the_owner_allows(
    seed: int, personas: Mapping[str, Persona], engine: Engine
) -> None:
    for one in personas.values():
        other = shuffled(one, seed)
        assert other == shuffled(one, seed)
        for key, (low, high, step) in one.shuffle.items():
            if key != MONTHS:
                assert low <= other.facts[key] <= high
                assert (other.facts[key] - low) % step == 0
        assert {key for key in one.facts if one.facts[key] != other.facts[key]} <= {*one.shuffle}
        profile_of(other.facts, engine)


def test_other_figures_lead_to_other_verdicts(personas: Mapping[str, Persona], engine: Engine) -> None:
    """What fits is computed for each seed: at some owner it turns within a few of them."""
    turned = 0
    for one in personas.values():
        found = {
            tuple(verdict.status for verdict in judged(shuffled(one, seed), engine).values()) for seed in (0, *SEEDS)
        }
        turned += len(found) > 1
    assert turned >= 5


def test_other_figures_change_the_estimates(personas: Mapping[str, Persona], engine: Engine) -> None:
    tsujo = {
        judged(shuffled(personas["press"], seed), engine)["saikouchiku_tsujo"].computed.estimate_yen for seed in SEEDS
    }
    assert len(tsujo) > 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("voice: polite", "voice: whispering"),
        ("industry: 製造業", "industry: 宇宙業"),
        ("capital_yen: 12000000", "capital_yen: -1"),
        ("vague: [capital_yen", "vague: [no_such_field"),
        ('opening: "', 'opening: "{no_such_field}'),
        ("trap: ", "trick: "),
    ],
)
def test_a_persona_with_a_mistake_is_refused_with_its_file(old: str, new: str, tmp_path: Path, engine: Engine) -> None:
    text = (PERSONAS / "01_press.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "01_press.yml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PersonaError, match="01_press.yml"):
        load_personas(engine, tmp_path)


def test_every_day_of_an_owner_lies_in_the_time_of_his_edition(personas: Mapping[str, Persona]) -> None:
    for one in personas.values():
        assert dt.date(int(one.edition), 1, 1) <= one.on <= dt.date(int(one.edition), 12, 31)


def test_every_voice_has_the_same_words() -> None:
    voices = data("voices")["voices"].values()
    assert len({frozenset(voice) for voice in voices}) == 1
