"""Whom a number of people counts, by the words around it."""

from __future__ import annotations

import enum
import re

from subsidy.quantity.scene import Item


class Role(enum.Enum):
    """Whom a number of people counts."""

    REGULAR = "regular"
    STAFF = "staff"
    SITE = "site or sex or job"
    CONTRACT = "contract"
    PART = "part-time"
    OUTSIDE = "officer, temp or contractor"
    FAMILY = "family"
    NONE = "not said"


_ROLES = {
    Role.PART: (
        r"(?:パート(?!ナー)(?:タイマー|さん)?|ぱーと|ぱあと|アルバイト|バイト|短時間|非常勤|臨時|"
        r"季節(?:雇|労働|従業|パート|社員|の人)|学生|手伝い|シルバー|日雇い|スポット|パ-ト|時短|"
        r"非正規|嘱託|part-?timers?|part-?time)(?:の)?(?:社員|従業員|スタッフ|職員|人|方|子|事務|おばちゃん)?"
    ),
    Role.CONTRACT: r"契約(?:社員|職員)?(?!者|件|数)|準社員|定年後|再雇用|期間工",
    Role.REGULAR: (
        r"正社員|正規|常勤|フルタイム|常用|常雇い?|正職員|フル(?=は|が|で|\d|$)|本採用|正従業員|"
        r"社保加入|(?<![約準会])社[員印院]|常時|単体|単独(?!者)|直(?:雇い?(?:用)?|接雇用)|自社(?:の人間|の者|雇用)|"
        r"うちの(?:もん|者|人間)|生え抜き|full-?timers?|full-?time(?: employees| staff)?"
    ),
    Role.OUTSIDE: (
        r"連結|グループ(?:会社|企業)?(?:全体|合計|全社)?|"
        r"(?:役員|取締役|理事|監査役|社長|専務|常務|経営者|代表|オーナー|事業主|派遣|請負|委託|外注|"
        r"応援|出向|フリーランス|顧問|一人親方|下請|協力会社|ボランティア|インターン)(?:の)?(?:社員|"
        r"従業員|スタッフ|職員|職人|人|方|ドライバー|作業員|大工)?"
    ),
    Role.FAMILY: (
        r"家族|夫婦|専従者|身内|親子|嫁|妻|女房|かみさん|家内|奥さん|旦那|主人|息子|娘|父|母|親父|"
        r"おやじ|兄弟|姉妹|両親|親戚|親族|兄|弟(?!子)|連れ合い|[かと]あちゃん|とうちゃん|おっ[かと]あ?[あぁう]?|かか|"
        r"せがれ|倅|じいちゃん|ばあちゃん|婆さん|爺さん|相方|カミさん|よめ|ダンナ|だんな|ワイフ|つれあい"
    ),
    Role.SITE: (
        r"本社|本店|支社|支店|工場|営業所|事業所|事務所|事務|現場|倉庫|店舗|本部|男性?|女性?|営業|"
        r"製造|職人|ホール|厨房|キッチン|内勤|外勤|配送|ドライバー|運転手|技術|開発|整備士|美容師|"
        r"看護師|介護士|(?:第?[1-9一二三]|本|支|新)号?店|店|フロント|清掃|管理|総務|経理|作業員|大工|"
        r"調理|販売|設計|洗い場|接客|受付|見習い|アシスタント|仲居|板前|配達|溶接|旋盤|フライス|組立|加工|検査|塗装|"
        r"左官|とび|鳶|デザイナー|"
        r"プログラマー|エンジニア|保育士|薬剤師|衛生士|栄養士|料理人|パティシエ|ネイリスト|スタイリスト|講師|助手|"
        r"監督|レジ|品出し|企画|広報|"
        r"外交|外回り|運ちゃん|運転士|人事|生産|出荷|梱包|物流|整備|板金|プレス|研磨|縫製|裁断|仕込み|仕上げ|鋳造|メッキ|印刷|製本"
    ),
    Role.STAFF: r"従業[員者因院人]|スタッフ|職員|人員|メンバー|社員数|従業員数|若い(?:衆|者|の)",
}
_ROLE = re.compile("|".join(f"(?P<{role.name}>{words})" for role, words in _ROLES.items()))
_PART, _CONTRACT, _FAMILY, _OUTSIDE = (_ROLES[role] for role in (Role.PART, Role.CONTRACT, Role.FAMILY, Role.OUTSIDE))
_OWNER = (
    r"(?:私|わたくし|わたし|わし|わい|わだす|わだし|わっち|自分|僕|ぼく|俺|おれ|あたし|うちら?|社長|代表(?:者|"
    r"取締役)?|オーナー|"
    r"本人|事業主|経営者|店主|大将|院長|親方|当方|おいら|おら|園長|所長|塾長|こちら|ワシ|ワイ|オレ|"
    r"女将|住職|代表の私|わて|うち(?=を|も|含|入|込))"
)
_WITH = (
    r"(?:も|を|まで|で|の分も?)?(?:入れ|いれ|含め|含む|含ん|ふくめ|ふくむ|ふくん|込み|込め|こみ|込|"
    r"こめ|合わせ|あわせ|足し|たし|加え|数え|カウント|いれた|混ぜ|まぜ|入って|入っと|はいって)(?!ず|"
    r"ない|なく|ん|ませ|い?ない|いませ)"
)
_WITH_OWNER = re.compile(
    rf"{_OWNER}(?:(?:も|と)(?:従業員|社員|スタッフ|"
    rf"みんな))?{_WITH}[^、。\d]{{0,6}}[、 ]?[^、。\d]{{0,8}}$"
)
_WITH_OWNER_AFTER = re.compile(
    rf"[^。\d]{{0,12}}?(?:[(、。 ]|ですが|だけど|けど|くらい)*{_OWNER}{_WITH}|[ ,(]*(?:including|incl\.?|with)"
    rf" (?:me|myself|the owner)"
)
_WITH_PART = re.compile(
    rf"(?:{_PART}|{_CONTRACT}|{_FAMILY}|役員|取締役|派遣|委託|"
    rf"外注)(?:さん|社員|従業員|たち|達|の人|の子)?(?:と|や|とか|なども?|など|ら|、|等|"
    rf"・)?[^、。\d]{{0,8}}?{_WITH}"
)
_EXCEPT = re.compile(
    r"(?:除[いきくけ]|のぞい|のぞく|抜[いきくけ]|ぬき|ぬい|以外|のほか|の他|ほかに|他に|別に|別で|"
    r"別途|は別|を別|含めず|含めない|含まず|含まない|入れず|入れない|いれず|入れないで|数えず|"
    r"数えない|を外し)"
)

_SAID_OF_LAST = re.compile(
    rf"^(?:(?:が|は|の)(?:{_ROLE.pattern})|(?:{_ROLE.pattern.replace('?P<', '?P<X')})(?=[、。,]))"
)
_BEHIND = re.compile(rf"(?:くらい|ほど)?(?:の|が|は)?(?:{_ROLE.pattern})")
_NEAR = 14


def role_of(item: Item, *, first: bool = True) -> Role:
    """Role of the nearest word before the number, or of the word right behind it."""
    head = item.before if first else _SAID_OF_LAST.sub("", item.before)
    near = [match for match in _ROLE.finditer(head) if len(head) - match.end() <= _NEAR]
    behind = _BEHIND.match(item.after)
    if behind and not (near and len(head) - near[-1].end() <= 2):
        return Role[str(behind.lastgroup)]
    if not near or _WITH_OWNER.search(item.before) or _is_apart(head[near[-1].end() :]):
        return Role.NONE
    return Role[str(near[-1].lastgroup)]


def _is_apart(between: str) -> bool:
    """Whether the words after a role say that the number is not that of the role."""
    return bool(re.search(r"[。!?\n]", between) or _EXCEPT.search(between) or re.match(_WITH, between))


def follows_role(item: Item) -> bool:
    """Whether the number stands right behind a word for a role."""
    ends = [match.end() for match in _ROLE.finditer(item.before)]
    return bool(ends) and len(item.before) - ends[-1] <= 1


def is_included(item: Item) -> bool:
    """Whether the text says that these are among the others, as in 「役員2名含む10名」."""
    return bool(re.match(_WITH, item.after) or re.search(r"\([^)]{0,8}$", item.before))


def includes_owner(item: Item) -> bool:
    """Whether the owner is one of the number."""
    return bool(_WITH_OWNER.search(item.before) or _WITH_OWNER_AFTER.match(item.after))


_SELF_ALONE = re.compile(rf"(?:{_OWNER}|の?私|親方)(?:だけ)?(?:の|が)?(?: |、)?$")
_SELF_AFTER = re.compile(rf"(?:です|だ|や|[(、。 ])*{_OWNER}(?:だけ|のみ|一人|ひとり|1人)")
_RUNS = re.compile(
    r"親方|(?:だけ)?で$|で[^、。]{0,12}(?:やって|やっと|経営|営ん|切り盛)|(?:だけ)?(?:で|きりで|"
    r"っきりで)(?:やっ|経営|営|切り盛|回|まわ|すべて|全部|"
    r"細々|しと|して)|(?:きり|っきり|ぼっち|社長|法人|会社|経営|起業)"
)
_ONLY_OWNER = re.compile(
    rf"(?:{_OWNER}|1人|一人|ひとり)(?:だけ|のみ|一人|ひとり|1人)(?!で(?:は|も))|ワンオペ|(?:一|"
    rf"ひと|1)(?:人|り)(?:親方|社長)|ぼっち|お(?:ひとり|一人|独り|1人)(?:さま|様)|(?:^|[、。 ])ソロ(?=で|です|だ|"
    rf"経営|活動|$)|"
    rf"(?:^|[^a-z])(?:just|only) me(?![a-z])|^no (?:employees|staff)|^nobody|(?:by )?myself(?![a-z])"
)


def is_owner_alone(item: Item) -> bool:
    """Whether the one person is the owner."""
    return bool(_SELF_ALONE.search(item.before) or _RUNS.match(item.after) or _SELF_AFTER.match(item.after))


def names_owner_only(text: str) -> bool:
    """Whether the text says, without a number, that the owner works alone."""
    return bool(_ONLY_OWNER.search(text))


_RELATIVES = re.compile(
    rf"(?:{_FAMILY})(?:さん)?(?:と|の|だけ|、|で|と私|と自分|・)*(?:私|自分|俺|僕)?(?:の|"
    rf"と|で|、)*$"
)


_ALSO = re.compile(rf"(?:と|\+|プラス|あと(?:は)?|ほかに|他に|別に|それと|以外に|は別)[^。\d]{{0,6}}(?:{_PART})")
_LESSER = rf"(?:{_PART}|{_OUTSIDE}|{_FAMILY})"
_SOME = r"(?:半分|半数|大半|ほとんど|ほぼ|[\d一二三四五六七八九]割|みんな|みな|全員|全部|過半)"
_SOME_OF_THEM = re.compile(
    rf"(?:正社員|正規|常勤|{_LESSER})(?:は|が|も|の方)?(?:その|だいたい)?{_SOME}|{_SOME}(?:くらい|"
    rf"ほど)?(?:は|が|の)?、?{_LESSER}"
)
_SELF = "自分|わたくし|わたし|あたし|私|俺|おれ|オレ|僕|ぼく|わし|ワシ|わい|おら|おいら|うち(?=ら|と)"
_WITH_SOMEONE = re.compile(
    rf"(?:[^、。\d]{{1,6}}(?:と|、)(?:{_SELF})|(?:{_SELF})と(?!社員|従業員|スタッフ|職員)[^、。\d]{{1,6}})の$"
    rf"|(?:{_SELF})(?:たち|達|ら)(?:は|で|の|だけ)?$|(?:相方|パートナー|相棒|友人|友達|連れ|仲間)(?:と|の)"
    rf"[^、。\d]{{0,4}}$"
)
_OWNERS = re.compile(r"(?:自分|私|うち|俺|僕)(?:たち|達|ら|夫婦)[^。\d]{0,3}(?:入れ|含め|込)")
_LISTED = re.compile(
    rf"(?:{_PART})[^。、]{{0,6}}(?:\d|[一二三四五六七八九十数何]|は?別|い[なま]|おら|おり|なし|無|ゼロ)"
)
_UNSURE = re.compile(f"{_PART}|{_CONTRACT}|{_FAMILY}|正社員|正規|常勤|フルタイム")


def may_include_others(item: Item, role: Role, text: str) -> bool:
    """Whether people who do not count, or only perhaps, may be among the number."""
    if (
        _OWNERS.search(text)
        or (role is not Role.REGULAR and _WITH_SOMEONE.search(item.before))
        or (role is Role.NONE and _RELATIVES.search(item.before))
    ):
        return True
    if role is Role.REGULAR:
        return False
    if _SOME_OF_THEM.search(text):
        return True
    if _EXCEPT.search(text):
        return False
    counted_in = _WITH_PART.search(text) and "実習生" not in item.before
    loose = role in (Role.NONE, Role.STAFF) and re.search(_PART, text)
    return bool(counted_in or (loose and not _LISTED.search(text) and not _ALSO.search(text)))


def names_others(text: str) -> bool:
    """Whether the text speaks of people who may or may not count."""
    return bool(_UNSURE.search(text))
