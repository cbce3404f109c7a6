"""Conditions in the words of the form: ``設備投資=はい``, ``従業員数 20人以下``, ``業種=製造業・建設業``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, NoReturn

from subsidy.fields import Field
from subsidy.form.comparisons import ENDS, NUMBER, UNIT, chosen, comparison
from subsidy.form.labels import Labels, squeezed
from subsidy.form.layout import layout
from subsidy.form.sentences import heading, joined, sentence_of
from subsidy.form.slips import Unreadable
from subsidy.form.values import IN_KANJI, SIZES
from subsidy.form.yaml_text import Flow

HUMAN, PROMISE = "人が判断", re.compile("約束[:、 ]+|約束$")
SIZE = frozenset(("規模", "会社の規模", "対象の会社の規模"))
SIZED = re.compile("((?:(?:対象の)?会社の)?規模)(?: |が|は)+(.+)")
EITHER, BOTH = re.compile(r"\s*または\s*"), re.compile(r"[、;\n]|(?<![0-9])/|/(?![0-9])|かつ")
SIGNS = {"≧": "以上", "≥": "以上", ">=": "以上", "≦": "以下", "≤": "以下", "<=": "以下", ">": "超", "<": "未満"}
SIGN = re.compile(f"(.+?) *(≧|≥|>=|≦|≤|<=|>|<) *({NUMBER} ?{UNIT})")
EQUAL = re.compile("([^=:]+?) *[=:] *(.*)")
BOUNDED = re.compile(f"(.+?)(?: |が|は)*({NUMBER} ?{UNIT}(?:(?:以上|から|[〜~]) ?{NUMBER} ?{UNIT})?(?:{ENDS}))")
KANJI_BOUND = re.compile(f"(.+?)(?:[ =:]|が|は)*({IN_KANJI}{UNIT})(?:{ENDS})")
DATED = re.compile("(.+?)(?: |が|は)*((?:[0-9]{4}|令和|R[0-9]).*(?:以降|以後|から|以前|まで|より前))")


class Condition(NamedTuple):
    """What a requirement asks for: its kind, its test as the catalogue writes it, and how it was read.

    ``label`` and ``sentence`` are what it is called and says by itself; empty where somebody has to write that.
    """

    kind: str
    test: Flow | None
    read: str
    label: str = ""
    sentence: str = ""


class _Clause(NamedTuple):
    """One comparison; ``field`` is None for the size of the company."""

    test: Flow
    field: Field | None
    read: str
    label: str
    sentence: str


class Conditions:
    """Reads conditions with the fields and the size definitions that a catalogue has."""

    def __init__(self, fields: Sequence[Field], definitions: Iterable[str], edition: str) -> None:
        self._labels = Labels(fields)
        self._definitions = frozenset(definitions)
        self._edition = edition

    def read(self, text: str) -> Condition:
        """The condition that a cell tells. Raises Unreadable."""
        said = unicodedata.normalize("NFKC", text).strip().rstrip("。")
        if squeezed(said) == HUMAN:
            return Condition("human", None, HUMAN)
        promise = PROMISE.match(said)
        either = [[*self._clauses(part)] for part in EITHER.split(said[promise.end() if promise else 0 :])]
        if len(either) > 1 and any(len(clauses) != 1 for clauses in either):
            raise Unreadable("mixed")
        clauses = [clause for part in either for clause in part]
        if not clauses:
            raise Unreadable("no_operator", value=text)
        word, sign = ("any", "または") if len(either) > 1 else ("all", "、")
        test = clauses[0].test if len(clauses) == 1 else Flow({word: [clause.test for clause in clauses]})
        kind = "commitment" if promise else _kind(clause.field for clause in clauses)
        told = clauses[0].sentence if len(clauses) == 1 and not promise else ""
        read = sign.join(clause.read for clause in clauses)
        return Condition(kind, test, read, joined(clause.label for clause in clauses), told)

    def size(self, word: str) -> Flow:
        """The test of a size class. Raises Unreadable where the edition has no definition of it."""
        name = SIZES.get(word)
        if not name:
            raise Unreadable("not_a_choice", value=word, allowed="・".join(one for one, key in SIZES.items() if key))
        definition = f"{name}_{self._edition}"
        if definition not in self._definitions:
            raise Unreadable("no_definition", value=word, edition=self._edition)
        return Flow({"class_in": Flow({"definition": definition, "classes": [name]})})

    def _clauses(self, text: str) -> Iterator[_Clause]:
        """The comparisons of a text; a value that stands alone belongs to the choice before it."""
        label, values = "", ""
        for part in filter(None, map(str.strip, BOTH.split(text))):
            found = _parted(part)
            if found is not None:
                if label:
                    yield self._clause(label, values)
                label, values = found
            elif label and self._goes_on(label, part):
                values = f"{values}・{part}"
            else:
                self._refuse(part)
        if label:
            yield self._clause(label, values)

    def _refuse(self, part: str) -> NoReturn:
        """Raises Unreadable with what could be written instead of a part that compares nothing."""
        if in_kanji := KANJI_BOUND.fullmatch(part):
            self._find(in_kanji[1])
            raise Unreadable("kanji_number", value=part, number=in_kanji[2])
        if sized := SIZED.fullmatch(part):
            self.size(sized[2])
            raise Unreadable("no_equal_sign", value=part, label=sized[1], rest=sized[2])
        if behind := self._labels.behind(part):
            comparison(*behind)
            raise Unreadable("no_equal_sign", value=part, label=behind[0].label, rest=behind[1])
        self._find(part)
        raise Unreadable("no_operator", value=part)

    def _find(self, label: str) -> Field:
        """The field of a label; what no field is for, people can still judge. Raises Unreadable."""
        try:
            return self._labels.find(label)
        except Unreadable as error:
            raise Unreadable(error.code, **error.params, hint="people_judge") from None

    def _goes_on(self, label: str, part: str) -> bool:
        if squeezed(label) in SIZE:
            return False
        try:
            return bool(chosen(self._labels.find(label), part))
        except Unreadable:
            return False

    def _clause(self, label: str, value: str) -> _Clause:
        if squeezed(label) in SIZE:
            test, label, sentence = self.size(value), layout()["size_label"], layout()["size_texts"][value]
            return _Clause(test, None, f"{label}={value}", label, sentence)
        field = self._find(label)
        test = comparison(field, value)
        return _Clause(test, field, f"{field.label}={value}", heading(field), sentence_of(field, value, test))


def _parted(text: str) -> tuple[str, str] | None:
    """The label and what it is compared with; None where nothing tells them apart."""
    if found := SIGN.fullmatch(text):
        return found[1], found[3] + SIGNS[found[2]]
    found = EQUAL.fullmatch(text) or DATED.fullmatch(text) or BOUNDED.fullmatch(text)
    return (found[1].strip(), found[2].strip()) if found else None


def _kind(fields: Iterable[Field | None]) -> str:
    """A fact of the company, or of the project where an owner can still change it."""
    return "project" if any(field is not None and field.changeable for field in fields) else "company"
