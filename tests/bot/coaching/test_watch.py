"""The second mode: the engine's own questions are foretold."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.coaching.gaps import course
from bot.coaching.hear import topics
from bot.coaching.persona import Persona, shuffled
from bot.coaching.watch import CHOICES, Watch
from subsidy import Engine


@pytest.mark.parametrize("seed", [0, 5])
def test_who_foretells_everything_gets_100_and_who_foretells_nothing_0(
    seed: int, personas: Mapping[str, Persona], engine: Engine
) -> None:
    for one in personas.values():
        watch = Watch(shuffled(one, seed), engine, seed)
        right = [{"topic": step.stop.topic, "why": step.decided[0]} for step in watch.steps]
        assert watch.score(right) == 100
        assert watch.score([]) == 0
        assert watch.score([{"topic": "", "why": ""}] * len(watch.steps)) == 0


def test_the_steps_are_the_engines_own_way(personas: Mapping[str, Persona], engine: Engine) -> None:
    for one in personas.values():
        steps = Watch(one, engine, 0).steps
        assert [step.stop for step in steps] == course(one, engine)
        assert all(step.stop.frames and step.decided for step in steps)


def test_the_right_question_is_among_the_choices_and_no_choice_stands_twice(
    personas: Mapping[str, Persona], engine: Engine
) -> None:
    places = set()
    for one in personas.values():
        for step in Watch(one, engine, 3).steps:
            assert step.stop.topic in step.choices
            assert len({*step.choices}) == len(step.choices) == CHOICES
            places.add(step.choices.index(step.stop.topic))
    assert len(places) == CHOICES


def test_a_question_in_words_counts_like_a_choice(personas: Mapping[str, Persona], engine: Engine) -> None:
    watch = Watch(personas["press"], engine, 0)
    topic = watch.steps[0].stop.topic
    asked = watch.mark(0, {"text": engine.fields[topic].question or "", "topic": "", "why": ""})
    assert (asked.topic, asked.result) == (topic, "right")
    assert watch.mark(0, {"text": "好きな色は何ですか"}).result == "wrong"


def test_another_useful_question_is_half_right_and_a_useless_one_wrong(
    personas: Mapping[str, Persona], engine: Engine
) -> None:
    watch = Watch(personas["press"], engine, 0)
    step = watch.steps[0]
    assert watch.mark(0, {"topic": step.stop.also_open[0]}).result == "fine"
    useless = next(name for name in step.choices if name not in (step.stop.topic, *step.stop.also_open))
    assert watch.mark(0, {"topic": useless}).result == "wrong"
    assert not watch.mark(0, {"topic": useless, "why": "no_such_programme"}).why_is_right


def test_each_step_has_a_question_and_an_answer(personas: Mapping[str, Persona], engine: Engine) -> None:
    for one in personas.values():
        watch = Watch(one, engine, 0)
        for number, step in enumerate(watch.steps):
            assert watch.question(step.stop.topic)
            assert step.stop.topic in topics()
            assert watch.mark(number, {}).answer
