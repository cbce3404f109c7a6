"""Change of sales in words: unchanged, up, not down; anything vaguer is asked about."""

from __future__ import annotations

import re
from fractions import Fraction

from subsidy.quantity.answer import Answer, Ask, Stored, exactly
from subsidy.quantity.cues import Topic
from subsidy.quantity.found import Flaw
from subsidy.quantity.scene import Scene

_NEG = r"(?:な[いかくし]|ません|まへん|へん|[らせ]ん|ねえ|ねぇ|ねー|なか|ず)"
_FALLING = (
    r"(?:(?:減|へ|下が|さが)(?:っ[てとち]ゃ?ょ?|りゃ?|ら)|減少(?:し(?:て)?)?|落ち(?:て|と|ちゃ?ょ?|"
    r"込んで|込み)?|ダウン(?:し(?:て)?)?|減収|マイナス|(?:前年|昨年|去年)(?:同月|同期)?を下回って|割(?:れて|り込んで))"
)
_NOT_DOWN = re.compile(
    rf"{_FALLING}(?:は|も|なんか|なんて|とか|に|では|じゃ|と|って|が)*(?:い|お|おり|あり|し|なって|"
    rf"なっては|や|ござい|特に|ら)*{_NEG}|(?:減|落ち|下が|減少し|ダウンし|へ)っ?(?:た|てる|ている)(?:ん|の)?(?:じゃ|では|や|で)(?:な[いくか]|のう|ありま|ねえ)|減るどころか|落ち込みな[しい]|減少な[しい]"
)
_FLAT = re.compile(
    r"横ばい|横這い|横バイ|横ばえ|横並び|よこばい|ヨコバイ|トントン|とんとん|変わら(?:な|ず|ん|へ|"
    r"ね|し)|変わって(?:は)?(?:い|お)?(?:な|ま|ら|へ)|変わっと?らん|変わりませ|変わりな|"
    r"変わりゃせ|変わりまへ|かわら(?:な|ず|ん|へ)|かわって(?:い?な|へ)|かわりませ|"
    r"変化(?:は|が|も)?(?:な|あり|ご|し)|変動(?:は|が|も)?(?:な|あり)|(?:前年|昨年|去年|例年|年|"
    r"期|前|並)(?:通り|どおり|同様|並み?|なみ)|(?<![見人])並み|同じ|おなじ|同等|同水準|同程度|"
    r"同額|現状維持|プラマイ(?:ゼロ|0)?|プラスマイナス|増減(?:は|が|も)?(?:な|あり)|どっこい|"
    r"イーブン|フラット|まんま|まま(?=$|です|だ|や)|一緒|いっしょ|維持|±"
)
_UP = re.compile(
    r"増え|増加|増収|増し|(?:右肩)?(?<!売り)(?<!仕)(?<!売)上が(?:っ|り|る)|(?<!売り)(?<!売)あがっ|"
    r"伸び|伸ば|アップ|上昇|プラス(?!マイナス)|好調|絶好調|ふえ|上向|良くなっ|上回|微増|"
    r"(?<![一二三四五六七八九十])倍増|成長|増(?=$|です)"
)
_NOT_UP = re.compile(
    r"(?:増え|伸び|上が|増加し|ふえ|アップし|伸びて|増えて|上がって|良く|"
    r"上回)[^、。]{0,5}?(?:な[いかく]|ません|へん|らん|ねえ|ねぇ)"
)
_DOWN = re.compile(
    r"減|へっ|へり|落ち|落と|おち|下が|さがっ|ダウン|悪|厳し|きびし|きつ|しんど|低迷|不振|ガタ|"
    r"がた落|割れ|割って|割り込|苦し|散々|さっぱり|ボロボロ|ぼろぼろ|壊滅|全滅|ガクン|がくん|ガク|"
    r"下降|やば|ヤバ|どん底|打撃|下回|マイナス|冷え|沈|ひどい|酷|下火|"
    r"影響|ぼちぼち|まあまあ|そこそこ|ふつう|普通|暇|閑古鳥|伸び悩|縮|あかん|だめ|ダメ|ゼロ|"
    r"なくな|消え|パッタリ|ぱったり|低|少な|右肩下|じり貧|ジリ貧|死ん|瀕死|吹っ飛|下(?=$|です|や|"
    r"だ)"
)
_MIXED = re.compile(
    r"上がったり下がったり|月によ|年によ|時期によ|まちまち|ばらつき|波が|バラバラ|ばらばら|"
    r"増えたり減ったり|わから|分から|まだら|部門"
)
_QUESTION = re.compile(
    r"(?:\?|(?<![なの])か)[。 ]*$|ないと|なきゃ|だったら|なら|たら|ても(?:使|対象|もら|申|大丈)|"
    r"でも(?:使|対象|もら|申|大丈)|なぜ|なんで(?:売|聞)|どう|教え|いつ|どこ|なに|何|けど、?(?:使|対象|"
    r"もら|申)|消し|破棄|削除|修正|訂正したい|直したい"
)
_SOFT = re.compile(r"(?:か[なねのも]|かしら|でしょうか|だろうか|やろか)[ぁあぃぇえーねぇ〜。…! ]*\??$")
_NOTHING = re.compile(
    r"(?:いや|いえ|いいえ|特に|とくに|別に|[、 ])*(?:な(?:い|し|か)|ありません|ございません|あらへん|"
    r"ゼロ)(?:です|っす|よ|ね|や|な|わ|ばい|[。!ー〜])*"
)
_ASIDE = re.compile(r"(?:は|が|も|の|って|だけ)")


def read_trend(scene: Scene) -> Answer | None:
    """What the words say of sales, where there is no number to it."""
    asked = scene.is_asked(Topic.SALES)
    if asked and _NOTHING.fullmatch(scene.text.strip()):
        return Ask((Fraction(0),), Flaw.VAGUE)
    parts = [part for part in _parts(scene) if asked or part.named]
    hits = [hit for part in parts if (hit := _hit(part.text))]
    if not hits:
        return Ask((), Flaw.SUBJECT) if asked and _only_others(scene) else None
    if set(hits) == {"down"} or len(set(hits)) > 1:
        return Ask((), Flaw.VAGUE) if not _is_question(scene.text) or asked else None
    if _is_question(scene.text) or _MIXED.search(scene.text):
        return Ask((), Flaw.QUESTION) if asked else None
    return exactly(0) if hits[0] == "flat" else Stored(Fraction(0), None)


_ALL_GONE = re.compile(
    r"(?:は|が|も|って)?[、 ]?(?:もう|ついに|とうとう|完全に|完全な|全くの?|まったくの?|丸ごと|一切|すべて|[、 ])*"
    r"(?:(?:ゼロ|ぜろ|零|0)円?|[無な]くな(?=っ|り))"
    r"(?:(?:に)?な(?:って|っ|り)[^、。?か]{0,8}|です|でした|っす|だ|や|ばい|たい|で|じゃ|わ|よ|ね|な|[!。〜ー …])*$"
)
_NONE_AT_ALL = re.compile(
    r"(?:もう|今は?|いま|ほんとに|本当に|[、 ])*(?:(?:全く|まったく|全然|ぜんぜん|一切)(?:売上|売り上げ|うりあげ)"
    r"(?:が|は|も)?"
    r"|(?:売上|売り上げ|うりあげ)(?:が|は|も)?(?:全く|まったく|全然|ぜんぜん|一切))"
    r"(?:な(?:い|し|か(?!な))|ありません|あらへん|ねえ|ねぇ)(?:です|っす|よ|わ|ね|ばい|な|んだ|んです|[。!〜ー …])*"
)
_NOT_GONE = re.compile(r"まだ|開業|創業|起業|これから|[月日](?!から)|時|ほぼ|以外|増減|影響|減|落|変")


def lost_all(scene: Scene) -> bool:
    """Whether the text says that nothing is left of the sales."""
    if _NOT_GONE.search(scene.text) or len(scene.items) > 1:
        return False
    if _NONE_AT_ALL.fullmatch(scene.text.strip()):
        return True
    cues = [cue for cue in scene.cues if cue.topic is Topic.SALES]
    return any(_ALL_GONE.match(scene.text, cue.end) for cue in cues)


class _Part:
    """A clause, whether it is about sales, and whether it names them."""

    def __init__(self, text: str, named: bool) -> None:
        self.text, self.named = text, named


_CLAUSE = re.compile(r"(?:(?!けれど|けど|ものの|ですが|ますが|ましたが|たが|一方|のに対し)[^、。,!?\n])+")


def _parts(scene: Scene) -> list[_Part]:
    """Clauses that are about sales; each goes on with what the one before was about."""
    parts, about = [], None
    for match in _CLAUSE.finditer(scene.text):
        inside = [cue for cue in scene.cues if match.start() <= cue.start < match.end()]
        named = [cue for cue in inside if cue.topic is Topic.SALES or _ASIDE.match(scene.text, cue.end)]
        about = named[-1].topic if named else about
        if about in (None, Topic.SALES):
            parts.append(_Part(match.group(), about is Topic.SALES))
    return parts


def _hit(text: str) -> str | None:
    """Trend that a clause tells."""
    if _NOT_DOWN.search(text):
        return "flat" if _FLAT.search(text) or _NOT_UP.search(text) or re.search("増え(?:て)?も", text) else "up"
    rest, flat = _FLAT.subn(" ", text)
    down, up = bool(_DOWN.search(rest)), bool(_UP.search(rest))
    if _NOT_UP.search(rest) or down or (flat and up):
        return "down"
    return "flat" if flat else "up" if up else None


def _is_question(text: str) -> bool:
    return bool(_QUESTION.search(text)) and not _SOFT.search(text)


def _only_others(scene: Scene) -> bool:
    """Whether the text tells of profits or customers in place of sales."""
    return any(item.topic in (Topic.MONEY, Topic.CROWD) for item in scene.items) or (
        any(cue.topic in (Topic.MONEY, Topic.CROWD) for cue in scene.cues)
        and bool(_DOWN.search(scene.text) or _UP.search(scene.text))
    )
