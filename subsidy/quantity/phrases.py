"""Answers in words alone: none, nobody, unchanged, up, down."""

from __future__ import annotations

import re

from subsidy.quantity.cues import Topic
from subsidy.quantity.scene import Scene

_CLAUSE = re.compile(r"[^、。,!?\n…〜]+[?]?")
_REASON = (
    r"(?:[^、。]{0,24}?(?:なんで|ので|だから|やから|やし|ですから|ですので|だし|やけん|じゃけん?|"
    r"だもんで|なもんで|やさかい|のため|でして|やで|だで|んで|につき|ゆえ|でも|だけど|ですけど))?"
)
_FILL = (
    r"(?:えっ?と|あの|いや|いえ|いいえ|うちは?|うちには|当社は?|弊社は?|特に|とくに|特段|まったく|"
    r"全く|全然|ぜんぜん|そういう|そんな|そもそも|今のところ|いまのところ|現時点では?|現状は?|今は?|"
    r"現在は?|元から|もとから|もともと|元々|最初から|はなから|まだ|もう|それは|まあ|一切|誰も|だれも|だーれも|1人も|"
    r"一人も|ひとりも|人は|人も|社員も|"
    r"何も|なんも|なんにも|ほとんど|[ ])*"
)
_TAIL = (
    r"(?:です|っす|でした|だ|よ|ね|な|わ|ばい|たい|で|なあ|ねえ|ねん|ど|べ|べさ|だべ|や|やで|やね|"
    r"やわ|やねん|でございます|になります|ござ(?:い|え)ます|さ|と思い?ます?|けど|けれど|んです|んだ|"
    r"んや|が|のよ|のう|の|し|ちゃ|っちゃ|けん|から|ので|さかい|でがす|がす|ぞ|もん|状態|ん|く|じゃ|"
    r"ぞな|ら|ー|〜|っ|です?わ|でんねん|まっせ|とよ|とです|やけど|w|笑|[^\w\s]|\s)*"
)
_NONE = (
    r"(?:な(?:いない|い|し|か(?=$|ばい|と|です|たい|よ))|無(?:い|し)|ありま(?:せん|へん)|"
    r"ありゃ(?:せん|しねえ|しない)|あらへん|あらしまへん|あら(?:せん|ん)|ございません|ござ(?:い|"
    r"え)ませんね|ね[えぇー](?=よ|っす|の|な|べ|です|だ|ど|わ|さ|ん|けど)|ねがす|ナシ|ナイ|ゼロ|ぜろ|零|"
    r"0|無|該当なし|存在し(?:ない|ません)|設定(?:なし|して(?:い?ない|いません|おりません)))(?:円)?"
)
_NOBODY = (
    r"(?:い(?:な(?:い|く|か)|ません|ね[えぇー]|のう|ひん|へん|て(?:は|も)?(?:ません|ない|へん|まへん)|"
    r"ましぇん|やしま?へん)|お(?:れへん|ら(?:ん|ない|ず|へん|せん|ね[えぇー]|っせん|ま?しません)|"
    r"りません|りまへん|らしまへん|りゃせん)|(?:雇|やと)(?:って|っと|うて|っち|っちょ)(?:い|お|は|"
    r"る)*(?:ない|ません|ね[えぇー]|らん|へん|まへん|りません|ん)|雇用(?:は|も|を)?(?:して)?(?:いない|"
    r"いません|おりません|ない|なし|していない|していません|してない|ません|おらん|しておりません)|"
    r"使って(?:い?ない|いません|おらん))"
)
_STAFF = (
    r"(?:(?:従業[員者因院]|社員|スタッフ|職員|使用人|店員)(?:さん|数)?|(?:働いて|雇って|"
    r"雇用して)い?る(?:人|者|従業員|社員|スタッフ|の))"
)
_WHO = rf"(?:{_STAFF}|雇い人|雇用|人)"
_CAPITAL = (
    r"(?:資本[金菌]?|しほんきん|出資金|元手|そんなもの?|そんなの|そげなもん|そんなもん|そないなもん|"
    r"そういうの|そんなん|それ)"
)
_P = (
    r"(?:は|も|が|って|なんて|とか|なんか|の方は|というもの(?:は|が)?|ちゅうもんは|とかは|なんぞ|"
    r"などは|ちゅうのは|っちゅうんは|(?:って|ちゅう|つう|っちゅう|なんて)(?:もの|もん|やつ)(?:は|が|も)?|というのは|"
    r"の類は|らしいもんは|:| )?"
)


def _atomic(pattern: str, count: list[int]) -> str:
    """The pattern without ways back into it: its parts overlap, and there are many ways to cut a text into them."""
    count[0] += 1
    return f"(?=(?P<a{count[0]}>{pattern}))(?P=a{count[0]})"


def _compile(template: str) -> re.Pattern[str]:
    """Regular expression of a template in which F stands for fillers and T for what may follow."""
    count = [0]
    pieces = re.split("([FT])", template)
    return re.compile(
        "".join(
            {"F": _atomic(_FILL, count), "T": _atomic(_TAIL, count)}[piece] if piece in ("F", "T") else piece
            for piece in pieces
        )
    )


_NONE_ALONE = _compile(rf"{_REASON}F(?:{_CAPITAL}{_P})?F{_NONE}T")
_CAPITAL_NONE = _compile(rf"(?:^|.*?){_CAPITAL}{_P}F{_NONE}T")
_NOBODY_ALONE = _compile(rf"{_REASON}F(?:{_WHO}{_P})?F(?:{_NOBODY}|{_NONE}(?:人|名)?)T")
_STAFF_NOBODY = _compile(
    rf"(?:(?:^|.*?)(?:うちの|(?<![正るたいなのき])){_STAFF}{_P}|.*?(?:誰|だれ|だーれ)も)F(?:{_NOBODY}|"
    rf"{_NONE}(?:人|名)?)T"
)
_NOTHING_TO_SPEND = _compile(rf"{_REASON}F(?:投資|予算|お?金|設備)?{_P}F{_NONE}T")


def clauses(text: str) -> list[str]:
    """Pieces between punctuation."""
    return [match.group().strip() for match in _CLAUSE.finditer(text) if len(match.group()) <= 60]


def says_none(scene: Scene, topic: Topic) -> bool:
    """Whether the text says that there is no such money."""
    alone, named = (_NONE_ALONE, _CAPITAL_NONE) if topic is Topic.CAPITAL else (_NOTHING_TO_SPEND, None)
    parts = clauses(scene.text)
    if scene.is_asked(topic) and scene.asked != "plan" and any(alone.fullmatch(part) for part in parts[:3]):
        return True
    return bool(named and any(named.fullmatch(part) for part in parts))


def says_nobody(scene: Scene) -> bool:
    """Whether the text says that nobody is employed."""
    parts = clauses(scene.text)
    if scene.is_asked(Topic.EMPLOYEES) and any(_NOBODY_ALONE.fullmatch(part) for part in parts[:3]):
        return True
    return any(
        _STAFF_NOBODY.fullmatch(part) and (scene.is_asked(Topic.EMPLOYEES) or scene.mentions(Topic.EMPLOYEES))
        for part in parts
    )
