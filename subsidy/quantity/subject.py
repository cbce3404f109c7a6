"""Whether a share is that of sales as a whole or of something else: one product, one shop, customers."""

from __future__ import annotations

import re

from subsidy.quantity.scene import Item

_SUBJECT = re.compile(
    r"([一-龥々ァ-ヶーa-z]+|[ぁ-ん])(?:さん|だけ|の方|のほう|関係)?(?:は|が|も|を|だけ|だけは)(?:[、 ]|"
    r"約|だいたい|大体|ざっと|もう|ほぼ|およそ|たぶん|完全に|軒並み|全部|前年比|昨対比?|前年同月比|"
    r"去年の|前年の|昨年の|去年より|前年より|昨年より|コロナ前の)*$"
)
_SEEN = r"(?:言[うえ]|い[うえ]|言うた|いうた|言った|見[るれ]|みる|みれ|見た|みた|話す|比べ(?:る|れ))(?:と|ば|ら)"
_ONLY = re.compile(
    rf"([一-龥々ァ-ヶーa-z0-9ぁ-ん]+?)(?:(?:の|に)?(?:売上|売り上げ)?に限(?:れば|ると|って(?:は|も)?(?:{_SEEN})?|"
    rf"定(?:すれば|すると|して))|"
    rf"(?:だけ|のみ)(?:なら|だと|だったら|は|が|を?(?:{_SEEN})|で(?:は|も)?(?:{_SEEN})?)|で(?:{_SEEN})|"
    rf"(?:の)?(?:ベース|換算)(?:で|だと|では)(?:は)?(?:{_SEEN})?|"
    rf"に関して(?:は)?(?:{_SEEN})?|的に(?:は|{_SEEN})|としては)[、 ]*(?:約|だいたい|大体|ざっと|もう|ほぼ|およそ|"
    rf"たぶん|ざっくり)*$"
)
_ITSELF = re.compile(
    r"(?:売上高?|売り上げ|年商|全体|全社|自社|会社|当社|弊社|うち|数字|数値|金額|額|割合|率|比|対|感覚|体感|肌感|"
    r"印象|平均|合計|総合|トータル|"
    r"年間|通年|年|期|決算|帳簿|前年度?|去年|昨年|結論|正直|大雑把|全部|円|パーセント|前|例年|実感|概算|ざっくり|"
    r"ざっと|だいたい|おおよそ|大体|年度|四半期|通し|均し|ならし|場合)$"
)
_PART_OF_SALES = re.compile(
    r"(?:号店|本店|支店|昼|夜|朝|平日|土日|週末|ランチ|ディナー|宴会|部門?|商品|製品|新車|中古車?|通販|ネット|店頭|"
    r"物販|輸出|向け|部分)"
    r"の(?:売上|売り上げ?|うりあげ)[^。、]{0,6}$"
)
_MONTHS = re.compile("[月週日半間近頃ろ]$")
_WHOLE = re.compile(
    r"(?:年|月|期|度|比|計|字|績|況|響|コロナ|果|今|近|現在|最近|額|高|上|入|商|会社|自社|当社|"
    r"弊社|経営|商売|率|幅|日|週|半|旬|頃|方|禍|宣言|不況|景気|実際|結局|正直|数字|規模|当方|私|"
    r"自分|四半期|上期|下期|ベース|全部|割合|具合|感覚|印象|目安|合算|年間|月間|連結|単体|全体|"
    r"ウチ|トータル|"
    r"[ぁ-ん]|ロックダウン|感染症?|減少|減収|落ち込み|ダウン|時|前|分|場合|平均|全社|我が社|ピーク|業績)$|^(?:お?店|"
    r"事業)$"
)


def has_other_subject(item: Item) -> bool:
    """Whether the share seems to be that of something else, such as one product."""
    sentence = re.split(r"[。!?\n]", item.before)[-1]
    if _PART_OF_SALES.search(sentence):
        return True
    only = _ONLY.search(sentence)
    if only:
        month = _MONTHS.search(only.group(1)) and not re.search("限|だけ|のみ", only.group())
        return not (month or _ITSELF.search(only.group(1)))
    match = _SUBJECT.search(sentence)
    return bool(match and not _WHOLE.search(match.group(1)))
