"""Trainees: one who does everything right by the rules, and pieces to make others of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.coaching.data import data
from bot.coaching.debrief import DUE, Debrief, debrief, right_stance
from bot.coaching.gaps import gaps
from bot.coaching.hear import topics
from bot.coaching.persona import Persona, profile_of
from bot.coaching.talk import Talk
from subsidy import Engine, Status, Verdict
from subsidy.calls import deadlines
from subsidy.predicate import walk
from subsidy.wording import format_date, format_yen

ORDERS = "交付決定の前に発注や契約をしないでください。"
BANK = "補助額が3,000万円を超えるので、金融機関にも計画に加わってもらう必要があります。"
NOTHING = "今の時点で使える制度はありません。"
PLAN = "今回はどんな計画をお考えですか。"
EXACTLY = "正確な数字を教えてください。"
REASON = "制度の要件に関わるため、伺っています。"
TODO = {
    "plans.nintei_plan": "認定経営革新等支援機関と一緒に計画を作る必要があります。",
    "plans.value_added_growth_pct": "付加価値額を伸ばす計画を立てる必要があります。",
    "plans.it_vendor_partner": "IT導入支援事業者と共同で申請する必要があります。",
    "plans.labor_productivity_growth_pct": "労働生産性を伸ばす計画を立ててください。",
    "plans.gbiz_id": "GビズIDプライムを取ってください。",
    "plans.form4": "様式4の発行を商工会議所に頼んでください。",
    "plans.security_action": "SECURITY ACTIONの宣言をしてください。",
    "plans.invoice_software": "会計や受発注のソフトを選ぶ必要があります。",
    "plans.etransaction": "電子取引のためのITツールを入れる必要があります。",
    "plans.wage_growth_pct": "給与を上げる計画を立てる必要があります。",
    "plans.min_wage_margin_yen": "最低賃金より高くする計画が必要です。",
    "plans.action_plan": "一般事業主行動計画を公表する必要があります。",
    "plans.catalog_product": "カタログの製品を販売事業者と申請する必要があります。",
    "plans.security_service": "サイバーセキュリティお助け隊サービスを使う必要があります。",
}


def truth(persona: Persona, engine: Engine) -> dict[str, Verdict]:
    """The verdicts on all that the owner knows."""
    return engine.assess(profile_of(persona.facts, engine), persona.at, (persona.edition,)).verdicts


@dataclass
class Script:
    """Lines of a trainee in three parts, so that one part can be changed."""

    questions: list[str] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """All of them in their order."""
        return [*self.questions, *self.verdicts.values(), *self.warnings]


def held(persona: Persona, engine: Engine, lines: list[str]) -> tuple[Talk, Debrief]:
    """A talk and its debrief."""
    talk = Talk(persona, engine)
    for line in lines:
        talk.say(line)
    return talk, debrief(talk, engine)


def perfect(persona: Persona, engine: Engine) -> Script:
    """Asks what the engine would ask, in the catalogue's own words, and tells all that the rules ask for."""
    script = Script(_questions(persona, engine))
    verdicts = truth(persona, engine)
    fitting = []
    for frame, verdict in verdicts.items():
        due = verdict.status is Status.ELIGIBLE and verdict.call.state in DUE
        if due or frame in persona.asks_about:
            script.verdicts[frame] = sentence(verdict)
            if right_stance(verdict) == "fits":
                fitting.append(verdict)
    left_open = any(v.status is Status.UNDETERMINED and v.call.state in DUE for v in verdicts.values())
    if not fitting and not left_open:
        script.verdicts[""] = NOTHING
    script.warnings = list(dict.fromkeys(line for verdict in fitting for line in _warnings(verdict, persona)))
    return script


def sentence(verdict: Verdict, yen: Callable[[int], int] = lambda amount: amount) -> str:
    """What has to be said of a frame."""
    name = f"{verdict.programme.name}の{verdict.frame.name}"
    estimate = verdict.computed.estimate_yen
    amount = "" if estimate is None else f"補助額は{format_yen(yen(estimate))}の見込みです。"
    if right_stance(verdict) == "fits":
        return f"{name}がおすすめです。{amount}"
    return f"{name}は対象外です。" if verdict.status is Status.INELIGIBLE else f"{name}は受付が終わっています。"


def _questions(persona: Persona, engine: Engine) -> list[str]:
    talk, asked = Talk(persona, engine), list[str]()
    while left := gaps(talk.record, persona, engine):
        assert len(asked) < 60, asked
        asked.append(EXACTLY if left[0].rough else question(left[0].topic, engine))
        if talk.say(asked[-1]) == data("voices")["voices"][persona.voice]["refuse"]:
            asked.append(REASON)
            talk.say(REASON)
        while is_left_rough(talk, persona, engine, left[0].topic):
            asked.append(EXACTLY)
            talk.say(EXACTLY)
    return asked


def question(topic: str, engine: Engine) -> str:
    """How the catalogue asks for a topic."""
    field_ = engine.fields.get(topic)
    if topic == "plan":
        return PLAN
    return (None if field_ is None else field_.question) or f"{topics()[topic].name}を教えてください。"


def is_left_rough(talk: Talk, persona: Persona, engine: Engine, topic: str) -> bool:
    """Whether the figure that was just told is too rough for the rules."""
    found = gaps(talk.record, persona, engine)
    return any(gap.rough and gap.topic == topic for gap in found)


def _warnings(verdict: Verdict, persona: Persona) -> list[str]:
    lines = [ORDERS]
    if verdict.bank_required:
        lines.append(BANK)
    for one in deadlines(verdict.call, persona.at):
        lines.append(f"{one.label}の締め切りは{format_date(one.closes)}です。")
    for result in verdict.criteria:
        if result.criterion.kind == "commitment" and result.criterion.test is not None:
            keys = [key for part in walk(result.criterion.test) for key in part.fields()]
            lines.extend(TODO[key] for key in keys if key in TODO)
    return lines
