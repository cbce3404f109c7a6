"""The cells of the form, written the way people write them. Whatever cannot be read raises Unreadable."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from subsidy.catalog.proposals import NO, YES, day_in, is_no_day, proposal
from subsidy.form.slips import Unreadable

NOTHING = frozenset(("なし", "無し", "無", "ない", "-", "ー", "—"))
UNSETTLED = frozenset(("未定", "不明", "未公表", "分からない", "わからない"))
FLAT_RATE = "定額"
DASH = "[〜~ー−–—-]"
AMOUNT = re.compile(r"(?:上限|最大|下限)?[¥\\]?([0-9][0-9,.億万千百 ]*円?)(?:以内|まで|以下|以上)?")
BARE_BELOW = 10_000
IN_KANJI = "[〇一二三四五六七八九十百千万億]+"
COUNTED_IN_KANJI = re.compile(f"(?:上限|最大|下限|令和)?({IN_KANJI})(?:(?:円|人|名|分の|月|年|時|割|%).*)?")
TURNED = (
    re.compile(r"[0-9]{2,4}[/.-]0?([0-9]{1,2})[/.-]0?([0-9]{1,2})(?: .*)?"),
    re.compile(r"(?:[0-9]{4}年)?([0-9]{1,2})月([0-9]{1,2})日"),
)
TURNED_IN_ENGLISH = re.compile(r"(?:([0-9]{1,2})-)?([a-z]{3})(?:-([0-9]{1,2}))?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SERIAL = re.compile("[1-9][0-9]{4}")
EXACT_RATE = re.compile(r"(?:([0-9]{1,4})(?:/|分の)([0-9]{1,4})|([0-9]+)(?:%|割)|0?\.(?:25|75|[1-9]))(?:以内|以下)?")
ROUNDED = re.compile(r"(?:33|66|67)(?:\.[0-9]+)?%?|0?\.(?:33|66|67)[0-9]*")
WEEKDAY = re.compile(r"\((月|火|水|木|金|土|日)(?:曜日?)?(?:・?祝)?\)")
WEEK = "月火水木金土日"
BESIDE_DAY = re.compile(r"\((?:月|火|水|木|金|土|日)(?:曜日?)?(?:・?祝)?\)|(?:必着|消印有効|締め?切り?|開始|まで|から)")
HOUR = re.compile(r"(午前|午後)?([0-9]{1,2})(?::([0-9]{2})(?::[0-9]{2})?|時(?:([0-9]{1,2})分)?)")
TOO_NARROW = re.compile("#+")
NOON, DAY_LONG, LAST_MINUTE = "正午", 24, 59
CERTAINTIES = {
    "公式で確認": "confirmed",
    "報道": "reported",
    "おおよそ": "approximate",
    "未確認": "unconfirmed",
    "未定": "unknown",
}
ACCESS = {
    "全文を読んだ": ("read", "high"),
    "一部だけ読んだ": ("excerpt", "medium"),
    "ほかの資料で知った": ("secondary", "low"),
}
SIZES = {"中小企業": "sme", "小規模事業者": "small", "なし": ""}
SPAN = (
    (re.compile(rf"([0-9]+)人?{DASH}([0-9]+)人?(?:以下)?"), (1, 2, 0, 0)),
    (re.compile(r"([0-9]+)人(?:以上|から)([0-9]+)人(?:以下|まで)?"), (1, 2, 0, 0)),
    (re.compile(r"([0-9]+)人(?:以下|まで|以内)"), (0, 1, 0, 0)),
    (re.compile(r"([0-9]+)人未満"), (0, 1, 0, -1)),
    (re.compile(rf"([0-9]+)人(?:以上|から|{DASH})"), (1, 0, 0, 0)),
    (re.compile(r"([0-9]+)人超"), (1, 0, 1, 0)),
    (re.compile(r"([0-9]+)人"), (1, 1, 0, 0)),
)
BAND = re.compile(rf"(.*?人(?:以下|まで|以内|未満|以上|から|超|{DASH})?)[:はがの・= ]*([^人]+)")


class Band(NamedTuple):
    """A cap for so many people, both ends included; None is no end."""

    low: int
    high: int | None
    yen: int


def fold(text: str) -> str:
    """A cell with half-width signs, in small letters, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_unsettled(text: str) -> bool:
    """Whether a cell says that nobody knows."""
    return fold(text) in UNSETTLED


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is none."""
    return fold(text) in NOTHING


def check_digits(text: str) -> None:
    """Numbers are written in digits. Raises Unreadable for 三百万円."""
    found = COUNTED_IN_KANJI.fullmatch(fold(text))
    if found:
        raise Unreadable("kanji_number", value=text, number=found[1])


def read_floor(text: str) -> int | None:
    """Yen; None where there is no lower limit. Raises Unreadable."""
    return None if is_nothing(text) else read_yen(text)


def read_cap(text: str) -> int:
    """Yen. Raises Unreadable, also where there is no upper limit: the catalogue cannot tell that."""
    if is_nothing(text):
        raise Unreadable("no_limit", value=text)
    return read_yen(text)


def read_yen(text: str) -> int:
    """Yen from 300万円, 1,000,000円 or 3000000."""
    check_digits(text)
    said = fold(text).replace("，", ",")
    found = AMOUNT.fullmatch(said)
    number = proposal("integer", found[1]) if found else ""
    if not number:
        raise Unreadable("bad_yen", value=text)
    if int(number) < BARE_BELOW and not re.search("[円億万千百¥]", said):
        raise Unreadable("yen_without_unit", value=text)
    return int(number)


def read_rate(text: str) -> str | None:
    """A share as a fraction; None where a fixed sum is paid. What a spreadsheet took for a day is no share."""
    check_digits(text)
    said = fold(text).replace(" ", "") if not re.search("[a-z]|:", fold(text)) else fold(text)
    if said == FLAT_RATE:
        return None
    if (meant := turned_rate(said)) is not None:
        raise Unreadable("rate_turned", value=text, meant=meant or "2分の1")
    if ROUNDED.fullmatch(said):
        raise Unreadable("rate_rounded", value=text, meant="3分の1" if "33" in said else "3分の2")
    if not EXACT_RATE.fullmatch(said):
        raise Unreadable("bad_rate", value=text)
    share = _share(said)
    if not 0 < share <= 1:
        raise Unreadable("rate_out_of_range", value=text)
    return str(share)


def _share(said: str) -> Fraction:
    found = EXACT_RATE.fullmatch(said)
    if found is None or found.lastindex is None:
        return Fraction(re.sub("[^0-9.]", "", said))
    if found[3]:
        return Fraction(int(found[3]), 10 if "割" in said else 100)
    first, second = int(found[1]), int(found[2])
    top, bottom = (second, first) if "分の" in said else (first, second)
    return Fraction(top, bottom) if bottom else Fraction(0)


def turned_rate(said: str) -> str | None:
    """The share in words that a spreadsheet made a day of: empty where nobody can tell, None where it is no day."""
    for pattern in TURNED:
        if found := pattern.fullmatch(said):
            return _in_words(int(found[1]), int(found[2]))
    found = TURNED_IN_ENGLISH.fullmatch(said)
    if found and found[2] in MONTHS and (found[1] or found[3]):
        return _in_words(MONTHS.index(found[2]) + 1, int(found[1] or found[3]))
    return "" if SERIAL.fullmatch(said) else None


def _in_words(top: int, bottom: int) -> str:
    return f"{bottom}分の{top}" if 0 < top < bottom else ""


def read_day(text: str) -> dt.date:
    """A day; an hour behind it is no matter."""
    moment = read_moment(text)
    return moment.date() if isinstance(moment, dt.datetime) else moment


def read_moment(text: str) -> dt.datetime | dt.date:
    """A day, or an instant where the hour is written too. Midnight is what spreadsheets put behind a day."""
    check_digits(text)
    said = BESIDE_DAY.sub("", fold(text)).strip()
    if TOO_NARROW.fullmatch(said):
        raise Unreadable("column_too_narrow", value=text)
    found = day_in(said)
    if found is None or is_no_day(said):
        code = "no_such_day" if found else "day_without_year" if re.match("[0-9]{1,2}[月/]", said) else "bad_day"
        raise Unreadable(code, value=text)
    day = dt.date(*found[:3])
    if not 2000 <= day.year < 2100:
        raise Unreadable("bad_day", value=text)
    _check_weekday(day, text)
    rest = BESIDE_DAY.sub("", found[3]).replace("t", "", 1).strip()
    minutes = _minutes(rest, text) if rest else 0
    whole = minutes in (0, DAY_LONG * 60)
    return day if whole else dt.datetime.combine(day, dt.time(*divmod(minutes, 60)))


def _check_weekday(day: dt.date, text: str) -> None:
    """The day of the week that is written beside a day is that of the day. Raises Unreadable."""
    found, right = WEEKDAY.search(fold(text)), WEEK[day.weekday()]
    if found and found[1] != right:
        shown = f"{day.year}年{day.month}月{day.day}日"
        raise Unreadable("other_weekday", value=text, day=shown, written=found[1], right=right)


def _minutes(rest: str, text: str) -> int:
    """Minutes since midnight."""
    if rest == NOON:
        return 12 * 60
    found = HOUR.fullmatch(rest.replace(" ", ""))
    if found is None:
        raise Unreadable("bad_hour", value=text)
    hour, minute = int(found[2]) + (12 if found[1] == "午後" else 0), int(found[3] or found[4] or 0)
    if hour > DAY_LONG or minute > LAST_MINUTE or (hour == DAY_LONG and minute):
        raise Unreadable("bad_hour", value=text)
    return hour * 60 + minute


def read_bands(text: str) -> list[Band]:
    """Caps by headcount, from the fewest people on, without a gap and without an end."""
    said = fold(text).replace("名", "人")
    parts = [part.strip() for part in re.split(r"[、;/\n]|,(?![0-9]{3})", said) if part.strip()]
    if not parts:
        raise Unreadable("bad_band", value=text)
    bands = [_band(part) for part in parts]
    if bands[0].low not in (0, 1):
        raise Unreadable("bands_begin_late", low=bands[0].low)
    for before, after in zip(bands, bands[1:], strict=False):
        expected = None if before.high is None else before.high + 1
        if after.low != expected:
            raise Unreadable("bands_not_joined", before=_told(before), after=_told(after))
    if bands[-1].high is not None:
        raise Unreadable("bands_end", high=bands[-1].high, next=bands[-1].high + 1)
    return bands


def _band(part: str) -> Band:
    check_digits(part)
    found = BAND.fullmatch(part)
    if found is None:
        raise Unreadable("bad_band", value=part)
    span = found[1].replace(" ", "")
    for pattern, (low, high, shift_low, shift_high) in SPAN:
        if ends := pattern.fullmatch(span):
            first = int(ends[low]) + shift_low if low else 0
            last = int(ends[high]) + shift_high if high else None
            if last is not None and last < first:
                break
            return Band(first, last, _cap(found[2].strip(), part))
    raise Unreadable("bad_band", value=part)


def _cap(said: str, part: str) -> int:
    try:
        return read_yen(said)
    except Unreadable as error:
        told = error.code in ("yen_without_unit", "kanji_number")
        raise error if told else Unreadable("bad_band", value=part) from None


def _told(band: Band) -> str:
    if band.high is None:
        return f"{band.low}人以上"
    return f"{band.low}〜{band.high}人" if band.low else f"{band.high}人以下"


def read_yes(text: str) -> bool:
    """A plain yes or no."""
    said = fold(text)
    if said not in YES | NO:
        raise Unreadable("bad_yes", value=text)
    return said in YES


def read_word(text: str, words: dict[str, str] | dict[str, tuple[str, str]]) -> str:
    """One of the words that a row takes, as it is listed."""
    said = fold(text)
    found = [word for word in words if word in (said, said.rstrip("者。"))] or [w for w in words if said.startswith(w)]
    if not found:
        raise Unreadable("not_a_choice", value=text, allowed="・".join(words))
    return found[0]
