"""An owner who talks to the product over HTTP, and what the bot then holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.bot.visitor import Json, Visitor

SUMMARY = "入力内容を確認"
DONT_KNOW = "わからない"
VERDICT_NOW = "この内容で判定して"
ACCEPT = "この内容で判定する"
TOGETHER = "ほかの会社と一緒に取り組む"
MOST_QUESTIONS = 40


@dataclass
class Owner:
    """Someone who has a session; every word and every button goes through the live server."""

    visitor: Visitor

    def begins(self) -> Owner:
        """Greeting and consent; the first question is open."""
        self.visitor.start()
        self.visitor.choose_id(self.visitor.customs("notice")[-1]["accept"])
        return self

    def says(self, *texts: str) -> Owner:
        """Type one text after the other."""
        for text in texts:
            self.visitor.say(text)
        return self

    def presses(self, title: str) -> Owner:
        """Press a button of the last answer."""
        self.visitor.choose(title)
        return self

    @property
    def said_back(self) -> str:
        """All texts of the last answer."""
        return "\n".join(self.visitor.texts())

    @property
    def asked(self) -> str | None:
        """The slot of the question that the last answer ends with."""
        questions = self.visitor.customs("question")
        return questions[-1]["slot"] if questions else None

    @property
    def candidates(self) -> list[Any] | None:
        """What the last answer asks back about; None where it does not."""
        questions = self.visitor.customs("question")
        return questions[-1].get("confirm") if questions else None

    @property
    def may_confirm(self) -> bool:
        """Whether the last answer is the summary to accept before the verdict."""
        return any("confirm" in summary for summary in self.visitor.customs("profile_summary"))

    @property
    def stored(self) -> Json:
        """Every answer that the bot holds; the last answer stays as it was."""
        summary = self._summary()
        return {**summary["profile"], **summary["details"]}

    @property
    def unanswered(self) -> list[str]:
        """The slots without an answer."""
        return list(self._summary()["unanswered"])

    def _summary(self) -> Json:
        kept = self.visitor.last
        self.visitor.say(SUMMARY)
        summary = self.visitor.customs("profile_summary")[0]
        self.visitor.last = kept
        return summary

    def leaves_open_until(self, topic: str) -> Owner:
        """Leave every question open until one on ``topic`` comes."""
        for _ in range(MOST_QUESTIONS):
            if self.asked == topic:
                return self
            self.says(DONT_KNOW)
        raise AssertionError(f"{topic} is never asked")

    def leaves_open_until_offered(self, title: str) -> Owner:
        """Leave every question open until a list with this line comes."""
        for _ in range(MOST_QUESTIONS):
            if title in self.visitor.buttons():
                return self
            assert self.asked is not None, f"{title} is never offered"
            self.says(DONT_KNOW)
        raise AssertionError(f"{title} is never offered")

    def leaves_the_rest_open(self) -> Owner:
        """Leave every further question open; the summary is shown."""
        for _ in range(MOST_QUESTIONS):
            if self.asked is None:
                return self
            self.says(DONT_KNOW)
        raise AssertionError("the interview does not end")

    def wants_the_verdict(self) -> Owner:
        """Ask for the verdict without further questions, and accept the summary."""
        return self.says(VERDICT_NOW).accepts()

    def accepts(self) -> Owner:
        """Accept the summary."""
        return self.presses(ACCEPT)

    @property
    def judged(self) -> dict[str, str]:
        """Status of every frame in the verdict of the last answer; empty where there is none."""
        return {item["id"]: item["status"] for part in self._verdicts() for item in part["items"]}

    @property
    def shown(self) -> list[str]:
        """The frames that the last answer shows."""
        return [item["id"] for part in self._verdicts() for item in part["items"] if item["shown"]]

    def _verdicts(self) -> list[Json]:
        return self.visitor.customs("recommendations")
