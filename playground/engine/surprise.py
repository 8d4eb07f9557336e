"""How much a decoded text looks like writing: the price of its characters in bits.

The right encoding of a file is the one whose text is the least surprising. The model is
coarse on purpose: frequent characters of a script are cheap, rare ones dear, neighbours
from different scripts cost extra. It only has to tell writing from mojibake, in a few
characters if need be.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from playground.engine.characters import CODE_POINTS, code_points

# N: characters

HANZI = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过"
    "天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些"
    "所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活"
    "正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才"
    "便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐"
    "色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任"
    "金快原吃妈变通师立象数四失满战远格士音轻目条呢病始达深完今提求清王化空业思切怎非找片罗钱吗语"
    "元喜曾离飞科言干流欢约各即指合反题必该论交终林请医晚制球决传画保读运及则房早院量苦火布品近坐"
    "产答星精视五连司巴奇管类未朋且婚台夜青北队久乎越观落尽形影红百令周吧识步希术留市半热送兴造谈"
    "容极随演收首根讲整式取照办强石古华装似足双诉米称客南领节衣站黑刻统断福城故历惊脸选包紧争另建"
    "绝树系伤示愿持千史谁准联妇纪基买志静诗独复痛消社算义竟确酒需单治举仅钟怕共毛句息功官待究跟穿"
    "室易游程号居考突皮哪费倒价图具刚脑永歌响商细专黄块脚味灵改据般破引食仍存众注笔习校默务土微娘"
    "须试怀料调广查密议底列富梦错座参八除跑亮假印设线温虽掉京初养香停际致阳纸李验助激够证饭忘趣支"
    "春集丈木研班普导睡跳获艺六波察群"
)
HANZI_TRADITIONAL = (
    "這個們來時為說國著裡後會過對於學麼發當沒還樣種開總從無現動頭經長兒愛給間兩親進話與見問爾點幾"
    "將實聲車機氣並別書體卻電門聽員許寫馬難結樂東記處讓應場報關張認內軍歲覺帶萬邊風媽變師數滿戰遠"
    "輕條達業羅錢嗎語離飛幹歡約題該論終請醫決傳畫讀運則產視連類臺隊觀盡紅識術熱興談極隨講辦強華裝"
    "雙訴稱領節統斷歷驚臉選緊爭絕樹傷願誰準聯婦紀買靜詩獨復義確單舉僅鐘遊號費價圖剛腦響細專黃塊腳"
    "靈據眾筆習務須試懷調廣議夢錯參設線溫雖養際陽紙驗夠證飯導獲藝"
)

# Price in bits, then the characters; later lines win.
LETTERS: tuple[tuple[float, str], ...] = (
    (3.0, " "),
    (6.0, "\n"),
    (4.5, "abcdefghijklmnopqrstuvwxyz"),
    (7.0, "ABCDEFGHIJKLMNOPQRSTUVWXYZ.,'\"-"),
    (8.0, "0123456789!?:;()\t\r"),
    (6.5, "\u3000，。、「」！？：；“”《》…—"),
    (8.0, "『』‘’（）·～–«»"),
    (10.0, "„‚‹›€£§°©®™•¿¡ºª№"),
    (6.5, "бвгдзйкмпуцчшщъыьэюяфхж"),
    (4.5, "оеаинтсрвл"),
    (7.5, "ёіїєґўЁІЇЄщъэфц"),
    (8.0, "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"),
    (6.5, "βγδζθξφχψωέύώϊϋ"),
    (4.5, "αοιετσνηυρπκμλςάήίό"),
    (8.0, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ"),
)
# Letters that a language adds to a-z. A text pays for one language, and dearly for all others.
ACCENTS = (
    "éèàêâùûîôëïüçœæ",  # French
    "äöüß",  # German
    "áéíóúñü",  # Spanish
    "ãõáâéêíóôúàç",  # Portuguese
    "àèéìòù",  # Italian
    "åäöéæø",  # Danish, Finnish, Norwegian, Swedish
    "áðéíóúýþæö",  # Icelandic
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýžäľôŕ",  # Czech, Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
    "āčēģīķļņšūž",  # Latvian
    "ąčęėįšųūž",  # Lithuanian
    "äöõüšž",  # Estonian
    "çğıöşüâîû",  # Turkish
)
ACCENT, FOREIGN_ACCENT, CAPITAL_ACCENT = 3.0, 13.0, 3.0  # plus the choice within the language
HANGUL = (
    "이다는에을의가고하를지은로기서한그리나도사아자시어인으일대해것들여정수부보제주만전있게과스면장었원구"
    "오세조상안라소했성러미동되우니와공무내모유적말신비거생중관방마남경물학국회문연개선바단산음행분치임당간"
    "강계교금년월민등때위없않저야할까더두려였람큰날집몸손눈길밤김박최습배웠님늘좋많"
)
CONTROL, UNREADABLE, ODD = 40.0, 40.0, 16.0
BLOCKS: tuple[tuple[float, int, int], ...] = (
    (ODD, 0, CODE_POINTS),
    (CONTROL, 0x00, 0x20),
    (9.0, 0x21, 0x7F),
    (CONTROL, 0x7F, 0xA0),
    (12.0, 0xA0, 0xC0),
    (0.0, 0xC0, 0x250),  # priced by language
    (16.0, 0xD7, 0xD8),
    (16.0, 0xF7, 0xF8),
    (11.0, 0x370, 0x530),  # Greek, Cyrillic
    (6.5, 0x5D0, 0x5EB),  # Hebrew
    (6.5, 0x621, 0x64B),  # Arabic
    (6.5, 0xE01, 0xE5B),  # Thai
    (6.0, 0x3041, 0x3094),  # hiragana
    (7.5, 0x30A1, 0x30FF),  # katakana
    (18.0, 0x3400, 0xA000),  # ideographs
    (18.0, 0xAC00, 0xD7A4),  # hangul
    (30.0, 0xD800, 0xF900),  # surrogates, private use
    (10.0, 0xFF01, 0xFF5F),  # wide Latin
    (11.0, 0xFF61, 0xFFA0),  # narrow katakana
    (UNREADABLE, 0xFFFD, 0x10000),
    (30.0, 0x10000, CODE_POINTS),
    (14.0, 0x1F300, 0x1FB00),  # emoji
    (22.0, 0x20000, 0x32000),  # rare ideographs
)
# The frequent half of each East Asian standard, as its encoding lays it out: rows of bytes.
LEVELS: tuple[tuple[float, str, int, int], ...] = (
    (12.5, "gb2312", 0xB0, 0xD8),
    (12.5, "big5", 0xA4, 0xC7),
    (13.0, "euc_jp", 0xB0, 0xD0),
    (10.0, "euc_kr", 0xB0, 0xC9),
)

LATIN, CYRILLIC, GREEK, HAN, KANA, KOREAN, OTHER_SCRIPT = 1, 2, 3, 4, 5, 6, 7
SCRIPTS: tuple[tuple[int, int, int], ...] = (
    (OTHER_SCRIPT, 0x530, 0x1100),
    (LATIN, 0x41, 0x5B),
    (LATIN, 0x61, 0x7B),
    (LATIN, 0xC0, 0x250),
    (GREEK, 0x370, 0x400),
    (CYRILLIC, 0x400, 0x530),
    (KANA, 0x3041, 0x3100),
    (HAN, 0x3400, 0xA000),
    (KOREAN, 0xAC00, 0xD7A4),
    (KANA, 0xFF61, 0xFFA0),
    (HAN, 0x20000, 0x32000),
)
# Extra bits for two letters side by side that are of different scripts.
MEETING = 6.0
ANOTHER_SCRIPT = 6.0
SMALL, CAPITAL, CASED = 1, 2, 0x530  # beyond this code point no case matters
CAPITAL_INSIDE = 6.0  # a capital right after a small letter


@cache
def _prices() -> NDArray[np.float32]:
    prices = np.zeros(CODE_POINTS, dtype=np.float32)
    for price, start, stop in BLOCKS:
        prices[start:stop] = price
    for price, encoding, first, last in LEVELS:
        trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
        codes = bytes(b for lead in range(first, last) for trail in trails for b in (lead, trail))
        known = code_points("".join(_pairs(codes, encoding)))
        prices[known] = np.minimum(prices[known], price)
    for price, letters in (*LETTERS, (9.0, HANZI + HANZI_TRADITIONAL), (7.0, HANGUL)):
        prices[code_points(letters)] = price
    prices[code_points(HANZI[:100])] = 7.5
    return prices


def _pairs(codes: bytes, encoding: str) -> list[str]:
    return [codes[i : i + 2].decode(encoding, "ignore") for i in range(0, len(codes), 2)]


@cache
def _scripts() -> NDArray[np.int8]:
    scripts = np.zeros(CODE_POINTS, dtype=np.int8)
    for script, start, stop in SCRIPTS:
        scripts[start:stop] = script
    return scripts


@cache
def _cases() -> NDArray[np.int8]:
    cases = [SMALL * chr(c).islower() + CAPITAL * chr(c).isupper() for c in range(CASED)]
    return np.array([*cases, 0], dtype=np.int8)


def surprise(text: str, kana: float = 0.0) -> float:
    """Return the bits that `text` costs; fewer means that it looks more like writing.

    Args:
        text: What one encoding makes of some bytes.
        kana: Extra bits for each Japanese letter, for an encoding made for Chinese.
    """
    codes = code_points(text)  # (N,)
    scripts = _scripts()[codes]  # (N,)
    bits = float(_prices()[codes].sum(dtype=np.float64))
    bits += kana * float((scripts == KANA).sum())
    before, after = scripts[:-1], scripts[1:]
    meeting = (before != after) & (before > 0) & (after > 0)
    japanese = (before >= HAN) & (before <= KANA) & (after >= HAN) & (after <= KANA)
    bits += MEETING * float((meeting & ~japanese).sum())
    cases = _cases()[np.minimum(codes, CASED)]
    bits += CAPITAL_INSIDE * float(((cases[:-1] == SMALL) & (cases[1:] == CAPITAL)).sum())
    bits += ANOTHER_SCRIPT * max(0, len(np.unique(scripts[scripts > 0])) - 1)
    return bits + _accents(codes)


def _accents(codes: NDArray[np.uint32]) -> float:
    """Return the bits of the letters that are not a-z, in the language that suits them best."""
    accented = codes[(codes >= 0xC0) & (codes < 0x250) & (codes != 0xD7) & (codes != 0xF7)]
    found, counts = np.unique(accented, return_counts=True)
    letters = [(chr(code), int(n)) for code, n in zip(found, counts, strict=True)]
    if not letters:
        return 0.0
    capitals = sum(n for letter, n in letters if letter.isupper())
    prices = []
    for language in ACCENTS:
        inside = sum(n for letter, n in letters if letter.lower() in language)
        outside = len(accented) - inside
        prices.append(inside * (ACCENT + np.log2(len(language))) + outside * FOREIGN_ACCENT)
    return float(min(prices)) + CAPITAL_ACCENT * capitals
