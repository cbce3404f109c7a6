"""The second way to practise: an interview by the engine itself, in which the trainee foretells each next question."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.coaching.data import words
from bot.coaching.gaps import Stop, course, fields_of
from bot.coaching.hear import hear, topics
from bot.coaching.owner import Owner
from bot.coaching.persona import Persona
from subsidy import Engine

CHOICES = 4
RIGHT, FINE, WRONG = "right", "fine", "wrong"
POINTS = {RIGHT: 2, FINE: 1, WRONG: 0}
WHY_POINT = 1


@dataclass(frozen=True)
class Step:
    """One question to foretell: topics and programmes to choose from, and what is right."""

    number: int
    most: int
    stop: Stop
    choices: tuple[str, ...]
    programmes: Mapping[str, str]
    decided: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A step that was answered: how good the question was, whether the reason was right, what the owner says."""

    step: Step
    topic: str | None
    result: str
    why_is_right: bool
    answer: str


class Watch:
    """The interview of one owner."""

    def __init__(self, persona: Persona, engine: Engine, seed: int) -> None:
        self.persona = persona
        self._engine = engine
        self._owner = Owner(persona, engine)
        self._programmes = {
            rule.frame.id: (rule.programme.id, rule.programme.name) for rule in engine.rules((persona.edition,))
        }
        stops = course(persona, engine)
        self.steps = [self._step(number, stop, stops, seed) for number, stop in enumerate(stops, 1)]

    @property
    def opening(self) -> str:
        """What the owner says unprompted."""
        return self.persona.words(self.persona.opening, self._engine)

    def mark(self, number: int, given: Mapping[str, str]) -> Marked:
        """Judge the answer to a step: ``topic`` chosen, or ``text`` in words; ``why`` is a programme's id."""
        step = self.steps[number]
        topic = self._topic(given)
        result = RIGHT if topic == step.stop.topic else FINE if topic in step.stop.also_open else WRONG
        told = topics()[step.stop.topic]
        fields = tuple(key for key in fields_of(told.id, self.persona) if key in self.persona.facts)
        answer = self._owner.tells(told, fields or told.fields, True, False, False)
        return Marked(step, topic, result, given.get("why", "") in step.decided, answer)

    def score(self, answers: Sequence[Mapping[str, str]]) -> int:
        """From 0 to 100: two points for each question, one for each reason."""
        most = len(self.steps) * (POINTS[RIGHT] + WHY_POINT)
        marked = [self.mark(number, given) for number, given in enumerate(answers[: len(self.steps)])]
        reached = sum(POINTS[one.result] + (WHY_POINT if one.why_is_right else 0) for one in marked)
        return 100 * reached // most if most else 100

    def question(self, topic: str) -> str:
        """How a topic is asked for."""
        field = self._engine.fields.get(topic)
        asked = None if field is None else field.question
        return asked or words()["watch"]["asks"].get(topic) or words()["watch"]["ask"].format(name=topics()[topic].name)

    def _topic(self, given: Mapping[str, str]) -> str | None:
        """What was chosen, or the first topic of a question in words."""
        if given.get("text"):
            named = [topic for one in hear(given["text"]).sentences for topic in one.topics]
            return named[0] if named else None
        return given.get("topic") or None

    def _step(self, number: int, stop: Stop, stops: Sequence[Stop], seed: int) -> Step:
        dice = random.Random(f"{self.persona.id}:{seed}:{number}")
        done = {one.topic for one in stops[: number - 1]}
        useless = [
            name for name in topics() if name not in {stop.topic, *stop.also_open, *done} and name in self._askable
        ]
        open_ones = list(stop.also_open)
        dice.shuffle(open_ones)
        dice.shuffle(useless)
        others = [*open_ones[:1], *useless][: CHOICES - 1]
        choices = [stop.topic, *others]
        dice.shuffle(choices)
        decided = tuple(dict.fromkeys(self._programmes[frame][0] for frame in stop.frames))
        shown = dict(self._programmes.values())
        return Step(number, len(stops), stop, tuple(choices), shown, decided)

    @property
    def _askable(self) -> frozenset[str]:
        fields = self._engine.fields
        return frozenset(key for key in topics() if key in fields and fields[key].question is not None)
