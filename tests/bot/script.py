"""Plays the user's side of a written dialogue against the running bot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.bot.visitor import Json

SLOTS = {"capital": "capital_yen", "sales": "sales_change_pct", "investment": "investment_yen"}
TOPICS = {slot: topic for topic, slot in SLOTS.items()}
MOST_TURNS = 60
DONT_KNOW = "わからない"
FAMILIES = {
    "capital_yen": "capital_range",
    "employees": "employees_range",
    "sales_change_pct": "sales_change_range",
    "investment_yen": "investment_range",
}


class Talker(Protocol):
    """A visitor of any channel; ``texts`` and ``customs`` are about the latest answer, as on the web."""

    def open(self) -> Any:
        """Begin as somebody new."""

    def start(self) -> Any:
        """Ask for the greeting."""

    def say(self, text: str) -> Any:
        """Write a text."""

    def choose_id(self, choice: str) -> Any:
        """Press a button, by its id."""

    def texts(self) -> list[str]:
        """The texts."""

    def customs(self, kind: str) -> list[Json]:
        """The custom parts of a kind."""


@dataclass
class Player:
    """One user with a script; ``transcript`` keeps who said what, ``verdicts`` the latest (status, call) by frame."""

    visitor: Talker
    script: Json
    transcript: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    verdicts: dict[str, tuple[str, str]] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)
    _done: set[int] = field(default_factory=set)
    _answers: dict[str, list[str]] = field(default_factory=dict)

    def play(self) -> Json:
        """Play the script to its end; returns the profile that the bot then holds."""
        self._answers = dict(self.script["answers"])
        self.visitor.open()
        self.visitor.start()
        self._heard()
        (notice,) = [n for n in self.visitor.customs("notice") if n["topic"] == "consent"]
        self.visitor.choose_id(notice["accept"])
        self._heard()
        for text in self.script["opening"]:
            self._say(text)
        for _ in range(MOST_TURNS):
            if not self._step():
                break
        else:
            self.faults.append("the interview does not end")
        self._say_all("result", "answered")
        self._say("入力内容を確認")
        return self.visitor.customs("profile_summary")[0]["profile"]

    @property
    def asked(self) -> str | None:
        """The topic of the open question, in the script's words."""
        questions = self.visitor.customs("question")
        return TOPICS.get(questions[-1]["slot"], questions[-1]["slot"]) if questions else None

    def _step(self) -> bool:
        topic = self.asked
        if topic is None:
            return self._accept_summary()
        if self._say_all(topic, "asked"):
            return True
        answers = self._answers.get(topic, [])
        used = self._used.get(topic, 0)
        self._used[topic] = used + 1
        self._say(answers[used] if used < len(answers) else DONT_KNOW)
        if used < len(answers) and self.asked != topic:
            self._say_all(topic, "answered")
        return True

    def _accept_summary(self) -> bool:
        summaries = [s for s in self.visitor.customs("profile_summary") if "confirm" in s]
        if summaries:
            self.visitor.choose_id(summaries[0]["confirm"])
            self._heard()
        return bool(summaries)

    def _say_all(self, topic: str, when: str) -> bool:
        """Send the next digression or correction that belongs here, and see that the open question comes again."""
        for number, part in enumerate([*self.script["digressions"], *self.script["corrections"]]):
            if number in self._done or part["after"] != topic or part["when"] != when:
                continue
            self._done.add(number)
            expected = part.get("resumes_at", self.asked)
            self._say(part["text"])
            if self.script.get("restart_at") == topic and "resumes_at" in part and expected == "industry":
                self._answers |= self.script["answers_after_restart"]
                self._used.clear()
            elif "resumes_at" in part:
                self._used[expected] = 0
            if self.asked != expected:
                self.faults.append(f"after {part['text']}: {self.asked} is asked, not {expected}")
            return True
        return False

    def _say(self, text: str) -> None:
        self.transcript.append(("user", text))
        self.visitor.say(text)
        self._heard()

    def _heard(self) -> None:
        self.transcript += [("bot", text) for text in self.visitor.texts()]
        for custom in self.visitor.customs("recommendations"):
            self.verdicts = {item["id"]: (item["status"], item["call_status"]) for item in custom["items"]}


def slot_faults(expected: Json, profile: Json) -> list[str]:
    """The slots whose final value is not one of those the script allows."""
    faults = []
    wanted = expected["final_slots"]
    alternatives = expected.get("alt_slots", {})
    for name in {*wanted, *profile} - {"plan", "program"}:
        allowed: list[Any] = [wanted.get(name), *alternatives.get(name, [])]
        exact = next((slot for slot, ranged in FAMILIES.items() if name in (slot, ranged)), name)
        if name not in wanted and profile.get(exact, profile.get(name)) in alternatives.get(exact, []):
            continue
        if name in wanted and profile.get(name) is None and profile.get(exact) in alternatives.get(exact, []):
            continue
        if profile.get(name) not in allowed:
            faults.append(f"{name}: {profile.get(name)} is none of {allowed}")
    return faults
