"""What a turn means for the checklist: ticks, moving about in it, or nothing of it."""

from __future__ import annotations

from collections.abc import Sequence

from actions.checklist_words import Section, reading_words
from actions.sheet import Sheet
from actions.texts import Texts
from actions.ticks import TickReader
from actions.turn import Turn

CHECK = "check"
NO_FACTS = frozenset(("program",))
# Acts whose words were no clear answer to the question.
UNCLEAR = frozenset(("inform", "correct", "affirm", "deny", "start_checklist", "nlu_fallback"))
# Acts that ask for something else, whatever items their words name.
ELSE = frozenset(
    (
        "ask_why", "ask_program", "ask_amount", "ask_deadline", "ask_eligibility", "ask_documents", "ask_contact",
        "privacy", "show_summary", "handoff", "delete_data", "restart", "go_back", "complain", "thank",
    )
)  # fmt: skip
OF_WORDS = {
    "checklist_pause": "pause",
    "checklist_continue": "again",
    "back_to_verdicts": "verdict",
    "checklist_result": "finish",
    "verdict_now": "verdict",
    "checklist_skip": "skip",
}
OF_ACT = {"skip": "skip", "dont_know": "skip", "go_back": "back", "restart": "which", "ask_why": "why"}


class Moves:
    """Tells moves by words and act; while the list is closed only what names it."""

    def __init__(self, texts: Texts, sections: Sequence[Section]) -> None:
        self._texts = texts
        self._sections = sections
        self._reader = TickReader(reading_words()["reading"])

    def of(self, sheet: Sheet, turn: Turn) -> str | None:
        """The name of the move; None for facts and for other questions."""
        if turn.confirm or turn.slots.keys() - NO_FACTS:
            return None
        if self._cued("checklist_about", turn):
            return "about"
        if turn.act == "restart" and self._cued("checklist_only", turn):
            return "begin"
        if not sheet.open:
            return "start" if sheet.begun and self._cued("checklist_resume", turn) else None
        if sheet.which:
            return self._what_again(turn)
        if self.ticks(sheet, turn) is not None:
            return "tick"
        named = next((move for cue, move in OF_WORDS.items() if self._cued(cue, turn)), None)
        return named or self._of_act(turn)

    def ticks(self, sheet: Sheet, turn: Turn) -> set[str] | None:
        """Ids of the items that a turn ticks in the section it stands at; None where it is no clear answer."""
        section = self._sections[sheet.at]
        if turn.act in ELSE or self._cued("asks", turn):
            return None
        found = self._reader.read(turn.text, section.items) if turn.text else None
        if found is None and turn.act == "affirm" and len(section.items) == 1 and not self._names(section, turn):
            return {section.items[0].id}
        return set() if found is None and turn.act == "deny" and not turn.text else found

    @staticmethod
    def _names(section: Section, turn: Turn) -> bool:
        return any(item.words.search(turn.text) for item in section.items)

    def _of_act(self, turn: Turn) -> str | None:
        if turn.act in UNCLEAR and not self._cued("asks", turn):
            return "unclear"
        return OF_ACT.get(turn.act)

    def _what_again(self, turn: Turn) -> str | None:
        """What is to start again; with anything else the question comes again, or it is answered."""
        if self._cued("checklist_only", turn):
            return "begin"
        if self._cued("checklist_all", turn) or turn.act == "restart":
            return "restart_all"
        return "again" if turn.act in UNCLEAR else self._of_act(turn)

    def _cued(self, cue: str, turn: Turn) -> bool:
        return bool(turn.text) and self._texts.cued(cue, turn.text)
