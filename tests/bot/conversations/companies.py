"""Hand-written companies, played against the running product: what was said, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
import yaml

from tests.bot.conversations.owner import ACCEPT, Owner
from tests.bot.visitor import Json, Visitor

TESTS = Path(__file__).resolve().parents[2]
COMPANIES = TESTS / "data" / "companies"
TRANSCRIPTS = TESTS.parent / "docs" / "transcripts"
TEMPLATE = Path(__file__).with_name("transcript.md.j2")
MOST_TURNS = 60
FACTS = {
    "capital_yen": "capital_yen",
    "employees": "employees",
    "prefecture": "prefecture",
    "legal_form": "legal_form",
    "planned_investment_yen": "investment_yen",
}
AGREE = "同意して始める"
NOON = "T12:00"


@dataclass(frozen=True)
class Line:
    """One thing that was said; ``pressed`` where the owner used buttons instead of words."""

    who: str
    text: str
    buttons: tuple[str, ...] = ()
    pressed: bool = False


@dataclass
class Interview:
    """One company's owner; ``play`` holds the conversation and returns it."""

    company: Json
    owner: Owner
    lines: list[Line] = field(default_factory=list)
    items: list[Json] = field(default_factory=list)
    stored: Json = field(default_factory=dict)
    _offered: dict[str, str] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)

    def play(self) -> Interview:
        """From the greeting to the last question after the verdict."""
        self.owner.visitor.start()
        self._heard()
        self._do({"press": AGREE})
        for said in self.company.get("opening", []):
            self._do(said)
        for _ in range(MOST_TURNS):
            if self.owner.asked is None:
                break
            self._answer(self.owner.asked)
        self._do({"press": ACCEPT})
        for said in self.company.get("afterwards", []):
            self._do(said)
        self.stored = self.owner.stored
        return self

    def _answer(self, topic: str) -> None:
        """A side question first, where one is written; then the next answer, and what is corrected after it."""
        for aside in self._once("asides", "at", topic):
            self._do(aside["say"])
        answers = self.company["answers"].get(topic, [])
        used = self._used.get(topic, 0)
        assert used < len(answers), f"{self.company['title']}: nothing is written for {topic}, asked {used + 1} times"
        self._used[topic] = used + 1
        self._do(answers[used])
        if self.owner.asked != topic:
            for correction in self._once("corrections", "after", topic):
                self._do(correction["say"])

    def _once(self, kind: str, key: str, topic: str) -> list[Json]:
        found = [part for part in self.company.get(kind, []) if part[key] == topic]
        name = f"{kind}:{topic}"
        if name in self._used:
            return []
        self._used[name] = 1
        return found

    def _do(self, said: str | Json) -> None:
        """Say words, press one button that was ever offered, or tick several of the last answer."""
        if isinstance(said, str):
            self.lines.append(Line("user", said))
            self.owner.says(said)
        elif "tick" in said:
            self.lines.append(Line("user", "、".join(said["tick"]), pressed=True))
            self.owner.visitor.choose_several(*said["tick"])
        else:
            self.lines.append(Line("user", said["press"], pressed=True))
            self.owner.visitor.choose_id(self._offered[said["press"]])
        self._heard()

    def _heard(self) -> None:
        for message in self.owner.visitor.last:
            offered = {button["title"]: button["choice"] for button in message.get("buttons", [])}
            self._offered |= offered
            self.lines.append(Line("bot", message.get("text", ""), tuple(offered)))
        for part in self.owner.visitor.customs("recommendations"):
            if part["on"] == self.company["on"].isoformat():
                self.items = [item for item in part["items"] if item["id"] in self.company["verdicts"]]

    @property
    def verdicts(self) -> dict[str, Json]:
        """Status and amount of each frame, in the form of the hand-written ones."""
        return {item["id"]: verdict(item["status"], item["est_subsidy_yen"]) for item in self.items}


def told(profile: Json) -> Json:
    """The facts of a hand-written profile under the names that the bot keeps them by."""
    decline = next(iter(profile["sales_decline"].values()))
    facts = {slot: profile[name] for name, slot in FACTS.items() if name in profile}
    return facts | {"sales_change_pct": -decline}


def verdict(status: str, amount: int | None) -> Json:
    """A verdict as the companies' files write it."""
    return {"status": status} if amount is None else {"status": status, "amount": amount}


def companies() -> dict[str, Json]:
    """The hand-written companies by the name of their file."""
    return {path.stem: _load(path) for path in sorted(COMPANIES.glob("*.yml"))}


def _load(path: Path) -> Json:
    company: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return company


def instant(company: Json) -> str:
    """The instant that the company is judged at, as the product's setting takes it."""
    return f"{company['on']}{NOON}"


def play(company: Json, port: int) -> Interview:
    """Hold the conversation of a company with the product on ``port``."""
    return Interview(company, Owner(Visitor(port).open())).play()


def transcript(interview: Interview) -> str:
    """The conversation as Markdown."""
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    names = {item["id"]: f"{item['name']} {item['frame']}" for item in interview.items}
    rows = [{"name": names[frame], **row} for frame, row in interview.verdicts.items()]
    return template.render(company=interview.company, lines=interview.lines, rows=rows, kept=_markdown)


def _markdown(text: str) -> str:
    """Quoted text whose line breaks and signs Markdown leaves alone."""
    return "  \n> ".join(text.replace("<", "&lt;").replace("*", "\\*").splitlines())
