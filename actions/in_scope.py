"""A question that names a programme of the catalogue is never out of scope, whatever it was taken for."""

from __future__ import annotations

from actions.naming import Naming
from actions.texts import Texts
from actions.turn import Turn

TAKEN_FOR = frozenset(("out_of_scope",))
# What is asked of the programme, by the words; in this order.
TOPICS = {
    "scope_amount": "ask_amount",
    "scope_deadline": "ask_deadline",
    "scope_documents": "ask_documents",
    "scope_eligibility": "ask_eligibility",
}


def in_scope(turn: Turn, texts: Texts, naming: Naming, edition: str) -> Turn:
    """The turn; one on a programme that was taken to be out of scope, as a question on that programme."""
    if turn.act not in TAKEN_FOR or turn.choice is not None or not turn.text or texts.cued("foreign", turn.text):
        return turn
    found = [] if turn.slots.keys() - {"program"} else naming.about(turn.slots, turn.text, edition)
    if not found:
        return turn
    if len(found) == 1:
        turn.slots = {**turn.slots, "programme": found[0].id}
    turn.act = next((act for cue, act in TOPICS.items() if texts.cued(cue, turn.text)), "ask_program")
    return turn
