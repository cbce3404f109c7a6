"""A training conversation: the owner answers what he is asked, and it is kept what the trainee has heard and said.

A talk is a function of the owner and the trainee's lines: the same lines give the same talk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.coaching.claims import Claim, Reader, names_of
from bot.coaching.data import data
from bot.coaching.hear import Heard, Sentence, Topic, forms, hear, topics
from bot.coaching.knowledge import Knowledge
from bot.coaching.owner import Owner
from bot.coaching.persona import MONTHS, Persona
from subsidy import Engine

PLAN = "plan"
MOST_LINES = 80


@dataclass(frozen=True)
class Asked:
    """A topic that was asked about. ``useful``: the answer could still change something.

    ``again``: it was known; ``rough``: it was known roughly.
    """

    topic: str
    line: int
    useful: bool
    again: bool
    rough: bool


@dataclass
class Record:
    """What the debrief looks at."""

    knowledge: Knowledge
    asked: list[Asked] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    vague: set[str] = field(default_factory=set)
    days: list[dt.date] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    nothing_fits: bool = False


class Talk:
    """One conversation with an owner."""

    def __init__(self, persona: Persona, engine: Engine) -> None:
        self.persona = persona
        self.record = Record(Knowledge(persona, engine))
        self.lines = 0
        self._engine = engine
        self._owner = Owner(persona, engine)
        self._names = names_of(engine, persona.edition)
        self._reader = Reader(self._names, persona.on.year)
        self._held_back: list[str] = []
        # What was told roughly just now, which 「正確には?」 is about; and ever, which is told exactly the next time.
        self._just_rough: list[str] = []
        self._ever_rough: set[str] = set()
        self._opened: set[str] = set()
        for key in persona.tells:
            self.record.knowledge.learn(key)

    @property
    def opening(self) -> str:
        """What the owner says unprompted."""
        return self.persona.words(self.persona.opening, self._engine)

    def say(self, text: str) -> str:
        """The owner's answer to a line of the trainee."""
        self.lines += 1
        heard = hear(text)
        self._note(heard)
        asked = self._meant(heard)
        if asked:
            return self._answer(asked, heard)
        return self._react(heard)

    def advise(self, text: str) -> None:
        """Take a text for advice, whatever its form: the list of next steps at the end."""
        heard = hear(text)
        self.record.advice += [one.text for one in heard.sentences]
        self.record.told |= {topic for one in heard.sentences for topic in one.topics}
        self.record.days += self._reader.read([one.text for one in heard.sentences]).days
        self.record.nothing_fits |= heard.nothing_fits

    # What the trainee tells ------------------------------------------------------------------------------------

    def _note(self, heard: Heard) -> None:
        plain = [one.text for one in heard.sentences if not one.asks]
        claimed = [one.text for one in heard.sentences if not one.asks or self._is_offer(one)]
        said = self._reader.read([text for text in claimed if not forms()["nothing"].search(text)])
        self.record.claims |= {claim.frame: self._merged(claim) for claim in said.claims}
        self._has_claimed = bool(said.claims)
        self._vague = [name for name in said.vague if not self._is_settled(name)]
        self.record.vague |= set(said.vague)
        self.record.days += said.days
        self.record.advice += plain
        self.record.told |= {topic for one in heard.sentences if not one.asks for topic in one.topics}
        self.record.nothing_fits |= heard.nothing_fits

    def _is_offer(self, sentence: Sentence) -> bool:
        """Whether a question recommends: 「ものづくり補助金の通常枠はいかがでしょうか」."""
        return bool(forms()["offers"].search(sentence.text)) and bool(self._names.find(sentence.text))

    def _merged(self, claim: Claim) -> Claim:
        known = self.record.claims.get(claim.frame)
        if known is None or claim.yen is not None or known.stance != claim.stance:
            return claim
        return known

    def _is_settled(self, programme: str) -> bool:
        frames = self._names.frames_of(frozenset((programme,)))
        return any(frame in self.record.claims for frame in frames)

    # What the trainee asks -------------------------------------------------------------------------------------

    def _meant(self, heard: Heard) -> list[str]:
        """The topics to answer: those asked, what 「正確には?」 is about, or what was held back until now."""
        questions = [one for one in heard.sentences if one.asks and not self._is_offer(one)]
        asked = list(dict.fromkeys(topic for one in questions for topic in one.topics))
        if asked:
            return asked
        if heard.exact and self._just_rough:
            return list(self._just_rough)
        return list(self._held_back) if heard.explains and self._held_back else []

    def _answer(self, asked: list[str], heard: Heard) -> str:
        useful = self.record.knowledge.useful()
        self._just_rough = []
        parts = [self._of_topic(topics()[name], heard, useful, len(asked) > 1) for name in asked]
        return self._owner.joined(parts)

    def _of_topic(self, topic: Topic, heard: Heard, useful: frozenset[str], several: bool) -> str:
        knowledge, fields = self.record.knowledge, self._fields(topic)
        if self._holds_back(topic, fields, heard):
            self._held_back.append(topic.id)
            return self._owner.voice["refuse"]
        self._held_back = [name for name in self._held_back if name != topic.id]
        open_fields = [key for key in fields if not knowledge.is_settled(key)]
        wanted = any(key in useful for key in open_fields) or topic.id in data("topics")["welcome"]
        again = bool(fields) and not open_fields
        rough_before = any(key in knowledge.rough for key in fields)
        self.record.asked.append(Asked(topic.id, self.lines, wanted and not again, again, rough_before))
        if self._only_in_months(fields):
            return self._owner.only_in_months(topic)
        exact = heard.exact or topic.id in self._ever_rough
        text = self._owner.tells(topic, fields, exact, several, again)
        rough = self._owner.rough_ones(topic, fields, exact)
        for key in fields:
            knowledge.learn(key, rough=key in rough)
        for key in self._owner.besides(topic):
            knowledge.learn(key)
        if rough:
            self._just_rough.append(topic.id)
            self._ever_rough.add(topic.id)
        return text

    def _holds_back(self, topic: Topic, fields: tuple[str, ...], heard: Heard) -> bool:
        """He refuses once, unless he is told why he is asked."""
        held = topic.id in self.persona.refuses or any(key in self.persona.refuses for key in fields)
        if not held or topic.id in self._opened:
            return False
        self._opened.add(topic.id)
        return not heard.explains

    def _fields(self, topic: Topic) -> tuple[str, ...]:
        if topic.id == PLAN:
            wishes: list[str] = data("topics")["wishes"]
            return tuple(key for key in wishes if key in self.persona.facts and key not in self.persona.unsaid)
        return tuple(key for key in topic.fields if len(topic.fields) == 1 or key in self.persona.facts) or topic.fields

    def _only_in_months(self, fields: tuple[str, ...]) -> bool:
        derived: dict[str, str] = data("topics")["derived"]
        asked = [key for key in fields if key in derived]
        return bool(asked) and MONTHS in self.persona.facts and not any(k in self.persona.facts for k in asked)

    # Anything else ---------------------------------------------------------------------------------------------

    def _react(self, heard: Heard) -> str:
        voice = self._owner.voice
        if self._vague:
            return voice["which"].format(programme=self._name(self._vague[0]))
        offered = any(self._is_offer(one) for one in heard.sentences)
        if heard.asks and not heard.chats and not offered:
            return voice["unclear"]
        told = offered or self._has_claimed or any(one.advises for one in heard.sentences) or self._claimed(heard)
        if told or heard.nothing_fits:
            return voice["listens"]
        return voice["chat"] if heard.chats or heard.explains else voice["unclear"]

    def _claimed(self, heard: Heard) -> bool:
        return any(one.topics for one in heard.sentences if not one.asks)

    def _name(self, programme: str) -> str:
        rules = self._engine.rules((self.persona.edition,))
        return next(rule.programme.name for rule in rules if rule.programme.id == programme)


def replay(persona: Persona, engine: Engine, said: list[str]) -> tuple[Talk, list[str]]:
    """The talk that lines of the trainee lead to, with the owner's answer to each."""
    talk = Talk(persona, engine)
    return talk, [talk.say(text) for text in said[:MOST_LINES]]


def script(talk: Talk, said: list[str], answers: list[str]) -> Iterator[dict[str, Any]]:
    """The lines in their order, the opening first."""
    yield {"from": "owner", "text": talk.opening}
    for text, answer in zip(said, answers, strict=False):
        yield {"from": "trainee", "text": text}
        yield {"from": "owner", "text": answer}
