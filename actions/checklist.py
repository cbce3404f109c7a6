"""高付加価値化チェックリスト as a conversation: five questions to tick, in any words, with pause, skip and way back."""

from __future__ import annotations

from typing import Any

from actions.checklist_moves import CHECK, NO_FACTS, Moves
from actions.checklist_result import ChecklistResult
from actions.checklist_words import Section, sections_of
from actions.hurry import Hurry
from actions.judging import Judge
from actions.messages import Button, Message, command, custom, say
from actions.sheet import Sheet
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.turn import Handler, Handlers, Reply, Result, Turn
from actions.verdicts import Verdicts


class Checklist:
    """Asks, reads and keeps the ticks. While it is open its question comes after whatever else is said."""

    def __init__(self, texts: Texts, judge: Judge, verdicts: Verdicts, inform: Handler) -> None:
        checklist = judge.engine.catalog.checklists[-1]
        self._texts = texts
        self._checklist = checklist
        self._sections = sections_of(checklist)
        self._moves = Moves(texts, self._sections)
        self._result = ChecklistResult(texts, judge, verdicts, checklist)
        self._hurry = Hurry(texts)
        self._inform = inform
        self._engine = judge.engine
        self._by_move: Handlers = {
            "about": self._about,
            "start": self._start,
            "begin": self._begin,
            "tick": self._tick,
            "pause": self._pause,
            "again": lambda state, turn: ([], True),
            "finish": self._finish,
            "verdict": self._leave_for_verdict,
            "skip": self._skip,
            "back": self._back,
            "which": self._ask_which,
            "restart_all": self._restart_all,
            "why": self._why,
            "unclear": lambda state, turn: ([say("utter_checklist_unclear")], True),
        }

    @property
    def handlers(self) -> Handlers:
        """The handler of each act that a button or the interpreter brings."""
        return {
            "start_checklist": self._start,
            CHECK: self._check,
            "check_skip": self._skip,
            "check_back": self._back,
            "check_pause": self._pause,
            "check_rest": self._fill,
            "check_restart": self._begin,
            "check_go_on": lambda state, turn: ([], True),
            "restart_all": self._restart_all,
        }

    @staticmethod
    def turn_of(choice: dict[str, Any]) -> Turn | None:
        """The turn of pressed items; None where other buttons were pressed."""
        parts = choice.get("multi", [choice])
        pressed = [part for part in parts if part.get("type") == CHECK]
        items = [part["item"] for part in pressed if part["item"] is not None]
        return (
            Turn(CHECK, slots={"items": items, "sections": [part["section"] for part in pressed]}) if pressed else None
        )

    @staticmethod
    def is_open(state: State) -> bool:
        """Whether its question is the open one."""
        return Sheet.of(state).open

    def ask(self, state: State) -> Message:
        """The question on the section it stands at, with what was ticked there before."""
        sheet = Sheet.of(state)
        sheet.which = False
        sheet.keep(state)
        section = self._sections[sheet.at]
        single = len(section.items) == 1
        ticked = sheet.ticks.get(section.id, [])
        left = self._unanswered(sheet) if sheet.filling else list(range(sheet.at, len(self._sections)))
        text = self._texts.render(
            "checklist_question",
            section=section,
            of=len(self._sections),
            single=single,
            ticked=self._shown(section, ticked),
        )
        content = custom(
            "checklist_question",
            section={"id": section.id, "number": section.number, "name": section.name},
            number=section.number,
            of=len(self._sections),
            input="choice" if single else "multi",
            items=[{"id": item.id, "text": item.text, "ticked": item.id in ticked} for item in section.items],
            progress={"answered": len(sheet.ticks), "remaining_at_most": max(len(left), 1)},
        )
        return Message(text=text, buttons=self._buttons(section, sheet), custom=content)

    def _buttons(self, section: Section, sheet: Sheet) -> tuple[Button, ...]:
        label = self._texts.label
        single = len(section.items) == 1
        items = [
            Button(
                label("check_single") if single else label("check_item", number=number, text=item.text),
                {"type": CHECK, "item": item.id, "section": section.id},
            )
            for number, item in enumerate(section.items, 1)
        ]
        none = Button(
            label("check_not" if single else "none_of_these"), {"type": CHECK, "item": None, "section": section.id}
        )
        back = [Button(label("check_back"), command("check_back"))] if sheet.at and not sheet.filling else []
        skip = Button(label("check_skip"), command("check_skip", section=section.id))
        return (*items, none, skip, *back, Button(label("check_pause"), command("check_pause")))

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a turn is about the checklist: its open question, going on with it, or what it is."""
        return self._moves.of(Sheet.of(state), turn) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """The answer to a turn that is."""
        move = self._moves.of(Sheet.of(state), turn)
        return ([], True) if move is None else self._by_move[move](state, turn)

    # What is done ---------------------------------------------------------------------------------------------------

    def _start(self, state: State, turn: Turn) -> Result:
        """Begin, go on where it was left, or tell the result again; facts told with the wish are stored."""
        told = {key: value for key, value in turn.slots.items() if key not in NO_FACTS}
        inform = Turn("inform", slots=told, confirm=turn.confirm, text=turn.text)
        messages = self._inform(state, inform)[0] if told else []
        sheet = Sheet.of(state)
        anew = self._texts.cued("checklist_again" if sheet.done else "checklist_anew", turn.text)
        if sheet.done and not anew:
            return [*messages, *self._tell(sheet, state)], True
        if sheet.begun and not anew:
            sheet.open = True
            sheet.keep(state)
            return [*messages, say("utter_checklist_resumed")], True
        return [*messages, *self._begin(state, turn)[0]], True

    def _begin(self, state: State, turn: Turn) -> Result:
        sheet = Sheet()
        sheet.begin()
        sheet.keep(state)
        count = sum(len(section.items) for section in self._sections)
        minutes = self._checklist.own.minutes
        opening = say("utter_start_checklist", sections=len(self._sections), items=count, minutes=minutes)
        return [opening, say("utter_checklist_how")], True

    def _about(self, state: State, turn: Turn) -> Result:
        documents = {document.id: document.title for document in self._engine.catalog.documents}
        source = documents[self._checklist.source.document]
        text = self._texts.render("checklist_about", checklist=self._checklist, source=source)
        begin = Button(self._texts.label("check_begin"), command("start_checklist"))
        return [Message(text=text, buttons=(begin,))], True

    def _check(self, state: State, turn: Turn) -> Result:
        """Items that were pressed: what is pressed of a section is all that is ticked in it."""
        items, sections = set(turn.slots["items"]), set(turn.slots["sections"])
        ticks = {s.id: [item.id for item in s.items if item.id in items] for s in self._sections if s.id in sections}
        return self._set(state, ticks)

    def _tick(self, state: State, turn: Turn) -> Result:
        sheet = Sheet.of(state)
        section = self._sections[sheet.at]
        ticks = self._moves.ticks(sheet, turn) or set()
        return self._set(state, {section.id: [item.id for item in section.items if item.id in ticks]})

    def _set(self, state: State, ticks: dict[str, list[str]]) -> Result:
        """Keep the ticks and go on. After the result they change it; a sheet that was left is opened again."""
        sheet = Sheet.of(state)
        answered = self._sections[sheet.at].id in ticks
        sheet.ticks.update(ticks)
        noted = [self._noted(section, ticks[section.id]) for section in self._sections if section.id in ticks]
        if sheet.done and not sheet.open:
            return [*noted, *self._tell(sheet, state)], True
        sheet.open, sheet.which = True, False
        return self._onward(sheet, state, noted) if answered else self._stay(sheet, state, noted)

    def _onward(self, sheet: Sheet, state: State, messages: Reply) -> Result:
        """To the next section, or to the result after the last one."""
        left = self._unanswered(sheet) if sheet.filling else list(range(len(self._sections)))
        following = [place for place in left if place > sheet.at]
        if not following:
            return [*messages, *self._tell(sheet, state)], True
        sheet.at = following[0]
        return self._stay(sheet, state, messages)

    @staticmethod
    def _stay(sheet: Sheet, state: State, messages: Reply) -> Result:
        sheet.keep(state)
        return messages, True

    def _tell(self, sheet: Sheet, state: State) -> Reply:
        sheet.finish()
        sheet.keep(state)
        back = [] if state.stage == VERDICT else [say("utter_checklist_back")]
        return [*self._result.messages(sheet, state), *back]

    def _finish(self, state: State, turn: Turn) -> Result:
        """The result of what was answered so far."""
        sheet = Sheet.of(state)
        return (self._tell(sheet, state), True) if sheet.ticks else ([say("utter_checklist_nothing_yet")], True)

    def _skip(self, state: State, turn: Turn) -> Result:
        """Leave a section open: it is not answered, which is not the same as nothing ticked."""
        sheet = Sheet.of(state)
        section = turn.slots.get("section", self._sections[sheet.at].id)
        sheet.ticks.pop(section, None)
        if section != self._sections[sheet.at].id or not sheet.open:
            return self._stay(sheet, state, [say("utter_checklist_skipped")])
        return self._onward(sheet, state, [say("utter_checklist_skipped")])

    def _back(self, state: State, turn: Turn) -> Result:
        sheet = Sheet.of(state)
        if not sheet.open or sheet.at == 0:
            return [say("utter_no_way_back")], True
        sheet.at, sheet.filling = sheet.at - 1, False
        return self._stay(sheet, state, [say("utter_back")])

    def _pause(self, state: State, turn: Turn) -> Result:
        sheet = Sheet.of(state)
        sheet.stop()
        sheet.keep(state)
        resume = Button(self._texts.label("check_resume"), command("start_checklist"))
        notice = custom("notice", topic="checklist_paused")
        return [Message(response="utter_checklist_paused", buttons=(resume,), custom=notice)], True

    def _fill(self, state: State, turn: Turn) -> Result:
        """Ask what was left out."""
        sheet = Sheet.of(state)
        left = self._unanswered(sheet)
        if not left:
            return self._tell(sheet, state), True
        sheet.open, sheet.filling, sheet.at = True, True, left[0]
        return self._stay(sheet, state, [])

    def _leave_for_verdict(self, state: State, turn: Turn) -> Result:
        paused = self._pause(state, turn)[0]
        return [*paused, *self._hurry.reply(state, turn)[0]], True

    def _ask_which(self, state: State, turn: Turn) -> Result:
        sheet = Sheet.of(state)
        sheet.which = True
        sheet.keep(state)
        label = self._texts.label
        acts = ("check_restart", "restart_all", "check_go_on")
        buttons = tuple(Button(label(act), command(act)) for act in acts)
        return [Message(response="utter_checklist_which", buttons=buttons)], False

    @staticmethod
    def _restart_all(state: State, turn: Turn) -> Result:
        state.restart()
        return [say("utter_restarted")], True

    def _why(self, state: State, turn: Turn) -> Result:
        return [Message(text=self._sections[Sheet.of(state).at].why)], True

    # What is shown --------------------------------------------------------------------------------------------------

    def _noted(self, section: Section, ticked: list[str]) -> Message:
        shown = self._shown(section, ticked) or self._texts.label("none")
        return say("utter_checklist_noted", number=section.number, name=section.name, ticked=shown)

    def _shown(self, section: Section, ticked: list[str]) -> str:
        """The numbers of the ticked items."""
        return self._texts.join([str(n) for n, item in enumerate(section.items, 1) if item.id in ticked])

    def _unanswered(self, sheet: Sheet) -> list[int]:
        return [place for place, section in enumerate(self._sections) if section.id not in sheet.ticks]
