"""The widget as its user sees it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

# Reports of what the browser forbids, and of errors, for the test to look at.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
MOST_QUESTIONS = 60
DONT_KNOW = "わからない"


class Chat:
    """A page with the widget. Locators look through its shadow root."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.add_init_script(WATCH)
        self.panel = page.locator("hojo-navi #panel")
        self.log = page.get_by_role("log")
        self.field = page.get_by_role("textbox")
        self.entries = page.locator("hojo-navi .entry")
        self.launcher = page.get_by_role("button", name="補助金の相談")

    def open(self) -> Chat:
        """Open the panel where it is not open yet, and wait for the first answer."""
        self.page.locator("hojo-navi .panel").wait_for(state="attached")
        if not self.panel.is_visible():
            self.launcher.click()
        return self.settled()

    def settled(self) -> Chat:
        """Wait until an answer has come."""
        self.entries.first.wait_for()
        expect(self.page.locator("hojo-navi .send")).to_have_attribute("aria-disabled", "false")
        return self

    def say(self, text: str) -> Chat:
        """Type a text and send it with Enter."""
        self.field.fill(text)
        self.field.press("Enter")
        return self.answered()

    def answered(self) -> Chat:
        """Wait for the bot's answer to the last thing said."""
        self.page.locator("hojo-navi .entry.user ~ .entry.bot").last.wait_for()
        return self.settled()

    def press(self, name: str, exact: bool = True) -> Chat:
        """Press the last button of that name."""
        self.button(name, exact).click()
        return self

    def button(self, name: str, exact: bool = True) -> Locator:
        """The last button of that name."""
        return self.page.get_by_role("button", name=name, exact=exact).last

    def last(self) -> Locator:
        """The last entry."""
        return self.entries.last

    def texts(self, sender: str = "bot") -> list[str]:
        """All that one side has said."""
        return self.page.locator(f"hojo-navi .entry.{sender} .text").all_inner_texts()

    def focused(self) -> str:
        """What has the focus: its id, label or text."""
        script = """() => {
          let at = document.activeElement;
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
          return at ? at.id || at.getAttribute("aria-label") || at.textContent.trim() : "";
        }"""
        return self.page.evaluate(script)

    def violations(self) -> list[str]:
        """What the page's content security policy has blocked."""
        return self.page.evaluate("window.violations")

    def inside(self, script: str) -> Any:
        """Evaluate an expression on ``root``, the widget's shadow root."""
        return self.page.evaluate(
            f"(() => {{ const root = document.querySelector('hojo-navi').shadowRoot; return {script} }})()"
        )


def answer_for(question: str, answers: dict[str, str]) -> str:
    """The answer whose key stands in the question."""
    return next((answer for key, answer in answers.items() if key in question), DONT_KNOW)


def question_of(chat: Chat) -> str:
    """The open question."""
    return chat.last().locator(".text").last.inner_text()


def counted(text: str) -> tuple[int, int]:
    """Answered questions and those left, from the line of the progress."""
    answered, left = re.findall(r"\d+", text)
    return int(answered), int(left)
