"""The components under the names that config.yml uses, registered with Rasa's recipe. Only training imports this."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.nlu import components

Kind = DefaultV1Recipe.ComponentType

Normaliser = DefaultV1Recipe.register(Kind.MESSAGE_TOKENIZER, is_trainable=False)(components.Normaliser)
Tokenizer = DefaultV1Recipe.register(Kind.MESSAGE_TOKENIZER, is_trainable=False)(components.Tokenizer)
ActClassifier = DefaultV1Recipe.register(Kind.INTENT_CLASSIFIER, is_trainable=True)(components.ActClassifier)
QuantityReader = DefaultV1Recipe.register(Kind.ENTITY_EXTRACTOR, is_trainable=False)(components.QuantityReader)
IndustryRecogniser = DefaultV1Recipe.register(Kind.ENTITY_EXTRACTOR, is_trainable=True)(components.IndustryRecogniser)
PrefectureRecogniser = DefaultV1Recipe.register(Kind.ENTITY_EXTRACTOR, is_trainable=False)(
    components.PrefectureRecogniser
)
LegalFormRecogniser = DefaultV1Recipe.register(Kind.ENTITY_EXTRACTOR, is_trainable=False)(
    components.LegalFormRecogniser
)
ProgrammeRecogniser = DefaultV1Recipe.register(Kind.ENTITY_EXTRACTOR, is_trainable=False)(
    components.ProgrammeRecogniser
)
PlanRecogniser = DefaultV1Recipe.register(Kind.ENTITY_EXTRACTOR, is_trainable=False)(components.PlanRecogniser)
Interpreter = DefaultV1Recipe.register(Kind.INTENT_CLASSIFIER, is_trainable=False)(components.Interpreter)
