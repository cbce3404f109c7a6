"""Components of the Rasa pipeline. They read what came before from the message and leave their own findings there."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import recognise
from bot.nlu.finding import Finding
from bot.nlu.industry import lexicon
from bot.nlu.interpret import Heard, Meaning, interpret
from bot.nlu.linear import LinearModel, train
from bot.nlu.plan import read_plan
from bot.nlu.text import joined, normalise
from bot.nlu.vectors import WordVectors, table_of_package
from bot.nlu.words import words
from subsidy.quantity import read_quantities

NORMALISED, RANKING, QUANTITIES, PLAN = "normalised", "act_ranking", "quantities", "plan"
CHOICE, START = "choice", "start"


def asked_of(message: Message) -> str | None:
    """The slot that the bot asked for last."""
    asked = (message.get("metadata") or {}).get("asked")
    return asked if isinstance(asked, str) and asked else None


def about_of(message: Message) -> str | None:
    """The slot that an answer is about: where a value was asked back, its slot, if the metadata tell it."""
    asked, about = asked_of(message), (message.get("metadata") or {}).get("about")
    return about if asked == "confirm" and isinstance(about, str) and about else asked


class Component(GraphComponent):
    """A component without a model of its own."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Component:
        """See the parent class."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what this component finds."""
        for message in messages:
            self.add(message)
        return messages

    def add(self, message: Message) -> None:
        """Add what this component finds in one message."""
        raise NotImplementedError


class Normaliser(Component):
    """Text in one width, one case and one way to write each sign."""

    def add(self, message: Message) -> None:
        """See the parent class."""
        message.set(NORMALISED, normalise(message.get(TEXT) or ""))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise the examples as well."""
        self.process(training_data.training_examples)
        return training_data


class Tokenizer(Component):
    """Words by SudachiPy, kept for the components that follow."""

    def add(self, message: Message) -> None:
        """See the parent class."""
        message.set("words", words(message.get(NORMALISED) or ""))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Cut the examples into words as well."""
        self.process(training_data.training_examples)
        return training_data


class Trained(Component):
    """A component with a linear model, stored as arrays and JSON."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: LinearModel | None
    ) -> None:
        super().__init__(config)
        self._storage, self._resource, self.model = storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Trained:
        """See the parent class."""
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Trained:
        """See the parent class."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, LinearModel.load(folder))

    def fit(self, texts: list[str], labels: list[str]) -> Resource:
        """Train and store the model."""
        vectors = WordVectors.weighted(table_of_package(), texts) if self.config.get("vectors", True) else None
        self.model = train(texts, labels, vectors, with_words=self.config.get("words", True))
        with self._storage.write_to(self._resource) as folder:
            self.model.save(folder)
        return self._resource


class ActClassifier(Trained):
    """Ranks the acts of the contract by the words alone."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        return self.fit([one.get(TEXT) for one in examples], [one.get(INTENT) for one in examples])

    def add(self, message: Message) -> None:
        """See the parent class."""
        if self.model:
            message.set(RANKING, self.model.rank(joined(message.get(NORMALISED) or "")))


class QuantityReader(Component):
    """Amounts, people and changes of sales."""

    def add(self, message: Message) -> None:
        """See the parent class."""
        message.set(QUANTITIES, read_quantities(message.get(TEXT) or "", about_of(message)))


class IndustryRecogniser(Trained):
    """Trades by word lists; what no list has is guessed from its likeness to what they have."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the word lists."""
        pairs = sorted(lexicon())
        return self.fit([word for word, _ in pairs], [industry for _, industry in pairs])

    def add(self, message: Message) -> None:
        """See the parent class."""
        guess = recognise.guesser(self.model) if self.model else None
        message.set("industry", recognise.industry(message.get(NORMALISED) or "", asked_of(message), guess))


class PrefectureRecogniser(Component):
    """Prefectures by their names and those of the places in them."""

    def add(self, message: Message) -> None:
        """See the parent class."""
        message.set("prefecture", recognise.prefecture(message.get(NORMALISED) or "", about_of(message)))


class LegalFormRecogniser(Component):
    """Legal forms."""

    def add(self, message: Message) -> None:
        """See the parent class."""
        message.set("legal_form", recognise.legal_form(message.get(NORMALISED) or "", about_of(message)))


class ProgrammeRecogniser(Component):
    """Programmes and their frames."""

    def add(self, message: Message) -> None:
        """See the parent class."""
        message.set("program", recognise.program(message.get(NORMALISED) or "", asked_of(message)))


class PlanRecogniser(Component):
    """What a company wants to do."""

    def add(self, message: Message) -> None:
        """See the parent class."""
        message.set(PLAN, read_plan(message.get(NORMALISED) or ""))


class Interpreter(Component):
    """The final intent and entities: buttons and events as they are, text in the light of the question."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Component:
        """See the parent class; no visitor shall wait for a word list to be read."""
        recognise.warm_up()
        return cls(config)

    def add(self, message: Message) -> None:
        """See the parent class."""
        metadata = message.get("metadata") or {}
        if metadata.get(CHOICE):
            self._set(message, "choose", 1.0, [(CHOICE, metadata[CHOICE])])
        elif metadata.get("event") == START:
            self._set(message, START, 1.0, [])
        else:
            meaning = interpret(self._heard(message))
            self._set(message, meaning.act, self._confidence(message, meaning), _entities(meaning))

    def _heard(self, message: Message) -> Heard:
        names = ("industry", "prefecture", "legal_form", "program")
        findings: dict[str, Finding | None] = {name: message.get(name) for name in names}
        return Heard(
            message.get(TEXT) or "",
            asked_of(message),
            _ranking(message),
            message.get(QUANTITIES),
            findings,
            message.get(PLAN) or [],
        )

    @staticmethod
    def _confidence(message: Message, meaning: Meaning) -> float:
        """What the classifier gives the act; values told outright leave no doubt."""
        return 1.0 if meaning.slots else dict(_ranking(message)).get(meaning.act, 0.0)

    @staticmethod
    def _set(message: Message, act: str, confidence: float, entities: list[tuple[str, Any]]) -> None:
        message.set(INTENT, {INTENT_NAME_KEY: act, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)
        end = len(message.get(TEXT) or "")
        told = [
            {"entity": name, "value": value, "start": 0, "end": end, "extractor": "Interpreter"}
            for name, value in entities
        ]
        message.set(ENTITIES, told, add_to_output=True)


def _ranking(message: Message) -> list[tuple[str, float]]:
    """What the classifier says, whichever it is."""
    named = message.get(INTENT_RANKING_KEY) or []
    return message.get(RANKING) or [(one[INTENT_NAME_KEY], one[PREDICTED_CONFIDENCE_KEY]) for one in named]


def _entities(meaning: Meaning) -> list[tuple[str, Any]]:
    entities: list[tuple[str, Any]] = list(meaning.slots.items())
    if meaning.detail:
        entities.append(("industry_detail", meaning.detail))
    if meaning.supposed:
        entities.append(("supposed", meaning.supposed))
    if meaning.confirm:
        entities.append(("confirm", meaning.confirm))
    return entities
